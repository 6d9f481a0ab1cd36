//! Evidence: the guideline's examples and hard cases come out as the guideline says.

use planlint::{Format, Passage, Plan, RuleBook, Slot, Standing, Strength, Text};

/// A sentence of the guideline with what it is coded.
struct Coded {
    id: String,
    level: u8,
    standing: String,
    text: String,
}

fn coded(table: &str) -> Vec<Coded> {
    let row = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let (id, level, standing, text) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        Some(Coded { id, level: level.parse().ok()?, standing, text })
    };
    table.lines().skip(1).filter_map(row).collect()
}

fn passages(text: &str) -> Vec<Passage> {
    let plan = Plan::parse(Text::from_notation(&format!("{text}\n"), Format::Plain));
    let book = RuleBook::builtin();
    planlint::passages(&plan, &book.vocabulary, &book.terms)
}

/// What is wrong with the passages of a coded sentence, if anything.
///
/// Strength is compared where the statement is asserted; the guideline leaves it open where it does not stand. Where
/// it codes one frame of a sentence that holds two, that frame must be among the claims.
fn wrong(coded: &Coded) -> Option<String> {
    let found = passages(&coded.text);
    let Some(best) = found.iter().max_by_key(|passage| (passage.is_asserted_action(), passage.strength)) else {
        return (coded.level > 0).then(|| format!("{}: no passage in: {}", coded.id, coded.text));
    };
    let said = format!("{}: came out {} {}: {}", coded.id, best.strength, best.standing, coded.text);
    if coded.level == 0 {
        return Some(said);
    }
    if coded.standing == "-" {
        let right = best.standing == Standing::Asserted && best.strength.level() == coded.level;
        return (!right).then_some(said);
    }
    let claimed = best.claims.iter().any(|claim| claim.standing.name() == coded.standing);
    (!claimed).then_some(said)
}

fn all_right(table: &str, expected: usize) {
    let coded = coded(table);
    assert_eq!(coded.len(), expected, "every row of the table is read");
    let wrong: Vec<String> = coded.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {} came out otherwise:\n{}", wrong.len(), coded.len(), wrong.join("\n"));
}

#[test]
fn the_guidelines_examples_come_out_as_coded() {
    all_right(include_str!("guideline/examples.tsv"), 109);
}

#[test]
fn the_guidelines_hard_cases_come_out_as_ruled() {
    all_right(include_str!("guideline/hard-cases.tsv"), 30);
}

#[test]
fn a_topic_is_carried_from_the_sentence_before() {
    let found = passages(
        "Loneliness among older residents is a concern. The fund pays £600 each to groups that run weekly clubs.",
    );
    assert!(found.iter().any(Passage::is_asserted_action), "{found:#?}");
}

#[test]
fn a_topic_is_not_carried_to_an_unrelated_action() {
    let found = passages("Loneliness among older residents is a concern. We will resurface the car park by May 2016.");
    assert!(!found.iter().any(Passage::is_asserted_action), "{found:#?}");
}

#[test]
fn a_list_gets_its_verb_from_its_lead_in() {
    let found = passages("To reduce loneliness we will:\n\n- recruit sixty volunteers\n- open two lunch clubs");
    let actions = found.iter().filter(|passage| passage.is_asserted_action()).count();
    assert_eq!(actions, 2, "{found:#?}");
}

#[test]
fn an_item_gets_no_verb_from_a_sentence_that_is_whole() {
    let found = passages(
        "Measure: social contact of carers (local metric)\n\ne) The Board will meet monthly.\n\n3) National conditions",
    );
    assert!(!found.iter().any(Passage::is_asserted_action), "{found:#?}");
}

#[test]
fn a_scheme_under_its_name_is_there_where_what_follows_says_whose_it_is_and_what_it_costs() {
    let acts = |text: &str| passages(text).iter().any(Passage::is_asserted_action);
    assert!(acts("BCF 11: Staying Connected, for isolated older people. Budget £163k. Provider: Age UK."));
    assert!(acts("B2 Befriending, Age UK. In place."));
    assert!(acts("Buy in a telephone line for lonely tenants. Lead: Head of Housing. By May 2027."));
    for no in [
        "BCF 11: Staying Connected, for isolated older people.",
        "Older people are isolated in every ward. Budget £163k. Provider: Age UK.",
        "Isolation in rural wards. In place.",
        "Buy in a telephone line for lonely tenants.",
    ] {
        assert!(!acts(no), "{no}");
    }
}

#[test]
fn an_item_is_no_sentence_for_the_verb_of_those_whom_it_is_for() {
    let item = "- A singing group in the library for patients whose practice has noticed that they are lonely";
    assert!(passages(item).iter().any(Passage::is_asserted_action));
    let prose = "A singing group is an idea for patients whose practice has noticed that they are lonely.";
    assert!(!passages(prose).iter().any(Passage::is_asserted_action));
}

#[test]
fn a_list_without_marks_is_read_with_what_introduces_it() {
    let standings = |text: &str| -> Vec<_> {
        passages(text).iter().map(|found| (found.standing, found.is_asserted_action())).collect()
    };
    assert_eq!(
        standings("We will not fund:\n\nlunch clubs in the villages\n\nbefriending by telephone"),
        [(Standing::Negated, false), (Standing::Negated, false)]
    );
    assert_eq!(
        standings("The service helps by:\n\nlinking isolated people to groups\n\nbringing lonely people to lunch"),
        [(Standing::Asserted, true), (Standing::Asserted, true)]
    );
    let wanted = standings("People told us they want:\n\nweekly lunches for lonely people\n\na befriender");
    assert!(wanted.iter().all(|(_, action)| !action), "{wanted:?}");
}

#[test]
fn a_row_is_one_statement_with_its_columns_as_slots() {
    let found = passages(
        "| Action | Lead | By when | Measure |\n|---|---|---|---|\n| Commission a befriending service | Ms Patel | March 2016 | 40 matches |",
    );
    let row = found.iter().find(|passage| passage.is_asserted_action()).expect("the row is an action");
    assert_eq!(row.strength, Strength::Measurable, "{row:#?}");
    let slots: Vec<&str> = row.slots.iter().map(|(slot, _)| slot.name()).collect();
    assert_eq!(slots, ["owner", "date", "measure"]);
}

#[test]
fn a_row_with_a_figure_to_be_reached_is_a_target() {
    let slots = |table: &str| -> (Strength, Vec<(String, String)>) {
        let plan = Plan::parse(Text::from_notation(&format!("{table}\n"), Format::Markdown));
        let book = RuleBook::builtin();
        let found = planlint::passages(&plan, &book.vocabulary, &book.terms);
        let row = found.last().unwrap();
        let slot = |slot: &(planlint::Slot, planlint::Span)| (slot.0.name().to_owned(), plan.words(slot.1).to_owned());
        (row.strength, row.slots.iter().map(slot).collect())
    };
    let slot = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    let users = "Care users with as much social contact as they would like";
    assert_eq!(
        slots(&format!(
            "| Measure | Now | April 2026 | Owner |\n|---|---|---|---|\n| {users} | 44% | 46% | Head of Care |"
        )),
        (Strength::Measurable, vec![slot("owner", "Head of Care"), slot("date", "April 2026"), slot("measure", "46%")])
    );
    assert_eq!(
        slots("| Outcome | Current | Target 2026/27 |\n|---|---|---|\n| Adults who often feel lonely | 9% | <7% |"),
        (Strength::Measurable, vec![slot("date", "2026/27"), slot("measure", "<7%")])
    );
    assert_eq!(
        slots(&format!("| Indicator | Baseline | Target |\n|---|---|---|\n| {users} | 44% | 46% |")),
        (Strength::Commitment, vec![slot("measure", "46%")])
    );
    // The name of an indicator is no figure, whatever words it is made of and whatever stands beside it.
    let carers = "Carers with as much social contact as they would like";
    assert_eq!(
        slots(&format!(
            "| Indicator | Baseline 2022/23 | Target 2025/26 | Owner |\n|---|---|---|---|\n| {carers} | 28% | 33% | Carers Manager |"
        )),
        (Strength::Measurable, vec![slot("owner", "Carers Manager"), slot("date", "2025/26"), slot("measure", "33%")])
    );
    assert_eq!(
        slots(&format!(
            "# Care plan 2023\n\n| Metric | 2022-23 | 2023-24 plan | Lead |\n|---|---|---|---|\n| {carers} | 38.7% | 42.0% | Head of Care |"
        )),
        (Strength::Measurable, vec![slot("owner", "Head of Care"), slot("date", "2023-24"), slot("measure", "42.0%")])
    );
    for table in [
        // Figures that are not agreed, that were reached, that compare, and another's.
        "| Indicator | Baseline | Target | Lead |\n|---|---|---|---|\n| Lonely carers | 8.1% | To be agreed | Head of Care |",
        "| Measure | Baseline | Target | Lead |\n|---|---|---|---|\n| Lonely tenants | 7.9% | None set | Housing |",
        "| Indicator | 2021-22 actual | 2022-23 actual | Data owner |\n|---|---|---|---|\n| Lonely adults | 8% | 9% | Analyst |",
        "| Indicator | Ashby | England | Lead |\n|---|---|---|---|\n| Lonely adults | 8.1% | 6.5% | Public Health |",
        "| Measure | Baseline | England target | Lead |\n|---|---|---|---|\n| Lonely adults | 8.1% | 6% | Public Health |",
        "| National target | Baseline | Target by 2035 | Lead |\n|---|---|---|---|\n| Lonely adults | 7.1% | 6% | DCMS |",
        "| Target | Baseline | Target by 2035 | Lead |\n|---|---|---|---|\n| Government: lonely adults | 7.1% | 6% | DCMS |",
    ] {
        let (strength, said) = slots(table);
        assert!(strength == Strength::Need && said.is_empty(), "{table}: {strength:?} {said:?}");
    }
    for table in [
        // Figures of two years, what is still open, a date, and the scores of a risk are no targets.
        format!("| Indicator | 2013/14 | 2014/15 |\n|---|---|---|\n| {users} | 44% | 46% |"),
        format!("| Indicator | Baseline | Target |\n|---|---|---|\n| {users} | 44% | tbc |"),
        format!("| Indicator | Baseline | Target |\n|---|---|---|\n| {users} | 44% | 1 May 2016 |"),
        "| Risk | Current score | Target score |\n|---|---|---|\n| Lonely people are not reached | 12 | 8 |".to_owned(),
    ] {
        assert!(slots(&table).0 < Strength::Commitment, "{table}");
    }
}

#[test]
fn a_figure_under_what_will_come_of_a_thing_is_a_target() {
    let measure = |text: &str| {
        let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
        let book = RuleBook::builtin();
        let found = planlint::passages(&plan, &book.vocabulary, &book.terms);
        let last = found.last().filter(|found| found.is_asserted_action());
        last.and_then(|found| found.slots.iter().find(|slot| slot.0 == planlint::Slot::Measure))
            .map(|(_, span)| plan.words(*span).to_owned())
    };
    let some = |figure: &str| Some(figure.to_owned());
    let contact = "carers with as much social contact as they would like";
    assert_eq!(measure(&format!("## Impact of scheme\n\n60 fewer falls; 38% of {contact}.\n")), some("38%"));
    assert_eq!(measure("## Expected outcomes\n\n- 50 fewer lonely carers\n"), some("50"));
    assert_eq!(measure("## Outcomes\n\n- Social contact (the local metric) at 47%\n"), some("47%"));
    assert_eq!(measure("| Scheme | Impact |\n|---|---|\n| Outings | 50 fewer lonely carers |\n"), some("50"));
    for text in [
        format!("## Local needs\n\n38% of {contact}.\n"),
        "## The impact of loneliness\n\n- 50 fewer lonely carers\n".to_owned(),
        "## Impact\n\n24% of carers feel lonely, and have less contact.\n".to_owned(),
        "## Outcomes\n\n- 24% of carers lonely\n".to_owned(),
        "## Outcomes\n\n- Outcome 3: fewer lonely carers\n".to_owned(),
    ] {
        assert_eq!(measure(&text), None, "{text}");
    }
}

#[test]
fn no_target_is_not_done() {
    for text in [
        "We have set no target for social contact.",
        "The Board has agreed no measure of loneliness.",
        "No target for the share of lonely adults has been set.",
    ] {
        let said = &passages(text)[0];
        assert_eq!(said.standing, Standing::Negated, "{text}: {said:?}");
    }
    assert_eq!(passages("We have set a target of 5% of adults lonely by 2035.")[0].standing, Standing::Asserted);
}

#[test]
fn what_befell_people_and_a_rhythm_of_money_are_no_dates() {
    let slots = |text: &str| -> Vec<String> {
        let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
        let book = RuleBook::builtin();
        let found = planlint::passages(&plan, &book.vocabulary, &book.terms);
        let slots = found.last().unwrap().slots.iter();
        slots.map(|(slot, span)| format!("{} {}", slot.name(), plan.words(*span))).collect()
    };
    assert!(slots("Link workers befriend lonely adults who were bereaved within a year.").is_empty());
    assert!(slots("Volunteers visit isolated people who have been widowed in the past year.").is_empty());
    let money = "The Council funds befriending for lonely residents at £38,000 in each year.";
    assert_eq!(slots(money), ["resource £38,000"]);
    assert_eq!(slots("We will open a lunch club for lonely people within a year."), ["date within a year"]);
    // The sum of what names the topic is shown, and not that of what only goes on from it.
    let two = "## Loneliness\n\nThe plan commits £900,000 to carers. A further £21,000 pays for befriending for lonely people.\n";
    assert_eq!(slots(two), ["resource £21,000"]);
}

#[test]
fn what_stands_below_an_action_in_a_form_is_its_own() {
    let slots = |text: &str| -> Vec<Vec<String>> {
        let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
        let book = RuleBook::builtin();
        let found = planlint::passages(&plan, &book.vocabulary, &book.terms);
        let actions = found.iter().filter(|passage| passage.is_asserted_action());
        let said = |passage: &Passage| {
            passage.slots.iter().map(|(slot, span)| format!("{} {}", slot.name(), plan.words(*span))).collect()
        };
        actions.map(said).collect()
    };
    let rows = "| Lead | Jo Bloggs |\n| Deadline | Sept 2024 |\n| Measure | 150 people |\n";
    for first in
        ["| Action | Commission a befriending line |\n", "| Action 2 | Commission a befriending line |\n|---|---|\n"]
    {
        assert_eq!(slots(&format!("{first}{rows}")), [["owner Jo Bloggs", "date Sept 2024", "measure 150 people"]]);
    }
    let two = format!(
        "| Action | Fund lunch clubs |\n| Lead | TBC |\n| Cost | £9,000 |\n| Action | Commission a befriending line |\n{rows}"
    );
    assert_eq!(slots(&two), [vec!["resource £9,000"], vec!["owner Jo Bloggs", "date Sept 2024", "measure 150 people"]]);
    let held = "| Action | Commission a befriending line |\n| Lead | Jo Bloggs |\n| Status | On hold |\n";
    assert!(slots(held).is_empty());
}

#[test]
fn a_cell_that_is_still_open_fills_no_slot() {
    for open in ["TBC", "tbc.", "(to be confirmed)", "n/a", "–"] {
        let found = passages(&format!(
            "| Action | Lead | By when | Measure |\n|---|---|---|---|\n| Commission a befriending service | {open} | {open} | {open} |"
        ));
        let row = found.iter().find(|passage| passage.is_asserted_action()).expect("the row is an action");
        assert_eq!((row.strength, row.slots.len()), (Strength::Commitment, 0), "{open}: {row:#?}");
    }
}

#[test]
fn ideas_in_a_table_are_not_actions() {
    let found = passages("| Options | Comment |\n|---|---|\n| Commission a befriending service | Popular |");
    assert!(!found.iter().any(Passage::is_asserted_action), "{found:#?}");
}

#[test]
fn the_costs_of_options_and_what_people_said_are_not_actions() {
    for text in [
        "| Option | Cost |\n|---|---|\n| Option B: open a lunch club | £2,000 |",
        "| Theme | What people said |\n|---|---|\n| Loneliness | Open a lunch club in the village |",
        "## Consultation feedback\n\n- Open the lunch club on Sundays",
        "## Good practice elsewhere\n\n- Convene a forum on loneliness",
    ] {
        let found = passages(text);
        assert!(!found.is_empty() && !found.iter().any(Passage::is_asserted_action), "{text}: {found:#?}");
    }
}

#[test]
fn what_a_table_of_partners_says_that_each_does_is_done() {
    let acts = |columns: &str, row: &str| acts(&format!("| {columns} |\n|---|---|\n| {row} |"));
    for does in ["Meets isolated carers off the bus", "Minibus; shares the cost of the lunch club", "Befriending"] {
        assert!(acts("Partner | Role", &format!("Hope Trust | {does}")), "{does}");
        assert!(acts("Organisation | What it brings", &format!("Hope Trust | {does}")), "{does}");
        assert!(!acts("Word | Meaning", &format!("Hope Trust | {does}")), "{does}");
    }
    for no in
        ["Interest in lunch clubs", "Reducing isolation", "Lonely tenants", "None on loneliness", "No befriending"]
    {
        assert!(!acts("Partner | Role", &format!("Hope Trust | {no}")), "{no}");
    }
}

#[test]
fn an_instruction_counts_in_a_list_and_a_row_whatever_its_verb() {
    for text in [
        "## Actions\n\n- Move the lunch club to the library",
        "| Action | Lead |\n|---|---|\n| Move the lunch club to the library | Ms Patel |",
    ] {
        assert!(passages(text).iter().any(Passage::is_asserted_action), "{text}");
    }
    // In running text it may speak to anybody.
    let found = passages("Join a lunch club near you.");
    assert!(!found.is_empty() && !found.iter().any(Passage::is_asserted_action), "{found:#?}");
}

#[test]
fn an_instruction_in_a_lead_in_makes_no_action_of_its_items() {
    let found = passages("## Loneliness\n\nMove the lunch club survey:\n\n- 41% feel lonely");
    let item = found.last().expect("the item is on the topic");
    assert!(!item.is_asserted_action(), "{found:#?}");
}

#[test]
fn contents_captions_and_sources_cannot_be_commitments() {
    for text in [
        "[contents] 4.2 We will commission a befriending service 31",
        "[caption] Figure 3: We will commission a befriending service",
        "[reference] Smith (2012) We will commission a befriending service. Loneliness Press.",
        "## We will commission a befriending service",
    ] {
        assert!(passages(text).iter().all(|passage| passage.strength <= Strength::Mention), "{text}");
    }
}

#[test]
fn footnote_digits_glued_to_a_word_do_not_hide_it() {
    assert_eq!(passages("Many carers report loneliness69 in the winter months.").len(), 1);
}

#[test]
fn a_number_glued_to_the_word_after_it_does_not_hide_the_order() {
    for text in ["1.3Deliver a programme of outings for lonely tenants", "4Recruit visitors for isolated residents"] {
        assert!(passages(text).iter().any(Passage::is_asserted_action), "{text}");
    }
}

#[test]
fn a_service_is_known_by_the_name_that_the_plan_calls_it_by() {
    let acts = |text: &str| passages(text).iter().filter(|passage| passage.is_asserted_action()).count();
    for naming in [
        "Linkage, our befriending service, began as a pilot.",
        "Linkage is a lunch club for older men.",
        "Loneliness is common, and people speak well of the telephone befriending service called Linkage.",
        "Loneliness is common, and people speak well of the befriending scheme known as Linkage.",
        "Two towns have Linkage (a befriending scheme in two towns).",
    ] {
        let text = |rest: &str| format!("{naming}\n\n{rest}\n");
        let before = acts(&text("Bins are emptied."));
        assert_eq!(
            acts(&text("The CCG pays for Linkage and will extend Linkage to every town.")),
            before + 1,
            "{naming}"
        );
        assert_eq!(acts(&text("The CCG pays for the linkage of records and for parking.")), before, "{naming}");
    }
}

#[test]
fn a_place_a_body_or_a_day_is_no_name_of_a_service() {
    for (naming, rest) in [
        ("In Ashby, a befriending service is needed.", "The council pays for a bus in Ashby."),
        ("In neighbouring Ashby, the council has commissioned village agents.", "The council pays for a bus to Ashby."),
        ("Many see the befriending service as Ashby at its best.", "The council pays for a bus to Ashby."),
        ("Every Tuesday, a lunch club meets.", "The council empties bins every Tuesday."),
        ("Mind, a befriending service provider, has closed.", "The council funds Mind to give debt advice."),
        ("Age UK is a befriending service.", "The council funds Age UK to give debt advice."),
    ] {
        assert_eq!(passages(&format!("{naming}\n\n{rest}\n")).len(), 1, "{naming}");
    }
}

#[test]
fn cells_that_an_extractor_ran_together_are_told_apart() {
    for text in [
        "AW4Recruit visitors for isolated residentsHousing",
        "3.2Reduce isolationRun a monthly tea for lonely tenantsLibraries",
    ] {
        assert!(passages(text).iter().any(Passage::is_asserted_action), "{text}");
    }
    assert_eq!(passages("YouTube and LinkedIn are no friends of lonely people.").len(), 1);
}

#[test]
fn an_order_under_a_heading_of_ideas_is_nobodys() {
    let strength = |heading: &str, item: &str| passages(&format!("## {heading}\n\n- {item}\n"))[0].strength;
    assert_eq!(strength("Recommendations", "Commission a befriending service"), Strength::Aspiration);
    assert_eq!(strength("Recommendations", "We will commission a befriending service"), Strength::Commitment);
    assert_eq!(strength("Our response to the recommendations", "Commission befriending"), Strength::Commitment);
}

#[test]
fn a_body_is_known_by_its_capitals() {
    let acts = |text: &str| passages(text).iter().any(Passage::is_asserted_action);
    assert!(acts("The Larder draws isolated men together over breakfast on Fridays."));
    assert!(!acts("Social Isolation draws on health services."));
}

#[test]
fn what_something_requires_and_what_respondents_were_offered_is_not_done() {
    for text in [
        "- Loneliness can be reduced. This requires support from all those services around the person.",
        "Loneliness was raised. This fits with respondents who had been offered training being more sure of themselves.",
    ] {
        assert!(!passages(text).iter().any(Passage::is_asserted_action), "{text}");
    }
}

#[test]
fn an_arrow_between_figures_leads_to_a_target() {
    let said = &passages("Percentage of adults who often feel lonely: 6.9% → 5.5% by 2026.")[0];
    assert!(said.is_asserted_action(), "{said:?}");
    assert!(!passages("Lonely adults: 6.9%; 5.5% by 2026.")[0].is_asserted_action());
}

#[test]
fn a_sentence_in_capitals_names_nobody() {
    let slots = |text: &str| passages(text)[0].slots.iter().map(|(slot, _)| *slot).collect::<Vec<_>>();
    let said = "We fund a lunch club for lonely people that inspectors saw in March 2026, at a cost of £500.";
    let titled = "We Fund A Lunch Club For Lonely People That Inspectors Saw In March 2026, At A Cost Of £500.";
    assert_eq!(slots(said), [planlint::Slot::Resource]);
    assert_eq!(slots(&said.to_uppercase()), slots(said));
    assert_eq!(slots(titled), slots(said));
    assert!(slots("We will train volunteers. Hub Manager May 2024 £500 for lonely people.").len() > 1);
}

#[test]
fn an_owner_is_named_in_whole() {
    let owner = |text: &str| {
        let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
        let book = RuleBook::builtin();
        let passages = planlint::passages(&plan, &book.vocabulary, &book.terms);
        let owner = passages[0].slots.iter().find(|(slot, _)| *slot == planlint::Slot::Owner);
        owner.map(|(_, span)| plan.words(*span).to_owned()).unwrap_or_default()
    };
    let text = "We will fund a lunch club for isolated people by March 2027. Lead: Director of Adult Services.";
    assert_eq!(owner(text), "Lead: Director of Adult Services");
    let broken = "We will fund a lunch club for isolated people by May 2027. Lead: Director of Public Health\n\nNext Steps follow.";
    assert_eq!(owner(broken), "Lead: Director of Public Health");
    let table =
        "| Action | Lead |\n|---|---|\n| Fund a lunch club for isolated people | Chair of the Carers Partnership |\n";
    assert_eq!(owner(table), "Chair of the Carers Partnership");
}

#[test]
fn everybody_is_no_owner_and_nor_is_nobody_yet() {
    let owners = |lead: &str| {
        let row = format!("| Action | Lead |\n|---|---|\n| Fund a lunch club for isolated people | {lead} |\n");
        let note = format!("We will fund a lunch club for isolated people. Lead: {lead}.");
        [row, note].map(|text| {
            let plan = Plan::parse(Text::from_notation(&text, Format::Markdown));
            let book = RuleBook::builtin();
            let passages = planlint::passages(&plan, &book.vocabulary, &book.terms);
            passages[0].slots.iter().any(|(slot, _)| *slot == planlint::Slot::Owner)
        })
    };
    for nobody in ["All partners", "Everyone", "various", "All agencies", "TBC", "To be appointed"] {
        assert_eq!(owners(nobody), [false, false], "{nobody}");
    }
    for somebody in ["Head of Libraries", "All partners, chaired by the Head of Libraries", "Age UK and partners"] {
        assert_eq!(owners(somebody), [true, true], "{somebody}");
    }
}

#[test]
fn what_anybody_may_do_is_done_here_where_something_says_so() {
    let acts = |text: &str| passages(text).iter().any(Passage::is_asserted_action);
    // things of a kind
    assert!(!acts("Groups provide isolated people with company."));
    assert!(acts("Our groups provide isolated people with company."));
    assert!(acts("Groups provide 300 isolated people with company."));
    // deeds that are known by their form alone
    assert!(!acts("Chaplains look out for people who are lonely."));
    assert!(acts("Chaplains look out for people who are lonely every Tuesday."));
    assert!(acts("Chaplains paid by the Council look out for people who are lonely."));
    // what is over, or another's, is so whoever does it
    let found = passages("Under the former programme, a floating support service helped lonely tenants.");
    assert_eq!(found[0].standing, Standing::Historical);
}

#[test]
fn families_stay_apart() {
    let family = |text: &str| passages(text)[0].family.map(|family| family.name());
    assert_eq!(family("Loneliness is common."), Some("A"));
    assert_eq!(family("Many residents are socially isolated."), Some("B"));
    assert_eq!(family("We fund a befriending scheme."), Some("C"));
}

#[test]
fn a_plans_own_place_is_not_elsewhere() {
    let action = |title: &str| {
        let found = passages(&format!(
            "# {title}\n\nThis plan is for all our residents.\n\nLeeds Council commissions a befriending service for lonely people."
        ));
        found.iter().any(Passage::is_asserted_action)
    };
    assert!(action("Leeds carers' strategy"));
    assert!(!action("Borough carers' strategy"));
}

#[test]
fn a_place_that_a_plan_names_again_and_again_is_its_own() {
    let action = |beside: &str| {
        let text = format!(
            "{beside}\n\nIn Essex, volunteers visit 300 lonely people.\n\nEssex's wardens visit isolated people."
        );
        passages(&text).iter().filter(|passage| passage.is_asserted_action()).count()
    };
    assert_eq!(action("This paper is for the Essex board. It says how people live in Essex."), 2);
    assert_eq!(action("This paper is for the board."), 0, "twice is not often");
    assert_eq!(
        action("Leeds has 1,900 lonely people, Leeds said. Essex looks to Leeds."),
        0,
        "another is named as often"
    );
}

#[test]
fn a_deed_takes_its_topic_from_the_sentence_before_only_where_it_refers_to_it() {
    let acts = |after: &str| passages(&format!("Many carers are lonely. {after}"))[0].is_asserted_action();
    assert!(acts("In response to this the Council has opened a drop-in."));
    assert!(acts("We have funded a café for them."));
    assert!(!acts("Extra care is available at Tanners Court, with a third scheme on site."));
    assert!(!acts("Status has been awarded to seven firms, among them two banks."));
    assert!(!acts("The trust has trained its staff in moving and handling."));
}

#[test]
fn what_is_asked_about_or_granted_is_not_done_but_what_goes_on_after_it_is() {
    let acts = |text: &str| passages(text)[0].is_asserted_action();
    assert!(!acts("The review looked at what is on offer to lonely residents."));
    assert!(acts("Officers looked at how people travel, and we have set up a car scheme for lonely residents."));
    assert!(!acts("Carers are isolated even where a sitting service is available."));
    assert!(acts("Even where buses run people are isolated, so the Council funds a befriending service."));
}

#[test]
fn a_verb_in_a_name_or_behind_an_article_makes_no_sentence() {
    let level = |text: &str| passages(text)[0].strength.level();
    assert_eq!(level("Loneliness in Rushshire Needs Report"), 1);
    assert_eq!(level("Loneliness and the costs of care"), 1);
    assert_eq!(level("OLDER PEOPLE ARE LONELY AND CUT OFF"), 2);
}

#[test]
fn speech_is_speech_to_its_last_sentence() {
    let found = passages("“There ought to be somewhere to go of an evening when loneliness starts. Fund a café.”");
    assert!(!found[0].is_asserted_action());
}

#[test]
fn a_date_before_the_plan_is_stale() {
    let book = RuleBook::builtin();
    let text = "We will recruit 60 volunteer befrienders for lonely people by March 2014.\n";
    let plan = Plan::parse(Text::from_notation(text, Format::Plain));
    let judged = |year| {
        planlint::Reading::new(&plan, &book.vocabulary, &book.terms, planlint::Setting { cap: None, year }).passages()
    };
    assert_eq!(judged(Some(2013))[0].strength, Strength::Measurable);
    assert_eq!(judged(Some(2016))[0].strength, Strength::Commitment);
    assert_eq!(judged(Some(2016))[0].flags, [planlint::Flag::StaleDate]);
}

#[test]
fn the_kind_of_document_caps_strength() {
    let book = RuleBook::builtin();
    let plan = Plan::parse(Text::from_notation("Commission a befriending service for lonely people.\n", Format::Plain));
    let setting = planlint::Setting { cap: Some(Strength::Aspiration), year: None };
    let found = planlint::Reading::new(&plan, &book.vocabulary, &book.terms, setting).passages();
    assert_eq!(
        (found[0].strength, found[0].flags.as_slice()),
        (Strength::Aspiration, [planlint::Flag::Capped].as_slice())
    );
}

#[test]
fn what_is_kept_from_being_more_than_it_says_is_flagged() {
    let flags = |text: &str| -> Vec<(Strength, Vec<planlint::Flag>)> {
        let found = passages(text).into_iter();
        found.map(|passage| (passage.strength, passage.flags)).collect()
    };
    let deed = "We will fund ten lunch clubs for lonely people.";
    assert_eq!(flags(&format!("[note] {deed}")), [(Strength::Aspiration, vec![planlint::Flag::Limited])]);
    assert_eq!(flags(&format!("[caption] {deed}")), [(Strength::Mention, vec![planlint::Flag::Limited])]);
    assert_eq!(flags("[note] Many people are lonely here."), [(Strength::Need, vec![])]);
    assert_eq!(flags(&format!("# Glossary\n\n{deed}")), [(Strength::Mention, vec![planlint::Flag::Explained])]);
}

// The matcher takes a long line in stretches of 127 words, each half over the one before.
#[test]
fn a_cue_is_found_wherever_in_a_long_sentence_it_stands() {
    for before in (0..380).step_by(7).chain(55..70).chain(118..134) {
        let sentence = format!("{}– we will commission a befriending service.", "paper ".repeat(before));
        let found = passages(&sentence);
        assert!(found.iter().any(Passage::is_asserted_action), "not found after {before} words: {found:?}");
    }
}

#[test]
fn what_the_people_served_would_like_is_no_wish_of_the_plans() {
    let strength = |text: &str| passages(text).iter().map(|passage| passage.strength).max();
    for action in [
        "The studio will stay open late on Fridays for anybody who would like company.",
        "The council will fund a walking group for carers who told us that they feel lonely.",
        "We have set up a supper club for those who hope to make friends after a move.",
    ] {
        assert!(strength(action) >= Some(Strength::Commitment), "{action}");
    }
    for wish in ["We would like company for everyone who lives alone.", "Residents would like company on Fridays."] {
        assert!(strength(wish) < Some(Strength::Commitment), "{wish}");
    }
}

#[test]
fn what_somebody_says_in_quotation_marks_is_theirs() {
    let action = |text: &str| passages(text).iter().any(Passage::is_asserted_action);
    for speech in [
        "“The council should pay for a driver to bring isolated neighbours into town every week.”",
        "“It was a good year. They opened a lunch club for lonely people in our old school hall.” (Man, 80)",
        "\"Bring back the visiting scheme, it funded volunteers to see isolated people every week\"",
    ] {
        assert!(!action(speech), "{speech}");
    }
    for own in [
        "“Coffee and Company” is run by volunteers for lonely people in four libraries.",
        "The council funds “Good Neighbours”, which visits isolated tenants, and will do so until 2027.",
    ] {
        assert!(action(own), "{own}");
    }
}

#[test]
fn what_ends_ends_with_all_that_is_said_of_it() {
    let action = |text: &str| passages(text).iter().any(Passage::is_asserted_action);
    assert!(!action(
        "The grant to Good Companions, which visits isolated older people in four parishes, will end in May."
    ));
    assert!(!action("No befriending provision for isolated adults has been commissioned in the district to date."));
    assert!(action(
        "The grant to Good Companions, which visits isolated older people in four parishes, has been renewed."
    ));
}

#[test]
fn a_denial_goes_on_over_or() {
    for denied in [
        "We do not fund any service that visits or telephones older people who are isolated.",
        "The council does not run or commission a befriending service.",
    ] {
        let found = passages(denied);
        assert_eq!(found[0].standing, Standing::Negated, "{denied}");
    }
    let found = passages("The council does not run a lunch club, and it funds a befriending service.");
    assert!(found[0].is_asserted_action());
}

#[test]
fn a_no_that_denies_no_deed_is_no_denial() {
    let action = |text: &str| passages(text).iter().any(Passage::is_asserted_action);
    assert!(action("No Wrong Door hubs are funded by the council for isolated young people in four towns."));
    assert!(action("No charge is made, and befriending is provided to lonely tenants every week."));
    assert!(!action("No befriending service has been commissioned for lonely carers."));
}

/// The verdict on UPC-1, link workers with a number to them, of a plan with one row.
fn link_workers(row: &str) -> planlint::Verdict {
    let table = format!("| Action | Lead | By when | Measure | Note |\n| --- | --- | --- | --- | --- |\n{row}\n");
    let plan = Plan::parse(Text::from_notation(&table, Format::Markdown));
    let as_of = "2020-01-01".parse().ok();
    let options = planlint::Options { kind: Some("jhws".to_owned()), as_of, ..Default::default() };
    let audit = planlint::check(&plan, RuleBook::builtin(), &options);
    audit.outcomes.iter().find(|outcome| outcome.expectation.code == "UPC-1").unwrap().verdict
}

#[test]
fn the_measure_of_a_row_is_no_action_where_its_deed_is_denied() {
    use planlint::Verdict::{Met, Weak};
    let cells = "Head of Primary Care | March 2020 | 14 in post, 3,000 referrals";
    assert_eq!(link_workers(&format!("| We will recruit link workers | {cells} |  |")), Met);
    assert_eq!(link_workers(&format!("| We do not plan to recruit link workers | {cells} |  |")), Weak);
    assert_eq!(link_workers(&format!("| We no longer employ link workers | {cells} |  |")), Weak);
}

#[test]
fn the_name_of_a_note_is_no_order() {
    let found =
        passages("The council will not open 14 lounges to lonely people (lead: Head of Housing; measure: 300 people).");
    assert_eq!(found[0].standing, Standing::Negated, "{found:#?}");
    let found =
        passages("The council will open 14 lounges to lonely people (lead: Head of Housing; measure: 300 people).");
    assert_eq!((found[0].standing, found[0].strength), (Standing::Asserted, Strength::Measurable), "{found:#?}");
}

#[test]
fn what_a_plan_says_of_an_actions_status_counts_wherever_it_says_it() {
    let best =
        |text: &str| passages(text).iter().map(|found| (found.standing, found.strength)).max_by_key(|found| found.1);
    let waits =
        best("The shed for isolated men will open in May. Lead: Tavenham CVS. Status: on hold, no premises found.");
    assert_eq!(waits.map(|found| found.0), Some(Standing::Conditional));
    let ended = best("| 3.6 | Open a lunch club for isolated residents | Commissioning | n/a | Ceased May 2017 |");
    assert_eq!(ended.map(|found| found.0), Some(Standing::Ceased));
    let stands =
        best("| 3.7 | Open a lunch club for isolated residents | Army Welfare Service | May 2027 | In place |");
    assert_eq!(stands, Some((Standing::Asserted, Strength::Measurable)));
}

#[test]
fn why_a_thing_is_done_does_not_undo_it() {
    assert!(passages("The peer groups meet in four towns; members say they have few friends.")[0].is_asserted_action());
    assert!(!passages("The befriending service has a waiting list of five months.")[0].is_asserted_action());
}

/// Whether any passage of Markdown is an action that stands.
fn acts(text: &str) -> bool {
    let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
    let book = RuleBook::builtin();
    planlint::passages(&plan, &book.vocabulary, &book.terms).iter().any(Passage::is_asserted_action)
}

#[test]
fn what_stands_under_a_heading_of_what_is_not_done_is_not_done() {
    let under = |heading: &str| acts(&format!("# Plan\n\n## {heading}\n\n- Open a lunch club for lonely people\n"));
    for heading in
        ["Actions we will not take forward", "What we will not do", "Rejected options", "Proposals not supported"]
    {
        assert!(!under(heading), "{heading}");
    }
    for heading in [
        "Actions not only for older people",
        "What we will do",
        "If you do not feel well",
        "People not supported by other services",
        "Socially withdrawn adults",
    ] {
        assert!(under(heading), "{heading}");
    }
}

#[test]
fn the_place_that_a_plan_is_for_is_no_other_place() {
    let says = "In Leeds, volunteers visit lonely people every week.";
    assert!(acts(&format!("# Leeds loneliness strategy\n\n{says}\n")));
    assert!(!acts(&format!("# Northmoor loneliness strategy\n\n{says}\n")));
}

#[test]
fn a_word_of_status_is_none_where_it_opens_something_else() {
    assert!(acts("# Plan\n\n3. Withdrawn older people are visited weekly by our befrienders.\n"));
    assert!(acts("| 1 | Open a lunch club for isolated men | Closed groups for carers | Lunch Clubs | £500 |\n"));
    assert!(!acts("| 1 | Open a lunch club for isolated men | Communities | Closed following a review |\n"));
}

#[test]
fn a_question_promises_nothing() {
    assert!(acts("We will fund a lunch club for lonely residents."));
    assert!(!acts("Will the Council put in place a lunch club for lonely residents?"));
    assert!(!acts("Should we not fund a lunch club, as we do in Ashby, for lonely residents?"));
}

#[test]
fn what_those_do_whom_a_service_is_for_is_no_action() {
    assert!(!acts("Residents who had joined a local group said that they felt less lonely."));
    assert!(acts("We fund volunteers who visit isolated residents."));
    assert!(acts("Residents who live alone are visited by our volunteers to prevent loneliness."));
}

#[test]
fn what_those_no_longer_do_whom_a_thing_is_for_ends_nothing() {
    let ended = |text: &str| passages(text).iter().any(|passage| passage.standing == Standing::Ceased);
    assert!(!ended("Transport that helps people who are no longer able to drive to meet their friends."));
    assert!(ended("The Council no longer funds transport that helps people to meet their friends."));
    assert!(ended("The lunch club, for people who live alone, no longer meets."));
}

#[test]
fn a_lead_in_that_asks_says_nothing_of_its_items() {
    let passages =
        passages("How we will meet this priority:\n\n- Hosting a weekly social in each library for isolated residents");
    assert!(passages.iter().any(Passage::is_asserted_action), "{passages:#?}");
}

#[test]
fn what_is_listed_under_a_line_that_denies_it_is_not_done() {
    let under =
        |line: &str| acts(&format!("{line}\n\n- lunch clubs run by parishes\n- befriending visits by paid staff\n"));
    for line in [
        "The grant does not cover:",
        "We will not be able to fund:",
        "Not included in this plan:",
        "Out of scope:",
        "It was decided not to pay for:",
        "We have stopped funding:",
    ] {
        assert!(!under(line), "{line}");
    }
    for line in [
        "The grant covers:",
        "We do not work alone. Our partners pay for:",
        "If you do not live near a club, there are:",
        "Not only do we fund day centres, we also fund:",
        "Those who do not go to day centres are offered:",
    ] {
        assert!(under(line), "{line}");
    }
}

#[test]
fn speech_with_its_speaker_behind_it_is_speech() {
    let standing = |text: &str| passages(text).first().map(|passage| passage.standing);
    let member = "“I am lonely, and now I have a lunch club to look forward to every week.” (member, Tuesday Club)";
    assert_eq!(standing(member), Some(Standing::Quoted));
    let plan =
        "“We fund two lunch clubs for lonely people each week.” (page 4) We will fund three more lunch clubs by May.";
    assert!(acts(plan));
}

#[test]
fn what_a_cue_only_passes_over_does_not_undo_it() {
    let standing = |text: &str| passages(text).first().map(|passage| passage.standing);
    let ended = "The contract for the village clubs, set up to reduce isolation, was not renewed.";
    assert_eq!(standing(ended), Some(Standing::Ceased));
    let only = "We will not only commission befriending but also fund a men's shed.";
    assert_eq!(standing(only), Some(Standing::Asserted));
}

#[test]
fn a_need_told_before_a_comma_does_not_take_in_what_is_done_behind_it() {
    assert!(acts(
        "The figures point to loneliness among carers, and we have commissioned a befriending service for them."
    ));
    assert!(acts("It is not clear how many tenants are isolated, and we will fund a visit to each of them by June."));
    assert!(!acts("It is not clear how many isolated tenants are visited by our volunteers."));
    assert!(!acts("The survey suggested that befriending is offered to most lonely residents."));
}

#[test]
fn months_of_a_year_that_has_gone_are_past_and_those_of_a_quarter_are_not() {
    let standing = |text: &str| passages(text).first().map(|passage| passage.standing);
    let past = "Between April 2009 and March 2011 the partnership funded a befriending scheme for lonely people.";
    assert_eq!(standing(past), Some(Standing::Historical));
    let quarter = "Between April and June befrienders visited lonely people.";
    assert_eq!(standing(quarter), Some(Standing::Asserted));
    let to_come = "Between April 2027 and March 2028 we will fund a befriending scheme for lonely people.";
    assert_eq!(standing(to_come), Some(Standing::Asserted));
}

#[test]
fn what_is_left_undone_for_another_thing_is_no_action() {
    for text in [
        "Instead of visiting lonely people, wardens will patrol car parks.",
        "Rather than run a lunch club for lonely people, the council will repair roads.",
        "In place of the befriending scheme we will open a gym.",
        "Officers will check parking permits rather than visit lonely people.",
    ] {
        assert!(!acts(text), "{text}");
        assert!(passages(text).iter().any(|passage| passage.standing == Standing::Negated), "{text}");
    }
}

#[test]
fn the_deed_that_is_left_is_no_action() {
    assert!(!acts("Measures against loneliness are to be part of all we do, instead of being run as short projects."));
}

#[test]
fn what_is_done_another_way_is_an_action() {
    for text in [
        "Instead of visiting isolated tenants, officers now telephone them every week.",
        "Instead of being lonely at home, residents will be visited each week.",
        "Rather than commission a new befriending service, we will fund the three lunch clubs that there are.",
        "We will visit lonely people at home rather than in the day centre.",
        "Volunteers ring lonely people instead of visiting them.",
    ] {
        assert!(acts(text), "{text}");
    }
}

#[test]
fn what_is_left_undone_is_not_carried_from_the_heading() {
    let text = "# Loneliness\n\nInstead of visiting lonely people, the council funds road repairs.\n";
    let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
    let book = RuleBook::builtin();
    let found = planlint::passages(&plan, &book.vocabulary, &book.terms);
    assert!(!found.iter().any(Passage::is_asserted_action), "{found:#?}");
}

#[test]
fn a_range_or_a_finding_is_no_measure() {
    let measured = |text: &str| passages(text).iter().any(|passage| passage.strength == Strength::Measurable);
    for text in [
        "From May 2019 we will run a club for lonely children from seven to ten.",
        "From May 2019 the council will open a friendship café for lonely residents from ten to four on weekdays.",
        "By May 2019 we will fund befriending for lonely adults aged from 18 to 64.",
        "By May 2019 we will ask lonely tenants to rate their week on a scale from one to ten.",
        "By May 2019 we will fund befriending, as loneliness rose from 12% of respondents to 18% of respondents.",
    ] {
        assert!(!measured(text), "{text}");
    }
    for text in [
        "By May 2019 we will raise the number of lunch clubs for lonely people from three to seven.",
        "We will fund befriending to cut the share of residents who are lonely from 9% to 7% by May 2019.",
    ] {
        assert!(measured(text), "{text}");
    }
}

#[test]
fn numbers_and_years_in_the_name_of_a_paper_fill_no_slot() {
    let slots = |text: &str| passages(text)[0].slots.iter().map(|(slot, _)| *slot).collect::<Vec<_>>();
    let none: [planlint::Slot; 0] = [];
    for text in [
        "We fund a lunch club for lonely people under the Better Care Fund plan for 2016/17 (scheme 6), and in the carers' hub.",
        "We fund a lunch club for lonely people in line with the Ageing Well Strategy 2015-20, objective 12, and the carers' plan.",
        "We run a telephone line for isolated people, as the carers' strategy for 2018 to 2021 foresaw.",
        "We fund a good neighbour scheme for lonely people, which is in line with priority 3 people chose.",
    ] {
        assert_eq!(slots(text), none, "{text}");
    }
    // what stands behind a break counts, and so does a date of the deed's own
    let row = "Pilot a befriending scheme; 25 matches a year; Age UK; March 2026";
    assert!(slots(row).contains(&planlint::Slot::Measure), "{:?}", slots(row));
    let own = "By March 2018 we will fund a lunch club for lonely people under the carers' strategy for 2018 to 2021.";
    assert_eq!(slots(own), [planlint::Slot::Date]);
    assert_eq!(slots("We will publish a loneliness plan in June 2018."), [planlint::Slot::Date]);
}

#[test]
fn a_result_to_be_reached_in_the_present_is_a_target() {
    let level = |text: &str| {
        let found = passages(text);
        found
            .iter()
            .filter(|passage| passage.standing == Standing::Asserted)
            .map(|passage| passage.strength.level())
            .max()
    };
    let dated = "Success means that the share of tenants who are often lonely falls from 9.1% to 8% by 2027.";
    assert_eq!(level(dated), Some(5));
    let survey = "Success means that loneliness among carers falls from 9.1% to 8% in the tenants' survey of 2027.";
    assert_eq!(level(survey), Some(5));
    assert_eq!(level("We will know we have succeeded when fewer than 8% of tenants are often lonely."), Some(4));
    assert_eq!(level("The share of tenants who are often lonely falls from 9.1% to 8% after the age of 70."), Some(2));
    assert!(!acts("We will know more about loneliness when at least half of our tenants have answered."));
    let under = |heading: &str| {
        acts(&format!("## {heading}\n\nThe share of tenants who are often lonely falls from 9.1% to 8% by 2027.\n"))
    };
    assert!(under("Expected outcomes"));
    assert!(!under("Background"));
}

#[test]
fn the_level_of_others_by_a_date_is_a_target() {
    let acts = |target: &str| {
        acts(&format!(
            "# Plan 2022 to 2027\n\n| Indicator | Baseline | Target |\n|---|---|---|\n| Adults who feel lonely | 28% | {target} |\n"
        ))
    };
    assert!(acts("Regional average by 2027"));
    assert!(!acts("Regional average"));
    assert!(acts("Better than the regional average"));
}

#[test]
fn a_level_in_words_in_the_column_of_a_year_to_come_is_a_target() {
    let level = |year: &str, target: &str| {
        let found = passages(&format!(
            "# Plan 2022 to 2027\n\n| Indicator | Now | {year} |\n|---|---|---|\n| Adults who feel lonely | 28% | {target} |\n"
        ));
        found.iter().map(|passage| passage.strength.level()).max()
    };
    for target in ["In the lowest quartile, below our peers", "At or below the regional figure", "Lower than England"] {
        assert_eq!(level("2027", target), Some(5), "{target}");
    }
    assert_eq!(level("2027", "England average"), Some(2), "it may be what the figure is compared with");
    assert_eq!(level("2027", "Lower than hoped"), Some(2));
    assert_eq!(level("England 2027", "Lower than the average"), Some(2));
}

#[test]
fn a_wish_with_its_figures_and_its_day_is_a_target() {
    let level = |text: &str| passages(text).iter().map(|passage| passage.strength.level()).max();
    let listed = |lead: &str, item: &str| level(&format!("{lead}\n\n* {item}\n* fewer potholes\n"));
    let change = "a cut in the share of tenants who are often lonely, from 11% to 9%";
    assert_eq!(listed("By 2027 we hope to see:", change), Some(5));
    assert_eq!(listed("We hope to see:", change), Some(3), "no day");
    assert_eq!(listed("By 2027 we hope to see:", "a cut in the share of tenants who are often lonely"), Some(3));
    assert_eq!(level("We would like the share of lonely tenants to drop from 11% to 9% by March 2027."), Some(5));
    assert_eq!(level("It is recommended that the share of lonely tenants be brought from 11% to 9% by 2027."), Some(3));
}

#[test]
fn an_action_whose_day_is_that_of_its_end_has_ended() {
    let standing = |when: &str| {
        let found = passages(&format!(
            "| Action | Lead | By when |\n|---|---|---|\n| Fund a lunch club for lonely people | Jo Bloggs | {when} |\n"
        ));
        found[0].standing
    };
    for over in ["Withdrawn - no funding", "Closed - not proceeding", "Decommissioned March 2021", "Ceased in May"] {
        assert_eq!(standing(over), Standing::Ceased, "{over}");
    }
    for when in ["March 2021", "Completed March 2021", "From the day on which the old club is closed"] {
        assert_eq!(standing(when), Standing::Asserted, "{when}");
    }
}

#[test]
fn a_sum_of_nothing_is_no_resource() {
    let slots = |cost: &str| {
        let found = passages(&format!(
            "| Scheme | Lead | Cost |\n|---|---|---|\n| Lunch clubs for lonely people | Jo Bloggs | {cost} |\n"
        ));
        found.iter().flat_map(|passage| &passage.slots).any(|(slot, _)| *slot == Slot::Resource)
    };
    assert!(slots("£9,000"));
    for nothing in ["£0", "£0.00", "£0k", "Nil"] {
        assert!(!slots(nothing), "{nothing}");
    }
}

#[test]
fn to_refer_people_is_no_naming() {
    assert!(acts(
        "Norbury Fire and Rescue asks about loneliness at each of its 900 home visits and refers to Good Company."
    ));
    assert!(acts("The warden visits lonely tenants and refers to Good Company."));
    assert!(!acts("Emotional loneliness refers to the absence of somebody close."));
    assert!(!acts("The housing strategy refers to loneliness and to the Good Company scheme."));
}

#[test]
fn a_wish_of_those_served_does_not_make_the_deed_one() {
    for deed in [
        "Where a tenant would like more company the warden will make a referral to the village agent.",
        "The coffee mornings for lonely carers will be repeated in each parish during 2027.",
        "Carers can have a sitter for three hours a week so that they can see friends.",
    ] {
        assert!(acts(deed), "{deed}");
    }
    for wish in [
        "Where we would like to see more company is in our care homes.",
        "The mistakes that left tenants lonely will not be repeated.",
        "Few carers can have a break so that they can see friends.",
    ] {
        assert!(!acts(wish), "{wish}");
    }
}

#[test]
fn somebody_who_is_called_the_lead_for_the_matter_is_named() {
    for named in [
        "Councillor Ward is the Council's loneliness champion.",
        "Mrs Ward is the Trust's loneliness lead.",
        "Loneliness champion: Cllr Ward",
        "Social isolation lead: Assistant Director, Housing.",
    ] {
        assert!(acts(named), "{named}");
    }
    for other in ["Loneliness lead: to be confirmed", "Mrs Ward is sorry that loneliness leads to illness."] {
        assert!(!acts(other), "{other}");
    }
}

#[test]
fn what_had_been_meant_and_was_dropped_is_not_done() {
    let standing = |text: &str| passages(text).first().map(|passage| passage.standing);
    let dropped = "We had intended to open a second lunch club for lonely tenants, but this was dropped.";
    assert_eq!(standing(dropped), Some(Standing::Negated));
    let opened = "We had intended to open a lunch club for lonely tenants in May, and it opened in June.";
    assert_ne!(standing(opened), Some(Standing::Negated));
    let asked = "Tenants told us that a lunch club for lonely people should be offered.";
    assert_eq!(standing(asked), Some(Standing::Quoted));
    let before = "Widowed tenants are often lonely. It has not been possible to find money for a group for them.";
    assert_eq!(standing(before), Some(Standing::Negated));
    let theirs = "Widowed tenants are often lonely. They do not have a car.";
    assert_eq!(standing(theirs), Some(Standing::Asserted));
}

#[test]
fn slots_hold_who_and_when_and_not_what_stands_beside_them() {
    let slots = |text: &str| -> Vec<(Slot, String)> {
        let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
        let book = RuleBook::builtin();
        let found = planlint::passages(&plan, &book.vocabulary, &book.terms);
        let best = found.into_iter().max_by_key(|passage| passage.strength).unwrap();
        best.slots.iter().map(|(slot, span)| (*slot, plan.words(*span).to_owned())).collect()
    };
    let row = slots("| Action | Lead | When |\n|---|---|---|\n| Run a club for lonely tenants | Housing | Ongoing |\n");
    assert!(row.iter().all(|(slot, _)| *slot == Slot::Owner), "{row:?}");
    let staff = slots("We fund befriending by 21 link workers, employed by the trust.\n");
    assert!(staff.iter().all(|(slot, _)| *slot != Slot::Measure), "{staff:?}");
    let date = slots("Success means that no more than 8% of our tenants are often lonely in 2027.\n");
    assert!(date.contains(&(Slot::Date, "in 2027".to_owned())), "{date:?}");
}

#[test]
fn what_the_next_sentence_says_has_ended_is_not_done() {
    let standing = |after: &str| passages(&format!("The trust runs a befriending line. {after}"))[0].standing;
    assert_eq!(standing("It will close in May."), Standing::Ceased);
    assert_eq!(standing("The line was withdrawn in 2014."), Standing::Ceased);
    // Something else that ends ends nothing, nor is all that is not done an end.
    assert_eq!(standing("The waiting list was closed in May."), Standing::Asserted);
    assert_eq!(standing("It will not be extended to the north."), Standing::Asserted);
}

#[test]
fn a_recommended_deed_is_a_wish_whatever_number_it_holds() {
    for label in ["Recommendation 4", "Recommendation 4a", "Option 2b"] {
        let found = passages(&format!("{label}: Recruit 25 visitors for isolated people"));
        assert_eq!(found[0].strength, Strength::Aspiration, "{label}");
    }
    assert!(acts("Action 6a: To train 25 champions for isolated people"));
    assert!(acts("6.1a To train 25 champions for isolated people"));
}

#[test]
fn a_row_stands_no_longer_whatever_column_says_so() {
    let standing = |when: &str| {
        let row =
            format!("| Action | Lead | By when |\n|---|---|---|\n| Lunch club for lonely men | Age UK | {when} |");
        passages(&row)
            .into_iter()
            .find(|passage| passage.strength >= Strength::Commitment)
            .map(|passage| passage.standing)
    };
    assert_eq!(standing("Decommissioned March 2020"), Some(Standing::Ceased));
    assert_eq!(standing("Closed - not proceeding"), Some(Standing::Ceased));
    assert_eq!(standing("On hold"), Some(Standing::Conditional));
    assert_eq!(standing("March 2020"), Some(Standing::Asserted));
    // A time that is open says nothing of the kind; with a lead alone the row is no action.
    assert_eq!(standing("To be confirmed"), None);
}

#[test]
fn a_share_beside_the_matter_is_a_finding_and_no_money_is_no_resource() {
    let found = |row: &str| passages(&format!("| What | How much |\n|---|---|\n| {row} |")).pop().expect("a passage");
    assert_eq!(found("Loneliness | 39%").strength, Strength::Need);
    assert_eq!(found("Lonely carers | 24.7% (2021/22)").strength, Strength::Need);
    assert_eq!(found("Loneliness | page 9").strength, Strength::Mention);
    let slots = |row: &str| found(row).slots.len();
    assert_eq!((slots("Lunch club for lonely men | £400"), slots("Lunch club for lonely men | £0")), (1, 0));
}

#[test]
fn a_date_since_when_a_thing_is_done_is_not_stale() {
    let book = RuleBook::builtin();
    let text = "The lunch club for lonely men has been running since 2019 with a grant from the Council.\n";
    let plan = Plan::parse(Text::from_notation(text, Format::Plain));
    let setting = planlint::Setting { cap: None, year: Some(2023) };
    let found = planlint::Reading::new(&plan, &book.vocabulary, &book.terms, setting).passages();
    assert_eq!(found[0].flags, []);
}

#[test]
fn how_things_are_under_a_vision_is_a_wish() {
    let strength = |text: &str| passages(text).pop().expect("a passage").strength;
    let vision = "Older people in Thornby are connected and have good friends.";
    assert_eq!(strength(&format!("Our vision\n\n{vision}")), Strength::Aspiration);
    assert_eq!(strength(&format!("What people told us\n\n{vision}")), Strength::Need);
    assert_eq!(strength("Our vision\n\nOne in ten older people is lonely."), Strength::Need);
    assert_eq!(strength("Our vision\n\nWe will open ten lunch clubs."), Strength::Commitment);
    assert_eq!(strength(&format!("Hearing and vision loss\n\n{vision}")), Strength::Need);
}

#[test]
fn what_a_row_measures_is_no_need_beside_what_it_does() {
    let row = "| Action | Lead | By when | Measure |\n|---|---|---|---|\n| Visits to lonely tenants | Head of Housing | March \
               2018 | Share who are lonely down from 14% to 10% |";
    let found = passages(row).pop().expect("a passage");
    assert!(found.is_asserted_action(), "{found:#?}");
}

#[test]
fn every_word_that_may_begin_an_end_is_known_to_begin_one() {
    let lists = include_str!("../rules/vocabulary/lists.toml");
    let entries = |name: &str| -> Vec<&str> {
        let line = lists.lines().find(|line| line.starts_with(&format!("{name} = "))).expect("the list is one line");
        line.split('"').skip(1).step_by(2).collect()
    };
    let first = entries("status-first");
    for entry in [entries("status-ended"), entries("status-halted")].concat() {
        let word = entry.split(' ').next().unwrap_or_default();
        assert!(first.contains(&word), "{word} of {entry} is not in status-first");
    }
}
