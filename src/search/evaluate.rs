//! Evaluating queries: every part gives the smallest spans it is found in, in order, none inside another.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Hit, Index};
use crate::plan::{BlockId, BlockKind};
use crate::query::{Concepts, Distance, Field, Kind, Node, Query, Scope, Term, one_spelling, spellings};

/// Where `query` is found.
pub(super) fn find(index: &Index<'_>, query: &Query, concepts: &Concepts) -> Vec<Hit> {
    Evaluator { index, concepts, windows: None }.node(&query.root, None)
}

/// Where the concept at `position` is found: its terms, but not where its exceptions mask a word of them.
pub(super) fn concept(index: &Index<'_>, position: usize, concepts: &Concepts) -> Vec<Hit> {
    let evaluator = Evaluator { index, concepts, windows: None };
    let Some(concept) = concepts.all().get(position) else { return Vec::new() };
    let needs = concept.needs();
    if !needs.is_empty() && needs.iter().all(|number| index.postings.of(*number).is_empty()) {
        return Vec::new();
    }
    let any = |queries: &[Query]| {
        let mut hits = Vec::new();
        queries.iter().for_each(|query| evaluator.add(&query.root, None, &mut hits));
        hits
    };
    let found = any(concept.terms());
    if found.is_empty() {
        return found;
    }
    let mut masks = any(concept.except());
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
    /// Where single words are looked for, in order and apart: beside what stands on the other side of a distance.
    windows: Option<&'e [Range<u32>]>,
}

impl Evaluator<'_, '_> {
    /// Where `node` is found; `scope` is what `in:` says of it.
    fn node(&self, node: &Node, scope: Option<Scope>) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.add(node, scope, &mut hits);
        if matches!(node.kind, Kind::Or(_) | Kind::In(..)) { minimal(hits) } else { hits }
    }

    /// Adds where `node` is found to `hits`. What an OR adds may hold one another: the smallest of all that is added
    /// are the smallest of the whole.
    fn add(&self, node: &Node, scope: Option<Scope>, hits: &mut Vec<Hit>) {
        match &node.kind {
            Kind::Word(term) => self.word(term, hits),
            Kind::Phrase(terms) => self.phrase(terms, hits),
            Kind::Concept(name) => {
                if let Some(at) = self.concepts.position(name) {
                    hits.extend_from_slice(&self.index.concept(at, self.concepts));
                }
            }
            Kind::Value(kind) => match self.concepts.position(kind.name()) {
                Some(at) => hits.extend_from_slice(&self.index.concept(at, self.concepts)),
                None => hits.extend_from_slice(self.index.values(*kind)),
            },
            Kind::Or(parts) => parts.iter().for_each(|part| self.add(part, in_part(part, scope), hits)),
            Kind::And(parts, not) => hits.extend(self.all(parts, not.as_deref(), scope)),
            Kind::Distance(left, distance, right) => {
                hits.extend(self.distance(left, *distance, right, scope.unwrap_or(Scope::Sentence)));
            }
            Kind::Of(least, parts) => hits.extend(self.at_least(*least, parts, scope)),
            Kind::Field(field, inner) => hits.extend(self.field(field, inner, scope)),
            Kind::In(scope, inner) => self.add(inner, Some(*scope), hits),
        }
    }

    /// Where one part of several is found.
    fn part(&self, part: &Node, scope: Option<Scope>) -> Vec<Hit> {
        self.node(part, in_part(part, scope))
    }

    fn postings(&self, term: &Term) -> &[u32] {
        self.index.terms.number(term).map_or(&[], |number| self.index.postings.of(number))
    }

    fn word(&self, term: &Term, hits: &mut Vec<Hit>) {
        let places = self.postings(term);
        let Some(windows) = self.windows else { return self.words(term, places, hits) };
        let mut from = 0;
        for window in windows {
            from += places[from..].partition_point(|at| *at < window.start);
            let past = from + places[from..].partition_point(|at| *at < window.end);
            self.words(term, &places[from..past], hits);
            from = past;
        }
    }

    fn words(&self, term: &Term, places: &[u32], hits: &mut Vec<Hit>) {
        let hit = |at: &u32| Hit { first: *at, last: *at };
        if term.written.is_none() {
            hits.extend(places.iter().map(hit));
        } else {
            hits.extend(places.iter().filter(|at| self.same_capitals(term, **at)).map(hit));
        }
    }

    /// Whether the word at `at` has the capitals that the term asks for, if it asks for any.
    fn same_capitals(&self, term: &Term, at: u32) -> bool {
        let Some(wanted) = &term.written else { return true };
        let written = self.index.plan.words(self.index.tokens[at as usize].span);
        let mut letters = written.chars().filter(|letter| letter.is_alphabetic());
        let mut wanted = wanted.chars().filter(|letter| letter.is_alphabetic() || *letter == '?');
        wanted.all(|wanted| {
            letters.next().is_some_and(|letter| wanted == '?' || wanted.is_uppercase() == letter.is_uppercase())
        })
    }

    fn phrase(&self, terms: &[Term], hits: &mut Vec<Hit>) {
        if one_spelling(terms) {
            return self.side_by_side(terms, hits);
        }
        let mut of_all = Vec::new();
        spellings(terms).iter().for_each(|way| self.side_by_side(way, &mut of_all));
        hits.extend(minimal(of_all));
    }

    fn side_by_side(&self, terms: &[Term], hits: &mut Vec<Hit>) {
        if terms.iter().any(|term| self.postings(term).is_empty()) {
            return;
        }
        let lists: Vec<&[u32]> = terms.iter().map(|term| self.postings(term)).collect();
        let Some((rarest, list)) = lists.iter().enumerate().min_by_key(|(_, list)| list.len()) else { return };
        let length = terms.len() as u32;
        let starts = list.iter().filter_map(|at| at.checked_sub(rarest as u32));
        let fits = |start: &u32| {
            let here = |(n, list): (usize, &&[u32])| n == rarest || list.binary_search(&(start + n as u32)).is_ok();
            lists.iter().enumerate().all(here) && self.together(*start, start + length - 1, Scope::Sentence)
        };
        let capitals = |start: &u32| (*start..).zip(terms).all(|(at, term)| self.same_capitals(term, at));
        hits.extend(starts.filter(fits).filter(capitals).map(|start| Hit { first: start, last: start + length - 1 }));
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
            Scope::Scheme => self.index.scheme(token.block, self.concepts),
            Scope::Document => 0,
        }
    }

    /// The unit that a find stands in; none for one that reaches over its end.
    fn unit_of(&self, hit: Hit, scope: Scope) -> Option<u32> {
        let unit = self.unit(hit.first, scope);
        (self.unit(hit.last, scope) == unit).then_some(unit)
    }

    fn units(&self, hits: &[Hit], scope: Scope) -> Vec<u32> {
        let mut units: Vec<u32> = hits.iter().filter_map(|hit| self.unit_of(*hit, scope)).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    fn distance(&self, left: &Node, distance: Distance, right: &Node, scope: Scope) -> Vec<Hit> {
        let (mut lefts, rights) = self.sides(left, distance, right);
        if lefts.is_empty() {
            return Vec::new();
        }
        if distance.not {
            let mut lefts = lefts.swap_remove(0);
            lefts
                .retain(|hit| rights.iter().all(|rights| self.nearest(*hit, distance, rights, scope).next().is_none()));
            return lefts;
        }
        let pairs = lefts.iter().flat_map(|lefts| rights.iter().map(move |rights| (lefts, rights)));
        let joined = pairs.flat_map(|(lefts, rights)| {
            let near = |hit: &Hit| {
                self.nearest(*hit, distance, rights, scope).map(|other| hit.join(*other)).collect::<Vec<Hit>>()
            };
            lefts.iter().flat_map(near).collect::<Vec<Hit>>()
        });
        minimal(joined.collect())
    }

    /// Where both sides of a distance are found. Where one is of words that stand all over the plan, only those beside the
    /// other are looked for.
    fn sides(&self, left: &Node, distance: Distance, right: &Node) -> (Vec<Vec<Hit>>, Vec<Vec<Hit>>) {
        let (many_left, many_right) = (self.commonness(left), self.commonness(right));
        if many_left == Some(0) || (many_right == Some(0) && !distance.not) {
            return (Vec::new(), Vec::new());
        }
        // What nothing is known of may stand anywhere.
        let known = |many: Option<usize>| many.unwrap_or(usize::MAX);
        let swap = !distance.not && known(many_left) > known(many_right);
        let (rare, common, many) = if swap { (right, left, many_left) } else { (left, right, many_right) };
        let found = self.layers(rare);
        if found.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let several: usize = found.iter().map(Vec::len).sum();
        let beside = match longest(common).filter(|_| known(many) > several * WORTH) {
            Some(longest) => {
                let windows = windows(&found, distance.words.saturating_add(longest));
                Evaluator { windows: Some(&windows), ..*self }.layers(common)
            }
            None => self.layers(common),
        };
        if swap { (beside, found) } else { (found, beside) }
    }

    /// How often `node` is found in the plan at most, as far as its words tell.
    fn commonness(&self, node: &Node) -> Option<usize> {
        match &node.kind {
            Kind::Word(term) => Some(self.postings(term).len()),
            Kind::Phrase(terms) if one_spelling(terms) => terms.iter().map(|term| self.postings(term).len()).min(),
            Kind::Or(parts) => parts.iter().map(|part| self.commonness(part)).sum(),
            Kind::Distance(left, distance, _) if distance.not => self.commonness(left),
            Kind::Distance(left, _, right) => [left, right].into_iter().filter_map(|side| self.commonness(side)).min(),
            _ => None,
        }
    }

    /// Where a side of a distance is found, in lists of which none holds a find inside another: of `other people OR
    /// people` the longer may be near to what the shorter is not. The first list has the smallest.
    fn layers(&self, side: &Node) -> Vec<Vec<Hit>> {
        let mut hits = Vec::new();
        self.add(side, None, &mut hits);
        if !hits.is_empty() && !matches!(side.kind, Kind::Or(_) | Kind::In(..)) {
            return vec![hits];
        }
        hits.sort();
        hits.dedup();
        let mut layers = Vec::new();
        while !hits.is_empty() {
            let layer = minimal(hits.clone());
            if layer.len() == hits.len() {
                hits.clear();
            } else {
                hits.retain(|hit| layer.binary_search(hit).is_err());
            }
            layers.push(layer);
        }
        layers
    }

    /// The finds of `rights` that are near enough to `hit`, one on either side at most: the list is in order of first
    /// words and of last, so the nearest is all that can make a smallest span with it.
    fn nearest<'h>(
        &self,
        hit: Hit,
        distance: Distance,
        rights: &'h [Hit],
        scope: Scope,
    ) -> impl Iterator<Item = &'h Hit> {
        let after = rights.get(rights.partition_point(|other| other.first <= hit.last));
        let ahead = rights.partition_point(|other| other.last < hit.first).checked_sub(1);
        let before = ahead.filter(|_| !distance.ordered).map(|at| &rights[at]);
        let near = |other: &&Hit| self.is_near(hit, **other, distance.words, scope);
        [before.filter(near), after.filter(near)].into_iter().flatten()
    }

    fn is_near(&self, one: Hit, other: Hit, words: u32, scope: Scope) -> bool {
        let (first, last) = if one.first < other.first { (one, other) } else { (other, one) };
        last.first - first.last <= words && self.together(first.first, last.last, scope)
    }

    fn all(&self, parts: &[Node], not: Option<&Node>, scope: Option<Scope>) -> Vec<Hit> {
        let unit = scope.unwrap_or(Scope::Block);
        let mut kept: Option<Vec<u32>> = None;
        let mut hits = Vec::new();
        for part in parts {
            let found = self.part(part, scope);
            let mut units = self.units(&found, unit);
            if let Some(kept) = kept {
                units.retain(|unit| kept.binary_search(unit).is_ok());
            }
            if units.is_empty() {
                return Vec::new();
            }
            kept = Some(units);
            hits.extend(found);
        }
        let gone = not.map(|not| self.units(&self.part(not, scope), unit)).unwrap_or_default();
        let mut kept = kept.unwrap_or_default();
        kept.retain(|unit| gone.binary_search(unit).is_err());
        self.standing_in(hits, &kept, unit)
    }

    fn at_least(&self, least: usize, parts: &[Node], scope: Option<Scope>) -> Vec<Hit> {
        let unit = scope.unwrap_or(Scope::Block);
        let mut units: Vec<u32> = Vec::new();
        let mut hits = Vec::new();
        for part in parts {
            let found = self.part(part, scope);
            units.extend(self.units(&found, unit));
            hits.extend(found);
        }
        units.sort_unstable();
        let kept: Vec<u32> = units.chunk_by(u32::eq).filter(|same| same.len() >= least).map(|same| same[0]).collect();
        self.standing_in(hits, &kept, unit)
    }

    fn standing_in(&self, mut hits: Vec<Hit>, units: &[u32], scope: Scope) -> Vec<Hit> {
        hits.retain(|hit| self.unit_of(*hit, scope).is_some_and(|unit| units.binary_search(&unit).is_ok()));
        minimal(hits)
    }

    fn field(&self, field: &Field, inner: &Node, scope: Option<Scope>) -> Vec<Hit> {
        let mut hits = self.node(inner, scope);
        match field {
            Field::Under(words) => self.keep_under(words, &mut hits),
            field => hits.retain(|hit| self.stands_in(field, *hit)),
        }
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
            // What stands under a heading is known of many finds at once.
            Field::Case | Field::Under(_) => true,
            Field::Column(name) => self.column(hit).is_some_and(|column| column.to_lowercase().contains(name.as_str())),
        }
    }

    /// Keeps of `hits` those that stand under a heading or a title with `words` in it, or in such a heading.
    fn keep_under(&self, words: &str, hits: &mut Vec<Hit>) {
        let plan = self.index.plan;
        let named = |heading: BlockId| plan.title(heading).to_lowercase().contains(words);
        let title = plan.titles().find(|title| named(*title));
        let mut known: FxHashMap<BlockId, bool> = FxHashMap::default();
        let mut is_under = |heading: BlockId| {
            let over = || named(heading) || plan.headings_over(heading).into_iter().any(named);
            *known.entry(heading).or_insert_with(over)
        };
        hits.retain(|hit| {
            let block = self.index.tokens[hit.first as usize].block as usize;
            let heading = (plan.blocks()[block].kind == BlockKind::Heading).then_some(block);
            title.is_some_and(|title| title < block)
                || heading.or_else(|| plan.heading_over(block)).is_some_and(&mut is_under)
        });
    }

    /// The name of the column that a find stands in.
    fn column(&self, hit: Hit) -> Option<&str> {
        let token = self.index.tokens[hit.first as usize..=hit.last as usize].iter().find(|token| token.own)?;
        let cell = self.index.plan.sentences()[token.sentence as usize].cell?;
        self.index.plan.cells()[cell].name.map(|name| self.index.plan.words(name))
    }
}

/// How many times commoner a side of a distance is where it is worth looking for beside the other alone.
const WORTH: usize = 8;

/// So many words on either side of what was found, in order and apart.
fn windows(found: &[Vec<Hit>], words: u32) -> Vec<Range<u32>> {
    let around = |hit: &Hit| hit.first.saturating_sub(words)..hit.last.saturating_add(words).saturating_add(1);
    let mut all: Vec<Range<u32>> = found.iter().flatten().map(around).collect();
    all.sort_by_key(|window| window.start);
    all.dedup_by(|next, before| {
        let joins = next.start <= before.end;
        before.end = if joins { before.end.max(next.end) } else { before.end };
        joins
    });
    all
}

/// The most words that `node` reaches over, where it is of words and distances alone.
fn longest(node: &Node) -> Option<u32> {
    match &node.kind {
        Kind::Word(_) => Some(1),
        Kind::Phrase(terms) => Some(terms.len() as u32),
        Kind::Or(parts) => parts.iter().map(longest).try_fold(1, |most, part| Some(most.max(part?))),
        Kind::Distance(left, distance, right) => {
            Some(longest(left)?.saturating_add(distance.words).saturating_add(longest(right)?))
        }
        _ => None,
    }
}

/// The scope of a part of several: theirs is that of every AND inside, but a distance keeps to its sentence unless `in:`
/// is said of it alone.
fn in_part(part: &Node, scope: Option<Scope>) -> Option<Scope> {
    scope.filter(|_| !is_distance(part))
}

fn is_distance(node: &Node) -> bool {
    match &node.kind {
        Kind::Distance(..) => true,
        Kind::Field(_, inner) => is_distance(inner),
        _ => false,
    }
}

/// The spans that hold no other, in order.
pub(super) fn minimal(mut hits: Vec<Hit>) -> Vec<Hit> {
    if hits.len() < 2 {
        return hits;
    }
    // By start; of those that start together the shortest first, so that a later one can only contain an earlier.
    // The lists it is put together from are in order: a stable sort merges them.
    hits.sort();
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
