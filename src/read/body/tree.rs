//! Paragraphs, tables, rows, cells, boxes and notes: begun, filled and put where they belong.

use std::mem;

use super::{Block, Cell, Paragraph, Row, Table, Writer};
use crate::read::{Document, ReadError};
use crate::text::Origin;

/// Blocks as they come out of a document, an element at a time.
#[derive(Debug, Default)]
pub(in crate::read) struct Tree {
    /// Blocks that are whole, and stand in nothing else.
    pub done: Vec<Block>,
    /// Notes that are whole, with their ids.
    pub notes: Vec<(String, Vec<Block>)>,
    /// About how many bytes of notation are held back, in tables and boxes that are not whole.
    pub held: usize,
    /// How many runs and paragraphs there were.
    pub pieces: usize,
    /// Rows and cells that were deleted.
    pub deletions: usize,
    /// The paragraph in hand.
    pub paragraph: Option<Box<Paragraph>>,
    /// What is open, outermost first.
    pub holders: Vec<Holder>,
    /// How many paragraphs there were.
    pub paragraphs: u32,
    /// Whether this is no part of the main text, so that its paragraphs have no number there.
    apart: bool,
    joined: Option<Box<Paragraph>>,
    tables: u32,
}

/// What blocks are put into.
#[derive(Debug)]
pub(in crate::read) enum Holder {
    /// A table.
    Table(Table),
    /// A row.
    Row(Row),
    /// A cell.
    Cell(Cell),
    /// A note.
    Note(String, Vec<Block>),
    /// A text box, and the paragraph it is anchored in.
    TextBox(Vec<Block>, Option<Box<Paragraph>>),
}

/// No table of Word has more columns than 63; other writers are given some room.
pub(in crate::read) const MOST_COLUMNS: usize = 200;

/// How deep tables and boxes may stand in one another. What is deeper is read as if it stood in the outer one.
const MOST_HOLDERS: usize = 64;

impl Tree {
    /// Starts an empty one, for the main text or for what stands `apart` from it.
    pub fn new(apart: bool) -> Self {
        Self { apart, ..Self::default() }
    }

    /// Writes the blocks that are whole, unless there is too much of them.
    pub fn drain(&mut self, document: &Document<'_>, writer: &mut Writer<'_>) -> Result<(), ReadError> {
        self.bounded(document)?;
        if self.done.is_empty() {
            return Ok(());
        }
        self.held = 0;
        writer.notes(self.notes.drain(..));
        self.done.drain(..).try_for_each(|block| writer.block(block))
    }

    /// Refuses more than the limits allow.
    pub fn bounded(&self, document: &Document<'_>) -> Result<(), ReadError> {
        let most = document.limits.max_text_bytes;
        if self.held > most {
            return Err(ReadError::too_much_text(document.name, most));
        }
        document.few_enough(self.pieces, "runs")
    }

    /// Begins a paragraph, and gives it.
    pub fn begin_paragraph(&mut self) -> &mut Paragraph {
        self.end_paragraph();
        self.paragraphs += u32::from(!self.in_note());
        self.pieces += 1;
        let origin = self.origin();
        let mut paragraph = Box::new(Paragraph { origin: origin.clone(), ..Paragraph::default() });
        if let Some(before) = self.joined.take() {
            paragraph.line = before.line;
            (paragraph.letters, paragraph.notes, paragraph.boxes) = (before.letters, before.notes, before.boxes);
        }
        if let Some(origin) = origin {
            paragraph.line.at(origin);
        }
        self.paragraph.insert(paragraph)
    }

    /// Ends the paragraph in hand, if there is one.
    pub fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraph.take() else { return };
        self.held += 8;
        if paragraph.joins {
            self.joined = Some(paragraph);
        } else {
            self.put(Block::Paragraph(paragraph));
        }
    }

    /// Ends a paragraph whose end was deleted and that nothing follows.
    pub fn end_join(&mut self) {
        if let Some(paragraph) = self.joined.take() {
            self.put(Block::Paragraph(paragraph));
        }
    }

    /// Begins a table; false if it stands too deep in others.
    pub fn begin_table(&mut self) -> bool {
        if self.holders.len() > MOST_HOLDERS {
            return false;
        }
        self.end_paragraph();
        self.end_join();
        self.tables += 1;
        self.holders.push(Holder::Table(Table { number: self.tables, ..Table::default() }));
        true
    }

    /// Begins a row; false if no table is open.
    pub fn begin_row(&mut self) -> bool {
        let Some(Holder::Table(table)) = self.holders.last_mut() else { return false };
        table.begun += 1;
        self.holders.push(Holder::Row(Row::default()));
        true
    }

    /// Begins a cell; false if no row is open.
    pub fn begin_cell(&mut self) -> bool {
        let [.., Holder::Table(table), Holder::Row(row)] = &mut self.holders[..] else { return false };
        let column = row.column;
        let origin = Origin::Cell { table: table.number, row: table.begun, column: column as u32 + 1 };
        row.column = (column + 1).min(MOST_COLUMNS);
        self.held += 64;
        let cell = Cell { origin, column, columns: 1, goes_on: false, deleted: false, blocks: Vec::new() };
        self.holders.push(Holder::Cell(cell));
        true
    }

    /// Begins a text box in the paragraph in hand; false if it stands too deep in others.
    pub fn begin_box(&mut self) -> bool {
        if self.holders.len() > MOST_HOLDERS {
            return false;
        }
        let anchor = self.paragraph.take();
        self.holders.push(Holder::TextBox(Vec::new(), anchor));
        true
    }

    /// Begins the note `id`.
    pub fn begin_note(&mut self, id: String) {
        self.holders.push(Holder::Note(id, Vec::new()));
    }

    /// Ends the innermost table, row, cell, note or box.
    pub fn end_holder(&mut self) {
        match self.holders.pop() {
            Some(Holder::Table(table)) => table.into_blocks().into_iter().for_each(|block| self.put(block)),
            Some(Holder::Row(row)) => match self.holders.last_mut() {
                Some(Holder::Table(table)) if !row.deleted => table.rows.push(row),
                _ => self.deletions += 1,
            },
            Some(Holder::Cell(mut cell)) => {
                if mem::take(&mut cell.deleted) {
                    cell.blocks.clear();
                    self.deletions += 1;
                }
                if let Some(Holder::Row(row)) = self.holders.last_mut() {
                    row.cells.push(cell);
                }
            }
            Some(Holder::Note(id, blocks)) => self.notes.push((id, blocks)),
            Some(Holder::TextBox(blocks, anchor)) => {
                self.paragraph = anchor;
                self.paragraph.get_or_insert_default().boxes.extend(blocks);
            }
            None => {}
        }
    }

    fn put(&mut self, block: Block) {
        let inside = self.holders.iter_mut().rev().find_map(|holder| match holder {
            Holder::Cell(cell) => Some(&mut cell.blocks),
            Holder::Note(_, blocks) | Holder::TextBox(blocks, ..) => Some(blocks),
            Holder::Table(_) | Holder::Row(_) => None,
        });
        inside.unwrap_or(&mut self.done).push(block);
    }

    fn in_note(&self) -> bool {
        self.holders.iter().any(|holder| matches!(holder, Holder::Note(..)))
    }

    /// Where a paragraph that begins now stands.
    fn origin(&self) -> Option<Origin> {
        if self.apart || self.in_note() {
            return None;
        }
        let body = || Origin::Paragraph { number: self.paragraphs };
        Some(
            self.holders
                .iter()
                .rev()
                .find_map(|holder| match holder {
                    Holder::Cell(cell) => Some(cell.origin.clone()),
                    Holder::TextBox(..) => Some(body()),
                    _ => None,
                })
                .unwrap_or_else(body),
        )
    }
}
