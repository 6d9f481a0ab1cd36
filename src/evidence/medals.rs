//! The Campaign to End Loneliness's medals, by a fixed rule, so that its 2013 review of strategies can be repeated.
//!
//! | medal | rule |
//! |---|---|
//! | gold | an asserted action on loneliness that is measurable, or has a date or a measure |
//! | silver | loneliness is to be found out about, or acted on without either; or a measurable action on isolation or contact |
//! | bronze | loneliness acknowledged or wished away; or isolation is to be found out about, or acted on without either |
//! | none | none of these: a service alone, by whatever name, is no word on loneliness or isolation |
//!
//! The published rule has no place for an action without date or measure; it ranks with finding out, never below it.
//! The published bronze rule can be read two ways: whether naming isolation alone is enough. Both are given.

use serde::{Deserialize, Serialize};

use super::{Passage, Reading};
use crate::vocabulary::{Family, Slot, Standing, Strength};

/// A grade of the Campaign's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Medal {
    /// Not recognised.
    None,
    /// Recognised.
    Bronze,
    /// Finding out, or acting on isolation.
    Silver,
    /// Measurable action on loneliness.
    Gold,
}

impl Medal {
    /// Every medal, the best first.
    pub const ALL: [Self; 4] = [Self::Gold, Self::Silver, Self::Bronze, Self::None];

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Bronze => "bronze",
            Self::Silver => "silver",
            Self::Gold => "gold",
        }
    }
}

/// A document's grade by both readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medals {
    /// Naming isolation alone earns nothing.
    pub strict: Medal,
    /// Naming isolation alone earns bronze.
    pub acknowledged: Medal,
}

/// The medals that the `passages` of a plan earn.
#[must_use]
pub fn medals(reading: &Reading<'_>, passages: &[Passage]) -> Medals {
    let strict = passages.iter().map(|passage| grade(reading, passage)).max().unwrap_or(Medal::None);
    let named =
        passages.iter().any(|passage| passage.family == Some(Family::B) && passage.strength >= Strength::Mention);
    let acknowledged = if named { strict.max(Medal::Bronze) } else { strict };
    Medals { strict, acknowledged }
}

fn grade(reading: &Reading<'_>, passage: &Passage) -> Medal {
    if passage.standing != Standing::Asserted || passage.strength == Strength::Absent {
        return Medal::None;
    }
    let has = |slot: Slot| passage.slots.iter().any(|(filled, _)| *filled == slot);
    let says = |concept: &str| says(reading, passage, concept);
    let acts = passage.strength >= Strength::Commitment;
    let learns = says("finding-out");
    let only_learns = learns && !says("more-than-finding-out");
    let measurable = passage.strength == Strength::Measurable || acts && (has(Slot::Date) || has(Slot::Measure));
    match passage.family {
        Some(Family::A) if measurable && !only_learns => Medal::Gold,
        Some(Family::A) if acts || learns => Medal::Silver,
        Some(Family::A) => Medal::Bronze,
        Some(Family::B) if measurable && !only_learns => Medal::Silver,
        Some(Family::B) if acts || learns => Medal::Bronze,
        _ => Medal::None,
    }
}

/// Whether the sentence, cell or item that decided a passage holds `concept`.
fn says(reading: &Reading<'_>, passage: &Passage, concept: &str) -> bool {
    let concepts = &reading.vocabulary().concepts;
    let hits = concepts.position(concept).map(|at| reading.index().concept(at, concepts));
    let within = |hit| {
        let span = reading.index().bytes(hit);
        passage.quote.start <= span.start && span.end <= passage.quote.end
    };
    hits.is_some_and(|hits| hits.iter().any(|hit| within(*hit)))
}
