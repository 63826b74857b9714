//! Which of many vectors are undominated: a sweep for two and three parties, divide and conquer from
//! four (Kung, Luccio and Preparata 1975).
//!
//! Vectors come sorted, best first, lexicographically. So a vector can be dominated only by one that
//! stands before it, and its first number need not be looked at again.

use std::cmp::Reverse;

use super::point::Point;
use crate::work::{Progress, Stop, Work};

/// Below this, comparing each with each is quicker.
const SMALL: usize = 24;
/// The same for one list against another: the product of their lengths.
const SMALL_PAIRS: usize = 768;
/// Between two looks at whether somebody said stop.
const LARGE: usize = 1 << 14;

/// Pairs of numbers of which none is at least as good in both as another; the first falls, the
/// second rises.
pub(crate) struct Staircase<T>(Vec<(T, T)>);

impl<T: Copy + Ord> Staircase<T> {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    /// Takes the pair in unless one that is at least as good in both is there. Whether it did.
    #[inline]
    pub(crate) fn add(&mut self, first: T, second: T) -> bool {
        let at = self.0.partition_point(|step| step.0 >= first);
        if at > 0 && self.0[at - 1].1 >= second {
            return false;
        }
        let covered = self.0[at..].iter().take_while(|step| step.1 <= second).count();
        if covered == 0 {
            self.0.insert(at, (first, second));
        } else {
            self.0[at] = (first, second);
            if covered > 1 {
                self.0.drain(at + 1..at + covered);
            }
        }
        true
    }

    /// Whether a pair that is at least as good in both is there.
    #[inline]
    pub(crate) fn covers(&self, first: T, second: T) -> bool {
        let at = self.0.partition_point(|step| step.0 >= first);
        at > 0 && self.0[at - 1].1 >= second
    }
}

/// For each of the vectors, sorted best first and no two alike, whether it is undominated.
pub(crate) fn undominated<P: Point>(points: &[P], work: &Work) -> Result<Vec<bool>, Stop> {
    let dims = points.first().map_or(0, Point::dims);
    let mut alive = vec![true; points.len()];
    match dims {
        0 | 1 => alive.iter_mut().skip(1).for_each(|alive| *alive = false),
        2 => {
            let mut best: Option<P::Number> = None;
            for (point, alive) in points.iter().zip(&mut alive) {
                let second = point.at(1);
                *alive = best.is_none_or(|best| second > best);
                if *alive {
                    best = Some(second);
                }
            }
        }
        3 => {
            let mut stairs = Staircase::new();
            for (point, alive) in points.iter().zip(&mut alive) {
                *alive = stairs.add(point.at(1), point.at(2));
            }
        }
        _ => divide(points, &mut alive, work)?,
    }
    Ok(alive)
}

/// Halves the list; what is left of the first half may dominate what is left of the second.
fn divide<P: Point>(points: &[P], alive: &mut [bool], work: &Work) -> Result<(), Stop> {
    if points.len() <= SMALL {
        for at in 1..points.len() {
            let covered =
                (0..at).any(|earlier| alive[earlier] && points[earlier].covers(&points[at], 1));
            alive[at] = !covered;
        }
        return Ok(());
    }
    if points.len() >= LARGE {
        work.tell(Progress { done: 0, of: 0, points: points.len() as u64 })?;
    }
    let middle = points.len() / 2;
    let (first, second) = points.split_at(middle);
    let (first_alive, second_alive) = alive.split_at_mut(middle);
    divide(first, first_alive, work)?;
    divide(second, second_alive, work)?;
    let left = |points: &[P], alive: &[bool]| -> Vec<(P, u32)> {
        let both = points.iter().zip(alive).zip(0..);
        both.filter(|((_, alive), _)| **alive).map(|((point, _), at)| (point.clone(), at)).collect()
    };
    let high = left(first, first_alive);
    let low = left(second, second_alive);
    cover(high, low, 1, second_alive);
    Ok(())
}

/// Marks each of `low` that one of `high` covers in the numbers from `first` on.
fn cover<P: Point>(
    mut high: Vec<(P, u32)>,
    mut low: Vec<(P, u32)>,
    first: usize,
    alive: &mut [bool],
) {
    if high.is_empty() || low.is_empty() {
        return;
    }
    if high.len() * low.len() <= SMALL_PAIRS {
        for (point, at) in &low {
            if high.iter().any(|(better, _)| better.covers(point, first)) {
                alive[*at as usize] = false;
            }
        }
        return;
    }
    let dims = high[0].0.dims();
    if dims - first <= 3 {
        sweep(&mut high, &mut low, first, alive);
        return;
    }
    // Split both at the middle of all numbers in this place.
    let mut numbers: Vec<P::Number> =
        high.iter().chain(&low).map(|(point, _)| point.at(first)).collect();
    let middle = numbers.len() / 2;
    let (_, split, _) = numbers.select_nth_unstable(middle);
    let mut split = *split;
    let lowest = numbers.iter().copied().min().unwrap_or(split);
    if split == lowest {
        // At least half are the lowest: what is above it goes one way, what is equal the other.
        match numbers.iter().copied().filter(|number| *number > lowest).min() {
            Some(above) => split = above,
            None => return cover(high, low, first + 1, alive),
        }
    }
    let (high_up, high_down): (Vec<_>, Vec<_>) =
        high.into_iter().partition(|(point, _)| point.at(first) >= split);
    let (low_up, low_down): (Vec<_>, Vec<_>) =
        low.into_iter().partition(|(point, _)| point.at(first) >= split);
    cover(high_up.clone(), low_down.clone(), first + 1, alive);
    cover(high_up, low_up, first, alive);
    let still: Vec<(P, u32)> = low_down.into_iter().filter(|(_, at)| alive[*at as usize]).collect();
    cover(high_down, still, first, alive);
}

/// Up to three numbers left: sorted by the first of them, a staircase over the other two.
fn sweep<P: Point>(high: &mut [(P, u32)], low: &mut [(P, u32)], first: usize, alive: &mut [bool]) {
    let dims = high.first().map_or(first, |(point, _)| point.dims());
    // Where only one or two numbers are left, the last is looked at twice.
    let second = (first + 1).min(dims - 1);
    let third = (first + 2).min(dims - 1);
    let key = |point: &P| point.at(first);
    high.sort_unstable_by_key(|(point, _)| Reverse(key(point)));
    low.sort_unstable_by_key(|(point, _)| Reverse(key(point)));
    let mut stairs = Staircase::new();
    let mut next = high.iter().peekable();
    for (point, at) in low.iter() {
        while let Some((better, _)) = next.next_if(|(better, _)| key(better) >= key(point)) {
            stairs.add(better.at(second), better.at(third));
        }
        if stairs.covers(point.at(second), point.at(third)) {
            alive[*at as usize] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check<const N: usize>(rows: &[Vec<i128>]) -> Result<(), TestCaseError> {
        let mut points: Vec<[i64; N]> = rows.iter().map(|row| Point::of(row)).collect();
        points.sort_by(|a, b| b.cmp(a));
        points.dedup();
        let alive = undominated(&points, &Work::default()).expect("nobody says stop");
        for (at, point) in points.iter().enumerate() {
            let beaten = points.iter().any(|other| other != point && other.covers(point, 0));
            prop_assert_eq!(alive[at], !beaten, "{:?}", point);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 60, failure_persistence: None, ..ProptestConfig::default()
        })]

        /// Few levels make ties in single numbers frequent; many points reach every branch.
        #[test]
        fn as_if_each_were_compared_with_each(
            rows in (2..400_i128).prop_flat_map(|levels| {
                prop::collection::vec(prop::collection::vec(0..levels, 6), 1..700)
            }),
        ) {
            check::<2>(&rows)?;
            check::<3>(&rows)?;
            check::<4>(&rows)?;
            check::<5>(&rows)?;
            check::<6>(&rows)?;
        }
    }
}
