//! Whole numbers for scores: 128 bits where products fit, else as many as it takes.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// A number that says so when it does not fit.
pub(crate) trait Score: Clone + Ord {
    fn of(number: &BigInt) -> Option<Self>;
    fn steps(number: i128) -> Self;
    fn times(&self, other: &Self) -> Option<Self>;
    fn plus(&self, other: &Self) -> Option<Self>;
    fn minus(&self, other: &Self) -> Option<Self>;
}

impl Score for i128 {
    fn of(number: &BigInt) -> Option<Self> {
        number.to_i128()
    }
    fn steps(number: i128) -> Self {
        number
    }
    fn times(&self, other: &Self) -> Option<Self> {
        self.checked_mul(*other)
    }
    fn plus(&self, other: &Self) -> Option<Self> {
        self.checked_add(*other)
    }
    fn minus(&self, other: &Self) -> Option<Self> {
        self.checked_sub(*other)
    }
}

impl Score for BigInt {
    fn of(number: &BigInt) -> Option<Self> {
        Some(number.clone())
    }
    fn steps(number: i128) -> Self {
        Self::from(number)
    }
    fn times(&self, other: &Self) -> Option<Self> {
        Some(self * other)
    }
    fn plus(&self, other: &Self) -> Option<Self> {
        Some(self + other)
    }
    fn minus(&self, other: &Self) -> Option<Self> {
        Some(self - other)
    }
}

/// The places with the largest score, in their order. `score` fills the given list, which is
/// compared number by number; `None` if a number does not fit.
pub(crate) fn largest<S: Score>(
    places: &[usize],
    mut score: impl FnMut(usize, &mut Vec<S>) -> Option<()>,
) -> Option<Vec<usize>> {
    let (mut best, mut here): (Vec<S>, Vec<S>) = (Vec::new(), Vec::new());
    let mut winners: Vec<usize> = Vec::new();
    for place in places {
        here.clear();
        score(*place, &mut here)?;
        let order = if winners.is_empty() { Ordering::Greater } else { here.cmp(&best) };
        match order {
            Ordering::Greater => {
                winners.clear();
                winners.push(*place);
                std::mem::swap(&mut best, &mut here);
            }
            Ordering::Equal => winners.push(*place),
            Ordering::Less => {}
        }
    }
    Some(winners)
}
