//! A table as spreadsheets write one (CSV): the names of its columns, and its rows, with the bytes of every cell.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

/// Words of a file that a person wrote, and where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The words.
    pub text: String,
    /// Their bytes.
    pub at: Range<usize>,
}

/// A row: its bytes, and its cells by the name of their column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its bytes, or those of the head of what a row stands for.
    pub at: Range<usize>,
    /// Name and words of each cell.
    pub cells: Vec<(Written, Written)>,
}

impl Row {
    /// The words in the column `name`, where there are any.
    #[must_use]
    pub fn cell(&self, name: &str) -> Option<&Written> {
        let found = self.cells.iter().find(|(column, _)| column.text == name);
        found.map(|(_, words)| words).filter(|words| !words.text.trim().is_empty())
    }
}

/// A table: names in small letters, and every row that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub names: Vec<Written>,
    /// The rows under them.
    pub rows: Vec<Row>,
}

/// A row as text with its line end (RFC 4180); every cell in quotes, and none that a spreadsheet would run as a formula.
pub(crate) fn row<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let cell = |cell| format!("\"{}\"", inert(cell).replace('"', "\"\""));
    cells.into_iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

/// `text` as a spreadsheet shows it: what it would run as a formula begins with `'`.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Whether `path` is named as tables are: those that are text, and workbooks.
#[must_use]
pub fn is_name_of_table(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    ["csv", "tsv", "xlsx", "xlsm", "xls", "ods"].contains(&ending.as_str())
}

impl Table {
    /// Reads `text`. Cells may be parted by commas, semicolons or tabs: Excel writes what the machine's language uses.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let body = text.trim_start_matches('\u{feff}');
        let from = text.len() - body.len();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(body))
            .from_reader(body.as_bytes());
        let mut table = Self::default();
        for record in reader.byte_records().filter_map(Result::ok) {
            let at = place(text, &record, from);
            let cells = cells(&record, &at, text);
            if table.names.is_empty() {
                let name = |cell: Written| Written { text: cell.text.trim().to_lowercase(), ..cell };
                table.names = cells.into_iter().map(name).collect();
            } else if cells.iter().any(|cell| !cell.text.trim().is_empty()) {
                // a column without a name is a spreadsheet's, not a person's
                let named = table.names.iter().cloned().zip(cells).filter(|(name, _)| !name.text.is_empty());
                table.rows.push(Row { at, cells: named.collect() });
            }
        }
        table
    }

    /// Whether there is a column called `name`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|written| written.text == name)
    }
}

fn delimiter(body: &str) -> u8 {
    let first = body.lines().next().unwrap_or_default().as_bytes();
    let count = |mark: u8| first.iter().filter(|byte| **byte == mark).count();
    [b';', b'\t'].into_iter().filter(|mark| count(*mark) > count(b',')).max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// The bytes of a row's first line.
fn place(text: &str, record: &ByteRecord, from: usize) -> Range<usize> {
    let start = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0)) + from;
    let rest = &text[start.min(text.len())..];
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let end = rest[blank..].find(['\r', '\n']).unwrap_or(rest.len() - blank);
    start + blank..start + blank + end
}

/// The cells of a row; each where its words are first found after the one before it, or else the whole row.
fn cells(record: &ByteRecord, row: &Range<usize>, text: &str) -> Vec<Written> {
    let mut from = row.start;
    let cell = |cell: &[u8]| {
        let words = String::from_utf8_lossy(cell).into_owned();
        let line = text.get(from..row.end).unwrap_or_default();
        let found = line.find(&words).filter(|_| !words.is_empty()).map(|at| from + at);
        let at = found.map_or(row.clone(), |start| start..start + words.len());
        if found.is_some() {
            from = at.end;
        }
        Written { text: words, at }
    };
    record.iter().map(cell).collect()
}
