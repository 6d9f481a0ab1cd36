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
        output::fitting(Some(&self.output), &["json"])?;
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
        let before = self.before()?;
        output::to(Some(&self.output), |out| {
            serde_json::to_writer_pretty(&mut *out, &file)?;
            writeln!(out)
        })?;
        if self.output.as_os_str() == "-" {
            return Ok(super::CLEAN);
        }
        let kept = shown(&self.output);
        let (plans, findings) = (counted(file.plans.len(), "plan"), counted(file.findings(), "finding"));
        let left: Vec<&str> = before
            .iter()
            .flat_map(|before| before.plans.keys())
            .filter(|plan| !file.plans.contains_key(*plan))
            .map(String::as_str)
            .collect();
        output::to(None, |out| {
            let done = if before.is_some() { "replaced" } else { "written" };
            writeln!(out, "{done}: {kept}, with {plans} and {findings}")?;
            if !left.is_empty() {
                let (plans, names) = (counted(left.len(), "plan"), left.join(", "));
                writeln!(out, "no longer in it: {plans} that it had: {names}; name all plans at once to keep them")?;
            }
            writeln!(out, "next: planlint check PLANS --baseline {}", quoted(&kept))
        })?;
        Ok(super::CLEAN)
    }

    /// The baseline that the new one takes the place of, where there is one. A file of another sort stays.
    fn before(&self) -> Result<Option<BaselineFile>, miette::Report> {
        if output::is_stream(&self.output) || !output::is_there(&self.output) {
            return Ok(None);
        }
        let before = std::fs::read(&self.output).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if before.is_none() {
            return Err(miette!(
                code = "planlint::baseline",
                help = "choose another name with --output, or move it away",
                "`{}` is there already, and is no baseline",
                shown(&self.output)
            ));
        }
        Ok(before)
    }
}
