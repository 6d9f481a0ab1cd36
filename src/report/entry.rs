//! A report as rows: each document with each expectation, and what a format says of the two together.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::json::Report;
use super::record::{DocumentRecord, OriginRecord, OutcomeRecord, PassageRecord};
use crate::check::Verdict;
use crate::rules::{Expectation, Pack, RuleBook, Severity, hex};

/// One document and one expectation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'r> {
    pub(super) document: &'r DocumentRecord,
    pub(super) outcome: &'r OutcomeRecord,
    pub(super) pack: &'r Pack,
    pub(super) expectation: &'r Expectation,
    /// The place of the expectation in the rule book, from 0.
    pub(super) number: usize,
}

/// Every entry of `report`, document by document.
pub(super) fn entries<'r>(report: &'r Report<'r>, book: &'r RuleBook) -> Vec<Entry<'r>> {
    let known = Known::of(book);
    report.documents.iter().flat_map(|document| known.entries(document)).collect()
}

/// The expectations of a rule book by their ids.
pub(super) struct Known<'r>(FxHashMap<&'r str, (usize, &'r Pack, &'r Expectation)>);

impl<'r> Known<'r> {
    pub(super) fn of(book: &'r RuleBook) -> Self {
        let all = book.expectations().enumerate();
        Self(all.map(|(number, (pack, expectation))| (expectation.id.as_str(), (number, pack, expectation))).collect())
    }

    /// The entries of `document`, in the order of its outcomes.
    pub(super) fn entries<'a>(&'a self, document: &'r DocumentRecord) -> impl Iterator<Item = Entry<'r>> + 'a {
        document.outcomes.iter().filter_map(|outcome| {
            let (number, pack, expectation) = *self.0.get(outcome.expectation.as_str())?;
            Some(Entry { document, outcome, pack, expectation, number })
        })
    }
}

impl<'r> Entry<'r> {
    /// The finding's identity as a hash: expectation and plan, and not the place, which moves as a draft grows.
    pub(super) fn fingerprint(&self) -> String {
        let identity = format!("planlint/v1\0{}\0{}", self.outcome.expectation, self.document.path);
        hex(&Sha256::digest(identity))[..32].to_owned()
    }

    /// How much it matters; what cannot be decided matters as much as the expectation does.
    pub(super) fn severity(&self) -> Severity {
        self.outcome.severity.unwrap_or_else(|| self.expectation.severity())
    }

    /// The passage to look at first: for what is met the one that is enough, otherwise the one that came nearest.
    pub(super) fn passage(&self) -> Option<&'r PassageRecord> {
        self.outcome.evidence.first().or(self.outcome.nearest.as_ref())
    }

    /// Where to look: at the statement that falls short, or where one is missing at the place where it belongs.
    pub(super) fn origin(&self) -> Option<&'r OriginRecord> {
        let anchor = self.outcome.anchor.as_ref().and_then(|anchor| anchor.origin.as_ref());
        let passage = self.passage().and_then(|passage| passage.origin.as_ref());
        match self.outcome.verdict {
            Verdict::Missing => anchor.or(passage),
            _ => passage.or(anchor),
        }
    }

    /// The line to show, in documents that have lines.
    pub(super) fn line(&self) -> Option<u32> {
        self.origin().and_then(|origin| origin.line)
    }

    /// The finding in one sentence, with what there is to add to it, and with what was decided about it.
    pub(super) fn message(&self) -> String {
        let because = &self.outcome.because;
        let mut message = self.outcome.message.clone();
        if !because.is_empty() && !message.contains(because.as_str()) {
            message = format!("{message} ({because})");
        }
        for told in self.outcome.told() {
            message = format!("{message} [{told}]");
        }
        message
    }
}

/// The place of a passage as a person would find it: its last headings, then its paragraph, cell or line.
pub(super) fn place(section: &[String], origin: Option<&OriginRecord>) -> String {
    let headings = section.iter().skip(section.len().saturating_sub(2)).map(|title| super::shortened(title, 60));
    headings.chain(origin.map(|origin| origin.place.clone())).collect::<Vec<_>>().join(" › ")
}

/// Findings that count, worst first; the rest of the order is the report's.
pub(super) fn worst_first<'r>(entries: &[Entry<'r>]) -> Vec<Entry<'r>> {
    let mut findings: Vec<Entry<'r>> = entries.iter().filter(|entry| entry.outcome.counts()).copied().collect();
    findings.sort_by_key(|entry| std::cmp::Reverse(entry.severity()));
    findings
}
