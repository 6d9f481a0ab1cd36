//! Which files are reports that planlint wrote: a newer one may take their place, and none is read as a plan.
//!
//! A sheet to be coded, a baseline, a file of waivers and a document with comments are none of them: people work in
//! these, or decide by them.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::json::TOOL;
use super::{csv, md};
use crate::table::row;

/// A report for code quality that has no finding.
const NO_FINDING: &[u8] = b"[]\n";

/// How much of a file says what it is.
const HEAD: u64 = 4096;

/// How reports begin and what stands soon after, whatever version wrote them.
const SIGNS: [(&str, &str); 13] = [
    (MADE_BY, "\n\n"),
    ("<!DOCTYPE html>", "<meta name=\"generator\" content=\"planlint "),
    ("# Action on loneliness", md::NO_LEVER),
    ("{\n  \"schema_version\": ", "\"name\": \"planlint\""),
    ("{\"type\":\"run\",\"schema_version\":", "\"name\":\"planlint\""),
    ("{\n  \"$schema\": ", "\"name\": \"planlint\""),
    ("<?xml ", "<testsuites name=\"planlint\""),
    ("::notice title=planlint::", ""),
    ("[\n  {\n    \"description\": ", "\"check_name\": "),
    ("{\n  \"diff_version\": ", ""),
    ("{\n  \"agreement_version\": ", ""),
    // passages, as `evidence` lists them
    ("{\"path\":", "\"section\":"),
    ("path,line,page,section,kind,text,family,strength,", ""),
];

/// How a report in words begins where it stands in a file: nothing else there says what wrote it.
const MADE_BY: &str = "Made by planlint ";

/// Writes the first lines of a report in words that goes to a file.
pub(crate) fn head(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{MADE_BY}{}\n", TOOL.version)
}

/// Whether the file at `path` is a report; one that cannot be read is none.
pub(crate) fn is_at(path: &Path) -> bool {
    // only a workbook is opened as a package: what is in the others is for their reader, which is held to limits
    let workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    File::open(path).and_then(|file| is_report(file, workbook)).unwrap_or_default()
}

fn is_report(mut file: File, workbook: bool) -> io::Result<bool> {
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(HEAD).read_to_end(&mut head)?;
    if head.starts_with(b"PK") {
        return Ok(workbook && is_workbook(file));
    }
    let shows = |begins: &str, holds: &str| {
        head.starts_with(begins.as_bytes()) && memchr::memmem::find(&head, holds.as_bytes()).is_some()
    };
    let by_sign = SIGNS.iter().any(|(begins, holds)| shows(begins, holds));
    Ok(by_sign || head == NO_FINDING || shows(row(csv::COLUMNS).trim_end(), ""))
}

/// Whether a package is a workbook that nobody has changed since planlint wrote it: programs put in their own user.
fn is_workbook(file: File) -> bool {
    let said = || {
        let mut words = String::new();
        let mut package = zip::ZipArchive::new(file).ok()?;
        package.by_name("docProps/core.xml").ok()?.take(HEAD).read_to_string(&mut words).ok()?;
        Some(words)
    };
    let last = format!("<cp:lastModifiedBy>{}</cp:lastModifiedBy>", TOOL.name);
    said().is_some_and(|words| words.contains(&last))
}
