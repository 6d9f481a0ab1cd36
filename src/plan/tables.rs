//! Rows to tables: cells, header rows, and forms whose first column names what stands beside it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::parse::{Line, Mark};
use super::shape::Shape;
use super::{Block, BlockId, BlockKind, Cell, Table};
use crate::text::Span;

/// Words that begin the fields of schemes and action plans; under a marked header they still show a form.
const FIELDS: &[&str] = &[
    "action",
    "actions",
    "activity",
    "aim",
    "aims",
    "area",
    "budget",
    "by",
    "ccg",
    "contact",
    "cost",
    "date",
    "deadline",
    "delivery",
    "description",
    "evidence",
    "feedback",
    "funding",
    "impact",
    "investment",
    "key",
    "lead",
    "measure",
    "measures",
    "name",
    "objective",
    "objectives",
    "outcomes",
    "overview",
    "owner",
    "period",
    "position",
    "project",
    "provider",
    "resources",
    "responsible",
    "scheme",
    "signed",
    "start",
    "status",
    "strategic",
    "target",
    "task",
    "timescale",
    "timescales",
    "title",
    "when",
    "who",
];

/// Words in the name of a second column; their presence in the first row shows a header and no form.
const SECOND: &[&str] = &[
    "action",
    "actions",
    "by",
    "comment",
    "comments",
    "cost",
    "date",
    "definition",
    "description",
    "detail",
    "details",
    "lead",
    "links",
    "meaning",
    "measure",
    "measures",
    "mitigation",
    "notes",
    "number",
    "outcome",
    "outcomes",
    "owner",
    "progress",
    "rate",
    "response",
    "spend",
    "status",
    "synopsis",
    "target",
    "timescale",
    "total",
    "update",
    "value",
    "what",
    "when",
    "who",
];

/// Builds the tables of `lines`, and gives each row of `blocks` its cells.
pub(super) fn build(lines: &[Line], blocks: &mut [Block], notation: &str) -> (Vec<Table>, Vec<Cell>) {
    let mut cells = Vec::new();
    let rows = rows(lines);
    for (table, row) in rows.iter().enumerate().flat_map(|(table, rows)| rows.iter().map(move |row| (table, *row))) {
        blocks[row].table = Some(table);
    }
    for block in blocks.iter_mut().filter(|block| block.table.is_some()) {
        block.cells = split(block.line, notation, &mut cells);
        block.span = cells[block.cells.clone()].iter().map(|cell| cell.span).reduce(Span::join).unwrap_or(block.line);
    }
    let mut table = |rows: Vec<BlockId>| {
        let marked = lines[rows[0]].ends_header;
        let mut draft = Draft { rows, blocks, cells: &mut cells, notation };
        let marked = marked && !draft.first_row_tells();
        draft.table(marked)
    };
    let tables = rows.into_iter().map(&mut table).collect();
    (tables, cells)
}

/// The rows of each table: lines without a gap between them, and the parts of one that is broken off by others.
fn rows(lines: &[Line]) -> Vec<Vec<BlockId>> {
    let mut tables: Vec<Vec<BlockId>> = Vec::new();
    let mut broken: FxHashMap<u32, usize> = FxHashMap::default();
    let mut open = None;
    for (row, line) in lines.iter().enumerate() {
        if line.mark != Mark::Row {
            open = None;
            continue;
        }
        let part = line.broken.and_then(|number| broken.get(&number).copied());
        let table = open.filter(|_| !line.after_gap).or(part).unwrap_or(tables.len());
        if table == tables.len() {
            tables.push(Vec::new());
            line.broken.map(|number| broken.insert(number, table));
        }
        tables[table].push(row);
        open = Some(table);
    }
    tables
}

/// A table whose rows have their cells, but no names for them yet.
struct Draft<'a> {
    rows: Vec<BlockId>,
    blocks: &'a mut [Block],
    cells: &'a mut [Cell],
    notation: &'a str,
}

impl Draft<'_> {
    fn table(&mut self, marked: bool) -> Table {
        let (first, last) = (self.rows[0], self.rows[self.rows.len() - 1]);
        let columns = self.rows.iter().map(|row| self.blocks[*row].cells.len()).max().unwrap_or(0);
        let header = if self.is_form(marked) {
            self.name_by_first_column();
            None
        } else if marked || self.looks_headed() {
            self.name_by_header();
            Some(first)
        } else {
            None
        };
        Table { header, rows: first..last + 1, columns }
    }

    fn words(&self, row: usize, column: usize) -> Option<&str> {
        let cell = self.blocks[row].cells.clone().nth(column)?;
        Some(&self.notation[self.cells[cell].span.range()])
    }

    /// Whether a cell of the first row is too long for the name of a column: the first row of what goes on from the page
    /// before, marked as a header because every table has one.
    fn first_row_tells(&self) -> bool {
        const LONGEST_NAME: u32 = 30;
        let mut cells = self.blocks[self.rows[0]].cells.clone();
        cells.any(|cell| Shape::of(&self.notation[self.cells[cell].span.range()]).words > LONGEST_NAME)
    }

    /// Whether there are two columns, and the first names what stands in the second on every row.
    fn is_form(&self, marked: bool) -> bool {
        let two = self.rows.iter().all(|row| self.blocks[*row].cells.len() == 2);
        let named = || self.rows.iter().all(|row| self.words(*row, 0).is_some_and(is_name));
        if !two || !named() {
            return false;
        }
        let known = self.rows.iter().filter(|row| self.words(**row, 0).is_some_and(is_known_field)).count();
        let value = self.words(self.rows[0], 1).unwrap_or_default();
        let length = Shape::of(value).words;
        // Action | Commission a befriending line, Lead | Jo Bloggs
        let fields = known == self.rows.len() && length > 2 && !value.split(' ').next().is_some_and(is_second);
        // Under a header row the first column needs more to go by: a header word proves nothing about its column.
        fields
            || if marked {
                known * 2 > self.rows.len() && length > 8
            } else {
                length > 6 || !self.second_is_named(value)
            }
    }

    /// Whether the first row names the second column: by a word for one, or by being the only one without a figure.
    fn second_is_named(&self, first: &str) -> bool {
        let words = || first.split([' ', '/', ':', '?']);
        let figures =
            |words: &str| words.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '£' | '('));
        let mut below = self.rows.iter().skip(1);
        words().any(is_second)
            || self.rows.len() > 1 && !figures(first) && below.all(|row| self.words(*row, 1).is_some_and(figures))
    }

    fn looks_headed(&self) -> bool {
        let first = self.blocks[self.rows[0]].cells.clone();
        let mut named = 0;
        let short = first.clone().all(|cell| {
            let shape = Shape::of(&self.notation[self.cells[cell].span.range()]);
            named += u32::from(shape.words > 0);
            shape.words <= 6 && (shape.words == 0 || shape.numbers < shape.words)
        });
        self.rows.len() > 1 && first.len() > 1 && short && named > 1
    }

    fn name_by_first_column(&mut self) {
        for row in &self.rows {
            let cells = self.blocks[*row].cells.clone();
            self.cells[cells.start + 1].name = Some(self.cells[cells.start].span);
        }
    }

    fn name_by_header(&mut self) {
        let header = self.blocks[self.rows[0]].cells.clone();
        self.blocks[self.rows[0]].kind = BlockKind::HeaderRow;
        for cell in self.rows[1..].iter().flat_map(|row| self.blocks[*row].cells.clone()) {
            let name = header.clone().nth(self.cells[cell].column).map(|header| self.cells[header].span);
            self.cells[cell].name = name.filter(|name| !name.is_empty());
        }
    }
}

fn is_name(words: &str) -> bool {
    let shape = Shape::of(words);
    (1..=8).contains(&shape.words) && shape.numbers < shape.words
}

/// Whether a word names a second column.
fn is_second(word: &str) -> bool {
    SECOND.iter().any(|name| word.eq_ignore_ascii_case(name))
}

fn is_known_field(words: &str) -> bool {
    let first = words.split([' ', ':', '/', '?']).next().unwrap_or(words);
    words.ends_with([':', '?']) || FIELDS.iter().any(|field| first.eq_ignore_ascii_case(field))
}

/// Adds the cells of the row at `line`; `\|` does not part cells.
fn split(line: Span, notation: &str, cells: &mut Vec<Cell>) -> Range<usize> {
    let first = cells.len();
    let row = &notation[line.range()];
    let (mut start, mut escaped) = (1, false);
    for (at, byte) in row.bytes().enumerate().skip(1) {
        if byte == b'|' && !escaped {
            cells.push(cell(line, row, start..at, cells.len() - first));
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if start < row.len() || cells.len() == first {
        cells.push(cell(line, row, start..row.len(), cells.len() - first));
    }
    first..cells.len()
}

fn cell(line: Span, row: &str, part: Range<usize>, column: usize) -> Cell {
    let ended = row[part.clone()].trim_end();
    let begun = ended.trim_start();
    let start = line.start as usize + part.start + ended.len() - begun.len();
    Cell { span: Span::new(start, start + begun.len()), column, name: None }
}
