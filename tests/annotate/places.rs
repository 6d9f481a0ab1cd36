//! Where a comment stands: beside the words that call for it, and between runs, never inside anything.

use planlint::Comments;
use quick_xml::events::Event;

use super::paper::{
    Paper, WORD, annotated, comments, edited, entries, filler, heading, main, marked, on, own, p, part, paths,
    without_marks,
};

const WISH: &str = "We will explore options for a befriending service for isolated older people.";
const FUNDED: &str = "The Council funds six lunch clubs and a befriending service for older people who are isolated.";

/// The words that the comment on CA-1 stands beside, where this is in the body.
fn beside(body: &str) -> String {
    let made = Paper::new(format!("{}{}{body}{}", heading("Prevention"), filler(), filler())).annotated();
    marked(&made.bytes, &on(&made.bytes, "CA-1").id)
}

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn a_comment_stands_beside_the_sentence_that_calls_for_it() {
    let (before, after) = (run("Before. "), run(" After it comes more."));
    assert_eq!(beside(&format!("<w:p>{before}{}{after}</w:p>", run(WISH))), WISH);
}

#[test]
fn words_in_several_runs_are_marked_from_the_first_to_the_last() {
    let runs: String =
        ["Once. ", "We will ex", "plore options for a ", "befriending service for isolated older people."]
            .map(run)
            .concat();
    assert_eq!(beside(&format!("<w:p>{runs}</w:p>")), WISH);
}

#[test]
fn links_changes_controls_and_fields_are_marked_whole() {
    for (open, close) in [
        ("<w:hyperlink r:id=\"x\">", "</w:hyperlink>"),
        ("<w:ins w:id=\"4\" w:author=\"A\">", "</w:ins>"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:smartTag>", "</w:smartTag>"),
        ("<w:moveTo w:id=\"4\">", "</w:moveTo>"),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        ),
    ] {
        let paragraph = format!("<w:p>{}{open}{}{close}{}</w:p>", run("Before. "), run(WISH), run(" After."));
        let made = Paper::new(format!("{}{}{paragraph}", heading("Prevention"), filler())).annotated();
        let comment = on(&made.bytes, "CA-1");
        let others: Vec<String> =
            own(&made.bytes).into_iter().map(|other| other.id).filter(|id| *id != comment.id).collect();
        let xml = without_marks(&main(&made.bytes), &others);
        assert_eq!(marked(&made.bytes, &comment.id), WISH);
        assert!(xml.contains(&format!("<w:commentRangeStart w:id=\"{}\"/>{open}", comment.id)), "{xml}");
        assert!(xml.contains(&format!("{close}<w:commentRangeEnd w:id=\"{}\"/>", comment.id)), "{xml}");
    }
}

#[test]
fn where_one_comment_ends_and_another_begins_they_do_not_overlap() {
    let ended = "The carers' breaks service was decommissioned in March 2014 and will not be replaced.";
    let made = Paper::new(format!("{}<w:p>{}{}</w:p>", filler(), run(WISH), run(ended))).annotated();
    let (first, second) = (on(&made.bytes, "CA-1"), on(&made.bytes, "CA-7"));
    assert_eq!((marked(&made.bytes, &first.id), marked(&made.bytes, &second.id)), (WISH.to_owned(), ended.to_owned()));
    let at = |mark: String| main(&made.bytes).find(&mark).expect("it is there");
    let end = at(format!("<w:commentReference w:id=\"{}\"/>", first.id));
    assert!(end < at(format!("<w:commentRangeStart w:id=\"{}\"/>", second.id)));
    assert!(annotated(&made.bytes, &Comments::default()).bytes == made.bytes);
}

#[test]
fn a_row_is_marked_in_its_own_cell() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let row = |cells: [&str; 3]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(["Action", "Lead", "By when"]),
        row(["Explore a befriending service for isolated older people", "Head of Prevention", "2015"])
    );
    assert_eq!(beside(&table), "Explore a befriending service for isolated older people");
}

#[test]
fn words_in_a_text_box_are_marked_beside_the_box() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p(WISH));
    let drawing = format!(
        "<mc:AlternateContent><mc:Choice><wps:txbx>{inside}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}\
         </v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    );
    let body = format!("{}<w:p>{}<w:r>{drawing}</w:r></w:p>{}", filler(), run("Anchor."), filler());
    let made = annotated(&Paper::new(body).bytes(), &Comments { all: true, ..Comments::default() });
    let ids: Vec<String> = own(&made.bytes).into_iter().map(|comment| comment.id).collect();
    for path in paths(&main(&made.bytes), &ids) {
        assert!(!path.contains("txbxContent"), "{path}");
    }
}

#[test]
fn what_word_fills_from_data_takes_no_marks() {
    let bound = format!(
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p(WISH)
    );
    let made = Paper::new(format!("{}{}{bound}", heading("Prevention"), filler())).annotated();
    let words = marked(&made.bytes, &on(&made.bytes, "CA-1").id);
    assert!(words.starts_with("The Council and its partners"), "{words}");
}

#[test]
fn what_is_nowhere_in_the_plan_is_marked_where_it_belongs() {
    let body = format!("{}{}{}{}", heading("Prevention"), filler(), heading("Finance"), p("The fund is £4 million."));
    let made = Paper::new(body).annotated();
    let words = marked(&made.bytes, &on(&made.bytes, "CA-1").id);
    assert!(words.ends_with("what is spent on both of them."), "{words}");
}

#[test]
fn evidence_is_shown_only_when_asked_for() {
    let bytes = Paper::new(format!("{}{}", filler(), p(FUNDED))).bytes();
    let (some, all) =
        (annotated(&bytes, &Comments::default()), annotated(&bytes, &Comments { all: true, ..Comments::default() }));
    assert!(!own(&some.bytes).iter().any(|comment| comment.words.starts_with("CA-1 ")));
    let comment = on(&all.bytes, "CA-1 Met");
    assert_eq!(marked(&all.bytes, &comment.id), FUNDED);
    assert!(comment.words.contains("Why it is enough: it is an action"), "{}", comment.words);
}

#[test]
fn a_comment_says_what_why_how_on_whose_authority_and_how_to_set_it_aside() {
    let made = Paper::new(format!("{}{}", filler(), p(WISH))).annotated();
    let words = on(&made.bytes, "CA-1").words;
    for part in [
        "CA-1 A wish, not yet an action. Expected: the prevention offer",
        "The plan says: “We will explore options",
        "Why: The council must provide",
        "Say here what will be done, for example: We will &lt;commission or provide&gt;",
        "Basis: a statutory duty: Care Act 2014, section 2(1)",
        "“planlint: waive CA-1 –”",
    ] {
        assert!(words.contains(part), "{part} is not in:\n{words}");
    }
    assert!(!words.starts_with("planlint: waive"), "a comment of planlint's is no waiver");
}

#[test]
fn what_makes_comments_known_is_added_once() {
    let made = Paper::new(filler()).annotated();
    let types = part(&made.bytes, "[Content_Types].xml");
    let relations = part(&made.bytes, "word/_rels/document.xml.rels");
    assert_eq!(types.matches("PartName=\"/word/comments.xml\"").count(), 1, "{types}");
    assert_eq!(relations.matches("Target=\"comments.xml\"").count(), 1, "{relations}");
    assert!(!entries(&made.bytes).iter().any(|(name, _)| name.contains("commentsExtended")), "nothing is resolved");
}

#[test]
fn a_template_that_is_not_filled_in_has_one_comment() {
    let prompts: String =
        (0..6).map(|_| p("[Describe here how the plan will prevent needs for care and support]")).collect();
    let made = Paper::new(prompts).annotated();
    let all = comments(&made.bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].words.starts_with("undecided: the template is not filled in."), "{all:?}");
}

/// The namespaces and names of the elements of comments, in the main part and in that of comments.
fn resolved(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::NsReader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_resolved_event().expect("it is well-formed") {
            (space, Event::Start(tag) | Event::Empty(tag)) if tag.local_name().into_inner().starts_with("comment") => {
                names.push(format!("{space:?}"));
            }
            (_, Event::Eof) => return names,
            _ => {}
        }
    }
}

#[test]
fn comments_are_in_the_family_of_names_that_the_document_uses() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let paper = Paper::new(format!("{}{}", filler(), p(WISH)));
    let odd = |text: String| {
        text.replace("<w:", "<x:").replace("</w:", "</x:").replace("xmlns:w=", "xmlns:x=").replace(" w:", " x:")
    };
    let plain = paper.bytes();
    for (old, new, family) in [("", "", WORD), ("w:", "x:", WORD), (WORD, strict, strict)] {
        let bytes = edited(&plain, |text| match old {
            "" => text,
            "w:" => odd(text),
            _ => text.replace(old, new),
        });
        let made = annotated(&bytes, &Comments::default());
        for part_name in ["word/document.xml", "word/comments.xml"] {
            let names = resolved(&part(&made.bytes, part_name));
            assert!(names.len() > 3, "{part_name}");
            assert!(names.iter().all(|name| name.contains(family)), "{part_name} {names:?}");
        }
        assert!(annotated(&made.bytes, &Comments::default()).bytes == made.bytes);
    }
}

#[test]
fn a_byte_order_mark_stays() {
    let plain = Paper::new(filler()).bytes();
    let marked = edited(&plain, |text| format!("\u{feff}{text}"));
    let made = annotated(&marked, &Comments::default());
    for name in ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"] {
        assert!(part(&made.bytes, name).starts_with('\u{feff}'), "{name}");
        assert_eq!(part(&made.bytes, name).matches('\u{feff}').count(), 1, "{name}");
    }
}

#[test]
fn a_part_that_is_referred_to_and_is_not_there_is_written_where_it_should_be() {
    let bytes = Paper::new(filler()).with("comments", "").bytes();
    let bytes = super::paper::without(&bytes, "word/comments.xml");
    let made = annotated(&bytes, &Comments::default());
    assert!(!own(&made.bytes).is_empty());
    assert_eq!(part(&made.bytes, "word/_rels/document.xml.rels").matches("comments.xml").count(), 1);
}
