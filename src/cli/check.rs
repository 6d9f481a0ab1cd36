//! `planlint check`: plans for their authors.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use miette::miette;
use serde_json::Value;

use super::{Checking, Colour, Ending, input, look, output, plain};
use crate::check::{Audit, check};
use crate::report::{json, terminal};
use crate::rules::{RuleBook, Severity};

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
    /// For standard input: a name whose ending says the format, such as plan.docx
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
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
    /// Nothing
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
        let files: Vec<PathBuf> = self.files.iter().flat_map(|path| input::files(path)).collect();
        if files.is_empty() {
            let report = miette!(help = "planlint reads Word (.docx), Markdown (.md) and text (.txt) files", "no plans found");
            let _ = write!(std::io::stderr(), "{}", plain(report.as_ref()));
            return Ok(super::NO_PLANS);
        }
        let book = RuleBook::builtin();
        known_levers(&self.checking.levers, book)?;
        known_kind(self.checking.kind(), book)?;
        let mut run = Run { args: &self, book, text: Vec::new(), documents: Vec::new(), acts: false, unread: 0 };
        files.iter().try_for_each(|file| run.file(file)).map_err(|error| miette!("{error}"))?;
        let Run { text, documents, acts, unread, .. } = run;
        output::to(self.output.as_deref(), |out| match self.format {
            Format::Json => json::write(&json::report(&documents, book), out),
            _ => out.write_all(&text),
        })?;
        Ok(if unread == files.len() && self.format != Format::Json { super::TROUBLE } else if acts { super::FINDINGS } else { super::CLEAN })
    }
}

fn known_levers(levers: &[String], book: &RuleBook) -> Result<(), miette::Report> {
    let packs = || book.packs.iter().map(|pack| pack.id.as_str());
    for lever in levers.iter().filter(|lever| !packs().any(|pack| pack == *lever)) {
        let close = crate::fault::nearest(lever, packs()).map(|close| format!("did you mean `{close}`?"));
        let help = close.unwrap_or_else(|| format!("the packs are: {}", packs().collect::<Vec<_>>().join(", ")));
        return Err(miette!(help = help, "there is no pack called `{lever}`"));
    }
    Ok(())
}

/// Refuses a kind that no vocabulary knows, wherever a person gives one.
pub(super) fn known_kind(kind: Option<&str>, book: &RuleBook) -> Result<(), miette::Report> {
    let kinds = || book.vocabulary.kinds.iter().map(|kind| kind.id.as_str());
    let Some(kind) = kind.filter(|kind| book.vocabulary.kind(kind).is_none()) else { return Ok(()) };
    let close = crate::fault::nearest(kind, kinds()).map(|close| format!("did you mean `{close}`? ")).unwrap_or_default();
    let help = format!("{close}the kinds are: {}", kinds().collect::<Vec<_>>().join(", "));
    Err(miette!(help = help, "there is no kind of plan called `{kind}`"))
}

struct Run<'r> {
    args: &'r CheckArgs,
    book: &'static RuleBook,
    text: Vec<u8>,
    documents: Vec<Value>,
    acts: bool,
    unread: usize,
}

impl Run<'_> {
    fn file(&mut self, path: &std::path::Path) -> std::io::Result<()> {
        let input = input::input(path, self.args.stdin_filename.as_deref());
        let plan = match input.plan {
            Ok(plan) => plan,
            Err(error) => {
                self.unread += 1;
                self.acts = true;
                let help = miette::Diagnostic::help(&error).map(|help| help.to_string()).unwrap_or_default();
                self.documents.push(json::unread(&input.document, &error.to_string(), &help, self.book));
                return write!(std::io::stderr(), "{}", plain(&error));
            }
        };
        let audit = check(&plan, self.book, &self.args.checking.options());
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

    fn fails(&self, audit: &Audit<'_>) -> bool {
        let Some(least) = self.args.fail_on.least() else { return false };
        let undecided = crate::check::Verdict::Undecided;
        audit.findings().iter().any(|outcome| outcome.severity >= Some(least) || outcome.verdict == undecided)
    }
}
