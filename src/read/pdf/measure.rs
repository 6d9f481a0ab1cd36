//! What is usual in a document: the size and weight of running text, its leading, how far its lines reach; and by that,
//! which lines go on in the next.

use rustc_hash::FxHashMap;

use super::flow::{self, Paragraph};
use super::line::Line;
use super::tags::Tags;

/// What is usual in a document.
#[derive(Debug, Default)]
pub(super) struct Measure {
    /// Height of the letters of running text.
    pub size: f32,
    /// Thickness of their strokes.
    pub stroke: f32,
    /// From one baseline to the next, by the height of letters.
    leading: f32,
    /// How far lines reach that begin in the same place, by page and place.
    reach: FxHashMap<(u32, i32), f32>,
}

/// Lines whose beginnings lie no further apart than this, in points, are of one column.
const COLUMN: f32 = 18.0;

impl Measure {
    /// Measures the lines of all pages.
    pub fn new<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Self {
        let size = usual(lines.clone().map(|line| (line.size * 2.0, line.words.len()))) / 2.0;
        let running = lines.clone().filter(|line| (line.size - size).abs() < 0.3 && line.stroke > 0.0);
        let stroke = usual(running.map(|line| (line.stroke, line.words.len())));
        let pairs = lines
            .clone()
            .zip(lines.clone().skip(1))
            .filter(|(one, next)| one.page == next.page && one.size == next.size && (one.left - next.left).abs() < 1.0);
        let steps = pairs.map(|(one, next)| ((next.base - one.base) / next.size, next.words.len()));
        let steps = steps.filter(|(step, _)| (0.9..2.5).contains(step)).map(|(step, words)| (step * 20.0, words));
        let leading = match usual(steps) / 20.0 {
            0.0 => 1.25,
            leading => leading,
        };
        let mut reach = FxHashMap::default();
        for line in lines {
            let most = reach.entry((line.page, column(line))).or_insert(line.right);
            *most = line.right.max(*most);
        }
        Self { size, stroke, leading, reach }
    }

    /// Whether `line` goes on with the paragraph in hand.
    pub fn joins(&self, hand: &Paragraph, line: &Line, tags: &Tags) -> bool {
        let last = hand.last();
        if last.turn != line.turn {
            return false;
        }
        let begins = flow::begins_item(&line.words, &last.words);
        if last.block.is_some() && last.block == line.block {
            return !begins || !self.is_below(last, line);
        }
        if begins || !flow::may_be_one(last.block, line.block, tags) {
            return false;
        }
        if last.page != line.page || line.base < last.base - last.size {
            return self.crosses(hand, line);
        }
        self.is_same_hand(last, line) && self.is_below(last, line) && self.is_in_column(hand, line) && {
            let full = !self.had_room(last, line);
            let tagged_apart = last.block != line.block;
            let goes_on = line.words.starts_with(char::is_lowercase);
            let title = last.size > 1.1 * self.size || last.is_bold(self.stroke);
            goes_on || !tagged_apart && (full || title && !ends(last) && hand.lines.len() < 3)
        }
    }

    /// Whether `line`, in the next column or on the next page, goes on with a sentence that has not ended.
    fn crosses(&self, hand: &Paragraph, line: &Line) -> bool {
        let last = hand.last();
        let near = line.page.checked_sub(last.page).is_some_and(|pages| pages < 2);
        let broken = line.words.starts_with(char::is_lowercase) || last.words.trim_end().ends_with(['-', ',']);
        near && self.is_same_hand(last, line) && broken && !ends(last) && last.words.trim().len() > 15
    }

    /// Whether both lines are in letters of one size and weight.
    fn is_same_hand(&self, one: &Line, other: &Line) -> bool {
        let weight = one.is_bold(self.stroke) == other.is_bold(self.stroke)
            || one.stroke == 0.0
            || other.stroke == 0.0
            || other.words.starts_with(char::is_lowercase);
        (one.size - other.size).abs() < 0.08 * one.size && weight
    }

    /// Whether `line` stands as near below `last` as the next line of a paragraph does.
    fn is_below(&self, last: &Line, line: &Line) -> bool {
        let step = line.base - last.base;
        step > 0.3 * line.size && step < 1.3 * self.leading.min(1.9) * line.size
    }

    /// Whether `line` begins where a line of the paragraph may: below the others, or in the middle as they are.
    fn is_in_column(&self, hand: &Paragraph, line: &Line) -> bool {
        let (first, last) = (hand.first(), hand.last());
        let em = line.size;
        let aligned = (line.left - last.left).abs() < 0.8 * em;
        let hanging = hand.lines.len() == 1
            && line.left > last.left
            && line.left - last.left < 5.0 * em
            && (flow::begins_item(&first.words, "") || flow::has_label(&first.words));
        let indented = hand.lines.len() == 1 && line.left < last.left && last.left - line.left < 5.0 * em;
        let centred = ((line.left + line.right) - (last.left + last.right)).abs() < em;
        aligned || hanging || indented || centred
    }

    /// Whether the first word of `next` would have stood on the line of `last`.
    fn had_room(&self, last: &Line, next: &Line) -> bool {
        let word = next.words.split_whitespace().next().unwrap_or_default().chars().count();
        let letter = (next.right - next.left) / next.words.chars().count().max(1) as f32;
        let reach = last.reach.unwrap_or_else(|| {
            let column = (-1..=1).filter_map(|beside| self.reach.get(&(last.page, column(last) + beside)));
            column.copied().fold(last.right, f32::max)
        });
        reach - last.right > (word + 2) as f32 * letter
    }
}

/// Whether a sentence ends with `line`.
pub(super) fn ends(line: &Line) -> bool {
    line.words.trim_end().trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', ':', ';'])
}

fn column(line: &Line) -> i32 {
    (line.left / COLUMN) as i32
}

/// The value that most words have, rounded.
fn usual(values: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut counts: FxHashMap<i32, usize> = FxHashMap::default();
    for (value, words) in values {
        *counts.entry(value.round() as i32).or_default() += words;
    }
    let most = counts.into_iter().max_by_key(|(value, words)| (*words, *value));
    most.map_or(0.0, |(value, _)| value as f32)
}
