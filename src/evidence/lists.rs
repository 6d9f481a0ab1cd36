//! What is asked of words again and again, looked up once: the classes of word lists, the kinds of columns, where typed
//! values stand.

use crate::query::{Concepts, ValueKind};
use crate::search::{Hit, Index};
use crate::vocabulary::{Matcher, Slot, Traits};

/// A word list of `rules/vocabulary/lists.toml` that gives statements their clauses, by its number in [`NAMES`].
#[derive(Clone, Copy, Debug)]
pub(super) struct List(usize);

/// Verbs with a person and a tense.
pub(super) const FINITE: List = List(0);
/// Words that refer back.
pub(super) const BACK: List = List(1);
/// Words that open a part before the main clause.
pub(super) const FRONT: List = List(2);
/// Names of other places.
pub(super) const ELSEWHERE: List = List(3);
/// Words that end a clause.
pub(super) const CLAUSE_END: List = List(4);
/// Words after which a clause goes on that had ended.
pub(super) const CLAUSE_ON: List = List(5);
/// Words between coordinate clauses.
pub(super) const JOINT: List = List(6);
/// Those of them that a denial passes over.
pub(super) const JOINT_OR: List = List(7);
/// Words that open a relative clause.
pub(super) const RELATIVE: List = List(8);
/// What stands before an infinitive.
pub(super) const INFINITIVE: List = List(9);
/// People whom a service is for.
pub(super) const PERSON: List = List(10);
/// Words after which it is said what those people are like: who.
pub(super) const SERVED: List = List(11);
/// Causes and conditions, which do things without anybody doing them.
pub(super) const MATTER: List = List(12);
/// Headings under which no order is an action.
pub(super) const HEADING_IDEAS: List = List(13);
/// Words beside which it is one all the same.
pub(super) const HEADING_ACTS: List = List(14);
/// Words with which an aside between commas begins.
pub(super) const ASIDE: List = List(15);
/// Participles that look like a verb of the present; and what follows where they are one: run by.
pub(super) const PARTICIPLE: List = List(16);
pub(super) const BY: List = List(17);
/// Words that are a past or a participle, or an adverb as well as a verb: by what stands beside them.
pub(super) const EITHER: List = List(18);

/// Words after which a comma opens an aside, whatever it begins with: the service will, on referral, match.
pub(super) const FUTURE: List = List(19);

/// Words of a heading over what is not done.
pub(super) const HEADING_DENIES: List = List(20);
/// Words of a heading for what the plan does or was asked to do.
pub(super) const HEADING_OURS: List = List(21);
/// Words of a heading that say no.
pub(super) const HEADING_NOT: List = List(22);
/// What they say no to.
pub(super) const HEADING_UNDONE: List = List(23);
/// Words with which a lead-in asks.
pub(super) const ASKING: List = List(24);
/// Words with which the plan's owners speak of themselves.
pub(super) const OURS: List = List(25);
/// Those who do things for others.
pub(super) const DOERS: List = List(26);
/// Words that a number behind them refers with: page 9.
pub(super) const REFERENCE: List = List(27);
/// Words of a heading under which things are explained.
pub(super) const HEADING_DEFINES: List = List(28);
/// Those who do the work of a service.
pub(super) const WORKER: List = List(29);
/// Things of a kind that are everywhere, and say nothing of here without a word that points or counts.
pub(super) const GENERIC: List = List(30);
/// Words that point at those meant.
pub(super) const POINTING: List = List(31);
/// Words of rhythm: weekly, on Fridays.
pub(super) const RHYTHM: List = List(32);
/// Auxiliaries: what is done to a thing, or has been.
pub(super) const PERFECT: List = List(33);
/// Those whose plan it is, and words for all of its places.
pub(super) const WITNESS: List = List(34);
/// Words with a colon behind them under which things are named.
pub(super) const NAMING_LABEL: List = List(35);
/// Words before a noun that make it refer to one named before.
pub(super) const DETERMINER: List = List(36);
/// Pronouns that refer to the sentence before where they open a clause.
pub(super) const REFERS_FIRST: List = List(37);
/// Pronouns that do where they belong to what is ours.
pub(super) const REFERS_OWN: List = List(38);
/// Pronouns that do wherever they stand.
pub(super) const REFERS_OBJECT: List = List(39);
/// Words that join a pronoun to a noun of its own sentence: seven firms, among them.
pub(super) const AMONG: List = List(40);
/// Words behind which a noun stands, and no verb.
pub(super) const ARTICLE: List = List(41);
/// Words that begin a part of their own behind a comma, whatever verb stands before it.
pub(super) const HANGING: List = List(42);
/// Deeds that open an instruction.
pub(super) const ORDER: List = List(43);
/// Between a name and what it is: Linkage is our lunch club.
pub(super) const BEING: List = List(44);
/// Before the name of a thing: a lunch club called Full House.
pub(super) const CALLING: List = List(45);
/// Before the name of a place or a time.
pub(super) const PLACING: List = List(46);
/// Behind a service that is named whole.
pub(super) const SERVICE_ON: List = List(47);
/// Nouns for a service: a befriending scheme.
pub(super) const THING: List = List(48);

/// Words of a heading over how things are to be.
pub(super) const HEADING_VISION: List = List(49);

/// Words beside which a vision is eyesight.
pub(super) const HEADING_SIGHT: List = List(51);

/// Words with which a cell may say that an action has ended or has stopped for now.
pub(super) const STATUS_FIRST: List = List(50);

/// The names of the lists.
const NAMES: [&str; 52] = [
    "finite",
    "back",
    "front",
    "elsewhere",
    "clause-end",
    "clause-on",
    "joint",
    "joint-or",
    "relative",
    "infinitive",
    "person",
    "served",
    "matter",
    "heading-ideas",
    "heading-acts",
    "aside",
    "participle",
    "by",
    "either",
    "future",
    "heading-denies",
    "heading-ours",
    "heading-not",
    "heading-undone",
    "asking",
    "ours",
    "doers",
    "reference",
    "heading-defines",
    "worker",
    "generic",
    "pointing",
    "rhythm",
    "perfect",
    "witness",
    "naming-label",
    "determiner",
    "refers-first",
    "refers-own",
    "refers-object",
    "among",
    "article",
    "hanging",
    "order",
    "being",
    "calling",
    "placing",
    "service-on",
    "thing",
    "heading-vision",
    "status-first",
    "heading-sight",
];

/// The lists that the words of each class are in, a bit each, up to the last class that is a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists(Vec<u64>);

impl Lists {
    /// The lists of `matcher`.
    pub(super) fn of(matcher: &Matcher) -> Self {
        let mut lists = Self::default();
        for (at, class) in NAMES.iter().enumerate().filter_map(|(at, name)| Some((at, matcher.list_class(name)?))) {
            let class = class as usize;
            lists.0.resize(lists.0.len().max(class + 1), 0);
            lists.0[class] |= 1 << at;
        }
        lists
    }

    /// A word of these classes.
    pub(super) fn word(&self, traits: Traits) -> Word {
        let lists =
            traits.classes.iter().filter_map(|class| self.0.get(*class as usize)).fold(0, |all, lists| all | lists);
        Word { traits, lists }
    }
}

/// What a word is, worked out once for all places where it stands.
#[derive(Debug)]
pub(super) struct Word {
    /// What the matcher knows of it.
    pub(super) traits: Traits,
    /// The lists that it is in, a bit each.
    lists: u64,
}

impl Word {
    /// Whether it is in the list.
    pub(super) fn is(&self, list: List) -> bool {
        self.lists >> list.0 & 1 == 1
    }
}

/// What the name of a column says of its cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// They hold ideas, or what people said.
    pub(super) ideas: bool,
    /// They hold actions.
    pub(super) action: bool,
    /// They hold options: nothing in their rows is settled.
    pub(super) options: bool,
    /// They say how far an action has come.
    pub(super) status: bool,
    /// They name a partner.
    pub(super) partner: bool,
    /// They say what it does.
    pub(super) part: bool,
    /// They fill a slot of the row's action.
    pub(super) slot: Option<Slot>,
    /// They name what is measured.
    pub(super) indicator: bool,
    /// They hold its figures of now.
    pub(super) now: bool,
    /// They hold those to be reached.
    pub(super) target: bool,
    /// They hold those of a plan where their name has a year to come.
    pub(super) planned: bool,
    /// They hold those that were reached, or are foretold, or none.
    pub(super) outturn: bool,
}

impl Columns {
    /// What `name` says.
    pub(super) fn of(name: &str, matcher: &Matcher) -> Self {
        const SLOTS: [(&str, Slot); 4] = [
            ("column-owner", Slot::Owner),
            ("column-date", Slot::Date),
            ("column-measure", Slot::Measure),
            ("column-resource", Slot::Resource),
        ];
        let entry = matcher.entry(name);
        let is = |list: &str| entry.is_in(list);
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        let any = |list: &str| words.clone().any(|word| matcher.list_has(list, word));
        Self {
            ideas: is("column-ideas") || is("column-voice"),
            action: is("column-action"),
            options: is("column-option"),
            status: is("column-status"),
            partner: is("column-partner"),
            part: is("column-part"),
            slot: SLOTS.iter().find(|(list, _)| is(list)).map(|(_, slot)| *slot),
            indicator: is("column-indicator"),
            now: is("column-now") || any("column-now-word"),
            target: is("column-target") || any("column-target-word"),
            planned: any("column-planned-word"),
            outturn: any("column-outturn-word"),
        }
    }
}

/// Where typed values of each kind stand; roles, organisations and measures are concepts of those names.
pub(super) fn values(index: &Index<'_>, concepts: &Concepts) -> Vec<(&'static str, Vec<Hit>)> {
    let found = |kind: ValueKind| match concepts.position(kind.name()) {
        Some(concept) => index.concept(concept, concepts).to_vec(),
        None => index.values(kind).to_vec(),
    };
    ValueKind::ALL.into_iter().map(|kind| (kind.name(), found(kind))).collect()
}
