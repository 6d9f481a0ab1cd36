//! A view of a few blocks for a diagnostic: long paragraphs wrapped, whatever lies between left out.
//!
//! miette numbers the lines of what it is given and reads it from the start for every label. So it is given only these
//! lines, a few hundred bytes however long the plan; and the numbers it draws are changed afterwards for the ones a
//! person can find: the line of a text file, the paragraph of a Word document.

use std::fmt::Write as _;
use std::sync::Arc;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::folded;
use crate::plan::{BlockId, Plan};
use crate::text::{Origin, Span};

/// The first line's number in what miette draws: five digits, so that the margin has room for `¶1234`.
const FIRST: usize = 10_001;

/// Columns kept free to the right of an author's words, for labels.
const SPARE: usize = 12;

/// Lines of a plan, ready to be drawn.
#[derive(Clone, Debug)]
pub struct View {
    name: String,
    text: Arc<String>,
    /// Margin of each line: the number a person can find, or nothing.
    margins: Vec<String>,
    /// (start in the view, span of the plan) of every stretch shown.
    shown: Vec<(usize, Span)>,
    labels: Vec<LabeledSpan>,
    width: usize,
}

impl View {
    /// An empty view called `name`, its lines wrapped at `width` columns.
    #[must_use]
    pub fn new(name: String, width: usize) -> Self {
        Self {
            name,
            text: Arc::default(),
            margins: Vec::new(),
            shown: Vec::new(),
            labels: Vec::new(),
            width: width.max(30),
        }
    }

    /// Adds a block: whole, or where it is long, the lines around `focus`.
    pub fn block(&mut self, plan: &Plan, block: BlockId, focus: &[Span]) {
        let here = &plan.blocks()[block];
        let whole = here.label.map_or(here.span, |label| label.join(here.span));
        let lines = wrapped(plan.words(whole), (self.width - SPARE).max(30));
        let kept = kept(&lines, whole, focus);
        let mut skipped = false;
        for (n, (start, end)) in lines.iter().enumerate() {
            if !kept[n] {
                skipped = true;
                continue;
            }
            if std::mem::take(&mut skipped) {
                self.line("…", String::new());
            }
            let span = Span::new(whole.start as usize + start, whole.start as usize + end);
            self.shown.push((self.text.len(), span));
            let margin = if n == 0 { margin(plan, whole) } else { String::new() };
            self.line(plan.words(span), margin);
        }
        if skipped {
            self.line("…", String::new());
        }
    }

    /// Adds a line of the report's own.
    pub fn line(&mut self, words: &str, margin: String) {
        Arc::make_mut(&mut self.text).push_str(words);
        Arc::make_mut(&mut self.text).push('\n');
        self.margins.push(margin);
    }

    /// Labels the words at `span` of the plan, as far as they are shown.
    pub fn label(&mut self, span: Span, words: impl Into<String>) {
        let part = |(at, shown): &(usize, Span)| {
            let start = span.start.max(shown.start);
            let end = span.end.min(shown.end);
            (start < end).then(|| (at + (start - shown.start) as usize, (end - start) as usize))
        };
        if let Some((at, len)) = self.shown.iter().find_map(part) {
            let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
            let middle = self.text.floor_char_boundary(at + len / 2);
            let column = self.text[line..middle].width();
            let room = self.width.saturating_sub(column + 4).max(16);
            self.labels.push(LabeledSpan::new(Some(folded(&words.into(), room, "")), at, len));
        }
    }

    /// Marks the place after the last line shown.
    pub fn insertion(&mut self, words: impl Into<String>) {
        let at = self.text.len();
        let words = folded(&words.into(), self.width.saturating_sub(4), "");
        // A line of its own: the words have room, whatever the length of the line before. miette drops an empty label
        // at the very end of its source; the blank after it keeps it.
        self.line(" ", "+".to_owned());
        self.labels.push(LabeledSpan::new(Some(words), at, 0));
    }

    /// The labels, in order.
    #[must_use]
    pub fn labels(&self) -> Vec<LabeledSpan> {
        self.labels.clone()
    }

    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// `drawn` with the margins a person can find in place of miette's numbers.
    #[must_use]
    pub fn with_margins(&self, drawn: &str) -> String {
        let mut out = String::with_capacity(drawn.len());
        for line in drawn.split_inclusive('\n') {
            let line = without_position(line);
            out.push_str(&self.margin_of(&line).unwrap_or(line));
        }
        out
    }

    fn margin_of(&self, line: &str) -> Option<String> {
        let digits = line.find(|letter: char| letter.is_ascii_digit())?;
        // Colour codes hold digits too: find ours by its whole number.
        let at = (digits..line.len().saturating_sub(4)).find(|at| {
            line.get(*at..at + 5).is_some_and(|number| {
                number.parse().is_ok_and(|number: usize| (FIRST..FIRST + self.margins.len()).contains(&number))
            })
        })?;
        let before = &line[..at];
        let plain = before.chars().all(|letter| {
            letter == ' '
                || letter == '\u{1b}'
                || letter == '['
                || letter == 'm'
                || letter == ';'
                || letter.is_ascii_digit()
        });
        let number: usize = line[at..at + 5].parse().ok()?;
        let after = &line[at + 5..];
        if !plain {
            return None;
        }
        let mut out = String::new();
        write!(out, "{before}{:>5}{after}", self.margins[number - FIRST]).ok()?;
        Some(out)
    }
}

/// A line without the position that miette adds to the name of what it draws; ours says the place itself.
fn without_position(line: &str) -> String {
    let Some(close) = line.rfind(']') else { return line.to_owned() };
    // in colour, the code that ends it stands between the position and the bracket
    let shown = &line[..close];
    let end = shown.rfind('\u{1b}').filter(|at| is_code(&shown[*at..])).unwrap_or(close);
    let numbers =
        |text: &str| text.len() >= 5 && text.starts_with('1') && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = line[..end].rsplitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(column), Some(number), Some(name))
            if name.contains('[') && numbers(number) && column.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            format!("{name}{}", &line[end..])
        }
        _ => line.to_owned(),
    }
}

/// Whether `text` is a colour code of terminals and nothing else (ECMA-48, SGR).
fn is_code(text: &str) -> bool {
    let inner = text.strip_prefix("\u{1b}[").and_then(|rest| rest.strip_suffix('m'));
    inner.is_some_and(|inner| inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'))
}

impl SourceCode for View {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.as_str().read_span(span, before, after)?;
        let contents = MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line() + FIRST - 1,
            inner.column(),
            inner.line_count(),
        );
        Ok(Box::new(contents))
    }
}

/// The number in the margin of a block: its line, paragraph, page or cell.
fn margin(plan: &Plan, span: Span) -> String {
    match plan.text().origin(span.start as usize) {
        Some(Origin::Line { line, .. }) => line.to_string(),
        Some(Origin::Paragraph { number }) => format!("¶{number}"),
        Some(Origin::Page { page }) => format!("p.{page}"),
        Some(Origin::Cell { row, .. }) => format!("r{row}"),
        Some(Origin::Note { number }) => format!("n{number}"),
        Some(Origin::SheetCell { cell, .. }) => cell.to_string(),
        _ => String::new(),
    }
}

/// Which lines to keep of a long block: those with something in focus, their neighbours, and the last.
fn kept(lines: &[(usize, usize)], whole: Span, focus: &[Span]) -> Vec<bool> {
    if lines.len() <= 4 {
        return vec![true; lines.len()];
    }
    let in_focus = |(start, end): &(usize, usize)| {
        let (start, end) = (whole.start + *start as u32, whole.start + *end as u32);
        focus.iter().any(|span| span.start < end && start < span.end)
    };
    let focused: Vec<bool> = lines.iter().map(in_focus).collect();
    let mut kept: Vec<bool> = (0..lines.len())
        .map(|n| n + 1 == lines.len() || focused[n] || (n > 0 && focused[n - 1]) || focused.get(n + 1) == Some(&true))
        .collect();
    if !focused.contains(&true) {
        let from = lines.len() - 2;
        kept[from..].fill(true);
    }
    kept
}

/// Byte ranges of lines at most `width` columns wide, broken at blanks.
fn wrapped(words: &str, width: usize) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let (mut start, mut column, mut blank) = (0, 0, None);
    for (at, letter) in words.char_indices() {
        column += letter.width().unwrap_or(0);
        if letter == ' ' {
            blank = Some(at);
        }
        if column > width {
            let end = blank.filter(|blank| *blank > start).unwrap_or(at);
            lines.push((start, end));
            start = if words[end..].starts_with(' ') { end + 1 } else { end };
            column = words[start..at + letter.len_utf8()].chars().filter_map(UnicodeWidthChar::width).sum();
            blank = None;
        }
    }
    lines.push((start, words.len()));
    lines
}
