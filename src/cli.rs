//! The command line: arguments, exit codes, dispatch.
//!
//! 0 checked, nothing at or above `--fail-on`; 1 findings, or a plan among others that could not be read; 2 could not
//! run, or nothing could be read; 3 no plans found.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use miette::miette;

use crate::check::{Options, Profile};
use crate::date::Date;
use crate::report::terminal::Look;
use crate::rules::RuleBook;

mod check;
mod evidence;
mod explain;
mod input;
mod output;
mod schema;
mod serve;
mod show;
mod test;

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
    /// Show every passage on loneliness, isolation or contact services, with strength and standing
    Evidence(evidence::EvidenceArgs),
    /// Explain an expectation: what it asks, on whose authority; with --in, what was looked for in a plan
    Explain(explain::ExplainArgs),
    /// Show what planlint sees: the text of a document, its structure, or how a query is read
    Show(show::ShowArgs),
    /// Run the tests inside rule files
    Test(test::TestArgs),
    /// Show the page in a browser: drop a plan, see what is missing and where it belongs; on this machine alone
    Serve(serve::ServeArgs),
    /// Print the JSON Schema of a rule file, so that an editor can help to write it
    Schema(schema::SchemaArgs),
}

/// How to check: the same flags wherever plans are checked.
#[derive(Clone, Debug, Args)]
pub(crate) struct Checking {
    /// The kind of plan, where planlint does not recognise it (for example bcf-2014, jhws, carers-strategy)
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Check against what was expected on this day, for example 2014-09-01
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Which expectations to take
    #[arg(long, value_enum, default_value_t = ProfileArg::Default)]
    profile: ProfileArg,
    /// Check only against this lever's pack, for example care-act; may be given again
    #[arg(long = "lever", value_name = "PACK")]
    levers: Vec<String>,
    /// For standard input: a name whose ending says the format, such as plan.txt
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// Check against a council's own pack too: a folder with a pack.toml; may be given again
    #[arg(long = "pack", value_name = "FOLDER")]
    packs: Vec<PathBuf>,
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

impl Checking {
    /// The rule book to check against: the built-in one, with the packs that were named.
    pub(crate) fn book(&self) -> Result<&'static RuleBook, miette::Report> {
        Ok(RuleBook::with(&self.packs)?)
    }

    /// The options, once every name in them is known to `book`: a mistyped kind would apply to nothing and look like a
    /// pass.
    pub(crate) fn options(&self, book: &RuleBook) -> Result<Options, miette::Report> {
        let packs = || book.packs.iter().map(|pack| pack.id.as_str());
        if let Some(lever) = self.levers.iter().find(|lever| !packs().any(|pack| pack == *lever)) {
            return Err(unknown("pack", lever, packs()));
        }
        let kinds = || book.vocabulary.kinds.iter().map(|kind| kind.id.as_str());
        if let Some(kind) = self.kind.as_ref().filter(|kind| !kinds().any(|known| known == *kind)) {
            return Err(unknown("kind of plan", kind, kinds()));
        }
        let profile = match self.profile {
            ProfileArg::Statutory => Profile::Statutory,
            ProfileArg::Default => Profile::Default,
            ProfileArg::Campaign => Profile::Campaign,
        };
        Ok(Options {
            kind: self.kind.clone(),
            as_of: self.as_of,
            profile,
            packs: self.levers.clone(),
            fewest_words: None,
        })
    }
}

/// There is no `what` called `name`: what may have been meant, or what there is.
fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str> + Clone) -> miette::Report {
    let close = crate::fault::nearest(name, known.clone()).map(|close| format!("did you mean `{close}`?"));
    let all = || format!("there are: {}", known.collect::<Vec<_>>().join(", "));
    miette!(help = close.unwrap_or_else(all), "there is no {what} called `{name}`")
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
            let code = u8::try_from(error.exit_code()).unwrap_or(TROUBLE);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    std::panic::set_hook(Box::new(|fault| own_fault(&fault.to_string())));
    let ended = std::panic::catch_unwind(|| cli.command.run());
    ended.map_or(ExitCode::from(TROUBLE), |ended| ended.map_or_else(|report| trouble(&report), ExitCode::from))
}

impl Command {
    fn run(self) -> Ending {
        match self {
            Self::Check(args) => args.run(),
            Self::Evidence(args) => args.run(),
            Self::Explain(args) => args.run(),
            Self::Show(args) => args.run(),
            Self::Test(args) => args.run(),
            Self::Serve(args) => args.run(),
            Self::Schema(args) => args.run(),
        }
    }
}

/// Says that planlint itself is at fault.
fn own_fault(fault: &str) {
    let help = "the plan is not at fault and was not changed; please report this, with the line above";
    let report = miette!(help = help, "planlint stopped because of a fault of its own: {}", fault.replace('\n', " "));
    let _ = write!(io::stderr(), "{}", plain(report.as_ref()));
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
