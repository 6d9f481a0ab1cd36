//! The blocks of a plan with their words, as a page lays them out.

use serde::Serialize;

use crate::plan::{Block, BlockId, BlockKind, Plan};
use crate::text::Span;

/// A heading, paragraph, item or row.
#[derive(Clone, Debug, Serialize)]
pub struct PageBlock {
    /// What it is: `heading`, `paragraph`, `item`, `row` …
    pub kind: &'static str,
    /// For headings, how many stand over it and itself; for items, how deep they are in their list, from 0.
    pub depth: usize,
    /// Its number or letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its words, without label; empty for a row.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// For a row: its cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<PageCell>,
    /// For a row: the number of its table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<usize>,
    /// Where it is in the author's document: `line 12`.
    pub place: String,
}

/// A cell of a row.
#[derive(Clone, Debug, Serialize)]
pub struct PageCell {
    /// Number of its column, from 0.
    pub column: usize,
    /// Its words.
    pub text: String,
}

/// Every block of `plan`, in order.
pub(super) fn blocks(plan: &Plan) -> Vec<PageBlock> {
    (0..plan.blocks().len()).map(|id| page_block(plan, id)).collect()
}

fn page_block(plan: &Plan, id: BlockId) -> PageBlock {
    let block = &plan.blocks()[id];
    let depth = match block.kind {
        BlockKind::Heading => plan.headings_over(id).len() + 1,
        _ => usize::from(block.level),
    };
    let start = if block.span.is_empty() { block.line.start } else { block.span.start };
    PageBlock {
        kind: block.kind.name(),
        depth,
        label: block.label.map(|label| plan.words(label).to_owned()),
        text: if block.cells.is_empty() { plan.words(block.span).to_owned() } else { String::new() },
        cells: plan.cells()[block.cells.clone()]
            .iter()
            .map(|cell| PageCell { column: cell.column, text: plan.words(cell.span).to_owned() })
            .collect(),
        table: plan.table_number(id),
        place: plan.text().origin(start as usize).map(|origin| origin.to_string()).unwrap_or_default(),
    }
}

/// Bytes of a block's words, or of those of one of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Within {
    /// For a row: which of its cells, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cell: Option<usize>,
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

/// Where `span` lies in `block`, if it lies wholly inside.
pub(super) fn within(plan: &Plan, block: &Block, span: Span) -> Option<Within> {
    let whole = |outer: Span, cell: Option<usize>| {
        let inside = outer.contains(span) && !span.is_empty();
        inside.then(|| Within { cell, start: span.start - outer.start, end: span.end - outer.start })
    };
    if block.cells.is_empty() {
        return whole(block.span, None);
    }
    let cells = plan.cells()[block.cells.clone()].iter().enumerate();
    cells.map(|(number, cell)| whole(cell.span, Some(number))).find_map(|found| found)
}
