//! Rows of tables of measures: Measure | Now | April 2026. What is measured, how it stands and what is to be reached are
//! in cells of their own, and make together an outcome target.

use super::{Reading, passage, slots};
use crate::plan::{Block, BlockKind, Cell};
use crate::query::ValueKind;
use crate::text::Span;
use crate::vocabulary::Slot;

/// The slots of the target that a row sets: the figure to be reached, and the date where the name of its column gives one.
/// Nothing where the row sets none.
pub(super) fn of(reading: &Reading<'_>, block: &Block) -> Option<Vec<(Slot, Span)>> {
    if block.kind != BlockKind::Row {
        return None;
    }
    let cells = &reading.plan.cells()[block.cells.clone()];
    let column = |cell: &Cell| passage::column_of(block, cell).map(|name| (name, reading.columns(name)));
    let indicator = || column(&cells[0]).is_some_and(|(_, column)| column.indicator);
    let now = cells.iter().filter_map(column).any(|(_, column)| column.now);
    let target = |cell: &&Cell| {
        let Some((name, column)) = column(cell) else { return false };
        let words = reading.plan.words(cell.span);
        let ahead = || date_in(reading, name).is_some_and(|date| !slots::is_stale(reading, date));
        (column.target || (now && !column.now && ahead()))
            && is_figure(words)
            && (words.contains('%') || (indicator() && date_in(reading, cell.span).is_none()))
    };
    let cell = cells.iter().skip(1).filter(target).last()?;
    let mut slots = vec![(Slot::Measure, cell.span)];
    slots.extend(cell.name.and_then(|name| date_in(reading, name)).map(|date| (Slot::Date, date)));
    Some(slots)
}

/// The first date in `span`.
fn date_in(reading: &Reading<'_>, span: Span) -> Option<Span> {
    let dates = reading.index.values(ValueKind::Date);
    let from = dates.partition_point(|date| reading.index.bytes(*date).start < span.start);
    dates.get(from).map(|date| reading.index.bytes(*date)).filter(|date| span.contains(*date))
}

/// Whether a cell begins with a figure: 46%, <5, 2,000.
fn is_figure(words: &str) -> bool {
    const SIGNS: [char; 11] = ['<', '>', '≤', '≥', '=', '~', '+', '-', '–', '£', ' '];
    words.trim_start_matches(SIGNS).starts_with(|first: char| first.is_ascii_digit())
}
