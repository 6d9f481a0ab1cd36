//! The content of an OpenDocument text, as far as comments need it: its paragraphs, and the comments that are there.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::annotation::{Annotation, Reading};
use super::paragraph::Paragraph;
use crate::annotate::places::Places;
use crate::read::xml::{Element, Fragment, Node, Space, Xml};

/// What is known of the content.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Its paragraphs in order; those of notes and boxes belong to the paragraph that the note or box is in.
    pub(super) paragraphs: Places<Paragraph>,
    /// Its comments.
    pub(super) annotations: Vec<Annotation>,
    /// Where comments end: the name of each, and the bytes of the mark.
    pub(super) ends: Vec<(String, Range<usize>)>,
    /// Where each row of marks begins that does not part the words around it, by its end: marks of comments, and tags
    /// that say how words look.
    joints: FxHashMap<usize, usize>,
}

impl Body {
    /// Reads the content.
    pub(super) fn read(xml: &str) -> Self {
        let mut nodes = Xml::new(xml);
        let mut scan = Scan::default();
        while let Some(node) = nodes.next() {
            scan.step(&node, nodes.place());
        }
        scan.body
    }

    /// Where the words end that an annotation is on.
    pub(super) fn end_of(&self, annotation: &Annotation) -> Option<&Range<usize>> {
        let named = |(name, _): &&(String, Range<usize>)| !name.is_empty() && *name == annotation.name;
        self.ends.iter().find(named).map(|(_, place)| place)
    }

    /// Whether two places are one, for nothing stands between them that could be seen.
    pub(super) fn is_one_place(&self, one: usize, other: usize) -> bool {
        self.start_of(one) == self.start_of(other)
    }

    fn start_of(&self, at: usize) -> usize {
        self.joints.get(&at).copied().unwrap_or(at)
    }

    /// Notes that nothing parts the places before and after these bytes; they come in order.
    fn joint(&mut self, place: &Range<usize>) {
        let start = self.start_of(place.start);
        self.joints.insert(place.end, start);
    }
}

#[derive(Debug, Default)]
struct Scan {
    body: Body,
    frames: Vec<Frame>,
    paragraph: Option<Paragraph>,
    annotation: Option<Reading>,
}

/// An element that is open.
#[derive(Debug)]
struct Frame {
    start: usize,
    kind: Kind,
    /// Whether nothing may be put into it: it is locked, or is written anew by the program.
    held: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// No part of the text.
    Outside,
    /// Holds paragraphs.
    Block,
    Paragraph,
    /// A stretch of a paragraph with a look of its own.
    Span,
    /// Stands in a paragraph, and holds nothing.
    Point,
    /// Stands in a paragraph as one.
    Whole,
    /// Is inside something whole.
    Inside,
    /// The end of a comment.
    End,
}

impl Scan {
    fn step(&mut self, node: &Node<'_>, place: Range<usize>) {
        if let Some(mut reading) = self.annotation.take() {
            if reading.step(node, place) {
                self.annotation = Some(reading);
                return;
            }
            let annotation = reading.finish();
            self.body.joint(&annotation.place);
            return self.body.annotations.push(annotation);
        }
        match node {
            Node::Open(element) => self.open(element, place),
            Node::Close => self.close(place),
            Node::Text(words) => self.words(words, place),
        }
    }

    fn open(&mut self, element: &Element<'_>, place: Range<usize>) {
        let (around, held) = self.frames.last().map_or((Kind::Outside, false), |frame| (frame.kind, frame.held));
        if (element.space, element.name()) == (Space::Office, "annotation") && around != Kind::Outside {
            self.annotation = Some(Reading::of(element, place));
            return;
        }
        if matches!(element.name(), "section-source" | "dde-source") {
            self.frames.last_mut().into_iter().for_each(|section| section.held = true);
        }
        let kind = match around {
            Kind::Outside => outside(element),
            Kind::Block => block(element),
            Kind::Paragraph | Kind::Span => self.in_paragraph(element, &place),
            Kind::Point | Kind::Whole | Kind::Inside | Kind::End => Kind::Inside,
        };
        if (element.space, element.name()) == (Space::Office, "annotation-end") && around != Kind::Outside {
            self.body.ends.push((element.attribute("name").unwrap_or_default().into_owned(), place.clone()));
        }
        if matches!(kind, Kind::Span | Kind::End) {
            self.body.joint(&place);
        }
        let held = held || is_held(element);
        if kind == Kind::Paragraph {
            self.paragraph = Some(Paragraph::at(place.start, held));
        }
        self.frames.push(Frame { start: place.start, kind, held });
    }

    /// What an element is that stands among the words of a paragraph.
    fn in_paragraph(&mut self, element: &Element<'_>, place: &Range<usize>) -> Kind {
        let Some(paragraph) = &mut self.paragraph else { return Kind::Inside };
        match (element.space, element.name()) {
            (Space::OpenText, "span") => return Kind::Span,
            (Space::Office, "annotation-end") => return Kind::End,
            (_, "change-start" | "fieldmark-start") => paragraph.begin(place),
            (_, "change-end" | "fieldmark-end") => paragraph.end(place),
            (Space::OpenText, "s" | "tab" | "line-break" | "change" | "soft-page-break") => {}
            (Space::OpenText, name) if name.contains("bookmark") && !name.ends_with("-ref") => {}
            (Space::OpenText, name) if name.contains("-mark") && !name.ends_with("-ref") => {}
            _ => return Kind::Whole,
        }
        Kind::Point
    }

    fn words(&mut self, words: &Fragment<'_>, place: Range<usize>) {
        let among = self.frames.last().is_some_and(|frame| matches!(frame.kind, Kind::Paragraph | Kind::Span));
        let Some(paragraph) = self.paragraph.as_mut().filter(|_| among) else { return };
        if !words.exact || words.range != place {
            // an entity, or a section of letters that stand for themselves
            return paragraph.whole(place);
        }
        let said = words.words.trim_ascii();
        let start = place.start + (words.words.len() - words.words.trim_ascii_start().len());
        if !said.is_empty() {
            paragraph.words(start..start + said.len());
        }
    }

    fn close(&mut self, place: Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        let Some(paragraph) = &mut self.paragraph else { return };
        match frame.kind {
            Kind::Whole => paragraph.whole(frame.start..place.end),
            Kind::Span => self.body.joint(&place),
            Kind::Paragraph => {
                paragraph.close(&place);
                self.paragraph.take().into_iter().for_each(|paragraph| self.body.paragraphs.push(paragraph));
            }
            _ => {}
        }
    }
}

/// What an element is that stands outside the text: the text begins with `office:text`.
fn outside(element: &Element<'_>) -> Kind {
    match (element.space, element.name()) {
        (Space::Office, "text") => Kind::Block,
        _ => Kind::Outside,
    }
}

/// What an element is that stands where paragraphs do.
fn block(element: &Element<'_>) -> Kind {
    match (element.space, element.name()) {
        (Space::OpenText, "p" | "h") => Kind::Paragraph,
        (Space::OpenText, "tracked-changes") | (Space::Office, "forms") => Kind::Outside,
        (Space::OpenText, name) if name.ends_with("-decls") || name.ends_with("-source") => Kind::Outside,
        _ => Kind::Block,
    }
}

/// Whether nothing may be put into an element.
fn is_held(element: &Element<'_>) -> bool {
    let says = |name, value| element.attribute(name).as_deref() == Some(value);
    let is_locked = || says("protected", "true") || says("protect", "true");
    let is_hidden = || says("display", "none") || says("is-hidden", "true");
    // what is put into it would stand there several times
    let repeats =
        |name| element.attribute(name).and_then(|times| times.parse::<u32>().ok()).is_some_and(|times| times > 1);
    match (element.space, element.name()) {
        // boxes that are anchored to a page, and so in no paragraph
        (Space::Drawing, _) => true,
        (Space::OpenText, "section") => is_locked() || is_hidden(),
        // lists that the program makes
        (Space::OpenText, "bibliography" | "table-of-content") => true,
        (Space::OpenText, name) => name.ends_with("-index"),
        (Space::OpenTable, "covered-table-cell") => true,
        (Space::OpenTable, _) => is_locked() || repeats("number-columns-repeated") || repeats("number-rows-repeated"),
        _ => false,
    }
}
