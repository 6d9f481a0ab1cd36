//! What stands on a page: pieces of text with their places, ruled lines, pictures.

use std::ops::Range;

/// A page, with what was drawn on it in the order it was drawn.
///
/// Places are in points from the top left corner, as the page is shown.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Number of the page.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// The letters of all pieces.
    pub letters: String,
    /// Text, in the order it was drawn.
    pub pieces: Vec<Piece>,
    /// Ruled lines.
    pub rules: Vec<Rule>,
    /// The part of the page that pictures cover, at most 1.
    pub pictured: f32,
    /// How many letters nobody can name, for their font does not say what they are.
    pub unnamed: usize,
}

/// Letters drawn one after another on one baseline.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its letters on the page.
    pub letters: Range<usize>,
    /// Where it begins, along its baseline.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// How far down its baseline is.
    pub base: f32,
    /// Height of its letters.
    pub size: f32,
    /// Thickness of its strokes, in thousandths of its height, added up over `weighed` letters.
    pub stroke: f32,
    /// How many letters were weighed.
    pub weighed: u32,
    /// Whether it was drawn twice to make it bold.
    pub doubled: bool,
    /// Quarter turns clockwise that it is written at.
    pub turn: u8,
    /// What the marks around it say.
    pub mark: Mark,
}

/// What marked content says of the text in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// The number by which the structure tree calls it.
    pub content: Option<u32>,
    /// Whether it is no part of the text: a running header, a page number, an ornament.
    pub artifact: bool,
}

/// A straight line, or a bar thin enough to be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs across the page.
    pub across: bool,
    /// Its height on the page, or its distance from the left if it runs down.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Page {
    /// The words of `piece`.
    pub fn words(&self, piece: &Piece) -> &str {
        &self.letters[piece.letters.clone()]
    }

    /// Whether it shows pictures and hardly a word.
    pub fn is_picture(&self) -> bool {
        let words =
            self.letters.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        self.pictured > 0.3 && words.take(8).count() < 8
    }
}
