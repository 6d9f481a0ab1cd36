//! What one statement claims of the anchors in it: strength by the verbs that govern them, standing by the cues that
//! reach those verbs.

use std::ops::Range;

use super::statement::{Find, Statement};
use super::{Anchor, Carry, Claim, CueUse, Reading};
use crate::vocabulary::{Reach, Says, Standing, Strength, Touches};

mod remark;

/// An anchor's place in a statement: first word, one past the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) thing: bool,
}

/// What surrounds a statement: where its topic may be carried from, and whether it can hold actions at all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// The topic stands in the sentence before.
    pub(super) before: bool,
    /// The topic stands in the heading.
    pub(super) heading: bool,
    /// The words are a heading of ideas or of what people said: no action can be in it.
    pub(super) ideas: bool,
    /// Its label makes it a wish: Recommendation 6.
    pub(super) wished: bool,
    /// Its block says how its action stands: Status: on hold.
    pub(super) stated: bool,
    /// It is an item of a list.
    pub(super) item: bool,
    /// It is a row of a table.
    pub(super) row: bool,
    /// Another cell of its row names the topic, and this one may say what is done about it.
    pub(super) beside: bool,
    /// It begins with something that the sentence before names: The officer ...
    pub(super) repeats: bool,
    /// It stands under a heading of ideas or of needs, where an order is nobody's: Recommendations.
    pub(super) proposed: bool,
    /// It stands under a heading over how things are to be: Our vision.
    pub(super) hoped: bool,
}

/// The places of `anchors` in a sentence of these words of the index.
pub(super) fn places(words: &Range<u32>, anchors: &[Anchor]) -> Vec<Place> {
    let (first, last) = (words.start, words.end);
    // Anchors are in the order of their first words.
    let from = anchors.partition_point(|anchor| anchor.hit.first < first);
    let inside =
        anchors[from..].iter().take_while(|anchor| anchor.hit.first < last).filter(|anchor| anchor.hit.last < last);
    let place = |anchor: &Anchor| Place {
        start: (anchor.hit.first - first) as usize,
        end: (anchor.hit.last + 1 - first) as usize,
        thing: anchor.thing,
    };
    inside.map(place).collect()
}

/// Every claim the statement makes, strongest asserted first.
pub(super) fn claims(reading: &Reading<'_>, statement: &Statement, places: &[Place], context: Context) -> Vec<Claim> {
    let judge = Judge { reading, statement, places, context };
    let mut claims = judge.actions();
    claims.extend(judge.denials());
    claims.extend(judge.aspirations());
    if !places.is_empty() {
        claims.push(judge.fallback().filter(|_| claims.is_empty()).unwrap_or_else(|| judge.remark()));
    }
    if statement.asks && judge.counted().is_none() {
        // A question names its topic, and says nothing of it.
        claims.iter_mut().for_each(|claim| claim.strength = claim.strength.min(Strength::Mention));
    }
    claims.sort_by_key(|claim| std::cmp::Reverse(claim.rank()));
    claims
}

struct Judge<'r, 'p> {
    reading: &'r Reading<'p>,
    statement: &'r Statement,
    places: &'r [Place],
    context: Context,
}

impl Judge<'_, '_> {
    fn says(&self, find: &Find) -> &Says {
        &self.reading.vocabulary.cues[find.at.cue].says
    }

    fn of_strength(&self, wanted: Strength) -> impl Iterator<Item = &Find> {
        // What the people whom a service is for would like is no wish of the plan's.
        let theirs = move |find: &Find| find.inner && wanted == Strength::Aspiration;
        let counts =
            move |find: &&Find| self.strength(find) == Some(wanted) && !self.is_fallback(find) && !theirs(find);
        self.statement.finds.iter().filter(counts)
    }

    fn is_sentence(&self) -> bool {
        self.statement.finite || self.statement.stopped
    }

    /// Whether it is of no list, no table and no block that says how its action stands.
    fn is_prose(&self) -> bool {
        !self.context.item && !self.context.row && !self.context.stated
    }

    fn is_fallback(&self, find: &Find) -> bool {
        self.reading.vocabulary.cues[find.at.cue].fallback
    }

    fn strength(&self, find: &Find) -> Option<Strength> {
        let cue = &self.reading.vocabulary.cues[find.at.cue];
        match cue.says {
            Says::Strength(strength) => {
                // An item is what it says itself, whatever its lead-in does.
                let own = find.at.start >= self.statement.borrowed;
                let item = cue.in_item.filter(|_| self.context.item && own);
                let row = cue.in_row.filter(|_| self.context.row);
                Some(item.or(row).unwrap_or(strength))
            }
            _ => None,
        }
    }

    /// Deeds that govern an anchor, or whose topic is carried.
    fn actions(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        if self.statement.names {
            return claims;
        }
        for find in self.of_strength(Strength::Commitment) {
            let (undone, meant): (Vec<&Place>, Vec<&Place>) =
                self.places.iter().partition(|place| self.is_left_undone(place));
            let governed: Vec<&Place> = meant.into_iter().filter(|place| self.governs(find, place)).collect();
            let carried = if governed.is_empty() && undone.is_empty() { self.carry(find) } else { None };
            let idle = self.is_wished(find)
                || self.is_of_those(find)
                || self.is_purpose(find)
                || self.is_veiled(find)
                || self.is_left(find.at.start);
            if (governed.is_empty() && carried.is_none()) || idle {
                continue;
            }
            let (standing, by) = self.standing(find);
            if standing == Standing::Asserted && (self.is_anybodys(find) || self.is_told(find)) {
                continue;
            }
            let order = find.at.start <= self.statement.borrowed || !self.statement.finite;
            let nobody = self.context.proposed && order && !find.ours;
            // What others ask for is no more than their wish.
            let wish = self.context.ideas || nobody || standing == Standing::Quoted || self.statement.asks;
            let strength = if wish { Strength::Aspiration } else { Strength::Commitment };
            let thing = governed.iter().any(|place| place.thing);
            claims.push(self.claim(strength, standing, std::iter::once(find).chain(by), carried, thing));
        }
        claims
    }

    /// Whether a deed is only what something wished or thought of is for: a scheme might be widened so that it also
    /// reaches lonely adults.
    fn is_purpose(&self, find: &Find) -> bool {
        let joined = |so: usize| !self.statement.breaks.iter().any(|at| (so + 1..=find.at.start).contains(at));
        let wished = |so: usize| self.of_strength(Strength::Aspiration).any(|wish| wish.at.end <= so);
        self.statement.purposes.iter().any(|so| *so < find.at.start && joined(*so) && wished(*so))
    }

    /// Whether a deed is what such things do everywhere, or what anybody may do, and nothing in running prose says that it
    /// is done here: neither the plan's owners, nor a number, money or a rhythm, nor a date by which it will be, nor how it
    /// stands, nor the tone of the sentence.
    fn is_anybodys(&self, find: &Find) -> bool {
        let witnessed = self.statement.witnessed || (find.future && self.statement.dated);
        let unsure = self.reading.vocabulary.cues[find.at.cue].unsure && !witnessed;
        self.is_prose() && (find.generic || unsure) && self.tone() < self.reading.vocabulary.tone.enough
    }

    /// Whether a deed in running prose is known by its form, and the sentence sounds as if it told how things are.
    fn is_told(&self, find: &Find) -> bool {
        let vocabulary = self.reading.vocabulary;
        self.is_prose() && vocabulary.tone.tells(vocabulary.cues[find.at.cue].toned, self.statement.words(self.reading))
    }

    fn tone(&self) -> i32 {
        self.reading.vocabulary.tone.of(self.statement.words(self.reading))
    }

    /// Whether a deed is only asked about, granted or compared: members asked what is on offer; even where a bus is on offer.
    ///
    /// A veil ends with its part of the sentence: at a comma, at "and", where the plan's owners speak.
    fn is_veiled(&self, find: &Find) -> bool {
        let cues = &self.reading.vocabulary.cues;
        self.statement.finds.iter().filter(|veil| cues[veil.at.cue].veils && veil.at.cue != find.at.cue).any(|veil| {
            let overlaps = find.at.end > veil.at.start && find.at.start < veil.at.end;
            // The last word of a veil may be the first of the deed's.
            let after = find.at.start + 1 >= veil.at.end;
            let parted = self.statement.parts.iter().any(|at| (veil.at.end..=find.at.start).contains(at));
            (overlaps && cues[veil.at.cue].reach != Reach::Forward) || (after && !parted && find.at.start < veil.right)
        })
    }

    /// Whether a deed is that of those whom a service is for: people who had joined a club.
    fn is_of_those(&self, find: &Find) -> bool {
        find.of_those && self.reading.vocabulary.cues[find.at.cue].frame
    }

    /// Whether a deed stands inside what is only wished or thought of: we hope that assessors will be able to refer.
    fn is_wished(&self, find: &Find) -> bool {
        let cues = &self.reading.vocabulary.cues;
        let wishes = |other: &&Find| cues[other.at.cue].frame && cues[other.at.cue].reach == Reach::Clause;
        self.of_strength(Strength::Aspiration)
            .filter(wishes)
            .any(|wish| wish.at.end <= find.at.start && wish.left == find.left)
            || self.of_strength(Strength::Aspiration).any(|wish| {
                let before = wish.at.end <= find.at.start || wish.at.start == find.at.start;
                cues[wish.at.cue].frame && cues[wish.at.cue].reach == Reach::Sentence && before
            })
    }

    /// Whether the verb of `find` governs `place`.
    fn governs(&self, find: &Find, place: &Place) -> bool {
        let cue = &self.reading.vocabulary.cues[find.at.cue];
        let after = place.start >= find.at.start && place.start < find.right;
        let subject = place.end <= find.at.start && place.start >= find.left;
        let over = place.start < find.at.start && place.end >= find.at.end && place.end <= find.right;
        // Words of the topic may end in the verb itself: a map that is printed.
        let into = place.start < find.at.start && place.end > find.at.start && place.end <= find.right;
        match cue.reach {
            Reach::Sentence => true,
            _ if over => true,
            Reach::Both | Reach::Clause => after || subject || into || self.fronts(find, place),
            Reach::Forward | Reach::Backward => after || (subject && place.thing) || self.fronts(find, place),
        }
    }

    /// Whether `place` stands in what is left undone: instead of visiting lonely people, wardens will patrol car parks.
    fn is_left_undone(&self, place: &Place) -> bool {
        self.is_left(place.start)
    }

    /// The same of the word at `at`.
    fn is_left(&self, at: usize) -> bool {
        self.statement.finds.iter().filter_map(|cue| self.left_undone(cue)).any(|left| left.contains(&at))
    }

    /// The words of what the cue at `find` says is left undone for another thing, if it says so: up to the next break or
    /// deed.
    fn left_undone(&self, find: &Find) -> Option<Range<usize>> {
        let touches = self.reading.vocabulary.cues[find.at.cue].touches;
        if *self.says(find) != Says::Standing(Standing::Negated) || touches != Touches::Topic {
            return None;
        }
        let deeds = self.of_strength(Strength::Commitment).map(|deed| deed.at.start);
        let ends = self.statement.breaks.iter().copied().chain(deeds).filter(|at| *at >= find.at.end);
        Some(find.at.start..ends.min().unwrap_or(self.statement.len).min(find.right))
    }

    /// Whether `place` stands in a part before the main clause: To tackle isolation, we will ...
    fn fronts(&self, find: &Find, place: &Place) -> bool {
        let cues = &self.reading.vocabulary.cues;
        let before = |other: &&Find| cues[other.at.cue].frame && other.at.end <= find.at.start && other.at.start > 0;
        let first = !self.statement.finds.iter().any(|other| before(&other) && other.at.start > place.end);
        let borrowed = place.end <= self.statement.borrowed;
        place.end <= find.at.start && (borrowed || (self.statement.fronted && first))
    }

    /// Where the topic of a deed that names none is carried from.
    fn carry(&self, find: &Find) -> Option<Carry> {
        let refers = self.statement.refers.iter().any(|at| *at >= find.left && *at < find.right);
        let own = find.at.end > self.statement.borrowed;
        match self.context {
            Context { before, .. } if own && (refers && before || self.names_before(find)) => Some(Carry::Before),
            Context { beside: true, .. } if find.at.start == self.statement.borrowed => Some(Carry::Before),
            Context { repeats: true, .. } if own && find.left <= self.statement.borrowed => Some(Carry::Before),
            Context { heading: true, .. } if own => Some(Carry::Heading),
            _ => None,
        }
    }

    /// Where the topic of a denial or an end that names none is carried from: Carers are lonely. No grant could be found for
    /// them. Not where it is what they themselves do not do: They do not have friends.
    fn carry_undone(&self, find: &Find, standing: Standing) -> Option<Carry> {
        let undone = standing == Standing::Negated || standing == Standing::Ceased;
        let refers = self.statement.refers.iter().any(|at| *at >= find.at.end && *at < find.right);
        let ended =
            standing == Standing::Ceased && self.statement.it.is_some_and(|it| it >= find.left && it < find.at.start);
        (undone && (refers || ended) && self.context.before).then_some(Carry::Before)
    }

    /// Whether an earlier clause of the sentence names the topic, and this one refers back to it or shares its subject:
    /// carers lose touch; in response a group has been set up. It aims to reduce isolation and works with adults.
    fn names_before(&self, find: &Find) -> bool {
        let refers = self.statement.back.iter().any(|at| *at >= find.left && *at < find.right);
        let shares = find.left > 0 && find.at.start <= find.left + 1;
        (refers || shares) && self.places.iter().any(|place| place.end <= find.left)
    }

    /// The standing of the deed at `find`: the first, in order of precedence, whose cue reaches it.
    fn standing(&self, find: &Find) -> (Standing, Option<&Find>) {
        if self.statement.spoken {
            return (Standing::Quoted, None);
        }
        let touched = self.statement.finds.iter().filter_map(|cue| match self.says(cue) {
            Says::Standing(Standing::Quoted) if cue.inner => None,
            // What will be done between two years is not over.
            Says::Standing(Standing::Historical) if find.future && (cue.timed || cue.at.start > find.at.start) => None,
            Says::Standing(standing) if self.touches(cue, find) => Some((*standing, cue)),
            _ => None,
        });
        touched
            .min_by_key(|(standing, _)| *standing)
            .map_or((Standing::Asserted, None), |(standing, by)| (standing, Some(by)))
    }

    fn touches(&self, cue: &Find, verb: &Find) -> bool {
        let card = &self.reading.vocabulary.cues[cue.at.cue];
        if card.touches == Touches::Topic {
            return false;
        }
        let (start, end) = self.region(cue);
        let overlaps = cue.at.start < verb.at.end && verb.at.start < cue.at.end;
        let inside = verb.at.start >= start && verb.at.start < end;
        match card.reach {
            // What we do behind it is ours: In Leeds a network meets, and we will set up our own.
            Reach::Sentence => {
                !(verb.ours && cue.at.start < verb.at.start && *self.says(cue) == Says::Standing(Standing::Other))
            }
            // A backward cue is itself the verb of its clause: it touches only a verb it overlaps or follows closely.
            Reach::Backward => {
                let before = verb.at.end <= cue.at.start;
                // What a verb without a subject of its own says is said of what the relative clause before it is on.
                let goes_on = verb.relative && cue.at.start <= cue.left + 1 && cue.left > 0;
                overlaps
                    || (before && !cue.of_noun && (goes_on || (verb.left == cue.left && verb.right >= cue.at.start)))
            }
            _ => overlaps || inside,
        }
    }

    /// The words a cue of standing works on.
    fn region(&self, cue: &Find) -> (usize, usize) {
        match self.reading.vocabulary.cues[cue.at.cue].reach {
            Reach::Forward => (cue.at.start, cue.right),
            Reach::Backward => (cue.left, cue.at.end),
            Reach::Both | Reach::Clause => (cue.left, cue.right),
            Reach::Sentence => (0, self.statement.len),
        }
    }

    /// Deeds said not to be, to be over, or to be another's: cues of standing that are verbs and reach an anchor.
    fn denials(&self) -> Vec<Claim> {
        let cues = &self.reading.vocabulary.cues;
        let mut claims = Vec::new();
        for find in &self.statement.finds {
            let Says::Standing(standing) = *self.says(find) else { continue };
            // What those for whom a thing is there no longer do ends nothing: a bus for people who no longer drive.
            if !cues[find.at.cue].frame || cues[find.at.cue].touches == Touches::Action || find.of_those {
                continue;
            }
            let (start, end) = self.region(find);
            // A passive touches its subject, and with a denial its object too.
            let wide =
                if standing == Standing::Negated || standing == Standing::Historical || standing == Standing::Ceased {
                    (find.left, find.right)
                } else {
                    (start, end)
                };
            let wide = self.left_undone(find).map_or(wide, |left| (left.start, left.end));
            let reached: Vec<&Place> =
                self.places.iter().filter(|place| place.start >= wide.0 && place.start < wide.1).collect();
            let carried = self.carry_undone(find, standing).filter(|_| self.places.is_empty());
            if !reached.is_empty() || carried.is_some() {
                let (above, by) = self.standing(find);
                let standing = if above == Standing::Asserted { standing } else { above.min(standing) };
                let thing = reached.iter().any(|place| place.thing);
                // What others demand is a wish of theirs; a denial, an end or a past is of something done.
                let strength = if standing == Standing::Quoted { Strength::Aspiration } else { Strength::Commitment };
                claims.push(self.claim(strength, standing, std::iter::once(find).chain(by), carried, thing));
            }
        }
        claims
    }

    /// Wishes, aims, thoughts and results without a means that reach an anchor.
    fn aspirations(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        for find in self.of_strength(Strength::Aspiration) {
            let reach = self.reading.vocabulary.cues[find.at.cue].reach;
            let forward = reach == Reach::Forward;
            let reaches = |place: &&Place| {
                let ahead =
                    !forward || place.start >= find.at.start || self.fronts(find, place) || place.start >= find.left;
                reach == Reach::Sentence || (place.start >= find.left && place.start < find.right && ahead)
            };
            let meant = |place: &&Place| !self.is_left_undone(place);
            let reached: Vec<&Place> = self.places.iter().filter(reaches).filter(meant).collect();
            let fronted = self.places.iter().filter(meant).any(|place| self.fronts(find, place));
            if reached.is_empty() && !fronted {
                continue;
            }
            let (standing, by) = self.standing(find);
            let thing = reached.iter().any(|place| place.thing);
            claims.push(self.claim(Strength::Aspiration, standing, std::iter::once(find).chain(by), None, thing));
        }
        claims
    }

    fn claim<'f>(
        &self,
        strength: Strength,
        standing: Standing,
        finds: impl Iterator<Item = &'f Find>,
        carried: Option<Carry>,
        thing: bool,
    ) -> Claim {
        let cue = |find: &Find| CueUse {
            span: self.statement.bytes(self.reading, find.at.start, find.at.end),
            cue: find.at.cue,
        };
        Claim {
            strength,
            standing,
            quote: self.statement.span,
            cues: finds.map(cue).collect(),
            carried,
            thing,
            slots: Vec::new(),
        }
    }
}
