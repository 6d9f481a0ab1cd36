//! Paragraphs, tables, rows, cells, boxes and notes: begun, filled and put where they belong.

use std::mem;

use super::{Frame, Holder, MOST_COLUMNS, MOST_HOLDERS, Walk};
use crate::read::docx::block::{Block, Cell, Paragraph, Row, Table};
use crate::read::xml::Element;
use crate::text::Origin;

impl Walk<'_> {
    pub(super) fn begin_paragraph(&mut self) {
        self.end_paragraph();
        self.paragraphs += 1;
        self.pieces += 1;
        // a field that goes on in another paragraph has its code behind it; a broken one must not hide the rest
        self.fields.fill(false);
        let origin = self.origin();
        let mut paragraph = Box::new(Paragraph { origin: origin.clone(), ..Paragraph::default() });
        if let Some(before) = self.joined.take() {
            paragraph.line = before.line;
            (paragraph.letters, paragraph.notes, paragraph.boxes) = (before.letters, before.notes, before.boxes);
        }
        if let Some(origin) = origin {
            paragraph.line.at(origin);
        }
        paragraph.contents = self.controls.iter().any(|control| control.contents);
        paragraph.reference = self.controls.iter().any(|control| control.reference);
        self.paragraph = Some(paragraph);
    }

    pub(super) fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraph.take() else { return };
        self.held += 8;
        if paragraph.joins {
            self.joined = Some(paragraph);
        } else {
            self.put(Block::Paragraph(paragraph));
        }
    }

    /// A paragraph whose end was deleted and that nothing follows.
    pub(super) fn end_join(&mut self) {
        if let Some(paragraph) = self.joined.take() {
            self.put(Block::Paragraph(paragraph));
        }
    }

    pub(super) fn begin_table(&mut self) -> Option<Frame> {
        if self.holders.len() > MOST_HOLDERS {
            return Some(Frame::Plain);
        }
        self.end_paragraph();
        self.end_join();
        self.tables += 1;
        self.holders.push(Holder::Table(Table { number: self.tables, ..Table::default() }));
        Some(Frame::Table)
    }

    pub(super) fn begin_row(&mut self) -> Option<Frame> {
        let Some(Holder::Table(table)) = self.holders.last_mut() else { return Some(Frame::Plain) };
        table.begun += 1;
        self.holders.push(Holder::Row(Row::default()));
        Some(Frame::Row)
    }

    pub(super) fn begin_cell(&mut self) -> Option<Frame> {
        let [.., Holder::Table(table), Holder::Row(row)] = &mut self.holders[..] else { return Some(Frame::Plain) };
        let column = row.column;
        let origin = Origin::Cell { table: table.number, row: table.begun, column: column as u32 + 1 };
        row.column = (column + 1).min(MOST_COLUMNS);
        self.held += 64;
        let cell = Cell { origin, column, columns: 1, goes_on: false, deleted: false, blocks: Vec::new() };
        self.holders.push(Holder::Cell(cell));
        Some(Frame::Cell)
    }

    pub(super) fn begin_box(&mut self) -> Option<Frame> {
        if self.holders.len() > MOST_HOLDERS {
            return Some(Frame::Plain);
        }
        let anchor = self.paragraph.take();
        self.holders.push(Holder::TextBox(Vec::new(), anchor, mem::take(&mut self.run)));
        Some(Frame::TextBox)
    }

    pub(super) fn begin_note(&mut self, element: &Element<'_>) -> Option<Frame> {
        // separators are notes too, of a type of their own
        let is_words = element.attribute("type").is_none_or(|kind| kind == "normal");
        let id = element.attribute("id").unwrap_or_default().into_owned();
        is_words.then(|| self.holders.push(Holder::Note(id, Vec::new()))).map(|()| Frame::Note)
    }

    pub(super) fn end_holder(&mut self) {
        match self.holders.pop() {
            Some(Holder::Table(table)) => self.put(Block::Table(table)),
            Some(Holder::Row(row)) => match self.holders.last_mut() {
                Some(Holder::Table(table)) if !row.deleted => table.rows.push(row),
                _ => self.left_out.deletions += 1,
            },
            Some(Holder::Cell(mut cell)) => {
                if mem::take(&mut cell.deleted) {
                    cell.blocks.clear();
                    self.left_out.deletions += 1;
                }
                if let Some(Holder::Row(row)) = self.holders.last_mut() {
                    row.cells.push(cell);
                }
            }
            Some(Holder::Note(id, blocks)) => self.notes.push((id, blocks)),
            Some(Holder::TextBox(blocks, anchor, run)) => {
                (self.paragraph, self.run) = (anchor, run);
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

    /// Where a paragraph that begins now stands.
    fn origin(&self) -> Option<Origin> {
        if self.part != 0 {
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
