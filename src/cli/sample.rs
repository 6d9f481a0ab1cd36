//! `planlint sample`: draws a sheet of passages for people to code, and its key.

use std::path::{Path, PathBuf};

use clap::Args;
use miette::miette;

use super::settings::{Finder, Settled};
use super::{Asks, Ending, Reading, input, output, plain, shown};
use crate::agree::sample::Sample;
use crate::agree::sheet;
use crate::check::unjudged;
use crate::report::{counted, quoted};

/// Arguments of `sample`.
#[derive(Debug, Args)]
pub(super) struct SampleArgs {
    /// Plans to draw from; a folder takes every plan in it
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How many passages to draw
    #[arg(short, long, value_name = "NUMBER", default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..))]
    n: u32,
    /// Where drawing starts: the same number draws the same passages from the same plans
    #[arg(long, value_name = "NUMBER", default_value_t = 7)]
    seed: u64,
    /// The sheet to write, for Excel (CSV); its key is put beside it as NAME.key.csv
    #[arg(short, long, value_name = "FILE", default_value = "sheet.csv")]
    output: PathBuf,
    #[command(flatten)]
    reading: Reading,
}

impl Asks for SampleArgs {
    fn reading(&self) -> &Reading {
        &self.reading
    }

    fn paths(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}

impl SampleArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let finder = self.finder()?;
        let plans = input::chosen(&self.files, &finder)?;
        if plans.files.is_empty() {
            return Ok(plans.none());
        }
        if self.output == Path::new("-") {
            let help = "name the sheet with --output sheet.csv; its key is put beside it";
            return Err(miette!(
                code = "planlint::agree",
                help = help,
                "a sheet and its key are two files, and cannot go to the screen"
            ));
        }
        output::fitting(Some(&self.output), &["csv"])?;
        let key = key_of(&self.output);
        for path in [&self.output, &key] {
            output::free(Some(path), &plans.files)?;
            if output::is_there(path) {
                let help = "it may hold somebody's coding: move it away, or choose another name with --output";
                return Err(miette!(code = "planlint::agree", help = help, "`{}` is there already", shown(path)));
            }
        }
        let (sample, read) = self.drawn(&finder, &plans.files)?;
        let units = sample.drawn();
        if read == 0 || units.is_empty() {
            let help = "give plans that can be read and that hold more than headings";
            return Err(miette!(code = "planlint::agree", help = help, "there is nothing to draw from"));
        }
        output::to(Some(&self.output), |out| sheet::write(&units, out))?;
        output::to(Some(&key), |out| sheet::write_key(&units, out))?;
        let (drawn, plans) = (counted(units.len(), "passage"), counted(read, "plan"));
        output::to(None, |out| {
            writeln!(
                out,
                "written: {}, {drawn} from {plans}, to be coded without seeing what planlint says",
                shown(&self.output)
            )?;
            writeln!(out, "written: {}, what planlint says of them; keep it from those who code", shown(&key))?;
            writeln!(
                out,
                "next: fill in strength (0 to 5), standing and family, then: planlint agree {}",
                quoted(&shown(&self.output))
            )
        })?;
        Ok(super::CLEAN)
    }

    /// What was drawn from, and from how many plans.
    fn drawn(&self, finder: &Finder, files: &[PathBuf]) -> Result<(Sample, usize), miette::Report> {
        let settled = Settled::new(finder, files)?;
        let (mut sample, mut read) = (Sample::new(self.n as usize, self.seed), 0);
        for file in files {
            let input = input::input(file, self.reading.stdin_filename(), &settled.budget);
            match input.plan {
                Ok(plan) => {
                    sample.offer(&unjudged(&plan, settled.book, &settled.of(file).options), &input.document);
                    read += 1;
                }
                Err(error) => {
                    let _ = std::io::Write::write_all(&mut std::io::stderr(), plain(&error).as_bytes());
                }
            }
        }
        Ok((sample, read))
    }
}

/// Where the key to `sheet` is: `sheet.csv` has `sheet.key.csv`.
pub(super) fn key_of(sheet: &Path) -> PathBuf {
    sheet.with_extension("key.csv")
}
