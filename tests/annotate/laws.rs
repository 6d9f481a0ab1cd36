//! What holds of every document: nothing changes but comments, a second run changes nothing, verdicts stay the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use planlint::Comments;
use proptest::prelude::*;

use super::paper::{Paper, annotated, comments, entries, main, own, paths, verdicts, without_marks};

/// The parts that comments are spread over.
const MAY_CHANGE: [&str; 5] = [
    "word/document.xml",
    "word/comments.xml",
    "word/commentsExtended.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
];

/// Every law, for one document.
fn hold(bytes: &[u8], choices: &[bool]) {
    let verdict = verdicts(bytes);
    for all in choices.iter().copied() {
        let made = annotated(bytes, &Comments { all, ..Comments::default() });
        let before = comments(bytes).len();
        let ids: Vec<String> = own(&made.bytes).into_iter().map(|comment| comment.id).collect();
        assert_eq!(ids.len(), made.added);
        assert!(!all || made.added > 0, "there is something to say of every document");
        assert_eq!(comments(&made.bytes).len(), before + ids.len());
        assert_eq!(without_marks(&main(&made.bytes), &ids), main(bytes), "the text minus marks is the text");
        others_are_copied(bytes, &made.bytes);
        marks_stand_in_paragraphs(&main(&made.bytes), &ids);
        assert_eq!(verdicts(&made.bytes), verdict, "comments are no part of the plan");
        assert!(
            annotated(&made.bytes, &Comments { all, ..Comments::default() }).bytes == made.bytes,
            "a second run changes nothing"
        );
    }
}

/// Every other entry is there, in its place, with the bytes it was packed in.
fn others_are_copied(before: &[u8], after: &[u8]) {
    let kept = |bytes: &[u8]| -> Vec<(String, Vec<u8>)> {
        entries(bytes).into_iter().filter(|(name, _)| !MAY_CHANGE.contains(&name.as_str())).collect()
    };
    assert!(kept(before) == kept(after), "other parts are copied as they are packed");
    let names = |bytes: &[u8]| -> Vec<String> { entries(bytes).into_iter().map(|(name, _)| name).collect() };
    assert!(names(after).starts_with(&names(before)), "entries keep their order");
}

/// Each comment begins, ends and is referred to once, as a child of a paragraph.
fn marks_stand_in_paragraphs(xml: &str, ids: &[String]) {
    let paths = paths(xml, ids);
    assert_eq!(paths.len(), 3 * ids.len());
    for path in paths {
        let in_paragraph = ["/p:commentRangeStart", "/p:commentRangeEnd", "/p/r:commentReference"];
        assert!(in_paragraph.iter().any(|end| path.ends_with(end)), "{path}");
        assert_eq!(path.matches("/p/").count() + path.matches("/p:").count(), 1, "{path}");
    }
    for id in ids {
        let at = |mark: &str| xml.find(&format!("<w:{mark} w:id=\"{id}\"/>")).expect("it is there");
        assert!(at("commentRangeStart") < at("commentRangeEnd") && at("commentRangeEnd") < at("commentReference"));
    }
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "no two comments have one id");
}

#[test]
fn the_laws_hold_for_the_examples() {
    for name in ["northmoor-draft", "eastvale-good", "harrowdale-poor"] {
        hold(&fs::read(format!("examples/{name}.docx")).unwrap(), &[false, true]);
    }
}

#[test]
fn the_laws_hold_for_real_documents() {
    let Ok(folder) = fs::read_dir(Path::new("../shared/corpus")) else {
        return println!("skipped: there is no collection of real documents here");
    };
    let paths =
        folder.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "docx"));
    let mut count = 0;
    for path in paths {
        hold(&fs::read(&path).unwrap(), &[true]);
        count += 1;
    }
    assert!(count > 0);
}

/// Pieces of a paragraph.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "We will explore a befriending service for isolated older people. ",
        "The Council funds six lunch clubs for people who are lonely. ",
        "Carers&#8217; breaks &amp; sitting services ",
        "were decommissioned in 2014. ",
        " ",
        "Loneliness \u{2013} see caf\u{e9} talks.",
        "",
    ]);
    let wrap = prop::sample::select(vec![
        ("", ""),
        ("<w:hyperlink r:id=\"x\">", "</w:hyperlink>"),
        ("<w:ins w:id=\"1\" w:author=\"A\">", "</w:ins>"),
        ("<w:del w:id=\"2\" w:author=\"A\">", "</w:del>"),
        ("<w:sdt><w:sdtPr><w:id w:val=\"3\"/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a\"/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:fldSimple w:instr=\"DATE\">", "</w:fldSimple>"),
        ("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
        ("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", ""),
        ("", "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
        ("<w:bookmarkStart w:id=\"0\" w:name=\"b\"/>", "<w:bookmarkEnd w:id=\"0\"/>"),
        (
            "<w:commentRangeStart w:id=\"5\"/>",
            "<w:commentRangeEnd w:id=\"5\"/><w:r><w:commentReference w:id=\"5\"/></w:r>",
        ),
        (
            "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p>",
            "</w:p></w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r>",
        ),
        ("\n  ", "<w:proofErr w:type=\"spellEnd\"/>\n"),
    ]);
    (words, wrap).prop_map(|(words, (open, close))| {
        format!("{open}<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>{close}")
    })
}

/// Paragraphs, alone or in tables and controls.
fn block() -> impl Strategy<Value = String> {
    let paragraph = prop::collection::vec(piece(), 0..5).prop_map(|pieces| {
        if pieces.is_empty() { "<w:p/>".to_owned() } else { format!("<w:p><w:pPr/>{}</w:p>", pieces.concat()) }
    });
    let wrap = prop::sample::select(vec![
        ("", ""),
        ("", ""),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        (
            "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc>",
            "</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
        ),
        ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a\"/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ]);
    (paragraph, wrap).prop_map(|(paragraph, (open, close))| format!("{open}{paragraph}{close}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_laws_hold_for_any_document(blocks in prop::collection::vec(block(), 0..8), theirs in any::<bool>()) {
        let body = format!("{}{}", super::paper::filler(), blocks.concat());
        let paper = Paper::new(body);
        let comment = "<w:comment w:id=\"5\" w:author=\"Asha\"><w:p><w:r><w:t>Mine</w:t></w:r></w:p></w:comment>";
        hold(&if theirs { paper.with("comments", comment) } else { paper }.bytes(), &[theirs]);
    }
}
