//! The XML of an OpenDocument text to blocks: what is deleted, hidden or only for the program is left out on the way.

use std::mem;

use super::comment::Comment;
use super::lists::{Aside, Lists};
use super::styles::Styles;
use crate::read::body::tree::Tree;
use crate::read::body::{Label, Look, Note, Paragraph};
use crate::read::xml::{Element, Node, Space};
use crate::text::Origin;

mod table;
mod words;

use table::Grid;
use words::Run;

/// Reads the body, a node at a time.
pub(super) struct Walk<'a> {
    /// What came of it.
    pub tree: Tree,
    /// What was left out.
    pub left_out: LeftOut,
    /// The words of comments, and where each stands.
    pub comments: Vec<(String, Origin)>,
    faithful: bool,
    styles: &'a Styles,
    frames: Vec<Frame>,
    skip: usize,
    /// The comment in hand.
    comment: Option<Comment>,
    in_body: bool,
    lists: Lists,
    grids: Vec<Grid>,
    run: Run,
    /// What is around the tables, boxes and notes that are open.
    around: Vec<Around>,
    contents: usize,
    sources: usize,
    prompts: usize,
    notes: usize,
}

/// What was left out.
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
    /// Whether there were comments.
    pub comments: bool,
}

/// An element that is open, as far as it matters.
#[derive(Debug)]
enum Frame {
    Plain,
    Paragraph,
    /// A stretch of a paragraph, and how the text around it looks.
    Span(Run),
    List,
    Contents,
    Sources,
    Prompt,
    Table,
    HeaderRows,
    /// A row, and how often it stands there.
    Row(usize),
    /// A cell, and how often it stands there.
    Cell(usize),
    TextBox,
    Note,
    /// A frame with one picture, chart or box shown in one of several ways; whether one was met.
    Drawing(bool),
}

/// What is around a table, box or note.
#[derive(Debug)]
struct Around {
    lists: Aside,
    run: Run,
    /// For notes: the paragraph that refers to it.
    paragraph: Option<Box<Paragraph>>,
}

impl<'a> Walk<'a> {
    /// Starts at the beginning of the part; if it is `faithful`, bytes read are bytes of the part.
    pub fn new(faithful: bool, styles: &'a Styles) -> Self {
        Self {
            tree: Tree::new(false),
            left_out: LeftOut::default(),
            comments: Vec::new(),
            faithful,
            styles,
            frames: Vec::new(),
            skip: 0,
            comment: None,
            in_body: false,
            lists: Lists::default(),
            grids: Vec::new(),
            run: Run::default(),
            around: Vec::new(),
            contents: 0,
            sources: 0,
            prompts: 0,
            notes: 0,
        }
    }

    /// Goes on by one node.
    pub fn step(&mut self, node: Node<'a>) {
        if let Some(mut comment) = self.comment.take() {
            match comment.step(&node) {
                true => self.comment = Some(comment),
                false => self.comments.push(comment.said()),
            }
            return;
        }
        match node {
            Node::Open(_) if self.skip > 0 => self.skip += 1,
            Node::Open(element) => match self.open(&element) {
                Some(frame) => self.frames.push(frame),
                None => self.skip = usize::from(self.comment.is_none()),
            },
            Node::Close if self.skip > 0 => self.skip -= 1,
            Node::Close => {
                if let Some(frame) = self.frames.pop() {
                    self.close(frame);
                }
            }
            Node::Text(words) if self.skip == 0 && self.tree.paragraph.is_some() => self.words(&words),
            Node::Text(_) => {}
        }
    }

    /// Closes whatever is open: the end, or where the XML breaks off.
    pub fn finish(&mut self) {
        self.skip = 0;
        while let Some(frame) = self.frames.pop() {
            self.close(frame);
        }
        self.tree.end_paragraph();
    }

    /// Whether no body has been met.
    pub fn is_empty(&self) -> bool {
        !self.in_body
    }

    /// What `element` opens; `None` if it is to be skipped with all in it.
    fn open(&mut self, element: &Element<'a>) -> Option<Frame> {
        match (element.space, element.name()) {
            (Space::Office, "body") => {
                self.in_body = true;
                Some(Frame::Plain)
            }
            (Space::Office, "annotation") => {
                self.left_out.comments = true;
                let origin = self.tree.paragraph.as_ref().and_then(|paragraph| paragraph.origin.clone());
                self.comment = origin.map(Comment::at);
                None
            }
            (Space::Office, "document-content" | "document" | "text") => Some(Frame::Plain),
            (Space::Office, "change-info" | "forms" | "event-listeners" | "binary-data" | "scripts") => None,
            _ if !self.in_body => None,
            (Space::OpenText, name) => self.text(name, element),
            (Space::OpenTable, name) => self.table(name, element),
            (Space::Drawing, name) => self.drawing(name),
            // titles and descriptions of drawings, settings of slides
            (Space::Other, "title" | "desc" | "notes" | "annotation") => None,
            _ => {
                let prompts = element.attribute("showing-place-holder").as_deref() == Some("true");
                self.prompts += usize::from(prompts);
                Some(if prompts { Frame::Prompt } else { Frame::Plain })
            }
        }
    }

    fn text(&mut self, name: &str, element: &Element<'a>) -> Option<Frame> {
        let is_hidden = || match element.attribute("display").as_deref() {
            Some("none") => true,
            Some("condition") => element.attribute("is-hidden").as_deref() == Some("true"),
            _ => false,
        };
        match name {
            "p" | "h" | "numbered-paragraph" => self.begin_paragraph(name, element),
            "span" => Some(self.span(element)),
            "list" => {
                self.tree.end_paragraph();
                self.lists.begin(element);
                Some(Frame::List)
            }
            "list-item" | "list-header" => {
                self.lists.item(element);
                Some(Frame::Plain)
            }
            "section" if is_hidden() => {
                self.left_out.hidden += 1;
                None
            }
            "note" => Some(Frame::Plain),
            "note-body" => Some(self.begin_note()),
            "deletion" => {
                self.left_out.deletions += 1;
                None
            }
            // a number that points to a note elsewhere would end up on the word before it
            "note-citation" | "note-ref" | "ruby-text" | "hidden-text" | "note-continuation-notice-forward" => None,
            name if name.ends_with("-source") || name.ends_with("-decls") || name.ends_with("-template") => None,
            "table-of-content" | "illustration-index" | "table-index" | "object-index" | "user-index"
            | "alphabetical-index" => {
                self.contents += 1;
                Some(Frame::Contents)
            }
            "bibliography" => {
                self.sources += 1;
                Some(Frame::Sources)
            }
            "placeholder" => {
                self.prompts += 1;
                Some(Frame::Prompt)
            }
            name => {
                self.sign(name);
                Some(Frame::Plain)
            }
        }
    }

    fn drawing(&mut self, name: &str) -> Option<Frame> {
        if name == "frame" {
            return Some(Frame::Drawing(false));
        }
        let first = match self.frames.last_mut() {
            Some(Frame::Drawing(met)) => !mem::replace(met, true),
            _ => true,
        };
        match name {
            "text-box" => return Some(self.begin_box()),
            // the words of a shape stand in it as those of a box do
            "custom-shape" | "rect" | "ellipse" | "circle" | "caption" | "polygon" | "path" | "line" | "connector" => {
                return Some(self.begin_box());
            }
            "image" => self.left_out.pictures += usize::from(first),
            "object" | "object-ole" | "plugin" => self.left_out.charts += usize::from(first),
            _ => {}
        }
        Some(Frame::Plain)
    }

    fn begin_paragraph(&mut self, name: &str, element: &Element<'_>) -> Option<Frame> {
        if name == "numbered-paragraph" {
            return Some(Frame::Plain);
        }
        let style = element.attribute("style-name").map(|style| style.into_owned());
        let look = self.styles.paragraph(style.as_deref());
        let level = element.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
        let level = level.filter(|_| name == "h").map(|level| level.clamp(1, 10));
        let label = self.label(element, &look, level);
        let (contents, reference) = (self.contents > 0, self.sources > 0);
        let paragraph = self.tree.begin_paragraph();
        paragraph.style = style;
        paragraph.outline = level.map(|level| (level - 1).min(8));
        (paragraph.contents, paragraph.reference) = (contents, reference);
        if let Some((label, depth)) = label {
            (paragraph.label, paragraph.depth) = (label, Some(depth));
        }
        self.run = Run::of(&look);
        Some(Frame::Paragraph)
    }

    /// What stands before a paragraph: its number in its list or, for a heading in none, in the outline.
    fn label(&mut self, element: &Element<'_>, look: &Look, level: Option<u8>) -> Option<(Label, u8)> {
        let list = look.numbering.as_ref().map(|(list, _)| list.as_str());
        let in_list = self.lists.next(self.styles, list);
        let is_numbered = element.attribute("is-list-header").as_deref() != Some("true");
        in_list.or_else(|| {
            let level = level.filter(|_| is_numbered)?;
            Some((self.lists.heading(self.styles, level), level - 1))
        })
    }

    fn begin_box(&mut self) -> Frame {
        if !self.tree.begin_box() {
            return Frame::Plain;
        }
        self.set_aside(None);
        Frame::TextBox
    }

    fn begin_note(&mut self) -> Frame {
        let paragraph = self.tree.paragraph.take();
        self.set_aside(paragraph);
        self.notes += 1;
        self.tree.begin_note(self.notes.to_string());
        Frame::Note
    }

    fn end_note(&mut self) {
        let id = self.notes.to_string();
        self.resume();
        if let Some(paragraph) = &mut self.tree.paragraph {
            paragraph.notes.push(Note { part: 0, id });
        }
    }

    fn set_aside(&mut self, paragraph: Option<Box<Paragraph>>) {
        let (lists, run) = (self.lists.set_aside(), mem::take(&mut self.run));
        self.around.push(Around { lists, run, paragraph });
    }

    fn resume(&mut self) {
        let Some(around) = self.around.pop() else { return };
        self.lists.resume(around.lists);
        self.run = around.run;
        self.tree.paragraph = around.paragraph.or_else(|| self.tree.paragraph.take());
    }

    fn close(&mut self, frame: Frame) {
        match frame {
            Frame::Plain | Frame::HeaderRows | Frame::Drawing(_) => {}
            Frame::Paragraph => self.tree.end_paragraph(),
            Frame::Span(around) => self.run = around,
            Frame::List => {
                self.tree.end_paragraph();
                self.lists.end();
            }
            Frame::Contents => self.contents -= 1,
            Frame::Sources => self.sources -= 1,
            Frame::Prompt => self.prompts -= 1,
            Frame::Row(times) => self.end_row(times),
            Frame::Cell(times) => self.end_cell(times),
            Frame::Table => self.end_table(),
            Frame::TextBox => {
                self.end_holder();
                self.resume();
            }
            Frame::Note => {
                self.end_holder();
                self.end_note();
            }
        }
    }

    fn end_holder(&mut self) {
        self.tree.end_paragraph();
        self.tree.end_holder();
    }
}
