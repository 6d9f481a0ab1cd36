//! The XML of a Word document to blocks: what is tracked as deleted, hidden or doubled is left out on the way.

use std::mem;

use super::styles::Styles;
use crate::read::body::tree::Tree;
use crate::read::body::{Note, Paragraph};
use crate::read::xml::{Element, Fragment, Node, Space};
use crate::text::{Origin, SourceRange};

mod property;
mod run;

use run::Run;

/// Reads one part, a node at a time.
pub(super) struct Walk<'a> {
    /// What came of it.
    pub tree: Tree,
    /// Comments: the id of each, and where it is anchored.
    pub comments: Vec<(String, Origin)>,
    /// What was left out.
    pub left_out: LeftOut,
    part: u16,
    faithful: bool,
    styles: &'a Styles,
    frames: Vec<Frame>,
    skip: usize,
    run: Run,
    /// The runs that open text boxes are anchored in.
    outer_runs: Vec<Run>,
    words: Vec<Fragment<'a>>,
    keep_blanks: bool,
    /// The fields that are open, and of each whether its code is being read rather than its result.
    fields: Vec<bool>,
    controls: Vec<Control>,
}

/// Counts of what was left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeftOut {
    /// Tracked deletions.
    pub deletions: usize,
    /// Stretches of hidden text.
    pub hidden: usize,
    /// Pictures.
    pub pictures: usize,
    /// Charts and diagrams.
    pub charts: usize,
}

/// An element that is open, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Plain,
    Paragraph,
    ParagraphProperties,
    MarkProperties,
    ListProperties,
    Run,
    RunProperties,
    Words,
    Table,
    TableProperties,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Control,
    ControlProperties,
    TextBox,
    Note,
    /// Alternatives of which one is to be taken; whether one was.
    Alternatives(bool),
}

/// A content control.
#[derive(Clone, Copy, Debug, Default)]
struct Control {
    prompt: bool,
    contents: bool,
    reference: bool,
}

impl<'a> Walk<'a> {
    /// Starts at the beginning of a part; if it is `faithful`, bytes read are bytes of the part.
    pub fn new(part: u16, faithful: bool, styles: &'a Styles) -> Self {
        Self {
            tree: Tree::new(part != 0),
            comments: Vec::new(),
            left_out: LeftOut::default(),
            part,
            faithful,
            styles,
            frames: Vec::new(),
            skip: 0,
            run: Run::default(),
            outer_runs: Vec::new(),
            words: Vec::new(),
            keep_blanks: false,
            fields: Vec::new(),
            controls: Vec::new(),
        }
    }

    /// Goes on by one node.
    pub fn step(&mut self, node: Node<'a>) {
        match node {
            Node::Open(_) if self.skip > 0 => self.skip += 1,
            Node::Open(element) => self.open(&element),
            Node::Close if self.skip > 0 => self.skip -= 1,
            Node::Close => {
                if let Some(frame) = self.frames.pop() {
                    self.close(frame);
                }
            }
            Node::Text(words) => {
                if self.skip == 0 && self.frames.last() == Some(&Frame::Words) {
                    self.words.push(words);
                }
            }
        }
    }

    /// Closes whatever is open: the end, or where the XML breaks off.
    pub fn finish(&mut self) {
        self.skip = 0;
        while let Some(frame) = self.frames.pop() {
            self.close(frame);
        }
        self.tree.end_paragraph();
        self.tree.end_join();
    }

    /// Whether no paragraph has been met.
    pub fn is_empty(&self) -> bool {
        self.tree.paragraphs == 0
    }

    fn open(&mut self, element: &Element<'a>) {
        let parent = self.frames.last().copied().unwrap_or(Frame::Plain);
        let frame = match (element.space, parent) {
            (Space::Word, Frame::Paragraph | Frame::Plain | Frame::Run | Frame::Control) => {
                self.content(parent, element)
            }
            (Space::Word, Frame::Table | Frame::Row | Frame::Cell | Frame::TextBox | Frame::Note) => {
                self.content(parent, element)
            }
            (Space::Word, _) => self.property(parent, element),
            (Space::Compatibility, _) => self.alternative(element.name()),
            (Space::Maths, _) => match element.name() {
                "t" => self.words_frame(true),
                "r" => self.run_frame(),
                _ => Some(Frame::Plain),
            },
            _ => self.foreign(element.name()),
        };
        match frame {
            Some(frame) => self.frames.push(frame),
            None => self.skip = 1,
        }
    }

    /// An element of the text itself; `None` if it is to be skipped with all in it.
    fn content(&mut self, parent: Frame, element: &Element<'a>) -> Option<Frame> {
        match element.name() {
            "p" => {
                self.begin_paragraph();
                Some(Frame::Paragraph)
            }
            "pPr" => (parent == Frame::Paragraph).then_some(Frame::ParagraphProperties),
            "r" => self.run_frame(),
            "rPr" => (parent == Frame::Run).then_some(Frame::RunProperties),
            "t" => self.words_frame(element.attribute("space").as_deref() == Some("preserve")),
            "tbl" => Some(if self.tree.begin_table() { Frame::Table } else { Frame::Plain }),
            "tblPr" => (parent == Frame::Table).then_some(Frame::TableProperties),
            "tr" => Some(if self.tree.begin_row() { Frame::Row } else { Frame::Plain }),
            "trPr" => (parent == Frame::Row).then_some(Frame::RowProperties),
            "tc" => Some(if self.tree.begin_cell() { Frame::Cell } else { Frame::Plain }),
            "tcPr" => (parent == Frame::Cell).then_some(Frame::CellProperties),
            "sdt" => {
                self.controls.push(Control::default());
                Some(Frame::Control)
            }
            "sdtPr" => (parent == Frame::Control).then_some(Frame::ControlProperties),
            "txbxContent" => self.begin_box(),
            "footnote" | "endnote" => self.begin_note(element),
            "del" | "moveFrom" => {
                self.left_out.deletions += 1;
                None
            }
            "instrText" | "delText" | "delInstrText" | "rt" | "sectPr" | "tblPrEx" | "tblGrid" | "sdtEndPr" => None,
            name if name.ends_with("Change") => None,
            _ => {
                self.sign(element);
                Some(Frame::Plain)
            }
        }
    }

    fn begin_paragraph(&mut self) {
        // a field that goes on in another paragraph has its code behind it; a broken one must not hide the rest
        self.fields.fill(false);
        let paragraph = self.tree.begin_paragraph();
        paragraph.contents = self.controls.iter().any(|control| control.contents);
        paragraph.reference = self.controls.iter().any(|control| control.reference);
    }

    fn begin_box(&mut self) -> Option<Frame> {
        if !self.tree.begin_box() {
            return Some(Frame::Plain);
        }
        self.outer_runs.push(mem::take(&mut self.run));
        Some(Frame::TextBox)
    }

    fn begin_note(&mut self, element: &Element<'_>) -> Option<Frame> {
        // separators are notes too, of a type of their own
        let is_words = element.attribute("type").is_none_or(|kind| kind == "normal");
        let id = element.attribute("id").unwrap_or_default().into_owned();
        is_words.then(|| self.tree.begin_note(id)).map(|()| Frame::Note)
    }

    fn alternative(&mut self, name: &str) -> Option<Frame> {
        let taken = match self.frames.last_mut() {
            Some(Frame::Alternatives(taken)) => mem::replace(taken, true),
            _ => false,
        };
        match name {
            "AlternateContent" => Some(Frame::Alternatives(false)),
            "Choice" | "Fallback" if taken => None,
            _ => Some(Frame::Plain),
        }
    }

    /// An element of a drawing, or of an extension.
    fn foreign(&mut self, name: &str) -> Option<Frame> {
        match name {
            "pic" | "imagedata" => self.left_out.pictures += 1,
            "chart" | "relIds" => self.left_out.charts += 1,
            _ => {}
        }
        Some(Frame::Plain)
    }

    fn close(&mut self, frame: Frame) {
        match frame {
            Frame::Words => self.end_words(),
            Frame::Run => self.run = Run::default(),
            Frame::Paragraph => self.tree.end_paragraph(),
            Frame::Control => drop(self.controls.pop()),
            Frame::Table | Frame::Row | Frame::Cell | Frame::TextBox | Frame::Note => {
                self.tree.end_paragraph();
                self.tree.end_join();
                self.tree.end_holder();
                if frame == Frame::TextBox {
                    self.run = self.outer_runs.pop().unwrap_or_default();
                }
            }
            _ => {}
        }
    }

    /// The bytes of this part at `range`.
    fn source(&self, range: &std::ops::Range<usize>) -> Option<SourceRange> {
        let (start, len) = (range.start as u32, range.len() as u32);
        self.faithful.then_some(SourceRange { part: self.part, start, len })
    }

    fn comment(&mut self, element: &Element<'_>) {
        let origin = self.tree.paragraph.as_ref().and_then(|paragraph| paragraph.origin.clone());
        if let (Some(id), Some(origin)) = (element.attribute("id"), origin) {
            self.comments.push((id.into_owned(), origin));
        }
    }

    fn note(&mut self, part: u16, element: &Element<'_>) {
        let id = element.attribute("id").unwrap_or_default().into_owned();
        if let Some(paragraph) = &mut self.tree.paragraph {
            paragraph.notes.push(Note { part, id });
        }
    }
}
