//! Drawing passages by strata, so that what is rare is coded too: strength by standing, and blocks not on the topic.
//!
//! What is drawn hangs on the seed and on the documents' bytes, not on the order or place of files. Memory does not
//! grow with the number of plans.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::check::Audit;
use crate::evidence::Passage;
use crate::plan::{BlockId, BlockKind, Plan};
use crate::report::{Document, place};
use crate::vocabulary::{Family, Standing, Strength};

/// Words below which a block that is not on the topic is not worth a coder's time.
const FEWEST_WORDS: usize = 8;

/// What somebody says of a unit: planlint, or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Loneliness, isolation or services; `None` where it is not on the topic, or was not coded.
    pub family: Option<Family>,
    /// How much it promises; absent where it is not on the topic.
    pub strength: Strength,
    /// Whether it stands; `None` where it is not on the topic, or was not coded.
    pub standing: Option<Standing>,
}

/// A block drawn to be coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What sheet and key call it: letters that mean nothing.
    pub id: String,
    /// Path of its plan.
    pub path: String,
    /// Where in the plan, in words.
    pub place: String,
    /// The headings over it.
    pub section: String,
    /// The block before it.
    pub before: String,
    /// Its words.
    pub text: String,
    /// The block after it.
    pub after: String,
    /// What planlint says of it.
    pub label: Label,
    /// How many blocks of all plans are in its stratum.
    pub population: usize,
    /// How many of them were drawn.
    pub drawn: usize,
}

/// Strength from strong to weak, then standing in the order of the guideline; `None` is off the topic.
type Stratum = (std::cmp::Reverse<Strength>, Option<Standing>);

/// Draws from one plan after another.
#[derive(Debug)]
pub struct Sample {
    most: usize,
    seed: u64,
    strata: BTreeMap<Stratum, Kept>,
    documents: BTreeSet<String>,
}

/// What of a stratum is kept: those that come first by their key.
#[derive(Debug, Default)]
struct Kept {
    population: usize,
    units: BTreeMap<[u8; 16], Unit>,
}

impl Sample {
    /// Will draw `most` units by `seed`.
    #[must_use]
    pub fn new(most: usize, seed: u64) -> Self {
        Self { most, seed, strata: BTreeMap::new(), documents: BTreeSet::new() }
    }

    /// Offers everything in `audit` of `document`. A copy of a document that was offered before is left out: nobody is to
    /// code the same words twice.
    pub fn offer(&mut self, audit: &Audit<'_>, document: &Document) {
        if !self.documents.insert(document.sha256.clone()) {
            return;
        }
        let mut passages = audit.passages.iter().peekable();
        for block in 0..audit.plan.blocks().len() {
            while passages.peek().is_some_and(|passage| passage.block < block) {
                passages.next();
            }
            let passage = passages.peek().filter(|passage| passage.block == block);
            if passage.is_some() || is_worth_coding(audit.plan, block) {
                self.block(audit.plan, document, block, label(passage.copied()));
            }
        }
    }

    fn block(&mut self, plan: &Plan, document: &Document, block: BlockId, label: Label) {
        let key = self.key(&document.sha256, plan.blocks()[block].span.start);
        let kept = self.strata.entry((std::cmp::Reverse(label.strength), label.standing)).or_default();
        kept.population += 1;
        if kept.units.len() >= self.most && kept.units.last_key_value().is_some_and(|(last, _)| *last < key) {
            return;
        }
        kept.units.insert(key, unit(plan, document, block, (id(&key), label)));
        if kept.units.len() > self.most {
            kept.units.pop_last();
        }
    }

    fn key(&self, sha256: &str, start: u32) -> [u8; 16] {
        let hash = Sha256::digest(format!("{}\n{sha256}\n{start}", self.seed));
        std::array::from_fn(|at| hash[at])
    }

    /// The units drawn, in an order that says nothing: each stratum gives one in turn, until there are enough.
    #[must_use]
    pub fn drawn(self) -> Vec<Unit> {
        let mut counts: Vec<usize> = vec![0; self.strata.len()];
        let mut left = self.most;
        while left > 0 {
            let before = left;
            for (count, kept) in counts.iter_mut().zip(self.strata.values()) {
                if left > 0 && *count < kept.units.len() {
                    (*count, left) = (*count + 1, left - 1);
                }
            }
            if left == before {
                break;
            }
        }
        let mut drawn: Vec<([u8; 16], Unit)> = Vec::new();
        for (count, kept) in counts.into_iter().zip(self.strata.into_values()) {
            let population = kept.population;
            let units = kept.units.into_iter().take(count);
            drawn.extend(units.map(|(key, unit)| (key, Unit { population, drawn: count, ..unit })));
        }
        drawn.sort_by_key(|(key, _)| *key);
        drawn.into_iter().map(|(_, unit)| unit).collect()
    }
}

fn is_worth_coding(plan: &Plan, block: BlockId) -> bool {
    let here = &plan.blocks()[block];
    matches!(here.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row)
        && plan.words(here.span).split_whitespace().count() >= FEWEST_WORDS
}

fn label(passage: Option<&Passage>) -> Label {
    match passage {
        Some(passage) => Label { family: passage.family, strength: passage.strength, standing: Some(passage.standing) },
        None => Label { family: None, strength: Strength::Absent, standing: None },
    }
}

fn unit(plan: &Plan, document: &Document, block: BlockId, (id, label): (String, Label)) -> Unit {
    let words = |block: Option<&crate::plan::Block>| {
        let words = block.map(|block| plan.words(block.span)).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let blocks = plan.blocks();
    Unit {
        id,
        path: document.path.clone(),
        place: place(plan, block),
        section: plan.section_path(block).join(" › "),
        before: words(block.checked_sub(1).and_then(|before| blocks.get(before))),
        text: words(blocks.get(block)),
        after: words(blocks.get(block + 1)),
        label,
        population: 0,
        drawn: 0,
    }
}

/// Eight letters from a key. No vowels, so that they spell nothing; no digits, so that no spreadsheet takes them for a
/// number.
fn id(key: &[u8; 16]) -> String {
    const LETTERS: &[u8; 16] = b"bcdfghjkmnpqrstv";
    key[..4].iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|at| char::from(LETTERS[usize::from(at)])).collect()
}
