//! What is known of a party's weights: to draw from, or as corners.

use std::collections::BTreeSet;

use num_bigint::BigInt;

use crate::intervals::{WeightRanges, vertices};
use crate::number::Exact;
use crate::work::Stop;

/// What is known of one party's weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belief {
    /// All of them.
    Known(Vec<Exact>),
    /// Nothing: any weights that sum to 1, all alike.
    Unknown,
    /// A range for each, and the sum.
    Ranges(WeightRanges),
    /// Which issues matter more: groups of issues, the most important first; within a group nothing
    /// is known. The weights sum to 1.
    Order(Vec<Vec<usize>>),
}

/// More corners than this are not followed.
const MOST_CORNERS: usize = 4_096;

impl Belief {
    /// Whether it fits the issues.
    pub(super) fn check(&self, name: &str, issues: usize) -> Result<(), Stop> {
        let wrong = |what: &str| Err(Stop::Mismatch(format!("\"{name}\" {what}")));
        match self {
            Self::Known(weights) if weights.len() != issues => {
                wrong("does not have one weight for each issue")
            }
            Self::Known(weights) if weights.iter().any(Exact::is_negative) => {
                wrong("has a weight below nought")
            }
            Self::Ranges(weights) => {
                if weights.ranges.len() != issues {
                    return wrong("does not have one range for each issue");
                }
                let zero = Exact::zero();
                if weights.ranges.iter().any(|(low, high)| low > high || *low < zero) {
                    return wrong("has a range that ends below its start or starts below nought");
                }
                let least: Exact = weights.ranges.iter().map(|(low, _)| low.clone()).sum();
                let most: Exact = weights.ranges.iter().map(|(_, high)| high.clone()).sum();
                if least > weights.total || most < weights.total || weights.total <= zero {
                    return wrong("has ranges that leave no weights with the sum that is told");
                }
                Ok(())
            }
            Self::Order(groups) => {
                let all: BTreeSet<usize> = groups.iter().flatten().copied().collect();
                let told: usize = groups.iter().map(Vec::len).sum();
                if told != issues
                    || all.len() != issues
                    || all.last().is_some_and(|at| *at >= issues)
                {
                    return wrong("does not name each issue once in the order of importance");
                }
                Ok(())
            }
            Self::Known(_) | Self::Unknown => Ok(()),
        }
    }

    /// The centre of what is possible, for a first look; `None` for ranges, whose centre has no short
    /// form. For an order: rank-order centroid weights (Barron and Barrett 1996), shared in a group.
    pub fn centroid(&self, issues: usize) -> Option<Vec<Exact>> {
        self.check("", issues).ok()?;
        let part = |of: usize| Exact::ratio(BigInt::from(1), BigInt::from(of)).unwrap_or_default();
        match self {
            Self::Known(weights) => Some(weights.clone()),
            Self::Unknown => Some(vec![part(issues); issues]),
            Self::Ranges(_) => None,
            Self::Order(groups) => {
                let mut out = vec![Exact::zero(); issues];
                let mut first = 1;
                for group in groups {
                    let places = first..first + group.len();
                    first += group.len();
                    let tail = |place: usize| (place..=issues).map(part).sum::<Exact>();
                    let sum: Exact = places.map(tail).sum();
                    let own = sum * part(issues) * part(group.len());
                    for issue in group {
                        if let Some(place) = out.get_mut(*issue) {
                            *place = own.clone();
                        }
                    }
                }
                Some(out)
            }
        }
    }

    /// The corners of what is possible: what holds at all of them holds everywhere.
    pub fn corners(&self, issues: usize) -> Result<Vec<Vec<Exact>>, Stop> {
        self.check("a party", issues)?;
        match self {
            Self::Known(weights) => Ok(vec![weights.clone()]),
            Self::Unknown => Ok((0..issues).map(|issue| even(&[issue], issues)).collect()),
            Self::Ranges(weights) => vertices(weights),
            Self::Order(groups) => order_corners(groups, issues),
        }
    }
}

/// The same weight on each of these issues, nought on the others.
fn even(on: &[usize], issues: usize) -> Vec<Exact> {
    let own = Exact::ratio(BigInt::from(1), BigInt::from(on.len())).unwrap_or_default();
    (0..issues).map(|at| if on.contains(&at) { own.clone() } else { Exact::zero() }).collect()
}

/// All groups up to one evenly, and of the next some issues: any one of the first group, any that
/// are not none of a later one.
fn order_corners(groups: &[Vec<usize>], issues: usize) -> Result<Vec<Vec<Exact>>, Stop> {
    let mut above: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for group in groups.iter().filter(|group| !group.is_empty()) {
        if above.is_empty() {
            out.extend(group.iter().map(|issue| even(&[*issue], issues)));
        } else {
            let subsets =
                u32::try_from(group.len()).ok().and_then(|size| 1_usize.checked_shl(size));
            let subsets = subsets.filter(|count| out.len() + count <= MOST_CORNERS);
            let Some(subsets) = subsets else {
                return Err(Stop::TooManyCombinations {
                    combinations: num_bigint::BigUint::from(2_u32)
                        .pow(u32::try_from(group.len()).unwrap_or(u32::MAX).min(10_000)),
                    limit: MOST_CORNERS as u64,
                });
            };
            for mask in 1..subsets {
                let some = group.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
                let on: Vec<usize> = above.iter().copied().chain(some.map(|(_, at)| *at)).collect();
                out.push(even(&on, issues));
            }
        }
        above.extend(group);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(weights: &[Exact]) -> Vec<String> {
        weights.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn centroids_of_orders() {
        let order = Belief::Order(vec![vec![2], vec![0], vec![1]]);
        assert_eq!(texts(&order.centroid(3).expect("an order")), ["5/18", "1/9", "11/18"]);
        let groups = Belief::Order(vec![vec![2], vec![0, 1]]);
        assert_eq!(texts(&groups.centroid(3).expect("an order")), ["7/36", "7/36", "11/18"]);
        assert_eq!(Belief::Order(vec![vec![0], vec![0]]).centroid(2), None);
    }

    #[test]
    fn corners_of_an_order() {
        let corners = Belief::Order(vec![vec![0], vec![1, 2]]).corners(3).expect("an order");
        let all: Vec<Vec<String>> = corners.iter().map(|corner| texts(corner)).collect();
        assert_eq!(
            all,
            [["1", "0", "0"], ["0.5", "0.5", "0"], ["0.5", "0", "0.5"], ["1/3", "1/3", "1/3"]]
        );
        let many = Belief::Order(vec![vec![0], (1..40).collect()]).corners(40);
        assert!(matches!(many, Err(Stop::TooManyCombinations { .. })));
    }
}
