//! What Word, OpenDocument and web documents come to: paragraphs, and tables of cells of paragraphs; then notation.

use std::borrow::Cow;

use super::line::Line;
use crate::text::{HeadingSign, Origin};

pub(super) mod label;
pub(super) mod names;
mod table;
pub(super) mod tree;
mod write;

pub(super) use label::Label;
pub(super) use write::Writer;

/// What the styles and lists of a format make of its paragraphs.
pub(super) trait Manner {
    /// What the style of `paragraph` makes of it.
    fn look(&self, paragraph: &Paragraph) -> Cow<'_, Look>;

    /// What stands before `paragraph`, and how deep in its list it is. Called once for each, in order, for items count.
    fn label(&mut self, paragraph: &Paragraph, look: &Look) -> (Label, u8);

    /// Whether a table style sets the first row of a table otherwise than the rest.
    fn has_first_row(&self, _style: &str) -> bool {
        false
    }
}

/// What a style makes of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// A heading of this level.
    pub heading: Option<(u8, HeadingSign)>,
    /// What else its paragraphs are.
    pub role: Option<Role>,
    /// The list its paragraphs are in, and how deep.
    pub numbering: Option<(String, Option<u8>)>,
    /// Set in bold.
    pub bold: Option<bool>,
    /// Shown as capitals.
    pub capitals: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// For tables: the first row is set otherwise than the rest.
    pub first_row: bool,
}

/// What paragraphs of a style are, other than headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A line of the contents page.
    Contents,
    /// The words under a figure or table.
    Caption,
    /// A quotation set apart.
    Quotation,
    /// A line of a list of sources.
    Reference,
    /// A note to the text.
    Note,
}

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Box<Paragraph>),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
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
    /// What stands before it, where the reader has counted already.
    pub label: Label,
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
#[derive(Clone, Debug, Default)]
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
#[derive(Clone, Debug, Default)]
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
#[derive(Clone, Debug)]
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

impl Block {
    /// Its paragraphs, those in the cells of a table and of tables inside it included.
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        let (mut paragraphs, mut waiting) = (Vec::new(), vec![self]);
        while let Some(block) = waiting.pop() {
            match block {
                Self::Paragraph(paragraph) => paragraphs.push(&**paragraph),
                Self::Table(table) => {
                    let cells = table.rows.iter().rev().flat_map(|row| row.cells.iter().rev());
                    waiting.extend(cells.flat_map(|cell| cell.blocks.iter().rev()));
                }
            }
        }
        paragraphs
    }
}

impl Cell {
    /// Puts it, and what is in it, in `column`.
    pub fn move_to(&mut self, column: usize) {
        self.column = column;
        if let Origin::Cell { column: at, .. } = &mut self.origin {
            *at = column as u32 + 1;
        }
    }

    /// How much a copy of it would be, as limits count it; `None` if it holds tables or boxes, whose copies would hold
    /// copies.
    pub fn weight(&self) -> Option<usize> {
        let weight = |block: &Block| match block {
            Block::Paragraph(paragraph) if paragraph.boxes.is_empty() => Some(paragraph.line.weight()),
            _ => None,
        };
        self.blocks.iter().map(weight).sum::<Option<usize>>().map(|sum| 8 + sum)
    }

    /// Its own paragraphs; those of tables inside it are theirs.
    pub fn paragraphs(&self) -> impl DoubleEndedIterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(&**paragraph),
            Block::Table(_) => None,
        })
    }

    /// Whether it has no words of its own.
    pub fn is_blank(&self) -> bool {
        self.paragraphs().all(|paragraph| paragraph.line.is_blank())
    }

    /// Whether a table stands in it.
    pub fn holds_table(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Table(_)))
    }
}

impl Row {
    /// Its cells with words of their own.
    pub fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.is_blank())
    }
}

impl Table {
    /// It as a block; or, if it has a single column or words in a single cell, and so only sets text apart, what is in it.
    pub fn into_blocks(self) -> Vec<Block> {
        if self.columns() > 1 && self.rows.iter().flat_map(Row::filled).nth(1).is_some() {
            return vec![Block::Table(self)];
        }
        self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect()
    }

    /// How many columns its widest row has.
    pub fn columns(&self) -> usize {
        let ends = self.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column + cell.columns);
        ends.max().unwrap_or(0)
    }
}
