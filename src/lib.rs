//! planlint reads local commissioning plans and shows, as the best compilers do, what is missing on loneliness and
//! social isolation, where it belongs, why it is expected and what would put it right.
//!
//! ```text
//! document ─ read ─▶ Text ─ plan ─▶ Plan ─ evidence ─▶ Passages ─┐
//!                                        rules ─▶ Expectations ──┴─ check ─▶ Audit ─ report ─▶ people, machines
//!                                                                                            └─ annotate ─▶ comments
//! ```
//!
//! Nothing here touches the network, the clock or the author's document.
//!
//! ```
//! use planlint::{Document, Options, Plan, RuleBook, check, read, terminal};
//!
//! let plan = Plan::parse(read("examples/northmoor-draft.md".as_ref())?);
//! let audit = check(&plan, RuleBook::builtin(), &Options::default());
//! let name = Document { path: "northmoor-draft.md".to_owned(), sha256: String::new() };
//! terminal::write(&audit, &name, terminal::Look::default(), &mut std::io::sink())?;
//! assert!(audit.findings().len() < audit.outcomes.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports, reason = "only commands use some of it"))]

mod agree;
mod annotate;
mod builtin;
mod calendar;
mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
mod date;
mod diff;
mod evidence;
mod fault;
mod kind;
mod living;
#[cfg(feature = "cli")]
mod lsp;
mod plan;
mod query;
mod read;
mod report;
mod rules;
mod scaffold;
mod search;
mod table;
mod text;
mod trial;
mod vocabulary;
pub mod web;
mod words;

pub use agree::random::Random;
pub use agree::result::{AGREEMENT_VERSION, Agreement, Disagreement, Measure, Question, agreement};
pub use agree::sample::{Label, Sample, Unit};
pub use agree::sheet::{Coded, Named};
pub use agree::{measures, sheet};
pub use annotate::{AnnotateError, Annotated, Comments, annotate};
pub use builtin::FILES;
pub use check::{
    Audit, Examined, Focus, Gap, GapKind, Options, Outcome, PreventionReview, Profile, Reason, Sureness, Verdict, check,
};
pub use date::Date;
pub use diff::{Change, ChangeKind, DIFF_VERSION, Difference, PairedBy, PlanDifference, Side, diff};
pub use evidence::medals::{Medal, Medals, medals};
pub use evidence::{Anchor, Carry, Claim, CueUse, Flag, Passage, Reading, Setting, passages};
pub use fault::{Fault, Faults};
pub use kind::{Confidence, Recognised, recognise};
pub use living::Living;
pub use living::baseline::{BASELINE_VERSION, Baseline, BaselineFile, PlanLevels, WrittenBy};
pub use living::names::Names;
pub use living::waiver::{Register, Waiver};
#[cfg(feature = "cli")]
pub use lsp::{Service, serve};
pub use plan::{Block, BlockId, BlockKind, Cell, Plan, Section, SectionId, Sentence, Table};
pub use query::{Concept, Concepts, Query, QueryError, QueryErrors, Terms, ValueKind};
pub use read::{Limits, PackageLimits, PdfLimits, ReadError, read, read_bytes, read_bytes_with, read_with};
pub use report::aside::{Against, AgainstState, Apart, DocumentWaiver, Remark};
pub use report::ledger::{BaselineUse, Ledger, RemarkUse, WaiverState, WaiverUse};
pub use report::level::Level;
pub use report::page::{
    PageBlock, PageCell, PageClaim, PageKind, PageOutcome, PagePassage, PagePlace, PageWords, PlanPage,
};
pub use report::record::{
    AnchorRecord, ClaimRecord, CueRecord, DocumentRecord, OriginRecord, OutcomeRecord, PassageRecord, Period,
    WaiverRecord,
};
pub use report::trouble::Trouble;
pub use report::{Document, csv, github, gitlab, html, json, junit, md, sarif, terminal, xlsx};
pub use rules::{Cite, Directness, Example, Expectation, Expects, Link, Modality, Pack, RuleBook, Severity, Window};
pub use scaffold::{Prompt, Scaffold, Stretch};
pub use search::{Hit, Index, Token};
pub use text::{Format, HeadingSign, LineFacts, Mark, Origin, Piece, SourceRange, Span, Story, Text, TextBuilder};
pub use trial::{Mutant, Trial, all as trials, mutants};
pub use vocabulary::{
    Cue, CueId, Family, KindCard, Place, Reach, Says, Sign, Slot, Standing, Strength, Tone, Toned, Touches, Vocabulary,
    VocabularyError,
};
