//! OpenDocument spreadsheets to sheets: the words of each cell are those the sheet shows.

use std::mem;

use rustc_hash::FxHashSet;

use super::odt::refuse_locked;
use super::package::Package;
use super::sheet::{self, Cell, Merge, Sheet, Workbook};
use super::xml::{Element, End, Node, Space, Xml};
use super::{Document, ReadError, sniff};
use crate::text::{Format, Text};

/// Whether `bytes` are an OpenDocument spreadsheet.
pub(super) fn knows(bytes: &[u8]) -> bool {
    sniff::is_open_document(bytes, "spreadsheet")
}

/// Reads an OpenDocument spreadsheet.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    sheet::write(document, Format::Ods, workbook(document)?)
}

/// The sheets of an OpenDocument spreadsheet.
pub(super) fn workbook(document: &Document<'_>) -> Result<Workbook, ReadError> {
    let mut package = Package::open(document)?;
    refuse_locked(document, &mut package)?;
    let no_sheets = || ReadError::damaged(document.name, "it is a package without a spreadsheet in it");
    let content = package.part("content.xml")?.ok_or_else(no_sheets)?;
    let mut walk = Walk { most: document.limits.max_text_bytes, ..Walk::default() };
    let mut xml = Xml::new(&content.xml);
    while let Some(node) = xml.next() {
        walk.step(&node);
        document.few_enough(walk.cells, "cells")?;
        if walk.held > document.limits.max_text_bytes {
            return Err(ReadError::too_much_text(document.name, document.limits.max_text_bytes));
        }
    }
    if xml.end() == End::TooDeep {
        return Err(ReadError::damaged(document.name, "its elements stand more than 1,000 deep in one another"));
    }
    if xml.end() == End::Broken && walk.sheets.is_empty() {
        return Err(no_sheets());
    }
    Ok(Workbook { sheets: walk.sheets, hidden: walk.hidden.len() })
}

/// Reads the sheets, a node at a time.
#[derive(Default)]
struct Walk {
    sheets: Vec<Sheet>,
    /// The names of sheets that were left out.
    hidden: Vec<String>,
    /// Styles of tables that are not shown, of cells in bold, and the style in hand.
    unseen: FxHashSet<String>,
    bold: FxHashSet<String>,
    style: String,
    skip: usize,
    path: Vec<Part>,
    row: u32,
    column: u32,
    cell: Option<Draft>,
    cells: usize,
    held: usize,
    /// Nothing is repeated once more than this is held: the document is refused for it.
    most: usize,
}

/// An element that is open, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Plain,
    /// A row, and how often it stands there.
    Row(u32),
    /// A cell, and how often it stands there.
    Cell(u32),
    Paragraph,
}

/// A cell in hand.
#[derive(Default)]
struct Draft {
    words: String,
    is_words: bool,
    strong: bool,
    reach: (u32, u32),
}

/// What a cell takes besides its words, in bytes.
const WEIGHT: usize = 16;

/// A cell with something in it is taken to stand there no more often than this.
const MOST_TIMES: u32 = 50;

impl Walk {
    fn step(&mut self, node: &Node<'_>) {
        match node {
            Node::Open(_) if self.skip > 0 => self.skip += 1,
            Node::Open(element) => match self.open(element) {
                Some(part) => self.path.push(part),
                None => self.skip = 1,
            },
            Node::Close if self.skip > 0 => self.skip -= 1,
            Node::Close => {
                if let Some(part) = self.path.pop() {
                    self.close(part);
                }
            }
            Node::Text(words) => {
                if let Some(cell) =
                    self.cell.as_mut().filter(|_| self.skip == 0 && self.path.contains(&Part::Paragraph))
                {
                    self.held += words.words.len();
                    cell.words.push_str(&words.words);
                }
            }
        }
    }

    /// What `element` opens; `None` if it is to be skipped with all in it.
    fn open(&mut self, element: &Element<'_>) -> Option<Part> {
        let attribute = |name| element.attribute(name).unwrap_or_default().into_owned();
        match (element.space, element.name()) {
            (Space::Style, "style") => self.style = attribute("name"),
            (Space::Style, "table-properties") if attribute("display") == "false" => {
                self.unseen.insert(mem::take(&mut self.style));
            }
            (Space::Style, "text-properties") if attribute("font-weight") == "bold" => {
                self.bold.insert(self.style.clone());
            }
            (Space::OpenTable, "table") if self.cell.is_none() => {
                (self.row, self.column) = (0, 0);
                if self.unseen.contains(&attribute("style-name")) {
                    self.hidden.push(attribute("name"));
                    return None;
                }
                self.sheets.push(Sheet::new(attribute("name")));
            }
            (Space::OpenTable, "table-row") => {
                self.column = 0;
                return Some(Part::Row(times(element, "number-rows-repeated")));
            }
            (Space::OpenTable, "table-cell") => return Some(self.begin_cell(element)),
            (Space::OpenTable, "covered-table-cell") => {
                self.column = self.column.saturating_add(times(element, "number-columns-repeated"));
                return None;
            }
            (Space::OpenText, "p" | "h") => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.words.is_empty()) {
                    cell.words.push('\n');
                }
                return Some(Part::Paragraph);
            }
            (Space::OpenText, "s" | "tab" | "line-break") => {
                if let Some(cell) = &mut self.cell {
                    cell.words.push(' ');
                }
            }
            (Space::Office, "annotation" | "forms" | "event-listeners") => return None,
            (Space::OpenTable, "tracked-changes" | "shapes" | "named-expressions" | "database-ranges") => return None,
            (Space::Other, "title" | "desc") => return None,
            _ => {}
        }
        Some(Part::Plain)
    }

    fn begin_cell(&mut self, element: &Element<'_>) -> Part {
        self.cells += 1;
        let kind = element.attribute("value-type");
        let strong = element.attribute("style-name").is_some_and(|style| self.bold.contains(&*style));
        let is_words = kind.is_none_or(|kind| kind == "string");
        let reach = (times(element, "number-rows-spanned"), times(element, "number-columns-spanned"));
        self.cell = Some(Draft { is_words, strong, reach, ..Draft::default() });
        Part::Cell(times(element, "number-columns-repeated"))
    }

    fn close(&mut self, part: Part) {
        match part {
            Part::Row(times) => self.end_row(times),
            Part::Cell(times) => self.end_cell(times),
            Part::Paragraph | Part::Plain => {}
        }
    }

    fn end_cell(&mut self, times: u32) {
        let (Some(cell), Some(sheet)) = (self.cell.take(), self.sheets.last_mut()) else { return };
        if cell.reach != (1, 1) {
            let last = (self.row.saturating_add(cell.reach.0 - 1), self.column.saturating_add(cell.reach.1 - 1));
            sheet.merges.push(Merge { first: (self.row, self.column), last });
        }
        if !cell.words.trim().is_empty() {
            for column in 0..times.min(MOST_TIMES) {
                if self.held > self.most {
                    break;
                }
                self.held += WEIGHT + cell.words.len();
                let (words, column) = (cell.words.clone(), self.column.saturating_add(column));
                sheet.add(self.row, Cell { column, words, exact: cell.is_words, strong: cell.strong });
            }
        }
        self.column = self.column.saturating_add(times);
    }

    /// Rows that stand there several times with something in them are written as often.
    fn end_row(&mut self, times: u32) {
        let row = self.sheets.last().and_then(|sheet| sheet.rows.last()).filter(|row| row.number == self.row).cloned();
        if let (Some(row), Some(sheet)) = (row, self.sheets.last_mut()) {
            for next in 1..times.min(MOST_TIMES) {
                for cell in &row.cells {
                    if self.held > self.most {
                        return;
                    }
                    self.held += WEIGHT + cell.words.len();
                    sheet.add(self.row.saturating_add(next), cell.clone());
                }
            }
        }
        self.row = self.row.saturating_add(times);
    }
}

fn times(element: &Element<'_>, attribute: &str) -> u32 {
    element.attribute(attribute).and_then(|times| times.parse().ok()).unwrap_or(1_u32).max(1)
}
