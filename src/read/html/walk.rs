//! The tags of a web page to blocks: what browsers close by themselves is closed, and what is not to be read is passed
//! over.

use html5gum::{HtmlString, StartTag, Token};

use super::table::Grid;
use super::tag::{Tag, is_void, number, tag, value};
use crate::read::body::Label;
use crate::read::body::label::number as written;
use crate::read::body::tree::Tree;
use crate::read::places::Places;

/// Reads a page, a token at a time.
pub(super) struct Walk<'a> {
    /// What came of it.
    pub tree: Tree,
    /// What was left out.
    pub left_out: LeftOut,
    pub(super) page: &'a str,
    pub(super) places: Places<'a>,
    parts: Parts,
    pub(super) stack: Vec<Open>,
    pub(super) grids: Vec<Grid>,
    mains: usize,
    silent: usize,
    pub(super) strong: usize,
    pub(super) lines: usize,
    /// What stands before the next paragraph.
    label: Option<(Label, u8)>,
    /// A term has been read, and its explanation is to follow on the line.
    pub(super) term: bool,
    /// A line has been ended and nothing been read since.
    pub(super) broke: bool,
}

/// What a page has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    /// A main part: nothing else is read.
    pub main: bool,
    /// A heading of the first level: without one, the title of the page is its heading.
    heading: bool,
}

impl Parts {
    /// What `page` has by the look of its tags.
    pub fn of(page: &str) -> Self {
        let page = page.to_ascii_lowercase();
        let has = |mark: &str| page.contains(mark);
        Self { main: has("<main") || has("role=\"main\""), heading: has("<h1") }
    }
}

/// What was left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeftOut {
    /// Pictures.
    pub pictures: usize,
    /// Passages that are struck through.
    pub struck: usize,
    /// Whether there was any of what is only for finding one's way about.
    pub furniture: bool,
}

/// An element that is open.
#[derive(Debug)]
pub(super) struct Open {
    name: HtmlString,
    pub(super) tag: Tag,
    /// Whether it stands in what is not to be read.
    silent: bool,
    /// Whether it stands for a table, row, cell or box that is open in the tree.
    pub(super) holds: bool,
}

/// How deep elements may stand in one another. What is deeper is read as if it stood in the outer one.
const DEEPEST: usize = 256;

impl<'a> Walk<'a> {
    /// Starts at the beginning of `page`.
    pub fn new(page: &'a str, parts: Parts) -> Self {
        Self {
            tree: Tree::new(false),
            left_out: LeftOut::default(),
            page,
            places: Places::new(page),
            parts,
            stack: Vec::new(),
            grids: Vec::new(),
            mains: 0,
            silent: 0,
            strong: 0,
            lines: 0,
            label: None,
            term: false,
            broke: false,
        }
    }

    /// Goes on by one token.
    pub fn token(&mut self, token: &Token<usize>) {
        match token {
            Token::StartTag(start) => self.start(start),
            Token::EndTag(end) if !is_void(&end.name) => self.end(&end.name),
            // browsers read `</br>` as a break and `</p>` as a paragraph of its own
            Token::String(words) => self.words(words, words.span.start..words.span.end),
            _ => {}
        }
    }

    /// Closes whatever is open.
    pub fn finish(&mut self) {
        self.close_to(0);
        self.tree.end_paragraph();
    }

    /// Whether what stands here is not to be read.
    pub(super) fn is_silent(&self) -> bool {
        let outside = self.parts.main && self.mains == 0;
        self.silent > 0 || outside && self.stack.last().is_none_or(|open| open.tag != Tag::Title)
    }

    fn start(&mut self, start: &StartTag<usize>) {
        let tag = match tag(start) {
            Tag::Title if self.parts.heading => Tag::Nothing,
            tag => tag,
        };
        match tag {
            Tag::Break => return self.line_break(),
            Tag::Rule => return self.end_paragraph(),
            Tag::Picture => {
                self.left_out.pictures += usize::from(!self.is_silent());
                return;
            }
            _ if is_void(&start.name) => return,
            _ => {}
        }
        if tag == Tag::Main {
            self.end_furniture();
        }
        let silent = self.is_silent();
        if !silent {
            self.close_before(tag);
        }
        if self.stack.len() >= DEEPEST {
            return;
        }
        let holds = !silent && self.open(tag, start);
        self.enter(tag, 1);
        self.stack.push(Open { name: start.name.clone(), tag, silent, holds });
    }

    /// Closes what browsers close when `tag` begins (HTML Living Standard §13.2.6.4.7).
    fn close_before(&mut self, tag: Tag) {
        let is = |open: &Tag, tags: &[Tag]| {
            tags.iter().any(|tag| std::mem::discriminant(tag) == std::mem::discriminant(open))
        };
        const LIST: Tag = Tag::List { format: None, next: 1 };
        let (ends, within): (&[Tag], &[Tag]) = match tag {
            Tag::Item => (&[Tag::Item], &[LIST, Tag::Cell(false)]),
            Tag::Term | Tag::Meaning => (&[Tag::Term, Tag::Meaning], &[Tag::Cell(false), LIST]),
            Tag::Rows(_) => (&[Tag::Rows(false), Tag::Row, Tag::Caption], &[Tag::Table]),
            Tag::Row => (&[Tag::Row, Tag::Caption], &[Tag::Table]),
            Tag::Cell(_) => (&[Tag::Cell(false)], &[Tag::Table]),
            Tag::Table => (&[Tag::Table], &[Tag::Cell(false)]),
            Tag::Inline | Tag::Strong | Tag::Struck | Tag::Nothing => return,
            _ => (&[], &[]),
        };
        let last = self.stack.iter().rposition(|open| is(&open.tag, ends) || is(&open.tag, within));
        if let Some(at) = last.filter(|at| is(&self.stack[*at].tag, ends)) {
            self.close_to(at);
        }
        self.end_p();
    }

    /// Closes what is for finding one's way about: the main part cannot stand in it (HTML Living Standard §4.4.14), so
    /// its end was forgotten.
    fn end_furniture(&mut self) {
        let Some(at) = self.stack.iter().position(|open| open.tag == Tag::Furniture) else { return };
        if !self.stack[at..].iter().any(|open| matches!(open.tag, Tag::Nothing | Tag::Struck)) {
            self.close_to(at);
        }
    }

    /// Closes a paragraph that is open here: a block cannot stand in it.
    fn end_p(&mut self) {
        let inline = |open: &Open| matches!(open.tag, Tag::Inline | Tag::Strong | Tag::Struck);
        let at = self.stack.iter().rposition(|open| !inline(open));
        if let Some(at) = at.filter(|at| self.stack[*at].tag == Tag::Paragraph) {
            self.close_to(at);
        }
        if !self.term {
            self.end_paragraph();
        }
    }

    /// Opens what `tag` holds; whether that is a table, row, cell or box of the tree.
    fn open(&mut self, tag: Tag, start: &StartTag<usize>) -> bool {
        match tag {
            Tag::Item => self.item(start),
            Tag::Table => {
                self.term = false;
                self.end_paragraph();
                return self.begin_table();
            }
            Tag::Row => return self.begin_row(),
            Tag::Cell(header) => return self.begin_cell(start, header),
            Tag::Box => return self.tree.begin_box(),
            Tag::Struck => self.left_out.struck += 1,
            Tag::Furniture => self.left_out.furniture = true,
            Tag::Term => {
                self.term = false;
                self.end_paragraph();
            }
            _ => {}
        }
        false
    }

    fn enter(&mut self, tag: Tag, by: isize) {
        let counter = match tag {
            Tag::Main => &mut self.mains,
            Tag::Nothing | Tag::Struck | Tag::Furniture => &mut self.silent,
            Tag::Strong | Tag::Cell(true) => &mut self.strong,
            Tag::Lines => &mut self.lines,
            _ => return,
        };
        *counter = counter.saturating_add_signed(by);
    }

    fn end(&mut self, name: &HtmlString) {
        let mut found = None;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if open.name == *name {
                found = Some(at);
                break;
            }
            // what was begun outside a cell does not end in it
            if matches!(open.tag, Tag::Cell(_))
                && !matches!(&***name, b"table" | b"tr" | b"tbody" | b"thead" | b"tfoot")
            {
                break;
            }
        }
        if let Some(at) = found {
            self.close_to(at);
        }
    }

    /// Closes every element from `at` on.
    fn close_to(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(open) = self.stack.pop() else { return };
            self.enter(open.tag, -1);
            if !open.silent {
                self.close(&open);
            }
        }
    }

    fn close(&mut self, open: &Open) {
        match open.tag {
            Tag::Inline | Tag::Strong | Tag::Struck | Tag::Nothing => {}
            Tag::Term => self.end_term(),
            Tag::Row | Tag::Cell(_) | Tag::Table | Tag::Box if open.holds => {
                self.end_paragraph();
                if open.tag == Tag::Row {
                    self.end_row();
                }
                self.tree.end_holder();
                // a box without a paragraph to hang on has made one
                self.tree.end_paragraph();
                if open.tag == Tag::Table {
                    self.grids.pop();
                }
            }
            Tag::Item => {
                self.end_paragraph();
                self.label = None;
            }
            _ => self.end_paragraph(),
        }
    }

    fn end_term(&mut self) {
        let Some(paragraph) = self.tree.paragraph.as_deref_mut().filter(|paragraph| !paragraph.line.is_blank()) else {
            return self.end_paragraph();
        };
        if !paragraph.line.as_str().ends_with([':', '?', '.']) {
            paragraph.line.reading(":", None);
        }
        paragraph.line.blank();
        self.term = true;
    }

    /// Ends the paragraph in hand.
    pub(super) fn end_paragraph(&mut self) {
        self.term = false;
        self.broke = false;
        self.tree.end_paragraph();
    }

    /// Two breaks end a paragraph, as people write them.
    fn line_break(&mut self) {
        if self.is_silent() {
            return;
        }
        if self.broke {
            return self.end_paragraph();
        }
        if let Some(paragraph) = &mut self.tree.paragraph {
            paragraph.line.blank();
            self.broke = true;
        }
    }

    /// Begins a paragraph at byte `at`, unless one is in hand.
    pub(super) fn begin_paragraph(&mut self, at: usize) {
        if self.tree.paragraph.is_some() {
            return;
        }
        let style = self.stack.iter().rev().find_map(|open| style(open.tag)).flatten();
        let contents = self.stack.iter().any(|open| open.tag == Tag::Contents);
        let origin = self.places.origin(at);
        let label = self.label.take();
        let paragraph = self.tree.begin_paragraph();
        paragraph.origin = Some(origin);
        paragraph.style = style.map(str::to_owned);
        paragraph.contents = contents;
        // the number of a note is its mark, and no word of it
        if let Some((label, depth)) = label.filter(|_| style != Some("note")) {
            (paragraph.label, paragraph.depth) = (label, Some(depth));
        }
    }

    fn item(&mut self, start: &StartTag<usize>) {
        let mut lists = self.stack.iter_mut().rev().take_while(|open| !matches!(open.tag, Tag::Cell(_)));
        let list = lists
            .find_map(|open| if let Tag::List { format, next } = &mut open.tag { Some((format, next)) } else { None });
        let Some((format, next)) = list else {
            self.label = Some((Label::Bullet, 0));
            return;
        };
        let outer = lists.filter(|open| matches!(open.tag, Tag::List { .. })).count();
        let label = match format {
            None => Label::Bullet,
            Some(format) => {
                let count = number(start, "value").unwrap_or(*next);
                *next = count.saturating_add(1);
                Label::Number { text: format!("{}.", written(format, count)), clause: false }
            }
        };
        let is_plain = value(start, "style").contains("list-style-type:none");
        self.label = Some((if is_plain { Label::Nothing } else { label }, outer.min(8) as u8));
    }
}

/// The style of paragraphs in `tag`; the outer one's where it says nothing, and none where the outer one's does not
/// reach in.
fn style(tag: Tag) -> Option<Option<&'static str>> {
    match tag {
        Tag::Heading(level) => Some(Some(["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level) - 1])),
        Tag::Title => Some(Some("h1")),
        Tag::Caption => Some(Some("caption")),
        Tag::Quotation => Some(Some("quotation")),
        Tag::Note => Some(Some("note")),
        Tag::Cell(_) => Some(None),
        _ => None,
    }
}
