//! A line in hand: words gathered from several runs, each with its origin, trimmed and then written as one line of
//! notation.

use crate::text::{Origin, SourceRange, TextBuilder};

/// Words that will be one line, or one cell, of notation.
///
/// INVARIANT: the bits follow one another and cover `words`.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    words: String,
    bits: Vec<Bit>,
    from: usize,
    here: Option<Origin>,
}

#[derive(Clone, Debug)]
struct Bit {
    end: usize,
    origin: Option<Origin>,
    source: Option<SourceRange>,
    exact: bool,
}

impl Line {
    /// How much of it there is, as limits count it: its words, and the stretches they are in.
    pub fn weight(&self) -> usize {
        8 + self.words.len() + 8 * self.bits.len()
    }

    /// Sets where the words to come are from.
    pub fn at(&mut self, origin: Origin) {
        self.here = Some(origin);
    }

    /// Adds the author's words, which are one stretch of the source. Letters that show nothing are left out; symbols of
    /// picture fonts are read.
    pub fn exact(&mut self, words: &str, source: Option<SourceRange>) {
        // Most words are of plain letters alone, none of which is odd.
        if words.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
            return self.own(words, source, 0..words.len());
        }
        let mut from = 0;
        for (at, letter) in words.char_indices().filter(|(_, letter)| is_odd(*letter)) {
            self.own(words, source, from..at);
            from = at + letter.len_utf8();
            if let Some(symbol) = picture(letter) {
                let symbol = if symbol == " " && self.is_blank() { "•" } else { symbol };
                self.reading(symbol, source.map(|whole| within(whole, at..from)));
            }
            self.pass(&words[at..from]);
        }
        self.own(words, source, from..words.len());
    }

    /// Adds words that stand for the author's bytes but are not those bytes.
    pub fn reading(&mut self, words: &str, source: Option<SourceRange>) {
        let words = if self.words.is_empty() { words.trim_start() } else { words };
        self.push(words, source, false);
    }

    /// Adds a joining blank, unless one is there or nothing is.
    pub fn blank(&mut self) {
        if !self.words.is_empty() && !self.words.ends_with(char::is_whitespace) {
            self.push(" ", None, false);
        }
    }

    /// The words, trimmed.
    pub fn as_str(&self) -> &str {
        self.words[self.from..].trim_end()
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.as_str().is_empty()
    }

    /// Drops the first `bytes` and the blanks after them: a bullet.
    pub fn skip(&mut self, bytes: usize) {
        let rest = self.words[self.from + bytes..].trim_start();
        self.from = self.words.len() - rest.len();
    }

    /// Drops the last letter: a hyphen at a line's end.
    pub fn pop(&mut self) {
        self.words.truncate(self.words.trim_end().len());
        self.words.pop();
        let end = self.words.len();
        self.bits.iter_mut().rev().take_while(|bit| bit.end > end).for_each(|bit| bit.end = end);
    }

    /// Where its first word is from.
    pub fn origin(&self) -> Option<Origin> {
        let first = self.bits.iter().find(|bit| bit.end > self.from)?;
        first.origin.clone()
    }

    /// Writes the words into the line or cell in hand.
    pub fn write(&self, out: &mut TextBuilder) {
        let end = self.from + self.as_str().len();
        let mut start = 0;
        for bit in &self.bits {
            let (from, to) = (start.max(self.from), bit.end.min(end));
            if from < to {
                self.write_bit(bit, start, from..to, out);
            }
            start = bit.end;
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.words.clear();
        self.bits.clear();
        self.from = 0;
    }

    fn write_bit(&self, bit: &Bit, start: usize, part: std::ops::Range<usize>, out: &mut TextBuilder) {
        let words = &self.words[part.clone()];
        if let Some(origin) = &bit.origin {
            out.at(moved(origin, &self.words[start..part.start]));
        }
        if bit.exact {
            out.words(words, bit.source.map(|whole| within(whole, part.start - start..part.end - start)));
        } else {
            out.reading(words, bit.source);
        }
    }

    /// Adds a part of `words`, and moves on past it.
    fn own(&mut self, words: &str, source: Option<SourceRange>, part: std::ops::Range<usize>) {
        let whole = &words[part.clone()];
        let kept = if self.words.is_empty() { whole.trim_start() } else { whole };
        let start = part.end - kept.len();
        self.pass(&words[part.start..start]);
        self.push(kept, source.map(|whole| within(whole, start..part.end)), true);
        self.pass(kept);
    }

    fn pass(&mut self, words: &str) {
        if let Some(Origin::Line { column, .. }) = &mut self.here {
            *column += words.chars().count() as u32;
        }
    }

    fn push(&mut self, words: &str, source: Option<SourceRange>, exact: bool) {
        if words.is_empty() {
            return;
        }
        self.words.push_str(words);
        let (end, origin) = (self.words.len(), self.here.clone());
        match (self.bits.last_mut(), source) {
            (Some(last), Some(more)) if exact && last.is_followed_by(&more, origin.as_ref()) => {
                last.source = last.source.map(|whole| SourceRange { len: whole.len + more.len, ..whole });
                last.end = end;
            }
            _ => self.bits.push(Bit { end, origin, source, exact }),
        }
    }
}

impl Bit {
    /// Whether the author's words at `more` go on where these end.
    fn is_followed_by(&self, more: &SourceRange, origin: Option<&Origin>) -> bool {
        let same_place = match (&self.origin, origin) {
            (Some(Origin::Line { line, .. }), Some(Origin::Line { line: other, .. })) => line == other,
            (here, there) => here.as_ref() == there,
        };
        let follows = |whole: SourceRange| whole.part == more.part && whole.start + whole.len == more.start;
        same_place && self.exact && self.source.is_some_and(follows)
    }
}

fn within(whole: SourceRange, part: std::ops::Range<usize>) -> SourceRange {
    SourceRange { start: whole.start + part.start as u32, len: part.len() as u32, ..whole }
}

/// `origin` after `passed`: only columns move within a line.
fn moved(origin: &Origin, passed: &str) -> Origin {
    match origin {
        Origin::Line { line, column } => Origin::Line { line: *line, column: column + passed.chars().count() as u32 },
        other => other.clone(),
    }
}

/// Letters that show nothing (control characters, soft hyphen, zero-width blanks and joiners) or only in a picture font.
fn is_odd(letter: char) -> bool {
    matches!(letter, '\u{1}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
}

/// What a letter of a picture font shows; `None` for letters that show nothing.
pub(super) fn picture(letter: char) -> Option<&'static str> {
    // Wingdings and Symbol as Word writes them, at U+F000 plus the byte of the font
    match letter as u32 {
        0xf0b7 => Some("•"),
        0xf0a7 => Some("▪"),
        0xf0fc => Some("✓"),
        0xf0fb => Some("✗"),
        0xf0fe => Some("☑"),
        0xf0a8 | 0xf06f => Some("☐"),
        0xf0e0 => Some("→"),
        0xf0d8 => Some("➢"),
        0xe000..=0xf8ff => Some(" "),
        _ => None,
    }
}

/// The parts of `words` to be taken as they are, and between them those that are one blank.
pub(super) fn stretches(words: &str) -> impl Iterator<Item = (std::ops::Range<usize>, bool)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = words.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let blanks = rest.len() - rest.trim_start_matches(BLANKS).len();
        at += if blanks > 0 { blanks } else { plain(rest) };
        Some((start..at, blanks > 0))
    })
}

/// What XML and HTML call white space.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

/// How many bytes of `words` go on without white space but single blanks between words.
fn plain(words: &str) -> usize {
    let bytes = words.as_bytes();
    let is_blank = |at: usize| bytes.get(at).is_none_or(|byte| byte.is_ascii_whitespace());
    let ends = |at: &usize| is_blank(*at) && (bytes[*at] != b' ' || is_blank(at + 1));
    (0..bytes.len()).find(ends).unwrap_or(bytes.len())
}
