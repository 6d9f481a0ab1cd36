//! Whose plan it is: the places that its opening names are its own, wherever else they may be; where it names none, the one
//! that the plan names again and again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reading;
use super::lists;
use crate::plan::{Block, BlockKind};

/// Blocks at the head of a plan among which its headings and its form of names say whose it is.
const OPENING: usize = 16;

/// Times that a plan whose opening names no place must name one for it to be the plan's own; and how much oftener than
/// the next.
const OFTEN: usize = 4;
const OFTENER: usize = 2;

/// The places a plan is about, in small letters, without the possessive.
#[derive(Debug)]
pub(super) struct Home {
    names: FxHashSet<String>,
}

impl Home {
    /// That of the plan which is read.
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let blocks = reading.plan.blocks();
        let named = |block: &&Block| matches!(block.kind, BlockKind::Heading | BlockKind::HeaderRow | BlockKind::Row);
        let opening = Self::places(reading, blocks.iter().take(OPENING).filter(named));
        if !opening.is_empty() {
            return Self { names: opening.into_keys().map(str::to_owned).collect() };
        }
        let mut counts: Vec<(usize, &str)> =
            Self::places(reading, blocks.iter()).into_iter().map(|(name, count)| (count, name)).collect();
        counts.sort_unstable_by(|one, other| other.cmp(one));
        let next = counts.get(1).map_or(0, |(count, _)| *count);
        let most = counts.first().filter(|(count, _)| *count >= OFTEN.max(next * OFTENER));
        Self { names: most.map(|(_, name)| (*name).to_owned()).into_iter().collect() }
    }

    /// Whether `word`, as the index has it, names a place of the plan's own.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.names.contains(bare(word))
    }

    /// The places that may be elsewhere which `blocks` name, and how often.
    fn places<'r>(reading: &'r Reading<'_>, blocks: impl Iterator<Item = &'r Block>) -> FxHashMap<&'r str, usize> {
        let mut places = FxHashMap::default();
        let sentences = blocks.flat_map(|block| reading.index.sentences_of(block));
        for at in sentences.flat_map(|sentence| reading.index.sentence(sentence)) {
            let word = reading.index.token(at).word;
            if reading.word(word).is(lists::ELSEWHERE) {
                *places.entry(bare(reading.index.form(word))).or_default() += 1;
            }
        }
        places
    }
}

/// A name without the possessive.
fn bare(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches('\'')
}
