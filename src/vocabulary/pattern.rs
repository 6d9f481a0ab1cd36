//! Cue patterns, compiled, and found in a line of words.
//!
//! Every step of a pattern maps the set of places where it may begin to the set where it may end. A set is a bit mask
//! over the next 127 words, so a pattern costs the words it looks at and never backtracks.

use pest::Parser;
use pest::iterators::Pair;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::classes::WordClasses;
use crate::words;

mod find;

pub use find::Desk;

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
        self.named(name).is_some_and(|list| list.is(&classes))
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
            Rule::choice => self.choice(body, concept)?,
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

    /// The ways of a choice; those that are a word each are one way, a class of all of them.
    fn choice(
        &mut self,
        choice: Pair<'_, Rule>,
        concept: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<Node, (usize, String)> {
        let (words, ways): (Vec<_>, Vec<_>) = choice.into_inner().partition(|way| is_word(way.as_str()));
        let mut ways = ways.into_iter().map(|way| self.sequence(way, concept)).collect::<Result<Vec<_>, _>>()?;
        if !words.is_empty() {
            let words: Vec<&str> = words.iter().map(|way| way.as_str().trim()).collect();
            ways.push(vec![Node::Class(self.literal(&words.join("|")))]);
        }
        Ok(Node::Choice(ways))
    }

    /// The class of a word, or of words with bars between them.
    fn literal(&mut self, words: &str) -> u32 {
        if let Some(class) = self.literals.get(words) {
            return *class;
        }
        let class = self.classes.class(words.split('|'));
        self.literals.insert(words.to_owned(), class);
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
}

/// Whether a way of a choice is one word.
fn is_word(way: &str) -> bool {
    CueParser::parse(Rule::word, way.trim())
        .is_ok_and(|mut word| word.next().is_some_and(|word| word.as_str() == way.trim()))
}
