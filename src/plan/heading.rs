//! Headings typed without a mark, as in `7) NATIONAL CONDITIONS`: which lines are headings, and at what level.

use super::BlockKind;
use super::kinds::title_kind;
use super::label::{Label, Style};
use super::parse::{Line, Mark};
use super::shape::Shape;
use crate::text::{HeadingSign, Span};

/// Titles in the record of a scheme.
// Better Care Fund planning template (July 2014), annex 1, detailed scheme description.
const SCHEME_TITLES: &[&str] = &[
    "scheme ref no",
    "scheme ref no.",
    "scheme name",
    "overview of the scheme",
    "the delivery chain",
    "the evidence base",
    "investment requirements",
    "impact of scheme",
    "feedback loop",
    "what is the strategic objective of this scheme?",
    "what are the key success factors for implementation of this scheme?",
];

/// Marks the lines that are headings although no reader said so.
pub(super) fn settle(lines: &mut [Line], notation: &str) {
    let styled = lines.iter().any(|line| line.mark == Mark::Heading);
    // Backwards, so that a heading may be known by the heading it introduces.
    for index in (0..lines.len()).rev() {
        if is_heading(lines, index, notation, styled) {
            let line = &mut lines[index];
            line.kind = BlockKind::Heading;
            line.sign = Some(HeadingSign::Typed);
            if let Some(number) = bare_number(line, notation) {
                line.label = Some(Span { end: line.words.start + number, ..line.words });
                line.words.start += number + 1;
            }
        } else if let Some(level) = lines[index].bold.filter(|_| is_set_as_heading(lines, index, notation)) {
            let line = &mut lines[index];
            (line.mark, line.kind, line.level) = (Mark::Heading, BlockKind::Heading, level);
            line.sign = Some(HeadingSign::Looks);
        }
    }
    let mut levels = Levels::default();
    for line in lines.iter_mut().filter(|line| line.kind == BlockKind::Heading) {
        line.level = levels.place(line, notation);
    }
}

/// The label of `line`, read.
pub(super) fn label(line: &Line, notation: &str) -> Option<Label> {
    line.label.map(|label| Label::read(&notation[label.range()]))
}

/// Length of the number that a line begins with, as in `4 Loneliness`, where nothing but a heading would have it.
fn bare_number(line: &Line, notation: &str) -> Option<u32> {
    let words = &notation.as_bytes()[line.words.range()];
    let digits = words.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let titled = words.get(digits) == Some(&b' ') && words.get(digits + 1).is_some_and(u8::is_ascii_uppercase);
    (line.label.is_none() && (1..=2).contains(&digits) && words[0] != b'0' && titled).then_some(digits as u32)
}

/// What makes a short line look like a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Known,
    Part,
    Capitals,
    Labelled,
    Title,
}

fn is_heading(lines: &[Line], index: usize, notation: &str, styled: bool) -> bool {
    let line = &lines[index];
    if !line.is_open() || !matches!(line.mark, Mark::Paragraph | Mark::Numbered) || line.shape.words > 12 {
        return false;
    }
    let Some(next) = lines[index + 1..].iter().find(|line| line.kind != BlockKind::Furniture) else { return false };
    match looks(line, notation, styled) {
        Some(Looks::Known) => true,
        Some(Looks::Part) => !in_a_row(lines, index, notation),
        Some(Looks::Capitals) => {
            introduces(line, next, 0) || matches!(next.kind, BlockKind::Item | BlockKind::Quotation)
        }
        Some(Looks::Labelled) => !in_a_row(lines, index, notation) && introduces(line, next, 8),
        Some(Looks::Title) => {
            let list = next.kind == BlockKind::Item && next.shape.words >= 8;
            line.after_gap && next.kind != BlockKind::Heading && (list || introduces(line, next, 12))
        }
        None => false,
    }
}

/// Whether a line wholly in bold is a heading longer than those known by that alone, or a question: it is no sentence, and
/// stands over words that are not in bold.
fn is_set_as_heading(lines: &[Line], index: usize, notation: &str) -> bool {
    let line = &lines[index];
    let words = &notation[line.words.range()];
    let next = lines[index + 1..].iter().find(|line| line.kind != BlockKind::Furniture);
    let over = next.is_some_and(|next| {
        let text = [BlockKind::Paragraph, BlockKind::Item, BlockKind::Quotation].contains(&next.kind);
        // Words over a table that nothing numbers are its title.
        next.bold.is_none() && (text || next.kind == BlockKind::Row && line.label.is_some())
    });
    let question = words.strip_suffix('?');
    let stops = Shape::of(question.unwrap_or(words)).stops;
    let sentence = if line.label.is_some() { promises(words) } else { is_told(words) };
    over && line.is_open()
        && matches!(line.mark, Mark::Paragraph | Mark::Numbered)
        && line.field.is_none()
        && line.shape.words <= LONGEST_IN_BOLD
        && words.starts_with(|letter: char| letter.is_uppercase() || line.label.is_some())
        && !words.ends_with([':', ';', ',', '”', '"', '…'])
        && !stops
        && (question.is_some() || !sentence)
        && !in_a_row(lines, index, notation)
}

/// Words that a heading in bold has at most.
const LONGEST_IN_BOLD: u32 = 24;

/// Whether words that nothing numbers tell or promise something: they have a verb or a figure.
fn is_told(words: &str) -> bool {
    const VERBS: [&str; 20] = [
        "are", "can", "could", "did", "do", "does", "feel", "felt", "had", "has", "have", "is", "may", "need", "needs",
        "said", "should", "was", "were", "would",
    ];
    promises(words) || words.contains(['£', '%']) || words.split(' ').any(|word| VERBS.contains(&word))
}

fn looks(line: &Line, notation: &str, styled: bool) -> Option<Looks> {
    let words = &notation[line.words.range()];
    let part = label(line, notation).is_some_and(|label| label.style == Style::Part);
    if line.field.is_some() {
        None
    } else if title_kind(words).is_some() || is_scheme_title(words) {
        Some(Looks::Known)
    } else if !line.shape.is_short_title() {
        None
    } else if part {
        Some(Looks::Part)
    } else if line.shape.is_capitals() {
        Some(Looks::Capitals)
    } else if line.label.is_some() {
        (line.shape.first.is_ascii_uppercase() && !promises(words)).then_some(Looks::Labelled)
    } else if bare_number(line, notation).is_some() {
        (line.after_gap && line.shape.is_capitalised()).then_some(Looks::Labelled)
    } else {
        (!styled && line.shape.words <= 8 && line.shape.is_title_case() && line.shape.last != b'?')
            .then_some(Looks::Title)
    }
}

fn is_scheme_title(words: &str) -> bool {
    SCHEME_TITLES.iter().any(|title| words.eq_ignore_ascii_case(title))
}

/// Whether `next` is what stands under a heading: a heading, a table, or a block of more words, `least` or more.
fn introduces(line: &Line, next: &Line, least: u32) -> bool {
    match next.kind {
        BlockKind::Heading | BlockKind::Row | BlockKind::Guidance => true,
        BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Unreadable => {
            next.shape.words > line.shape.words && next.shape.words >= least
        }
        _ => false,
    }
}

/// A numbered clause with a verb of promise is text, however short.
fn promises(words: &str) -> bool {
    words.split(' ').any(|word| matches!(word, "will" | "shall" | "must"))
}

/// Whether the line beside it has the label before or after its own: then it is an item of a list.
fn in_a_row(lines: &[Line], index: usize, notation: &str) -> bool {
    let Some(own) = label(&lines[index], notation) else { return false };
    let beside = |at: Option<usize>| label(lines.get(at?)?, notation);
    let after = beside(Some(index + 1)).is_some_and(|next| next.follows(own));
    after || beside(index.checked_sub(1)).is_some_and(|before| own.follows(before))
}

/// The levels of the headings so far, as far as the next depends on them.
#[derive(Default)]
struct Levels {
    /// Of the last heading with a style.
    base: u8,
    /// Of the last number: whether it had a bracket, how many parts, and its level.
    number: Option<(bool, u8, u8)>,
    /// Of the last heading that may hold lettered ones.
    outer: u8,
    /// Of the last lettered heading under it.
    letter: Option<u8>,
}

impl Levels {
    fn place(&mut self, line: &Line, notation: &str) -> u8 {
        let label = label(line, notation);
        let level = if line.mark == Mark::Heading { line.level } else { self.typed(line, label) };
        let level = level.clamp(1, 9);
        if line.mark == Mark::Heading {
            self.base = level;
            self.number = None;
        }
        match label {
            Some(Label { style: Style::Letter, .. }) => self.letter = Some(level),
            Some(Label { style: Style::Roman, .. }) => {}
            Some(Label { style: Style::Number, depth, bracketed, .. }) => {
                self.number = Some((bracketed, depth, level));
                (self.outer, self.letter) = (level, None);
            }
            _ if line.mark == Mark::Heading || line.shape.is_capitals() || label.is_some() => {
                (self.outer, self.letter) = (level, None);
            }
            _ => {}
        }
        level
    }

    fn typed(&self, line: &Line, label: Option<Label>) -> u8 {
        match label.map(|label| (label.style, label.depth)) {
            Some((Style::Number, depth)) => match self.number {
                Some((bracketed, known, level)) if label.is_some_and(|label| label.bracketed == bracketed) => {
                    (level + depth).saturating_sub(known)
                }
                _ => self.base + depth,
            },
            Some((Style::Letter, _)) => self.outer + 1,
            Some((Style::Roman, _)) => self.letter.unwrap_or(self.outer) + 1,
            Some((Style::Part | Style::Step, _)) => self.base + 1,
            None if line.shape.is_capitals() => self.base + 1,
            None => self.letter.unwrap_or(self.outer) + 1,
        }
    }
}
