//! What a document was taken for and for what time, in sentences.

use crate::date::Date;
use crate::kind::{Confidence, Recognised};

/// What kind of document it is taken for, and why.
#[must_use]
pub fn kind(recognised: &Recognised) -> String {
    if recognised.kind.is_none() {
        return "kind of plan not recognised; every expectation is applied; use --kind to say what it is".to_owned();
    }
    let title = &recognised.title;
    let because = &recognised.because;
    match recognised.confidence {
        _ if !recognised.is_plan => {
            format!("This looks like {}, not a plan: {because}; use --kind to say otherwise", with_article(title))
        }
        Confidence::Low => format!("perhaps {}: {because}; use --kind to say otherwise", with_article(title)),
        Confidence::Medium | Confidence::High => format!("{title} ({because})"),
    }
}

/// What is said of a document that is of no known time.
pub const NO_TIME: &str =
    "its time could not be told; expectations of every time are applied; use --as-of to give a day";

/// The day checked against, and why that day.
#[must_use]
pub fn time(recognised: &Recognised, day: Date) -> String {
    let against = format!("checked against what was expected on {}", day.in_words());
    match (recognised.period, recognised.day() == Some(day)) {
        (Some((first, last)), true) if first < last => {
            format!("{against}; the plan runs from {first} to {last} ({})", recognised.period_because)
        }
        (Some((first, _)), true) => format!("{against}; the plan is of {first} ({})", recognised.period_because),
        _ => against,
    }
}

fn with_article(title: &str) -> String {
    let article = if title.starts_with("minutes") {
        ""
    } else if title.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
        "an "
    } else {
        "a "
    };
    format!("{article}{title}")
}
