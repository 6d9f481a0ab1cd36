//! Documents that take no comments, and what is said of each.

use planlint::{AnnotateError, Comments, Plan, RuleBook, Text, annotate, check};

use super::paper::{Paper, filler, own, try_annotate};
use crate::annotate::paper::{options, part};

fn refused(paper: &Paper) -> (String, String) {
    refused_bytes(&paper.bytes())
}

fn refused_bytes(bytes: &[u8]) -> (String, String) {
    let error = try_annotate(bytes, &Comments::default(), &options()).expect_err("it is refused");
    let help = miette::Diagnostic::help(&error).expect("there is a way out").to_string();
    (error.to_string(), help)
}

#[test]
fn a_signed_document_is_refused() {
    let (error, help) = refused(&Paper::new(filler()).with("META-INF/documentsignatures.xml", "<signatures/>"));
    assert_eq!(error, "`plan.odt` is digitally signed, and a comment would break the signature");
    assert!(help.contains("LibreOffice") && help.contains("annotate the copy"), "{help}");
}

#[test]
fn macros_stay_with_their_signature() {
    let made = Paper::new(filler()).with("META-INF/macrosignatures.xml", "<signatures/>").annotated();
    assert_eq!(made.ending, "odt");
    assert_eq!(part(&made.bytes, "Basic/Standard/Module1.xml"), "<module>macros</module>");
    assert_eq!(part(&made.bytes, "META-INF/macrosignatures.xml"), "<signatures/>");
}

#[test]
fn an_encrypted_document_is_refused() {
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let (error, _) = refused(&Paper::new(filler()).with("META-INF/manifest.xml", manifest));
    assert!(error.contains("`plan.odt` is protected by a password"), "{error}");
}

#[test]
fn a_document_locked_by_its_author_is_refused() {
    let read_only = "<s><config-item name=\"LoadReadonly\">true</config-item></s>";
    let password = "<s><config-item-map-indexed name=\"ModifyPasswordInfo\"><entry/></config-item-map-indexed></s>";
    for settings in [read_only, password] {
        let (error, help) = refused(&Paper::new(filler()).with("settings.xml", settings));
        assert_eq!(error, "`plan.odt` is protected against changes");
        assert!(help.contains("Open file read-only"), "{help}");
    }
    let none =
        "<s><config-item name=\"ModifyPasswordInfo\"/><config-item name=\"LoadReadonly\">false</config-item></s>";
    assert!(Paper::new(filler()).with("settings.xml", none).annotated().added > 0);
}

#[test]
fn content_that_breaks_off_is_not_written_to() {
    let whole = Paper::new(filler());
    let broken = super::paper::edited(&whole.bytes(), &[("</office:document-content>", "")]);
    assert_eq!(refused_bytes(&broken).0, "`plan.odt` cannot take comments: the XML of a part of it breaks off");
}

#[test]
fn a_document_without_paragraphs_is_refused() {
    let (error, _) = refused(&Paper::new("<text:p/>"));
    assert_eq!(error, "`plan.odt` has no words that a comment could stand beside");
}

#[test]
fn a_template_stays_one() {
    let paper = Paper { kind: "-template", ..Paper::new(filler()) };
    let made = paper.annotated();
    assert_eq!(made.ending, "ott");
    assert!(!own(&made.bytes).is_empty());
}

#[test]
fn a_pdf_is_refused_with_the_reason_and_the_way_out() {
    let plan = Plan::parse(Text::from_notation("# Plan\n\nWe will meet.\n", planlint::Format::Pdf));
    let audit = check(&plan, RuleBook::builtin(), &options());
    let error = annotate("the plan.pdf", b"%PDF-1.7", &audit, &Comments::default()).unwrap_err();
    assert!(matches!(error, AnnotateError::Pdf { .. }));
    let (error, help) = (error.to_string(), miette::Diagnostic::help(&error).unwrap().to_string());
    assert!(error.contains("no comments are written into `the plan.pdf`: planlint knows on which page"), "{error}");
    assert!(error.contains("a note in the wrong place would mislead"), "{error}");
    assert!(help.contains("annotate the Word (.docx) or OpenDocument (.odt) draft"), "{help}");
    assert!(help.contains("`planlint check \"the plan.pdf\" --format html -o report.html`"), "{help}");
}
