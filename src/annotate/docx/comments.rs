//! The comments of a Word document: those that are there, and those that planlint writes.

use std::borrow::Cow;
use std::ops::Range;

use crate::annotate::fate::AUTHOR;
use crate::annotate::splice::{escaped, undeclared};
use crate::read::xml::{Element, Node, Space, Xml};

/// The namespace of `w14:paraId`.
const W14: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// A comment that is in the document.
#[derive(Debug, Default)]
pub(super) struct Comment {
    /// Its id.
    pub(super) id: String,
    /// Who wrote it.
    pub(super) author: String,
    /// Its words, a paragraph each.
    pub(super) words: Vec<String>,
    /// The id of its last paragraph, by which answers and "resolved" refer to it.
    pub(super) paragraph: Option<String>,
    /// Its bytes in the part.
    pub(super) place: Range<usize>,
}

/// Every comment of the part, in order.
pub(super) fn read(xml: &str) -> Vec<Comment> {
    let mut nodes = Xml::new(xml);
    let mut comments: Vec<Comment> = Vec::new();
    // names of the elements that are open, with the place where a comment began
    let mut open: Vec<String> = Vec::new();
    while let Some(node) = nodes.next() {
        match node {
            Node::Open(element) => {
                begin(&element, &mut comments, nodes.place());
                open.push(element.name().to_owned());
            }
            Node::Close => {
                if open.pop().as_deref() == Some("comment") && open.len() == 1 {
                    comments.last_mut().into_iter().for_each(|comment| comment.place.end = nodes.place().end);
                }
            }
            Node::Text(text) if open.last().is_some_and(|name| name == "t") => {
                let words = comments.last_mut().and_then(|comment| comment.words.last_mut());
                words.into_iter().for_each(|words| words.push_str(&text.words));
            }
            Node::Text(_) => {}
        }
    }
    comments
}

fn begin(element: &Element<'_>, comments: &mut Vec<Comment>, place: Range<usize>) {
    let attribute = |name| element.attribute(name).unwrap_or_default().into_owned();
    match element.name() {
        _ if element.space != Space::Word => {}
        "comment" => {
            let (id, author) = (attribute("id"), attribute("author"));
            comments.push(Comment { id, author, place, ..Comment::default() });
        }
        "p" => {
            let Some(comment) = comments.last_mut() else { return };
            comment.words.push(String::new());
            comment.paragraph = element.attribute("paraId").map(|id| id.into_owned());
        }
        _ => {}
    }
}

/// The names a part uses: how its elements are written so that they mean what they should.
#[derive(Debug)]
pub(super) struct Names {
    /// Declarations that an element of planlint's needs there.
    declared: String,
}

impl Names {
    /// Of a part whose outermost element begins with `root`, in a document whose family of names is `word`.
    pub(super) fn of(root: &str, word: &str, with_ids: bool) -> Self {
        let mut declared = undeclared(root, &[("w", word)]);
        if with_ids {
            declared.push_str(&undeclared(root, &[("w14", W14)]));
            let mut nodes = Xml::new(root);
            let ignored = match nodes.next() {
                Some(Node::Open(element)) => element.attribute("Ignorable").map(Cow::into_owned),
                _ => None,
            };
            if !ignored.is_some_and(|ignored| ignored.split_whitespace().any(|prefix| prefix == "w14")) {
                declared.push_str(&undeclared(root, &[("mc", COMPATIBILITY)]));
                declared.push_str(" mc:Ignorable=\"w14\"");
            }
        }
        Self { declared }
    }

    /// The mark before the words of the comment `id`.
    pub(super) fn start(&self, id: &str) -> String {
        format!("<w:commentRangeStart{} w:id=\"{}\"/>", self.declared, escaped(id))
    }

    /// The mark after them, and the reference to the comment.
    pub(super) fn end(&self, id: &str) -> String {
        let (declared, id) = (&self.declared, escaped(id));
        format!(
            "<w:commentRangeEnd{declared} w:id=\"{id}\"/><w:r{declared}><w:rPr><w:rStyle w:val=\"CommentReference\"/>\
             </w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
        )
    }

    /// A comment of planlint's. It has no date: planlint knows no clock, and the same plan gives the same bytes.
    pub(super) fn comment(&self, id: &str, words: &[String], paragraph: &str) -> String {
        let (declared, id) = (&self.declared, escaped(id));
        let mut out = format!("<w:comment{declared} w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"pl\">");
        let last = words.len().saturating_sub(1);
        for (at, words) in words.iter().enumerate() {
            let own = if at == last { format!(" w14:paraId=\"{}\"", escaped(paragraph)) } else { String::new() };
            let (mark, bold) = match at {
                0 => (
                    "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>",
                    "<w:rPr><w:b/></w:rPr>",
                ),
                _ => ("", ""),
            };
            out.push_str(&format!(
                "<w:p{own}><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>{mark}<w:r>{bold}<w:t \
                 xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                escaped(words)
            ));
        }
        out.push_str("</w:comment>");
        out
    }
}

/// A part for comments, with none in it, in the family of names `word`.
pub(super) fn empty(word: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{word}\" \
         xmlns:mc=\"{COMPATIBILITY}\" xmlns:w14=\"{W14}\" mc:Ignorable=\"w14\"></w:comments>"
    )
}
