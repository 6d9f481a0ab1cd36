//! Why a document could not be read, said to the person who has it.

use serde::{Deserialize, Serialize};

use super::Document;
use super::account::way_out;
use crate::check::{Audit, Reason};

/// Why a document could not be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Why.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Trouble {
    /// What `error` says, and the way out that it gives.
    pub(crate) fn of(error: &dyn miette::Diagnostic) -> Self {
        let help = error.help().map(|help| help.to_string()).unwrap_or_default();
        Self { message: error.to_string(), help }
    }

    /// Why too little of `document` could be read, and what to do; `None` where enough could.
    pub(crate) fn too_little(audit: &Audit<'_>, document: &Document) -> Option<Self> {
        let (reason, because) = audit.undecided.as_ref().filter(|(reason, _)| *reason == Reason::TooLittle)?;
        let message = format!("`{}`: {because}", document.path);
        Some(Self { message, help: way_out(audit, *reason).to_owned() })
    }

    /// Both in one line.
    #[must_use]
    pub fn words(&self) -> String {
        match self.help.as_str() {
            "" => self.message.clone(),
            help => format!("{}; {help}", self.message),
        }
    }
}
