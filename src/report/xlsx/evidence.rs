//! The evidence: a row for each outcome that applies and each passage it rests on.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Column, Rows, Sheets};
use crate::check::Verdict;
use crate::report::account::{remedy, standing_words};
use crate::report::entry::{Entry, place};
use crate::report::record::PassageRecord;
use crate::report::{lead, sentence};

/// Rows a sheet has room for, less a few.
const ROOM: u32 = 1_000_000;

/// Passages shown for an outcome.
const SHOWN: usize = 3;

const COLUMNS: [Column<'_>; 15] = [
    ("Plan", 30.0),
    ("Code", 8.0),
    ("Expectation", 34.0),
    ("Verdict", 12.0),
    ("What was found", 24.0),
    ("Severity", 9.0),
    ("The plan's words", 70.0),
    ("Strength and standing", 22.0),
    ("Section", 36.0),
    ("Place", 20.0),
    ("Owner", 16.0),
    ("Date", 12.0),
    ("Measure", 18.0),
    ("Resource", 14.0),
    ("Where a missing action belongs", 44.0),
];

pub(super) fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let mut rows = Rows::new(sheet, "Evidence", &COLUMNS)?;
    let apply = sheets.entries.iter().filter(|entry| entry.outcome.verdict != Verdict::NotApplicable);
    for entry in apply.filter(|entry| entry.document.error.is_none()) {
        if rows.next >= ROOM {
            rows.add(
                &["There is more than a sheet has room for; the formats csv and jsonl hold all of it".to_owned()],
            )?;
            break;
        }
        let nearest = entry.outcome.nearest.iter().filter(|_| entry.outcome.evidence.is_empty());
        let passages: Vec<&PassageRecord> = entry.outcome.evidence.iter().chain(nearest).take(SHOWN).collect();
        if passages.is_empty() {
            row(&mut rows, entry, None)?;
        }
        for passage in passages {
            row(&mut rows, entry, Some(passage))?;
        }
    }
    rows.filtered()
}

fn row(rows: &mut Rows<'_>, entry: &Entry<'_>, passage: Option<&PassageRecord>) -> Result<(), XlsxError> {
    let outcome = entry.outcome;
    let of = |words: &dyn Fn(&PassageRecord) -> String| passage.map(words).unwrap_or_default();
    let slot = |name: &str| of(&|passage| passage.slots.get(name).cloned().unwrap_or_default());
    let row = rows.add(&[
        entry.document.path.clone(),
        outcome.code.clone(),
        entry.expectation.title.clone(),
        String::new(),
        lead(outcome.reason, entry.expectation).to_owned(),
        outcome.severity.map(|severity| severity.name().to_owned()).unwrap_or_default(),
        of(&|passage| passage.quote.split_whitespace().collect::<Vec<_>>().join(" ")),
        of(&|passage| standing_words(passage.strength, passage.standing)),
        of(&|passage| passage.section.join(" › ")),
        of(&|passage| passage.origin.as_ref().map(|origin| origin.place.clone()).unwrap_or_default()),
        slot("owner"),
        slot("date"),
        slot("measure"),
        slot("resource"),
        belongs(entry),
    ])?;
    rows.verdict(row, 3, outcome.verdict)
}

fn belongs(entry: &Entry<'_>) -> String {
    let Some(anchor) = &entry.outcome.anchor else { return String::new() };
    let place = place(anchor.section.as_deref().unwrap_or_default(), anchor.origin.as_ref());
    format!("{}: {place}", sentence(remedy(Some(anchor.kind)))).trim_end_matches(": ").to_owned()
}
