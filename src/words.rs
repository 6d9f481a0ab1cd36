//! Words: how text and queries are cut into words, and the one form in which they are compared.
//!
//! Hyphens and dashes part words; `A&E`, `men's`, `1.18i`, `£1.25m`, `41%` and `9,400` are one word each.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Spellings in two words that are taken as one, and the one.
// Variants seen in council plans of 2013 to 2026; language.md section 1.4.
const JOINED: [(&str, &str, &str); 20] = [
    ("well", "being", "wellbeing"),
    ("co", "production", "coproduction"),
    ("co", "produce", "coproduce"),
    ("co", "produced", "coproduced"),
    ("co", "ordinator", "coordinator"),
    ("co", "ordinators", "coordinators"),
    ("co", "ordinate", "coordinate"),
    ("co", "ordinated", "coordinated"),
    ("co", "ordination", "coordination"),
    ("co", "operation", "cooperation"),
    ("co", "operate", "cooperate"),
    ("non", "elective", "nonelective"),
    ("inter", "generational", "intergenerational"),
    ("time", "banks", "timebanks"),
    ("time", "bank", "timebank"),
    ("time", "banking", "timebanking"),
    ("life", "style", "lifestyle"),
    ("neighbour", "hood", "neighbourhood"),
    ("home", "share", "homeshare"),
    ("be", "friending", "befriending"),
];

/// The one word that two in a row are taken as, both in their normal form.
#[must_use]
pub fn joined(first: &str, second: &str) -> Option<&'static str> {
    if !matches!(first.len(), 2..=9) {
        return None;
    }
    JOINED.iter().find(|(one, two, _)| *one == first && *two == second).map(|(_, _, whole)| *whole)
}

/// Whether a word in its normal form may be the first of two that are taken as one.
#[must_use]
pub fn begins_joined(first: &str) -> bool {
    JOINED.iter().any(|(one, _, _)| *one == first)
}

/// Calls `found` with the byte range of each word of `text`, in order.
pub fn split(text: &str, mut found: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let Some(len) = starts(text, at) else {
            at += step(bytes[at]);
            continue;
        };
        let start = at;
        at += len;
        while at < bytes.len() {
            match continues(text, start, at) {
                Some(len) => at += len,
                None => break,
            }
        }
        found(start, at);
    }
}

/// Length of the character that begins with `byte`.
fn step(byte: u8) -> usize {
    match byte {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

fn letter_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// Length of the character at `at` if a word may begin with it.
fn starts(text: &str, at: usize) -> Option<usize> {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() {
        return byte.is_ascii_alphanumeric().then_some(1);
    }
    let letter = letter_at(text, at)?;
    let pound = letter == '£' && text.as_bytes().get(at + 2).is_some_and(u8::is_ascii_digit);
    (letter.is_alphanumeric() || pound).then(|| letter.len_utf8())
}

/// Length of what carries the word that began at `start` on over `at`.
fn continues(text: &str, start: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let byte = bytes[at];
    let after = bytes.get(at + 1).copied().unwrap_or(b' ');
    let before = bytes[at - 1];
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Some(1),
        b'\'' => after.is_ascii_alphabetic().then_some(1),
        b'&' => (before.is_ascii_alphabetic() && after.is_ascii_alphabetic()).then_some(1),
        b'.' => {
            let digits = before.is_ascii_digit() && after.is_ascii_digit();
            let initials = at == start + 1 && before.is_ascii_alphabetic() && after.is_ascii_alphabetic() && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic);
            (digits || initials).then_some(1)
        }
        b',' => {
            let three = bytes.get(at + 1..at + 4).is_some_and(|next| next.iter().all(u8::is_ascii_digit));
            let number = text.as_bytes()[start..at].iter().all(|byte| byte.is_ascii_digit() || *byte == b',' || !byte.is_ascii());
            (before.is_ascii_digit() && three && number && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit)).then_some(1)
        }
        b'%' => before.is_ascii_digit().then_some(1),
        0..0x80 => None,
        _ => {
            let letter = letter_at(text, at)?;
            let quote = matches!(letter, '’' | 'ʼ') && bytes.get(at + 3).is_some_and(u8::is_ascii_alphabetic);
            (letter.is_alphanumeric() || is_combining_mark(letter) || quote || letter == '\u{ad}').then(|| letter.len_utf8())
        }
    }
}

/// The form in which a word is compared: small letters without accents, ligatures opened, `-ize` as `-ise`, and the
/// footnote mark that an extractor left on it gone.
#[must_use]
pub fn normal(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) && !word.contains("iz") {
        return Cow::Borrowed(word);
    }
    let mut plain: String = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.nfkd().filter(|letter| !is_combining_mark(*letter) && *letter != '\u{ad}').flat_map(char::to_lowercase).map(straight).collect()
    };
    if plain.contains(',') {
        plain.retain(|letter| letter != ',');
    }
    if plain.contains("iz") {
        plain = british(&plain);
    }
    Cow::Owned(match without_mark(&plain) {
        Some(length) => plain[..length].to_owned(),
        None => plain,
    })
}

fn straight(letter: char) -> char {
    if matches!(letter, '’' | 'ʼ' | '‘') { '\'' } else { letter }
}

/// `-ize` and its family as `-ise`.
fn british(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let bytes = word.as_bytes();
    for (at, letter) in word.char_indices() {
        let ending = letter == 'z' && at >= 4 && bytes[at - 1] == b'i' && matches!(bytes.get(at + 1), None | Some(b'e' | b'i' | b'a'));
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
