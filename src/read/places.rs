//! Lines and columns of a text file, found from byte offsets.

use std::cell::Cell;

use crate::text::Origin;

/// The lines of a text.
pub(super) struct Places<'a> {
    text: &'a str,
    starts: Vec<usize>,
    last: Cell<(usize, u32)>,
}

impl<'a> Places<'a> {
    /// Finds the lines of `text`, which end with LF, CR LF or CR.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Self { text, starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(), last: Cell::new((0, 1)) }
    }

    /// The line and column of byte `offset`.
    ///
    /// Asked in order it counts on from the last answer, so that one line of 16 MB does not take for ever.
    pub fn origin(&self, offset: usize) -> Origin {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let (last, column) = self.last.get();
        let (from, column) = if start <= last && last <= offset { (last, column) } else { (start, 1) };
        let column = column + self.text[from..offset].chars().count() as u32;
        self.last.set((offset, column));
        Origin::Line { line: line as u32, column }
    }

    /// Every line without its end, with the byte it starts at.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let ends = self.starts.iter().skip(1).copied().chain([self.text.len()]);
        self.starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| (start, self.text[start..end].trim_end_matches(['\n', '\r'])))
    }
}
