//! Proper names in a statement, by their capitals: in go its words, out come the runs that name a body or a scheme
//! which no list can know.

use std::ops::Range;

use super::Reading;
use super::lists::{self, List, Word};
use crate::vocabulary::Gap;

/// Words that join the parts of a name.
const JOINS: [&str; 9] = ["and", "&", "of", "the", "for", "in", "on", "at", "to"];

/// Words that a name has at most: a longer run is a title, or a sentence in capitals.
const LONGEST: usize = 10;

/// Every name among `words`, counted from the first of them: capitalised words that capitals at a sentence's start do
/// not explain, and that name no matter or people.
///
/// A name ends at a comma, and where one of the `dates`, which are in order, begins: the Volunteer Centre May 2024.
pub(super) fn names(
    reading: &Reading<'_>,
    words: &Range<u32>,
    forms: &[std::rc::Rc<Word>],
    gaps: &[Gap],
    dates: &[usize],
) -> Vec<(usize, usize)> {
    let text = |at: usize| reading.plan.words(reading.index.token(words.start + at as u32).span);
    let capital = |at: usize| text(at).starts_with(char::is_uppercase);
    let len = forms.len();
    let mut names = Vec::new();
    let mut at = 0;
    while at < len {
        if !capital(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        while end < len {
            if dates.binary_search(&end).is_ok() || gaps[end] == Gap::Comma {
                break;
            } else if capital(end) {
                end += 1;
            } else if end + 1 < len && JOINS.contains(&text(end)) && capital(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        let plain = |list: List| forms[end - 1].is(list);
        // We Fund A Lunch Club: "we" is in no name.
        let told = end - start > LONGEST || (start..end).any(|at| text(at).eq_ignore_ascii_case("we"));
        let is_name = (start > 0 || end > 1) && !told && !plain(lists::PERSON) && !plain(lists::MATTER);
        if is_name {
            names.push((start, end));
        }
        at = end;
    }
    names
}
