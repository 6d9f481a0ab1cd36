//! One plan, from its file to its record: the road that `check` and `audit` share for every format for machines.

use std::path::{Path, PathBuf};

use super::cache::Cache;
use super::guard::guarded;
use super::input::{self, Input};
use super::manifest::Manifest;
use super::settings::Settled;
use super::shown;
use crate::check::check;
use crate::living::Living;
use crate::report::Document;
use crate::report::record::DocumentRecord;
use crate::report::trouble::Trouble;

/// Looks at plans, one at a time, on any thread.
pub(crate) struct Examiner<'e> {
    /// What each plan is checked against, and how.
    pub(crate) settled: &'e Settled,
    /// For standard input: the name whose ending says the format.
    pub(crate) stdin_filename: Option<&'e str>,
    /// Whose plan each is.
    pub(crate) manifest: Option<&'e Manifest>,
    /// What was found out before.
    pub(crate) cache: Option<&'e Cache>,
    /// Which findings are lived with.
    pub(crate) living: &'e Living<'static>,
}

impl Examiner<'_> {
    /// The record of the plan at `path`. What cannot be read, by its own fault or by ours, is a record too.
    pub(crate) fn record(&self, path: &Path) -> DocumentRecord {
        let mut record = guarded(|| self.known_or_read(path)).unwrap_or_else(|fault| {
            let trouble = Trouble {
                message: format!("planlint stopped on `{}` because of a fault of its own: {fault}", shown(path)),
                help: "the plan is not at fault and was not changed; please report this".to_owned(),
            };
            self.unread(path, &Document { path: shown(path), sha256: String::new() }, trouble)
        });
        if let Some(about) = self.manifest.and_then(|manifest| manifest.about(path)) {
            record.about.clone_from(about);
        }
        self.living.apply(std::slice::from_mut(&mut record));
        record
    }

    fn known_or_read(&self, path: &Path) -> DocumentRecord {
        let opened = match input::open(path, self.stdin_filename) {
            Ok(opened) => opened,
            Err(input) => return self.read(path, *input),
        };
        let Some(cache) = self.cache else { return self.read(path, opened.read(&self.settled.budget)) };
        let question = Cache::question(&opened.document.sha256, &opened.name, &self.settled.of(path).options);
        if let Some(mut record) = cache.answer(&question) {
            record.path.clone_from(&opened.document.path);
            return record;
        }
        let record = self.read(path, opened.read(&self.settled.budget));
        // What went wrong is tried again: its message names the file, and it may be put right outside it.
        if record.error.is_none() {
            cache.keep(&question, &record);
        }
        record
    }

    fn read(&self, path: &Path, input: Input) -> DocumentRecord {
        match input.plan {
            Ok(plan) => {
                let audit = check(&plan, self.settled.book, &self.settled.of(path).options);
                DocumentRecord::of(&audit, &input.document)
            }
            Err(error) => self.unread(path, &input.document, Trouble::of(&error)),
        }
    }

    fn unread(&self, path: &Path, document: &Document, trouble: Trouble) -> DocumentRecord {
        DocumentRecord::unread(document, trouble, self.settled.book, &self.settled.of(path).options)
    }
}

/// The paths as reports give them.
pub(crate) fn names(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|path| shown(path)).collect()
}
