//! Forms: tables whose first cells name what stands beside them, so that what is said of an action stands in the rows below
//! its own: Action | Commission a befriending line, Lead | Jo Bloggs.

use super::{Reading, status};
use crate::plan::{Block, BlockId, Cell};
use crate::text::Span;

/// The cells of a form that tell of the action in the row `id`: those of the rows below, up to the next action.
pub(super) fn notes<'r>(reading: &'r Reading<'_>, id: BlockId) -> impl Iterator<Item = &'r Cell> {
    let blocks = reading.plan.blocks();
    let acts = field(reading, &blocks[id]).is_some_and(|(name, _)| names_an_action(reading, name));
    let table = blocks[id].table.filter(|_| acts);
    let below = table.map_or(0..0, |table| id + 1..reading.plan.tables()[table].rows.end);
    let own = below.map(|row| &blocks[row]).filter(move |row| row.table == table);
    own.map_while(|row| field(reading, row).filter(|(name, _)| !names_an_action(reading, *name))).map(|(_, cell)| cell)
}

/// The name and the cell of a row of a form.
fn field<'r>(reading: &'r Reading<'_>, row: &Block) -> Option<(Span, &'r Cell)> {
    let [first, value] = &reading.plan.cells()[row.cells.clone()] else { return None };
    (value.name == Some(first.span)).then_some((first.span, value))
}

/// Whether a name is that of an action: Action, Action 2.
fn names_an_action(reading: &Reading<'_>, name: Span) -> bool {
    const LABEL: usize = 2;
    let numbered = reading.plan.words(name).split_whitespace().count() <= LABEL;
    reading.columns(name).action || (numbered && status::first_is(reading, name, "label-action"))
}
