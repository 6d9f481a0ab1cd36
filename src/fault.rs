//! Faults in files that people write for planlint: what is wrong, where, and the way out. All of a pack's at once.

use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

/// One fault in one file.
#[derive(Clone, Debug, Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code(planlint::pack))]
pub struct Fault {
    message: String,
    #[source_code]
    file: NamedSource<Arc<String>>,
    #[label("{label}")]
    at: SourceSpan,
    label: String,
    #[help]
    help: Option<String>,
}

impl Fault {
    /// A fault in the file `name` with this `text`, at these bytes of it.
    #[must_use]
    pub fn new(name: &str, text: &str, at: std::ops::Range<usize>, message: impl Into<String>) -> Self {
        let file = NamedSource::new(name, Arc::new(text.to_owned()));
        let end = at.end.min(text.len());
        let start = at.start.min(end);
        Self { message: message.into(), file, at: (start..end).into(), label: "here".to_owned(), help: None }
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
#[derive(Clone, Debug, Error, Diagnostic)]
#[error("{}", count(.faults.len()))]
#[diagnostic(code(planlint::pack))]
pub struct Faults {
    #[related]
    faults: Vec<Fault>,
}

impl Faults {
    /// `Ok(value)` if there are no faults, all of them otherwise.
    ///
    /// # Errors
    /// When there is any fault.
    pub fn none_or<T>(faults: Vec<Fault>, value: T) -> Result<T, Self> {
        if faults.is_empty() { Ok(value) } else { Err(Self { faults }) }
    }

    /// Each of them.
    #[must_use]
    pub fn all(&self) -> &[Fault] {
        &self.faults
    }
}

fn count(faults: usize) -> String {
    match faults {
        1 => "one fault in the rule files".to_owned(),
        faults => format!("{faults} faults in the rule files"),
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
