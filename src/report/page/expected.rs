//! What is expected of a plan, as a page's cards say it: the gap, the place, why, a drafted action, the basis.

use serde::Serialize;

use super::super::account::{self, Account};
use super::super::record::{DocumentRecord, OutcomeRecord};
use super::super::{Document, lead, place};
use crate::check::{Audit, Gap, GapKind, Outcome, Reason, Sureness, Verdict};
use crate::rules::{Cite, Severity};

/// The verdict on one expectation, with all that a card says.
#[derive(Clone, Debug, Serialize)]
pub struct PageOutcome {
    /// Permanent short code: `CA-1`.
    pub code: String,
    /// Permanent id: `care-act/prevention-offer`.
    pub id: String,
    /// Id of its pack.
    pub pack: String,
    /// The lever, as people call it.
    pub lever: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// How much it matters; `None` where there is nothing to act on.
    pub severity: Option<Severity>,
    /// What is true of a good plan.
    pub title: String,
    /// What the plan does instead, in a few words.
    pub gap: &'static str,
    /// What there is to add, such as why it does not apply.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// What to do, and where.
    pub remedy: &'static str,
    /// What an action here must say.
    pub expected: &'static str,
    /// A drafted example with `<placeholders>`.
    pub draft: String,
    /// Why it is expected.
    pub why: String,
    /// Who the source speaks to.
    pub holder: String,
    /// How the source binds: `a statutory duty`.
    pub modality: &'static str,
    /// Where it comes from.
    pub cites: Vec<Cite>,
    /// Whether it is a finding that does not count, for somebody accepts it.
    pub set_aside: bool,
    /// What was decided about it: who accepts it, until when and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
    /// What else was looked at, and how much was searched.
    pub notes: Vec<String>,
    /// Where the missing action belongs.
    pub place: Option<PagePlace>,
    /// Numbers of the blocks that bear on it, best first; for `met`, those that are enough.
    pub evidence: Vec<usize>,
}

/// Where a missing action belongs.
#[derive(Clone, Debug, Serialize)]
pub struct PagePlace {
    /// The block after which it belongs.
    pub after: usize,
    /// How the place was found.
    pub kind: GapKind,
    /// How sure that is.
    pub sureness: Sureness,
    /// The place as a person would find it: headings, then line or paragraph.
    pub words: String,
}

/// Every outcome: findings first, the most severe first; then the rest in the order of the packs.
pub(super) fn outcomes(audit: &Audit<'_>, record: &DocumentRecord) -> Vec<PageOutcome> {
    let rest = audit.outcomes.iter().filter(|outcome| !outcome.verdict.is_finding());
    audit.findings().into_iter().chain(rest).map(|outcome| PageOutcome::of(audit, record, outcome)).collect()
}

impl PageOutcome {
    fn of(audit: &Audit<'_>, record: &DocumentRecord, outcome: &Outcome<'_>) -> Self {
        let expectation = outcome.expectation;
        let recorded = record.outcomes.iter().find(|recorded| recorded.expectation == expectation.id);
        // A card needs none of the commands that an account ends with, so it needs no name for the document.
        let unnamed = Document { path: "-".to_owned(), sha256: String::new() };
        let account = Account::new(audit, &unnamed, outcome);
        let evidence: Vec<usize> = if outcome.verdict == Verdict::Met {
            outcome.sufficient().map(|passage| passage.block).collect()
        } else {
            outcome.evidence.iter().map(|passage| passage.block).collect()
        };
        Self {
            code: expectation.code.clone(),
            id: expectation.id.clone(),
            pack: outcome.pack.id.clone(),
            lever: outcome.pack.title.clone(),
            verdict: outcome.verdict,
            reason: outcome.reason,
            severity: outcome.severity,
            title: expectation.title.clone(),
            gap: lead(outcome.reason, outcome.expectation),
            because: outcome.because.clone(),
            remedy: account.remedy,
            expected: account::expected(outcome),
            draft: account.example,
            why: expectation.why.clone(),
            holder: expectation.holder.clone(),
            modality: expectation.modality.words(),
            cites: expectation.cites.clone(),
            set_aside: recorded.is_some_and(OutcomeRecord::is_set_aside),
            told: recorded.map(OutcomeRecord::told).unwrap_or_default(),
            notes: account.notes.into_iter().filter(|note| is_search(note)).collect(),
            place: outcome.gap.and_then(|gap| PagePlace::of(audit, gap)),
            evidence,
        }
    }
}

/// Whether a note says what was looked at: the basis and the note on a verdict have fields of their own.
fn is_search(note: &str) -> bool {
    !note.starts_with("basis: ") && !note.starts_with("note: ")
}

impl PagePlace {
    fn of(audit: &Audit<'_>, gap: Gap) -> Option<Self> {
        let after = gap.after?;
        Some(Self { after, kind: gap.kind, sureness: gap.sureness, words: place(audit.plan, after) })
    }
}
