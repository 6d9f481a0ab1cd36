//! Comments: a Word document or OpenDocument text and its audit come in, the same document with comments comes out.
//!
//! Bytes to bytes, without files or clock. Nothing changes but comments and what makes them known: the text keeps every
//! byte between the marks, and every other part of the package is copied as it is packed.

use std::ops::Range;

use self::fate::Counts;
use self::words::Note;
use crate::check::Audit;
use crate::plan::{BlockId, Plan};
use crate::text::{Format, Span, Text};

mod docx;
mod error;
mod fate;
mod odt;
mod places;
mod rewrite;
mod splice;
mod words;

pub use error::AnnotateError;

/// Which comments to write.
#[derive(Clone, Debug, Default)]
pub struct Comments {
    /// Also one for each expectation that is met, beside the words that meet it.
    pub all: bool,
    /// Findings that somebody has set aside: the code of each, and the reason. They get no comment, and one that is
    /// there is resolved.
    pub set_aside: Vec<(String, String)>,
}

/// A document with comments.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The document.
    pub bytes: Vec<u8>,
    /// How its name must end for programs to open it: `docx`, `docm`, `dotx`, `dotm`, `odt` or `ott`.
    pub ending: &'static str,
    /// Comments that were not there before.
    pub added: usize,
    /// Comments of planlint's that now say something else.
    pub updated: usize,
    /// Comments of planlint's that were open and are now resolved.
    pub resolved: usize,
    /// Comments of planlint's that stay as they were.
    pub kept: usize,
}

/// Puts comments on `audit` into the document `bytes` that it is an audit of, a Word document or an OpenDocument text;
/// `name` is for messages.
///
/// A comment is planlint's own if planlint is its author and it begins with the code of an expectation that was checked.
/// Those are brought up to date, and resolved where there is nothing more to do; all others are left alone. Comments
/// have no date, so that the same document always gives the same bytes.
///
/// # Errors
/// If it is of another kind, is signed or protected, or has nothing in it to comment on.
pub fn annotate(name: &str, bytes: &[u8], audit: &Audit<'_>, choice: &Comments) -> Result<Annotated, AnnotateError> {
    let write = match audit.plan.text().format() {
        Format::Docx => docx::annotate,
        Format::Odt => odt::annotate,
        format => return Err(AnnotateError::of(format, name)),
    };
    let notes: Vec<(Note, Option<Range<usize>>)> = words::notes(audit, choice)
        .into_iter()
        .map(|note| {
            let beside = note.beside.and_then(|(block, span)| source(audit.plan, block, span));
            (note, beside)
        })
        .collect();
    let Made { bytes, ending, counts: Counts { added, updated, resolved, kept } } = write(name, bytes, &notes)?;
    Ok(Annotated { bytes, ending, added, updated, resolved, kept })
}

/// What came of a document in one of the formats.
struct Made {
    bytes: Vec<u8>,
    ending: &'static str,
    counts: Counts,
}

/// The bytes of the main part that the words at `span` were read from; those of a block before, where they are not from
/// there (notes are in a part of their own).
fn source(plan: &Plan, block: BlockId, span: Span) -> Option<Range<usize>> {
    let earlier = (0..block).rev().map(|block| plan.blocks()[block].span);
    std::iter::once(span).chain(earlier).find_map(|span| source_of(plan.text(), span))
}

fn source_of(text: &Text, span: Span) -> Option<Range<usize>> {
    let first = text.pieces().partition_point(|piece| piece.span.end <= span.start);
    let pieces = text.pieces()[first..].iter().take_while(|piece| piece.span.start < span.end);
    let bytes = pieces.filter_map(|piece| {
        let source = piece.source.filter(|source| source.part == 0)?;
        let (before, after) = match piece.exact {
            true => (span.start.saturating_sub(piece.span.start), piece.span.end.saturating_sub(span.end)),
            false => (0, 0),
        };
        Some((source.start + before) as usize..(source.start + source.len - after) as usize)
    });
    bytes.reduce(|all, more| all.start.min(more.start)..all.end.max(more.end))
}
