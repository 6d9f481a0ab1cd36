//! The accuracy card: scores labelled passages (JSON Lines, one unit a line) against what planlint says of them.
//!
//! ```text
//! cargo run --release --example accuracy -- gold/dev.jsonl
//! ```
//!
//! A unit has `text`, and where known `prev` and `next`; `topic` yes or no; `family`; `standing`; `strength` 0 to 5.
//! Prints precision, recall and F1 with 95 % bootstrap intervals (fixed seed), the confusion of strengths, ordinal
//! alpha, and every error with its text.

#![expect(clippy::print_stderr, reason = "an instrument for people, run by hand")]

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use planlint::measures::{DRAWS, alpha};
use planlint::{Format, Passage, Plan, Random, RuleBook, Standing, Strength, Text};
use serde_json::Value;

/// Says a line; whoever reads no further, as `head` does, has read enough.
macro_rules! say {
    ($($part:tt)*) => {{
        let _ = writeln!(std::io::stdout(), $($part)*);
    }};
}

/// A labelled unit and what planlint said.
struct Unit {
    id: String,
    text: String,
    gold: Label,
    said: Label,
    cues: Vec<String>,
}

#[derive(Clone, PartialEq, Eq)]
struct Label {
    topic: bool,
    family: String,
    standing: String,
    strength: u8,
}

impl Label {
    fn acts(&self) -> bool {
        self.strength >= 4 && self.standing == "asserted"
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let mut files = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rules" => drop(arguments.next()),
            _ if argument.starts_with("--") => {}
            _ => files.push(argument),
        }
    }
    let brief = std::env::args().any(|argument| argument == "--brief");
    if files.is_empty() {
        eprintln!("give the labelled files to score: cargo run --release --example accuracy -- FILE.jsonl");
        return ExitCode::from(2);
    }
    for file in &files {
        let read = match std::fs::read_to_string(file) {
            Ok(read) => read,
            Err(error) => {
                eprintln!("{file} cannot be read: {error}");
                return ExitCode::from(2);
            }
        };
        let lines: Vec<Value> = read
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| serde_json::from_str(line).expect("every line is a JSON object"))
            .collect();
        let rest = documents(&lines);
        let units: Vec<Unit> = lines.iter().map(|line| unit(line, &rest)).collect();
        card(Path::new(file), &units, brief);
    }
    ExitCode::SUCCESS
}

/// What is known of each document: the texts of its units.
fn documents(lines: &[Value]) -> HashMap<String, Vec<String>> {
    let mut documents: HashMap<String, Vec<String>> = HashMap::new();
    for line in lines {
        let word = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        documents.entry(word("doc")).or_default().push(word("text"));
    }
    documents.remove("");
    documents
}

fn unit(value: &Value, documents: &HashMap<String, Vec<String>>) -> Unit {
    let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let text = word("text");
    let rest = documents.get(&word("doc")).map(Vec::as_slice).unwrap_or_default();
    let (said, cues) = judge(&word("prev"), &text, &word("next"), rest);
    let gold = match value.get("labels").and_then(Value::as_array) {
        Some(labels) => loose(labels),
        None => Label {
            topic: word("topic") == "yes",
            family: word("family"),
            standing: word("standing"),
            strength: value["strength"].as_u64().unwrap_or_default() as u8,
        },
    };
    Unit { id: word("id"), text, gold, said, cues }
}

/// Loose labels say only whether the passage holds an action.
fn loose(labels: &[Value]) -> Label {
    let has = |name: &str| labels.iter().any(|label| label == name);
    let topic = !labels
        .iter()
        .all(|label| label.as_str().is_some_and(|label| label == "none" || label.starts_with("false-friend")));
    let strength = if has("action") {
        4
    } else if has("need") || has("gap") {
        2
    } else {
        u8::from(topic)
    };
    Label { topic, family: String::new(), standing: "asserted".to_owned(), strength }
}

/// Units of its document that are read with a unit: enough to tell whose it is.
const MOST: usize = 30;

/// What planlint says of `text` between its neighbours: the strongest of its passages. Behind them stands what else is
/// known of its document, for whose plan it is.
fn judge(before: &str, text: &str, after: &str, rest: &[String]) -> (Label, Vec<String>) {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A row that an extractor wrote with bars is one, as it is where plain text is read.
    let block = |text: &str| {
        let text = line(text);
        if text.contains(" | ") { format!("| {}", text.trim_matches(['|', ' '])) } else { escaped(&text) }
    };
    let rest: Vec<String> =
        rest.iter().filter(|other| other.as_str() != text).take(MOST).map(|text| line(text)).collect();
    let (before, text) = (block(before), block(text));
    let notation = format!("{before}\n\n{text}\n\n{}\n\nElse: {}\n", block(after), rest.join(" "));
    let from = before.len() + 2;
    let upto = from + text.len();
    let plan = Plan::parse(Text::from_notation(&notation, Format::Plain));
    let book = book();
    let passages = planlint::passages(&plan, &book.vocabulary, &book.terms);
    let inside = |passage: &&Passage| {
        let span = plan.blocks()[passage.block].span;
        span.start as usize >= from && (span.end as usize) <= upto
    };
    let found: Vec<&Passage> = passages.iter().filter(inside).collect();
    let best = found
        .iter()
        .max_by_key(|passage| (passage.is_asserted_action(), passage.standing != Standing::Asserted, passage.strength));
    let Some(best) = best else {
        return (Label { topic: false, family: String::new(), standing: String::new(), strength: 0 }, Vec::new());
    };
    let family = found
        .iter()
        .filter_map(|passage| passage.family)
        .min()
        .map(|family| family.name().to_owned())
        .unwrap_or_default();
    let strength = best.strength.max(Strength::Absent).level();
    let cues =
        best.cues.iter().map(|cue| format!("{}: {}", book.vocabulary.cues[cue.cue].id, plan.words(cue.span))).collect();
    (Label { topic: true, family, standing: best.standing.name().to_owned(), strength }, cues)
}

/// The rule book: that of the folder after `--rules`, or the built-in one.
fn book() -> &'static RuleBook {
    static BOOK: std::sync::OnceLock<&'static RuleBook> = std::sync::OnceLock::new();
    BOOK.get_or_init(|| {
        let folder = std::env::args().skip_while(|argument| argument != "--rules").nth(1);
        folder.map_or_else(RuleBook::builtin, |folder| match RuleBook::read(Path::new(&folder)) {
            Ok(book) => book,
            Err(faults) => {
                eprintln!("{:?}", miette::Report::new(faults));
                std::process::exit(2)
            }
        })
    })
}

/// Private-use bullets and marks at the head of a line, as a reader would write them.
fn escaped(line: &str) -> String {
    let bare = line.trim_start_matches(['•', '\u{f0b7}', '▪', '●', ' ']);
    if bare.len() < line.len() {
        return format!("- {bare}");
    }
    if line.starts_with(['#', '|', '>', '[', '\\']) { format!("\\{line}") } else { line.to_owned() }
}

fn card(file: &Path, units: &[Unit], brief: bool) {
    say!("{}: {} units", file.file_name().unwrap_or_default().to_string_lossy(), units.len());
    score("asserted action", units, |label| label.acts());
    score("topic", units, |label| label.topic);
    let both: Vec<&Unit> =
        units.iter().filter(|unit| unit.gold.topic && unit.said.topic && !unit.gold.family.is_empty()).collect();
    let agree = both.iter().filter(|unit| unit.gold.family == unit.said.family).count();
    say!("  family            {agree} of {} agree ({:.3})", both.len(), ratio(agree, both.len()));
    let standing = units.iter().filter(|unit| unit.gold.topic && unit.said.topic);
    let (all, same) =
        (standing.clone().count(), standing.filter(|unit| unit.gold.standing == unit.said.standing).count());
    say!("  standing          {same} of {all} agree ({:.3})", ratio(same, all));
    say!(
        "  ordinal alpha of strength, all units: {:.3}; units on the topic: {:.3}",
        alpha_of(&units.iter().collect::<Vec<_>>()),
        alpha_of(&units.iter().filter(|unit| unit.gold.topic).collect::<Vec<_>>())
    );
    confusion(units);
    if !brief {
        errors(units);
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Precision, recall and F1 of a yes-or-no question, each with its interval.
fn score(name: &str, units: &[Unit], yes: impl Fn(&Label) -> bool) {
    let pairs: Vec<(bool, bool)> = units.iter().map(|unit| (yes(&unit.gold), yes(&unit.said))).collect();
    let mut draws: Vec<[f64; 3]> = Vec::with_capacity(DRAWS);
    let mut random = Random::new(20_261_125);
    for _ in 0..DRAWS {
        let sample: Vec<(bool, bool)> = (0..pairs.len()).map(|_| pairs[random.below(pairs.len())]).collect();
        draws.push(measures(&sample));
    }
    let whole = measures(&pairs);
    let shown: Vec<String> = (0..3)
        .map(|which| {
            let mut values: Vec<f64> = draws.iter().map(|draw| draw[which]).collect();
            values.sort_by(f64::total_cmp);
            format!("{:.3} [{:.2}, {:.2}]", whole[which], values[DRAWS / 40], values[DRAWS - 1 - DRAWS / 40])
        })
        .collect();
    let (hits, said, gold) = (
        pairs.iter().filter(|pair| pair.0 && pair.1).count(),
        pairs.iter().filter(|pair| pair.1).count(),
        pairs.iter().filter(|pair| pair.0).count(),
    );
    say!(
        "  {name:<17} precision {}  recall {}  F1 {}   ({hits} right, {said} said, {gold} labelled)",
        shown[0],
        shown[1],
        shown[2]
    );
}

fn measures(pairs: &[(bool, bool)]) -> [f64; 3] {
    let hits = pairs.iter().filter(|pair| pair.0 && pair.1).count();
    let precision = ratio(hits, pairs.iter().filter(|pair| pair.1).count());
    let recall = ratio(hits, pairs.iter().filter(|pair| pair.0).count());
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    [precision, recall, f1]
}

/// Ordinal alpha of the strengths of `units`; 1 where all have the same.
fn alpha_of(units: &[&Unit]) -> f64 {
    let pair = |unit: &&Unit| (usize::from(unit.gold.strength), usize::from(unit.said.strength));
    alpha(&units.iter().map(pair).collect::<Vec<_>>(), 6).unwrap_or(1.0)
}

fn confusion(units: &[Unit]) {
    say!("  strength, labelled down, said across:");
    say!("        0    1    2    3    4    5");
    for gold in 0..=5u8 {
        let row: Vec<String> = (0..=5u8)
            .map(|said| {
                format!(
                    "{:>4}",
                    units.iter().filter(|unit| unit.gold.strength == gold && unit.said.strength == said).count()
                )
            })
            .collect();
        say!("    {gold} {}", row.join(" "));
    }
}

fn errors(units: &[Unit]) {
    for unit in units.iter().filter(|unit| differs(unit)) {
        let say = |label: &Label| {
            format!(
                "{}{} {} {}",
                if label.topic { "" } else { "no topic " },
                label.family,
                label.standing,
                label.strength
            )
        };
        say!(
            "  {} labelled [{}] said [{}] {}",
            unit.id,
            say(&unit.gold).trim(),
            say(&unit.said).trim(),
            unit.cues.join("; ")
        );
        say!("      {}", unit.text.chars().take(420).collect::<String>().replace('\n', " "));
    }
}

fn differs(unit: &Unit) -> bool {
    if std::env::args().any(|argument| argument == "--every") {
        return true;
    }
    let loose = unit.gold.family.is_empty() && unit.gold.topic && !std::env::args().any(|argument| argument == "--all");
    let (gold, said) = (&unit.gold, &unit.said);
    gold.topic != said.topic
        || gold.acts() != said.acts()
        || (!loose
            && (gold.strength != said.strength
                || (!gold.family.is_empty() && gold.family != said.family)
                || (gold.topic && gold.standing != said.standing)))
}
