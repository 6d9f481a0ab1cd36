//! Findings that are set aside: accepted for a time, or known before. They stay in every report and do not count.

use serde::{Deserialize, Serialize};

use super::account::strength_in_words;
use super::level::Level;
use super::record::{DocumentRecord, OutcomeRecord, WaiverRecord};
use crate::check::{Reason, Verdict};
use crate::date::Date;
use crate::rules::Severity;
use crate::text::Origin;
use crate::vocabulary::Strength;

/// What a document's author says to planlint in a comment of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The words after `planlint:`.
    pub words: String,
    /// Where, in words: `line 12`.
    pub place: String,
}

impl Remark {
    pub(super) fn of((words, origin): &(String, Origin)) -> Self {
        Self { words: words.clone(), place: origin.to_string() }
    }
}

/// A waiver in a comment of the document itself: an author's reason, which nobody else has approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentWaiver {
    /// Why.
    pub reason: String,
    /// Its last day; `None` where the comment gives none and it holds while it stands.
    pub expires: Option<Date>,
    /// Where the comment is, in words.
    pub place: String,
}

/// How an outcome stands to a baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Against {
    /// In one word.
    pub state: AgainstState,
    /// What the baseline has; `None` where it has nothing on this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Level>,
}

/// How an outcome stands to a baseline, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgainstState {
    /// A finding that the baseline does not have.
    New,
    /// A finding that the baseline has, no weaker than it was.
    Known,
    /// Weaker than the baseline has it: a finding, even where it is still met.
    Worse,
    /// Stronger than the baseline has it.
    Better,
}

impl AgainstState {
    /// What reports for machines call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::Worse => "worse",
            Self::Better => "better",
        }
    }
}

impl DocumentWaiver {
    /// How long it holds, in words.
    fn until(&self) -> String {
        self.expires.map_or("without a last day".to_owned(), |day| format!("until {}", day.in_words()))
    }
}

impl Against {
    fn in_words(&self) -> String {
        let was = self.was.as_ref().map(|was| format!(", where it was {}", level_in_words(was))).unwrap_or_default();
        match self.state {
            AgainstState::New => "new since the baseline".to_owned(),
            AgainstState::Known => "known from the baseline".to_owned(),
            AgainstState::Worse => format!("weaker than in the baseline{was}"),
            AgainstState::Better => format!("better than in the baseline{was}"),
        }
    }
}

impl DocumentRecord {
    /// The findings that somebody has accepted, by a file of waivers or in the document: codes and reasons.
    #[must_use]
    pub fn accepted(&self) -> Vec<(String, String)> {
        let reason = |outcome: &OutcomeRecord| {
            let listed = outcome.waiver.as_ref().map(|waiver| waiver.reason.clone());
            let said = || outcome.waived_in_document.as_ref().map(|waiver| waiver.reason.clone());
            Some((outcome.code.clone(), listed.or_else(said)?))
        };
        self.outcomes.iter().filter_map(reason).collect()
    }
}

impl OutcomeRecord {
    /// Whether it is to be acted on: a finding that nothing sets aside, or something weaker than the baseline has it.
    #[must_use]
    pub fn counts(&self) -> bool {
        let waived = self.waiver.is_some() || self.waived_in_document.is_some();
        match self.baseline.as_ref().map(|against| against.state) {
            _ if waived => false,
            Some(AgainstState::Worse) => true,
            Some(AgainstState::Known | AgainstState::Better) => false,
            Some(AgainstState::New) | None => self.verdict.is_finding(),
        }
    }

    /// Whether it is a finding that does not count.
    #[must_use]
    pub fn is_set_aside(&self) -> bool {
        self.verdict.is_finding() && !self.counts()
    }

    /// What was decided about it, or was known before, in phrases: who accepted it and until when, how it stands to the
    /// baseline. Empty where there is nothing of that.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        let accepted = |waiver: &WaiverRecord| {
            format!("accepted until {} by {}: {}", waiver.expires.in_words(), waiver.approver, waiver.reason)
        };
        let lapsed = |waiver: &WaiverRecord| {
            let (day, approver) = (waiver.expires.in_words(), &waiver.approver);
            format!("had been accepted by {approver} until {day}, which has gone by: {}", waiver.reason)
        };
        let in_document = |waiver: &DocumentWaiver| {
            format!("waived in the document itself, {}, {}: {}", waiver.place, waiver.until(), waiver.reason)
        };
        [
            self.waiver.as_ref().map(accepted),
            self.lapsed.as_ref().map(lapsed),
            self.waived_in_document.as_ref().map(in_document),
            self.baseline.as_ref().map(Against::in_words),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The same in a letter and a few words, for a table; `None` where it counts as any other.
    #[must_use]
    pub fn mark(&self) -> Option<(&'static str, &'static str)> {
        let state = self.baseline.as_ref().map(|against| against.state);
        match state {
            _ if self.waiver.is_some() => Some(("w", "accepted for a time")),
            _ if self.waived_in_document.is_some() => Some(("d", "waived in the document itself")),
            Some(AgainstState::Worse) => Some(("↓", "weaker than in the baseline")),
            _ if self.is_set_aside() => Some(("k", "known from the baseline")),
            _ => None,
        }
    }

    /// Whether it counts where only what is at or above `least` does. What is undecided, and what has become weaker
    /// than a baseline has it, always does.
    #[must_use]
    pub fn counts_at(&self, least: Severity) -> bool {
        let worse = self.baseline.as_ref().is_some_and(|against| against.state == AgainstState::Worse);
        self.counts() && (worse || self.verdict == Verdict::Undecided || self.severity >= Some(least))
    }
}

/// What is set aside in a document, or has become weaker: a heading, and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// What these have in common.
    pub heading: &'static str,
    /// Each: the finding, then what is to be said of it.
    pub entries: Vec<Entry>,
}

/// A finding, and what is to be said of it.
type Entry = (String, Vec<String>);

/// What belongs under one heading: an outcome's entry there, if it has one.
type Sort = fn(&OutcomeRecord) -> Option<Entry>;

/// Everything in `document` that is set aside or has become weaker, in words.
#[must_use]
pub fn apart(document: &DocumentRecord) -> Vec<Apart> {
    let part = |heading, entry: Sort| Apart { heading, entries: document.outcomes.iter().filter_map(entry).collect() };
    let mut parts = vec![
        part("Waived, and not counted", waived),
        part("Waived in the document itself, and not counted", waived_in_document),
        part("Known from the baseline, and not counted", known),
        part("Weaker than in the baseline", worse),
    ];
    // those known are many and old news: their codes are enough
    let codes: Vec<String> = parts[2].entries.drain(..).map(|(code, _)| code).collect();
    parts[2].entries.extend((!codes.is_empty()).then(|| (codes.join(", "), Vec::new())));
    parts.into_iter().filter(|part| !part.entries.is_empty()).collect()
}

/// How many findings of `document` are set aside, and by what: `2 waived`, `1 known from the baseline`.
#[must_use]
pub fn counts(document: &DocumentRecord) -> Vec<String> {
    let sorts: [(&str, Sort); 4] = [
        ("waived", waived),
        ("waived in the document", waived_in_document),
        ("known from the baseline", known),
        ("weaker than in the baseline", worse),
    ];
    let counts = sorts.iter().map(|(name, entry)| (document.outcomes.iter().filter_map(entry).count(), name));
    counts.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect()
}

fn named(outcome: &OutcomeRecord) -> String {
    format!("{} {}", outcome.code, outcome.message)
}

fn waived(outcome: &OutcomeRecord) -> Option<Entry> {
    let waiver = outcome.waiver.as_ref()?;
    let until = format!("until {}, approved by {}: {}", waiver.expires.in_words(), waiver.approver, waiver.reason);
    Some((named(outcome), vec![until]))
}

fn waived_in_document(outcome: &OutcomeRecord) -> Option<Entry> {
    let waiver = outcome.waived_in_document.as_ref().filter(|_| outcome.waiver.is_none())?;
    Some((named(outcome), vec![format!("by a comment at {}, {}: {}", waiver.place, waiver.until(), waiver.reason)]))
}

fn known(outcome: &OutcomeRecord) -> Option<Entry> {
    let waived = outcome.waiver.is_some() || outcome.waived_in_document.is_some();
    (outcome.is_set_aside() && !waived).then(|| (outcome.code.clone(), Vec::new()))
}

fn worse(outcome: &OutcomeRecord) -> Option<Entry> {
    let against = outcome.baseline.as_ref().filter(|against| against.state == AgainstState::Worse)?;
    let was = against.was.as_ref()?;
    let now = Level::of(outcome);
    let change = format!("{} was {}, now {}", outcome.code, level_in_words(was), level_in_words(&now));
    let quoted = |when: &str, level: &Level| {
        let quote = super::shortened(&level.quote.split_whitespace().collect::<Vec<_>>().join(" "), 200);
        (!quote.is_empty()).then(|| format!("{when}: “{quote}”"))
    };
    Some((change, [quoted("was", was), quoted("now", &now)].into_iter().flatten().collect()))
}

/// How far an outcome goes, in words: `met (an action that can be measured)`, `weak (a wish, not yet an action)`.
#[must_use]
pub fn level_in_words(level: &Level) -> String {
    let verdict = level.verdict.name().replace('-', " ");
    match level.verdict {
        Verdict::Met => format!("{verdict} ({})", strength_in_words(level.strength)),
        Verdict::Weak if level.reason == Reason::Mention => {
            format!("{verdict} ({})", strength_in_words(Strength::Mention))
        }
        Verdict::Weak | Verdict::Review => format!("{verdict} ({})", super::gap(level.reason)),
        _ => verdict,
    }
}
