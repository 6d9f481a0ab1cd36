//! What a finding says, in words: the gap, the way out, the basis, what was looked at. Drawn and narrated alike.

use super::{Document, basis, counted, lead, lower_first, place};
use crate::check::{Audit, GapKind, Outcome, Reason, Verdict};
use crate::evidence::{CueUse, Flag, Passage, is_nothing};
use crate::plan::{BlockKind, Plan};
use crate::text::{EMPTY, Format};
use crate::vocabulary::{Says, Standing, Strength};

/// The words of one finding, unwrapped.
#[derive(Debug)]
pub(crate) struct Account {
    /// What the plan does instead: `a wish, not yet an action`.
    pub(crate) found: &'static str,
    /// What is true of a good plan.
    pub(crate) expected: String,
    /// What to do, and where.
    pub(crate) remedy: &'static str,
    /// A drafted example.
    pub(crate) example: String,
    /// On whose authority, what else was looked at, how much was searched.
    pub(crate) notes: Vec<String>,
    /// The command that says more.
    pub(crate) more: String,
}

impl Account {
    /// The words of the finding that `outcome` is.
    pub(crate) fn new(audit: &Audit<'_>, document: &Document, outcome: &Outcome<'_>) -> Self {
        let expectation = outcome.expectation;
        Self {
            found: lead(outcome.reason, outcome.expectation),
            expected: lower_first(&expectation.title),
            remedy: remedy(outcome.gap.map(|gap| gap.kind)),
            example: expectation.fix.clone(),
            notes: notes(audit, outcome),
            more: explain(&expectation.code, document),
        }
    }
}

/// The command that explains `code` in `document`; standard input cannot be read twice.
pub(super) fn explain(code: &str, document: &Document) -> String {
    match document.path.as_str() {
        "-" => format!("planlint explain {code}"),
        path => format!("planlint explain {code} --in {}", quoted(path)),
    }
}

fn notes(audit: &Audit<'_>, outcome: &Outcome<'_>) -> Vec<String> {
    let expectation = outcome.expectation;
    let mut notes = vec![format!("basis: {}: {}", expectation.modality.words(), basis(expectation))];
    if !outcome.because.is_empty() {
        notes.push(format!("note: {}", outcome.because));
    }
    let shown = outcome.gap.and_then(|gap| gap.after);
    let others = outcome.evidence.iter().filter(|passage| Some(passage.block) != shown).take(2);
    notes.extend(
        others.map(|passage| format!("also looked at: {}: {}", place(audit.plan, passage.block), in_words(passage))),
    );
    if outcome.evidence.is_empty()
        && let Some(passage) = nearest(audit)
    {
        let (place, words) = (place(audit.plan, passage.block), in_words(passage));
        let joint = if words.contains(", but ") { "and" } else { "but" };
        notes.push(format!("nearest on loneliness or isolation: {place}: {words}, {joint} not on this matter"));
    }
    let examined = &audit.examined;
    let tables = if examined.tables == 0 { String::new() } else { format!(", {}", counted(examined.tables, "table")) };
    let pages = examined.pages.map_or_else(String::new, |pages| format!(" on {}", counted(pages, "page")));
    notes.push(format!("searched: {}{tables}{pages}", counted(examined.blocks, "block")));
    notes
}

/// The best passage of the plan, whatever it was looked at for; none on a thing that has ended, is past, is not done or has
/// no money, for nothing can be added there.
fn nearest<'a>(audit: &'a Audit<'_>) -> Option<&'a Passage> {
    let over = |passage: &Passage| {
        let cells = &audit.plan.cells()[audit.plan.blocks()[passage.block].cells.clone()];
        matches!(passage.standing, Standing::Ceased | Standing::Historical | Standing::Negated)
            || cells.iter().any(|cell| is_nothing(audit.plan.words(cell.span)))
    };
    let stands = audit.passages.iter().filter(|passage| !over(passage));
    stands.max_by_key(|passage| (passage.is_asserted_action(), passage.strength))
}

/// Why nothing can be decided about the plan, and the way out; `None` where something can.
pub(crate) fn undecided(audit: &Audit<'_>) -> Option<String> {
    let (reason, because) = audit.undecided.as_ref()?;
    Some(format!("{because}; {}", way_out(audit, *reason)))
}

/// What to do with a document about which nothing can be decided for this `reason`.
pub(super) fn way_out(audit: &Audit<'_>, reason: Reason) -> &'static str {
    let text = audit.plan.text();
    if reason == Reason::Template {
        "fill it in, and check it again"
    } else if text.notices().iter().any(|notice| notice == EMPTY) {
        "look whether it is the right file, and whether it was saved or copied whole"
    } else if !matches!(text.format(), Format::Docx | Format::Odt | Format::Pdf) && audit.examined.unreadable == 0 {
        "that is too short to be judged; check the whole plan"
    } else {
        "open it and look whether its words can be selected; if they can, save it as Word (.docx) or Markdown (.md) \
         and check that; if not, it holds pictures of words: run OCR on it (for example `ocrmypdf`) and try again, or \
         ask for the document they were made from"
    }
}

/// How strong a passage is and whether it stands, for people: `an action, but about somebody else`.
pub(crate) fn in_words(passage: &Passage) -> String {
    standing_words(passage.strength, passage.standing)
}

/// The same of a record.
pub(super) fn standing_words(strength: Strength, standing: Standing) -> String {
    let strength = strength_in_words(strength);
    let standing = match standing {
        Standing::Asserted => return strength.to_owned(),
        Standing::Quoted => "in somebody else's words",
        Standing::Other => "about somebody else",
        Standing::Ceased => "said to have ended",
        Standing::Negated => "said not to be done",
        Standing::Conditional => "on a condition",
        Standing::Historical => "in the past",
    };
    format!("{strength}, but {standing}")
}

/// A strength, for people.
pub(crate) fn strength_in_words(strength: Strength) -> &'static str {
    match strength {
        Strength::Absent => "not on this",
        Strength::Mention => "named, no more",
        Strength::Need => "a need",
        Strength::Aspiration => "a wish",
        Strength::Commitment => "an action",
        Strength::Measurable => "an action that can be measured",
    }
}

/// What the words of a cue show.
pub(super) fn shows(says: &Says) -> &'static str {
    match says {
        Says::Strength(Strength::Aspiration) => "a wish, or something to think about",
        Says::Strength(Strength::Need) => "a need",
        Says::Strength(Strength::Mention) => "names it, no more",
        Says::Strength(_) => "something done",
        Says::Standing(Standing::Negated) => "said not to be done",
        Says::Standing(Standing::Ceased) => "said to have ended",
        Says::Standing(Standing::Conditional) => "only on this condition",
        Says::Standing(Standing::Historical) => "in the past",
        Says::Standing(Standing::Quoted) => "somebody else's words",
        Says::Standing(Standing::Other) => "about somebody else",
        Says::Standing(Standing::Asserted) | Says::Cancels(_) | Says::Slot(_) => "counted",
    }
}

/// The words of a passage that decided, each with what it shows; none overlap.
pub(crate) fn deciding(audit: &Audit<'_>, passage: &Passage) -> Vec<(crate::text::Span, &'static str)> {
    let mut words: Vec<(crate::text::Span, &'static str)> = Vec::new();
    let apart = |words: &[(crate::text::Span, &str)], span: crate::text::Span| {
        words.iter().all(|(taken, _)| taken.end <= span.start || span.end <= taken.start)
    };
    // Where they overlap, that it is not done says more than what is not.
    let standing = |cue: &&CueUse| matches!(audit.book.vocabulary.cues[cue.cue].says, Says::Standing(_));
    let mut cues: Vec<&CueUse> = passage.cues.iter().collect();
    cues.sort_by_key(|cue| !standing(cue));
    for cue in cues {
        if apart(&words, cue.span) {
            words.push((cue.span, shows(&audit.book.vocabulary.cues[cue.cue].says)));
        }
    }
    let topic = passage.topic.iter().filter(|span| passage.quote.contains(**span)).find(|span| apart(&words, **span));
    words.extend(topic.map(|span| (*span, "the matter")));
    words
}

/// What is expected at the gap.
pub(crate) fn expected(outcome: &Outcome<'_>) -> &'static str {
    match outcome.expectation.minimum {
        Strength::Measurable => "expected here: what, for whom, who leads, by when, how measured",
        Strength::Commitment => "expected here: who will do what, for whom, by when",
        Strength::Need => "expected here: who is affected, how many, and how that is known",
        _ => "expected here: a statement about this plan's own people or services",
    }
}

/// What to do at the gap.
pub(crate) fn remedy(gap: Option<GapKind>) -> &'static str {
    match gap {
        Some(GapKind::Trigger) => "say here what will be done",
        Some(GapKind::SectionEnd) => "add this at the end of the section",
        Some(GapKind::TableRow) => "add a row to this table",
        Some(GapKind::SiblingGap) => "add a section here",
        Some(GapKind::Contents) => "add a section on this, and list it here",
        Some(GapKind::DocumentEnd) | None => "add a section on this",
    }
}

/// What the heading over a gap is to it.
pub(super) fn heading_words(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Trigger | GapKind::DocumentEnd => "in this section",
        GapKind::SectionEnd => "this section is the place for it",
        GapKind::TableRow => "this table lists actions",
        GapKind::SiblingGap => "a section on this would come next",
        GapKind::Contents => "no section on this is listed",
    }
}

/// A path as a person can paste it into a command.
pub(crate) fn quoted(path: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/\\.-_:+,@%".contains(letter);
    if path.chars().all(plain) {
        return path.to_owned();
    }
    if path.contains(['"', '$', '`', '\\', '!']) {
        return format!("'{}'", path.replace('\'', "'\\''"));
    }
    format!("\"{path}\"")
}

/// The counts of an audit: `4 met · 3 weak · 1 to review`.
pub(super) fn counts(audit: &Audit<'_>) -> Vec<String> {
    let counted = Verdict::ALL.iter().map(|verdict| (audit.count(*verdict), super::verdict_words(*verdict)));
    counted.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect()
}

/// What to mind of a passage: why it counts for less than it says.
pub(crate) fn caution(plan: &Plan, passage: &Passage, flag: Flag) -> &'static str {
    match (flag, plan.blocks()[passage.block].kind) {
        (Flag::Capped, _) => "In a document of this kind a statement counts as a wish at most.",
        (Flag::Limited, BlockKind::Note) => {
            "A footnote or endnote counts as a wish at most: say in the text what will be done."
        }
        (Flag::Limited, BlockKind::Heading | BlockKind::HeaderRow) => {
            "A heading counts as a mention at most: say in the text below it what will be done."
        }
        (Flag::Limited, _) => {
            "A caption, or a line of a list of contents or sources, counts as a mention at most: say in the text what will be \
             done."
        }
        (Flag::Explained, _) => "Under a heading where things are explained a statement counts as a mention at most.",
        (Flag::Unreadable, _) => "The words here cannot be read as language.",
        (Flag::StaleDate, _) => "Its date lies before the plan.",
        (Flag::Guidance, _) => "This is a prompt of the template, not the plan's own words.",
    }
}
