//! Word classes: sets of words that cue patterns name, and which of them a word belongs to.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::rows::Rows;
use crate::words::{self, table::WordTable};

/// Two bytes at one end of a word, the outer first; nought where there is no second.
type Two = (u8, u8);

/// The first two bytes of what `bytes` gives.
fn two(mut bytes: impl Iterator<Item = u8>) -> Two {
    (bytes.next().unwrap_or_default(), bytes.next().unwrap_or_default())
}

/// What is kept under two letters, and under the outer of them alone.
fn under<T>(kept: &FxHashMap<Two, Vec<T>>, letters: Two) -> impl Iterator<Item = &T> {
    let one = kept.get(&(letters.0, 0)).filter(|_| letters.1 != 0);
    kept.get(&letters).into_iter().chain(one).flatten()
}

/// Sets of words that patterns name, and which of them a word belongs to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct WordClasses {
    /// Words as they are, and the classes of each.
    words: WordTable,
    exact: Rows,
    /// The same while classes are added.
    #[serde(skip)]
    adding: FxHashMap<String, Vec<u32>>,
    /// Beginnings by their first two letters.
    open: FxHashMap<Two, Vec<(CompactString, u32)>>,
    /// Endings by their last two letters.
    endings: FxHashMap<Two, Vec<(CompactString, u32)>>,
    /// Words kept out of a class that an ending would let in.
    barred: FxHashMap<CompactString, Vec<u32>>,
    /// Endings whose words are kept out, by their last two letters.
    barred_endings: FxHashMap<Two, Vec<(CompactString, u32)>>,
    every: Vec<u32>,
    count: u32,
}

impl WordClasses {
    /// How many classes there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    /// A new class of these words; an ending or a beginning `*` is open, `*` alone is any word, `!` keeps a word out, or
    /// all with an ending.
    pub fn class<'w>(&mut self, members: impl IntoIterator<Item = &'w str>) -> u32 {
        let class = self.count;
        self.count += 1;
        for member in members {
            self.add(member, class);
        }
        class
    }

    fn add(&mut self, member: &str, class: u32) {
        if let Some(ending) = member.strip_prefix("!*") {
            return self.barred_endings.entry(two(ending.bytes().rev())).or_default().push((ending.into(), class));
        }
        if let Some(word) = member.strip_prefix('!') {
            return self.barred.entry(words::normal(word).into()).or_default().push(class);
        }
        if let Some(ending) = member.strip_prefix('*').filter(|ending| !ending.is_empty()) {
            return self.endings.entry(two(ending.bytes().rev())).or_default().push((ending.into(), class));
        }
        match member.strip_suffix('*') {
            Some("") => self.every.push(class),
            Some(stem) => {
                let stem = CompactString::from(words::normal(stem));
                self.open.entry(two(stem.bytes())).or_default().push((stem, class));
            }
            None => self.adding.entry(words::normal(member).into_owned()).or_default().push(class),
        }
    }

    /// How common the words of each class may be taken to be, while classes are still being added: short words are.
    pub(super) fn weights(&self) -> Vec<u64> {
        const ANY: u64 = 10_000;
        let mut weights = vec![0; self.len()];
        for (word, classes) in &self.adding {
            classes.iter().for_each(|class| weights[*class as usize] += 1 + (256 >> word.len().min(8)));
        }
        for (_, class) in self.open.values().chain(self.endings.values()).flatten() {
            weights[*class as usize] += 40;
        }
        self.every.iter().for_each(|class| weights[*class as usize] += ANY);
        weights
    }

    /// Puts the words in order, once every class is added.
    pub(super) fn settle(&mut self) {
        let mut exact: Vec<(String, Vec<u32>)> = self.adding.drain().collect();
        exact.sort();
        self.words = WordTable::of(exact.iter().map(|(word, _)| word.as_str()));
        for (_, classes) in exact {
            self.exact.push(classes);
        }
    }

    /// The classes of a word as it is.
    fn exact(&self, word: &str) -> &[u32] {
        self.words.position(word).map_or(&[], |at| self.exact.row(at))
    }

    /// The classes that a normalised word belongs to, in no order; one may stand there twice.
    #[must_use]
    pub fn of(&self, word: &str) -> Vec<u32> {
        let mut classes = self.exact(word).to_vec();
        // while classes are still being added, words are not in order yet
        classes.extend(self.adding.get(word).into_iter().flatten());
        let open = under(&self.open, two(word.bytes())).filter(|(stem, _)| word.starts_with(stem.as_str()));
        classes.extend(open.map(|(_, class)| class));
        let last = two(word.bytes().rev());
        let ends =
            |(ending, _): &&(CompactString, u32)| word.len() > ending.len() + 1 && word.ends_with(ending.as_str());
        classes.extend(under(&self.endings, last).filter(ends).map(|(_, class)| class));
        let barred: Vec<u32> = under(&self.barred_endings, last).filter(ends).map(|(_, class)| *class).collect();
        classes.extend(self.every.iter().filter(|class| !barred.contains(class)));
        if let Some(barred) = self.barred.get(word) {
            classes.retain(|class| !barred.contains(class));
        }
        classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_lets_words_in_or_out_and_a_mark_keeps_one_out() {
        let mut classes = WordClasses::default();
        let past = classes.class(["*ed", "held", "!isolated"]);
        let order = classes.class(["*", "!*ing", "!the"]);
        let is = |class: u32, word: &str| classes.of(word).contains(&class);
        assert!(is(past, "maintained") && is(past, "held"));
        assert!(!is(past, "isolated") && !is(past, "red") && !is(past, "maintain"));
        assert!(is(order, "convene") && is(order, "ring"));
        assert!(!is(order, "convening") && !is(order, "the"));
    }
}
