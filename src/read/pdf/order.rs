//! Lines in the order they were drawn to the order they are read in.
//!
//! Most programs draw a page in the order it was written, and guessing from places does worse than that. Places decide only
//! where the drawing jumps about.

use super::line::Line;

/// Brings `lines` of one page into reading order.
pub(super) fn read(mut lines: Vec<Line>) -> Vec<Line> {
    let upright = most_common_turn(&lines);
    // what stands on its side, such as the name of an axis, comes after the text
    let aside: Vec<Line> = lines.extract_if(.., |line| line.turn != upright).collect();
    if jumps(&lines) {
        let all: Vec<usize> = (0..lines.len()).collect();
        let mut order = Vec::new();
        cut(&lines, all, 0, &mut order);
        let mut taken: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
        lines = order.into_iter().filter_map(|index| taken[index].take()).collect();
    }
    lines.extend(aside);
    lines
}

fn most_common_turn(lines: &[Line]) -> u8 {
    let mut letters = [0_usize; 4];
    lines.iter().for_each(|line| letters[usize::from(line.turn & 3)] += line.words.len());
    (0..4).max_by_key(|turn| (letters[usize::from(*turn)], 3 - *turn)).unwrap_or(0)
}

/// Whether the lines were drawn in no order a person would read them in: back up the page again and again, or to and fro
/// between columns.
fn jumps(lines: &[Line]) -> bool {
    let tagged = lines.iter().filter(|line| line.block.is_some()).count();
    if lines.len() < 6 || tagged * 2 > lines.len() {
        return false;
    }
    let back = lines.windows(2).filter(|pair| {
        let [one, next] = pair else { return false };
        let up = next.base < one.base - 1.5 * one.size.max(next.size);
        up && next.left < one.right
    });
    let long = |line: &Line| line.words.len() > 24;
    let fro = lines.windows(2).filter(|pair| {
        let [one, next] = pair else { return false };
        (one.base - next.base).abs() < 0.5 * one.size && next.left > one.right && long(one) && long(next)
    });
    back.count() * 4 > lines.len() || fro.count() * 5 > lines.len()
}

/// Cuts a part of the page along its widest white gap, again and again, and reads left before right, above before below.
fn cut(lines: &[Line], part: Vec<usize>, depth: usize, order: &mut Vec<usize>) {
    if part.len() < 2 || depth > 40 {
        return row_by_row(lines, part, order);
    }
    let em = part.iter().map(|index| lines[*index].size).sum::<f32>() / part.len() as f32;
    let down = gap(part.iter().map(|index| (lines[*index].left, lines[*index].right, *index)).collect());
    let across =
        gap(part.iter().map(|index| (lines[*index].base - lines[*index].size, lines[*index].base, *index)).collect());
    let (wide, at) = down;
    let (high, below) = across;
    // a gutter between columns counts for more than a gap between paragraphs
    let (first, second): (Vec<usize>, Vec<usize>) = if wide > 0.8 * em && 1.5 * wide >= high {
        part.into_iter().partition(|index| lines[*index].left < at)
    } else if high > 0.3 * em {
        part.into_iter().partition(|index| lines[*index].base < below)
    } else {
        return row_by_row(lines, part, order);
    };
    if first.is_empty() || second.is_empty() {
        return row_by_row(lines, [first, second].concat(), order);
    }
    cut(lines, first, depth + 1, order);
    cut(lines, second, depth + 1, order);
}

/// The widest gap between stretches, and where the stretch after it begins.
fn gap(mut stretches: Vec<(f32, f32, usize)>) -> (f32, f32) {
    stretches.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.2.cmp(&other.2)));
    let (mut widest, mut at, mut end) = (0.0, f32::MIN, f32::MIN);
    for (from, to, _) in stretches {
        if end > f32::MIN && from - end > widest {
            (widest, at) = (from - end, from);
        }
        end = end.max(to);
    }
    (widest, at)
}

fn row_by_row(lines: &[Line], mut part: Vec<usize>, order: &mut Vec<usize>) {
    // rows are told by rounded height, for an order must hold between any two
    let row = |index: usize| (lines[index].base / 4.0).round();
    part.sort_by(|one, other| {
        let heights = row(*one).total_cmp(&row(*other));
        heights.then(lines[*one].left.total_cmp(&lines[*other].left)).then(one.cmp(other))
    });
    order.extend(part);
}
