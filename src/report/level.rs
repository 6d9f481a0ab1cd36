//! How far an outcome goes, so that two of the same expectation can be compared: the verdict, then what is promised.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::record::{OutcomeRecord, PassageRecord};
use crate::check::{Reason, Verdict};
use crate::vocabulary::{Standing, Strength};

/// How far an outcome goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What the plan promises of its own, here and now.
    pub strength: Strength,
    /// The words that decided; empty where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
}

impl Level {
    /// How far `outcome` goes.
    #[must_use]
    pub fn of(outcome: &OutcomeRecord) -> Self {
        let best = best(outcome);
        Self {
            verdict: outcome.verdict,
            reason: outcome.reason,
            strength: best.map_or(Strength::Absent, promise),
            quote: best.map(|passage| passage.quote.clone()).unwrap_or_default(),
        }
    }

    /// Whether this goes further than `other`, as far, or less far. An expectation that does not apply goes nowhere,
    /// and compares with nothing.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        Some(self.counted()?.cmp(&other.counted()?))
    }

    /// What counts in comparing: the verdict in order, then the strength. What could not be read is below what is not
    /// there.
    ///
    /// What is said not to be done counts like what is not there: a plan that says so is no better, and one that keeps
    /// silent must not gain by it. Short of met, a wish and a need are alike: neither is an action, and an action that is
    /// none of the expectation's is taken for a need, so that a plan would seem to fall as it rises.
    fn counted(&self) -> Option<(u8, Strength)> {
        match (self.verdict, self.strength) {
            (Verdict::Undecided, _) => Some((0, Strength::Absent)),
            (Verdict::Missing, _) => Some((1, Strength::Absent)),
            (Verdict::Weak, _) if self.reason == Reason::Contrary => Some((1, Strength::Absent)),
            (Verdict::Weak, Strength::Aspiration) => Some((2, Strength::Need)),
            (Verdict::Weak, strength) => Some((2, strength)),
            (Verdict::Review, strength) => Some((3, strength)),
            (Verdict::Met, strength) => Some((4, strength)),
            (Verdict::NotApplicable, _) => None,
        }
    }
}

/// The passage of `outcome` that promises most; the first of several.
#[must_use]
pub fn best(outcome: &OutcomeRecord) -> Option<&PassageRecord> {
    let passages = outcome.evidence.iter().chain(&outcome.nearest);
    passages.reduce(|best, next| if promise(next) > promise(best) { next } else { best })
}

/// What a passage promises of its own, here and now: what hangs on a condition is a wish; what has ended, is past, is
/// denied or is somebody else's is no more than named.
#[must_use]
pub fn promise(passage: &PassageRecord) -> Strength {
    let most = match passage.standing {
        Standing::Asserted => Strength::Measurable,
        Standing::Conditional => Strength::Aspiration,
        _ => Strength::Mention,
    };
    passage.strength.min(most)
}
