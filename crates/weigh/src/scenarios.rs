//! Several sets of values per party, all equally valid: in how many combinations a deal is
//! undominated, and in how many it is the Nash deal.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::frontier::frontier;
use crate::solutions::{Disagreement, solve};
use crate::space::{Deal, Party, Scaled, Space};
use crate::work::{Progress, Stop, Work};

/// What came out over all combinations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenarios {
    /// How many combinations there are.
    pub combinations: u64,
    /// By deal: in how many it is undominated. Deals that never are do not stand here.
    pub pareto: BTreeMap<Deal, u64>,
    /// By deal: in how many it has the largest Nash product, ties counted.
    pub nash: BTreeMap<Deal, u64>,
}

impl Scenarios {
    /// Deals that are undominated whatever holds.
    pub fn always_pareto(&self) -> impl Iterator<Item = &Deal> {
        let all = self.combinations;
        self.pareto.iter().filter(move |(_, count)| **count == all).map(|(deal, _)| deal)
    }
}

/// Runs every combination. `scenarios`: for each party what it may value, as whole parties; each
/// list stands in the place of one party of the space.
pub fn scenarios(
    space: &Space,
    scenarios: &[Vec<Party>],
    disagreement: &Disagreement,
    work: &Work,
) -> Result<Scenarios, Stop> {
    let combinations: BigUint =
        scenarios.iter().map(|variants| BigUint::from(variants.len())).product();
    let limit = work.most_outcomes;
    let count = combinations
        .to_u64()
        .filter(|count| *count <= limit)
        .ok_or_else(|| Stop::TooManyCombinations { combinations: combinations.clone(), limit })?;
    let mut out = Scenarios { combinations: count, ..Scenarios::default() };
    for at in 0..count {
        work.tell(Progress { done: at, of: count, points: out.pareto.len() as u64 })?;
        let parties = combination(scenarios, at);
        let space = space.with_parties(parties).map_err(|problems| {
            Stop::Mismatch(problems.first().map_or(String::new(), ToString::to_string))
        })?;
        add(&space, disagreement, work, &mut out)?;
    }
    Ok(out)
}

/// One combination, counted through like a number with a digit per party.
fn combination(scenarios: &[Vec<Party>], at: u64) -> Vec<Party> {
    let mut rest = at;
    let mut parties = Vec::with_capacity(scenarios.len());
    for variants in scenarios {
        let size = (variants.len() as u64).max(1);
        let place = usize::try_from(rest % size).unwrap_or_default();
        parties.extend(variants.get(place).cloned());
        rest /= size;
    }
    parties
}

fn add(
    space: &Space,
    disagreement: &Disagreement,
    work: &Work,
    out: &mut Scenarios,
) -> Result<(), Stop> {
    let scaled = Scaled::of(space)?;
    let frontier = frontier(space, &scaled, work)?;
    let limit = work.most_points;
    let deals = frontier.all_deals_count();
    if deals > BigUint::from(limit) {
        return Err(Stop::TooManyOutcomes { outcomes: deals, limit });
    }
    let solutions = solve(space, &scaled, &frontier, disagreement)?;
    let nash = solutions.found.map(|found| found.nash.points).unwrap_or_default();
    for at in 0..frontier.len() {
        for deal in frontier.deals(at, usize::MAX) {
            if nash.binary_search(&at).is_ok() {
                *out.nash.entry(deal.clone()).or_default() += 1;
            }
            *out.pareto.entry(deal).or_default() += 1;
        }
    }
    Ok(())
}
