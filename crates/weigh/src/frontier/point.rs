//! A vector of sums, one per party, in the smallest number type and the fixed length that fits.
//!
//! Everything in this folder is written once over [`Point`] and compiled for 64 and 128 bits and for
//! two to six parties; more parties use vectors of any length.

use std::ops::{Add, Sub};

/// A whole number of 64 or 128 bits. Sums have been bounded before, so no addition overflows.
pub(crate) trait Whole:
    Copy + Ord + Add<Output = Self> + Sub<Output = Self> + Default + std::fmt::Debug
{
    /// From the wide form.
    fn narrow(wide: i128) -> Self;
    /// Back to the wide form.
    fn wide(self) -> i128;
}

impl Whole for i64 {
    fn narrow(wide: i128) -> Self {
        // The bound was checked; should it ever fail, comparisons stay in order.
        Self::try_from(wide).unwrap_or(if wide < 0 { Self::MIN / 4 } else { Self::MAX / 4 })
    }

    fn wide(self) -> i128 {
        i128::from(self)
    }
}

impl Whole for i128 {
    fn narrow(wide: i128) -> Self {
        wide
    }

    fn wide(self) -> i128 {
        self
    }
}

/// A vector with one sum per party. Ordered lexicographically.
pub(crate) trait Point: Clone + Ord + std::fmt::Debug {
    /// Its numbers.
    type Number: Whole;
    /// From the wide form.
    fn of(wide: &[i128]) -> Self;
    /// How many numbers.
    fn dims(&self) -> usize;
    /// The number of one party; `at < dims`.
    fn at(&self, at: usize) -> Self::Number;
    /// The sum.
    fn plus(&self, other: &Self) -> Self;

    /// At least as good for everybody from `first` on.
    #[inline]
    fn covers(&self, other: &Self, first: usize) -> bool {
        (first..self.dims()).all(|at| self.at(at) >= other.at(at))
    }
}

impl<T: Whole, const N: usize> Point for [T; N] {
    type Number = T;

    fn of(wide: &[i128]) -> Self {
        // A space with one party is walked with a second number that is always the same.
        std::array::from_fn(|at| wide.get(at).map_or_else(T::default, |wide| T::narrow(*wide)))
    }

    #[inline]
    fn dims(&self) -> usize {
        N
    }

    #[inline]
    fn at(&self, at: usize) -> T {
        self[at]
    }

    #[inline]
    fn plus(&self, other: &Self) -> Self {
        std::array::from_fn(|at| self[at] + other[at])
    }
}

impl<T: Whole> Point for Vec<T> {
    type Number = T;

    fn of(wide: &[i128]) -> Self {
        wide.iter().map(|wide| T::narrow(*wide)).collect()
    }

    fn dims(&self) -> usize {
        self.len()
    }

    fn at(&self, at: usize) -> T {
        self[at]
    }

    fn plus(&self, other: &Self) -> Self {
        self.iter().zip(other).map(|(a, b)| *a + *b).collect()
    }
}

/// Calls one function compiled for the number of parties at hand.
macro_rules! for_parties {
    ($parties:expr, $narrow:expr, $function:ident ( $($argument:expr),* )) => {
        match ($parties, $narrow) {
            (0..=2, true) => $function::<[i64; 2]>($($argument),*),
            (3, true) => $function::<[i64; 3]>($($argument),*),
            (4, true) => $function::<[i64; 4]>($($argument),*),
            (5, true) => $function::<[i64; 5]>($($argument),*),
            (6, true) => $function::<[i64; 6]>($($argument),*),
            (0..=2, false) => $function::<[i128; 2]>($($argument),*),
            (3, false) => $function::<[i128; 3]>($($argument),*),
            (4, false) => $function::<[i128; 4]>($($argument),*),
            (_, true) => $function::<Vec<i64>>($($argument),*),
            (_, false) => $function::<Vec<i128>>($($argument),*),
        }
    };
}

pub(crate) use for_parties;
