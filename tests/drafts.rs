//! Drafted examples: with their blanks filled, each is enough for the expectation that gave it, under the heading where it
//! belongs.

use planlint::{Expectation, Expects, Format, Options, Outcome, Plan, RuleBook, Text, Verdict, check};

/// What fills the blanks of every drafted example, in their order: a line has the expectation's code, the blank, and three
/// ways to fill it. The dates of the first way are those of the plan's time, the second's lie just before it or at its
/// start, and the third's are put in other words.
const BLANKS: &str = include_str!("drafts/blanks.tsv");

const WAYS: usize = 3;

/// The lines of an expectation: each blank with what fills it.
fn blanks(code: &str) -> Vec<(&'static str, [&'static str; WAYS])> {
    let line = |line: &'static str| -> Option<(&'static str, [&'static str; WAYS])> {
        let (own, rest) = line.split_once('\t')?;
        let cells: Vec<&str> = rest.split('\t').collect();
        let [blank, ways @ ..] = cells.as_slice() else { return None };
        (own == code).then(|| (*blank, ways.try_into().unwrap()))
    };
    BLANKS.lines().filter_map(line).collect()
}

/// The drafted example of `expectation`, its blanks filled in one of the ways.
fn filled(expectation: &Expectation, way: usize) -> String {
    let code = &expectation.code;
    let mut fills = blanks(code).into_iter();
    let mut words = expectation.fix.split_whitespace().collect::<Vec<_>>().join(" ");
    while let (Some(open), Some(close)) = (words.find('<'), words.find('>')) {
        let (blank, ways) = fills.next().unwrap_or_else(|| panic!("{code}: nothing fills <{}", &words[open + 1..]));
        assert_eq!(blank, &words[open + 1..close], "{code}");
        words.replace_range(open..=close, ways[way]);
    }
    assert_eq!(fills.next(), None, "{code}");
    words
}

/// A plan of the expectation's first kind and of a time when it is in force, that says `words` under the heading where they
/// belong.
fn verdict_on(expectation: &Expectation, words: &str) -> (Verdict, String) {
    let year = if expectation.in_force.to.is_some() { 2015 } else { 2025 };
    let book = RuleBook::builtin();
    let heading = |key: &String| book.vocabulary.headings.iter().find(|(name, _)| name == key).unwrap().1.clone();
    let place = heading(expectation.belongs_in.first().unwrap());
    let text = format!("# Our plan for {year} to {}\n\n## {place}\n\n{words}\n", year + 3);
    let plan = Plan::parse(Text::from_notation(&text, Format::Markdown));
    let mut kinds = expectation.kinds.iter().chain(&expectation.advice_for);
    let kind = kinds.next().map(|kind| kind.replace('*', if year == 2015 { "2014" } else { "2025" }));
    let as_of = Some(format!("{year}-04-01").parse().unwrap());
    let options = Options { kind, as_of, fewest_words: Some(1), ..Options::default() };
    let audit = check(&plan, book, &options);
    let outcome: &Outcome<'_> =
        audit.outcomes.iter().find(|outcome| outcome.expectation.code == expectation.code).unwrap();
    (outcome.verdict, format!("{} ({}): {text}", outcome.verdict.name(), outcome.reason.name()))
}

#[test]
fn a_drafted_example_that_is_filled_in_and_put_where_it_belongs_is_enough() {
    let mut wrong = Vec::new();
    for (_, expectation) in RuleBook::builtin().expectations() {
        // What should not be said is not said in the words to put in its place.
        let wanted = match expectation.expects {
            Expects::Presence => Verdict::Met,
            Expects::Absence => Verdict::NotApplicable,
        };
        for way in 0..WAYS {
            let (verdict, told) = verdict_on(expectation, &filled(expectation, way));
            if verdict != wanted {
                wrong.push(format!("{}: {told}", expectation.code));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
