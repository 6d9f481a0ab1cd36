//! Waivers in the documents themselves.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// What the comments of a plan come to on `TODAY`.
fn commented(path: &str, bytes: &[u8]) -> (DocumentRecord, Vec<planlint::RemarkUse>) {
    let book = RuleBook::builtin();
    let plan = Plan::parse(read_bytes(path, bytes).unwrap());
    let audit = check(&plan, book, &planlint::Options::default());
    let mut documents = [DocumentRecord::of(&audit, &Document { path: path.to_owned(), sha256: String::new() })];
    let living = Living::new(TODAY, book);
    living.apply(&mut documents);
    let [document] = documents;
    let remarks = living.ledger().map(|ledger| ledger.remarks).unwrap_or_default();
    (document, remarks)
}

fn markdown(comment: &str) -> (DocumentRecord, Vec<planlint::RemarkUse>) {
    commented("plan.md", format!("{WISH}\n{comment}\n").as_bytes())
}

#[test]
fn a_comment_in_markdown_waives_with_any_dash() {
    for comment in [
        "<!-- planlint: waive CA-7 – the new service -->",
        "<!-- planlint: waive CA-7 - the new service -->",
        "<!--planlint:waive ca-7 — the new service-->",
        "<!--\nPlanlint: waive care-act/carers: the new\nservice\n-->",
        "Words and <!-- planlint: waive CA-7 – the new service --> words.",
        "<div>\n<!-- planlint: waive CA-7 – the new service -->\n</div>",
    ] {
        let (document, remarks) = markdown(comment);
        let waiver = outcome(&document, "CA-7").waived_in_document.as_ref().expect(comment);
        assert_eq!((waiver.reason.as_str(), waiver.expires), ("the new service", None), "{comment}");
        assert!(waiver.place.starts_with("line "), "{}", waiver.place);
        assert!(!outcome(&document, "CA-7").counts());
        assert_eq!(remarks[0].covers, ["CA-7"]);
    }
}

#[test]
fn what_is_no_comment_waives_nothing() {
    for text in [
        "```\n<!-- planlint: waive CA-7 – shown as an example -->\n```",
        "`<!-- planlint: waive CA-7 – shown as an example -->`",
        "planlint: waive CA-7 – in the text",
        "<!-- ask planlint: waive CA-7 – not to planlint -->",
    ] {
        let (document, remarks) = markdown(text);
        assert!(outcome(&document, "CA-7").waived_in_document.is_none() && remarks.is_empty(), "{text}");
    }
}

#[test]
fn comments_are_no_part_of_the_text() {
    let text = read_bytes("plan.md", b"One.\n\n<!-- planlint: waive CA-7 - why -->\n\nTwo.\n").unwrap();
    assert_eq!(text.as_str(), "One.\nTwo.\n");
    assert_eq!(text.remarks().len(), 1);
}

#[test]
fn a_comment_with_a_last_day_holds_to_its_end() {
    let (document, _) = markdown("<!-- planlint: waive CA-7 until 2026-11-25 – the new service -->");
    assert!(outcome(&document, "CA-7").waived_in_document.is_some());
    let (document, remarks) = markdown("<!-- planlint: waive CA-7 until 24/11/2026 – the new service -->");
    assert!(outcome(&document, "CA-7").counts(), "it counts again");
    assert!(remarks[0].trouble.as_ref().unwrap().message.contains("lapsed on 24 November 2026"));
}

#[test]
fn a_comment_that_cannot_hold_is_itself_a_finding() {
    for (comment, words) in [
        ("waive CA-7", "gives no reason"),
        ("waive CA-7 – ", "gives no reason"),
        ("waive CA-7 – <reason, and who approved it>", "gives no reason"),
        ("waive – because", "does not say of what"),
        ("waive CA-77 – because", "there is no expectation called `CA-77`"),
        ("waive CA-7 until 31 June – because", "not one of the calendar"),
        ("ignore CA-7 – because", "does not say `waive`"),
    ] {
        let (document, remarks) = markdown(&format!("<!-- planlint: {comment} -->"));
        assert!(outcome(&document, "CA-7").counts(), "{comment}");
        let trouble = remarks[0].trouble.as_ref().expect(comment);
        assert!(trouble.message.contains(words), "{comment}: {}", trouble.message);
        // The advice can be copied: it speaks of the code that was meant.
        let of_its_code = trouble.help.contains("waive CA-7 –") || trouble.help.contains("did you mean `CA-7`");
        assert!(of_its_code || !comment.contains("CA-7"), "{comment}: {}", trouble.help);
    }
    let folder = folder(&[("plan.md", &format!("{ACTION}\n<!-- planlint: waive CA-77 – why -->\n"))]);
    let output = run(folder.path(), &["check", "plan.md", "--lever", "public-health"]);
    assert_eq!(code(&output), 1);
    assert!(flat(&output).contains("did you mean `CA-7`?"), "{}", said(&output));
}

#[test]
fn one_comment_may_waive_several_and_says_which_had_nothing_to_cover() {
    let (_, remarks) = markdown("<!-- planlint: waive CA-7, CA-1 and CA-5 – the new service -->");
    assert_eq!((remarks[0].covers.join(" "), remarks[0].not_needed.join(" ")), ("CA-7 CA-5".into(), "CA-1".into()));
}

#[test]
fn it_is_listed_apart_from_what_somebody_approved() {
    let text = register(&[("CA-5", "plan.md", "2026-11-01", "2027-06-30")]);
    let plan = format!("{WISH}\n<!-- planlint: waive CA-7 – the new service -->\n");
    let folder = folder(&[("plan.md", &plan), ("waivers.toml", &text)]);
    let output = run(folder.path(), &["check", "plan.md", "--waivers", "waivers.toml", "--today", "2026-11-25"]);
    let words = flat(&output);
    let (register, document) = (
        words.find("Waived, and not counted – CA-5"),
        words.find("Waived in the document itself, and not counted – CA-7"),
    );
    assert!(register.is_some() && register < document, "{}", said(&output));
    assert!(
        words.contains("without a last day: the new service") && words.contains("1 waived · 1 waived in the document")
    );
}

#[test]
fn no_waivers_lets_none_in_a_document_hold() {
    let plan = format!("{WISH}\n<!-- planlint: waive CA-7 – the new service -->\n");
    let folder = folder(&[("plan.md", &plan)]);
    let with = said(&run(folder.path(), &["check", "plan.md"]));
    let without = said(&run(folder.path(), &["check", "plan.md", "--no-waivers"]));
    assert!(with.contains("waived in the document") && !without.contains("waived"), "{without}");
}

/// A Word document with a comment on its last paragraph, or in a cell.
fn word(comment: &str, in_cell: bool) -> Vec<u8> {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let p = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let marked = "<w:p><w:commentRangeStart w:id=\"3\"/><w:r><w:t>We aim to explore lunch clubs for lonely carers.</w:t>\
                  </w:r><w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r></w:p>";
    let marked = if in_cell { format!("<w:tbl><w:tr><w:tc>{marked}</w:tc></w:tr></w:tbl>") } else { marked.to_owned() };
    let body = format!("{}{}{marked}", p("Carers strategy 2026 to 2028"), p("Prevention"));
    let comments = format!(
        "<w:comments {word}><w:comment w:id=\"1\" w:author=\"A\"><w:p><w:r><w:t>Check this.</w:t></w:r></w:p></w:comment>\
         <w:comment w:id=\"3\" w:author=\"A\">{comment}</w:comment></w:comments>"
    );
    let relation = |kind: &str, target: &str| format!("<Relationship Type=\"http://x/{kind}\" Target=\"{target}\"/>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("_rels/.rels", format!("<Relationships>{}</Relationships>", relation("officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            format!("<Relationships>{}</Relationships>", relation("comments", "comments.xml")),
        ),
        ("word/document.xml", format!("<w:document {word}><w:body>{body}</w:body></w:document>")),
        ("word/comments.xml", comments),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_comment_in_word_waives_where_it_is_anchored() {
    let runs = "<w:p><w:r><w:annotationRef/></w:r><w:r><w:t>plan</w:t></w:r><w:r><w:t xml:space=\"preserve\">lint: waive \
                CA-7 – </w:t></w:r></w:p><w:p><w:r><w:t>the new service</w:t></w:r></w:p>";
    for (in_cell, place) in [(false, "paragraph 3"), (true, "table 1, row 1, column 1")] {
        let (document, remarks) = commented("plan.docx", &word(runs, in_cell));
        let waiver = outcome(&document, "CA-7").waived_in_document.as_ref().expect("it is waived");
        assert_eq!((waiver.reason.as_str(), waiver.place.as_str()), ("the new service", place));
        assert_eq!(remarks.len(), 1, "other comments are left alone");
    }
}

#[test]
fn a_comment_in_word_that_speaks_to_others_is_left_alone() {
    let (_, remarks) = commented("plan.docx", &word("<w:p><w:r><w:t>waive CA-7?</w:t></w:r></w:p>", false));
    assert!(remarks.is_empty());
}

/// An OpenDocument text with a comment on its last paragraph, or in a cell.
fn open_document(comment: &str, in_cell: bool) -> Vec<u8> {
    let family = |name: &str, of: &str| format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{of}:1.0\"");
    let families = [("office", "office"), ("text", "text"), ("table", "table")].map(|(name, of)| family(name, of));
    let marked = format!(
        "<text:p><office:annotation office:name=\"1\"><creator>planlint: waive CA-1 – an author</creator>{comment}\
         </office:annotation>We aim to explore lunch clubs for lonely carers.</text:p>"
    );
    let marked = match in_cell {
        true => format!(
            "<table:table><table:table-row><table:table-cell>{marked}</table:table-cell></table:table-row></table:table>"
        ),
        false => marked,
    };
    let content = format!(
        "<office:document-content {}><office:body><office:text><text:p>Carers strategy 2026 to 2028</text:p>\
         <text:p>Prevention</text:p>{marked}</office:text></office:body></office:document-content>",
        families.join(" ")
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content.as_str())] {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_comment_in_an_open_document_waives_where_it_is_anchored() {
    let words =
        "<text:p>planlint: <text:span>waive</text:span><text:s/>CA-7 –</text:p><text:p>the new service</text:p>";
    for (in_cell, place) in [(false, "paragraph 3"), (true, "table 1, row 1, column 1")] {
        let (document, remarks) = commented("plan.odt", &open_document(words, in_cell));
        let waiver = outcome(&document, "CA-7").waived_in_document.as_ref().expect("it is waived");
        assert_eq!((waiver.reason.as_str(), waiver.place.as_str()), ("the new service", place));
        assert_eq!(remarks.len(), 1, "the name of its author says nothing");
    }
    let (_, remarks) = commented("plan.odt", &open_document("<text:p>waive CA-7?</text:p>", false));
    assert!(remarks.is_empty());
}
