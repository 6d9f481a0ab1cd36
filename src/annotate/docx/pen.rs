//! The pen: notes come in one by one; new comments, changes to planlint's own, and their marks are gathered.

use std::ops::Range;

use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

use super::comments::Comment;
use super::parts::Parts;
use crate::annotate::fate::{AUTHOR, Counts, Own, is_own};
use crate::annotate::splice::Edits;
use crate::annotate::words::Note;

/// What is to become of the parts.
pub(super) struct Pen<'p> {
    parts: &'p Parts,
    ids: FxHashSet<String>,
    paragraphs: FxHashSet<String>,
    marks: Vec<(String, Range<usize>)>,
    text: Edits,
    comments: Edits,
    new: String,
    resolved: Vec<(String, bool)>,
    /// What was done so far.
    pub(super) counts: Counts,
}

impl<'p> Pen<'p> {
    /// Takes up a pen.
    pub(super) fn new(parts: &'p Parts) -> Self {
        let marked = parts.body.marks.iter().map(|mark| mark.id.clone());
        let ids = parts.there.iter().map(|comment| comment.id.clone()).chain(marked).collect();
        let paragraphs = parts.there.iter().flat_map(|comment| comment.paragraph.clone());
        let paragraphs = paragraphs.chain(parts.body.paragraph_ids.iter().cloned()).collect();
        let (text, comments, counts) = (Edits::default(), Edits::default(), Counts::default());
        Self {
            parts,
            ids,
            paragraphs,
            marks: Vec::new(),
            text,
            comments,
            new: String::new(),
            resolved: Vec::new(),
            counts,
        }
    }

    /// Writes `note` beside the bytes `beside` of the text; `None` if nothing in it can take a mark.
    pub(super) fn write(&mut self, note: &Note, beside: Option<&Range<usize>>) -> Option<()> {
        let has_name = |comment: &Comment| comment.paragraph == Some(paragraph_id(seed(&note.code)));
        let own = |comment: &&Comment| is_own(&comment.author, &comment.words, &note.code, || has_name(comment));
        let own = self.parts.there.iter().find(own);
        match own {
            Some(own) => self.update(own, note, beside),
            None if note.wanted => self.add(note, beside),
            None => Some(()),
        }
    }

    /// The edits of the text, of the comments and of what is resolved.
    pub(super) fn edits(mut self) -> (Edits, Edits, Edits) {
        // of marks at one place, ends come before beginnings
        for (id, place) in &self.marks {
            self.text.insert(place.end, self.parts.marks.end(id));
        }
        for (id, place) in &self.marks {
            self.text.insert(place.start, self.parts.marks.start(id));
        }
        self.comments.append(&self.parts.comments_xml, &self.new);
        let mut resolved = Edits::default();
        self.parts.resolved.set(&self.resolved, &self.parts.extended_xml, &mut resolved);
        (self.text, self.comments, resolved)
    }

    fn add(&mut self, note: &Note, beside: Option<&Range<usize>>) -> Option<()> {
        let place = self.parts.body.paragraphs.of(note, beside)?;
        let mut ids = (0u32..).map(|id| id.to_string());
        let id = ids.find(|id| !self.ids.contains(id))?;
        self.ids.insert(id.clone());
        let paragraph = self.paragraph(&note.code);
        self.new.push_str(&self.parts.names.comment(&id, &note.words, &paragraph));
        self.marks.push((id, place));
        self.counts.added += 1;
        Some(())
    }

    fn update(&mut self, own: &Comment, note: &Note, beside: Option<&Range<usize>>) -> Option<()> {
        let paragraph = own.paragraph.clone().unwrap_or_else(|| self.paragraph(&note.code));
        let resolved = &self.parts.resolved;
        let (done, answered) = (resolved.is_done(&paragraph), resolved.is_answered(&paragraph));
        let there = Own { words: &own.words, done, answered, marked: self.is_marked(&own.id) };
        let fate = there.under(note, beside.is_some(), &mut self.counts);
        if !fate.same || own.paragraph.is_none() {
            self.comments.replace(own.place.clone(), self.parts.names.comment(&own.id, &note.words, &paragraph));
        }
        self.resolved.push((paragraph, fate.done));
        if fate.moves {
            let place = self.parts.body.paragraphs.of(note, beside)?;
            let marks = self.parts.body.marks.iter().filter(|mark| mark.id == own.id);
            marks.for_each(|mark| self.text.remove(mark.place.clone()));
            self.marks.push((own.id.clone(), place));
        }
        Some(())
    }

    fn is_marked(&self, id: &str) -> bool {
        self.parts.body.marks.iter().any(|mark| mark.id == id)
    }

    /// An id for a paragraph that no other has, the same for the same code wherever it is free.
    fn paragraph(&mut self, code: &str) -> String {
        let seed = seed(code);
        let ids = (0..).map(|more| paragraph_id(seed.wrapping_add(more)));
        let free = ids.into_iter().find(|id| !self.paragraphs.iter().any(|taken| taken.eq_ignore_ascii_case(id)));
        let free = free.expect("fewer paragraphs than numbers");
        self.paragraphs.insert(free.clone());
        free
    }
}

/// The number of a code, from which the ids of its paragraphs are made.
fn seed(code: &str) -> u32 {
    let hash = Sha256::digest(format!("{AUTHOR} {code}"));
    hash.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// An id as Word writes them: of what numbers it takes, the one that `number` comes to.
fn paragraph_id(number: u32) -> String {
    // [MS-DOCX] 2.6.2.3 (paraId): more than 0 and less than 0x80000000
    format!("{:08X}", (number & 0x7fff_ffff).max(1))
}
