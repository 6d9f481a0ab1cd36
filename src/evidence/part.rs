//! What a table of partners says that each does: Partner | Role: Refers lonely tenants; Lunch clubs in two schemes.

use super::passage::column_of;
use super::{Reading, status};
use crate::plan::{Block, Cell};
use crate::text::Span;
use crate::vocabulary::Family;

/// Whether the cell at `quote` tells a partner's part in a table that has one partner a row: on the topic, with a verb of
/// doing before it, or with a service of contact at the head.
pub(super) fn plays(reading: &Reading<'_>, block: &Block, sentence: u32, quote: Span) -> bool {
    let cells = &reading.plan.cells()[block.cells.clone()];
    let columns = |cell: &Cell| column_of(block, cell).map(|name| reading.columns(name));
    let partner = cells.first().and_then(columns).is_some_and(|column| column.partner);
    let told = cells[1.min(cells.len())..].iter().find(|cell| cell.span.contains(quote));
    if !partner || !told.and_then(columns).is_some_and(|column| column.part) {
        return false;
    }
    let words = reading.index.sentence(sentence);
    let first = reading.topic.partition_point(|anchor| anchor.hit.first < words.start);
    reading.topic[first..].iter().take_while(|anchor| anchor.hit.first < words.end).any(|anchor| {
        let at = reading.index.bytes(anchor.hit);
        quote.contains(at) && {
            let before = before(reading, Span { end: at.start, ..quote });
            status::first_is(reading, before, "deeds") || (anchor.family == Some(Family::C) && heads(reading, before))
        }
    })
}

/// The rest of `stretch` behind its last mark: of "Halls; pays for", "pays for".
fn before(reading: &Reading<'_>, stretch: Span) -> Span {
    let words = reading.plan.words(stretch);
    let from = words.rfind([';', ',', '.', ':', '(']).map_or(0, |mark| mark + 1);
    Span { start: stretch.start + from as u32, ..stretch }
}

/// Whether what stands behind `before` is at the head of its part: two small words before it at most, and none that makes it
/// belong to another thing: Weekly lunch clubs, and not Interest in lunch clubs.
fn heads(reading: &Reading<'_>, before: Span) -> bool {
    const MOST: usize = 2;
    let words = reading.plan.words(before);
    let joins = |word: &str| reading.vocabulary.matcher.list_has("part-of", word);
    words.split_whitespace().count() <= MOST && !words.split_whitespace().any(joins)
}
