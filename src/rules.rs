//! Packs of expectations: what a lever expects of a plan, on whose authority, since when, and at what strength.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::query::Query;
use crate::vocabulary::{Standing, Strength};

mod book;
mod load;
mod overlay;
pub mod schema;

pub use book::{Finders, RuleBook};
pub(crate) use load::hex;

pub use overlay::Local;

/// How the source binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// A statutory duty.
    Must,
    /// A statutory duty to have regard.
    MustRegard,
    /// Guidance, national conditions.
    Should,
    /// Permissive or by way of example.
    May,
    /// A prospectus, case study or vision.
    Case,
    /// An advocate's inference.
    Argued,
}

impl Modality {
    /// As a sentence would name it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Must => "a statutory duty",
            Self::MustRegard => "a statutory duty to have regard",
            Self::Should => "guidance",
            Self::May => "an example given in guidance",
            Self::Case => "a national programme's vision",
            Self::Argued => "an argument made by campaigners",
        }
    }

    /// Its name in rule files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::MustRegard => "must-regard",
            Self::Should => "should",
            Self::May => "may",
            Self::Case => "case",
            Self::Argued => "argued",
        }
    }
}

/// How directly the source speaks of loneliness in local plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Directness {
    /// It names the topic and local plans.
    NamesPlans,
    /// It names the topic.
    NamesTopic,
    /// The link is inferred.
    Inferred,
}

impl Directness {
    /// Its name in rule files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NamesPlans => "names-plans",
            Self::NamesTopic => "names-topic",
            Self::Inferred => "inferred",
        }
    }
}

/// How much a finding matters. Computed, never typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good practice, or a link that is inferred.
    Advice,
    /// National guidance speaks to it.
    Warning,
    /// A statutory duty speaks to it directly.
    Error,
}

impl Severity {
    /// The severity of an expectation of this modality and directness.
    #[must_use]
    pub fn of(modality: Modality, directness: Directness) -> Self {
        match (modality, directness) {
            (Modality::Case | Modality::Argued, _) | (_, Directness::Inferred) => Self::Advice,
            (Modality::Must | Modality::MustRegard, _) => Self::Error,
            (Modality::Should, _) => Self::Warning,
            (Modality::May, _) => Self::Advice,
        }
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How near the means must stand to the topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// In one sentence.
    Sentence,
    /// In one block.
    #[default]
    Block,
    /// In one section.
    Section,
}

/// Whether a passage is wanted or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Expects {
    /// The plan should say it.
    #[default]
    Presence,
    /// The plan should not say it: a measure taken for what it is not, a code or body of another time.
    Absence,
}

/// A time during which something holds; both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Window {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Window {
    /// Whether `day` lies in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A source, and whether it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cite {
    /// What is cited: `Care Act 2014, section 2(1)`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
    /// Whether the fact was confirmed at a public source.
    pub checked: bool,
    /// What is not certain about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// A passage or small plan, and the verdict it must get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Example {
    /// The verdict.
    pub verdict: String,
    /// The reason, for `weak`.
    #[serde(default)]
    pub reason: Option<String>,
    /// The standing, where it matters.
    #[serde(default)]
    pub standing: Option<Standing>,
    /// The plan, in plan notation (Markdown).
    pub text: String,
    /// The kind of plan, where it matters; the expectation's first otherwise.
    #[serde(default)]
    pub kind: Option<String>,
    /// The plan's day, where it matters.
    #[serde(default)]
    pub as_of: Option<Date>,
}

/// What a lever expects of a plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expectation {
    /// Its path: `care-act/prevention-offer`. Permanent.
    pub id: String,
    /// Its short code: `CA-1`. Permanent.
    pub code: String,
    /// What is true of a good plan.
    pub title: String,
    /// Who the source speaks to.
    pub holder: String,
    /// How the source binds.
    pub modality: Modality,
    /// How directly it speaks.
    pub directness: Directness,
    /// The kinds of plan it applies to; an ending `*` is open.
    pub kinds: Vec<String>,
    /// The kinds it applies to as advice only.
    pub advice_for: Vec<String>,
    /// When the lever is in force.
    pub in_force: Window,
    /// The day from which plans may be written in anticipation: advice until it is in force.
    pub anticipated_from: Option<Date>,
    /// The id of the expectation that took its place.
    pub successor: Option<String>,
    /// The sections where an action belongs, best first.
    pub belongs_in: Vec<String>,
    /// Whether what it looks for is wanted.
    pub expects: Expects,
    /// What a passage must be about.
    pub topic: Query,
    /// What would count as doing something; `None` where speaking of the topic is enough.
    pub means: Option<Query>,
    /// What the plan must do as well, by itself or elsewhere; `None` where one thing is enough.
    pub also: Option<Query>,
    /// What a plan must speak of for this to be expected of it; `None` where it is expected of every plan of its kinds.
    pub condition: Option<Query>,
    /// How near means must stand to topic.
    pub link: Link,
    /// The least that satisfies it.
    pub minimum: Strength,
    /// For the doubtful: why it is expected.
    pub why: String,
    /// For the author: a drafted example with `<placeholders>`.
    pub fix: String,
    /// For the auditor: where it comes from.
    pub cites: Vec<Cite>,
    /// Its tests; those of built-in expectations are kept apart, see [`RuleBook::builtin_with_tests`].
    #[serde(skip)]
    pub tests: Vec<Example>,
    /// What a council's own pack says of it.
    pub local: Option<Local>,
}

impl Expectation {
    /// Its severity where it applies in full: computed, unless a council's own pack says otherwise.
    #[must_use]
    pub fn severity(&self) -> Severity {
        let own = self.local.as_ref().and_then(|local| local.severity);
        own.unwrap_or_else(|| Severity::of(self.modality, self.directness))
    }
}

/// One lever's expectations.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pack {
    /// Its folder: `care-act`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The lever.
    pub lever: String,
    /// What it is for.
    pub about: String,
    /// When the lever is in force.
    pub in_force: Window,
    /// Who keeps the pack.
    pub keeper: String,
    /// SHA-256 of its files, in hexadecimal.
    pub sha256: String,
    /// Its expectations, by code.
    pub expectations: Vec<Expectation>,
}
