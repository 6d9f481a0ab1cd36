//! Text that remembers where it came from: a document in plan notation, with an origin for every byte.
//!
//! Readers write it, the plan grammar parses it, and every finding is mapped back through it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod build;

pub use build::{Mark, TextBuilder};

/// What a reader notes of a file without a byte in it.
pub(crate) const EMPTY: &str = "The file is empty.";

/// A stretch of a [`Text`]: bytes, half-open, on `char` boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The stretch from `start` up to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forwards");
        Self { start: start as u32, end: end as u32 }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same stretch as a range of indices.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place in the author's document. All numbers count from 1, as the author's software shows them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Origin {
    /// A line of a text file; the column counts characters.
    Line {
        /// Line number.
        line: u32,
        /// Character of the line.
        column: u32,
    },
    /// A paragraph of a word-processed document, counted through its body.
    Paragraph {
        /// Paragraph number.
        number: u32,
    },
    /// A cell of a table in a word-processed document.
    Cell {
        /// Table number in the document.
        table: u32,
        /// Row of the table.
        row: u32,
        /// Column of the grid, merged cells counted in full.
        column: u32,
    },
    /// A footnote or endnote.
    Note {
        /// Number of the note.
        number: u32,
    },
    /// A page of a document with fixed pages.
    Page {
        /// Page number.
        page: u32,
    },
    /// A cell of a workbook.
    SheetCell {
        /// Name of the sheet.
        sheet: Arc<str>,
        /// Its address, such as `F23`.
        cell: Arc<str>,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, .. } => write!(f, "line {line}"),
            Self::Paragraph { number } => write!(f, "paragraph {number}"),
            Self::Cell { table, row, column } => write!(f, "table {table}, row {row}, column {column}"),
            Self::Note { number } => write!(f, "note {number}"),
            Self::Page { page } => write!(f, "page {page}"),
            Self::SheetCell { sheet, cell } => write!(f, "sheet {sheet}, cell {cell}"),
        }
    }
}

/// The bytes of a document's part (`document.xml`, a text file) that a piece was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SourceRange {
    /// Which part: 0 is the main one.
    pub part: u16,
    /// First byte in the part.
    pub start: u32,
    /// Number of bytes.
    pub len: u32,
}

/// A run of text from one place.
///
/// INVARIANT: the pieces of a [`Text`] follow one another without gap or overlap and cover it whole. Where `exact`
/// is true the bytes are the author's bytes; where it is false a reader wrote them (a bullet, a bar between cells,
/// a decoded entity) and they stand for the place they are nearest to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its bytes in the text.
    pub span: Span,
    /// Where it came from.
    pub origin: Origin,
    /// The bytes it was read from, where the format has any.
    pub source: Option<SourceRange>,
    /// Whether its bytes are the author's own.
    pub exact: bool,
}

/// How a heading was recognised, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HeadingSign {
    /// A heading style, or a tag of the format.
    Style,
    /// An outline level.
    Outline,
    /// Its number (`7) NATIONAL CONDITIONS`) or capitals.
    Typed,
    /// Bold text on a short line, or large type.
    Looks,
}

/// Which stream of the document a line belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Story {
    /// The main text.
    #[default]
    Body,
    /// A footnote or endnote.
    Note,
    /// A text box.
    Box,
}

/// What notation cannot say about a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFacts {
    /// How it was known to be a heading, if a reader knew.
    pub heading: Option<HeadingSign>,
    /// Which stream it is from.
    pub story: Story,
    /// Whether it is a prompt nobody has replaced ("Click here to enter text").
    pub placeholder: bool,
    /// For paragraphs wholly in bold that are no heading by that alone: the level they have if they are one.
    pub bold: Option<u8>,
    /// For rows of a table in whose cells others stand, which follow the row they stand in: its number in the document.
    pub broken: Option<u32>,
}

/// The kinds of document planlint reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Format {
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
    /// Word.
    Docx,
    /// OpenDocument text.
    Odt,
    /// A web page.
    Html,
    /// An Excel workbook.
    Xlsx,
    /// An Excel workbook of 1997 to 2003.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// PDF.
    Pdf,
}

impl Format {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Plain => "text",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Pdf => "pdf",
        }
    }
}

/// A document in plan notation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Text {
    notation: String,
    pieces: Vec<Piece>,
    facts: Vec<(u32, LineFacts)>,
    notices: Vec<String>,
    remarks: Vec<(String, Origin)>,
    pages: Option<u32>,
    format: Format,
}

impl Text {
    /// Takes `notation` as it stands: every line is one exact piece and its own origin.
    #[must_use]
    pub fn from_notation(notation: &str, format: Format) -> Self {
        let (mut pieces, mut start) = (Vec::new(), 0);
        for (number, line) in (1..).zip(notation.split_inclusive('\n')) {
            let source = Some(SourceRange { part: 0, start: start as u32, len: line.len() as u32 });
            let span = Span::new(start, start + line.len());
            pieces.push(Piece { span, origin: Origin::Line { line: number, column: 1 }, source, exact: true });
            start += line.len();
        }
        Self {
            notation: notation.to_owned(),
            pieces,
            facts: Vec::new(),
            notices: Vec::new(),
            remarks: Vec::new(),
            pages: None,
            format,
        }
    }

    /// The notation: exactly what the plan grammar sees.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.notation
    }

    /// The bytes of `span`.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.notation.get(span.range()).unwrap_or_default()
    }

    /// Where it all came from, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Where the text at byte `offset` came from; `None` past the end.
    #[must_use]
    pub fn origin(&self, offset: usize) -> Option<Origin> {
        let piece = self.piece(offset)?;
        Some(match piece.origin {
            Origin::Line { line, column } if piece.exact => {
                let before = &self.notation[piece.span.start as usize..self.floor(offset)];
                Origin::Line { line, column: column + before.chars().count() as u32 }
            }
            ref origin => origin.clone(),
        })
    }

    /// The piece that holds byte `offset`; `None` past the end.
    #[must_use]
    pub fn piece(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.span.start as usize <= offset);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        (offset < piece.span.end as usize).then_some(piece)
    }

    /// What notation cannot say about the line that starts at byte `line_start`.
    #[must_use]
    pub fn facts(&self, line_start: usize) -> LineFacts {
        self.facts
            .binary_search_by_key(&(line_start as u32), |(at, _)| *at)
            .map_or_else(|_| LineFacts::default(), |found| self.facts[found].1)
    }

    /// What a reader wants known: what it left out, guessed or repaired. Each a full sentence.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What its author says to planlint in comments of the document, and where: the words after `planlint:`.
    #[must_use]
    pub fn remarks(&self) -> &[(String, Origin)] {
        &self.remarks
    }

    /// How many pages the document has, those without words included; `None` in formats without pages.
    #[must_use]
    pub fn pages(&self) -> Option<u32> {
        self.pages
    }

    /// The kind of document it was read from.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    fn floor(&self, offset: usize) -> usize {
        (0..=offset).rev().find(|at| self.notation.is_char_boundary(*at)).unwrap_or(0)
    }
}
