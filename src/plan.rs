//! The plan: what a document's text is made of. Sections, blocks, cells, sentences.
//!
//! [`Plan::parse`] cannot fail: a line that is nothing in particular is a paragraph.

use crate::text::{HeadingSign, Origin, Span, Text};

mod abbreviations;
mod grammar;
mod heading;
mod kinds;
mod label;
mod lists;
mod outline;
mod parse;
mod sections;
mod sentence;
mod shape;
mod tables;
mod wording;

/// Index of a block in [`Plan::blocks`].
pub type BlockId = usize;

/// Index of a section in [`Plan::sections`].
pub type SectionId = usize;

/// A document with its structure.
#[derive(Debug)]
pub struct Plan {
    text: Text,
    blocks: Vec<Block>,
    cells: Vec<Cell>,
    sections: Vec<Section>,
    sentences: Vec<Sentence>,
    tables: Vec<Table>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Names the section it opens.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table under its header.
    Row,
    /// The row that names a table's columns.
    HeaderRow,
    /// The words under a figure or table.
    Caption,
    /// A line of a contents page.
    Contents,
    /// Words of somebody else, set apart.
    Quotation,
    /// A footnote or endnote.
    Note,
    /// A line of a list of sources.
    Reference,
    /// A prompt or instruction of a template that nobody has replaced.
    Guidance,
    /// A running header or footer: the same short line on page after page.
    Furniture,
    /// Words that cannot be read as language: run-together cells, labels of a chart.
    Unreadable,
}

impl BlockKind {
    /// Its name in queries and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Item => "item",
            Self::Row => "row",
            Self::HeaderRow => "header-row",
            Self::Caption => "caption",
            Self::Contents => "contents",
            Self::Quotation => "quotation",
            Self::Note => "note",
            Self::Reference => "reference",
            Self::Guidance => "guidance",
            Self::Furniture => "furniture",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A line of the plan: one heading, paragraph, item or row.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, without marks and label.
    pub span: Span,
    /// Its whole line, marks and label included, without the line end.
    pub line: Span,
    /// Its number or letter, typed or automatic: `4.2`, `a)`, `Annex 1`.
    pub label: Option<Span>,
    /// The name in `Name: value`, where the line begins with one.
    pub field: Option<Span>,
    /// For headings: 1 is outermost. For items: 0 is outermost.
    pub level: u8,
    /// How a heading was recognised.
    pub sign: Option<HeadingSign>,
    /// The section it stands in; a heading stands in the section it opens.
    pub section: SectionId,
    /// For an item: the block that introduces its list ("We will:"). For a nested item: the item above it.
    pub lead_in: Option<BlockId>,
    /// For a row or header row: its table.
    pub table: Option<usize>,
    /// For rows: its cells, in [`Plan::cells`].
    pub cells: std::ops::Range<usize>,
    /// Its sentences, in [`Plan::sentences`]; a cell holds one or more.
    pub sentences: std::ops::Range<usize>,
    /// Whether it is from a text box.
    pub boxed: bool,
}

/// A cell of a row.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its words.
    pub span: Span,
    /// Number of its column, from 0.
    pub column: usize,
    /// The words that name its column, where the table has a header row.
    pub name: Option<Span>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its header row.
    pub header: Option<BlockId>,
    /// Its rows, header included, as blocks; between them stand those of tables inside it.
    pub rows: std::ops::Range<BlockId>,
    /// Number of columns of its widest row.
    pub columns: usize,
}

/// A sentence, or a cell or item that works as one.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Its words.
    pub span: Span,
    /// The block it stands in.
    pub block: BlockId,
    /// For a row: its cell, in [`Plan::cells`].
    pub cell: Option<usize>,
}

/// A heading and what stands under it. Section 0 is the whole plan and has no heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading that opens it.
    pub heading: Option<BlockId>,
    /// 1 is outermost; 0 is the whole plan.
    pub level: u8,
    /// The section it stands in.
    pub parent: Option<SectionId>,
    /// Its blocks: heading, own blocks and those of the sections inside.
    pub blocks: std::ops::Range<BlockId>,
}

impl Plan {
    /// Finds the parts of `text`. This cannot fail: a line that is nothing in particular is a paragraph.
    #[must_use]
    pub fn parse(text: Text) -> Self {
        parse::plan(text)
    }

    /// For a row: the number of its table, from 1; that of its place in the document, where the place has one.
    pub(crate) fn table_number(&self, row: BlockId) -> Option<usize> {
        let block = &self.blocks[row];
        let table = block.table?;
        Some(match self.text.origin(block.line.start as usize) {
            Some(Origin::Cell { table, .. }) => table as usize,
            _ => table + 1,
        })
    }

    /// Counts what the grammar finds in `notation`, without building a plan: for the benchmark.
    #[doc(hidden)]
    #[must_use]
    pub fn count_pairs(notation: &str) -> usize {
        parse::pairs(notation)
    }

    /// The text it was parsed from.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The words of `span`.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        self.text.slice(span)
    }

    /// Every block, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Every cell, in order.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Every section, in order; the first is the whole plan.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Every sentence, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Every table, in order.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The headings over `block`, outermost first, the block itself left out.
    #[must_use]
    pub fn headings_over(&self, block: BlockId) -> Vec<BlockId> {
        let mut path = Vec::new();
        let mut section = self.blocks.get(block).map(|block| block.section);
        while let Some(id) = section {
            let here = &self.sections[id];
            path.extend(here.heading.filter(|heading| *heading != block));
            section = here.parent;
        }
        path.reverse();
        path
    }

    /// The heading right over `block`; for a heading, the one over it.
    #[must_use]
    pub fn heading_over(&self, block: BlockId) -> Option<BlockId> {
        let first = self.blocks.get(block).map(|block| block.section);
        let mut sections = std::iter::successors(first, |section| self.sections[*section].parent);
        sections.find_map(|section| self.sections[section].heading.filter(|heading| *heading != block))
    }

    /// The headings that open the plan and have another right under them, and so are over all of it: its title.
    pub fn titles(&self) -> impl Iterator<Item = BlockId> {
        let is_heading = |block: &BlockId| self.blocks[*block].kind == BlockKind::Heading;
        let mut said = (0..self.blocks.len()).filter(|block| {
            !matches!(self.blocks[*block].kind, BlockKind::Furniture | BlockKind::Guidance | BlockKind::Contents)
        });
        let opening: Vec<BlockId> = said.by_ref().take_while(is_heading).collect();
        let titles = opening.len().saturating_sub(1);
        opening.into_iter().take(titles)
    }

    /// The words of the headings over `block`, outermost first, numbers included.
    #[must_use]
    pub fn section_path(&self, block: BlockId) -> Vec<String> {
        self.headings_over(block).into_iter().map(|heading| self.title(heading)).collect()
    }

    /// A heading's words with its number: `4.2 Prevention`.
    #[must_use]
    pub fn title(&self, heading: BlockId) -> String {
        let block = &self.blocks[heading];
        let words = self.words(block.span);
        block.label.map_or_else(|| words.to_owned(), |label| format!("{} {words}", self.words(label)))
    }
}
