//! Word classes: sets of words that cue patterns name, and which of them a word belongs to.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::words;

/// Sets of words that patterns name, and which of them a word belongs to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct WordClasses {
    exact: FxHashMap<String, Vec<u32>>,
    open: FxHashMap<u8, Vec<(String, u32)>>,
    every: Vec<u32>,
    count: u32,
}

impl WordClasses {
    /// How many classes there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    /// A new class of these words; an ending `*` is open, `*` alone is any word.
    pub fn class<'w>(&mut self, members: impl IntoIterator<Item = &'w str>) -> u32 {
        let class = self.count;
        self.count += 1;
        for member in members {
            self.add(member, class);
        }
        class
    }

    fn add(&mut self, member: &str, class: u32) {
        match member.strip_suffix('*') {
            Some("") => self.every.push(class),
            Some(stem) => {
                let stem = words::normal(stem).into_owned();
                let first = stem.bytes().next().unwrap_or_default();
                self.open.entry(first).or_default().push((stem, class));
            }
            None => self.exact.entry(words::normal(member).into_owned()).or_default().push(class),
        }
    }

    /// The classes that a normalised word belongs to, as a bit set.
    #[must_use]
    pub fn of(&self, word: &str) -> Vec<u64> {
        let mut bits = vec![0; (self.count as usize).div_ceil(64)];
        let mut put = |class: u32| bits[class as usize / 64] |= 1 << (class % 64);
        self.exact.get(word).into_iter().flatten().copied().for_each(&mut put);
        let open = word.bytes().next().and_then(|first| self.open.get(&first));
        open.into_iter()
            .flatten()
            .filter(|(stem, _)| word.starts_with(stem.as_str()))
            .for_each(|(_, class)| put(*class));
        self.every.iter().copied().for_each(&mut put);
        bits
    }
}

/// Whether `class` is in a bit set.
pub(crate) fn has(bits: &[u64], class: u32) -> bool {
    bits.get(class as usize / 64).is_some_and(|word| word >> (class % 64) & 1 == 1)
}
