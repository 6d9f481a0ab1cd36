//! The words that a set of queries looks for, so that each distinct word of a text is looked up once.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Kind, Query, Term, spellings};
use crate::words::table::{WordTable, head};

/// Words, open endings and patterns, each with a number.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Terms {
    count: u32,
    /// The texts of terms, and the numbers of each.
    texts: WordTable,
    numbers: Vec<Numbers>,
    /// The same while terms are added.
    #[serde(skip)]
    adding: FxHashMap<CompactString, Numbers>,
    /// Open endings in order of their first two bytes.
    open: Vec<(CompactString, u32)>,
    patterns: Vec<(CompactString, bool, u32)>,
}

/// The numbers of a text: as a whole word, and with an open ending.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Numbers {
    whole: u32,
    open: u32,
}

/// The number of what has none.
pub(super) const NONE: u32 = u32::MAX;

impl Terms {
    /// Adds the words of `query`, and tells each its number: a query is of the terms it was last added to.
    pub fn add(&mut self, query: &mut Query) {
        query.root.walk_mut(&mut |node| match &mut node.kind {
            Kind::Word(term) => term.number = self.term(term),
            Kind::Phrase(terms) => {
                terms.iter_mut().for_each(|term| term.number = self.term(term));
                let joined = spellings(terms).into_iter().skip(1).flatten();
                joined.for_each(|term| {
                    self.term(&term);
                });
            }
            _ => {}
        });
    }

    /// Puts the words in order, once every query is added.
    pub fn settle(&mut self) {
        let mut texts: Vec<(CompactString, Numbers)> = self.adding.drain().collect();
        texts.sort_by(|one, other| one.0.cmp(&other.0));
        self.texts = WordTable::of(texts.iter().map(|(text, _)| text.as_str()));
        self.numbers = texts.into_iter().map(|(_, numbers)| numbers).collect();
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number of `term`, a new one where it has none.
    fn term(&mut self, term: &Term) -> u32 {
        let numbers = self.adding.entry(term.text.clone()).or_insert(Numbers { whole: NONE, open: NONE });
        let known = if term.open { &mut numbers.open } else { &mut numbers.whole };
        if *known != NONE {
            return *known;
        }
        let number = self.count;
        *known = number;
        self.count += 1;
        if term.text.contains('?') {
            self.patterns.push((term.text.clone(), term.open, number));
        } else if term.open {
            let after = self.open.partition_point(|(stem, _)| head(stem) <= head(&term.text));
            self.open.insert(after, (term.text.clone(), number));
        }
        number
    }

    /// The numbers of a text; while terms are being added they are not in order yet.
    fn numbers(&self, text: &str) -> Option<Numbers> {
        let settled = || self.texts.position(text).map(|at| self.numbers[at]);
        self.adding.get(text).copied().or_else(settled)
    }

    /// The number of a term.
    pub(crate) fn number(&self, term: &Term) -> Option<u32> {
        if term.number != NONE {
            return Some(term.number);
        }
        let numbers = self.numbers(&term.text)?;
        Some(if term.open { numbers.open } else { numbers.whole }).filter(|number| *number != NONE)
    }

    /// The numbers of the terms that a normalised word matches.
    pub(crate) fn of(&self, word: &str, found: &mut Vec<u32>) {
        found.extend(self.numbers(word).map(|numbers| numbers.whole).filter(|number| *number != NONE));
        let head_of_word = head(word);
        let open = &self.open[self.open.partition_point(|(stem, _)| head(stem) < head_of_word)..];
        let open = open.iter().take_while(|(stem, _)| head(stem) == head_of_word);
        found.extend(open.filter(|(stem, _)| word.starts_with(stem.as_str())).map(|(_, number)| *number));
        let fits = |(pattern, open, _): &&(CompactString, bool, u32)| matches(pattern, *open, word);
        found.extend(self.patterns.iter().filter(fits).map(|(_, _, number)| *number));
    }
}

/// Whether `word` fits `pattern`, where `?` is one letter and an open pattern may go on.
fn matches(pattern: &str, open: bool, word: &str) -> bool {
    let mut letters = word.chars();
    for wanted in pattern.chars() {
        match letters.next() {
            Some(letter) if wanted == '?' || wanted == letter => {}
            _ => return false,
        }
    }
    open || letters.next().is_none()
}
