//! What must stand in a text for a query to be found at all, so that most queries need not be looked at.

use super::{Concepts, Kind, Node, Term, Terms, spellings};

/// For each concept the numbers of terms of which one at least stands wherever it is found; none where that is not
/// known.
pub(super) fn of_concepts(concepts: &Concepts, terms: &Terms) -> Vec<Vec<u32>> {
    let needs = |position: usize| {
        let mut numbers = Needs { concepts, terms, path: Vec::new() }.concept(position).unwrap_or_default();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    (0..concepts.all().len()).map(needs).collect()
}

struct Needs<'c> {
    concepts: &'c Concepts,
    terms: &'c Terms,
    /// The concepts that are being looked at, so that a ring ends.
    path: Vec<usize>,
}

impl Needs<'_> {
    fn concept(&mut self, position: usize) -> Option<Vec<u32>> {
        if self.path.contains(&position) {
            return None;
        }
        self.path.push(position);
        let concepts = self.concepts;
        let needs = self.any(concepts.all()[position].terms().iter().map(|query| &query.root));
        self.path.pop();
        needs
    }

    /// Of one of several parts.
    fn any<'n>(&mut self, parts: impl IntoIterator<Item = &'n Node>) -> Option<Vec<u32>> {
        let mut all = Vec::new();
        for part in parts {
            all.extend(self.node(part)?);
        }
        Some(all)
    }

    /// Of all of several parts: those of the part that needs the fewest different words.
    fn fewest<'n>(&mut self, parts: impl IntoIterator<Item = &'n Node>) -> Option<Vec<u32>> {
        parts.into_iter().filter_map(|part| self.node(part)).min_by_key(Vec::len)
    }

    fn node(&mut self, node: &Node) -> Option<Vec<u32>> {
        match &node.kind {
            Kind::Word(term) => self.terms.number(term).map(|number| vec![number]),
            Kind::Phrase(terms) => {
                // The longest word is seldom the commonest.
                let longest = |way: &Vec<Term>| {
                    way.iter().max_by_key(|term| term.text.len()).and_then(|term| self.terms.number(term))
                };
                spellings(terms).iter().map(longest).collect()
            }
            Kind::Value(_) => None,
            Kind::Concept(name) => self.concepts.position(name).and_then(|position| self.concept(position)),
            Kind::Or(parts) | Kind::Of(_, parts) => self.any(parts),
            Kind::And(parts, _) => self.fewest(parts),
            Kind::Distance(left, distance, _) if distance.not => self.node(left),
            Kind::Distance(left, _, right) => self.fewest([&**left, &**right]),
            Kind::Field(_, inner) | Kind::In(_, inner) => self.node(inner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Concepts, Term, Terms};
    use crate::query::Query;

    /// What a concept of these terms needs, as words: those that are in none of its terms are left out.
    fn needs(terms: &[&str]) -> Vec<String> {
        let queries: Vec<Query> = terms.iter().map(|term| Query::parse_term(term).unwrap()).collect();
        let mut concepts = Concepts::new([("a".to_owned(), queries, Vec::new())]);
        let mut words = Terms::default();
        concepts.add_to(&mut words);
        let mut found = Vec::new();
        concepts.all()[0].terms().iter().for_each(|term| {
            term.root.walk(&mut |node| match &node.kind {
                super::Kind::Word(term) => found.push(term.clone()),
                super::Kind::Phrase(terms) => {
                    let new = super::spellings(terms).concat();
                    found.extend(new.into_iter().map(|term| Term { number: words.number(&term).unwrap(), ..term }));
                }
                _ => {}
            });
        });
        found.sort();
        found.dedup();
        found.retain(|term| concepts.all()[0].needs().contains(&term.number));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_phrase_needs_its_longest_word_and_a_distance_one_of_its_sides() {
        assert_eq!(needs(&["lunch club*"]), ["lunch"]);
        assert_eq!(needs(&["befriend*", "social NEAR/3 (contact OR network*)"]), ["befriend*", "social"]);
    }

    #[test]
    fn each_spelling_of_a_phrase_needs_a_word_of_its_own() {
        assert_eq!(needs(&["time bank*"]), ["bank*", "timebank*"]);
        assert_eq!(needs(&["neighbourhood time bank*"]), ["neighbourhood"]);
    }
}
