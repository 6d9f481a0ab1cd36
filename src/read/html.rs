//! Web pages to plan notation: headings, lists, tables, definitions; the page's main part, without what is only for
//! finding one's way about.

use std::borrow::Cow;

use html5gum::Tokenizer;
use html5gum::emitters::default::DefaultEmitter;
use memchr::memmem;
use rustc_hash::FxHashMap;

use self::walk::{LeftOut, Parts, Walk};
use super::body::{Label, Look, Manner, Paragraph, Role, Writer};
use super::{Document, ReadError, encoding};
use crate::text::{Format, HeadingSign, Origin, Text, TextBuilder};

mod table;
mod tag;
mod walk;
mod words;

/// Whether `bytes` are a web page.
pub(super) fn knows(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = &bytes[..bytes.len().min(2048)];
    let begins = |mark: &[u8]| head.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
    let holds = |mark: &[u8]| memmem::find(&head.to_ascii_lowercase(), mark).is_some();
    begins(b"<!doctype html") || begins(b"<html") || (begins(b"<?xml") || begins(b"<!--")) && holds(b"<html")
}

/// Where so many times more words stand outside a short main part, they are the text of the page.
const OUTSIDE_MAIN: usize = 10;
/// A main part of fewer bytes than this is short: a heading, or what a script would fill.
const SHORT_MAIN: usize = 200;

/// Reads a web page.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    let decoded = document.decode_with(encoding::decode_page)?;
    let marks = memchr::memchr2_iter(b'<', b'&', decoded.text.as_bytes()).count();
    document.few_enough(marks, "tags")?;
    let mut page = Parts::of(&decoded.text);
    let mut out = walk_through(document, &decoded.text, page)?;
    if page.main && out.len() < SHORT_MAIN {
        page.main = false;
        let whole = walk_through(document, &decoded.text, page)?;
        if whole.len() > OUTSIDE_MAIN * out.len() {
            out = whole;
        }
    }
    decoded.notice.iter().for_each(|notice| out.notice(notice));
    Ok(out.finish())
}

fn walk_through(document: &Document<'_>, page: &str, parts: Parts) -> Result<TextBuilder, ReadError> {
    let mut manner = Page;
    let mut writer =
        Writer::new(document, Format::Html, Origin::Line { line: 1, column: 1 }, &mut manner, FxHashMap::default());
    let mut walk = Walk::new(page, parts);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        walk.token(&token);
        walk.tree.drain(document, &mut writer)?;
    }
    walk.finish();
    walk.tree.drain(document, &mut writer)?;
    let mut out = writer.finish();
    if !out.is_empty() {
        notice_left_out(&mut out, walk.left_out, parts.main);
    }
    Ok(out)
}

/// What tags make of paragraphs: the tag is the style.
struct Page;

impl Manner for Page {
    fn look(&self, paragraph: &Paragraph) -> Cow<'_, Look> {
        let heading = |level| Look { heading: Some((level, HeadingSign::Style)), ..Look::default() };
        let role = |role| Look { role: Some(role), ..Look::default() };
        Cow::Owned(match paragraph.style.as_deref() {
            Some("h1") => heading(1),
            Some("h2") => heading(2),
            Some("h3") => heading(3),
            Some("h4") => heading(4),
            Some("h5") => heading(5),
            Some("h6") => heading(6),
            Some("caption") => role(Role::Caption),
            Some("quotation") => role(Role::Quotation),
            Some("note") => role(Role::Note),
            _ => Look::default(),
        })
    }

    fn label(&mut self, paragraph: &Paragraph, _: &Look) -> (Label, u8) {
        (paragraph.label.clone(), paragraph.depth.unwrap_or(0))
    }
}

fn notice_left_out(out: &mut TextBuilder, left_out: LeftOut, main: bool) {
    if main {
        out.notice("Only the main part of the page was read.");
    } else if left_out.furniture {
        out.notice("Navigation and the foot of the page were left out.");
    }
    let mut say = |count: usize, one: &str, more: &str| match count {
        0 => {}
        1 => out.notice(one),
        _ => out.notice(format!("{count} {more}")),
    };
    say(left_out.pictures, "One picture was not read.", "pictures were not read.");
    say(left_out.struck, "One struck-through passage was left out.", "struck-through passages were left out.");
}
