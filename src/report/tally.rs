//! Counts over a run, fair to every plan: what does not apply is in no denominator, and what could not be read is told
//! apart from what says nothing.

use crate::check::Verdict;

/// How many outcomes have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([usize; 6]);

impl Counts {
    /// Counts `verdicts`.
    #[must_use]
    pub fn of(verdicts: impl Iterator<Item = Verdict>) -> Self {
        let mut counts = Self::default();
        verdicts.for_each(|verdict| counts.0[verdict as usize] += 1);
        counts
    }

    /// How many have `verdict`.
    #[must_use]
    pub fn count(self, verdict: Verdict) -> usize {
        self.0[verdict as usize]
    }

    /// How many apply and could be decided: what a share is a share of.
    #[must_use]
    pub fn judged(self) -> usize {
        [Verdict::Met, Verdict::Weak, Verdict::Missing, Verdict::Review]
            .iter()
            .map(|verdict| self.count(*verdict))
            .sum()
    }

    /// Met in whole per cent of what was judged; `None` where nothing was.
    #[must_use]
    pub fn share(self) -> Option<usize> {
        let judged = self.judged();
        (judged > 0).then(|| (self.count(Verdict::Met) * 200 + judged) / (judged * 2))
    }
}
