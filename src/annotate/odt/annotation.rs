//! A comment of an OpenDocument text: as it stands there, and as planlint writes one.

use std::ops::Range;

use crate::annotate::fate::AUTHOR;
use crate::annotate::splice::{escaped, root, undeclared};
use crate::read::xml::{Element, Node, Space};

/// A comment that is in the document.
#[derive(Debug, Default)]
pub(super) struct Annotation {
    /// Its name, by which its end and its answers refer to it.
    pub(super) name: String,
    /// Who wrote it.
    pub(super) author: String,
    /// Its words, a paragraph each.
    pub(super) words: Vec<String>,
    /// Whether it is resolved.
    pub(super) done: bool,
    /// The name of the comment that it answers.
    pub(super) answers: Option<String>,
    /// Its bytes.
    pub(super) place: Range<usize>,
}

/// A comment that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    annotation: Annotation,
    depth: usize,
    /// How deep the element stands that holds its author.
    author: Option<usize>,
    /// How deep its outermost paragraph in hand stands.
    paragraph: Option<usize>,
}

impl Reading {
    /// Of the comment that begins with `element`, a tag at `place`.
    pub(super) fn of(element: &Element<'_>, place: Range<usize>) -> Self {
        let annotation = Annotation {
            name: element.attribute("name").unwrap_or_default().into_owned(),
            done: element.attribute("resolved").as_deref() == Some("true"),
            answers: element.attribute("parent-name").map(|name| name.into_owned()),
            place,
            ..Annotation::default()
        };
        Self { annotation, depth: 1, author: None, paragraph: None }
    }

    /// Goes on by one node, read from `place`; whether there is more of it.
    pub(super) fn step(&mut self, node: &Node<'_>, place: Range<usize>) -> bool {
        match node {
            Node::Open(element) => {
                self.depth += 1;
                self.open(element);
            }
            Node::Close => {
                self.author = self.author.filter(|at| *at != self.depth);
                self.paragraph = self.paragraph.filter(|at| *at != self.depth);
                self.depth -= 1;
            }
            Node::Text(text) => self.words(&text.words),
        }
        self.annotation.place.end = place.end;
        self.depth > 0
    }

    /// The comment.
    pub(super) fn finish(self) -> Annotation {
        let mut annotation = self.annotation;
        // white space is one blank however much there is (OpenDocument 1.3 Part 3 §6.1.2)
        for words in &mut annotation.words {
            *words = one_line(words);
        }
        annotation
    }

    fn open(&mut self, element: &Element<'_>) {
        match (element.space, element.name()) {
            (Space::OpenText, "p" | "h") if self.paragraph.is_none() => {
                self.paragraph = Some(self.depth);
                self.annotation.words.push(String::new());
            }
            (Space::OpenText, "s" | "tab" | "line-break") => self.words(" "),
            (Space::Other, "creator") => self.author = Some(self.depth),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.author.is_some() {
            self.annotation.author.push_str(words);
        } else if self.paragraph.is_some() {
            self.annotation.words.last_mut().into_iter().for_each(|paragraph| paragraph.push_str(words));
        }
    }
}

/// How planlint's comments are written in a document.
#[derive(Debug)]
pub(super) struct Names {
    /// Declarations that a comment needs there, and those that its end needs.
    declared: (String, String),
}

const OFFICE: (&str, &str) = ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0");
const TEXT: (&str, &str) = ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0");
const DUBLIN_CORE: (&str, &str) = ("dc", "http://purl.org/dc/elements/1.1/");
/// Of what LibreOffice adds to OpenDocument.
const EXTENSION: (&str, &str) = ("loext", "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0");

impl Names {
    /// Of the document `xml`.
    pub(super) fn of(xml: &str) -> Self {
        let root = root(xml).map(|(open, _)| &xml[open]).unwrap_or_default();
        let declared = |families: &[(&str, &str)]| undeclared(root, families);
        Self { declared: (declared(&[OFFICE, TEXT, DUBLIN_CORE, EXTENSION]), declared(&[OFFICE])) }
    }

    /// A comment of planlint's. It has no date: planlint knows no clock, and the same plan gives the same bytes.
    pub(super) fn comment(&self, name: &str, words: &[String], done: bool) -> String {
        let (declared, name) = (&self.declared.0, escaped(name));
        let done = if done { " loext:resolved=\"true\"" } else { "" };
        let paragraph = |words: &String| format!("<text:p>{}</text:p>", escaped(&one_line(words)));
        let words: String = words.iter().map(paragraph).collect();
        format!(
            "<office:annotation{declared} office:name=\"{name}\"{done}><dc:creator>{AUTHOR}</dc:creator>{words}\
             </office:annotation>"
        )
    }

    /// The end of the words that the comment called `name` is on.
    pub(super) fn end(&self, name: &str) -> String {
        format!("<office:annotation-end{} office:name=\"{}\"/>", self.declared.1, escaped(name))
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
