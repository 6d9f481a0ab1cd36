//! Words: how text and queries are cut into words, and the one form in which they are compared.
//!
//! Hyphens and dashes part words; `A&E`, `men's`, `1.18i`, `£1.25m`, `41%` and `9,400` are one word each. A closing
//! quotation mark cannot be told from a plural possessive's apostrophe, so `carers'` is the word `carers`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub mod flat;
pub mod table;

/// Spellings in two words that are taken as one, written together; and whether the second may go on.
// Variants seen in council plans of 2013 to 2026; language.md section 1.4.
const JOINED: [(&str, &str, bool); 11] = [
    ("well", "being", true),
    ("co", "produc", true),
    ("co", "ordinat", true),
    ("co", "operat", true),
    ("non", "elective", false),
    ("inter", "generational", true),
    ("time", "bank", true),
    ("life", "style", true),
    ("neighbour", "hood", true),
    ("home", "share", false),
    ("be", "friending", false),
];

/// Whether two words in a row, both in their normal form, are taken as one: the two written together.
#[must_use]
pub fn joined(first: &str, second: &str) -> bool {
    JOINED.iter().any(|(one, two, open)| *one == first && (second == *two || (*open && second.starts_with(two))))
}

/// Whether `first` and a word that begins `stem` may be taken as one.
#[must_use]
pub fn may_join(first: &str, stem: &str) -> bool {
    JOINED.iter().any(|(one, two, _)| *one == first && (two.starts_with(stem) || stem.starts_with(two)))
}

/// Whether a word in its normal form may be the first of two that are taken as one.
#[must_use]
pub fn begins_joined(first: &str) -> bool {
    JOINED.iter().any(|(one, _, _)| *one == first)
}

/// ASCII letters and digits.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// Calls `found` with the byte range of each word of `text`, in order.
pub fn split(text: &str, mut found: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !PLAIN[usize::from(bytes[at])] {
            match starts(text, at) {
                Ok(len) => {
                    let start = at;
                    at = end(text, start, at + len);
                    found(start, at);
                }
                Err(len) => at += len,
            }
            continue;
        }
        let start = at;
        at = end(text, start, at + 1);
        found(start, at);
    }
}

/// Where the word that began at `start` and has come to `at` ends.
fn end(text: &str, start: usize, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        if PLAIN[usize::from(bytes[at])] {
            if bytes[at].is_ascii_uppercase() && is_glued(bytes, start, at) {
                break;
            }
            at += 1;
            continue;
        }
        match continues(text, start, at) {
            Some(len) => at += len,
            None => break,
        }
    }
    at
}

/// Letters that a word has at least where one is told apart from what an extractor glued to it; names have fewer: `YouTube`.
const GLUED: usize = 6;

/// Whether the capital at `at` begins a word that an extractor glued to a number or a code, or to the last word of the cell
/// before it: `1.3Deliver`, `AW4Deliver`, `isolationDeliver`.
fn is_glued(bytes: &[u8], start: usize, at: usize) -> bool {
    let small = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    let before = &bytes[start..at];
    let number = || before.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let capitals = || before.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let code = || capitals() <= 3 && before.len() <= GLUED && before[capitals()..].iter().all(u8::is_ascii_digit);
    let word = || before.len() >= GLUED && before[1..].iter().all(u8::is_ascii_lowercase);
    let figure = before.last().is_some_and(u8::is_ascii_digit);
    small(at + 1) && small(at + 2) && (number() || (figure && code()) || word())
}

/// Length of the character at `at`, which is not an ASCII letter or digit: `Ok` if a word may begin with it.
fn starts(text: &str, at: usize) -> Result<usize, usize> {
    if text.as_bytes()[at].is_ascii() {
        return Err(1);
    }
    let Some(letter) = text[at..].chars().next() else { return Err(1) };
    let len = letter.len_utf8();
    let begins = if letter == '£' {
        text.as_bytes().get(at + len).is_some_and(u8::is_ascii_digit)
    } else {
        letter.is_alphanumeric() && !is_combining_mark(letter) && !is_apostrophe(letter)
    };
    if begins { Ok(len) } else { Err(len) }
}

/// Length of what carries the word that began at `start` on over `at`, which is not an ASCII letter or digit.
fn continues(text: &str, start: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let after = bytes.get(at + 1).copied().unwrap_or(b' ');
    let before = bytes[at - 1];
    match bytes[at] {
        b' ' => None,
        b'\'' => after.is_ascii_alphabetic().then_some(1),
        b'&' => (before.is_ascii_alphabetic() && after.is_ascii_alphabetic()).then_some(1),
        b'.' => (decimal(before, after) || initials(bytes, start, at)).then_some(1),
        b',' => thousands(bytes, start, at).then_some(1),
        b'%' => before.is_ascii_digit().then_some(1),
        0..0x80 => None,
        _ => continues_with(text[at..].chars().next()?, bytes, at),
    }
}

fn continues_with(letter: char, bytes: &[u8], at: usize) -> Option<usize> {
    let len = letter.len_utf8();
    let carries = match letter {
        '\u{ad}' => true,
        _ if is_apostrophe(letter) => bytes.get(at + len).is_some_and(u8::is_ascii_alphabetic),
        _ => letter.is_alphanumeric() || is_combining_mark(letter),
    };
    carries.then_some(len)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '’' | 'ʼ')
}

fn decimal(before: u8, after: u8) -> bool {
    before.is_ascii_digit() && after.is_ascii_digit()
}

/// Whether the stop at `at` parts two single letters: `e.g`.
fn initials(bytes: &[u8], start: usize, at: usize) -> bool {
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let ends = bytes.get(at + 2).is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
    at == start + 1 && letter(start) && letter(at + 1) && ends
}

/// Whether the comma at `at` groups the digits of a number: `9,400`.
fn thousands(bytes: &[u8], start: usize, at: usize) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let number = || bytes[start..at].iter().all(|byte| byte.is_ascii_digit() || *byte == b',' || !byte.is_ascii());
    (1..4).all(|step| digit(at + step)) && !digit(at + 4) && digit(at - 1) && number()
}

/// The form in which a word is compared: small letters without accents, ligatures opened, `-ize` as `-ise`, and the
/// footnote mark that an extractor left on it gone.
///
/// INVARIANT: it is its own normal form, and [`split`] leaves it whole.
#[must_use]
pub fn normal(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) && !word.contains("iz") {
        return Cow::Borrowed(word);
    }
    let mut plain = if word.is_ascii() { word.to_ascii_lowercase() } else { folded(word) };
    plain.retain(|letter| letter != ',');
    if plain.contains("iz") {
        plain = british(&plain);
    }
    plain.truncate(without_mark(&plain).unwrap_or(plain.len()));
    Cow::Owned(plain)
}

/// Small letters without accents, ligatures and wide letters opened, apostrophes straight.
fn folded(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for letter in word.chars().filter(|letter| *letter != '\u{ad}' && !is_combining_mark(*letter)) {
        if is_apostrophe(letter) {
            plain.push('\'');
        } else if letter == '£' || !letter.nfkd().all(|part| is_combining_mark(part) || is_plain(part)) {
            // A sign such as ½ or ⑴ would open to what is no part of a word.
            plain.extend(letter.to_lowercase());
        } else {
            let open = letter.nfkd().flat_map(char::to_lowercase);
            plain.extend(open.filter(|part| !is_combining_mark(*part)));
        }
    }
    plain
}

fn is_plain(part: char) -> bool {
    (part.is_alphanumeric() && !is_apostrophe(part)) || matches!(part, '\'' | '&' | '.' | '%' | ',')
}

/// `-ize` and its family as `-ise`; whatever follows, so that beginnings of words change as the words do.
fn british(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (at, letter) in word.char_indices() {
        let ending = letter == 'z' && at >= 4 && out.ends_with('i');
        out.push(if ending { 's' } else { letter });
    }
    out
}

/// Length of the word before a footnote mark glued to it: `loneliness69`.
fn without_mark(word: &str) -> Option<usize> {
    let letters = word.find(|letter: char| letter.is_ascii_digit())?;
    let marks = &word[letters..];
    let is_word = letters >= 5 && word[..letters].chars().all(char::is_alphabetic);
    (is_word && marks.len() <= 3 && marks.bytes().all(|byte| byte.is_ascii_digit())).then_some(letters)
}
