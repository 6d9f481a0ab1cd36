//! The formats of `check` and `audit`, and the one place that leads from a format to its writer.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use miette::miette;

use crate::report::json::Report;
use crate::report::{csv, github, gitlab, html, json, jsonl, junit, md, sarif, xlsx};
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
    /// A page for a browser: matrix, evidence, charts
    Html,
    /// A workbook: matrix, evidence, expectations, waivers
    Xlsx,
    /// A short summary in Markdown
    Md,
}

impl Format {
    /// Whether it is read off a terminal, and not written from a whole report.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Narrated)
    }

    /// Endings of the files it is written to, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text | Self::Narrated => &["txt"],
            Self::Json | Self::Gitlab => &["json"],
            Self::Jsonl => &["jsonl"],
            Self::Csv => &["csv"],
            Self::Sarif => &["sarif"],
            Self::Junit => &["xml"],
            Self::Github => &["txt"],
            Self::Html => &["html", "htm"],
            Self::Xlsx => &["xlsx"],
            Self::Md => &["md", "markdown"],
        }
    }

    /// Refuses an `output` where no report may be written, and to write bytes that are no text to a terminal.
    pub(crate) fn free(self, output: Option<&Path>, inputs: &[PathBuf]) -> Result<(), miette::Report> {
        super::output::free_for_report(output, inputs, self.endings())?;
        let screen = output.is_none_or(|path| path == Path::new("-")) && io::stdout().is_terminal();
        if self == Self::Xlsx && screen {
            return Err(miette!(
                help = "give it a file: `--output report.xlsx`",
                "a workbook cannot be shown on the screen"
            ));
        }
        Ok(())
    }

    /// Writes `report`; the formats for a terminal have nothing to add to what was written plan by plan.
    pub(crate) fn write(self, report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text | Self::Narrated => Ok(()),
            Self::Json => json::write(report, out),
            Self::Jsonl => jsonl::write(report, book, out),
            Self::Csv => csv::write(report, book, out),
            Self::Sarif => sarif::write(report, book, out),
            Self::Junit => junit::write(report, book, out),
            Self::Github => github::write(report, book, out),
            Self::Gitlab => gitlab::write(report, book, out),
            Self::Html => html::write(report, book, out),
            Self::Xlsx => xlsx::write(report, book, out),
            Self::Md => md::write(report, book, out),
        }
    }
}
