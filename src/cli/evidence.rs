//! `planlint evidence`: every passage on the topic, for auditors; as a table, JSON Lines or CSV.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{Checking, Ending, input, output, plain};
use crate::check::check;
use crate::evidence::Passage;
use crate::plan::Plan;
use crate::report::{Document, json as report, place, shortened};
use crate::rules::RuleBook;
use crate::text::Origin;

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
    checking: Checking,
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

/// The columns of the stable interface, in order.
const COLUMNS: [&str; 12] =
    ["path", "line", "page", "section", "kind", "text", "family", "strength", "strength_level", "standing", "slots", "cues"];

impl EvidenceArgs {
    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        let files: Vec<PathBuf> = self.files.iter().flat_map(|path| input::files(path)).collect();
        if files.is_empty() {
            return Ok(super::NO_PLANS);
        }
        super::check::known_kind(self.checking.kind(), RuleBook::builtin())?;
        let mut bytes = Vec::new();
        let mut unread = 0;
        if self.format == Format::Csv {
            bytes.extend(COLUMNS.join(",").bytes().chain(*b"\r\n"));
        }
        for file in &files {
            let input = input::input(file, None);
            match input.plan {
                Ok(plan) => self.plan(&plan, &input.document, &mut bytes).map_err(|error| miette::miette!("{error}"))?,
                Err(error) => {
                    unread += 1;
                    let _ = write!(io::stderr(), "{}", plain(&error));
                }
            }
        }
        output::to(self.output.as_deref(), |out| out.write_all(&bytes))?;
        Ok(if unread > 0 { super::TROUBLE } else { super::CLEAN })
    }

    fn plan(&self, plan: &Plan, document: &Document, out: &mut Vec<u8>) -> io::Result<()> {
        let book = RuleBook::builtin();
        let audit = check(plan, book, &self.checking.options());
        if self.format == Format::Text {
            return listed(plan, book, &audit.passages, document, out);
        }
        for passage in &audit.passages {
            let row = row(plan, book, passage, document);
            match self.format {
                Format::Csv => out.extend(csv(&row).bytes().chain(*b"\r\n")),
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
    let whole = report::passage_of(plan, book, passage);
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
        "strength_level": passage.strength.level(), "standing": passage.standing, "slots": whole["slots"], "cues": whole["cues"],
        "quote": whole["quote"], "topic": whole["topic"], "carried": whole["carried"], "flags": whole["flags"],
        "origin": origin.map(|origin| origin.to_string()),
    })
}

/// A row of CSV (RFC 4180); a cell that a spreadsheet would run as a formula is made text.
fn csv(row: &Value) -> String {
    let cell = |column: &&str| {
        let text = match (&row[*column], *column) {
            (Value::Null, _) => String::new(),
            (Value::String(text), _) => text.clone(),
            (Value::Object(slots), "slots") => slots.iter().map(|(name, words)| format!("{name}: {}", words.as_str().unwrap_or_default())).collect::<Vec<_>>().join("; "),
            (Value::Array(cues), "cues") => cues.iter().map(|cue| format!("{} ({})", cue["cue"].as_str().unwrap_or_default(), cue["text"].as_str().unwrap_or_default())).collect::<Vec<_>>().join("; "),
            (other, _) => other.to_string(),
        };
        let safe = if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text };
        format!("\"{}\"", safe.replace('"', "\"\""))
    };
    COLUMNS.iter().map(cell).collect::<Vec<_>>().join(",")
}

fn listed(plan: &Plan, book: &RuleBook, passages: &[Passage], document: &Document, out: &mut Vec<u8>) -> io::Result<()> {
    writeln!(out, "{}", document.path)?;
    if passages.is_empty() {
        return writeln!(out, "  no passage on loneliness, isolation or contact services in {} blocks", plan.blocks().len());
    }
    let mut section = String::new();
    for passage in passages {
        let here = plan.section_path(passage.block).join(" › ");
        if here != section {
            writeln!(out, "\n{here}")?;
            section = here;
        }
        let family = passage.family.map_or("-", |family| family.name());
        let level = passage.strength.level();
        let bar: String = (1..=5).map(|step| if step <= level { '■' } else { '·' }).collect();
        writeln!(out, "  {bar} {} · {} · family {family} · {}", passage.strength, passage.standing, place(plan, passage.block).rsplit(" › ").next().unwrap_or_default())?;
        let quote = plan.words(passage.quote).split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "        {}", shortened(&quote, 300))?;
        let cues: Vec<String> = passage.cues.iter().map(|cue| format!("“{}” ({})", plan.words(cue.span), book.vocabulary.cues[cue.cue].id)).collect();
        let slots: Vec<String> = passage.slots.iter().map(|(slot, span)| format!("{}: {}", slot.name(), shortened(plan.words(*span), 40))).collect();
        let why = [cues.join(", "), slots.join(" · ")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ");
        if !why.is_empty() {
            writeln!(out, "        because {why}")?;
        }
    }
    writeln!(out, "\n{} passages", passages.len())
}
