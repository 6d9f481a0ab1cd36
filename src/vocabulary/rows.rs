//! Rows of numbers, laid end to end, and stretches of what lies side by side: reading a vector for each of them would take
//! most of the time in which the program starts.

use serde::{Deserialize, Serialize};

use crate::words::flat;

/// Rows of numbers, in the order they were added.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    #[serde(with = "flat")]
    flat: Vec<u32>,
    /// Where each row ends.
    #[serde(with = "flat")]
    ends: Vec<u32>,
}

impl Rows {
    /// Adds a row.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.flat.extend(row);
        self.ends.push(number(self.flat.len()));
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Row number `row`.
    #[inline]
    pub(super) fn row(&self, row: usize) -> &[u32] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.flat[start as usize..self.ends[row] as usize]
    }

    /// Every row, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|row| self.row(row))
    }
}

impl<R: IntoIterator<Item = u32>> FromIterator<R> for Rows {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
}

/// Some that lie side by side: the first, and one past the last.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Stretch(pub(super) u32, pub(super) u32);

impl Stretch {
    /// Adds `these` to the end of `all`.
    pub(super) fn of<T>(all: &mut Vec<T>, these: Vec<T>) -> Self {
        let first = number(all.len());
        all.extend(these);
        Self(first, number(all.len()))
    }

    /// Those of `all`.
    pub(super) fn of_all<T>(self, all: &[T]) -> &[T] {
        &all[self.0 as usize..self.1 as usize]
    }
}

/// A number as the rules keep it.
pub(super) fn number(of: usize) -> u32 {
    u32::try_from(of).expect("rules are smaller than the memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let given = vec![vec![3, 1], vec![], vec![7]];
        let rows: Rows = given.clone().into_iter().collect();
        assert_eq!(rows.iter().map(<[u32]>::to_vec).collect::<Vec<_>>(), given);
        assert_eq!((rows.len(), rows.row(2)), (3, &[7][..]));
    }
}
