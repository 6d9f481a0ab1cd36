//! The words of an OpenDocument text, and the signs between them: white space is one blank however much there is.

use std::ops::Range;

use super::{Frame, Walk};
use crate::read::body::Look;
use crate::read::line::stretches;
use crate::read::odt::styles;
use crate::read::xml::{Element, Fragment};
use crate::text::SourceRange;

/// How the text that is read now looks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    strong: bool,
    hidden: bool,
    capitals: bool,
}

impl Run {
    /// As the style of a paragraph says.
    pub fn of(look: &Look) -> Self {
        let is = |value: Option<bool>| value.unwrap_or(false);
        Self { strong: is(look.bold), hidden: is(look.hidden), capitals: is(look.capitals) }
    }

    fn with(self, style: styles::Run) -> Self {
        Self {
            strong: style.bold.unwrap_or(self.strong) || style.underlined,
            hidden: style.hidden.unwrap_or(self.hidden),
            capitals: style.capitals.unwrap_or(self.capitals),
        }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn span(&mut self, element: &Element<'_>) -> Frame {
        let around = self.run;
        if let Some(style) = element.attribute("style-name") {
            self.run = around.with(self.styles.run(&style));
        }
        self.left_out.hidden += usize::from(self.run.hidden && !around.hidden);
        Frame::Span(around)
    }

    /// An element that stands for a sign.
    pub(super) fn sign(&mut self, name: &str) {
        let Some(paragraph) = self.tree.paragraph.as_deref_mut().filter(|_| !self.run.hidden) else { return };
        match name {
            "s" | "tab" => paragraph.line.reading(" ", None),
            "line-break" => paragraph.line.blank(),
            _ => {}
        }
    }

    pub(super) fn words(&mut self, fragment: &Fragment<'a>) {
        let run = self.run;
        let prompts = self.prompts > 0;
        let faithful = self.faithful;
        let Some(paragraph) = self.tree.paragraph.as_deref_mut().filter(|_| !run.hidden) else { return };
        let letters = fragment.words.chars().filter(|letter| letter.is_alphanumeric()).count();
        paragraph.letters.all += letters;
        paragraph.letters.strong += if run.strong { letters } else { 0 };
        paragraph.letters.capitals += if run.capitals { letters } else { 0 };
        paragraph.letters.prompt += if prompts { letters } else { 0 };
        self.tree.held += fragment.words.len();
        self.tree.pieces += 1;
        let source = |part: Range<usize>| {
            faithful.then(|| SourceRange { part: 0, start: part.start as u32, len: part.len() as u32 })
        };
        if !fragment.exact {
            return paragraph.line.reading(&fragment.words, source(fragment.range.clone()));
        }
        // a blank after a blank says nothing (OpenDocument 1.3 Part 3 §6.1.2)
        for (part, is_blank) in stretches(&fragment.words) {
            let start = fragment.range.start + part.start;
            match is_blank {
                true => paragraph.line.blank(),
                false => paragraph.line.exact(&fragment.words[part.clone()], source(start..start + part.len())),
            }
        }
    }
}
