//! Tables of an OpenDocument text: cells that span others, and rows and cells that stand there several times.

use super::{Frame, Walk};
use crate::read::body::Cell;
use crate::read::body::tree::{Holder, MOST_COLUMNS};
use crate::read::xml::Element;

/// How cells of a table reach over others.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// How many columns the cell takes that begins in each column, of those that rows above have.
    spans: Vec<usize>,
    /// How many cells are still to come that the last one reaches over.
    covered: usize,
}

/// A row that is said to stand there more often is taken to stand there so often.
const MOST_TIMES: usize = 50;

/// Nothing is repeated once so many bytes are held back: the limits refuse the document for them, or were set higher.
const MOST_HELD: usize = 64 << 20;

impl Walk<'_> {
    pub(super) fn table(&mut self, name: &str, element: &Element<'_>) -> Option<Frame> {
        match name {
            "table" => Some(self.begin_table()),
            "table-header-rows" => Some(Frame::HeaderRows),
            "table-row" => {
                let header = self.frames.iter().rev().find(|frame| !matches!(frame, Frame::Plain));
                let header = matches!(header, Some(Frame::HeaderRows));
                Some(self.begin_row(header, times(element, "number-rows-repeated")))
            }
            "table-cell" => Some(self.begin_cell(element)),
            "covered-table-cell" => {
                self.covered(times(element, "number-columns-repeated"));
                None
            }
            "title" | "desc" | "shapes" | "dde-links" => None,
            _ => Some(Frame::Plain),
        }
    }

    fn begin_table(&mut self) -> Frame {
        if !self.tree.begin_table() {
            return Frame::Plain;
        }
        self.grids.push(Grid::default());
        self.set_aside(None);
        Frame::Table
    }

    fn begin_row(&mut self, header: bool, times: usize) -> Frame {
        if !self.tree.begin_row() {
            return Frame::Plain;
        }
        if let (Some(Holder::Row(row)), Some(grid)) = (self.tree.holders.last_mut(), self.grids.last_mut()) {
            row.header = header;
            grid.covered = 0;
        }
        Frame::Row(times)
    }

    fn begin_cell(&mut self, element: &Element<'_>) -> Frame {
        if !self.tree.begin_cell() {
            return Frame::Plain;
        }
        let columns = times(element, "number-columns-spanned");
        self.reach(columns);
        Frame::Cell(times(element, "number-columns-repeated"))
    }

    /// Lets the cell in hand reach over so many columns.
    fn reach(&mut self, columns: usize) {
        let [.., Holder::Row(row), Holder::Cell(cell)] = &mut self.tree.holders[..] else { return };
        cell.columns = columns.min(MOST_COLUMNS.saturating_sub(cell.column)).max(1);
        row.column = (cell.column + cell.columns).min(MOST_COLUMNS);
        let Some(grid) = self.grids.last_mut() else { return };
        grid.covered = cell.columns - 1;
        if grid.spans.len() <= cell.column {
            grid.spans.resize(cell.column + 1, 1);
        }
        grid.spans[cell.column] = cell.columns;
    }

    /// So many cells that another reaches over, from the left or from above.
    fn covered(&mut self, times: usize) {
        for _ in 0..times {
            let Some(grid) = self.grids.last_mut() else { return };
            if grid.covered > 0 {
                grid.covered -= 1;
                continue;
            }
            if !self.tree.begin_cell() {
                return;
            }
            let Some(Holder::Cell(cell)) = self.tree.holders.last_mut() else { return };
            cell.goes_on = true;
            let columns = self.grids.last().and_then(|grid| grid.spans.get(cell.column).copied());
            self.reach(columns.unwrap_or(1));
            self.tree.end_holder();
        }
    }

    pub(super) fn end_cell(&mut self, times: usize) {
        self.end_holder();
        let Some(Holder::Row(row)) = self.tree.holders.last_mut() else { return };
        let Some(cell) = row.cells.last() else { return };
        let Some(weight) = cell.weight() else { return };
        let mut next = cell.clone();
        for _ in 1..times.min(MOST_COLUMNS.saturating_sub(row.column) + 1) {
            if self.tree.held > MOST_HELD {
                return;
            }
            next.move_to(row.column);
            row.column += 1;
            self.tree.held += weight;
            row.cells.push(next.clone());
        }
    }

    pub(super) fn end_row(&mut self, times: usize) {
        self.end_holder();
        let Some(Holder::Table(table)) = self.tree.holders.last_mut() else { return };
        let Some(row) = table.rows.last().filter(|row| row.cells.iter().any(|cell| !cell.is_blank())) else { return };
        let Some(weight) = row.cells.iter().map(Cell::weight).sum::<Option<usize>>() else { return };
        let row = row.clone();
        for _ in 1..times.min(MOST_TIMES) {
            if self.tree.held > MOST_HELD {
                return;
            }
            table.begun += 1;
            self.tree.held += weight;
            table.rows.push(row.clone());
        }
    }

    pub(super) fn end_table(&mut self) {
        self.end_holder();
        self.grids.pop();
        self.resume();
    }
}

/// How many columns or rows an attribute says, within reason.
fn times(element: &Element<'_>, attribute: &str) -> usize {
    let said = element.attribute(attribute).and_then(|times| times.parse::<u64>().ok());
    said.unwrap_or(1).clamp(1, MOST_COLUMNS as u64) as usize
}
