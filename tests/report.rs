//! Reports: one fixed plan and one fixed tiny rule book in every format, so that a new rule changes nothing here; the
//! places of gaps; the verdicts; and the traps of miette.

mod verdicts;

use std::sync::LazyLock;

use planlint::{Audit, Document, DocumentRecord, FILES, Format, Options, Plan, RuleBook, Text, check, terminal};
use terminal::Look;

const PACK: &str = "title = \"Invented\"\nlever = \"Invented Act\"\nabout = \"For tests.\"\nkeeper = \"tests\"\n";

const VISITS: &str = r##"
code = "IN-1"
title = "Somebody visits people who are lonely"
holder = "council"
modality = "must"
directness = "names-topic"
kinds = ["jhws"]
in-force = { from = 2014-04-01 }
belongs-in = ["prevention"]
topic = 'lonel*'
minimum = "commitment"
why = "Because."
fix = "We will visit <number> people by <date>."
cites = [{ ref = "Invented Act, section 1", checked = true }]
tests = [{ verdict = "missing", text = "Nothing." }]
"##;

const MEASURED: &str = r##"
code = "IN-2"
title = "Carers who are lonely are counted"
holder = "council"
modality = "should"
directness = "names-plans"
kinds = ["jhws"]
in-force = { from = 2014-04-01, to = 2020-03-31 }
belongs-in = ["carers"]
topic = 'lonel* AND carer*'
minimum = "measurable"
why = "Because."
fix = "<Role> will count <carers> by <date>."
cites = [{ ref = "Invented guidance, page 2", checked = false }]
tests = [{ verdict = "missing", text = "Nothing." }]
"##;

/// The vocabulary of the program and an invented pack of two expectations.
static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
    let mut files: Vec<(&str, &str)> =
        FILES.iter().copied().filter(|(name, _)| name.starts_with("vocabulary/")).collect();
    files.extend([
        ("invented/pack.toml", PACK),
        ("invented/measured.toml", MEASURED),
        ("invented/visits.toml", VISITS),
    ]);
    RuleBook::load(&files).unwrap()
});

const PLAN: &str = "# Plan for Westering

## 1 Vision

Nobody should be alone here.

## 2 Prevention and early help

We want fewer lonely people in Westering.

Home adaptations will be made within 28 days.
";

fn plan(text: &str) -> Plan {
    Plan::parse(Text::from_notation(text, Format::Markdown))
}

fn audit(plan: &Plan) -> Audit<'_> {
    check(plan, &BOOK, &Options { kind: Some("jhws".to_owned()), fewest_words: Some(1), ..Options::default() })
}

fn document() -> Document {
    Document { path: "plans/westering.md".to_owned(), sha256: "00".to_owned() }
}

fn written(text: &str, look: Look) -> String {
    let plan = plan(text);
    let mut out = Vec::new();
    terminal::write(&audit(&plan), &document(), look, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    // What kind of plan it is, is told by another part and tested there.
    text.lines().enumerate().filter(|(n, _)| *n != 1).map(|(_, line)| line.trim_end()).collect::<Vec<_>>().join("\n")
}

fn wide(width: usize) -> Look {
    Look { width, ..Look::default() }
}

fn narrated() -> Look {
    Look { narrated: true, ..Look::default() }
}

#[test]
fn the_terminal_at_80_columns() {
    insta::assert_snapshot!(written(PLAN, wide(80)), @r#"
    plans/westering.md
      its time could not be told; expectations of every time are applied; use
        --as-of to give a day
      read: 28 words, 6 blocks, 3 sections, 0 tables

    IN-1 invented/visits

      × a wish, not yet an action; expected: somebody visits people who are lonely
           ╭─[westering.md › 2 Prevention and early help › line 9]
         7 │ 2 Prevention and early help
           ·   ────────────┬────────────
           ·               ╰── in this section
         9 │ We want fewer lonely people in Westering.
           · ───┬───       ───┬──
           ·    │             ╰── the matter
           ·    ╰── a wish, or something to think about
         + │
           · ▲
           · ╰── expected here: who will do what, for whom, by when
           ╰────
      help: say here what will be done, for example:
              We will visit <number> people by <date>.
            basis: a statutory duty: Invented Act, section 1
            searched: 6 blocks
            more: planlint explain IN-1 --in plans/westering.md

    IN-2 invented/measured

      ⚠ not in this plan; expected: carers who are lonely are counted
           ╭─[westering.md › 2 Prevention and early help › line 11]
         7 │ 2 Prevention and early help
           ·   ────────────┬────────────
           ·               ╰── a section on this would come next
           │ …
        11 │ Home adaptations will be made within 28 days.
         + │
           · ▲
           · ╰── expected here: what, for whom, who leads, by when, how measured
           ╰────
      help: add a section here, for example:
              <Role> will count <carers> by <date>.
            basis: guidance: Invented guidance, page 2 (not confirmed at source)
            nearest on loneliness or isolation: Plan for Westering › 2 Prevention
              and early help › line 9: a wish, but not on this matter
            searched: 6 blocks
            more: planlint explain IN-2 --in plans/westering.md


    2 expectations: 1 weak · 1 missing
    next: planlint explain IN-1 --in plans/westering.md
    "#);
}

#[test]
fn the_terminal_at_60_columns() {
    insta::assert_snapshot!(written(PLAN, wide(60)), @r#"
    plans/westering.md
      its time could not be told; expectations of every time
        are applied; use --as-of to give a day
      read: 28 words, 6 blocks, 3 sections, 0 tables

    IN-1 invented/visits

      × a wish, not yet an action; expected: somebody visits
      │ people who are lonely
           ╭─[westering.md › 2 Prevention and early… › line 9]
         7 │ 2 Prevention and early help
           ·   ────────────┬────────────
           ·               ╰── in this section
         9 │ We want fewer lonely people in
           · ───┬───       ───┬──
           ·    │             ╰── the matter
           ·    ╰── a wish, or something to think about
           │ Westering.
         + │
           · ▲
           · ╰─┤ expected here: who will do what, for whom,
           ·   │ by when
           ╰────
      help: say here what will be done, for example:
              We will visit <number> people by <date>.
            basis: a statutory duty: Invented Act, section 1
            searched: 6 blocks
            more: planlint explain IN-1 --in plans/westering.md

    IN-2 invented/measured

      ⚠ not in this plan; expected: carers who are lonely are
      │ counted
           ╭─[westering.md › 2 Prevention and… › line 11]
         7 │ 2 Prevention and early help
           ·   ────────────┬────────────
           ·               ╰─┤ a section on this would come
           ·                 │ next
           │ …
        11 │ Home adaptations will be made within
           │ 28 days.
         + │
           · ▲
           · ╰─┤ expected here: what, for whom, who leads, by
           ·   │ when, how measured
           ╰────
      help: add a section here, for example:
              <Role> will count <carers> by <date>.
            basis: guidance: Invented guidance, page 2 (not
              confirmed at source)
            nearest on loneliness or isolation: Plan for
              Westering › 2 Prevention and early help › line 9:
              a wish, but not on this matter
            searched: 6 blocks
            more: planlint explain IN-2 --in plans/westering.md


    2 expectations: 1 weak · 1 missing
    next: planlint explain IN-1 --in plans/westering.md
    "#);
}

#[test]
fn narrated_for_people_who_listen() {
    insta::assert_snapshot!(written(PLAN, narrated()), @r#"
    plans/westering.md
      its time could not be told; expectations of every time are applied; use
        --as-of to give a day
      read: 28 words, 6 blocks, 3 sections, 0 tables

    Finding 1 of 2: error, IN-1, invented/visits.
    Found: a wish, not yet an action.
    Expected: somebody visits people who are lonely.
    Place: after Plan for Westering, 2 Prevention and early help, line 9.
    The plan says there: “We want fewer lonely people in Westering.”
    The words “We want”: a wish, or something to think about.
    The words “lonely”: the matter.
    Expected here: who will do what, for whom, by when.
    Say here what will be done, for example:
    We will visit <number> people by <date>.
    Basis: a statutory duty: Invented Act, section 1.
    Searched: 6 blocks.
    More: planlint explain IN-1 --in plans/westering.md

    Finding 2 of 2: warning, IN-2, invented/measured.
    Found: not in this plan.
    Expected: carers who are lonely are counted.
    Place: after Plan for Westering, 2 Prevention and early help, line 11.
    The plan says there: “Home adaptations will be made within 28 days.”
    Expected here: what, for whom, who leads, by when, how measured.
    Add a section here, for example:
    <Role> will count <carers> by <date>.
    Basis: guidance: Invented guidance, page 2 (not confirmed at source).
    Nearest on loneliness or isolation: Plan for Westering, 2 Prevention and early
    help, line 9: a wish, but not on this matter.
    Searched: 6 blocks.
    More: planlint explain IN-2 --in plans/westering.md

    2 expectations: 1 weak, 1 missing.
    To read more about the first finding, run:
    planlint explain IN-1 --in plans/westering.md
    "#);
}

#[test]
fn json_of_one_outcome() {
    let plan = plan(PLAN);
    let report = DocumentRecord::of(&audit(&plan), &document());
    insta::assert_snapshot!(serde_json::to_string_pretty(&report.outcomes[0]).unwrap(), @r#"
    {
      "expectation": "invented/visits",
      "code": "IN-1",
      "pack": "invented",
      "verdict": "weak",
      "reason": "aspiration",
      "because": "",
      "severity": "error",
      "message": "a wish, not yet an action; expected: somebody visits people who are lonely",
      "evidence": [
        {
          "section": [
            "Plan for Westering",
            "2 Prevention and early help"
          ],
          "kind": "paragraph",
          "quote": "We want fewer lonely people in Westering.",
          "family": null,
          "strength": "aspiration",
          "strength_level": 3,
          "standing": "asserted",
          "slots": {},
          "cues": [
            {
              "cue": "wish",
              "text": "We want"
            }
          ],
          "topic": [
            "lonely"
          ],
          "carried": null,
          "flags": [],
          "others": [
            {
              "strength": "need",
              "standing": "asserted",
              "quote": "We want fewer lonely people in Westering."
            }
          ],
          "origin": {
            "line": 9,
            "column": 1,
            "place": "line 9",
            "bytes": [
              97,
              138
            ]
          }
        }
      ],
      "anchor": {
        "kind": "trigger",
        "confidence": "high",
        "section": [
          "Plan for Westering",
          "2 Prevention and early help"
        ],
        "heading": "2 Prevention and early help",
        "origin": {
          "line": 9,
          "column": 1,
          "place": "line 9",
          "bytes": [
            97,
            138
          ]
        }
      },
      "nearest": {
        "section": [
          "Plan for Westering",
          "2 Prevention and early help"
        ],
        "kind": "paragraph",
        "quote": "We want fewer lonely people in Westering.",
        "family": null,
        "strength": "aspiration",
        "strength_level": 3,
        "standing": "asserted",
        "slots": {},
        "cues": [
          {
            "cue": "wish",
            "text": "We want"
          }
        ],
        "topic": [
          "lonely"
        ],
        "carried": null,
        "flags": [],
        "others": [
          {
            "strength": "need",
            "standing": "asserted",
            "quote": "We want fewer lonely people in Westering."
          }
        ],
        "origin": {
          "line": 9,
          "column": 1,
          "place": "line 9",
          "bytes": [
            97,
            138
          ]
        }
      }
    }
    "#);
}

#[test]
fn narration_has_no_drawings_and_no_mark_that_is_read_out() {
    let said = written(PLAN, narrated());
    let drawing = |letter: char| ('\u{2500}'..='\u{25ff}').contains(&letter) || "›·✓×☞⚠▲".contains(letter);
    assert_eq!(said.chars().find(|letter| drawing(*letter)), None, "{said}");
}

#[test]
fn colour_comes_only_when_asked_for() {
    assert!(!written(PLAN, wide(80)).contains('\u{1b}'));
    assert!(written(PLAN, Look { colour: true, ..wide(80) }).contains('\u{1b}'));
}

#[test]
fn nothing_accuses() {
    for look in [wide(80), narrated()] {
        let said = written(PLAN, look).to_lowercase();
        for word in ["fail", "breach", "unlawful", "illegal", "non-compliant", "invalid"] {
            assert!(!said.contains(word), "{word}: {said}");
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let long = format!(
        "# Plan\n\n## Prevention\n\n{}We want fewer lonely people.\n",
        "The town has many streets. ".repeat(90)
    );
    for width in [60, 80, 100] {
        for text in [PLAN, long.as_str(), "Words about nothing at all.\n"] {
            for look in [wide(width), Look { narrated: true, ..wide(width) }] {
                let said = written(text, look);
                let over = said.lines().find(|line| line.chars().count() > width);
                assert_eq!(over, None, "{width}\n{said}");
            }
        }
    }
}

#[test]
fn what_is_undecided_is_said_once_for_all_expectations() {
    let said = written("", wide(80));
    assert_eq!(said.matches("too little could be read").count(), 1, "{said}");
    assert!(said.contains("undecided: 2 expectations (IN-1, IN-2)"), "{said}");
}

#[test]
fn a_label_may_have_a_wide_letter_in_its_middle() {
    let text = "£0 The JSNA work used data to estimate the risk of loneliness in older age for each neighbourhood. Risk is \
                highest in parts of Easton, in Moorgate and, less expectedly, in Harthope.\n";
    let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
    let audit = check(&plan, RuleBook::builtin(), &Options { fewest_words: Some(1), ..Options::default() });
    let name = Document { path: "plan.md".to_owned(), sha256: String::new() };
    let mut out = Vec::new();
    terminal::write(&audit, &name, Look { all: true, ..wide(80) }, &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("£0"));
}

/// The traps of miette: every one of these texts must keep the words of every label.
#[test]
fn the_mark_where_an_action_belongs_is_never_dropped() {
    let long = format!("# Plan\n\n{}\n", "A street is swept. ".repeat(150));
    let texts = [
        "# Plan\n\nStreets are swept every day.\n",
        "# Plan\n\nStreets are swept every day.",
        "Streets are swept every day.",
        "# Plan\n\nCafé, naïve, “quoted” – dashes … £500.\n",
        "# Plan\n\n漢字漢字漢字 words in wide letters follow here now.\n",
        long.as_str(),
    ];
    for text in texts {
        let said = written(text, wide(80));
        assert!(said.contains("expected here: who will do what, for whom, by when"), "{said}");
        assert!(said.contains('▲') && !said.contains("Failed to read"), "{said}");
    }
}

#[test]
fn a_long_paragraph_is_shown_in_lines_around_what_matters() {
    let long = format!(
        "# Plan\n\n{}We want fewer lonely people here. {}\n",
        "A street is swept. ".repeat(80),
        "A road is mended. ".repeat(80)
    );
    let said = written(&long, wide(80));
    assert!(said.contains("lonely") && said.contains('…'), "{said}");
    assert!(said.lines().count() < 60, "{said}");
}

#[test]
fn colour_changes_no_word() {
    let examples = ["examples/northmoor-draft.md", "examples/harrowdale-poor.md"];
    let examples = examples.map(|path| std::fs::read_to_string(path).unwrap());
    for text in [PLAN].into_iter().chain(examples.iter().map(String::as_str)) {
        for width in [60, 80] {
            let coloured = written(text, Look { colour: true, ..wide(width) });
            let plain: String = coloured
                .split('\u{1b}')
                .enumerate()
                .map(|(n, part)| if n == 0 { part } else { part.split_once('m').map_or(part, |(_, rest)| rest) })
                .collect();
            assert_eq!(plain, written(text, wide(width)));
            assert!(!plain.contains(":1000"), "no position of miette's is left");
        }
    }
}

#[test]
fn no_action_belongs_among_the_contents() {
    let front =
        "# Governance and partners\n\n1. Governance ........ 2\n2. Prevention ........ 5\n\nOur board adopted it.\n\n";
    let filler =
        "The Council and its partners meet each month to look at admissions, at how people go home, and at costs.";
    let text = format!("{front}# How we work\n\n{filler}\n\n## Governance\n\n{filler}\n");
    let plan = Plan::parse(Text::from_notation(&text, Format::Markdown));
    let options = Options { kind: Some("jhws".to_owned()), ..Options::default() };
    let audit = check(&plan, RuleBook::builtin(), &options);
    let heading = |outcome: &planlint::Outcome<'_>| plan.title(outcome.gap.unwrap().heading.unwrap()).to_owned();
    let missing = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "CA-8").unwrap();
    assert_eq!(heading(missing), "Governance");
}

#[test]
fn what_met_an_expectation_is_quoted_before_a_wish() {
    let wish = "We aspire to identify everyone who may be lonely or isolated through our partners.";
    let need = "Nine hundred people aged 65 and over at risk of loneliness were identified from household data.";
    let plan = Plan::parse(Text::from_notation(&format!("# Needs\n\n{wish}\n\n{need}\n"), Format::Markdown));
    let options = Options { kind: Some("loneliness-strategy".to_owned()), ..Options::default() };
    let audit = check(&plan, RuleBook::builtin(), &options);
    let found = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "CA-2").unwrap();
    assert_eq!(found.verdict, planlint::Verdict::Met);
    let quotes: Vec<&str> = found.evidence.iter().map(|passage| plan.words(passage.quote)).collect();
    assert_eq!(quotes, [need, wish]);
}

/// The finding on the prevention offer in a plan for the Better Care Fund, as the terminal draws it.
fn prevention_offer(text: &str, look_at: impl Fn(&planlint::Outcome<'_>)) -> String {
    let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
    let options = Options {
        kind: Some("bcf-2014".to_owned()),
        as_of: Some("2015-04-01".parse().unwrap()),
        fewest_words: Some(1),
        ..Options::default()
    };
    let audit = check(&plan, RuleBook::builtin(), &options);
    look_at(audit.outcomes.iter().find(|outcome| outcome.expectation.code == "CA-1").unwrap());
    let mut out = Vec::new();
    let name = Document { path: "plan.md".to_owned(), sha256: String::new() };
    terminal::write(&audit, &name, Look::default(), &mut out).unwrap();
    let shown = String::from_utf8(out).unwrap();
    shown.split("\n\nCA-").find(|part| part.contains("care-act/prevention-offer")).unwrap().to_owned()
}

#[test]
fn what_is_said_not_to_be_done_is_shown_before_the_need_beside_it() {
    let text = "# Our plan\n\nMany residents are lonely, more than in the county as a whole.\n\nNo funding has been \
                included in this plan for befriending to reduce social isolation.\n";
    let finding = prevention_offer(text, |outcome| {
        assert_eq!(outcome.reason.name(), "contrary");
        assert_eq!(outcome.evidence[0].standing, planlint::Standing::Negated);
        assert_eq!(outcome.evidence[1].strength, planlint::Strength::Need);
    });
    assert!(finding.contains("─ said not to be done"), "{finding}");
}

/// The findings on the plan `text`, narrated, as the rules of the crate judge it.
fn findings(kind: &str, text: &str) -> String {
    let plan = plan(text);
    let options = Options { kind: Some(kind.to_owned()), fewest_words: Some(1), ..Options::default() };
    let options = Options { as_of: Some("2023-04-01".parse().unwrap()), ..options };
    let mut out = Vec::new();
    let look = Look { width: 10_000, ..narrated() };
    terminal::write(&check(&plan, RuleBook::builtin(), &options), &document(), look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn where_a_need_is_asked_for_no_deed_is_missed() {
    let shown =
        findings("bcf-2023", "# Plan\n\nTopics for the day were isolation, admissions to hospital and telecare.\n");
    assert!(shown.contains("Found: named, and no more is said.\nExpected: the case for change"), "{shown}");
}

#[test]
fn what_is_met_in_part_is_no_wish() {
    let text =
        "# Plan\n\n## Carers\n\nWe pay for short breaks for carers. We hope that carers will be assessed sooner.\n";
    let shown = findings("carers-strategy", text);
    assert!(shown.contains("Found: a part of it is here, and not the rest.\nExpected: carers are offered"), "{shown}");
}

#[test]
fn nobody_is_sent_to_what_has_ended_or_has_no_money() {
    let over = "The befriending service for lonely people was closed in 2014.";
    assert!(!findings("jhws", &format!("# Plan\n\n{over}\n")).contains("Nearest on"));
    let row = |cost: &str| {
        let table = "| Scheme | Lead | By when | Cost |\n|---|---|---|---|\n| Tea parties for lonely people |";
        findings("jhws", &format!("# Plan\n\n{table} Jo Bloggs | March 2024 | {cost} |\n"))
    };
    assert!(row("£9,000").to_lowercase().contains("nearest on"), "{}", row("£9,000"));
    assert!(!row("£0").to_lowercase().contains("nearest on"), "{}", row("£0"));
}

#[test]
fn a_title_that_begins_with_letters_for_words_keeps_them() {
    let shown = findings("jhws", "# Plan\n\nThe CCG will fund visits to lonely people.\n");
    assert!(shown.contains("Expected: NHS commissioners"), "{shown}");
}

#[test]
fn what_hangs_on_a_condition_is_shown_before_what_has_ended_and_both_before_the_rest() {
    let text = "# Our plan\n\nThe befriending service for lonely people was closed in 2014.\n\nOur aim is that fewer people \
                are lonely.\n\nWe will, subject to Cabinet approval, fund a lunch club for isolated residents.\n";
    let finding = prevention_offer(text, |outcome| {
        assert_eq!(outcome.reason.name(), "conditional");
        let standing: Vec<_> = outcome.evidence.iter().map(|passage| passage.standing.name()).collect();
        assert_eq!(standing, ["conditional", "ceased", "asserted"]);
    });
    assert!(finding.contains("hangs on a condition"), "{finding}");
}

#[test]
fn of_actions_that_name_as_much_the_one_that_says_most_of_who_when_and_how_is_shown_first() {
    let text = "# Our plan\n\n| Action | Lead | By when | Measure |\n| --- | --- | --- | --- |\n| Contract for the \
                befriending service for lonely people let | Head of Prevention | January 2016 | |\n| Start lunch clubs \
                for lonely people | Head of Prevention | June 2016 | 12 clubs |\n";
    let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
    let as_of = Some("2015-04-01".parse().unwrap());
    let options = Options { kind: Some("bcf-2014".to_owned()), as_of, fewest_words: Some(1), ..Options::default() };
    let audit = check(&plan, RuleBook::builtin(), &options);
    let offer = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "CA-1").unwrap();
    assert_eq!(offer.verdict, planlint::Verdict::Met);
    let slots: Vec<usize> = offer.evidence.iter().map(|passage| passage.slots.len()).collect();
    assert_eq!(slots, [3, 2]);
}

#[test]
fn a_line_that_denies_what_is_listed_under_it_is_shown_with_it() {
    let text = "# Our plan\n\n## Prevention\n\nThe fund does not cover:\n\n- repairs to roads\n- lunch clubs run by \
                parishes for lonely people\n";
    let finding = prevention_offer(text, |outcome| assert_eq!(outcome.reason.name(), "contrary"));
    let at = |words: &str| finding.find(words).unwrap_or_else(|| panic!("{words} in {finding}"));
    assert!(at("The fund does not cover:") < at("─ said not to be done"));
    assert!(at("─ said not to be done") < at("lunch clubs run by"));
}
