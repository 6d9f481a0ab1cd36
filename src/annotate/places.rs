//! Where comments can stand in a document: the paragraph with the words, or the nearest before it that takes a mark.

use std::ops::Range;

use super::words::{Note, UNDECIDED};

/// A paragraph of a document's text, as its format sees it.
pub(super) trait Paragraph {
    /// Its bytes.
    fn place(&self) -> &Range<usize>;

    /// Where marks go around the bytes `words`, if it holds them and may be changed.
    fn around(&self, words: &Range<usize>) -> Option<Range<usize>>;

    /// Where marks go around all of it, if it can take any.
    fn whole(&self) -> Option<Range<usize>>;
}

/// The paragraphs of a document in order, none of them inside another.
#[derive(Debug)]
pub(super) struct Places<P>(Vec<P>);

impl<P> Default for Places<P> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<P: Paragraph> Places<P> {
    /// Adds the paragraph that comes next.
    pub(super) fn push(&mut self, paragraph: P) {
        self.0.push(paragraph);
    }

    /// Where the marks of `note` go, which is about the bytes `beside`: before the first byte and after the last.
    /// `None` if nothing can take a mark.
    pub(super) fn of(&self, note: &Note, beside: Option<&Range<usize>>) -> Option<Range<usize>> {
        match beside {
            Some(words) => self.around(words),
            None if note.code == UNDECIDED => self.0.iter().find_map(P::whole),
            None => self.last(),
        }
    }

    /// Around these words. Where marks cannot stand there, the paragraph before that can take them.
    fn around(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let after = self.0.partition_point(|paragraph| paragraph.place().start <= words.start);
        let here = self.0[..after].last().filter(|paragraph| words.start < paragraph.place().end);
        let exact = here.and_then(|paragraph| paragraph.around(words));
        exact.or_else(|| self.0[..after].iter().rev().find_map(P::whole)).or_else(|| self.last())
    }

    /// Around the last paragraph that can take them.
    fn last(&self) -> Option<Range<usize>> {
        self.0.iter().rev().find_map(P::whole)
    }
}
