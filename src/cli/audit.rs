//! `planlint audit`: folders of plans for auditors. One row a plan, on all cores, in the order of their names.

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;

use super::examine::Examiner;
use super::fail_on::FailOn;
use super::format::Format;
use super::survey::Survey;
use super::{Checking, Ending, batch, input, output};

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
    /// What makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// How many plans to read at a time; as many as there are cores where not given
    #[arg(short = 'j', long, value_name = "NUMBER")]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    checking: Checking,
}

impl AuditArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let plans = input::plans(&self.paths);
        if plans.files.is_empty() {
            return Ok(plans.none());
        }
        output::free(self.output.as_deref(), &plans.files)?;
        let book = self.checking.book()?;
        let options = self.checking.options(book)?;
        let examiner = Examiner { book, options: &options, stdin_filename: self.checking.stdin_filename() };
        let survey = Survey {
            plans: &plans,
            examiner: &examiner,
            format: self.format,
            fail_on: self.fail_on,
            threads: batch::threads(self.threads),
        };
        survey.run(self.output.as_deref())
    }
}
