//! OpenDocument texts: comments stand in the text itself, each before the words that it is on.

use std::ops::Range;

use self::body::Body;
use self::pen::Pen;
use super::rewrite::Rewrite;
use super::words::Note;
use super::{AnnotateError, Made};
use crate::read::{Limits, ReadError};

mod annotation;
mod body;
mod paragraph;
mod pen;
mod refuse;

/// The part with the text.
const CONTENT: &str = "content.xml";

/// Puts `notes` into the document, each beside the bytes of its content that it is about.
pub(super) fn annotate(
    name: &str,
    bytes: &[u8],
    notes: &[(Note, Option<Range<usize>>)],
) -> Result<Made, AnnotateError> {
    let limits = Limits::default();
    let mut package = Rewrite::open(name, bytes, &limits)?;
    let ending = refuse::ending(&mut package)?;
    let no_text = || ReadError::damaged(name, "it is a package without an OpenDocument text in it");
    let xml = package.part(CONTENT)?.ok_or_else(no_text)?;
    let body = Body::read(&xml);
    let mut pen = Pen::new(&xml, &body);
    for (note, beside) in notes {
        pen.write(note, beside.as_ref()).ok_or_else(|| AnnotateError::Empty { name: name.to_owned() })?;
    }
    let counts = pen.counts;
    let written = pen.edits().apply(&xml);
    if written != xml {
        package.put(CONTENT, written);
    }
    Ok(Made { bytes: package.finish()?, ending, counts })
}
