//! Good deals, found quickly: the best under many weightings of the parties, and what single changes
//! improve. They bound what is worth following; they never decide.

use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};

use crate::frontier::cut::{Cut, weight_bits};
use crate::space::{Choice, Deal, Options, Plan, Scaled, Space};

/// How many weightings are tried.
const ROUNDS: usize = 160;
/// How much finer than the first weighting they become, in bits.
const FINER: u64 = 14;

/// A deal and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known {
    pub(super) whole: Vec<i128>,
    pub(super) deal: Deal,
}

/// A weighting, and the most that any admissible deal reaches under it.
#[derive(Debug, Clone)]
pub(super) struct Weighting {
    pub(super) weights: Vec<i128>,
    pub(super) most: i128,
}

/// The best admissible deal under a weighting.
pub(super) fn best_under(plan: &Plan, scaled: &Scaled, weights: &[i128]) -> Option<Known> {
    let cut = Cut { weights: weights.to_vec(), least: 0 };
    // By stage and state: the best sum, and the state and option it comes from.
    let mut best: Vec<Option<i128>> = vec![Some(0)];
    let mut ways: Vec<Vec<(usize, Choice)>> = Vec::new();
    for stage in plan.stages() {
        let options = scaled.values().get(stage.issue)?;
        let sums: Vec<i128> = options.iter().map(|option| cut.sum(option)).collect();
        let mut next: Vec<Option<i128>> = vec![None; stage.states];
        let mut from = vec![(0, 0); stage.states];
        for step in &stage.steps {
            let sum = best.get(step.from).copied().flatten()? + sums.get(step.option)?;
            let into = next.get_mut(step.to)?;
            if into.is_none_or(|known| sum > known) {
                *into = Some(sum);
                *from.get_mut(step.to)? = (step.from, step.option);
            }
        }
        best = next;
        ways.push(from);
    }
    let mut deal = vec![0; plan.stages().len()];
    let mut state = 0;
    for (stage, ways) in plan.stages().iter().zip(&ways).rev() {
        let (from, option) = *ways.get(state)?;
        *deal.get_mut(stage.issue)? = option;
        state = from;
    }
    Some(Known { whole: scaled.sum(&deal)?, deal })
}

/// Whole weights in about the given proportion, within `bits`; never nought where the given is not.
pub(super) fn shorten(proportions: &[BigInt], bits: u64) -> Vec<i128> {
    let longest = proportions.iter().map(BigInt::bits).max().unwrap_or(0);
    proportions
        .iter()
        .map(|number| {
            let short = if longest > bits {
                (number >> (longest - bits)) + 1_u32
            } else {
                number << (bits - longest)
            };
            if number.is_zero() { 0 } else { short.to_i128().unwrap_or(1) }
        })
        .collect()
}

/// Tries weightings that lift whoever has least, measured by `factors`, and notes the best deal
/// under each.
pub(super) fn weightings(
    space: &Space,
    scaled: &Scaled,
    without: &[i128],
    factors: &[BigInt],
) -> (Vec<Weighting>, Vec<Known>) {
    let (mut tried, mut deals) = (Vec::new(), Vec::new());
    let bits = weight_bits(scaled);
    if bits <= FINER + 4 {
        return (tried, deals);
    }
    let base = shorten(factors, bits - FINER - 2);
    let mut by: Vec<i128> = factors.iter().map(|f| if f.is_zero() { 0 } else { 1 << 10 }).collect();
    for round in 0..ROUNDS {
        let weights: Vec<i128> = base.iter().zip(&by).map(|(base, by)| base * by).collect();
        let Some(found) = best_under(space.plan(), scaled, &weights) else { break };
        let most = Cut { weights: weights.clone(), least: 0 }.sum(&found.whole);
        let gain = |party: &usize| {
            let gain = found.whole.get(*party).unwrap_or(&0) - without.get(*party).unwrap_or(&0);
            factors.get(*party).map(|factor| factor * gain)
        };
        let counted = || (0..factors.len()).filter(|at| by.get(*at).is_some_and(|by| *by > 0));
        let (least, largest) = (counted().min_by_key(gain), counted().max_by_key(gain));
        // Steps become smaller, so that the weightings settle around where nobody has least.
        let step = 4 + (round as i128) / 4;
        if let Some(by) = least.and_then(|least| by.get_mut(least)) {
            *by = (*by + *by / step + 1).min(1 << FINER);
        }
        if let Some(by) = largest.filter(|at| Some(*at) != least).and_then(|at| by.get_mut(at)) {
            *by = (*by - *by / (step + 1)).max(1);
        }
        tried.push(Weighting { weights, most });
        deals.push(found);
    }
    (tried, deals)
}

/// What climbing compares, number by number; `None` for a deal that is not rational.
pub(super) type Height<'a> = dyn Fn(&[i128]) -> Option<Vec<BigInt>> + 'a;

/// Changes single issues, and where that helps no more two at once, as long as the deal gets better.
pub(super) fn climb(
    space: &Space,
    scaled: &Scaled,
    start: &Known,
    height: &Height<'_>,
) -> Option<(Vec<BigInt>, Known)> {
    const STEPS: usize = 60;
    /// Pairs of changes are tried where there are no more single changes than this.
    const FEW: usize = 220;
    let changes: usize = scaled.values().iter().map(Options::len).sum();
    let mut here = start.clone();
    let mut best = height(&here.whole)?;
    for _ in 0..STEPS {
        let singles: Vec<Known> = changed(scaled, &here, 0).collect();
        let mut better = highest(space, &singles, height, &best);
        if better.is_none() && changes <= FEW {
            for single in &singles {
                let first = single.deal.iter().zip(&here.deal).position(|(a, b)| a != b);
                let pairs: Vec<Known> = changed(scaled, single, first? + 1).collect();
                let above = better.as_ref().map_or(&best, |(height, _)| height);
                if let Some(found) = highest(space, &pairs, height, above) {
                    better = Some(found);
                }
            }
        }
        let Some((value, known)) = better else { break };
        (best, here) = (value, known);
    }
    Some((best, here))
}

/// The deal with one issue changed, from an issue on.
fn changed<'a>(
    scaled: &'a Scaled,
    known: &'a Known,
    from: usize,
) -> impl Iterator<Item = Known> + 'a {
    scaled.values().iter().enumerate().skip(from).flat_map(move |(issue, options)| {
        let old = known.deal.get(issue).copied().unwrap_or_default();
        options.iter().enumerate().filter(move |(option, _)| *option != old).map(
            move |(option, values)| {
                let mut out = known.clone();
                let before = options.get(old).unwrap_or_default();
                for ((sum, value), before) in out.whole.iter_mut().zip(values).zip(before) {
                    *sum += value - before;
                }
                if let Some(choice) = out.deal.get_mut(issue) {
                    *choice = option;
                }
                out
            },
        )
    })
}

/// The best admissible deal of some, if it is better than what is known.
fn highest(
    space: &Space,
    deals: &[Known],
    height: &Height<'_>,
    above: &[BigInt],
) -> Option<(Vec<BigInt>, Known)> {
    let mut best: Option<(Vec<BigInt>, Known)> = None;
    for known in deals {
        let Some(value) = height(&known.whole) else { continue };
        let bar = best.as_ref().map_or(above, |(value, _)| value.as_slice());
        if value.as_slice() > bar && space.constraints().iter().all(|rule| rule.holds(&known.deal))
        {
            best = Some((value, known.clone()));
        }
    }
    best
}

/// The smallest whole number whose n-th power is at least this.
pub(super) fn root_up(number: &BigInt, n: u32) -> BigInt {
    let root = number.nth_root(n);
    if root.pow(n) < *number { root + BigInt::one() } else { root }
}
