//! GitLab Code Quality: one JSON array of findings, worst first, shown on merge requests.

use std::io::{self, Write};

use serde::Serialize;

use super::entry::{Entry, entries};
use super::json::Report;
use crate::rules::{RuleBook, Severity};

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    let mut findings: Vec<Entry<'_>> = entries(report, book);
    findings.retain(|entry| entry.outcome.verdict.is_finding());
    findings.sort_by_key(|entry| (entry.outcome.is_set_aside(), std::cmp::Reverse(entry.severity())));
    let issues: Vec<Issue> = findings.iter().map(Issue::of).collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

// The fields GitLab reads: docs.gitlab.com/ci/testing/code_quality, "code quality report format".
#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

impl Issue {
    fn of(entry: &Entry<'_>) -> Self {
        let place = entry.origin().filter(|origin| origin.line.is_none());
        let place = place.map(|origin| format!(" ({})", origin.place)).unwrap_or_default();
        let words = format!("{} {}{place}", entry.outcome.code, entry.message());
        Self {
            description: words.split_whitespace().collect::<Vec<_>>().join(" "),
            check_name: entry.outcome.expectation.clone(),
            fingerprint: entry.fingerprint(),
            severity: match entry.severity() {
                _ if entry.outcome.is_set_aside() => "info",
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Advice => "info",
            },
            location: Location {
                path: within(&entry.document.path),
                lines: Lines { begin: entry.line().unwrap_or(1) },
            },
        }
    }
}

/// A path as GitLab takes it: of a file in the repository, with nothing before it.
fn within(path: &str) -> String {
    let drive = path.get(1..3).filter(|rest| *rest == ":/").map_or(path, |_| &path[3..]);
    drive.trim_start_matches("./").trim_start_matches('/').to_owned()
}
