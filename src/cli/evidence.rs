//! `planlint evidence`: every passage on the topic, for auditors; as a table, JSON Lines or CSV.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::settings::Settled;
use super::{Asks, Ending, Reading, columns, input, output, plain};
use crate::check::{Audit, unjudged};
use crate::evidence::{CueUse, Passage};
use crate::plan::Plan;
use crate::report::account::caution;
use crate::report::record::PassageRecord;
use crate::report::trouble::Trouble;
use crate::report::{Document, counted, folded, place, shortened};
use crate::rules::RuleBook;
use crate::text::{Origin, Span};
use crate::vocabulary::{Family, Slot};

/// Arguments of `evidence`.
#[derive(Debug, Args)]
pub(super) struct EvidenceArgs {
    /// Plans to read
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to write the passages
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A list for people
    Text,
    /// One JSON object a line; a stable interface
    Jsonl,
    /// A table for spreadsheets
    Csv,
}

impl Format {
    /// Endings of the files it is written to, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Jsonl => &["jsonl"],
            Self::Csv => &["csv"],
        }
    }
}

/// The columns of the stable interface, in order.
const COLUMNS: [&str; 12] = [
    "path",
    "line",
    "page",
    "section",
    "kind",
    "text",
    "family",
    "strength",
    "strength_level",
    "standing",
    "slots",
    "cues",
];

impl Asks for EvidenceArgs {
    fn reading(&self) -> &Reading {
        &self.reading
    }

    fn paths(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}

impl EvidenceArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let finder = self.finder()?;
        let plans = input::chosen(&self.files, &finder)?;
        if plans.files.is_empty() {
            return Ok(plans.none());
        }
        output::free_for_report(self.output.as_deref(), &plans.files, self.format.endings())?;
        let settled = Settled::new(&finder, &plans.files)?;
        let mut bytes = Vec::new();
        let mut unread = 0;
        if self.format == Format::Csv {
            bytes.extend(COLUMNS.join(",").bytes().chain(*b"\r\n"));
        }
        for file in &plans.files {
            let input = input::input(file, self.reading.stdin_filename(), &settled.budget);
            match input.plan {
                Ok(plan) => {
                    let audit = unjudged(&plan, settled.book, &settled.of(file).options);
                    // Of a few words nothing can be said but that what is found in them is there.
                    if audit.passages.is_empty()
                        && let Some(trouble) = Trouble::too_little(&audit, &input.document)
                    {
                        unread += 1;
                        let _ = writeln!(io::stderr(), "not read: {}", trouble.words());
                        continue;
                    }
                    self.plan(&audit, &input.document, &mut bytes).map_err(|error| miette::miette!("{error}"))?;
                }
                Err(error) => {
                    unread += 1;
                    let _ = write!(io::stderr(), "{}", plain(&error));
                }
            }
        }
        if let Some(note) = plans.note() {
            let _ = writeln!(io::stderr(), "note: {note}");
        }
        output::report(self.output.as_deref(), self.format == Format::Text, |out| out.write_all(&bytes))?;
        Ok(match unread {
            0 => super::CLEAN,
            _ if unread == plans.files.len() => super::TROUBLE,
            _ => super::FINDINGS,
        })
    }

    fn plan(&self, audit: &Audit<'_>, document: &Document, out: &mut Vec<u8>) -> io::Result<()> {
        let (plan, book) = (audit.plan, audit.book);
        if self.format == Format::Text {
            if !out.is_empty() {
                out.push(b'\n');
            }
            return listed(plan, book, &audit.passages, document, out);
        }
        for passage in &audit.passages {
            let row = row(plan, book, passage, document);
            match self.format {
                Format::Csv => out.extend(csv_row(&row).bytes()),
                _ => {
                    serde_json::to_writer(&mut *out, &row)?;
                    out.push(b'\n');
                }
            }
        }
        Ok(())
    }
}

fn row(plan: &Plan, book: &RuleBook, passage: &Passage, document: &Document) -> Value {
    let whole = PassageRecord::of(plan, book, passage);
    let block = &plan.blocks()[passage.block];
    let origin = plan.text().origin(block.span.start as usize);
    let (line, page) = match &origin {
        Some(Origin::Line { line, .. }) => (Some(*line), None),
        Some(Origin::Paragraph { number }) => (Some(*number), None),
        Some(Origin::Page { page }) => (None, Some(*page)),
        _ => (None, None),
    };
    json!({
        "path": document.path, "line": line, "page": page, "section": plan.section_path(passage.block).join(" › "),
        "kind": block.kind.name(), "text": plan.words(block.span), "family": passage.family, "strength": passage.strength,
        "strength_level": passage.strength.level(), "standing": passage.standing, "slots": whole.slots, "cues": whole.cues,
        "quote": whole.quote, "topic": whole.topic, "carried": whole.carried, "flags": whole.flags,
        "origin": origin.map(|origin| origin.to_string()),
    })
}

/// The row of a passage.
fn csv_row(row: &Value) -> String {
    let cell = |column: &&str| match (&row[*column], *column) {
        (Value::Null, _) => String::new(),
        (Value::String(text), _) => text.clone(),
        (Value::Object(slots), "slots") => slots
            .iter()
            .map(|(name, words)| format!("{name}: {}", words.as_str().unwrap_or_default()))
            .collect::<Vec<_>>()
            .join("; "),
        (Value::Array(cues), "cues") => cues
            .iter()
            .map(|cue| {
                format!("{} ({})", cue["cue"].as_str().unwrap_or_default(), cue["text"].as_str().unwrap_or_default())
            })
            .collect::<Vec<_>>()
            .join("; "),
        (other, _) => other.to_string(),
    };
    let cells: Vec<String> = COLUMNS.iter().map(cell).collect();
    crate::table::row(cells.iter().map(String::as_str))
}

/// What the marks and words of a list mean.
const KEY: &str = "strength: 1 mention, 2 need, 3 aspiration, 4 commitment, 5 measurable; standing: asserted counts, quoted, \
     other, ceased, negated, conditional and historical do not";

fn listed(
    plan: &Plan,
    book: &RuleBook,
    passages: &[Passage],
    document: &Document,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let width = columns();
    writeln!(out, "{}", document.path)?;
    if passages.is_empty() {
        let blocks = counted(plan.blocks().len(), "block");
        return writeln!(out, "  no passage on loneliness, isolation or contact services in {blocks}");
    }
    let mut section = String::new();
    for passage in passages {
        let here = plan.section_path(passage.block).join(" › ");
        if here != section {
            writeln!(out, "\n{}", folded(&here, width, "  "))?;
            section = here;
        }
        one(plan, book, passage, width, out)?;
    }
    writeln!(out, "\n{}\n{}", counted(passages.len(), "passage"), folded(KEY, width, "  "))
}

fn one(plan: &Plan, book: &RuleBook, passage: &Passage, width: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let matter = match passage.family {
        Some(Family::A) => "loneliness",
        Some(Family::B) => "isolation or contact",
        Some(Family::C) => "a service",
        None => "the matter asked for",
    };
    let level = passage.strength.level();
    let bar: String = (1..=5).map(|step| if step <= level { '■' } else { '·' }).collect();
    let place = place(plan, passage.block);
    let place = place.rsplit(" › ").next().unwrap_or_default();
    writeln!(out, "  {bar} {} · {} · {matter} · {place}", passage.strength, passage.standing)?;
    let quote = plan.words(passage.quote).split_whitespace().collect::<Vec<_>>().join(" ");
    let room = width.saturating_sub(8);
    writeln!(out, "        {}", folded(&format!("“{}”", shortened(&quote, 300)), room, "        "))?;
    let cue = |cue: &CueUse| format!("“{}” ({})", plan.words(cue.span), book.vocabulary.cues[cue.cue].id);
    let mut cues: Vec<String> = passage.cues.iter().map(cue).collect();
    cues.dedup();
    let slot = |(slot, span): &(Slot, Span)| format!("{}: {}", slot.name(), shortened(plan.words(*span), 40));
    let slots: Vec<String> = passage.slots.iter().map(slot).collect();
    let said = [("because", cues.join(", ")), ("says", slots.join(" · "))];
    let cautions = passage.flags.iter().map(|flag| ("note", caution(plan, passage, *flag).to_owned()));
    for (what, words) in said.into_iter().chain(cautions).filter(|(_, words)| !words.is_empty()) {
        writeln!(out, "        {}", folded(&format!("{what} {words}"), room, "          "))?;
    }
    Ok(())
}
