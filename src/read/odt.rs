//! OpenDocument texts to plan notation: headings by outline level and style, numbered lists, tables, notes, text boxes.
//!
//! Read as Word documents are: a node at a time, with the bytes of every word.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use self::styles::Styles;
use self::walk::{LeftOut, Walk};
use super::body::{Label, Look, Manner, Paragraph, Writer};
use super::package::Package;
use super::xml::{End, Node, Xml};
use super::{Document, ReadError, sniff};
use crate::text::{Format, Origin, Text, TextBuilder};

mod comment;
mod lists;
mod styles;
mod walk;

/// Whether `bytes` are an OpenDocument text.
pub(super) fn knows(bytes: &[u8]) -> bool {
    sniff::is_open_document(bytes, "text")
}

/// Reads an OpenDocument text.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    let mut package = Package::open(document)?;
    refuse_locked(document, &mut package)?;
    let no_text = || ReadError::damaged(document.name, "it is a package without an OpenDocument text in it");
    let content = package.part("content.xml")?.ok_or_else(no_text)?;
    let mut styles = Styles::default();
    if let Some(part) = package.part("styles.xml")? {
        styles.read(&part.xml);
    }
    styles.read(&content.xml);
    let mut manner = Open(&styles);
    let mut writer =
        Writer::new(document, Format::Odt, Origin::Paragraph { number: 1 }, &mut manner, FxHashMap::default());
    let mut walk = Walk::new(content.faithful, &styles);
    let end = walk_through(document, &content.xml, &mut walk, &mut writer)?;
    if end != End::Whole && walk.is_empty() {
        return Err(no_text());
    }
    let mut out = writer.finish();
    walk.comments.drain(..).for_each(|(words, origin)| out.comment(&words, origin));
    notice_left_out(&mut out, walk.left_out);
    if styles.has_page_text {
        out.notice("Headers and footers were left out.");
    }
    if end != End::Whole {
        out.notice("The XML of the document breaks off; what came before was read.");
    }
    Ok(out.finish())
}

/// Refuses a package whose list of parts says that they are encrypted (OpenDocument 1.3 Part 2 §4.8).
pub(super) fn refuse_locked(document: &Document<'_>, package: &mut Package<'_>) -> Result<(), ReadError> {
    let Some(manifest) = package.part("META-INF/manifest.xml")? else { return Ok(()) };
    let mut xml = Xml::new(&manifest.xml);
    while let Some(node) = xml.next() {
        if matches!(node, Node::Open(element) if element.name() == "encryption-data") {
            return Err(ReadError::Locked { name: document.name.to_owned() });
        }
    }
    Ok(())
}

/// What the styles of an OpenDocument text make of its paragraphs; its lists are counted while it is read.
struct Open<'s>(&'s Styles);

impl Manner for Open<'_> {
    fn look(&self, paragraph: &Paragraph) -> Cow<'_, Look> {
        self.0.paragraph(paragraph.style.as_deref())
    }

    fn label(&mut self, paragraph: &Paragraph, _: &Look) -> (Label, u8) {
        (paragraph.label.clone(), paragraph.depth.unwrap_or(0))
    }
}

fn walk_through<'a>(
    document: &Document<'_>,
    xml: &'a str,
    walk: &mut Walk<'a>,
    writer: &mut Writer<'_>,
) -> Result<End, ReadError> {
    let mut xml = Xml::new(xml);
    while let Some(node) = xml.next() {
        walk.step(node);
        walk.tree.drain(document, writer)?;
    }
    if xml.end() == End::TooDeep {
        return Err(ReadError::damaged(document.name, "its elements stand more than 1,000 deep in one another"));
    }
    walk.finish();
    walk.tree.drain(document, writer)?;
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
    if left_out.comments {
        out.notice("Comments were left out.");
    }
}
