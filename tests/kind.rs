//! What kind of plan a document is, of what time, and how that is said.

use planlint::{
    Confidence, Date, Options, Plan, Recognised, RuleBook, Strength, Verdict, Vocabulary, check, read_bytes, recognise,
};

fn plan(text: &str) -> Plan {
    Plan::parse(read_bytes("plan.md", text.as_bytes()).unwrap())
}

fn seen(text: &str) -> Recognised {
    recognise(&plan(text), RuleBook::builtin(), None)
}

fn kind(text: &str) -> String {
    seen(text).kind.unwrap_or_default()
}

fn period(text: &str) -> Option<(u16, u16)> {
    seen(text).period
}

#[test]
fn the_examples_are_plans_of_the_first_template_for_2015_16() {
    for name in ["northmoor-draft", "eastvale-good", "harrowdale-poor"] {
        let text = std::fs::read_to_string(format!("examples/{name}.md")).unwrap();
        let seen = seen(&text);
        assert_eq!(seen.kind.as_deref(), Some("bcf-2014"), "{name}");
        assert_eq!((seen.confidence, seen.is_plan), (Confidence::High, true), "{name}");
        assert_eq!(seen.period, Some((2015, 2016)), "{name}: {}", seen.period_because);
        assert_eq!(seen.day(), Some(Date::new(2015, 4, 1)), "{name}");
        assert!(
            seen.because
                .contains("“Better Care Fund planning template – Part 1” in its title; 16 of the template's headings"),
            "{}",
            seen.because
        );
    }
}

#[test]
fn every_kind_is_recognised_from_an_opening() {
    let openings = [
        ("bcf-2014", "# Better Care Fund planning template – Part 1\n\n## 1) PLAN DETAILS\n\n## 3) CASE FOR CHANGE\n"),
        ("bcf-2016", "# Larkshire Better Care Fund: narrative for 2016-17\n"),
        ("bcf-2017", "# Integration and Better Care Fund plan 2017 to 2019\n"),
        ("bcf-2019", "# Better Care Fund 2019/20\n"),
        ("bcf-2020", "# Better Care Fund 2020-21\n"),
        ("bcf-2021", "# BCF narrative plan\n\nLarkshire, 2021-22\n"),
        ("bcf-2022", "# BCF narrative plan template\n\nLarkshire, 2022-23\n\n## Supporting unpaid carers\n"),
        ("bcf-2023", "# Better Care Fund 2023 to 2025\n\n## Executive summary\n"),
        (
            "bcf-2025",
            "# Better Care Fund 2025-26 HWB submission\n\nNarrative plan template\n\n## Section 1: Overview of BCF Plan\n",
        ),
        ("bcf-2026", "# The Better Care Fund in Larkshire, 2026/27\n"),
        ("jhws", "# A healthier Larkshire\n\nHealth and Wellbeing Strategy 2016-2021\n"),
        ("needs-assessment", "# Carers in Larkshire: a health needs assessment\n"),
        ("carers-strategy", "# Caring together\n\nLarkshire's strategy for unpaid carers 2020-25\n"),
        ("prevention-strategy", "# Early help and prevention strategy for adults\n"),
        ("ageing-well-strategy", "# A strategy for older people in Larkshire\n"),
        ("loneliness-strategy", "# Tackling loneliness: our action plan\n"),
        ("dementia-strategy", "# Living well with dementia: strategy 2020-2023\n"),
        ("ipc-plan", "# Integrated Personal Commissioning in Larkshire\n"),
        ("vanguard-plan", "# Value proposition\n\nThe Coast vanguard\n"),
        ("neighbourhood-health-plan", "# Neighbourhood health plan for Larkshire\n"),
        ("integrated-care-strategy", "# Integrated care strategy for Larkshire and the Coast\n"),
        ("commissioning-intentions", "# Commissioning intentions 2015/16\n"),
        ("market-position-statement", "# Market Position Statement: care at home\n"),
        ("minutes", "# Health and Wellbeing Board: minutes\n"),
        ("consultation-report", "# Ageing Well Strategy: consultation findings\n"),
        ("survey-report", "# Results of the Larkshire carers' survey 2016\n"),
    ];
    for (wanted, opening) in openings {
        let text = format!("{opening}\nWhat follows was agreed by everybody who had to agree to it.\n");
        assert_eq!(kind(&text), wanted, "{opening}: {}", seen(&text).because);
    }
    for card in RuleBook::builtin().vocabulary.kinds.iter().filter(|card| card.id != "blank-template") {
        assert!(openings.iter().any(|(id, _)| *id == card.id), "no opening for {}", card.id);
    }
}

#[test]
fn a_document_about_nothing_in_particular_is_of_no_kind() {
    let seen = seen("# Library opening hours\n\nThe library is open on Tuesdays.\n");
    assert_eq!((seen.kind, seen.is_plan, seen.confidence, seen.cap), (None, true, Confidence::Low, None));
}

#[test]
fn what_a_needs_assessment_recommends_is_at_most_an_aspiration() {
    let text = plan(
        "# Loneliness: a health needs assessment\n\n## Recommendations\n\nWe will fund a befriending service for 300 lonely people by March 2016.\n",
    );
    let audit = check(&text, RuleBook::builtin(), &Options { fewest_words: Some(1), ..Options::default() });
    assert_eq!(audit.recognised.cap, Some(Strength::Aspiration));
    assert!(
        !audit.passages.is_empty() && audit.passages.iter().all(|passage| passage.strength <= Strength::Aspiration)
    );
}

#[test]
fn minutes_of_a_meeting_about_a_plan_are_not_the_plan() {
    let text = "# Larkshire Health and Wellbeing Board\n\n12 March 2015\n\nPresent: Cllr Marlow (Chair), Dr Okafor\n\n## 1. Apologies\n\nApologies for absence were received from Cllr Dean.\n\n## 2. Better Care Fund\n\nThe Board resolved that the plan be approved.\n";
    let seen = seen(text);
    assert_eq!((seen.kind.as_deref(), seen.is_plan), (Some("minutes"), false), "{}", seen.because);
}

#[test]
fn a_plan_that_speaks_of_a_needs_assessment_is_a_plan() {
    let text = "# Joint Health and Wellbeing Strategy 2013-2016\n\nThe Joint Strategic Needs Assessment (JSNA) shows where need is greatest.\n\n## Recommendations of the JSNA\n\nWe took up all of them.\n";
    assert_eq!(kind(text), "jhws");
}

#[test]
fn a_kind_that_a_person_gives_is_taken() {
    let plan = plan("# Better Care Fund planning template – Part 1\n\n## Summary of plan\n");
    let told = recognise(&plan, RuleBook::builtin(), Some("carers-strategy"));
    assert_eq!((told.kind.as_deref(), told.title.as_str()), (Some("carers-strategy"), "carers' strategy"));
    assert_eq!((told.confidence, told.because.as_str()), (Confidence::High, "as told"));
}

#[test]
fn a_kind_that_a_person_gives_does_not_undo_the_period_that_the_plan_says() {
    let told = |text: &str, kind: &str| recognise(&plan(text), RuleBook::builtin(), Some(kind)).period;
    let plain = "# Better Care Fund Plan 2016/17\n\nIn 2014/15 and again in 2015/16 the pool was smaller.\n";
    assert_eq!(period(plain), Some((2016, 2017)));
    assert_eq!(told(plain, "bcf-2014"), Some((2016, 2017)), "the title stands");
    assert_eq!(told(plain, "bcf-2023"), Some((2016, 2017)));
    let heading =
        "# Better Care Fund\n\nOur plan follows.\n\n## Plan for 2016/17\n\nThe pool of 2015/16 was smaller.\n";
    assert_eq!(told(heading, "bcf-2014"), Some((2016, 2017)), "so does a heading");
    let often = "# Better Care Fund\n\nMarch 2016\n\nThe pool for 2016/17 is larger. In 2016/17 we spend more; 2016/17 is the last.\n";
    assert_eq!(told(often, "bcf-2014"), Some((2016, 2017)), "so does what the text says again and again");
    let dated = "# Better Care Fund\n\nMarch 2021\n\nThe pool is larger.\n";
    assert_eq!(told(dated, "bcf-2014"), Some((2021, 2021)), "and a date that is of no plan of that kind");
}

#[test]
fn a_kind_that_a_person_gives_decides_where_the_plan_says_nothing_plainer() {
    let told = |text: &str, kind: &str| recognise(&plan(text), RuleBook::builtin(), Some(kind));
    let silent = told("# Better Care Fund\n\nWe work together.\n", "bcf-2014");
    assert_eq!((silent.period, silent.period_because.as_str()), (Some((2014, 2016)), "the years of its template"));
    let dated = told("# Better Care Fund\n\nDecember 2016\n\nThe pool is larger.\n", "bcf-2017");
    assert_eq!(dated.period, Some((2017, 2019)), "plans are written before they begin");
    let both = "# Better Care Fund\n\nIn 2015/16 we spent less than in 2015/16 was meant; 2015/16 was hard. In 2016/17 we spend more.\n";
    assert_eq!(told(both, "bcf-2016").period, Some((2016, 2017)), "of two in the text, the one that fits");
    let title = "# Better Care Fund 2015/16\n\n## Better Care Fund 2016/17\n\nOur plan follows.\n";
    assert_eq!(told(title, "bcf-2016").period, Some((2016, 2017)), "of two as plainly said, the one that fits");
}

#[test]
fn a_plan_of_2016_17_told_to_be_of_the_first_template_is_checked_for_its_own_time() {
    let text = plan("# Better Care Fund Plan 2016/17\n\nLoneliness is a concern.\n");
    let told = Options { kind: Some("bcf-2014".to_owned()), fewest_words: Some(1), ..Options::default() };
    let audit = check(&text, RuleBook::builtin(), &told);
    assert_eq!(audit.as_of, Some(Date::new(2016, 4, 1)));
    let offer = audit.outcomes.iter().find(|outcome| outcome.expectation.code == "CA-1").unwrap();
    assert_eq!(
        (offer.verdict, offer.severity),
        (Verdict::Weak, Some(offer.expectation.severity())),
        "{}",
        offer.because
    );
}

#[test]
fn a_guess_does_not_keep_a_statement_from_being_a_commitment() {
    let sure = seen(
        "# Isolation in later life\n\nThis paper draws on the needs assessment of last year.\n\n## Recommendations\n\n## Prevalence\n\nWe will act.\n",
    );
    assert_eq!((sure.confidence, sure.cap), (Confidence::Medium, Some(Strength::Aspiration)));
    let guess = seen(
        "# Isolation in later life\n\nRespondents filled in a questionnaire.\n\n## Methodology\n\n## Key findings\n\nWe will act.\n",
    );
    assert_eq!((guess.confidence, guess.cap), (Confidence::Low, None), "{guess:?}");
}

#[test]
fn the_period_is_what_the_title_says() {
    let title = |words: &str| {
        period(&format!(
            "# Ageing Well Strategy {words}\n\nIn 2011/12 there were 400 falls, in 2011/12 more than in 2010/11, and in 2011/12 most.\n"
        ))
    };
    for (words, wanted) in [
        ("2014/15 to 2015/16", (2014, 2016)),
        ("2014/15 – 2015/16", (2014, 2016)),
        ("2023-25", (2023, 2025)),
        ("2018-2023", (2018, 2023)),
        ("2018 to 2023", (2018, 2023)),
        ("2025–26", (2025, 2026)),
        ("2015/2016", (2015, 2016)),
        ("April 2019 to March 2022", (2019, 2022)),
        ("April 2019", (2019, 2019)),
        ("2019", (2019, 2019)),
    ] {
        assert_eq!(title(words), Some(wanted), "{words}");
    }
}

#[test]
fn a_plan_sent_in_one_year_for_the_next_is_of_the_next() {
    assert_eq!(period("# Better Care Fund plan\n\nSubmission September 2014 for 2015/16\n"), Some((2015, 2016)));
    assert_eq!(
        period(
            "# Better Care Fund plan\n\nMarch 2016\n\nThe pool for 2016/17 is larger. In 2016/17 we spend more; 2016/17 is the last year.\n"
        ),
        Some((2016, 2017))
    );
}

#[test]
fn the_years_of_figures_are_not_the_years_of_a_plan() {
    let text = "# Carers' strategy\n\nJune 2015\n\nCarers numbered 400 in 2009/10 and 410 in 2009/10, and were counted in 2009/10.\n";
    assert_eq!(period(text), Some((2015, 2015)));
    assert_eq!(
        period(
            "# Carers' strategy\n\nCarers are many, and this strategy covers the years from 2016 to 2019 for all of the county's districts, as the Council agreed.\n"
        ),
        Some((2016, 2019))
    );
}

#[test]
fn what_stands_over_a_figure_or_under_one_is_no_title() {
    let text = "Figure 2.9 Noise complaints per thousand of the population (2011/12)\n\nSource: Institute of Environmental Health, 2012.\n\n# Social networks and loneliness\n\nLonely people were asked what would help, and 400 of them answered.\n";
    assert_eq!(period(text), None, "{}", seen(text).period_because);
    let own = "Table 1: Attendances in 2009/10\n\n# Carers' strategy 2016-2019\n\nCarers are many.\n";
    assert_eq!(period(own), Some((2016, 2019)));
}

#[test]
fn a_plan_is_of_no_time_that_its_text_tells_of_years_after() {
    let told = |words: &str| period(&format!("# Older people: a summary for 2011/12\n\n{words}\n"));
    let surveys =
        "In 2013 a survey was made of people over 65. Loneliness was found to matter (Source: County Survey 2014).";
    assert_eq!(told(surveys), None);
    assert_eq!(told("The clubs were opened in June 2014. During 2015 the district took them over."), None);
    assert_eq!(told("In 2010 a survey was made. In 2011 there were 400 falls."), Some((2011, 2012)), "years before it");
    assert_eq!(told("By 2015 we will have ten clubs, and by 2016 twenty."), Some((2011, 2012)), "years to come");
    assert_eq!(told("In 2013 a survey was made."), Some((2011, 2012)), "one may be a slip");
}

#[test]
fn a_plan_is_as_of_the_later_day_that_its_title_gives() {
    let day = |title: &str| seen(&format!("# {title}\n\nCarers are many, and we say so.\n")).day();
    for (title, wanted) in [
        ("Carers' strategy 2016-2021\n\nUpdated October 2019", (2019, 10, 1)),
        ("Carers' strategy 2016-2021, as at 31/03/2018", (2018, 3, 31)),
        ("Better Care Fund plan 2015/16; revised 12 January 2016", (2016, 1, 12)),
        ("Ageing well strategy\n\nPublished: 5th Sept 2017", (2017, 9, 5)),
        ("Better Care Fund plan 2022-23\n\nSubmitted to the regional team on 26 September 2022", (2022, 9, 26)),
        ("Carers' strategy 2016-2021\n\nApproved by the Health and Wellbeing Board, 12 May 2016", (2016, 5, 12)),
        // One that is published before it begins is of the time when it begins.
        ("Carers' strategy 2019-2024\n\nPublished January 2019", (2019, 4, 1)),
        (
            "Carers' strategy 2016-2021\n\nThe census of 2011 was published in July 2018, as every reader of it will know.",
            (2016, 4, 1),
        ),
    ] {
        assert_eq!(day(title), Some(Date::new(wanted.0, wanted.1, wanted.2)), "{title}");
    }
    let both = seen("# Smoke free partnership 2019-22 strategy extension; as at November 2022\n\nWe go on.\n");
    assert_eq!((both.period, both.day()), (Some((2022, 2022)), Some(Date::new(2022, 11, 1))));
    assert!(both.period_because.contains("“as at November 2022” in its title"), "{}", both.period_because);
}

#[test]
fn an_extension_begins_where_what_it_extends_ends() {
    let title = |title: &str| period(&format!("# {title}\n\nCarers are many.\n"));
    assert_eq!(title("Carers' strategy 2019-22 extension"), Some((2022, 2022)));
    assert_eq!(title("Extension of the carers' strategy 2016-2019"), Some((2019, 2019)));
    assert_eq!(title("Carers' strategy extension 2022-24"), Some((2022, 2024)), "its own years");
    assert_eq!(title("2022-24 extension of the strategy of 2019-22"), Some((2022, 2024)));
}

#[test]
fn a_template_without_years_of_its_own_is_of_its_templates_years() {
    let seen = seen(
        "# Better Care Fund planning template – Part 1\n\n## 1) PLAN DETAILS\n\n### a) Summary of Plan\n\n## 3) CASE FOR CHANGE\n",
    );
    assert_eq!((seen.period, seen.period_because.as_str()), (Some((2014, 2016)), "the years of its template"));
}

#[test]
fn a_better_care_fund_plan_of_no_known_year_is_only_perhaps_of_one() {
    let seen = seen("# Our Better Care Fund plan\n\nWe work together.\n");
    assert!(seen.kind.as_deref().is_some_and(|kind| kind.starts_with("bcf-")));
    assert_eq!((seen.confidence, seen.period), (Confidence::Low, None));
}

#[test]
fn whoever_checks_a_plan_for_2020_21_is_told_that_there_was_none() {
    let note = seen("# Better Care Fund 2020/21\n\nHow the pool was spent.\n").note.unwrap();
    assert!(note.contains("no Better Care Fund plan was submitted for approval for 2020/21"));
}

#[test]
fn of_an_empty_template_nothing_is_decided() {
    let text = plan(&RuleBook::builtin_with_tests().vocabulary.kind("blank-template").unwrap().yes[0]);
    let audit = check(&text, RuleBook::builtin(), &Options::default());
    assert_eq!((audit.recognised.kind.as_deref(), audit.recognised.is_plan), (Some("blank-template"), false));
    assert!(audit.outcomes.iter().any(|outcome| outcome.verdict == Verdict::Undecided));
    assert!(
        audit.outcomes.iter().all(|outcome| matches!(outcome.verdict, Verdict::Undecided | Verdict::NotApplicable))
    );
}

#[test]
fn a_kind_no_pack_speaks_of_gets_the_advice_of_the_kind_it_is_like() {
    let text = plan("# Dementia strategy 2016-2020\n\nPeople with dementia may be lonely.\n");
    let audit = check(&text, RuleBook::builtin(), &Options { fewest_words: Some(1), ..Options::default() });
    let applied = audit.outcomes.iter().filter(|outcome| outcome.verdict != Verdict::NotApplicable);
    assert!(applied.clone().count() > 5);
    assert!(applied.filter_map(|outcome| outcome.severity).all(|severity| severity == planlint::Severity::Advice));
}

#[test]
fn a_fault_in_the_kinds_is_shown_where_it_is() {
    let file = r#"
[[kind]]
id    = "odd"
title = "odd plan"
like  = "ood"
years = [2016, 2014]
signs = [{ in = "title", weight = 3, find = ["odd plan (", "\#oddity"] }]
"#
    .replace("\\#", "#");
    let faults = Vocabulary::load([("vocabulary/kinds.toml", file.as_str())]).unwrap_err();
    let messages: Vec<&str> = faults.all().iter().map(planlint::Fault::message).collect();
    for wanted in ["no kind called `ood`", "no tests", "end before they begin", "PLQ130", "no concept called #oddity"] {
        assert!(messages.iter().any(|message| message.contains(wanted)), "{wanted}: {messages:?}");
    }
    assert!(faults.all().iter().all(|fault| fault.file() == "vocabulary/kinds.toml"));
    assert!(
        Vocabulary::load([("vocabulary/kinds.toml", "[[kind]]\nid = \"a\"\ntitle = \"b\"\ncap = \"wish\"")]).is_err()
    );
}
