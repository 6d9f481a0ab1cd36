//! Words in order, laid end to end: one piece of memory for all of them, and each is found by its first two letters and
//! a few comparisons.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Words in order, each known by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordTable {
    text: String,
    /// Where each word ends.
    #[serde(with = "super::flat")]
    ends: Vec<u32>,
    /// The first two bytes of words, in order, and one past the last word that begins with them.
    heads: Vec<(u16, u32)>,
}

impl WordTable {
    /// The table of `words`.
    ///
    /// INVARIANT: they are in order and each is there once.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut table = Self::default();
        for word in words {
            table.text.push_str(word);
            table.ends.push(place(table.text.len()));
            let (head, end) = (head(word), place(table.ends.len()));
            match table.heads.last_mut() {
                Some((last, to)) if *last == head => *to = end,
                _ => table.heads.push((head, end)),
            }
        }
        table
    }

    /// The place of `word`.
    #[must_use]
    pub fn position(&self, word: &str) -> Option<usize> {
        let Range { start, end } = self.alike(word);
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.word(middle).cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The places of the words that begin as `word` does.
    fn alike(&self, word: &str) -> Range<usize> {
        let Ok(at) = self.heads.binary_search_by_key(&head(word), |(head, _)| *head) else { return 0..0 };
        let start = at.checked_sub(1).map_or(0, |before| self.heads[before].1);
        start as usize..self.heads[at].1 as usize
    }

    fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }
}

/// The first two bytes of a word, as a number that goes up as words do.
#[must_use]
pub fn head(word: &str) -> u16 {
    let mut bytes = word.bytes();
    let mut next = || u16::from(bytes.next().unwrap_or(0));
    next() << 8 | next()
}

fn place(at: usize) -> u32 {
    u32::try_from(at).expect("rules are smaller than the memory")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_is_found_where_it_is_and_no_other(words in proptest::collection::btree_set("[a-cé]{0,4}", 0..30), asked in "[a-cé]{0,4}") {
            let words: Vec<String> = words.into_iter().collect();
            let table = WordTable::of(words.iter().map(String::as_str));
            for (at, word) in words.iter().enumerate() {
                prop_assert_eq!(table.position(word), Some(at));
            }
            prop_assert_eq!(table.position(&asked), words.iter().position(|word| *word == asked));
        }
    }
}
