//! `planlint explain`: an expectation's card; with a plan, what was looked for in it and why each find fell short.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use miette::miette;
use serde_json::{Value, json};

use super::{Checking, Ending, input, output};
use crate::check::{Audit, Outcome, Verdict, check};
use crate::report::{Document, lead, place, shortened};
use crate::rules::{Expectation, Pack, RuleBook};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The expectation's code or id: CA-1, care-act/prevention-offer
    #[arg(value_name = "EXPECTATION", required_unless_present = "all")]
    name: Option<String>,
    /// Every expectation
    #[arg(long, conflicts_with_all = ["name", "in_file"])]
    all: bool,
    /// Show what was looked for in this plan, what came nearest, and why it fell short
    #[arg(long = "in", value_name = "FILE")]
    in_file: Option<PathBuf>,
    /// How to write it
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    checking: Checking,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For machines
    Json,
}

impl ExplainArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let book = RuleBook::builtin();
        let shown = match (&self.name, &self.in_file) {
            (Some(name), Some(file)) => self.trace(find(name, book)?, file)?,
            (Some(name), None) => self.cards(&[find(name, book)?]),
            (None, _) => self.cards(&book.expectations().collect::<Vec<_>>()),
        };
        output::to(None, |out| out.write_all(shown.as_bytes()))?;
        Ok(super::CLEAN)
    }

    fn cards(&self, wanted: &[(&Pack, &Expectation)]) -> String {
        match self.format {
            Format::Text => wanted.iter().map(|(pack, expectation)| card(pack, expectation)).collect::<Vec<_>>().join("\n"),
            Format::Json => {
                let values: Vec<Value> = wanted.iter().map(|(pack, expectation)| value(pack, expectation)).collect();
                serde_json::to_string_pretty(&values).unwrap_or_default() + "\n"
            }
        }
    }

    fn trace(&self, (_, expectation): (&Pack, &Expectation), file: &Path) -> Result<String, miette::Report> {
        super::check::known_kind(self.checking.kind(), RuleBook::builtin())?;
        let input = input::input(file, None);
        let plan = input.plan?;
        let audit = check(&plan, RuleBook::builtin(), &self.checking.options());
        let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.id == expectation.id);
        let outcome = outcome.ok_or_else(|| miette!("`{}` was not checked", expectation.code))?;
        Ok(match self.format {
            Format::Text => traced(&audit, outcome, &input.document),
            Format::Json => serde_json::to_string_pretty(&crate::report::json::document(&audit, &input.document)).unwrap_or_default() + "\n",
        })
    }
}

fn find<'b>(name: &str, book: &'b RuleBook) -> Result<(&'b Pack, &'b Expectation), miette::Report> {
    book.expectation(name).ok_or_else(|| {
        let names: Vec<&str> = book.expectations().flat_map(|(_, expectation)| [expectation.code.as_str(), expectation.id.as_str()]).collect();
        let close = crate::fault::nearest(&name.to_uppercase(), names.iter().copied()).or_else(|| crate::fault::nearest(name, names.iter().copied()));
        let help = close.map_or_else(|| "`planlint explain --all` lists them".to_owned(), |close| format!("did you mean `{close}`?"));
        miette!(help = help, "there is no expectation called `{name}`")
    })
}

fn card(pack: &Pack, expectation: &Expectation) -> String {
    let mut out = String::new();
    let window = match (expectation.in_force.from, expectation.in_force.to) {
        (Some(from), Some(to)) => format!("from {} to {}", from.in_words(), to.in_words()),
        (Some(from), None) => format!("from {}", from.in_words()),
        (None, Some(to)) => format!("to {}", to.in_words()),
        (None, None) => "at all times".to_owned(),
    };
    let severity = expectation.severity().name();
    let _ = writeln!(out, "{} {}\n{}\n", expectation.code, expectation.id, expectation.title);
    let _ = writeln!(out, "  lever       {}", pack.lever);
    let _ = writeln!(out, "  binds as    {} ({}); findings are {}", expectation.modality.words(), expectation.directness.name(), if severity == "advice" { "advice".to_owned() } else { format!("{severity}s") });
    let _ = writeln!(out, "  speaks to   {}", expectation.holder);
    let _ = writeln!(out, "  in force    {window}");
    let _ = writeln!(out, "  kinds       {}", expectation.kinds.join(", "));
    if !expectation.advice_for.is_empty() {
        let _ = writeln!(out, "  advice for  {}", expectation.advice_for.join(", "));
    }
    let _ = writeln!(out, "  least       {}", expectation.minimum);
    if let Some(successor) = &expectation.successor {
        let _ = writeln!(out, "  successor   {successor}");
    }
    let _ = writeln!(out, "\nWhy\n  {}\n\nFor example\n  {}\n", indented(&expectation.why), indented(&expectation.fix));
    let _ = writeln!(out, "Looked for\n  topic  {}", expectation.topic);
    if let Some(means) = &expectation.means {
        let _ = writeln!(out, "  means  {means}");
    }
    let _ = writeln!(out, "\nSources");
    for cite in &expectation.cites {
        let checked = if cite.checked { "" } else { " (not confirmed at source)" };
        let _ = writeln!(out, "  {}{checked}", cite.reference);
        if let Some(url) = &cite.url {
            let _ = writeln!(out, "    {url}");
        }
        if let Some(note) = &cite.note {
            let _ = writeln!(out, "    {note}");
        }
    }
    out
}

fn indented(words: &str) -> String {
    words.lines().collect::<Vec<_>>().join("\n  ")
}

fn value(pack: &Pack, expectation: &Expectation) -> Value {
    json!({
        "id": expectation.id, "code": expectation.code, "pack": pack.id, "lever": pack.lever, "title": expectation.title,
        "holder": expectation.holder, "modality": expectation.modality, "directness": expectation.directness,
        "severity": expectation.severity(), "minimum": expectation.minimum, "kinds": expectation.kinds,
        "advice_for": expectation.advice_for, "in_force": expectation.in_force, "anticipated_from": expectation.anticipated_from,
        "successor": expectation.successor, "belongs_in": expectation.belongs_in, "topic": expectation.topic.to_string(),
        "means": expectation.means.as_ref().map(ToString::to_string), "link": expectation.link, "why": expectation.why, "fix": expectation.fix,
        "cites": expectation.cites, "tests": expectation.tests,
    })
}

/// What was looked for, what was found, and why each find counts or falls short.
fn traced(audit: &Audit<'_>, outcome: &Outcome<'_>, document: &Document) -> String {
    let mut out = String::new();
    let expectation = outcome.expectation;
    let _ = writeln!(out, "{} in {}: {} ({})\n{}\n", expectation.code, document.path, outcome.verdict.name(), lead(outcome.reason), expectation.title);
    if !outcome.because.is_empty() {
        let _ = writeln!(out, "{}\n", outcome.because);
    }
    let _ = writeln!(out, "Looked for\n  topic  {}", expectation.topic);
    if let Some(means) = &expectation.means {
        let _ = writeln!(out, "  means  {means}");
    }
    let _ = writeln!(out, "  at least {}, in {} blocks and {} tables\n", expectation.minimum, audit.examined.blocks, audit.examined.tables);
    if outcome.verdict == Verdict::NotApplicable {
        return out;
    }
    let _ = writeln!(out, "Found");
    if outcome.evidence.is_empty() {
        let _ = writeln!(out, "  nothing on the topic");
    }
    for passage in outcome.evidence.iter().take(8) {
        let quote = audit.plan.words(passage.quote).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "  {}", place(audit.plan, passage.block));
        let _ = writeln!(out, "    “{}”", shortened(&quote, 240));
        let cues: Vec<String> = passage.cues.iter().map(|cue| format!("“{}” ({})", audit.plan.words(cue.span), audit.book.vocabulary.cues[cue.cue].id)).collect();
        let by = if cues.is_empty() { String::new() } else { format!(", by {}", cues.join(", ")) };
        let _ = writeln!(out, "    {}, {}{by}{}", passage.strength, passage.standing, short(outcome, passage));
    }
    if outcome.evidence.len() > 8 {
        let _ = writeln!(out, "  and {} more", outcome.evidence.len() - 8);
    }
    out
}

/// Why a passage falls short, if it does.
fn short(outcome: &Outcome<'_>, passage: &crate::evidence::Passage) -> String {
    use crate::vocabulary::{Slot, Standing, Strength};
    if passage.standing != Standing::Asserted {
        return format!("; does not count, because it is {}", passage.standing);
    }
    if passage.strength >= outcome.expectation.minimum {
        return "; counts".to_owned();
    }
    if passage.strength == Strength::Commitment {
        let missing: Vec<&str> = [Slot::Owner, Slot::Date, Slot::Measure, Slot::Resource].iter().filter(|slot| !passage.slots.iter().any(|(filled, _)| filled == *slot)).map(|slot| slot.name()).collect();
        return format!("; falls short: no {}", missing.join(", "));
    }
    format!("; falls short of {}", outcome.expectation.minimum)
}
