//! A paragraph of an OpenDocument text: its words, and what in it takes no mark.

use std::ops::Range;

use crate::annotate::places;

/// A paragraph or heading that stands in no other.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) place: Range<usize>,
    units: Vec<Unit>,
    /// Whether nothing may be put into it.
    held: bool,
    /// The change or field that began in it and has not ended.
    stretch: Option<Stretch>,
}

/// Words, or something among them that is whole: a link, a field, a note, a picture, a tracked change. Marks may stand
/// anywhere among words, whatever they look like, and never inside what is whole.
#[derive(Debug)]
struct Unit {
    place: Range<usize>,
    whole: bool,
}

/// A tracked change or a field that is open.
#[derive(Debug)]
struct Stretch {
    start: usize,
    /// How many are open.
    open: usize,
    /// How many units came before it.
    before: usize,
}

impl Paragraph {
    /// One that begins at `start`.
    pub(super) fn at(start: usize, held: bool) -> Self {
        Self { place: start..start, held, ..Self::default() }
    }

    /// Adds words.
    pub(super) fn words(&mut self, place: Range<usize>) {
        self.units.push(Unit { place, whole: false });
    }

    /// Adds something whole.
    pub(super) fn whole(&mut self, place: Range<usize>) {
        self.units.push(Unit { place, whole: true });
    }

    /// A change or field begins with the tag at `place`.
    pub(super) fn begin(&mut self, place: &Range<usize>) {
        let before = self.units.len();
        let stretch = self.stretch.get_or_insert(Stretch { start: place.start, open: 0, before });
        stretch.open += 1;
    }

    /// A change or field ends with the tag at `place`; one that began in a paragraph before is none of this one's.
    pub(super) fn end(&mut self, place: &Range<usize>) {
        let Some(stretch) = &mut self.stretch else { return };
        stretch.open -= 1;
        if stretch.open == 0 {
            self.join(place.end);
        }
    }

    /// Ends the paragraph with the tag at `place`.
    pub(super) fn close(&mut self, place: &Range<usize>) {
        self.place.end = place.end;
        // where all of it is in a change that goes on, marks are in the change wherever they stand
        if self.stretch.as_ref().is_some_and(|stretch| stretch.before > 0) {
            self.join(place.start);
        }
    }

    /// Makes one of all that is in the stretch, which ends before byte `end`.
    fn join(&mut self, end: usize) {
        let Some(stretch) = self.stretch.take() else { return };
        if self.units.len() > stretch.before {
            self.units.truncate(stretch.before);
            self.whole(stretch.start..end);
        }
    }
}

impl places::Paragraph for Paragraph {
    fn place(&self) -> &Range<usize> {
        &self.place
    }

    fn around(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let first = self.units.iter().find(|unit| words.start < unit.place.end)?;
        let last = self.units.iter().rfind(|unit| unit.place.start < words.end)?;
        let start = if first.whole { first.place.start } else { words.start.max(first.place.start) };
        let end = if last.whole { last.place.end } else { words.end.min(last.place.end) };
        (!self.held && start < end).then_some(start..end)
    }

    fn whole(&self) -> Option<Range<usize>> {
        let (first, last) = (self.units.first()?, self.units.last()?);
        (!self.held).then_some(first.place.start..last.place.end)
    }
}
