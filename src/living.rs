//! Living with findings: which are accepted for a time, which were known before, and what has become weaker since.
//!
//! Records of documents come in and are marked, on any thread; a ledger says what became of every waiver and of the
//! baseline. A verdict is never changed by any of this.

use std::sync::{Mutex, PoisonError};

use crate::date::Date;
use crate::report::ledger::{Ledger, RemarkUse};
use crate::report::record::DocumentRecord;
use crate::rules::RuleBook;

pub mod baseline;
pub mod names;
mod remark;
pub mod waiver;

use baseline::{Baseline, Compared};
use waiver::{Register, Seen};

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
    tally: Mutex<Tally>,
}

/// What a run has shown so far. It does not matter in what order documents come.
#[derive(Debug, Default)]
struct Tally {
    /// Of each waiver.
    seen: Vec<Seen>,
    /// Of each comment that speaks to planlint.
    remarked: Vec<RemarkUse>,
    /// Of the baseline.
    compared: Compared,
}

impl<'b> Living<'b> {
    /// Lives with nothing yet but what documents say themselves.
    #[must_use]
    pub fn new(today: Date, book: &'b RuleBook) -> Self {
        Self { today, register: None, baseline: None, remarks: true, book, tally: Mutex::default() }
    }

    /// Marks `documents`. May be called again with others of the same run, in any order and on any thread; the ledger
    /// then speaks of all of them.
    pub fn apply(&self, documents: &mut [DocumentRecord]) {
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        for document in documents {
            if let Some(register) = &self.register {
                register.apply(document, self.today, &mut tally.seen);
            }
            if self.remarks {
                tally.remarked.extend(remark::apply(document, self.book, self.today));
            }
            if let Some(baseline) = &self.baseline {
                baseline.apply(document, &mut tally.compared);
            }
        }
    }

    /// What became of it all; `None` where there was nothing to live with, and the day did not matter.
    #[must_use]
    pub fn ledger(&self) -> Option<Ledger> {
        let tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        let nothing = self.register.is_none() && self.baseline.is_none() && tally.remarked.is_empty();
        let mut remarks = tally.remarked.clone();
        remarks.sort_by(|one, other| one.path.cmp(&other.path));
        (!nothing).then(|| Ledger {
            today: self.today,
            register: self.register.as_ref().map(|register| register.path.clone()),
            waivers: self.register.as_ref().map(|register| register.uses(self.today, &tally.seen)).unwrap_or_default(),
            remarks,
            baseline: self.baseline.as_ref().map(|baseline| baseline.ended(&tally.compared)),
        })
    }
}
