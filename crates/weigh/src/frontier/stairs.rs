//! Two parties: two staircases become one in a single pass. Vectors come best for the first party
//! first, so what is undominated rises for the second.

use super::merge::Source;
use super::point::Point;

/// Vectors that stand best first, and beside each the partial deal and option that it comes from.
/// Equal vectors stand together, each with its own way.
#[derive(Debug)]
pub(super) struct Stairs<P> {
    pub(super) points: Vec<P>,
    pub(super) ways: Vec<(u32, u32)>,
    /// Whether any two may be equal.
    pub(super) ties: bool,
}

impl<P: Point> Stairs<P> {
    /// Empty, with room for what small spaces need.
    pub(super) fn new() -> Self {
        const SMALL: usize = 48;
        Self { points: Vec::with_capacity(SMALL), ways: Vec::with_capacity(SMALL), ties: false }
    }

    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.ways.clear();
        self.ties = false;
    }

    #[inline]
    pub(super) fn push(&mut self, point: P, way: (u32, u32)) {
        self.points.push(point);
        self.ways.push(way);
    }

    /// Takes a staircase from one of its places on.
    pub(super) fn take_new(&mut self, new: &Source<'_, P>, from: u32) {
        let left = new.points.get(from as usize..).unwrap_or_default();
        self.points.extend(left.iter().map(|point| point.plus(new.shift)));
        self.ways.extend((new.base + from..).zip(left).map(|(at, _)| (at, new.option)));
    }

    fn take_old(&mut self, old: &Self, from: usize) {
        self.points.extend_from_slice(old.points.get(from..).unwrap_or_default());
        self.ways.extend_from_slice(old.ways.get(from..).unwrap_or_default());
    }

    /// Everything undominated of two staircases. A run of one is taken at once; then what it covers
    /// of the other is passed over at once. Of equal vectors the old ones stand first.
    pub(super) fn merge(&mut self, old: &Self, new: &Source<'_, P>) {
        self.clear();
        self.ties = old.ties;
        self.points.reserve(old.points.len() + new.points.len());
        self.ways.reserve(old.points.len() + new.points.len());
        let of_old = |at: usize| Some((old.points.get(at)?, *old.ways.get(at)?));
        let of_new = |at: u32| new.points.get(at as usize).map(|point| point.plus(new.shift));
        let (Some((first, way)), Some(other)) = (of_old(0), of_new(0)) else {
            self.take_old(old, 0);
            return self.take_new(new, 0);
        };
        let (mut left, mut right, mut last);
        if is_first(first, &other) {
            (left, right, last) = (1, 0, first.clone());
            self.push(first.clone(), way);
        } else {
            (left, right, last) = (0, 1, other.clone());
            self.push(other, (new.base, new.option));
            while of_old(left).is_some_and(|(point, _)| self.covers(&last, point)) {
                left += 1;
            }
        }
        loop {
            while of_new(right).is_some_and(|point| self.covers(&last, &point)) {
                right += 1;
            }
            let Some((first, _)) = of_old(left) else { return self.take_new(new, right) };
            while let Some(point) = of_new(right)
                && !is_first(first, &point)
            {
                last = point.clone();
                self.push(point, (new.base + right, new.option));
                right += 1;
            }
            while of_old(left).is_some_and(|(point, _)| self.covers(&last, point)) {
                left += 1;
            }
            let Some(first) = of_new(right) else { return self.take_old(old, left) };
            while let Some((point, way)) = of_old(left)
                && is_first(point, &first)
            {
                last = point.clone();
                self.push(point.clone(), way);
                left += 1;
            }
        }
    }

    /// Whether the vector taken last dominates one that comes after it. One that equals it is
    /// taken too.
    #[inline]
    fn covers(&mut self, last: &P, point: &P) -> bool {
        let (best, own) = (last.at(1), point.at(1));
        if own != best {
            return own < best;
        }
        let again = point.at(0) == last.at(0);
        self.ties |= again;
        !again
    }
}

/// Whether one stands before another, or beside it.
#[inline]
fn is_first<P: Point>(one: &P, other: &P) -> bool {
    let (own, its) = (one.at(0), other.at(0));
    own > its || own == its && one.at(1) >= other.at(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Few levels, so that many are equal, in one number or in both.
    fn staircase(rows: &[(i64, i64)]) -> Vec<[i64; 2]> {
        let mut points: Vec<[i64; 2]> = rows.iter().map(|(a, b)| [*a, *b]).collect();
        points.sort_unstable_by(|a, b| b.cmp(a));
        points.dedup();
        let all = points.clone();
        points.retain(|one| !all.iter().any(|other| other != one && other.covers(one, 0)));
        points
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 2_000, failure_persistence: None, ..ProptestConfig::default()
        })]

        #[test]
        fn as_if_each_were_compared_with_each(
            rows in prop::collection::vec(
                (prop::collection::vec((0..25_i64, 0..25_i64), 0..20), -9..9_i64, -9..9_i64), 0..7,
            ),
        ) {
            let staircases: Vec<([i64; 2], Vec<[i64; 2]>)> =
                rows.iter().map(|(rows, a, b)| ([*a, *b], staircase(rows))).collect();
            let (mut kept, mut spare) = (Stairs::new(), Stairs::new());
            let mut wanted: Vec<([i64; 2], (u32, u32))> = Vec::new();
            for ((shift, points), option) in staircases.iter().zip(0..) {
                let source = Source { points, base: 7, shift, option };
                spare.merge(&kept, &source);
                std::mem::swap(&mut kept, &mut spare);
                let ways = (7..).zip(points).map(|(at, point)| (point.plus(shift), (at, option)));
                wanted.extend(ways);
            }
            let all = wanted.clone();
            wanted.retain(|(one, _)| !all.iter().any(|(b, _)| b != one && b.covers(one, 0)));
            // Stable: of equals the earlier staircase stands first.
            wanted.sort_by(|(a, _), (b, _)| b.cmp(a));
            let got: Vec<_> = kept.points.iter().copied().zip(kept.ways.iter().copied()).collect();
            let equal = wanted.windows(2).any(|two| two[0].0 == two[1].0);
            prop_assert!(kept.ties || !equal);
            prop_assert_eq!(got, wanted);
        }
    }
}
