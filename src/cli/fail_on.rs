//! What makes the exit code 1.

use clap::ValueEnum;

use crate::report::record::DocumentRecord;
use crate::rules::Severity;

/// The least that makes the exit code 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Only errors: a statutory duty speaks to it directly
    #[default]
    Error,
    /// Warnings too: national guidance speaks to it
    Warning,
    /// Advice too
    Advice,
    /// Nothing, not even a plan that could not be read among others; where none could, the code is 2 all the same
    Never,
}

impl FailOn {
    /// Whether `record` has something to act on: a finding that nobody has accepted, or nothing that could be read.
    pub(crate) fn acts(self, record: &DocumentRecord) -> bool {
        let Some(least) = self.least() else { return false };
        record.error.is_some() || record.outcomes.iter().any(|outcome| outcome.counts_at(least))
    }

    /// The least severe finding that counts.
    pub(crate) fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Never => None,
        }
    }
}
