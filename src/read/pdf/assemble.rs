//! What stands on the pages to one text: order, furniture, tables, paragraphs, headings, and what a person should know.

use rustc_hash::FxHashMap;

use super::bookmarks::Bookmark;
use super::flow::{Element, Flow};
use super::grid::{self, Grid, Spot};
use super::heading::{self, Told};
use super::line::{self, Line};
use super::measure::Measure;
use super::page::Page;
use super::table::Table;
use super::tags::Tags;
use super::write::Writer;
use super::{furniture, order};
use crate::read::{Document, ReadError};
use crate::text::{Text, TextBuilder};

/// A document whose pages have been drawn.
pub(super) struct Pages {
    /// Its pages.
    pub pages: Vec<Page>,
    /// The pages that could not be drawn to the end.
    pub broken: Vec<u32>,
    /// Its structure tree.
    pub tags: Tags,
    /// Its bookmarks.
    pub bookmarks: Vec<Bookmark>,
}

/// The part of the words that must be tagged for tags to be believed.
const TAGGED: f32 = 0.7;

impl Pages {
    /// Its text.
    pub fn text(mut self, document: &Document<'_>) -> Result<Text, ReadError> {
        if !self.are_tagged() {
            self.tags = Tags::default();
        }
        let mut lines: Vec<Vec<Line>> = self.pages.iter().map(|page| line::lines(page, &self.tags)).collect();
        let dropped = furniture::drop(&self.pages, &mut lines);
        let lines: Vec<Vec<Line>> = lines.into_iter().map(order::read).collect();
        let measure = Measure::new(lines.iter().flatten());
        let mut elements = self.elements(lines, &measure);
        let told = heading::settle(&mut elements, &self.tags, &self.bookmarks, &measure, self.pages.len());
        let mut writer = Writer::new(document, &measure, &elements);
        elements.iter().try_for_each(|element| writer.element(element))?;
        let inferred = told != Told::Tags && elements.iter().any(is_heading);
        writer.out.pages(self.pages.len() as u32);
        self.notice(&mut writer.out, inferred, dropped);
        Ok(writer.out.finish())
    }

    /// Whether most of the letters are tagged.
    fn are_tagged(&self) -> bool {
        let (mut all, mut tagged) = (0, 0);
        for page in &self.pages {
            for piece in page.pieces.iter().filter(|piece| !piece.mark.artifact) {
                let letters = piece.letters.len();
                all += letters;
                let block = piece.mark.content.and_then(|content| self.tags.block(page.number, content));
                tagged += if block.is_some() { letters } else { 0 };
            }
        }
        tagged as f32 > TAGGED * all as f32
    }

    fn elements(&self, pages: Vec<Vec<Line>>, measure: &Measure) -> Vec<Element> {
        let table = |line: &Line| self.tags.blocks[line.block? as usize].cell.map(|cell| cell.table);
        let mut tables: FxHashMap<u32, Vec<Line>> = FxHashMap::default();
        for line in pages.iter().flatten() {
            if let Some(table) = table(line) {
                tables.entry(table).or_default().push(line.clone());
            }
        }
        let mut flow = Flow::new(&self.tags, measure);
        for (page, lines) in self.pages.iter().zip(pages) {
            let mut ruled = Ruled::new(page, &lines);
            for line in lines {
                if let Some(number) = table(&line) {
                    let lines = tables.remove(&number);
                    lines.into_iter().for_each(|lines| flow.table(Table::tagged(lines, &self.tags, measure)));
                } else if let Some(number) = ruled.table(&line) {
                    let grid = ruled.grids[number].take();
                    grid.into_iter().for_each(|(edges, lines)| {
                        flow.table(Table::ruled(lines, edges, &self.tags, measure));
                    });
                } else {
                    flow.line(line);
                }
            }
        }
        flow.finish()
    }

    fn notice(&self, out: &mut TextBuilder, inferred: bool, dropped: usize) {
        let pictures: Vec<u32> = self.pages.iter().filter(|page| page.is_picture()).map(|page| page.number).collect();
        let advice =
            "Run OCR on the file (for example with ocrmypdf, or in the scanner's own program), and check the result.";
        if self.pages.iter().all(|page| page.letters.trim().is_empty()) && !self.pages.is_empty() {
            out.notice(format!("No page has a text layer: the words, if any, are in pictures. {advice}"));
        } else if !pictures.is_empty() {
            out.notice(format!(
                "{} pictures without a text layer, so that nothing there was read. {advice}",
                are(&pictures)
            ));
        }
        if !self.broken.is_empty() {
            out.notice(format!("{} damaged and could be read only in part.", are(&self.broken)));
        }
        if are_words_lost(&self.pages) {
            out.notice(
                "Some fonts do not say what their letters are, so that words are lost; ask the author for the Word file, or run \
                 OCR on the PDF.",
            );
        }
        if inferred {
            out.notice(
                "The PDF does not tag its headings; they were told by their size and weight, and some may be wrong.",
            );
        }
        if dropped > 0 {
            out.notice("Running headers, footers and page numbers were left out.");
        }
    }
}

/// Whether nobody can name so many letters that words are lost.
pub(super) fn are_words_lost(pages: &[Page]) -> bool {
    let unnamed: usize = pages.iter().map(|page| page.unnamed).sum();
    let letters: usize = pages.iter().map(|page| page.letters.chars().count()).sum();
    unnamed * 50 > letters
}

/// The edges of a grid's columns, and the lines in its cells.
type Held = (Vec<f32>, Vec<(Spot, Line)>);

/// The tables that ruled lines make of a page.
struct Ruled {
    /// For each grid its edges and its lines, until it is written.
    grids: Vec<Option<Held>>,
    all: Vec<Grid>,
}

impl Ruled {
    fn new(page: &Page, lines: &[Line]) -> Self {
        let mut ruled = Self { grids: Vec::new(), all: Vec::new() };
        let upright = lines.iter().filter(|line| line.block.is_none() && line.turn == 0);
        for grid in if upright.clone().next().is_some() { grid::grids(page) } else { Vec::new() } {
            let inside: Vec<(Spot, Line)> =
                upright.clone().filter_map(|line| Some((grid.spot(line)?, line.clone()))).collect();
            let spots: Vec<Spot> = inside.iter().map(|(spot, _)| *spot).collect();
            if grid.is_table(&spots) {
                ruled.grids.push(Some((grid.columns.clone(), inside)));
                ruled.all.push(grid);
            }
        }
        ruled
    }

    /// The grid that `line` is in.
    fn table(&self, line: &Line) -> Option<usize> {
        let upright = line.block.is_none() && line.turn == 0;
        self.all.iter().position(|grid| upright && grid.spot(line).is_some())
    }
}

fn is_heading(element: &Element) -> bool {
    matches!(element, Element::Paragraph(paragraph) if paragraph.heading.is_some())
}

/// Pages as people list them: `Page 3 is`, `Pages 3, 5 to 9 and 12 are`.
fn are(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let run = |(first, last): &(u32, u32)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    };
    let shown: Vec<String> = runs.iter().take(12).map(run).collect();
    match (pages, shown.as_slice()) {
        ([_], [only]) => format!("Page {only} is"),
        (_, [shown @ .., last]) if !shown.is_empty() && runs.len() <= 12 => {
            format!("Pages {} and {last} are", shown.join(", "))
        }
        _ if runs.len() > 12 => format!("Pages {} and others are", shown.join(", ")),
        _ => format!("Pages {} are", shown.join(", ")),
    }
}
