//! The words of a web page, each with its bytes: white space is one blank however much there is, and entities are read.

use std::ops::Range;

use super::walk::Walk;
use crate::read::line::stretches;
use crate::text::SourceRange;

impl Walk<'_> {
    /// Reads `words`, which stand at `range` of the page.
    pub(super) fn words(&mut self, words: &[u8], range: Range<usize>) {
        let words = String::from_utf8_lossy(words);
        if self.is_silent() {
            return;
        }
        if words.trim().is_empty() && self.lines == 0 {
            if let Some(paragraph) = &mut self.tree.paragraph {
                paragraph.line.blank();
            }
            return;
        }
        let page = self.page;
        let source = page.get(range.clone()).unwrap_or_default();
        match (self.lines > 0, *words == *source) {
            (true, true) => self.separate_lines(source, range.start),
            (_, true) => self.exact(source, range.start),
            (_, false) => self.decoded(&words, source, range.start),
        }
    }

    /// Words whose lines are lines.
    fn separate_lines(&mut self, source: &str, start: usize) {
        let mut at = start;
        for (index, line) in source.split('\n').enumerate() {
            if index > 0 {
                self.end_paragraph();
            }
            if !line.trim().is_empty() {
                self.exact(line, at);
            }
            at += line.len() + 1;
        }
    }

    /// Words that are the bytes of the page from `start` on.
    fn exact(&mut self, source: &str, start: usize) {
        for (part, is_blank) in stretches(source) {
            let range = start + part.start..start + part.end;
            if is_blank {
                if let Some(paragraph) = &mut self.tree.paragraph {
                    paragraph.line.blank();
                }
            } else {
                self.add(&source[part], range, true);
            }
        }
    }

    /// Words with entities in them: those that have none are still the page's own.
    fn decoded(&mut self, words: &str, source: &str, start: usize) {
        let (read, written): (Vec<_>, Vec<_>) = (parts(words).collect(), parts(source).collect());
        if read.len() != written.len() {
            return self.add(words.trim_matches(BLANKS), start..start + source.len(), false);
        }
        let blank = |walk: &mut Self| {
            if let Some(paragraph) = &mut walk.tree.paragraph {
                paragraph.line.blank();
            }
        };
        if words.starts_with(BLANKS) {
            blank(self);
        }
        for (index, (read, written)) in read.into_iter().zip(written).enumerate() {
            if index > 0 {
                blank(self);
            }
            let range = start + written.start..start + written.end;
            self.add(&words[read.clone()], range, words[read] == source[written]);
        }
        if words.ends_with(BLANKS) {
            blank(self);
        }
    }

    fn add(&mut self, words: &str, range: Range<usize>, exact: bool) {
        self.begin_paragraph(range.start);
        let origin = self.places.origin(range.start);
        let letters = words.chars().filter(|letter| letter.is_alphanumeric()).count();
        let source = Some(SourceRange { part: 0, start: range.start as u32, len: range.len() as u32 });
        self.tree.held += words.len();
        self.tree.pieces += 1;
        (self.term, self.broke) = (false, false);
        let strong = self.strong > 0;
        let Some(paragraph) = self.tree.paragraph.as_deref_mut() else { return };
        paragraph.letters.all += letters;
        paragraph.letters.strong += if strong { letters } else { 0 };
        paragraph.line.at(origin);
        if exact {
            paragraph.line.exact(words, source);
        } else {
            paragraph.line.reading(words, source);
        }
    }
}

/// What HTML calls white space.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

/// The words of `text`, as ranges of its bytes.
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let start = text.as_ptr() as usize;
    text.split(BLANKS).filter(|word| !word.is_empty()).map(move |word| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    })
}
