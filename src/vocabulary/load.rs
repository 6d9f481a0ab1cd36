//! Vocabulary files as written, to a [`Vocabulary`] as checked; every fault, with its place.

use std::ops::Range;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::kinds::{self, Kinds};
use super::{
    ConceptCard, Cue, Family, Matcher, Reach, Says, Slot, Standing, Strength, Tone, ToneFile, Toned, Touches,
    Vocabulary,
};
use crate::fault::{Fault, Faults, nearest};
use crate::query::{Concepts, Query, QueryError, ValueKind};

/// A vocabulary that could not be read.
pub type VocabularyError = Faults;

/// A file of cues, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CueFile {
    /// The cues.
    pub cue: Vec<CueEntry>,
}

/// A cue, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CueEntry {
    /// Its permanent name.
    #[schemars(with = "String")]
    id: Spanned<String>,
    /// What it is about, where its name does not say.
    #[serde(default)]
    #[expect(dead_code, reason = "read by people, and kept for the schema")]
    about: String,
    /// What it shows.
    #[schemars(with = "Option<String>")]
    says: Option<Spanned<String>>,
    /// For a pseudo-cue: the standings and slots it undoes.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    cancels: Vec<Spanned<String>>,
    /// Which way it works.
    reach: Option<Reach>,
    /// What it may touch.
    #[serde(default)]
    touches: Touches,
    /// The strength it shows in a list, where that is another.
    #[serde(rename = "in-item")]
    in_item: Option<Strength>,
    #[serde(rename = "in-row")]
    in_row: Option<Strength>,
    /// Whether it counts only in a statement without a verb: a list, a row, a note.
    #[serde(default)]
    verbless: bool,
    /// Whether it counts only in a statement where nothing else does.
    #[serde(default)]
    fallback: bool,
    /// Whether it counts in running prose only beside the plan's owners, a number, money or a rhythm.
    #[serde(default)]
    unsure: bool,
    /// The tone of running prose under which it does not count, since that tells how things are: tone.toml.
    #[serde(default)]
    toned: Toned,
    /// Whether it hides a deed that it reaches: what is asked, granted or compared is not said to be done.
    #[serde(default)]
    veils: bool,
    /// Whether it is a verb with a clause of its own.
    #[serde(default)]
    frame: bool,
    /// Its words.
    #[schemars(with = "Vec<String>")]
    pattern: Vec<Spanned<String>>,
    /// Sentences where it must be found.
    yes: Vec<String>,
    /// Sentences where it must not be found.
    #[serde(default)]
    no: Vec<String>,
}

/// A concept, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConceptEntry {
    /// What it stands for.
    about: String,
    /// The family it makes the topic: A loneliness, B isolation and contact, C a service for contact.
    family: Option<Family>,
    /// Queries or phrases, any of which is a match.
    #[schemars(with = "Vec<String>")]
    terms: Vec<Spanned<String>>,
    /// What only looks like it; masked first.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    except: Vec<Spanned<String>>,
    /// Passages where it must be found.
    #[serde(default)]
    yes: Vec<String>,
    /// Passages where it must not be found.
    #[serde(default)]
    no: Vec<String>,
}

/// One file's name and text.
pub(super) type File<'a> = (&'a str, &'a str);

impl Vocabulary {
    /// Builds the vocabulary from its files: `concepts.toml` and any file whose name ends in `concepts.toml`,
    /// `lists.toml`, `sections.toml`, `kinds.toml`, `tone.toml`, and every other as cues.
    ///
    /// # Errors
    /// Every fault in every file.
    pub fn load<'a>(files: impl IntoIterator<Item = File<'a>>) -> Result<Self, VocabularyError> {
        let mut loader = Loader::default();
        let files: Vec<File<'a>> = files.into_iter().collect();
        let is = |file: &File<'a>, name: &str| file.0.ends_with(name);
        files.iter().filter(|file| is(file, "concepts.toml")).for_each(|file| loader.concepts(*file));
        files.iter().filter(|file| is(file, "lists.toml")).for_each(|file| loader.lists(*file));
        files.iter().filter(|file| is(file, "sections.toml")).for_each(|file| loader.sections(*file));
        files.iter().filter(|file| is(file, "tone.toml")).for_each(|file| loader.tone(*file));
        let others = [
            "concepts.toml",
            "lists.toml",
            "sections.toml",
            "kinds.toml",
            "tone.toml",
            "values.toml",
            "spellings.toml",
        ];
        let cues = files.iter().filter(|file| !others.iter().any(|other| is(file, other)));
        cues.for_each(|file| loader.cues(*file));
        let kinds: Vec<File<'a>> = files.iter().copied().filter(|file| is(file, "kinds.toml")).collect();
        loader.finish(&files, &kinds)
    }
}

#[derive(Default)]
struct Loader {
    faults: Vec<Fault>,
    cards: Vec<ConceptCard>,
    terms: Vec<(Vec<Query>, Vec<Query>)>,
    sections: Vec<(String, Vec<Query>)>,
    headings: Vec<(String, String)>,
    cues: Vec<Cue>,
    matcher: Matcher,
    tone: Tone,
}

impl Loader {
    fn read<T: for<'de> Deserialize<'de>>(&mut self, (name, text): File<'_>) -> Option<T> {
        toml::from_str(text).map_err(|error| self.faults.push(toml_fault(name, text, &error))).ok()
    }

    fn concepts(&mut self, file: File<'_>) {
        let Some(entries) = self.read::<IndexMap<String, ConceptEntry>>(file) else { return };
        for (name, entry) in entries {
            let terms = self.queries(file, &entry.terms);
            let except = self.queries(file, &entry.except);
            let ConceptEntry { about, family, yes, no, .. } = entry;
            if ValueKind::named(&name).is_some_and(|kind| !kind.is_concept()) {
                let at = file.1.find(&format!("[{name}]")).map_or(0..0, |at| at..at + name.len() + 2);
                let fault = Fault::new(file.0, file.1, at, format!("`{name}` is the name of a typed value, @{name}"));
                self.faults.push(fault.help("give the concept another name"));
            }
            // A later file adds to a concept that is there already.
            if let Some(known) = self.cards.iter().position(|card| card.name == name) {
                self.terms[known].0.extend(terms);
                self.terms[known].1.extend(except);
                self.cards[known].yes.extend(yes);
                self.cards[known].no.extend(no);
                continue;
            }
            self.terms.push((terms, except));
            self.cards.push(ConceptCard { name, about, family, yes, no });
        }
    }

    fn queries(&mut self, file: File<'_>, terms: &[Spanned<String>]) -> Vec<Query> {
        queries(file, terms, None, &mut self.faults)
    }

    fn sections(&mut self, file: File<'_>) {
        let Some(sections) = self.read::<IndexMap<String, Vec<Spanned<String>>>>(file) else { return };
        for (name, terms) in sections {
            let queries = self.queries(file, &terms);
            self.headings.extend(terms.first().map(|heading| (name.clone(), heading.get_ref().clone())));
            self.sections.push((name, queries));
        }
    }

    fn lists(&mut self, file: File<'_>) {
        let Some(lists) = self.read::<IndexMap<String, Vec<String>>>(file) else { return };
        lists.iter().for_each(|(name, entries)| self.matcher.list(name, entries));
    }

    fn tone(&mut self, file: File<'_>) {
        let Some(written) = self.read::<ToneFile>(file) else { return };
        self.tone = Tone::read(file, written, &mut self.faults);
    }

    fn cues(&mut self, file: File<'_>) {
        let Some(entries) = self.read::<CueFile>(file) else { return };
        entries.cue.into_iter().for_each(|entry| self.cue(file, entry));
    }

    fn cue(&mut self, (name, text): File<'_>, entry: CueEntry) {
        let Some(says) = self.says((name, text), &entry) else { return };
        let index = self.cues.len();
        if self.cues.iter().any(|cue| cue.id == *entry.id.get_ref()) {
            self.faults.push(Fault::new(name, text, entry.id.span(), "two cues have this name"));
        }
        for pattern in &entry.pattern {
            let cards = &self.cards;
            let concept = |wanted: &str| cards.iter().position(|card| card.name == wanted);
            if let Err((at, message)) = self.matcher.add(index, pattern.get_ref(), &concept) {
                let inside = inner(text, pattern.span());
                self.faults.push(Fault::new(name, text, inside.start + at..inside.end, message));
            }
        }
        let CueEntry {
            id,
            reach,
            touches,
            in_item,
            in_row,
            verbless,
            fallback,
            unsure,
            toned,
            veils,
            frame,
            yes,
            no,
            ..
        } = entry;
        let reach = reach.unwrap_or(Reach::Sentence);
        let id = id.into_inner();
        self.cues.push(Cue {
            id,
            says,
            reach,
            touches,
            in_item,
            in_row,
            verbless,
            fallback,
            unsure,
            toned,
            veils,
            frame,
            yes,
            no,
        });
    }

    fn says(&mut self, (name, text): File<'_>, entry: &CueEntry) -> Option<Says> {
        let Some(word) = &entry.says else {
            if entry.cancels.is_empty() {
                let fault = Fault::new(name, text, entry.id.span(), "this cue shows nothing");
                self.faults.push(fault.help("give it `says = \"commitment\"`, or `cancels = [\"negated\"]`"));
            }
            let undone: Option<Vec<Says>> = entry.cancels.iter().map(|word| self.meaning((name, text), word)).collect();
            return undone.filter(|undone| !undone.is_empty()).map(Says::Cancels);
        };
        self.meaning((name, text), word)
    }

    /// What `word` says a cue shows.
    fn meaning(&mut self, (name, text): File<'_>, word: &Spanned<String>) -> Option<Says> {
        let says = meaning(word.get_ref());
        if says.is_none() {
            let fault =
                Fault::new(name, text, word.span(), format!("`{}` is not something a cue can show", word.get_ref()));
            let close = nearest(word.get_ref(), MEANINGS.iter().copied());
            self.faults.push(fault.help(close.map_or_else(
                || format!("it can show one of: {}", MEANINGS.join(", ")),
                |close| format!("did you mean `{close}`?"),
            )));
        }
        says
    }

    fn finish(self, all: &[File<'_>], files: &[File<'_>]) -> Result<Vocabulary, VocabularyError> {
        let Self { mut faults, cards, terms, sections, headings, cues, mut matcher, tone } = self;
        matcher.settle();
        let named = cards.iter().map(|card| card.name.clone()).zip(terms);
        let concepts = Concepts::new(named.map(|(name, (terms, except))| (name, terms, except)));
        faults.extend(concepts.faults().into_iter().map(|(name, error)| together(all, &name, &error)));
        let read = files.iter().map(|file| kinds::read(*file, &concepts, &mut faults));
        let Kinds { cards: kinds, period } = read.reduce(Kinds::joined).unwrap_or_default();
        Faults::none_or(faults, Vocabulary { concepts, cards, cues, sections, headings, kinds, period, matcher, tone })
    }
}

/// A fault of the concept called `name` that shows only beside the others, at the line that begins it.
fn together(files: &[File<'_>], name: &str, error: &QueryError) -> Fault {
    let line = format!("[{name}]");
    let (file, text) = files.iter().find(|(_, text)| text.contains(&line)).copied().unwrap_or_default();
    let at = text.find(&line).map_or(0..0, |at| at..at + line.len());
    let fault = Fault::new(file, text, at, format!("{} {}", error.code(), error.message()));
    if error.help_text().is_empty() { fault } else { fault.help(error.help_text()) }
}

/// The queries among `terms`; where `concepts` are given, they must hold every concept that one names.
pub(super) fn queries(
    (name, text): File<'_>,
    terms: &[Spanned<String>],
    concepts: Option<&Concepts>,
    faults: &mut Vec<Fault>,
) -> Vec<Query> {
    let mut queries = Vec::new();
    for term in terms {
        let (query, errors) = match Query::parse_term(term.get_ref()) {
            Ok(query) => {
                let errors = concepts.map(|concepts| concepts.check(&query)).unwrap_or_default();
                (Some(query), errors)
            }
            Err(errors) => (None, errors.into_iter().collect()),
        };
        let inside = inner(text, term.span());
        faults.extend(errors.iter().map(|error| {
            let at = inside.start + error.span().start..inside.start + error.span().end;
            let fault = Fault::new(name, text, at, format!("{} {}", error.code(), error.message()));
            if error.help_text().is_empty() { fault } else { fault.help(error.help_text()) }
        }));
        queries.extend(query);
    }
    queries
}

const MEANINGS: [&str; 14] = [
    "mention",
    "need",
    "aspiration",
    "commitment",
    "negated",
    "ceased",
    "historical",
    "conditional",
    "quoted",
    "other",
    "owner",
    "date",
    "measure",
    "resource",
];

fn meaning(word: &str) -> Option<Says> {
    Some(match word {
        "mention" => Says::Strength(Strength::Mention),
        "need" => Says::Strength(Strength::Need),
        "aspiration" => Says::Strength(Strength::Aspiration),
        "commitment" => Says::Strength(Strength::Commitment),
        "negated" => Says::Standing(Standing::Negated),
        "ceased" => Says::Standing(Standing::Ceased),
        "historical" => Says::Standing(Standing::Historical),
        "conditional" => Says::Standing(Standing::Conditional),
        "quoted" => Says::Standing(Standing::Quoted),
        "other" => Says::Standing(Standing::Other),
        "owner" => Says::Slot(Slot::Owner),
        "date" => Says::Slot(Slot::Date),
        "measure" => Says::Slot(Slot::Measure),
        "resource" => Says::Slot(Slot::Resource),
        _ => return None,
    })
}

/// The bytes between the quotation marks of a TOML string at `span`.
pub(crate) fn inner(text: &str, span: Range<usize>) -> Range<usize> {
    let whole = &text[span.clone()];
    let marks = if whole.starts_with("'''") || whole.starts_with("\"\"\"") { 3 } else { 1 };
    span.start + marks..(span.end.saturating_sub(marks)).max(span.start + marks)
}

/// A fault from the TOML reader, in words for the person who wrote the file.
pub(crate) fn toml_fault(name: &str, text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().unwrap_or(0..text.len().min(1));
    Fault::new(name, text, at, error.message().lines().next().unwrap_or("this is not TOML").to_owned())
}
