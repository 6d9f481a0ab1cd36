//! Blocks to sentences. A stop ends one unless the words around it say otherwise.

use std::ops::Range;

use super::abbreviations::{Stop, is_starter, stop_after};
use super::{Block, BlockKind, Cell, Sentence};
use crate::text::Span;

/// Finds the sentences of every block and tells each block which are its own.
pub(super) fn build(blocks: &mut [Block], cells: &[Cell], notation: &str) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(blocks.len() + notation.len() / 120);
    for (id, block) in blocks.iter_mut().enumerate() {
        let first = sentences.len();
        if block.table.is_some() {
            for (cell, words) in block.cells.clone().zip(&cells[block.cells.clone()]) {
                split(notation, words.span, true, |span| {
                    sentences.push(Sentence { span, block: id, cell: Some(cell) })
                });
            }
        } else {
            let list = block.kind == BlockKind::Item;
            split(notation, block.span, list, |span| sentences.push(Sentence { span, block: id, cell: None }));
        }
        block.sentences = first..sentences.len();
    }
    sentences
}

/// Gives each sentence of `span` to `found`. In list-like text a semicolon ends one too.
pub(super) fn split(notation: &str, span: Span, list: bool, mut found: impl FnMut(Span)) {
    let words = &notation[span.range()];
    let mut start = 0;
    let mut give = |part: Range<usize>| {
        if let Some(part) = trim(words, part, list) {
            found(Span::new(span.start as usize + part.start, span.start as usize + part.end));
        }
    };
    let mut at = 0;
    let mut depth = 0_i32;
    while let Some(next) = words.as_bytes()[at..].iter().position(|byte| MARKS[usize::from(*byte)]) {
        let mark = at + next;
        at = mark + 1;
        match words.as_bytes()[mark] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b';' if list && depth <= 0 && words[at..].starts_with(' ') => {
                give(start..at);
                start = at;
            }
            b';' => {}
            0xC2 => {
                if words[mark..].starts_with('¶') {
                    at = mark + 2;
                    give(start..mark);
                    (start, depth) = (at, 0);
                }
            }
            _ => {
                let end = Ending::new(words, start, mark);
                at = end.after;
                if end.ends() {
                    give(start..at);
                    (start, depth) = (at, 0);
                }
            }
        }
    }
    give(start..words.len());
}

/// Bytes to stop at: the ends of sentences, brackets, and the first byte of `¶`.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = [b'.', b'!', b'?', b';', b'(', b')', 0xC2];
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

/// A stop, and what is on either side of it.
struct Ending<'a> {
    words: &'a str,
    /// Where the sentence in hand starts.
    start: usize,
    /// The first stop.
    mark: usize,
    /// Past the stops, closing marks and note numbers.
    after: usize,
    /// Number of stops.
    stops: usize,
}

impl<'a> Ending<'a> {
    fn new(words: &'a str, start: usize, mark: usize) -> Self {
        let stops = words.as_bytes()[mark..].iter().take_while(|byte| matches!(byte, b'.' | b'!' | b'?')).count();
        let closed = past_closers(words, mark + stops);
        let after = past_note_number(words, mark, closed);
        Self { words, start, mark, after, stops }
    }

    fn ends(&self) -> bool {
        let rest = &self.words[self.after..];
        let next = rest.trim_start();
        let word = next.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '*', '_']);
        let Some(first) = word.chars().next() else { return true };
        let parted = next.len() < rest.len() || self.runs_on(first, word);
        if !parted || first.is_lowercase() || (self.stops > 3 && first.is_ascii_digit()) {
            return false;
        }
        self.words.as_bytes()[self.mark] != b'.' || self.stops > 1 || self.stop_ends(first, word)
    }

    /// Whether a blank was lost after a stop, as in `isolation.We will`.
    fn runs_on(&self, first: char, next: &str) -> bool {
        let before = self.word();
        let plain = before.len() > 2 && before.bytes().all(|byte| byte.is_ascii_lowercase());
        plain && self.after == self.mark + 1 && first.is_ascii_uppercase() && is_starter(first_word(next))
    }

    fn stop_ends(&self, first: char, next: &str) -> bool {
        if self.is_clause_number() {
            return false;
        }
        match stop_after(self.word()) {
            Stop::Always => true,
            Stop::Never => false,
            Stop::BeforeStarter | Stop::Month => !first.is_ascii_digit() && is_starter(first_word(next)),
        }
    }

    /// The word before the stop, from the last blank or bracket; no more than its last few letters.
    fn word(&self) -> &'a str {
        let bytes = &self.words.as_bytes()[self.start..self.mark];
        let parts = |byte: &&u8| !matches!(byte, b' ' | b'\t' | b'(' | b'[' | b'"' | b'/' | b'\'' | 0x80..);
        let length = bytes.iter().rev().take(24).take_while(parts).count();
        &self.words[self.mark - length..self.mark]
    }

    /// Whether the sentence so far is only a number or letter that begins a clause.
    fn is_clause_number(&self) -> bool {
        if self.mark - self.start > 12 {
            return false;
        }
        let so_far = self.words[self.start..self.mark].trim_start();
        let digits = so_far.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && so_far.len() < 4;
        digits || matches!(so_far, "i" | "ii" | "iii" | "iv" | "v" | "vi") || (so_far.len() == 1 && so_far != "I")
    }
}

fn first_word(words: &str) -> &str {
    let end = words.bytes().take(12).position(|byte| !byte.is_ascii_alphabetic());
    end.map_or("", |end| if words.as_bytes()[end] == b'.' { "" } else { &words[..end] })
}

fn past_closers(words: &str, from: usize) -> usize {
    let rest = &words[from..];
    from + rest.len() - rest.trim_start_matches(['"', '”', '’', '\'', ')', ']', '*', '_']).len()
}

/// Past the number of a note: `area.12 The`, `area.[12] The`. Not in `3.12 The`.
fn past_note_number(words: &str, mark: usize, from: usize) -> usize {
    let bytes = words.as_bytes();
    let after_word =
        mark > 0 && (bytes[mark - 1].is_ascii_alphabetic() || bytes[mark - 1] >= 0x80 || bytes[mark - 1] == b')');
    let bracket = usize::from(bytes.get(from) == Some(&b'['));
    let digits = bytes[from + bracket..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let end = from + bracket + digits + bracket;
    let closed = bracket == 0 || bytes.get(end - 1) == Some(&b']');
    let parted = bytes.get(end).is_none_or(|byte| byte.is_ascii_whitespace());
    if after_word && (1..=3).contains(&digits) && closed && parted { end } else { from }
}

/// Takes blanks off both ends, and off the end of an item the "; and" that joins it to the next.
fn trim(words: &str, part: Range<usize>, list: bool) -> Option<Range<usize>> {
    let begun = words[part.clone()].trim_start();
    let start = part.end - begun.len();
    let mut ended = begun.trim_end();
    if list {
        for joint in [" and", " or"] {
            let alone = ended == &joint[1..];
            let before = ended.strip_suffix(joint).map(str::trim_end).filter(|before| before.ends_with([';', ',']));
            ended = if alone { "" } else { before.unwrap_or(ended) };
        }
        ended = ended.trim_end_matches(|last: char| last.is_whitespace() || matches!(last, ';' | ','));
    }
    ended.contains(char::is_alphanumeric).then(|| start..start + ended.len())
}
