//! What becomes of the comments that are in a document: which are planlint's own, and what a note makes of one of them.

use super::words::{Note, UNDECIDED};

/// Who writes planlint's comments.
pub(super) const AUTHOR: &str = "planlint";

/// How many comments fared how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Not there before.
    pub(super) added: usize,
    /// Say something else now.
    pub(super) updated: usize,
    /// Were open, and are resolved now.
    pub(super) resolved: usize,
    /// As they were.
    pub(super) kept: usize,
}

/// What the document says of a comment of planlint's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own<'c> {
    /// Its words, a paragraph each.
    pub(super) words: &'c [String],
    /// Whether it is resolved.
    pub(super) done: bool,
    /// Whether somebody has answered it.
    pub(super) answered: bool,
    /// Whether the text marks its place.
    pub(super) marked: bool,
}

/// What becomes of a comment of planlint's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    /// Whether it says the same.
    pub(super) same: bool,
    /// Whether it is resolved now.
    pub(super) done: bool,
    /// Whether its place is found anew.
    pub(super) moves: bool,
}

impl Own<'_> {
    /// What `note` makes of it, where the words that the note is about are known or are not; counted in `counts`.
    pub(super) fn under(self, note: &Note, has_words: bool, counts: &mut Counts) -> Fate {
        let same = says_the_same(self.words, &note.words);
        // whoever resolved by hand what still says the same has decided, and is not asked again
        let first = |words: &[String]| words.iter().take(1).cloned().collect::<Vec<_>>();
        let done = if says_the_same(&first(self.words), &first(&note.words)) { self.done } else { !note.open };
        match (done && !self.done, same) {
            (true, _) => counts.resolved += 1,
            (false, true) => counts.kept += 1,
            (false, false) => counts.updated += 1,
        }
        let moves = (has_words || note.code == UNDECIDED) && !self.answered;
        Fate { same, done, moves: moves || !self.marked }
    }
}

/// Whether two comments say the same, whatever white space there is between their words.
fn says_the_same(one: &[String], other: &[String]) -> bool {
    let same = |(one, other): (&String, &String)| one.split_whitespace().eq(other.split_whitespace());
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// Whether a comment is planlint's own on `code`: by its author and its first word. Where a program was told to remove
/// personal information, every author is called `Author`, with or without a number, and `has_name` says whether the comment
/// has the name that planlint gave it.
pub(super) fn is_own(author: &str, words: &[String], code: &str, has_name: impl FnOnce() -> bool) -> bool {
    let first = words.first().and_then(|words| words.split_whitespace().next()).unwrap_or_default();
    let is_nameless =
        || author.strip_prefix("Author").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    // not `CA-10` for `CA-1`
    first.trim_end_matches(':') == code && (author == AUTHOR || is_nameless() && has_name())
}
