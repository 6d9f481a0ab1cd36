//! One document's audit as an owned record: what every format for machines is written from, and what the cache keeps.
//!
//! A record holds words, not references: the plan may be let go once it is made. `docs/json.md` describes its fields.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::aside::{Against, DocumentWaiver, Remark};
use super::trouble::Trouble;
use super::{Document, message};
use crate::check::{Audit, Examined, Gap, GapKind, Options, Outcome, PreventionReview, Reason, Sureness, Verdict};
use crate::date::Date;
use crate::evidence::medals::Medals;
use crate::evidence::{Carry, Flag, Passage};
use crate::kind::Confidence;
use crate::plan::{BlockId, Plan};
use crate::rules::{RuleBook, Severity};
use crate::text::{Origin, Span};
use crate::vocabulary::{Family, Standing, Strength};

/// How many passages an outcome keeps.
const EVIDENCE: usize = 5;

/// Everything a report says of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// As given, with `/` between folders; `-` is standard input.
    pub path: String,
    /// Of its bytes; `None` where it could not be opened.
    pub sha256: Option<String>,
    /// What a manifest says of it, such as its organisation and region; empty without one.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub about: IndexMap<String, String>,
    /// Why it could not be read, or not enough of it to judge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Trouble>,
    /// `markdown`, `text`, `docx`; `None` where it could not be read.
    pub format: Option<String>,
    /// The kind of plan; `None` where it was not recognised.
    pub kind: Option<String>,
    /// What people call that kind.
    pub kind_title: Option<String>,
    /// The words that showed it.
    pub kind_because: Option<String>,
    /// How sure that is.
    pub kind_confidence: Option<Confidence>,
    /// Whether documents of that kind are plans.
    pub is_plan: bool,
    /// First and last year of the plan.
    pub period: Option<Period>,
    /// The words that showed the period.
    pub period_because: String,
    /// The day it was checked against.
    pub as_of: Option<Date>,
    /// How much was read.
    pub examined: Examined,
    /// What was left out, guessed or repaired while reading.
    pub notices: Vec<String>,
    /// What its author says to planlint in comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// One for each expectation, in the order of the packs.
    pub outcomes: Vec<OutcomeRecord>,
    /// The Campaign's grades; `None` where nothing can be decided.
    pub medals: Option<Medals>,
    /// What the British Red Cross counted of prevention; `None` where nothing can be decided.
    pub prevention: Option<PreventionReview>,
    /// How many passages are on the topic.
    pub passages: usize,
    /// How many of the asserted passages have each strength, from `mention` to `measurable`; none where nothing can be
    /// decided.
    pub strengths: [usize; 5],
}

/// First and last year, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first.
    pub from: u16,
    /// The last.
    pub to: u16,
}

/// The verdict on one expectation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeRecord {
    /// Permanent id: `care-act/prevention-offer`.
    pub expectation: String,
    /// Permanent short code: `CA-1`.
    pub code: String,
    /// Its pack.
    pub pack: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What there is to add to the reason; may be empty.
    pub because: String,
    /// How much it matters; `None` where there is nothing to act on.
    pub severity: Option<Severity>,
    /// The finding in one sentence.
    pub message: String,
    /// Passages, best first; for `met`, those that are enough.
    pub evidence: Vec<PassageRecord>,
    /// Where the missing action belongs.
    pub anchor: Option<AnchorRecord>,
    /// What came nearest, where the verdict is not `met`.
    pub nearest: Option<PassageRecord>,
    /// Who accepted the finding for a time, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaiverRecord>,
    /// The waiver that covered it until its last day went by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapsed: Option<WaiverRecord>,
    /// What the document's own author says of it, in a comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived_in_document: Option<DocumentWaiver>,
    /// How it stands to the baseline, where one was given and there is something to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Against>,
}

/// A waiver that covers a finding: it stays in the report and does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverRecord {
    /// Why.
    pub reason: String,
    /// Who says so.
    pub approver: String,
    /// Its last day.
    pub expires: Date,
}

/// A passage: what it says, where, and what decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// The headings over it, outermost first.
    pub section: Vec<String>,
    /// The kind of its block.
    pub kind: String,
    /// The sentence, cell or item that decided.
    pub quote: String,
    /// Loneliness, isolation or services; `None` where the topic is an expectation's own.
    pub family: Option<Family>,
    /// How much it promises.
    pub strength: Strength,
    /// The same as 0 to 5.
    pub strength_level: u8,
    /// Whether it stands.
    pub standing: Standing,
    /// What the action says of itself: owner, date, measure, resource.
    pub slots: IndexMap<String, String>,
    /// What decided.
    pub cues: Vec<CueRecord>,
    /// The words of the topic.
    pub topic: Vec<String>,
    /// Where the topic was carried from.
    pub carried: Option<Carry>,
    /// What to be careful of.
    pub flags: Vec<Flag>,
    /// Other claims of the block.
    pub others: Vec<ClaimRecord>,
    /// Where it is.
    pub origin: Option<OriginRecord>,
}

/// A cue that decided, and the plan's words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueRecord {
    /// Its id.
    pub cue: String,
    /// The plan's words.
    pub text: String,
}

/// Another claim of the same block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// How much it promises.
    pub strength: Strength,
    /// Whether it stands.
    pub standing: Standing,
    /// Its words.
    pub quote: String,
}

/// Where a missing action belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnchorRecord {
    /// How it was found.
    pub kind: GapKind,
    /// How sure that is.
    pub confidence: Sureness,
    /// The headings over it, outermost first.
    pub section: Option<Vec<String>>,
    /// The heading or header row shown with it.
    pub heading: Option<String>,
    /// The block after which it belongs.
    pub origin: Option<OriginRecord>,
}

/// A place, in words and numbers; of the numbers, those that the format has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OriginRecord {
    /// Line of a text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Paragraph of a Word document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// Table of a Word document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Row of that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column: of the line in letters, or of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Footnote or endnote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<u32>,
    /// Page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell of that sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// In words: `line 12`, `table 2, row 3, column 1`.
    pub place: String,
    /// First byte and one past the last, in the text that `planlint show text` prints.
    pub bytes: [u32; 2],
}

impl DocumentRecord {
    /// The record of an audit.
    #[must_use]
    pub fn of(audit: &Audit<'_>, document: &Document) -> Self {
        let recognised = &audit.recognised;
        let (error, decided) = (Trouble::too_little(audit, document), audit.undecided.is_none());
        Self {
            path: document.path.clone(),
            sha256: Some(document.sha256.clone()),
            about: IndexMap::new(),
            error,
            format: Some(audit.plan.text().format().name().to_owned()),
            kind: recognised.kind.clone(),
            kind_title: Some(recognised.title.clone()),
            kind_because: Some(recognised.because.clone()),
            kind_confidence: recognised.kind.as_ref().map(|_| recognised.confidence),
            is_plan: recognised.is_plan,
            period: recognised.period.map(|(from, to)| Period { from, to }),
            period_because: recognised.period_because.clone(),
            as_of: audit.as_of,
            examined: audit.examined,
            notices: audit.plan.text().notices().to_vec(),
            remarks: audit.plan.text().remarks().iter().map(Remark::of).collect(),
            outcomes: audit.outcomes.iter().map(|outcome| OutcomeRecord::of(audit, outcome)).collect(),
            medals: decided.then_some(audit.medals),
            prevention: decided.then_some(audit.prevention),
            passages: audit.passages.len(),
            strengths: if decided { strengths(&audit.passages) } else { [0; 5] },
        }
    }

    /// The record of a document that could not be read: every expectation that was asked for is undecided, and why.
    #[must_use]
    pub fn unread(document: &Document, trouble: Trouble, book: &RuleBook, options: &Options) -> Self {
        let wanted = |pack: &str| options.packs.is_empty() || options.packs.iter().any(|wanted| wanted == pack);
        let asked = book.expectations().filter(|(pack, _)| wanted(&pack.id));
        let outcomes = asked.map(|(pack, expectation)| OutcomeRecord {
            expectation: expectation.id.clone(),
            code: expectation.code.clone(),
            pack: pack.id.clone(),
            verdict: Verdict::Undecided,
            reason: Reason::TooLittle,
            because: trouble.message.clone(),
            severity: Some(expectation.severity()),
            message: format!("the document could not be read: {}", trouble.message),
            evidence: Vec::new(),
            anchor: None,
            nearest: None,
            waiver: None,
            lapsed: None,
            waived_in_document: None,
            baseline: None,
        });
        Self {
            path: document.path.clone(),
            sha256: (!document.sha256.is_empty()).then(|| document.sha256.clone()),
            about: IndexMap::new(),
            format: None,
            kind: None,
            kind_title: None,
            kind_because: None,
            kind_confidence: None,
            is_plan: false,
            period: None,
            period_because: String::new(),
            as_of: options.as_of,
            examined: Examined::default(),
            notices: Vec::new(),
            remarks: Vec::new(),
            outcomes: outcomes.collect(),
            medals: None,
            prevention: None,
            passages: 0,
            strengths: [0; 5],
            error: Some(trouble),
        }
    }

    /// How many outcomes have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict == verdict).count()
    }
}

fn strengths(passages: &[Passage]) -> [usize; 5] {
    let mut counts = [0; 5];
    for passage in passages.iter().filter(|passage| passage.standing == Standing::Asserted) {
        if let Some(level) = usize::from(passage.strength.level()).checked_sub(1) {
            counts[level] += 1;
        }
    }
    counts
}

impl OutcomeRecord {
    fn of(audit: &Audit<'_>, outcome: &Outcome<'_>) -> Self {
        let met = outcome.verdict == Verdict::Met;
        let record = |passage: &Passage| PassageRecord::of(audit.plan, audit.book, passage);
        Self {
            expectation: outcome.expectation.id.clone(),
            code: outcome.expectation.code.clone(),
            pack: outcome.pack.id.clone(),
            verdict: outcome.verdict,
            reason: outcome.reason,
            because: outcome.because.clone(),
            severity: outcome.severity,
            message: message(outcome),
            evidence: if met {
                outcome.sufficient().take(EVIDENCE).map(record).collect()
            } else {
                outcome.evidence.iter().take(EVIDENCE).map(record).collect()
            },
            anchor: outcome.gap.as_ref().map(|gap| AnchorRecord::of(audit.plan, gap)),
            nearest: if met { None } else { outcome.evidence.first().map(record) },
            waiver: None,
            lapsed: None,
            waived_in_document: None,
            baseline: None,
        }
    }
}

impl PassageRecord {
    /// The record of a passage.
    #[must_use]
    pub fn of(plan: &Plan, book: &RuleBook, passage: &Passage) -> Self {
        let words = |span: Span| plan.words(span).to_owned();
        let cue = |cue: &crate::evidence::CueUse| CueRecord {
            cue: book.vocabulary.cues[cue.cue].id.clone(),
            text: words(cue.span),
        };
        let other = |claim: &crate::evidence::Claim| ClaimRecord {
            strength: claim.strength,
            standing: claim.standing,
            quote: words(claim.quote),
        };
        Self {
            section: plan.section_path(passage.block).iter().map(|title| (*title).to_owned()).collect(),
            kind: plan.blocks()[passage.block].kind.name().to_owned(),
            quote: words(passage.quote),
            family: passage.family,
            strength: passage.strength,
            strength_level: passage.strength.level(),
            standing: passage.standing,
            slots: passage.slots.iter().map(|(slot, span)| (slot.name().to_owned(), words(*span))).collect(),
            cues: passage.cues.iter().map(cue).collect(),
            topic: passage.topic.iter().map(|span| words(*span)).collect(),
            carried: passage.carried,
            flags: passage.flags.clone(),
            others: passage.claims.iter().skip(1).map(other).collect(),
            origin: OriginRecord::of(plan, passage.quote),
        }
    }
}

impl AnchorRecord {
    fn of(plan: &Plan, gap: &Gap) -> Self {
        let origin = |block: BlockId| OriginRecord::of(plan, plan.blocks()[block].span);
        let titles = |block: BlockId| plan.section_path(block).iter().map(|title| (*title).to_owned()).collect();
        Self {
            kind: gap.kind,
            confidence: gap.sureness,
            section: gap.after.map(titles),
            heading: gap.heading.map(|heading| plan.title(heading).to_owned()),
            origin: gap.after.and_then(origin),
        }
    }
}

impl OriginRecord {
    /// Where the words at `span` came from.
    #[must_use]
    pub fn of(plan: &Plan, span: Span) -> Option<Self> {
        let origin = plan.text().origin(span.start as usize)?;
        let place = origin.to_string();
        let record = Self { place, bytes: [span.start, span.end], ..Self::default() };
        Some(match origin {
            Origin::Line { line, column } => Self { line: Some(line), column: Some(column), ..record },
            Origin::Paragraph { number } => Self { paragraph: Some(number), ..record },
            Origin::Cell { table, row, column } => {
                Self { table: Some(table), row: Some(row), column: Some(column), ..record }
            }
            Origin::Note { number } => Self { note: Some(number), ..record },
            Origin::Page { page } => Self { page: Some(page), ..record },
            Origin::SheetCell { sheet, cell } => {
                Self { sheet: Some(sheet.to_string()), cell: Some(cell.to_string()), ..record }
            }
        })
    }
}
