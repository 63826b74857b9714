//! Two parties: several staircases become one in a single pass. Vectors come best for the first
//! party first, so what is undominated rises for the second.

use super::merge::Source;
use super::point::Point;

/// Staircases that are followed at once. More are taken in several rounds.
pub(super) const LANES: usize = 8;

/// Vectors that stand best first, and beside each the partial deal and option that it comes from.
/// Equal vectors stand together, each with its own way.
#[derive(Debug)]
pub(super) struct Stairs<P> {
    pub(super) points: Vec<P>,
    pub(super) ways: Vec<(u32, u32)>,
    /// Whether any two are equal.
    pub(super) ties: bool,
}

/// One staircase, and how far it has been followed.
#[derive(Clone)]
struct Lane<'a, P> {
    /// The next vector.
    head: P,
    rest: &'a [P],
    /// Ways that are known; else each vector comes from the one at its place.
    known: &'a [(u32, u32)],
    shift: &'a P,
    way: (u32, u32),
}

impl<P> Default for Stairs<P> {
    fn default() -> Self {
        Self { points: Vec::new(), ways: Vec::new(), ties: false }
    }
}

impl<P: Point> Stairs<P> {
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.ways.clear();
        self.ties = false;
    }

    pub(super) fn push(&mut self, point: P, way: (u32, u32)) {
        self.points.push(point);
        self.ways.push(way);
    }

    /// Takes in one staircase as it is.
    pub(super) fn copy(&mut self, source: &Source<'_, P>) {
        self.points.extend(source.points.iter().map(|point| point.plus(source.shift)));
        self.ways.extend((source.base..).zip(source.points).map(|(at, _)| (at, source.option)));
    }

    /// Everything undominated among some staircases and what was merged before. Of equal vectors
    /// the earlier staircase's way stands first.
    pub(super) fn merge(&mut self, before: &Self, sources: &[Source<'_, P>], nought: &P) {
        self.clear();
        let size = sources.iter().map(|source| source.points.len()).sum::<usize>();
        self.points.reserve(size + before.points.len());
        self.ways.reserve(size + before.points.len());
        let known = Source { points: &before.points, base: 0, shift: nought, option: 0 };
        let known = Lane::of(&known, &before.ways);
        let lanes = sources.iter().filter_map(|source| Lane::of(source, &[]));
        let mut lanes = known.into_iter().chain(lanes).take(LANES + 1);
        let Some(first) = lanes.next() else { return };
        // Room on the stack: what stands in the places not used is never looked at.
        let mut row: [Lane<'_, P>; LANES + 1] = std::array::from_fn(|_| first.clone());
        let mut used = 1;
        for (place, lane) in row.iter_mut().skip(1).zip(lanes) {
            *place = lane;
            used += 1;
        }
        self.follow(&mut row, used);
    }

    fn follow(&mut self, row: &mut [Lane<'_, P>], mut used: usize) {
        while used > 1 {
            let Some(lanes) = row.get_mut(..used) else { return };
            let best = best(lanes);
            let Some(lane) = lanes.get_mut(best) else { return };
            self.climb(&lane.head, lane.way);
            if !lane.next(self.points.last()) {
                // The order of the others decides which way of equals stands first.
                lanes.get_mut(best..).unwrap_or_default().rotate_left(1);
                used -= 1;
            }
        }
        // Nothing is left to compare the last one with but what is there already.
        if let Some(lane) = row.first_mut() {
            self.climb(&lane.head, lane.way);
            while lane.next(self.points.last()) {
                self.climb(&lane.head, lane.way);
            }
        }
    }

    /// Takes the next vector if it is higher than the last, or the same once more.
    #[inline]
    fn climb(&mut self, point: &P, way: (u32, u32)) {
        if let Some(last) = self.points.last()
            && point.at(1) <= last.at(1)
        {
            if point != last {
                return;
            }
            self.ties = true;
        }
        self.push(point.clone(), way);
    }
}

/// The place of the best vector for the first party, of those the best for the second; of equals
/// the earliest.
#[inline]
fn best<P: Point>(lanes: &[Lane<'_, P>]) -> usize {
    let mut best = 0;
    let Some(mut top) = lanes.first().map(|lane| (lane.head.at(0), lane.head.at(1))) else {
        return best;
    };
    for (at, lane) in lanes.iter().enumerate().skip(1) {
        let own = (lane.head.at(0), lane.head.at(1));
        if own > top {
            (best, top) = (at, own);
        }
    }
    best
}

impl<'a, P: Point> Lane<'a, P> {
    /// `None`: nothing stands there.
    fn of(source: &Source<'a, P>, known: &'a [(u32, u32)]) -> Option<Self> {
        let (first, rest) = source.points.split_first()?;
        let way = known.first().copied().unwrap_or((source.base, source.option));
        let head = first.plus(source.shift);
        Some(Self { head, rest, known, shift: source.shift, way })
    }

    /// Goes on to the next vector that is not below the last step; `false`: there is none.
    #[inline]
    fn next(&mut self, last: Option<&P>) -> bool {
        while let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            self.head = first.plus(self.shift);
            if let Some((_, ways)) = self.known.split_first() {
                self.known = ways;
                self.way = ways.first().copied().unwrap_or_default();
            } else {
                self.way.0 += 1;
            }
            if last.is_none_or(|last| self.head.at(1) >= last.at(1)) {
                return true;
            }
        }
        false
    }
}
