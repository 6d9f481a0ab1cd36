//! Cue patterns, compiled, and found in a line of words.
//!
//! Every step of a pattern maps the set of places where it may begin to the set where it may end. A set is a bit mask
//! over the next 127 words, so a pattern costs the words it looks at and never backtracks.

use pest::Parser;
use pest::iterators::Pair;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::classes::WordClasses;
use super::rows::Rows;
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

/// A step of a pattern. Steps of all patterns lie in one row, and so do the ways of all choices: numbers tell where.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Node {
    Class(u32),
    /// Of the matcher's lists.
    List(u32),
    /// Some of the matcher's ways.
    Choice(Stretch),
    Maybe(u32),
    Many(u32),
    Gap(u32),
    /// A gap that passes no word of the class.
    Tight(u32, u32),
    Start,
    End,
    Colon,
    /// Of the matcher's values.
    Value(u32),
    Concept(u32),
}

/// Some that lie side by side: the first, and one past the last.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Stretch(u32, u32);

impl Stretch {
    /// Adds `these` to the end of `all`.
    fn of<T>(all: &mut Vec<T>, these: Vec<T>) -> Self {
        let first = number(all.len());
        all.extend(these);
        Self(first, number(all.len()))
    }

    /// Those of `all`.
    fn of_all<T>(self, all: &[T]) -> &[T] {
        &all[self.0 as usize..self.1 as usize]
    }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).expect("rules are smaller than the memory")
}

/// A word list: its single words as one class, its phrases, and the class of the words that a phrase begins with.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    single: u32,
    first: u32,
    phrases: Rows,
}

/// A pattern of a cue, ready to be tried.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Pattern {
    cue: u32,
    nodes: Stretch,
    /// Rows of the matcher's needs: a line without a word of each cannot hold the pattern. Most lines fail one.
    needs: Stretch,
}

/// Finds cues.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Matcher {
    /// The word classes of all patterns.
    pub classes: WordClasses,
    patterns: Vec<Pattern>,
    nodes: Vec<Node>,
    ways: Vec<Stretch>,
    needs: Rows,
    values: Vec<String>,
    /// The patterns that may begin with a word of each class, once all are there.
    by_class: Rows,
    /// The classes that any pattern may begin with, as a bit set.
    openers: Vec<u64>,
    by_value: FxHashMap<String, Vec<u32>>,
    by_concept: FxHashMap<u32, Vec<u32>>,
    at_start: Vec<u32>,
    at_colon: Vec<u32>,
    lists: Vec<List>,
    list_names: FxHashMap<String, u32>,
    /// What only adding patterns needs: the class of each word in them, and what will be `by_class`.
    #[serde(skip)]
    literals: FxHashMap<String, u32>,
    #[serde(skip)]
    opening: Vec<Vec<u32>>,
}

impl Matcher {
    /// Adds a word list that patterns may name.
    pub fn list(&mut self, name: &str, entries: &[String]) {
        let (phrases, singles): (Vec<&str>, Vec<&str>) =
            entries.iter().map(String::as_str).partition(|entry| entry.contains(' '));
        let single = self.classes.class(singles);
        let first = self.classes.class(phrases.iter().filter_map(|phrase| phrase.split_whitespace().next()));
        let mut rows = Rows::default();
        for phrase in phrases {
            rows.push(phrase.split_whitespace().map(|word| self.literal(word)));
        }
        let phrases = rows;
        self.list_names.insert(name.to_owned(), number(self.lists.len()));
        self.lists.push(List { single, first, phrases });
    }

    /// The class of a list's single words, for code that asks of one word whether it is in the list.
    #[must_use]
    pub fn list_class(&self, name: &str) -> Option<u32> {
        self.named(name).map(|list| list.single)
    }

    fn named(&self, name: &str) -> Option<&List> {
        self.list_names.get(name).map(|list| &self.lists[*list as usize])
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
        self.file(&nodes, number(self.patterns.len()));
        let needs: Vec<Vec<u32>> = nodes.iter().filter_map(|node| self.need(node)).collect();
        let first = number(self.needs.len());
        needs.into_iter().for_each(|need| self.needs.push(need));
        let needs = Stretch(first, number(self.needs.len()));
        let nodes = Stretch::of(&mut self.nodes, nodes);
        self.patterns.push(Pattern { cue: number(cue), nodes, needs });
        Ok(())
    }

    /// Makes the matcher ready to find, once every pattern is added.
    pub fn settle(&mut self) {
        self.opening.resize_with(self.classes.len(), Vec::new);
        self.by_class = std::mem::take(&mut self.opening).into_iter().collect();
        self.classes.settle();
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
            Rule::value => Node::Value(self.value(&text[1..])),
            Rule::concept => {
                let concept =
                    concept(&text[1..]).ok_or_else(|| (at, format!("there is no concept called `{text}`")))?;
                Node::Concept(number(concept))
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
            Some("?") => Node::Maybe(self.keep(node)),
            Some(_) => Node::Many(self.keep(node)),
            None => node,
        })
    }

    /// The number of `node` among all.
    fn keep(&mut self, node: Node) -> u32 {
        Stretch::of(&mut self.nodes, vec![node]).0
    }

    /// The number of the sort of value called `name`.
    fn value(&mut self, name: &str) -> u32 {
        let known = self.values.iter().position(|value| value == name);
        number(known.unwrap_or_else(|| {
            self.values.push(name.to_owned());
            self.values.len() - 1
        }))
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
        let ways = ways.into_iter().map(|way| Stretch::of(&mut self.nodes, way)).collect();
        Ok(Node::Choice(Stretch::of(&mut self.ways, ways)))
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
    fn file(&mut self, nodes: &[Node], index: u32) {
        for node in nodes {
            match *node {
                Node::Class(class) => self.opens(class, index),
                Node::List(list) => {
                    let List { single, first, .. } = self.lists[list as usize];
                    self.opens(single, index);
                    self.opens(first, index);
                }
                Node::Choice(ways) => {
                    for way in ways.of_all(&self.ways).to_vec() {
                        let way: Vec<Node> = way.of_all(&self.nodes).to_vec();
                        self.file(&way, index);
                    }
                }
                Node::Value(value) => {
                    let name = self.values[value as usize].clone();
                    self.by_value.entry(name).or_default().push(index);
                }
                Node::Concept(concept) => self.by_concept.entry(concept).or_default().push(index),
                Node::Start => self.at_start.push(index),
                Node::Colon => self.at_colon.push(index),
                // A pattern that begins with nothing in particular is never tried; `add` refuses it.
                Node::Gap(_) | Node::Tight(..) | Node::End => {}
                Node::Maybe(inner) | Node::Many(inner) => {
                    let inner = self.nodes[inner as usize];
                    self.file(&[inner], index);
                    continue;
                }
            }
            return;
        }
    }

    fn opens(&mut self, class: u32, index: u32) {
        let class = class as usize;
        self.opening.resize_with(self.opening.len().max(class + 1), Vec::new);
        self.opening[class].push(index);
        self.openers.resize(self.openers.len().max(class / 64 + 1), 0);
        self.openers[class / 64] |= 1 << (class % 64);
    }

    /// Classes of which a line must have a word for `node` to be in it; `None` where it may be in any.
    fn need(&self, node: &Node) -> Option<Vec<u32>> {
        match node {
            Node::Class(class) => Some(vec![*class]),
            Node::List(list) => {
                let List { single, first, .. } = self.lists[*list as usize];
                Some(vec![single, first])
            }
            // Of each way its first need is enough to tell.
            Node::Choice(ways) => {
                let ways = ways.of_all(&self.ways).iter().map(|way| way.of_all(&self.nodes));
                let ways = ways.map(|way| way.iter().find_map(|node| self.need(node)));
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
