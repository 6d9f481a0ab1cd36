//! The built-in packs, held to what was found out about the levers: how each binds, for which kinds of plan, and on
//! what evidence. Whoever changes one of these changes policy, and says so here.

use planlint::{Directness, Expectation, Modality, RuleBook, Strength};

fn expectations() -> impl Iterator<Item = &'static Expectation> {
    RuleBook::builtin().expectations().map(|(_, expectation)| expectation)
}

#[test]
fn each_expectation_binds_and_asks_as_its_lever_does() {
    use Directness::{Inferred, NamesPlans, NamesTopic};
    use Modality::{Argued, Case, May, Must, MustRegard, Should};
    use Strength::{Commitment, Measurable, Mention, Need};
    let wanted = [
        ("CA-1", Must, NamesTopic, Commitment),
        ("CA-2", MustRegard, NamesTopic, Need),
        ("CA-3", MustRegard, Inferred, Need),
        ("CA-4", Must, Inferred, Commitment),
        ("CA-5", Must, Inferred, Mention),
        ("CA-6", Must, NamesTopic, Commitment),
        ("CA-7", Must, Inferred, Commitment),
        ("CA-8", Must, Inferred, Commitment),
        ("BCF-1", Argued, NamesPlans, Commitment),
        ("BCF-2", Argued, Inferred, Need),
        ("BCF-3", Should, Inferred, Mention),
        ("BCF-4", Should, Inferred, Commitment),
        ("BCF-5", Should, Inferred, Mention),
        ("BCF-6", May, NamesTopic, Measurable),
        ("BCF-7", Should, Inferred, Measurable),
        ("BCF-8", Should, Inferred, Commitment),
        ("OF-1", Should, NamesTopic, Need),
        ("OF-2", Argued, NamesTopic, Measurable),
        ("OF-3", Should, NamesTopic, Need),
        ("OF-4", Should, NamesTopic, Mention),
        ("OF-5", Should, Inferred, Mention),
        ("OF-6", Should, NamesTopic, Need),
        ("PH-1", Should, NamesPlans, Mention),
        ("PH-2", Should, NamesPlans, Need),
        ("PH-3", Should, NamesPlans, Commitment),
        ("PH-4", Should, NamesPlans, Mention),
        ("PH-5", Should, NamesPlans, Commitment),
        ("TPC-1", Case, NamesTopic, Mention),
        ("TPC-2", Case, Inferred, Commitment),
        ("TPC-3", Argued, Inferred, Need),
        ("IPC-1", Case, Inferred, Commitment),
        ("IPC-2", Case, NamesTopic, Mention),
        ("IPC-3", Case, Inferred, Need),
        ("UPC-1", Should, Inferred, Commitment),
        ("UPC-2", Argued, Inferred, Commitment),
        ("UPC-3", Argued, NamesTopic, Measurable),
        ("FYFV-1", Argued, Inferred, Mention),
        ("NCM-1", Case, NamesTopic, Commitment),
        ("NCM-2", Case, Inferred, Measurable),
        ("NH-1", Argued, Inferred, Commitment),
        ("HW-1", Must, Inferred, Need),
        ("HW-2", Argued, NamesPlans, Measurable),
        ("HW-3", MustRegard, Inferred, Mention),
        ("CS-1", Should, NamesTopic, Mention),
        ("CS-2", Should, NamesTopic, Need),
        ("OT-1", Should, Inferred, Mention),
        ("OT-2", Should, Inferred, Mention),
    ];
    for (code, modality, directness, minimum) in wanted {
        let (_, expectation) = RuleBook::builtin().expectation(code).unwrap();
        let found = (expectation.modality, expectation.directness, expectation.minimum);
        assert_eq!(found, (modality, directness, minimum), "{code}");
    }
    assert_eq!(expectations().count(), wanted.len());
}

/// The kinds of plan of the matrix, by column.
const KINDS: [&[&str]; 8] = [
    &["bcf-2014", "bcf-2016", "bcf-2017", "bcf-2019", "bcf-2021", "bcf-2022", "bcf-2023", "bcf-2025", "bcf-2026"],
    &["jhws"],
    &["needs-assessment"],
    &["carers-strategy"],
    &["prevention-strategy", "ageing-well-strategy"],
    &["loneliness-strategy"],
    &["ipc-plan", "vanguard-plan"],
    &["neighbourhood-health-plan"],
];

/// Pack against kind of plan: `E` in full, `a` as advice, `-` not at all. A digit is of a column where the pack is split:
/// the codes of [`IN_FULL`] have `E` there, and the others the letter beside.
const MATRIX: [(&str, [&str; 8]); 12] = [
    ("CA-", ["1a", "a", "2-", "3-", "E", "E", "a", "a"]),
    ("BCF-", ["E", "-", "-", "-", "-", "-", "-", "4-"]),
    ("OF-", ["a", "E", "E", "5a", "E", "E", "a", "a"]),
    ("PH-", ["a", "E", "E", "a", "E", "E", "-", "a"]),
    ("TPC-", ["a", "-", "-", "-", "a", "-", "a", "-"]),
    ("IPC-", ["a", "a", "-", "a", "a", "-", "E", "-"]),
    ("UPC-", ["a", "a", "-", "a", "a", "E", "a", "a"]),
    ("FYFV-", ["a", "a", "-", "-", "a", "-", "a", "-"]),
    ("NCM-", ["a", "a", "-", "-", "a", "-", "E", "-"]),
    ("NH-", ["a", "a", "-", "-", "a", "-", "a", "E"]),
    ("HW-", ["-", "E", "a", "-", "a", "E", "-", "-"]),
    ("CS-", ["-", "a", "E", "-", "a", "E", "-", "-"]),
];

/// The codes that have another letter than their pack, by the digit of the column, with that letter. The duties of the
/// Care Act that Better Care Fund plans do not carry are advice there; the fund's two closed expectations, on the local
/// metric and the first years of the Act, say nothing to neighbourhood health plans, which are later.
const IN_FULL: [(&str, &str, &[&str]); 5] = [
    ("1", "E", &["CA-1", "CA-2", "CA-7", "CA-8"]),
    ("2", "E", &["CA-2", "CA-3"]),
    ("3", "E", &["CA-5", "CA-6", "CA-7"]),
    ("4", "a", &["BCF-1", "BCF-2", "BCF-3", "BCF-4", "BCF-5", "BCF-7"]),
    ("5", "E", &["OF-6"]),
];

#[test]
fn each_pack_speaks_to_the_kinds_of_plan_that_it_was_found_to_bear_on() {
    let fits = |patterns: &[String], kind: &str| {
        patterns.iter().any(|pattern| pattern.strip_suffix('*').map_or(pattern == kind, |stem| kind.starts_with(stem)))
    };
    for (stem, row) in MATRIX {
        let pack: Vec<&Expectation> = expectations().filter(|expectation| expectation.code.starts_with(stem)).collect();
        assert!(!pack.is_empty(), "{stem}");
        for (kinds, cell) in KINDS.iter().zip(row) {
            for (expectation, kind) in pack.iter().flat_map(|each| kinds.iter().map(move |kind| (*each, *kind))) {
                let own = |(digit, letter, codes): &(&str, &'static str, &[&str])| {
                    (cell.starts_with(digit) && codes.contains(&expectation.code.as_str())).then_some(*letter)
                };
                let wanted = IN_FULL.iter().find_map(own).unwrap_or(&cell[cell.len() - 1..]);
                let found = match (fits(&expectation.kinds, kind), fits(&expectation.advice_for, kind)) {
                    (true, _) => "E",
                    (false, true) => "a",
                    (false, false) => "-",
                };
                assert_eq!(found, wanted, "{} for {kind}", expectation.code);
            }
        }
    }
}

#[test]
fn a_source_is_checked_only_where_it_can_be_read_and_what_is_not_says_why() {
    for expectation in expectations() {
        for cite in &expectation.cites {
            let address = cite.url.as_deref().is_some_and(|url| url.starts_with("https://"));
            assert!(!cite.checked || address, "{}: {} is checked, but where?", expectation.code, cite.reference);
            assert!(
                cite.checked || cite.note.is_some(),
                "{}: {} is not checked, and why?",
                expectation.code,
                cite.reference
            );
        }
    }
}

#[test]
fn no_copy_stands_for_the_source() {
    let copies =
        ["docslib", "vdocument", "paperzz", "readkong", "docbox", "vlex", "cryer.org", "ukpol", "dokumen", "yudu"];
    for cite in expectations().flat_map(|expectation| &expectation.cites) {
        let url = cite.url.as_deref().unwrap_or_default();
        assert!(!copies.iter().any(|copy| url.contains(copy)), "{}: {url}", cite.reference);
    }
}

#[test]
fn no_reason_and_no_draft_accuses_anybody() {
    let harsh = ["breach", "unlawful", "illegal", "non-compliant", "fails to", "failed to", "neglect"];
    for expectation in expectations() {
        let words = format!("{} {} {}", expectation.title, expectation.why, expectation.fix).to_lowercase();
        assert!(!harsh.iter().any(|word| words.contains(word)), "{}", expectation.code);
        assert!(
            expectation.fix.contains('<') && expectation.fix.trim_end().ends_with('.'),
            "{}: {}",
            expectation.code,
            expectation.fix
        );
    }
}
