//! What kind of plan a document is, and of what time: by its title, its headings and its dates, with the reason.
//!
//! The kinds and the words that show them are data, in `rules/vocabulary/kinds.toml`; this module weighs them.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::plan::Plan;
use crate::rules::RuleBook;
use crate::search::Index;
use crate::vocabulary::{KindCard, Strength};

mod opening;
mod period;
mod weigh;

use opening::Opening;
use weigh::Weighed;

/// How sure it is that a document is of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Little shows it, or another kind is nearly as likely.
    #[default]
    Low,
    /// Its title or several headings show it.
    Medium,
    /// It says so itself, or a person did.
    High,
}

/// What a document was recognised as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// The kind: `bcf-2014`, `jhws`; `None` where nothing was recognised.
    pub kind: Option<String>,
    /// What people call it.
    pub title: String,
    /// The words that showed it.
    pub because: String,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whether it is a plan; what is not recognised is taken for one.
    pub is_plan: bool,
    /// The kind whose expectations apply to it as advice, where no pack speaks of its own.
    #[serde(skip)]
    pub like: Option<String>,
    /// What a reader should know of every document of its kind.
    pub note: Option<String>,
    /// First and last calendar year of its period, where it says: the financial year 2015/16 is 2015 and 2016.
    pub period: Option<(u16, u16)>,
    /// Where it says so.
    pub period_because: String,
    /// The day of which it says that it is, where that is later than the beginning of its period.
    #[serde(skip)]
    pub dated: Option<Date>,
    /// The most that a statement of such a document can be; nothing where its kind is a guess.
    #[serde(skip)]
    pub cap: Option<Strength>,
}

impl Default for Recognised {
    fn default() -> Self {
        Self {
            kind: None,
            title: String::new(),
            because: String::new(),
            confidence: Confidence::Low,
            is_plan: true,
            like: None,
            note: None,
            period: None,
            period_because: String::new(),
            dated: None,
            cap: None,
        }
    }
}

impl Recognised {
    /// First year of its period.
    #[must_use]
    pub fn first_year(&self) -> Option<u16> {
        self.period.map(|(first, _)| first)
    }

    /// The day that stands for its time: the one of which it says that it is, or 1 April of its first year, when plans
    /// begin.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.dated.or(self.begins())
    }

    /// 1 April of its first year.
    fn begins(&self) -> Option<Date> {
        self.first_year().map(|year| Date::new(year, 4, 1))
    }

    fn of(card: &KindCard, because: String, confidence: Confidence) -> Self {
        let KindCard { id, title, plan, like, note, .. } = card;
        let cap = card.cap.filter(|_| confidence > Confidence::Low);
        Self {
            kind: Some(id.clone()),
            title: title.clone(),
            because,
            confidence,
            is_plan: *plan,
            like: like.clone(),
            note: note.clone(),
            cap,
            ..Self::default()
        }
    }
}

/// Recognises `plan`; `told` is the kind a person gave. One that `book` does not know is taken as it is.
#[must_use]
pub fn recognise(plan: &Plan, book: &RuleBook, told: Option<&str>) -> Recognised {
    recognise_in(plan, &Index::new(plan, &book.terms), book, told)
}

/// The same, where the words of `plan` are indexed already.
pub(crate) fn recognise_in(plan: &Plan, index: &Index<'_>, book: &RuleBook, told: Option<&str>) -> Recognised {
    let vocabulary = &book.vocabulary;
    let opening = Opening::of(plan);
    let said = period::Said::new(index, plan, &opening, vocabulary);
    let told = told.map(|id| (id, vocabulary.kind(id)));
    let (mut recognised, card) = match told {
        Some((_, Some(card))) => (Recognised::of(card, "as told".to_owned(), Confidence::High), Some(card)),
        Some((id, None)) => (
            Recognised {
                kind: Some(id.to_owned()),
                title: id.to_owned(),
                because: "as told".to_owned(),
                ..Recognised::default()
            },
            None,
        ),
        None => shown(&Weighed { plan, index, opening: &opening, said: &said, vocabulary }),
    };
    let years = card.and_then(|card| card.years);
    let period = match told {
        Some(_) => said.told(years),
        None => said.period(years, recognised.confidence > Confidence::Low),
    };
    if let Some(period) = period {
        recognised.period = Some((period.first, period.last));
        recognised.period_because = period.because;
    }
    // A plan is often published before it begins; one that began earlier, or in that year, is as of the day it gives.
    let year = recognised.period.filter(|(first, last)| first == last).map(|(first, _)| first);
    let late =
        |(day, _): &(Date, String)| year == Some(day.year) || recognised.begins().is_none_or(|begins| begins < *day);
    if let Some((day, because)) = said.dated.filter(late) {
        recognised.dated = Some(day);
        recognised.period.get_or_insert((day.year, day.year));
        let begun = if recognised.period_because.is_empty() { "" } else { ", " };
        recognised.period_because += &format!("{begun}{because}");
    }
    recognised
}

fn shown<'v>(weighed: &Weighed<'v, '_>) -> (Recognised, Option<&'v KindCard>) {
    match weighed.best() {
        Some(best) => (Recognised::of(best.card, best.because, best.confidence), Some(best.card)),
        None => (Recognised::default(), None),
    }
}
