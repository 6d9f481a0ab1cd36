//! Which of the cues found in a statement count: a verb in a club's name does not, nor does one in a column's.

use std::rc::Rc;

use super::Reading;
use super::lists::{self, List, Word};
use crate::vocabulary::{Cue, Gap, Line, Match, Reach, Says, Standing, Strength};

/// Words at either end of a cue by which it is known; what stands between them it may only pass over.
const ENDS: usize = 3;

/// A statement whose finds are to be told apart.
pub(super) struct Sift<'s, 'p> {
    pub(super) reading: &'s Reading<'p>,
    pub(super) line: &'s Line<'s>,
    pub(super) words: &'s [Rc<Word>],
    /// Position of its first word in the index.
    pub(super) first: u32,
    /// Number of words at its head that belong to its lead-in or column name.
    pub(super) borrowed: usize,
    /// Its verbs.
    pub(super) verbs: &'s [usize],
    /// Whether it is of a row.
    pub(super) row: bool,
    /// Whether it is an item of a list.
    pub(super) item: bool,
}

impl Sift<'_, '_> {
    /// The finds that count, when pseudo-cues have undone theirs and longer frames have taken the place of shorter ones.
    pub(super) fn left(&self, found: Vec<Match>) -> Vec<Match> {
        let found: Vec<Match> = found.into_iter().filter(|find| self.counts(find)).collect();
        let kept: Vec<Match> = found.iter().copied().filter(|find| !self.is_undone(find, &found)).collect();
        kept.iter().copied().filter(|find| !self.is_beaten(find, &kept)).collect()
    }

    fn card(&self, find: &Match) -> &Cue {
        &self.reading.vocabulary.cues[find.cue]
    }

    fn is(&self, at: usize, list: List) -> bool {
        self.words[at].is(list)
    }

    fn counts(&self, find: &Match) -> bool {
        !(self.is_at_home(find)
            || self.has_a_verb_beside(find)
            || self.is_of_a_column(find)
            || self.is_of_a_note(find)
            || self.is_asked(find)
            || self.is_parted(find)
            || self.is_a_participle(find))
    }

    /// Another place is one that the plan is not about: in a plan for Leeds, "In Leeds" is here.
    fn is_at_home(&self, find: &Match) -> bool {
        let other = self.card(find).says == Says::Standing(Standing::Other);
        let word = |at: usize| self.reading.index.form(self.reading.index.token(self.first + at as u32).word);
        let mut places = (find.start..find.end).filter(|at| self.is(*at, lists::ELSEWHERE)).peekable();
        other && places.peek().is_some() && places.all(|at| self.reading.home().holds(word(at)))
    }

    /// A cue of what has no verb, where there is one. A participle that it has found is none: £45k secured from the ICB. In a
    /// list nor is the verb of those whom a thing is for: a group for patients whose practice has seen that they are lonely.
    fn has_a_verb_beside(&self, find: &Match) -> bool {
        let theirs = |at: usize| self.item && (find.end..at).any(|word| self.is(word, lists::RELATIVE));
        let other = |at: &usize| !((find.start..find.end).contains(at) && self.is(*at, lists::EITHER) || theirs(*at));
        self.card(find).verbless && self.verbs.iter().any(other)
    }

    /// A column's name says what its cells are about, not that anything is done; nor does it make them a mention: Measure.
    fn is_of_a_column(&self, find: &Match) -> bool {
        let names = find.start < self.borrowed && self.card(find).says == Says::Strength(Strength::Mention);
        self.row && (find.end <= self.borrowed || names)
    }

    /// Nor does a note's: 14 lounges (lead: Head of Housing; measure: 300 people a month).
    fn is_of_a_note(&self, find: &Match) -> bool {
        let named = find.start > self.borrowed && find.end - find.start == 1;
        named && self.card(find).frame && self.line.gaps.get(find.end) == Some(&Gap::Colon)
    }

    /// A lead-in that asks says nothing itself: How we will meet this priority.
    fn is_asked(&self, find: &Match) -> bool {
        let asking = self.borrowed > 0 && self.is(0, lists::ASKING);
        let weak = matches!(self.card(find).says, Says::Strength(says) if says < Strength::Commitment);
        asking && weak && find.end <= self.borrowed
    }

    /// A comma parts what is to be done from those before it, who are not to do it: assets such as libraries, to bring.
    fn is_parted(&self, find: &Match) -> bool {
        let to = (find.start + 1..find.end).find(|at| self.is(*at, lists::INFINITIVE));
        let verb = |at: usize| self.is(at, lists::FINITE) || self.is(at, lists::FUTURE);
        let comma = |at: &usize| self.line.gaps[*at] == Gap::Comma && !(find.start..*at).any(verb);
        // Nor does a noun behind one do what stands before it: home visitors, phone calls.
        let pair = find.end - find.start == 2 && self.line.gaps[find.start + 1] == Gap::Comma;
        // Nor is what stands behind one said with the verb before it: are often linked, each with causes of its own.
        let last = find.end - 1;
        let hangs = last > find.start && self.line.gaps[last] == Gap::Comma && self.is(last, lists::HANGING);
        self.card(find).frame && (pair || hangs || to.filter(comma).is_some())
    }

    /// A participle is no deed: lunch clubs run by the communities themselves.
    fn is_a_participle(&self, find: &Match) -> bool {
        let last = find.end - 1;
        let by = find.end < self.words.len() && self.is(find.end, lists::BY);
        let ends_in_one = last > find.start && self.is(last, lists::PARTICIPLE) && !self.is(last - 1, lists::FINITE);
        self.card(find).frame && ends_in_one && by
    }

    fn is_undone(&self, find: &Match, found: &[Match]) -> bool {
        let says = &self.card(find).says;
        found.iter().any(|pseudo| match &self.card(pseudo).says {
            Says::Cancels(undone) if undone.contains(says) => {
                let overlaps = pseudo.start < find.end && find.start < pseudo.end;
                // What a cue only passes over is not what it says: the contract, let to reduce isolation, was not renewed.
                let passed_over = pseudo.start >= find.start + ENDS && pseudo.end + ENDS <= find.end;
                self.card(pseudo).reach == Reach::Sentence || (overlaps && !passed_over)
            }
            _ => false,
        })
    }

    fn is_beaten(&self, find: &Match, kept: &[Match]) -> bool {
        let strength = |find: &Match| match self.card(find).says {
            Says::Strength(strength) if self.card(find).frame => Some(strength),
            _ => None,
        };
        let Some(own) = strength(find) else { return false };
        kept.iter().any(|other| {
            let longer = (other.end - other.start).cmp(&(find.end - find.start));
            let overlaps = other.start < find.end && find.start < other.end;
            let beats = |rival: Strength| longer.is_gt() || (longer.is_eq() && rival > own);
            overlaps && strength(other).is_some_and(|rival| rival != own && beats(rival))
        })
    }
}
