//! Words asked in whole which lists they are in: the name of a column, a status.

use super::{List, Matcher};
use crate::words;

/// Words as an entry of a list would be: the classes of each.
#[derive(Debug)]
pub(crate) struct Entry<'m> {
    matcher: &'m Matcher,
    classes: Vec<Vec<u32>>,
}

impl Entry<'_> {
    /// Whether they are in the list called `name`.
    #[must_use]
    pub(crate) fn is_in(&self, name: &str) -> bool {
        self.matcher.named(name).is_some_and(|list| list.is(&self.classes))
    }
}

impl Matcher {
    /// Whether `words` are in the list called `name`, in whole and in any case.
    #[must_use]
    pub fn list_has(&self, name: &str, words: &str) -> bool {
        let Some(list) = self.named(name) else { return false };
        // Most stretches that are asked about are longer than any entry: their words need not be looked up.
        let mut count = 0;
        words::split(words, |_, _| count += 1);
        list.holds_one_of(count) && self.entry(words).is_in(name)
    }

    /// `words` made ready to be asked, in whole and in any case, which lists they are in.
    #[must_use]
    pub(crate) fn entry(&self, words: &str) -> Entry<'_> {
        let mut classes = Vec::new();
        words::split(words, |from, to| classes.push(self.classes.of(&words::normal(&words[from..to]))));
        Entry { matcher: self, classes }
    }
}

impl List {
    /// Whether any entry has so many words.
    pub(super) fn holds_one_of(&self, count: usize) -> bool {
        count == 1 || self.phrases.iter().any(|phrase| phrase.len() == count)
    }

    /// Whether an entry is the whole of `words`, given by their classes.
    pub(super) fn is(&self, words: &[Vec<u32>]) -> bool {
        let whole = |phrase: &&[u32]| {
            phrase.len() == words.len() && phrase.iter().zip(words).all(|(class, classes)| classes.contains(class))
        };
        (words.len() == 1 && words[0].contains(&self.single)) || self.phrases.iter().any(|phrase| whole(&phrase))
    }
}
