//! Plain text to plan notation: broken lines are joined into paragraphs, bullets and numbers begin items, and a line parted
//! by bars is a row.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::line::Line;
use super::places::Places;
use super::{Document, ReadError};
use crate::text::{Format, HeadingSign, LineFacts, Mark, Origin, SourceRange, Text, TextBuilder};

pub(super) mod shape;

/// Reads plain text.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    let decoded = document.decode()?;
    let mut out = TextBuilder::new(Format::Plain, Origin::Line { line: 1, column: 1 });
    decoded.notice.iter().for_each(|notice| out.notice(notice));
    let places = Places::new(&decoded.text);
    let width = shape::width(places.lines().map(|(_, line)| line));
    let mut plain = Plain {
        text: &decoded.text,
        places: &places,
        out,
        line: Line::default(),
        item: None,
        indents: Vec::new(),
        last: "",
        lines: 0,
        width,
        words: OnceCell::new(),
    };
    for (start, line) in places.lines() {
        plain.read_line(start, line);
        document.within(&plain.out)?;
    }
    plain.flush();
    Ok(plain.out.finish())
}

/// What parts the cells of a row that was pasted as text.
const BAR: &str = " | ";

/// What of a text has been read.
struct Plain<'a> {
    text: &'a str,
    places: &'a Places<'a>,
    out: TextBuilder,
    /// The paragraph or item in hand.
    line: Line,
    /// How deep the item in hand is; `None` for a paragraph.
    item: Option<u8>,
    /// The indents of the items around the one in hand.
    indents: Vec<usize>,
    /// The last line of the paragraph in hand.
    last: &'a str,
    /// How many lines it has.
    lines: usize,
    width: usize,
    words: OnceCell<FxHashSet<String>>,
}

impl<'a> Plain<'a> {
    fn read_line(&mut self, start: usize, whole: &'a str) {
        let line = whole.trim();
        let start = start + (line.as_ptr() as usize - whole.as_ptr() as usize);
        if line.is_empty() {
            // a page that breaks within a sentence leaves a form feed and no more
            if !whole.contains('\u{c}') {
                self.flush();
            }
            return;
        }
        if let Some(level) = shape::rule(line) {
            return self.underline(level);
        }
        if line.contains(BAR) {
            return self.row(start, line);
        }
        let bullet = shape::bullet(line);
        if let Some(bytes) = bullet {
            self.flush();
            self.item = Some(self.depth(whole));
            let rest = line[bytes..].trim_start();
            return self.add(start + line.len() - rest.len(), rest);
        }
        if self.begins(line) {
            self.flush();
            if self.item.is_some() && !shape::is_numbered(line) {
                self.end_list();
            }
        }
        self.add(start, line);
    }

    /// A row of a table pasted as text: `1.1 | Open a lunch club | Libraries | May 2026`.
    fn row(&mut self, start: usize, line: &'a str) {
        self.flush();
        self.item = None;
        let origin = |cell: &str| start + (cell.as_ptr() as usize - line.as_ptr() as usize);
        self.out.line(Mark::Row, self.places.origin(start), LineFacts::default());
        for cell in line.trim_matches(['|', ' ']).split(BAR).map(str::trim) {
            let at = origin(cell);
            self.out.cell(self.places.origin(at));
            self.out.words(cell, Some(SourceRange { part: 0, start: at as u32, len: cell.len() as u32 }));
        }
    }

    /// Whether `line` begins a paragraph rather than going on with the one in hand.
    fn begins(&self, line: &str) -> bool {
        self.lines == 0
            || shape::is_capitals(line)
            || shape::is_capitals(self.last) && self.lines == 1
            || shape::is_numbered(line) && !(self.last.ends_with(char::is_lowercase) && shape::may_be_a_full_stop(line))
            || shape::is_loose(self.last, line, self.width)
    }

    fn add(&mut self, start: usize, line: &'a str) {
        let goes_on = self.lines > 0 && self.last.ends_with('-') && line.starts_with(char::is_lowercase);
        if goes_on && self.is_known(line) {
            self.line.pop();
        } else if !goes_on {
            self.line.blank();
        }
        self.line.at(self.places.origin(start));
        self.line.exact(line, Some(SourceRange { part: 0, start: start as u32, len: line.len() as u32 }));
        self.last = line;
        self.lines += 1;
    }

    /// Whether the word broken before `line` stands unbroken elsewhere in the document.
    fn is_known(&self, line: &str) -> bool {
        let not_letter = |letter: char| !letter.is_alphabetic();
        let head = self.last.trim_end_matches('-').rsplit(not_letter).next().unwrap_or_default();
        let tail = line.split(not_letter).next().unwrap_or_default();
        let all = || self.text.split(not_letter).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        self.words.get_or_init(all).contains(&format!("{head}{tail}").to_lowercase())
    }

    /// A line of dashes: under a single line it makes it a heading, elsewhere it parts paragraphs.
    fn underline(&mut self, level: u8) {
        if self.lines == 1 && self.item.is_none() {
            let facts = LineFacts { heading: Some(HeadingSign::Typed), ..LineFacts::default() };
            self.write(Mark::Heading { level, label: "" }, facts);
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let mark = self.item.map_or(Mark::Paragraph { label: "" }, |depth| Mark::Item { depth, label: "" });
        self.write(mark, LineFacts::default());
    }

    fn write(&mut self, mark: Mark<'_>, facts: LineFacts) {
        self.lines = 0;
        if let Some(origin) = self.line.origin().filter(|_| !self.line.is_blank()) {
            self.out.line(mark, origin, facts);
            self.line.write(&mut self.out);
        }
        self.line.clear();
    }

    fn end_list(&mut self) {
        self.item = None;
        self.indents.clear();
        self.out.line(Mark::Blank, self.places.origin(0), LineFacts::default());
    }

    /// How deep an item is, by how far it and those before it are indented.
    fn depth(&mut self, line: &str) -> u8 {
        let indent = line
            .chars()
            .take_while(|letter| letter.is_whitespace())
            .map(|letter| if letter == '\t' { 4 } else { 1 })
            .sum();
        self.indents.retain(|outer| *outer < indent);
        self.indents.push(indent);
        self.indents.len().min(9) as u8 - 1
    }
}
