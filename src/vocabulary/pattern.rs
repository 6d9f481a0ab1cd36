//! Cue patterns, compiled, and found in a line of words.
//!
//! Every step of a pattern maps the set of places where it may begin to the set where it may end. A set is a bit mask
//! over the next 127 words, so a pattern costs the words it looks at and never backtracks.

use pest::Parser;
use pest::iterators::Pair;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::classes::{WordClasses, has};
use crate::words;

/// The derive for `cue.pest`.
mod grammar {
    /// Reads cue patterns.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/cue.pest"]
    pub(super) struct CueParser;
}

use grammar::{CueParser, Rule};

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// A blank or a hyphen.
    #[default]
    Blank,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A bracket or a quotation mark.
    Bracket,
    /// A semicolon, a dash, a bar: a new clause.
    Hard,
}

/// Words of a statement as the matcher sees them.
#[derive(Debug, Default)]
pub struct Line<'a> {
    /// The classes of each word.
    pub words: Vec<&'a [u64]>,
    /// What stands before each word.
    pub gaps: Vec<Gap>,
    /// Whether a statement, or a part that works as one, begins at each word.
    pub starts: Vec<bool>,
    /// Typed values: name, first word, one past the last.
    pub values: Vec<(&'static str, usize, usize)>,
    /// Concepts found: index, first word, one past the last.
    pub concepts: Vec<(usize, usize, usize)>,
}

/// A pattern found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Index of the cue.
    pub cue: usize,
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Node {
    Class(u32),
    /// Of the matcher's lists.
    List(usize),
    Choice(Vec<Vec<Node>>),
    Maybe(Box<Node>),
    Many(Box<Node>),
    Gap(u32),
    /// A gap that passes no word of the class.
    Tight(u32, u32),
    Start,
    End,
    Colon,
    Value(String),
    Concept(usize),
}

/// A word list: its single words as one class, its phrases, and the class of the words that a phrase begins with.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    single: u32,
    first: u32,
    phrases: Vec<Vec<u32>>,
}

/// A pattern of a cue, ready to be tried.
#[derive(Debug, Serialize, Deserialize)]
struct Pattern {
    cue: usize,
    nodes: Vec<Node>,
    /// Sets of classes: a line without a word of each set cannot hold the pattern. Most lines fail one.
    needs: Vec<Vec<u32>>,
}

/// Finds cues.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Matcher {
    /// The word classes of all patterns.
    pub classes: WordClasses,
    patterns: Vec<Pattern>,
    /// The patterns that may begin with a word of each class.
    by_class: Vec<Vec<usize>>,
    /// The classes that any pattern may begin with, as a bit set.
    openers: Vec<u64>,
    by_value: FxHashMap<String, Vec<usize>>,
    by_concept: FxHashMap<usize, Vec<usize>>,
    at_start: Vec<usize>,
    at_colon: Vec<usize>,
    literals: FxHashMap<String, u32>,
    lists: Vec<List>,
    list_names: FxHashMap<String, usize>,
}

impl Matcher {
    /// Adds a word list that patterns may name.
    pub fn list(&mut self, name: &str, entries: &[String]) {
        let (phrases, singles): (Vec<&str>, Vec<&str>) =
            entries.iter().map(String::as_str).partition(|entry| entry.contains(' '));
        let single = self.classes.class(singles);
        let first = self.classes.class(phrases.iter().filter_map(|phrase| phrase.split_whitespace().next()));
        let phrases =
            phrases.iter().map(|phrase| phrase.split_whitespace().map(|word| self.literal(word)).collect()).collect();
        self.list_names.insert(name.to_owned(), self.lists.len());
        self.lists.push(List { single, first, phrases });
    }

    /// The class of a list's single words, for code that asks of one word whether it is in the list.
    #[must_use]
    pub fn list_class(&self, name: &str) -> Option<u32> {
        self.named(name).map(|list| list.single)
    }

    fn named(&self, name: &str) -> Option<&List> {
        self.list_names.get(name).map(|list| &self.lists[*list])
    }

    /// Whether `words` are in the list called `name`, in whole and in any case.
    #[must_use]
    pub fn list_has(&self, name: &str, words: &str) -> bool {
        let mut cut = Vec::new();
        words::split(words, |from, to| cut.push(words::normal(&words[from..to]).into_owned()));
        let classes: Vec<Vec<u64>> = cut.iter().map(|word| self.classes.of(word)).collect();
        let line = Line {
            words: classes.iter().map(Vec::as_slice).collect(),
            gaps: vec![Gap::Blank; cut.len()],
            ..Line::default()
        };
        let ends = self.named(name).map_or(0, |list| list.step(0, 0, &line));
        !cut.is_empty() && cut.len() < 127 && ends >> cut.len() & 1 == 1
    }

    /// Adds a pattern of the cue `cue`.
    ///
    /// # Errors
    /// When it cannot be read; the byte where reading stopped, and what is wrong.
    pub fn add(
        &mut self,
        cue: usize,
        pattern: &str,
        concept: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<(), (usize, String)> {
        let mut pairs = CueParser::parse(Rule::pattern, pattern).map_err(|error| {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
            };
            (at, "this cannot be read as a cue pattern from here".to_owned())
        })?;
        let sequence =
            pairs.next().and_then(|pattern| pattern.into_inner().next()).ok_or((0, "nothing here".to_owned()))?;
        let nodes = self.sequence(sequence, concept)?;
        if matches!(nodes.first(), Some(Node::Gap(_) | Node::Tight(..) | Node::End)) {
            return Err((0, "a pattern must begin with a word, a list, a value, a concept, `^` or `:`".to_owned()));
        }
        let index = self.patterns.len();
        self.file(&nodes, index);
        let needs = nodes.iter().filter_map(|node| self.need(node)).collect();
        self.patterns.push(Pattern { cue, nodes, needs });
        Ok(())
    }

    fn sequence(
        &mut self,
        pair: Pair<'_, Rule>,
        concept: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<Vec<Node>, (usize, String)> {
        pair.into_inner().map(|part| self.part(part, concept)).collect()
    }

    fn part(&mut self, pair: Pair<'_, Rule>, concept: &dyn Fn(&str) -> Option<usize>) -> Result<Node, (usize, String)> {
        let mut inner = pair.into_inner();
        let body = inner.next().expect("a part has a body");
        let (at, text) = (body.as_span().start(), body.as_str().to_owned());
        let node = match body.as_rule() {
            Rule::choice => {
                Node::Choice(body.into_inner().map(|way| self.sequence(way, concept)).collect::<Result<_, _>>()?)
            }
            Rule::list => {
                let name = &text[1..text.len() - 1];
                let list = self.list_names.get(name).copied();
                Node::List(list.ok_or_else(|| (at, format!("there is no word list called `{name}`")))?)
            }
            Rule::value => Node::Value(text[1..].to_owned()),
            Rule::concept => {
                Node::Concept(concept(&text[1..]).ok_or_else(|| (at, format!("there is no concept called `{text}`")))?)
            }
            Rule::gap => Node::Gap(text[2..].parse().unwrap_or(0)),
            Rule::tight => {
                let barrier = self.list_class("barrier");
                let barrier = barrier.ok_or_else(|| (at, "there is no word list called `barrier`".to_owned()))?;
                Node::Tight(text[1..].parse().unwrap_or(0), barrier)
            }
            Rule::start => Node::Start,
            Rule::end => Node::End,
            Rule::colon => Node::Colon,
            _ => Node::Class(self.literal(&text)),
        };
        Ok(match inner.next().map(|often| often.as_str()) {
            Some("?") => Node::Maybe(Box::new(node)),
            Some(_) => Node::Many(Box::new(node)),
            None => node,
        })
    }

    fn literal(&mut self, word: &str) -> u32 {
        if let Some(class) = self.literals.get(word) {
            return *class;
        }
        let class = self.classes.class([word]);
        self.literals.insert(word.to_owned(), class);
        class
    }

    /// Files a pattern under what it may begin with.
    fn file(&mut self, nodes: &[Node], index: usize) {
        let mut rest = nodes;
        while let Some((first, after)) = rest.split_first() {
            match first {
                Node::Class(class) => self.opens(*class, index),
                Node::List(list) => {
                    let List { single, first, .. } = self.lists[*list];
                    self.opens(single, index);
                    self.opens(first, index);
                }
                Node::Choice(ways) => ways.iter().for_each(|way| self.file(way, index)),
                Node::Value(name) => self.by_value.entry(name.clone()).or_default().push(index),
                Node::Concept(concept) => self.by_concept.entry(*concept).or_default().push(index),
                Node::Start => self.at_start.push(index),
                Node::Colon => self.at_colon.push(index),
                // A pattern that begins with nothing in particular is never tried; `add` refuses it.
                Node::Gap(_) | Node::Tight(..) | Node::End => {}
                Node::Maybe(inner) | Node::Many(inner) => {
                    self.file(std::slice::from_ref(inner), index);
                    rest = after;
                    continue;
                }
            }
            return;
        }
    }

    fn opens(&mut self, class: u32, index: usize) {
        let class = class as usize;
        self.by_class.resize_with(self.by_class.len().max(class + 1), Vec::new);
        self.by_class[class].push(index);
        self.openers.resize(self.openers.len().max(class / 64 + 1), 0);
        self.openers[class / 64] |= 1 << (class % 64);
    }

    /// Classes of which a line must have a word for `node` to be in it; `None` where it may be in any.
    fn need(&self, node: &Node) -> Option<Vec<u32>> {
        match node {
            Node::Class(class) => Some(vec![*class]),
            Node::List(list) => Some(vec![self.lists[*list].single, self.lists[*list].first]),
            // Of each way its first need is enough to tell.
            Node::Choice(ways) => {
                let ways = ways.iter().map(|way| way.iter().find_map(|node| self.need(node)));
                Some(ways.collect::<Option<Vec<_>>>()?.concat())
            }
            _ => None,
        }
    }

    /// Every cue found in `line`: of the finds of one cue that begin together the longest, in order.
    #[must_use]
    pub fn find(&self, line: &Line<'_>) -> Vec<Match> {
        let mut attempts = Attempts::new(self, line);
        for at in 0..line.words.len() {
            if line.starts[at] {
                attempts.all(&self.at_start, at);
            }
            for (block, (bits, openers)) in line.words[at].iter().zip(&self.openers).enumerate() {
                let mut bits = bits & openers;
                while bits != 0 {
                    attempts.all(&self.by_class[block * 64 + bits.trailing_zeros() as usize], at);
                    bits &= bits - 1;
                }
            }
            if line.gaps[at] == Gap::Colon {
                attempts.all(&self.at_colon, at);
            }
        }
        for (name, at, _) in &line.values {
            attempts.all(self.by_value.get(*name).map_or(&[], Vec::as_slice), *at);
        }
        for (concept, at, _) in &line.concepts {
            attempts.all(self.by_concept.get(concept).map_or(&[], Vec::as_slice), *at);
        }
        let mut found = attempts.found;
        found.sort_by_key(|found| (found.start, found.cue, std::cmp::Reverse(found.end)));
        found.dedup_by_key(|found| (found.start, found.cue));
        found
    }
}

/// Whether a pattern can be in a line at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Hope {
    #[default]
    Untold,
    Some,
    None,
}

/// The patterns tried on a line.
struct Attempts<'m> {
    matcher: &'m Matcher,
    line: &'m Line<'m>,
    /// The classes of all its words.
    present: Vec<u64>,
    hopes: Vec<Hope>,
    found: Vec<Match>,
}

impl<'m> Attempts<'m> {
    fn new(matcher: &'m Matcher, line: &'m Line<'m>) -> Self {
        let mut present = vec![0; line.words.first().map_or(0, |bits| bits.len())];
        for bits in &line.words {
            present.iter_mut().zip(*bits).for_each(|(all, bits)| *all |= bits);
        }
        Self { matcher, line, present, hopes: vec![Hope::Untold; matcher.patterns.len()], found: Vec::new() }
    }

    fn all(&mut self, patterns: &[usize], at: usize) {
        for pattern in patterns {
            let Pattern { cue, nodes, .. } = &self.matcher.patterns[*pattern];
            if !self.hopes_for(*pattern) {
                continue;
            }
            let ends = self.matcher.run(nodes, 1, at, self.line);
            if ends > 1 {
                let longest = 127 - ends.leading_zeros() as usize;
                self.found.push(Match { cue: *cue, start: at, end: at + longest });
            }
        }
    }

    fn hopes_for(&mut self, pattern: usize) -> bool {
        if self.hopes[pattern] == Hope::Untold {
            let needs = &self.matcher.patterns[pattern].needs;
            let possible = needs.iter().all(|classes| classes.iter().any(|class| has(&self.present, *class)));
            self.hopes[pattern] = if possible { Hope::Some } else { Hope::None };
        }
        self.hopes[pattern] == Hope::Some
    }
}

impl List {
    /// Where an entry may end that begins `offset` words after `at`.
    fn step(&self, offset: u32, at: usize, line: &Line<'_>) -> u128 {
        let here = at + offset as usize;
        let Some(bits) = line.words.get(here) else { return 0 };
        if offset > 0 && matches!(line.gaps.get(here), Some(Gap::Hard | Gap::Bracket)) {
            return 0;
        }
        let single = if has(bits, self.single) && offset < 126 { 1 << (offset + 1) } else { 0 };
        if !has(bits, self.first) {
            return single;
        }
        let fits = |phrase: &&Vec<u32>| {
            phrase.iter().enumerate().all(|(n, class)| {
                let inside = n == 0 || !matches!(line.gaps.get(here + n), Some(Gap::Hard | Gap::Bracket));
                inside && line.words.get(here + n).is_some_and(|bits| has(bits, *class))
            })
        };
        let end = |phrase: &Vec<u32>| offset + phrase.len() as u32;
        self.phrases.iter().filter(fits).map(end).filter(|end| *end < 127).fold(single, |all, end| all | 1 << end)
    }
}

impl Matcher {
    /// Where a sequence may end, beginning at any of `from`; bit n is n words after `at`.
    fn run(&self, nodes: &[Node], from: u128, at: usize, line: &Line<'_>) -> u128 {
        nodes.iter().fold(from, |places, node| if places == 0 { 0 } else { self.step_all(node, places, at, line) })
    }

    fn step_all(&self, node: &Node, places: u128, at: usize, line: &Line<'_>) -> u128 {
        let mut ends = 0;
        let mut left = places;
        while left != 0 {
            let offset = left.trailing_zeros();
            left &= left - 1;
            ends |= self.step(node, offset, at, line);
        }
        ends
    }

    fn step(&self, node: &Node, offset: u32, at: usize, line: &Line<'_>) -> u128 {
        let here = at + offset as usize;
        let bit = |offset: u32| if offset < 127 { 1u128 << offset } else { 0 };
        // No step crosses the start of a new clause.
        let crosses = offset > 0 && matches!(line.gaps.get(here), Some(Gap::Hard | Gap::Bracket));
        match node {
            Node::Class(class) => {
                let fits = line.words.get(here).is_some_and(|bits| has(bits, *class));
                if fits && !crosses { bit(offset + 1) } else { 0 }
            }
            Node::List(list) => self.lists[*list].step(offset, at, line),
            Node::Choice(ways) => {
                ways.iter().map(|way| self.run(way, bit(offset), at, line)).fold(0, |all, ends| all | ends)
            }
            Node::Maybe(inner) => bit(offset) | self.step(inner, offset, at, line),
            Node::Many(inner) => self.many(inner, bit(offset), at, line),
            Node::Gap(longest) => gap(*longest, offset, |offset| passable(line, at + offset as usize, offset)),
            Node::Tight(longest, barrier) => gap(*longest, offset, |offset| {
                let word = at + offset as usize;
                passable(line, word, offset) && !has(line.words[word], *barrier)
            }),
            Node::Start => {
                if line.starts.get(here) == Some(&true) {
                    bit(offset)
                } else {
                    0
                }
            }
            Node::End => {
                if here >= line.words.len() {
                    bit(offset)
                } else {
                    0
                }
            }
            Node::Colon => {
                if line.gaps.get(here) == Some(&Gap::Colon) {
                    bit(offset)
                } else {
                    0
                }
            }
            Node::Value(name) => {
                let fits = |(value, start, _): &&(&str, usize, usize)| value == name && *start == here && !crosses;
                line.values
                    .iter()
                    .filter(fits)
                    .map(|(_, start, end)| bit(offset + (end - start) as u32))
                    .fold(0, |all, end| all | end)
            }
            Node::Concept(concept) => {
                let fits = |(found, start, _): &&(usize, usize, usize)| found == concept && *start == here && !crosses;
                line.concepts
                    .iter()
                    .filter(fits)
                    .map(|(_, start, end)| bit(offset + (end - start) as u32))
                    .fold(0, |all, end| all | end)
            }
        }
    }

    fn many(&self, inner: &Node, from: u128, at: usize, line: &Line<'_>) -> u128 {
        let mut all = from;
        let mut edge = from;
        for _ in 0..4 {
            edge = self.step_all(inner, edge, at, line) & !all;
            all |= edge;
        }
        all
    }
}

/// Where a gap may end that begins at `offset`, going on while its words may be passed.
fn gap(longest: u32, offset: u32, passes: impl Fn(u32) -> bool) -> u128 {
    let steps = (offset..offset + longest).take_while(|offset| passes(*offset)).map(|offset| offset + 1);
    std::iter::once(offset).chain(steps).filter(|end| *end < 127).fold(0, |all, end| all | 1 << end)
}

fn passable(line: &Line<'_>, word: usize, offset: u32) -> bool {
    word < line.words.len() && (offset == 0 || line.gaps[word] != Gap::Hard)
}
