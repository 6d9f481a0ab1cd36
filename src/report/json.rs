//! For machines: every outcome, in one versioned JSON document. Described in `docs/json.md`.

use std::io::{self, Write};

use indexmap::IndexMap;
use serde::Serialize;

use super::counted;
use super::ledger::Ledger;
use super::record::DocumentRecord;
use crate::check::Verdict;
use crate::rules::RuleBook;

/// Version of the format: the first number changes when a field changes its meaning or goes.
pub const SCHEMA_VERSION: &str = "2.0";

/// The whole report on a run.
#[derive(Clone, Debug, Serialize)]
pub struct Report<'r> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: &'static str,
    /// The program.
    pub tool: Tool,
    /// The packs checked against.
    pub packs: Vec<PackUsed<'r>>,
    /// One for each file, in order.
    pub documents: &'r [DocumentRecord],
    /// Counts over all documents.
    pub summary: Summary,
    /// What became of waivers and of the baseline; `None` where there were none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub living: Option<Ledger>,
}

/// The program that wrote a report.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// This program.
pub const TOOL: Tool = Tool { name: "planlint", version: env!("CARGO_PKG_VERSION") };

/// A pack that plans were checked against.
#[derive(Clone, Debug, Serialize)]
pub struct PackUsed<'r> {
    /// Its folder.
    pub id: &'r str,
    /// What people call it.
    pub title: &'r str,
    /// Hash of its files.
    pub sha256: &'r str,
    /// How many expectations it has.
    pub expectations: usize,
}

/// The packs of a rule book.
#[must_use]
pub fn packs(book: &RuleBook) -> Vec<PackUsed<'_>> {
    let packs = book.packs.iter().map(|pack| PackUsed {
        id: &pack.id,
        title: &pack.title,
        sha256: &pack.sha256,
        expectations: pack.expectations.len(),
    });
    packs.collect()
}

/// Counts over all documents of a run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// How many documents.
    pub documents: usize,
    /// How many outcomes have each verdict.
    pub verdicts: IndexMap<&'static str, usize>,
    /// How many documents could not be read, or not enough of them to judge.
    pub unread: usize,
    /// What there was in named folders and was not tried.
    #[serde(flatten)]
    pub not_tried: NotTried,
}

/// What there was in named folders and was not tried.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NotTried {
    /// How many files and folders were passed over, for each reason: `hidden`, `lock-file` and others.
    pub passed_over: IndexMap<&'static str, usize>,
}

impl NotTried {
    /// What was passed over, in words: `3 hidden, 1 README`. Empty where nothing was.
    #[must_use]
    pub fn passed_over_in_words(&self) -> String {
        let words = |(why, count): (&&'static str, &usize)| match *why {
            "lock-file" => counted(*count, "lock file"),
            "readme" => counted(*count, "README"),
            "link" => counted(*count, "link"),
            "special" => format!("{count} neither file nor folder"),
            "ignored" => format!("{count} by .planlintignore"),
            "excluded" => format!("{count} by `exclude`"),
            "not-included" => format!("{count} not in `include`"),
            "report" => format!("{} of planlint", counted(*count, "report")),
            "closed" => format!("{count} that cannot be opened"),
            other => format!("{count} {other}"),
        };
        self.passed_over.iter().map(words).collect::<Vec<_>>().join(", ")
    }
}

impl Summary {
    /// Counts `documents`.
    #[must_use]
    pub fn of(documents: &[DocumentRecord], not_tried: NotTried) -> Self {
        let mut summary = Self::new(not_tried);
        documents.iter().for_each(|document| summary.add(document));
        summary
    }

    /// Counts of nothing yet.
    #[must_use]
    pub fn new(not_tried: NotTried) -> Self {
        let verdicts = Verdict::ALL.iter().map(|verdict| (verdict.name(), 0)).collect();
        Self { documents: 0, verdicts, unread: 0, not_tried }
    }

    /// Adds a document.
    pub fn add(&mut self, document: &DocumentRecord) {
        self.documents += 1;
        self.unread += usize::from(document.error.is_some());
        for outcome in &document.outcomes {
            *self.verdicts.entry(outcome.verdict.name()).or_default() += 1;
        }
    }

    /// Adds the counts of another.
    pub fn join(&mut self, other: &Self) {
        self.documents += other.documents;
        self.unread += other.unread;
        for (verdict, count) in &other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
    }
}

/// The whole report on `documents`.
#[must_use]
pub fn report<'r>(documents: &'r [DocumentRecord], book: &'r RuleBook, not_tried: NotTried) -> Report<'r> {
    let summary = Summary::of(documents, not_tried);
    Report { schema_version: SCHEMA_VERSION, tool: TOOL, packs: packs(book), documents, summary, living: None }
}

/// Writes a report.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}
