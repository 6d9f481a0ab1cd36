//! What the plan calls its services by: "Linkage, our befriending service", "a lunch club called Full House". Such a name
//! stands for the service wherever it stands: "The CCG pays for Linkage".

use std::cell::LazyCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::lists::{self, List, Word};
use super::statement::LONGEST;
use super::{Reading, between, names};
use crate::search::Hit;
use crate::vocabulary::Gap;

/// Words that may stand between an article and the service that it is of: our new weekly lunch club.
const ADJECTIVES: usize = 4;

/// Words that may stand between a service and its name: a lunch club for men called Full House.
const BETWEEN: usize = 4;

/// Words before a name among which one tells that it is of a place or a time.
const PLACED: usize = 3;

/// Names that begin with the same word at most: this bounds the time that text made to hurt takes.
const MOST: usize = 100;

/// Letters that a name of one word has at least.
const SHORTEST: usize = 4;

/// Where the names of services stand that the plan calls by one; `services` are where services stand.
pub(super) fn services(reading: &Reading<'_>, services: &[Hit]) -> Vec<Hit> {
    let mut called: FxHashMap<u32, Vec<Vec<u32>>> = FxHashMap::default();
    let proper = LazyCell::new(|| proper(reading));
    for service in services {
        let Some(name) = Naming::new(reading, *service).name() else { continue };
        if name.len() == 1 && !proper[reading.index.token(name.start).word as usize] {
            continue;
        }
        let words: Vec<u32> = name.map(|at| reading.index.token(at).word).collect();
        let same = called.entry(words[0]).or_default();
        if same.len() < MOST && !same.contains(&words) {
            same.push(words);
        }
    }
    if called.is_empty() {
        return Vec::new();
    }
    let last = reading.index.sentence(reading.index.sentences() as u32 - 1).end;
    let mut hits = Vec::new();
    for first in 0..last {
        let token = reading.index.token(first);
        for words in called.get(&token.word).into_iter().flatten().filter(|_| token.own) {
            let past = first + words.len() as u32;
            let here = past <= last
                && (first..past).zip(words).all(|(at, word)| reading.index.token(at).word == *word)
                && reading.index.token(past - 1).sentence == token.sentence;
            if here && capital(reading, first) && capital(reading, past - 1) {
                hits.push(Hit { first, last: past - 1 });
            }
        }
    }
    hits
}

/// The words that are written with a capital wherever they stand, within a sentence too.
fn proper(reading: &Reading<'_>) -> Vec<bool> {
    let mut proper = vec![false; reading.index.distinct_words()];
    let mut plain = proper.clone();
    let last = reading.index.sentence(reading.index.sentences() as u32 - 1).end;
    let own = (0..last).map(|at| (at, reading.index.token(at))).filter(|(_, token)| token.own);
    for (at, token) in own {
        let word = token.word as usize;
        plain[word] |= !capital(reading, at);
        proper[word] |= at > 0 && reading.index.token(at - 1).sentence == token.sentence;
    }
    for (word, proper) in proper.iter_mut().enumerate() {
        *proper &= !plain[word] && reading.index.form(word as u32).len() >= SHORTEST;
    }
    proper
}

fn capital(reading: &Reading<'_>, at: u32) -> bool {
    reading.plan.words(reading.index.token(at).span).starts_with(char::is_uppercase)
}

/// A service in its sentence, which may say what it is called.
struct Naming<'r, 'p> {
    reading: &'r Reading<'p>,
    service: Hit,
    /// The words of its sentence that are its own.
    words: Range<u32>,
    forms: Vec<Rc<Word>>,
    gaps: Vec<Gap>,
}

impl<'r, 'p> Naming<'r, 'p> {
    fn new(reading: &'r Reading<'p>, service: Hit) -> Self {
        let all = reading.index.sentence(reading.index.token(service.first).sentence);
        let borrowed = all.clone().take_while(|at| !reading.index.token(*at).own).count() as u32;
        let words = all.start + borrowed..all.end;
        Self { reading, service, words, forms: Vec::new(), gaps: Vec::new() }
    }

    /// The words of its name.
    fn name(mut self) -> Option<Range<u32>> {
        let long = self.words.len() > LONGEST;
        if self.service.first < self.words.start || long || !self.words.clone().any(|at| capital(self.reading, at)) {
            return None;
        }
        let word = |at| self.reading.word(self.reading.index.token(at).word);
        self.forms = self.words.clone().map(word).collect();
        self.gaps = between::gaps(self.reading, &self.words, 0);
        let name = self.before().or_else(|| self.behind())?;
        let whole = self.words.start + name.start as u32..self.words.start + name.end as u32;
        self.is_sure(&name, &whole).then_some(whole)
    }

    fn is(&self, at: usize, list: List) -> bool {
        self.forms[at].is(list)
    }

    /// The service, counted from the sentence's first own word: first word, one past the last, its noun counted.
    fn service(&self) -> Range<usize> {
        let from = |at: u32| (at - self.words.start) as usize;
        let past = from(self.service.last) + 1;
        let noun = |at: &usize| self.gaps[*at] == Gap::Blank && self.is(*at, lists::THING);
        from(self.service.first)..past + (past..self.forms.len()).take_while(noun).count()
    }

    /// Linkage, our befriending service, ...; Linkage is a befriending service for men.
    fn before(&self) -> Option<Range<usize>> {
        let service = self.service();
        let nearest = service.start.saturating_sub(ADJECTIVES + 1);
        let article = (nearest.max(1)..service.start).rev().find(|at| self.is(*at, lists::ARTICLE))?;
        let plain = |at: usize| self.gaps[at] == Gap::Blank && !self.is(at, lists::FINITE);
        let whole = (article + 1..service.end).all(plain);
        // A befriending service provider is no service.
        let ends = service.end == self.forms.len()
            || self.gaps[service.end] != Gap::Blank
            || [lists::FINITE, lists::RELATIVE, lists::SERVICE_ON].iter().any(|list| self.is(service.end, *list));
        if !whole || !ends {
            return None;
        }
        let end = match self.gaps[article] {
            Gap::Comma | Gap::Bracket | Gap::Hard => article,
            Gap::Blank if self.is(article - 1, lists::BEING) => article - 1,
            Gap::Blank | Gap::Colon => return None,
        };
        self.names().find(|name| name.end == end)
    }

    /// A befriending service called Linkage, or known as Linkage.
    fn behind(&self) -> Option<Range<usize>> {
        let end = self.service().end;
        let calls = (end..self.forms.len()).take(BETWEEN).find(|at| self.is(*at, lists::CALLING))?;
        let index = &self.reading.index;
        let form = |at: usize| index.form(index.token(self.words.start + at as u32).word);
        let start = calls + 1 + usize::from(calls + 1 < self.forms.len() && form(calls + 1) == "as");
        let whole = (end..start).all(|at| self.gaps[at] == Gap::Blank);
        whole.then(|| self.names().find(|name| name.start == start)).flatten()
    }

    /// Names in the sentence, and its first word.
    fn names(&self) -> impl Iterator<Item = Range<usize>> {
        let first = capital(self.reading, self.words.start).then_some(0..1);
        let names = names::names(self.reading, &self.words, &self.forms, &self.gaps, &[]);
        names.into_iter().map(|(start, end)| start..end).chain(first)
    }

    /// Whether it is the name of a thing, and of no place, body or time: in Ashby, a befriending service meets.
    fn is_sure(&self, name: &Range<usize>, whole: &Range<u32>) -> bool {
        let reading = self.reading;
        let opens = name.start == 0 || !matches!(self.gaps[name.start], Gap::Comma | Gap::Bracket);
        // In Ashby; in the neighbouring Vale.
        let before = (1..=name.start).rev().take_while(|at| self.gaps[*at] == Gap::Blank).map(|at| at - 1);
        let placed = before.take(PLACED).any(|at| self.is(at, lists::PLACING));
        let kinds = reading.values.iter().filter(|(kind, _)| ["org", "role", "date"].contains(kind));
        let mut others = kinds.flat_map(|(_, hits)| hits);
        let other = others.any(|hit| hit.first < whole.end && hit.last >= whole.start);
        let known = name.clone().any(|at| self.is(at, lists::RHYTHM) || self.is(at, lists::ELSEWHERE));
        opens && !placed && !other && !known
    }
}
