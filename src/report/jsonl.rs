//! For machines, as it comes: one JSON object a line, first the run, then each document, last the counts. A file without
//! its last line was cut short. Described in `docs/json.md`.

use std::io::{self, Write};

use serde::Serialize;

use super::json::{PackUsed, Report, SCHEMA_VERSION, Summary, TOOL, Tool, packs};
use super::record::DocumentRecord;
use crate::rules::RuleBook;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'l> {
    Run { schema_version: &'static str, tool: Tool, packs: Vec<PackUsed<'l>> },
    Document(&'l DocumentRecord),
    Summary(&'l Summary),
}

/// Writes the first line: the program and the packs.
///
/// # Errors
/// When `out` cannot be written to.
pub fn run(book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    line(&Line::Run { schema_version: SCHEMA_VERSION, tool: TOOL, packs: packs(book) }, out)
}

/// Writes the line of a document.
///
/// # Errors
/// When `out` cannot be written to.
pub fn document(record: &DocumentRecord, out: &mut dyn Write) -> io::Result<()> {
    line(&Line::Document(record), out)
}

/// Writes the last line: the counts.
///
/// # Errors
/// When `out` cannot be written to.
pub fn summary(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    line(&Line::Summary(summary), out)
}

/// Writes a whole report.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    run(book, out)?;
    report.documents.iter().try_for_each(|record| document(record, out))?;
    summary(&report.summary, out)
}

fn line(line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
