//! Living with findings: which are accepted for a time, which were known before, and what has become weaker since.
//!
//! Records of documents come in and are marked; a [`Ledger`](crate::report::ledger::Ledger) says what became of every waiver and of the baseline.
//! A verdict is never changed by any of this.

use crate::date::Date;
use crate::report::ledger::{Ledger, RemarkUse};
use crate::report::record::DocumentRecord;
use crate::rules::RuleBook;

pub mod baseline;
pub mod names;
mod remark;
pub mod waiver;

use baseline::Baseline;
use waiver::Register;

/// What a run lives with.
#[derive(Debug)]
pub struct Living<'b> {
    /// What day it is.
    pub today: Date,
    /// Accepted findings.
    pub register: Option<Register>,
    /// Known findings.
    pub baseline: Option<Baseline>,
    /// Whether waivers in the documents themselves hold.
    pub remarks: bool,
    book: &'b RuleBook,
    remarked: Vec<RemarkUse>,
}

impl<'b> Living<'b> {
    /// Lives with nothing yet but what documents say themselves.
    #[must_use]
    pub fn new(today: Date, book: &'b RuleBook) -> Self {
        Self { today, register: None, baseline: None, remarks: true, book, remarked: Vec::new() }
    }

    /// Marks `documents`. May be called again with others of the same run; the ledger then speaks of all of them.
    pub fn apply(&mut self, documents: &mut [DocumentRecord]) {
        for document in documents {
            if let Some(register) = &mut self.register {
                register.apply(document, self.today);
            }
            if self.remarks {
                self.remarked.extend(remark::apply(document, self.book, self.today));
            }
            if let Some(baseline) = &mut self.baseline {
                baseline.apply(document);
            }
        }
    }

    /// What became of it all; `None` where there was nothing to live with, and the day did not matter.
    #[must_use]
    pub fn ledger(&self) -> Option<Ledger> {
        let nothing = self.register.is_none() && self.baseline.is_none() && self.remarked.is_empty();
        (!nothing).then(|| Ledger {
            today: self.today,
            register: self.register.as_ref().map(|register| register.path.clone()),
            waivers: self.register.as_ref().map(|register| register.uses(self.today)).unwrap_or_default(),
            remarks: self.remarked.clone(),
            baseline: self.baseline.as_ref().map(Baseline::ended),
        })
    }
}
