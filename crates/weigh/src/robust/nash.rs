//! The Nash deals of one draw: the rule of [`crate::solutions`], without the other rules beside it.

use num_bigint::BigInt;

use crate::count::extremes;
use crate::frontier::Frontier;
use crate::space::{Scaled, Space};

/// Places in the frontier with the largest product of gains, ascending; `None`: no deal gives every
/// party what it has without one.
pub(super) fn nash(space: &Space, scaled: &Scaled, frontier: &Frontier) -> Option<Vec<usize>> {
    let without: Vec<i128> = if scaled.reserves().iter().all(Option::is_some) {
        scaled.reserves().iter().copied().flatten().collect()
    } else {
        let least = extremes(space, scaled).least;
        scaled.reserves().iter().zip(least).map(|(own, least)| own.unwrap_or(least)).collect()
    };
    let rational: Vec<(usize, &[i128])> = frontier
        .points()
        .enumerate()
        .filter(|(_, point)| point.iter().zip(&without).all(|(sum, own)| sum >= own))
        .collect();
    let gains_of =
        |party: usize| rational.iter().any(|(_, point)| point.get(party) > without.get(party));
    let active: Vec<usize> = (0..without.len()).filter(|party| gains_of(*party)).collect();
    if rational.is_empty() {
        return None;
    }
    let gains = |point: &[i128]| -> Vec<i128> {
        let gain = |party: &usize| Some(point.get(*party)? - without.get(*party)?);
        active.iter().filter_map(gain).collect()
    };
    let small: Option<Vec<i128>> = rational
        .iter()
        .map(|(_, point)| gains(point).into_iter().try_fold(1_i128, i128::checked_mul))
        .collect();
    if let Some(products) = small {
        return Some(largest(&rational, &products));
    }
    let product = |point: &[i128]| gains(point).into_iter().map(BigInt::from).product();
    let products: Vec<BigInt> = rational.iter().map(|(_, point)| product(point)).collect();
    Some(largest(&rational, &products))
}

fn largest<T: Ord>(rational: &[(usize, &[i128])], products: &[T]) -> Vec<usize> {
    let best = products.iter().max();
    let both = rational.iter().zip(products);
    both.filter(|(_, product)| Some(*product) == best).map(|((at, _), _)| *at).collect()
}
