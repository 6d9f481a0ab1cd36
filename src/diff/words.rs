//! A difference for people: what is worse first, each with the words of both drafts and where they are.

use std::io::{self, Write};

use super::{Change, ChangeKind, Difference, PlanDifference, Side};
use crate::check::Verdict;
use crate::report::aside::level_in_words;
use crate::report::level::Level;
use crate::report::{counted, folded, shortened};
use crate::rules::RuleBook;

/// Writes `difference` to `out` in lines of at most `width` columns; `book` says what expectations are.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(difference: &Difference, book: &RuleBook, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for plan in &difference.plans {
        let names = if plan.old == plan.new { plan.new.clone() } else { format!("{} → {}", plan.old, plan.new) };
        writeln!(out, "{names}")?;
        if let Some(note) = plan.paired_by.note() {
            writeln!(out, "  {}", folded(&format!("note: {note}"), width.saturating_sub(4), "    "))?;
        }
        write_plan(plan, book, width, out)?;
        writeln!(out)?;
    }
    for (paths, which) in [(&difference.only_old, "old"), (&difference.only_new, "new")] {
        if !paths.is_empty() {
            let line = format!("only in the {which} report, not compared: {}", paths.join(", "));
            writeln!(out, "{}", folded(&line, width, "  "))?;
        }
    }
    let counts = ChangeKind::ALL.iter().map(|kind| (difference.count(*kind), kind.name()));
    let mut counts: Vec<String> =
        counts.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    counts.push(format!("{} unchanged", difference.plans.iter().map(|plan| plan.unchanged).sum::<usize>()));
    writeln!(
        out,
        "{}",
        folded(&format!("{}: {}", counted(difference.plans.len(), "plan"), counts.join(" · ")), width, "  ")
    )
}

fn write_plan(plan: &PlanDifference, book: &RuleBook, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let room = width.saturating_sub(4);
    if let Some(unread) = &plan.unread {
        return writeln!(out, "  {}", folded(&format!("× not compared: {unread}"), room, "    "));
    }
    if plan.asked_differently {
        let note = "note: the two were taken for other kinds of plan, or of another time, so they were asked different \
                    things; --kind and --as-of hold that still";
        writeln!(out, "  {}", folded(note, room, "    "))?;
    }
    for kind in ChangeKind::ALL {
        let of: Vec<&Change> = plan.changes.iter().filter(|change| change.change == kind).collect();
        if of.is_empty() {
            continue;
        }
        writeln!(out, "  {}", capital(kind.name()))?;
        if matches!(kind, ChangeKind::NowApplies | ChangeKind::NoLongerApplies) {
            let named = of.iter().map(|change| match change.new.verdict {
                Verdict::NotApplicable => change.code.clone(),
                verdict => format!("{} ({})", change.code, verdict.name()),
            });
            writeln!(out, "    {}", folded(&named.collect::<Vec<_>>().join(", "), room - 2, "      "))?;
            continue;
        }
        of.into_iter().try_for_each(|change| write_change(change, book, room - 2, out))?;
    }
    Ok(())
}

fn write_change(change: &Change, book: &RuleBook, room: usize, out: &mut dyn Write) -> io::Result<()> {
    let title = book.expectation(&change.expectation).map_or(change.expectation.as_str(), |(_, found)| &found.title);
    writeln!(out, "    {}", folded(&format!("{} {title}", change.code), room, "      "))?;
    let line = format!("{} → {}", side(&change.old), side(&change.new));
    writeln!(out, "      {}", folded(&line, room - 2, "        "))?;
    for (when, side) in [("old", &change.old), ("new", &change.new)] {
        let Some(quote) = &side.quote else { continue };
        let place = side.origin.as_ref().map(|origin| format!(", {}", origin.place)).unwrap_or_default();
        let line = format!("{when}{place}: “{}”", shortened(quote, 300));
        writeln!(out, "      {}", folded(&line, room - 2, "        "))?;
    }
    let cues = |side: &Side| side.cues.iter().map(|cue| format!("“{cue}”")).collect::<Vec<_>>().join(", ");
    if change.old.cues != change.new.cues && !change.old.cues.is_empty() && !change.new.cues.is_empty() {
        let line = format!("the words: {} → {}", cues(&change.old), cues(&change.new));
        writeln!(out, "      {}", folded(&line, room - 2, "        "))?;
    }
    Ok(())
}

/// One side in words: `met (an action)`, `weak (a wish, not yet an action)`.
fn side(side: &Side) -> String {
    let Side { verdict, reason, strength, .. } = *side;
    level_in_words(&Level { verdict, reason, strength, quote: String::new() })
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}
