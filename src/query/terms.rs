//! The words that a set of queries looks for, so that each distinct word of a text is looked up once.

use rustc_hash::FxHashMap;

use serde::{Deserialize, Serialize};

use super::{Kind, Query, Term, spellings};

/// Words, open endings and patterns, each with a number.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Terms {
    numbers: FxHashMap<String, Numbers>,
    count: u32,
    /// Open endings by their first two bytes.
    open: FxHashMap<[u8; 2], Vec<(String, u32)>>,
    patterns: Vec<(String, bool, u32)>,
}

/// The numbers of a text: as a whole word, and with an open ending.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Numbers {
    whole: Option<u32>,
    open: Option<u32>,
}

impl Terms {
    /// Adds the words of `query`.
    pub fn add(&mut self, query: &Query) {
        query.root.walk(&mut |node| match &node.kind {
            Kind::Word(term) => self.term(term),
            Kind::Phrase(terms) => spellings(terms).iter().flatten().for_each(|term| self.term(term)),
            _ => {}
        });
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

    fn term(&mut self, term: &Term) {
        let numbers = self.numbers.entry(term.text.clone()).or_default();
        let known = if term.open { &mut numbers.open } else { &mut numbers.whole };
        if known.is_some() {
            return;
        }
        let number = self.count;
        *known = Some(number);
        self.count += 1;
        if term.text.contains('?') {
            self.patterns.push((term.text.clone(), term.open, number));
        } else if term.open {
            self.open.entry(head(&term.text)).or_default().push((term.text.clone(), number));
        }
    }

    /// The number of a term.
    pub(crate) fn number(&self, term: &Term) -> Option<u32> {
        let numbers = self.numbers.get(term.text.as_str())?;
        if term.open { numbers.open } else { numbers.whole }
    }

    /// The numbers of the terms that a normalised word matches.
    pub(crate) fn of(&self, word: &str, found: &mut Vec<u32>) {
        found.extend(self.numbers.get(word).and_then(|numbers| numbers.whole));
        let open = self.open.get(&head(word)).into_iter().flatten();
        found.extend(open.filter(|(stem, _)| word.starts_with(stem.as_str())).map(|(_, number)| *number));
        let fits = |(pattern, open, _): &&(String, bool, u32)| matches(pattern, *open, word);
        found.extend(self.patterns.iter().filter(fits).map(|(_, _, number)| *number));
    }
}

fn head(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
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
