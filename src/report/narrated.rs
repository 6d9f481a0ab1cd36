//! For people who listen: the same findings in whole sentences, without drawings, in the order they are said best.

use std::io::{self, Write};

use super::account::{self, Account, counts, explain, in_words};
use super::record::DocumentRecord;
use super::terminal::Look;
use super::{Document, aside, counted, folded, lead, place, sentence, shortened};
use crate::check::{Audit, Outcome, Verdict};

/// Writes the `findings` of `audit`, and what else there is to say of it, after its heading.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(
    audit: &Audit<'_>,
    (document, record): (&Document, &DocumentRecord),
    findings: &[&Outcome<'_>],
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (undecided, clear): (Vec<&Outcome<'_>>, Vec<_>) =
        findings.iter().copied().partition(|outcome| outcome.verdict == Verdict::Undecided);
    let mut said = Said { width: look.width, out };
    if let Some(first) = undecided.first() {
        let codes: Vec<&str> = undecided.iter().map(|outcome| outcome.expectation.code.as_str()).collect();
        let way_out = account::undecided(audit).unwrap_or_default();
        said.line(&format!("Undecided: {}. {}.", lead(first.reason, first.expectation), sentence(&way_out)))?;
        said.line(&format!("This leaves open {}: {}.", counted(codes.len(), "expectation"), codes.join(", ")))?;
        said.blank()?;
    }
    for (number, outcome) in clear.iter().enumerate() {
        let severity = outcome.severity.map_or("advice", |severity| severity.name());
        said.line(&format!(
            "Finding {} of {}: {severity}, {}, {}.",
            number + 1,
            clear.len(),
            outcome.expectation.code,
            outcome.expectation.id
        ))?;
        finding(audit, document, outcome, &mut said)?;
        said.blank()?;
    }
    settled(audit, look, &mut said)?;
    for part in aside::apart(record) {
        for (finding, notes) in part.entries {
            said.line(&format!("{}: {}.", part.heading, [vec![finding], notes].concat().join("; ")))?;
        }
    }
    let mut counts = counts(audit);
    counts.extend(aside::counts(record));
    said.line(&format!("{}: {}.", counted(audit.outcomes.len(), "expectation"), counts.join(", ")))?;
    if let Some(first) = clear.first() {
        said.line("To read more about the first finding, run:")?;
        said.line(&explain(&first.expectation.code, document))?;
    }
    Ok(())
}

/// Lines of speech, folded.
struct Said<'w> {
    width: usize,
    out: &'w mut dyn Write,
}

impl Said<'_> {
    fn line(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "{}", folded(&words.replace(" › ", ", "), self.width, ""))
    }

    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }
}

fn finding(audit: &Audit<'_>, document: &Document, outcome: &Outcome<'_>, said: &mut Said<'_>) -> io::Result<()> {
    let account = Account::new(audit, document, outcome);
    said.line(&format!("Found: {}.", account.found))?;
    said.line(&format!("Expected: {}.", account.expected))?;
    if let Some((gap, after)) = outcome.gap.and_then(|gap| Some((gap, gap.after?))) {
        said.line(&format!("Place: after {}.", place(audit.plan, after)))?;
        let passage = outcome.evidence.iter().find(|passage| passage.block == after);
        let words = passage.map_or(audit.plan.blocks()[after].span, |passage| passage.quote);
        said.line(&format!("The plan says there: “{}”", shortened(&one_line(audit.plan.words(words)), 300)))?;
        let deciding = passage.filter(|_| gap.kind == crate::check::GapKind::Trigger);
        for (span, shows) in deciding.into_iter().flat_map(|passage| account::deciding(audit, passage)) {
            said.line(&format!("The words “{}”: {shows}.", audit.plan.words(span)))?;
        }
        said.line(&format!("{}.", sentence(account::expected(outcome))))?;
    }
    said.line(&format!("{}, for example:", sentence(account.remedy)))?;
    said.line(&account.example)?;
    for note in &account.notes {
        said.line(&format!("{}.", sentence(note)))?;
    }
    said.line(&format!("More: {}", account.more))
}

/// What needs no action: met, to be looked at, not applicable.
fn settled(audit: &Audit<'_>, look: Look, said: &mut Said<'_>) -> io::Result<()> {
    let of = |verdict: Verdict| audit.outcomes.iter().filter(move |outcome| outcome.verdict == verdict);
    for outcome in of(Verdict::Met) {
        said.line(&format!("Met: {}, {}.", outcome.expectation.code, outcome.expectation.title))?;
        for passage in outcome.sufficient().take(if look.all { 3 } else { 1 }) {
            let quote = shortened(&one_line(audit.plan.words(passage.quote)), 300);
            said.line(&format!("By {}: “{quote}” ({}).", place(audit.plan, passage.block), in_words(passage)))?;
        }
    }
    for outcome in of(Verdict::Review) {
        let (code, title) = (&outcome.expectation.code, &outcome.expectation.title);
        said.line(&format!(
            "To be looked at by a person: {code}, {title}: {}.",
            lead(outcome.reason, outcome.expectation)
        ))?;
        for passage in outcome.evidence.iter().take(2) {
            said.line(&format!("Look at {}.", place(audit.plan, passage.block)))?;
        }
    }
    for (because, codes) in super::terminal::apart(audit) {
        said.line(&format!("Not applicable: {}, because {because}.", codes.join(", ")))?;
    }
    Ok(())
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
