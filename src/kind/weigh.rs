//! Weighing what shows each kind, and saying it in words.

use super::Confidence;
use super::opening::{Opening, is_heading};
use super::period::Said;
use crate::plan::{BlockKind, Plan};
use crate::query::Query;
use crate::search::{Hit, Index};
use crate::text::Span;
use crate::vocabulary::{KindCard, Place, Sign, Vocabulary};

/// The least weight that shows a kind.
const LEAST: i32 = 5;

/// Weight of a period that falls in the years of a kind's template.
const YEARS: i32 = 3;

/// Words quoted of one sign.
const QUOTED: usize = 90;

/// A document, ready to be weighed.
pub(super) struct Weighed<'v, 'w> {
    pub(super) plan: &'w Plan,
    pub(super) index: &'w Index<'w>,
    pub(super) opening: &'w Opening,
    pub(super) said: &'w Said,
    pub(super) vocabulary: &'v Vocabulary,
}

/// The kind that most shows.
pub(super) struct Best<'v> {
    pub(super) card: &'v KindCard,
    pub(super) because: String,
    pub(super) confidence: Confidence,
}

/// What shows a kind, and how much.
#[derive(Default)]
struct Shown {
    weight: i32,
    /// Weight and place of each sign, with the words found.
    signs: Vec<(i32, Place, Vec<Span>)>,
    years: Option<(u16, u16)>,
}

impl<'v> Weighed<'v, '_> {
    /// The kind that shows most, if any does; of two that show the same, the one listed first.
    pub(super) fn best(&self) -> Option<Best<'v>> {
        if let Some(best) = self.unfilled() {
            return Some(best);
        }
        let mut all: Vec<(&'v KindCard, Shown)> =
            self.vocabulary.kinds.iter().map(|card| (card, self.shown(card))).collect();
        all.sort_by_key(|(_, shown)| std::cmp::Reverse(shown.weight));
        let second = all.get(1).map_or(0, |(_, shown)| shown.weight);
        let (card, shown) = all.into_iter().next().filter(|(_, shown)| shown.weight >= LEAST)?;
        let confidence = confidence(shown.weight, shown.weight - second.max(0));
        Some(Best { card, because: self.because(card, shown), confidence })
    }

    /// The kind of a template that nobody has filled in.
    fn unfilled(&self) -> Option<Best<'v>> {
        let blocks = self.plan.blocks();
        let prompts = blocks.iter().filter(|block| block.kind == BlockKind::Guidance).count();
        let is_unfilled = |card: &&KindCard| card.prompts.is_some_and(|most| prompts * 100 > blocks.len() * most);
        let card = self.vocabulary.kinds.iter().find(is_unfilled)?;
        let because = format!("{prompts} of its {} blocks are prompts that nobody has replaced", blocks.len());
        Some(Best { card, because, confidence: Confidence::High })
    }

    fn shown(&self, card: &KindCard) -> Shown {
        let mut shown = Shown::default();
        for sign in &card.signs {
            let found: Vec<Span> = sign.find.iter().filter_map(|query| self.found(query, sign.place)).collect();
            let weight = weight(sign, found.len());
            shown.weight += weight;
            if weight > 0 {
                shown.signs.push((weight, sign.place, found));
            }
        }
        let fits = |years: &(u16, u16)| self.said.likely().is_some_and(|first| (years.0..years.1).contains(&first));
        if let Some(years) = card.years.filter(fits).filter(|_| shown.weight > 0) {
            shown.weight += YEARS;
            shown.years = Some(years);
        }
        shown
    }

    /// The first words in `place` that `query` finds.
    fn found(&self, query: &Query, place: Place) -> Option<Span> {
        let hits = self.index.find(query, &self.vocabulary.concepts);
        hits.into_iter().find(|hit| self.stands(*hit, place)).map(|hit| self.index.bytes(hit))
    }

    fn stands(&self, hit: Hit, place: Place) -> bool {
        let block = self.index.token(hit.first).block as usize;
        match place {
            Place::Title => self.opening.is_title(block),
            Place::Opening => self.opening.holds(block),
            Place::Headings => is_heading(self.plan, block),
            Place::Text => !matches!(self.plan.blocks()[block].kind, BlockKind::Reference | BlockKind::Quotation),
        }
    }

    /// What showed it, the weightiest first: “Better Care Fund planning template” in its title; 7 of the template's
    /// headings.
    fn because(&self, card: &KindCard, mut shown: Shown) -> String {
        shown.signs.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
        let mut said: Vec<String> = Vec::new();
        let mut reasons: Vec<String> = Vec::new();
        for (_, place, found) in shown.signs.iter().take(4) {
            let words = found.first().map(|span| self.plan.words(*span).to_lowercase()).unwrap_or_default();
            if !said.iter().any(|before| before.contains(&words)) {
                reasons.push(self.reason(card, *place, found));
                said.push(words);
            }
        }
        if let Some((first, last)) = shown.years {
            reasons.push(format!("its time is that of the template, {first} to {last}"));
        }
        reasons.join("; ")
    }

    fn reason(&self, card: &KindCard, place: Place, found: &[Span]) -> String {
        let first = found.first().map(|span| self.quoted(*span)).unwrap_or_default();
        match place {
            Place::Title => format!("{first} in its title"),
            Place::Opening => format!("{first} in its opening"),
            Place::Headings if found.len() > 1 && card.years.is_some() => {
                format!("{} of the template's headings", found.len())
            }
            Place::Headings if found.len() > 1 => format!("{} headings usual in one, such as {first}", found.len()),
            Place::Headings => format!("{first} in its headings"),
            Place::Text => format!("{first} in its text"),
        }
    }

    fn quoted(&self, span: Span) -> String {
        let words: Vec<&str> = self.plan.words(span).split_whitespace().collect();
        let words = words.join(" ");
        let end = words.char_indices().nth(QUOTED).map(|(at, _)| at);
        end.map_or_else(|| format!("“{words}”"), |end| format!("“{}…”", &words[..end]))
    }
}

fn weight(sign: &Sign, found: usize) -> i32 {
    match sign.most {
        Some(most) => (sign.weight * found as i32).min(most),
        None if found > 0 => sign.weight,
        None => 0,
    }
}

fn confidence(weight: i32, lead: i32) -> Confidence {
    match (weight, lead) {
        (8.., 3..) => Confidence::High,
        (5.., 2..) => Confidence::Medium,
        _ => Confidence::Low,
    }
}
