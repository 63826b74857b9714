//! Weights known only as ranges: which deals no other deal beats whatever the weights are.
//!
//! A party's weights lie in a box and have a fixed sum. Utility is linear in the weights, so a
//! comparison that holds at every corner of that body holds everywhere in it. Each corner becomes a
//! party of its own, and what is undominated among all of these is robustly undominated.

use std::collections::BTreeSet;

use num_bigint::BigUint;

use crate::frontier::{Frontier, frontier};
use crate::number::Exact;
use crate::space::{Party, Scaled, Space};
use crate::work::{Stop, Work};

/// More corners than this per party are not followed.
const MOST_CORNERS: u64 = 4_096;

/// What is known of a party's weights: a range for each issue, and their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightRanges {
    /// Lowest and highest, by issue.
    pub ranges: Vec<(Exact, Exact)>,
    /// What the weights sum to; mostly 1.
    pub total: Exact,
}

/// The corners of what the ranges leave, sorted, none twice.
pub fn vertices(weights: &WeightRanges) -> Result<Vec<Vec<Exact>>, Stop> {
    if weights.ranges.iter().any(|(low, high)| low > high || low.is_negative()) {
        return Err(Stop::Mismatch(
            "a weight range must start at nought or above and end no lower than it starts"
                .to_owned(),
        ));
    }
    let mut found = BTreeSet::new();
    for free in 0..weights.ranges.len() {
        let mut corner = Corner { weights, free, picked: Vec::new(), found: &mut found };
        corner.pick(Exact::zero())?;
    }
    if found.is_empty() {
        return Err(Stop::Mismatch(format!(
            "no weights within the ranges sum to {}",
            weights.total
        )));
    }
    Ok(found.into_iter().collect())
}

/// All weights but one at an end of their range; the one takes what is missing.
struct Corner<'a> {
    weights: &'a WeightRanges,
    free: usize,
    picked: Vec<Exact>,
    found: &'a mut BTreeSet<Vec<Exact>>,
}

impl Corner<'_> {
    fn pick(&mut self, sum: Exact) -> Result<(), Stop> {
        let at = self.picked.len();
        let Some((low, high)) = self.weights.ranges.get(at) else {
            return self.close(&sum);
        };
        // What is not picked yet, and the one that takes what is missing.
        let (mut least, mut most) = (Exact::zero(), Exact::zero());
        for (place, (low, high)) in self.weights.ranges.iter().enumerate() {
            if place >= at || place == self.free {
                (least, most) = (&least + low, &most + high);
            }
        }
        if &sum + &least > self.weights.total || &sum + &most < self.weights.total {
            return Ok(());
        }
        if at == self.free {
            self.picked.push(Exact::zero());
            self.pick(sum)?;
            self.picked.pop();
            return Ok(());
        }
        let ends = if low == high { vec![low] } else { vec![low, high] };
        for end in ends {
            self.picked.push(end.clone());
            self.pick(&sum + end)?;
            self.picked.pop();
        }
        Ok(())
    }

    fn close(&mut self, sum: &Exact) -> Result<(), Stop> {
        let missing = &self.weights.total - sum;
        let fits = |(low, high): &(Exact, Exact)| *low <= missing && missing <= *high;
        if self.weights.ranges.get(self.free).is_some_and(fits) {
            let mut corner = self.picked.clone();
            if let Some(free) = corner.get_mut(self.free) {
                *free = missing;
            }
            self.found.insert(corner);
        }
        if self.found.len() as u64 > MOST_CORNERS {
            return Err(Stop::TooManyCombinations {
                combinations: BigUint::from(self.found.len()),
                limit: MOST_CORNERS,
            });
        }
        Ok(())
    }
}

/// The deals that no other deal beats: at least as good for every party under all of its weights,
/// and better under some. The parties of the space carry the values of options before weighting;
/// `corners` are each party's [`vertices`]. The scale that comes back has a place for each corner.
pub fn robust(
    space: &Space,
    corners: &[Vec<Vec<Exact>>],
    work: &Work,
) -> Result<(Frontier, Scaled), Stop> {
    if corners.len() != space.parties().len() {
        return Err(Stop::Mismatch("not one list of weights for each party".to_owned()));
    }
    let mut parties = Vec::new();
    for (party, corners) in space.parties().iter().zip(corners) {
        for (at, weights) in corners.iter().enumerate() {
            let name = format!("{} ({})", party.name, at + 1);
            let corner = Party::weighted(&name, weights, &party.values, None);
            parties.push(corner.map_err(|problems| {
                Stop::Mismatch(problems.first().map_or(String::new(), ToString::to_string))
            })?);
        }
    }
    let space = space.with_parties(parties).map_err(|problems| {
        Stop::Mismatch(problems.first().map_or(String::new(), ToString::to_string))
    })?;
    let scaled = Scaled::of(&space)?;
    Ok((frontier(&space, &scaled, work)?, scaled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::{Draft, Issue};

    fn weights(ranges: &[(&str, &str)]) -> WeightRanges {
        let exact = |text: &str| text.parse::<Exact>().expect("a number");
        WeightRanges {
            ranges: ranges.iter().map(|(low, high)| (exact(low), exact(high))).collect(),
            total: Exact::one(),
        }
    }

    fn shown(corners: &[Vec<Exact>]) -> Vec<String> {
        let line = |corner: &Vec<Exact>| {
            corner.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        corners.iter().map(line).collect()
    }

    #[test]
    fn corners_of_a_segment_a_triangle_and_a_point() {
        let segment = vertices(&weights(&[("0.2", "0.6"), ("0.5", "0.9")])).expect("some");
        assert_eq!(shown(&segment), ["0.2 0.8", "0.5 0.5"]);
        let triangle = vertices(&weights(&[("0", "1"), ("0", "1"), ("0", "1")])).expect("some");
        assert_eq!(shown(&triangle), ["0 0 1", "0 1 0", "1 0 0"]);
        let point = vertices(&weights(&[("1/3", "1/3"), ("0", "2/3")])).expect("one");
        assert_eq!(shown(&point), ["1/3 2/3"]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig {
            cases: 300, failure_persistence: None, ..Default::default()
        })]

        /// By definition: all weights but one at an end, the sum right, everything in its range.
        #[test]
        fn corners_are_those_of_every_combination(
            ranges in proptest::collection::vec((0..6_i64, 0..5_i64), 1..5), total in 1..16_i64,
        ) {
            let exact = |number: i64| Exact::from(number);
            let known = WeightRanges {
                ranges: ranges.iter().map(|(low, wide)| (exact(*low), exact(low + wide))).collect(),
                total: exact(total),
            };
            let mut expected = BTreeSet::new();
            for free in 0..ranges.len() {
                for ends in 0..1_usize << ranges.len() {
                    let mut corner: Vec<i64> = ranges
                        .iter()
                        .enumerate()
                        .map(|(at, (low, wide))| low + wide * i64::from(ends >> at & 1 == 1))
                        .collect();
                    corner[free] = 0;
                    corner[free] = total - corner.iter().sum::<i64>();
                    let (low, wide) = ranges[free];
                    if (low..=low + wide).contains(&corner[free]) {
                        expected.insert(corner.into_iter().map(exact).collect::<Vec<_>>());
                    }
                }
            }
            let found: BTreeSet<Vec<Exact>> =
                vertices(&known).unwrap_or_default().into_iter().collect();
            proptest::prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn ranges_without_any_weights_are_refused() {
        assert!(vertices(&weights(&[("0", "0.4"), ("0", "0.5")])).is_err());
        assert!(vertices(&weights(&[("0.5", "0.4"), ("0", "1")])).is_err());
        assert!(vertices(&weights(&[("-0.5", "0.4"), ("0", "1")])).is_err());
    }

    #[test]
    fn ten_thousand_corners_are_refused_with_their_limit() {
        let many = vec![("0", "1/9"); 18];
        let stop = vertices(&weights(&many)).expect_err("choose 9 of 18");
        assert!(matches!(stop, Stop::TooManyCombinations { limit: MOST_CORNERS, .. }));
    }

    /// Wide ranges leave more than narrow ones; a single point leaves the frontier.
    #[test]
    fn the_less_is_known_the_more_is_left() {
        let exact = |number: i64| Exact::from(number);
        let rows = |rows: [[i64; 3]; 2]| -> Vec<Vec<Exact>> {
            rows.iter().map(|row| row.iter().map(|n| exact(*n)).collect()).collect()
        };
        let party = |name: &str, values| Party { name: name.to_owned(), values, reserve: None };
        let space = Draft {
            issues: vec![Issue::new("a", &["x", "y", "z"]), Issue::new("b", &["x", "y", "z"])],
            parties: vec![
                party("north", rows([[10, 6, 0], [0, 7, 10]])),
                party("south", rows([[8, 7, 9], [10, 9, 0]])),
            ],
            constraints: Vec::new(),
        }
        .check()
        .expect("a space");
        let left = |range: &[(&str, &str)]| {
            let corners = vertices(&weights(range)).expect("some");
            let (frontier, _) =
                robust(&space, &[corners.clone(), corners], &Work::default()).expect("small");
            (0..frontier.len())
                .flat_map(|at| frontier.deals(at, usize::MAX))
                .collect::<BTreeSet<_>>()
        };
        let known = left(&[("0.5", "0.5"), ("0.5", "0.5")]);
        let rough = left(&[("0.3", "0.7"), ("0.3", "0.7")]);
        let open = left(&[("0", "1"), ("0", "1")]);
        assert!(known.is_subset(&rough) && rough.is_subset(&open), "{known:?} {rough:?} {open:?}");
        assert!(known.len() < open.len());
    }
}
