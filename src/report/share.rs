//! Counts in words, and counts by pack, kind, medal and what a manifest says: what tables and charts are made from.

use super::entry::Entry;
use super::record::{DocumentRecord, OutcomeRecord};
use super::tally::Counts;
use crate::check::Verdict;
use crate::evidence::medals::Medal;
use crate::rules::Pack;

impl Counts {
    /// Counts the verdicts of `outcomes`.
    pub(super) fn of_outcomes<'r>(outcomes: impl Iterator<Item = &'r OutcomeRecord>) -> Self {
        Self::of(outcomes.map(|outcome| outcome.verdict))
    }

    /// `12 of 20 met (60%)`.
    pub(super) fn words(self) -> String {
        match self.share() {
            Some(share) => format!("{} of {} met ({share}%)", self.count(Verdict::Met), self.judged()),
            None => "does not apply".to_owned(),
        }
    }

    /// The verdicts there are, apart from what does not apply: `12 met, 3 weak, 5 missing`.
    pub(super) fn in_words(self) -> String {
        let there =
            Verdict::ALL.iter().filter(|verdict| **verdict != Verdict::NotApplicable && self.count(**verdict) > 0);
        let words: Vec<String> =
            there.map(|verdict| format!("{} {}", self.count(*verdict), super::verdict_words(*verdict))).collect();
        words.join(", ")
    }
}

/// The tally of each pack, of documents that could be read.
pub(super) fn by_pack<'r>(packs: &'r [Pack], entries: &[Entry<'r>]) -> Vec<(&'r Pack, Counts)> {
    let of = |pack: &'r Pack| {
        let its = entries.iter().filter(|entry| entry.document.error.is_none() && entry.pack.id == pack.id);
        (pack, Counts::of_outcomes(its.map(|entry| entry.outcome)))
    };
    packs.iter().map(of).collect()
}

/// How many of `documents` that could be read have each medal, the best first: by the strict reading, by the other.
pub(super) fn medals(documents: &[DocumentRecord]) -> [(Medal, usize, usize); 4] {
    Medal::ALL.map(|medal| {
        let count = |strict: bool| {
            let medals = documents.iter().filter_map(|document| document.medals);
            medals.filter(|medals| (if strict { medals.strict } else { medals.acknowledged }) == medal).count()
        };
        (medal, count(true), count(false))
    })
}

/// The names of the five strengths of a statement, the weakest first, with what they mean.
pub(super) const STRENGTHS: [(&str, &str); 5] = [
    ("Mention", "named, and no more"),
    ("Need", "people are lonely or isolated; how many; why it matters"),
    ("Aspiration", "a wish or an aim"),
    ("Commitment", "somebody does or will do something"),
    ("Measurable", "a commitment with two of owner, date, measure and money"),
];

/// What documents are grouped by: a name, and for each value its documents.
pub(super) type Groups<'r> = Vec<(String, Vec<(&'r str, Counts, usize)>)>;

/// Documents that could be read, by kind of plan and by what a manifest says: each value with its tally and its number
/// of plans. What has one value only, or nearly one for each plan, groups nothing.
pub(super) fn groups(documents: &[DocumentRecord]) -> Groups<'_> {
    let read: Vec<&DocumentRecord> = documents.iter().filter(|document| document.error.is_none()).collect();
    let kind = |document: &&'_ DocumentRecord| document.kind_title.is_some();
    let mut groups = Groups::new();
    if read.iter().any(kind) {
        groups.push(("Kind of plan".to_owned(), values(&read, |document| document.kind_title.as_deref())));
    }
    for name in super::csv::about(documents) {
        groups.push((name.to_owned(), values(&read, |document| document.about.get(name).map(String::as_str))));
    }
    groups.retain(|(_, values)| values.len() > 1 && 2 * values.len() <= read.len() + 2 && values.len() <= 40);
    groups
}

fn values<'r>(
    read: &[&'r DocumentRecord],
    value: impl Fn(&'r DocumentRecord) -> Option<&'r str>,
) -> Vec<(&'r str, Counts, usize)> {
    let of = |document: &&'r DocumentRecord| value(document).unwrap_or("not said");
    let mut names: Vec<&str> = read.iter().map(of).collect();
    names.sort_unstable();
    names.dedup();
    let tallied = |name: &'r str| {
        let its: Vec<&DocumentRecord> = read.iter().filter(|document| of(document) == name).copied().collect();
        (name, Counts::of_outcomes(its.iter().flat_map(|document| &document.outcomes)), its.len())
    };
    names.into_iter().map(tallied).collect()
}

/// What people call a pack, in a few words: its title up to where it goes on to explain itself.
pub(super) fn short_title(pack: &Pack) -> &str {
    pack.title.split([':', ',']).next().unwrap_or(&pack.title).trim()
}
