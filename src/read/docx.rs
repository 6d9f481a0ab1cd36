//! Word documents to plan notation: headings by style, numbered lists, tables, notes, text boxes.
//!
//! Read a node at a time, so that a large document takes little memory, and with the bytes of every word, so that a
//! comment can be put beside it.

use rustc_hash::FxHashMap;

use self::block::{Block, Note};
use self::numbering::Numbering;
use self::styles::Styles;
use self::walk::{LeftOut, Walk};
use self::write::Writer;
use super::package::{Package, Relation};
use super::xml::{End, Xml};
use super::{Document, ReadError, sniff};
use crate::text::{Text, TextBuilder};

mod block;
mod numbering;
mod styles;
mod table;
mod walk;
mod write;

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
    let mut writer = Writer::new(document, &styles, numbering, notes);
    let mut walk = Walk::new(0, part.faithful, &styles);
    let end = walk_through(document, &part.xml, &mut walk, |block| writer.block(block))?;
    if end != End::Whole && walk.is_empty() {
        return Err(no_text());
    }
    let mut out = writer.finish();
    notice_left_out(&mut out, walk.left_out);
    notice_parts(&mut out, &relations);
    if end != End::Whole {
        out.notice("The XML of the document breaks off; what came before was read.");
    }
    Ok(out.finish())
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
        notes.extend(walk.notes.into_iter().map(|(id, blocks)| (Note { part: number, id }, blocks)));
    }
    Ok(notes)
}

fn walk_through<'a>(
    document: &Document<'_>,
    xml: &'a str,
    walk: &mut Walk<'a>,
    mut write: impl FnMut(Block) -> Result<(), ReadError>,
) -> Result<End, ReadError> {
    let most = document.limits.max_text_bytes;
    let mut xml = Xml::new(xml);
    while let Some(node) = xml.next() {
        walk.step(node);
        if walk.held > most {
            return Err(ReadError::too_much_text(document.name, most));
        }
        document.few_enough(walk.pieces, "runs")?;
        if !walk.done.is_empty() {
            walk.held = 0;
            walk.done.drain(..).try_for_each(&mut write)?;
        }
    }
    if xml.end() == End::TooDeep {
        return Err(ReadError::damaged(document.name, "its elements stand more than 1,000 deep in one another"));
    }
    walk.finish();
    walk.done.drain(..).try_for_each(&mut write)?;
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
