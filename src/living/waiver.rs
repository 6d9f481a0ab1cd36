//! Waivers: findings that somebody has accepted for a time. A register of them comes in, marks on outcomes go out.

use globset::GlobMatcher;

use super::names::Names;
use crate::check::Verdict;
use crate::date::Date;
use crate::report::record::{DocumentRecord, WaiverRecord};

pub mod add;
mod csv;
pub mod load;
pub mod schema;
mod state;
mod toml;

/// The longest a waiver may hold, in months.
pub const LONGEST: i32 = 12;

/// How many days before its last one a waiver's end is announced.
pub const NOTICE: i32 = 60;

/// A finding that somebody has accepted for a time.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// Id of the expectation.
    pub expectation: String,
    /// Its code.
    pub code: String,
    /// The plan, or a pattern for several, as written.
    pub plan: String,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub approver: String,
    /// The day it was given.
    pub granted: Date,
    /// Its last day, which it holds to the end of, in London.
    pub expires: Date,
    /// Where more is written about it, such as the minutes of a meeting.
    pub evidence: Option<String>,
    pattern: GlobMatcher,
}

impl Waiver {
    /// Whether it is for the plan called `name` in the register, and `path` where the command was run.
    #[must_use]
    pub fn is_for(&self, name: &str, path: &str) -> bool {
        let path = path.strip_prefix("./").unwrap_or(path);
        self.plan == name || self.plan == path || self.pattern.is_match(name) || self.pattern.is_match(path)
    }

    /// Whether it names one plan, and is no pattern that plans still to come may match.
    fn is_of_one(&self) -> bool {
        !self.plan.contains(['*', '?', '[', '{'])
    }

    fn record(&self) -> WaiverRecord {
        WaiverRecord { reason: self.reason.clone(), approver: self.approver.clone(), expires: self.expires }
    }
}

/// A file of waivers, and what has been seen of what they are for.
#[derive(Clone, Debug)]
pub struct Register {
    /// The file, as given.
    pub path: String,
    /// Its waivers, in order.
    pub waivers: Vec<Waiver>,
    names: Names,
}

/// What a run has shown of one waiver.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Plans it is for.
    plans: usize,
    /// Findings it is for, and that no other waiver in force is for.
    findings: usize,
    /// The verdict that left it nothing to cover; of several, the best.
    settled: Option<Verdict>,
}

impl Register {
    /// Marks every finding of `document` that a waiver is for: as waived, or as waived no longer.
    pub(super) fn apply(&self, document: &mut DocumentRecord, today: Date, seen: &mut Vec<Seen>) {
        seen.resize(self.waivers.len(), Seen::default());
        let name = self.names.name(&document.path);
        let holds = |waiver: &Waiver| today <= waiver.expires;
        // those in force come first, so that a lapsed one beside them is no longer needed
        let mut order: Vec<usize> = (0..self.waivers.len()).collect();
        order.sort_by_key(|&index| !holds(&self.waivers[index]));
        for index in order {
            let waiver = &self.waivers[index];
            if !waiver.is_for(&name, &document.path) {
                continue;
            }
            let seen = &mut seen[index];
            seen.plans += 1;
            let outcome = document.outcomes.iter_mut().find(|outcome| outcome.expectation == waiver.expectation);
            let Some(outcome) = outcome else { continue };
            if !outcome.verdict.is_finding() {
                seen.settled = Some(seen.settled.map_or(outcome.verdict, |settled| settled.min(outcome.verdict)));
            } else if holds(waiver) {
                outcome.waiver.get_or_insert_with(|| waiver.record());
                seen.findings += 1;
            } else if outcome.waiver.is_none() {
                outcome.lapsed.get_or_insert_with(|| waiver.record());
                seen.findings += 1;
            }
        }
    }
}
