//! What stands between the words of a statement: the gaps that part it, and the asides that it can be read without.

use std::ops::Range;
use std::rc::Rc;

use super::Reading;
use super::lists::{self, Word};
use crate::text::Span;
use crate::vocabulary::Gap;

/// Characters that a code of an action has at most.
const LONGEST_CODE: usize = 8;

/// Words beyond which what stands in brackets or between commas is no aside.
const LONGEST_ASIDE: usize = 12;

/// What stands before each word.
pub(super) fn gaps(reading: &Reading<'_>, words: &Range<u32>, borrowed: usize) -> Vec<Gap> {
    let mut gaps = Vec::with_capacity(words.len());
    let mut before: Option<Span> = None;
    for (n, at) in words.clone().enumerate() {
        let span = reading.index.token(at).span;
        gaps.push(match before {
            _ if n == 0 => Gap::Blank,
            _ if n == borrowed => Gap::Colon,
            // Cells that an extractor ran together.
            Some(before) if before.end == span.start => Gap::Hard,
            // An arrow from one figure to another is "to": 6.9% → 5.5%.
            Some(before) if is_figure(reading, before) && is_figure(reading, span) => {
                gap(&between(reading, before, span).replace('→', ""))
            }
            Some(before) => gap(between(reading, before, span)),
            None => Gap::Blank,
        });
        before = Some(span);
    }
    gaps
}

fn is_figure(reading: &Reading<'_>, word: Span) -> bool {
    reading.plan.words(word).trim_start_matches('£').starts_with(|letter: char| letter.is_ascii_digit())
}

/// What stands between the last two blanks before byte `start`.
fn number<'r>(reading: &'r Reading<'_>, start: usize) -> &'r str {
    let text = reading.plan.text().as_str();
    let near = &text[text.floor_char_boundary(start.saturating_sub(2 * LONGEST_CODE))..start];
    near.trim_end_matches(' ').rsplit([' ', '\n', '\t']).next().unwrap_or_default()
}

/// What stands before the first blank from word `at` on, or so much of it as shows that it is longer than a code.
fn head<'r>(reading: &'r Reading<'_>, at: u32) -> &'r str {
    let text = reading.plan.text().as_str();
    let start = reading.index.token(at).span.start as usize;
    let near = text.get(start..text.floor_char_boundary(start + 2 * LONGEST_CODE)).unwrap_or_default();
    near.split(' ').next().unwrap_or_default()
}

/// How many words of the statement's own head are a code that names an action and does not say it: `PH7.2 Map the groups`,
/// `4b Raise awareness`.
pub(super) fn code(reading: &Reading<'_>, words: &Range<u32>, borrowed: usize) -> usize {
    let own = words.start + borrowed as u32;
    if own >= words.end {
        return 0;
    }
    let text = reading.plan.text().as_str();
    let head = head(reading, own);
    let after = reading.index.token(own).span.start as usize + head.len() + 1;
    let letters = head.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &head[letters..];
    let counted = rest.trim_start_matches('-').starts_with(|first: char| first.is_ascii_digit());
    let figures = rest.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let plain = figures.bytes().all(|byte| byte.is_ascii_digit() || b".-/)".contains(&byte));
    let lettered = rest.len() - figures.len() == 1 && figures.len() <= 2;
    let capital = text.get(after..).is_some_and(|next| next.starts_with(char::is_uppercase));
    let named = (1..=4).contains(&letters) && rest == figures || letters == 0 && lettered;
    if !named || head.len() > LONGEST_CODE || !counted || !plain || !capital {
        return 0;
    }
    (own..words.end).take_while(|at| (reading.index.token(*at).span.start as usize) < after).count()
}

/// Where an instruction begins behind the aim that it serves, in a numbered row whose cells were run together:
/// `2.1 People are less lonely Recruit ten visitors`.
pub(super) fn run_on(reading: &Reading<'_>, words: &Range<u32>, forms: &[Rc<Word>], borrowed: usize) -> Option<usize> {
    let span = |at: usize| reading.index.token(words.start + at as u32).span;
    let text = |at: usize| reading.plan.words(span(at));
    let outline =
        |number: &str| number.contains('.') && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if borrowed >= forms.len() || !outline(number(reading, span(borrowed).start as usize)) {
        return None;
    }
    let capital = |at: usize| text(at).starts_with(char::is_uppercase);
    let alone = |at: usize| capital(at) && !capital(at - 1) && (at + 1 == forms.len() || !capital(at + 1));
    (borrowed + 3..forms.len()).find(|at| forms[*at].is(lists::ORDER) && alone(*at) && mark(reading, words, *at) == " ")
}

/// The characters between two words; none where the second does not stand behind the first.
fn between<'r>(reading: &'r Reading<'_>, before: Span, span: Span) -> &'r str {
    reading.plan.text().as_str().get(before.end as usize..span.start as usize).unwrap_or_default()
}

/// The kind of gap these characters make.
fn gap(between: &str) -> Gap {
    if between == " " {
        return Gap::Blank;
    }
    let plain = between.bytes().all(|byte| byte.is_ascii() && byte != b'-');
    let dash = !plain && (between.contains(" – ") || between.contains(" - ") || between.contains(" — "));
    if dash || between.contains([';', '|', '¶', '•', '→']) {
        Gap::Hard
    } else if between.contains(['(', ')', '[', ']']) {
        Gap::Bracket
    } else if between.contains(':') {
        Gap::Colon
    } else if between.contains(',') {
        Gap::Comma
    } else {
        Gap::Blank
    }
}

/// What the statement can be read without: words in brackets, "the board (ICB) funds"; and between commas what begins as
/// an aside does, "our libraries, including Ashby, host". First word, and one past the last.
pub(super) fn asides(
    reading: &Reading<'_>,
    words: &Range<u32>,
    forms: &[Rc<Word>],
    gaps: &[Gap],
) -> Vec<(usize, usize)> {
    let mut asides = Vec::new();
    let ends = |from: usize, end: &dyn Fn(usize) -> bool| {
        let past = (from + 1..gaps.len()).take(LONGEST_ASIDE).take_while(|at| gaps[*at] != Gap::Hard);
        let mut past = past.filter(|at| end(*at));
        past.next()
    };
    for from in 1..gaps.len() {
        let past = match gaps[from] {
            Gap::Bracket if mark(reading, words, from).contains(['(', '[']) => {
                ends(from, &|at| gaps[at] == Gap::Bracket)
                    .filter(|at| mark(reading, words, *at).starts_with([')', ']']))
            }
            Gap::Comma if forms[from].is(lists::ASIDE) || forms[from - 1].is(lists::FUTURE) => {
                ends(from, &|at| gaps[at] == Gap::Comma)
            }
            _ => None,
        };
        asides.extend(past.map(|past| (from, past)));
    }
    asides
}

/// The characters before word number `at`.
fn mark<'r>(reading: &'r Reading<'_>, words: &Range<u32>, at: usize) -> &'r str {
    let at = words.start + at as u32;
    between(reading, reading.index.token(at - 1).span, reading.index.token(at).span)
}
