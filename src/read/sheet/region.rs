//! The rows of a sheet to paragraphs and tables: what stands together, and which columns it takes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{NAME, Row, Sheet, address};
use crate::read::body::{self, Block, Letters, Paragraph};
use crate::read::line::Line;
use crate::text::Origin;

/// Rows that stand together.
type Region<'a> = Vec<&'a Row>;

/// Columns after so many with something in them are left out.
const MOST_COLUMNS: usize = 100;

/// A table with room for more cells than this is one of data.
const MOST_ROOM: usize = 400_000;

/// The blocks of `sheet`: its name, then what is in it; nothing if it is empty.
pub(super) fn blocks(sheet: &Sheet, notices: &mut Vec<String>) -> Vec<Block> {
    if sheet.is_data {
        notices.push(left_out(&sheet.name));
    }
    if sheet.rows.is_empty() {
        return Vec::new();
    }
    let name: Arc<str> = sheet.name.as_str().into();
    let mut draft = Draft { sheet, name, tables: 0, notices };
    let mut blocks = vec![draft.heading()];
    for region in regions(sheet) {
        draft.region(&region, &mut blocks);
    }
    blocks
}

fn left_out(sheet: &str) -> String {
    format!("The sheet `{sheet}` was left out: it has more cells than any plan, as sheets of data have.")
}

/// The rows that stand together: a row with nothing in it parts them, unless what follows goes on with the same table.
fn regions(sheet: &Sheet) -> Vec<Region<'_>> {
    let mut regions: Vec<Region<'_>> = Vec::new();
    for row in &sheet.rows {
        match regions.last_mut() {
            Some(region) if goes_on(sheet, region, row) => region.push(row),
            _ => regions.push(vec![row]),
        }
    }
    regions
}

fn goes_on(sheet: &Sheet, region: &Region<'_>, row: &Row) -> bool {
    let Some(last) = region.last() else { return false };
    if row.number == last.number + 1 {
        return true;
    }
    let reaches = sheet.merges.iter().any(|merge| merge.first.0 <= last.number && merge.last.0 >= row.number);
    let Some(table) = region.iter().find(|row| row.cells.len() > 1) else { return reaches };
    let within = |column: u32| table.cells.iter().any(|cell| cell.column == column);
    let figures = row.cells.iter().any(|cell| !cell.exact || cell.words.split_whitespace().nth(10).is_some());
    let same_table = table.cells.len() > 2
        && row.cells.len() > 2
        && figures
        && row.number <= last.number + 3
        && row.cells.iter().all(|cell| within(cell.column));
    reaches || same_table
}

/// A sheet on its way to blocks.
struct Draft<'a> {
    sheet: &'a Sheet,
    name: Arc<str>,
    tables: u32,
    notices: &'a mut Vec<String>,
}

impl Draft<'_> {
    fn heading(&self) -> Block {
        let mut paragraph = self.paragraph(&self.sheet.name, self.sheet.origin(&self.name, 0, 0), true, false);
        paragraph.style = Some(NAME.to_owned());
        Block::Paragraph(Box::new(paragraph))
    }

    /// Rows of one cell at the top and the foot are paragraphs; what is between them is a table.
    fn region(&mut self, region: &[&Row], blocks: &mut Vec<Block>) {
        let is_single = |row: &&Row| row.cells.len() < 2;
        let top = region.iter().take_while(|row| is_single(row)).count();
        let foot = region[top..].iter().rev().take_while(|row| is_single(row)).count();
        let (above, rest) = region.split_at(top);
        let (table, below) = rest.split_at(rest.len() - foot);
        above.iter().for_each(|row| self.paragraphs(row, blocks));
        if !table.is_empty() {
            self.table(table, blocks);
        }
        below.iter().for_each(|row| self.paragraphs(row, blocks));
    }

    fn paragraphs(&self, row: &Row, blocks: &mut Vec<Block>) {
        for cell in &row.cells {
            blocks.extend(self.words(row, cell));
        }
    }

    fn table(&mut self, rows: &[&Row], blocks: &mut Vec<Block>) {
        let columns = self.columns(rows);
        if columns.len() * rows.len() > MOST_ROOM {
            self.notices.push(left_out(&self.name));
            return;
        }
        self.tables += 1;
        let mut table = body::Table { number: self.tables, ..body::Table::default() };
        table.rows = rows.iter().map(|row| self.row(row, &columns)).collect();
        self.merge(rows, &columns, &mut table.rows);
        blocks.extend(table.into_blocks());
    }

    /// The columns with something in them.
    fn columns(&mut self, rows: &[&Row]) -> Vec<u32> {
        let all: BTreeSet<u32> = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)).collect();
        if let Some(first) = all.iter().nth(MOST_COLUMNS) {
            let (from, sheet) = (address(rows[0].number, *first), &self.name);
            self.notices.push(format!("Columns from cell {from} on of the sheet `{sheet}` were left out."));
        }
        all.into_iter().take(MOST_COLUMNS).collect()
    }

    fn row(&self, row: &Row, columns: &[u32]) -> body::Row {
        let mut found = row.cells.iter().peekable();
        let cells = columns.iter().enumerate().map(|(at, column)| {
            while found.next_if(|cell| cell.column < *column).is_some() {}
            let blocks = found.next_if(|cell| cell.column == *column).map(|cell| self.words(row, cell));
            body::Cell {
                origin: self.sheet.origin(&self.name, row.number, *column),
                column: at,
                columns: 1,
                goes_on: false,
                deleted: false,
                blocks: blocks.unwrap_or_default(),
            }
        });
        body::Row { cells: cells.collect(), ..body::Row::default() }
    }

    /// Lets cells reach over those they are merged with, as far as these are empty.
    fn merge(&self, rows: &[&Row], columns: &[u32], table: &mut [body::Row]) {
        for merge in &self.sheet.merges {
            let first = rows.partition_point(|row| row.number < merge.first.0);
            let last = rows.partition_point(|row| row.number <= merge.last.0);
            let left = columns.partition_point(|column| *column < merge.first.1);
            let right = columns.partition_point(|column| *column <= merge.last.1);
            for (index, row) in table[first..last].iter_mut().enumerate() {
                let reach = |cell: &body::Cell| (left..right).contains(&cell.column);
                let Some(at) = row.cells.iter().position(reach) else { continue };
                let covered = row.cells[at + 1..].iter().take_while(|cell| reach(cell) && cell.is_blank()).count();
                row.cells.drain(at + 1..at + 1 + covered);
                row.cells[at].columns += covered;
                row.cells[at].goes_on = index > 0 || rows[first].number > merge.first.0;
            }
        }
    }

    /// The paragraphs of a cell: its lines.
    fn words(&self, row: &Row, cell: &super::Cell) -> Vec<Block> {
        let origin = || self.sheet.origin(&self.name, row.number, cell.column);
        let lines = cell.words.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
        let paragraphs = lines.map(|line| self.paragraph(line, origin(), cell.exact, cell.strong));
        paragraphs.map(|paragraph| Block::Paragraph(Box::new(paragraph))).collect()
    }

    fn paragraph(&self, words: &str, origin: Origin, exact: bool, strong: bool) -> Paragraph {
        let mut line = Line::default();
        line.at(origin.clone());
        if exact {
            line.exact(words, None);
        } else {
            line.reading(words, None);
        }
        let all = words.chars().filter(|letter| letter.is_alphanumeric()).count();
        let letters = Letters { all, strong: if strong { all } else { 0 }, ..Letters::default() };
        Paragraph { line, origin: Some(origin), letters, ..Paragraph::default() }
    }
}
