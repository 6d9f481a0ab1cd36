//! How far the sheets of an Excel workbook of 1997 to 2003 reach ([MS-XLS]), if that can be told: calamine makes room for every cell between
//! the outermost ones of a sheet, however few of them are filled.

/// More cells than this, over all sheets, are refused.
pub(super) const MOST: u64 = 8 << 20;

/// How many cells a sheet can have.
const WHOLE: u64 = 65_536 * 256;

/// Whether the workbook says that it has a password, in whichever way: its cells are then anything ([MS-XLS] 2.4.117).
pub(super) fn is_locked(book: &[u8]) -> bool {
    Records(book).take_while(|(kind, _)| *kind != kind::END).any(|(kind, _)| kind == kind::PASSWORD)
}

/// How many cells there are between the outermost ones, over all sheets of the workbook whose main stream is `book`.
pub(super) fn cells(book: &[u8]) -> u64 {
    let all = Records(book).take_while(|(kind, _)| *kind != kind::END).filter(|(kind, _)| *kind == kind::SHEET);
    let begins = all.filter_map(|(_, sheet)| sheet.first_chunk()).map(|at| u32::from_le_bytes(*at) as usize);
    begins.map(|at| sheet(book.get(at..).unwrap_or_default())).fold(0, u64::saturating_add)
}

/// Kinds of records ([MS-XLS] 2.3).
mod kind {
    pub(super) const BEGIN: u16 = 0x0809;
    pub(super) const END: u16 = 0x000a;
    pub(super) const PASSWORD: u16 = 0x002f;
    /// Where a sheet begins.
    pub(super) const SHEET: u16 = 0x0085;
    /// What a sheet says of how far it reaches.
    pub(super) const DIMENSIONS: u16 = 0x0200;
    /// Several cells of a row.
    pub(super) const CELLS: u16 = 0x00bd;
    /// One cell.
    pub(super) const CELL: [u16; 7] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd, 0x0006];
}

/// How many cells there are between the outermost ones of the sheet that `records` begin with.
fn sheet(records: &[u8]) -> u64 {
    let (mut begun, mut inside, mut claimed) = (false, 0_u32, 0);
    let mut reach = Reach { rows: (u16::MAX, 0), columns: (u16::MAX, 0) };
    for (kind, data) in Records(records) {
        match kind {
            // charts stand in their sheet, and have cells of their own
            kind::BEGIN if begun => inside += 1,
            kind::BEGIN => begun = true,
            kind::END if inside > 0 => inside -= 1,
            kind::END => break,
            _ if inside > 0 => {}
            kind::DIMENSIONS => claimed = claimed.max(dimensions(data)),
            kind::CELLS => reach.add(data, data.len().saturating_sub(2)),
            _ if kind::CELL.contains(&kind) => reach.add(data, 2),
            _ => {}
        }
    }
    // a sheet often says that it is as large as can be, and is not
    if claimed > WHOLE { claimed } else { reach.cells() }
}

/// The outermost cells of a sheet.
struct Reach {
    rows: (u16, u16),
    columns: (u16, u16),
}

impl Reach {
    /// Takes in the cells of a record, the last of whose columns is named at byte `last`.
    fn add(&mut self, data: &[u8], last: usize) {
        let (Some(row), Some(first), Some(last)) = (half(data, 0), half(data, 2), half(data, last)) else { return };
        self.rows = (self.rows.0.min(row), self.rows.1.max(row));
        self.columns = (self.columns.0.min(first), self.columns.1.max(last));
    }

    fn cells(&self) -> u64 {
        let size = |(first, last): (u16, u16)| (u64::from(last) + 1).saturating_sub(u64::from(first));
        size(self.rows) * size(self.columns)
    }
}

/// How many cells a sheet says it has: rows in numbers of four bytes, or of two in older files.
fn dimensions(data: &[u8]) -> u64 {
    let whole = |at: usize| Some(u64::from(half(data, at)?) | u64::from(half(data, at + 2)?) << 16);
    let part = |at: usize| half(data, at).map(u64::from);
    let (rows, columns) = if data.len() == 10 { (part(2), part(6)) } else { (whole(4), part(10)) };
    rows.unwrap_or(0).saturating_mul(columns.unwrap_or(0))
}

fn half(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

/// Records one after another, each its kind and its data, as far as they are whole.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (half(self.0, 0)?, usize::from(half(self.0, 2)?));
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, data))
    }
}
