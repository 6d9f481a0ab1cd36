//! GitHub workflow commands: findings as annotations on the files of a pull request, worst first.
//!
//! GitHub shows ten annotations of each level for a step, so the counts come first.

use std::io::{self, Write};

use super::entry::{Entry, entries, worst_first};
use super::json::Report;
use super::{counted, lead};
use crate::rules::{RuleBook, Severity};

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    let entries = entries(report, book);
    let findings = worst_first(&entries);
    let count = |severity| findings.iter().filter(|entry| entry.severity() == severity).count();
    let counts = format!(
        "{}: {}, {} and {} of advice",
        counted(report.documents.len(), "plan"),
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Advice), "piece"),
    );
    writeln!(out, "::notice title=planlint::{}", message(&counts))?;
    for entry in findings {
        writeln!(out, "{}", annotation(&entry))?;
    }
    Ok(())
}

fn annotation(entry: &Entry<'_>) -> String {
    let level = match entry.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let title = format!("{} {}", entry.outcome.code, lead(entry.outcome.reason, entry.expectation));
    let mut properties = format!("title={},file={}", property(&title), property(&entry.document.path));
    if let Some(line) = entry.line() {
        properties += &format!(",line={line}");
    }
    format!("::{level} {properties}::{}", message(&words(entry)))
}

/// The message: the finding, where it belongs, a drafted example and the basis.
fn words(entry: &Entry<'_>) -> String {
    let expectation = entry.expectation;
    let anchor = entry.outcome.anchor.as_ref();
    let place =
        anchor.map(|anchor| super::entry::place(anchor.section.as_deref().unwrap_or_default(), anchor.origin.as_ref()));
    let place = place.filter(|place| !place.is_empty()).map(|place| format!("\nWhere: {place}")).unwrap_or_default();
    format!(
        "{}{place}\nFor example: {}\nBasis: {}: {}",
        entry.message(),
        expectation.fix.split_whitespace().collect::<Vec<_>>().join(" "),
        expectation.modality.words(),
        super::basis(expectation)
    )
}

// The escapes of actions/toolkit, packages/core/src/command.ts: escapeData and escapeProperty.
fn message(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(words: &str) -> String {
    message(words).replace(':', "%3A").replace(',', "%2C")
}
