//! Search: the words of a plan in an index, and the spans that a query finds in it.
//!
//! One pass over the text interns every distinct word once and files where each term stands; a query then costs the
//! lists it touches.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::plan::{Block, Plan};
use crate::query::{Concepts, Query, Terms, ValueKind};
use crate::text::Span;

mod evaluate;
mod fill;
mod schemes;
mod values;

/// A find: first and last word, as positions in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// First word.
    pub first: u32,
    /// Last word.
    pub last: u32,
}

impl Hit {
    /// The smallest find that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// A word of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub span: Span,
    /// Its normal form, as a number.
    pub word: u32,
    /// Its sentence.
    pub sentence: u32,
    /// Its block.
    pub block: u32,
    /// Whether it is the block's own, and not a copy of its lead-in's or column's words.
    pub own: bool,
}

/// The words of a plan, ready to be searched.
///
/// A list item is read with its lead-in ("We will:" and the item are one sentence) and a cell with the name of its
/// column, so their words stand here once more, as copies that know they are.
#[derive(Debug)]
pub struct Index<'p> {
    plan: &'p Plan,
    terms: &'p Terms,
    tokens: Vec<Token>,
    /// First token and block of each sentence, and one past the last.
    sentences: Vec<(u32, u32)>,
    /// First sentence of each block, and one past the last.
    blocks: Vec<u32>,
    forms: Vec<String>,
    postings: Postings,
    values: FxHashMap<ValueKind, Vec<Hit>>,
    found: RefCell<FxHashMap<usize, Rc<[Hit]>>>,
    /// For each block the first of the scheme it tells of, worked out when first asked for.
    schemes: OnceCell<Vec<u32>>,
}

/// Where each term stands: positions of words, those of one term side by side.
#[derive(Debug, Default)]
struct Postings {
    places: Vec<u32>,
    /// Where those of each term begin, and the end of the last.
    starts: Vec<u32>,
}

impl Postings {
    /// The places of the term of this number, in order.
    fn of(&self, number: u32) -> &[u32] {
        let at = number as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.places[*start as usize..*end as usize],
            _ => &[],
        }
    }
}

impl<'p> Index<'p> {
    /// Indexes the words of `plan` for queries whose words are in `terms`.
    #[must_use]
    pub fn new(plan: &'p Plan, terms: &'p Terms) -> Self {
        fill::index(plan, terms)
    }

    /// The plan that it is of.
    #[must_use]
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// Number of sentences.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.sentences.len()
    }

    /// The word at position `at`.
    ///
    /// # Panics
    /// If `at` is not a position of this index.
    #[must_use]
    pub fn token(&self, at: u32) -> &Token {
        &self.tokens[at as usize]
    }

    /// The normal form of a word.
    #[must_use]
    pub fn form(&self, word: u32) -> &str {
        &self.forms[word as usize]
    }

    /// Number of distinct words.
    #[must_use]
    pub fn distinct_words(&self) -> usize {
        self.forms.len()
    }

    /// Number of words, copies left out.
    #[must_use]
    pub fn own_words(&self) -> usize {
        self.tokens.iter().filter(|token| token.own).count()
    }

    /// Positions of the words of a sentence.
    #[must_use]
    pub fn sentence(&self, sentence: u32) -> std::ops::Range<u32> {
        let start = self.sentences[sentence as usize].0;
        let end = self.sentences.get(sentence as usize + 1).map_or(self.tokens.len() as u32, |next| next.0);
        start..end
    }

    /// The sentences of a block.
    ///
    /// # Panics
    /// If it is not a block of this plan.
    #[must_use]
    pub fn sentences_of(&self, block: &Block) -> std::ops::Range<u32> {
        let id = self.plan.blocks().partition_point(|other| other.line.start < block.line.start);
        self.blocks[id]..self.blocks[id + 1]
    }

    /// The bytes of a find: those of the block's own words where it has any there, or of the words they copy.
    #[must_use]
    pub fn bytes(&self, hit: Hit) -> Span {
        let tokens = &self.tokens[hit.first as usize..=hit.last as usize];
        let own = tokens.iter().filter(|token| token.own).map(|token| token.span).reduce(Span::join);
        own.unwrap_or_else(|| self.first_line(tokens))
    }

    /// The bytes of the words that stand on one line with the first: copies may be of several blocks.
    fn first_line(&self, tokens: &[Token]) -> Span {
        let notation = self.plan.text().as_str();
        tokens[1..]
            .iter()
            .map(|token| token.span)
            .fold((tokens[0].span, true), |(whole, goes_on), span| {
                let between = notation.get(whole.end as usize..span.start as usize);
                let same = goes_on && between.is_some_and(|between| !between.contains('\n'));
                (if same { whole.join(span) } else { whole }, same)
            })
            .0
    }

    /// Where `query` is found: the smallest spans, in order. `concepts` must be the same at every call: what is found
    /// for a concept is kept.
    #[must_use]
    pub fn find(&self, query: &Query, concepts: &Concepts) -> Vec<Hit> {
        evaluate::find(self, query, concepts)
    }

    /// Where the concept at `position` is found.
    #[must_use]
    pub fn concept(&self, position: usize, concepts: &Concepts) -> Rc<[Hit]> {
        if let Some(known) = self.found.borrow().get(&position) {
            return known.clone();
        }
        // A ring of concepts finds nothing the second time round.
        self.found.borrow_mut().insert(position, Rc::from([]));
        let found: Rc<[Hit]> = evaluate::concept(self, position, concepts).into();
        self.found.borrow_mut().insert(position, found.clone());
        found
    }

    /// Where the concept at `position` is found with `more`, from now on.
    pub(crate) fn more_of(&self, position: usize, more: Vec<Hit>) -> Rc<[Hit]> {
        let known = self.found.borrow().get(&position).cloned();
        let all = known.iter().flat_map(|known| known.iter().copied()).chain(more).collect();
        let found: Rc<[Hit]> = evaluate::minimal(all).into();
        self.found.borrow_mut().insert(position, found.clone());
        found
    }

    /// The first block of the scheme that a block tells of.
    fn scheme(&self, block: u32, concepts: &Concepts) -> u32 {
        let schemes = self.schemes.get().unwrap_or_else(|| {
            // Made first: the concepts that it asks for are found with this index.
            let made = schemes::of(self, concepts);
            self.schemes.get_or_init(|| made)
        });
        schemes[block as usize]
    }

    /// Typed values of a kind, in order. Roles, organisations and measures are concepts of those names.
    #[must_use]
    pub fn values(&self, kind: ValueKind) -> &[Hit] {
        self.values.get(&kind).map_or(&[], Vec::as_slice)
    }
}
