//! Which blocks tell of one scheme: those under its heading, with the fields of its description where they are headings of
//! their own (The evidence base, Impact of scheme), or from one "Scheme ref no." to the next.

use super::Index;
use crate::plan::{BlockId, BlockKind, SectionId};
use crate::query::Concepts;

/// The concept of the names of a description's fields.
const FIELD: &str = "scheme-field";
/// The concept of the fields that a description begins with.
const START: &str = "scheme-start";

/// For each block the first block of the scheme that it tells of.
pub(super) fn of(index: &Index<'_>, concepts: &Concepts) -> Vec<u32> {
    let plan = index.plan;
    let marked = |concept: &str| {
        let mut marked = vec![false; plan.blocks().len()];
        if let Some(at) = concepts.position(concept) {
            let hits = index.concept(at, concepts);
            let own = hits.iter().map(|hit| index.token(hit.first)).filter(|token| token.own);
            own.for_each(|token| marked[token.block as usize] = true);
        }
        marked
    };
    let (fields, starts) = (marked(FIELD), marked(START));
    let is_field = |section: SectionId| plan.sections()[section].heading.is_some_and(|heading| fields[heading]);
    // A section stands behind the one that it is in.
    let mut wholes: Vec<SectionId> = Vec::with_capacity(plan.sections().len());
    for (id, section) in plan.sections().iter().enumerate() {
        let is_title = |over: SectionId| over == 1 && plan.sections()[over].blocks.end == plan.blocks().len();
        let over = section.parent.filter(|over| *over > 0 && !is_title(*over) && is_field(id));
        wholes.push(over.map_or(id, |over| wholes[over]));
    }
    // For each section where the scheme begins that it is at, and whether a description has begun in it.
    let mut open: Vec<(BlockId, bool)> = plan.sections().iter().map(|section| (section.blocks.start, false)).collect();
    let begins = |at: BlockId| {
        starts[at] && matches!(plan.blocks()[at].kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row)
    };
    let mut schemes = Vec::with_capacity(plan.blocks().len());
    for (id, block) in plan.blocks().iter().enumerate() {
        let scheme = &mut open[wholes[block.section]];
        if begins(id) && !id.checked_sub(1).is_some_and(begins) {
            // The first description of a section is of the scheme that its heading names.
            *scheme = (if scheme.1 { id } else { scheme.0 }, true);
        }
        schemes.push(scheme.0 as u32);
    }
    schemes
}
