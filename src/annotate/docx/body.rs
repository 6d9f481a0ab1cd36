//! The main part of a Word document, as far as comments need it: where its paragraphs can take a mark, and the marks
//! that are there.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::annotate::places::{self, Places};
use crate::read::xml::{Element, Node, Space, Xml};

/// What is known of the part.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Its paragraphs in order; those of text boxes belong to the paragraph that the box is anchored in.
    pub(super) paragraphs: Places<Paragraph>,
    /// Every mark of a comment.
    pub(super) marks: Vec<Mark>,
    /// Ids of paragraphs (`w14:paraId`), which no other paragraph may have.
    pub(super) paragraph_ids: FxHashSet<String>,
}

/// A mark of a comment: the beginning or end of its words, or its reference.
#[derive(Debug)]
pub(super) struct Mark {
    /// The id of the comment.
    pub(super) id: String,
    /// The bytes that are the mark and nothing else.
    pub(super) place: Range<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Paragraph {
    place: Range<usize>,
    parts: Vec<Part>,
    /// Whether it is in a control that Word fills from data, marks in it and all.
    bound: bool,
}

/// A run, link, change or control that stands in a paragraph itself. Marks go between two of them and never inside one,
/// so that accepting a change, filling a control or taking off a link leaves them alone.
#[derive(Debug)]
struct Part {
    place: Range<usize>,
    /// How many fields are open before and after it, against the beginning of the paragraph.
    fields: (i32, i32),
}

impl Body {
    /// Reads the part.
    pub(super) fn read(xml: &str) -> Self {
        let mut nodes = Xml::new(xml);
        let mut scan = Scan::default();
        while let Some(node) = nodes.next() {
            match node {
                Node::Open(element) => scan.open(&element, nodes.place()),
                Node::Close => scan.close(nodes.place().end),
                Node::Text(_) => {}
            }
        }
        scan.body
    }
}

impl places::Paragraph for Paragraph {
    fn place(&self) -> &Range<usize> {
        &self.place
    }

    fn around(&self, words: &Range<usize>) -> Option<Range<usize>> {
        if self.bound {
            return None;
        }
        let first = self.parts.iter().position(|part| words.start < part.place.end)?;
        let last = self.parts.iter().rposition(|part| part.place.start < words.end)?;
        (first <= last).then(|| self.between(first, last))
    }

    fn whole(&self) -> Option<Range<usize>> {
        let last = self.parts.len().checked_sub(1).filter(|_| !self.bound)?;
        Some(self.between(0, last))
    }
}

impl Paragraph {
    /// From one part to another, with the whole of every field that one of them is in: Word writes the inside anew.
    fn between(&self, first: usize, last: usize) -> Range<usize> {
        let closed = |fields: i32| fields <= 0;
        let start = self.parts[..=first].iter().rposition(|part| closed(part.fields.0)).unwrap_or(first);
        let end = self.parts[last..].iter().position(|part| closed(part.fields.1)).map_or(last, |more| last + more);
        self.parts[start].place.start..self.parts[end].place.end
    }
}

#[derive(Debug, Default)]
struct Scan {
    body: Body,
    frames: Vec<Frame>,
    paragraph: Option<Paragraph>,
    /// How deep the paragraph in hand stands.
    depth: usize,
    fields: i32,
    /// Fields open when the part in hand began.
    before: i32,
}

/// An element that is open.
#[derive(Debug)]
struct Frame {
    start: usize,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Plain,
    Paragraph,
    Properties,
    /// A control, and whether it is bound to data.
    Control(bool),
    /// A run, the references in it, and whether it holds anything else.
    Run(Vec<Mark>, bool),
    Reference(String),
    Edge(String),
}

impl Scan {
    fn open(&mut self, element: &Element<'_>, place: Range<usize>) {
        self.body.paragraph_ids.extend(element.attribute("paraId").map(|id| id.into_owned()));
        let id = || element.attribute("id").unwrap_or_default().into_owned();
        let kind = match element.name() {
            "dataBinding" => self.bind(),
            _ if element.space != Space::Word => Kind::Plain,
            "p" => Kind::Paragraph,
            "pPr" | "rPr" | "sdtPr" => Kind::Properties,
            "sdt" => Kind::Control(false),
            "r" => Kind::Run(Vec::new(), false),
            "commentReference" => Kind::Reference(id()),
            "commentRangeStart" | "commentRangeEnd" => Kind::Edge(id()),
            "fldChar" => self.field(element),
            _ => Kind::Plain,
        };
        if let (Some(Frame { kind: Kind::Run(_, others), .. }), false) =
            (self.frames.last_mut(), matches!(kind, Kind::Properties | Kind::Reference(_)))
        {
            *others = true;
        }
        if self.paragraph.is_some() && self.frames.len() == self.depth {
            self.before = self.fields;
        }
        if matches!(kind, Kind::Paragraph) && self.paragraph.is_none() {
            let bound = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Control(true)));
            self.paragraph = Some(Paragraph { bound, ..Paragraph::default() });
            self.depth = self.frames.len() + 1;
            self.fields = 0;
        }
        self.frames.push(Frame { start: place.start, kind });
    }

    /// The control whose properties are being read is bound to data.
    fn bind(&mut self) -> Kind {
        if let [.., Frame { kind: Kind::Control(bound), .. }, Frame { kind: Kind::Properties, .. }] =
            self.frames.as_mut_slice()
        {
            *bound = true;
        }
        Kind::Plain
    }

    fn field(&mut self, element: &Element<'_>) -> Kind {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields += 1,
            Some("end") => self.fields -= 1,
            _ => {}
        }
        Kind::Plain
    }

    fn close(&mut self, end: usize) {
        let Some(Frame { start, kind }) = self.frames.pop() else { return };
        let place = start..end;
        let mut takes = !matches!(kind, Kind::Properties | Kind::Edge(_));
        match kind {
            Kind::Edge(id) => self.body.marks.push(Mark { id, place: place.clone() }),
            Kind::Reference(id) => match self.frames.last_mut() {
                Some(Frame { kind: Kind::Run(references, _), .. }) => {
                    references.push(Mark { id, place: place.clone() });
                }
                _ => self.body.marks.push(Mark { id, place: place.clone() }),
            },
            Kind::Run(mut references, others) => {
                if let ([only], false) = (references.as_mut_slice(), others) {
                    only.place = place.clone();
                    takes = false;
                }
                self.body.marks.append(&mut references);
            }
            _ => {}
        }
        self.end_of(place, takes);
    }

    /// Ends a part of the paragraph in hand, or the paragraph itself.
    fn end_of(&mut self, place: Range<usize>, takes: bool) {
        let Some(paragraph) = &mut self.paragraph else { return };
        if self.frames.len() == self.depth && takes {
            paragraph.parts.push(Part { place, fields: (self.before, self.fields) });
        } else if self.frames.len() + 1 == self.depth {
            paragraph.place = place;
            self.paragraph.take().into_iter().for_each(|paragraph| self.body.paragraphs.push(paragraph));
        }
    }
}
