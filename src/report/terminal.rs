//! For people: findings drawn by miette, or narrated for a screen reader; then what was met, and one last line.

use std::io::{self, Write};

use super::account::{counts, explain, in_words};
pub use super::finding::{Finding, drawn};
use super::record::DocumentRecord;
use super::{Document, aside, counted, folded, lead, narrated, place, quoted, recognised, shortened};
use crate::check::{Audit, Outcome, Verdict};
use crate::rules::Severity;

/// How to write for people.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether links may be hidden behind words.
    pub links: bool,
    /// For a screen reader: words in place of drawings.
    pub narrated: bool,
    /// Whether to show the evidence of what was met.
    pub all: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 80, colour: false, links: false, narrated: false, all: false }
    }
}

/// Writes `audit` of `document` to `out`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(audit: &Audit<'_>, document: &Document, look: Look, out: &mut dyn Write) -> io::Result<()> {
    write_marked(audit, &DocumentRecord::of(audit, document), look, out)
}

/// Writes `audit` as its `record` has been marked: what is set aside there is listed apart and not drawn.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_marked(audit: &Audit<'_>, record: &DocumentRecord, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let document = &Document { path: record.path.clone(), sha256: record.sha256.clone().unwrap_or_default() };
    let findings = open(audit, record);
    heading(audit, document, look, out)?;
    if look.narrated {
        return narrated::write(audit, (document, record), &findings, look, out);
    }
    let (undecided, clear): (Vec<&Outcome<'_>>, Vec<_>) =
        findings.iter().copied().partition(|outcome| outcome.verdict == Verdict::Undecided);
    if let Some(finding) = Finding::undecided(audit, document, &undecided, look) {
        writeln!(out, "{}", drawn(&finding, look))?;
    }
    let (full, brief) = by_room(clear, look);
    for outcome in full {
        let finding = Finding::new(audit, document, outcome, look);
        writeln!(out, "{}", drawn(&finding, look))?;
    }
    advice(audit, &brief, look, out)?;
    settled(audit, look, out)?;
    set_aside(record, look, out)?;
    summary(audit, record, &findings, out)?;
    if !brief.is_empty() {
        writeln!(out, "advice in full: planlint check --all {}", quoted(&document.path))?;
    }
    Ok(())
}

/// Findings that are drawn in full however many they are; a commissioner has one evening.
const FEW: usize = 5;

/// The findings to draw in full, and the advice to list: where there is more to act on than a few, advice can wait.
fn by_room<'o, 'a>(findings: Vec<&'o Outcome<'a>>, look: Look) -> (Vec<&'o Outcome<'a>>, Vec<&'o Outcome<'a>>) {
    if look.all || findings.len() <= FEW {
        return (findings, Vec::new());
    }
    let (brief, full): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|outcome| outcome.severity == Some(Severity::Advice));
    (full, brief)
}

/// Advice in a line or two each: what is expected, what the plan does instead, and where it belongs.
fn advice(audit: &Audit<'_>, brief: &[&Outcome<'_>], look: Look, out: &mut dyn Write) -> io::Result<()> {
    if brief.is_empty() {
        return Ok(());
    }
    let room = look.width.saturating_sub(6).max(40);
    writeln!(out, "Advice, in brief")?;
    for outcome in brief {
        let title = format!("☞ {} {}", outcome.expectation.code, outcome.expectation.title);
        writeln!(out, "  {}", folded(&title, room, "      "))?;
        let belongs = outcome.gap.and_then(|gap| gap.after).map(|after| place(audit.plan, after));
        let last = |place: String| place.rsplitn(3, " › ").take(2).map(str::to_owned).collect::<Vec<_>>();
        let belongs = belongs.map(last).map(|parts| parts.into_iter().rev().collect::<Vec<_>>().join(" › "));
        let belongs = belongs.map(|place| format!("; belongs after {place}")).unwrap_or_default();
        writeln!(
            out,
            "      {}",
            folded(&format!("{}{belongs}", lead(outcome.reason, outcome.expectation)), room, "      ")
        )?;
    }
    writeln!(out)
}

/// The findings that nothing sets aside, the most severe first.
fn open<'a>(audit: &'a Audit<'a>, record: &DocumentRecord) -> Vec<&'a Outcome<'a>> {
    let aside = |id: &str| record.outcomes.iter().any(|outcome| outcome.expectation == id && outcome.is_set_aside());
    audit.findings().into_iter().filter(|outcome| !aside(&outcome.expectation.id)).collect()
}

/// What is waived, known, or weaker than it was.
fn set_aside(record: &DocumentRecord, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let room = look.width.saturating_sub(6).max(40);
    for part in aside::apart(record) {
        writeln!(out, "{}", part.heading)?;
        for (finding, notes) in part.entries {
            writeln!(out, "  {}", folded(&format!("– {finding}"), room, "      "))?;
            for note in notes {
                writeln!(out, "      {}", folded(&note, room, "      "))?;
            }
        }
    }
    Ok(())
}

fn heading(audit: &Audit<'_>, document: &Document, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let seen = &audit.recognised;
    let examined = &audit.examined;
    writeln!(out, "{}", document.path)?;
    writeln!(out, "  {}", folded(&recognised::kind(seen), look.width.saturating_sub(4), "    "))?;
    if let Some(note) = &seen.note {
        writeln!(out, "  note: {}", folded(note, look.width.saturating_sub(10), "    "))?;
    }
    let time = audit.as_of.map_or_else(|| recognised::NO_TIME.to_owned(), |day| recognised::time(seen, day));
    writeln!(out, "  {}", folded(&time, look.width.saturating_sub(4), "    "))?;
    writeln!(
        out,
        "  read: {}, {}, {}, {}",
        counted(examined.words, "word"),
        counted(examined.blocks, "block"),
        counted(examined.sections, "section"),
        counted(examined.tables, "table")
    )?;
    for notice in audit.plan.text().notices() {
        writeln!(out, "  note: {}", folded(notice, look.width.saturating_sub(10), "    "))?;
    }
    if examined.unreadable > 0 {
        writeln!(
            out,
            "  note: {} cannot be read as language and {} not judged",
            counted(examined.unreadable, "block"),
            if examined.unreadable == 1 { "is" } else { "are" }
        )?;
    }
    writeln!(out)
}

/// What needs no action: met, to be looked at, not applicable.
fn settled(audit: &Audit<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let of = |verdict: Verdict| audit.outcomes.iter().filter(move |outcome| outcome.verdict == verdict);
    let room = look.width.saturating_sub(6).max(40);
    if of(Verdict::Met).next().is_some() {
        writeln!(out, "Met")?;
    }
    for outcome in of(Verdict::Met) {
        let title = format!("✓ {} {}", outcome.expectation.code, outcome.expectation.title);
        writeln!(out, "  {}", folded(&title, room, "      "))?;
        for passage in outcome.sufficient().take(if look.all { 3 } else { 1 }) {
            let quote = audit.plan.words(passage.quote).split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "      “{}”", shortened(&quote, room - 2))?;
            let place = format!("{}: {}", place(audit.plan, passage.block), in_words(passage));
            writeln!(out, "      {}", folded(&place, room, "      "))?;
        }
    }
    if of(Verdict::Review).next().is_some() {
        writeln!(out, "To be looked at by a person")?;
    }
    for outcome in of(Verdict::Review) {
        let (code, title) = (&outcome.expectation.code, &outcome.expectation.title);
        writeln!(
            out,
            "  {}",
            folded(&format!("? {code} {title}: {}", lead(outcome.reason, outcome.expectation)), room, "      ")
        )?;
        for passage in outcome.evidence.iter().take(2) {
            writeln!(out, "      {}", folded(&place(audit.plan, passage.block), room, "      "))?;
        }
    }
    for (because, codes) in apart(audit) {
        let line = format!("Not applicable: {}, because {because}", codes.join(", "));
        writeln!(out, "{}", folded(&line, look.width, "  "))?;
    }
    Ok(())
}

/// What does not apply: each reason once, with the codes it holds for, in order.
pub(super) fn apart<'a>(audit: &'a Audit<'_>) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for outcome in audit.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::NotApplicable) {
        let code = outcome.expectation.code.as_str();
        match reasons.iter_mut().find(|(because, _)| *because == outcome.because) {
            Some((_, codes)) => codes.push(code),
            None => reasons.push((&outcome.because, vec![code])),
        }
    }
    reasons
}

/// The last lines: the counts, and what to do next.
fn summary(
    audit: &Audit<'_>,
    record: &DocumentRecord,
    findings: &[&Outcome<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let document = &Document { path: record.path.clone(), sha256: String::new() };
    writeln!(out, "\n{}: {}", counted(audit.outcomes.len(), "expectation"), counts(audit).join(" · "))?;
    let apart = aside::counts(record);
    if !apart.is_empty() {
        writeln!(out, "  of these: {}", apart.join(" · "))?;
    }
    if let Some(first) = findings.iter().find(|outcome| outcome.verdict != Verdict::Undecided) {
        writeln!(out, "next: {}", explain(&first.expectation.code, document))?;
    }
    Ok(())
}
