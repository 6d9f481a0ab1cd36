//! Finding cues: a step of a pattern takes the set of places where it may begin to the set where it may end.
//!
//! A set is a bit mask over a stretch of words, so a step costs the same for one place as for all. A pattern is tried
//! from everywhere at once; the few that come to an end are then tried from each of their places, to tell their finds.

use super::places::Places;
use super::{Gap, Line, List, Match, Matcher, Node, Opener, Pattern, Traits};

/// Words from one stretch of a long line to the next: what begins in the first half may reach through the second.
const STRIDE: usize = 64;

impl Matcher {
    /// Every cue found in `line`: of the finds of one cue that begin together the longest, in order.
    #[must_use]
    pub fn find(&self, line: &Line<'_>, desk: &mut Desk) -> Vec<Match> {
        let mut found = Vec::new();
        desk.fit(self);
        let Desk { narrow, wide, tried } = desk;
        // Most lines are short, and narrow sets are quicker.
        if line.words.len() <= u64::WORDS {
            self.stretches(line, narrow, tried, &mut found);
        } else {
            self.stretches(line, wide, tried, &mut found);
        }
        found.sort_by_key(|found| (found.start, found.cue, std::cmp::Reverse(found.end)));
        found.dedup_by_key(|found| (found.start, found.cue));
        found
    }

    fn stretches<P: Places>(&self, line: &Line<'_>, table: &mut Table<P>, tried: &mut Tried, found: &mut Vec<Match>) {
        table.fit(self);
        for base in (0..).step_by(STRIDE) {
            let last = base + P::WORDS >= line.words.len();
            let mut stretch = Stretch::new(self, line, base, table);
            let begins = if last { stretch.all } else { stretch.all & P::first(STRIDE) };
            stretch.find(begins, tried, found);
            stretch.clear();
            tried.clear();
            if last {
                break;
            }
        }
    }
}

/// Where a matcher works: kept from line to line, since it is wide and each line touches little of it.
#[derive(Debug, Default)]
pub struct Desk {
    narrow: Table<u64>,
    wide: Table<u128>,
    tried: Tried,
}

impl Desk {
    fn fit(&mut self, matcher: &Matcher) {
        self.tried.patterns.resize(matcher.patterns.len().div_ceil(64), 0);
        self.tried.met.resize(matcher.wanted.div_ceil(64), 0);
    }
}

/// What is where in a stretch.
#[derive(Debug, Default)]
struct Table<P> {
    /// The places of the words of each class.
    classes: Vec<P>,
    /// Where entries of each list stand: number of words, places where one of that length begins; known or not.
    lists: Vec<(bool, Vec<(u32, P)>)>,
    known: Vec<usize>,
}

impl<P: Places> Table<P> {
    fn fit(&mut self, matcher: &Matcher) {
        self.classes.resize(matcher.classes.len(), P::default());
        self.lists.resize_with(matcher.lists.len(), Default::default);
    }
}

/// What the words of a stretch ask for, a bit each.
#[derive(Debug, Default)]
struct Tried {
    /// The patterns that are worth trying.
    patterns: Vec<u64>,
    /// The needs that are met.
    met: Vec<u64>,
}

impl Tried {
    fn is_met(&self, need: u32) -> bool {
        self.met[need as usize / 64] >> (need % 64) & 1 == 1
    }

    /// Leaves all as it was.
    fn clear(&mut self) {
        self.patterns.fill(0);
        self.met.fill(0);
    }
}

/// Places to go on from. Those before a pattern's first word are apart from the rest: a first word may open a new
/// clause, a later one may not.
#[derive(Clone, Copy, Default)]
struct Spots<P> {
    fresh: P,
    moved: P,
}

impl<P: Places> Spots<P> {
    fn at(fresh: P) -> Self {
        Self { fresh, moved: P::default() }
    }

    fn any(self) -> P {
        self.fresh | self.moved
    }

    fn or(self, other: Self) -> Self {
        Self { fresh: self.fresh | other.fresh, moved: self.moved | other.moved }
    }

    /// Those of the places that are in `mask`.
    fn within(self, mask: P) -> Self {
        Self { fresh: self.fresh & mask, moved: self.moved & mask }
    }
}

/// Words of a line, turned about: for each class the places of its words.
struct Stretch<'m, P> {
    matcher: &'m Matcher,
    line: &'m Line<'m>,
    /// Its first word, counted in the line.
    base: usize,
    /// The places of all its words.
    all: P,
    table: &'m mut Table<P>,
    /// Typed values by the matcher's numbers: first word, one past the last, counted in the line.
    values: Vec<(u32, usize, usize)>,
    starts: P,
    colons: P,
    commas: P,
    /// Before words that begin a clause; and those, with the ones after a bracket.
    hard: P,
    broken: P,
    /// Before the first words of asides.
    asides: P,
    /// The end of the line.
    end: P,
}

impl<'m, P: Places> Stretch<'m, P> {
    fn new(matcher: &'m Matcher, line: &'m Line<'m>, base: usize, table: &'m mut Table<P>) -> Self {
        let words = &line.words[base..line.words.len().min(base + P::WORDS)];
        let gaps = || line.gaps.iter().skip(base);
        let number = |name: &str| matcher.values.iter().position(|value| value == name);
        let values = line.values.iter().filter_map(|(name, from, past)| Some((number(name)? as u32, *from, *past)));
        let stretch = Self {
            matcher,
            line,
            base,
            all: P::first(words.len()),
            table,
            values: values.collect(),
            starts: mask(line.starts.iter().skip(base), |start| *start),
            colons: mask(gaps(), |gap| *gap == Gap::Colon),
            commas: mask(gaps(), |gap| *gap == Gap::Comma),
            hard: mask(gaps(), |gap| *gap == Gap::Hard),
            broken: mask(gaps(), |gap| matches!(gap, Gap::Hard | Gap::Bracket)),
            asides: line.asides.iter().fold(P::default(), |all, (from, _)| all | place(base, *from)),
            end: if base + words.len() == line.words.len() { P::at(words.len()) } else { P::default() },
        };
        for (at, word) in words.iter().enumerate() {
            let place = P::at(at);
            word.classes.iter().for_each(|class| stretch.table.classes[*class as usize] |= place);
        }
        stretch
    }

    /// Leaves the table as it was.
    fn clear(self) {
        for class in self.words().flat_map(|word| &word.classes) {
            self.table.classes[*class as usize] = P::default();
        }
        for list in self.table.known.drain(..) {
            self.table.lists[list].0 = false;
        }
    }

    fn class(&self, class: u32) -> P {
        self.table.classes[class as usize]
    }

    /// Finds every pattern that begins at one of `begins`.
    fn find(&mut self, begins: P, tried: &mut Tried, found: &mut Vec<Match>) {
        let matcher = self.matcher;
        for pattern in &matcher.needless {
            self.try_all(matcher.patterns[*pattern as usize], begins, found);
        }
        for word in self.words() {
            either(&mut tried.met, &word.meets);
            either(&mut tried.patterns, &word.patterns);
        }
        for (at, patterns) in tried.patterns.iter().enumerate() {
            for number in bits(*patterns) {
                let pattern = matcher.patterns[64 * at + number];
                // The rarest is met.
                if pattern.needs.of_all(&matcher.needs)[1..].iter().all(|need| tried.is_met(*need)) {
                    self.try_all(pattern, begins, found);
                }
            }
        }
    }

    fn words(&self) -> impl Iterator<Item = &'m Traits> + use<'m, P> {
        self.line.words.iter().skip(self.base).take(P::WORDS).copied()
    }

    /// Where a pattern may begin.
    fn openings(&self, pattern: Pattern) -> P {
        let opened = |opener: &Opener| match *opener {
            Opener::Class(class) => self.class(class),
            Opener::Value(value) => self.begun(self.valued(value)),
            Opener::Concept(concept) => self.begun(self.named(concept)),
            Opener::Start => self.starts,
            Opener::Colon => self.colons,
        };
        pattern.openers.of_all(&self.matcher.openers).iter().fold(P::default(), |all, opener| all | opened(opener))
    }

    /// Where values of a sort stand.
    fn valued(&self, value: u32) -> impl Iterator<Item = (usize, usize)> {
        self.values.iter().filter(move |(sort, ..)| *sort == value).map(|(_, from, past)| (*from, *past))
    }

    /// Where a concept stands.
    fn named(&self, concept: u32) -> impl Iterator<Item = (usize, usize)> {
        let found = self.line.concepts.iter().filter(move |(found, ..)| *found == concept as usize);
        found.map(|(_, from, past)| (*from, *past))
    }

    /// The places before those spans.
    fn begun(&self, spans: impl Iterator<Item = (usize, usize)>) -> P {
        spans.fold(P::default(), |all, (from, _)| all | place(self.base, from))
    }

    /// Tries a pattern from everywhere at once, and if that leads anywhere from each place.
    fn try_all(&mut self, pattern: Pattern, begins: P, found: &mut Vec<Match>) {
        let nodes = pattern.nodes.of_all(&self.matcher.nodes);
        let places = self.openings(pattern) & begins;
        if places.is_none() {
            return;
        }
        let mut ends = self.run(nodes, Spots::at(places)).moved;
        if ends.is_none() {
            return;
        }
        let mut left = places;
        while !left.is_none() {
            let at = left.earliest();
            left &= !P::at(at);
            if !places.is_one() {
                ends = self.run(nodes, Spots::at(P::at(at))).moved;
            }
            if !ends.is_none() {
                let end = self.base + ends.latest();
                found.push(Match { cue: pattern.cue as usize, start: self.base + at, end });
            }
        }
    }

    /// Where a sequence may end.
    fn run(&mut self, nodes: &[Node], from: Spots<P>) -> Spots<P> {
        let mut spots = from;
        for node in nodes {
            spots = match *node {
                // what most steps are, and most of those end it
                Node::Class(class) => self.pass(spots, self.class(class), 1),
                node => self.step(node, spots),
            };
            if spots.any().is_none() {
                break;
            }
        }
        spots
    }

    /// Whether a way of a choice gets beyond its first step, where that costs little to tell. Most do not.
    fn may_begin(&self, way: &[Node], from: Spots<P>) -> bool {
        match way.first() {
            Some(Node::Class(class)) => !(self.class(*class) & from.any()).is_none(),
            _ => true,
        }
    }

    fn step(&mut self, node: Node, from: Spots<P>) -> Spots<P> {
        let matcher = self.matcher;
        match node {
            Node::Class(class) => self.pass(from, self.class(class), 1),
            Node::List(list) => {
                self.look_up(list as usize);
                let spots = self.table.lists[list as usize].1.iter();
                let ends = spots.map(|(words, places)| self.pass(from, *places, *words));
                ends.fold(Spots::default(), Spots::or)
            }
            Node::Choice(ways) => {
                let mut ends = Spots::default();
                for way in ways.of_all(&matcher.ways) {
                    let way = way.of_all(&matcher.nodes);
                    if self.may_begin(way, from) {
                        ends = ends.or(self.run(way, from));
                    }
                }
                ends
            }
            Node::Maybe(inner) => from.or(self.step(matcher.nodes[inner as usize], from)),
            Node::Many(inner) => self.many(matcher.nodes[inner as usize], from),
            Node::Gap(longest) => self.gap(longest, from, self.all),
            Node::Tight(longest, barrier) => self.gap(longest, from, self.all & !self.class(barrier)),
            Node::Trail(longest, on) => self.gap(longest, from, self.all & (!self.commas | self.class(on))),
            Node::Start => from.within(self.starts),
            Node::End => from.within(self.end),
            Node::Colon => from.within(self.colons),
            Node::Value(value) => self.spans(from, self.valued(value)),
            Node::Concept(concept) => self.spans(from, self.named(concept)),
        }
    }

    /// Past so many words, from those of the places that are in `mask`. Nothing goes on over the start of a clause, but
    /// what comes to an aside may go on behind it: "the board (ICB) funds".
    fn pass(&self, from: Spots<P>, mask: P, words: u32) -> Spots<P> {
        let moved = ((from.fresh | (from.moved & !self.broken)) & mask).on(words);
        Spots { fresh: self.behind(moved), moved }
    }

    /// The places behind the asides that begin at some of `moved`.
    fn behind(&self, moved: P) -> P {
        if (moved & self.asides).is_none() {
            return P::default();
        }
        let begun = self.line.asides.iter().filter(|(from, _)| !(place::<P>(self.base, *from) & moved).is_none());
        begun.fold(P::default(), |all, (_, past)| all | place(self.base, *past))
    }

    fn spans(&self, from: Spots<P>, spans: impl Iterator<Item = (usize, usize)>) -> Spots<P> {
        let pass = |(start, end): (usize, usize)| self.pass(from, place(self.base, start), (end - start) as u32);
        spans.map(pass).fold(Spots::default(), Spots::or)
    }

    fn many(&mut self, inner: Node, from: Spots<P>) -> Spots<P> {
        let mut all = from;
        let mut edge = from;
        for _ in 0..4 {
            let next = self.step(inner, edge);
            edge = Spots { fresh: next.fresh & !all.fresh, moved: next.moved & !all.moved };
            if edge.any().is_none() {
                break;
            }
            all = all.or(edge);
        }
        all
    }

    /// Past up to so many of the words of `passable`, those of asides not counted.
    fn gap(&self, longest: u32, from: Spots<P>, passable: P) -> Spots<P> {
        let mut all = from;
        let mut edge = from;
        for _ in 0..longest {
            let moved = ((edge.fresh | (edge.moved & !self.hard)) & passable).on(1) & !all.moved;
            if moved.is_none() {
                break;
            }
            edge = Spots { fresh: self.behind(moved), moved };
            all = all.or(edge);
        }
        all
    }

    /// Finds where the entries of a list stand, unless that is known.
    fn look_up(&mut self, number: usize) {
        if std::mem::replace(&mut self.table.lists[number].0, true) {
            return;
        }
        self.table.known.push(number);
        let List { single, first, phrases, begun } = &self.matcher.lists[number];
        let mut spots = std::mem::take(&mut self.table.lists[number].1);
        spots.clear();
        let singles = self.class(*single);
        spots.extend((!singles.is_none()).then_some((1, singles)));
        // Most lines begin no phrase of a list.
        let begun = if self.class(*first).is_none() { &[] } else { begun.as_slice() };
        let begun = begun.iter().filter(|(first, _)| !self.class(*first).is_none());
        for phrase in begun.flat_map(|(_, same)| same.0..same.1) {
            let phrase = phrases.row(phrase as usize);
            let places = self.phrase(phrase);
            let words = phrase.len() as u32;
            match spots.iter_mut().find(|(length, _)| *length == words) {
                _ if places.is_none() => {}
                Some((_, all)) => *all |= places,
                None => spots.push((words, places)),
            }
        }
        self.table.lists[number].1 = spots;
    }

    /// Where a phrase begins: its words stand side by side in one clause.
    fn phrase(&self, words: &[u32]) -> P {
        let mut places = P::ALL;
        for (n, class) in words.iter().enumerate() {
            let here = self.class(*class) & if n == 0 { P::ALL } else { !self.broken };
            places &= here.back(n as u32);
            if places.is_none() {
                break;
            }
        }
        places
    }
}

/// Sets the bits that `more` has.
fn either(all: &mut [u64], more: &[u64]) {
    all.iter_mut().zip(more).for_each(|(all, more)| *all |= more);
}

/// The numbers of the bits that are set.
fn bits(mut of: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let first = (of != 0).then(|| of.trailing_zeros() as usize)?;
        of &= of - 1;
        Some(first)
    })
}

/// The place before a word of a line, in the stretch from `base`.
fn place<P: Places>(base: usize, word: usize) -> P {
    word.checked_sub(base).filter(|at| *at <= P::WORDS).map_or(P::default(), P::at)
}

/// The places of a stretch that `is` is true of.
fn mask<T, P: Places>(values: impl Iterator<Item = T>, is: impl Fn(T) -> bool) -> P {
    let places = values.take(P::WORDS).enumerate().filter_map(|(at, value)| is(value).then(|| P::at(at)));
    places.fold(P::default(), |all, place| all | place)
}
