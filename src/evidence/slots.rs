//! The slots of an action: who, by when, how measured, from what; in its own sentence, in the notes beside it, in the cells
//! of its row.

use std::ops::Range;

use super::lists;
use super::passage::{Said, names_columns, own};
use super::statement::Statement;
use super::{Claim, Reading, status};
use crate::plan::{Block, BlockKind, Cell};
use crate::text::Span;
use crate::vocabulary::{Says, Slot};

/// How many different slots are filled.
pub(super) fn filled(slots: &[(Slot, Span)]) -> usize {
    let mut kinds: Vec<Slot> = slots.iter().map(|(slot, _)| *slot).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len()
}

/// Words that a fragment of a note ("Lead: DPH.") has at most.
const FRAGMENT: usize = 20;

/// Words that one has at most which is a note whatever its verb: "Complete by Dec 2023."
const NOTE: usize = 4;

/// The slots of the action that `best` speaks of: those of its own sentence, of the fragments beside it ("Lead: DPH."),
/// and for a row of its other cells.
pub(super) fn of(reading: &Reading<'_>, block: &Block, best: &Claim, said: &[Said]) -> Vec<(Slot, Span)> {
    let mut found = Vec::new();
    let row = block.kind == BlockKind::Row;
    let deciding = said.iter().position(|said| said.span == best.quote).unwrap_or(0);
    for (at, said) in said.iter().enumerate() {
        let short = said.len <= FRAGMENT && !has_verb(reading, reading.index.sentence(said.sentence));
        if row || at == deciding || said.len <= NOTE || short {
            found.extend(slots_in(reading, &said.statement(reading)));
        }
    }
    if row {
        let cells = &reading.plan.cells()[block.cells.clone()];
        found.extend(cells.iter().filter_map(|cell| column_slot(reading, cell)));
        if !names_columns(reading, block) {
            let owner = |cell: &&Cell| {
                !cell.span.contains(best.quote) && status::looks_like_a_body(reading, reading.plan.words(cell.span))
            };
            found.extend(cells.iter().skip(1).find(owner).map(|cell| (Slot::Owner, cell.span)));
        }
    }
    // Of those that begin together the longest: Director of Adult Services, and not "Director of".
    found.sort_by_key(|(slot, span)| (*slot, span.start, std::cmp::Reverse(span.end)));
    found.dedup_by_key(|(slot, _)| *slot);
    found
}

/// Whether any of `words` that is the sentence's own is a verb with a person and a tense.
pub(super) fn has_verb(reading: &Reading<'_>, words: Range<u32>) -> bool {
    own(reading, words).any(|word| word.is(lists::FINITE))
}

fn slots_in(reading: &Reading<'_>, statement: &Statement) -> Vec<(Slot, Span)> {
    let cues = &reading.vocabulary.cues;
    let slot = |find: &super::statement::Find| match cues[find.at.cue].says {
        Says::Slot(slot) => {
            let span = statement.bytes(reading, find.at.start, find.at.end);
            Some((slot, if slot == Slot::Owner { whole_name(reading, span, statement.span) } else { span }))
        }
        _ => None,
    };
    statement.finds.iter().filter_map(slot).collect()
}

/// An owner with the rest of its name where it breaks off, which goes on in capitals and in the same sentence: Director of |
/// Adult Services.
fn whole_name(reading: &Reading<'_>, owner: Span, sentence: Span) -> Span {
    const JOINS: [&str; 5] = ["of", "for", "and", "the", "&"];
    const LONGEST: usize = 8;
    let last = reading.plan.words(owner).rsplit(' ').next().unwrap_or_default();
    if !JOINS.contains(&last) {
        return owner;
    }
    let rest = reading.plan.text().as_str().get(owner.end as usize..sentence.end as usize).unwrap_or_default();
    let (mut end, mut at) = (0, 0);
    for word in rest.strip_prefix(' ').unwrap_or_default().split(' ').take(LONGEST) {
        let name = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        at += 1 + name.len();
        let capital = name.starts_with(char::is_uppercase);
        if capital {
            end = at;
        }
        if name.len() < word.len() || !(capital || JOINS.contains(&name)) {
            break;
        }
    }
    Span { end: owner.end + end as u32, ..owner }
}

/// Whether a date's year lies before the plan.
pub(super) fn is_stale(reading: &Reading<'_>, date: Span) -> bool {
    let words = reading.plan.words(date);
    let years = words.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let last = years.filter_map(|year| year.parse::<u16>().ok()).filter(|year| (1990..2100).contains(year)).max();
    matches!((last, reading.setting.year), (Some(last), Some(first)) if last < first)
}

/// The slot that a cell fills by the name of its column.
fn column_slot(reading: &Reading<'_>, cell: &Cell) -> Option<(Slot, Span)> {
    let slot = reading.columns(cell.name?).slot?;
    let empty = reading.plan.words(cell.span).chars().all(|letter| !letter.is_alphanumeric());
    (!empty).then_some((slot, cell.span))
}
