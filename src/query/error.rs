//! Mistakes in queries: each with its code, its place, and the way out.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, LabeledSpan, SourceCode};

/// One mistake in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    code: &'static str,
    message: String,
    label: String,
    help: String,
    span: Range<usize>,
}

impl QueryError {
    pub(super) fn new(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), label: "here".to_owned(), help: String::new(), span }
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Its permanent code: `PLQ101`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The way out; may be empty.
    #[must_use]
    pub fn help_text(&self) -> &str {
        &self.help
    }

    /// Its bytes in the query.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// Every mistake in a query; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryErrors {
    query: String,
    errors: Vec<QueryError>,
}

impl QueryErrors {
    /// The mistakes `errors` in `query`; `None` where there are none.
    #[must_use]
    pub fn from_list(mut errors: Vec<QueryError>, query: &str) -> Option<Self> {
        errors.sort_by_key(|error| (error.span.start, error.code));
        errors.dedup();
        (!errors.is_empty()).then(|| Self { query: query.to_owned(), errors })
    }

    /// Each of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, QueryError> {
        self.errors.iter()
    }
}

impl IntoIterator for QueryErrors {
    type Item = QueryError;
    type IntoIter = std::vec::IntoIter<QueryError>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}

impl fmt::Display for QueryErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = &self.errors[0];
        f.write_str(&first.message)?;
        match self.errors.len() {
            1 => Ok(()),
            2 => f.write_str("; and one more mistake"),
            more => write!(f, "; and {} more mistakes", more - 1),
        }
    }
}

impl std::error::Error for QueryErrors {}

impl Diagnostic for QueryErrors {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.errors.iter().map(|error| error.code).collect::<Vec<_>>().join(", ")))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let helps: Vec<&str> =
            self.errors.iter().map(|error| error.help.as_str()).filter(|help| !help.is_empty()).collect();
        (!helps.is_empty()).then(|| Box::new(helps.join("\n")) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.query)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(
            self.errors
                .iter()
                .map(|error| LabeledSpan::new(Some(error.label.clone()), error.span.start, error.span.len())),
        ))
    }
}
