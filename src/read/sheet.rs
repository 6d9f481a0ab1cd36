//! Workbooks to plan notation: a sheet is a section under its name; rows with several cells are tables, and what stands
//! alone in its row is a paragraph.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::body::{Label, Look, Manner, Paragraph, Writer};
use super::{Document, ReadError};
use crate::text::{Format, HeadingSign, Origin, Text};

pub(super) mod number;
mod region;
mod rows;

pub(super) use rows::rows;

/// A sheet as it is read: only cells with something in them, in order of rows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Cells that reach over others.
    pub merges: Vec<Merge>,
    /// Whether it was found to have more cells than are read.
    pub is_data: bool,
    filled: usize,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Its number, from 0.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell with something in it.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Its column, from 0.
    pub column: u32,
    /// What it shows.
    pub words: String,
    /// Whether these are the author's own letters: a number is shown in a form of its own.
    pub exact: bool,
    /// Whether it is set in bold.
    pub strong: bool,
}

/// A stretch of cells shown as one, rows and columns from 0, the last included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merge {
    /// Its first row and column.
    pub first: (u32, u32),
    /// Its last row and column.
    pub last: (u32, u32),
}

impl Merge {
    /// Puts its corners in order, as most files have them.
    fn settle(&mut self) {
        let (first, last) = (self.first, self.last);
        self.first = (first.0.min(last.0), first.1.min(last.1));
        self.last = (first.0.max(last.0), first.1.max(last.1));
    }
}

/// A sheet with more filled cells than this holds data, and no plan.
const MOST_CELLS: usize = 100_000;

/// A sheet with more cells merged than this has them merged one by one by a program.
const MOST_MERGES: usize = 5_000;

impl Sheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds a cell, in order of rows; false once there are too many.
    pub fn add(&mut self, row: u32, cell: Cell) -> bool {
        if cell.words.trim().is_empty() {
            return true;
        }
        self.filled += 1;
        self.is_data |= self.filled > MOST_CELLS;
        if self.is_data {
            self.rows = Vec::new();
            return false;
        }
        match self.rows.last_mut().filter(|last| last.number == row) {
            Some(last) => last.cells.push(cell),
            None => self.rows.push(Row { number: row, cells: vec![cell] }),
        }
        true
    }

    /// Puts rows and cells in order, as most files have them.
    fn settle(&mut self) {
        self.rows.sort_by_key(|row| row.number);
        self.rows.dedup_by(|next, row| {
            let same = next.number == row.number;
            if same {
                row.cells.append(&mut next.cells);
            }
            same
        });
        for row in &mut self.rows {
            row.cells.sort_by_key(|cell| cell.column);
            row.cells.dedup_by_key(|cell| cell.column);
        }
        if self.merges.len() > MOST_MERGES {
            self.merges = Vec::new();
        }
        self.merges.iter_mut().for_each(Merge::settle);
    }

    fn origin(&self, name: &Arc<str>, row: u32, column: u32) -> Origin {
        Origin::SheetCell { sheet: Arc::clone(name), cell: address(row, column).into() }
    }
}

/// What a workbook shows.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The sheets that can be seen.
    pub sheets: Vec<Sheet>,
    /// How many cannot.
    pub hidden: usize,
}

/// Writes the sheets of a workbook as plan notation.
pub(super) fn write(document: &Document<'_>, format: Format, workbook: Workbook) -> Result<Text, ReadError> {
    let Workbook { sheets, hidden } = workbook;
    let mut manner = Names;
    let first = sheets.first().map(|sheet| sheet.name.as_str()).unwrap_or_default();
    let start = Origin::SheetCell { sheet: first.into(), cell: "A1".into() };
    let mut writer = Writer::new(document, format, start, &mut manner, FxHashMap::default());
    let mut notices = Vec::new();
    for mut sheet in sheets {
        sheet.settle();
        region::blocks(&sheet, &mut notices).into_iter().try_for_each(|block| writer.block(block))?;
    }
    let mut out = writer.finish();
    match hidden {
        0 => {}
        1 => out.notice("One hidden sheet was left out."),
        count => out.notice(format!("{count} hidden sheets were left out.")),
    }
    notices.into_iter().for_each(|notice| out.notice(notice));
    Ok(out.finish())
}

/// What a sheet makes of its paragraphs: its name is a heading.
struct Names;

/// The style of the paragraph that is a sheet's name.
const NAME: &str = "name";

impl Manner for Names {
    fn look(&self, paragraph: &Paragraph) -> Cow<'_, Look> {
        let heading = (paragraph.style.as_deref() == Some(NAME)).then_some((1, HeadingSign::Style));
        Cow::Owned(Look { heading, ..Look::default() })
    }

    fn label(&mut self, _: &Paragraph, _: &Look) -> (Label, u8) {
        (Label::Nothing, 0)
    }
}

/// The address of a cell as spreadsheets show it: `F23`.
fn address(row: u32, column: u32) -> String {
    let (mut letters, mut left) = (Vec::new(), u64::from(column) + 1);
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().map(char::from).collect();
    format!("{letters}{}", u64::from(row) + 1)
}
