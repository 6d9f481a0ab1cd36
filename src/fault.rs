//! Faults in files that people write for planlint: what is wrong, where, and the way out. All of a pack's at once.

use std::fmt::Display;
use std::sync::Arc;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, NamedSource, SourceCode, SourceSpan, SpanContents,
};
use thiserror::Error;

/// One fault in one file.
#[derive(Clone, Debug, Error)]
#[error("{message}")]
pub struct Fault {
    message: String,
    file: Excerpt,
    at: SourceSpan,
    label: String,
    help: Option<String>,
    code: &'static str,
}

impl Diagnostic for Fault {
    fn code(&self) -> Option<Box<dyn Display + '_>> {
        Some(Box::new(self.code))
    }

    fn help(&self) -> Option<Box<dyn Display + '_>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(Some(self.label.clone()), self.at))))
    }
}

/// A file of which a very long line is shown around its fault: a list of patterns may be thousands of letters long.
#[derive(Clone, Debug)]
struct Excerpt(NamedSource<Arc<String>>);

/// Bytes that a line shown in whole has at most.
const LONG: usize = 240;

/// Bytes shown before and after a fault in a longer one.
const AROUND: usize = 60;

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = self.0.read_span(span, before, after)?;
        if whole.data().split(|byte| *byte == b'\n').all(|line| line.len() <= LONG) {
            return Ok(whole);
        }
        let text = self.0.inner().as_str();
        let line = self.0.read_span(span, 0, 0)?;
        let (start, end) = (span.offset(), span.offset() + span.len());
        // By bytes: an escape in a pattern may have put the fault within a letter.
        let ends = |byte: &u8| *byte == b'\n';
        let head = text.as_bytes()[..start].iter().rposition(ends).map_or(0, |at| at + 1);
        let tail = text.as_bytes()[end..].iter().position(ends).map_or(text.len(), |at| end + at);
        // The first half of a line end of Windows is no part of the line.
        let tail = if text.as_bytes()[end..tail].ends_with(b"\r") { tail - 1 } else { tail };
        let around = if tail - head > LONG { AROUND } else { LONG };
        let from = text.floor_char_boundary(start.saturating_sub(around).max(head));
        let upto = text.ceil_char_boundary((end + around).min(tail));
        let shown: SourceSpan = (from..upto).into();
        let name = self.0.name().to_owned();
        let (row, column, count) = (line.line(), line.column(), line.line_count());
        let bytes = &text.as_bytes()[from..upto];
        Ok(Box::new(MietteSpanContents::new_named(name, bytes, shown, row, column, count)))
    }
}

/// What rule files have faults under.
const PACK: &str = "planlint::pack";

impl Fault {
    /// A fault in the file `name` with this `text`, at these bytes of it.
    #[must_use]
    pub fn new(name: &str, text: &str, at: std::ops::Range<usize>, message: impl Into<String>) -> Self {
        let file = Excerpt(NamedSource::new(name, Arc::new(text.to_owned())));
        let end = at.end.min(text.len());
        let start = at.start.min(end);
        Self {
            message: message.into(),
            file,
            at: (start..end).into(),
            label: "here".to_owned(),
            help: None,
            code: PACK,
        }
    }

    /// The same, with words for the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same, with the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The name of the file.
    #[must_use]
    pub fn file(&self) -> &str {
        self.file.0.name()
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Every fault found in a set of files; never empty.
#[derive(Clone, Debug, Error)]
#[error("{} in {files}", counted(.faults.len()))]
pub struct Faults {
    faults: Vec<Fault>,
    files: &'static str,
    code: &'static str,
}

impl Diagnostic for Faults {
    fn code(&self) -> Option<Box<dyn Display + '_>> {
        Some(Box::new(self.code))
    }

    fn related(&self) -> Option<Box<dyn Iterator<Item = &dyn Diagnostic> + '_>> {
        Some(Box::new(self.faults.iter().map(|fault| fault as &dyn Diagnostic)))
    }
}

impl Faults {
    /// `Ok(value)` if there are no faults, all of them otherwise.
    ///
    /// # Errors
    /// When there is any fault.
    pub fn none_or<T>(faults: Vec<Fault>, value: T) -> Result<T, Self> {
        Self::none_in(("the rule files", PACK), faults, value)
    }

    /// The same for files of another sort: what people call them, and the code of faults in them.
    ///
    /// # Errors
    /// When there is any fault.
    pub fn none_in<T>(
        (files, code): (&'static str, &'static str),
        mut faults: Vec<Fault>,
        value: T,
    ) -> Result<T, Self> {
        if faults.is_empty() {
            return Ok(value);
        }
        faults.iter_mut().for_each(|fault| fault.code = code);
        Err(Self { faults, files, code })
    }

    /// Each of them.
    #[must_use]
    pub fn all(&self) -> &[Fault] {
        &self.faults
    }
}

fn counted(faults: usize) -> String {
    match faults {
        1 => "one fault".to_owned(),
        faults => format!("{faults} faults"),
    }
}

/// The closest of `known` to `word`, where one is close enough to have been meant.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (word.chars().count() / 3).max(1);
    let distances = known.into_iter().map(|other| (distance(word, other), other));
    distances.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}

/// Levenshtein distance in characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, letter) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in right.iter().enumerate() {
            let change = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_line_is_shown_around_its_fault() {
        let text = format!(
            "id = \"x\"\npattern = [{}\"bad\", {}]\nyes = []\n",
            "\"good\", ".repeat(400),
            "\"good\", ".repeat(400)
        );
        let at = text.find("bad").unwrap();
        let fault = Fault::new("cues.toml", &text, at..at + 3, "no such list");
        let shown = format!("{:?}", miette::Report::new(fault));
        assert!(shown.contains("bad") && shown.contains("cues.toml:2:"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= LONG), "{shown}");
    }

    #[test]
    fn a_long_line_that_ends_as_on_windows_keeps_its_number() {
        let text = format!("unit,text\r\na,{},7\r\nb,,\r\n", "x".repeat(400));
        let at = text.find(",7").unwrap() + 1;
        let shown = format!("{:?}", miette::Report::new(Fault::new("sheet.csv", &text, at..at + 1, "wrong")));
        assert!(shown.contains("sheet.csv:2:") && shown.contains(" 2 │ x"), "{shown}");
    }

    #[test]
    fn a_fault_within_a_letter_of_a_long_line_is_shown() {
        let text = "é".repeat(400);
        let shown = format!("{:?}", miette::Report::new(Fault::new("cues.toml", &text, 201..203, "wrong")));
        assert!(shown.contains("wrong") && shown.contains('é'), "{shown}");
    }

    #[test]
    fn a_short_line_beside_a_long_one_is_shown_whole() {
        let text = format!("a {} short line\npattern = {}\n", "rather".repeat(20), "x".repeat(900));
        let shown = format!("{:?}", miette::Report::new(Fault::new("cues.toml", &text, 0..1, "wrong")));
        assert!(shown.contains("short line") && !shown.contains("xxxx"), "{shown}");
    }

    #[test]
    fn a_short_line_is_shown_with_its_neighbours() {
        let fault = Fault::new("cues.toml", "one\ntwo\nthree\n", 4..7, "wrong");
        let shown = format!("{:?}", miette::Report::new(fault));
        assert!(shown.contains("one") && shown.contains("two") && shown.contains("three"), "{shown}");
    }
}
