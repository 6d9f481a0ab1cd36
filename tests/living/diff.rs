//! What changed between two drafts.

use planlint::{Change, ChangeKind, PairedBy, diff};

use super::*;

fn changes(old: &str, new: &str) -> Vec<Change> {
    let mut difference = diff(&[record("old.md", old)], &[record("new.md", new)]);
    difference.plans.remove(0).changes
}

#[test]
fn will_that_becomes_aim_to_is_weakened_with_both_quotes_and_places() {
    let changes = changes(ACTION, &ACTION.replace("We will fund", "We aim to fund"));
    let weakened = changes.iter().find(|change| change.change == ChangeKind::Weakened).expect("something is weakened");
    assert!(weakened.old.quote.as_ref().unwrap().starts_with("We will fund"));
    assert!(weakened.new.quote.as_ref().unwrap().starts_with("We aim to fund"));
    assert_eq!(weakened.old.origin.as_ref().unwrap().place, "line 5");
    assert!(weakened.old.cues.iter().any(|cue| cue.contains("will")), "{:?}", weakened.old.cues);
    assert!(weakened.new.cues.iter().any(|cue| cue.contains("aim")), "{:?}", weakened.new.cues);
    assert!(!changes.iter().any(|change| change.change == ChangeKind::Fixed));
}

#[test]
fn an_action_that_goes_is_broken_and_one_that_comes_is_fixed() {
    let nothing = "# Carers strategy 2026 to 2028\n\n## Prevention\n\nThe council has a plan for the years to come, and for \
                   the budgets that it will need to bring it about in time.\n";
    let there = changes(ACTION, nothing);
    let back = changes(nothing, ACTION);
    let codes = |changes: &[Change], kind: ChangeKind| -> Vec<String> {
        changes.iter().filter(|change| change.change == kind).map(|change| change.code.clone()).collect()
    };
    assert!(!codes(&there, ChangeKind::Broken).is_empty());
    assert_eq!(codes(&there, ChangeKind::Broken), codes(&back, ChangeKind::Fixed));
}

#[test]
fn an_action_that_has_ended_is_broken() {
    let ended = ACTION.replace(
        "We will fund ten lunch clubs for lonely carers from April 2026, led by Public Health",
        "The lunch clubs for lonely carers were decommissioned in 2025 and will not be replaced",
    );
    assert!(changes(ACTION, &ended).iter().any(|change| change.change == ChangeKind::Broken));
}

#[test]
fn to_say_that_nothing_will_be_done_is_neither_better_nor_worse_than_silence() {
    let silent = ACTION.replace(
        "We will fund ten lunch clubs for lonely carers from April 2026, led by Public Health",
        "The board meets every month",
    );
    let denied = ACTION.replace(
        "We will fund ten lunch clubs for lonely carers from April 2026, led by Public Health",
        "The breaks service for lonely carers was decommissioned in 2025 and will not be replaced",
    );
    let of = |text: &str| record("plan.md", text);
    let contrary = of(&denied).outcomes.iter().filter(|outcome| outcome.reason == planlint::Reason::Contrary).count();
    assert!(contrary > 0, "the plan denies something");
    let changed = changes(&silent, &denied);
    for code in of(&denied)
        .outcomes
        .iter()
        .filter(|outcome| outcome.reason == planlint::Reason::Contrary)
        .map(|outcome| &outcome.code)
    {
        assert!(!changed.iter().any(|change| change.code == *code), "{code}");
    }
}

#[test]
fn a_moved_paragraph_changes_nothing() {
    let moved = ACTION.replace("## Prevention", "## Foreword\n\nThe council has a plan.\n\n## What comes next");
    assert!(changes(ACTION, &moved).is_empty());
}

#[test]
fn an_action_that_is_not_the_one_expected_is_no_weaker_than_a_wish() {
    let permits = |text: &str| text.replace("lunch clubs", "parking permits");
    let now = record("plan.md", &permits(ACTION));
    let carers = outcome(&now, "CA-7");
    assert_eq!((carers.verdict, carers.reason), (planlint::Verdict::Weak, planlint::Reason::InPart), "it is still so");
    assert!(!changes(&permits(WISH), &permits(ACTION)).iter().any(|change| change.change == ChangeKind::Weakened));
}

#[test]
fn the_exit_code_says_whether_anything_is_worse() {
    let folder = folder(&[("old.md", WISH), ("new.md", ACTION)]);
    assert_eq!(code(&run(folder.path(), &["diff", "old.md", "new.md"])), 0);
    assert_eq!(code(&run(folder.path(), &["diff", "old.md", "old.md"])), 0);
    let worse = run(folder.path(), &["diff", "new.md", "old.md"]);
    assert_eq!(code(&worse), 1);
    assert!(flat(&worse).contains("the words: “will fund” → “aim”"), "{}", said(&worse));
    assert_eq!(code(&run(folder.path(), &["diff", "new.md", "none.md"])), 2);
}

#[test]
fn two_reports_are_compared_as_their_documents_are() {
    let folder = folder(&[("a/plan.md", ACTION), ("a/gone.md", WISH), ("b/plan.md", WISH), ("b/more.md", WISH)]);
    for side in ["a", "b"] {
        let output = run(&folder.path().join(side), &["check", ".", "--format", "json", "--output", "report.json"]);
        assert_eq!(code(&output), 1);
    }
    let reports = run(folder.path(), &["diff", "a/report.json", "b/report.json"]);
    let words = flat(&reports);
    assert!(words.contains("only in the old report, not compared: ./gone.md"), "{words}");
    assert!(words.contains("only in the new report, not compared: ./more.md"), "{words}");
    let json = |old: &str, new: &str| -> serde_json::Value {
        let output = run(folder.path(), &["diff", old, new, "--format", "json"]);
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["plans"][0]["changes"].clone()
    };
    assert_eq!(json("a/report.json", "b/report.json"), json("a/plan.md", "b/plan.md"));
    let alike = run(folder.path(), &["diff", "a/report.json", "b/report.json"]);
    assert!(!flat(&alike).contains("paired by"), "{}", said(&alike));
    std::fs::write(folder.path().join("x.json"), "{}").unwrap();
    assert_eq!(code(&run(folder.path(), &["diff", "x.json", "b/report.json"])), 2);
}

/// Old path, new path, and why they are a pair.
type Pair = (String, String, PairedBy);

/// Pairs of a difference; then what is in one report alone.
fn paired(old: &[&str], new: &[&str]) -> (Vec<Pair>, Vec<String>, Vec<String>) {
    let of = |paths: &[&str]| -> Vec<_> { paths.iter().map(|path| record(path, WISH)).collect() };
    let difference = diff(&of(old), &of(new));
    let pairs = difference.plans.into_iter().map(|plan| (plan.old, plan.new, plan.paired_by));
    (pairs.collect(), difference.only_old, difference.only_new)
}

#[test]
fn plans_of_two_reports_are_paired_by_path_then_by_place_then_by_name() {
    let pair = |old: &str, new: &str, by| (old.to_owned(), new.to_owned(), by);
    let none = Vec::<String>::new;
    let moved = paired(&["old/a/plan.md", "old/b/plan.md"], &["new/b/plan.md", "./new/a/plan.md"]);
    let pairs = vec![
        pair("old/a/plan.md", "./new/a/plan.md", PairedBy::Place),
        pair("old/b/plan.md", "new/b/plan.md", PairedBy::Place),
    ];
    assert_eq!(moved, (pairs, none(), none()));
    let by_name = paired(&["x/north.md", "x/south.md"], &["x/south.md", "x/drafts/north.md"]);
    let pairs =
        vec![pair("x/north.md", "x/drafts/north.md", PairedBy::Name), pair("x/south.md", "x/south.md", PairedBy::Path)];
    assert_eq!(by_name, (pairs, none(), none()));
    let (pairs, old, new) = paired(&["leeds/plan.md", "york/plan.md"], &["leeds/plan.md", "hull/plan.md"]);
    assert_eq!(
        pairs,
        [pair("leeds/plan.md", "leeds/plan.md", PairedBy::Path)],
        "two places may call their plans alike"
    );
    assert_eq!((old, new), (vec!["york/plan.md".to_owned()], vec!["hull/plan.md".to_owned()]));
    assert_eq!(paired(&["a.md"], &["b.md"]).0, [pair("a.md", "b.md", PairedBy::Alone)]);
}

#[test]
fn how_plans_were_paired_is_said_where_it_was_not_by_path() {
    let folder = folder(&[("old/a.md", ACTION), ("old/b.md", WISH), ("new/a.md", WISH), ("new/b.md", WISH)]);
    for side in ["old", "new"] {
        let report = format!("{side}.json");
        run(folder.path(), &["check", side, "--format", "json", "--output", &report]);
    }
    let words = flat(&run(folder.path(), &["diff", "old.json", "new.json"]));
    assert!(words.contains("old/a.md → new/a.md note: paired by their place under the folder"), "{words}");
}
