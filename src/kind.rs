//! What kind of plan a document is, and of what time: by its title, its headings and its dates, with the reason.

use serde::Serialize;

use crate::date::Date;
use crate::plan::{BlockKind, Plan};
use crate::rules::RuleBook;
use crate::vocabulary::Strength;

/// What a document was recognised as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// The kind: `bcf-2014`, `jhws`; `None` where nothing was recognised.
    pub kind: Option<String>,
    /// What people call it.
    pub title: String,
    /// The words that showed it.
    pub because: String,
    /// First and last year of its period, where it says.
    pub period: Option<(u16, u16)>,
    /// The most that a statement of such a document can be.
    #[serde(skip)]
    pub cap: Option<Strength>,
}

impl Recognised {
    /// First year of its period.
    #[must_use]
    pub fn first_year(&self) -> Option<u16> {
        self.period.map(|(first, _)| first)
    }

    /// The day that stands for its period: 1 April of its first year, when plans begin.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.first_year().map(|year| Date::new(year, 4, 1))
    }
}

/// Recognises `plan`; `told` is the kind a person gave.
#[must_use]
pub fn recognise(plan: &Plan, book: &RuleBook, told: Option<&str>) -> Recognised {
    let _ = book;
    let opening: String = plan.blocks().iter().filter(|block| block.kind != BlockKind::Contents).take(12).map(|block| plan.words(block.span).to_lowercase() + "\n").collect();
    let kind = told.map(str::to_owned).or_else(|| opening.contains("better care fund").then(|| "bcf-2014".to_owned()));
    Recognised { title: kind.clone().unwrap_or_default(), kind, ..Recognised::default() }
}
