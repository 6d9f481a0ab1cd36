//! A plan in an editor, checked: its findings as diagnostics, and the cards that explain them.

use std::path::PathBuf;

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position,
    PositionEncodingKind, Range, Uri,
};

use super::places::{Places, source_byte};
use crate::check::{Audit, Outcome, Verdict, check};
use crate::living::Living;
use crate::plan::{BlockId, Plan};
use crate::read;
use crate::report::ledger::RemarkUse;
use crate::report::record::{DocumentRecord, OutcomeRecord};
use crate::report::trouble::Trouble;
use crate::report::{Document, basis, lead, message, place, shortened};
use crate::rules::Severity;
use crate::text::{Format, Origin, Span};

use super::Service;

/// A finding, with what an editor's user may do about it.
#[derive(Debug)]
pub(super) struct Found {
    /// What the editor shows.
    pub(super) diagnostic: Diagnostic,
    /// The expectation's code.
    pub(super) code: String,
    /// Whether a comment of the plan waives it.
    pub(super) waived: bool,
    /// Where the drafted action goes.
    pub(super) insert: Position,
    /// The drafted action.
    pub(super) fix: String,
    /// What hovering shows.
    pub(super) card: String,
}

/// A plan as it was last typed.
#[derive(Debug)]
pub(super) struct Checked {
    /// Its version, as the editor counts.
    pub(super) version: i32,
    /// Which of all the texts put on the desk it is.
    pub(super) put: u64,
    /// Its findings, the most severe first.
    pub(super) findings: Vec<Found>,
    /// What was met, with the card for the words that met it.
    pub(super) met: Vec<(Range, String)>,
}

impl Checked {
    /// Checks `source`, which the editor calls `uri`.
    pub(super) fn new(
        service: &Service<'_>,
        (uri, version): (&Uri, i32),
        source: String,
        encoding: &PositionEncodingKind,
    ) -> Self {
        let path = super::path(uri).unwrap_or_else(|| PathBuf::from("plan.md"));
        let read = read::read_bytes(&path.display().to_string(), source.as_bytes());
        let places = Places::new(source, encoding);
        let plan = match read {
            Ok(text) => Plan::parse(text),
            Err(error) => {
                let found = unread(&error, &places);
                return Self { version, put: 0, findings: vec![found], met: Vec::new() };
            }
        };
        let audit = check(&plan, service.book, &(service.options)(&path));
        let mut record =
            DocumentRecord::of(&audit, &Document { path: path.display().to_string(), sha256: String::new() });
        let living = Living::new((service.today)(), service.book);
        living.apply(std::slice::from_mut(&mut record));
        let view = View { audit: &audit, record: &record, plan: &plan, places: &places, uri };
        let (undecided, clear): (Vec<_>, Vec<_>) =
            audit.findings().into_iter().partition(|outcome| outcome.verdict == Verdict::Undecided);
        // What stands in the way of a verdict is the document's, and said once.
        let undecided = undecided.first().map(|outcome| {
            let message = format!("undecided: {} ({})", lead(outcome.reason, outcome.expectation), outcome.because);
            first_line(message, outcome.because.clone(), &places)
        });
        // comments come and go in the order in which they stand
        let remarks = living.ledger().map(|ledger| ledger.remarks).unwrap_or_default();
        let remarks =
            plan.text().remarks().iter().zip(&remarks).filter_map(|((_, at), used)| remark(at, used, &places));
        let clear = clear.into_iter().map(|outcome| view.found(outcome));
        let findings = undecided.into_iter().chain(clear).chain(remarks).collect();
        let met = audit.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Met);
        let met = met.filter_map(|outcome| view.met(outcome)).collect();
        Self { version, put: 0, findings, met }
    }

    /// What the editor shows.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.findings.iter().map(|found| found.diagnostic.clone()).collect()
    }
}

/// A document that cannot be read as a plan: said at its first line.
fn unread(error: &read::ReadError, places: &Places) -> Found {
    first_line(format!("undecided: {error}"), Trouble::of(error).help, places)
}

/// A comment that speaks to planlint and does not hold, or has nothing to cover: said where it stands.
fn remark(at: &Origin, used: &RemarkUse, places: &Places) -> Option<Found> {
    if used.trouble.is_none() && !used.covers.is_empty() {
        return None;
    }
    let message = used.in_words();
    let Origin::Line { line, .. } = at else { return None };
    let severity = if used.trouble.is_some() { DiagnosticSeverity::WARNING } else { DiagnosticSeverity::INFORMATION };
    let mut found = of_line(places.numbered(*line), message.clone(), message);
    found.diagnostic.severity = Some(severity);
    Some(found)
}

/// What there is to say of a document as a whole.
fn first_line(message: String, card: String, places: &Places) -> Found {
    of_line(places.line(0), message, card)
}

/// What there is to say of a line, and of no expectation.
fn of_line(range: Range, message: String, card: String) -> Found {
    let diagnostic = Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some("planlint".to_owned()),
        message,
        ..Diagnostic::default()
    };
    Found { diagnostic, code: String::new(), waived: false, insert: Position::default(), fix: String::new(), card }
}

struct View<'v> {
    audit: &'v Audit<'v>,
    record: &'v DocumentRecord,
    plan: &'v Plan,
    places: &'v Places,
    uri: &'v Uri,
}

impl View<'_> {
    fn found(&self, outcome: &Outcome<'_>) -> Found {
        let expectation = outcome.expectation;
        let gap = outcome.gap.as_ref();
        let after = gap.and_then(|gap| gap.after);
        let shown = gap.and_then(|gap| gap.heading).or(after);
        let range = self.places.line(shown.map_or(0, |block| self.start(block)));
        let insert = after.map_or(range.end, |block| self.places.line(self.end(block)).end);
        let fix = self.as_typed(&joined(&expectation.fix));
        let record = self.record.outcomes.iter().find(|record| record.expectation == expectation.id);
        // what is waived is shown all the same, and no longer as a fault
        let waived = record.is_some_and(OutcomeRecord::is_set_aside);
        let severity = if waived { DiagnosticSeverity::HINT } else { severity(outcome) };
        let told = record.map(OutcomeRecord::told).unwrap_or_default();
        let message = std::iter::once(message(outcome)).chain(told).collect::<Vec<_>>().join("; ");
        let cite = expectation.cites.iter().find_map(|cite| cite.url.as_ref());
        let data = serde_json::json!({
            "expectation": expectation.id, "verdict": outcome.verdict, "reason": outcome.reason,
            "insert": insert, "fix": fix,
        });
        let diagnostic = Diagnostic {
            range,
            severity: Some(severity),
            code: Some(NumberOrString::String(expectation.code.clone())),
            code_description: cite.and_then(|url| url.parse().ok()).map(|href| CodeDescription { href }),
            source: Some("planlint".to_owned()),
            message,
            related_information: Some(self.related(outcome, insert)),
            data: Some(data),
            ..Diagnostic::default()
        };
        Found { diagnostic, code: expectation.code.clone(), waived, insert, fix, card: card(outcome) }
    }

    /// A drafted action as it is written in this document: in Markdown a blank such as `<role>` would be a tag, which a
    /// reader sees nothing of.
    fn as_typed(&self, fix: &str) -> String {
        match self.plan.text().format() {
            Format::Markdown => fix.replace('<', "\\<"),
            _ => fix.to_owned(),
        }
    }

    /// Where the action belongs, and what came nearest.
    fn related(&self, outcome: &Outcome<'_>, insert: Position) -> Vec<DiagnosticRelatedInformation> {
        let told = |range: Range, message: String| DiagnosticRelatedInformation {
            location: Location { uri: self.uri.clone(), range },
            message,
        };
        let mut related = vec![told(Range { start: insert, end: insert }, "a drafted action belongs here".to_owned())];
        if let Some(nearest) = outcome.evidence.first() {
            let quote = shortened(self.plan.words(nearest.quote), 120);
            let says = format!("nearest: “{quote}” ({}, {})", nearest.strength, nearest.standing);
            related.push(told(self.range(nearest.quote), says));
        }
        related
    }

    fn met(&self, outcome: &Outcome<'_>) -> Option<(Range, String)> {
        let best = outcome.sufficient().next()?;
        let place = place(self.audit.plan, best.block);
        Some((
            self.range(best.quote),
            format!("{}\n\nMet at {place}: {}, {}.", card(outcome), best.strength, best.standing),
        ))
    }

    fn range(&self, span: Span) -> Range {
        let text = self.plan.text();
        let last = source_byte(text, span.end.saturating_sub(1));
        let next = self.places.source()[last..].chars().next().map_or(0, char::len_utf8);
        Range { start: self.places.position(source_byte(text, span.start)), end: self.places.position(last + next) }
    }

    fn start(&self, block: BlockId) -> usize {
        source_byte(self.plan.text(), self.plan.blocks()[block].span.start)
    }

    fn end(&self, block: BlockId) -> usize {
        source_byte(self.plan.text(), self.plan.blocks()[block].span.end.saturating_sub(1))
    }
}

fn severity(outcome: &Outcome<'_>) -> DiagnosticSeverity {
    match outcome.severity {
        Some(Severity::Error) => DiagnosticSeverity::ERROR,
        Some(Severity::Warning) => DiagnosticSeverity::WARNING,
        _ => DiagnosticSeverity::INFORMATION,
    }
}

/// The card of an expectation, in Markdown: what it asks, why, on whose authority, and what would put it right.
fn card(outcome: &Outcome<'_>) -> String {
    let expectation = outcome.expectation;
    let mut card =
        format!("**{} {}**\n\n{}", expectation.code, expectation.title, lead(outcome.reason, outcome.expectation));
    if !outcome.because.is_empty() {
        card += &format!(" ({})", outcome.because);
    }
    card += &format!("\n\n{}\n\n*For example:* {}", joined(&expectation.why), escaped(&joined(&expectation.fix)));
    card + &format!("\n\n*Basis:* {}: {}", expectation.modality.words(), basis(expectation))
}

/// `words` on one line.
fn joined(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Placeholders in angle brackets are words, not HTML.
fn escaped(words: &str) -> String {
    words.replace('<', "\\<").replace('>', "\\>")
}
