//! The command line: arguments, exit codes, dispatch.
//!
//! 0 checked, nothing at or above `--fail-on`; 1 findings, or a plan among others that could not be read; 2 could not
//! run, or nothing could be read; 3 no plans found.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use miette::miette;

use crate::check::Profile;
use crate::date::Date;
use crate::report::terminal::Look;

mod agree;
mod annotate;
mod audit;
mod baseline;
mod batch;
mod budget;
mod by;
mod cache;
mod check;
mod diff;
mod evidence;
mod examine;
mod explain;
mod fail_on;
mod format;
mod guard;
mod input;
mod interrupt;
mod living;
mod lsp;
mod manifest;
mod manual;
mod output;
mod progress;
mod sample;
mod scaffold;
mod schema;
mod serve;
mod settings;
mod show;
mod survey;
mod test;
mod waive;
mod walk;

use fail_on::FailOn;
use settings::{Finder, Layer};

/// Checked, and nothing to act on.
pub const CLEAN: u8 = 0;
/// Findings at or above `--fail-on`.
pub const FINDINGS: u8 = 1;
/// Could not run.
pub const TROUBLE: u8 = 2;
/// No plans found.
pub const NO_PLANS: u8 = 3;

/// What a command ends with: an exit code, or what went wrong.
pub(crate) type Ending = Result<u8, miette::Report>;

/// Reads local commissioning plans and shows what is missing on loneliness and social isolation, where it belongs, why
/// it is expected and what would put it right.
#[derive(Debug, Parser)]
#[command(name = "planlint", version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Examples:
  planlint check draft.docx                 what is missing in a draft
  planlint explain CA-1 --in draft.docx     why, and what was looked for
  planlint evidence draft.docx              every passage on the topic, with its strength
  planlint audit plans                      a folder of plans, one row each, and the share met
  planlint annotate draft.docx -o new.docx  a copy with comments where actions are missing
  planlint scaffold --kind jhws -o new.docx a plan to be written, with prompts

Exit codes: 0 nothing to act on; 1 findings, or a plan among several that could not be read;
2 could not run, or no plan could be read; 3 no plans found.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check plans and show what is missing, where it belongs and what would put it right
    Check(check::CheckArgs),
    /// Accept a finding for a time: writes who, why and until when to a file of waivers
    Waive(waive::WaiveArgs),
    /// Keep what plans promise now, so that later checks count only what is new or weaker
    Baseline(baseline::BaselineArgs),
    /// Show what changed between two drafts: fixed, broken, strengthened, weakened, with the words of both
    Diff(diff::DiffArgs),
    /// Draw a sheet of passages for people to code without seeing what planlint says of them
    Sample(sample::SampleArgs),
    /// Show how far a person who coded a sheet and planlint agree
    Agree(agree::AgreeArgs),
    /// Check folders of plans: one row a plan, and the share met by lever
    Audit(audit::AuditArgs),
    /// Show every passage on loneliness, isolation or contact services, with strength and standing
    Evidence(evidence::EvidenceArgs),
    /// Explain an expectation: what it asks, on whose authority; with --in, what was looked for in a plan
    Explain(explain::ExplainArgs),
    /// Write a copy of a Word document or OpenDocument text with what is missing as comments in it
    Annotate(annotate::AnnotateArgs),
    /// Write a plan to be filled in, with a prompt wherever something is expected
    Scaffold(scaffold::ScaffoldArgs),
    /// Show what planlint sees: the text of a document, its structure, or how a query is read
    Show(show::ShowArgs),
    /// Speak with an editor while a plan is written (Language Server Protocol)
    Lsp(lsp::LspArgs),
    /// Run the tests inside rule files
    Test(test::TestArgs),
    /// Show the page in a browser: drop a plan, see what is missing and where it belongs; on this machine alone
    Serve(serve::ServeArgs),
    /// Print the JSON Schema of a rule file, so that an editor can help to write it
    Schema(schema::SchemaArgs),
    /// Print completions for a shell
    Completions(manual::CompletionsArgs),
    /// Print a manual page
    Man(manual::ManArgs),
    /// Read documents for another planlint
    #[command(hide = true)]
    ReadApart(budget::ReadApartArgs),
}

/// How to read plans: the same flags wherever plans are read.
#[derive(Clone, Debug, Args)]
pub(crate) struct Reading {
    /// The kind of plan, where planlint does not recognise it (for example bcf-2014, jhws, carers-strategy)
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// For standard input: a name whose ending says the format, such as plan.txt
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// Check against a council's own pack too: a folder with a pack.toml; may be given again
    #[arg(long = "pack", value_name = "FOLDER")]
    packs: Vec<PathBuf>,
    /// Take the settings in this file, and not those of the planlint.toml nearest to each plan
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    config: Option<PathBuf>,
    /// Read no planlint.toml
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    no_config: bool,
    /// Show each setting and where it comes from, and do nothing else
    #[arg(long, help_heading = "Settings")]
    show_settings: bool,
    #[command(flatten)]
    limits: budget::Limits,
}

/// How to check: the same flags wherever plans are checked.
#[derive(Clone, Debug, Args)]
pub(crate) struct Checking {
    /// Check against what was expected on this day, for example 2014-09-01
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Which expectations to take; `default` where nothing says otherwise
    #[arg(long, value_enum)]
    profile: Option<ProfileArg>,
    /// Check only against this lever's pack, for example care-act; may be given again
    #[arg(long = "lever", value_name = "PACK")]
    levers: Vec<String>,
    #[command(flatten)]
    reading: Reading,
}

/// Which plans to take, and what makes the exit code 1.
#[derive(Clone, Debug, Args)]
pub(crate) struct Choosing {
    /// What makes the exit code 1; `error` where nothing says otherwise
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// Of folders, take only what matches this pattern, such as *.docx; may be given again
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Of folders, leave out what matches this pattern, such as drafts/**; may be given again
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
}

impl Choosing {
    /// What these flags say.
    pub(crate) fn flags(&self) -> Layer {
        let mut layer = Layer::new();
        settings::flag(&mut layer, "fail-on", self.fail_on.map(settings::name));
        settings::flag(&mut layer, "include", self.include.clone());
        settings::flag(&mut layer, "exclude", self.exclude.clone());
        layer
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ProfileArg {
    /// Duties and guidance that name the topic
    Statutory,
    /// What applies to this kind of plan
    Default,
    /// Everything
    Campaign,
}

impl ProfileArg {
    fn profile(self) -> Profile {
        match self {
            Self::Statutory => Profile::Statutory,
            Self::Default => Profile::Default,
            Self::Campaign => Profile::Campaign,
        }
    }
}

impl Checking {
    /// What these flags say, those on reading apart.
    fn flags(&self) -> Layer {
        let mut layer = Layer::new();
        settings::flag(&mut layer, "as-of", self.as_of.map(|day| day.to_string()));
        settings::flag(&mut layer, "profile", self.profile.map(settings::name));
        settings::flag(&mut layer, "levers", self.levers.clone());
        layer
    }
}

impl Reading {
    /// For standard input: the name whose ending says the format.
    pub(crate) fn stdin_filename(&self) -> Option<&str> {
        self.stdin_filename.as_deref()
    }
}

/// A command that takes settings: what it was asked, and of which plans.
pub(crate) trait Asks {
    /// How to read plans.
    fn reading(&self) -> &Reading;

    /// What its other flags say; most that only read plans have none.
    fn flags(&self) -> Layer {
        Layer::new()
    }

    /// The files and folders that were named.
    fn paths(&self) -> Vec<PathBuf>;

    /// Finds settings under its flags.
    ///
    /// # Errors
    /// When the file of `--config` or the environment cannot be used.
    fn finder(&self) -> Result<Finder, miette::Report> {
        let (reading, mut layer) = (self.reading(), self.flags());
        settings::flag(&mut layer, "kind", reading.kind.clone());
        settings::flag(&mut layer, "packs", reading.packs.iter().map(|path| path.display().to_string()));
        Finder::new((layer, reading.limits), reading.config.as_deref(), reading.no_config)
    }
}

/// A day, as people here write it: `2026-12-31`, `31/12/2026`, `31 December 2026`.
fn date(text: &str) -> Result<Date, String> {
    let wrong = || format!("`{text}` is not a date; write it as year-month-day, for example 2026-04-01");
    crate::living::waiver::load::date(text).ok_or_else(wrong)
}

/// There is no `what` called `name`: what may have been meant, what begins so, or what there is.
fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str> + Clone) -> miette::Report {
    let begins = |known: &&str| !name.is_empty() && known.starts_with(&name.to_lowercase());
    let help = match (crate::fault::nearest(name, known.clone()), known.clone().filter(begins).collect::<Vec<_>>()) {
        (Some(close), _) => format!("did you mean `{close}`?"),
        (None, longer) => match longer.as_slice() {
            [] => format!("there are: {}", known.collect::<Vec<_>>().join(", ")),
            [only] => format!("did you mean `{only}`?"),
            several => format!("did you mean one of these: {}", several.join(", ")),
        },
    };
    miette!(help = help, "there is no {what} called `{name}`")
}

/// Whether to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How the terminal is to be written to.
pub(crate) fn look(colour: Colour, narrated: bool, all: bool) -> Look {
    let terminal = io::stdout().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let colour = match colour {
        Colour::Auto => terminal && !plain,
        Colour::Always => true,
        Colour::Never => false,
    };
    Look { width: width(terminal), colour, links: false, narrated, all }
}

/// Columns to write in on standard output.
pub(crate) fn columns() -> usize {
    width(io::stdout().is_terminal())
}

/// Columns to write in: `COLUMNS` where set, the terminal's own up to 110, or 80.
fn width(terminal: bool) -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let own = || if terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    set.or_else(own).unwrap_or(80).clamp(50, 110)
}

/// Runs the program: arguments in, exit code out.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let error = meant(error);
            let code = u8::try_from(error.exit_code()).unwrap_or(TROUBLE);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    guard::watch();
    let ended = std::panic::catch_unwind(|| cli.command.run());
    ended.map_or(ExitCode::from(TROUBLE), |ended| ended.map_or_else(|report| trouble(&report), ExitCode::from))
}

/// `error` with what was meant, where the first word is no command: a plan to check, or the command that is nearest.
fn meant(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand).cloned() else { return error };
    let path = Path::new(&word);
    if path.exists() || crate::read::is_document_name(path) {
        let tip = format!("to check a plan: planlint check {}", crate::report::quoted(&word));
        error.remove(ContextKind::SuggestedSubcommand);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    } else if let Some(near) = nearest(&word, &Cli::command()) {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![near]));
    }
    error
}

/// The name of the command of `cli` that is nearest to `word`.
fn nearest(word: &str, cli: &clap::Command) -> Option<String> {
    let shown = cli.get_subcommands().filter(|command| !command.is_hide_set());
    crate::fault::nearest(word, shown.map(clap::Command::get_name)).map(str::to_owned)
}

impl Command {
    fn run(self) -> Ending {
        if let Some(asks) = self.asks().filter(|asks| asks.reading().show_settings) {
            return asks.finder()?.show(&asks.paths()).map(|()| CLEAN);
        }
        match self {
            Self::Check(args) => args.run(),
            Self::Waive(args) => args.run(),
            Self::Diff(args) => args.run(),
            Self::Sample(args) => args.run(),
            Self::Agree(args) => args.run(),
            Self::Baseline(args) => args.run(),
            Self::Audit(args) => args.run(),
            Self::Evidence(args) => args.run(),
            Self::Explain(args) => args.run(),
            Self::Annotate(args) => args.run(),
            Self::Scaffold(args) => args.run(),
            Self::Show(args) => args.run(),
            Self::Lsp(args) => args.run(),
            Self::Test(args) => args.run(),
            Self::Serve(args) => args.run(),
            Self::Schema(args) => args.run(),
            Self::Completions(args) => args.run(),
            Self::Man(args) => args.run(),
            Self::ReadApart(args) => args.run(),
        }
    }

    /// The command, where it takes settings.
    fn asks(&self) -> Option<&dyn Asks> {
        Some(match self {
            Self::Check(args) => args,
            Self::Diff(args) => args,
            Self::Sample(args) => args,
            Self::Baseline(args) => args,
            Self::Audit(args) => args,
            Self::Evidence(args) => args,
            Self::Explain(args) => args,
            Self::Annotate(args) => args,
            Self::Scaffold(args) => args,
            Self::Lsp(args) => args,
            _ => return None,
        })
    }
}

/// Says what went wrong.
fn trouble(report: &miette::Report) -> ExitCode {
    let _ = write!(io::stderr(), "{}", plain(report.as_ref()));
    ExitCode::from(TROUBLE)
}

/// A diagnostic about input, drawn as findings are.
pub(crate) fn plain(diagnostic: &dyn miette::Diagnostic) -> String {
    let mut out = String::new();
    let theme =
        miette::GraphicalTheme { characters: miette::ThemeCharacters::unicode(), styles: miette::ThemeStyles::none() };
    let handler = miette::GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(width(io::stderr().is_terminal()));
    let _ = handler.render_report(&mut out, diagnostic);
    out
}

/// A path as reports give it: `/` between folders.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
