//! What changed between two drafts: for every expectation, whether it was fixed, broken, strengthened or weakened, with
//! the words of both.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::check::{Reason, Verdict};
use crate::report::level::{Level, best, promise};
use crate::report::record::{DocumentRecord, OriginRecord, OutcomeRecord, PassageRecord};
use crate::rules::Severity;
use crate::vocabulary::{Standing, Strength};

mod pairs;
pub mod words;

pub use pairs::PairedBy;

/// Version of the format: the first number changes when a field changes its meaning or goes.
pub const DIFF_VERSION: &str = "1.0";

/// What changed between two reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// [`DIFF_VERSION`].
    pub diff_version: &'static str,
    /// Plans that are in both, in order.
    pub plans: Vec<PlanDifference>,
    /// Plans that are in the old report alone.
    pub only_old: Vec<String>,
    /// Plans that are in the new report alone.
    pub only_new: Vec<String>,
}

/// What changed between two drafts of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanDifference {
    /// Path of the old draft.
    pub old: String,
    /// Path of the new draft.
    pub new: String,
    /// Why the two are taken for drafts of one plan.
    pub paired_by: PairedBy,
    /// Why one of them could not be read; nothing can be compared then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
    /// Whether the drafts were taken for other kinds of plan, or checked against other days: what is asked differs.
    pub asked_differently: bool,
    /// Everything that changed, worst first.
    pub changes: Vec<Change>,
    /// How many expectations stand as they did.
    pub unchanged: usize,
}

/// How an expectation changed, in one word; worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Was met, and nothing of it stands now.
    Broken,
    /// Promises less than it did, met or not.
    Weakened,
    /// Was a finding, and is met.
    Fixed,
    /// Promises more than it did.
    Strengthened,
    /// Did not apply, and does now.
    NowApplies,
    /// Applied, and does not now.
    NoLongerApplies,
}

impl ChangeKind {
    /// Every kind, worst first.
    pub const ALL: [Self; 6] =
        [Self::Broken, Self::Weakened, Self::Fixed, Self::Strengthened, Self::NowApplies, Self::NoLongerApplies];

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Weakened => "weakened",
            Self::Fixed => "fixed",
            Self::Strengthened => "strengthened",
            Self::NowApplies => "now applies",
            Self::NoLongerApplies => "no longer applies",
        }
    }
}

/// How one expectation changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// In one word.
    pub change: ChangeKind,
    /// Its id.
    pub expectation: String,
    /// Its code.
    pub code: String,
    /// How much it matters where it is a finding now.
    pub severity: Option<Severity>,
    /// As it was.
    pub old: Side,
    /// As it is.
    pub new: Side,
}

/// One draft's side of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What is promised, here and now.
    pub strength: Strength,
    /// Whether the words that decided stand; `None` where there are none.
    pub standing: Option<Standing>,
    /// The words that decided.
    pub quote: Option<String>,
    /// Of these, the words that show how strong they are and whether they stand.
    pub cues: Vec<String>,
    /// Where they are.
    pub origin: Option<OriginRecord>,
}

/// What changed from `old` to `new`. Two single documents are drafts of one plan whatever they are called; in reports
/// on several, a plan keeps its path, its place under the folder that all have in common, or its file's name.
#[must_use]
pub fn diff(old: &[DocumentRecord], new: &[DocumentRecord]) -> Difference {
    let mut difference =
        Difference { diff_version: DIFF_VERSION, plans: Vec::new(), only_old: Vec::new(), only_new: Vec::new() };
    if let ([old], [new]) = (old, new) {
        let paired_by = if old.path == new.path { PairedBy::Path } else { PairedBy::Alone };
        difference.plans.push(plan(old, new, paired_by));
        return difference;
    }
    let pairs = pairs::of(old, new);
    for (document, pair) in old.iter().zip(&pairs) {
        match pair {
            Some((index, paired_by)) => difference.plans.push(plan(document, &new[*index], *paired_by)),
            None => difference.only_old.push(document.path.clone()),
        }
    }
    let is_paired = |index: usize| pairs.iter().flatten().any(|(paired, _)| *paired == index);
    let added = new.iter().enumerate().filter(|(index, _)| !is_paired(*index));
    difference.only_new = added.map(|(_, document)| document.path.clone()).collect();
    difference
}

impl Difference {
    /// How many expectations changed so.
    #[must_use]
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.plans.iter().flat_map(|plan| &plan.changes).filter(|change| change.change == kind).count()
    }

    /// Whether anything is worse than it was, or can no longer be read.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        self.count(ChangeKind::Broken) + self.count(ChangeKind::Weakened) > 0
            || self.plans.iter().any(|plan| plan.unread.is_some())
    }
}

fn plan(old: &DocumentRecord, new: &DocumentRecord, paired_by: PairedBy) -> PlanDifference {
    let troubles = [old, new].into_iter().filter_map(|document| document.error.as_ref());
    let unread: Vec<&str> = troubles.map(|trouble| trouble.message.as_str()).collect();
    let mut changes = Vec::new();
    let mut unchanged = 0;
    for outcome in new.outcomes.iter().filter(|_| unread.is_empty()) {
        let was = old.outcomes.iter().find(|was| was.expectation == outcome.expectation);
        match was.and_then(|was| change(was, outcome)) {
            Some(change) => changes.push(change),
            None => unchanged += 1,
        }
    }
    changes.sort_by_key(|change| (change.change, std::cmp::Reverse(change.severity)));
    PlanDifference {
        old: old.path.clone(),
        new: new.path.clone(),
        paired_by,
        unread: (!unread.is_empty()).then(|| unread.join("; ")),
        asked_differently: old.kind != new.kind || old.as_of != new.as_of,
        changes,
        unchanged,
    }
}

fn change(was: &OutcomeRecord, now: &OutcomeRecord) -> Option<Change> {
    let (old, new) = (Level::of(was), Level::of(now));
    let met = |level: &Level| level.verdict == Verdict::Met;
    let gone = |level: &Level| level.strength <= Strength::Mention;
    let kind = match new.compare(&old) {
        Some(Ordering::Less) if met(&old) && !met(&new) && gone(&new) => ChangeKind::Broken,
        Some(Ordering::Less) => ChangeKind::Weakened,
        Some(Ordering::Greater) if met(&new) && !met(&old) => ChangeKind::Fixed,
        Some(Ordering::Greater) => ChangeKind::Strengthened,
        Some(Ordering::Equal) => return None,
        None if was.verdict == now.verdict => return None,
        None if was.verdict == Verdict::NotApplicable => ChangeKind::NowApplies,
        None => ChangeKind::NoLongerApplies,
    };
    Some(Change {
        change: kind,
        expectation: now.expectation.clone(),
        code: now.code.clone(),
        severity: now.severity,
        old: Side::of(was),
        new: Side::of(now),
    })
}

impl Side {
    fn of(outcome: &OutcomeRecord) -> Self {
        let best: Option<&PassageRecord> = best(outcome);
        Self {
            verdict: outcome.verdict,
            reason: outcome.reason,
            strength: best.map_or(Strength::Absent, promise),
            standing: best.map(|passage| passage.standing),
            quote: best.map(|passage| passage.quote.split_whitespace().collect::<Vec<_>>().join(" ")),
            cues: best.map(|passage| passage.cues.iter().map(|cue| cue.text.clone()).collect()).unwrap_or_default(),
            origin: best.and_then(|passage| passage.origin.clone()),
        }
    }
}
