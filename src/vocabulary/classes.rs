//! Word classes: sets of words that cue patterns name, and which of them a word belongs to.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::rows::Rows;
use crate::words::{self, table::WordTable};

/// Sets of words that patterns name, and which of them a word belongs to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct WordClasses {
    /// Words as they are, and the classes of each.
    words: WordTable,
    exact: Rows,
    /// The same while classes are added.
    #[serde(skip)]
    adding: FxHashMap<String, Vec<u32>>,
    open: FxHashMap<u8, Vec<(CompactString, u32)>>,
    /// Endings by their last letter.
    endings: FxHashMap<u8, Vec<(CompactString, u32)>>,
    /// Words kept out of a class that an ending would let in.
    barred: FxHashMap<CompactString, Vec<u32>>,
    /// Endings whose words are kept out.
    barred_endings: Vec<(CompactString, u32)>,
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
            return self.barred_endings.push((ending.into(), class));
        }
        if let Some(word) = member.strip_prefix('!') {
            return self.barred.entry(words::normal(word).into()).or_default().push(class);
        }
        if let Some(ending) = member.strip_prefix('*').filter(|ending| !ending.is_empty()) {
            let last = ending.bytes().last().unwrap_or_default();
            return self.endings.entry(last).or_default().push((ending.into(), class));
        }
        match member.strip_suffix('*') {
            Some("") => self.every.push(class),
            Some(stem) => {
                let stem = CompactString::from(words::normal(stem));
                let first = stem.bytes().next().unwrap_or_default();
                self.open.entry(first).or_default().push((stem, class));
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
        let open = word.bytes().next().and_then(|first| self.open.get(&first));
        let open = open.into_iter().flatten().filter(|(stem, _)| word.starts_with(stem.as_str()));
        classes.extend(open.map(|(_, class)| class));
        let endings = word.bytes().last().and_then(|last| self.endings.get(&last));
        let ends = |ending: &str| word.len() > ending.len() + 1 && word.ends_with(ending);
        classes.extend(endings.into_iter().flatten().filter(|(ending, _)| ends(ending)).map(|(_, class)| class));
        let barred = |class: &u32| self.barred_endings.iter().any(|(ending, of)| of == class && ends(ending));
        classes.extend(self.every.iter().filter(|class| !barred(class)));
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
