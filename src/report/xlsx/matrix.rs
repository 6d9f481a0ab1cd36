//! The matrix: plans down, expectations across by lever, each verdict in its word and colour.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::{Sheets, column, cut, heading_format, height, verdict_format, wrapped};
use crate::check::Verdict;
use crate::report::csv::about;
use crate::report::record::DocumentRecord;
use crate::report::share::short_title;
use crate::report::tally::Counts;
use crate::report::verdict_words;

/// Rows of headings: lever, title, code.
const HEAD: u32 = 3;

pub(super) fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Matrix")?.set_landscape().set_paper_size(8).set_print_fit_to_pages(2, 0);
    let about = about(sheets.report.documents);
    let named = [("Plan", 34.0)].into_iter().chain(about.iter().map(|name| (*name, 20.0)));
    let facts: Vec<(&str, f64)> =
        named.chain([("Kind", 30.0), ("As of", 11.0), ("Met", 6.0), ("Of", 6.0), ("Share met", 8.0)]).collect();
    for (at, (heading, width)) in facts.iter().enumerate() {
        sheet.set_column_width(column(at), *width)?;
        for row in 0..HEAD {
            let words = if row + 1 == HEAD { *heading } else { "" };
            sheet.write_string_with_format(row, column(at), words, &heading_format())?;
        }
    }
    let last = headings(sheets, sheet, facts.len())?;
    sheet.set_row_height(1, 120)?.set_freeze_panes(HEAD, 1)?.set_repeat_rows(0, HEAD - 1)?.set_repeat_columns(0, 0)?;
    for (row, document) in (HEAD..).zip(sheets.report.documents) {
        plan(sheet, row, document, &about)?;
    }
    for entry in &sheets.entries {
        let row = sheets.report.documents.iter().position(|document| std::ptr::eq(document, entry.document));
        let row = HEAD + u32::try_from(row.unwrap_or_default()).expect("a sheet has a million rows");
        let verdict = entry.outcome.verdict;
        let mark = entry.outcome.mark().map(|(_, words)| format!(" ({words})")).unwrap_or_default();
        let word = if entry.document.error.is_some() { "not read" } else { verdict_words(verdict) };
        let words = format!("{word}{mark}");
        let format = verdict_format(verdict).set_font_size(9).set_text_wrap();
        sheet.write_string_with_format(row, column(facts.len() + entry.number), words, &format)?;
    }
    let rows = u32::try_from(sheets.report.documents.len()).expect("a sheet has a million rows");
    sheet.autofilter(HEAD - 1, 0, HEAD - 1 + rows, last)?;
    Ok(())
}

/// The headings of the expectations; gives the last column.
fn headings(sheets: &Sheets<'_>, sheet: &mut Worksheet, first: usize) -> Result<u16, XlsxError> {
    let mut at = first;
    for pack in &sheets.book.packs {
        let start = at;
        for expectation in &pack.expectations {
            sheet.set_column_width(column(at), 10.5)?;
            sheet.write_string_with_format(0, column(at), "", &heading_format())?;
            sheet.write_string_with_format(1, column(at), &expectation.title, &title_format())?;
            sheet.write_string_with_format(2, column(at), &expectation.code, &heading_format())?;
            at += 1;
        }
        match at - start {
            0 => {}
            1 => drop(sheet.write_string_with_format(0, column(start), short_title(pack), &heading_format())?),
            _ => drop(sheet.merge_range(0, column(start), 0, column(at - 1), short_title(pack), &heading_format())?),
        }
    }
    Ok(column(at.max(1) - 1))
}

fn title_format() -> Format {
    wrapped().set_font_size(8).set_align(FormatAlign::Bottom).set_border(rust_xlsxwriter::FormatBorder::Hair)
}

fn plan(sheet: &mut Worksheet, row: u32, document: &DocumentRecord, about: &[&str]) -> Result<(), XlsxError> {
    let tally = Counts::of_outcomes(document.outcomes.iter());
    let kind = match &document.error {
        Some(error) => format!("could not be read: {}", error.message),
        None => document.kind_title.clone().unwrap_or_default(),
    };
    let of_plan = about.iter().map(|name| document.about.get(*name).cloned().unwrap_or_default());
    let as_of = document.as_of.map(|day| day.to_string()).unwrap_or_default();
    let words: Vec<String> = [document.path.clone()].into_iter().chain(of_plan).chain([kind, as_of]).collect();
    for (at, words) in words.iter().enumerate() {
        sheet.write_string_with_format(row, column(at), cut(words), &wrapped())?;
    }
    let widths: Vec<f64> = [34.0].into_iter().chain(about.iter().map(|_| 20.0)).chain([30.0, 11.0]).collect();
    sheet.set_row_height(row, height(&words, &widths))?;
    if tally.judged() == 0 {
        return Ok(());
    }
    let figures = [tally.count(Verdict::Met), tally.judged()].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let top = Format::new().set_align(FormatAlign::Top);
    for (at, figure) in (words.len()..).zip(figures) {
        sheet.write_number_with_format(row, column(at), figure, &top)?;
    }
    let share = f64::from(figures[0]) / f64::from(figures[1]);
    sheet.write_number_with_format(row, column(words.len() + 2), share, &top.set_num_format("0%"))?;
    Ok(())
}
