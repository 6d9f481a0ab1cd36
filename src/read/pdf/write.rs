//! Paragraphs and tables to plan notation, each word with its page.

use rustc_hash::FxHashSet;

use super::flow::{Element, Paragraph};
use super::measure::Measure;
use super::table::{Cell, Row, Table};
use super::tags::Role;
use crate::read::line::Line as Words;
use crate::read::plain::shape;
use crate::read::{Document, ReadError};
use crate::text::{Format, LineFacts, Mark, Origin, Story, TextBuilder};

/// Writes the elements of a document in order.
pub(super) struct Writer<'a> {
    /// What is written.
    pub out: TextBuilder,
    document: &'a Document<'a>,
    measure: &'a Measure,
    vocabulary: Vocabulary,
    /// Where the items around the one in hand begin.
    lefts: Vec<f32>,
    in_list: bool,
    here: Origin,
}

impl<'a> Writer<'a> {
    /// Starts an empty text; `elements` are where broken words are looked up.
    pub fn new(document: &'a Document<'a>, measure: &'a Measure, elements: &[Element]) -> Self {
        let here = Origin::Page { page: 1 };
        let out = TextBuilder::new(Format::Pdf, here.clone());
        Self { out, document, measure, vocabulary: Vocabulary::of(elements), lefts: Vec::new(), in_list: false, here }
    }

    /// Writes an element.
    pub fn element(&mut self, element: &Element) -> Result<(), ReadError> {
        match element {
            Element::Paragraph(paragraph) => self.paragraph(paragraph),
            Element::Table(table) => self.table(table),
        }
        self.document.within(&self.out)
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let mut words = self.words(paragraph);
        if words.is_blank() {
            return;
        }
        let bullet = shape::bullet(words.as_str()).filter(|_| paragraph.heading.is_none());
        let role = role(paragraph, words.as_str());
        let mut facts = LineFacts::default();
        let mark = if let Some((level, sign)) = paragraph.heading {
            facts.heading = Some(sign);
            Mark::Heading { level, label: "" }
        } else if paragraph.note {
            facts.story = Story::Note;
            Mark::Role("note")
        } else if let Some(role) = role {
            Mark::Role(role)
        } else if let Some(bytes) = bullet {
            words.skip(bytes);
            Mark::Item { depth: self.depth(paragraph), label: "" }
        } else if paragraph.role == Some(Role::Item) && !shape::is_numbered(words.as_str()) {
            Mark::Item { depth: self.depth(paragraph), label: "" }
        } else if paragraph.role == Some(Role::Quotation) {
            Mark::Quotation
        } else {
            Mark::Paragraph { label: "" }
        };
        self.line(mark, Origin::Page { page: paragraph.first().page }, facts);
        words.write(&mut self.out);
    }

    /// Starts a line, and ends a list that it is not in.
    fn line(&mut self, mark: Mark<'_>, origin: Origin, facts: LineFacts) {
        let is_item = matches!(mark, Mark::Item { .. });
        if self.in_list && !is_item && !matches!(mark, Mark::Blank | Mark::Role("note")) {
            self.out.line(Mark::Blank, self.here.clone(), LineFacts::default());
            self.lefts.clear();
        }
        self.in_list = is_item || self.in_list && matches!(mark, Mark::Role("note"));
        self.here = origin.clone();
        self.out.line(mark, origin, facts);
    }

    /// How deep in lists an item is: as its tags say, or by how far it and those before it stand in.
    fn depth(&mut self, paragraph: &Paragraph) -> u8 {
        if paragraph.role == Some(Role::Item) {
            return paragraph.depth.min(8);
        }
        let left = paragraph.first().left;
        self.lefts.retain(|outer| *outer < left - 4.0);
        self.lefts.push(left);
        self.lefts.len().min(9) as u8 - 1
    }

    /// The lines of `paragraph` as one, with words put together that were broken at a line's end.
    fn words(&self, paragraph: &Paragraph) -> Words {
        let mut words = Words::default();
        let mut last = "";
        for line in &paragraph.lines {
            let next = line.words.trim();
            match self.vocabulary.joint(last, next) {
                Joint::Blank => words.blank(),
                Joint::Nothing => {}
                Joint::NoHyphen => words.pop(),
            }
            words.at(Origin::Page { page: line.page });
            words.exact(next, None);
            last = next;
        }
        words
    }

    fn table(&mut self, table: &Table) {
        let columns = table.columns();
        let titles = table.rows.iter().take_while(|row| row.is_title(columns)).count();
        for row in &table.rows[..titles] {
            row.cells.iter().flat_map(|cell| &cell.paragraphs).for_each(|paragraph| self.caption(paragraph));
        }
        let rows = &table.rows[titles..];
        let header = table.header(titles, self.measure);
        for (index, row) in rows.iter().enumerate() {
            if header > 0 && index < header {
                if index == 0 {
                    self.header(&rows[..header], columns);
                }
                continue;
            }
            self.row(row, columns);
        }
        self.line(Mark::Blank, self.here.clone(), LineFacts::default());
    }

    fn caption(&mut self, paragraph: &Paragraph) {
        self.line(Mark::Role("caption"), Origin::Page { page: paragraph.first().page }, LineFacts::default());
        self.words(paragraph).write(&mut self.out);
    }

    /// The header as one row, for notation has no more: what spans several columns is said in each, above the rest.
    fn header(&mut self, rows: &[Row], columns: usize) {
        let Some(origin) = rows.iter().find_map(Row::origin) else { return };
        self.line(Mark::Row, origin.clone(), LineFacts::default());
        for column in 0..columns {
            let over = rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.covers(column));
            let paragraphs: Vec<&Paragraph> = over.flat_map(|cell| &cell.paragraphs).collect();
            self.cell(&paragraphs, &origin);
        }
        self.line(Mark::HeaderEnd { columns }, origin, LineFacts::default());
    }

    fn row(&mut self, row: &Row, columns: usize) {
        let Some(origin) = row.origin() else { return };
        self.line(Mark::Row, origin.clone(), LineFacts::default());
        for column in 0..columns {
            let own = row.cells.iter().filter(|cell| cell.column == column);
            let paragraphs: Vec<&Paragraph> = own.flat_map(|cell| &cell.paragraphs).collect();
            self.cell(&paragraphs, &origin);
        }
    }

    fn cell(&mut self, paragraphs: &[&Paragraph], origin: &Origin) {
        self.out.cell(origin.clone());
        let mut first = true;
        for paragraph in paragraphs {
            let mut words = self.words(paragraph);
            if let Some(bullet) = shape::bullet(words.as_str()) {
                words.skip(bullet);
            }
            if words.is_blank() {
                continue;
            }
            if !std::mem::take(&mut first) {
                self.out.cell_break();
            }
            words.write(&mut self.out);
        }
    }
}

fn role(paragraph: &Paragraph, words: &str) -> Option<&'static str> {
    match paragraph.role {
        Some(Role::Contents) => Some("contents"),
        Some(Role::Caption) => Some("caption"),
        Some(Role::Note) => Some("note"),
        _ if shape::is_caption(words) => Some("caption"),
        _ => None,
    }
}

impl Row {
    fn origin(&self) -> Option<Origin> {
        self.page().map(|page| Origin::Page { page })
    }
}

impl Cell {
    fn covers(&self, column: usize) -> bool {
        (self.column..self.column + self.columns).contains(&column)
    }
}

/// What stands between two lines of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Blank,
    Nothing,
    NoHyphen,
}

/// The words of a document, to tell hyphens of the author from those of a line's end.
#[derive(Debug, Default)]
struct Vocabulary {
    words: FxHashSet<String>,
}

/// Beginnings that keep their hyphen before a word.
const PREFIXES: [&str; 22] = [
    "re", "co", "non", "pre", "post", "self", "well", "inter", "intra", "multi", "anti", "semi", "sub", "ex", "long",
    "short", "low", "high", "mid", "part", "cross", "age",
];

impl Vocabulary {
    fn of(elements: &[Element]) -> Self {
        let mut vocabulary = Self::default();
        let mut add = |paragraph: &Paragraph| paragraph.lines.iter().for_each(|line| vocabulary.add(&line.words));
        for element in elements {
            match element {
                Element::Paragraph(paragraph) => add(paragraph),
                Element::Table(table) => {
                    table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs).for_each(&mut add);
                }
            }
        }
        vocabulary
    }

    /// Adds the words of a line, those with hyphens also in one; what is broken at its end is no word.
    fn add(&mut self, line: &str) {
        for word in line.trim().split(|letter: char| !letter.is_alphabetic() && !matches!(letter, '-' | '’' | '\'')) {
            if !word.is_empty() && !word.ends_with('-') && !self.words.contains(word) {
                self.words.insert(word.to_lowercase());
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(&word.to_lowercase())
    }

    /// What stands between a line that ends as `last` and the next.
    fn joint(&self, last: &str, next: &str) -> Joint {
        if last.ends_with('\u{ad}') {
            return Joint::Nothing;
        }
        let Some(before) =
            last.strip_suffix(['-', '\u{2010}']).filter(|before| before.ends_with(char::is_alphanumeric))
        else {
            return Joint::Blank;
        };
        if !next.starts_with(char::is_lowercase) {
            return Joint::Nothing;
        }
        let not_letter = |letter: char| !letter.is_alphabetic();
        let head = before.rsplit(not_letter).next().unwrap_or_default();
        let tail = next.split(not_letter).next().unwrap_or_default();
        let is_compound = self.has(tail) && (self.has(head) || PREFIXES.contains(&head.to_lowercase().as_str()));
        if self.has(&format!("{head}{tail}")) {
            Joint::NoHyphen
        } else if self.has(&format!("{head}-{tail}")) || is_compound || head.is_empty() {
            Joint::Nothing
        } else {
            Joint::NoHyphen
        }
    }
}
