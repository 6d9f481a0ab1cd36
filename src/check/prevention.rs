//! What the British Red Cross counted of prevention in every health and wellbeing strategy of England, so that its
//! review can be repeated: whether and where a plan speaks of prevention, which laws it names, which stages it covers.
//!
//! Source: Field and Carter, *Prevention in Action*, British Red Cross, 22 February 2016. Its readers also weighed
//! whether a strategy spoke to "a range of people", which is not counted here, so the label is that of the counts. What
//! made a strategy weak or very weak is not known to us: those below strong are not told apart.

use serde::{Deserialize, Serialize};

use super::anchor::Outline;
use crate::evidence::Reading;
use crate::plan::SectionId;
use crate::search::Hit;

/// How much of a plan prevention is, by counts alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Focus {
    /// In the summary, vision, principles or priorities, and of all three stages.
    VeryStrong,
    /// In one of those places, but not of all three stages.
    Strong,
    /// Somewhere else.
    BelowStrong,
    /// Nowhere.
    NotMentioned,
}

/// What is counted of prevention in one plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreventionReview {
    /// Whether prevention is spoken of at all.
    pub mentioned: bool,
    /// Whether it is in the summary; `None` where the plan has none.
    pub in_summary: Option<bool>,
    /// Whether it is in a section of vision, aims or principles.
    pub in_vision: bool,
    /// Whether it is in a section of priorities.
    pub in_priorities: bool,
    /// Whether the Care Act is named.
    pub care_act: bool,
    /// Whether the Better Care Fund or its forerunner is named.
    pub better_care_fund: bool,
    /// Whether the NHS Five Year Forward View is named.
    pub forward_view: bool,
    /// Whether prevention before need, for people at risk, and for people with needs is spoken of.
    pub stages: [bool; 3],
    /// Whether needs are to be prevented, reduced and delayed, in one breath.
    pub triple_definition: bool,
    /// How much of the plan it is.
    pub focus: Focus,
}

impl PreventionReview {
    /// Counts in a plan that has been read.
    pub(super) fn of(reading: &Reading<'_>, outline: &Outline) -> Self {
        let mentions = found(reading, "prevention-named");
        let named = |concept: &str| !found(reading, concept).is_empty();
        let within = |key: &str| mentions.iter().any(|hit| stands_in(reading, *hit, outline.sections(key)));
        let in_summary = (!outline.sections("summary").is_empty()).then(|| within("summary"));
        let (in_vision, in_priorities) = (within("vision"), within("priorities"));
        let triple_definition = named("triple-definition");
        let stage = |concept: &str| triple_definition || named(concept);
        let stages = ["primary-prevention", "secondary-prevention", "tertiary-prevention"].map(stage);
        let key = in_summary == Some(true) || in_vision || in_priorities;
        let focus = match (key, mentions.is_empty()) {
            (_, true) => Focus::NotMentioned,
            (true, _) if stages == [true; 3] => Focus::VeryStrong,
            (true, _) => Focus::Strong,
            (false, _) => Focus::BelowStrong,
        };
        Self {
            mentioned: !mentions.is_empty(),
            in_summary,
            in_vision,
            in_priorities,
            care_act: named("care-act-named"),
            better_care_fund: named("better-care-fund-named"),
            forward_view: named("forward-view-named"),
            stages,
            triple_definition,
            focus,
        }
    }
}

fn found(reading: &Reading<'_>, concept: &str) -> std::rc::Rc<[Hit]> {
    let concepts = &reading.vocabulary().concepts;
    concepts.position(concept).map_or_else(|| [].into(), |at| reading.index().concept(at, concepts))
}

/// Whether a find is in one of `sections`, or in a section inside one.
fn stands_in(reading: &Reading<'_>, hit: Hit, sections: &[SectionId]) -> bool {
    let plan = reading.plan();
    let own = plan.blocks()[reading.index().token(hit.first).block as usize].section;
    std::iter::successors(Some(own), |section| plan.sections()[*section].parent).any(|over| sections.contains(&over))
}
