//! Which comments are resolved, and which have answers: the part `commentsExtended` of a Word document.

use std::ops::Range;

use crate::annotate::splice::{Edits, escaped, root};
use crate::read::xml::{Node, Xml};

// [MS-DOCX] 2.5.4 (commentsEx)
const W15: &str = "http://schemas.microsoft.com/office/word/2012/wordml";

/// What the part says.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    paragraph: String,
    answers: Option<String>,
    done: bool,
    place: Range<usize>,
    open: bool,
}

impl Entry {
    /// Ends the element at the tag that comes next.
    fn close(&mut self, tag: Range<usize>) {
        if std::mem::take(&mut self.open) {
            self.place.end = tag.end;
        }
    }
}

impl Resolved {
    /// Reads the part.
    pub(super) fn read(xml: &str) -> Self {
        let mut nodes = Xml::new(xml);
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(node) = nodes.next() {
            let Node::Open(element) = node else {
                entries.last_mut().into_iter().for_each(|entry| entry.close(nodes.place()));
                continue;
            };
            let Some(paragraph) = element.attribute("paraId").filter(|_| element.name() == "commentEx") else {
                continue;
            };
            entries.push(Entry {
                open: true,
                paragraph: paragraph.into_owned(),
                answers: element.attribute("paraIdParent").map(|id| id.into_owned()),
                done: element.attribute("done").is_some_and(|done| done == "1" || done == "true"),
                place: nodes.place(),
            });
        }
        Self { entries }
    }

    /// Whether the comment that ends with this paragraph is resolved.
    pub(super) fn is_done(&self, paragraph: &str) -> bool {
        self.entries.iter().any(|entry| entry.paragraph.eq_ignore_ascii_case(paragraph) && entry.done)
    }

    /// Whether somebody has answered it.
    pub(super) fn is_answered(&self, paragraph: &str) -> bool {
        self.entries.iter().any(|entry| entry.answers.as_ref().is_some_and(|id| id.eq_ignore_ascii_case(paragraph)))
    }

    /// Sets of each comment, by its last paragraph, whether it is resolved; in `xml`, which this was read from.
    pub(super) fn set(&self, comments: &[(String, bool)], xml: &str, edits: &mut Edits) {
        let mut new = String::new();
        for (paragraph, done) in comments {
            let entry = self.entries.iter().find(|entry| entry.paragraph.eq_ignore_ascii_case(paragraph));
            match entry {
                Some(entry) if entry.done == *done => {}
                Some(entry) => {
                    edits.replace(entry.place.clone(), written(&entry.paragraph, entry.answers.as_deref(), *done, xml))
                }
                None if *done => new.push_str(&written(paragraph, None, *done, xml)),
                None => {}
            }
        }
        edits.append(xml, &new);
    }

    /// A part with nothing in it.
    pub(super) fn empty() -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w15:commentsEx xmlns:w15=\"{W15}\"></w15:commentsEx>"
        )
    }
}

fn written(paragraph: &str, answers: Option<&str>, done: bool, xml: &str) -> String {
    let root = root(xml).map(|(open, _)| &xml[open]).unwrap_or_default();
    let declared =
        if root.contains(&format!("xmlns:w15=\"{W15}\"")) { String::new() } else { format!(" xmlns:w15=\"{W15}\"") };
    let answers = answers.map(|id| format!(" w15:paraIdParent=\"{}\"", escaped(id))).unwrap_or_default();
    let done = u8::from(done);
    format!("<w15:commentEx{declared} w15:paraId=\"{}\"{answers} w15:done=\"{done}\"/>", escaped(paragraph))
}
