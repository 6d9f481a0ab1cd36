//! Lines in reading order to paragraphs: broken lines joined, also over a page's end; notes set after what they are on.

use super::line::Line;
use super::measure::Measure;
use super::table::Table;
use super::tags::{BlockId, Role, Tags};
use crate::read::plain::shape;
use crate::text::HeadingSign;

/// A part of the document, in order.
#[derive(Debug)]
pub(super) enum Element {
    /// Running text, a heading, an item.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// Lines that belong together.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// Its lines; at least one.
    pub lines: Vec<Line>,
    /// What its tags say it is.
    pub role: Option<Role>,
    /// How many lists its tags put it in.
    pub depth: u8,
    /// Whether it is a footnote.
    pub note: bool,
    /// Its level and how it was told, if it is a heading.
    pub heading: Option<(u8, HeadingSign)>,
}

impl Paragraph {
    /// Its first line.
    pub fn first(&self) -> &Line {
        &self.lines[0]
    }

    /// Its last line.
    pub fn last(&self) -> &Line {
        &self.lines[self.lines.len() - 1]
    }

    /// Its words, lines joined by blanks: enough to see what it is.
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.lines.iter().map(|line| line.words.trim()).collect();
        words.join(" ")
    }

    /// Whether all of it is in heavier letters than running text.
    pub fn is_bold(&self, measure: &Measure) -> bool {
        self.lines.iter().all(|line| line.is_bold(measure.stroke))
    }

    /// Height of its letters.
    pub fn size(&self) -> f32 {
        self.first().size
    }
}

/// Joins lines to paragraphs.
pub(super) struct Flow<'a> {
    /// What is done.
    pub elements: Vec<Element>,
    tags: &'a Tags,
    measure: &'a Measure,
    hand: Option<Paragraph>,
    notes: Vec<Paragraph>,
}

impl<'a> Flow<'a> {
    /// Begins with nothing.
    pub fn new(tags: &'a Tags, measure: &'a Measure) -> Self {
        Self { elements: Vec::new(), tags, measure, hand: None, notes: Vec::new() }
    }

    /// Takes the next line.
    pub fn line(&mut self, line: Line) {
        if self.is_note(&line) {
            return self.note(line);
        }
        match &mut self.hand {
            Some(hand) if self.measure.joins(hand, &line, self.tags) => hand.lines.push(line),
            _ => {
                self.flush();
                self.hand = Some(begin(line, self.tags));
            }
        }
    }

    /// Takes a table. One that only sets text apart is that text.
    pub fn table(&mut self, table: Table) {
        // notes of the page before wait until the table has ended
        let table = match self.elements.last_mut() {
            Some(Element::Table(last)) if self.hand.is_none() => last.take_in(table),
            _ => Some(table),
        };
        let Some(table) = table else { return };
        self.flush();
        if table.is_frame() {
            self.elements.extend(table.into_paragraphs().map(Element::Paragraph));
        } else {
            self.elements.push(Element::Table(table));
        }
    }

    /// What was made of it all.
    pub fn finish(mut self) -> Vec<Element> {
        self.flush();
        self.elements
    }

    fn flush(&mut self) {
        let done = self.hand.take().into_iter().chain(self.notes.drain(..));
        self.elements.extend(done.map(Element::Paragraph));
    }

    /// Whether `line` is of a footnote: tagged as one, begun by its number, or going on with one in small letters.
    fn is_note(&self, line: &Line) -> bool {
        if let Some(block) = line.block {
            return self.tags.blocks[block as usize].role == Role::Note;
        }
        let small = line.size < 0.93 * self.measure.size;
        let goes_on = || self.notes.last().is_some_and(|note| note.last().page == line.page);
        small && (line.note.is_some() || goes_on())
    }

    fn note(&mut self, line: Line) {
        let goes_on = line.note.is_none()
            && self.notes.last().is_some_and(|note| {
                let last = note.last();
                last.page == line.page && last.block == line.block
            });
        match self.notes.last_mut().filter(|_| goes_on) {
            Some(note) => note.lines.push(line),
            None => self.notes.push(Paragraph { note: true, ..begin(line, self.tags) }),
        }
    }
}

/// A paragraph that begins with `line`.
pub(super) fn begin(line: Line, tags: &Tags) -> Paragraph {
    let block = line.block.map(|block| &tags.blocks[block as usize]);
    let (role, depth) = block.map_or((None, 0), |block| (Some(block.role), block.depth));
    Paragraph { lines: vec![line], role, depth, note: false, heading: None }
}

/// Whether the words of `line` begin an item of a list.
pub(super) fn begins_item(words: &str, last: &str) -> bool {
    let words = words.trim_start();
    shape::bullet(words).is_some()
        || shape::is_numbered(words)
            && !(last.trim_end().ends_with(char::is_lowercase) && shape::may_be_a_full_stop(words))
}

/// Whether the first word of `words` is a number or letter with an end of its own: `1.`, `(b)`. Where the next line
/// hangs below the words after it, that is an item however its words begin.
pub(super) fn has_label(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let label = first.trim_start_matches('(').trim_end_matches([')', '.']);
    let number = label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    let letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = label.len() <= 4 && label.bytes().all(|byte| b"ivx".contains(&byte));
    !label.is_empty() && first.ends_with([')', '.']) && (number || letter || roman)
}

/// Whether two lines are of different blocks that may yet be one paragraph, for some programs tag every line by itself.
pub(super) fn may_be_one(one: Option<BlockId>, other: Option<BlockId>, tags: &Tags) -> bool {
    let plain = |block: Option<BlockId>| {
        block.is_none_or(|block| matches!(tags.blocks[block as usize].role, Role::Paragraph | Role::Item))
    };
    plain(one) && plain(other)
}
