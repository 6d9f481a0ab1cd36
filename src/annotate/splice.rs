//! Edits of an XML text: what goes in and out, gathered in any order and applied in one pass. Every other byte stays.

use std::ops::Range;

use crate::read::xml::{End, Node, Xml};

/// Edits in the making.
#[derive(Debug, Default)]
pub(super) struct Edits {
    edits: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Takes out the bytes at `place`.
    pub(super) fn remove(&mut self, place: Range<usize>) {
        self.replace(place, String::new());
    }

    /// Puts `words` before byte `at`, after what was put there earlier.
    pub(super) fn insert(&mut self, at: usize, words: String) {
        self.replace(at..at, words);
    }

    /// Puts `words` in place of the bytes at `place`, which no other edit may touch.
    pub(super) fn replace(&mut self, place: Range<usize>, words: String) {
        self.edits.push((place, words));
    }

    /// Puts `words` before the end of the outermost element of `xml`.
    pub(super) fn append(&mut self, xml: &str, words: &str) {
        let Some((open, close)) = root(xml).filter(|_| !words.is_empty()) else { return };
        if open != close {
            return self.insert(close.start, words.to_owned());
        }
        let tag = &xml[open.clone()];
        let name = tag.trim_start_matches('<').split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
        self.replace(open.end - "/>".len()..open.end, format!(">{words}</{name}>"));
    }

    /// `xml` with every edit made.
    pub(super) fn apply(mut self, xml: &str) -> String {
        self.edits.sort_by_key(|(place, _)| (place.start, place.end));
        let mut out = String::with_capacity(xml.len() + self.edits.iter().map(|(_, words)| words.len()).sum::<usize>());
        let mut done = 0;
        for (place, words) in self.edits {
            out.push_str(&xml[done.min(place.start)..place.start]);
            out.push_str(&words);
            done = done.max(place.end);
        }
        out.push_str(&xml[done..]);
        out
    }
}

/// Whether `xml` is one whole element, so that more can be put into it.
pub(super) fn is_whole(xml: &str) -> bool {
    let mut nodes = Xml::new(xml);
    while nodes.next().is_some() {}
    nodes.end() == End::Whole && root(xml).is_some()
}

/// The tags that begin and end the outermost element; the same twice where it is empty.
pub(super) fn root(xml: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut nodes = Xml::new(xml);
    let (mut depth, mut open) = (0, None);
    while let Some(node) = nodes.next() {
        match node {
            Node::Open(_) => {
                open.get_or_insert_with(|| nodes.place());
                depth += 1;
            }
            Node::Close if depth == 1 => return Some((open?, nodes.place())),
            Node::Close => depth -= 1,
            Node::Text(_) => {}
        }
    }
    None
}

/// What an element must declare so that these prefixes stand for these families, where the document begins with the tag
/// `root`.
pub(super) fn undeclared(root: &str, families: &[(&str, &str)]) -> String {
    let mut nodes = Xml::new(root);
    let Some(Node::Open(element)) = nodes.next() else { return String::new() };
    let unknown = families.iter().filter(|(prefix, family)| element.attribute(prefix).as_deref() != Some(family));
    unknown.map(|(prefix, family)| format!(" xmlns:{prefix}=\"{family}\"")).collect()
}

/// `words` as they stand in XML; letters that XML 1.0 cannot hold are left out.
pub(super) fn escaped(words: &str) -> String {
    // XML 1.0 (fifth edition), production 2 `Char`
    let held = |letter: &char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    quick_xml::escape::escape(words.chars().filter(held).collect::<String>()).into_owned()
}
