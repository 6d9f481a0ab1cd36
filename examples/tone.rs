//! Learns the weights of `rules/vocabulary/tone.toml` from labelled passages, and prints them as the file has them.
//!
//! ```text
//! cargo run --release --example tone -- tests/gold/natural.jsonl tests/gold/near.jsonl ...
//! ```
//!
//! A logistic regression of whether an asserted passage is an action (strength 4 or more) on which words are in it, with
//! an L1 penalty so that only words that tell much have a weight, fitted by coordinate descent: the same files give the
//! same weights. Words for what services are about are left out: how a thing is told shall count, and not that it is a
//! lunch club.

#![expect(clippy::print_stderr, reason = "an instrument for people, run by hand")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::ExitCode;

use planlint::{Format, Index, Plan, Terms, Text, Tone};
use serde_json::Value;

/// The penalty, in units of the likelihood: a word whose slope at nought is less has no weight.
const PENALTY: f64 = 5.0;

/// Passages that a word stands in at least.
const FEWEST: usize = 15;

/// Rounds over all words; weights stand still to a hundredth long before.
const ROUNDS: usize = 200;

/// Weights are tenths.
const SCALE: f64 = 10.0;

/// The least weight, up or down, that is worth a line.
const LEAST: i64 = 3;

/// Words for what a service is about or whom it is for.
const ABOUT: &str = "isolation isolated isolating loneliness lonely alone contact friend friends friendship friendships \
    befriending befriender befrienders company companion companions companionship relationships social socially connected \
    connection connections connectedness lunch lunches club clubs cafe cafes café cafés tea coffee shed sheds hub hubs \
    housebound older old later life aged age uk libraries library visit visits visitors visiting chat talk talking natter \
    meet people person residents adults patients men men's women carers carer neighbour neighbours neighbourhood community \
    communities prescribing link worker workers village telephone phone calls call centre centres practices surgeries gp \
    gps health mental physical wellbeing care home homes public together dementia group groups volunteer volunteers choir \
    dance garden gardening walk walks walking outings mornings sessions connectors navigators agents directory network \
    places fire drivers money loss poor";

struct Passages {
    /// Whether each is an action.
    acts: Vec<bool>,
    /// Words, each with the passages that it stands in.
    words: BTreeMap<String, Vec<usize>>,
}

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("give the labelled files to learn from: cargo run --release --example tone -- FILE.jsonl");
        return ExitCode::from(2);
    }
    let mut texts = Vec::new();
    for file in &files {
        match std::fs::read_to_string(file) {
            Ok(text) => texts.push(text),
            Err(error) => {
                eprintln!("{file} cannot be read: {error}");
                return ExitCode::from(2);
            }
        }
    }
    let (start, words) = learn(&texts);
    let mut out = format!("start = {start}\n\n[words]\n");
    for (word, weight) in &words {
        let bare = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        out += &if bare { format!("{word} = {weight}\n") } else { format!("\"{word}\" = {weight}\n") };
    }
    let _ = std::io::stdout().write_all(out.as_bytes());
    eprintln!("{} words", words.len());
    ExitCode::SUCCESS
}

/// The start and the weights that the labelled passages of `texts` (JSON Lines) teach, the heaviest first.
fn learn(texts: &[String]) -> (i64, Vec<(String, i64)>) {
    let mut passages = Passages { acts: Vec::new(), words: BTreeMap::new() };
    for line in texts.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty()) {
        passages.add(&serde_json::from_str(line).expect("every line is a JSON object"));
    }
    let about: BTreeSet<&str> = ABOUT.split_whitespace().collect();
    passages.words.retain(|word, places| places.len() >= FEWEST && !about.contains(word.as_str()));
    let (start, weights) = fit(&passages);
    let tenths = |weight: f64| (weight * SCALE).round() as i64;
    let mut words: Vec<(String, i64)> = passages
        .words
        .into_keys()
        .zip(weights.into_iter().map(tenths))
        .filter(|(_, weight)| weight.abs() >= LEAST)
        .collect();
    words.sort_by(|a, b| (std::cmp::Reverse(a.1), &a.0).cmp(&(std::cmp::Reverse(b.1), &b.0)));
    (tenths(start), words)
}

impl Passages {
    fn add(&mut self, unit: &Value) {
        if unit["topic"] != "yes" || unit["standing"] != "asserted" {
            return;
        }
        let text = unit["text"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let plan = Plan::parse(Text::from_notation(&text, Format::Plain));
        let terms = Terms::default();
        let index = Index::new(&plan, &terms);
        let words = (0..index.own_words() as u32).map(|at| index.form(index.token(at).word));
        let passage = self.acts.len();
        for word in words.map(Tone::mark).collect::<BTreeSet<_>>() {
            self.words.entry(word.to_owned()).or_default().push(passage);
        }
        self.acts.push(unit["strength"].as_u64() >= Some(4));
    }
}

/// The start and the weight of each word, as natural log-odds.
fn fit(passages: &Passages) -> (f64, Vec<f64>) {
    let mut margins = vec![0.0; passages.acts.len()];
    let all: Vec<usize> = (0..margins.len()).collect();
    let mut start = 0.0;
    let mut weights = vec![0.0; passages.words.len()];
    for _ in 0..ROUNDS {
        start += step(&all, &passages.acts, &mut margins, start, 0.0);
        for (weight, places) in weights.iter_mut().zip(passages.words.values()) {
            *weight += step(places, &passages.acts, &mut margins, *weight, PENALTY);
        }
    }
    (start, weights)
}

/// How far one weight moves: a step of Newton's on the passages that have the word, shrunk by the penalty.
fn step(places: &[usize], acts: &[bool], margins: &mut [f64], weight: f64, penalty: f64) -> f64 {
    let (mut slope, mut bend) = (0.0, 1e-6);
    for at in places {
        let chance = 1.0 / (1.0 + (-margins[*at]).exp());
        slope += chance - f64::from(u8::from(acts[*at]));
        bend += chance * (1.0 - chance);
    }
    let wanted = bend * weight - slope;
    let shrunk = wanted.signum() * (wanted.abs() - penalty).max(0.0);
    // A step of Newton's may be too long far from the end; two in log-odds is far.
    let moved = (shrunk / bend - weight).clamp(-2.0, 2.0);
    places.iter().for_each(|at| margins[*at] += moved);
    moved
}
