//! A comment of an OpenDocument text. Its words are no part of the plan, but they may speak to planlint.

use crate::read::xml::{Node, Space};
use crate::text::Origin;

/// A comment that is being read.
#[derive(Debug)]
pub(super) struct Comment {
    origin: Origin,
    words: String,
    depth: usize,
    /// How deep the paragraph in hand stands; its author and its day stand in none.
    paragraph: Option<usize>,
}

impl Comment {
    /// One that begins at `origin`.
    pub fn at(origin: Origin) -> Self {
        Self { origin, words: String::new(), depth: 1, paragraph: None }
    }

    /// Goes on by one node; whether there is more of it.
    pub fn step(&mut self, node: &Node<'_>) -> bool {
        match node {
            Node::Open(element) => {
                self.depth += 1;
                match (element.space, element.name()) {
                    (Space::OpenText, "p" | "h") => {
                        self.words.push(' ');
                        self.paragraph = Some(self.depth);
                    }
                    (Space::OpenText, "s" | "tab" | "line-break") => self.words.push(' '),
                    _ => {}
                }
            }
            Node::Close => {
                self.paragraph = self.paragraph.filter(|at| *at != self.depth);
                self.depth -= 1;
            }
            Node::Text(text) if self.paragraph.is_some() => self.words.push_str(&text.words),
            Node::Text(_) => {}
        }
        self.depth > 0
    }

    /// Its words, and where it stands.
    pub fn said(self) -> (String, Origin) {
        (self.words, self.origin)
    }
}
