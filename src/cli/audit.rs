//! `planlint audit`: folders of plans for auditors. One row a plan, on all cores, in the order of their names.

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;

use super::by::By;
use super::cache::Cache;
use super::examine::Examiner;
use super::format::Format;
use super::living::LivingArgs;
use super::manifest::Manifest;
use super::settings::{self, Layer, Settled};
use super::survey::Survey;
use super::{Asks, Checking, Choosing, Ending, Reading, batch, input};

/// Arguments of `audit`.
#[derive(Debug, Args)]
pub(super) struct AuditArgs {
    /// Folders of plans, or plans
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// How to write the result
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file instead of the screen: whole, or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A CSV file that says of each plan whose it is: a column `path`, and others such as organisation and region
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Group the shares by kind, year or format, or by a column of the manifest
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    #[command(flatten)]
    choosing: Choosing,
    /// How many plans to read at a time; as many as there are cores where not given
    #[arg(short = 'j', long, value_name = "NUMBER")]
    threads: Option<NonZero<usize>>,
    /// Keep what was found out in this folder, and not in the one for such things
    #[arg(long, value_name = "FOLDER")]
    cache: Option<PathBuf>,
    /// Read every plan anew, and keep nothing for the next time
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
    #[command(flatten)]
    checking: Checking,
    #[command(flatten)]
    living: LivingArgs,
}

impl Asks for AuditArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        let mut flags = self.checking.flags();
        flags.extend(self.choosing.flags());
        let manifest = self.manifest.iter().map(|path| path.display().to_string());
        settings::flag(&mut flags, "manifest", manifest);
        flags
    }

    fn paths(&self) -> Vec<PathBuf> {
        self.paths.clone()
    }
}

impl AuditArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let finder = self.finder()?;
        let plans = input::chosen(&self.paths, &finder)?;
        if plans.files.is_empty() {
            return Ok(plans.none());
        }
        self.format.free(self.output.as_deref(), &plans.files)?;
        let manifest = finder.run(&self.paths)?.path("manifest").map(|path| Manifest::read(&path)).transpose()?;
        let by = self.by.as_ref().map(|name| By::new(name, manifest.as_ref())).transpose()?;
        let settled = Settled::new(&finder, &plans.files)?;
        let living = self.living.open(&*finder.run(&self.paths)?, settled.book)?;
        let cache = if self.no_cache { None } else { Cache::open(self.cache.as_deref(), settled.book) };
        let examiner = Examiner {
            settled: &settled,
            stdin_filename: self.checking.reading.stdin_filename(),
            manifest: manifest.as_ref(),
            cache: cache.as_ref(),
            living: &living,
        };
        let (format, threads) = (self.format, batch::threads(self.threads));
        Survey { plans: &plans, examiner: &examiner, format, threads, by }.run(self.output.as_deref())
    }
}
