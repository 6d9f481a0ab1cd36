//! `planlint check`: plans for their authors.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use miette::miette;

use super::examine::Examiner;
use super::fail_on::FailOn;
use super::format::Format;
use super::input::Plans;
use super::survey::Survey;
use super::{Checking, Colour, Ending, batch, columns, input, look, output, plain};
use crate::check::{Audit, Options, check};
use crate::read::ReadError;
use crate::report::{counted, folded, terminal};
use crate::rules::RuleBook;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Plans to check: Word (.docx), Markdown or text; a folder takes every plan in it; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to write the result
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Show more of the evidence for what was met
    #[arg(long)]
    all: bool,
    /// Whether to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    #[command(flatten)]
    checking: Checking,
}

impl CheckArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let plans = input::plans(&self.files);
        if plans.files.is_empty() {
            return Ok(plans.none());
        }
        output::free(self.output.as_deref(), &plans.files)?;
        let book = self.checking.book()?;
        let options = self.checking.options(book)?;
        if !self.format.is_for_people() {
            let examiner = Examiner { book, options: &options, stdin_filename: self.checking.stdin_filename() };
            let (format, fail_on, threads) = (self.format, self.fail_on, batch::threads(None));
            return Survey { plans: &plans, examiner: &examiner, format, fail_on, threads }.run(self.output.as_deref());
        }
        let mut run = Run { args: &self, book, options, text: Vec::new(), acts: false, unread: Vec::new() };
        plans.files.iter().try_for_each(|file| run.file(file)).map_err(|error| miette!("{error}"))?;
        run.last_lines(&plans).map_err(|error| miette!("{error}"))?;
        output::to(self.output.as_deref(), |out| out.write_all(&run.text))?;
        Ok(run.code(plans.files.len()))
    }
}

struct Run<'r> {
    args: &'r CheckArgs,
    book: &'static RuleBook,
    options: Options,
    text: Vec<u8>,
    acts: bool,
    /// What was wrong with each file that could not be read.
    unread: Vec<String>,
}

impl Run<'_> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let input = input::input(path, self.args.checking.stdin_filename.as_deref());
        let plan = match input.plan {
            Ok(plan) => plan,
            Err(error) => return self.unread(&error),
        };
        let audit = check(&plan, self.book, &self.options);
        self.acts |= self.fails(&audit);
        let look = look(self.args.color, self.args.format == Format::Narrated, self.args.all);
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        terminal::write(&audit, &input.document, look, &mut self.text)
    }

    /// A file that cannot be read never stops the others, and never counts as a pass.
    fn unread(&mut self, error: &ReadError) -> io::Result<()> {
        self.acts |= self.args.fail_on != FailOn::Never;
        let help = miette::Diagnostic::help(error).map(|help| help.to_string()).unwrap_or_default();
        self.unread.push(error.to_string());
        match self.args.format {
            Format::Narrated => writeln!(io::stderr(), "{error}. {help}"),
            _ => write!(io::stderr(), "{}", plain(error)),
        }
    }

    /// For several files, or where some could not be read: how many were checked, and what stays open.
    fn last_lines(&mut self, plans: &Plans) -> io::Result<()> {
        let left_out = plans.left_out_words();
        let all = plans.files.len();
        if all == 1 && self.unread.is_empty() && left_out.is_empty() {
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
        if !left_out.is_empty() {
            writeln!(self.text, "  {}", folded(&format!("note: {left_out}"), columns().saturating_sub(4), "    "))?;
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

    fn fails(&self, audit: &Audit<'_>) -> bool {
        let Some(least) = self.args.fail_on.least() else { return false };
        let undecided = crate::check::Verdict::Undecided;
        audit.findings().iter().any(|outcome| outcome.severity >= Some(least) || outcome.verdict == undecided)
    }
}
