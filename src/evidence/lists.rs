//! What is asked of words again and again, looked up once: the classes of word lists, the kinds of columns, where typed
//! values stand.

use crate::query::{Concepts, ValueKind};
use crate::search::{Hit, Index};
use crate::vocabulary::{Matcher, Slot};

/// Classes of the word lists in `rules/vocabulary/lists.toml` that give statements their clauses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists {
    /// Verbs with a person and a tense.
    pub(super) finite: Option<u32>,
    /// Words that refer back.
    pub(super) back: Option<u32>,
    /// Words that open a part before the main clause.
    pub(super) front: Option<u32>,
    /// Names of other places.
    pub(super) elsewhere: Option<u32>,
    /// Words that end a clause, and those after which they do not.
    pub(super) clause_end: Option<u32>,
    pub(super) clause_on: Option<u32>,
    /// Words between coordinate clauses, those of them that a denial passes over, and those that open a relative one.
    pub(super) joint: Option<u32>,
    pub(super) joint_or: Option<u32>,
    pub(super) relative: Option<u32>,
    /// What stands before an infinitive.
    pub(super) infinitive: Option<u32>,
    /// People whom a service is for.
    pub(super) person: Option<u32>,
    /// Words after which it is said what those people are like: who.
    pub(super) served: Option<u32>,
    /// Causes and conditions, which do things without anybody doing them.
    pub(super) matter: Option<u32>,
    /// Headings under which no order is an action, and words beside which it is one all the same.
    pub(super) heading_ideas: Option<u32>,
    pub(super) heading_acts: Option<u32>,
}

impl Lists {
    /// The lists of `matcher`.
    pub(super) fn of(matcher: &Matcher) -> Self {
        let class = |name: &str| matcher.list_class(name);
        Self {
            finite: class("finite"),
            back: class("back"),
            front: class("front"),
            elsewhere: class("elsewhere"),
            clause_end: class("clause-end"),
            clause_on: class("clause-on"),
            joint: class("joint"),
            joint_or: class("joint-or"),
            relative: class("relative"),
            infinitive: class("infinitive"),
            person: class("person"),
            served: class("served"),
            matter: class("matter"),
            heading_ideas: class("heading-ideas"),
            heading_acts: class("heading-acts"),
        }
    }
}

/// What the name of a column says of its cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// They hold ideas, or what people said.
    pub(super) ideas: bool,
    /// They say how far an action has come.
    pub(super) status: bool,
    /// They fill a slot of the row's action.
    pub(super) slot: Option<Slot>,
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
        let is = |list: &str| matcher.list_has(list, name);
        Self {
            ideas: is("column-ideas") || is("column-voice"),
            status: is("column-status"),
            slot: SLOTS.iter().find(|(list, _)| is(list)).map(|(_, slot)| *slot),
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
