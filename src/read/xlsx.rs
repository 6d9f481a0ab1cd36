//! Excel workbooks to sheets, with calamine behind guards: its faults are caught, and what would make it take memory
//! without end is refused before.

use std::io::Cursor;
use std::rc::Rc;

use calamine::{
    Data, DataRef, DataType, Dimensions, Reader, SheetType, SheetVisible, Style, Xls, XlsError, Xlsx, XlsxError,
};

use super::caught::caught;
use super::package::Package;
use super::sheet::{self, Cell, Merge, Sheet, Workbook, number};
use super::{Document, ReadError, chains, reach, sniff};
use crate::text::{Format, Text};

/// Whether `bytes` are an Excel workbook of 2007 or later.
pub(super) fn knows(bytes: &[u8]) -> bool {
    sniff::is_package_of(bytes, b"xl/") && !sniff::is_binary_workbook(bytes)
}

/// Whether `bytes` are an Excel workbook of 1997 to 2003.
pub(super) fn knows_old(bytes: &[u8]) -> bool {
    sniff::is_old_workbook(bytes)
}

/// Reads an Excel workbook of 2007 or later.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    sheet::write(document, Format::Xlsx, workbook(document)?)
}

/// The sheets of an Excel workbook of 2007 or later.
pub(super) fn workbook(document: &Document<'_>) -> Result<Workbook, ReadError> {
    Package::open(document)?.sound()?;
    guarded(document, || sheets(document.bytes))?.map_err(|error| match error {
        XlsxError::Password => ReadError::Locked { name: document.name.to_owned() },
        _ => damaged(document),
    })
}

/// Reads an Excel workbook of 1997 to 2003.
pub(super) fn read_old(document: &Document<'_>) -> Result<Text, ReadError> {
    sheet::write(document, Format::Xls, old_workbook(document)?)
}

/// The sheets of an Excel workbook of 1997 to 2003.
pub(super) fn old_workbook(document: &Document<'_>) -> Result<Workbook, ReadError> {
    if !chains::end(document.bytes) {
        return Err(damaged(document));
    }
    let book = ["WORKBOOK", "BOOK"].iter().find_map(|name| chains::stream(document.bytes, name)).unwrap_or_default();
    if reach::is_locked(&book) {
        return Err(ReadError::Locked { name: document.name.to_owned() });
    }
    if reach::cells(&book) > reach::MOST {
        let problem =
            format!("its sheets reach over more than {} million cells, empty ones among them", reach::MOST >> 20);
        return Err(ReadError::TooLarge { name: document.name.to_owned(), problem });
    }
    guarded(document, || old_sheets(document.bytes))?.map_err(|error| match error {
        XlsError::Password => ReadError::Locked { name: document.name.to_owned() },
        _ => damaged(document),
    })
}

/// Runs `read`, and takes a fault of the library for one of the document.
fn guarded<T>(document: &Document<'_>, read: impl FnOnce() -> T) -> Result<T, ReadError> {
    caught(read).map_err(|_| damaged(document))
}

fn damaged(document: &Document<'_>) -> ReadError {
    let advice =
        "open it in Excel and save it as an Excel workbook (.xlsx); if that fails, ask its author for a new copy";
    ReadError::Damaged { name: document.name.to_owned(), problem: "its sheets cannot be read".into(), advice }
}

fn sheets(bytes: &[u8]) -> Result<Workbook, XlsxError> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let (names, hidden) = seen(book.sheets_metadata());
    let mut sheets = Vec::new();
    for name in names {
        let mut sheet = Sheet::new(&name);
        read_sheet(&mut book, &mut sheet)?;
        if !sheet.is_data {
            let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            sheet.merges = merges.into_iter().map(merge).collect();
        }
        sheets.push(sheet);
    }
    Ok(Workbook { sheets, hidden })
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut Sheet) -> Result<(), XlsxError> {
    let name = sheet.name.clone();
    let mut reader = book.worksheet_cells_reader(&name)?;
    let styles: Vec<Look> = reader.styles().iter().map(Look::of).collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        let Look { strong, code } = styles.get(style).cloned().unwrap_or_default();
        let exact = matches!(cell.get_value(), DataRef::String(_) | DataRef::SharedString(_));
        let words = match cell.get_value() {
            DataRef::SharedString(words) => (*words).to_owned(),
            value => words(value, code.as_deref()),
        };
        if !sheet.add(row, Cell { column, words, exact, strong }) {
            return Ok(());
        }
    }
    Ok(())
}

/// How cells of a style look, as far as it matters.
#[derive(Clone, Default)]
struct Look {
    strong: bool,
    /// The form of numbers.
    code: Option<Rc<str>>,
}

impl Look {
    fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref().map(|format| format.format_code.as_str().into());
        Self { strong: style.font.as_ref().is_some_and(|font| font.is_bold()), code }
    }
}

fn old_sheets(bytes: &[u8]) -> Result<Workbook, XlsError> {
    let mut book = Xls::new(Cursor::new(bytes))?;
    let (names, hidden) = seen(book.sheets_metadata());
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name)?;
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet::new(&name);
        sheet.merges = merges.into_iter().map(merge).collect();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let exact = matches!(value, Data::String(_));
            let cell = Cell { column: left + column as u32, words: words(value, None), exact, strong: false };
            if !sheet.add(top + row as u32, cell) {
                break;
            }
        }
        sheets.push(sheet);
    }
    Ok(Workbook { sheets, hidden })
}

fn seen(all: &[calamine::Sheet]) -> (Vec<String>, usize) {
    let sheets = || all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let is_seen = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = sheets().filter(is_seen).map(|sheet| sheet.name.clone()).collect();
    let hidden = sheets().count() - names.len();
    (names, hidden)
}

fn merge(area: Dimensions) -> Merge {
    Merge { first: area.start, last: area.end }
}

/// What a cell shows.
fn words(value: &impl DataType, code: Option<&str>) -> String {
    if let Some(words) = value.get_string() {
        return words.to_owned();
    }
    if let Some(date) = value.get_datetime() {
        let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
        return match date.as_f64() {
            serial if !date.is_datetime() => number::plain(serial),
            // the part of a day before the first: a time, which would be said to be in 1899
            serial if (0.0..1.0).contains(&serial) => format!("{hour:02}:{minute:02}"),
            _ => number::day(year, month, day),
        };
    }
    if let Some(truth) = value.get_bool() {
        return if truth { "Yes" } else { "No" }.to_owned();
    }
    if let Some(error) = value.get_error() {
        return error.to_string();
    }
    let iso = || value.get_datetime_iso().or(value.get_duration_iso()).map(str::to_owned);
    let number = value.get_float().or_else(|| value.get_int().map(|whole| whole as f64));
    number.map(|value| number::shown(value, code.unwrap_or("General"))).or_else(iso).unwrap_or_default()
}
