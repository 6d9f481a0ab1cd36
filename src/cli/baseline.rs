//! `planlint baseline`: keeps what plans promise now, so that later runs count only what is new or weaker.

use std::path::PathBuf;

use clap::Args;
use miette::miette;

use super::settings::{Layer, Settled};
use super::{Asks, Checking, Ending, Reading, input, output, shown};
use crate::living::baseline::BaselineFile;
use crate::living::names::Names;
use crate::report::{counted, quoted};

/// Arguments of `baseline`.
#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    /// Plans to keep the state of; a folder takes every plan in it
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE", default_value = "baseline.json")]
    output: PathBuf,
    #[command(flatten)]
    checking: Checking,
}

impl Asks for BaselineArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        self.checking.flags()
    }

    fn paths(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}

impl BaselineArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let finder = self.finder()?;
        let plans = input::chosen(&self.files, &finder)?;
        if plans.files.is_empty() {
            return Ok(plans.none());
        }
        output::free(Some(&self.output), &plans.files)?;
        let settled = Settled::new(&finder, &plans.files)?;
        let book = settled.book;
        let name = self.checking.reading.stdin_filename();
        let records: Vec<_> = plans.files.iter().map(|file| input::record(file, name, &settled)).collect();
        if let Some((record, trouble)) = records.iter().find_map(|record| Some((record, record.error.as_ref()?))) {
            let help = format!(
                "{}; or leave it out, by `exclude` in planlint.toml: a baseline is made of plans that can be read",
                trouble.help
            );
            return Err(miette!(
                code = "planlint::baseline",
                help = help,
                "no baseline was made, for `{}` cannot be read: {}",
                record.path,
                trouble.message
            ));
        }
        let file = BaselineFile::of(&records, book, &Names::beside(&self.output));
        output::to(Some(&self.output), |out| {
            serde_json::to_writer_pretty(&mut *out, &file)?;
            writeln!(out)
        })?;
        if self.output.as_os_str() == "-" {
            return Ok(super::CLEAN);
        }
        let kept = shown(&self.output);
        let (plans, findings) = (counted(file.plans.len(), "plan"), counted(file.findings(), "finding"));
        output::to(None, |out| {
            writeln!(out, "written: {kept}, with {plans} and {findings}")?;
            writeln!(out, "next: planlint check PLANS --baseline {}", quoted(&kept))
        })?;
        Ok(super::CLEAN)
    }
}
