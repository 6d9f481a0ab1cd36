//! Sheets for people to code, and how far they agree.

use planlint::measures::{Weights, alike, alpha, interval, kappa};
use planlint::{Coded, Named, Random, Sample, agreement, sheet};
use proptest::prelude::*;

use super::*;

/// `counts[one][other]` units that one coder called `one` and the other `other`.
fn pairs(counts: &[&[usize]]) -> Vec<(usize, usize)> {
    let cell = |one: usize, (other, count): (usize, &usize)| vec![(one, other); *count];
    counts
        .iter()
        .enumerate()
        .flat_map(|(one, row)| row.iter().enumerate().flat_map(move |pair| cell(one, pair)))
        .collect()
}

#[test]
fn kappa_is_what_the_textbook_says() {
    // 50 grant applications, two readers, yes or no: 20, 5, 10, 15; agreement 0.7, chance 0.5
    let read = pairs(&[&[20, 5], &[10, 15]]);
    assert!((kappa(&read, 2, Weights::Equal).unwrap() - 0.4).abs() < 1e-9);
    assert!((alike(&read).unwrap() - 0.7).abs() < 1e-9);
}

#[test]
fn alpha_is_what_krippendorff_says() {
    // Krippendorff 2011, section A: ten articles, two coders, binary: alpha = 0.095
    let (one, other) = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
    let read: Vec<(usize, usize)> = one.into_iter().zip(other).collect();
    assert!((alpha(&read, 2).unwrap() - 0.095).abs() < 5e-4, "{:?}", alpha(&read, 2));
}

#[test]
fn where_all_are_in_one_category_chance_cannot_be_told() {
    let read = pairs(&[&[9]]);
    assert_eq!((kappa(&read, 6, Weights::Equal), alpha(&read, 6)), (None, None));
    assert_eq!((alike(&[]), interval(&[] as &[(usize, usize)], 7, alike)), (None, None));
}

proptest! {
    #[test]
    fn measures_are_one_only_for_full_agreement_and_do_not_care_who_is_first(
        read in prop::collection::vec((0_usize..6, 0_usize..6), 1..60)
    ) {
        let turned: Vec<(usize, usize)> = read.iter().map(|(one, other)| (*other, *one)).collect();
        for measure in [
            |read: &[(usize, usize)]| kappa(read, 6, Weights::Equal),
            |read: &[(usize, usize)]| kappa(read, 6, Weights::Quadratic),
            |read: &[(usize, usize)]| alpha(read, 6),
        ] {
            let value = measure(&read);
            prop_assert!(value.is_none_or(|value| value <= 1.0 + 1e-9));
            if let (Some(value), Some(other)) = (value, measure(&turned)) {
                prop_assert!((value - other).abs() < 1e-9);
                prop_assert_eq!((value - 1.0).abs() < 1e-9, read.iter().all(|(one, other)| one == other));
            }
        }
    }
}

#[test]
fn the_same_seed_draws_the_same_numbers() {
    let drawn = |seed| {
        let mut random = Random::new(seed);
        (0..20).map(|_| random.below(1000)).collect::<Vec<_>>()
    };
    assert_eq!(drawn(7), drawn(7));
    assert_ne!(drawn(7), drawn(8));
}

const PLANS: [&str; 4] = ["eastvale-good.md", "harrowdale-poor.md", "northmoor-draft.md", "jhws-2016.md"];

fn drawn(plans: &[&str], most: usize, seed: u64) -> Vec<planlint::Unit> {
    let mut sample = Sample::new(most, seed);
    for name in plans {
        let bytes = std::fs::read(Path::new("examples").join(name)).unwrap();
        let plan = Plan::parse(read_bytes(name, &bytes).unwrap());
        let audit = check(&plan, RuleBook::builtin(), &planlint::Options::default());
        // what is drawn hangs on the hash of the bytes; any name that stands for them will do
        sample.offer(&audit, &Document { path: (*name).to_owned(), sha256: format!("hash of {name}") });
    }
    sample.drawn()
}

#[test]
fn what_is_drawn_hangs_on_the_seed_and_not_on_the_order_of_files() {
    let mut turned = PLANS;
    turned.reverse();
    assert_eq!(drawn(&PLANS, 40, 7), drawn(&turned, 40, 7));
    assert_ne!(drawn(&PLANS, 40, 7), drawn(&PLANS, 40, 8));
}

#[test]
fn every_stratum_is_drawn_from_and_ids_are_single() {
    let units = drawn(&PLANS, 60, 7);
    assert_eq!(units.len(), 60);
    let everything = drawn(&PLANS, 1_000_000, 7);
    let strata = |units: &[planlint::Unit]| {
        let mut strata: Vec<_> = units.iter().map(|unit| (unit.label.strength, unit.label.standing)).collect();
        strata.sort();
        strata.dedup();
        strata
    };
    assert_eq!(strata(&units), strata(&everything));
    assert!(everything.iter().all(|unit| unit.population == unit.drawn));
    let mut ids: Vec<&str> = units.iter().map(|unit| unit.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 60);
}

#[test]
fn a_copy_of_a_plan_is_not_coded_twice() {
    let plan = Plan::parse(read_bytes("plan.md", ACTION.as_bytes()).unwrap());
    let audit = check(&plan, RuleBook::builtin(), &planlint::Options::default());
    let mut sample = Sample::new(40, 7);
    for path in ["plan.md", "copy of plan.md"] {
        sample.offer(&audit, &Document { path: path.to_owned(), sha256: "the same".to_owned() });
    }
    let texts: Vec<String> = sample.drawn().into_iter().map(|unit| unit.text).collect();
    assert_eq!(texts.iter().filter(|text| text.starts_with("We will fund")).count(), 1, "{texts:?}");
}

#[test]
fn the_weights_add_up_to_every_block_drawn_from() {
    let everything = drawn(&PLANS, 1_000_000, 7).len();
    let units = drawn(&PLANS, 60, 7);
    let weight: f64 = units.iter().map(|unit| unit.population as f64 / unit.drawn as f64).sum();
    assert!((weight - everything as f64).abs() < 1e-6, "{weight} {everything}");
}

/// A folder with a sheet of 40 drawn from the examples.
fn sheet_of_40() -> tempfile::TempDir {
    let folder = folder(&[]);
    let examples = std::env::current_dir().unwrap().join("examples");
    for name in PLANS {
        std::fs::copy(examples.join(name), folder.path().join(name)).unwrap();
    }
    let output =
        run(folder.path(), &[&["sample"], &PLANS[..], &["--n", "40", "--seed", "7", "-o", "sheet.csv"]].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    folder
}

fn text(folder: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

/// The sheet with the strength, standing and family that `coder` gives a row of the key.
fn coded(folder: &tempfile::TempDir, coder: impl Fn(usize, &csv::StringRecord) -> [String; 3]) -> String {
    let (sheet, key) = (text(folder, "sheet.csv"), text(folder, "sheet.key.csv"));
    let mut keys = csv::Reader::from_reader(key.as_bytes());
    let keys: Vec<csv::StringRecord> = keys.records().map(Result::unwrap).collect();
    let mut rows = csv::Reader::from_reader(sheet.as_bytes());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(rows.headers().unwrap().clone().iter()).unwrap();
    for (index, row) in rows.records().map(Result::unwrap).enumerate() {
        let label = coder(index, keys.iter().find(|key| key[0] == row[0]).unwrap());
        let cells = row.iter().take(5).map(str::to_owned).chain(label).chain(["".to_owned()]);
        out.write_record(cells.collect::<Vec<_>>()).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

fn as_key(key: &csv::StringRecord) -> [String; 3] {
    [key[3].to_owned(), key[4].to_owned(), key[5].to_owned()]
}

#[test]
fn the_sheet_says_nothing_of_what_planlint_says() {
    let folder = sheet_of_40();
    let sheet = text(&folder, "sheet.csv");
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 40);
    assert!(rows.iter().all(|row| row.iter().skip(5).all(str::is_empty)), "what is to be coded is empty");
    let ids: Vec<&str> = rows.iter().map(|row| row.get(0).unwrap()).collect();
    assert!(ids.is_sorted(), "the order says nothing");
}

#[test]
fn who_codes_as_planlint_does_agrees_fully() {
    let folder = sheet_of_40();
    std::fs::write(folder.path().join("coded.csv"), coded(&folder, |_, key| as_key(key))).unwrap();
    let output = run(folder.path(), &["agree", "coded.csv", "--key", "sheet.key.csv"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let words = flat(&output);
    assert!(words.contains("40 coded of 40 units") && words.contains("No unit is coded differently."), "{words}");
    assert!(
        words.contains("kappa (Cohen) 1.000 1.00 to 1.00") && words.contains("ordinal) 1.000 1.00 to 1.00"),
        "{words}"
    );
}

#[test]
fn who_codes_otherwise_is_listed_and_two_runs_say_the_same() {
    let folder = sheet_of_40();
    let coder = |index: usize, key: &csv::StringRecord| match index % 4 {
        0 => ["2 need".to_owned(), "asserted".to_owned(), "A".to_owned()],
        1 => [String::new(), String::new(), String::new()],
        _ => as_key(key),
    };
    std::fs::write(folder.path().join("coded.csv"), coded(&folder, coder)).unwrap();
    let agree = |more: &[&str]| {
        run(folder.path(), &[&["agree", "coded.csv", "--key", "sheet.key.csv", "-f", "json"], more].concat())
    };
    let report: serde_json::Value = serde_json::from_slice(&agree(&[]).stdout).unwrap();
    assert_eq!((report["units"].as_u64(), report["coded"].as_u64()), (Some(40), Some(30)));
    let kappa = &report["questions"][0]["measures"][1];
    let (value, low, high) = (
        kappa["value"].as_f64().unwrap(),
        kappa["interval"][0].as_f64().unwrap(),
        kappa["interval"][1].as_f64().unwrap(),
    );
    assert!(low < value && value < high && value < 1.0, "{kappa}");
    assert!(!report["disagreements"].as_array().unwrap().is_empty());
    assert_eq!(agree(&[]).stdout, agree(&[]).stdout);
    assert_ne!(agree(&[]).stdout, agree(&["--seed", "8"]).stdout);
}

#[test]
fn every_word_that_cannot_be_read_is_said_at_once() {
    let folder = sheet_of_40();
    let coder = |index: usize, key: &csv::StringRecord| match index {
        0 => ["6".to_owned(), String::new(), String::new()],
        1 => ["comitment".to_owned(), "asserted".to_owned(), String::new()],
        2 => ["4".to_owned(), "aserted".to_owned(), String::new()],
        3 => [String::new(), "asserted".to_owned(), String::new()],
        _ => as_key(key),
    };
    std::fs::write(folder.path().join("sheet.csv"), coded(&folder, coder)).unwrap();
    let output = run(folder.path(), &["agree", "sheet.csv"]);
    assert_eq!(code(&output), 2);
    let words = flat(&output);
    for message in [
        "4 faults in the coded sheet and its key",
        "there is no strength called `6`",
        "it goes from 0 to 5: 0 absent, 1 mention, 2 need,",
        "did you mean `commitment`?",
        "did you mean `asserted`?",
        "this unit has no strength",
    ] {
        assert!(words.contains(message), "{message}\n{}", said(&output));
    }
}

#[test]
fn a_unit_that_stands_twice_is_not_counted_twice() {
    let folder = sheet_of_40();
    let sheet = coded(&folder, |_, key| as_key(key));
    let again = sheet.lines().nth(1).unwrap();
    std::fs::write(folder.path().join("sheet.csv"), format!("{sheet}{again}\n")).unwrap();
    let output = run(folder.path(), &["agree", "sheet.csv"]);
    assert_eq!(code(&output), 2);
    assert!(flat(&output).contains("stands in the sheet twice"), "{}", said(&output));
}

#[test]
fn a_sheet_and_the_key_of_another_do_not_go_together() {
    let folder = sheet_of_40();
    let other = run(folder.path(), &["sample", "jhws-2016.md", "--n", "5", "--seed", "3", "-o", "other.csv"]);
    assert_eq!(code(&other), 0, "{}", said(&other));
    let output = run(folder.path(), &["agree", "sheet.csv", "--key", "other.key.csv"]);
    assert_eq!(code(&output), 2);
    assert!(flat(&output).contains("the key `other.key.csv` has no unit"), "{}", said(&output));
    assert_eq!(code(&run(folder.path(), &["agree", "jhws-2016.md", "--key", "sheet.key.csv"])), 2);
}

#[test]
fn a_sheet_that_somebody_may_have_coded_is_never_written_over() {
    let folder = sheet_of_40();
    let before = text(&folder, "sheet.csv");
    let again = run(folder.path(), &["sample", "jhws-2016.md", "--n", "5", "-o", "sheet.csv"]);
    assert_eq!((code(&again), text(&folder, "sheet.csv")), (2, before));
}

#[test]
fn a_unit_not_on_the_topic_has_no_standing() {
    let key = "unit,path,place,strength,standing,family,population,drawn\r\nbcdfgh,p.md,line 1,absent,,,10,1\r\n";
    let coded = "unit,text,strength,standing\r\nbcdfgh,words,0,asserted\r\n";
    let units: Vec<Coded> =
        sheet::read(Named { path: "s.csv", text: coded }, Named { path: "k.csv", text: key }).unwrap();
    let agreement = agreement(&units, 7);
    assert!(agreement.disagreements.is_empty());
    assert_eq!(agreement.questions[2].units, 0, "standing is asked of what is on the topic");
}

#[test]
fn a_coded_workbook_counts_as_the_same_table() {
    let folder = sheet_of_40();
    let coded = coded(&folder, |_, key| as_key(key));
    std::fs::write(folder.path().join("coded.csv"), &coded).unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(coded.as_bytes());
    for (row, record) in (0..).zip(reader.records()) {
        for (column, cell) in (0..).zip(record.unwrap().iter()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save(folder.path().join("coded.xlsx")).unwrap();
    let agreed = |sheet: &str| {
        let output = run(folder.path(), &["agree", sheet, "--key", "sheet.key.csv", "--format", "json"]);
        assert_eq!(code(&output), 0, "{}", said(&output));
        output.stdout
    };
    assert_eq!(agreed("coded.xlsx"), agreed("coded.csv"));
}
