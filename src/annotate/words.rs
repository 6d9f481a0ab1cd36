//! Outcomes to comments: which of them get one, what it says, and the words of the plan it stands beside.

use super::Comments;
use crate::check::{Audit, Gap, GapKind, Outcome, Verdict};
use crate::evidence::Passage;
use crate::plan::{BlockId, BlockKind, Plan};
use crate::report::account::{self, Account};
use crate::report::{Document, basis, counted, lead, sentence, shortened};
use crate::rules::Severity;
use crate::text::Span;

/// What a comment is known by where it speaks of the whole document.
pub(super) const UNDECIDED: &str = "undecided";

/// The longest quotation in a comment, in characters.
const LONGEST_QUOTATION: usize = 300;

/// A comment to be.
#[derive(Debug)]
pub(super) struct Note {
    /// What it is known by from one run to the next: the code of its expectation.
    pub(super) code: String,
    /// Its words, a paragraph each; the first says all in one line.
    pub(super) words: Vec<String>,
    /// The words of the plan it stands beside; `None` where it speaks of the whole.
    pub(super) beside: Option<(BlockId, Span)>,
    /// Whether there is something to do about it.
    pub(super) open: bool,
    /// Whether it is to be written where it is not there yet.
    pub(super) wanted: bool,
}

/// The comments on `audit`, in the order of the packs; that on the whole comes first.
pub(super) fn notes(audit: &Audit<'_>, choice: &Comments) -> Vec<Note> {
    let undecided: Vec<&Outcome<'_>> =
        audit.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Undecided).collect();
    let decided = audit.outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Undecided);
    std::iter::once(whole(audit, &undecided)).chain(decided.map(|outcome| note(audit, outcome, choice))).collect()
}

/// What stands in the way is the document's and not the expectations', so that one comment says it for all.
fn whole(audit: &Audit<'_>, undecided: &[&Outcome<'_>]) -> Note {
    let words = match undecided.first() {
        None => vec![format!("{UNDECIDED} no more: enough can be read now to judge.")],
        Some(first) => {
            let codes: Vec<&str> = undecided.iter().map(|outcome| outcome.expectation.code.as_str()).collect();
            vec![
                format!("{UNDECIDED}: {}.", lead(first.reason, first.expectation)),
                format!("{}.", sentence(&account::undecided(audit).unwrap_or_default())),
                format!("This leaves open {}: {}.", counted(codes.len(), "expectation"), codes.join(", ")),
            ]
        }
    };
    let open = !undecided.is_empty();
    Note { code: UNDECIDED.to_owned(), words, beside: None, open, wanted: open }
}

fn note(audit: &Audit<'_>, outcome: &Outcome<'_>, choice: &Comments) -> Note {
    let code = outcome.expectation.code.clone();
    let open = outcome.verdict.is_finding() || outcome.verdict == Verdict::Review;
    if let Some((_, reason)) = choice.set_aside.iter().find(|(other, _)| *other == code).filter(|_| open) {
        let words = vec![format!("{code} Set aside: {}", one_line(reason))];
        return Note { code, words, beside: None, open: false, wanted: false };
    }
    let first = outcome.evidence.first().map(|passage| (passage.block, passage.quote));
    let (words, beside) = match outcome.verdict {
        Verdict::Met => {
            (met(audit, outcome), outcome.sufficient().next().map(|passage| (passage.block, passage.quote)))
        }
        Verdict::Review => (review(audit, outcome), first),
        Verdict::NotApplicable | Verdict::Undecided => (vec![not_expected(outcome)], None),
        Verdict::Weak | Verdict::Missing => {
            let gap = outcome.gap.as_ref();
            (finding(audit, outcome), gap.and_then(|gap| beside(audit.plan, outcome, gap)))
        }
    };
    let wanted = open || choice.all && outcome.verdict == Verdict::Met;
    Note { code, words, beside, open, wanted }
}

fn finding(audit: &Audit<'_>, outcome: &Outcome<'_>) -> Vec<String> {
    let code = &outcome.expectation.code;
    let nameless = Document { path: "-".to_owned(), sha256: String::new() };
    let account = Account::new(audit, &nameless, outcome);
    let mut words = vec![format!("{code} {}. Expected: {}.", sentence(account.found), account.expected)];
    if let Some(passage) = calling(outcome) {
        words.push(format!("The plan says: “{}”", quotation(audit.plan, passage.quote)));
        words.extend(decided(audit, passage));
    }
    words.push(format!("Why: {}", one_line(&outcome.expectation.why)));
    words.push(format!("{}, for example: {}", sentence(account.remedy), one_line(&account.example)));
    let severity = match outcome.severity {
        Some(Severity::Error) => "an error",
        Some(Severity::Warning) => "a warning",
        _ => "advice",
    };
    words.push(format!("{} Reported as {severity}.", basis_of(outcome)));
    if !outcome.because.is_empty() {
        words.push(format!("Note: {}.", outcome.because));
    }
    words.push(format!(
        "To set this aside, add a comment of your own here that begins “planlint: waive {code} –” and gives your \
         reason. More: {}",
        account.more
    ));
    words
}

fn met(audit: &Audit<'_>, outcome: &Outcome<'_>) -> Vec<String> {
    let expectation = outcome.expectation;
    let mut words = vec![format!("{} Met: {}", expectation.code, expectation.title)];
    let Some(passage) = outcome.sufficient().next() else { return words };
    words.push(format!("By: “{}”", quotation(audit.plan, passage.quote)));
    words.push(format!(
        "Why it is enough: it is {}; what is asked is at least {}.",
        account::in_words(passage),
        account::strength_in_words(expectation.minimum)
    ));
    words.extend(decided(audit, passage));
    words.extend(slots(audit.plan, passage));
    words.push(basis_of(outcome));
    words
}

fn review(audit: &Audit<'_>, outcome: &Outcome<'_>) -> Vec<String> {
    let expectation = outcome.expectation;
    let mut words = vec![format!(
        "{} To be looked at by a person: {}. Expected: {}",
        expectation.code,
        lead(outcome.reason, outcome.expectation),
        expectation.title
    )];
    for passage in outcome.evidence.iter().take(3) {
        let quote = quotation(audit.plan, passage.quote);
        words.push(format!("“{quote}”: {}.", account::in_words(passage)));
    }
    words.push(basis_of(outcome));
    words
}

/// On whose authority.
fn basis_of(outcome: &Outcome<'_>) -> String {
    let expectation = outcome.expectation;
    format!("Basis: {}: {}.", expectation.modality.words(), basis(expectation))
}

fn not_expected(outcome: &Outcome<'_>) -> String {
    format!("{} Not expected of this plan: {}.", outcome.expectation.code, outcome.because)
}

/// The passage that calls for what is not there.
fn calling<'o>(outcome: &'o Outcome<'_>) -> Option<&'o Passage> {
    let gap = outcome.gap.as_ref().filter(|gap| gap.kind == GapKind::Trigger)?;
    outcome.evidence.iter().find(|passage| Some(passage.block) == gap.after)
}

/// The words of the plan that a finding stands beside: those that call for it, or the last ones before the gap.
fn beside(plan: &Plan, outcome: &Outcome<'_>, gap: &Gap) -> Option<(BlockId, Span)> {
    let after = gap.after?;
    if let Some(passage) = calling(outcome) {
        return Some((after, passage.quote));
    }
    let block = &plan.blocks()[after];
    if matches!(block.kind, BlockKind::Row | BlockKind::HeaderRow) {
        let filled = plan.cells()[block.cells.clone()].iter().find(|cell| !cell.span.is_empty());
        return Some((after, filled.map_or(block.span, |cell| cell.span)));
    }
    let last = plan.sentences()[block.sentences.clone()].last();
    Some((after, last.map_or(block.span, |sentence| sentence.span)))
}

/// The words that decided how strong a passage is, each with what it shows.
fn decided(audit: &Audit<'_>, passage: &Passage) -> Option<String> {
    let words = account::deciding(audit, passage);
    let each = |(span, shows): &(Span, &str)| format!("“{}” ({shows})", one_line(audit.plan.words(*span)));
    let all: Vec<String> = words.iter().map(each).collect();
    (!all.is_empty()).then(|| format!("What decided: {}.", all.join(", ")))
}

fn slots(plan: &Plan, passage: &Passage) -> Option<String> {
    let each =
        |(slot, span): &(crate::vocabulary::Slot, Span)| format!("{}: {}", slot.name(), one_line(plan.words(*span)));
    let all: Vec<String> = passage.slots.iter().map(each).collect();
    (!all.is_empty()).then(|| format!("{}.", sentence(&all.join("; "))))
}

fn quotation(plan: &Plan, span: Span) -> String {
    shortened(&one_line(plan.words(span)), LONGEST_QUOTATION)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
