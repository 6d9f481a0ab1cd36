//! The rule book that vocabulary and packs make together, from the text of their files.

use serde::{Deserialize, Serialize};

use super::{Expectation, Pack, load, overlay};
use crate::fault::{Fault, Faults};
use crate::query::Terms;
use crate::vocabulary::{Matcher, Vocabulary};

/// Vocabulary and packs, checked and compiled together.
#[derive(Debug, Serialize, Deserialize)]
pub struct RuleBook {
    /// Concepts, cues and section names.
    pub vocabulary: Vocabulary,
    /// The packs, by id.
    pub packs: Vec<Pack>,
    /// Every word that any of them looks for. Kept apart from the rest where a book is written.
    #[serde(skip)]
    pub terms: Terms,
}

/// What of a rule book finds cues and words in plans: half of it, which is read at the same time as the rest.
pub type Finders = (Matcher, Terms);

impl RuleBook {
    /// The book with its finders.
    #[must_use]
    pub fn with_finders(mut self, (matcher, terms): Finders) -> Self {
        (self.vocabulary.matcher, self.terms) = (matcher, terms);
        self
    }

    /// Its finders.
    #[must_use]
    pub fn into_finders(self) -> Finders {
        (self.vocabulary.matcher, self.terms)
    }

    /// Loads a rule book from files named as in `rules/`: `vocabulary/…` and one folder a pack.
    ///
    /// # Errors
    /// Every fault in every file.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, Faults> {
        let mut vocabulary = Vocabulary::load(files.iter().copied().filter(|(name, _)| is_vocabulary(name)))?;
        let mut packs = Vec::new();
        let mut faults: Vec<Fault> = Vec::new();
        let folders = files.iter().filter_map(|(name, _)| name.split_once('/').map(|(folder, _)| folder));
        let mut folders: Vec<&str> = folders.filter(|folder| *folder != "vocabulary").collect();
        folders.dedup();
        for folder in folders {
            let inside: Vec<(&str, &str)> = files
                .iter()
                .filter_map(|(name, text)| Some((name.strip_prefix(folder)?.strip_prefix('/')?, *text)))
                .collect();
            match load::pack(folder, &inside, &vocabulary) {
                Ok(pack) => packs.push(pack),
                Err(found) => faults.extend(found.all().iter().cloned()),
            }
        }
        for (name, text) in files {
            if let Some(folder) = name.strip_suffix("/overlay.toml") {
                overlay::apply(folder, text, &mut packs, &mut faults);
            }
        }
        let terms = terms(&mut vocabulary, &mut packs);
        Faults::none_or(faults, Self { vocabulary, packs, terms })
    }

    /// Every expectation with its pack, in order.
    pub fn expectations(&self) -> impl Iterator<Item = (&Pack, &Expectation)> {
        self.packs.iter().flat_map(|pack| pack.expectations.iter().map(move |expectation| (pack, expectation)))
    }

    /// The expectation called `name`: an id, or a code in any case.
    #[must_use]
    pub fn expectation(&self, name: &str) -> Option<(&Pack, &Expectation)> {
        self.expectations()
            .find(|(_, expectation)| expectation.id == name || expectation.code.eq_ignore_ascii_case(name))
    }
}

fn is_vocabulary(name: &str) -> bool {
    name.starts_with("vocabulary/") || name.ends_with("concepts.toml")
}

/// The words that any query of them looks for; each query is told the numbers of its own.
fn terms(vocabulary: &mut Vocabulary, packs: &mut [Pack]) -> Terms {
    let mut terms = Terms::default();
    vocabulary.concepts.add_to(&mut terms);
    vocabulary.sections.iter_mut().flat_map(|(_, queries)| queries).for_each(|query| terms.add(query));
    let signs = vocabulary.kinds.iter_mut().flat_map(|kind| &mut kind.signs).flat_map(|sign| &mut sign.find);
    signs.chain(vocabulary.period.queries_mut()).for_each(|query| terms.add(query));
    for expectation in packs.iter_mut().flat_map(|pack| &mut pack.expectations) {
        terms.add(&mut expectation.topic);
        let others = expectation.means.iter_mut().chain(&mut expectation.also).chain(&mut expectation.condition);
        others.for_each(|query| terms.add(query));
    }
    terms.settle();
    terms
}
