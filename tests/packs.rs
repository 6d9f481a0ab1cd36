//! A council's own packs: what they may add and change, and what is wrong with them.

use std::path::{Path, PathBuf};

use planlint::{Format, Options, Plan, Reason, RuleBook, Severity, Text, Verdict, check};

const PACK: &str = "title = \"Westering's own\"\nlever = \"The council's compact\"\nabout = \"What we ask of ourselves.\"\nkeeper = \"Westering\"\n";

const EXPECTATION: &str = r#"
code = "WE-1"
title = "Benches are mended"
holder = "council"
modality = "should"
directness = "inferred"
kinds = ["bcf-*"]
in-force = { from = 2014-01-01 }
belongs-in = ["actions"]
topic = "bench*"
minimum = "commitment"
why = "People rest on them."
fix = "We will mend <number> benches by <date>."
[[cites]]
ref = "Compact, page 2"
checked = false
[[tests]]
verdict = "met"
text = "We will mend ten benches by June."
"#;

fn pack(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("westering");
    std::fs::create_dir(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    (root, folder)
}

fn faults(folder: &Path) -> Vec<String> {
    let faults = RuleBook::with(&[folder.to_owned()]).unwrap_err();
    let told = |fault: &planlint::Fault| {
        let help = miette::Diagnostic::help(fault).map(|help| format!(" | {help}")).unwrap_or_default();
        format!("{fault}{help}")
    };
    faults.all().iter().map(told).collect()
}

#[test]
fn a_council_adds_an_expectation_of_its_own() {
    let (_root, folder) = pack(&[("pack.toml", PACK), ("benches.toml", EXPECTATION)]);
    let book = RuleBook::with(&[folder]).unwrap();
    let plan = Plan::parse(Text::from_notation("# Plan\n\nBenches are a concern.\n", Format::Markdown));
    let options = Options { kind: Some("bcf-2014".to_owned()), fewest_words: Some(1), ..Options::default() };
    let audit = check(&plan, book, &options);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "WE-1").unwrap();
    assert_eq!((outcome.verdict, outcome.reason), (Verdict::Weak, Reason::Need));
    assert_eq!(audit.outcomes.len(), RuleBook::builtin().expectations().count() + 1);
}

#[test]
fn an_overlay_changes_what_matters_and_never_removes_in_silence() {
    let overlay = "[[expectation]]\nid = \"care-act/prevention-offer\"\nseverity = \"warning\"\n\n[[expectation]]\nid = \"care-act/asset-map\"\nleft-out = \"the map is another team's plan\"\n";
    let (_root, folder) = pack(&[("pack.toml", PACK), ("benches.toml", EXPECTATION), ("overlay.toml", overlay)]);
    let book = RuleBook::with(&[folder]).unwrap();
    assert_eq!(book.expectation("CA-1").unwrap().1.severity(), Severity::Warning);
    let plan = Plan::parse(Text::from_notation("# Plan\n\nStreets are swept.\n", Format::Markdown));
    let options = Options { kind: Some("bcf-2014".to_owned()), fewest_words: Some(1), ..Options::default() };
    let audit = check(&plan, book, &options);
    let left = audit.outcomes.iter().find(|outcome| outcome.expectation.id == "care-act/asset-map").unwrap();
    assert_eq!((left.verdict, left.reason), (Verdict::NotApplicable, Reason::LeftOut));
    assert_eq!(left.because, "left out by the pack `westering`: the map is another team's plan");
    assert_eq!(audit.outcomes.len(), RuleBook::builtin().expectations().count() + 1);
}

#[test]
fn every_fault_of_a_pack_is_told_at_once_with_a_way_out() {
    let wrong = EXPECTATION.replace("bcf-*", "bfc-*").replace("\"actions\"", "\"acton\"").replace("bench*", "(bench*");
    let overlay = "[[expectation]]\nid = \"care-act/asset-maps\"\nseverity = \"advice\"\n";
    let (_root, folder) = pack(&[("benches.toml", &wrong), ("overlay.toml", overlay)]);
    let told = faults(&folder);
    let starts = [
        "the pack `westering` has no pack.toml | add a pack.toml with title, lever, about and keeper",
        "PLQ102 this bracket is never closed | close it: (bench*)",
        "there is no section called `acton` | it can be one of: summary, vision,",
        "there is no kind of document called `bfc-*` | it can be one of: bcf-2014,",
        "there is no expectation called `care-act/asset-maps` | did you mean `care-act/asset-map`?",
    ];
    assert_eq!(told.len(), starts.len(), "{told:?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn a_pack_may_not_take_the_name_of_a_built_in_one() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("care-act");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("pack.toml"), PACK).unwrap();
    assert!(faults(&folder)[0].starts_with("there is already a pack called `care-act`"));
}

#[test]
fn the_book_inside_the_program_is_the_one_its_files_make() {
    let files = std::fs::read_dir("examples").unwrap().map(|entry| entry.unwrap().path());
    let plans: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    assert!(!plans.is_empty());
    for path in plans {
        let read = planlint::read(&path).unwrap();
        let plan = Plan::parse(read);
        let said = |book: &RuleBook| {
            let audit = check(&plan, book, &Options::default());
            let document = planlint::Document { path: path.display().to_string(), sha256: String::new() };
            serde_json::to_string(&planlint::DocumentRecord::of(&audit, &document)).unwrap()
        };
        assert_eq!(said(RuleBook::builtin()), said(RuleBook::builtin_with_tests()), "{}", path.display());
    }
    let tests = |book: &'static RuleBook| book.expectations().map(|(_, each)| each.tests.len()).sum::<usize>();
    assert_eq!(tests(RuleBook::builtin()), 0);
    assert!(tests(RuleBook::builtin_with_tests()) > 300);
}
