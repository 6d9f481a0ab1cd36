//! Counts over a run, fair to every plan: what does not apply is in no denominator, and what could not be read is told
//! apart from what says nothing.

use std::collections::BTreeMap;

use super::record::DocumentRecord;
use super::trouble::Trouble;
use crate::check::Verdict;
use crate::evidence::medals::Medal;
use crate::rules::RuleBook;

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

    /// Counts the verdicts on the expectations of one pack.
    #[must_use]
    pub fn of_pack(record: &DocumentRecord, pack: &str) -> Self {
        Self::of(record.outcomes.iter().filter(|outcome| outcome.pack == pack).map(|outcome| outcome.verdict))
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

    /// Adds those of another.
    pub fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }
}

/// What a run's totals need of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Its path.
    pub path: String,
    /// The kind of plan.
    pub kind: Option<String>,
    /// The Campaign's grade, strictly read; `None` where it could not be read.
    pub medal: Option<Medal>,
    /// Why it could not be read, and what to do.
    pub error: Option<String>,
    /// Whether it was read and judged, and has no passage on the topic.
    pub silent: bool,
    /// Its verdicts.
    pub counts: Counts,
    /// The same for each pack, in the order of the rule book.
    pub packs: Vec<Counts>,
    /// The group it is counted in.
    pub group: String,
}

impl Tally {
    /// Counts `record`, in the group called `group`.
    #[must_use]
    pub fn of(record: &DocumentRecord, book: &RuleBook, group: String) -> Self {
        Self {
            path: record.path.clone(),
            kind: record.kind.clone(),
            medal: record.medals.map(|medals| medals.strict),
            error: record.error.as_ref().map(Trouble::words),
            silent: record.medals.is_some() && record.passages == 0,
            counts: Counts::of(record.outcomes.iter().map(|outcome| outcome.verdict)),
            packs: book.packs.iter().map(|pack| Counts::of_pack(record, &pack.id)).collect(),
            group,
        }
    }
}

/// The counts of a group of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many documents.
    pub documents: usize,
    /// How many of them could not be read; no other count has them.
    pub unread: usize,
    /// How many were read and say nothing on the topic.
    pub silent: usize,
    /// Verdicts of those that were read.
    pub counts: Counts,
    /// The same for each pack.
    pub packs: Vec<Counts>,
    /// How many have each medal, from `none` to `gold`.
    pub medals: [usize; 4],
}

impl Group {
    /// Adds a document.
    pub fn add(&mut self, tally: &Tally) {
        self.documents += 1;
        if tally.error.is_some() {
            self.unread += 1;
            return;
        }
        self.silent += usize::from(tally.silent);
        self.counts.add(tally.counts);
        self.packs.resize(tally.packs.len(), Counts::default());
        self.packs.iter_mut().zip(&tally.packs).for_each(|(counts, more)| counts.add(*more));
        if let Some(medal) = tally.medal {
            self.medals[medal as usize] += 1;
        }
    }
}

/// The counts of a run: of all documents, and of each group by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All documents.
    pub all: Group,
    /// Each group, in the order of names.
    pub groups: BTreeMap<String, Group>,
}

impl Totals {
    /// Adds a document.
    pub fn add(&mut self, tally: &Tally) {
        self.all.add(tally);
        self.groups.entry(tally.group.clone()).or_default().add(tally);
    }
}
