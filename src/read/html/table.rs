//! Tables of a web page: cells that reach over columns and rows.

use html5gum::StartTag;

use super::tag::{Tag, number};
use super::walk::Walk;
use crate::read::body::tree::{Holder, MOST_COLUMNS};

/// A table in hand.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Which columns cells of rows above still take: of each, for how many rows, and how many columns the cell has.
    over: Vec<(u32, usize)>,
    /// How many cells of the row are header cells, and how many are not.
    named: usize,
    plain: usize,
}

/// HTML Living Standard §4.9.11.
const MOST_ROWS: u32 = 65_534;

impl Walk<'_> {
    pub(super) fn begin_table(&mut self) -> bool {
        let began = self.tree.begin_table();
        if began {
            self.grids.push(Grid::default());
        }
        began
    }

    pub(super) fn begin_row(&mut self) -> bool {
        let header = self.stack.iter().rev().find_map(|open| match open.tag {
            Tag::Rows(header) => Some(header),
            Tag::Table => Some(false),
            _ => None,
        });
        let began = self.tree.begin_row();
        if let (true, Some(Holder::Row(row)), Some(grid)) = (began, self.tree.holders.last_mut(), self.grids.last_mut())
        {
            row.header = header.unwrap_or(false);
            (grid.named, grid.plain) = (0, 0);
        }
        began
    }

    pub(super) fn begin_cell(&mut self, start: &StartTag<usize>, header: bool) -> bool {
        self.fill();
        if !self.tree.begin_cell() {
            return false;
        }
        let origin = self.places.origin(start.span.start.min(self.page.len()));
        let [.., Holder::Row(row), Holder::Cell(cell)] = &mut self.tree.holders[..] else { return true };
        let columns = number(start, "colspan").unwrap_or(1).clamp(1, MOST_COLUMNS as u32) as usize;
        cell.columns = columns.min(MOST_COLUMNS.saturating_sub(cell.column)).max(1);
        cell.origin = origin;
        row.column = (cell.column + cell.columns).min(MOST_COLUMNS);
        let rows = match number(start, "rowspan") {
            Some(0) => MOST_ROWS,
            rows => rows.unwrap_or(1).min(MOST_ROWS),
        };
        if let Some(grid) = self.grids.last_mut() {
            if grid.over.len() <= cell.column {
                grid.over.resize(cell.column + 1, (0, 1));
            }
            grid.over[cell.column] = (rows.saturating_sub(1), cell.columns);
            grid.named += usize::from(header);
            grid.plain += usize::from(!header);
        }
        true
    }

    /// Ends a row, but for the row itself: one of nothing but header cells is a header row.
    pub(super) fn end_row(&mut self) {
        self.fill();
        if let (Some(Holder::Row(row)), Some(grid)) = (self.tree.holders.last_mut(), self.grids.last()) {
            row.header |= grid.named > 0 && grid.plain == 0;
        }
    }

    /// Adds the cells that go on from rows above, up to the next that is free.
    pub(super) fn fill(&mut self) {
        loop {
            let (Some(Holder::Row(row)), Some(grid)) = (self.tree.holders.last(), self.grids.last_mut()) else {
                return;
            };
            let Some((rows, columns)) = grid.over.get_mut(row.column).filter(|(rows, _)| *rows > 0) else { return };
            *rows -= 1;
            let columns = *columns;
            if !self.tree.begin_cell() {
                return;
            }
            if let [.., Holder::Row(row), Holder::Cell(cell)] = &mut self.tree.holders[..] {
                cell.goes_on = true;
                cell.columns = columns;
                row.column = (cell.column + columns).min(MOST_COLUMNS);
            }
            self.tree.end_holder();
        }
    }
}
