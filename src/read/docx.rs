//! Word documents to plan notation: headings by style, numbered lists, tables, notes, text boxes.
//!
//! Read a node at a time, so that a large document takes little memory, and with the bytes of every word, so that a
//! comment can be put beside it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use self::numbering::Numbering;
use self::styles::Styles;
use self::walk::{LeftOut, Walk};
use super::body::{Block, Label, Look, Manner, Note, Paragraph, Writer};
use super::package::{Package, Relation};
use super::xml::{End, Xml};
use super::{Document, ReadError, sniff};
use crate::text::{Format, Origin, Text, TextBuilder};

mod comments;
mod numbering;
mod styles;
mod walk;

/// Whether `bytes` are a Word document.
pub(super) fn knows(bytes: &[u8]) -> bool {
    sniff::is_package_of(bytes, b"word/")
}

/// Reads a Word document.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    let mut package = Package::open(document)?;
    let main = package.main_part()?;
    let no_text = || ReadError::damaged(document.name, "it is a package without a Word document in it");
    let part = package.part(&main)?.ok_or_else(no_text)?;
    let relations = package.relations(&main)?;
    let styles = text_of(&mut package, &relations, "styles")?.map(|xml| Styles::read(&xml)).unwrap_or_default();
    let numbering =
        text_of(&mut package, &relations, "numbering")?.map(|xml| Numbering::read(&xml)).unwrap_or_default();
    let notes = notes(document, &mut package, &relations, &styles)?;
    let mut manner = Word { styles: &styles, numbering };
    let mut writer = Writer::new(document, Format::Docx, Origin::Paragraph { number: 1 }, &mut manner, notes);
    let mut walk = Walk::new(0, part.faithful, &styles);
    let end = walk_through(document, &part.xml, &mut walk, |block| writer.block(block))?;
    if end != End::Whole && walk.is_empty() {
        return Err(no_text());
    }
    let mut out = writer.finish();
    if !walk.comments.is_empty() {
        let words =
            text_of(&mut package, &relations, "comments")?.map(|xml| comments::comments(&xml)).unwrap_or_default();
        let said = walk.comments.into_iter().filter_map(|(id, origin)| Some((words.get(&id)?, origin)));
        said.for_each(|(words, origin)| out.comment(words, origin));
    }
    walk.left_out.deletions += walk.tree.deletions;
    notice_left_out(&mut out, walk.left_out);
    notice_parts(&mut out, &relations);
    if end != End::Whole {
        out.notice("The XML of the document breaks off; what came before was read.");
    }
    Ok(out.finish())
}

/// What the styles and lists of a Word document make of its paragraphs.
struct Word<'s> {
    styles: &'s Styles,
    numbering: Numbering,
}

impl Manner for Word<'_> {
    fn look(&self, paragraph: &Paragraph) -> Cow<'_, Look> {
        self.styles.paragraph(paragraph.style.as_deref())
    }

    fn label(&mut self, paragraph: &Paragraph, look: &Look) -> (Label, u8) {
        let by_style = look.numbering.as_ref().map(|(list, _)| list);
        let Some(list) = paragraph.list.as_ref().or(by_style).filter(|list| *list != "0") else {
            return (Label::Nothing, 0);
        };
        let bound = || self.numbering.level_of_style(list, paragraph.style.as_deref()?);
        let styled = || look.numbering.as_ref().and_then(|(_, depth)| *depth).filter(|_| paragraph.list.is_none());
        let depth = paragraph.depth.or_else(bound).or_else(styled).unwrap_or(0);
        (self.numbering.next(list, depth, self.styles).unwrap_or(Label::Nothing), depth)
    }

    fn has_first_row(&self, style: &str) -> bool {
        self.styles.has_first_row(style)
    }
}

fn text_of(package: &mut Package<'_>, relations: &[Relation], kind: &str) -> Result<Option<String>, ReadError> {
    let Some(relation) = relations.iter().find(|relation| relation.kind == kind) else { return Ok(None) };
    Ok(package.part(&relation.target)?.map(|part| part.xml))
}

/// The footnotes (part 1) and endnotes (part 2).
fn notes(
    document: &Document<'_>,
    package: &mut Package<'_>,
    relations: &[Relation],
    styles: &Styles,
) -> Result<FxHashMap<Note, Vec<Block>>, ReadError> {
    let mut notes = FxHashMap::default();
    for (number, kind) in [(1, "footnotes"), (2, "endnotes")] {
        let Some(relation) = relations.iter().find(|relation| relation.kind == kind) else { continue };
        let Some(part) = package.part(&relation.target)? else { continue };
        let mut walk = Walk::new(number, part.faithful, styles);
        walk_through(document, &part.xml, &mut walk, |_| Ok(()))?;
        notes.extend(walk.tree.notes.into_iter().map(|(id, blocks)| (Note { part: number, id }, blocks)));
    }
    Ok(notes)
}

fn walk_through<'a>(
    document: &Document<'_>,
    xml: &'a str,
    walk: &mut Walk<'a>,
    mut write: impl FnMut(Block) -> Result<(), ReadError>,
) -> Result<End, ReadError> {
    let mut xml = Xml::new(xml);
    while let Some(node) = xml.next() {
        walk.step(node);
        walk.tree.bounded(document)?;
        if !walk.tree.done.is_empty() {
            walk.tree.held = 0;
            walk.tree.done.drain(..).try_for_each(&mut write)?;
        }
    }
    if xml.end() == End::TooDeep {
        return Err(ReadError::damaged(document.name, "its elements stand more than 1,000 deep in one another"));
    }
    walk.finish();
    walk.tree.done.drain(..).try_for_each(&mut write)?;
    Ok(xml.end())
}

fn notice_left_out(out: &mut TextBuilder, left_out: LeftOut) {
    let mut say = |count: usize, one: &str, more: &str| match count {
        0 => {}
        1 => out.notice(one),
        _ => out.notice(format!("{count} {more}")),
    };
    say(left_out.deletions, "One tracked deletion was left out.", "tracked deletions were left out.");
    say(left_out.hidden, "One stretch of hidden text was left out.", "stretches of hidden text were left out.");
    say(left_out.pictures, "One picture was not read.", "pictures were not read.");
    say(left_out.charts, "One chart or diagram was not read.", "charts or diagrams were not read.");
}

fn notice_parts(out: &mut TextBuilder, relations: &[Relation]) {
    let has = |kind: &str| relations.iter().any(|relation| relation.kind == kind);
    if has("header") || has("footer") {
        out.notice("Headers and footers were left out.");
    }
    if has("comments") {
        out.notice("Comments were left out.");
    }
}
