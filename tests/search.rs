//! Search: every ruling of the query language as a case, and the index against a slow and obvious evaluator.

use std::time::{Duration, Instant};

use planlint::{Concepts, Format, Hit, Index, Plan, Query, Terms, Text};
use proptest::prelude::*;

fn plan(notation: &str) -> Plan {
    Plan::parse(Text::from_notation(notation, Format::Markdown))
}

fn finds_with(notation: &str, query: &str, concepts: &Concepts) -> Vec<String> {
    let plan = plan(notation);
    let query: Query = query.parse().unwrap();
    let mut terms = Terms::default();
    terms.add(&query);
    concepts.queries().for_each(|query| terms.add(query));
    let index = Index::new(&plan, &terms);
    let hits = index.find(&query, concepts);
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

/// A query of the slow evaluator.
#[derive(Clone, Debug)]
enum Slow {
    /// Words side by side; one is a word.
    Words(Vec<&'static str>),
    Or(Vec<Slow>),
    And(Vec<Slow>, Option<Box<Slow>>, Option<Scope>),
    Of(usize, Vec<Slow>),
    Near(Box<Slow>, Near, Box<Slow>, Option<Scope>),
    Heading(Box<Slow>),
}

#[derive(Clone, Copy, Debug)]
struct Near {
    ordered: bool,
    not: bool,
    words: u32,
}

#[derive(Clone, Copy, Debug)]
enum Scope {
    Sentence,
    Block,
    Section,
    Document,
}

impl Slow {
    fn written(&self) -> String {
        let each = |parts: &[Self], joint: &str| {
            parts.iter().map(|part| format!("({})", part.written())).collect::<Vec<_>>().join(joint)
        };
        let scoped = |query: String, scope: &Option<Scope>| match scope {
            None => query,
            Some(scope) => format!("({query}) in:{}", format!("{scope:?}").to_lowercase()),
        };
        match self {
            Self::Words(words) => format!("\"{}\"", words.join(" ")),
            Self::Or(parts) => each(parts, " OR "),
            Self::And(parts, None, scope) => scoped(each(parts, " AND "), scope),
            Self::And(parts, Some(not), scope) => {
                scoped(format!("{} NOT ({})", each(parts, " AND "), not.written()), scope)
            }
            Self::Of(least, parts) => format!("{least} OF ({})", each(parts, ", ")),
            Self::Near(left, near, right, scope) => {
                let not = if near.not { "NOT " } else { "" };
                let name = if near.ordered { "NEXT" } else { "NEAR" };
                scoped(format!("({}) {not}{name}/{} ({})", left.written(), near.words, right.written()), scope)
            }
            Self::Heading(inner) => format!("heading:({})", inner.written()),
        }
    }
}

/// The words of an index, one by one.
struct Page<'p> {
    plan: &'p Plan,
    index: &'p Index<'p>,
    words: u32,
}

impl<'p> Page<'p> {
    fn new(plan: &'p Plan, index: &'p Index<'p>) -> Self {
        let sentences = plan.blocks().iter().flat_map(|block| index.sentences_of(block));
        let words = sentences.map(|sentence| index.sentence(sentence).end).max().unwrap_or(0);
        Self { plan, index, words }
    }

    fn fits(&self, at: u32, wanted: &str) -> bool {
        let form = self.index.form(self.index.token(at).word);
        wanted.strip_suffix('*').map_or(form == wanted, |stem| form.starts_with(stem))
    }

    fn unit(&self, at: u32, scope: Scope) -> usize {
        let token = self.index.token(at);
        match scope {
            Scope::Sentence => token.sentence as usize,
            Scope::Block => token.block as usize,
            Scope::Section => self.plan.blocks()[token.block as usize].section,
            Scope::Document => 0,
        }
    }

    /// The unit of a find that stands in one.
    fn inside(&self, hit: Hit, scope: Scope) -> Option<usize> {
        let unit = self.unit(hit.first, scope);
        (unit == self.unit(hit.last, scope)).then_some(unit)
    }

    fn find(&self, query: &Slow, outer: Option<Scope>) -> Vec<Hit> {
        let part_scope = |part: &Slow, scope: Option<Scope>| if of_distance(part) { None } else { scope };
        let hits = match query {
            Slow::Words(words) => {
                let starts = 0..self.words.saturating_sub(words.len() as u32 - 1);
                let fits = |start: &u32| {
                    let all = (*start..).zip(words).all(|(at, word)| self.fits(at, word));
                    all && self.unit(*start, Scope::Sentence)
                        == self.unit(start + words.len() as u32 - 1, Scope::Sentence)
                };
                starts.filter(fits).map(|start| Hit { first: start, last: start + words.len() as u32 - 1 }).collect()
            }
            Slow::Or(parts) => parts.iter().flat_map(|part| self.find(part, part_scope(part, outer))).collect(),
            Slow::And(parts, not, scope) => {
                let scope = scope.or(outer);
                let unit = scope.unwrap_or(Scope::Block);
                let found: Vec<Vec<Hit>> = parts.iter().map(|part| self.find(part, part_scope(part, scope))).collect();
                let against = not.iter().flat_map(|not| self.find(not, part_scope(not, scope))).collect::<Vec<_>>();
                let has = |hits: &[Hit], wanted| hits.iter().any(|hit| self.inside(*hit, unit) == Some(wanted));
                let kept = |hit: &Hit| {
                    self.inside(*hit, unit)
                        .is_some_and(|here| found.iter().all(|hits| has(hits, here)) && !has(&against, here))
                };
                found.iter().flatten().copied().filter(kept).collect()
            }
            Slow::Of(least, parts) => {
                let unit = outer.unwrap_or(Scope::Block);
                let found: Vec<Vec<Hit>> = parts.iter().map(|part| self.find(part, part_scope(part, outer))).collect();
                let count = |here: usize| {
                    found.iter().filter(|hits| hits.iter().any(|hit| self.inside(*hit, unit) == Some(here))).count()
                };
                let kept = |hit: &Hit| self.inside(*hit, unit).is_some_and(|here| count(here) >= *least);
                found.iter().flatten().copied().filter(kept).collect()
            }
            Slow::Near(left, near, right, scope) => {
                let unit = scope.or(outer).unwrap_or(Scope::Sentence);
                let (lefts, rights) = (self.find(left, None), self.find(right, None));
                let pairs = |left: &Hit| {
                    let fits = |right: &Hit| {
                        let after = right.first > left.last && right.first - left.last <= near.words;
                        let before = left.first > right.last && left.first - right.last <= near.words && !near.ordered;
                        (after || before) && self.inside(left.join(*right), unit).is_some()
                    };
                    rights.iter().copied().filter(fits).collect::<Vec<Hit>>()
                };
                if near.not {
                    lefts.into_iter().filter(|left| pairs(left).is_empty()).collect()
                } else {
                    lefts
                        .iter()
                        .flat_map(|left| pairs(left).into_iter().map(|right| left.join(right)).collect::<Vec<_>>())
                        .collect()
                }
            }
            Slow::Heading(inner) => {
                let is_heading = |hit: &Hit| {
                    self.plan.blocks()[self.index.token(hit.first).block as usize].kind == planlint::BlockKind::Heading
                };
                self.find(inner, outer).into_iter().filter(is_heading).collect()
            }
        };
        smallest(hits)
    }
}

fn of_distance(query: &Slow) -> bool {
    match query {
        Slow::Near(_, _, _, None) => true,
        Slow::Heading(inner) => of_distance(inner),
        _ => false,
    }
}

/// The spans that hold no other.
fn smallest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort();
    hits.dedup();
    let holds = |outer: &Hit, inner: &Hit| outer != inner && outer.first <= inner.first && inner.last <= outer.last;
    let all = hits.clone();
    hits.retain(|hit| !all.iter().any(|other| holds(hit, other)));
    hits
}

const WORDS: [&str; 8] = ["lonely", "lone", "older", "carer", "carers", "people", "and", "club"];

fn text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(WORDS.to_vec());
    let sentence = proptest::collection::vec(word, 1..7).prop_map(|words| words.join(" "));
    let line = (0..8_u8, sentence.clone(), sentence).prop_map(|(kind, one, two)| match kind {
        0 => format!("\n## {one}\n"),
        1 => format!("\nWe {one}:\n- {two}\n- {one}"),
        2 => format!("- {one}. We {two}"),
        3 => format!("\n| {one} | {two} |\n|---|---|\n| {two} | {one} |"),
        4 => format!("| {two} | {one} |"),
        _ => format!("\nThe {one}. The {two}. The {one} {two}.\n"),
    });
    proptest::collection::vec(line, 1..7).prop_map(|lines| lines.join("\n"))
}

fn slow() -> impl Strategy<Value = Slow> {
    let word = proptest::sample::select(vec![
        "lonely", "lone*", "older", "carer*", "carers", "people", "club", "and", "the", "zebra",
    ]);
    let leaf = prop_oneof![
        4 => word.clone().prop_map(|word| Slow::Words(vec![word])),
        1 => proptest::collection::vec(word, 2..4).prop_map(Slow::Words),
    ];
    let near = (any::<bool>(), proptest::bool::weighted(0.3), 1..6_u32).prop_map(|(ordered, not, words)| Near {
        ordered,
        not,
        words,
    });
    let scope = proptest::option::of(proptest::sample::select(vec![
        Scope::Sentence,
        Scope::Block,
        Scope::Section,
        Scope::Document,
    ]));
    // Inside a distance there may be no AND.
    let flat =
        leaf.prop_recursive(2, 8, 3, {
            let (near, scope) = (near.clone(), scope.clone());
            move |inner| {
                prop_oneof![
                    proptest::collection::vec(inner.clone(), 2..4).prop_map(Slow::Or),
                    (inner.clone(), near.clone(), inner, scope.clone()).prop_map(|(left, near, right, scope)| {
                        Slow::Near(Box::new(left), near, Box::new(right), scope)
                    }),
                ]
            }
        });
    flat.prop_recursive(3, 16, 3, move |inner| {
        let parts = proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Slow::Or),
            (proptest::collection::vec(inner.clone(), 2..4), scope.clone())
                .prop_map(|(parts, scope)| Slow::And(parts, None, scope)),
            (parts, inner.clone(), scope.clone()).prop_map(|(parts, not, scope)| Slow::And(
                parts,
                Some(Box::new(not)),
                scope
            )),
            (1..3_usize, proptest::collection::vec(inner.clone(), 2..4))
                .prop_map(|(least, parts)| Slow::Of(least, parts)),
            inner.prop_map(|inner| Slow::Heading(Box::new(inner))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_index_finds_what_a_slow_reading_finds(notation in text(), query in slow()) {
        let plan = plan(&notation);
        let written = query.written();
        let parsed: Query = written.parse().unwrap_or_else(|errors| panic!("{written}: {errors}"));
        let mut terms = Terms::default();
        terms.add(&parsed);
        let index = Index::new(&plan, &terms);
        let found = index.find(&parsed, &Concepts::default());
        let page = Page::new(&plan, &index);
        prop_assert_eq!(&found, &page.find(&query, None), "{} in\n{}", written, notation);
        for hit in found {
            prop_assert!(notation.get(index.bytes(hit).range()).is_some_and(|bytes| !bytes.is_empty()));
        }
    }

    #[test]
    fn any_text_can_be_searched(notation in "(\\PC|[ .,'’-]|\n|[-#|] ){0,60}", stem in "\\PC{1,4}") {
        let plan = plan(&notation);
        let mut terms = Terms::default();
        let queries: Vec<Query> = ["@date OR @money OR @count OR @percent", &format!("\"{stem}*\""), &format!("\"{stem}\" OR lonely")]
            .iter().filter_map(|query| query.parse().ok()).collect();
        queries.iter().for_each(|query| terms.add(query));
        let index = Index::new(&plan, &terms);
        for query in &queries {
            for hit in index.find(query, &Concepts::default()) {
                prop_assert!(hit.first <= hit.last);
                prop_assert!(notation.get(index.bytes(hit).range()).is_some());
            }
        }
    }

    /// A word written as it stands in a text is found there.
    #[test]
    fn every_word_is_found_by_itself(notation in "[a-zA-Z0-9éßﬁ½⑴ʼŉİ’'&.,%£ -]{1,40}") {
        let plan = plan(&notation);
        let none = Terms::default();
        let words: Vec<(planlint::Span, String)> = {
            let index = Index::new(&plan, &none);
            let page = Page::new(&plan, &index);
            (0..page.words).map(|at| (index.token(at).span, index.form(index.token(at).word).to_owned())).collect()
        };
        for (span, form) in words {
            for written in [plan.words(span), &form] {
                let query: Query = format!("\"{written}\"").parse().unwrap_or_else(|errors| panic!("{written}: {errors}"));
                let mut terms = Terms::default();
                terms.add(&query);
                let index = Index::new(&plan, &terms);
                let found = index.find(&query, &Concepts::default());
                prop_assert!(found.iter().any(|hit| index.bytes(*hit) == span), "{written:?} ({form:?}) in {notation:?}");
            }
        }
    }
}
