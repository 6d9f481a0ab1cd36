//! For machines: every outcome, in one versioned JSON document. Described in `docs/json.md`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Document, message};
use crate::check::{Audit, Gap, Options, Outcome};
use crate::evidence::Passage;
use crate::plan::{BlockId, Plan};
use crate::rules::RuleBook;
use crate::text::Span;

/// Version of the format: the first number changes when a field changes its meaning or goes.
pub const SCHEMA_VERSION: &str = "1.0";

/// The whole report on `documents`.
#[must_use]
pub fn report(documents: &[Value], book: &RuleBook) -> Value {
    let count = |verdict: &str| {
        let outcomes = documents.iter().flat_map(|document| document["outcomes"].as_array().into_iter().flatten());
        outcomes.filter(|outcome| outcome["verdict"] == verdict).count()
    };
    let verdicts = ["met", "weak", "missing", "review", "not-applicable", "undecided"];
    let summary: serde_json::Map<String, Value> =
        verdicts.iter().map(|verdict| ((*verdict).to_owned(), count(verdict).into())).collect();
    let packs: Vec<Value> = book.packs.iter().map(|pack| json!({"id": pack.id, "title": pack.title, "sha256": pack.sha256, "expectations": pack.expectations.len()})).collect();
    json!({
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "planlint", "version": env!("CARGO_PKG_VERSION")},
        "packs": packs,
        "documents": documents,
        "summary": {"documents": documents.len(), "verdicts": summary},
    })
}

/// Writes a report.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

/// The part of the report on one document.
#[must_use]
pub fn document(audit: &Audit<'_>, document: &Document) -> Value {
    let recognised = &audit.recognised;
    let period = recognised.period.map(|(from, to)| json!({"from": from, "to": to}));
    json!({
        "path": document.path,
        "sha256": document.sha256,
        "format": audit.plan.text().format().name(),
        "kind": recognised.kind,
        "kind_title": recognised.title,
        "kind_because": recognised.because,
        "kind_confidence": recognised.kind.as_ref().map(|_| recognised.confidence),
        "is_plan": recognised.is_plan,
        "period": period,
        "period_because": recognised.period_because,
        "as_of": audit.as_of,
        "examined": audit.examined,
        "notices": audit.plan.text().notices(),
        "outcomes": audit.outcomes.iter().map(|each| outcome(audit, each)).collect::<Vec<_>>(),
        "medals": audit.medals,
        "passages": audit.passages.len(),
    })
}

/// A document that could not be read: every expectation that was asked for is undecided, and why.
#[must_use]
pub fn unread(document: &Document, error: &str, help: &str, book: &RuleBook, options: &Options) -> Value {
    let wanted = |pack: &str| options.packs.is_empty() || options.packs.iter().any(|wanted| wanted == pack);
    let outcomes: Vec<Value> = book
        .expectations()
        .filter(|(pack, _)| wanted(&pack.id))
        .map(|(pack, expectation)| {
            json!({
                "expectation": expectation.id, "code": expectation.code, "pack": pack.id, "verdict": "undecided",
                "reason": "too-little", "because": error, "severity": expectation.severity(),
                "message": format!("the document could not be read: {error}"),
                "evidence": [], "anchor": null, "nearest": null,
            })
        })
        .collect();
    json!({
        "path": document.path, "sha256": (!document.sha256.is_empty()).then_some(&document.sha256),
        "error": {"message": error, "help": help}, "format": null, "kind": null, "kind_because": null, "period": null,
        "as_of": options.as_of,
        "examined": {"blocks": 0, "sections": 0, "tables": 0, "words": 0, "unreadable": 0, "prompts": 0},
        "notices": [], "outcomes": outcomes, "medals": null, "passages": 0,
    })
}

fn outcome(audit: &Audit<'_>, outcome: &Outcome<'_>) -> Value {
    let met = outcome.verdict == crate::check::Verdict::Met;
    let enough = |passage: &&Passage| {
        !met || (passage.standing == crate::vocabulary::Standing::Asserted
            && crate::check::meets(passage.strength, outcome.expectation.minimum))
    };
    let evidence: Vec<Value> =
        outcome.evidence.iter().filter(enough).take(5).map(|each| passage(audit, each)).collect();
    let nearest = if met { None } else { outcome.evidence.first().map(|each| passage(audit, each)) };
    json!({
        "expectation": outcome.expectation.id,
        "code": outcome.expectation.code,
        "pack": outcome.pack.id,
        "verdict": outcome.verdict,
        "reason": outcome.reason,
        "because": outcome.because,
        "severity": outcome.severity,
        "message": message(outcome),
        "evidence": evidence,
        "anchor": outcome.gap.as_ref().map(|each| gap(audit.plan, each)),
        "nearest": nearest,
    })
}

/// A passage: what it says, where, and what decided it.
#[must_use]
pub fn passage(audit: &Audit<'_>, passage: &Passage) -> Value {
    passage_of(audit.plan, audit.book, passage)
}

/// The same, from the plan and the rule book alone.
#[must_use]
pub fn passage_of(plan: &Plan, book: &RuleBook, passage: &Passage) -> Value {
    let cues: Vec<Value> = passage
        .cues
        .iter()
        .map(|cue| json!({"cue": book.vocabulary.cues[cue.cue].id, "text": plan.words(cue.span)}))
        .collect();
    let slots: serde_json::Map<String, Value> =
        passage.slots.iter().map(|(slot, span)| (slot.name().to_owned(), plan.words(*span).into())).collect();
    let others: Vec<Value> = passage
        .claims
        .iter()
        .skip(1)
        .map(|claim| json!({"strength": claim.strength, "standing": claim.standing, "quote": plan.words(claim.quote)}))
        .collect();
    json!({
        "section": plan.section_path(passage.block),
        "kind": plan.blocks()[passage.block].kind.name(),
        "quote": plan.words(passage.quote),
        "family": passage.family,
        "strength": passage.strength,
        "strength_level": passage.strength.level(),
        "standing": passage.standing,
        "slots": slots,
        "cues": cues,
        "topic": passage.topic.iter().map(|span| plan.words(*span)).collect::<Vec<_>>(),
        "carried": passage.carried,
        "flags": passage.flags,
        "others": others,
        "origin": origin(plan, passage.quote),
    })
}

/// Where a span came from, in words and numbers.
#[must_use]
pub fn origin(plan: &Plan, span: Span) -> Value {
    use crate::text::Origin;
    let Some(origin) = plan.text().origin(span.start as usize) else { return Value::Null };
    let mut value = match &origin {
        Origin::Line { line, column } => json!({"line": line, "column": column}),
        Origin::Paragraph { number } => json!({"paragraph": number}),
        Origin::Cell { table, row, column } => json!({"table": table, "row": row, "column": column}),
        Origin::Note { number } => json!({"note": number}),
        Origin::Page { page } => json!({"page": page}),
        Origin::SheetCell { sheet, cell } => json!({"sheet": sheet.as_ref(), "cell": cell.as_ref()}),
    };
    value["place"] = origin.to_string().into();
    value["bytes"] = json!([span.start, span.end]);
    value
}

fn gap(plan: &Plan, gap: &Gap) -> Value {
    let block = |block: Option<BlockId>| block.map(|block| origin(plan, plan.blocks()[block].span));
    json!({
        "kind": gap.kind,
        "confidence": gap.sureness,
        "section": gap.after.map(|after| plan.section_path(after)),
        "heading": gap.heading.map(|heading| plan.title(heading)),
        "origin": block(gap.after),
    })
}
