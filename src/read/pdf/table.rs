//! Lines to tables: rows of cells of paragraphs, as tags or ruled lines say.

use super::flow::{self, Paragraph};
use super::grid::Spot;
use super::line::Line;
use super::measure::{self, Measure};
use super::tags::Tags;
use crate::read::plain::shape;

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Distances of its columns' edges from the left, if lines were ruled there.
    pub edges: Vec<f32>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its cells, in the order of columns; empty ones may be left out.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug)]
pub(super) struct Cell {
    /// Its first column, from 0.
    pub column: usize,
    /// How many columns it takes.
    pub columns: usize,
    /// Whether its tags call it a header.
    pub header: bool,
    /// What is in it.
    pub paragraphs: Vec<Paragraph>,
}

impl Table {
    /// The tagged table that `lines` are of; lines keep their order inside each cell.
    pub fn tagged(mut lines: Vec<Line>, tags: &Tags, measure: &Measure) -> Self {
        let cell = |line: &Line| line.block.and_then(|block| tags.blocks[block as usize].cell);
        lines.sort_by_key(|line| cell(line).map(|cell| (cell.row, cell.column)));
        let mut table = Self::default();
        let mut row = None;
        for line in lines {
            let Some(cell) = cell(&line) else { continue };
            if row != Some(cell.row) {
                table.rows.push(Row::default());
                row = Some(cell.row);
            }
            let (column, columns) = (cell.column as usize, cell.columns as usize);
            table.add(line, Place { column, columns, header: cell.header }, tags, measure);
        }
        table
    }

    /// The table that `lines` are of, each in its spot of a grid whose columns have these `edges`.
    pub fn ruled(mut lines: Vec<(Spot, Line)>, edges: Vec<f32>, tags: &Tags, measure: &Measure) -> Self {
        lines.sort_by_key(|(spot, _)| *spot);
        let mut table = Self { edges, ..Self::default() };
        let mut row = None;
        for (Spot { row: own, column, columns }, mut line) in lines {
            // as much room at its right as at its left
            let room = (line.left - table.edges[column]).clamp(0.0, 12.0);
            line.reach = Some(table.edges[column + columns] - room);
            if row != Some(own) {
                table.rows.push(Row::default());
                row = Some(own);
            }
            table.add(line, Place { column, columns, header: false }, tags, measure);
        }
        table
    }

    /// Goes on with `next` if that is the same table on the next page; its header is not said again, and a row that
    /// runs over the page's end is made whole.
    pub fn take_in(&mut self, next: Self) -> Option<Self> {
        let near = |(one, other): (&f32, &f32)| (one - other).abs() < 4.0;
        let same_columns = !self.edges.is_empty()
            && self.edges.len() == next.edges.len()
            && self.edges.iter().zip(&next.edges).all(near);
        let page = |row: Option<&Row>| row.and_then(Row::page);
        let follows = page(self.rows.last()).zip(page(next.rows.first())).is_some_and(|(one, other)| one + 1 == other);
        if !same_columns || !follows {
            return Some(next);
        }
        let said = |row: &Row| row.cells.iter().map(Cell::words).collect::<Vec<_>>();
        let names = next.rows.first().map(said);
        let again = usize::from(self.rows.iter().take(3).map(said).any(|row| Some(row) == names));
        let mut rows = next.rows.into_iter().skip(again).peekable();
        if let (Some(last), Some(rest)) = (self.rows.last_mut(), rows.next_if(Row::is_rest)) {
            last.take_in(rest);
        }
        self.rows.extend(rows);
        None
    }

    /// Puts `line` into the last row.
    fn add(&mut self, line: Line, place: Place, tags: &Tags, measure: &Measure) {
        if self.rows.is_empty() {
            self.rows.push(Row::default());
        }
        let row = self.rows.last_mut().expect("a row was made if there was none");
        let Place { column, columns, header } = place;
        if row.cells.last().is_none_or(|last| last.column != column) {
            row.cells.push(Cell { column, columns, header, paragraphs: Vec::new() });
        }
        let cell = row.cells.last_mut().expect("a cell was made if there was none");
        match cell.paragraphs.last_mut() {
            Some(last) if measure.joins(last, &line, tags) => last.lines.push(line),
            _ => cell.paragraphs.push(flow::begin(line, tags)),
        }
    }

    /// How many columns its widest row has.
    pub fn columns(&self) -> usize {
        let ends = self.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column + cell.columns);
        ends.max().unwrap_or(0)
    }

    /// Whether it only sets text apart: it has one column, or words in one cell.
    pub fn is_frame(&self) -> bool {
        self.columns() < 2 || self.rows.iter().map(|row| row.cells.len()).sum::<usize>() < 2
    }

    /// All its paragraphs, row by row.
    pub fn into_paragraphs(self) -> impl Iterator<Item = Paragraph> {
        self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.paragraphs)
    }

    /// How many rows name the columns, after the first `titles`.
    pub fn header(&self, titles: usize, measure: &Measure) -> usize {
        let rows = &self.rows[titles..];
        let tagged = rows.iter().take_while(|row| row.cells.iter().all(|cell| cell.header)).count();
        if (1..=3).contains(&tagged) && tagged < rows.len() {
            return tagged;
        }
        let strong = rows.iter().take_while(|row| row.is_strong(measure) && row.is_short()).count();
        if (1..=3).contains(&strong) && strong < rows.len() {
            return if rows[strong - 1].cells.len() > 1 { strong } else { 0 };
        }
        let [first, rest @ ..] = rows else { return 0 };
        let names = first.cells.len() > 2 && first.cells.len() + 1 >= self.columns() && first.is_names();
        usize::from(names && rest.iter().take(5).any(|row| !row.is_names()))
    }
}

/// Where a line goes.
#[derive(Clone, Copy, Debug)]
struct Place {
    column: usize,
    columns: usize,
    header: bool,
}

impl Row {
    fn is_strong(&self, measure: &Measure) -> bool {
        self.cells.iter().flat_map(|cell| &cell.paragraphs).all(|paragraph| paragraph.is_bold(measure))
    }

    fn is_short(&self) -> bool {
        self.cells.iter().all(|cell| cell.words().split_whitespace().count() <= 12)
    }

    /// Whether every cell holds a few words that begin as words do, not as figures.
    fn is_names(&self) -> bool {
        let is_name = |words: &str| words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_alphabetic);
        self.is_short() && self.cells.iter().all(|cell| is_name(&cell.words()) && !cell.words().ends_with('.'))
    }

    /// Whether it goes on from the row above: its first cell is empty, or begins within a sentence.
    fn is_rest(&self) -> bool {
        self.cells.first().is_some_and(|first| first.column > 0 || first.words().starts_with(char::is_lowercase))
    }

    fn take_in(&mut self, rest: Self) {
        for cell in rest.cells {
            let Some(own) = self.cells.iter_mut().find(|own| own.column == cell.column) else {
                self.cells.push(cell);
                continue;
            };
            for paragraph in cell.paragraphs {
                let broken = |last: &&mut Paragraph| {
                    !measure::ends(last.last()) && shape::bullet(&paragraph.first().words).is_none()
                };
                match own.paragraphs.last_mut().filter(broken) {
                    Some(last) => last.lines.extend(paragraph.lines),
                    None => own.paragraphs.push(paragraph),
                }
            }
        }
        self.cells.sort_by_key(|cell| cell.column);
    }

    /// The page it begins on.
    pub fn page(&self) -> Option<u32> {
        self.cells.iter().find_map(|cell| cell.paragraphs.first()).map(|paragraph| paragraph.first().page)
    }

    /// Whether one cell takes the whole width, or is the only one filled.
    pub fn is_title(&self, columns: usize) -> bool {
        let [cell] = self.cells.as_slice() else { return false };
        cell.columns == columns && columns > 1 && shape::could_be_heading(&cell.words())
    }
}

impl Cell {
    fn words(&self) -> String {
        let words: Vec<String> = self.paragraphs.iter().map(Paragraph::words).collect();
        words.join(" ")
    }
}
