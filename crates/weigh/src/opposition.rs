//! How far the best compromise is from what everybody would like most.
//!
//! Each party's sum is divided by the most it gets in any admissible deal; the opposition is the
//! least Euclidean distance to the point where everybody gets the most. Which deal is nearest is
//! decided exactly; only the root at the end is a floating-point number.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;

use crate::count::extremes;
use crate::frontier::Frontier;
use crate::number::Exact;
use crate::solutions::best::{Score, largest};
use crate::space::{Scaled, Space};

/// The opposition of a space.
#[derive(Debug, Clone, PartialEq)]
pub struct Opposition {
    /// The distance squared, exact.
    pub squared: Exact,
    /// The distance.
    pub distance: f64,
    /// Places in the frontier that are nearest.
    pub points: Vec<usize>,
}

/// The opposition; `None` where some party's best is not above nought, so that nothing can be
/// divided by it. The nearest vector is always undominated.
pub fn opposition(space: &Space, scaled: &Scaled, frontier: &Frontier) -> Option<Opposition> {
    let most = extremes(space, scaled).most;
    if most.iter().any(|most| *most <= 0) {
        return None;
    }
    let common = most.iter().fold(BigInt::one(), |common, most| common.lcm(&BigInt::from(*most)));
    let factors: Vec<BigInt> = most.iter().map(|most| &common / BigInt::from(*most)).collect();
    let places: Vec<usize> = (0..frontier.len()).collect();
    let points = nearest::<i128>(frontier, &most, &factors, &places)
        .or_else(|| nearest::<BigInt>(frontier, &most, &factors, &places))?;
    let squared = frontier
        .whole(*points.first()?)
        .iter()
        .zip(&most)
        .filter_map(|(sum, most)| Exact::ratio(BigInt::from(most - sum), BigInt::from(*most)))
        .map(|part| &part * &part)
        .sum::<Exact>();
    let distance = squared.root_f64()?;
    Some(Opposition { squared, distance, points })
}

fn nearest<S: Score>(
    frontier: &Frontier,
    most: &[i128],
    factors: &[BigInt],
    places: &[usize],
) -> Option<Vec<usize>> {
    let factors: Vec<S> = factors.iter().map(S::of).collect::<Option<_>>()?;
    largest(places, |at, score: &mut Vec<S>| {
        let mut nearness = S::steps(0);
        for ((sum, most), factor) in frontier.whole(at).iter().zip(most).zip(&factors) {
            let part = S::steps(most - sum).times(factor)?;
            nearness = nearness.minus(&part.times(&part)?)?;
        }
        score.push(nearness);
        Some(())
    })
}
