//! `planlint check`: plans for their authors.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use miette::miette;

use super::examine::Examiner;
use super::fail_on::FailOn;
use super::format::Format;
use super::input::Plans;
use super::living::LivingArgs;
use super::settings::{Layer, Settled};
use super::survey::Survey;
use super::{Asks, Checking, Choosing, Colour, Ending, Reading, batch, columns, input, look, output, plain};
use crate::check::check;
use crate::living::Living;
use crate::read::ReadError;
use crate::report::ledger::{Ledger, words};
use crate::report::record::DocumentRecord;
use crate::report::trouble::Trouble;
use crate::report::{counted, folded, terminal};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Plans to check: Word, PDF, OpenDocument, Excel, web pages, Markdown or text; a folder takes every plan in it; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to write the result
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    choosing: Choosing,
    /// Show all advice in full, and more of the evidence for what was met
    #[arg(long)]
    all: bool,
    /// Whether to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    #[command(flatten)]
    checking: Checking,
    #[command(flatten)]
    living: LivingArgs,
}

impl Asks for CheckArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        let mut flags = self.checking.flags();
        flags.extend(self.choosing.flags());
        flags
    }

    fn paths(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}

impl CheckArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let finder = self.finder()?;
        let plans = input::chosen(&self.files, &finder)?;
        if plans.files.is_empty() {
            return Ok(plans.none());
        }
        self.format.free(self.output.as_deref(), &plans.files)?;
        let settled = Settled::new(&finder, &plans.files)?;
        let living = self.living.open(&*finder.run(&self.files)?, settled.book)?;
        if !self.format.is_for_people() {
            let stdin_filename = self.checking.reading.stdin_filename();
            let examiner = Examiner { settled: &settled, stdin_filename, manifest: None, cache: None, living: &living };
            let (format, threads) = (self.format, batch::threads(None));
            return Survey { plans: &plans, examiner: &examiner, format, threads, by: None }
                .run(self.output.as_deref());
        }
        let mut run = Run { args: &self, settled: &settled, living, text: Vec::new(), acts: false, unread: Vec::new() };
        plans.files.iter().try_for_each(|file| run.file(file)).map_err(|error| miette!("{error}"))?;
        run.last_lines(&plans).map_err(|error| miette!("{error}"))?;
        output::report(self.output.as_deref(), true, |out| out.write_all(&run.text))?;
        Ok(run.code(plans.files.len()))
    }
}

struct Run<'r> {
    args: &'r CheckArgs,
    settled: &'r Settled,
    living: Living<'static>,
    text: Vec<u8>,
    acts: bool,
    /// What was wrong with each file that could not be read, or not enough of it to judge.
    unread: Vec<String>,
}

impl Run<'_> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let input = input::input(path, self.args.checking.reading.stdin_filename(), &self.settled.budget);
        let asked = self.settled.of(path);
        let plan = match input.plan {
            Ok(plan) => plan,
            Err(error) => {
                let unread =
                    DocumentRecord::unread(&input.document, Trouble::of(&error), self.settled.book, &asked.options);
                self.living.apply(&mut [unread]);
                return self.unread(asked.fail_on, &error);
            }
        };
        let audit = check(&plan, self.settled.book, &asked.options);
        let mut record = DocumentRecord::of(&audit, &input.document);
        self.living.apply(std::slice::from_mut(&mut record));
        self.acts |= asked.fail_on.acts(&record);
        self.unread.extend(record.error.as_ref().map(|trouble| trouble.message.clone()));
        let look = look(self.args.color, self.args.format == Format::Narrated, self.args.all);
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        terminal::write_marked(&audit, &record, look, &mut self.text)
    }

    /// A file that cannot be read never stops the others, and never counts as a pass.
    fn unread(&mut self, fail_on: FailOn, error: &ReadError) -> io::Result<()> {
        self.acts |= fail_on != FailOn::Never;
        let help = Trouble::of(error).help;
        self.unread.push(error.to_string());
        match self.args.format {
            Format::Narrated => writeln!(io::stderr(), "{error}. {help}"),
            _ => write!(io::stderr(), "{}", plain(error)),
        }
    }

    /// For several files, or where some could not be read: how many were checked, and what stays open.
    fn last_lines(&mut self, plans: &Plans) -> io::Result<()> {
        let drawn = !self.text.is_empty();
        let ledger = self.living.ledger();
        self.acts |= self.settled.counts() && ledger.as_ref().is_some_and(Ledger::counts);
        if let Some(ledger) = ledger {
            self.text.push(b'\n');
            words::write(&ledger, columns(), self.args.format == Format::Narrated, &mut self.text)?;
        }
        let note = plans.note();
        let all = plans.files.len();
        if all == 1 && drawn && note.is_none() {
            return Ok(());
        }
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        let unread = match self.unread.len() {
            0 => String::new(),
            count => format!(", {count} not read"),
        };
        writeln!(self.text, "{}: {} checked{unread}", counted(all, "file"), all - self.unread.len())?;
        for error in &self.unread {
            let line = format!("undecided: {error}");
            writeln!(self.text, "  {}", folded(&line, columns().saturating_sub(4), "    "))?;
        }
        if let Some(note) = note {
            writeln!(self.text, "  {}", folded(&format!("note: {note}"), columns().saturating_sub(4), "    "))?;
        }
        Ok(())
    }

    /// Nothing read is trouble.
    fn code(&self, files: usize) -> u8 {
        match self.acts {
            _ if self.unread.len() == files => super::TROUBLE,
            true => super::FINDINGS,
            false => super::CLEAN,
        }
    }
}
