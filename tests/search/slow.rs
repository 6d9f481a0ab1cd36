//! Laws of search: the index against a slow and obvious evaluator, and any text against any word.

use planlint::{Concepts, Hit, Index, Plan, Query, Terms};
use proptest::prelude::*;

use super::plan;

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

    /// Every alternative of a side of a distance: one may be near to what a smaller one inside it is not.
    fn any(&self, side: &Slow) -> Vec<Hit> {
        match side {
            Slow::Or(parts) => parts.iter().flat_map(|part| self.any(part)).collect(),
            side => self.find(side, None),
        }
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
                let lefts = if near.not { self.find(left, None) } else { self.any(left) };
                let rights = self.any(right);
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
    let flat = leaf.prop_recursive(2, 8, 3, {
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
        let mut parsed: Query = written.parse().unwrap_or_else(|errors| panic!("{written}: {errors}"));
        let mut terms = Terms::default();
        terms.add(&mut parsed);
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
        let mut queries: Vec<Query> = ["@date OR @money OR @count OR @percent", &format!("\"{stem}*\""), &format!("\"{stem}\" OR lonely")]
            .iter().filter_map(|query| query.parse().ok()).collect();
        queries.iter_mut().for_each(|query| terms.add(query));
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
                let mut query: Query = format!("\"{written}\"").parse().unwrap_or_else(|errors| panic!("{written}: {errors}"));
                let mut terms = Terms::default();
                terms.add(&mut query);
                let index = Index::new(&plan, &terms);
                let found = index.find(&query, &Concepts::default());
                prop_assert!(found.iter().any(|hit| index.bytes(*hit) == span), "{written:?} ({form:?}) in {notation:?}");
            }
        }
    }
}
