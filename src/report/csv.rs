//! A table for spreadsheets and statistics: one row for each plan and expectation. RFC 4180, UTF-8.

use std::io::{self, Write};

use super::entry::{Entry, entries};
use super::json::Report;
use super::record::{DocumentRecord, PassageRecord};
use super::trouble::Trouble;
use crate::rules::RuleBook;
use crate::table::row;

/// The columns of the stable interface, in order; what a manifest says of a plan follows.
pub const COLUMNS: [&str; 30] = [
    "path",
    "kind",
    "period_from",
    "period_to",
    "as_of",
    "pack",
    "expectation",
    "code",
    "title",
    "verdict",
    "reason",
    "because",
    "severity",
    "message",
    "strength",
    "standing",
    "quote",
    "section",
    "place",
    "belongs",
    "belongs_place",
    "waiver_reason",
    "waiver_approver",
    "waiver_expires",
    "basis",
    "strict_medal",
    "sha256",
    "error",
    "waived_in_document",
    "baseline",
];

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    let about = about(report.documents);
    write!(out, "{}", row(COLUMNS.iter().copied().chain(about.iter().copied())))?;
    for entry in entries(report, book) {
        let of_plan = about.iter().map(|name| entry.document.about.get(*name).map_or("", String::as_str));
        let cells = cells(&entry);
        write!(out, "{}", row(cells.iter().map(String::as_str).chain(of_plan)))?;
    }
    Ok(())
}

/// What manifests say of any of `documents`: each name once, in the order met.
pub(super) fn about(documents: &[DocumentRecord]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in documents.iter().flat_map(|document| document.about.keys()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

fn cells(entry: &Entry<'_>) -> [String; COLUMNS.len()] {
    let Entry { document, outcome, expectation, .. } = entry;
    let passage = entry.passage();
    let of = |words: fn(&PassageRecord) -> String| passage.map(words).unwrap_or_default();
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    let anchor = outcome.anchor.as_ref();
    let origin = anchor.and_then(|anchor| anchor.origin.as_ref());
    let waiver = outcome.waiver.as_ref();
    [
        document.path.clone(),
        document.kind.clone().unwrap_or_default(),
        year(document.period.map(|period| period.from)),
        year(document.period.map(|period| period.to)),
        document.as_of.map(|day| day.to_string()).unwrap_or_default(),
        outcome.pack.clone(),
        outcome.expectation.clone(),
        outcome.code.clone(),
        expectation.title.clone(),
        outcome.verdict.name().to_owned(),
        outcome.reason.name().to_owned(),
        outcome.because.clone(),
        outcome.severity.map(|severity| severity.name().to_owned()).unwrap_or_default(),
        outcome.message.clone(),
        of(|passage| passage.strength.name().to_owned()),
        of(|passage| passage.standing.name().to_owned()),
        of(|passage| passage.quote.clone()),
        of(|passage| passage.section.join(" › ")),
        of(|passage| passage.origin.as_ref().map(|origin| origin.place.clone()).unwrap_or_default()),
        anchor.and_then(|anchor| anchor.section.as_ref()).map(|titles| titles.join(" › ")).unwrap_or_default(),
        origin.map(|origin| origin.place.clone()).unwrap_or_default(),
        waiver.map(|waiver| waiver.reason.clone()).unwrap_or_default(),
        waiver.map(|waiver| waiver.approver.clone()).unwrap_or_default(),
        waiver.map(|waiver| waiver.expires.to_string()).unwrap_or_default(),
        super::basis(expectation),
        document.medals.map(|medals| medals.strict.name().to_owned()).unwrap_or_default(),
        document.sha256.clone().unwrap_or_default(),
        document.error.as_ref().map(Trouble::words).unwrap_or_default(),
        outcome.waived_in_document.as_ref().map(|waiver| waiver.reason.clone()).unwrap_or_default(),
        outcome.baseline.as_ref().map(|against| against.state.name().to_owned()).unwrap_or_default(),
    ]
}
