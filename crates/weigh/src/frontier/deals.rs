//! From a vector back to the deals that have it: how many, and the first of them.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use num_traits::{One, Zero};

use super::walk::Layer;
use crate::space::{Choice, Deal};

/// How many deals each vector has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Counts {
    /// One each: nothing ties.
    One(usize),
    /// Told one by one.
    Many(Vec<BigUint>),
}

impl Counts {
    pub(super) fn of(&self, at: usize) -> BigUint {
        match self {
            Self::One(points) if at < *points => BigUint::one(),
            Self::One(_) => BigUint::zero(),
            Self::Many(counts) => counts.get(at).cloned().unwrap_or_default(),
        }
    }
}

/// Counts the ways to each point of the last layer.
pub(super) fn count(layers: &[Layer]) -> Counts {
    if layers.iter().all(|layer| layer.starts.is_empty()) {
        return Counts::One(layers.last().map_or(1, Layer::points));
    }
    if let Some(counts) = count_in_128_bits(layers) {
        return Counts::Many(counts.into_iter().map(BigUint::from).collect());
    }
    let mut counts = vec![BigUint::one()];
    for layer in layers {
        let of = |(from, _): &(u32, u32)| counts.get(*from as usize);
        counts = (0..layer.points())
            .map(|point| layer.ways_to(point).iter().filter_map(of).sum())
            .collect();
    }
    Counts::Many(counts)
}

/// `None`: they do not fit.
fn count_in_128_bits(layers: &[Layer]) -> Option<Vec<u128>> {
    let mut counts = vec![1_u128];
    for layer in layers {
        let mut next = Vec::with_capacity(layer.points());
        for point in 0..layer.points() {
            let mut sum = 0_u128;
            for (from, _) in layer.ways_to(point) {
                sum = sum.checked_add(*counts.get(*from as usize)?)?;
            }
            next.push(sum);
        }
        counts = next;
    }
    Some(counts)
}

/// The first deals, in the order of issues and options in the space, that lead to a point.
pub(super) fn first(layers: &[Layer], point: usize, most: usize) -> Vec<Deal> {
    let Some(last) = layers.last() else { return Vec::new() };
    if point >= last.points() || most == 0 {
        return Vec::new();
    }
    let mut search =
        Search { layers, point, most, fixed: vec![None; layers.len()], found: Vec::new() };
    search.settle(0);
    search.found
}

/// Every deal of the vector at this place, in the order of the walk: quicker than in the order of
/// options, for whoever takes them all.
pub(super) fn every(layers: &[Layer], point: usize, take: &mut dyn FnMut(&[Choice])) {
    let mut deal = vec![0; layers.len()];
    back(layers, point, &mut deal, take);
}

fn back(layers: &[Layer], point: usize, deal: &mut Deal, take: &mut dyn FnMut(&[Choice])) {
    let Some((layer, before)) = layers.split_last() else {
        take(deal);
        return;
    };
    for (from, option) in layer.ways_to(point) {
        if let Some(choice) = deal.get_mut(layer.issue) {
            *choice = *option as usize;
        }
        back(before, *from as usize, deal, take);
    }
}

/// Settles issue by issue, in the order of the space, always what can still lead to the point.
struct Search<'a> {
    layers: &'a [Layer],
    point: usize,
    most: usize,
    fixed: Vec<Option<Choice>>,
    found: Vec<Deal>,
}

impl Search<'_> {
    fn settle(&mut self, issue: usize) {
        if issue == self.fixed.len() {
            self.found.extend(self.fixed.iter().copied().collect::<Option<Deal>>());
            return;
        }
        for option in self.options(issue) {
            if self.found.len() >= self.most {
                break;
            }
            if let Some(fixed) = self.fixed.get_mut(issue) {
                *fixed = Some(option);
            }
            self.settle(issue + 1);
        }
        if let Some(fixed) = self.fixed.get_mut(issue) {
            *fixed = None;
        }
    }

    /// The options of an issue with which the point can be reached from what is fixed: forwards
    /// what the start reaches, backwards what reaches the point.
    fn options(&self, issue: usize) -> BTreeSet<Choice> {
        let allowed = |layer: &Layer, option: u32| {
            let fixed = self.fixed.get(layer.issue).copied().flatten();
            fixed.is_none_or(|fixed| fixed == option as usize)
        };
        let mut reached: Vec<BTreeSet<u32>> = Vec::with_capacity(self.layers.len());
        let mut here: BTreeSet<u32> = u32::try_from(self.point).into_iter().collect();
        for layer in self.layers.iter().rev() {
            let mut before = BTreeSet::new();
            for point in &here {
                for (from, option) in layer.ways_to(*point as usize) {
                    if allowed(layer, *option) {
                        before.insert(*from);
                    }
                }
            }
            reached.push(here);
            here = before;
        }
        reached.reverse();
        let mut start: BTreeSet<u32> = std::iter::once(0).collect();
        let mut out = BTreeSet::new();
        for (layer, wanted) in self.layers.iter().zip(&reached) {
            let mut after = BTreeSet::new();
            for point in wanted {
                for (from, option) in layer.ways_to(*point as usize) {
                    if start.contains(from) && allowed(layer, *option) {
                        after.insert(*point);
                        if layer.issue == issue {
                            out.insert(*option as usize);
                        }
                    }
                }
            }
            start = after;
        }
        out
    }
}
