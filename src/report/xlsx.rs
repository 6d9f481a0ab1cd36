//! A workbook for auditors and committees: summary, matrix, evidence, expectations, waivers, and what it was made from.
//!
//! Every cell is text or a number and never a formula. The same report gives the same bytes.

use std::io::{self, Write};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::entry::{Entry, entries};
use super::json::{Report, TOOL};
use crate::check::Verdict;
use crate::rules::RuleBook;

mod evidence;
mod matrix;
mod run;
mod summary;

/// The most characters that a cell of a workbook holds.
const CELL: usize = 32_000;

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&workbook(report, book).map_err(io::Error::other)?)
}

fn workbook(report: &Report<'_>, book: &RuleBook) -> Result<Vec<u8>, XlsxError> {
    let entries = entries(report, book);
    let sheets = Sheets { report, book, entries };
    let mut workbook = Workbook::new();
    // Of no day in particular: a workbook must name one, and two runs must be alike.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Action on loneliness in local plans")
            .set_author(TOOL.name)
            .set_creation_datetime(&day),
    );
    for fill in [summary::fill, matrix::fill, evidence::fill, run::expectations, run::waivers, run::run] {
        fill(&sheets, workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

/// What the sheets are made from.
struct Sheets<'r> {
    report: &'r Report<'r>,
    book: &'r RuleBook,
    entries: Vec<Entry<'r>>,
}

/// A column: its heading and its width in characters.
type Column<'a> = (&'a str, f64);

/// Rows of text under a heading row that stays in sight and can be filtered.
struct Rows<'s> {
    sheet: &'s mut Worksheet,
    next: u32,
    widths: Vec<f64>,
}

impl<'s> Rows<'s> {
    fn new(sheet: &'s mut Worksheet, name: &str, columns: &[Column<'_>]) -> Result<Self, XlsxError> {
        sheet.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        for (at, (heading, width)) in columns.iter().enumerate() {
            let at = column(at);
            sheet.set_column_width(at, *width)?.write_string_with_format(0, at, *heading, &heading_format())?;
        }
        sheet.set_row_height(0, LINE * 2.0)?;
        Ok(Self { sheet, next: 1, widths: columns.iter().map(|(_, width)| *width).collect() })
    }

    /// Adds a row; what is empty stays empty.
    fn add(&mut self, cells: &[String]) -> Result<u32, XlsxError> {
        for (at, words) in cells.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            self.sheet.write_string_with_format(self.next, column(at), cut(words), &wrapped())?;
        }
        self.sheet.set_row_height(self.next, height(cells, &self.widths))?;
        self.next += 1;
        Ok(self.next - 1)
    }

    /// Writes a verdict in its colour.
    fn verdict(&mut self, row: u32, at: usize, verdict: Verdict) -> Result<(), XlsxError> {
        let words = super::verdict_words(verdict);
        self.sheet.write_string_with_format(row, column(at), words, &verdict_format(verdict))?;
        Ok(())
    }

    /// Puts filters on the headings.
    fn filtered(self) -> Result<(), XlsxError> {
        if self.next > 1 {
            self.sheet.autofilter(0, 0, self.next - 1, column(self.widths.len()) - 1)?;
        }
        Ok(())
    }
}

/// A column of a sheet from its place in a list.
fn column(at: usize) -> u16 {
    u16::try_from(at).expect("a sheet has a few hundred columns at most")
}

/// A line of text, in points.
const LINE: f64 = 15.0;

/// The height of a row with these cells in columns of these widths, in points: readers of workbooks do not all find it
/// out for themselves. A little more room than letters of usual width take; a sheet allows 409 points.
fn height(cells: &[String], widths: &[f64]) -> f64 {
    let wrapped =
        |line: &str, width: f64| (unicode_width::UnicodeWidthStr::width(line) as f64 * 1.1 / width).ceil().max(1.0);
    let lines = |(words, width): (&String, &f64)| words.lines().map(|line| wrapped(line, *width)).sum::<f64>();
    let most = cells.iter().zip(widths).map(lines).fold(1.0, f64::max);
    (most * LINE).min(405.0)
}

fn cut(words: &str) -> String {
    super::shortened(words, CELL)
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

fn heading_format() -> Format {
    let dark = Color::RGB(0x001F_4E79);
    wrapped().set_bold().set_font_color(Color::White).set_background_color(dark).set_border(FormatBorder::Thin)
}

/// A verdict's cell: its word is in it, so that its colour only helps.
fn verdict_format(verdict: Verdict) -> Format {
    let (ground, ink) = match verdict {
        Verdict::Met => (0x00D6_ECDF, 0x000B_4A29),
        Verdict::Weak => (0x00FB_EAC0, 0x0057_3F00),
        Verdict::Missing => (0x00F8_DCD7, 0x007A_1C10),
        Verdict::Review => (0x00D9_E6F4, 0x0012_3A62),
        Verdict::NotApplicable => (0x00FF_FFFF, 0x0059_6269),
        Verdict::Undecided => (0x00E6_E2EE, 0x003C_3156),
    };
    let format = Format::new().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(ink));
    let line = Color::RGB(0x00D3_D8DC);
    format.set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(line)
}
