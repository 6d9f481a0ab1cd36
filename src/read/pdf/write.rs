//! Lines of pages to plan notation.

use super::line::{self, Line};
use super::page::Page;
use super::tags::Tags;
use crate::read::line::Line as Words;
use crate::read::plain::shape;
use crate::read::{Document, ReadError};
use crate::text::{Format, LineFacts, Mark, Origin, Text, TextBuilder};

/// Writes the text of `pages`.
pub(super) fn text(document: &Document<'_>, pages: &[Page], broken: &[u32]) -> Result<Text, ReadError> {
    let mut out = TextBuilder::new(Format::Pdf, Origin::Page { page: 1 });
    let tags = Tags::default();
    let mut last: Option<Line> = None;
    let mut words = Words::default();
    for page in pages {
        for line in line::lines(page, &tags) {
            let goes_on = last.as_ref().is_some_and(|last| {
                last.page == line.page
                    && line.base > last.base
                    && line.base - last.base < 1.6 * line.size
                    && (line.left - last.left).abs() < 2.0 * line.size
                    && (line.size - last.size).abs() < 0.5
                    && shape::bullet(&line.words).is_none()
            });
            if !goes_on {
                flush(&mut out, &mut words);
                document.within(&out)?;
            } else if last.as_ref().is_some_and(|last| last.words.trim_end().ends_with('-')) {
                words.pop();
            } else {
                words.blank();
            }
            words.at(Origin::Page { page: page.number });
            words.exact(line.words.trim(), None);
            last = Some(line);
        }
    }
    flush(&mut out, &mut words);
    notices(&mut out, pages, broken);
    Ok(out.finish())
}

fn flush(out: &mut TextBuilder, words: &mut Words) {
    if let Some(origin) = words.origin().filter(|_| !words.is_blank()) {
        out.line(Mark::Paragraph { label: "" }, origin, LineFacts::default());
        words.write(out);
    }
    words.clear();
}

fn notices(out: &mut TextBuilder, pages: &[Page], broken: &[u32]) {
    let pictures: Vec<u32> = pages.iter().filter(|page| page.is_picture()).map(|page| page.number).collect();
    if !pictures.is_empty() {
        out.notice(format!("Pages {pictures:?} are pictures."));
    }
    if !broken.is_empty() {
        out.notice(format!("Pages {broken:?} are broken."));
    }
}
