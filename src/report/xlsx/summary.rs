//! The first sheet: the share met by lever with a chart, how strong the statements are, medals, and how to read them.

use rust_xlsxwriter::{Chart, ChartType, Color, Format, Worksheet, XlsxError};

use super::{Sheets, column, heading_format};
use crate::check::Verdict;
use crate::report::share::{self, STRENGTHS, short_title};
use crate::report::{counted, sentence, verdict_words};

/// The verdicts that a share is made of, in the order of the chart, with their colours.
const PARTS: [(Verdict, u32); 4] = [
    (Verdict::Met, 0x002F_7D53),
    (Verdict::Weak, 0x00D9_A521),
    (Verdict::Missing, 0x00B8_503F),
    (Verdict::Review, 0x004B_7FB3),
];

const NAME: &str = "Summary";

pub(super) fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 64)?;
    for at in 1..=7 {
        sheet.set_column_width(at, 12)?;
    }
    let documents = sheets.report.documents;
    let unread = sheets.report.summary.unread;
    let title = format!("Action on loneliness in {}", counted(documents.len(), "local plan"));
    sheet.write_string_with_format(0, 0, title, &Format::new().set_bold().set_font_size(16))?;
    let notes = [
        match unread {
            0 => "All of them could be read.".to_owned(),
            _ => format!("{unread} of them could not be read, and of those nothing is known."),
        },
        "Shares are of what applies to a plan and could be decided. No lever obliges a plan to mention loneliness."
            .to_owned(),
        "The sheets that follow: matrix, evidence, expectations, waivers, and what this was made from.".to_owned(),
    ];
    for (at, note) in (1..).zip(&notes) {
        sheet.write_string(at, 0, note)?;
    }
    let next = levers(sheets, sheet, 5)?;
    let next = strengths(sheets, sheet, next + 2)?;
    medals(sheets, sheet, next + 2)
}

fn headings(sheet: &mut Worksheet, row: u32, words: &[&str]) -> Result<(), XlsxError> {
    for (at, words) in words.iter().enumerate() {
        sheet.write_string_with_format(row, column(at), *words, &heading_format())?;
    }
    Ok(())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The share met by lever, and its chart. Gives the last row that it took.
fn levers(sheets: &Sheets<'_>, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
    headings(sheet, first, &["Lever", "met", "weak", "missing", "to review", "undecided", "applies", "share met"])?;
    let tallies = share::by_pack(&sheets.book.packs, &sheets.entries);
    let percent = Format::new().set_num_format("0%");
    let mut row = first;
    for (pack, tally) in &tallies {
        row += 1;
        sheet.write_string(row, 0, short_title(pack))?;
        for (at, verdict) in PARTS.iter().map(|(verdict, _)| *verdict).chain([Verdict::Undecided]).enumerate() {
            sheet.write_number(row, column(at + 1), number(tally.count(verdict)))?;
        }
        sheet.write_number(row, 6, number(tally.judged()))?;
        if tally.judged() > 0 {
            let share = f64::from(number(tally.count(Verdict::Met))) / f64::from(number(tally.judged()));
            sheet.write_number_with_format(row, 7, share, &percent)?;
        }
    }
    sheet.insert_chart(first, 9, &chart(first + 1, row))?;
    Ok(row)
}

fn chart(first: u32, last: u32) -> Chart {
    let mut chart = Chart::new(ChartType::BarPercentStacked);
    for (at, (verdict, colour)) in (1..).zip(PARTS) {
        chart
            .add_series()
            .set_name(verdict_words(verdict))
            .set_categories((NAME, first, 0, last, 0))
            .set_values((NAME, first, at, last, at))
            .set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour))),
            );
    }
    chart.title().set_name("Met, by lever");
    chart.y_axis().set_reverse();
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_width(640).set_height(420).set_alt_text(
        "The share of each lever's expectations that is met, weak or missing; the figures are in the table beside it",
    );
    chart
}

fn strengths(sheets: &Sheets<'_>, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
    headings(sheet, first, &["How strong the statements are", "statements"])?;
    let mut row = first;
    for (level, (name, meaning)) in STRENGTHS.iter().enumerate() {
        row += 1;
        let count: usize = sheets.report.documents.iter().map(|document| document.strengths[level]).sum();
        sheet.write_string(row, 0, format!("{name}: {meaning}"))?;
        sheet.write_number(row, 1, number(count))?;
    }
    Ok(row)
}

fn medals(sheets: &Sheets<'_>, sheet: &mut Worksheet, first: u32) -> Result<(), XlsxError> {
    headings(sheet, first, &["Medals of the Campaign to End Loneliness, plans", "strictly", "milder reading"])?;
    for (row, (medal, strict, milder)) in (first + 1..).zip(share::medals(sheets.report.documents)) {
        sheet.write_string(row, 0, sentence(medal.name()))?;
        sheet.write_number(row, 1, number(strict))?.write_number(row, 2, number(milder))?;
    }
    Ok(())
}
