//! The structure tree of a tagged PDF: which block of the document each marked content is in.

use rustc_hash::FxHashMap;

/// A tagged block, counted from 0 in the order of the tree.
pub(super) type BlockId = u32;

/// What the structure tree says.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// The block of each page's marked content.
    contents: FxHashMap<(u32, u32), BlockId>,
}

impl Tags {
    /// The block that the marked `content` of `page` is in.
    pub fn block(&self, page: u32, content: u32) -> Option<BlockId> {
        self.contents.get(&(page, content)).copied()
    }
}
