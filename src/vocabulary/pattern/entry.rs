//! Words asked in whole which lists they are in: the name of a column, a status.

use super::Matcher;
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
        self.entry(words).is_in(name)
    }

    /// `words` made ready to be asked, in whole and in any case, which lists they are in.
    #[must_use]
    pub(crate) fn entry(&self, words: &str) -> Entry<'_> {
        let mut classes = Vec::new();
        words::split(words, |from, to| classes.push(self.classes.of(&words::normal(&words[from..to]))));
        Entry { matcher: self, classes }
    }
}
