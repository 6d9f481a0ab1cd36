//! Blocks to plan notation: which paragraphs are headings, items, captions, prompts.

use rustc_hash::FxHashMap;

use super::{Block, Label, Look, Manner, Note, Paragraph, Role};
use crate::read::plain::shape;
use crate::read::{Document, ReadError};
use crate::text::{Format, HeadingSign, LineFacts, Mark, Origin, Story, TextBuilder};

/// Writes the blocks of a document in order.
pub(in crate::read) struct Writer<'a> {
    pub(super) out: TextBuilder,
    document: &'a Document<'a>,
    manner: &'a mut dyn Manner,
    notes: FxHashMap<Note, Vec<Block>>,
    noted: u32,
    /// Level of the last heading that was not known by its looks alone.
    level: u8,
    in_list: bool,
    pub(super) in_table: bool,
    story: Story,
    here: Origin,
    prompts: usize,
}

/// What a paragraph is.
enum Kind {
    Heading(u8, HeadingSign),
    Item(u8),
    Paragraph,
    Quotation,
    Role(&'static str),
}

/// A heading with more words than this is running text in a heading style.
const LONGEST_HEADING: usize = 40;

impl<'a> Writer<'a> {
    /// Starts an empty text.
    pub fn new(
        document: &'a Document<'a>,
        format: Format,
        start: Origin,
        manner: &'a mut dyn Manner,
        notes: FxHashMap<Note, Vec<Block>>,
    ) -> Self {
        let here =
            if format == Format::Html { Origin::Line { line: 1, column: 1 } } else { Origin::Paragraph { number: 1 } };
        let out = TextBuilder::new(format, start);
        let (noted, level, in_list, in_table, story, prompts) = (0, 0, false, false, Story::Body, 0);
        Self { out, document, manner, notes, noted, level, in_list, in_table, story, here, prompts }
    }

    /// Adds notes that paragraphs to come refer to.
    pub fn notes(&mut self, notes: impl Iterator<Item = (String, Vec<Block>)>) {
        self.notes.extend(notes.map(|(id, blocks)| (Note { part: 0, id }, blocks)));
    }

    /// Writes a block.
    pub fn block(&mut self, block: Block) -> Result<(), ReadError> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(*paragraph)?,
            Block::Table(table) => self.table(table)?,
        }
        self.within()
    }

    /// What was written.
    pub fn finish(mut self) -> TextBuilder {
        match self.prompts {
            0 => {}
            1 => self.out.notice("One prompt of the template has not been replaced."),
            prompts => self.out.notice(format!("{prompts} prompts of the template have not been replaced.")),
        }
        self.out
    }

    /// Refuses a text that has grown too long.
    pub(super) fn within(&self) -> Result<(), ReadError> {
        self.document.within(&self.out)
    }

    /// Writes the boxes anchored in a paragraph, and the notes it refers to.
    pub(super) fn after(&mut self, boxes: Vec<Block>, notes: &[Note]) -> Result<(), ReadError> {
        let story = std::mem::replace(&mut self.story, Story::Box);
        for block in boxes {
            self.block(block)?;
        }
        self.story = story;
        notes.iter().try_for_each(|note| self.note(note))
    }

    /// What stands before a paragraph, and how deep in its list it is.
    pub(super) fn label(&mut self, paragraph: &Paragraph, look: &Look) -> (Label, u8) {
        self.manner.label(paragraph, look)
    }

    /// What the style of `paragraph` makes of it.
    pub(super) fn look(&self, paragraph: &Paragraph) -> Look {
        self.manner.look(paragraph).into_owned()
    }

    /// Whether a table style sets the first row otherwise than the rest.
    pub(super) fn has_first_row(&self, style: &str) -> bool {
        self.manner.has_first_row(style)
    }

    /// Counts a prompt of the template if `paragraph` is one.
    pub(super) fn count_prompt(&mut self, paragraph: &Paragraph) {
        self.prompts += usize::from(paragraph.letters.prompt > 0);
    }

    /// Starts a line of this story, and ends a list that it is not in.
    pub(super) fn line(&mut self, mark: Mark<'_>, origin: Origin, facts: LineFacts) {
        let is_item = matches!(mark, Mark::Item { .. });
        if self.in_list && !is_item && mark != Mark::Blank && !self.out.is_empty() {
            self.out.line(Mark::Blank, self.here.clone(), LineFacts::default());
        }
        self.in_list = is_item;
        self.in_table = matches!(mark, Mark::Row | Mark::HeaderEnd { .. });
        self.here = origin.clone();
        self.out.line(mark, origin, LineFacts { story: self.story, ..facts });
    }

    fn paragraph(&mut self, mut paragraph: Paragraph) -> Result<(), ReadError> {
        let look = self.look(&paragraph);
        // Word counts empty items too
        let (label, depth) = self.label(&paragraph, &look);
        if !paragraph.line.is_blank() {
            self.count_prompt(&paragraph);
            self.words(&mut paragraph, &look, &label, depth);
        }
        self.after(paragraph.boxes, &paragraph.notes)
    }

    fn words(&mut self, paragraph: &mut Paragraph, look: &Look, label: &Label, depth: u8) {
        let kind = self.kind(paragraph, look, label, depth);
        if let (Kind::Item(_), Label::Nothing, Some(bullet)) = (&kind, label, shape::bullet(paragraph.line.as_str())) {
            paragraph.line.skip(bullet);
        }
        let number = if let Label::Number { text, .. } = label { text } else { "" };
        let letters = paragraph.letters;
        let bold = matches!(kind, Kind::Paragraph) && letters.all > 0 && letters.strong == letters.all;
        let facts = LineFacts {
            bold: bold.then_some(self.level_by_looks()),
            heading: if let Kind::Heading(_, sign) = kind { Some(sign) } else { None },
            placeholder: matches!(kind, Kind::Role("placeholder")),
            ..LineFacts::default()
        };
        if let Kind::Heading(level, HeadingSign::Style | HeadingSign::Outline) = kind {
            self.level = level;
        }
        let origin = paragraph.line.origin().or_else(|| paragraph.origin.clone()).unwrap_or_else(|| self.here.clone());
        let mark = match kind {
            Kind::Heading(level, _) => Mark::Heading { level, label: number },
            Kind::Item(depth) => Mark::Item { depth, label: number },
            Kind::Paragraph => Mark::Paragraph { label: number },
            Kind::Quotation => Mark::Quotation,
            Kind::Role(role) => Mark::Role(role),
        };
        self.line(mark, origin, facts);
        if matches!(kind, Kind::Quotation | Kind::Role(_)) && !number.is_empty() {
            self.out.glue(number);
            self.out.glue(" ");
        }
        paragraph.line.write(&mut self.out);
    }

    fn kind(&self, paragraph: &Paragraph, look: &Look, label: &Label, depth: u8) -> Kind {
        if self.story == Story::Box {
            return Kind::Role("box");
        }
        if let Some(role) = role(paragraph, look) {
            return role;
        }
        let words = paragraph.line.as_str();
        let heading = heading(paragraph, look).filter(|_| words.split_whitespace().nth(LONGEST_HEADING).is_none());
        if let Some((level, sign)) = heading {
            return Kind::Heading(level, sign);
        }
        if shape::is_caption(words) {
            return Kind::Role("caption");
        }
        let looks = looks(paragraph).map(|sign| Kind::Heading(self.level_by_looks(), sign));
        match label {
            Label::Bullet => Kind::Item(depth),
            Label::Number { clause, .. } => {
                looks.filter(|_| depth < 2).unwrap_or(if *clause { Kind::Paragraph } else { Kind::Item(depth) })
            }
            Label::Nothing if shape::bullet(words).is_some() => Kind::Item(0),
            Label::Nothing => looks.unwrap_or(Kind::Paragraph),
        }
    }

    /// The level of a heading that is known by its looks alone.
    fn level_by_looks(&self) -> u8 {
        self.level.saturating_add(1).min(6)
    }

    fn note(&mut self, note: &Note) -> Result<(), ReadError> {
        let Some(blocks) = self.notes.remove(note) else { return Ok(()) };
        self.noted += 1;
        let origin = Origin::Note { number: self.noted };
        let story = std::mem::replace(&mut self.story, Story::Note);
        for paragraph in blocks.iter().flat_map(Block::paragraphs).filter(|paragraph| !paragraph.line.is_blank()) {
            self.line(Mark::Role("note"), origin.clone(), LineFacts::default());
            paragraph.line.write(&mut self.out);
        }
        self.story = story;
        self.within()
    }
}

fn role(paragraph: &Paragraph, look: &Look) -> Option<Kind> {
    let letters = paragraph.letters;
    match look.role {
        _ if paragraph.contents => Some(Kind::Role("contents")),
        Some(Role::Contents) => Some(Kind::Role("contents")),
        Some(Role::Caption) => Some(Kind::Role("caption")),
        Some(Role::Reference) => Some(Kind::Role("reference")),
        Some(Role::Note) => Some(Kind::Role("note")),
        _ if paragraph.reference => Some(Kind::Role("reference")),
        _ if letters.prompt > 0 && letters.prompt == letters.all => Some(Kind::Role("placeholder")),
        Some(Role::Quotation) => Some(Kind::Quotation),
        None => None,
    }
}

/// The heading that a paragraph's outline level or style makes of it.
fn heading(paragraph: &Paragraph, look: &Look) -> Option<(u8, HeadingSign)> {
    match paragraph.outline {
        Some(9..) => None,
        Some(level) => Some((level + 1, look.heading.map_or(HeadingSign::Outline, |(_, sign)| sign))),
        None => look.heading,
    }
}

/// Whether a paragraph in no heading style looks like a heading: a few words, all in bold or all in capitals.
fn looks(paragraph: &Paragraph) -> Option<HeadingSign> {
    let (words, letters) = (paragraph.line.as_str(), paragraph.letters);
    let begins = words.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    if letters.all < 3
        || !begins
        || !shape::could_be_heading(words)
        || !words.contains(char::is_alphabetic)
        || shape::is_date(words)
    {
        return None;
    }
    let typed = !words.contains(char::is_lowercase) && letters.all >= 8 && words.trim().contains(' ');
    match () {
        () if letters.strong == letters.all || letters.capitals == letters.all => Some(HeadingSign::Looks),
        () if typed => Some(HeadingSign::Typed),
        () => None,
    }
}
