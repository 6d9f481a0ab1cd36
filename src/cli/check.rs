//! `planlint check`: plans for their authors.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use miette::miette;
use serde_json::Value;

use super::input::{self, Plans};
use super::{Checking, Colour, Ending, columns, look, output, plain, shown};
use crate::check::{Audit, Options, check};
use crate::read::ReadError;
use crate::report::{Document, counted, folded, json, terminal};
use crate::rules::{RuleBook, Severity};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Plans to check: Word (.docx), PDF, Markdown or text; a folder takes every plan in it; - is standard input
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn, for people
    Text,
    /// In words alone, for screen readers
    Narrated,
    /// Every outcome, for machines
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Only errors: a statutory duty speaks to it directly
    Error,
    /// Warnings too: national guidance speaks to it
    Warning,
    /// Advice too
    Advice,
    /// Nothing, not even a plan that could not be read among others
    Never,
}

impl FailOn {
    fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Never => None,
        }
    }
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
        let mut run = Run {
            args: &self,
            book,
            options,
            text: Vec::new(),
            documents: Vec::new(),
            acts: false,
            unread: Vec::new(),
        };
        plans.files.iter().try_for_each(|file| run.file(file)).map_err(|error| miette!("{error}"))?;
        run.last_lines(&plans).map_err(|error| miette!("{error}"))?;
        output::to(self.output.as_deref(), |out| match self.format {
            Format::Json => json::write(&run.report(&plans), out),
            _ => out.write_all(&run.text),
        })?;
        Ok(run.code(plans.files.len()))
    }
}

struct Run<'r> {
    args: &'r CheckArgs,
    book: &'static RuleBook,
    options: Options,
    text: Vec<u8>,
    documents: Vec<Value>,
    acts: bool,
    /// What was wrong with each file that could not be read.
    unread: Vec<String>,
}

impl Run<'_> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let input = input::input(path, self.args.checking.stdin_filename.as_deref());
        let plan = match input.plan {
            Ok(plan) => plan,
            Err(error) => return self.unread(&input.document, &error),
        };
        let audit = check(&plan, self.book, &self.options);
        self.acts |= self.fails(&audit);
        if self.args.format == Format::Json {
            self.documents.push(json::document(&audit, &input.document));
            return Ok(());
        }
        let look = look(self.args.color, self.args.format == Format::Narrated, self.args.all);
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        terminal::write(&audit, &input.document, look, &mut self.text)
    }

    /// A file that cannot be read never stops the others, and never counts as a pass.
    fn unread(&mut self, document: &Document, error: &ReadError) -> io::Result<()> {
        self.acts |= self.args.fail_on != FailOn::Never;
        let help = miette::Diagnostic::help(error).map(|help| help.to_string()).unwrap_or_default();
        self.documents.push(json::unread(document, &error.to_string(), &help, self.book, &self.options));
        self.unread.push(error.to_string());
        match self.args.format {
            Format::Narrated => writeln!(io::stderr(), "{error}. {help}"),
            _ => write!(io::stderr(), "{}", plain(error)),
        }
    }

    /// For several files, or where some could not be read: how many were checked, and what stays open.
    fn last_lines(&mut self, plans: &Plans) -> io::Result<()> {
        let left_out = plans.left_out_words();
        if self.args.format == Format::Json {
            return if left_out.is_empty() { Ok(()) } else { writeln!(io::stderr(), "note: {left_out}") };
        }
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

    fn report(&self, plans: &Plans) -> Value {
        let mut report = json::report(&self.documents, self.book);
        report["summary"]["unread"] = self.unread.len().into();
        report["summary"]["left_out"] = plans.left_out.iter().map(|path| shown(path)).collect();
        report
    }

    /// Nothing read is trouble; in JSON it is a finding like others, for the report says so of each expectation.
    fn code(&self, files: usize) -> u8 {
        match self.acts {
            _ if self.unread.len() == files && self.args.format != Format::Json => super::TROUBLE,
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
