//! The reference sheets: expectations with law and dates, waivers, and what the workbook was made from.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Rows, Sheets};
use crate::report::basis;
use crate::report::json::TOOL;
use crate::report::record::WaiverRecord;
use crate::report::rulebook::in_force;
use crate::report::tally::Counts;
use crate::rules::{Directness, Expectation, Pack};

pub(super) fn expectations(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = [
        ("Code", 8.0),
        ("Lever", 28.0),
        ("What is true of a good plan", 40.0),
        ("In these plans", 24.0),
        ("Speaks to", 20.0),
        ("Binds as", 22.0),
        ("How directly", 20.0),
        ("A gap is", 10.0),
        ("In force", 24.0),
        ("Least that satisfies it", 14.0),
        ("Why", 70.0),
        ("An example to adapt", 60.0),
        ("Basis", 50.0),
        ("Links", 50.0),
        ("Id", 30.0),
    ];
    let mut rows = Rows::new(sheet, "Expectations", &columns)?;
    for (pack, expectation) in sheets.book.expectations() {
        rows.add(&expectation_row(sheets, pack, expectation))?;
    }
    rows.filtered()
}

fn expectation_row(sheets: &Sheets<'_>, pack: &Pack, expectation: &Expectation) -> [String; 15] {
    let its = sheets.entries.iter().filter(|entry| entry.document.error.is_none());
    let its = its.filter(|entry| entry.outcome.expectation == expectation.id).map(|entry| entry.outcome);
    let directly = match expectation.directness {
        Directness::NamesPlans => "names local plans and the topic",
        Directness::NamesTopic => "names the topic",
        Directness::Inferred => "the link is inferred",
    };
    let links: Vec<&str> = expectation.cites.iter().filter_map(|cite| cite.url.as_deref()).collect();
    [
        expectation.code.clone(),
        pack.title.clone(),
        expectation.title.clone(),
        Counts::of_outcomes(its).words(),
        expectation.holder.clone(),
        expectation.modality.words().to_owned(),
        directly.to_owned(),
        expectation.severity().name().to_owned(),
        in_force(expectation),
        expectation.minimum.name().to_owned(),
        expectation.why.trim().to_owned(),
        expectation.fix.trim().to_owned(),
        basis(expectation),
        links.join("\n"),
        expectation.id.clone(),
    ]
}

pub(super) fn waivers(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = [
        ("Plan", 34.0),
        ("Code", 8.0),
        ("Finding", 60.0),
        ("Waiver", 28.0),
        ("Reason", 60.0),
        ("Approved by", 24.0),
        ("Until", 12.0),
    ];
    let mut rows = Rows::new(sheet, "Waivers", &columns)?;
    for entry in &sheets.entries {
        let outcome = entry.outcome;
        let row = |cells: [String; 4]| {
            let [standing, reason, approver, until] = cells;
            let (path, code) = (entry.document.path.clone(), outcome.code.clone());
            [path, code, outcome.message.clone(), standing, reason, approver, until]
        };
        let of = |standing: &str, waiver: &WaiverRecord| {
            let (reason, approver) = (waiver.reason.clone(), waiver.approver.clone());
            row([standing.to_owned(), reason, approver, waiver.expires.to_string()])
        };
        let mut all: Vec<[String; 7]> = Vec::new();
        all.extend(outcome.waiver.as_ref().map(|waiver| of("accepted for a time", waiver)));
        all.extend(outcome.lapsed.as_ref().map(|waiver| of("lapsed, and counts again", waiver)));
        all.extend(outcome.waived_in_document.as_ref().map(|waiver| {
            let until = waiver.expires.map(|day| day.to_string()).unwrap_or_default();
            row([format!("in the document itself, {}", waiver.place), waiver.reason.clone(), String::new(), until])
        }));
        for cells in all {
            rows.add(&cells)?;
        }
    }
    if rows.next == 1 {
        rows.add(&["No finding has been accepted".to_owned()])?;
        return Ok(());
    }
    rows.filtered()
}

pub(super) fn run(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = [("What", 14.0), ("Name", 60.0), ("Says", 60.0), ("SHA-256", 70.0)];
    let mut rows = Rows::new(sheet, "Run", &columns)?;
    let text = str::to_owned;
    rows.add(&[text("program"), text(TOOL.name), text(TOOL.version), String::new()])?;
    for pack in &sheets.report.packs {
        let count = crate::report::counted(pack.expectations, "expectation");
        rows.add(&[text("pack"), text(pack.title), count, text(pack.sha256)])?;
    }
    for document in sheets.report.documents {
        let says = match &document.error {
            Some(error) => format!("could not be read: {}", error.words()),
            None => {
                let day = document.as_of.map(|day| format!("checked as of {day}")).unwrap_or_default();
                let notices = document.notices.iter().map(String::as_str);
                [day.as_str()]
                    .into_iter()
                    .chain(notices)
                    .filter(|words| !words.is_empty())
                    .collect::<Vec<_>>()
                    .join("; ")
            }
        };
        rows.add(&[text("document"), document.path.clone(), says, document.sha256.clone().unwrap_or_default()])?;
    }
    let not_tried = &sheets.report.summary.not_tried;
    if !not_tried.passed_over.is_empty() {
        let words = not_tried.passed_over_in_words();
        rows.add(&[text("passed over"), text("in the folders that were named"), words, String::new()])?;
    }
    rows.filtered()
}
