//! The accuracy of the labelled passages in `tests/gold/` is held: a change that loses some of it must say so here.
//!
//! The figures are floors a little under what was measured, not bars: those are in the README.

use std::path::Path;
use std::process::Command;

/// File, then the least precision and recall of asserted action, and F1 of topic, that it must come out with.
const FLOORS: [(&str, f64, f64, f64); 13] = [
    ("authentic.jsonl", 0.96, 0.92, 0.98),
    ("blind.jsonl", 0.91, 0.93, 0.98),
    ("wording.jsonl", 0.97, 0.82, 0.98),
    ("officers.jsonl", 0.93, 0.77, 0.94),
    ("kept.jsonl", 0.92, 0.84, 0.98),
    ("papers.jsonl", 0.86, 0.85, 0.98),
    ("reworded.jsonl", 0.87, 0.65, 0.97),
    ("mixed.jsonl", 0.92, 0.82, 0.96),
    ("extracted.jsonl", 0.90, 0.92, 0.96),
    ("scarce.jsonl", 0.82, 0.93, 0.95),
    ("rare.jsonl", 0.80, 0.88, 0.93),
    ("near.jsonl", 0.95, 0.92, 0.98),
    ("natural.jsonl", 0.91, 0.95, 0.96),
];

#[test]
fn the_accuracy_of_labelled_passages_is_held() {
    let Some(card) = example("accuracy") else {
        return println!("skipped: the example `accuracy` is not built; `cargo test` builds it");
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    for (file, precision, recall, topic) in FLOORS {
        let output = Command::new(&card).arg("--brief").arg(folder.join(file)).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let figure = |line: &str, name: &str| -> f64 {
            let line = said.lines().find(|each| each.trim_start().starts_with(line)).unwrap();
            let after = line.split(name).nth(1).unwrap_or_else(|| panic!("{name} in {line}"));
            after.split_whitespace().next().unwrap().parse().unwrap()
        };
        let found =
            (figure("asserted action", "precision"), figure("asserted action", "recall"), figure("topic", "F1"));
        assert!(found.0 >= precision && found.1 >= recall && found.2 >= topic, "{file}: {found:?}\n{said}");
    }
}

/// The files that tone is learnt from: those whose errors were read.
const READ: [&str; 6] = ["natural", "near", "officers", "authentic", "blind", "wording"];

#[test]
fn the_weights_of_tone_are_those_that_the_labelled_passages_teach() {
    let Some(learner) = example("tone") else {
        return println!("skipped: the example `tone` is not built; `cargo test` builds it");
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = READ.map(|name| root.join("tests/gold").join(name).with_extension("jsonl"));
    let output = Command::new(learner).args(files).output().unwrap();
    let table = |text: &str| text.parse::<toml::Table>().unwrap();
    let learnt = table(&String::from_utf8(output.stdout).unwrap());
    let written = table(&std::fs::read_to_string(root.join("rules/vocabulary/tone.toml")).unwrap());
    assert_eq!(learnt["start"], written["start"]);
    // Another machine's logarithms may round a weight the other way.
    let weight = |of: &toml::Table, word: &str| of["words"].get(word).map_or(0, |weight| weight.as_integer().unwrap());
    let words = || learnt["words"].as_table().unwrap().keys().chain(written["words"].as_table().unwrap().keys());
    let near = |word: &&String| (weight(&learnt, word) - weight(&written, word)).abs() <= 1;
    let apart: Vec<&String> = words().filter(|word| !near(word) && weight(&learnt, word).abs() > 3).collect();
    assert!(words().count() > 200 && apart.is_empty(), "learnt otherwise: {apart:?}");
}

/// An example of this crate, where it was built with these tests.
fn example(name: &str) -> Option<std::path::PathBuf> {
    let tests = std::env::current_exe().ok()?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Some(tests.parent()?.parent()?.join("examples").join(name)).filter(|card| card.exists())
}
