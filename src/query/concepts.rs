//! Concepts: named sets of terms, and the faults that only show when they are looked at together.

use super::{ByName, Kind, Node, Query, QueryError};
use crate::fault::nearest;

/// A named set of search terms.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its name, without `#`.
    pub name: String,
    /// Any of these is a match.
    pub terms: Vec<Query>,
    /// Words matched by these are masked first.
    pub except: Vec<Query>,
}

/// Concepts that queries may name.
#[derive(Clone, Debug, Default)]
pub struct Concepts {
    all: Vec<Concept>,
}

impl Concepts {
    /// A set of concepts: names, terms, exceptions.
    #[must_use]
    pub fn new(concepts: impl IntoIterator<Item = (String, Vec<Query>, Vec<Query>)>) -> Self {
        let concept = |(name, terms, except)| Concept { name, terms, except };
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

    /// Every query in them.
    pub fn queries(&self) -> impl Iterator<Item = &Query> {
        self.all.iter().flat_map(|concept| concept.terms.iter().chain(&concept.except))
    }

    /// The faults of `query` that show only beside these concepts: names that are not there, terms already covered,
    /// terms of a concept that excludes them all.
    #[must_use]
    pub fn check(&self, query: &Query) -> Vec<QueryError> {
        let mut errors = Vec::new();
        for (name, span) in query.concept_names() {
            if self.position(&name).is_none() {
                let close = nearest(&name, self.all.iter().map(|concept| concept.name.as_str()));
                let help = close.map_or_else(|| format!("the concepts are {}", self.names()), |close| format!("did you mean #{close}?"));
                errors.push(QueryError::new("PLQ130", span, format!("there is no concept called #{name}, so it can never be found")).help(help));
            }
        }
        query.root.walk(&mut |node| errors.extend(covered(node)));
        errors
    }

    /// The faults of the concepts themselves: rings, and terms that their own exceptions take away.
    #[must_use]
    pub fn faults(&self) -> Vec<(String, QueryError)> {
        let by_name: ByName<'_> = self.all.iter().map(|concept| (concept.name.as_str(), concept)).collect();
        let mut faults = Vec::new();
        for concept in &self.all {
            if let Some(ring) = ring(concept, &by_name, &mut vec![&concept.name]) {
                let message = format!("these concepts refer to each other in a ring: {}", ring.join(" → "));
                faults.push((concept.name.clone(), QueryError::new("PLQ133", 0..0, message).help("write out the terms in one of them")));
            }
            let gone = |term: &Query| concept.except.contains(term);
            if !concept.terms.is_empty() && concept.terms.iter().all(gone) {
                let message = format!("#{} excludes all of its own terms", concept.name);
                faults.push((concept.name.clone(), QueryError::new("PLQ132", 0..0, message).help("take out the exceptions that are also terms")));
            }
        }
        faults
    }

    fn names(&self) -> String {
        self.all.iter().map(|concept| format!("#{}", concept.name)).collect::<Vec<_>>().join(", ")
    }
}

fn ring<'c>(concept: &'c Concept, by_name: &ByName<'c>, path: &mut Vec<&'c str>) -> Option<Vec<String>> {
    let names = concept.terms.iter().chain(&concept.except).flat_map(Query::concept_names);
    for (name, _) in names {
        if path.first().is_some_and(|first| *first == name) {
            return Some(path.iter().map(|name| format!("#{name}")).chain([format!("#{name}")]).collect());
        }
        let Some(next) = by_name.get(name.as_str()) else { continue };
        if path.contains(&next.name.as_str()) {
            continue;
        }
        path.push(&next.name);
        if let Some(found) = ring(next, by_name, path) {
            return Some(found);
        }
        path.pop();
    }
    None
}

/// Terms of one OR that another of it already covers.
fn covered(node: &Node) -> Vec<QueryError> {
    let Kind::Or(parts) = &node.kind else { return Vec::new() };
    let mut errors = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let wider = parts.iter().enumerate().find(|(m, other)| *m != n && covers(other, part) && !(covers(part, other) && n < *m));
        if let Some((_, other)) = wider {
            let message = format!("`{part}` is already covered by `{other}`");
            errors.push(QueryError::new("PLQ131", part.span.clone(), message).help(format!("take `{part}` out")));
        }
    }
    errors
}

/// Whether everything that `narrow` finds, `wide` finds too; words and phrases only.
fn covers(wide: &Node, narrow: &Node) -> bool {
    match (&wide.kind, &narrow.kind) {
        (Kind::Word(wide), Kind::Word(narrow)) => {
            wide.case == narrow.case && if wide.open { narrow.text.starts_with(&wide.text) } else { wide == narrow }
        }
        (Kind::Word(_), Kind::Phrase(_)) | (Kind::Phrase(_), Kind::Word(_)) => false,
        (wide, narrow) => wide == narrow,
    }
}
