//! Ruled lines to grids, for tables that no tags tell of: which row and column of which grid a line of text stands in.

use std::collections::BTreeMap;

use super::line::Line;
use super::page::{Page, Rule};

/// Ruled lines that cross one another.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Distances of the columns' edges from the left.
    pub columns: Vec<f32>,
    rows: Vec<f32>,
    across: Vec<Rule>,
    down: Vec<Rule>,
}

/// A cell of a grid: its first row and column, and how many columns it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// How many columns it takes.
    pub columns: usize,
}

/// Lines that lie no further apart than this, in points, are one.
const NEAR: f32 = 2.5;
/// More pairs of lines than this are a drawing, not a table.
const MOST_PAIRS: usize = 2_000_000;
/// No table has more columns.
const MOST_COLUMNS: usize = 60;
/// No table has more rows on one page.
const MOST_ROWS: usize = 300;

/// The grids on `page` that have two rows and two columns or more.
pub(super) fn grids(page: &Page) -> Vec<Grid> {
    let (across, down): (Vec<Rule>, Vec<Rule>) = page.rules.iter().partition(|rule| rule.across);
    let (across, down) = (merged(across), merged(down));
    if across.len() * down.len() > MOST_PAIRS {
        return Vec::new();
    }
    let mut parts = Parts::new(across.len() + down.len());
    for (one, row) in across.iter().enumerate() {
        for (other, column) in down.iter().enumerate() {
            if row.meets(column) {
                parts.join(one, across.len() + other);
            }
        }
    }
    let mut grids: BTreeMap<usize, Grid> = BTreeMap::new();
    for (index, rule) in across.iter().chain(&down).enumerate() {
        let grid = grids.entry(parts.root(index)).or_default();
        if rule.across { &mut grid.across } else { &mut grid.down }.push(*rule);
    }
    grids.into_values().filter_map(Grid::settled).collect()
}

impl Grid {
    /// With its edges in order; nothing if it is too small or too large for a table.
    fn settled(mut self) -> Option<Self> {
        self.columns = edges(&self.down, &self.across);
        self.rows = edges(&self.across, &self.down);
        let fits =
            (3..=MOST_COLUMNS + 1).contains(&self.columns.len()) && (3..=MOST_ROWS + 1).contains(&self.rows.len());
        fits.then_some(self)
    }

    /// The cell that `line` stands in.
    pub fn spot(&self, line: &Line) -> Option<Spot> {
        let x = (line.left + line.right.min(line.left + 4.0 * line.size)) / 2.0;
        let y = line.base - 0.3 * line.size;
        let (column, row) = (between(&self.columns, x)?, between(&self.rows, y)?);
        let bars = |edge: f32| self.down.iter().any(|rule| (rule.at - edge).abs() < NEAR && rule.reaches(y));
        let first = (1..=column).rev().find(|edge| bars(self.columns[*edge])).unwrap_or(0);
        let last = (column + 1..self.columns.len() - 1).find(|edge| bars(self.columns[*edge]));
        let last = last.unwrap_or(self.columns.len() - 1);
        let bars = |edge: f32| self.across.iter().any(|rule| (rule.at - edge).abs() < NEAR && rule.reaches(x));
        let top = (1..=row).rev().find(|edge| bars(self.rows[*edge])).unwrap_or(0);
        Some(Spot { row: top, column: first, columns: last - first })
    }

    /// Whether words in these `spots` make a table of it: charts have gridlines too, and boxes one column.
    pub fn is_table(&self, spots: &[Spot]) -> bool {
        let mut filled = spots.to_vec();
        filled.sort();
        filled.dedup();
        let differ = |part: fn(&Spot) -> usize| filled.iter().any(|spot| part(spot) != part(&filled[0]));
        let cells = (self.columns.len() - 1) * (self.rows.len() - 1);
        let taken: usize = filled.iter().map(|spot| spot.columns).sum();
        filled.len() > 2 && differ(|spot| spot.row) && differ(|spot| spot.column) && taken * 4 >= cells
    }
}

/// Where the lines of one direction stand, with the ends of the other lines where they reach further.
fn edges(rules: &[Rule], others: &[Rule]) -> Vec<f32> {
    let ends = others.iter().flat_map(|rule| [rule.from, rule.to]);
    let (least, most) = ends.fold((f32::MAX, f32::MIN), |(least, most), end| (least.min(end), most.max(end)));
    let mut edges: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    let inside = |end: f32| edges.iter().all(|edge| (edge - end).abs() > 10.0);
    let outer: Vec<f32> = [least, most].into_iter().filter(|end| end.abs() < 1e5 && inside(*end)).collect();
    edges.extend(outer);
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|next, last| *next - *last < 3.0);
    edges
}

fn between(edges: &[f32], place: f32) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= place);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// The rules with those that lie on one another, or end to end, made one.
fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|one, other| one.at.total_cmp(&other.at).then(one.from.total_cmp(&other.from)));
    let mut merged: Vec<Rule> = Vec::new();
    for level in rules.chunk_by(|one, other| other.at - one.at < 1.0) {
        let mut level = level.to_vec();
        level.sort_by(|one, other| one.from.total_cmp(&other.from));
        let start = merged.len();
        for rule in level {
            match merged[start..].last_mut().filter(|last| rule.from <= last.to + NEAR) {
                Some(last) => last.to = last.to.max(rule.to),
                None => merged.push(rule),
            }
        }
    }
    merged.retain(|rule| rule.to - rule.from > 6.0);
    merged
}

impl Rule {
    fn reaches(&self, place: f32) -> bool {
        (self.from - NEAR..=self.to + NEAR).contains(&place)
    }

    fn meets(&self, other: &Self) -> bool {
        self.reaches(other.at) && other.reaches(self.at)
    }
}

/// Which lines hang together.
struct Parts {
    over: Vec<usize>,
}

impl Parts {
    fn new(count: usize) -> Self {
        Self { over: (0..count).collect() }
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.over[index] != index {
            self.over[index] = self.over[self.over[index]];
            index = self.over[index];
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.over[one.max(other)] = one.min(other);
    }
}
