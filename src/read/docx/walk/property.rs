//! Properties of paragraphs, runs, rows, cells and content controls.

use std::borrow::Cow;

use super::{Control, Frame, Walk};
use crate::read::body::tree::{Holder, MOST_COLUMNS};
use crate::read::body::{Cell, Paragraph, Row, Table};
use crate::read::xml::Element;

impl Walk<'_> {
    /// An element among the properties of `owner`; `None` if nothing in it matters.
    pub(super) fn property(&mut self, owner: Frame, element: &Element<'_>) -> Option<Frame> {
        match owner {
            Frame::ParagraphProperties | Frame::ListProperties | Frame::MarkProperties => {
                let paragraph = self.tree.paragraph.as_deref_mut()?;
                paragraph_property(paragraph, owner, element)
            }
            Frame::RunProperties => {
                self.run.set(element);
                None
            }
            Frame::TableProperties => {
                let Some(Holder::Table(table)) = self.tree.holders.last_mut() else { return None };
                table_property(table, element);
                None
            }
            Frame::RowProperties => {
                let Some(Holder::Row(row)) = self.tree.holders.last_mut() else { return None };
                row_property(row, element);
                None
            }
            Frame::CellProperties => {
                let [.., Holder::Row(row), Holder::Cell(cell)] = &mut self.tree.holders[..] else { return None };
                cell_property(row, cell, element);
                None
            }
            Frame::ControlProperties => control_property(self.controls.last_mut()?, element),
            _ => None,
        }
    }
}

fn paragraph_property(paragraph: &mut Paragraph, owner: Frame, element: &Element<'_>) -> Option<Frame> {
    let value = || element.value().map(Cow::into_owned);
    match (owner, element.name()) {
        (Frame::ParagraphProperties, "rPr") => return Some(Frame::MarkProperties),
        (Frame::ParagraphProperties, "numPr") => return Some(Frame::ListProperties),
        (Frame::ParagraphProperties, "pStyle") => paragraph.style = value(),
        (Frame::ParagraphProperties, "outlineLvl") => paragraph.outline = element.number(),
        (Frame::ListProperties, "numId") => paragraph.list = value(),
        (Frame::ListProperties, "ilvl") => paragraph.depth = element.number(),
        // a deleted paragraph mark: what follows was joined on (ECMA-376 Part 1 §17.13.5.15)
        (Frame::MarkProperties, "del" | "moveFrom") => paragraph.joins = true,
        _ => {}
    }
    None
}

fn table_property(table: &mut Table, element: &Element<'_>) {
    match element.name() {
        "tblStyle" => table.style = element.value().map(Cow::into_owned),
        "tblLook" => {
            // an attribute of its own, or in files before 2010 a bit of the value (ECMA-376 Part 1 §17.4.55)
            let bits = || element.value().and_then(|bits| u32::from_str_radix(&bits, 16).ok()).unwrap_or(0);
            let own = element.attribute("firstRow").map(|own| matches!(&*own, "1" | "true" | "on"));
            table.first_row = own.unwrap_or_else(|| bits() & 0x20 != 0);
        }
        _ => {}
    }
}

fn row_property(row: &mut Row, element: &Element<'_>) {
    match element.name() {
        "tblHeader" => row.header = element.is_on(),
        "del" => row.deleted = true,
        "gridBefore" => row.column = element.number::<usize>().unwrap_or(0).min(MOST_COLUMNS),
        _ => {}
    }
}

fn cell_property(row: &mut Row, cell: &mut Cell, element: &Element<'_>) {
    match element.name() {
        "gridSpan" => {
            let room = MOST_COLUMNS.saturating_sub(cell.column).max(1);
            cell.columns = element.number::<u64>().map_or(1, |columns| columns.clamp(1, room as u64) as usize);
            row.column = (cell.column + cell.columns).min(MOST_COLUMNS);
        }
        "vMerge" => cell.goes_on = element.value().is_none_or(|value| value == "continue"),
        "cellDel" => cell.deleted = true,
        _ => {}
    }
}

fn control_property(control: &mut Control, element: &Element<'_>) -> Option<Frame> {
    match element.name() {
        "showingPlcHdr" => control.prompt = element.is_on(),
        "bibliography" => control.reference = true,
        "docPartObj" => return Some(Frame::ControlProperties),
        "docPartGallery" => match element.value().as_deref() {
            Some("Table of Contents") => control.contents = true,
            Some("Bibliographies") => control.reference = true,
            _ => {}
        },
        _ => {}
    }
    None
}
