//! `planlint agree`: how far a person who coded a sheet and planlint agree.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use miette::miette;

use super::living::words;
use super::sample::key_of;
use super::{Ending, columns, output, shown};
use crate::agree::result::{Agreement, agreement};
use crate::agree::sheet::{self, Named};

/// Arguments of `agree`.
#[derive(Debug, Args)]
pub(super) struct AgreeArgs {
    /// The sheet that `planlint sample` wrote, coded by a person and saved as CSV or as a workbook
    #[arg(value_name = "SHEET")]
    sheet: PathBuf,
    /// Its key; NAME.key.csv beside the sheet where not given
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Where drawing for the intervals starts: the same number gives the same intervals
    #[arg(long, value_name = "NUMBER", default_value_t = 7)]
    seed: u64,
    /// How to write the result
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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

impl AgreeArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let key = self.key.clone().unwrap_or_else(|| key_of(&self.sheet));
        let path = self.output.as_deref();
        output::free_for_report(path, &[self.sheet.clone(), key.clone()], self.format.endings())?;
        let coded = words(&self.sheet, "sheet", "`planlint sample` makes it; give its path as it is seen from here")?;
        if self.key.is_none() && !key.exists() {
            let help = "give the key that `planlint sample` wrote with the sheet: --key FILE";
            return Err(miette!(
                code = "planlint::agree",
                help = help,
                "the key `{}` is not beside the sheet",
                shown(&key)
            ));
        }
        let said = words(&key, "key", "`planlint sample` makes it beside the sheet")?;
        let (sheet_path, key_path) = (shown(&self.sheet), shown(&key));
        let units = sheet::read(Named { path: &sheet_path, text: &coded }, Named { path: &key_path, text: &said })?;
        let agreement: Agreement = agreement(&units, self.seed);
        output::report(path, self.format == Format::Text, |out| match self.format {
            Format::Text => crate::agree::words::write(&agreement, columns(), out),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &agreement)?;
                writeln!(out)
            }
        })?;
        Ok(super::CLEAN)
    }
}
