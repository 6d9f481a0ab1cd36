//! The notes of a row, its measures and dates beside what it does: they stand as it does, and tell nothing that it does not.

use super::passage::{Said, cell_of, column_of};
use super::{Claim, Reading};
use crate::plan::{Block, BlockKind};
use crate::vocabulary::{Standing, Strength};

/// Gives the notes of a row the standing of its deed where that does not stand: the target beside "we do not plan to" is
/// that of what is not done.
pub(super) fn follow_their_deed(reading: &Reading<'_>, block: &Block, said: &mut [Said]) {
    if block.kind != BlockKind::Row {
        return;
    }
    let is_note = |said: &Said| {
        let column = cell_of(reading, said.sentence).and_then(|cell| cell.name);
        !said.statement(reading).finite || column.is_some_and(|name| reading.columns(name).slot.is_some())
    };
    let acts = |claim: &Claim| claim.strength >= Strength::Commitment;
    let notes: Vec<bool> = said.iter().map(|said| said.claims.iter().any(acts) && is_note(said)).collect();
    let deeds = said.iter().zip(&notes).filter(|(_, note)| !**note).flat_map(|(said, _)| &said.claims);
    let standing = deeds.filter(|claim| acts(claim)).map(|claim| claim.standing).min();
    let Some(standing) = standing.filter(|standing| *standing != Standing::Asserted) else { return };
    let notes = said.iter_mut().zip(&notes).filter(|(_, note)| **note).flat_map(|(said, _)| &mut said.claims);
    notes.filter(|note| acts(note) && note.standing == Standing::Asserted).for_each(|note| note.standing = standing);
}

/// Takes what the notes of a row count for no need of their own where what they are notes on names the topic: visits to
/// lonely tenants, with the measure that the share who are lonely falls.
pub(super) fn tell_no_need(reading: &Reading<'_>, block: &Block, said: &mut [Said]) {
    let fills = |said: &Said| {
        let name = cell_of(reading, said.sentence).and_then(|cell| column_of(block, cell));
        name.is_some_and(|name| reading.columns(name).slot.is_some())
    };
    if block.kind != BlockKind::Row || !said.iter().any(|said| !fills(said) && !said.claims.is_empty()) {
        return;
    }
    let notes = said.iter_mut().filter(|said| fills(said)).flat_map(|said| &mut said.claims);
    notes.filter(|claim| claim.strength == Strength::Need).for_each(|claim| claim.strength = Strength::Mention);
}
