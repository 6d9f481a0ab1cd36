//! Comments of a Word document: their words, by id. Only those that speak to planlint are kept, in the end.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::read::xml::{Node, Space, Xml};

/// The words of every comment in the part `xml`, by its id; paragraphs are parted by a blank.
pub(super) fn comments(xml: &str) -> FxHashMap<String, String> {
    let mut comments = FxHashMap::default();
    let (mut open, mut words, mut depth, mut inside) = (None, String::new(), 0_usize, None);
    let mut xml = Xml::new(xml);
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) => {
                depth += 1;
                match (element.space, element.name()) {
                    (Space::Word, "comment") => open = element.attribute("id").map(Cow::into_owned),
                    (Space::Word, "p" | "tab" | "br") => words.push(' '),
                    (Space::Word, "t") => inside = Some(depth),
                    _ => {}
                }
            }
            Node::Close => {
                inside = inside.filter(|at| *at != depth);
                depth = depth.saturating_sub(1);
                if depth == 1
                    && let Some(id) = open.take()
                {
                    comments.insert(id, std::mem::take(&mut words));
                }
            }
            Node::Text(fragment) if inside.is_some() => words.push_str(&fragment.words),
            Node::Text(_) => {}
        }
    }
    comments
}
