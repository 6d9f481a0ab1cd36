//! Runs: words and the signs between them, as far as they can be seen.

use std::borrow::Cow;
use std::mem;

use super::{Frame, Walk};
use crate::read::line;
use crate::read::xml::{Element, Fragment};

/// How a run looks; what it does not say, its styles do.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    style: Option<String>,
    bold: Option<bool>,
    underlined: bool,
    hidden: Option<bool>,
    capitals: bool,
}

impl Run {
    /// Takes a property.
    pub fn set(&mut self, element: &Element<'_>) {
        match element.name() {
            "rStyle" => self.style = element.value().map(Cow::into_owned),
            "b" => self.bold = Some(element.is_on()),
            "u" => self.underlined = element.is_on(),
            "vanish" => self.hidden = Some(element.is_on()),
            "caps" => self.capitals = element.is_on(),
            _ => {}
        }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn run_frame(&mut self) -> Option<Frame> {
        self.run = Run::default();
        Some(Frame::Run)
    }

    pub(super) fn words_frame(&mut self, keep_blanks: bool) -> Option<Frame> {
        self.words.clear();
        self.keep_blanks = keep_blanks;
        Some(Frame::Words)
    }

    /// An element that stands for a sign, or marks a place.
    pub(super) fn sign(&mut self, element: &Element<'_>) {
        match element.name() {
            "tab" | "ptab" => self.read(" "),
            "br" | "cr" => {
                if let Some(paragraph) = self.visible() {
                    paragraph.line.blank();
                }
            }
            "noBreakHyphen" => self.read("\u{2011}"),
            "sym" => self.symbol(element),
            "footnoteReference" => self.note(1, element),
            "endnoteReference" => self.note(2, element),
            "commentReference" => self.comment(element),
            "fldChar" => self.field(element.attribute("fldCharType").as_deref()),
            _ => {}
        }
    }

    fn field(&mut self, mark: Option<&str>) {
        match mark {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(code) = self.fields.last_mut() {
                    *code = false;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    pub(super) fn end_words(&mut self) {
        let mut words = mem::take(&mut self.words);
        if !self.keep_blanks {
            trim(&mut words);
        }
        let (hidden, strong) = (self.is_hidden(), self.is_strong());
        let prompt = self.controls.iter().any(|control| control.prompt);
        let capitals = self.run.capitals;
        if hidden && words.iter().any(|fragment| !fragment.words.trim().is_empty()) {
            self.left_out.hidden += 1;
        }
        for fragment in words.drain(..).filter(|_| !hidden) {
            let source = self.source(&fragment.range);
            self.tree.held += fragment.words.len();
            self.tree.pieces += 1;
            let Some(paragraph) = self.visible() else { break };
            let letters = fragment.words.chars().filter(|letter| letter.is_alphanumeric()).count();
            paragraph.letters.all += letters;
            paragraph.letters.strong += if strong { letters } else { 0 };
            paragraph.letters.capitals += if capitals { letters } else { 0 };
            paragraph.letters.prompt += if prompt { letters } else { 0 };
            if fragment.exact {
                paragraph.line.exact(&fragment.words, source);
            } else {
                paragraph.line.reading(&fragment.words, source);
            }
        }
        self.words = words;
    }

    fn read(&mut self, words: &str) {
        if !self.is_hidden()
            && let Some(paragraph) = self.visible()
        {
            paragraph.line.reading(words, None);
        }
    }

    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let letter = code.map(|code| if code < 0x100 { code + 0xf000 } else { code }).and_then(char::from_u32);
        let mut own = [0; 4];
        match letter {
            Some(letter @ '\u{e000}'..='\u{f8ff}') => self.read(line::picture(letter).unwrap_or(" ")),
            Some(letter) => self.read(letter.encode_utf8(&mut own)),
            None => {}
        }
    }

    /// The paragraph in hand, unless the code of a field is being read.
    fn visible(&mut self) -> Option<&mut super::Paragraph> {
        if self.fields.contains(&true) { None } else { self.tree.paragraph.as_deref_mut() }
    }

    /// Hidden by itself, by its own style or by its paragraph's: the nearest that says anything is right.
    fn is_hidden(&self) -> bool {
        let by_style = || self.styles.run(self.run.style.as_deref()?)?.hidden;
        let by_paragraph = || self.styles.paragraph(self.tree.paragraph.as_deref()?.style.as_deref()).hidden;
        self.run.hidden.or_else(by_style).or_else(by_paragraph).unwrap_or(false)
    }

    fn is_strong(&self) -> bool {
        let by_style = || self.styles.run(self.run.style.as_deref()?)?.bold;
        let by_paragraph = || self.styles.paragraph(self.tree.paragraph.as_deref()?.style.as_deref()).bold;
        self.run.underlined || self.run.bold.or_else(by_style).or_else(by_paragraph).unwrap_or(false)
    }
}

/// Trims the words of one element; an entity in them is part of them, not their end.
fn trim(words: &mut Vec<Fragment<'_>>) {
    while let Some(last) = words.last_mut().filter(|last| last.exact) {
        let kept = last.words.trim_end_matches(BLANKS).len();
        last.range.end -= last.words.len() - kept;
        last.words = cut(mem::take(&mut last.words), 0..kept);
        if kept > 0 {
            break;
        }
        words.pop();
    }
    if let Some(first) = words.first_mut().filter(|first| first.exact) {
        let gone = first.words.len() - first.words.trim_start_matches(BLANKS).len();
        first.range.start += gone;
        let all = gone..first.words.len();
        first.words = cut(mem::take(&mut first.words), all);
    }
}

/// What XML calls white space.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

fn cut<'a>(words: Cow<'a, str>, part: std::ops::Range<usize>) -> Cow<'a, str> {
    match words {
        Cow::Borrowed(words) => Cow::Borrowed(&words[part]),
        Cow::Owned(words) => Cow::Owned(words[part].to_owned()),
    }
}
