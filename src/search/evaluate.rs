//! Evaluating queries: every part gives the smallest spans it is found in, in order, none inside another.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Hit, Index};
use crate::plan::BlockKind;
use crate::query::{Concepts, Distance, Field, Kind, Node, Query, Scope, Term};

/// Where `query` is found.
pub(super) fn find(index: &Index<'_>, query: &Query, concepts: &Concepts) -> Vec<Hit> {
    Evaluator { index, concepts }.node(&query.root, None)
}

/// Where the concept at `position` is found: its terms, but not where its exceptions mask a word of them.
pub(super) fn concept(index: &Index<'_>, position: usize, concepts: &Concepts) -> Vec<Hit> {
    let evaluator = Evaluator { index, concepts };
    let Some(concept) = concepts.all().get(position) else { return Vec::new() };
    let any = |queries: &[Query]| queries.iter().flat_map(|query| evaluator.node(&query.root, None)).collect::<Vec<Hit>>();
    let found = any(&concept.terms);
    if found.is_empty() {
        return found;
    }
    let mut masks = any(&concept.except);
    masks.sort_unstable();
    let longest = masks.iter().map(|mask| mask.last - mask.first).max().unwrap_or(0);
    let masked = |hit: &Hit| {
        let from = masks.partition_point(|mask| mask.first + longest < hit.first);
        masks[from..].iter().take_while(|mask| mask.first <= hit.last).any(|mask| mask.last >= hit.first)
    };
    minimal(found.into_iter().filter(|hit| !masked(hit)).collect())
}

struct Evaluator<'e, 'p> {
    index: &'e Index<'p>,
    concepts: &'e Concepts,
}

impl Evaluator<'_, '_> {
    /// Where `node` is found; `scope` is what `in:` says of it.
    fn node(&self, node: &Node, scope: Option<Scope>) -> Vec<Hit> {
        match &node.kind {
            Kind::Word(term) => self.word(term),
            Kind::Phrase(terms) => self.phrase(terms),
            Kind::Concept(name) => self.concepts.position(name).map(|at| self.index.concept(at, self.concepts).to_vec()).unwrap_or_default(),
            Kind::Value(kind) => match self.concepts.position(kind.name()) {
                Some(at) => self.index.concept(at, self.concepts).to_vec(),
                None => self.index.values(*kind).to_vec(),
            },
            Kind::Or(parts) => minimal(parts.iter().flat_map(|part| self.node(part, None)).collect()),
            Kind::And(parts, not) => self.all(parts, not.as_deref(), scope.unwrap_or(Scope::Block)),
            Kind::Distance(left, distance, right) => self.distance(left, *distance, right, scope.unwrap_or(Scope::Sentence)),
            Kind::Of(least, parts) => self.at_least(*least, parts, scope.unwrap_or(Scope::Block)),
            Kind::Field(field, inner) => self.field(field, inner, scope),
            Kind::In(scope, inner) => self.node(inner, Some(*scope)),
        }
    }

    fn postings(&self, term: &Term) -> &[u32] {
        self.index.terms.number(term).and_then(|number| self.index.postings.get(number as usize)).map_or(&[], Vec::as_slice)
    }

    fn word(&self, term: &Term) -> Vec<Hit> {
        let hits = self.postings(term).iter().map(|at| Hit { first: *at, last: *at });
        if term.case { hits.filter(|hit| self.same_case(term, hit.first)).collect() } else { hits.collect() }
    }

    /// Whether the word at `at` is written with capitals only, as the term asks.
    fn same_case(&self, _term: &Term, at: u32) -> bool {
        let written = self.index.plan.words(self.index.tokens[at as usize].span);
        written.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase)
    }

    fn phrase(&self, terms: &[Term]) -> Vec<Hit> {
        let lists: Vec<&[u32]> = terms.iter().map(|term| self.postings(term)).collect();
        let Some((rarest, list)) = lists.iter().enumerate().min_by_key(|(_, list)| list.len()) else { return Vec::new() };
        let length = terms.len() as u32;
        let starts = list.iter().filter_map(|at| at.checked_sub(rarest as u32));
        let fits = |start: &u32| {
            let here = |(n, list): (usize, &&[u32])| n == rarest || list.binary_search(&(start + n as u32)).is_ok();
            lists.iter().enumerate().all(here) && self.together(*start, start + length - 1, Scope::Sentence)
        };
        let cased = |start: &u32| (0..length).all(|n| !terms[n as usize].case || self.same_case(&terms[n as usize], start + n));
        starts.filter(fits).filter(cased).map(|start| Hit { first: start, last: start + length - 1 }).collect()
    }

    /// Whether two words stand in the same unit.
    fn together(&self, first: u32, last: u32, scope: Scope) -> bool {
        (last as usize) < self.index.tokens.len() && self.unit(first, scope) == self.unit(last, scope)
    }

    fn unit(&self, at: u32, scope: Scope) -> u32 {
        let token = &self.index.tokens[at as usize];
        match scope {
            Scope::Sentence => token.sentence,
            Scope::Block => token.block,
            Scope::Section => self.index.plan.blocks()[token.block as usize].section as u32,
            Scope::Document => 0,
        }
    }

    fn distance(&self, left: &Node, distance: Distance, right: &Node, scope: Scope) -> Vec<Hit> {
        let lefts = self.node(left, None);
        if lefts.is_empty() {
            return lefts;
        }
        let rights = self.node(right, None);
        let longest = rights.iter().map(|hit| hit.last - hit.first).max().unwrap_or(0);
        let mut found = Vec::new();
        for hit in &lefts {
            let from = rights.partition_point(|other| other.first + longest + distance.words < hit.first);
            let near = rights[from..].iter().take_while(|other| other.first <= hit.last.saturating_add(distance.words));
            let mut near = near.filter(|other| self.is_near(*hit, **other, distance, scope));
            if distance.not {
                found.extend(near.next().is_none().then_some(*hit));
            } else {
                found.extend(near.map(|other| Hit { first: hit.first.min(other.first), last: hit.last.max(other.last) }));
            }
        }
        minimal(found)
    }

    fn is_near(&self, left: Hit, right: Hit, distance: Distance, scope: Scope) -> bool {
        let apart = if right.first > left.last {
            right.first - left.last
        } else if left.first > right.last && !distance.ordered {
            left.first - right.last
        } else {
            return false;
        };
        apart <= distance.words && self.together(left.first.min(right.first), left.last.max(right.last), scope)
    }

    fn all(&self, parts: &[Node], not: Option<&Node>, scope: Scope) -> Vec<Hit> {
        let mut kept: Option<FxHashSet<u32>> = None;
        let mut hits = Vec::new();
        for part in parts {
            let found = self.node(part, None);
            let units: FxHashSet<u32> = found.iter().map(|hit| self.unit(hit.first, scope)).collect();
            kept = Some(kept.map_or_else(|| units.clone(), |kept| &kept & &units));
            hits.extend(found);
            if kept.as_ref().is_some_and(FxHashSet::is_empty) {
                return Vec::new();
            }
        }
        let mut kept = kept.unwrap_or_default();
        for hit in not.map(|not| self.node(not, None)).unwrap_or_default() {
            kept.remove(&self.unit(hit.first, scope));
        }
        hits.retain(|hit| kept.contains(&self.unit(hit.first, scope)));
        minimal(hits)
    }

    fn at_least(&self, least: usize, parts: &[Node], scope: Scope) -> Vec<Hit> {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        let mut hits = Vec::new();
        for part in parts {
            let found = self.node(part, None);
            let units: FxHashSet<u32> = found.iter().map(|hit| self.unit(hit.first, scope)).collect();
            for unit in units {
                *counts.entry(unit).or_default() += 1;
            }
            hits.extend(found);
        }
        hits.retain(|hit| counts.get(&self.unit(hit.first, scope)).is_some_and(|count| *count >= least));
        minimal(hits)
    }

    fn field(&self, field: &Field, inner: &Node, scope: Option<Scope>) -> Vec<Hit> {
        let mut hits = self.node(inner, scope);
        hits.retain(|hit| self.stands_in(field, *hit));
        hits
    }

    fn stands_in(&self, field: &Field, hit: Hit) -> bool {
        let token = &self.index.tokens[hit.first as usize];
        let kind = self.index.plan.blocks()[token.block as usize].kind;
        match field {
            Field::Heading => kind == BlockKind::Heading,
            Field::Table => matches!(kind, BlockKind::Row | BlockKind::HeaderRow),
            Field::Row => kind == BlockKind::Row,
            Field::List => kind == BlockKind::Item,
            Field::Body => matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row),
            Field::Quote => kind == BlockKind::Quotation,
            Field::Caption => kind == BlockKind::Caption,
            Field::Footnote => kind == BlockKind::Note,
            Field::Case => true,
            Field::Column(name) => self.column(hit).is_some_and(|column| column.to_lowercase().contains(name.as_str())),
        }
    }

    /// The name of the column that a find stands in.
    fn column(&self, hit: Hit) -> Option<&str> {
        let token = self.index.tokens[hit.first as usize..=hit.last as usize].iter().find(|token| token.own)?;
        let block = &self.index.plan.blocks()[token.block as usize];
        let cells = &self.index.plan.cells()[block.cells.clone()];
        let cell = cells.iter().find(|cell| cell.span.contains(token.span))?;
        cell.name.map(|name| self.index.plan.words(name))
    }
}

/// The spans that hold no other, in order.
pub(super) fn minimal(mut hits: Vec<Hit>) -> Vec<Hit> {
    // By start; of those that start together the shortest first, so that a later one can only contain an earlier.
    hits.sort_unstable_by_key(|hit| (hit.first, hit.last));
    hits.dedup_by_key(|hit| hit.first);
    // From the right: a span is kept if it ends before every later one does.
    let mut kept = Vec::with_capacity(hits.len());
    let mut soonest = u32::MAX;
    for hit in hits.into_iter().rev() {
        if hit.last < soonest {
            soonest = hit.last;
            kept.push(hit);
        }
    }
    kept.reverse();
    kept
}
