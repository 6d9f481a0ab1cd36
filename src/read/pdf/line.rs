//! Pieces of a page to its lines, in the order they were drawn.

use super::page::{Page, Piece, Rule};
use super::tags::{BlockId, Tags};

/// A line of text, or the part of one that stands in one column or cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Page number.
    pub page: u32,
    /// Its words.
    pub words: String,
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// How far down its baseline is.
    pub base: f32,
    /// Height of most of its letters.
    pub size: f32,
    /// Mean thickness of its strokes, in thousandths of their height; 0 where it has no letters that can be weighed.
    pub stroke: f32,
    /// Whether it was drawn twice to make it bold.
    pub doubled: bool,
    /// Quarter turns clockwise that it is written at.
    pub turn: u8,
    /// How far it may reach, where that is known: in a cell of ruled lines.
    pub reach: Option<f32>,
    /// The tagged block it is in.
    pub block: Option<BlockId>,
    /// Whether it is marked as no part of the text.
    pub artifact: bool,
    /// The number of the note that it begins.
    pub note: Option<String>,
    weighed: u32,
    /// The thinnest strokes of a piece long enough to tell.
    thinnest: f32,
    longest: usize,
}

/// The lines of `page`, in the order they were drawn.
pub(super) fn lines(page: &Page, tags: &Tags) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let bars = Bars::of(page);
    for piece in &page.pieces {
        let words = page.words(piece);
        let block = piece.mark.content.and_then(|content| tags.block(page.number, content));
        let last = lines.last_mut();
        match last {
            Some(line) if line.is_beside(piece, block) && !bars.part(line, piece) => line.add(piece, words),
            Some(line) if line.is_labelled_by(piece, block) && (block.is_some() || is_label(words)) => {
                line.label(piece, words);
            }
            _ if words.trim().is_empty() => {}
            _ => lines.push(Line::new(page.number, piece, words, block)),
        }
    }
    lines.retain(|line| !line.words.trim().is_empty());
    lines
}
/// Ruled lines that run down a page, from left to right.
struct Bars(Vec<Rule>);

impl Bars {
    fn of(page: &Page) -> Self {
        let mut bars: Vec<Rule> = page.rules.iter().filter(|rule| !rule.across).copied().collect();
        bars.sort_by(|one, other| one.at.total_cmp(&other.at));
        Self(bars)
    }

    /// Whether a bar stands between `line` and `piece`.
    fn part(&self, line: &Line, piece: &Piece) -> bool {
        if piece.left - line.right < 0.25 * line.size || line.turn != 0 {
            return false;
        }
        let first = self.0.partition_point(|bar| bar.at < line.right - 0.5);
        let between = self.0[first..].iter().take_while(|bar| bar.at < piece.left + 0.5);
        between.into_iter().any(|bar| bar.from < piece.base && piece.base - piece.size < bar.to)
    }
}

impl Line {
    fn new(page: u32, piece: &Piece, words: &str, block: Option<BlockId>) -> Self {
        Self {
            page,
            words: words.trim_start().to_owned(),
            left: piece.left,
            right: piece.right,
            base: piece.base,
            size: piece.size,
            stroke: if piece.weighed > 0 { piece.stroke / piece.weighed as f32 } else { 0.0 },
            doubled: piece.doubled,
            turn: piece.turn,
            reach: None,
            block,
            artifact: piece.mark.artifact,
            note: None,
            weighed: piece.weighed,
            thinnest: thickness(piece).unwrap_or(f32::MAX),
            longest: words.len(),
        }
    }

    /// Whether `piece` goes on in this line.
    fn is_beside(&self, piece: &Piece, block: Option<BlockId>) -> bool {
        let em = self.size.max(piece.size);
        let gap = piece.left - self.right;
        let widest = if is_label(&self.words) {
            4.0
        } else if block.is_some() {
            40.0
        } else {
            1.2
        };
        let raised = self.base - piece.base;
        let level = raised.abs() < 0.3 * em || self.is_raised(piece) || self.is_note_mark_before(piece);
        self.turn == piece.turn
            && self.block == block
            && self.artifact == piece.mark.artifact
            && level
            && (-0.5 * em..widest * em).contains(&gap)
    }

    /// Whether `piece` stands before this line in the same tagged block: some programs draw labels last.
    fn is_labelled_by(&self, piece: &Piece, block: Option<BlockId>) -> bool {
        let near = block.is_some() || self.left - piece.right < 4.0 * self.size && self.words.len() < 200;
        near && self.block == block
            && self.turn == piece.turn
            && (self.base - piece.base).abs() < 0.3 * self.size
            && piece.right < self.left + 0.5 * self.size
            && piece.mark.artifact == self.artifact
    }

    fn label(&mut self, piece: &Piece, words: &str) {
        let label = words.trim();
        if !label.is_empty() {
            self.words = format!("{label} {}", self.words);
            self.left = piece.left;
        }
    }

    fn add(&mut self, piece: &Piece, words: &str) {
        let gap = piece.left - self.right;
        self.right = self.right.max(piece.right);
        self.doubled &= piece.doubled || words.trim().is_empty();
        if self.is_note_mark_before(piece) {
            let mark = self.words.trim().to_owned();
            *self = Self { left: self.left, note: Some(mark), ..Self::new(self.page, piece, words, self.block) };
            return;
        }
        if self.is_raised(piece) && is_note_mark(words) && !self.is_measure() {
            return;
        }
        if gap > 0.19 * self.size.min(piece.size) && !self.words.ends_with(' ') && !words.starts_with(' ') {
            self.words.push(' ');
        }
        self.words.push_str(if self.words.ends_with(' ') { words.trim_start() } else { words });
        if words.trim().len() > self.longest {
            self.longest = words.len();
            (self.size, self.base) = (piece.size, piece.base);
        }
        if piece.weighed > 0 {
            let weighed = self.weighed + piece.weighed;
            self.stroke = (self.stroke * self.weighed as f32 + piece.stroke) / weighed as f32;
            self.weighed = weighed;
            self.thinnest = thickness(piece).map_or(self.thinnest, |stroke| stroke.min(self.thinnest));
        }
    }

    /// Whether `piece` is small and stands high, as marks of notes do.
    fn is_raised(&self, piece: &Piece) -> bool {
        let raised = self.base - piece.base;
        piece.size < 0.8 * self.size && (0.1 * self.size..0.8 * self.size).contains(&raised)
    }

    /// Whether this line is so far the mark of a note, and `piece` the note.
    fn is_note_mark_before(&self, piece: &Piece) -> bool {
        let lowered = piece.base - self.base;
        self.size < 0.8 * piece.size && lowered > 0.1 * piece.size && lowered < piece.size && is_note_mark(&self.words)
    }

    /// Whether it ends in a measure that may be squared.
    fn is_measure(&self) -> bool {
        let last = self.words.split_whitespace().next_back().unwrap_or_default();
        ["m", "km", "cm", "mm"].contains(&last.trim_start_matches(|letter: char| letter.is_ascii_digit()))
    }

    /// Whether all of it is in heavier letters than `stroke`, those of running text: a line may begin in bold.
    pub fn is_bold(&self, stroke: f32) -> bool {
        let all = self.stroke.min(self.thinnest);
        self.doubled || (stroke > 0.0 && all > 1.22 * stroke)
    }
}

/// The thickness of a piece's strokes, if it has letters enough to tell.
fn thickness(piece: &Piece) -> Option<f32> {
    (piece.weighed >= 8).then(|| piece.stroke / piece.weighed as f32)
}

/// Whether `words` are a bullet or a number, and what they stand before is still to come.
fn is_label(words: &str) -> bool {
    let words = words.trim();
    let number = words.trim_matches(['(', ')', '.']);
    let numbered = !number.is_empty()
        && number.len() <= 5
        && words.len() > number.len()
        && number.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.');
    let bare = !words.is_empty() && words.len() <= 2 && words.bytes().all(|byte| byte.is_ascii_digit());
    let dotted = words.contains('.') && words.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let bullet = words.chars().count() == 1 && !words.contains(char::is_alphanumeric) || words == "o";
    numbered || bare || dotted || bullet
}

/// Whether `words` are what a note is called by: `3`, `*`.
fn is_note_mark(words: &str) -> bool {
    let words = words.trim().trim_end_matches([',', '.', ')']);
    let number = words.len() <= 3 && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let symbol = words.chars().count() <= 3 && words.chars().all(|letter| "*†‡§¶".contains(letter));
    !words.is_empty() && (number || symbol)
}
