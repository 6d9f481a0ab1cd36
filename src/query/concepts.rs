//! Concepts: named sets of terms, and the faults that only show when they are looked at together.

use super::late::Late;
use super::{Kind, Node, Query, QueryError, Term, Terms, needs};
use crate::fault::nearest;
use crate::words::flat;
use serde::{Deserialize, Serialize};

/// A named set of search terms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Concept {
    /// Its name, without `#`.
    pub name: String,
    /// Any of the first is a match; words matched by the second are masked first.
    queries: Late<(Vec<Query>, Vec<Query>)>,
    /// Numbers of terms of which one at least stands wherever it is found; empty where that is not known.
    #[serde(with = "flat")]
    needs: Vec<u32>,
}

impl Concept {
    /// Any of these is a match.
    #[must_use]
    pub fn terms(&self) -> &[Query] {
        &self.queries.get().0
    }

    /// Words matched by these are masked first.
    #[must_use]
    pub fn except(&self) -> &[Query] {
        &self.queries.get().1
    }

    /// Numbers of terms of which one at least stands wherever the concept is found; none where that is not known.
    #[must_use]
    pub fn needs(&self) -> &[u32] {
        &self.needs
    }
}

/// Concepts that queries may name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Concepts {
    all: Vec<Concept>,
}

impl Concepts {
    /// A set of concepts: names, terms, exceptions.
    #[must_use]
    pub fn new(concepts: impl IntoIterator<Item = (String, Vec<Query>, Vec<Query>)>) -> Self {
        let concept = |(name, terms, except)| Concept { name, queries: Late::from((terms, except)), needs: Vec::new() };
        Self { all: concepts.into_iter().map(concept).collect() }
    }

    /// Each of them, in order.
    #[must_use]
    pub fn all(&self) -> &[Concept] {
        &self.all
    }

    /// The place of the concept called `name`.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.all.iter().position(|concept| concept.name == name)
    }

    /// Adds the words of every query in them to `terms`.
    pub fn add_to(&mut self, terms: &mut Terms) {
        for concept in &mut self.all {
            let Some((found, except)) = concept.queries.get_mut() else { continue };
            found.iter_mut().chain(except).for_each(|query| terms.add(query));
        }
        let needs = needs::of_concepts(self, terms);
        self.all.iter_mut().zip(needs).for_each(|(concept, needs)| concept.needs = needs);
    }

    /// The faults of `query` that show only beside these concepts: names that are not there, terms already covered,
    /// terms of a concept that excludes them all.
    #[must_use]
    pub fn check(&self, query: &Query) -> Vec<QueryError> {
        let mut errors = Vec::new();
        for (name, span) in query.concept_names() {
            if self.position(&name).is_none() {
                let close = nearest(&name, self.all.iter().map(|concept| concept.name.as_str()));
                let help = close.map_or_else(
                    || format!("the concepts are {}", self.names()),
                    |close| format!("did you mean #{close}?"),
                );
                errors.push(
                    QueryError::new(
                        "PLQ130",
                        span,
                        format!("there is no concept called #{name}, so it can never be found"),
                    )
                    .help(help),
                );
            }
        }
        query.root.walk(&mut |node| errors.extend(covered(node)));
        errors
    }

    /// The faults of the concepts themselves: rings, and terms that their own exceptions take away.
    #[must_use]
    pub fn faults(&self) -> Vec<(String, QueryError)> {
        let mut faults = Vec::new();
        let mut told = vec![false; self.all.len()];
        for (position, concept) in self.all.iter().enumerate() {
            if let Some(ring) = self.ring(position).filter(|_| !told[position]) {
                ring.iter().for_each(|member| told[*member] = true);
                faults.push((concept.name.clone(), self.ring_fault(&ring)));
            }
            let gone = |term: &Query| concept.except().iter().any(|except| covers(&except.root, &term.root));
            if !concept.terms().is_empty() && concept.terms().iter().all(gone) {
                let message = format!("#{} excludes all of its own terms", concept.name);
                let error = QueryError::new("PLQ132", 0..0, message);
                faults.push((concept.name.clone(), error.help("take out the exceptions that are also terms")));
            }
        }
        faults
    }

    fn ring_fault(&self, ring: &[usize]) -> QueryError {
        let around = ring.iter().chain(ring.first()).map(|member| format!("#{}", self.all[*member].name));
        let around = around.collect::<Vec<_>>().join(" → ");
        let message = format!("these concepts refer to each other in a ring: {around}");
        QueryError::new("PLQ133", 0..0, message).help("write out the terms in one of them")
    }

    /// The shortest way from a concept back to itself, each on the way once.
    fn ring(&self, start: usize) -> Option<Vec<usize>> {
        let mut from: Vec<Option<usize>> = vec![None; self.all.len()];
        let mut waiting = std::collections::VecDeque::from([start]);
        while let Some(here) = waiting.pop_front() {
            for next in self.named_in(here) {
                if next == start {
                    let mut way: Vec<usize> = std::iter::successors(Some(here), |at| from[*at]).collect();
                    way.reverse();
                    return Some(way);
                }
                if from[next].is_none() {
                    from[next] = Some(here);
                    waiting.push_back(next);
                }
            }
        }
        None
    }

    /// The concepts that a concept names.
    fn named_in(&self, position: usize) -> Vec<usize> {
        let concept = &self.all[position];
        let names = concept.terms().iter().chain(concept.except()).flat_map(Query::concept_names);
        names.filter_map(|(name, _)| self.position(&name)).collect()
    }

    fn names(&self) -> String {
        self.all.iter().map(|concept| format!("#{}", concept.name)).collect::<Vec<_>>().join(", ")
    }
}

/// Terms of one OR that another of it already covers.
fn covered(node: &Node) -> Vec<QueryError> {
    let Kind::Or(parts) = &node.kind else { return Vec::new() };
    let mut errors = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let wider = parts
            .iter()
            .enumerate()
            .find(|(m, other)| *m != n && covers(other, part) && !(covers(part, other) && n < *m));
        if let Some((_, other)) = wider {
            let message = format!("`{part}` is already covered by `{other}`");
            errors.push(QueryError::new("PLQ131", part.span.clone(), message).help(format!("take `{part}` out")));
        }
    }
    errors
}

/// Whether everything that `narrow` finds, `wide` finds too; only where that can be seen from the words.
fn covers(wide: &Node, narrow: &Node) -> bool {
    match (&wide.kind, &narrow.kind) {
        (Kind::Or(parts), _) if parts.iter().any(|part| covers(part, narrow)) => true,
        (_, Kind::Or(parts)) => parts.iter().all(|part| covers(wide, part)),
        (Kind::Word(wide), Kind::Word(narrow)) => covers_word(wide, narrow),
        (Kind::Phrase(wide), Kind::Phrase(narrow)) => {
            wide.len() == narrow.len() && wide.iter().zip(narrow).all(|(wide, narrow)| covers_word(wide, narrow))
        }
        (wide, narrow) => wide == narrow,
    }
}

fn covers_word(wide: &Term, narrow: &Term) -> bool {
    wide == narrow || (wide.written.is_none() && wide.open && narrow.text.starts_with(wide.text.as_str()))
}
