//! One self-contained page for people with a browser: a report that works without scripts, prints, and loads nothing.
//!
//! Everything is on the page; the script only filters, shows an outcome beside the matrix, and moves with the arrow keys.

use std::io::{self, Write};

use base64::Engine;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::counted;
use super::entry::{Entry, Known};
use super::json::{Report, TOOL};
use super::record::DocumentRecord;
use super::tally::Counts;
use crate::check::Verdict;
use crate::rules::RuleBook;

mod basis;
mod charts;
mod matrix;
mod plans;
mod run;
mod summary;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Up to how many plans a page says in full, beside each finding, why and what for: with more it says so once.
const IN_FULL: usize = 12;

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(&Page::of(report, book)).into_string().as_bytes())?;
    writeln!(out)
}

/// What the parts of the page are made from.
struct Page<'r> {
    report: &'r Report<'r>,
    book: &'r RuleBook,
    plans: Vec<PlanPart<'r>>,
    /// Over all documents that could be read.
    tally: Counts,
}

/// A document as the page speaks of it.
struct PlanPart<'r> {
    /// From 1, in the order of the report.
    number: usize,
    /// Its file's name; its path, where another file has that name too.
    name: &'r str,
    document: &'r DocumentRecord,
    entries: Vec<Entry<'r>>,
}

impl<'r> Page<'r> {
    fn of(report: &'r Report<'r>, book: &'r RuleBook) -> Self {
        let known = Known::of(book);
        let mut files: FxHashMap<&str, usize> = FxHashMap::default();
        report.documents.iter().for_each(|document| *files.entry(file(&document.path)).or_default() += 1);
        let plan = |(at, document): (usize, &'r DocumentRecord)| {
            let file = file(&document.path);
            let name = if files[file] > 1 { document.path.as_str() } else { file };
            PlanPart { number: at + 1, name, document, entries: known.entries(document).collect() }
        };
        let read = report.documents.iter().filter(|document| document.error.is_none());
        let tally = Counts::of_outcomes(read.flat_map(|document| &document.outcomes));
        Self { report, book, plans: report.documents.iter().enumerate().map(plan).collect(), tally }
    }

    fn read(&self) -> impl Iterator<Item = &PlanPart<'r>> {
        self.plans.iter().filter(|plan| plan.document.error.is_none())
    }

    fn unread(&self) -> impl Iterator<Item = &PlanPart<'r>> {
        self.plans.iter().filter(|plan| plan.document.error.is_some())
    }

    /// Whether there are so few plans that each finding can say, beside it, why and what for.
    fn in_full(&self) -> bool {
        self.plans.len() <= IN_FULL
    }

    fn title(&self) -> String {
        match self.plans.as_slice() {
            [only] => format!("Action on loneliness: {}", only.name),
            plans => format!("Action on loneliness in {}", counted(plans.len(), "local plan")),
        }
    }
}

/// The name of the file at `path`.
fn file(path: &str) -> &str {
    match path {
        "-" => "standard input",
        path => path.rsplit('/').next().unwrap_or(path),
    }
}

fn page(page: &Page<'_>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ (TOOL.name) " " (TOOL.version) };
                title { (page.title()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the results" }
                (summary::header(page))
                main #main {
                    (summary::summary(page))
                    (matrix::section(page))
                    @if page.read().next().is_some() { (plans::section(page)) }
                    (basis::section(page))
                    (run::section(page))
                }
                dialog #aside aria-label="Outcome" {
                    form method="dialog" { button type="submit" { "Close" } }
                    div #aside-body {}
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// Nothing is loaded from anywhere, and nothing runs but what is named here by its hash.
fn policy() -> String {
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// The anchor of an outcome on the page.
fn outcome_id(number: usize, code: &str) -> String {
    format!("p{number}-{}", code.to_lowercase())
}

/// The anchor of an expectation on the page.
fn expectation_id(code: &str) -> String {
    format!("e-{}", code.to_lowercase())
}

/// A verdict's sign: each has a shape of its own, for colour says nothing to many.
fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "✓",
        Verdict::Weak => "◐",
        Verdict::Missing => "✕",
        Verdict::Review => "?",
        Verdict::NotApplicable => "–",
        Verdict::Undecided => "…",
    }
}

/// A verdict as its word, before which the style sets its sign.
fn badge(verdict: Verdict) -> Markup {
    html! { span class={ "badge " (verdict.name()) } { (super::verdict_words(verdict)) } }
}
