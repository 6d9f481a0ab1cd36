//! Sets of places in a stretch of words, as bit masks: narrow ones for the lines that fit, which most do, and wide ones.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// A set of places: bit n is the place before word n, and the one after the last word has a bit too.
pub(super) trait Places:
    Copy
    + Default
    + PartialEq
    + Not<Output = Self>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitAndAssign
    + BitOrAssign
{
    /// The most words a stretch may have.
    const WORDS: usize;
    /// Every place.
    const ALL: Self;

    /// The place before word `word`, which is of the stretch or one past it.
    fn at(word: usize) -> Self;

    /// The places before the first `words` words.
    fn first(words: usize) -> Self;

    /// So many words on; what leaves the stretch is gone.
    fn on(self, words: u32) -> Self;

    /// So many words back; what leaves the stretch is gone.
    fn back(self, words: u32) -> Self;

    /// The first of the places, which must not be none.
    fn earliest(self) -> usize;

    /// The last of the places, which must not be none.
    fn latest(self) -> usize;

    /// Whether there is none.
    fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Whether there is one and no more.
    fn is_one(self) -> bool;
}

macro_rules! places {
    ($mask:ty) => {
        impl Places for $mask {
            const WORDS: usize = <$mask>::BITS as usize - 1;
            const ALL: Self = <$mask>::MAX;

            fn at(word: usize) -> Self {
                1 << word
            }

            fn first(words: usize) -> Self {
                (1 << words) - 1
            }

            fn on(self, words: u32) -> Self {
                self.checked_shl(words).unwrap_or(0)
            }

            fn back(self, words: u32) -> Self {
                self.checked_shr(words).unwrap_or(0)
            }

            fn earliest(self) -> usize {
                self.trailing_zeros() as usize
            }

            fn latest(self) -> usize {
                Self::WORDS - self.leading_zeros() as usize
            }

            fn is_one(self) -> bool {
                self.is_power_of_two()
            }
        }
    };
}

places!(u64);
places!(u128);
