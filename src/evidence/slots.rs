//! The slots of an action: who, by when, how measured, from what; in its own sentence, in the notes beside it, in the cells
//! of its row.

use std::ops::Range;

use super::lists;
use super::passage::{Said, names_columns, own};
use super::statement::{Find, Statement};
use super::{Claim, Reading, form, status};
use crate::plan::{BlockId, BlockKind, Cell};
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

/// What a block says of who, when, how measured and from what, whichever of its actions is asked about: in fragments
/// beside them ("Lead: DPH."), and for a row in its cells and in those of a form.
pub(super) struct Notes {
    /// The slots that they fill, the first of each kind.
    filled: Vec<(Slot, Span)>,
    /// The first cells of a row without names of columns that hold the name of a body: one may be the action's own.
    bodies: Vec<Span>,
}

impl Notes {
    /// Those of the block `id`, whose sentences are `said`.
    pub(super) fn of(reading: &Reading<'_>, id: BlockId, said: &[Said]) -> Self {
        let block = &reading.plan.blocks()[id];
        let row = block.kind == BlockKind::Row;
        let is_note = |said: &&Said| {
            let words = || reading.index.sentence(said.sentence);
            // What begins with a subject, and acts, is an action of its own, whether or not its verb is a known one.
            let subject = own(reading, words()).next();
            let subject = || subject.as_ref().is_some_and(|word| word.is(lists::ARTICLE) || word.is(lists::OURS));
            let short = || said.len <= FRAGMENT && !has_verb(reading, words()) && !(said.acts() && subject());
            row || said.len <= NOTE || short()
        };
        let notes = said.iter().filter(is_note);
        let mut filled: Vec<_> = notes.flat_map(|note| slots_in(reading, &note.statement(reading))).collect();
        let mut bodies = Vec::new();
        if row {
            let cells = &reading.plan.cells()[block.cells.clone()];
            filled.extend(cells.iter().chain(form::notes(reading, id)).filter_map(|cell| column_slot(reading, cell)));
            if !names_columns(reading, block) {
                let body = |cell: &&Cell| status::looks_like_a_body(reading, reading.plan.words(cell.span));
                bodies.extend(cells.iter().skip(1).filter(body).take(2).map(|cell| cell.span));
            }
        }
        Self { filled: firsts(filled), bodies }
    }

    /// Whether they are those of a scheme under its name, as plans print them: Budget £163k. Provider: Age UK.
    pub(super) fn tell_of_a_scheme(&self) -> bool {
        let kind = |wanted: Slot| self.filled.iter().any(|(slot, _)| *slot == wanted);
        (kind(Slot::Owner) || kind(Slot::Resource)) && filled(&self.filled) >= 2
    }

    /// The slots of the action that `claim` speaks of: those of its own sentence, one of `said`, and of the notes.
    pub(super) fn slots(&self, reading: &Reading<'_>, claim: &Claim, said: &[Said]) -> Vec<(Slot, Span)> {
        let mut found = self.filled.clone();
        let own = said.binary_search_by_key(&claim.quote.start, |said| said.span.start);
        found.extend(own.iter().flat_map(|own| slots_in(reading, &said[*own].statement(reading))));
        let body = self.bodies.iter().find(|body| !body.contains(claim.quote));
        found.extend(body.map(|body| (Slot::Owner, *body)));
        found.retain(|(slot, span)| *slot != Slot::Resource || !is_nothing(reading.plan.words(*span)));
        firsts(found)
    }
}

/// Whether `words` are a sum of nothing: £0, £0.00, nil.
pub(crate) fn is_nothing(words: &str) -> bool {
    let sum = words.trim().strip_prefix('£');
    let zero = |sum: &str| sum.contains('0') && !sum.contains(|letter: char| ('1'..='9').contains(&letter));
    words.trim().eq_ignore_ascii_case("nil") || sum.is_some_and(zero)
}

/// The first slot of each kind. Of those that begin together the longest: Director of Adult Services, and not "Director
/// of".
fn firsts(mut found: Vec<(Slot, Span)>) -> Vec<(Slot, Span)> {
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
    let slot = |find: &Find| match cues[find.at.cue].says {
        Says::Slot(slot) => {
            let start = if slot == Slot::Date { near_date(reading, statement, find) } else { find.at.start };
            let span = statement.bytes(reading, start, find.at.end);
            Some((slot, if slot == Slot::Owner { whole_name(reading, span, statement.span) } else { span }))
        }
        _ => None,
    };
    statement.finds.iter().filter_map(slot).collect()
}

/// Where what says when begins in a find of a date: a long one ends in it. No more than 5% of adults | in 2022.
fn near_date(reading: &Reading<'_>, statement: &Statement, find: &Find) -> usize {
    const LONG: usize = 5;
    let (start, end) = (find.at.start, find.at.end);
    let front = |at: &usize| reading.word(reading.index.token(statement.first + *at as u32).word).is(lists::FRONT);
    if end - start <= LONG { start } else { (start..end).rev().find(front).unwrap_or(start) }
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

/// Whether a date's year lies before the plan. One since when a thing is done does not go by.
pub(super) fn is_stale(reading: &Reading<'_>, date: Span) -> bool {
    let words = reading.plan.words(date);
    if words.starts_with("since") || words.starts_with("Since") {
        return false;
    }
    let years = words.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let last = years.filter_map(|year| year.parse::<u16>().ok()).filter(|year| (1990..2100).contains(year)).max();
    matches!((last, reading.setting.year), (Some(last), Some(first)) if last < first)
}

/// The slot that a cell fills by the name of its column; one that is still open, or has nothing to give, fills none.
fn column_slot(reading: &Reading<'_>, cell: &Cell) -> Option<(Slot, Span)> {
    let slot = reading.columns(cell.name?).slot?;
    let words = reading.plan.words(cell.span);
    let empty = words.chars().all(|letter| !letter.is_alphanumeric());
    (!empty && !reading.vocabulary.matcher.list_has("column-open", words)).then_some((slot, cell.span))
}
