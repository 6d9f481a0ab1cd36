//! What the heading over a block, or the short line right over it or its list, says of all that stands under it.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::lists::{self, List, Word};
use super::{CueUse, Reading, slots};
use crate::plan::{Block, BlockId, BlockKind};
use crate::text::Span;
use crate::vocabulary::{Reach, Says, Standing, Touches};

/// What a title says of what stands under it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Title {
    /// It is proposed or missed, and not done: Ideas for discussion.
    pub(super) proposed: bool,
    /// It is not done, or no more: Actions we will not take forward; The grant does not cover:
    pub(super) undone: Option<Undone>,
    /// It is explained, and not promised: Glossary.
    pub(super) explained: bool,
    /// It is what will come of a thing: Impact of scheme.
    pub(super) results: bool,
    /// It is how things are to be: Our vision.
    pub(super) hoped: bool,
}

/// That what stands under a title is not done, or no more; and the cue that says so, where one does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undone {
    pub(super) standing: Standing,
    pub(super) by: Option<CueUse>,
}

/// The titles of a plan, each read when it is first asked about.
#[derive(Debug)]
pub(super) struct Titles {
    /// For each block the paragraph right over it, or over the list that it is in, if one stands there.
    lines: Vec<Option<BlockId>>,
    read: RefCell<FxHashMap<BlockId, Title>>,
}

impl Titles {
    /// Those over `blocks`.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let mut lines = Vec::with_capacity(blocks.len());
        let (mut before, mut before_list) = (None, None);
        for (id, block) in blocks.iter().enumerate() {
            let line = Some(id).filter(|_| block.kind == BlockKind::Paragraph);
            if block.kind == BlockKind::Item {
                lines.push(before_list);
            } else {
                lines.push(before);
                before_list = line;
            }
            before = line;
        }
        Self { lines, read: RefCell::default() }
    }

    /// What the heading over a block and the line over it say together.
    pub(super) fn over(&self, reading: &Reading<'_>, id: BlockId) -> Title {
        let titles = reading.plan.heading_over(id).into_iter().chain(self.lines[id]);
        titles.map(|title| self.read(reading, title)).fold(Title::default(), |all, title| Title {
            proposed: all.proposed || title.proposed,
            undone: all.undone.or(title.undone),
            explained: all.explained || title.explained,
            results: all.results || title.results,
            hoped: all.hoped || title.hoped,
        })
    }

    fn read(&self, reading: &Reading<'_>, title: BlockId) -> Title {
        *self.read.borrow_mut().entry(title).or_insert_with(|| read(reading, title))
    }
}

/// Words that a line has at most which stands over a list, or a paragraph, as a heading does.
const LONGEST: usize = 8;

fn read(reading: &Reading<'_>, id: BlockId) -> Title {
    let block = &reading.plan.blocks()[id];
    if block.kind != BlockKind::Heading && !is_title(reading, block) {
        return Title { undone: undone_after(reading, block), ..Title::default() };
    }
    let sentences = reading.index.sentences_of(block);
    let words = sentences.flat_map(|sentence| reading.index.sentence(sentence));
    let words: Vec<_> = words.map(|at| reading.word(reading.index.token(at).word)).collect();
    let words: Vec<&Word> = words.iter().map(|word| &**word).collect();
    let any = |list: List| words.iter().any(|word| word.is(list));
    Title {
        proposed: any(lists::HEADING_IDEAS) && !any(lists::HEADING_ACTS),
        undone: denies(&words)
            .then_some(Undone { standing: Standing::Negated, by: None })
            .or_else(|| undone_after(reading, block)),
        explained: any(lists::HEADING_DEFINES),
        results: tells_results(reading, block.span),
        hoped: words.len() <= LONGEST && any(lists::HEADING_VISION) && !any(lists::HEADING_SIGHT),
    }
}

/// Whether a heading, a label or the name of a cell is that of what will come of a thing: Expected outcomes.
pub(super) fn tells_results(reading: &Reading<'_>, name: Span) -> bool {
    reading.vocabulary.matcher.list_has("heading-results", reading.plan.words(name))
}

/// Whether a block is a short line without a verb: Ideas for discussion.
fn is_title(reading: &Reading<'_>, block: &Block) -> bool {
    let mut sentences = reading.index.sentences_of(block);
    let Some(sentence) = sentences.next().filter(|_| sentences.next().is_none()) else { return false };
    let words = reading.index.sentence(sentence);
    let open = !reading.plan.words(block.span).ends_with(['.', '?', '!', ';', ',']);
    open && words.len() <= LONGEST && !slots::has_verb(reading, words)
}

/// What a line that ends with a colon says of what follows it, where its last words say that it is not done, or no more:
/// We will not be able to fund:
fn undone_after(reading: &Reading<'_>, block: &Block) -> Option<Undone> {
    let sentence = reading.index.sentences_of(block).last()?;
    let introduces = block.kind == BlockKind::Paragraph && reading.plan.words(block.span).ends_with(':');
    let statement = introduces.then(|| reading.statement(sentence))?;
    let undone = |standing: &Standing| matches!(standing, Standing::Negated | Standing::Ceased);
    let says = statement.finds.iter().filter_map(|find| {
        let cue = &reading.vocabulary.cues[find.at.cue];
        let goes_on = cue.reach == Reach::Forward && cue.touches != Touches::Topic && find.right >= statement.len;
        let of_others = find.inner || find.theirs || find.relative || find.of_those;
        match cue.says {
            Says::Standing(standing) if goes_on && !of_others && undone(&standing) => {
                let span = statement.bytes(reading, find.at.start, find.at.end);
                Some(Undone { standing, by: Some(CueUse { span, cue: find.at.cue }) })
            }
            _ => None,
        }
    });
    says.min_by_key(|says| says.standing)
}

fn denies(words: &[&Word]) -> bool {
    const WITHIN: usize = 3;
    let ours = words.iter().position(|word| word.is(lists::HEADING_OURS)).unwrap_or(words.len());
    let undone = |no: usize| words.iter().skip(no + 1).take(WITHIN).any(|word| word.is(lists::HEADING_UNDONE));
    let denied = |at: usize| words[at].is(lists::HEADING_NOT) && ours < at && undone(at);
    (0..words.len()).any(|at| words[at].is(lists::HEADING_DENIES) || denied(at))
}
