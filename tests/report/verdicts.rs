//! Where a missing action belongs, by every rule that finds the place; and every verdict with every reason.

use planlint::{DocumentRecord, FILES, GapKind, Options, Profile, Reason, RuleBook, Verdict, check};

use super::{BOOK, PLAN, audit, document, plan};

/// The kind of the gap of IN-1, the number of its block, and the words of the block.
fn gap(text: &str) -> (GapKind, usize, String) {
    let plan = plan(text);
    let audit = audit(&plan);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "IN-1").unwrap();
    let gap = outcome.gap.expect("there is something missing");
    let after = gap.after.expect("the plan has blocks");
    assert!(after > 0, "never line 1");
    (gap.kind, after, plan.words(plan.blocks()[after].span).to_owned())
}

#[test]
fn a_sentence_that_calls_for_it_is_the_first_place() {
    let (kind, _, words) = gap("# Plan\n\n## Prevention\n\nOne in ten residents is lonely.\n\nStreets are swept.\n");
    assert_eq!((kind, words.as_str()), (GapKind::Trigger, "One in ten residents is lonely."));
}

#[test]
fn the_end_of_the_section_that_answers_it_comes_next() {
    let (kind, _, words) =
        gap("# Plan\n\n## Prevention\n\nStreets are swept.\n\nGrab rails are fitted.\n\n## Risks\n\nFloods.\n");
    assert_eq!((kind, words.as_str()), (GapKind::SectionEnd, "Grab rails are fitted."));
}

/// A plan of this kind and day, as the rules of the crate judge it.
fn options(kind: &str, day: &str) -> Options {
    Options { kind: Some(kind.to_owned()), as_of: day.parse().ok(), fewest_words: Some(1), ..Options::default() }
}

/// Which rule finds the place for the expectation with this code, and the heading that is shown with it.
fn place(code: &str, kind: &str, day: &str, text: &str) -> (GapKind, String) {
    let plan = plan(text);
    let audit = check(&plan, RuleBook::builtin(), &options(kind, day));
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.code == code).unwrap();
    let gap = outcome.gap.expect("there is something missing");
    (gap.kind, gap.heading.map(|heading| plan.title(heading)).unwrap_or_default().to_owned())
}

#[test]
fn the_longest_words_of_a_heading_say_what_it_answers() {
    let place = |text: &str| place("CA-6", "carers-strategy", "2019-04-01", text).1;
    let found = "## What the needs assessment found\n\nStreets are swept.\n\n";
    let advice = "## Information and advice\n\nThe line opens at nine.\n\n";
    let own = "## Assessment\n\nForms are short.\n\n";
    assert_eq!(place(&format!("# Plan\n\n{found}{advice}")), "Information and advice");
    assert_eq!(place(&format!("# Plan\n\n{found}{advice}{own}")), "Assessment");
}

#[test]
fn headings_in_plain_words_answer_what_they_are_about() {
    let other = "## Later life and wellbeing\n\nStreets are swept.\n\n";
    let answers = |code: &str, kind: &str, heading: &str| {
        let text = format!("# Plan\n\n{other}## {heading}\n\nRoads are mended.\n\n{other}");
        assert_eq!(place(code, kind, "2019-04-01", &text), (GapKind::SectionEnd, heading.to_owned()), "{code}");
    };
    answers("CS-1", "loneliness-strategy", "What do we mean by loneliness?");
    answers("CA-3", "loneliness-strategy", "What we already have");
    answers("CA-4", "loneliness-strategy", "Access and information");
    answers("CA-4", "loneliness-strategy", "Information");
    for heading in ["Ashwell in figures", "Ashwell at a glance", "What residents told us", "Our town and its people"] {
        answers("CA-2", "loneliness-strategy", heading);
    }
    for heading in ["Making it happen", "Working with our partners", "Partners"] {
        answers("CA-8", "loneliness-strategy", heading);
    }
}

#[test]
fn headings_that_only_share_a_word_do_not() {
    let answers = |heading: &str| {
        let text = format!("# Plan\n\n## {heading}\n\nRoads are mended.\n\n## Prevention\n\nStreets are swept.\n");
        place("CA-4", "loneliness-strategy", "2019-04-01", &text).1
    };
    for heading in ["Further information", "Information governance", "Information sharing"] {
        assert_eq!(answers(heading), "Prevention", "{heading}");
    }
    let evidence = |heading: &str| {
        let text = format!("# Plan\n\n## {heading}\n\nRoads are mended.\n\n## Prevention\n\nStreets are swept.\n");
        place("CA-2", "loneliness-strategy", "2019-04-01", &text).1
    };
    for heading in ["Our strategy at a glance", "Carers as partners in care"] {
        assert_eq!(evidence(heading), "Prevention", "{heading}");
    }
}

#[test]
fn of_sections_with_one_heading_the_place_is_in_the_chapter_on_loneliness() {
    let chapter = |title: &str, why: &str, action: &str| {
        let table =
            format!("| Action | Lead | By when |\n| --- | --- | --- |\n| {action} | Head of Health | May 2019 |\n");
        format!("## {title}\n\n### Why\n\n{why}\n\n### Our actions\n\nBy whom:\n\n{table}\n")
    };
    let after = |text: &str, code: &str| {
        let plan = plan(text);
        let audit = check(&plan, RuleBook::builtin(), &options("jhws", "2019-04-01"));
        let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.code == code).unwrap();
        let gap = outcome.gap.expect("there is something missing");
        (gap.kind, plan.words(plan.blocks()[gap.after.unwrap()].span).to_owned())
    };
    let smoking = chapter("Priority 1: Fewer smokers", "Smoke harms.", "Open two clinics");
    let lonely = chapter("Priority 2: Good company", "Some of us are lonely.", "Print a leaflet");
    for text in [format!("# Plan\n\n{smoking}{lonely}"), format!("# Plan\n\n{lonely}{smoking}")] {
        // PH-3 belongs among the actions; CA-4 in a section that is not there, and so in an action table.
        for (code, kind) in [("PH-3", GapKind::SectionEnd), ("CA-4", GapKind::TableRow)] {
            let (found, words) = after(&text, code);
            assert!(found == kind && words.contains("Print a leaflet"), "{code}: {found:?}, {words}");
        }
    }
    // Where none is, the first.
    let streets = chapter("Priority 2: Clean streets", "Dust harms.", "Buy a sweeper");
    assert!(after(&format!("# Plan\n\n{smoking}{streets}"), "PH-3").1.contains("Open two clinics"));
}

#[test]
fn what_is_a_statement_and_no_action_is_no_row_of_an_action_table() {
    let table = "| Action | Lead | By when |\n| --- | --- | --- |\n| Mend roads | Head of Roads | June 2019 |\n";
    let text = format!("# Plan\n\n## Summary\n\nStreets are swept.\n\n## Roads\n\n{table}");
    let found = |code: &str| place(code, "loneliness-strategy", "2019-04-01", &text).0;
    assert_eq!(found("CA-5"), GapKind::SiblingGap);
    assert_eq!(found("CA-8"), GapKind::TableRow);
}

#[test]
fn advice_for_its_kind_and_for_its_time_says_both() {
    let plan = plan("# Plan\n\nStreets are swept.\n");
    let book = RuleBook::builtin();
    let because = |code: &str, kind: &str, day: &str| {
        let audit = check(&plan, book, &options(kind, day));
        audit.outcomes.iter().find(|outcome| outcome.expectation.code == code).unwrap().because.clone()
    };
    let both = because("PH-5", "carers-strategy", "2014-06-01");
    assert!(both.contains("this kind of plan") && both.contains("in force from 1 September 2015"), "{both}");
    let kind_alone = because("PH-5", "carers-strategy", "2016-06-01");
    assert!(kind_alone.contains("this kind of plan") && !kind_alone.contains("in force"), "{kind_alone}");
}

#[test]
fn then_the_last_row_of_an_action_table() {
    let table = "| Action | Lead | By when |\n| --- | --- | --- |\n| Sweep streets | Head of Streets | May 2015 |\n| Mend roads | Head of Roads | June 2015 |\n";
    let (kind, _, words) = gap(&format!("# Plan\n\n## Roads\n\nRoads matter.\n\n{table}\n## Floods\n\nWater.\n"));
    assert_eq!(kind, GapKind::TableRow);
    assert!(words.contains("Mend roads"), "{words}");
}

#[test]
fn then_between_the_neighbours_of_the_missing_section() {
    let (kind, _, words) = gap("# Plan\n\n## Vision\n\nA clean town.\n\n## Risks\n\nFloods.\n");
    assert_eq!((kind, words.as_str()), (GapKind::SiblingGap, "A clean town."));
}

#[test]
fn then_the_contents_list() {
    let contents = "# Plan\n\n## Contents\n\n- 1) Streets ........ 2\n- 2) Rivers ........ 4\n- 3) Roads ........ 6\n\n## 1) Streets\n\nSwept.\n\n## 2) Rivers\n\nFull.\n\n## 3) Roads\n\nMended.\n";
    let (kind, _, words) = gap(contents);
    assert_eq!(kind, GapKind::Contents);
    assert!(words.contains("Roads"), "{words}");
}

#[test]
fn the_end_of_the_plan_is_the_last_resort() {
    let (kind, after, words) = gap("# Streets\n\nStreets are swept every day.\n\nRoads are mended.\n");
    assert_eq!((kind, after, words.as_str()), (GapKind::DocumentEnd, 2, "Roads are mended."));
}

#[test]
fn a_gap_never_covers_the_whole_document() {
    let plan = plan(PLAN);
    let value = serde_json::to_value(DocumentRecord::of(&audit(&plan), &document())).unwrap();
    for outcome in value["outcomes"].as_array().unwrap() {
        let bytes = &outcome["anchor"]["origin"]["bytes"];
        let (start, end) = (bytes[0].as_u64().unwrap(), bytes[1].as_u64().unwrap());
        assert!(start > 0 && (end - start) < PLAN.len() as u64 / 2, "{outcome}");
    }
}

fn judged(text: &str, options: Options) -> (Verdict, Reason) {
    let plan = plan(text);
    let audit = check(&plan, &BOOK, &options);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "IN-1").unwrap();
    (outcome.verdict, outcome.reason)
}

fn for_jhws(text: &str) -> (Verdict, Reason) {
    judged(text, Options { kind: Some("jhws".to_owned()), fewest_words: Some(1), ..Options::default() })
}

#[test]
fn met_when_the_evidence_is_enough() {
    assert_eq!(for_jhws("We will visit 90 lonely residents every week.\n"), (Verdict::Met, Reason::Evidence));
}

#[test]
fn weak_has_a_reason_for_each_way_of_falling_short() {
    let weak = |text: &str| {
        let (verdict, reason) = for_jhws(text);
        assert_eq!(verdict, Verdict::Weak, "{text}");
        reason
    };
    assert_eq!(weak("Subject to funding, we will visit lonely residents.\n"), Reason::Conditional);
    assert_eq!(weak("We will explore how to visit lonely residents.\n"), Reason::Aspiration);
    assert_eq!(weak("One in ten residents is lonely.\n"), Reason::Need);
    assert_eq!(weak("The themes were roads, loneliness and parks.\n"), Reason::Mention);
    assert_eq!(weak("We will not fund visits to lonely residents.\n"), Reason::Contrary);
    let both =
        "The old visits to lonely residents ended in 2014.\n\nSubject to funding, we will visit lonely residents.\n";
    assert_eq!(weak(both), Reason::Conditional);
}

#[test]
fn an_action_short_of_measures_is_weak_and_matters_one_step_less() {
    let plan = plan("We will visit lonely carers.\n");
    let audit = audit(&plan);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "IN-2").unwrap();
    assert_eq!((outcome.verdict, outcome.reason), (Verdict::Weak, Reason::Unmeasured));
}

#[test]
fn missing_when_nothing_is_on_the_topic() {
    assert_eq!(for_jhws("Streets are swept every day.\n"), (Verdict::Missing, Reason::Nothing));
}

#[test]
fn not_applicable_says_whether_kind_time_or_profile() {
    let text = "Streets are swept every day.\n";
    let jhws = Some("jhws".to_owned());
    let kind = judged(text, Options { kind: Some("bcf-2014".to_owned()), fewest_words: Some(1), ..Options::default() });
    let early = judged(
        text,
        Options {
            kind: jhws,
            as_of: Some(planlint::Date::new(2010, 1, 1)),
            fewest_words: Some(1),
            ..Options::default()
        },
    );
    assert_eq!(kind, (Verdict::NotApplicable, Reason::Kind));
    assert_eq!(early, (Verdict::NotApplicable, Reason::Date));
}

#[test]
fn undecided_when_nothing_can_be_read() {
    assert_eq!(for_jhws(""), (Verdict::Undecided, Reason::TooLittle));
    assert_eq!(for_jhws("\n \n\n"), (Verdict::Undecided, Reason::TooLittle));
    let prompts = "Click here to enter text.\n\nClick here to enter text.\n\nClick here to enter text.\n";
    assert_eq!(for_jhws(prompts), (Verdict::Undecided, Reason::Template));
}

const UNWANTED: &str = r##"
code = "UN-1"
title = "No measure is taken for what it is not"
holder = "council"
modality = "argued"
directness = "inferred"
kinds = ["jhws"]
in-force = { from = 2014-04-01 }
belongs-in = ["metrics"]
expects = "absence"
topic = 'lonel* NEAR/5 indicator*'
minimum = "mention"
why = "Because."
fix = "Take the sentence out."
cites = [{ ref = "Invented argument", checked = true }]
tests = [{ verdict = "not-applicable", text = "Nothing." }]
"##;

/// The outcome of an expectation that something is not said.
fn unwanted(text: &str, profile: Profile) -> (Verdict, Reason) {
    let pack = "title = \"Invented\"\nlever = \"Invented\"\nabout = \"For tests.\"\nkeeper = \"tests\"\n";
    let mut files: Vec<(&str, &str)> =
        FILES.iter().copied().filter(|(name, _)| name.starts_with("vocabulary/")).collect();
    files.extend([("unwanted/pack.toml", pack), ("unwanted/measure.toml", UNWANTED)]);
    let book = RuleBook::load(&files).unwrap();
    let plan = plan(text);
    let audit = check(
        &plan,
        &book,
        &Options { kind: Some("jhws".to_owned()), profile, fewest_words: Some(1), ..Options::default() },
    );
    (audit.outcomes[0].verdict, audit.outcomes[0].reason)
}

/// The outcomes of every built-in expectation for a plan of `kind`.
fn outcome(text: &str, kind: &str, code: &str) -> (Verdict, Reason, String, Vec<&'static str>) {
    let plan = plan(text);
    let told = Options { kind: Some(kind.to_owned()), fewest_words: Some(1), ..Options::default() };
    let audit = check(&plan, RuleBook::builtin(), &told);
    let outcome = audit.outcomes.iter().find(|outcome| outcome.expectation.code == code).unwrap();
    let first = outcome.evidence.first();
    let quote = first.map(|passage| plan.words(passage.quote).to_owned()).unwrap_or_default();
    let slots = first.map(|passage| passage.slots.iter().map(|(slot, _)| slot.name()).collect()).unwrap_or_default();
    (outcome.verdict, outcome.reason, quote, slots)
}

#[test]
fn what_is_expected_on_a_condition_is_not_applicable_where_that_does_not_hold() {
    let verdict = |text: &str, code: &str| {
        let (verdict, reason, ..) = outcome(text, "loneliness-strategy", code);
        (verdict, reason)
    };
    let smoking = "# Smoke free plan 2023-2026\n\nStop smoking services take referrals from midwives, and the needs assessment names three wards.\n";
    let lonely = "# Our plan 2023-2026\n\nMany people are lonely, and the link workers know it.\n";
    for code in ["OF-2", "HW-1", "HW-3", "UPC-2", "UPC-3"] {
        assert_eq!(verdict(smoking, code), (Verdict::NotApplicable, Reason::Unused), "{code}");
        assert!(verdict(lonely, code).0.is_finding(), "{code}: {:?}", verdict(lonely, code));
    }
    // A book whose title names loneliness does not make a plan speak of it.
    let cited = format!("{smoking}\nSource: Loneliness in later life, 2019.\n");
    assert_eq!(verdict(&cited, "HW-3"), (Verdict::NotApplicable, Reason::Unused));
}

#[test]
fn of_two_wishes_the_one_for_a_nameable_thing_is_shown() {
    let text = "# Better Care Fund plan 2015/16\n\nWe hope that nobody will be lonely.\n\nWe would like people to meet. The Council will explore options for a befriending line for lonely tenants.\n";
    let (verdict, reason, quote, _) = outcome(text, "bcf-2014", "CA-1");
    assert_eq!((verdict, reason), (Verdict::Weak, Reason::Aspiration));
    assert_eq!(quote, "The Council will explore options for a befriending line for lonely tenants.");
}

#[test]
fn a_need_in_running_text_is_shown_before_the_label_of_a_row() {
    let text = "# Better Care Fund plan 2015/16\n\n| Risk | Score |\n|---|---|\n| Care Act costs exceed the allocation | 12 |\n\n£4,700,000 in 2015/16, of which £738,000 is for the new duties under the Care Act.\n";
    let (_, _, quote, _) = outcome(text, "bcf-2014", "BCF-8");
    assert_eq!(quote, "£4,700,000 in 2015/16, of which £738,000 is for the new duties under the Care Act.");
}

#[test]
fn an_action_has_no_slots_of_another_sentence_of_its_block() {
    let text = |more: &str| {
        format!(
            "# Better Care Fund plan 2015/16\n\nSubject to funding, people who are not eligible after assessment will be referred to community groups{more}. A trial of self-assessment for equipment worth less than £150 has been running since June.\n"
        )
    };
    assert_eq!(outcome(&text(""), "bcf-2014", "CA-6").3, [""; 0]);
    assert_eq!(outcome(&text(" from May 2015"), "bcf-2014", "CA-6").3, ["date"]);
}

#[test]
fn what_should_not_be_said_is_weak_where_it_is_and_not_applicable_where_it_is_not() {
    let said = "The loneliness indicator fell by two points last year.\n";
    assert_eq!(unwanted(said, Profile::Default), (Verdict::Weak, Reason::Misused));
    assert_eq!(unwanted("Streets are swept every day.\n", Profile::Default), (Verdict::NotApplicable, Reason::Unused));
}

#[test]
fn the_statutory_profile_leaves_out_what_is_only_argued() {
    let said = "The loneliness indicator fell by two points last year.\n";
    assert_eq!(unwanted(said, Profile::Statutory), (Verdict::NotApplicable, Reason::Profile));
}

#[test]
fn a_person_must_look_where_a_plan_says_both() {
    let both = "We will visit lonely residents. We will not visit lonely residents.\n\nWe will not fund visits to lonely residents.\n";
    assert_eq!(for_jhws(both), (Verdict::Review, Reason::Mixed));
}

#[test]
fn a_person_must_look_where_the_only_words_cannot_be_read() {
    let chart = "# Plan\n\nStreets are swept every day.\n\n0 10 20 30 40 50 lonely 60 70 80 90 2011 2012 2013 2014 12.5 13.1 14.2\n";
    assert_eq!(for_jhws(chart), (Verdict::Review, Reason::Unreadable));
}
