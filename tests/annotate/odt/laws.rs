//! What holds of every document: nothing changes but comments, a second run changes nothing, planlint reads the same.

use std::collections::BTreeSet;
use std::fs;

use planlint::Comments;
use proptest::prelude::*;

use super::paper::{Paper, annotated, around, comments, content, filler, own, reading, without};
use crate::annotate::paper::entries;

const KIND: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Every law, for one document.
fn hold(bytes: &[u8], choices: &[bool]) {
    let before = reading(bytes);
    for all in choices.iter().copied() {
        let choice = Comments { all, ..Comments::default() };
        let made = annotated(bytes, &choice);
        let own = own(&made.bytes);
        assert_eq!(own.len(), made.added);
        assert!(!all || made.added > 0, "there is something to say of every document");
        let xml = content(&made.bytes);
        assert_eq!(without(&xml, &own), content(bytes), "the content minus planlint's comments is the content");
        assert_eq!(comments(&xml).len(), comments(&content(bytes)).len() + own.len());
        others_are_copied(bytes, &made.bytes);
        let names: Vec<String> = own.into_iter().map(|comment| comment.name).collect();
        marks_stand_in_paragraphs(&xml, &names);
        assert_eq!(reading(&made.bytes), before, "comments are no part of the plan, and planlint's waive nothing");
        assert!(annotated(&made.bytes, &choice).bytes == made.bytes, "a second run changes nothing");
    }
}

/// Every other entry is there, in its place, with the bytes it was packed in; the kind comes first, not packed.
fn others_are_copied(before: &[u8], after: &[u8]) {
    let parts = |bytes: &[u8]| -> Vec<(String, Vec<u8>)> {
        let cleared = |(name, packed): (String, Vec<u8>)| match name.as_str() {
            "content.xml" => (name, Vec::new()),
            _ => (name, packed),
        };
        entries(bytes).into_iter().map(cleared).collect()
    };
    assert!(parts(before) == parts(after), "other parts are copied as they are packed, in their order");
    // OpenDocument 1.3 Part 2 §3.3: whoever looks at these bytes knows what it is
    assert!(after[30..].starts_with(b"mimetype") && after[38..].starts_with(KIND));
}

/// Each comment begins and ends once, among the words of a paragraph that may be changed.
fn marks_stand_in_paragraphs(xml: &str, names: &[String]) {
    let places = around(xml, names);
    assert_eq!(places.len(), 2 * names.len());
    for place in places {
        let element = |open: &String| open.split([' ', '/']).next().unwrap().to_owned();
        let inner = place.iter().rev().map(element).find(|name| name != "text:span");
        assert!(matches!(inner.as_deref(), Some("text:p" | "text:h")), "{place:?}");
        let never =
            ["text:note", "text:a", "draw:", "tracked-changes", "table-of-content", "protected=\"true\"", "none"];
        assert!(!place.iter().any(|open| never.iter().any(|never| open.contains(never))), "{place:?}");
    }
    for name in names {
        let at = |mark: String| xml.find(&mark).expect("it is there");
        let begin = at(format!("<office:annotation office:name=\"{name}\""));
        assert!(begin < at(format!("<office:annotation-end office:name=\"{name}\"")));
    }
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "no two comments have one name");
}

#[test]
fn the_laws_hold_for_the_examples() {
    for name in ["northmoor-draft", "eastvale-good", "harrowdale-poor"] {
        hold(&fs::read(format!("examples/{name}.odt")).unwrap(), &[false, true]);
    }
}

#[test]
fn the_same_plan_gets_the_same_comments_in_either_format() {
    let words = |xml: String| xml.replace("&quot;", "\"").replace("&apos;", "'");
    let odt = annotated(&fs::read("examples/northmoor-draft.odt").unwrap(), &Comments::default());
    let docx =
        crate::annotate::paper::annotated(&fs::read("examples/northmoor-draft.docx").unwrap(), &Comments::default());
    let odt: BTreeSet<String> = own(&odt.bytes).into_iter().map(|comment| words(comment.words)).collect();
    let docx: BTreeSet<String> =
        crate::annotate::paper::own(&docx.bytes).into_iter().map(|comment| words(comment.words)).collect();
    assert!(odt.len() > 3);
    assert_eq!(odt, docx);
}

/// Pieces of a paragraph.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "We will explore a befriending service for isolated older people. ",
        "The Council funds six lunch clubs for people who are lonely. ",
        "Carers&#8217; breaks &amp; sitting services ",
        "were decommissioned<text:s text:c=\"2\"/>in 2014. ",
        "<![CDATA[We will think about befriending.]]>",
        " ",
        "Loneliness \u{2013} see caf\u{e9}<text:tab/>talks.",
        "",
    ]);
    let wrap = prop::sample::select(vec![
        ("", ""),
        ("<text:span>", "</text:span>"),
        ("<text:span><text:span text:style-name=\"x\">", "</text:span></text:span>"),
        ("<text:a>", "</text:a>"),
        ("<text:change-start text:change-id=\"1\"/>", "<text:change-end text:change-id=\"1\"/>"),
        ("<text:change-start text:change-id=\"2\"/>", ""),
        ("", "<text:change-end text:change-id=\"2\"/>"),
        ("<field:fieldmark-start/>", "<field:fieldmark-end/>"),
        ("<text:bookmark-start text:name=\"b\"/>", "<text:bookmark-end text:name=\"b\"/>"),
        ("<text:note><text:note-body><text:p>", "</text:p></text:note-body></text:note>"),
        ("<draw:frame><draw:text-box><text:p>", "</text:p></draw:text-box></draw:frame>"),
        (
            "<office:annotation office:name=\"a\"><dc:creator>Asha</dc:creator><text:p>Mine</text:p></office:annotation>",
            "<office:annotation-end office:name=\"a\"/>",
        ),
        ("<office:annotation><dc:creator>Ben</dc:creator><text:p>CA-1 too</text:p></office:annotation>", ""),
        ("<!-- a note --><text:soft-page-break/>\n  ", "\n"),
    ]);
    (words, wrap).prop_map(|(words, (open, close))| format!("{open}{words}{close}"))
}

/// Paragraphs, alone or in lists, tables and sections.
fn block() -> impl Strategy<Value = String> {
    let paragraph = prop::collection::vec(piece(), 0..5).prop_map(|pieces| match pieces.is_empty() {
        true => "<text:p/>".to_owned(),
        false => format!("<text:p text:style-name=\"P1\">{}</text:p>", pieces.concat()),
    });
    let wrap = prop::sample::select(vec![
        ("", ""),
        ("", ""),
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<text:section>", "</text:section>"),
        ("<text:section text:protected=\"true\">", "</text:section>"),
        ("<text:section text:display=\"none\">", "</text:section>"),
        ("<text:section><text:section-source/>", "</text:section>"),
        ("<text:table-of-content><text:index-body>", "</text:index-body></text:table-of-content>"),
        (
            "<text:tracked-changes><text:changed-region><text:deletion>",
            "</text:deletion></text:changed-region></text:tracked-changes>",
        ),
        ("<draw:frame><draw:text-box>", "</draw:text-box></draw:frame>"),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
    ]);
    (paragraph, wrap).prop_map(|(paragraph, (open, close))| format!("{open}{paragraph}{close}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_laws_hold_for_any_document(blocks in prop::collection::vec(block(), 0..8)) {
        hold(&Paper::new(format!("{}{}", filler(), blocks.concat())).bytes(), &[true]);
    }
}
