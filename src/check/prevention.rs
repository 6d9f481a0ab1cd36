//! What the British Red Cross counted of prevention in every health and wellbeing strategy of England, so that its
//! review can be repeated: whether and where a plan speaks of prevention, which laws it names, which stages it covers.
//!
//! Source: Field and Carter, *Prevention in Action*, British Red Cross, 22 February 2016: seven questions, five labels,
//! 151 strategies.
//!
//! | label there | what made it so | strategies | here |
//! |---|---|---|---|
//! | very strong | a key component, and of all three stages, for a range of people | 57 | `very-strong` |
//! | strong | a key component, partly understood or aimed at one stage or one group | 38 | `strong` |
//! | neither | probably a principle, a priority or in the summary, but not clearly emphasised | 48 | `neither` |
//! | weak | not seen | 7 | `below-strong` |
//! | very weak | not seen | 1 | `below-strong` |
//! | | one of the 151 did not mention prevention; by which label, was not seen | | `not-mentioned` |
//!
//! The label here is by counts alone. Emphasis and a range of people are for a reader to judge and are not counted: what
//! tells strong from neither here is whether any stage is spoken of. It has to be something of the kind, for 140
//! strategies had prevention in a key place and only 95 were strong or better. What is spoken of outside the key places
//! only may be neither, weak or very weak.

use serde::{Deserialize, Serialize};

use super::anchor::Outline;
use crate::evidence::Reading;
use crate::plan::{BlockKind, SectionId};
use crate::search::Hit;

/// How much of a plan prevention is, by counts alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Focus {
    /// In the summary, vision, principles or priorities, and of all three stages.
    VeryStrong,
    /// In one of those places, and of one or two stages.
    Strong,
    /// In one of those places, with no stage spoken of anywhere: named, but not clearly emphasised.
    Neither,
    /// Somewhere else only.
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
    /// Whether it is in a section headed as principles, approach or values.
    pub in_principles: bool,
    /// Whether the Care Act is named.
    pub care_act: bool,
    /// Whether the Better Care Fund or its forerunner is named.
    pub better_care_fund: bool,
    /// Whether the NHS Five Year Forward View is named.
    pub forward_view: bool,
    /// Whether prevention before need, for people at risk, and for people with needs is spoken of.
    pub stages: [bool; 3],
    /// Whether needs are to be prevented, reduced and delayed in one breath, or all three kinds of prevention are named.
    pub triple_definition: bool,
    /// Whether only a part of that is used: needs are to be delayed and reduced, or primary prevention is named alone.
    pub partial_definition: bool,
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
        let principles = headed(reading, "principles-heading");
        let in_principles = mentions.iter().any(|hit| stands_in(reading, *hit, &principles));
        let triple_definition = named("triple-definition");
        let stage = |concept: &str| triple_definition || named(concept);
        let stages = ["primary-prevention", "secondary-prevention", "tertiary-prevention"].map(stage);
        let key = in_summary == Some(true) || in_vision || in_priorities || in_principles;
        let focus = match (key, mentions.is_empty()) {
            (_, true) => Focus::NotMentioned,
            (true, _) if stages == [true; 3] => Focus::VeryStrong,
            (true, _) if stages.contains(&true) => Focus::Strong,
            (true, _) => Focus::Neither,
            (false, _) => Focus::BelowStrong,
        };
        Self {
            mentioned: !mentions.is_empty(),
            in_summary,
            in_vision,
            in_priorities,
            in_principles,
            care_act: named("care-act-named"),
            better_care_fund: named("better-care-fund-named"),
            forward_view: named("forward-view-named"),
            stages,
            triple_definition,
            partial_definition: !triple_definition && named("definition-in-part"),
            focus,
        }
    }
}

fn found(reading: &Reading<'_>, concept: &str) -> std::rc::Rc<[Hit]> {
    let concepts = &reading.vocabulary().concepts;
    concepts.position(concept).map_or_else(|| [].into(), |at| reading.index().concept(at, concepts))
}

/// The sections whose heading holds one of the words of `concept`.
fn headed(reading: &Reading<'_>, concept: &str) -> Vec<SectionId> {
    let blocks = reading.plan().blocks();
    let block = |hit: &Hit| &blocks[reading.index().token(hit.first).block as usize];
    found(reading, concept)
        .iter()
        .map(block)
        .filter(|block| block.kind == BlockKind::Heading)
        .map(|block| block.section)
        .collect()
}

/// Whether a find is in one of `sections`, or in a section inside one.
fn stands_in(reading: &Reading<'_>, hit: Hit, sections: &[SectionId]) -> bool {
    let plan = reading.plan();
    let own = plan.blocks()[reading.index().token(hit.first).block as usize].section;
    std::iter::successors(Some(own), |section| plan.sections()[*section].parent).any(|over| sections.contains(&over))
}
