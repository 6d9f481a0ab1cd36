//! Waivers in a table: the first row names the columns, every other row is a waiver.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

use super::load::{Entry, FIELDS, Written};
use crate::fault::Fault;

/// The waivers of the file at `path`, as written.
pub(super) fn entries(path: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<Entry> {
    // Excel opens a table with a byte-order mark, and parts cells with what the machine's language uses
    let body = text.trim_start_matches('\u{feff}');
    let first = body.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let (mut names, mut entries): (Vec<Written>, Vec<Entry>) = (Vec::new(), Vec::new());
    let from = text.len() - body.len();
    for record in reader.byte_records() {
        let Ok(record) = record else { continue };
        let row = row(text, &record, from);
        let cells = cells(&record, &row, text);
        if names.is_empty() {
            names = cells.into_iter().map(|cell| Written { text: cell.text.trim().to_lowercase(), ..cell }).collect();
        } else if cells.iter().any(|cell| !cell.text.trim().is_empty()) {
            entries.push(Entry { at: row, fields: names.iter().cloned().zip(cells).collect() });
        }
    }
    if !names.iter().any(|name| FIELDS.contains(&name.text.as_str())) {
        let help = format!("the first row names the columns: {}", FIELDS.join(", "));
        faults.push(Fault::new(path, text, 0..first.len(), "this table has no row of names").help(help));
        return Vec::new();
    }
    // a column without a name is a spreadsheet's, not a person's
    entries.iter_mut().for_each(|entry| entry.fields.retain(|(name, _)| !name.text.is_empty()));
    entries
}

/// The bytes of a row, without its line end.
fn row(text: &str, record: &ByteRecord, from: usize) -> Range<usize> {
    let start = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0)) + from;
    let rest = &text[start.min(text.len())..];
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let end = rest[blank..].find(['\r', '\n']).unwrap_or(rest.len() - blank);
    start + blank..start + blank + end
}

/// The cells of a row; each where its words are first found after the one before it, or else the row.
fn cells(record: &ByteRecord, row: &Range<usize>, text: &str) -> Vec<Written> {
    let mut from = row.start;
    let cell = |cell: &[u8]| {
        let words = String::from_utf8_lossy(cell).into_owned();
        let found = text[from..row.end.max(from)].find(&words).map(|at| from + at).filter(|_| !words.is_empty());
        let at = found.map_or(row.clone(), |start| start..start + words.len());
        if found.is_some() {
            from = at.end;
        }
        Written { text: words, at }
    };
    record.iter().map(cell).collect()
}
