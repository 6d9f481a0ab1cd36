//! Tables to rows of notation: merged cells repeated or filled up so that columns line up, and the header row found.

use super::write::Writer;
use super::{Block, Cell, Label, Note, Paragraph, Row, Table};
use crate::read::ReadError;
use crate::read::plain::shape;
use crate::text::{LineFacts, Mark, Origin};

/// What the cell above said, for cells that go on from it.
type Above = Vec<Option<(Origin, String)>>;

impl Writer<'_> {
    /// Writes a table; those that stand in its cells are tables of their own, each behind the row it stands in.
    pub(super) fn table(&mut self, table: Table) -> Result<(), ReadError> {
        let columns = table.columns();
        let styled = table.first_row && table.style.as_deref().is_some_and(|style| self.has_first_row(style));
        let titles = table.rows.iter().take_while(|row| row.is_title(columns)).count();
        let mut rows = table.rows.into_iter();
        for row in rows.by_ref().take(titles) {
            self.title(row)?;
        }
        let mut rows: Vec<Row> = rows.collect();
        if let (true, Some(first)) = (styled && titles == 0, rows.first_mut()) {
            first.header = true;
        }
        let header = header(&rows);
        let broken = rows.iter().flat_map(|row| &row.cells).any(Cell::holds_table).then_some(table.number);
        let facts = LineFacts { broken, ..LineFacts::default() };
        let inner: Vec<Vec<Table>> = rows.iter_mut().map(Row::take_tables).collect();
        self.rows(&rows, inner, header, columns, facts)?;
        let (boxes, notes) = anchored(rows);
        self.after(boxes, &notes)
    }

    /// A row that spans the whole table above its header: a few words are a caption, more are text.
    fn title(&mut self, row: Row) -> Result<(), ReadError> {
        let blocks = row.cells.into_iter().flat_map(|cell| cell.blocks);
        blocks.into_iter().try_for_each(|block| match block {
            Block::Paragraph(paragraph) if shape::could_be_heading(paragraph.line.as_str()) => self.caption(*paragraph),
            block => self.block(block),
        })
    }

    fn caption(&mut self, paragraph: Paragraph) -> Result<(), ReadError> {
        if let Some(origin) = paragraph.origin.clone().filter(|_| !paragraph.line.is_blank()) {
            self.line(Mark::Role("caption"), origin, LineFacts::default());
            paragraph.line.write(&mut self.out);
        }
        self.after(paragraph.boxes, &paragraph.notes)
    }

    fn rows(
        &mut self,
        rows: &[Row],
        inner: Vec<Vec<Table>>,
        header: usize,
        columns: usize,
        facts: LineFacts,
    ) -> Result<(), ReadError> {
        self.header(&rows[..header], columns, facts)?;
        let mut above: Above = vec![None; columns];
        for (row, inner) in rows.iter().zip(inner).skip(header).filter(|(row, _)| !row.cells.is_empty()) {
            // a row of nothing but tables says nothing itself
            if inner.is_empty() || row.filled().next().is_some() {
                self.row(row, &mut above, facts);
                self.within()?;
            }
            if !inner.is_empty() {
                self.end_rows(row);
                inner.into_iter().try_for_each(|table| self.table(table))?;
            }
        }
        rows.iter().rev().find(|row| !row.cells.is_empty()).into_iter().for_each(|row| self.end_rows(row));
        Ok(())
    }

    /// Ends the table in hand, or breaks it off, behind `row`.
    fn end_rows(&mut self, row: &Row) {
        if let (true, Some(last)) = (self.in_table, row.cells.last()) {
            self.line(Mark::Blank, last.origin.clone(), LineFacts::default());
        }
    }

    /// The header as one row, for notation has no more: what spans several columns is said in each, above the rest.
    fn header(&mut self, rows: &[Row], columns: usize, facts: LineFacts) -> Result<(), ReadError> {
        let Some(start) = rows.iter().find_map(|row| row.cells.first()).map(|cell| cell.origin.clone()) else {
            return Ok(());
        };
        self.line(Mark::Row, start.clone(), facts);
        for column in 0..columns {
            let cells: Vec<&Cell> =
                rows.iter().filter_map(|row| row.cell(column)).filter(|cell| !cell.is_blank()).collect();
            self.out.cell(cells.first().map_or(&start, |cell| &cell.origin).clone());
            for (index, cell) in cells.into_iter().enumerate() {
                if index > 0 {
                    self.out.cell_break();
                }
                self.out.at(cell.origin.clone());
                if cell.column == column {
                    self.paragraphs(cell);
                } else {
                    self.out.reading(&cell.words(), None);
                }
            }
            self.within()?;
        }
        self.line(Mark::HeaderEnd { columns }, start, LineFacts::default());
        Ok(())
    }

    fn row(&mut self, row: &Row, above: &mut Above, facts: LineFacts) {
        let first = &row.cells[0];
        self.line(Mark::Row, first.origin.clone(), facts);
        (0..first.column).for_each(|_| self.out.cell(first.origin.clone()));
        for cell in &row.cells {
            self.out.cell(cell.origin.clone());
            self.cell(cell, above);
            (1..cell.columns).for_each(|_| self.out.cell(cell.origin.clone()));
        }
    }

    fn cell(&mut self, cell: &Cell, above: &mut Above) {
        let Some(above) = above.get_mut(cell.column) else { return };
        if let (true, Some((origin, words))) = (cell.goes_on && cell.is_blank(), &above) {
            self.out.at(origin.clone());
            return self.out.reading(words, None);
        }
        self.paragraphs(cell);
        *above = Some((cell.origin.clone(), cell.words()));
    }

    fn paragraphs(&mut self, cell: &Cell) {
        let mut first = true;
        for paragraph in cell.paragraphs() {
            let look = self.look(paragraph);
            let (label, _) = self.label(paragraph, &look);
            if paragraph.line.is_blank() {
                continue;
            }
            self.count_prompt(paragraph);
            if !std::mem::take(&mut first) {
                self.out.cell_break();
            }
            if let Label::Number { text, .. } = label {
                self.out.glue(&format!("{text} "));
            }
            paragraph.line.write(&mut self.out);
        }
    }
}

impl Row {
    /// Whether one cell takes the whole width.
    fn is_title(&self, columns: usize) -> bool {
        self.cells.len() == 1 && self.cells[0].columns == columns && columns > 1
    }

    /// The cell that stands in `column`, or reaches into it.
    fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| (cell.column..cell.column + cell.columns).contains(&column))
    }

    fn is_strong(&self) -> bool {
        self.filled().all(|cell| cell.paragraphs().all(|paragraph| paragraph.letters.strong == paragraph.letters.all))
    }

    fn holds_table(&self) -> bool {
        self.cells.iter().any(Cell::holds_table)
    }

    /// Takes out the tables that stand in its cells.
    fn take_tables(&mut self) -> Vec<Table> {
        let mut tables = Vec::new();
        for cell in self.cells.iter_mut().filter(|cell| cell.holds_table()) {
            let blocks = std::mem::take(&mut cell.blocks);
            for block in blocks {
                match block {
                    Block::Table(table) => tables.push(table),
                    own => cell.blocks.push(own),
                }
            }
        }
        tables
    }
}

/// How many rows the header has: those marked as one, or those at the top that look like one. A table stands in none.
fn header(rows: &[Row]) -> usize {
    if rows.first().is_none_or(Row::holds_table) {
        return 0;
    }
    let marked = rows.iter().take_while(|row| row.header && !row.holds_table()).count();
    match marked {
        1..=3 if marked < rows.len() => marked,
        0 => header_by_looks(rows),
        _ => usize::from(rows.len() > 1),
    }
}

/// How many rows at the top name the columns: a few words in each cell, set otherwise than what is below.
fn header_by_looks(rows: &[Row]) -> usize {
    let is_strong = |row: &&Row| row.is_strong() && row.filled().all(|cell| cell.is_short()) && !row.holds_table();
    let strong = rows.iter().take_while(is_strong).count();
    if (1..=3).contains(&strong) && rows.len() > strong {
        let last = &rows[strong - 1];
        return if last.filled().count() > 1 { strong } else { 0 };
    }
    let [first, rest @ ..] = rows else { return 0 };
    let names = first.filled().all(Cell::is_name) && first.filled().count() + 1 >= first.cells.len();
    let other = || {
        rest.iter()
            .take(5)
            .flat_map(|row| &row.cells)
            .any(|cell| cell.holds_table() || (!cell.is_blank() && !cell.is_name()))
    };
    usize::from(names && first.cells.len() > 2 && other())
}

impl Cell {
    /// Its words, paragraphs parted as in notation.
    fn words(&self) -> String {
        let words = self.paragraphs().map(|paragraph| paragraph.line.as_str());
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ¶ ")
    }

    /// Whether it holds no more than a few words, and no sentence.
    fn is_short(&self) -> bool {
        let words = self.paragraphs().flat_map(|paragraph| paragraph.line.as_str().split_whitespace());
        words.count() <= 10 && !self.paragraphs().next_back().is_some_and(|last| last.line.as_str().ends_with('.'))
    }

    /// Whether it holds a few words that begin as words do, not as figures.
    fn is_name(&self) -> bool {
        let mut letters = self.paragraphs().flat_map(|paragraph| paragraph.line.as_str().chars());
        self.is_short() && letters.find(|letter| letter.is_alphanumeric()).is_some_and(char::is_alphabetic)
    }
}

/// The boxes and notes of all the paragraphs in `rows`.
fn anchored(rows: Vec<Row>) -> (Vec<Block>, Vec<Note>) {
    let (mut boxes, mut notes) = (Vec::new(), Vec::new());
    for block in rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks) {
        if let Block::Paragraph(paragraph) = block {
            boxes.extend(paragraph.boxes);
            notes.extend(paragraph.notes);
        }
    }
    (boxes, notes)
}
