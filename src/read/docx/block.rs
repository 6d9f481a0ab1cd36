//! What a Word document is made of once its XML is read: paragraphs, and tables of cells of paragraphs.

use crate::read::line::Line;
use crate::text::Origin;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Box<Paragraph>),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its words.
    pub line: Line,
    /// Where it stands; a note's paragraphs get theirs from the note.
    pub origin: Option<Origin>,
    /// Its style.
    pub style: Option<String>,
    /// Its own outline level, 0 outermost, 9 for running text.
    pub outline: Option<u8>,
    /// Its own list, and how deep in it; the list `0` is none.
    pub list: Option<String>,
    /// How deep in the list.
    pub depth: Option<u8>,
    /// How its letters look.
    pub letters: Letters,
    /// Whether it is on a contents page.
    pub contents: bool,
    /// Whether it is in a list of sources.
    pub reference: bool,
    /// Whether its end was deleted, so that it goes on in the next.
    pub joins: bool,
    /// The notes it refers to.
    pub notes: Vec<Note>,
    /// The text boxes anchored in it.
    pub boxes: Vec<Block>,
}

/// How many letters look how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    /// All that can be seen.
    pub all: usize,
    /// In bold, or underlined.
    pub strong: usize,
    /// Shown as capitals.
    pub capitals: usize,
    /// Of a prompt that nobody has replaced.
    pub prompt: usize,
}

/// A reference to a note.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Note {
    /// The part it is in: footnotes or endnotes.
    pub part: u16,
    /// Its id there.
    pub id: String,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its number in the document.
    pub number: u32,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How many rows have begun, deleted ones included.
    pub begun: u32,
    /// Its style.
    pub style: Option<String>,
    /// Whether it asks its style to set the first row otherwise than the rest.
    pub first_row: bool,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Whether it is repeated on every page, as header rows are.
    pub header: bool,
    /// Whether it was deleted.
    pub deleted: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The column the next cell stands in, from 0.
    pub column: usize,
}

/// A cell of a row.
#[derive(Debug)]
pub(super) struct Cell {
    /// Where it stands.
    pub origin: Origin,
    /// Its first column, from 0.
    pub column: usize,
    /// How many columns it takes.
    pub columns: usize,
    /// Whether it goes on from the cell above.
    pub goes_on: bool,
    /// Whether it was deleted.
    pub deleted: bool,
    /// What is in it.
    pub blocks: Vec<Block>,
}

impl Cell {
    /// Its paragraphs, those of tables inside it included.
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        let mut paragraphs = Vec::new();
        let mut waiting: Vec<&Block> = self.blocks.iter().rev().collect();
        while let Some(block) = waiting.pop() {
            match block {
                Block::Paragraph(paragraph) => paragraphs.push(&**paragraph),
                Block::Table(table) => {
                    let cells = table.rows.iter().rev().flat_map(|row| row.cells.iter().rev());
                    waiting.extend(cells.flat_map(|cell| cell.blocks.iter().rev()));
                }
            }
        }
        paragraphs
    }

    /// Whether there is nothing to see in it.
    pub fn is_blank(&self) -> bool {
        self.paragraphs().iter().all(|paragraph| paragraph.line.is_blank())
    }
}

impl Table {
    /// How many columns its widest row has.
    pub fn columns(&self) -> usize {
        let ends = self.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column + cell.columns);
        ends.max().unwrap_or(0)
    }
}
