//! Headings to sections: each runs to the next heading of its level or a higher one.

use super::{Block, BlockKind, Section};

/// Builds the sections of `blocks` and tells each block which it stands in.
pub(super) fn build(blocks: &mut [Block]) -> Vec<Section> {
    let end = blocks.len();
    let mut sections = vec![Section { heading: None, level: 0, parent: None, blocks: 0..end }];
    let mut open = vec![0];
    for (id, block) in blocks.iter_mut().enumerate() {
        if block.kind == BlockKind::Heading {
            while let Some(section) = open.pop_if(|section| sections[*section].level >= block.level) {
                sections[section].blocks.end = id;
            }
            let parent = open.last().copied();
            open.push(sections.len());
            sections.push(Section { heading: Some(id), level: block.level, parent, blocks: id..end });
        }
        block.section = open.last().copied().unwrap_or(0);
    }
    sections
}
