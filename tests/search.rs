//! Search: every ruling of the query language as a case.

use std::time::{Duration, Instant};

use planlint::{Concepts, Format, Index, Plan, Query, Terms, Text};

mod slow;

fn plan(notation: &str) -> Plan {
    Plan::parse(Text::from_notation(notation, Format::Markdown))
}

fn finds_with(notation: &str, query: &str, concepts: &Concepts) -> Vec<String> {
    let plan = plan(notation);
    let mut query: Query = query.parse().unwrap();
    let mut terms = Terms::default();
    terms.add(&mut query);
    let mut concepts = concepts.clone();
    concepts.add_to(&mut terms);
    let index = Index::new(&plan, &terms);
    let hits = index.find(&query, &concepts);
    hits.iter().map(|hit| plan.words(index.bytes(*hit)).to_owned()).collect()
}

fn finds(notation: &str, query: &str) -> Vec<String> {
    finds_with(notation, query, &Concepts::default())
}

/// Asserts what a query finds in a text.
#[track_caller]
fn found(notation: &str, query: &str, wanted: &[&str]) {
    assert_eq!(finds(notation, query), wanted, "{query} in {notation}");
}

#[test]
fn distance_is_a_difference_of_positions() {
    found("Lonely people.", "lonely NEAR/1 people", &["Lonely people"]);
    found("Lonely old people.", "lonely NEAR/1 people", &[]);
    found("Lonely old people.", "lonely NEAR/2 people", &["Lonely old people"]);
    found("Lonely old people here.", "\"lonely old\" NEAR/1 \"people here\"", &["Lonely old people here"]);
    found("One two three four.", "(one NEXT two) NEAR/1 (three NEXT four)", &["One two three four"]);
}

#[test]
fn near_is_either_order_and_next_is_not() {
    found("People who are lonely.", "lonely NEAR/3 people", &["People who are lonely"]);
    found("People who are lonely.", "lonely NEXT/3 people", &[]);
    found("People who are lonely.", "people NEXT/3 lonely", &["People who are lonely"]);
}

#[test]
fn every_alternative_counts_in_a_distance() {
    let text = "They connect with other people.";
    found(text, "with NEXT (people OR \"other people\")", &["with other people"]);
    found(text, "(people OR \"other people\") NEAR/1 with", &["with other people"]);
    found("Other people here.", "(people OR \"other people\") NOT NEAR/1 here", &[]);
    found("People of other people.", "(people OR \"other people\") NEAR/1 of", &["People of", "of other people"]);
}

#[test]
fn distance_does_not_cross_a_sentence_unless_told() {
    let text = "Some are lonely. Older people most.";
    found(text, "lonely NEAR/5 older", &[]);
    found(text, "(lonely NEAR/5 older) in:block", &["lonely. Older"]);
    found(text, "\"lonely older\"", &[]);
    found("Lonely.\n\nOlder.", "(lonely NEAR/5 older) in:block", &[]);
    found("Lonely.\n\nOlder.", "(lonely NEAR/5 older) in:document", &["Lonely.\n\nOlder"]);
}

#[test]
fn a_lead_in_and_each_bullet_are_one_sentence() {
    let text = "We will:\n\n- fund lunch clubs\n- train staff\n";
    found(text, "(will AND clubs) in:sentence", &["will", "clubs"]);
    found(text, "will NEXT/3 clubs", &["fund lunch clubs"]);
    found(text, "will NEXT/3 staff", &["train staff"]);
    found(text, "clubs NEAR/9 staff", &[]);
    found(text, "\"will train\"", &["train"]);
}

#[test]
fn a_cell_is_read_with_the_name_of_its_column() {
    let text = "| Action | Lead officer |\n|---|---|\n| Befriending | Head of Care |\n| Lunch clubs | |\n";
    found(text, "officer NEXT/2 head", &["Head"]);
    found(text, "action NEAR/2 befriending", &["Befriending"]);
    found(text, "befriending NEAR/3 head", &[]);
    found(text, "(befriending NEAR/5 head) in:block", &["Befriending | Head"]);
    found(text, "befriending AND head", &["Befriending", "Head"]);
    found(text, "\"lead officer\" NEAR/50 zebra", &[]);
    assert_eq!(finds(text, "\"lead officer\"")[0], "Lead officer");
    assert_eq!(finds(text, "\"lead officer\"").len(), 2, "in the header, and with the one cell under it");
}

#[test]
fn copied_words_are_shown_where_they_were_copied_from() {
    let text = "| Social isolation | By |\n|---|---|\n| x | y |\n";
    assert_eq!(finds(text, "\"social isolation\""), ["Social isolation", "Social isolation"]);
    let list = "We will:\n\n- fund clubs\n  - in villages\n";
    assert_eq!(finds(list, "(will NEXT fund) NEAR/9 villages"), ["in villages"]);
}

#[test]
fn a_field_says_where_a_term_stands() {
    let text = "# Lonely heading\n\nLonely body.\n\n- lonely item\n\n> lonely quotation\n\n[caption] Lonely caption\n\n[note] 1 Lonely note\n\n| Who | What |\n|---|---|\n| lonely cell | plain |\n";
    found(text, "heading:lonely", &["Lonely"]);
    found(text, "list:lonely", &["lonely"]);
    assert_eq!(finds(text, "list:(lonely NEXT item)"), ["lonely item"]);
    assert_eq!(finds(text, "body:(lonely NEXT body)"), ["Lonely body"]);
    assert_eq!(finds(text, "quote:(lonely NEXT quotation)"), ["lonely quotation"]);
    assert_eq!(finds(text, "caption:(lonely NEXT caption)"), ["Lonely caption"]);
    assert_eq!(finds(text, "footnote:(lonely NEXT note)"), ["Lonely note"]);
    assert_eq!(finds(text, "row:(lonely NEXT cell)"), ["lonely cell"]);
    assert_eq!(finds(text, "table:who").len(), 2, "a header, and the cell read with it");
    found(text, "heading:item", &[]);
}

#[test]
fn a_column_is_known_by_part_of_its_name() {
    let text = "| Lead officer | By when |\n|---|---|\n| Head of Care | March 2016 |\n";
    found(text, "column[lead]:head", &["Head"]);
    found(text, "column[when]:@date", &["March 2016"]);
    found(text, "column[lead]:@date", &[]);
    found("Head of Care.", "column[lead]:head", &[]);
}

#[test]
fn what_stands_under_a_heading_is_known_by_part_of_it() {
    let text = "# Health plan\n\nOpening buses.\n\n## Loneliness in later life\n\nHere buses.\n\n### Getting there\n\nDeeper buses.\n\n## Roads\n\nOther buses.\n";
    found(text, "under[lonel]:(here NEXT buses) OR under[lonel]:(deeper NEXT buses)", &["Here buses", "Deeper buses"]);
    found(text, "under[lonel]:buses", &["buses", "buses"]);
    // a heading is under itself, by its number too
    found(text, "under[lonel]:heading:lonel*", &["Loneliness"]);
    found(
        "# Plan\n\nOpening.\n\n## Priority 3: Fewer lonely\n\nBuses.\n",
        "under[priority 3]:heading:lonely",
        &["lonely"],
    );
    // headings that open a plan and have nothing of their own are its title, whatever their level
    let titled = "# Loneliness strategy\n\n# Actions\n\nMore buses.\n\n# Review\n\nYearly.\n";
    found(titled, "under[lonel]:buses", &["buses"]);
    found(titled, "under[actions]:yearly", &[]);
    found("# Loneliness\n\nFew buses.\n\n# Roads\n\nMore roads.\n", "under[lonel]:roads", &[]);
}

#[test]
fn an_and_is_satisfied_in_its_scope() {
    let text = "# Ageing\n\nLonely people. Older people.\n\nA befriending scheme.\n\n# Roads\n\nOlder roads.\n";
    found(text, "lonely AND older", &["Lonely", "Older"]);
    found(text, "(lonely AND older) in:sentence", &[]);
    found(text, "lonely AND befriending", &[]);
    found(text, "(lonely AND befriending) in:section", &["Lonely", "befriending"]);
    found(text, "(lonely AND roads) in:section", &[]);
    found(text, "(lonely AND \"older roads\") in:document", &["Lonely", "Older roads"]);
    found(text, "people NOT lonely", &[]);
    found(text, "(people NOT lonely) in:sentence", &["people"]);
    found(text, "((lonely OR older) AND (scheme NOT roads)) in:section", &["Lonely", "Older", "scheme"]);
}

#[test]
fn a_scheme_is_its_section_with_the_fields_of_its_description() {
    let concept = |name: &str, terms: &[&str]| {
        let terms = terms.iter().map(|term| Query::parse_term(term).unwrap()).collect();
        (name.to_owned(), terms, Vec::new())
    };
    let fields = concept("scheme-field", &["evidence base", "impact of scheme"]);
    let concepts = Concepts::new([fields, concept("scheme-start", &["scheme name"])]);
    let query = "(lonely AND pilot) in:scheme";
    let finds = |text: &str| finds_with(text, query, &concepts);
    // Fields that are headings of their own.
    let of = |heading: &str| format!("# Plan\n\n## One\n\nLonely people.\n\n### {heading}\n\nA pilot.\n");
    assert_eq!(finds(&of("Evidence base")), ["Lonely", "pilot"]);
    assert_eq!(finds(&of("Another scheme")), [""; 0]);
    // A chapter of that name is not the title's.
    assert_eq!(finds("# Lonely plan\n\nLonely people.\n\n## Evidence base\n\nA pilot.\n"), [""; 0]);
    // Descriptions under one heading.
    let both = |between: &str| {
        format!(
            "# Plan\n\n## Annex\n\nScheme name: one\n\nLonely people.\n\n{between}### Impact of scheme\n\nA pilot.\n"
        )
    };
    assert_eq!(finds(&both("")), ["Lonely", "pilot"]);
    assert_eq!(finds(&both("Scheme name: two\n\n")), [""; 0]);
    // Without such words a scheme is a section.
    found("## One\n\nLonely.\n\nA pilot.\n\n## Two\n\nAlone.\n", query, &["Lonely", "pilot"]);
    found("## One\n\nLonely.\n\n## Two\n\nA pilot.\n", query, &[]);
}

#[test]
fn of_counts_different_parts() {
    let text = "An aim, an aim and an aim.\n\nAn aim and a target.\n";
    found(text, "2 OF (aim, target, measure)", &["aim", "target"]);
    found(text, "3 OF (aim, target, measure)", &[]);
    assert_eq!(finds(text, "1 OF (aim, target)").len(), 5);
}

#[test]
fn not_near_drops_the_occurrence_only() {
    let text = "Isolation of patients with norovirus. Isolation of older people.";
    found(text, "isolation NOT NEAR/4 norovirus", &["Isolation"]);
    assert_eq!(finds(text, "isolation NOT NEXT/2 patients").len(), 1);
    assert_eq!(finds(text, "isolation NOT NEXT/2 of").len(), 0);
    assert_eq!(finds("Patients in isolation.", "isolation NOT NEXT/5 patients").len(), 1);
    assert_eq!(finds("Patients in isolation.", "isolation NOT NEAR/5 patients").len(), 0);
}

#[test]
fn exceptions_mask_words_before_a_concept_is_looked_for() {
    let term = |term: &str| Query::parse_term(term).unwrap();
    let concepts = Concepts::new([(
        "isolation".to_owned(),
        vec![term("social network*"), term("isolat*")],
        vec![term("social network* (site* OR account*)"), term("isolation ward*")],
    )]);
    let text = "Social networks matter. Social network sites do not. The isolation ward. Isolation hurts.";
    assert_eq!(finds_with(text, "#isolation", &concepts), ["Social networks", "Isolation"]);
    assert_eq!(finds_with(text, "#isolation NEAR/1 matter", &concepts), ["Social networks matter"]);
    assert!(finds_with(text, "#nothing", &concepts).is_empty());
}

#[test]
fn a_ring_of_concepts_is_searched_to_an_end() {
    let concepts = Concepts::new([
        ("a".to_owned(), vec!["#b OR lonely".parse().unwrap()], vec![]),
        ("b".to_owned(), vec!["#a OR older".parse().unwrap()], vec![]),
    ]);
    assert_eq!(finds_with("Lonely older people.", "#a", &concepts), ["Lonely", "older"]);
}

#[test]
fn only_the_smallest_spans_are_kept() {
    found("Lonely lonely people.", "lonely NEAR/3 people", &["lonely people"]);
    found("Older people.", "people OR \"older people\"", &["people"]);
    found("Club, club, club.", "club NEAR/3 club", &["Club, club", "club, club"]);
    found("Club.", "club NEAR/3 club", &[]);
}

#[test]
fn hyphens_part_words_and_spellings_in_two_are_one() {
    found("Self-help groups.", "\"self help\"", &["Self-help"]);
    found("Self help groups.", "self-help", &["Self help"]);
    for text in ["Wellbeing.", "Well-being.", "Well being.", "Well–being."] {
        for query in ["wellbeing", "well-being", "\"well being\"", "wellb*", "well-be*", "well-being*"] {
            assert_eq!(finds(text, query).len(), 1, "{query} in {text}");
        }
    }
    for text in ["Co-production.", "Coproduction.", "We co-produced it.", "Co-producing."] {
        assert_eq!(finds(text, "co-produc*").len(), 1, "{text}");
        assert_eq!(finds(text, "coproduc*").len(), 1, "{text}");
    }
    found("Co-opted and co-operating.", "co-op*", &["Co-opted", "co-operating"]);
    found("A time bank. Time banks. Timebanking.", "time-bank*", &["time bank", "Time banks", "Timebanking"]);
    found("Non-elective admissions.", "\"nonelective admission*\"", &["Non-elective admissions"]);
}

#[test]
fn possessives_are_words_of_their_own() {
    found("The carer's break. Carers rest.", "carers", &["Carers"]);
    found("The carer’s break.", "\"carer's\"", &["carer’s"]);
    found("The carer's break. Carers rest.", "carer*", &["carer's", "Carers"]);
    found("Men’s sheds.", "men's NEXT shed*", &["Men’s sheds"]);
}

#[test]
fn accents_ligatures_and_spellings_in_ize_are_folded() {
    found("The Café Société.", "\"cafe societe\"", &["Café Société"]);
    found("We ﬁnd it.", "find", &["ﬁnd"]);
    found("Organized and organised.", "organis*", &["Organized", "organised"]);
    found("Organisation.", "organiz*", &["Organisation"]);
    found("On the horizon.", "horiz*", &["horizon"]);
    found("A prize of that size.", "prize OR size", &["prize", "size"]);
    found("iso\u{ad}lation", "isolation", &["iso\u{ad}lation"]);
}

#[test]
fn signs_inside_words_are_kept() {
    found("Fewer A&E visits.", "A&E", &["A&E"]);
    found("Health & wellbeing.", "\"health wellbeing\"", &["Health & wellbeing"]);
    found("PHOF 1.18i is used.", "\"PHOF 1.18i\"", &["PHOF 1.18i"]);
    found("PHOF 1.18ii is used.", "1.18i*", &["1.18ii"]);
    found("It ended in 3.2. Then", "3.2", &["3.2"]);
    found("About 9,400 people.", "9400", &["9,400"]);
}

#[test]
fn a_footnote_mark_is_no_part_of_a_word() {
    found("Reducing loneliness69 is hard.", "loneliness", &["loneliness69"]);
    found("Reducing loneliness⁶⁹ is hard.", "loneliness", &["loneliness⁶⁹"]);
    found("Covid19", "covid*", &["Covid19"]);
    found("The year2015", "year", &[]);
}

#[test]
fn capitals_matter_only_where_asked() {
    found("The BCF and the bcf.", "bcf", &["BCF", "bcf"]);
    found("The BCF and the bcf.", "case:BCF", &["BCF"]);
    found("The Age UK and an age.", "case:Age", &["Age"]);
    found("Better Care Fund and better care fund.", "case:\"Better Care Fund\"", &["Better Care Fund"]);
    found("ICE. Nice ice.", "case:(ICE OR SIL)", &["ICE"]);
    found("WEMWBS and Wemwbs.", "case:WEM*", &["WEMWBS"]);
}

#[test]
fn wildcards_stand_for_what_they_say() {
    found("Lonely, loneliness, lonel.", "lonel*", &["Lonely", "loneliness", "lonel"]);
    found("Women, woman, womn.", "wom?n", &["Women", "woman"]);
    found("A carer.", "carer*", &["carer"]);
    found("Womanly.", "wom?n*", &["Womanly"]);
}

#[test]
fn dates_are_read_as_councils_write_them() {
    let dates = [
        ("By the end of March 2016 we will.", "March 2016"),
        ("On 31 March 2015 it ended.", "31 March 2015"),
        ("On 31st March 2015 it ended.", "31st March 2015"),
        ("On the 31st of March it ended.", "31st of March"),
        ("In 2015/16 we will.", "2015/16"),
        ("In 2015-16 we will.", "2015-16"),
        ("In 2015/2016 we will.", "2015/2016"),
        ("Due 31.03.16 latest.", "31.03.16"),
        ("Due 31/03/2016 latest.", "31/03/2016"),
        ("In Q3 2015 we will.", "Q3 2015"),
        ("In Q3 2015/16 we will.", "Q3 2015/16"),
        ("From autumn 2025 on.", "autumn 2025"),
        ("Done by March.", "March"),
        ("Done by May and June.", "May"),
        ("Sept. 2026 it is.", "Sept. 2026"),
        ("Since 2014 it is.", "2014"),
    ];
    for (text, date) in dates {
        assert_eq!(finds(text, "@date").first().map(String::as_str), Some(date), "{text}");
    }
    let none = [
        "We may march on.",
        "We march in step.",
        "2 may attend.",
        "See 4.2.1 above.",
        "Some 2,015 people.",
        "This winter.",
        "See 99/99/2016.",
        "May is here.",
    ];
    for text in none {
        let found = finds(text, "@date");
        assert!(found.iter().all(|found| found == "2016"), "{text}: {found:?}");
    }
    found("Since 2014 it is.", "@year", &["2014"]);
}

#[test]
fn money_percentages_and_counts_are_read() {
    for (text, money) in [
        ("It costs £75,000.", "£75,000"),
        ("It costs £1.25m.", "£1.25m"),
        ("It costs £2 million.", "£2 million"),
        ("It costs 240k.", "240k"),
        ("It costs 1.5m.", "1.5m"),
    ] {
        found(text, "@money", &[money]);
    }
    for (text, percent) in [
        ("Some 41 per cent.", "41 per cent"),
        ("Some 41% of us.", "41%"),
        ("Some 12.5 percent.", "12.5 percent"),
        ("Ten per cent.", "Ten per cent"),
    ] {
        found(text, "@percent", &[percent]);
    }
    found("Ten clubs, 40 people, 9,400 visits.", "@count", &["Ten", "40", "9,400"]);
    found("See 4.2 and the 3rd sector.", "@count", &[]);
    found("See 4.2 and 7.", "@number", &["4.2", "7"]);
    found("Up 41 per cent.", "@count", &[]);
}

#[test]
fn the_sentences_of_every_block_are_its_own() {
    let notation = "# A b\n\nOne two. Three.\n\n- x\n- y z\n\n| h | i |\n|---|---|\n| c. Dd ee. | f |\n\nLast.";
    let plan = plan(notation);
    let terms = Terms::default();
    let index = Index::new(&plan, &terms);
    for (id, block) in plan.blocks().iter().enumerate() {
        let sentences = index.sentences_of(block);
        assert_eq!(sentences.len(), block.sentences.len());
        for at in sentences.flat_map(|sentence| index.sentence(sentence)) {
            assert_eq!(index.token(at).block as usize, id);
            assert!(!index.token(at).own || block.line.contains(index.token(at).span));
        }
    }
}

#[test]
fn long_lists_are_searched_in_time_with_their_length() {
    let text = "lonely older ".repeat(20_000);
    let started = Instant::now();
    assert_eq!(finds(&text, "lonely NEAR/50 older").len(), 39_999);
    assert_eq!(finds(&text, "(lonely OR older) NEAR/50 (lonely OR older)").len(), 39_999);
    assert_eq!(finds(&text, "lonely NOT NEAR/50 zebra").len(), 20_000);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn text_made_to_hurt_makes_no_more_words_than_it_has_bytes() {
    let started = Instant::now();
    let text = "word ".repeat(5_000) + "we will:\n" + &"- a\n".repeat(20_000);
    let plan = plan(&text);
    let terms = Terms::default();
    let index = Index::new(&plan, &terms);
    let last = plan.blocks().last().unwrap();
    let words = index.sentences_of(last).map(|sentence| index.sentence(sentence).end).max().unwrap();
    assert!((words as usize) < text.len(), "{words}");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}
