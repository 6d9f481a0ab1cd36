//! The Campaign to End Loneliness's medals, by a fixed rule, so that its 2013 review of strategies can be repeated.
//!
//! | medal | rule |
//! |---|---|
//! | gold | an asserted passage on loneliness that is measurable, or a commitment with a date or a measure |
//! | silver | a commitment to find out about loneliness; or any commitment on isolation, contact or a service alone |
//! | bronze | loneliness acknowledged or wished away; or a commitment or wish to find out about isolation |
//! | none | neither |
//!
//! The published bronze rule can be read two ways: whether naming isolation alone is enough. Both are given.

use serde::{Deserialize, Serialize};

use super::Passage;
use crate::vocabulary::{Family, Slot, Standing, Strength, Vocabulary};

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

/// The medals that `passages` earn.
#[must_use]
pub fn medals(passages: &[Passage], vocabulary: &Vocabulary) -> Medals {
    let strict = passages.iter().map(|passage| grade(passage, vocabulary)).max().unwrap_or(Medal::None);
    let named =
        passages.iter().any(|passage| passage.family == Some(Family::B) && passage.strength >= Strength::Mention);
    let acknowledged = if named { strict.max(Medal::Bronze) } else { strict };
    Medals { strict, acknowledged }
}

fn grade(passage: &Passage, vocabulary: &Vocabulary) -> Medal {
    if passage.standing != Standing::Asserted || passage.strength == Strength::Absent {
        return Medal::None;
    }
    let has = |slot: Slot| passage.slots.iter().any(|(filled, _)| *filled == slot);
    let learns = passage.cues.iter().any(|cue| vocabulary.cues[cue.cue].id == "learn-more");
    let action = passage.strength >= Strength::Commitment;
    match passage.family {
        Some(Family::A) if passage.strength == Strength::Measurable => Medal::Gold,
        Some(Family::A) if action && (has(Slot::Date) || has(Slot::Measure)) => Medal::Gold,
        Some(Family::A) if action => Medal::Silver,
        Some(Family::A) => Medal::Bronze,
        Some(Family::B | Family::C) if action && !learns => Medal::Silver,
        Some(Family::B) if learns => Medal::Bronze,
        _ => Medal::None,
    }
}
