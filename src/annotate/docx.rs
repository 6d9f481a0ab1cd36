//! Word documents: comments are a part of their own, and marks in the text say where each stands.

use std::ops::Range;

use self::package::Word;
use self::parts::Parts;
use self::pen::Pen;
use super::fate::Counts;
use super::words::Note;
use super::{AnnotateError, Made};
use crate::read::Limits;

mod body;
mod comments;
mod package;
mod parts;
mod pen;
mod refuse;
mod resolved;

/// Puts `notes` into the document, each beside the bytes of the main part that it is about.
pub(super) fn annotate(
    name: &str,
    bytes: &[u8],
    notes: &[(Note, Option<Range<usize>>)],
) -> Result<Made, AnnotateError> {
    let limits = Limits::default();
    let mut package = Word::open(name, bytes, &limits)?;
    let ending = refuse::ending(&mut package, name)?;
    let parts = Parts::read(&mut package)?;
    let mut pen = Pen::new(&parts);
    for (note, beside) in notes {
        pen.write(note, beside.as_ref()).ok_or_else(|| AnnotateError::Empty { name: name.to_owned() })?;
    }
    let counts: Counts = pen.counts;
    parts.finish(pen, &mut package)?;
    Ok(Made { bytes: package.finish()?, ending, counts })
}
