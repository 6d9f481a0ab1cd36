//! Whether an expectation applies to a plan of this kind, at this time, for this reader; and if not, why not.

use serde::{Deserialize, Serialize};

use super::Reason;
use crate::date::Date;
use crate::kind::Recognised;
use crate::rules::{Directness, Expectation, Modality, Severity};

/// Which expectations to take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Duties and guidance only, with a direct link to the topic.
    Statutory,
    /// What applies to this kind of plan.
    #[default]
    Default,
    /// Everything, whatever the kind of plan.
    Campaign,
}

/// How an expectation applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applies {
    /// It does; with this severity, and a word where that is less than its own.
    Yes(Severity, Option<String>),
    /// It does not; why, and in words.
    No(Reason, String),
}

/// Whether and how `expectation` applies.
#[must_use]
pub fn applies(expectation: &Expectation, recognised: &Recognised, as_of: Option<Date>, profile: Profile) -> Applies {
    if let Some((local, why)) = expectation.local.as_ref().and_then(|local| Some((local, local.left_out.as_ref()?))) {
        return Applies::No(Reason::LeftOut, format!("left out by the pack `{}`: {why}", local.pack));
    }
    let own = expectation.severity();
    let direct = expectation.directness != Directness::Inferred
        && matches!(expectation.modality, Modality::Must | Modality::MustRegard | Modality::Should);
    if profile == Profile::Statutory && !direct {
        return Applies::No(
            Reason::Profile,
            "the statutory profile takes only duties and guidance that name the topic".to_owned(),
        );
    }
    let (severity, time) = match in_time(expectation, as_of, own) {
        Applies::Yes(severity, note) => (severity, note),
        no @ Applies::No(..) => return no,
    };
    let Some(kind) = recognised.kind.as_deref() else { return Applies::Yes(severity, time) };
    let matches = |kinds: &[String]| kinds.iter().any(|pattern| fits(pattern, kind));
    let like = |kind: &str| expectation.kinds.iter().chain(&expectation.advice_for).any(|pattern| fits(pattern, kind));
    if matches(&expectation.kinds) {
        Applies::Yes(severity, time)
    } else if matches(&expectation.advice_for)
        || recognised.like.as_deref().is_some_and(like)
        || profile == Profile::Campaign
    {
        let kind = format!("advice only for this kind of plan ({})", recognised.title);
        let notes: Vec<String> = std::iter::once(kind).chain(time).collect();
        Applies::Yes(Severity::Advice, Some(notes.join("; ")))
    } else {
        Applies::No(Reason::Kind, format!("it does not apply to this kind of plan ({})", recognised.title))
    }
}

fn in_time(expectation: &Expectation, as_of: Option<Date>, own: Severity) -> Applies {
    let Some(day) = as_of else { return Applies::Yes(own, None) };
    let window = expectation.in_force;
    if window.holds(day) {
        return Applies::Yes(own, None);
    }
    if let (Some(early), Some(from)) = (expectation.anticipated_from, window.from)
        && early <= day
        && day < from
    {
        let note = format!("advice for plans from {} on; in force from {}", early.in_words(), from.in_words());
        return Applies::Yes(Severity::Advice, Some(note));
    }
    // What takes over from it is of use to a plan that comes after it, and not to one before it.
    if let Some(from) = window.from.filter(|from| day < *from) {
        let words = format!("not in force yet: it begins on {}; the plan is of {}", from.in_words(), day.in_words());
        return Applies::No(Reason::Date, words);
    }
    let words = match (window.from, window.to) {
        (_, Some(to)) => format!("closed on {}; the plan is of {}", to.in_words(), day.in_words()),
        _ => "not in force then".to_owned(),
    };
    let successor = expectation.successor.as_ref().map(|id| format!("; see `{id}`")).unwrap_or_default();
    Applies::No(Reason::Date, words + &successor)
}

/// Whether a kind fits a pattern; an ending `*` is open.
pub(crate) fn fits(pattern: &str, kind: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == kind, |stem| kind.starts_with(stem))
}
