//! A short summary in Markdown, for a committee paper or the summary page of a build.

use std::io::{self, Write};

use super::aside::{Apart, apart};
use super::entry::{Entry, Known, place, worst_first};
use super::json::{Report, TOOL};
use super::share::{self, short_title};
use super::tally::Counts;
use super::{basis, counted, lead, sentence};
use crate::check::Verdict;
use crate::report::account::remedy;
use crate::report::record::DocumentRecord;
use crate::rules::{Expectation, RuleBook};

/// Up to how many plans are gone through finding by finding.
const IN_FULL: usize = 3;

/// How many of the expectations that are least often met are named.
const LEAST: usize = 10;

/// What every summary says near its beginning.
pub(super) const NO_LEVER: &str =
    "No lever obliges a plan to mention loneliness; what does not apply, or could not be decided, is in no share.";

/// Writes `report`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(report: &Report<'_>, book: &RuleBook, out: &mut dyn Write) -> io::Result<()> {
    let known = Known::of(book);
    let read: Vec<_> = report.documents.iter().filter(|document| document.error.is_none()).collect();
    let entries: Vec<Entry<'_>> = read.iter().flat_map(|document| known.entries(document)).collect();
    match report.documents {
        [only] => writeln!(out, "# Action on loneliness: {}\n", plain(&only.path))?,
        documents => writeln!(out, "# Action on loneliness in {}\n", counted(documents.len(), "local plan"))?,
    }
    let tally = Counts::of_outcomes(entries.iter().map(|entry| entry.outcome));
    if tally.judged() > 0 {
        writeln!(out, "**{}** of the expectations that apply: {}.\n", tally.words(), tally.in_words())?;
    }
    writeln!(out, "{NO_LEVER}\n")?;
    unread(report, out)?;
    levers(book, &entries, out)?;
    if read.len() > 1 {
        least(book, &entries, out)?;
        plans(report, out)?;
    }
    if read.len() <= IN_FULL {
        for document in &read {
            findings(document, &known.entries(document).collect::<Vec<_>>(), out)?;
        }
    }
    footer(report, out)
}

/// Of these nothing is known, which is not the same as nothing in the plan.
fn unread(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let unread: Vec<_> = report.documents.iter().filter_map(|one| Some((one, one.error.as_ref()?))).collect();
    if unread.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "## Could not be read\n\nNothing is known of these, which is not the same as nothing in the plan.\n"
    )?;
    for (document, error) in unread {
        writeln!(out, "- {}: {}; {}", plain(&document.path), plain(&error.message), plain(&error.help))?;
    }
    writeln!(out)
}

fn levers(book: &RuleBook, entries: &[Entry<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "## Met, by lever\n\n| Lever | Met | Weak | Missing | To review | Undecided | Share met |\n|---|--:|--:|--:|--:|--:|--:|"
    )?;
    for (pack, tally) in share::by_pack(&book.packs, entries) {
        let share =
            tally.share().map_or("does not apply".to_owned(), |share| format!("{share}% of {}", tally.judged()));
        let counts = [Verdict::Met, Verdict::Weak, Verdict::Missing, Verdict::Review, Verdict::Undecided];
        let counts = counts.map(|verdict| tally.count(verdict).to_string()).join(" | ");
        writeln!(out, "| {} | {counts} | {share} |", plain(short_title(pack)))?;
    }
    writeln!(out)
}

/// What is least often met, of what applies to more than one plan.
fn least(book: &RuleBook, entries: &[Entry<'_>], out: &mut dyn Write) -> io::Result<()> {
    let tally = |expectation: &Expectation| {
        Counts::of_outcomes(
            entries.iter().filter(|one| std::ptr::eq(one.expectation, expectation)).map(|one| one.outcome),
        )
    };
    let mut tallies: Vec<_> = book.expectations().map(|(_, expectation)| (expectation, tally(expectation))).collect();
    tallies.retain(|(_, tally)| tally.judged() > 1 && tally.share() < Some(100));
    tallies.sort_by_key(|(_, tally)| (tally.share(), std::cmp::Reverse(tally.judged())));
    if tallies.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Least often met\n\n| Expectation | Met | Basis |\n|---|---|---|")?;
    for (expectation, tally) in tallies.iter().take(LEAST) {
        let title = plain(&expectation.title);
        writeln!(out, "| {} {title} | {} | {} |", expectation.code, tally.words(), plain(&basis(expectation)))?;
    }
    writeln!(out)
}

fn plans(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Plan by plan\n\n| Plan | Kind | Met | Medal |\n|---|---|---|---|")?;
    for document in report.documents.iter().filter(|document| document.error.is_none()) {
        let kind = document.kind_title.as_deref().unwrap_or("not recognised");
        let medal = document.medals.map_or("", |medals| medals.strict.name());
        let words = Counts::of_outcomes(document.outcomes.iter()).words();
        writeln!(out, "| {} | {} | {words} | {medal} |", plain(&document.path), plain(kind))?;
    }
    writeln!(out)
}

fn findings(document: &DocumentRecord, entries: &[Entry<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## To act on in {}\n", plain(&document.path))?;
    let findings = worst_first(entries);
    if findings.is_empty() {
        writeln!(out, "Nothing.\n")?;
    }
    for entry in findings {
        finding(&entry, out)?;
    }
    for Apart { heading, entries } in apart(document) {
        writeln!(out, "### {heading}\n")?;
        for (finding, said) in entries {
            let said = said.iter().map(|said| format!("; {said}")).collect::<String>();
            writeln!(out, "- {}", plain(&format!("{finding}{said}")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn finding(entry: &Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (outcome, expectation) = (entry.outcome, entry.expectation);
    let found =
        format!("{}, {}: {}", outcome.verdict.name(), entry.severity().name(), lead(outcome.reason, expectation));
    writeln!(out, "### {} {}\n\n{}.", outcome.code, plain(&expectation.title), sentence(&found))?;
    for told in outcome.told() {
        writeln!(out, "\n*{}.*", plain(&told))?;
    }
    if let Some(passage) = outcome.nearest.as_ref().or(outcome.evidence.first()) {
        let quote = super::shortened(&passage.quote, 300);
        writeln!(out, "\n> {}\n>\n> {}", plain(&quote), plain(&place(&passage.section, passage.origin.as_ref())))?;
    }
    if let Some(anchor) = &outcome.anchor {
        let place = place(anchor.section.as_deref().unwrap_or_default(), anchor.origin.as_ref());
        writeln!(out, "\n- **Where:** {}: {}", remedy(Some(anchor.kind)), plain(&place))?;
    }
    writeln!(out, "- **For example:** {}", plain(&expectation.fix))?;
    writeln!(out, "- **Basis:** {}: {}\n", expectation.modality.words(), plain(&basis(expectation)))
}

fn footer(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "---\n\nMade by {} {} against:\n", TOOL.name, TOOL.version)?;
    for pack in &report.packs {
        writeln!(out, "- {} (`{}`)", plain(pack.title), &pack.sha256[..pack.sha256.len().min(12)])?;
    }
    writeln!(out, "\nDocuments:\n")?;
    for document in report.documents {
        let day = document.as_of.map(|day| format!(", as of {}", day.in_words())).unwrap_or_default();
        writeln!(out, "- {}{day} (`{}`)", plain(&document.path), document.sha256.as_deref().unwrap_or("not opened"))?;
    }
    Ok(())
}

/// `words` on one line, with nothing in them that Markdown or HTML would take for its own.
fn plain(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut safe = String::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => safe.extend(['\\', letter]),
            letter => safe.push(letter),
        }
    }
    safe
}
