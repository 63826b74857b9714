//! Chance from a seed, in whole numbers: the same seed gives the same draws on every machine.
//!
//! Weights are drawn as parts of a million. Uniform over all weights that sum to the million: the
//! gaps between sorted random cuts. Within ranges: the same, drawn again until it fits; where it
//! hardly ever fits, a walk that moves a random amount between two random weights (hit and run).

use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// Weights are whole parts of this.
pub(super) const PARTS: i64 = 1_000_000;
/// So often is tried whether drawing again is quick enough.
const PROBES: u32 = 400;
/// And so often it must fit.
const ENOUGH: u32 = 20;

/// Numbers that look random.
#[derive(Debug, Clone)]
pub(crate) struct Chance(Pcg64);

impl Chance {
    pub(crate) fn of(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// From `low` to `high`, both included, all alike.
    pub(crate) fn within(&mut self, low: i128, high: i128) -> i128 {
        let Ok(span) = u64::try_from(high - low) else { return low };
        let Some(size) = span.checked_add(1) else { return low };
        // The last, incomplete round of numbers would favour the low ones.
        let whole = u64::MAX - u64::MAX % size;
        loop {
            let drawn = self.0.next_u64();
            if drawn < whole {
                return low + i128::from(drawn % size);
            }
        }
    }

    fn up_to(&mut self, high: i64) -> i64 {
        i64::try_from(self.within(0, i128::from(high))).unwrap_or_default()
    }

    fn place(&mut self, of: usize) -> usize {
        usize::try_from(self.within(0, of as i128 - 1)).unwrap_or_default()
    }

    /// So many parts that sum to a whole, uniform.
    pub(super) fn parts(&mut self, parts: usize, whole: i64) -> Vec<i64> {
        let mut cuts: Vec<i64> = (1..parts).map(|_| self.up_to(whole)).collect();
        cuts.push(whole);
        cuts.sort_unstable();
        let mut last = 0;
        for cut in &mut cuts {
            let gap = *cut - last;
            last = *cut;
            *cut = gap;
        }
        cuts.truncate(parts);
        cuts
    }

    /// Uniform among weights of which those of earlier groups are no smaller than those of later.
    pub(super) fn ordered(&mut self, groups: &[Vec<usize>], issues: usize) -> Vec<i64> {
        let mut sorted = self.parts(issues, PARTS);
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let mut out = vec![0; issues];
        let mut rest = sorted.into_iter();
        for group in groups {
            let mut group = group.clone();
            for at in (1..group.len()).rev() {
                let other = self.place(at + 1);
                group.swap(at, other);
            }
            for issue in group {
                if let (Some(place), Some(weight)) = (out.get_mut(issue), rest.next()) {
                    *place = weight;
                }
            }
        }
        out
    }
}

/// Weights within ranges that sum to [`PARTS`].
#[derive(Debug, Clone)]
pub(super) struct Ranged {
    ranges: Vec<(i64, i64)>,
    /// The walk's last place; `None`: drawing again is quick enough.
    walk: Option<Vec<i64>>,
}

impl Ranged {
    /// The ranges must leave something.
    pub(super) fn of(ranges: Vec<(i64, i64)>, chance: &mut Chance) -> Self {
        let mut out = Self { ranges, walk: None };
        let fits = (0..PROBES).filter(|_| out.try_once(chance).is_some()).count();
        if fits < ENOUGH as usize {
            out.walk = Some(out.middle());
            // Far enough from the start to forget it.
            for _ in 0..20 {
                out.walk_on(chance);
            }
        }
        out
    }

    pub(super) fn next(&mut self, chance: &mut Chance) -> Vec<i64> {
        if self.walk.is_some() {
            self.walk_on(chance);
            return self.walk.clone().unwrap_or_default();
        }
        for _ in 0..100_000 {
            if let Some(found) = self.try_once(chance) {
                return found;
            }
        }
        self.middle()
    }

    /// Whether the weight of an issue can be more than one number.
    pub(super) fn varies(&self, issue: usize) -> bool {
        self.ranges.get(issue).is_some_and(|(low, high)| low < high)
    }

    fn try_once(&self, chance: &mut Chance) -> Option<Vec<i64>> {
        let spare = PARTS - self.ranges.iter().map(|(low, _)| low).sum::<i64>();
        let mut out = chance.parts(self.ranges.len(), spare);
        for (weight, (low, high)) in out.iter_mut().zip(&self.ranges) {
            *weight += low;
            if *weight > *high {
                return None;
            }
        }
        Some(out)
    }

    /// Every weight as far into its range as the others, as nearly as whole numbers allow.
    fn middle(&self) -> Vec<i64> {
        let mut spare = PARTS - self.ranges.iter().map(|(low, _)| low).sum::<i64>();
        let room: i64 = self.ranges.iter().map(|(low, high)| high - low).sum();
        let full = spare;
        let mut out: Vec<i64> = self
            .ranges
            .iter()
            .map(|(low, high)| {
                let more = if room > 0 { (high - low).saturating_mul(full) / room } else { 0 };
                spare -= more;
                low + more
            })
            .collect();
        for (weight, (_, high)) in out.iter_mut().zip(&self.ranges) {
            let more = spare.min(high - *weight).max(0);
            *weight += more;
            spare -= more;
        }
        out
    }

    fn walk_on(&mut self, chance: &mut Chance) {
        let size = self.ranges.len();
        let Some(weights) = &mut self.walk else { return };
        if size < 2 {
            return;
        }
        for _ in 0..size * 8 {
            let from = chance.place(size);
            let to = (from + 1 + chance.place(size - 1)) % size;
            let (Some(a), Some(b)) = (weights.get(from).copied(), weights.get(to).copied()) else {
                continue;
            };
            let (Some((low_a, high_a)), Some((low_b, high_b))) =
                (self.ranges.get(from).copied(), self.ranges.get(to).copied())
            else {
                continue;
            };
            let least = (low_b - b).max(a - high_a);
            let most = (high_b - b).min(a - low_a);
            let move_by = chance.within(i128::from(least), i128::from(most.max(least)));
            let move_by = i64::try_from(move_by).unwrap_or_default();
            if let Some(place) = weights.get_mut(from) {
                *place = a - move_by;
            }
            if let Some(place) = weights.get_mut(to) {
                *place = b + move_by;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(mut draw: impl FnMut() -> Vec<i64>) -> Vec<i64> {
        let mut sums = vec![0; 3];
        for _ in 0..20_000 {
            let drawn = draw();
            assert_eq!(drawn.iter().sum::<i64>(), PARTS);
            for (sum, weight) in sums.iter_mut().zip(drawn) {
                *sum += weight;
            }
        }
        sums.into_iter().map(|sum| sum / 20_000).collect()
    }

    fn near(found: &[i64], expected: &[i64]) {
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 5_000, "{found:?} is not about {expected:?}");
        }
    }

    #[test]
    fn means_are_those_of_the_uniform_distribution() {
        let mut chance = Chance::of(3);
        near(&means(|| chance.parts(3, PARTS)), &[333_333, 333_333, 333_333]);
        let order = vec![vec![2], vec![0], vec![1]];
        near(&means(|| chance.ordered(&order, 3)), &[277_778, 111_111, 611_111]);
        let groups = vec![vec![2], vec![0, 1]];
        near(&means(|| chance.ordered(&groups, 3)), &[194_444, 194_444, 611_111]);
    }

    #[test]
    fn both_ways_to_draw_within_ranges_agree() {
        let ranges = vec![(100_000, 400_000), (0, 1_000_000), (200_000, 300_000)];
        let mut chance = Chance::of(4);
        let mut again = Ranged::of(ranges.clone(), &mut chance);
        assert!(again.walk.is_none());
        let quick = means(|| again.next(&mut chance));
        let mut walk = Ranged { walk: Some(again.middle()), ranges };
        near(&means(|| walk.next(&mut chance)), &quick);
    }

    #[test]
    fn narrow_ranges_are_walked() {
        let mut ranges = vec![(0, 40_000); 14];
        ranges.push((440_000, 1_000_000));
        let mut chance = Chance::of(5);
        let mut drawn = Ranged::of(ranges.clone(), &mut chance);
        assert!(drawn.walk.is_some());
        for _ in 0..200 {
            let weights = drawn.next(&mut chance);
            assert_eq!(weights.iter().sum::<i64>(), PARTS);
            assert!(
                weights.iter().zip(&ranges).all(|(own, (low, high))| low <= own && own <= high)
            );
        }
        ranges = vec![(100_000, 100_000); 10];
        assert_eq!(Ranged::of(ranges, &mut chance).next(&mut chance), [100_000; 10]);
    }
}
