//! Tables to rows of notation: merged cells repeated or filled up so that columns line up, and the header row found.

use super::write::Writer;
use super::{Block, Cell, Label, Note, Paragraph, Row, Table};
use crate::read::ReadError;
use crate::read::plain::shape;
use crate::text::{LineFacts, Mark, Origin};

/// What the cell above said, for cells that go on from it.
type Above = Vec<Option<(Origin, String)>>;

impl Writer<'_> {
    /// Writes a table. One of a single column, or with words in a single cell, only sets text apart: what is in it is
    /// written as it stands.
    pub(super) fn table(&mut self, table: Table) -> Result<(), ReadError> {
        let columns = table.columns();
        let filled = table.rows.iter().flat_map(Row::filled).take(2).count();
        if columns < 2 || filled < 2 {
            let cells = table.rows.into_iter().flat_map(|row| row.cells);
            return cells.flat_map(|cell| cell.blocks).try_for_each(|block| self.block(block));
        }
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
        self.rows(&rows, columns)?;
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

    fn rows(&mut self, rows: &[Row], columns: usize) -> Result<(), ReadError> {
        let (header, body) = rows.split_at(header(rows));
        self.header(header, columns)?;
        let mut above: Above = vec![None; columns];
        for row in body.iter().filter(|row| !row.cells.is_empty()) {
            self.row(row, &mut above);
            self.within()?;
        }
        let last = rows.iter().rev().find_map(|row| row.cells.last()).map(|cell| cell.origin.clone());
        last.into_iter().for_each(|origin| self.line(Mark::Blank, origin, LineFacts::default()));
        Ok(())
    }

    /// The header as one row, for notation has no more: what spans several columns is said in each, above the rest.
    fn header(&mut self, rows: &[Row], columns: usize) -> Result<(), ReadError> {
        let Some(start) = rows.iter().find_map(|row| row.cells.first()).map(|cell| cell.origin.clone()) else {
            return Ok(());
        };
        self.line(Mark::Row, start.clone(), LineFacts::default());
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

    fn row(&mut self, row: &Row, above: &mut Above) {
        let first = &row.cells[0];
        self.line(Mark::Row, first.origin.clone(), LineFacts::default());
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

    fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.is_blank())
    }

    fn is_strong(&self) -> bool {
        self.filled()
            .all(|cell| cell.paragraphs().iter().all(|paragraph| paragraph.letters.strong == paragraph.letters.all))
    }
}

/// How many rows the header has: those marked as one, or those at the top that look like one.
fn header(rows: &[Row]) -> usize {
    let marked = rows.iter().take_while(|row| row.header).count();
    match marked {
        1..=3 if marked < rows.len() => marked,
        0 => header_by_looks(rows),
        _ => usize::from(rows.len() > 1),
    }
}

/// How many rows at the top name the columns: a few words in each cell, set otherwise than what is below.
fn header_by_looks(rows: &[Row]) -> usize {
    let strong = rows.iter().take_while(|row| row.is_strong() && row.filled().all(|cell| cell.is_short())).count();
    if (1..=3).contains(&strong) && rows.len() > strong {
        let last = &rows[strong - 1];
        return if last.filled().count() > 1 { strong } else { 0 };
    }
    let [first, rest @ ..] = rows else { return 0 };
    let names = first.filled().all(Cell::is_name) && first.filled().count() + 1 >= first.cells.len();
    let other = || rest.iter().take(5).flat_map(Row::filled).any(|cell| !cell.is_name());
    usize::from(names && first.cells.len() > 2 && other())
}

impl Cell {
    /// Its words, paragraphs parted as in notation.
    fn words(&self) -> String {
        let paragraphs = self.paragraphs();
        let words: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.line.as_str()).collect();
        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ¶ ")
    }

    /// Whether it holds no more than a few words, and no sentence.
    fn is_short(&self) -> bool {
        let paragraphs = self.paragraphs();
        let words = paragraphs.iter().flat_map(|paragraph| paragraph.line.as_str().split_whitespace());
        words.count() <= 10 && !paragraphs.last().is_some_and(|last| last.line.as_str().ends_with('.'))
    }

    /// Whether it holds a few words that begin as words do, not as figures.
    fn is_name(&self) -> bool {
        let paragraphs = self.paragraphs();
        let mut letters = paragraphs.iter().flat_map(|paragraph| paragraph.line.as_str().chars());
        self.is_short() && letters.find(|letter| letter.is_alphanumeric()).is_some_and(char::is_alphabetic)
    }
}

/// The boxes and notes of all the paragraphs in `rows`.
fn anchored(rows: Vec<Row>) -> (Vec<Block>, Vec<Note>) {
    let (mut boxes, mut notes) = (Vec::new(), Vec::new());
    let mut waiting: Vec<Block> = rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
    waiting.reverse();
    while let Some(block) = waiting.pop() {
        match block {
            Block::Paragraph(paragraph) => {
                boxes.extend(paragraph.boxes);
                notes.extend(paragraph.notes);
            }
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                let inner: Vec<Block> = cells.flat_map(|cell| cell.blocks).collect();
                waiting.extend(inner.into_iter().rev());
            }
        }
    }
    (boxes, notes)
}
