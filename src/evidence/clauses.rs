//! The clause of each cue found in a statement, and what its words say of it: whose verb it is, and of what time.

use std::rc::Rc;

use super::Reading;
use super::lists::{self, List, Word};
use super::statement::Find;
use crate::vocabulary::{Cue, Gap, Line, Match, Says, Standing};

/// How many words before "who" those stand at most whom it is said of.
const HEAD: usize = 5;

/// How many words after "who" the verb of its clause stands at most.
const INNER: usize = 8;

/// How many words before a thing of a kind one that points at it stands at most.
const POINTED: usize = 4;

/// Words that a relative clause between commas has at most.
const LONGEST_RELATIVE: usize = 24;

/// Words behind "and" among which "our" says that what follows is ours.
const OWN: usize = 12;

/// The finds of a statement with where its clauses begin.
///
/// A hard gap or a word such as "but" always ends a clause. Between two verbs the last "and", comma or relative word
/// does; a relative clause belongs to what the verb before it governs, but keeps its own cues inside.
pub(super) struct Clauses<'s> {
    found: Vec<Match>,
    line: &'s Line<'s>,
    words: &'s [Rc<Word>],
    cues: &'s [Cue],
    /// The finds that are verbs.
    frames: Vec<Match>,
    /// Where a coordinate or relative clause begins, and whether it is a relative one.
    joints: Vec<(usize, bool)>,
    /// The first word of each aside, and that of what goes on after it.
    asides: Vec<(usize, usize)>,
    /// Whether our own, a number, a name or a day is spoken of, and so what is here.
    here: bool,
}

impl<'s> Clauses<'s> {
    /// Parts `line`, of these `words`, at the verbs among `found`.
    pub(super) fn new(found: Vec<Match>, line: &'s Line<'s>, words: &'s [Rc<Word>], reading: &'s Reading<'_>) -> Self {
        let cues = &reading.vocabulary.cues;
        let frames = found.iter().copied().filter(|find| cues[find.cue].frame).collect();
        let counted = |name: &str| matches!(name, "number" | "money" | "date" | "name");
        let owner = |word: &Rc<Word>| word.is(lists::WITNESS) && !word.is(lists::POINTING);
        let pointed = |word: &Rc<Word>| word.is(lists::OURS) || owner(word) || word.is(lists::RHYTHM);
        let here = line.values.iter().any(|(name, ..)| counted(name)) || words.iter().any(pointed);
        let asides = relative_asides(line, words);
        let mut clauses = Self { found, line, words, cues, frames, joints: Vec::new(), asides, here };
        clauses.joints = clauses.joints();
        clauses
    }

    /// Each find with its clause.
    pub(super) fn finds(&self) -> Vec<Find> {
        self.found.iter().map(|at| self.find(*at)).collect()
    }

    fn is(&self, at: usize, list: List) -> bool {
        self.words[at].is(list)
    }

    fn joints(&self) -> Vec<(usize, bool)> {
        let mut joints = Vec::new();
        for (n, before) in self.frames.iter().enumerate() {
            let verb = |after: &&Match| after.start >= before.end && !self.is_participle(after.start);
            let Some(after) = self.frames[n + 1..].iter().find(verb) else { continue };
            let joint = (before.end..after.start + 1).rev().find(|at| {
                let parted = matches!(self.line.gaps[*at], Gap::Comma | Gap::Colon) && *at <= after.start;
                parted || self.is(*at, lists::JOINT) || self.is(*at, lists::RELATIVE)
            });
            joints.extend(joint.map(|at| (at, self.is(at, lists::RELATIVE))));
        }
        joints
    }

    /// Whether a participle says which people are meant, and begins no clause: groups for people identified as lonely.
    fn is_participle(&self, at: usize) -> bool {
        let people = at > 0 && self.is(at - 1, lists::PERSON);
        people && self.is(at, lists::EITHER) && at + 1 < self.words.len() && self.is(at + 1, lists::FRONT)
    }

    /// Whether what begins at a joint has the subject of what goes before it: Leeds has trained its staff and has funded
    /// clubs; unless it is ours: the idea came from Leeds and is built into our contract.
    fn shares_subject(&self, joint: usize) -> bool {
        if (joint..self.words.len().min(joint + OWN)).any(|at| self.is(at, lists::OURS)) {
            return false;
        }
        let first = joint + usize::from(self.is(joint, lists::JOINT));
        let verb = |frame: &Match| self.is(frame.start, lists::FINITE) || self.is(frame.start, lists::EITHER);
        self.frames.iter().any(|frame| frame.start == joint || (frame.start == first && verb(frame)))
    }

    /// The first word of the clause of a find, and one past its last.
    fn clause(&self, find: &Match) -> (usize, usize) {
        let len = self.words.len();
        let goes_on = |at: usize| at + 1 < len && self.is(at + 1, lists::CLAUSE_ON);
        let ends = |at: usize| self.line.gaps[at] == Gap::Hard || (self.is(at, lists::CLAUSE_END) && !goes_on(at));
        let hard_left = (1..=find.start).rev().find(|at| ends(*at)).unwrap_or(0);
        let hard_right = (find.end..len).find(|at| ends(*at)).unwrap_or(len);
        let joint_before = |end: usize| {
            let before = self.joints.iter().map(|(at, _)| *at).filter(|at| *at <= end && *at > hard_left);
            before.max().unwrap_or(hard_left)
        };
        // What goes on after a relative clause between commas goes on from before it: the club, which the council paid
        // for, came to an end.
        let mut left = joint_before(find.start);
        while let Some((from, _)) = self.asides.iter().find(|(from, past)| *past == left && *from > hard_left) {
            left = joint_before(from - 1);
        }
        // A denial goes on over "or": we do not fund a service that visits or telephones. What another body does goes on
        // over "and" where the next verb has no subject of its own.
        let says = &self.cues[find.cue].says;
        let denies = matches!(says, Says::Standing(Standing::Negated));
        let others = matches!(says, Says::Standing(Standing::Other));
        // A relative clause goes on over "and", and with it what it is said of: hubs that are run by charities and aim to.
        let told = |at: usize| {
            self.is(at, lists::JOINT)
                && self.frames.iter().any(|frame| frame.start == at + 1)
                && self.joints.iter().any(|(from, relative)| *relative && *from >= find.end && *from < at)
        };
        let goes_over =
            |at: usize| (denies && self.is(at, lists::JOINT_OR)) || (others && self.shares_subject(at)) || told(at);
        let ends_it = |at: usize| at >= find.end && at < hard_right && !goes_over(at);
        let joints = self.joints.iter().filter(|(at, relative)| !relative && ends_it(*at));
        let right = joints.map(|(at, _)| *at).min().unwrap_or(hard_right);
        // ... and stops where the plan's owners speak of themselves: Leeds funds one, and we will open one here.
        let ours = (find.end..hard_right).find(|at| others && self.is_ours(*at));
        (left, right.min(ours.unwrap_or(hard_right)))
    }

    /// Whether the plan's owners speak of themselves from here, in a clause of its own; not in Leeds, we were told.
    fn is_ours(&self, at: usize) -> bool {
        let opens = self.line.gaps[at] == Gap::Comma || (at > 0 && self.is(at - 1, lists::JOINT));
        let acts = || self.frames.iter().any(|frame| frame.start >= at && frame.start <= at + 2);
        opens && self.is(at, lists::OURS) && acts()
    }

    /// Whether the "who" at `at` is said of people and not of those who serve them, wherever they are: carers in the trial
    /// who.
    fn is_of_people(&self, at: usize) -> bool {
        let told = |of: usize| self.is(of, lists::PERSON) && self.is(of + 1, lists::FRONT);
        let doer = |of: usize| self.is(of, lists::DOERS) && !self.is(of, lists::PERSON);
        self.is(at - 1, lists::PERSON) || ((at.saturating_sub(HEAD)..at - 1).any(told) && !doer(at - 1))
    }

    /// Whether a find says what things of a kind do, wherever they are: groups give people a chance to meet.
    fn is_generic(&self, find: &Match, left: usize) -> bool {
        let bare = |noun: usize| {
            let next = (noun + 1 < self.words.len()).then_some(noun + 1);
            // What follows may tell that it is here: groups funded by the council, groups have met.
            let verb = |at: usize| self.is(at, lists::PERFECT) || self.is(at, lists::FUTURE);
            // A participle, where no object stands behind it: not groups offered company.
            let told = |at: usize| self.is(at, lists::ASIDE) || self.is(at, lists::PARTICIPLE);
            let front = |at: usize| at < self.words.len() && self.is(at, lists::FRONT);
            let tensed = next.is_some_and(|at| verb(at) || (told(at) && front(at + 1)));
            let pointed = (noun.saturating_sub(POINTED).max(left)..noun).any(|at| self.is(at, lists::POINTING));
            self.is(noun, lists::GENERIC) && !tensed && !pointed
        };
        // Before the verb: in the find, or before it.
        let second = Some(find.start + 1).filter(|at| at + 1 < find.end);
        let nouns = [Some(find.start), second, find.start.checked_sub(1), find.end.checked_sub(2)];
        let card = &self.cues[find.cue];
        !self.here && (card.frame || card.fallback) && nouns.into_iter().flatten().any(bare)
    }

    fn find(&self, at: Match) -> Find {
        let (left, right) = self.clause(&at);
        // The first verb after "who", an auxiliary apart, is that of the relative clause; a later one may be the
        // sentence's.
        let verb = |who: usize| at.start <= who + 2 || !(who + 1..at.start).any(|word| self.is(word, lists::FINITE));
        let joined = |who: usize| (who + 1..=at.start).all(|word| self.line.gaps[word] == Gap::Blank);
        let served = |who: usize| self.is(who, lists::SERVED) && verb(who) && joined(who);
        let from = at.start.saturating_sub(INNER).max(1);
        let of_those = |who: usize| served(who) && self.is_of_people(who) && at.start <= who + 2;
        // A find may begin with the word itself; what stands deep in a long one is no concern of its verb.
        let inner = (from..at.end.saturating_sub(1).min(at.start + 2)).any(served);
        let within = |words: std::ops::Range<usize>, list: List| words.into_iter().any(|word| self.is(word, list));
        Find {
            at,
            left,
            right,
            of_people: inner || within(at.start.saturating_sub(3)..at.start, lists::PERSON),
            inner,
            theirs: (from..at.start).any(served),
            relative: within(at.start.saturating_sub(2)..at.end, lists::RELATIVE),
            of_noun: within(at.start + 1..at.end, lists::RELATIVE),
            of_those: (from..at.start).any(of_those),
            future: self.is(at.start, lists::FUTURE),
            timed: self.is(at.start, lists::FRONT),
            ours: within(at.start.saturating_sub(2).max(left)..at.start + 1, lists::OURS),
            generic: self.is_generic(&at, left),
        }
    }
}

/// The relative clauses and asides between two commas: the first word of each, and that of what goes on after it.
fn relative_asides(line: &Line<'_>, words: &[Rc<Word>]) -> Vec<(usize, usize)> {
    let comma = |at: &usize| line.gaps[*at] == Gap::Comma;
    let inner = |at: &usize| words[*at].is(lists::RELATIVE) || words[*at].is(lists::ASIDE);
    let opens = (1..words.len()).filter(|at| comma(at) && inner(at));
    let closes = |from: usize| (from + 1..words.len().min(from + LONGEST_RELATIVE)).find(comma);
    opens.filter_map(|from| closes(from).map(|past| (from, past))).collect()
}
