//! Documents that take no comments, and what is said of each.

use std::fs;

use planlint::{AnnotateError, Annotated, Comments, Plan, RuleBook, annotate, check, read_bytes};

use super::paper::{Paper, filler, options, try_annotate};

fn refused(paper: &Paper) -> (String, String) {
    let error = try_annotate(&paper.bytes(), &Comments::default(), &options()).expect_err("it is refused");
    let help = miette::Diagnostic::help(&error).expect("there is a way out").to_string();
    (error.to_string(), help)
}

fn protected(edit: &str, enforced: &str) -> Paper {
    let protection = format!("<w:documentProtection w:edit=\"{edit}\" w:enforcement=\"{enforced}\"/>");
    Paper::new(filler()).with("settings", &protection)
}

#[test]
fn what_is_no_word_document_is_refused() {
    let plan = Plan::parse(read_bytes("plan.md", b"# Plan\n\nWe will meet.\n").unwrap());
    let audit = check(&plan, RuleBook::builtin(), &options());
    let error = annotate("plan.md", b"# Plan\n\nWe will meet.\n", &audit, &Comments::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`plan.md` is neither a Word document nor an OpenDocument text, and comments are written into those only"
    );
    let help = miette::Diagnostic::help(&error).unwrap().to_string();
    assert!(help.contains("`planlint check plan.md --format html -o report.html`"), "{help}");
    assert!(matches!(error, AnnotateError::Format { .. }));
}

#[test]
fn a_signed_document_is_refused() {
    let mut paper = Paper::new(filler());
    paper.entries.push(("_xmlsignatures/sig1.xml".to_owned(), "<Signature/>".to_owned()));
    let (error, help) = refused(&paper);
    assert_eq!(error, "`plan.docx` is digitally signed, and a comment would break the signature");
    assert!(help.contains("View Signatures"), "{help}");
}

#[test]
fn a_part_that_breaks_off_is_not_written_to() {
    let mut paper = Paper::new(filler()).with("comments", "");
    paper.parts[0].1 = "<w:comment w:id=\"0\"><w:p>".to_owned();
    let (error, help) = refused(&paper);
    assert_eq!(error, "`plan.docx` cannot take comments: the XML of a part of it breaks off");
    assert!(help.contains("save it under a new name"), "{help}");
}

#[test]
fn a_document_protected_against_changes_is_refused() {
    let (error, help) = refused(&protected("readOnly", "1"));
    assert_eq!(error, "`plan.docx` is protected against every change");
    assert!(help.contains("Stop Protection"), "{help}");
    assert_eq!(
        refused(&protected("forms", "true")).0,
        "`plan.docx` is protected against every change but filling in its form"
    );
}

#[test]
fn protection_that_allows_comments_or_is_off_is_no_hindrance() {
    for paper in [protected("comments", "1"), protected("trackedChanges", "1"), protected("readOnly", "0")] {
        assert!(paper.annotated().added > 0);
    }
}

#[test]
fn a_document_without_paragraphs_is_refused() {
    let (error, _) = refused(&Paper::new("<w:sectPr/>"));
    assert_eq!(error, "`plan.docx` has no words that a comment could stand beside");
}

#[test]
fn macros_stay_and_the_ending_says_so() {
    let mut paper = Paper::new(filler());
    paper.kind = "application/vnd.ms-word.document.macroEnabled.main+xml";
    paper.entries.push(("word/vbaProject.bin".to_owned(), "macros".to_owned()));
    let Annotated { ending, bytes, .. } = paper.annotated();
    assert_eq!(ending, "docm");
    assert_eq!(super::paper::part(&bytes, "word/vbaProject.bin"), "macros");
}

#[test]
fn what_a_register_waives_gets_no_comment() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::copy("examples/northmoor-draft.docx", at("draft.docx")).unwrap();
    let register = "[[waiver]]\nexpectation = \"CA-1\"\nplan = \"draft.docx\"\nreason = \"a new service starts in April\"\napprover = \"Director of Public Health\"\ngranted = 2026-11-01\nexpires = 2027-03-31\n";
    fs::write(at("waivers.toml"), register).unwrap();
    let comments = |extra: &[&str], output: &str| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_planlint"))
            .args(["annotate", "draft.docx", "--lever", "care-act", "--today", "2026-11-25", "-o", output])
            .args(extra)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    };
    assert_eq!(comments(&[], "all.docx"), "all.docx: 5 comments (5 new)\n");
    assert_eq!(comments(&["--waivers", "waivers.toml"], "waived.docx"), "waived.docx: 4 comments (4 new)\n");
}
