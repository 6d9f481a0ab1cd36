//! Finding cues: the patterns that may be in a line are tried where they may begin, a set of places at a time.

use super::super::classes::has;
use super::{Gap, Line, List, Match, Matcher, Node, Pattern};

impl Matcher {
    /// Every cue found in `line`: of the finds of one cue that begin together the longest, in order.
    #[must_use]
    pub fn find(&self, line: &Line<'_>) -> Vec<Match> {
        let mut attempts = Attempts::new(self, line);
        for at in 0..line.words.len() {
            if line.starts[at] {
                attempts.all(&self.at_start, at);
            }
            for (block, (bits, openers)) in line.words[at].iter().zip(&self.openers).enumerate() {
                let mut bits = bits & openers;
                while bits != 0 {
                    attempts.all(&self.by_class[block * 64 + bits.trailing_zeros() as usize], at);
                    bits &= bits - 1;
                }
            }
            if line.gaps[at] == Gap::Colon {
                attempts.all(&self.at_colon, at);
            }
        }
        for (name, at, _) in &line.values {
            attempts.all(self.by_value.get(*name).map_or(&[], Vec::as_slice), *at);
        }
        for (concept, at, _) in &line.concepts {
            attempts.all(self.by_concept.get(concept).map_or(&[], Vec::as_slice), *at);
        }
        let mut found = attempts.found;
        found.sort_by_key(|found| (found.start, found.cue, std::cmp::Reverse(found.end)));
        found.dedup_by_key(|found| (found.start, found.cue));
        found
    }
}

/// Whether a pattern can be in a line at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Hope {
    #[default]
    Untold,
    Some,
    None,
}

/// The patterns tried on a line.
struct Attempts<'m> {
    matcher: &'m Matcher,
    line: &'m Line<'m>,
    /// The classes of all its words.
    present: Vec<u64>,
    hopes: Vec<Hope>,
    found: Vec<Match>,
}

impl<'m> Attempts<'m> {
    fn new(matcher: &'m Matcher, line: &'m Line<'m>) -> Self {
        let mut present = vec![0; line.words.first().map_or(0, |bits| bits.len())];
        for bits in &line.words {
            present.iter_mut().zip(*bits).for_each(|(all, bits)| *all |= bits);
        }
        Self { matcher, line, present, hopes: vec![Hope::Untold; matcher.patterns.len()], found: Vec::new() }
    }

    fn all(&mut self, patterns: &[usize], at: usize) {
        for pattern in patterns {
            let Pattern { cue, nodes, .. } = &self.matcher.patterns[*pattern];
            if !self.hopes_for(*pattern) {
                continue;
            }
            let ends = self.matcher.run(nodes, 1, at, self.line);
            if ends > 1 {
                let longest = 127 - ends.leading_zeros() as usize;
                self.found.push(Match { cue: *cue, start: at, end: at + longest });
            }
        }
    }

    fn hopes_for(&mut self, pattern: usize) -> bool {
        if self.hopes[pattern] == Hope::Untold {
            let needs = &self.matcher.patterns[pattern].needs;
            let possible = needs.iter().all(|classes| classes.iter().any(|class| has(&self.present, *class)));
            self.hopes[pattern] = if possible { Hope::Some } else { Hope::None };
        }
        self.hopes[pattern] == Hope::Some
    }
}

impl List {
    /// Where an entry may end that begins `offset` words after `at`.
    pub(super) fn step(&self, offset: u32, at: usize, line: &Line<'_>) -> u128 {
        let here = at + offset as usize;
        let Some(bits) = line.words.get(here) else { return 0 };
        if offset > 0 && matches!(line.gaps.get(here), Some(Gap::Hard | Gap::Bracket)) {
            return 0;
        }
        let single = if has(bits, self.single) && offset < 126 { 1 << (offset + 1) } else { 0 };
        if !has(bits, self.first) {
            return single;
        }
        let fits = |phrase: &&Vec<u32>| {
            phrase.iter().enumerate().all(|(n, class)| {
                let inside = n == 0 || !matches!(line.gaps.get(here + n), Some(Gap::Hard | Gap::Bracket));
                inside && line.words.get(here + n).is_some_and(|bits| has(bits, *class))
            })
        };
        let end = |phrase: &Vec<u32>| offset + phrase.len() as u32;
        self.phrases.iter().filter(fits).map(end).filter(|end| *end < 127).fold(single, |all, end| all | 1 << end)
    }
}

impl Matcher {
    /// Where a sequence may end, beginning at any of `from`; bit n is n words after `at`.
    fn run(&self, nodes: &[Node], from: u128, at: usize, line: &Line<'_>) -> u128 {
        nodes.iter().fold(from, |places, node| if places == 0 { 0 } else { self.step_all(node, places, at, line) })
    }

    fn step_all(&self, node: &Node, places: u128, at: usize, line: &Line<'_>) -> u128 {
        let mut ends = 0;
        let mut left = places;
        while left != 0 {
            let offset = left.trailing_zeros();
            left &= left - 1;
            ends |= self.step(node, offset, at, line);
        }
        ends
    }

    fn step(&self, node: &Node, offset: u32, at: usize, line: &Line<'_>) -> u128 {
        let here = at + offset as usize;
        let bit = |offset: u32| if offset < 127 { 1u128 << offset } else { 0 };
        // No step crosses the start of a new clause.
        let crosses = offset > 0 && matches!(line.gaps.get(here), Some(Gap::Hard | Gap::Bracket));
        match node {
            Node::Class(class) => {
                let fits = line.words.get(here).is_some_and(|bits| has(bits, *class));
                if fits && !crosses { bit(offset + 1) } else { 0 }
            }
            Node::List(list) => self.lists[*list].step(offset, at, line),
            Node::Choice(ways) => {
                ways.iter().map(|way| self.run(way, bit(offset), at, line)).fold(0, |all, ends| all | ends)
            }
            Node::Maybe(inner) => bit(offset) | self.step(inner, offset, at, line),
            Node::Many(inner) => self.many(inner, bit(offset), at, line),
            Node::Gap(longest) => gap(*longest, offset, |offset| passable(line, at + offset as usize, offset)),
            Node::Tight(longest, barrier) => gap(*longest, offset, |offset| {
                let word = at + offset as usize;
                passable(line, word, offset) && !has(line.words[word], *barrier)
            }),
            Node::Start => {
                if line.starts.get(here) == Some(&true) {
                    bit(offset)
                } else {
                    0
                }
            }
            Node::End => {
                if here >= line.words.len() {
                    bit(offset)
                } else {
                    0
                }
            }
            Node::Colon => {
                if line.gaps.get(here) == Some(&Gap::Colon) {
                    bit(offset)
                } else {
                    0
                }
            }
            Node::Value(name) => {
                let fits = |(value, start, _): &&(&str, usize, usize)| value == name && *start == here && !crosses;
                line.values
                    .iter()
                    .filter(fits)
                    .map(|(_, start, end)| bit(offset + (end - start) as u32))
                    .fold(0, |all, end| all | end)
            }
            Node::Concept(concept) => {
                let fits = |(found, start, _): &&(usize, usize, usize)| found == concept && *start == here && !crosses;
                line.concepts
                    .iter()
                    .filter(fits)
                    .map(|(_, start, end)| bit(offset + (end - start) as u32))
                    .fold(0, |all, end| all | end)
            }
        }
    }

    fn many(&self, inner: &Node, from: u128, at: usize, line: &Line<'_>) -> u128 {
        let mut all = from;
        let mut edge = from;
        for _ in 0..4 {
            edge = self.step_all(inner, edge, at, line) & !all;
            all |= edge;
        }
        all
    }
}

/// Where a gap may end that begins at `offset`, going on while its words may be passed.
fn gap(longest: u32, offset: u32, passes: impl Fn(u32) -> bool) -> u128 {
    let steps = (offset..offset + longest).take_while(|offset| passes(*offset)).map(|offset| offset + 1);
    std::iter::once(offset).chain(steps).filter(|end| *end < 127).fold(0, |all, end| all | 1 << end)
}

fn passable(line: &Line<'_>, word: usize, offset: u32) -> bool {
    word < line.words.len() && (offset == 0 || line.gaps[word] != Gap::Hard)
}
