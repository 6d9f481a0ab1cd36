//! Evidence as a page marks it: which words of a block, how strong they are, and what decided it.

use indexmap::IndexMap;
use serde::Serialize;

use super::super::account;
use super::block::{Within, within};
use crate::check::{Audit, Outcome, Verdict};
use crate::evidence::{Carry, Claim, Passage};
use crate::text::Span;
use crate::vocabulary::{Family, Slot, Standing, Strength};

/// A block that touches the topic.
#[derive(Clone, Debug, Serialize)]
pub struct PagePassage {
    /// Number of its block.
    pub block: usize,
    /// What it is about, in words.
    pub about: &'static str,
    /// How much it promises.
    pub strength: Strength,
    /// The same as 0 to 5.
    pub level: u8,
    /// Whether it stands.
    pub standing: Standing,
    /// Strength and standing, in words.
    pub says: String,
    /// What decided, in the plan's words, each with what it shows.
    pub because: Vec<PageWords>,
    /// What the action says of itself: owner, date, measure, resource.
    pub slots: IndexMap<&'static str, String>,
    /// What an action does not say of itself.
    pub lacks: Vec<&'static str>,
    /// What to be careful of, in sentences.
    pub cautions: Vec<&'static str>,
    /// Every claim, the deciding one first; none overlap.
    pub claims: Vec<PageClaim>,
    /// Codes of expectations that it meets.
    pub meets: Vec<String>,
}

/// A sentence, cell or item that claims something.
#[derive(Clone, Debug, Serialize)]
pub struct PageClaim {
    #[serde(flatten)]
    within: Within,
    /// How much it promises.
    pub strength: Strength,
    /// Whether it stands.
    pub standing: Standing,
}

/// Words of the plan, and what they show.
#[derive(Clone, Debug, Serialize)]
pub struct PageWords {
    /// Where, if in the block itself.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    within: Option<Within>,
    /// The plan's words.
    pub words: String,
    /// What they show.
    pub shows: &'static str,
}

impl PagePassage {
    pub(super) fn of(audit: &Audit<'_>, passage: &Passage) -> Self {
        let words = |span: Span| audit.plan.words(span).to_owned();
        Self {
            block: passage.block,
            about: about(passage.family),
            strength: passage.strength,
            level: passage.strength.level(),
            standing: passage.standing,
            says: account::in_words(passage),
            because: because(audit, passage),
            slots: passage.slots.iter().map(|(slot, span)| (slot.name(), words(*span))).collect(),
            lacks: lacks(passage),
            cautions: passage
                .flags
                .iter()
                .map(|flag| account::caution(audit.plan, passage, *flag))
                .chain(passage.carried.map(carried))
                .collect(),
            claims: claims(audit, passage),
            meets: meets(audit, passage),
        }
    }
}

fn about(family: Option<Family>) -> &'static str {
    match family {
        Some(Family::A) => "loneliness",
        Some(Family::B) => "isolation or contact",
        Some(Family::C) => "a service for contact",
        None => "the matter",
    }
}

fn because(audit: &Audit<'_>, passage: &Passage) -> Vec<PageWords> {
    let block = &audit.plan.blocks()[passage.block];
    let said = account::deciding(audit, passage).into_iter();
    said.map(|(span, shows)| PageWords {
        within: within(audit.plan, block, span),
        words: audit.plan.words(span).to_owned(),
        shows,
    })
    .collect()
}

fn lacks(passage: &Passage) -> Vec<&'static str> {
    if !passage.is_asserted_action() {
        return Vec::new();
    }
    let filled = |slot: &Slot| passage.slots.iter().any(|(filled, _)| filled == slot);
    let slots = [Slot::Owner, Slot::Date, Slot::Measure, Slot::Resource];
    slots.iter().filter(|slot| !filled(slot)).map(|slot| slot.name()).collect()
}

fn carried(carry: Carry) -> &'static str {
    match carry {
        Carry::Heading => "What it is about is named in the heading over it.",
        Carry::Before => "What it is about is named in the sentence before it.",
    }
}

/// The claims in words of the block's own, each stretch of words once.
fn claims(audit: &Audit<'_>, passage: &Passage) -> Vec<PageClaim> {
    let block = &audit.plan.blocks()[passage.block];
    let mut shown: Vec<PageClaim> = Vec::new();
    let first = PageClaim::of(passage.strength, passage.standing, within(audit.plan, block, passage.quote));
    let rest = passage.claims.iter().map(|Claim { strength, standing, quote, .. }| {
        PageClaim::of(*strength, *standing, within(audit.plan, block, *quote))
    });
    for claim in std::iter::once(first).chain(rest).flatten() {
        if shown.iter().all(|other| other.is_apart_from(&claim)) {
            shown.push(claim);
        }
    }
    shown
}

impl PageClaim {
    fn of(strength: Strength, standing: Standing, within: Option<Within>) -> Option<Self> {
        within.map(|within| Self { within, strength, standing })
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        let (one, two) = (self.within, other.within);
        one.cell != two.cell || one.end <= two.start || two.end <= one.start
    }
}

/// Codes of the expectations that the passage is enough for.
fn meets(audit: &Audit<'_>, passage: &Passage) -> Vec<String> {
    let met = |outcome: &&Outcome<'_>| {
        outcome.verdict == Verdict::Met && outcome.sufficient().any(|enough| enough.block == passage.block)
    };
    audit.outcomes.iter().filter(met).map(|outcome| outcome.expectation.code.clone()).collect()
}
