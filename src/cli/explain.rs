//! `planlint explain`: an expectation's card; with a plan, what was looked for in it and why each find fell short.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use miette::miette;
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

use super::settings::{Layer, Settled};
use super::{Asks, Checking, Ending, Reading, columns, input, output};
use crate::check::{Audit, Options, Outcome, Reason, Verdict, check, meets};
use crate::evidence::{CueUse, Passage};
use crate::fault::nearest;
use crate::plan::Plan;
use crate::report::{Document, counted, folded, lead, place, quoted, rulebook, shortened};
use crate::rules::{Directness, Example, Expectation, Pack, RuleBook};
use crate::text::Text;
use crate::vocabulary::{Slot, Standing, Strength};

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
    /// As the rule book has it, in Markdown; not with --in
    Md,
}

impl Asks for ExplainArgs {
    fn reading(&self) -> &Reading {
        &self.checking.reading
    }

    fn flags(&self) -> Layer {
        self.checking.flags()
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.in_file.clone().unwrap_or_else(|| PathBuf::from("."))]
    }
}

impl ExplainArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        self.holds()?;
        let finder = self.finder()?;
        let settled = Settled::new(&finder, self.in_file.as_slice())?;
        let book = settled.book;
        let shown = match (&self.name, &self.in_file) {
            (Some(name), Some(file)) => self.trace(&settled, find(name, book)?, file)?,
            (Some(name), None) => self.cards(book, &[find(name, book)?.1]),
            (None, _) => {
                let wanted = expected(book, &settled.of(Path::new("plan")).options);
                let others = book.expectations().count() - wanted.len();
                if others > 0 {
                    let others = counted(others, "expectation");
                    let _ = writeln!(io::stderr(), "note: left out: {others} of other levers, kinds or times");
                }
                self.cards(book, &wanted)
            }
        };
        output::to(None, |out| out.write_all(shown.as_bytes()))?;
        Ok(super::CLEAN)
    }

    /// Refuses what would change nothing.
    fn holds(&self) -> Result<(), miette::Report> {
        let (reading, checking) = (&self.checking.reading, &self.checking);
        let narrows = reading.kind.is_some()
            || checking.as_of.is_some()
            || checking.profile.is_some()
            || !checking.levers.is_empty();
        if self.name.is_some() && self.in_file.is_none() && narrows {
            return Err(miette!(
                help = "name the plan with --in FILE, or show all that is expected so with --all",
                "--kind, --as-of, --profile and --lever say how a plan is checked, and there is no plan"
            ));
        }
        if self.in_file.is_some() && self.format == Format::Md {
            return Err(miette!(
                help = "leave out --in, or write it as text or json",
                "Markdown is for the rule book, and not for what was found in a plan"
            ));
        }
        Ok(())
    }

    fn cards(&self, book: &RuleBook, wanted: &[&Expectation]) -> String {
        let is_wanted = |expectation: &Expectation| wanted.iter().any(|wanted| std::ptr::eq(*wanted, expectation));
        let shown = || book.expectations().filter(|(_, expectation)| is_wanted(expectation));
        match (self.format, wanted) {
            (Format::Text, _) => shown().map(|(pack, each)| card(pack, each)).collect::<Vec<_>>().join("\n"),
            (Format::Md, [only]) if self.name.is_some() => rulebook::entry(only),
            (Format::Md, _) => rulebook::markdown(book, is_wanted),
            (Format::Json, _) => {
                let values: Vec<Value> = shown().map(|(pack, each)| value(pack, each)).collect();
                serde_json::to_string_pretty(&values).unwrap_or_default() + "\n"
            }
        }
    }

    fn trace(
        &self,
        settled: &Settled,
        (_, expectation): (&Pack, &Expectation),
        file: &Path,
    ) -> Result<String, miette::Report> {
        let input = input::input(file, self.checking.reading.stdin_filename(), &settled.budget);
        let plan = input.plan?;
        let audit = check(&plan, settled.book, &settled.of(file).options);
        let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.id == expectation.id);
        let outcome = outcome.ok_or_else(|| {
            miette!(help = "leave out --lever, or name its pack", "`{}` was not checked", expectation.code)
        })?;
        Ok(match self.format {
            Format::Text | Format::Md => traced(&audit, outcome, &input.document),
            Format::Json => {
                serde_json::to_string_pretty(&crate::report::record::DocumentRecord::of(&audit, &input.document))
                    .unwrap_or_default()
                    + "\n"
            }
        })
    }
}

/// What is expected of a plan that is checked with `options`, whatever is in it.
fn expected<'b>(book: &'b RuleBook, options: &Options) -> Vec<&'b Expectation> {
    let nothing = Plan::parse(Text::from_notation("", crate::text::Format::Markdown));
    let audit = check(&nothing, book, &Options { fewest_words: Some(0), ..options.clone() });
    let apart = |reason: Reason| matches!(reason, Reason::Kind | Reason::Date | Reason::Profile);
    let asked = audit.outcomes.iter().filter(|outcome| !apart(outcome.reason));
    let asked: FxHashSet<&str> = asked.map(|outcome| outcome.expectation.id.as_str()).collect();
    book.expectations().map(|(_, each)| each).filter(|each| asked.contains(each.id.as_str())).collect()
}

fn find<'b>(name: &str, book: &'b RuleBook) -> Result<(&'b Pack, &'b Expectation), miette::Report> {
    book.expectation(name).ok_or_else(|| {
        if let Some(pack) = book.packs.iter().find(|pack| pack.id.eq_ignore_ascii_case(name)) {
            let codes: Vec<&str> = pack.expectations.iter().map(|expectation| expectation.code.as_str()).collect();
            return miette!(
                help = format!("name one of: {}", codes.join(", ")),
                "`{}` is a pack of {}",
                pack.id,
                counted(codes.len(), "expectation")
            );
        }
        let names = || book.expectations().flat_map(|(_, each)| [each.code.as_str(), each.id.as_str()]);
        let close = nearest(&name.to_uppercase(), names()).or_else(|| nearest(&name.to_lowercase(), names()));
        let packs: Vec<String> = book.packs.iter().map(codes).collect();
        let all = format!("there are {}; `planlint explain --all` shows them all", packs.join(", "));
        miette!(
            help = close.map_or(all, |close| format!("did you mean `{close}`?")),
            "there is no expectation called `{name}`"
        )
    })
}

/// The codes of a pack: `CA-1 to CA-8`; each of them where they are of several lists.
fn codes(pack: &Pack) -> String {
    let codes = || pack.expectations.iter().map(|expectation| expectation.code.as_str());
    let mut lists = codes().map(|code| code.rsplit_once('-').map_or(code, |(list, _)| list));
    let first = lists.next();
    if lists.any(|list| Some(list) != first) {
        return codes().collect::<Vec<_>>().join(", ");
    }
    match (pack.expectations.first(), pack.expectations.last()) {
        (Some(first), Some(last)) if first.code != last.code => format!("{} to {}", first.code, last.code),
        (Some(only), _) => only.code.clone(),
        _ => pack.id.clone(),
    }
}

fn card(pack: &Pack, expectation: &Expectation) -> String {
    let width = columns();
    let mut out = String::new();
    let _ = writeln!(out, "{} {}\n{}\n", expectation.code, expectation.id, folded(&expectation.title, width, ""));
    for (name, words) in fields(pack, expectation) {
        let _ = writeln!(out, "  {name:<12}{}", folded(&words, width.saturating_sub(14), "              "));
    }
    let paragraph = |words: &str| folded(words, width.saturating_sub(2), "  ");
    let _ = writeln!(out, "\nWhy\n  {}", paragraph(&expectation.why));
    let _ = writeln!(out, "\nFor example\n  {}\n", paragraph(&expectation.fix));
    looked_for(expectation, width, &mut out);
    let _ = writeln!(out, "\nSources");
    for cite in &expectation.cites {
        let checked = if cite.checked { "" } else { " (not confirmed at source)" };
        let _ = writeln!(out, "  {}", folded(&format!("{}{checked}", cite.reference), width.saturating_sub(2), "    "));
        for more in [&cite.url, &cite.note].into_iter().flatten() {
            let _ = writeln!(out, "    {}", folded(more, width.saturating_sub(4), "    "));
        }
    }
    out
}

/// The facts of an expectation, each with its name.
fn fields(pack: &Pack, expectation: &Expectation) -> Vec<(&'static str, String)> {
    let directness = match expectation.directness {
        Directness::NamesPlans => "its source names loneliness or isolation in local plans",
        Directness::NamesTopic => "its source names loneliness or isolation, though not in plans",
        Directness::Inferred => "the link to loneliness or isolation is inferred",
    };
    let shown = match expectation.severity().name() {
        "advice" => "advice".to_owned(),
        severity => format!("an {severity}").replace("an w", "a w"),
    };
    let mut fields = vec![
        ("lever", pack.lever.clone()),
        ("binds as", format!("{}; {directness}", expectation.modality.words())),
        ("shown as", shown),
        ("speaks to", expectation.holder.clone()),
        ("in force", rulebook::in_force(expectation)),
        ("for plans", expectation.kinds.join(", ")),
        ("advice for", expectation.advice_for.join(", ")),
        ("asks for", at_least(expectation.minimum).to_owned()),
        ("successor", expectation.successor.clone().unwrap_or_default()),
    ];
    fields.retain(|(_, words)| !words.is_empty());
    fields
}

/// The least that satisfies an expectation, in words.
fn at_least(minimum: Strength) -> &'static str {
    match minimum {
        Strength::Absent | Strength::Mention => "a mention at least: the plan says it",
        Strength::Need => "a need at least: the plan says who is affected, and how that is known",
        Strength::Aspiration => "an aspiration at least: the plan says what it wants",
        Strength::Commitment => "a commitment at least: somebody does or will do a nameable thing",
        Strength::Measurable => "a measurable commitment: with two of owner, date, measure and resource",
    }
}

fn looked_for(expectation: &Expectation, width: usize, out: &mut String) {
    let query = |words: &str| folded(words, width.saturating_sub(9), "         ");
    let _ = writeln!(
        out,
        "Looked for (#names stand for lists of search terms)\n  topic  {}",
        query(&expectation.topic.to_string())
    );
    if let Some(means) = &expectation.means {
        let _ = writeln!(out, "  means  {}", query(&means.to_string()));
    }
    if let Some(also) = &expectation.also {
        let _ = writeln!(out, "  also   {}", query(&also.to_string()));
    }
    if let Some(condition) = &expectation.condition {
        let _ = writeln!(out, "  where  {}", query(&condition.to_string()));
    }
}

fn value(pack: &Pack, expectation: &Expectation) -> Value {
    json!({
        "id": expectation.id, "code": expectation.code, "pack": pack.id, "lever": pack.lever, "title": expectation.title,
        "holder": expectation.holder, "modality": expectation.modality, "directness": expectation.directness,
        "severity": expectation.severity(), "minimum": expectation.minimum, "kinds": expectation.kinds,
        "advice_for": expectation.advice_for, "in_force": expectation.in_force, "anticipated_from": expectation.anticipated_from,
        "successor": expectation.successor, "belongs_in": expectation.belongs_in, "topic": expectation.topic.to_string(),
        "means": expectation.means.as_ref().map(ToString::to_string),
        "also": expectation.also.as_ref().map(ToString::to_string),
        "condition": expectation.condition.as_ref().map(ToString::to_string), "link": expectation.link, "why": expectation.why, "fix": expectation.fix,
        "cites": expectation.cites, "tests": tests(expectation),
    })
}

/// The tests of an expectation, also where it is one of the built-in rule book, which is kept without them.
fn tests(expectation: &Expectation) -> &[Example] {
    let builtin = || RuleBook::builtin_with_tests().expectation(&expectation.id);
    match &*expectation.tests {
        [] => builtin().map_or(&[], |(_, full)| &full.tests),
        tests => tests,
    }
}

/// What was looked for, what was found, and why each find counts or falls short.
fn traced(audit: &Audit<'_>, outcome: &Outcome<'_>, document: &Document) -> String {
    let width = columns();
    let mut out = String::new();
    let expectation = outcome.expectation;
    let verdict = match outcome.verdict {
        Verdict::Met => "met".to_owned(),
        verdict => format!("{} ({})", verdict.name(), lead(outcome.reason, outcome.expectation)),
    };
    let _ = writeln!(out, "{}", folded(&format!("{} in {}: {verdict}", expectation.code, document.path), width, "  "));
    let _ = writeln!(out, "{}\n", folded(&expectation.title, width, ""));
    if !outcome.because.is_empty() {
        let _ = writeln!(out, "{}\n", folded(&outcome.because, width, ""));
    }
    looked_for(expectation, width, &mut out);
    let (blocks, tables) = (counted(audit.examined.blocks, "block"), counted(audit.examined.tables, "table"));
    let asks = format!("asks for {}", at_least(expectation.minimum));
    let _ = writeln!(out, "  {}\n  in {blocks} and {tables}", folded(&asks, width.saturating_sub(2), "         "));
    if matches!(outcome.verdict, Verdict::NotApplicable | Verdict::Undecided) {
        return out;
    }
    let _ = writeln!(out, "\nFound");
    if outcome.evidence.is_empty() {
        let _ = writeln!(out, "  nothing on the topic");
    }
    for passage in outcome.evidence.iter().take(8) {
        found(audit, outcome, passage, width, &mut out);
    }
    if outcome.evidence.len() > 8 {
        let more = outcome.evidence.len() - 8;
        let more = format!("and {more} more; `planlint evidence {}` lists every passage", quoted(&document.path));
        let _ = writeln!(out, "  {}", folded(&more, width.saturating_sub(2), "    "));
    }
    out
}

fn found(audit: &Audit<'_>, outcome: &Outcome<'_>, passage: &Passage, width: usize, out: &mut String) {
    let room = width.saturating_sub(4);
    let quote = audit.plan.words(passage.quote).split_whitespace().collect::<Vec<_>>().join(" ");
    let cue = |cue: &CueUse| format!("“{}” ({})", audit.plan.words(cue.span), audit.book.vocabulary.cues[cue.cue].id);
    let mut cues: Vec<String> = passage.cues.iter().map(cue).collect();
    cues.dedup();
    let by = if cues.is_empty() { String::new() } else { format!(", by {}", cues.join(", ")) };
    let verdict = format!("{}, {}{by}{}", passage.strength, passage.standing, short(outcome, passage));
    let _ = writeln!(out, "  {}", folded(&place(audit.plan, passage.block), room, "    "));
    let _ = writeln!(out, "    {}", folded(&format!("“{}”", shortened(&quote, 240)), room, "    "));
    let _ = writeln!(out, "    {}", folded(&verdict, room, "    "));
}

/// Why a passage falls short, if it does.
fn short(outcome: &Outcome<'_>, passage: &Passage) -> String {
    if passage.standing != Standing::Asserted {
        return format!("; does not count, because it is {}", passage.standing);
    }
    if meets(passage.strength, outcome.expectation.minimum) {
        return "; counts".to_owned();
    }
    if passage.strength == Strength::Commitment {
        let missing: Vec<&str> = [Slot::Owner, Slot::Date, Slot::Measure, Slot::Resource]
            .iter()
            .filter(|slot| !passage.slots.iter().any(|(filled, _)| filled == *slot))
            .map(|slot| slot.name())
            .collect();
        return format!("; falls short: no {}", missing.join(", "));
    }
    format!("; falls short of {}", outcome.expectation.minimum)
}
