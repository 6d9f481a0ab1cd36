//! Finding cues: a step of a pattern takes the set of places where it may begin to the set where it may end.
//!
//! A set is a bit mask over a stretch of words, so a step costs the same for one place as for all. A pattern is tried
//! from everywhere at once; the few that come to an end are then tried from each of their places, to tell their finds.

use super::{Gap, Line, List, Match, Matcher, Node, Opener, Pattern};

/// Words of a stretch. A place is before a word or after the last, so that a set of them has one bit more.
const STRETCH: usize = 127;

/// Words from one stretch of a long line to the next: what begins in the first half may reach through the second.
const STRIDE: usize = 64;

impl Matcher {
    /// Every cue found in `line`: of the finds of one cue that begin together the longest, in order.
    #[must_use]
    pub fn find(&self, line: &Line<'_>, desk: &mut Desk) -> Vec<Match> {
        let mut found = Vec::new();
        desk.fit(self);
        for base in (0..).step_by(STRIDE) {
            let last = base + STRETCH >= line.words.len();
            let mut stretch = Stretch::new(self, line, base, desk);
            let begins = if last { stretch.all } else { stretch.all & ((1 << STRIDE) - 1) };
            stretch.find(begins, &mut found);
            stretch.clear();
            if last {
                break;
            }
        }
        found.sort_by_key(|found| (found.start, found.cue, std::cmp::Reverse(found.end)));
        found.dedup_by_key(|found| (found.start, found.cue));
        found
    }
}

/// Where a matcher works: kept from line to line, since it is wide and each line touches little of it.
#[derive(Debug, Default)]
pub struct Desk {
    /// The places of the words of each class, and the classes that have any.
    classes: Vec<u128>,
    present: Vec<u32>,
    /// Where entries of each list stand: number of words, places where one of that length begins; known or not.
    lists: Vec<(bool, Vec<(u32, u128)>)>,
    known: Vec<usize>,
    /// Which patterns were looked at, and those that were.
    seen: Vec<bool>,
    looked: Vec<u32>,
}

impl Desk {
    fn fit(&mut self, matcher: &Matcher) {
        self.classes.resize(matcher.classes.len(), 0);
        self.lists.resize_with(matcher.lists.len(), Default::default);
        self.seen.resize(matcher.patterns.len(), false);
    }
}

/// Places, bit n before word n. Those before a pattern's first word are apart from the rest: a first word may open a
/// new clause, a later one may not.
#[derive(Clone, Copy, Default)]
struct Places {
    fresh: u128,
    moved: u128,
}

impl Places {
    fn at(fresh: u128) -> Self {
        Self { fresh, moved: 0 }
    }

    fn is_empty(self) -> bool {
        self.fresh | self.moved == 0
    }

    fn or(self, other: Self) -> Self {
        Self { fresh: self.fresh | other.fresh, moved: self.moved | other.moved }
    }

    /// Those of the places that are in `mask`.
    fn within(self, mask: u128) -> Self {
        Self { fresh: self.fresh & mask, moved: self.moved & mask }
    }
}

/// Words of a line, turned about: for each class the places of its words.
struct Stretch<'m> {
    matcher: &'m Matcher,
    line: &'m Line<'m>,
    /// Its first word, counted in the line.
    base: usize,
    /// The places of all its words.
    all: u128,
    desk: &'m mut Desk,
    starts: u128,
    colons: u128,
    commas: u128,
    /// Before words that begin a clause; and those, with the ones after a bracket.
    hard: u128,
    broken: u128,
    /// Before the first words of asides.
    asides: u128,
    /// The end of the line.
    end: u128,
}

impl<'m> Stretch<'m> {
    fn new(matcher: &'m Matcher, line: &'m Line<'m>, base: usize, desk: &'m mut Desk) -> Self {
        let words = &line.words[base..line.words.len().min(base + STRETCH)];
        let stretch = Self {
            matcher,
            line,
            base,
            all: (1 << words.len()) - 1,
            desk,
            starts: mask(line.starts.iter().skip(base), |start| *start),
            colons: mask(line.gaps.iter().skip(base), |gap| *gap == Gap::Colon),
            commas: mask(line.gaps.iter().skip(base), |gap| *gap == Gap::Comma),
            hard: mask(line.gaps.iter().skip(base), |gap| *gap == Gap::Hard),
            broken: mask(line.gaps.iter().skip(base), |gap| matches!(gap, Gap::Hard | Gap::Bracket)),
            asides: line.asides.iter().fold(0, |all, (from, _)| all | place(base, *from)),
            end: if base + words.len() == line.words.len() { 1 << words.len() } else { 0 },
        };
        let mut place = 1;
        for word in words {
            for class in &word.classes {
                let places = &mut stretch.desk.classes[*class as usize];
                if *places == 0 {
                    stretch.desk.present.push(*class);
                }
                *places |= place;
            }
            place <<= 1;
        }
        stretch
    }

    /// Leaves the desk as it was.
    fn clear(self) {
        for class in self.desk.present.drain(..) {
            self.desk.classes[class as usize] = 0;
        }
        for list in self.desk.known.drain(..) {
            self.desk.lists[list].0 = false;
        }
        for pattern in self.desk.looked.drain(..) {
            self.desk.seen[pattern as usize] = false;
        }
    }

    /// Finds every pattern that begins at one of `begins`.
    fn find(&mut self, begins: u128, found: &mut Vec<Match>) {
        let matcher = self.matcher;
        for pattern in &matcher.needless {
            self.try_all(matcher.patterns[*pattern as usize], begins, found);
        }
        let line = self.line;
        for word in line.words.iter().skip(self.base).take(STRETCH) {
            for number in &word.patterns {
                if std::mem::replace(&mut self.desk.seen[*number as usize], true) {
                    continue;
                }
                self.desk.looked.push(*number);
                let pattern = matcher.patterns[*number as usize];
                // The word meets the first.
                if pattern.needs.of_all(&matcher.needs)[1..].iter().all(|need| self.is_met(*need)) {
                    self.try_all(pattern, begins, found);
                }
            }
        }
    }

    fn is_met(&self, need: u32) -> bool {
        self.matcher.met_by.row(need as usize).iter().any(|class| self.desk.classes[*class as usize] != 0)
    }

    /// Where a pattern may begin.
    fn openings(&self, pattern: Pattern) -> u128 {
        let opened = |opener: &Opener| match *opener {
            Opener::Class(class) => self.desk.classes[class as usize],
            Opener::Value(value) => {
                let name = self.matcher.values[value as usize].as_str();
                let values = self.line.values.iter().filter(|(value, ..)| *value == name);
                values.fold(0, |all, (_, from, _)| all | place(self.base, *from))
            }
            Opener::Concept(concept) => {
                let concepts = self.line.concepts.iter().filter(|(found, ..)| *found == concept as usize);
                concepts.fold(0, |all, (_, from, _)| all | place(self.base, *from))
            }
            Opener::Start => self.starts,
            Opener::Colon => self.colons,
        };
        pattern.openers.of_all(&self.matcher.openers).iter().fold(0, |all, opener| all | opened(opener))
    }

    /// Tries a pattern from everywhere at once, and if that leads anywhere from each place.
    fn try_all(&mut self, pattern: Pattern, begins: u128, found: &mut Vec<Match>) {
        let nodes = pattern.nodes.of_all(&self.matcher.nodes);
        let places = self.openings(pattern) & begins;
        if places == 0 {
            return;
        }
        let mut ends = self.run(nodes, Places::at(places)).moved;
        if ends == 0 {
            return;
        }
        let mut left = places;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            if !places.is_power_of_two() {
                ends = self.run(nodes, Places::at(1 << at)).moved;
            }
            if ends != 0 {
                let end = STRETCH - ends.leading_zeros() as usize;
                found.push(Match { cue: pattern.cue as usize, start: self.base + at, end: self.base + end });
            }
        }
    }

    /// Where a sequence may end.
    fn run(&mut self, nodes: &[Node], from: Places) -> Places {
        let mut places = from;
        for node in nodes {
            places = match *node {
                // what most steps are, and most of those end it
                Node::Class(class) => self.pass(places, self.desk.classes[class as usize], 1),
                node => self.step(node, places),
            };
            if places.is_empty() {
                break;
            }
        }
        places
    }

    /// Whether a way of a choice gets beyond its first step, where that costs little to tell. Most do not.
    fn may_begin(&self, way: &[Node], from: Places) -> bool {
        match way.first() {
            Some(Node::Class(class)) => self.desk.classes[*class as usize] & (from.fresh | from.moved) != 0,
            _ => true,
        }
    }

    fn step(&mut self, node: Node, from: Places) -> Places {
        let matcher = self.matcher;
        match node {
            Node::Class(class) => self.pass(from, self.desk.classes[class as usize], 1),
            Node::List(list) => {
                self.look_up(list as usize);
                let spots = self.desk.lists[list as usize].1.iter();
                let ends = spots.map(|(words, places)| self.pass(from, *places, *words));
                ends.fold(Places::default(), Places::or)
            }
            Node::Choice(ways) => {
                let mut ends = Places::default();
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
            Node::Tight(longest, barrier) => self.gap(longest, from, self.all & !self.desk.classes[barrier as usize]),
            Node::Trail(longest, on) => {
                self.gap(longest, from, self.all & (!self.commas | self.desk.classes[on as usize]))
            }
            Node::Start => from.within(self.starts),
            Node::End => from.within(self.end),
            Node::Colon => from.within(self.colons),
            Node::Value(value) => {
                let name = matcher.values[value as usize].as_str();
                let values = self.line.values.iter().filter(|(value, ..)| *value == name);
                self.spans(from, values.map(|(_, start, end)| (*start, *end)))
            }
            Node::Concept(concept) => {
                let concepts = self.line.concepts.iter().filter(|(found, ..)| *found == concept as usize);
                self.spans(from, concepts.map(|(_, start, end)| (*start, *end)))
            }
        }
    }

    /// Past so many words, from those of the places that are in `mask`. Nothing goes on over the start of a clause, but
    /// what comes to an aside may go on behind it: "the board (ICB) funds".
    fn pass(&self, from: Places, mask: u128, words: u32) -> Places {
        let here = (from.fresh | (from.moved & !self.broken)) & mask;
        let moved = here.checked_shl(words).unwrap_or(0);
        Places { fresh: if moved & self.asides == 0 { 0 } else { self.behind(moved) }, moved }
    }

    /// The places behind the asides that begin at some of `moved`.
    fn behind(&self, moved: u128) -> u128 {
        let begun = self.line.asides.iter().filter(|(from, _)| place(self.base, *from) & moved != 0);
        begun.fold(0, |all, (_, past)| all | place(self.base, *past))
    }

    fn spans(&self, from: Places, spans: impl Iterator<Item = (usize, usize)>) -> Places {
        let pass = |(start, end): (usize, usize)| self.pass(from, place(self.base, start), (end - start) as u32);
        spans.map(pass).fold(Places::default(), Places::or)
    }

    fn many(&mut self, inner: Node, from: Places) -> Places {
        let mut all = from;
        let mut edge = from;
        for _ in 0..4 {
            let next = self.step(inner, edge);
            edge = Places { fresh: next.fresh & !all.fresh, moved: next.moved & !all.moved };
            if edge.is_empty() {
                break;
            }
            all = all.or(edge);
        }
        all
    }

    /// Past up to so many of the words of `passable`, those of asides not counted.
    fn gap(&self, longest: u32, from: Places, passable: u128) -> Places {
        let mut all = from;
        let mut edge = from;
        for _ in 0..longest {
            let moved = ((edge.fresh | (edge.moved & !self.hard)) & passable) << 1 & !all.moved;
            if moved == 0 {
                break;
            }
            let fresh = if moved & self.asides == 0 { 0 } else { self.behind(moved) };
            edge = Places { fresh, moved };
            all = all.or(edge);
        }
        all
    }

    /// Finds where the entries of a list stand, unless that is known.
    fn look_up(&mut self, number: usize) {
        if std::mem::replace(&mut self.desk.lists[number].0, true) {
            return;
        }
        self.desk.known.push(number);
        let List { single, first, phrases, begun } = &self.matcher.lists[number];
        let mut spots = std::mem::take(&mut self.desk.lists[number].1);
        spots.clear();
        let singles = self.desk.classes[*single as usize];
        spots.extend((singles != 0).then_some((1, singles)));
        // Most lines begin no phrase of a list.
        let begun = if self.desk.classes[*first as usize] == 0 { &[] } else { begun.as_slice() };
        let begun = begun.iter().filter(|(first, _)| self.desk.classes[*first as usize] != 0);
        for phrase in begun.flat_map(|(_, same)| same.0..same.1) {
            let phrase = phrases.row(phrase as usize);
            let places = self.phrase(phrase);
            let words = phrase.len() as u32;
            match spots.iter_mut().find(|(length, _)| *length == words) {
                _ if places == 0 => {}
                Some((_, all)) => *all |= places,
                None => spots.push((words, places)),
            }
        }
        self.desk.lists[number].1 = spots;
    }

    /// Where a phrase begins: its words stand side by side in one clause.
    fn phrase(&self, words: &[u32]) -> u128 {
        let mut places = u128::MAX;
        for (n, class) in words.iter().enumerate() {
            let here = self.desk.classes[*class as usize] & if n == 0 { u128::MAX } else { !self.broken };
            places &= here.checked_shr(n as u32).unwrap_or(0);
            if places == 0 {
                break;
            }
        }
        places
    }
}

/// The place before a word of a line, in the stretch from `base`.
fn place(base: usize, word: usize) -> u128 {
    word.checked_sub(base).filter(|at| *at <= STRETCH).map_or(0, |at| 1 << at)
}

/// The places of a stretch that `is` is true of.
fn mask<T>(values: impl Iterator<Item = T>, is: impl Fn(T) -> bool) -> u128 {
    values
        .take(STRETCH)
        .enumerate()
        .filter_map(|(at, value)| is(value).then_some(1 << at))
        .fold(0, |all, bit| all | bit)
}

impl List {
    /// Whether an entry is the whole of `words`, given by their classes.
    pub(super) fn is(&self, words: &[Vec<u32>]) -> bool {
        let whole = |phrase: &&[u32]| {
            phrase.len() == words.len() && phrase.iter().zip(words).all(|(class, classes)| classes.contains(class))
        };
        (words.len() == 1 && words[0].contains(&self.single)) || self.phrases.iter().any(|phrase| whole(&phrase))
    }
}
