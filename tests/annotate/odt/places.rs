//! Where a comment stands: on the words that call for it, never inside what is whole, and not in what is locked.

use planlint::Comments;
use quick_xml::events::Event;

use super::paper::{FAMILIES, FUNDED, Paper, WISH, annotated, comments, content, filler, heading, marked, on, own, p};

/// The XML that the comment on CA-1 is on, where this is in the body.
fn beside(body: &str) -> String {
    let made = Paper::new(format!("{}{}{body}{}", heading("Prevention"), filler(), filler())).annotated();
    marked(&made.bytes, "CA-1")
}

#[test]
fn a_comment_is_on_the_sentence_that_calls_for_it() {
    assert_eq!(beside(&p(&format!("Before it comes less. {WISH} After it comes more."))), WISH);
}

#[test]
fn words_of_several_looks_are_marked_from_the_first_to_the_last() {
    let (first, last) = WISH.split_at(20);
    let body = p(&format!("<text:span>Once it was so. {first}</text:span><text:span>{last} More comes.</text:span>"));
    assert_eq!(beside(&body), format!("{first}</text:span><text:span>{last}"));
}

#[test]
fn links_changes_fields_notes_and_boxes_are_marked_whole() {
    for (open, close) in [
        ("<text:a>", "</text:a>"),
        ("<text:meta-field>", "</text:meta-field>"),
        ("<text:change-start text:change-id=\"1\"/>", "<text:change-end text:change-id=\"1\"/>"),
        ("<text:change-start/><text:change-start/>", "<text:change-end/> So it does.<text:change-end/>"),
        ("<field:fieldmark-start/>", "<field:fieldmark-end/>"),
        ("<text:note><text:note-body><text:p>", "</text:p></text:note-body></text:note>"),
        ("<draw:frame><draw:text-box><text:p>", "</text:p></draw:text-box></draw:frame>"),
    ] {
        let all = Comments { all: true, ..Comments::default() };
        let body = format!("<text:p>Before it. {open}{FUNDED}{close} After it.</text:p>");
        let made = annotated(&Paper::new(format!("{}{body}", filler())).bytes(), &all);
        let words = marked(&made.bytes, "CA-1");
        assert!(words.starts_with(open) && words.ends_with(close), "{words}");
        assert!(words.matches("After").count() == 0, "{words}");
    }
}

#[test]
fn a_change_that_goes_on_past_the_paragraph_does_not_blur_the_sentence() {
    let body = format!(
        "<text:p><text:change-start/>First it was so. {WISH} Then more.</text:p><text:p>And more.<text:change-end/></text:p>"
    );
    assert_eq!(beside(&body), WISH);
    let inside =
        format!("<text:p><text:change-start/>A.</text:p><text:p>First. {WISH} Then.<text:change-end/> B.</text:p>");
    assert_eq!(beside(&inside), WISH);
}

#[test]
fn a_row_is_marked_in_its_own_cell() {
    let cell = |words: &str| format!("<table:table-cell>{}</table:table-cell>", p(words));
    let row = |cells: [&str; 3]| format!("<table:table-row>{}</table:table-row>", cells.map(cell).concat());
    let table = format!(
        "<table:table>{}{}</table:table>",
        row(["Action", "Lead", "By when"]),
        row(["Explore a befriending service for isolated older people", "Head of Prevention", "2015"])
    );
    assert_eq!(beside(&table), "Explore a befriending service for isolated older people");
}

#[test]
fn what_is_locked_or_made_by_the_program_takes_no_marks() {
    for (open, close) in [
        ("<text:section text:protected=\"true\">", "</text:section>"),
        ("<text:section><text:section-source/>", "</text:section>"),
        ("<draw:frame><draw:text-box>", "</draw:text-box></draw:frame>"),
        (
            "<table:table table:protected=\"true\"><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
        ),
        (
            "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"2\">",
            "</table:table-cell></table:table-row></table:table>",
        ),
    ] {
        let made = Paper::new(format!("{}{}{open}{}{close}", heading("Prevention"), filler(), p(WISH))).annotated();
        let words = marked(&made.bytes, "CA-1");
        assert!(words.starts_with("The Council and its partners"), "{open} {words}");
    }
}

#[test]
fn what_is_nowhere_in_the_plan_is_marked_where_it_belongs() {
    let body = format!("{}{}{}{}", heading("Prevention"), filler(), heading("Finance"), p("The fund is £4 million."));
    let words = marked(&Paper::new(body).annotated().bytes, "CA-1");
    assert!(words.ends_with("what is spent on both of them."), "{words}");
}

#[test]
fn evidence_is_shown_only_when_asked_for() {
    let bytes = Paper::new(format!("{}{}", filler(), p(FUNDED))).bytes();
    let all = annotated(&bytes, &Comments { all: true, ..Comments::default() });
    assert!(!own(&annotated(&bytes, &Comments::default()).bytes).iter().any(|there| there.words.starts_with("CA-1 ")));
    assert!(on(&all.bytes, "CA-1 Met").words.contains("Why it is enough: it is an action"));
    assert_eq!(marked(&all.bytes, "CA-1 Met"), FUNDED);
}

#[test]
fn a_comment_says_what_why_how_on_whose_authority_and_how_to_set_it_aside() {
    let comment = on(&Paper::new(format!("{}{}", filler(), p(WISH))).annotated().bytes, "CA-1");
    for part in [
        "CA-1 A wish, not yet an action. Expected: the prevention offer",
        "\nThe plan says: “We will explore options",
        "\nWhy: The council must provide",
        "\nSay here what will be done, for example: We will &lt;commission or provide&gt;",
        "\nBasis: a statutory duty: Care Act 2014, section 2(1)",
        "\nTo set this aside, add a comment of your own here that begins “planlint: waive CA-1 –”",
    ] {
        assert!(comment.words.contains(part), "{part} is not in:\n{}", comment.words);
    }
    assert!(!comment.xml.contains("dc:date") && !comment.resolved, "{}", comment.xml);
}

#[test]
fn a_template_that_is_not_filled_in_has_one_comment() {
    let prompts: String =
        (0..6).map(|_| p("[Describe here how the plan will prevent needs for care and support]")).collect();
    let all = comments(&content(&Paper::new(prompts).annotated().bytes));
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].words.starts_with("undecided: the template is not filled in."), "{all:?}");
}

/// The families and names of the elements of comments, and of what is in them.
fn resolved(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::NsReader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_resolved_event().expect("it is well-formed") {
            (space, Event::Start(tag) | Event::Empty(tag)) => {
                names.push(format!("{space:?} {}", tag.local_name().into_inner()));
            }
            (_, Event::Eof) => return names,
            _ => {}
        }
    }
}

#[test]
fn names_that_the_document_does_not_declare_are_declared_in_the_comment() {
    let paper = Paper::new(format!("{}{}", filler(), p(WISH)));
    let bare = FAMILIES.split(" xmlns:dc").next().unwrap();
    let odd = |text: String| {
        ["office", "text"].iter().fold(text, |text, name| {
            text.replace(&format!("<{name}:"), &format!("<x{name}:"))
                .replace(&format!("</{name}:"), &format!("</x{name}:"))
                .replace(&format!("xmlns:{name}="), &format!("xmlns:x{name}="))
                .replace(&format!(" {name}:"), &format!(" x{name}:"))
        })
    };
    let plain = paper.annotated();
    let known = resolved(&content(&plain.bytes));
    for (families, body) in [(bare.to_owned(), paper.body.clone()), (odd(FAMILIES.to_owned()), odd(paper.body.clone()))]
    {
        let mut other = Paper { families, body, ..paper.clone() };
        if other.families.contains("xoffice") {
            other.body = odd(other.body);
            let bytes = super::paper::edited(&other.bytes(), &[("<office:", "<xoffice:"), ("</office:", "</xoffice:")]);
            let made = annotated(&bytes, &Comments::default());
            assert_eq!(resolved(&content(&made.bytes)), known);
            assert!(annotated(&made.bytes, &Comments::default()).bytes == made.bytes);
            continue;
        }
        let made = other.annotated();
        assert_eq!(resolved(&content(&made.bytes)), known);
        assert!(content(&made.bytes).contains("xmlns:dc=\"http://purl.org/dc/elements/1.1/\""));
        assert!(annotated(&made.bytes, &Comments::default()).bytes == made.bytes);
    }
}

#[test]
fn a_byte_order_mark_stays() {
    let plain = Paper::new(filler()).bytes();
    let marked = super::paper::edited(&plain, &[("<?xml", "\u{feff}<?xml")]);
    let xml = content(&annotated(&marked, &Comments::default()).bytes);
    assert!(xml.starts_with('\u{feff}') && xml.matches('\u{feff}').count() == 1);
}
