//! Evidence: every passage of a plan that touches a topic, how strong it is, whether it stands, and what decided it.
//!
//! Two questions, in this order: does the statement hold, here, now, for this plan's owners (standing)? How much does
//! it promise (strength)? The words that answer them are data, in `rules/vocabulary/`; this module gives them scope.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::plan::{BlockId, Plan};
use crate::query::{Query, Terms};
use crate::search::{Hit, Index};
use crate::text::Span;
use crate::vocabulary::{CueId, Desk, Family, Slot, Standing, Strength, Vocabulary};

mod between;
mod called;
mod clauses;
mod form;
mod home;
mod judge;
mod lists;
pub mod medals;
mod names;
mod notes;
mod part;
mod passage;
mod sift;
mod slots;
mod statement;
mod status;
mod target;
mod title;

use home::Home;
use lists::{Columns, Lists, Word};
pub(crate) use slots::is_nothing;
use statement::Statement;
use title::Titles;

/// A place where the topic is carried from, when a statement of action does not name it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carry {
    /// The heading over it.
    Heading,
    /// The sentence before it.
    Before,
}

/// Words found that a statement may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Where.
    pub hit: Hit,
    /// Whether it names a thing done (a service, a means) and not only the matter (loneliness).
    pub thing: bool,
    /// The family it belongs to, if it is one of the topic's.
    pub family: Option<Family>,
}

/// One thing a statement says of the topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// How strong it is.
    pub strength: Strength,
    /// Whether it stands.
    pub standing: Standing,
    /// The sentence, cell or item it is in.
    pub quote: Span,
    /// The cues that decided it.
    pub cues: Vec<CueUse>,
    /// Where the topic was carried from.
    pub carried: Option<Carry>,
    /// Whether a means of the expectation is within what the verb governs.
    pub thing: bool,
    /// The slots of its own, where it is an action of another sentence than the one that decides the passage.
    pub slots: Vec<(Slot, Span)>,
}

impl Claim {
    /// Which of several claims speaks for the whole: an asserted action, then any other action by precedence, then the
    /// rest by strength.
    #[must_use]
    pub fn rank(&self) -> (u8, Strength, u8) {
        let action = self.strength >= Strength::Commitment;
        let class = match (self.standing, action) {
            (Standing::Asserted, true) => 3,
            (Standing::Asserted, false) => 1,
            _ => 2,
        };
        (class, self.strength, 9 - self.standing as u8)
    }
}

/// A cue at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CueUse {
    /// Its words in the text.
    pub span: Span,
    /// Which one.
    pub cue: CueId,
}

/// What a report should know of a passage beside its strength and standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// The kind of document keeps it from being more than an aspiration.
    Capped,
    /// Where it stands keeps it from being more: a note from being more than an aspiration, a heading than a mention.
    Limited,
    /// It stands under a heading where things are explained, and so is no more than a mention.
    Explained,
    /// The block cannot be read as language.
    Unreadable,
    /// A date of the action lies before the plan.
    StaleDate,
    /// It is a prompt of a template.
    Guidance,
}

/// A block that touches the topic.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The block.
    pub block: BlockId,
    /// The sentence, cell or item that decided.
    pub quote: Span,
    /// The family, `A` before `B` before `C`; `None` where the topic is an expectation's own.
    pub family: Option<Family>,
    /// How strong it is.
    pub strength: Strength,
    /// Whether it stands.
    pub standing: Standing,
    /// The slots of its action, each with its words.
    pub slots: Vec<(Slot, Span)>,
    /// The cues that decided.
    pub cues: Vec<CueUse>,
    /// The words of the topic.
    pub topic: Vec<Span>,
    /// Where the topic was carried from.
    pub carried: Option<Carry>,
    /// Every claim, the deciding one first.
    pub claims: Vec<Claim>,
    /// What else to know.
    pub flags: Vec<Flag>,
}

impl Passage {
    /// Whether it says that something is or will be done, and stands.
    #[must_use]
    pub fn is_asserted_action(&self) -> bool {
        self.standing == Standing::Asserted && self.strength >= Strength::Commitment
    }
}

/// What the document's kind and time say about its statements.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// The most a statement may be: a needs assessment's recommendations are aspirations.
    pub cap: Option<Strength>,
    /// First year of the plan's period, for dates gone by.
    pub year: Option<u16>,
}

/// A plan made ready for questions: its words indexed, its statements judged as they are asked about.
#[derive(Debug)]
pub struct Reading<'p> {
    plan: &'p Plan,
    vocabulary: &'p Vocabulary,
    index: Index<'p>,
    setting: Setting,
    topic: Vec<Anchor>,
    /// The places that the plan is about, looked for when first asked for.
    home: OnceCell<Home>,
    /// The word lists that statements ask about.
    lists: Lists,
    /// Typed values by name, and the topic's concepts by number, with where they are found.
    values: Vec<(&'static str, Vec<Hit>)>,
    concepts: Vec<(usize, Rc<[Hit]>)>,
    statements: RefCell<Vec<Option<Rc<Statement>>>>,
    words: RefCell<Vec<Option<Rc<Word>>>>,
    /// What the names of columns say, by the first byte of each.
    columns: RefCell<FxHashMap<u32, Columns>>,
    titles: Titles,
    desk: RefCell<Desk>,
}

/// The concept of a service whose purpose is contact.
const SERVICE: &str = "contact-service";

impl<'p> Reading<'p> {
    /// Indexes `plan`; `terms` must hold the words of the vocabulary and of every query that will be asked.
    #[must_use]
    pub fn new(plan: &'p Plan, vocabulary: &'p Vocabulary, terms: &'p Terms, setting: Setting) -> Self {
        Self::of(Index::new(plan, terms), vocabulary, setting)
    }

    /// The same for a plan that is indexed already.
    pub(crate) fn of(index: Index<'p>, vocabulary: &'p Vocabulary, setting: Setting) -> Self {
        let topic = vocabulary.cards.iter().enumerate().filter(|(_, card)| card.family.is_some());
        let found = |(concept, _)| (concept, index.concept(concept, &vocabulary.concepts));
        let concepts = topic.map(found).collect();
        let mut reading = Self {
            plan: index.plan(),
            vocabulary,
            setting,
            topic: Vec::new(),
            home: OnceCell::new(),
            lists: Lists::of(&vocabulary.matcher),
            values: lists::values(&index, &vocabulary.concepts),
            concepts,
            statements: RefCell::new(vec![None; index.sentences()]),
            words: RefCell::new(vec![None; index.distinct_words()]),
            columns: Default::default(),
            titles: Titles::of(index.plan().blocks()),
            desk: Default::default(),
            index,
        };
        reading.name_services();
        reading.topic = reading.topic_anchors();
        reading
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// The vocabulary it is read by.
    #[must_use]
    pub fn vocabulary(&self) -> &'p Vocabulary {
        self.vocabulary
    }

    /// The words of the plan.
    #[must_use]
    pub fn index(&self) -> &Index<'p> {
        &self.index
    }

    /// Where `query` is found.
    #[must_use]
    pub fn find(&self, query: &Query) -> Vec<Hit> {
        self.index.find(query, &self.vocabulary.concepts)
    }

    /// Every passage on loneliness, isolation or contact services, in order.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        self.judge(&self.topic)
    }

    /// The block of every place where loneliness, isolation or a contact service is named, in order.
    pub(crate) fn topic_blocks(&self) -> impl Iterator<Item = BlockId> {
        self.topic.iter().map(|anchor| self.index.token(anchor.hit.first).block as usize)
    }

    /// Every block that holds an anchor, judged for those anchors. `anchors` must be in order.
    #[must_use]
    pub fn judge(&self, anchors: &[Anchor]) -> Vec<Passage> {
        passage::passages(self, anchors)
    }

    /// The places that the plan is about.
    fn home(&self) -> &Home {
        self.home.get_or_init(|| Home::of(self))
    }

    /// Adds to the services found those that the plan calls by a name of their own.
    fn name_services(&mut self) {
        let service = self.vocabulary.concepts.position(SERVICE);
        let Some(at) = self.concepts.iter().position(|(concept, _)| Some(*concept) == service) else { return };
        let named = called::services(self, &self.concepts[at].1);
        if !named.is_empty() {
            self.concepts[at].1 = self.index.more_of(self.concepts[at].0, named);
        }
    }

    fn topic_anchors(&self) -> Vec<Anchor> {
        let mut anchors = Vec::new();
        for (concept, hits) in &self.concepts {
            let family = self.vocabulary.cards[*concept].family;
            anchors.extend(hits.iter().map(|hit| Anchor { hit: *hit, thing: family == Some(Family::C), family }));
        }
        anchors.sort_by_key(|anchor| (anchor.hit.first, anchor.hit.last, anchor.family));
        anchors
    }

    /// What a word of the index is.
    fn word(&self, word: u32) -> Rc<Word> {
        let made = || Rc::new(self.lists.word(self.vocabulary.matcher.traits(self.index.form(word))));
        self.words.borrow_mut()[word as usize].get_or_insert_with(made).clone()
    }

    /// The statement that is sentence number `sentence` of the index.
    fn statement(&self, sentence: u32) -> Rc<Statement> {
        if let Some(known) = &self.statements.borrow()[sentence as usize] {
            return known.clone();
        }
        let made = Rc::new(Statement::new(self, sentence));
        self.statements.borrow_mut()[sentence as usize] = Some(made.clone());
        made
    }

    /// What the name of the column at `name` says of its cells.
    fn columns(&self, name: Span) -> Columns {
        let made = || Columns::of(self.plan.words(name), &self.vocabulary.matcher);
        *self.columns.borrow_mut().entry(name.start).or_insert_with(made)
    }
}

/// Every passage of `plan` on loneliness, isolation or contact services, by the cues of `vocabulary` and the words of `terms`.
#[must_use]
pub fn passages(plan: &Plan, vocabulary: &Vocabulary, terms: &Terms) -> Vec<Passage> {
    Reading::new(plan, vocabulary, terms, Setting::default()).passages()
}

/// The cues found anywhere in `plan`.
pub(crate) fn cues_in(plan: &Plan, vocabulary: &Vocabulary, terms: &Terms) -> Vec<CueId> {
    let reading = Reading::new(plan, vocabulary, terms, Setting::default());
    let sentences = plan.blocks().iter().flat_map(|block| reading.index.sentences_of(block));
    let mut cues: Vec<CueId> = sentences.flat_map(|sentence| reading.statement(sentence).found.clone()).collect();
    cues.sort_unstable();
    cues.dedup();
    cues
}
