//! The pen: notes come in one by one; new comments and changes to planlint's own are gathered.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::annotation::{Annotation, Names};
use super::body::Body;
use crate::annotate::fate::{AUTHOR, Counts, Own, is_own};
use crate::annotate::splice::Edits;
use crate::annotate::words::Note;

/// What is to become of the content.
pub(super) struct Pen<'x> {
    xml: &'x str,
    body: &'x Body,
    names: Names,
    /// Names of comments that are taken.
    taken: FxHashSet<String>,
    /// New comments: each with the words that it is on, its name, and itself.
    new: Vec<(Range<usize>, String, String)>,
    edits: Edits,
    /// What was done so far.
    pub(super) counts: Counts,
}

impl<'x> Pen<'x> {
    /// Takes up a pen.
    pub(super) fn new(xml: &'x str, body: &'x Body) -> Self {
        let names = body.annotations.iter().map(|there| &there.name).chain(body.ends.iter().map(|(name, _)| name));
        let (taken, edits, counts) = (names.cloned().collect(), Edits::default(), Counts::default());
        Self { xml, body, names: Names::of(xml), taken, new: Vec::new(), edits, counts }
    }

    /// Writes `note` beside the bytes `beside` of the content; `None` if nothing in it can take a mark.
    pub(super) fn write(&mut self, note: &Note, beside: Option<&Range<usize>>) -> Option<()> {
        let has_name = |there: &Annotation| there.name == name_of(&note.code);
        let own = |there: &&Annotation| is_own(there.author.trim(), &there.words, &note.code, || has_name(there));
        let body = self.body;
        match body.annotations.iter().find(own) {
            Some(own) => self.update(own, note, beside),
            None if note.wanted => self.add(note, beside),
            None => Some(()),
        }
    }

    /// Every edit of the content.
    pub(super) fn edits(mut self) -> Edits {
        // of marks at one place, ends come before beginnings
        for (words, name, _) in &self.new {
            self.edits.insert(words.end, self.names.end(name));
        }
        for (words, _, comment) in self.new {
            self.edits.insert(words.start, comment);
        }
        self.edits
    }

    fn add(&mut self, note: &Note, beside: Option<&Range<usize>>) -> Option<()> {
        let words = self.body.paragraphs.of(note, beside)?;
        let name = self.name(&note.code);
        let comment = self.names.comment(&name, &note.words, false);
        self.new.push((words, name, comment));
        self.counts.added += 1;
        Some(())
    }

    fn update(&mut self, own: &Annotation, note: &Note, beside: Option<&Range<usize>>) -> Option<()> {
        let there = Own { words: &own.words, done: own.done, answered: self.is_answered(own), marked: true };
        let fate = there.under(note, beside.is_some(), &mut self.counts);
        let words = if fate.moves { Some(self.body.paragraphs.of(note, beside)?) } else { None };
        let words = words.filter(|words| !self.stands_at(own, words));
        let name = if own.name.is_empty() { self.name(&note.code) } else { own.name.clone() };
        let comment = match fate.same {
            true => self.xml[own.place.clone()].to_owned(),
            false => self.names.comment(&name, &note.words, fate.done),
        };
        match words {
            Some(words) => {
                self.edits.remove(own.place.clone());
                self.body.end_of(own).into_iter().for_each(|end| self.edits.remove(end.clone()));
                self.new.push((words, name, comment));
            }
            None if !fate.same => self.edits.replace(own.place.clone(), comment),
            None => {}
        }
        Some(())
    }

    /// Whether a comment is on these words already; one that has lost its end is on all from its place on.
    fn stands_at(&self, own: &Annotation, words: &Range<usize>) -> bool {
        let ends = self.body.end_of(own).is_none_or(|end| self.body.is_one_place(end.start, words.end));
        ends && self.body.is_one_place(own.place.start, words.start)
    }

    /// Whether somebody has answered a comment. LibreOffice before 24.2 does not say which comment an answer is to; it puts
    /// it on the same words.
    fn is_answered(&self, own: &Annotation) -> bool {
        let ends = |there: &Annotation| self.body.end_of(there).map(|end| end.start);
        let same_words = |there: &Annotation| match (ends(own), ends(there)) {
            (Some(own), Some(other)) => self.body.is_one_place(own, other),
            (_, other) => other.is_none(),
        };
        self.body.annotations.iter().any(|there| {
            let says_so = !own.name.is_empty() && there.answers.as_ref() == Some(&own.name);
            let is_beside = || self.body.is_one_place(there.place.start, own.place.start) && same_words(there);
            says_so || there.author.trim() != AUTHOR && there.place != own.place && is_beside()
        })
    }

    /// A name for a comment that no other has, the same for the same code wherever it is free.
    fn name(&mut self, code: &str) -> String {
        let first = name_of(code);
        let names = std::iter::once(first.clone()).chain((2..).map(|number| format!("{first}-{number}")));
        let free = names.into_iter().find(|name| !self.taken.contains(name)).expect("fewer comments than numbers");
        self.taken.insert(free.clone());
        free
    }
}

/// What planlint calls its comment on `code`.
fn name_of(code: &str) -> String {
    format!("{AUTHOR}-{code}")
}
