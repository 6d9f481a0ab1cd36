//! Faults in files that people write for planlint: what is wrong, where, and the way out. All of a pack's at once.

use std::fmt::Display;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};
use thiserror::Error;

/// One fault in one file.
#[derive(Clone, Debug, Error)]
#[error("{message}")]
pub struct Fault {
    message: String,
    file: NamedSource<Arc<String>>,
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

/// What rule files have faults under.
const PACK: &str = "planlint::pack";

impl Fault {
    /// A fault in the file `name` with this `text`, at these bytes of it.
    #[must_use]
    pub fn new(name: &str, text: &str, at: std::ops::Range<usize>, message: impl Into<String>) -> Self {
        let file = NamedSource::new(name, Arc::new(text.to_owned()));
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
        self.file.name()
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
