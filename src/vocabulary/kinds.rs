//! `kinds.toml` as written, to the kinds of document as checked; every fault, with its place.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::Strength;
use super::load::{File, queries, toml_fault};
use crate::fault::{Fault, nearest};
use crate::query::{Concepts, Query};

/// A kind of document: what people call it, and what shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KindCard {
    /// Its permanent name: `bcf-2014`, `jhws`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Whether it is a plan; minutes and survey reports are not.
    pub plan: bool,
    /// The most that a statement of such a document can be.
    pub cap: Option<Strength>,
    /// The kind whose expectations apply to it as advice, where no pack speaks of its own.
    pub like: Option<String>,
    /// First and last calendar year of its template, where a national template has years of its own.
    pub years: Option<(u16, u16)>,
    /// Per cent of its blocks that are prompts nobody has replaced; beyond it a document is of this kind whatever else
    /// it says.
    pub prompts: Option<usize>,
    /// What a reader should know of every document of this kind.
    pub note: Option<String>,
    /// What shows it.
    pub signs: Vec<Sign>,
    /// Small documents of this kind; kept apart, see [`crate::RuleBook::builtin_with_tests`].
    #[serde(skip)]
    pub yes: Vec<String>,
    /// Small documents that are not; kept apart too.
    #[serde(skip)]
    pub no: Vec<String>,
}

/// Words that show a kind, by where they stand.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sign {
    /// Where they must stand.
    pub place: Place,
    /// How much they show; below nothing, that it is another kind.
    pub weight: i32,
    /// Where each of the words counts, the most that they show together; otherwise any of them is enough.
    pub most: Option<i32>,
    /// The words.
    pub find: Vec<Query>,
}

/// Where a sign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// In the short lines that the document begins with.
    Title,
    /// In its first dozen blocks, title included.
    Opening,
    /// In its headings or its contents page.
    Headings,
    /// Anywhere, other people's words and lists of sources left out.
    Text,
}

/// The words that years stand beside, by what they say of the plan's time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PeriodWords {
    /// Where a plan says its own period, and not that of its data: `strategy NEXT/4 @date`.
    pub own: Vec<Query>,
    /// Where it says of what day it is: as at November 2022.
    pub dated: Vec<Query>,
    /// Where the years are those of a plan that it takes further: 2019-22 strategy extension.
    pub extended: Vec<Query>,
    /// Where the text tells of a year gone by: in 2013 a survey was made.
    pub gone: Vec<Query>,
}

impl PeriodWords {
    /// Every query.
    pub(crate) fn queries_mut(&mut self) -> impl Iterator<Item = &mut Query> {
        [&mut self.own, &mut self.dated, &mut self.extended, &mut self.gone].into_iter().flatten()
    }
}

/// Kinds of document, and the words that a plan's own period stands beside.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    pub(super) cards: Vec<KindCard>,
    pub(super) period: PeriodWords,
}

impl Kinds {
    /// These and `others`.
    pub(super) fn joined(mut self, others: Self) -> Self {
        self.cards.extend(others.cards);
        let PeriodWords { own, dated, extended, gone } = others.period;
        self.period.own.extend(own);
        self.period.dated.extend(dated);
        self.period.extended.extend(extended);
        self.period.gone.extend(gone);
        self
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    #[serde(default)]
    period: Vec<Spanned<String>>,
    #[serde(default)]
    dated: Vec<Spanned<String>>,
    #[serde(default)]
    extended: Vec<Spanned<String>>,
    #[serde(default)]
    gone: Vec<Spanned<String>>,
    kind: Vec<KindEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    id: Spanned<String>,
    title: String,
    #[serde(default = "yes")]
    plan: bool,
    cap: Option<Strength>,
    like: Option<Spanned<String>>,
    years: Option<Spanned<(u16, u16)>>,
    prompts: Option<usize>,
    note: Option<String>,
    #[serde(default)]
    signs: Vec<SignEntry>,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignEntry {
    #[serde(rename = "in")]
    place: Place,
    weight: i32,
    most: Option<i32>,
    find: Spanned<Vec<Spanned<String>>>,
}

fn yes() -> bool {
    true
}

/// Reads the kinds of `file`, whose queries may name `concepts`.
pub(super) fn read((name, text): File<'_>, concepts: &Concepts, faults: &mut Vec<Fault>) -> Kinds {
    match toml::from_str::<KindFile>(text) {
        Ok(written) => {
            let mut reader = Reader { name, text, concepts, faults, cards: Vec::new() };
            let period = PeriodWords {
                own: reader.queries(&written.period),
                dated: reader.queries(&written.dated),
                extended: reader.queries(&written.extended),
                gone: reader.queries(&written.gone),
            };
            reader.known(&written.kind);
            written.kind.into_iter().for_each(|entry| reader.kind(entry));
            Kinds { cards: reader.cards, period }
        }
        Err(error) => {
            faults.push(toml_fault(name, text, &error));
            Kinds::default()
        }
    }
}

struct Reader<'r> {
    name: &'r str,
    text: &'r str,
    concepts: &'r Concepts,
    faults: &'r mut Vec<Fault>,
    cards: Vec<KindCard>,
}

impl Reader<'_> {
    /// Every kind that another is like must be there.
    fn known(&mut self, entries: &[KindEntry]) {
        let ids = || entries.iter().map(|entry| entry.id.get_ref().as_str());
        for like in entries.iter().filter_map(|entry| entry.like.as_ref()) {
            if !ids().any(|id| id == like.get_ref()) {
                let fault = Fault::new(
                    self.name,
                    self.text,
                    like.span(),
                    format!("there is no kind called `{}`", like.get_ref()),
                );
                let close = nearest(like.get_ref(), ids()).map(|close| format!("did you mean `{close}`?"));
                self.faults.push(
                    fault.help(
                        close.unwrap_or_else(|| format!("the kinds are: {}", ids().collect::<Vec<_>>().join(", "))),
                    ),
                );
            }
        }
    }

    fn kind(&mut self, entry: KindEntry) {
        self.faults_of(&entry);
        let signs = entry.signs.iter().map(|sign| self.sign(sign)).collect();
        let KindEntry { id, title, plan, cap, like, years, prompts, note, yes, no, .. } = entry;
        let like = like.map(Spanned::into_inner);
        let years = years.map(Spanned::into_inner);
        self.cards.push(KindCard { id: id.into_inner(), title, plan, cap, like, years, prompts, note, signs, yes, no });
    }

    fn faults_of(&mut self, entry: &KindEntry) {
        let id = entry.id.get_ref();
        let fault = |message: String| Fault::new(self.name, self.text, entry.id.span(), message);
        if self.cards.iter().any(|card| card.id == *id) {
            self.faults.push(
                fault(format!("two kinds are called `{id}`"))
                    .help("give one of them another id; an id once used is never used for another kind"),
            );
        }
        if entry.signs.is_empty() && entry.prompts.is_none() {
            self.faults.push(
                fault(format!("nothing shows that a document is a `{id}`"))
                    .help("add `signs = [{ in = \"title\", weight = 8, find = [\"…\"] }]`"),
            );
        }
        if entry.yes.is_empty() {
            self.faults.push(
                fault(format!("the kind `{id}` has no tests"))
                    .help("add `yes = [\"\"\"…\"\"\"]` with the opening of such a document"),
            );
        }
        if let Some(years) = entry.years.as_ref().filter(|years| years.get_ref().0 >= years.get_ref().1) {
            let fault = Fault::new(self.name, self.text, years.span(), "these years end before they begin");
            self.faults.push(
                fault.help("write the first and the last calendar year: the financial year 2015/16 is [2015, 2016]"),
            );
        }
    }

    fn sign(&mut self, entry: &SignEntry) -> Sign {
        if entry.find.get_ref().is_empty() || entry.weight == 0 {
            let fault = Fault::new(self.name, self.text, entry.find.span(), "this sign shows nothing");
            self.faults.push(fault.help("give it words to find, and a weight above or below 0"));
        }
        Sign { place: entry.place, weight: entry.weight, most: entry.most, find: self.queries(entry.find.get_ref()) }
    }

    fn queries(&mut self, written: &[Spanned<String>]) -> Vec<Query> {
        queries((self.name, self.text), written, Some(self.concepts), self.faults)
    }
}
