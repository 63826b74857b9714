//! How many deals give every party at least so much, and how little and how much each can get.

use std::collections::BTreeMap;

use num_bigint::BigUint;

use crate::space::{Plan, Scaled, Space, Stage};
use crate::work::{Progress, Stop, Work};

/// The least and the most of a party over admissible deals, in steps of its scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extremes {
    /// By party.
    pub least: Vec<i128>,
    /// By party.
    pub most: Vec<i128>,
}

/// The least and the most of each party over admissible deals.
pub fn extremes(space: &Space, scaled: &Scaled) -> Extremes {
    let of = |party: usize, pick: fn(i128, i128) -> i128| {
        let mut best: Vec<Option<i128>> = vec![Some(0)];
        for stage in space.plan().stages() {
            let mut next: Vec<Option<i128>> = vec![None; stage.states];
            for step in &stage.steps {
                let before = best.get(step.from).copied().flatten();
                let value = value(scaled, stage, step.option, party);
                let (Some(before), Some(into)) = (before, next.get_mut(step.to)) else { continue };
                let sum = before + value;
                *into = Some(into.map_or(sum, |known| pick(known, sum)));
            }
            best = next;
        }
        best.into_iter().flatten().next().unwrap_or_default()
    };
    Extremes {
        least: (0..scaled.parties()).map(|party| of(party, i128::min)).collect(),
        most: (0..scaled.parties()).map(|party| of(party, i128::max)).collect(),
    }
}

fn value(scaled: &Scaled, stage: &Stage, option: usize, party: usize) -> i128 {
    let options = scaled.values().get(stage.issue);
    options.and_then(|options| options.get(option)?.get(party).copied()).unwrap_or_default()
}

/// How many admissible deals give every party at least `floor`, in steps of its scale.
///
/// Walks the issues and counts partial deals by their sums. A sum that reaches the floor whatever
/// follows, or cannot reach it any more, need not be told apart from others like it; so this is
/// small where few floors bind. Refused where more than `work.most_points` sums would be held.
pub fn count_at_least(
    space: &Space,
    scaled: &Scaled,
    floor: &[i128],
    work: &Work,
) -> Result<BigUint, Stop> {
    let plan = space.plan();
    let (least, most) = (rests(plan, scaled, i128::min), rests(plan, scaled, i128::max));
    let mut states: Vec<BTreeMap<Vec<i128>, BigUint>> =
        vec![std::iter::once((vec![0; scaled.parties()], BigUint::from(1_u32))).collect()];
    let of = plan.stages().len();
    for (at, stage) in plan.stages().iter().enumerate() {
        let held: usize = states.iter().map(BTreeMap::len).sum();
        work.tell(Progress { done: at as u64, of: of as u64, points: held as u64 })?;
        let (Some(least), Some(most)) = (least.get(at), most.get(at)) else { continue };
        let mut next: Vec<BTreeMap<Vec<i128>, BigUint>> = vec![BTreeMap::new(); stage.states];
        let mut total = 0_u64;
        for step in &stage.steps {
            let (Some(from), Some(into)) = (states.get(step.from), next.get_mut(step.to)) else {
                continue;
            };
            let before = into.len();
            let shift = scaled.values().get(stage.issue).and_then(|o| o.get(step.option));
            let Some(shift) = shift else { continue };
            for (sums, ways) in from {
                if let Some(sums) = settle(sums, shift, floor, least, most) {
                    *into.entry(sums).or_default() += ways;
                }
            }
            total += (into.len() - before) as u64;
            if total > work.most_points {
                return Err(Stop::TooManyPoints { limit: work.most_points, after: at, of });
            }
        }
        states = next;
    }
    Ok(states.into_iter().flat_map(BTreeMap::into_values).sum())
}

/// The sums after one more option: `None` if a floor is out of reach, cut where it is safe.
fn settle(
    sums: &[i128],
    shift: &[i128],
    floor: &[i128],
    least: &[i128],
    most: &[i128],
) -> Option<Vec<i128>> {
    let mut out = Vec::with_capacity(sums.len());
    for (party, (sum, shift)) in sums.iter().zip(shift).enumerate() {
        let (floor, least, most) = (floor.get(party)?, least.get(party)?, most.get(party)?);
        let sum = sum + shift;
        if sum + most < *floor {
            return None;
        }
        out.push(sum.min(floor - least));
    }
    Some(out)
}

/// After each stage: the least or most that the rest can add, by party. Links are not looked at, so
/// these are bounds.
fn rests(plan: &Plan, scaled: &Scaled, pick: fn(i128, i128) -> i128) -> Vec<Vec<i128>> {
    let mut rest = vec![0; scaled.parties()];
    let mut out = Vec::new();
    for stage in plan.stages().iter().rev() {
        out.push(rest.clone());
        for (party, rest) in rest.iter_mut().enumerate() {
            let values = stage.steps.iter().map(|step| value(scaled, stage, step.option, party));
            *rest += values.reduce(pick).unwrap_or_default();
        }
    }
    out.reverse();
    out
}
