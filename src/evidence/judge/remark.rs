//! What a statement says in which nothing is plainly said to be done: by its subject or its tense alone, a need, or no
//! more than a mention.

use super::super::Claim;
use super::super::statement::Find;
use super::Judge;
use crate::vocabulary::{Says, Standing, Strength};

impl Judge<'_, '_> {
    /// What a sentence is taken to say in which no cue of a deed, a wish, a need or a mention is found, by its subject or
    /// its tense: our wardens have an eye to it.
    pub(super) fn fallback(&self) -> Option<Claim> {
        let cues = &self.reading.vocabulary.cues;
        let said: Vec<&Find> = self
            .of_strength(Strength::Need)
            .filter(|find| !find.of_people || (cues[find.at.cue].frame && !find.inner))
            .chain(self.of_strength(Strength::Mention))
            .collect();
        // Why it is done may be told after the deed: the groups meet in four towns; members say that they have few friends.
        let apart = |deed: &Find, find: &Find| {
            let between = deed.at.end..find.at.start + 1;
            (find.relative || !cues[find.at.cue].frame) && self.statement.breaks.iter().any(|at| between.contains(at))
        };
        let done = |find: &Find| self.strength(find) >= Some(Strength::Commitment);
        let plain = |deed: &Find| said.iter().all(|find| done(deed) && apart(deed, find));
        // A lead-in that is known by its form alone says nothing of items that are sentences of their own.
        let lent = |find: &Find| find.at.end <= self.statement.borrowed && self.statement.finite;
        let finds = self.statement.finds.iter().filter(|find| {
            self.is_sentence()
                && !lent(find)
                && self.is_fallback(find)
                && !find.theirs
                && plain(find)
                && !self.is_veiled(find)
        });
        let find = finds.max_by_key(|find| self.strength(find))?;
        let (standing, by) = self.standing(find);
        if standing == Standing::Asserted && (self.is_anybodys(find) || self.is_told(find)) {
            return None;
        }
        let most = if self.context.ideas || self.statement.asks { Strength::Aspiration } else { Strength::Commitment };
        let strength = self.strength(find)?.min(most);
        let thing = self.places.iter().any(|place| place.thing);
        Some(self.claim(strength, standing, std::iter::once(find).chain(by), None, thing))
    }

    /// What is said when nothing is said to be done: a need, or no more than a mention.
    pub(super) fn remark(&self) -> Claim {
        let mention = self.of_strength(Strength::Mention).next();
        // In a row, what those are like whom a service is for is told of the service: clubs for residents who have no company.
        let of_row = |find: &&Find| !(self.context.row && find.inner && !self.statement.finite);
        let need = self.of_strength(Strength::Need).find(of_row);
        let counted = self.counted();
        // What a document does is no finding, whatever it counts.
        let told = mention.is_some_and(|find| self.reading.vocabulary.cues[find.at.cue].frame);
        let (strength, find) = match (mention, need) {
            (Some(_), _) if counted.is_some() && !told => (Strength::Need, counted),
            (Some(find), _) => (Strength::Mention, Some(find)),
            (None, Some(find)) => (Strength::Need, Some(find)),
            (None, None) if self.is_sentence() && (self.context.wished || self.context.hoped) => {
                (Strength::Aspiration, None)
            }
            (None, None) if self.is_sentence() => (Strength::Need, None),
            (None, None) => (Strength::Mention, None),
        };
        let thing = self.places.iter().any(|place| place.thing);
        let condition =
            self.statement.finds.iter().find(|find| *self.says(find) == Says::Standing(Standing::Conditional));
        let elsewhere = self
            .statement
            .finds
            .iter()
            .filter(|_| need.is_none())
            .find(|find| *self.says(find) == Says::Standing(Standing::Other) && self.reaches_topic(find));
        let standing = match (elsewhere, condition) {
            (Some(_), _) => Standing::Other,
            (None, Some(_)) => Standing::Conditional,
            (None, None) => Standing::Asserted,
        };
        self.claim(strength, standing, find.into_iter().chain(elsewhere).chain(condition), None, thing)
    }

    /// The find that counts people, if there is one.
    pub(super) fn counted(&self) -> Option<&Find> {
        self.of_strength(Strength::Need).find(|find| self.reading.vocabulary.cues[find.at.cue].id == "how-many")
    }

    fn reaches_topic(&self, cue: &Find) -> bool {
        let (start, end) = self.region(cue);
        self.places.iter().any(|place| place.start >= start && place.start < end)
    }
}
