//! One plan, from its file to its record: the road that `check` and `audit` share for every format for machines.

use std::path::{Path, PathBuf};

use miette::Diagnostic;

use super::guard::guarded;
use super::{input, shown};
use crate::check::{Options, check};
use crate::report::Document;
use crate::report::record::{DocumentRecord, Trouble};
use crate::rules::RuleBook;

/// Looks at plans, one at a time, on any thread.
pub(crate) struct Examiner<'e> {
    /// What plans are checked against.
    pub(crate) book: &'static RuleBook,
    /// What the person asked for.
    pub(crate) options: &'e Options,
    /// For standard input: the name whose ending says the format.
    pub(crate) stdin_filename: Option<&'e str>,
}

impl Examiner<'_> {
    /// The record of the plan at `path`. What cannot be read, by its own fault or by ours, is a record too.
    pub(crate) fn record(&self, path: &Path) -> DocumentRecord {
        guarded(|| self.read(path)).unwrap_or_else(|fault| {
            let trouble = Trouble {
                message: format!("planlint stopped on `{}` because of a fault of its own: {fault}", shown(path)),
                help: "the plan is not at fault and was not changed; please report this".to_owned(),
            };
            self.unread(&Document { path: shown(path), sha256: String::new() }, trouble)
        })
    }

    fn read(&self, path: &Path) -> DocumentRecord {
        let input = input::input(path, self.stdin_filename);
        match input.plan {
            Ok(plan) => DocumentRecord::of(&check(&plan, self.book, self.options), &input.document),
            Err(error) => {
                let help = error.help().map(|help| help.to_string()).unwrap_or_default();
                self.unread(&input.document, Trouble { message: error.to_string(), help })
            }
        }
    }

    fn unread(&self, document: &Document, trouble: Trouble) -> DocumentRecord {
        DocumentRecord::unread(document, trouble, self.book, self.options)
    }
}

/// The paths as reports give them.
pub(crate) fn names(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|path| shown(path)).collect()
}
