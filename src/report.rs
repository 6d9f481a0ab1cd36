//! Reports: one audit, written for people or for machines. A report never searches and never judges.

use crate::check::{Outcome, Reason, Verdict};
use crate::plan::{BlockId, Plan};
use crate::rules::Expectation;
use crate::vocabulary::Strength;

pub(crate) mod account;
pub mod aside;
pub mod csv;
mod entry;
mod finding;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod ledger;
pub mod level;
pub mod md;
mod narrated;
pub(crate) mod ours;
pub mod page;
pub mod recognised;
pub mod record;
pub mod rulebook;
pub mod sarif;
mod share;
pub mod table;
pub mod tally;
pub mod terminal;
pub mod trouble;
mod view;
pub mod xlsx;

pub(crate) use account::quoted;

/// What a report calls the document: its path as the person gave it, and the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Path or name, with `/` between folders.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The gap in a few words: what the plan does instead of what `expectation` asks for.
#[must_use]
pub fn lead(reason: Reason, expectation: &Expectation) -> &'static str {
    match reason {
        Reason::Aspiration if expectation.minimum == Strength::Need => "a wish, and no more is said",
        Reason::Mention if expectation.minimum == Strength::Need => "named, and no more is said",
        reason => gap(reason),
    }
}

/// The same of an expectation that asks for an action, as most do.
fn gap(reason: Reason) -> &'static str {
    match reason {
        Reason::Evidence => "met",
        Reason::Unmeasured => "an action, but not yet measurable",
        Reason::Conditional => "an action that hangs on a condition",
        Reason::Aspiration => "a wish, not yet an action",
        Reason::Need => "a need without an answer",
        Reason::Mention => "named, but nothing is said to be done",
        Reason::Contrary => "said not to be done, or to have ended",
        Reason::InPart => "a part of it is here, and not the rest",
        Reason::Misused => "to be put right",
        Reason::Nothing => "not in this plan",
        Reason::Unused => "nothing here that it speaks to",
        Reason::Mixed => "said to be done and not to be done",
        Reason::Unreadable => "the words on this cannot be read",
        Reason::Kind => "not for this kind of plan",
        Reason::Date => "not for a plan of this time",
        Reason::Profile => "left out by the profile",
        Reason::LeftOut => "left out by your own pack",
        Reason::TooLittle => "too little could be read to tell",
        Reason::Template => "the template is not filled in",
    }
}

/// A verdict as a sentence would name it: `2 to review`.
#[must_use]
pub fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Review => "to review",
        Verdict::NotApplicable => "not applicable",
        verdict => verdict.name(),
    }
}

/// A finding in one sentence: the gap, then what is true of a good plan.
#[must_use]
pub fn message(outcome: &Outcome<'_>) -> String {
    let title = lower_first(&outcome.expectation.title);
    match outcome.verdict {
        Verdict::Met => format!("met: {title}"),
        _ => format!("{}; expected: {title}", lead(outcome.reason, outcome.expectation)),
    }
}

/// The place of a block as a person would find it: its headings, then its paragraph, cell or line.
#[must_use]
pub fn place(plan: &Plan, block: BlockId) -> String {
    let mut parts: Vec<String> = plan.section_path(block).iter().map(|title| shortened(title, 44)).collect();
    if parts.len() > 2 {
        parts.drain(..parts.len() - 2);
    }
    let here = &plan.blocks()[block];
    let start = if here.span.is_empty() { here.line.start } else { here.span.start };
    parts.extend(plan.text().origin(start as usize).map(|origin| origin.to_string()));
    parts.join(" › ")
}

/// The same in one line of at most `room` columns after the name of the file: outer headings go first, the last never.
#[must_use]
pub fn placed(file: &str, plan: &Plan, block: BlockId, room: usize) -> String {
    let here = &plan.blocks()[block];
    let start = if here.span.is_empty() { here.line.start } else { here.span.start };
    let last = plan.text().origin(start as usize).map(|origin| origin.to_string()).unwrap_or_default();
    let file = shortened(file, room / 2);
    let left = room.saturating_sub(file.chars().count() + last.chars().count() + 6);
    let heading = plan.section_path(block).last().map(|title| shortened(title, left)).filter(|_| left > 12);
    let parts = [Some(file), heading, Some(last)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
}

/// Basis of an expectation in one line: `Care Act 2014, section 2(1); … (not confirmed at source)`.
#[must_use]
pub fn basis(expectation: &Expectation) -> String {
    let cite = |cite: &crate::rules::Cite| {
        if cite.checked { cite.reference.clone() } else { format!("{} (not confirmed at source)", cite.reference) }
    };
    expectation.cites.iter().map(cite).collect::<Vec<_>>().join("; ")
}

/// The first source of an expectation: `Care Act 2014, section 2(1)`.
#[must_use]
pub fn basis_in_brief(expectation: &Expectation) -> String {
    let first = expectation.cites.iter().find(|cite| cite.checked).or(expectation.cites.first());
    let unchecked = |cite: &crate::rules::Cite| if cite.checked { "" } else { " (not confirmed at source)" };
    first.map(|cite| format!("{}{}", cite.reference, unchecked(cite))).unwrap_or_default()
}

/// `words` cut to `most` characters with an ellipsis.
#[must_use]
pub fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most.saturating_sub(1)).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

/// `count` and its noun: `1 plan`, `2 plans`.
#[must_use]
pub fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// `words` on lines at most `width` columns wide, the later ones after `indent`
#[must_use]
pub fn folded(words: &str, width: usize, indent: &str) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    let mut wide = 0;
    for word in words.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        let more = if word.is_ascii() { word.len() } else { unicode_width::UnicodeWidthStr::width(word) };
        if !line.is_empty() && wide + 1 + more > width {
            lines.push(word.to_owned());
            wide = more;
            continue;
        }
        wide += more + usize::from(!line.is_empty());
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.join(&format!("\n{indent}"))
}

/// `words` with a capital at the beginning.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}

/// `title` with a small letter at the beginning, unless it begins with letters that stand for words: NHS.
pub(crate) fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    if letters.clone().take(2).all(char::is_uppercase) {
        return title.to_owned();
    }
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
