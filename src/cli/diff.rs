//! `planlint diff`: what changed between two drafts, or between two reports.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use miette::miette;
use serde::Deserialize;

use super::settings::{Layer, Settled};
use super::{Asks, Checking, Ending, Reading, columns, input, output, shown};
use crate::diff::{self, diff};
use crate::report::record::DocumentRecord;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The old draft, or a report that `planlint check --format json` wrote
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new draft, or report
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to write the result
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    checking: Checking,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For machines
    Json,
}

impl Format {
    /// Endings of the files it is written to, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Json => &["json"],
        }
    }
}

/// A report, as far as it matters here.
#[derive(Deserialize)]
struct ReportFile {
    schema_version: String,
    documents: Vec<DocumentRecord>,
}

impl Asks for DiffArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        self.checking.flags()
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.old.clone(), self.new.clone()]
    }
}

impl DiffArgs {
    /// Runs the command: 1 where anything is broken, weakened or cannot be read.
    pub(super) fn run(self) -> Ending {
        output::free_for_report(self.output.as_deref(), &self.paths(), self.format.endings())?;
        let settled = Settled::new(&self.finder()?, &self.paths())?;
        let old = self.documents(&self.old, &settled)?;
        let new = self.documents(&self.new, &settled)?;
        let difference = diff(&old, &new);
        if difference.plans.is_empty() {
            let help = "plans are paired by path, by their place under the folder that all of a report have in common, or by a \
                        file name that is in each report once: make both reports from the same folder";
            return Err(miette!(code = "planlint::diff", help = help, "no plan is in both reports"));
        }
        output::report(self.output.as_deref(), self.format == Format::Text, |out| match self.format {
            Format::Text => diff::words::write(&difference, settled.book, columns(), out),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &difference)?;
                writeln!(out)
            }
        })?;
        Ok(if difference.is_worse() { super::FINDINGS } else { super::CLEAN })
    }

    /// The documents of a report, or the one that `path` is.
    fn documents(&self, path: &Path, settled: &Settled) -> Result<Vec<DocumentRecord>, miette::Report> {
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            return report(path);
        }
        let record = input::record(path, self.checking.reading.stdin_filename(), settled);
        match &record.error {
            Some(trouble) => Err(miette!(code = "planlint::diff", help = trouble.help.clone(), "{}", trouble.message)),
            None => Ok(vec![record]),
        }
    }
}

fn report(path: &Path) -> Result<Vec<DocumentRecord>, miette::Report> {
    let make = "a report is made with: planlint check PLANS --format json --output report.json";
    let text = super::living::words(path, "report", make)?;
    let read: ReportFile = serde_json::from_str(&text).map_err(|error| {
        let line = error.line();
        miette!(
            code = "planlint::diff",
            help = make,
            "`{}` is not a report of planlint, or is damaged at line {line}",
            shown(path)
        )
    })?;
    let ours = crate::report::json::SCHEMA_VERSION;
    if read.schema_version.split('.').next() != ours.split('.').next() {
        let help = "make it again with this version of planlint";
        let version = read.schema_version;
        return Err(miette!(
            code = "planlint::diff",
            help = help,
            "the report `{}` is of version {version}, and this planlint reads {ours}",
            shown(path)
        ));
    }
    Ok(read.documents)
}
