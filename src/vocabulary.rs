//! The vocabulary: concepts and cues, read from `rules/vocabulary/`, and the words for what they show.
//!
//! All of it is data; this module gives it types and finds it in a line of words.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod classes;
mod kinds;
mod load;
mod pattern;
mod rows;
mod tone;

pub use kinds::{KindCard, PeriodWords, Place, Sign};
pub(crate) use load::{ConceptEntry, inner, toml_fault};
pub use load::{CueFile, VocabularyError};
pub use pattern::{Desk, Gap, Line, Match, Matcher, Traits};
pub use tone::{Tone, ToneFile, Toned};

use crate::query::{Concepts, Query};

/// How much a statement promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// The topic is not there, or only a false friend.
    #[default]
    Absent,
    /// The topic is named and nothing said of it.
    Mention,
    /// People are lonely or isolated; how many; why it matters; what is lacking.
    Need,
    /// A wish, an aim, an intention to think, or a result without a means.
    Aspiration,
    /// An actor does or will do a nameable thing.
    Commitment,
    /// A commitment or outcome target with at least two of owner, date, measure, resource.
    Measurable,
}

impl Strength {
    /// 0 to 5, as in the guideline.
    #[must_use]
    pub fn level(self) -> u8 {
        self as u8
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Mention => "mention",
            Self::Need => "need",
            Self::Aspiration => "aspiration",
            Self::Commitment => "commitment",
            Self::Measurable => "measurable",
        }
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether a statement holds, here, now, for the plan's owners. In order of precedence, after `Asserted`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It holds.
    #[default]
    Asserted,
    /// Somebody else's words.
    Quoted,
    /// About another body or place.
    Other,
    /// Stopped or stopping.
    Ceased,
    /// Said not to happen.
    Negated,
    /// Hangs on a condition not yet met.
    Conditional,
    /// Over, with no present effect.
    Historical,
}

impl Standing {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Quoted => "quoted",
            Self::Other => "other",
            Self::Ceased => "ceased",
            Self::Negated => "negated",
            Self::Conditional => "conditional",
            Self::Historical => "historical",
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a statement of action says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slot {
    /// Who leads.
    Owner,
    /// By when.
    Date,
    /// How it is measured.
    Measure,
    /// What pays for it.
    Resource,
}

impl Slot {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Date => "date",
            Self::Measure => "measure",
            Self::Resource => "resource",
        }
    }
}

/// The families of the topic, kept apart in every output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Family {
    /// Loneliness: the feeling.
    A,
    /// Isolation, connection, contact.
    B,
    /// A service for contact.
    C,
}

impl Family {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// What a cue shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Says {
    /// How strong the statement is.
    Strength(Strength),
    /// How it stands.
    Standing(Standing),
    /// That other cues which say these do not count where it stands.
    Cancels(Vec<Says>),
    /// That a slot is filled.
    Slot(Slot),
}

/// Which way a cue works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// On what follows it in its clause.
    Forward,
    /// On what goes before it in its clause.
    Backward,
    /// On both sides of it in its clause.
    Both,
    /// On its whole clause.
    Clause,
    /// On its whole sentence.
    Sentence,
}

/// What a cue of standing may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Touches {
    /// Verbs of doing in its reach.
    Action,
    /// The topic itself.
    Topic,
    /// Either.
    #[default]
    Any,
}

/// A cue: words that show strength, standing or a slot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cue {
    /// Its permanent name.
    pub id: String,
    /// What it shows.
    pub says: Says,
    /// Which way it works.
    pub reach: Reach,
    /// What it may touch.
    pub touches: Touches,
    /// The strength it shows in a list, where that is another.
    pub in_item: Option<Strength>,
    /// The strength it shows in a row of a table, where that is another.
    pub in_row: Option<Strength>,
    /// Whether it counts only in a statement without a verb: a list, a row, a note.
    pub verbless: bool,
    /// Whether it counts only in a statement where nothing else does.
    pub fallback: bool,
    /// Whether it counts in running prose only beside the plan's owners, a number, money or a rhythm, or where the tone is
    /// enough: what anybody may do.
    pub unsure: bool,
    /// The tone of running prose under which it does not count.
    pub toned: Toned,
    /// Whether it hides a deed that it reaches: what is asked, granted or compared is not said to be done.
    pub veils: bool,
    /// Whether it is a verb with a clause of its own.
    pub frame: bool,
    /// Sentences where it must be found; kept apart, see [`crate::RuleBook::builtin_with_tests`].
    #[serde(skip)]
    pub yes: Vec<String>,
    /// Sentences where it must not be found; kept apart too.
    #[serde(skip)]
    pub no: Vec<String>,
}

/// A concept's standing in the vocabulary, beside its search terms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConceptCard {
    /// Its name, without `#`.
    pub name: String,
    /// What it stands for.
    pub about: String,
    /// The family it makes the topic, if any.
    pub family: Option<Family>,
    /// Passages where it must be found; kept apart, see [`crate::RuleBook::builtin_with_tests`].
    #[serde(skip)]
    pub yes: Vec<String>,
    /// Passages where it must not be found; kept apart too.
    #[serde(skip)]
    pub no: Vec<String>,
}

/// Concepts and cues, checked and ready.
#[derive(Debug, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Search terms of every concept, in the order of the cards.
    pub concepts: Concepts,
    /// What each concept is.
    pub cards: Vec<ConceptCard>,
    /// Every cue.
    pub cues: Vec<Cue>,
    /// Sections a plan may have, by key, with the words of their headings; in the order plans put them.
    pub sections: Vec<(String, Vec<Query>)>,
    /// A heading for each of those sections, by key.
    pub headings: Vec<(String, String)>,
    /// Kinds of document that are told apart, in the order they are tried.
    pub kinds: Vec<KindCard>,
    /// The words that a plan's own time stands beside.
    pub period: PeriodWords,
    /// Finds cues in lines of words. Kept apart from the rest where a book is written.
    #[serde(skip)]
    pub matcher: Matcher,
    /// Words by which a sentence sounds as if something were done.
    pub tone: Tone,
}

impl Vocabulary {
    /// The kind of document called `id`.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<&KindCard> {
        self.kinds.iter().find(|kind| kind.id == id)
    }
}

/// Index of a cue in [`Vocabulary::cues`].
pub type CueId = usize;
