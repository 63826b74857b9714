//! The exact Pareto frontier of a space: every undominated vector, how many deals have it, and which.
//!
//! Nothing is enumerated. Of partial deals over the first issues only the undominated can become an
//! undominated deal, for what the rest adds is the same for all. Links are kept by states: see
//! [`crate::space::Plan`].

pub(crate) mod cut;
mod deals;
mod distinct;
mod estimate;
pub(crate) mod filter;
mod merge;
pub(crate) mod point;
mod stairs;
mod walk;

use num_bigint::BigUint;

pub use distinct::distinct_vectors;
pub use estimate::{Estimate, estimate};

use crate::number::Exact;
use crate::space::{Choice, Deal, Scaled, Space};
use crate::work::{Stop, Work};
use cut::Cut;
use deals::Counts;
use point::for_parties;
use walk::{Layer, walk};

/// The undominated vectors of a space, best for the first party first. Never part of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    parties: usize,
    whole: Vec<i128>,
    layers: Vec<Layer>,
    counts: Counts,
    held: u64,
}

/// Finds the frontier.
pub fn frontier(space: &Space, scaled: &Scaled, work: &Work) -> Result<Frontier, Stop> {
    frontier_above(space, scaled, None, work)
}

/// Finds the part of the frontier where every party has at least `floor`, in steps of its scale.
/// Partial deals that cannot reach it are dropped on the way.
pub fn frontier_above(
    space: &Space,
    scaled: &Scaled,
    floor: Option<&[i128]>,
    work: &Work,
) -> Result<Frontier, Stop> {
    let parties = scaled.parties();
    let floors = floor.unwrap_or_default().iter().enumerate();
    let cuts: Vec<Cut> = floors.map(|(party, least)| Cut::floor(parties, party, *least)).collect();
    frontier_within(space, scaled, &cuts, work)
}

/// Finds the part of the frontier that reaches every cut.
pub(crate) fn frontier_within(
    space: &Space,
    scaled: &Scaled,
    cuts: &[Cut],
    work: &Work,
) -> Result<Frontier, Stop> {
    let (plan, parties) = (space.plan(), scaled.parties());
    let walked = for_parties!(parties, scaled.is_narrow(), walk(plan, scaled, cuts, work))?;
    let counts = deals::count(&walked.layers);
    let (whole, layers, held) = (walked.whole, walked.layers, walked.held as u64);
    Ok(Frontier { parties, whole, layers, counts, held })
}

impl Frontier {
    /// How many undominated vectors there are.
    pub fn len(&self) -> usize {
        self.whole.len() / self.parties.max(1)
    }

    /// Whether there is none: only above a floor.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// The most partial deals that were held at once.
    pub fn held(&self) -> u64 {
        self.held
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// One vector in steps of the parties' scales; empty if there is none at this place.
    pub fn whole(&self, at: usize) -> &[i128] {
        self.whole.get(at * self.parties..(at + 1) * self.parties).unwrap_or_default()
    }

    /// All vectors in steps of the parties' scales, best for the first party first.
    pub fn points(&self) -> impl ExactSizeIterator<Item = &[i128]> {
        self.whole.chunks_exact(self.parties.max(1))
    }

    /// One vector as what it stands for.
    pub fn vector(&self, at: usize, scaled: &Scaled) -> Vec<Exact> {
        scaled.vector(self.whole(at))
    }

    /// How many deals have the vector at this place.
    pub fn deals_count(&self, at: usize) -> BigUint {
        self.counts.of(at)
    }

    /// How many undominated deals there are, ties counted.
    pub fn all_deals_count(&self) -> BigUint {
        (0..self.len()).map(|at| self.counts.of(at)).sum()
    }

    /// Calls with every deal that has the vector at this place, in no order that means anything.
    pub(crate) fn every_deal(&self, at: usize, take: &mut dyn FnMut(&[Choice])) {
        deals::every(&self.layers, at, take);
    }

    /// Deals that have the vector at this place: the first `most` in the order of options.
    pub fn deals(&self, at: usize, most: usize) -> Vec<Deal> {
        deals::first(&self.layers, at, most)
    }
}
