//! Words laid end to end: one piece of memory for all of them, and each is found by its hash, which is the same on every
//! machine: a table is written where the program is built and read where it runs.

use serde::{Deserialize, Serialize};

/// Words, each known by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordTable {
    text: String,
    /// Where each word ends.
    #[serde(with = "super::flat")]
    ends: Vec<u32>,
    /// By the low bits of its hash, or behind where they stand, for each word the high bits and one more than its place.
    #[serde(with = "super::flat")]
    slots: Vec<u32>,
}

/// Bits of a slot for the place of a word; the others are of its hash.
const PLACE: u32 = 20;

impl WordTable {
    /// The table of `words`.
    ///
    /// INVARIANT: each is there once.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut table = Self::default();
        for word in words {
            table.text.push_str(word);
            table.ends.push(place(table.text.len()));
        }
        let count = table.ends.len();
        assert!(count < 1 << PLACE, "rules have fewer words than that");
        table.slots = vec![0; (count + count / 2 + 1).next_power_of_two()];
        for at in 0..count {
            let hash = hash(table.word(at));
            let free = table.way(hash).find(|slot| table.slots[*slot] == 0);
            table.slots[free.expect("a third of them stay free")] = sign(hash) | (place(at) + 1);
        }
        table
    }

    /// The place of `word`.
    #[must_use]
    pub fn position(&self, word: &str) -> Option<usize> {
        let hash = hash(word);
        for slot in self.way(hash) {
            let slot = self.slots[slot];
            if slot == 0 {
                break;
            }
            let at = (slot & ((1 << PLACE) - 1)) as usize - 1;
            if slot >> PLACE == sign(hash) >> PLACE && self.word(at) == word {
                return Some(at);
            }
        }
        None
    }

    /// The slots in which a word of this hash is looked for, in turn.
    fn way(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let (first, count) = (hash as usize, self.slots.len());
        (0..count).map(move |step| first.wrapping_add(step) & (count - 1))
    }

    fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }
}

/// The hash of a word: FNV-1a of 64 bits, by Fowler, Noll and Vo.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The high bits of a hash, where a slot keeps them.
fn sign(hash: u64) -> u32 {
    (hash >> 32) as u32 & !((1 << PLACE) - 1)
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
