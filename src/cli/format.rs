//! The formats of `check` and `audit`, and the one place that leads from a format to its writer.

use std::io::{self, Write};

use clap::ValueEnum;

use crate::report::{json, jsonl};
use crate::rules::RuleBook;

/// How to write a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: findings drawn by `check`, a table by `audit`
    #[default]
    Text,
    /// For people, in words alone, for screen readers
    Narrated,
    /// Every outcome, for machines
    Json,
    /// The same, one document a line, as they come
    Jsonl,
}

impl Format {
    /// Whether it is read off a terminal, and not written from a whole report.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Narrated)
    }

    /// Writes a whole report.
    pub(crate) fn write(self, report: &json::Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text | Self::Narrated => unreachable!("written while the plans are at hand"),
            Self::Json => json::write(report, out),
            Self::Jsonl => jsonl::write(report, book, out),
        }
    }
}
