//! The blocks a document begins with, where it says what it is.

use crate::plan::{BlockId, BlockKind, Plan};

/// Blocks of the opening.
const OPENING: usize = 14;

/// Lines of the title.
const TITLE: usize = 5;

/// Words of the longest line that may be one of the title.
const LONGEST: usize = 22;

/// Where a document begins, and where its headings are.
#[derive(Debug)]
pub(super) struct Opening {
    /// Its first blocks, without contents pages, captions and sources: what they say is of something else.
    pub(super) blocks: Vec<BlockId>,
    /// How many of them are its title: the short lines before the first long one.
    pub(super) title: usize,
}

impl Opening {
    /// The opening of `plan`.
    pub(super) fn of(plan: &Plan) -> Self {
        let counts = |kind: BlockKind| {
            !matches!(kind, BlockKind::Contents | BlockKind::Caption | BlockKind::Reference | BlockKind::Unreadable)
        };
        let blocks: Vec<BlockId> =
            (0..plan.blocks().len()).filter(|id| counts(plan.blocks()[*id].kind)).take(OPENING).collect();
        let title = blocks.iter().take(TITLE).take_while(|id| is_title_line(plan, **id)).count();
        Self { blocks, title }
    }

    /// Whether `block` is in the title.
    pub(super) fn is_title(&self, block: BlockId) -> bool {
        self.blocks[..self.title].contains(&block)
    }

    /// Whether `block` is in the opening.
    pub(super) fn holds(&self, block: BlockId) -> bool {
        self.blocks.contains(&block)
    }
}

/// Whether a block may be a line of the title: short, and not a sentence.
pub(super) fn is_title_line(plan: &Plan, block: BlockId) -> bool {
    let here = &plan.blocks()[block];
    is_short(plan, block) && (here.kind == BlockKind::Heading || !plan.words(here.span).trim_end().ends_with('.'))
}

/// Whether a block is short enough to name something.
fn is_short(plan: &Plan, block: BlockId) -> bool {
    plan.words(plan.blocks()[block].span).split_whitespace().take(LONGEST + 1).count() <= LONGEST
}

/// Whether a block names a section, here or on the contents page.
pub(super) fn is_heading(plan: &Plan, block: BlockId) -> bool {
    matches!(plan.blocks()[block].kind, BlockKind::Heading | BlockKind::Contents)
}
