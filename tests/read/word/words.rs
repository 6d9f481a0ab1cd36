//! Words: what counts as the text of a document, and where each word is from.

use planlint::{Origin, Story};

use super::{Word, notation, p, styled};
use crate::read::{assert_exact, origins};

#[test]
fn runs_are_joined_and_entities_read() {
    let body = "<w:p><w:r><w:t>Author </w:t></w:r><w:r><w:t xml:space=\"preserve\">Author &amp; Co</w:t></w:r>\
                <w:r><w:t> trimmed </w:t><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t></w:r></w:p>";
    assert_eq!(notation(body), "AuthorAuthor & Cotrimmed tab line\n");
}

#[test]
fn signs_are_read() {
    let body = "<w:p><w:r><w:t>re</w:t><w:noBreakHyphen/><w:t>use so</w:t><w:softHyphen/><w:t>ft</w:t>\
                <w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t>a\u{ad}b</w:t></w:r></w:p>";
    assert_eq!(notation(body), "re\u{2011}use soft✓ab\n");
}

#[test]
fn tracked_changes_read_as_if_accepted() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">We </w:t></w:r><w:del><w:r><w:delText>may</w:delText><w:t>may</w:t></w:r></w:del>\
                <w:ins><w:r><w:t>will</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>\
                <w:moveTo><w:r><w:t xml:space=\"preserve\"> act</w:t></w:r></w:moveTo></w:p>";
    let text = Word::new(body).text();
    assert_eq!(text.as_str(), "We will act\n");
    assert_eq!(text.notices(), ["2 tracked deletions were left out."]);
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let body = format!("{}{}{}", p("One"), styled("<w:rPr><w:del/></w:rPr>", "We will "), p("act"));
    assert_eq!(origins(&Word::new(body).text()), ["paragraph 1: One", "paragraph 2: We will act"]);
}

#[test]
fn hidden_text_is_left_out_unless_it_is_shown_again() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"P\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"H\"/></w:rPr><w:t>b</w:t></w:r>\
                <w:r><w:rPr><w:rStyle w:val=\"H\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>seen</w:t></w:r></w:p>\
                <w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr><w:r><w:t>c</w:t></w:r></w:p>";
    let text = Word::new(body).with("styles", styles).text();
    assert_eq!(text.as_str(), "seen\n");
    assert_eq!(text.notices(), ["3 stretches of hidden text were left out."]);
}

#[test]
fn results_of_fields_are_read_and_their_code_is_not() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>";
    let nested = [
        &mark("begin"),
        code,
        &mark("begin"),
        &mark("separate"),
        "<w:r><w:t>no</w:t></w:r>",
        &mark("end"),
        &mark("separate"),
    ];
    let body = format!(
        "<w:p>{}<w:r><w:t>result</w:t></w:r>{}<w:fldSimple w:instr=\"x\"><w:r><w:t> simple</w:t></w:r></w:fldSimple>\
         <w:hyperlink><w:r><w:t xml:space=\"preserve\"> link</w:t></w:r></w:hyperlink></w:p>",
        nested.concat(),
        mark("end")
    );
    assert_eq!(notation(&body), "resultsimple link\n");
}

#[test]
fn a_field_that_does_not_end_hides_one_paragraph_only() {
    let body = format!("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>lost</w:t></w:r></w:p>{}", p("kept"));
    assert_eq!(notation(&body), "kept\n");
}

#[test]
fn content_controls_are_looked_into() {
    let body = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtContent><w:r><w:t>inline</w:t></w:r></w:sdtContent></w:sdt></w:p>\
         <w:smartTag><w:customXml>{}</w:customXml></w:smartTag>",
        p("block"),
        p("custom")
    );
    assert_eq!(notation(&body), "block\ninline\ncustom\n");
}

#[test]
fn prompts_that_nobody_replaced_are_marked() {
    let prompt = "<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here to enter \
                  text.</w:t></w:r></w:sdtContent></w:sdt>";
    let body = format!("<w:p>{prompt}</w:p><w:p><w:r><w:t xml:space=\"preserve\">Lead: </w:t></w:r>{prompt}</w:p>");
    let text = Word::new(body).text();
    assert_eq!(text.as_str(), "[placeholder] Click here to enter text.\nLead: Click here to enter text.\n");
    assert!(text.facts(0).placeholder);
    assert_eq!(text.notices(), ["2 prompts of the template have not been replaced."]);
}

#[test]
fn a_contents_page_is_not_the_text() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"X\"><w:name w:val=\"toc 1\"/></w:style>";
    let gallery =
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>";
    let body = format!(
        "{}{gallery}<w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        styled("<w:pStyle w:val=\"X\"/>", "One 1"),
        p("Two 2"),
        p("Text")
    );
    assert_eq!(Word::new(body).with("styles", styles).notation(), "[contents] One 1\n[contents] Two 2\nText\n");
}

#[test]
fn notes_follow_their_paragraph() {
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>",
        p("line"),
        p(" A note.")
    );
    let body = format!(
        "<w:p><w:r><w:t>word</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>{}",
        p("Next")
    );
    let text = Word::new(body).with("footnotes", notes).text();
    assert_eq!(origins(&text), ["paragraph 1: word.", "note 1: [note] A note.", "paragraph 2: Next"]);
    assert_eq!(text.facts("word.\n".len()).story, Story::Note);
}

#[test]
fn a_table_in_a_note_is_read_cell_by_cell() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let notes = format!(
        "<w:endnote w:id=\"2\">{}<w:tbl><w:tr>{}{}</w:tr></w:tbl></w:endnote>",
        p("Sources"),
        cell("Survey"),
        cell("Two hundred replies")
    );
    let body = "<w:p><w:r><w:t>word</w:t></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>";
    let text = Word::new(body).with("endnotes", notes).notation();
    assert_eq!(text, "word\n[note] Sources\n[note] Survey\n[note] Two hundred replies\n");
}

#[test]
fn a_text_box_is_read_once_after_its_paragraph() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p("Boxed"));
    let body = format!(
        "<w:p><w:r><w:t>Be</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx>{inside}</wps:txbx></mc:Choice>\
         <mc:Fallback><v:textbox>{inside}</v:textbox></mc:Fallback></mc:AlternateContent><w:t>fore</w:t></w:r></w:p>{}",
        p("After")
    );
    let text = Word::new(body).text();
    assert_eq!(origins(&text), ["paragraph 1: Before", "paragraph 2: [box] Boxed", "paragraph 3: After"]);
    assert_eq!(text.facts("Before\n".len()).story, Story::Box);
}

#[test]
fn a_fallback_is_read_where_there_is_no_choice() {
    let body =
        "<w:p><mc:AlternateContent><mc:Fallback><w:r><w:t>kept</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>";
    assert_eq!(notation(body), "kept\n");
}

#[test]
fn captions_quotations_and_sources_are_marked() {
    let style = |id: &str, name: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>")
    };
    let styles = [style("C", "caption"), style("Q", "Intense Quote"), style("B", "Bibliography")].concat();
    let of = |id: &str| styled(&format!("<w:pStyle w:val=\"{id}\"/>"), "words");
    let body = [of("C"), of("Q"), of("B"), p("Table 2 – Leads"), p("Table 2 shows the leads.")].concat();
    insta::assert_snapshot!(Word::new(body).with("styles", styles).notation(), @"
    [caption] words
    > words
    [reference] words
    [caption] Table 2 – Leads
    Table 2 shows the leads.
    ");
}

#[test]
fn mathematics_and_ruby_are_read_once() {
    let body = "<w:p><w:ruby><w:rt><w:r><w:t>over</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby>\
                <m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>";
    assert_eq!(notation(body), "basex=1\n");
}

#[test]
fn exact_pieces_are_the_bytes_of_the_part() {
    let word = Word::new(format!("{}{}", p(" Fish &amp; chips &#163;5 | caf\u{e9} "), p("# not a heading\u{f0b7}")));
    let text = word.text();
    assert_exact(&text, &word.xml());
    assert_eq!(text.as_str(), "Fish & chips £5 | café\n\\# not a heading•\n");
    let piece = text.piece(text.as_str().find("chips").unwrap()).unwrap();
    assert_eq!(
        (text.slice(piece.span), piece.exact, &piece.origin),
        (" chips ", true, &Origin::Paragraph { number: 1 })
    );
}

#[test]
fn other_parts_are_named_as_left_out() {
    let text = Word::new(p("x")).with("header", p("Draft")).with("comments", "").text();
    assert_eq!(text.as_str(), "x\n");
    assert_eq!(text.notices(), ["Headers and footers were left out.", "Comments were left out."]);
}
