//! The formats of reports: what each is for, and which function writes it.

use std::io::{self, Write};

use clap::ValueEnum;

use crate::report::json::Report;
use crate::report::{csv, github, gitlab, html, json, junit, sarif};
use crate::rules::RuleBook;

/// How to write a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Drawn, for people
    Text,
    /// In words alone, for screen readers
    Narrated,
    /// Every outcome, for machines
    Json,
    /// A table for spreadsheets: a row for each plan and expectation
    Csv,
    /// For code scanning
    Sarif,
    /// For build servers: a test suite for each plan
    Junit,
    /// Annotations for GitHub Actions
    Github,
    /// For GitLab's code quality
    Gitlab,
    /// A page for a browser
    Html,
}

impl Format {
    /// Whether it is written plan by plan for people at a terminal, and not from the report as a whole.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Narrated)
    }

    /// Writes `report`; the formats for a terminal have nothing to add to what was written plan by plan.
    pub(super) fn write(self, report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text | Self::Narrated => Ok(()),
            Self::Json => json::write(report, out),
            Self::Csv => csv::write(report, book, out),
            Self::Sarif => sarif::write(report, book, out),
            Self::Junit => junit::write(report, book, out),
            Self::Github => github::write(report, book, out),
            Self::Gitlab => gitlab::write(report, book, out),
            Self::Html => html::write(report, book, out),
        }
    }
}
