//! Places in a document as editors count them: lines from 0, characters in UTF-8 or UTF-16 units.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::Text;

/// The lines of a document's own text.
#[derive(Debug)]
pub(super) struct Places {
    source: String,
    starts: Vec<usize>,
    wide: bool,
}

impl Places {
    /// The lines of `source`, counted in `encoding`.
    pub(super) fn new(source: String, encoding: &PositionEncodingKind) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, starts, wide: *encoding != PositionEncodingKind::UTF8 }
    }

    /// The document's own text.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// The place of a byte of the source.
    pub(super) fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.source.len());
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let before = self.source.get(self.starts[line]..byte).unwrap_or_default();
        let units = if self.wide { before.encode_utf16().count() } else { before.len() };
        Position { line: line as u32, character: units as u32 }
    }

    /// The line of this number, from 1.
    pub(super) fn numbered(&self, line: u32) -> Range {
        self.line(self.starts.get((line as usize).saturating_sub(1)).copied().unwrap_or_default())
    }

    /// The line that holds a byte, without its end.
    pub(super) fn line(&self, byte: usize) -> Range {
        let line = self.position(byte).line as usize;
        let start = self.starts[line];
        let end = self.starts.get(line + 1).map_or(self.source.len(), |next| next - 1);
        let end = start + self.source.get(start..end).unwrap_or_default().trim_end_matches('\r').len();
        Range { start: self.position(start), end: self.position(end) }
    }
}

/// The byte of the document's own text that a byte of its notation was read from, or stands nearest to.
pub(super) fn source_byte(text: &Text, at: u32) -> usize {
    let pieces = text.pieces();
    let here = pieces.partition_point(|piece| piece.span.end <= at);
    let exact = |piece: &crate::text::Piece| {
        let source = piece.source?;
        let inside = if piece.exact { at.saturating_sub(piece.span.start).min(source.len) } else { 0 };
        Some((source.start + inside) as usize)
    };
    let before = || {
        pieces[..here.min(pieces.len())]
            .iter()
            .rev()
            .find_map(|piece| piece.source.map(|source| (source.start + source.len) as usize))
    };
    pieces.get(here).and_then(exact).or_else(before).unwrap_or(0)
}
