//! Cue patterns, compiled, and found in a line of words.
//!
//! Every step of a pattern maps the set of places where it may begin to the set where it may end. A set is a bit mask
//! over the next 127 words, so a pattern costs the words it looks at and never backtracks.

use pest::Parser;
use pest::iterators::Pair;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::classes::WordClasses;
use super::rows::{Rows, Stretch, number};
use crate::words;

mod entry;
mod find;
mod places;

pub use find::Desk;

/// A gap of so many words that a pattern ends with is the rest of the sentence; a shorter one ends with its clause.
const WHOLE: u32 = 40;

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
    /// What is known of each word.
    pub words: Vec<&'a Traits>,
    /// What stands before each word.
    pub gaps: Vec<Gap>,
    /// Whether a statement, or a part that works as one, begins at each word.
    pub starts: Vec<bool>,
    /// Asides, which patterns may step over: first word, one past the last.
    pub asides: Vec<(usize, usize)>,
    /// Typed values: name, first word, one past the last.
    pub values: Vec<(&'static str, usize, usize)>,
    /// Concepts found: index, first word, one past the last.
    pub concepts: Vec<(usize, usize, usize)>,
}

/// What a matcher knows of a word.
#[derive(Debug)]
pub struct Traits {
    /// The classes it belongs to.
    pub classes: Vec<u32>,
    /// The patterns that are worth trying where it stands, a bit each: it is of the rarest words that they need.
    patterns: Vec<u64>,
    /// The needs that it meets, a bit each.
    meets: Vec<u64>,
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
    /// A gap that a pattern ends with, which stops at a comma where no word of the class follows: what goes on there is
    /// another clause.
    Trail(u32, u32),
    Start,
    End,
    Colon,
    /// Of the matcher's values.
    Value(u32),
    Concept(u32),
}

/// A word list: its single words as one class, the class of the words that a phrase begins with, and its phrases, those
/// together that begin with the same.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    single: u32,
    first: u32,
    phrases: Rows,
    /// For each first word its class and the phrases that begin with it.
    begun: Vec<(u32, Stretch)>,
}

/// What a pattern may begin with.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Opener {
    /// A word of the class.
    Class(u32),
    /// Of the matcher's values.
    Value(u32),
    Concept(u32),
    Start,
    Colon,
}

/// A pattern of a cue, ready to be tried.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Pattern {
    cue: u32,
    nodes: Stretch,
    openers: Stretch,
    /// The needs that a line meets if it holds the pattern. Most lines fail one.
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
    openers: Vec<Opener>,
    values: Vec<String>,
    /// The needs of all patterns, by their numbers, the rarest first.
    #[serde(with = "words::flat")]
    needs: Vec<u32>,
    /// The needs that a word of each class meets, once all patterns are there.
    meets: Rows,
    /// How many needs there are.
    wanted: usize,
    /// The patterns to be tried where a word of each class stands: those whose rarest need it meets.
    tried_at: Rows,
    /// Those that need no word.
    #[serde(with = "words::flat")]
    needless: Vec<u32>,
    lists: Vec<List>,
    list_names: FxHashMap<String, u32>,
    /// What only adding patterns needs.
    #[serde(skip)]
    adding: Adding,
}

/// What is known of patterns while they are added.
#[derive(Debug, Default)]
struct Adding {
    /// The class of each word, or of words with bars between them.
    literals: FxHashMap<String, u32>,
    /// The number of each need.
    needs: FxHashMap<Vec<u32>, u32>,
}

impl Matcher {
    /// Adds a word list that patterns may name.
    pub fn list(&mut self, name: &str, entries: &[String]) {
        let (phrases, singles): (Vec<&str>, Vec<&str>) =
            entries.iter().map(String::as_str).partition(|entry| entry.contains(' '));
        let single = self.classes.class(singles);
        let first = self.classes.class(phrases.iter().filter_map(|phrase| phrase.split_whitespace().next()));
        let classes = |phrase: &str| phrase.split_whitespace().map(|word| self.literal(word)).collect();
        let mut phrases: Vec<Vec<u32>> = phrases.into_iter().map(classes).collect();
        phrases.sort();
        let mut begun = Vec::new();
        let mut done = 0;
        for same in phrases.chunk_by(|one, next| one.first() == next.first()) {
            let these = Stretch(number(done), number(done + same.len()));
            begun.extend(same[0].first().map(|first| (*first, these)));
            done += same.len();
        }
        self.list_names.insert(name.to_owned(), number(self.lists.len()));
        self.lists.push(List { single, first, phrases: phrases.into_iter().collect(), begun });
    }

    /// The class of a list's single words, for code that asks of one word whether it is in the list.
    #[must_use]
    pub fn list_class(&self, name: &str) -> Option<u32> {
        self.named(name).map(|list| list.single)
    }

    fn named(&self, name: &str) -> Option<&List> {
        self.list_names.get(name).map(|list| &self.lists[*list as usize])
    }

    /// What is known of a normalised word.
    #[must_use]
    pub fn traits(&self, word: &str) -> Traits {
        let classes = self.classes.of(word);
        let bits = |rows: &Rows, count: usize| {
            let mut bits = vec![0; count.div_ceil(64)];
            for number in classes.iter().flat_map(|class| rows.row(*class as usize)) {
                bits[*number as usize / 64] |= 1 << (number % 64);
            }
            bits
        };
        let patterns = bits(&self.tried_at, self.patterns.len());
        let meets = bits(&self.meets, self.wanted);
        Traits { classes, patterns, meets }
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
        let mut nodes = self.sequence(sequence, concept)?;
        if let Some(last) = nodes.last_mut()
            && let Node::Gap(longest) = *last
            && longest < WHOLE
        {
            let goes_on = self.list_class("trail-on");
            *last = Node::Trail(longest, goes_on.ok_or((0, "there is no word list called `trail-on`".to_owned()))?);
        }
        if matches!(nodes.first(), Some(Node::Gap(_) | Node::Tight(..) | Node::Trail(..) | Node::End)) {
            return Err((0, "a pattern must begin with a word, a list, a value, a concept, `^` or `:`".to_owned()));
        }
        let mut openers = Vec::new();
        self.open(&nodes, &mut openers);
        let openers = Stretch::of(&mut self.openers, openers);
        let needs: Vec<Vec<u32>> = nodes.iter().filter_map(|node| self.need(node)).collect();
        let needs = needs.into_iter().map(|need| {
            let next = number(self.adding.needs.len());
            *self.adding.needs.entry(need).or_insert(next)
        });
        let needs = needs.collect();
        let needs = Stretch::of(&mut self.needs, needs);
        let nodes = Stretch::of(&mut self.nodes, nodes);
        self.patterns.push(Pattern { cue: number(cue), nodes, openers, needs });
        Ok(())
    }

    /// Makes the matcher ready to find, once every pattern is added.
    pub fn settle(&mut self) {
        let Adding { needs, .. } = std::mem::take(&mut self.adding);
        let weights = self.classes.weights();
        let mut met_by = vec![Vec::new(); needs.len()];
        for (classes, need) in needs {
            met_by[need as usize] = classes;
        }
        let common = |classes: &Vec<u32>| classes.iter().map(|class| weights[*class as usize]).sum();
        let common: Vec<u64> = met_by.iter().map(common).collect();
        let mut tried_at = vec![Vec::new(); self.classes.len()];
        for (at, pattern) in self.patterns.iter().enumerate() {
            let needs = &mut self.needs[pattern.needs.0 as usize..pattern.needs.1 as usize];
            needs.sort_by_key(|need| common[*need as usize]);
            match needs.first() {
                Some(rarest) => {
                    met_by[*rarest as usize].iter().for_each(|class| tried_at[*class as usize].push(number(at)));
                }
                None => self.needless.push(number(at)),
            }
        }
        let mut meets = vec![Vec::new(); self.classes.len()];
        for (need, classes) in met_by.iter().enumerate() {
            classes.iter().for_each(|class| meets[*class as usize].push(number(need)));
        }
        self.wanted = met_by.len();
        self.meets = meets.into_iter().collect();
        self.tried_at = tried_at.into_iter().collect();
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
        if let Some(class) = self.adding.literals.get(words) {
            return *class;
        }
        let class = self.classes.class(words.split('|'));
        self.adding.literals.insert(words.to_owned(), class);
        class
    }

    /// Notes what a pattern may begin with.
    fn open(&self, nodes: &[Node], openers: &mut Vec<Opener>) {
        for node in nodes {
            match *node {
                Node::Class(class) => openers.push(Opener::Class(class)),
                Node::List(list) => {
                    let List { single, first, .. } = self.lists[list as usize];
                    openers.extend([Opener::Class(single), Opener::Class(first)]);
                }
                Node::Choice(ways) => {
                    let ways = ways.of_all(&self.ways).iter();
                    ways.for_each(|way| self.open(way.of_all(&self.nodes), openers));
                }
                Node::Value(value) => openers.push(Opener::Value(value)),
                Node::Concept(concept) => openers.push(Opener::Concept(concept)),
                Node::Start => openers.push(Opener::Start),
                Node::Colon => openers.push(Opener::Colon),
                // A pattern that begins with nothing in particular is never tried; `add` refuses it.
                Node::Gap(_) | Node::Tight(..) | Node::Trail(..) | Node::End => {}
                Node::Maybe(inner) | Node::Many(inner) => {
                    self.open(&[self.nodes[inner as usize]], openers);
                    continue;
                }
            }
            return;
        }
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
