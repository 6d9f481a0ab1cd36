//! A plan to be read on a page: its blocks in order, the evidence on them and every missing action at its place.
//!
//! One owned record comes out of an audit; the browser draws it. It judges nothing. `docs/serve.md` is about the page.

use indexmap::IndexMap;
use serde::Serialize;

use super::json::{TOOL, Tool};
use super::ledger::RemarkUse;
use super::record::DocumentRecord;
use super::{account, counted, recognised};
use crate::check::{Audit, Examined, Verdict};
use crate::evidence::medals::Medals;
use crate::kind::Confidence;
use crate::plan::BlockKind;
use crate::rules::Severity;

mod block;
mod expected;
mod passage;

pub use block::{PageBlock, PageCell};
pub use expected::{PageOutcome, PagePlace};
pub use passage::{PageClaim, PagePassage, PageWords};

/// Everything a page shows of one plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanPage {
    /// The program.
    pub tool: Tool,
    /// The name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The plan's first heading, or else the name of the file.
    pub title: String,
    /// `markdown`, `text`, `docx`.
    pub format: &'static str,
    /// What kind of plan it was taken for.
    pub kind: PageKind,
    /// The day it was checked against, and why that day; in one sentence.
    pub time: Option<String>,
    /// How much was read.
    pub examined: Examined,
    /// What was left out, guessed or repaired while reading, and what to know of plans of its kind.
    pub notices: Vec<String>,
    /// Why nothing could be decided, and the way out.
    pub undecided: Option<String>,
    /// What became of each comment of the plan that waives something or tries to, with its place; a sentence each.
    pub waivers: Vec<String>,
    /// The Campaign's grades.
    pub medals: Medals,
    /// How many outcomes have each verdict.
    pub verdicts: IndexMap<&'static str, usize>,
    /// How many findings that count have each severity, the most severe first.
    pub severities: IndexMap<&'static str, usize>,
    /// Every block, in order; others name one by its number here, from 0.
    pub blocks: Vec<PageBlock>,
    /// Every passage on the topic, in order.
    pub passages: Vec<PagePassage>,
    /// One for each expectation: findings first, the most severe first; then the rest in the order of the packs.
    pub outcomes: Vec<PageOutcome>,
}

/// What kind of plan a document was taken for.
#[derive(Clone, Debug, Serialize)]
pub struct PageKind {
    /// Its id; `None` where none was recognised.
    pub id: Option<String>,
    /// What people call it.
    pub title: String,
    /// The words that showed it.
    pub because: String,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whether documents of that kind are plans.
    pub is_plan: bool,
}

impl PlanPage {
    /// The page of an audit; `record` is what was made of it, and `remarks` what became of the plan's own comments.
    #[must_use]
    pub fn of(audit: &Audit<'_>, record: &DocumentRecord, remarks: &[RemarkUse]) -> Self {
        let severity = |severity: Severity| {
            let counts = record.outcomes.iter().filter(|outcome| outcome.counts());
            (severity.name(), counts.filter(|outcome| outcome.severity == Some(severity)).count())
        };
        let waiver = |remark: &RemarkUse| format!("{}: {}", remark.place, remark.in_words());
        Self {
            tool: TOOL,
            name: record.path.clone(),
            sha256: record.sha256.clone().unwrap_or_default(),
            title: title(audit).unwrap_or_else(|| record.path.clone()),
            format: audit.plan.text().format().name(),
            kind: kind(audit),
            time: audit.as_of.map(|day| recognised::time(&audit.recognised, day)),
            examined: audit.examined,
            notices: notices(audit),
            undecided: account::undecided(audit),
            waivers: remarks.iter().map(waiver).collect(),
            medals: audit.medals,
            verdicts: Verdict::ALL.iter().map(|verdict| (verdict.name(), audit.count(*verdict))).collect(),
            severities: [Severity::Error, Severity::Warning, Severity::Advice].map(severity).into_iter().collect(),
            blocks: block::blocks(audit.plan),
            passages: audit.passages.iter().map(|passage| PagePassage::of(audit, passage)).collect(),
            outcomes: expected::outcomes(audit, record),
        }
    }
}

fn title(audit: &Audit<'_>) -> Option<String> {
    let blocks = audit.plan.blocks();
    let heading = blocks.iter().position(|block| block.kind == BlockKind::Heading)?;
    Some(audit.plan.title(heading)).filter(|title| !title.trim().is_empty())
}

fn kind(audit: &Audit<'_>) -> PageKind {
    let seen = &audit.recognised;
    PageKind {
        id: seen.kind.clone(),
        title: seen.title.clone(),
        because: seen.because.clone(),
        confidence: seen.confidence,
        is_plan: seen.is_plan,
    }
}

fn notices(audit: &Audit<'_>) -> Vec<String> {
    let unreadable = audit.examined.unreadable;
    let note = (unreadable > 0).then(|| {
        let are = if unreadable == 1 { "is" } else { "are" };
        format!("{} cannot be read as language and {are} not judged.", counted(unreadable, "block"))
    });
    audit.recognised.note.iter().chain(audit.plan.text().notices()).cloned().chain(note).collect()
}
