//! Bounds that partial deals must still be able to reach. A cut is a weighted sum over the parties;
//! its best completion over the rest of the walk is known for every state, links included.

use super::point::{Point, Whole};
use crate::space::{Plan, Scaled};

/// Only deals with `weights · sums >= least` are wanted. Products must fit: see [`weight_bits`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) weights: Vec<i128>,
    pub(crate) least: i128,
}

/// How many bits weights may have so that no weighted sum overflows.
pub(crate) fn weight_bits(scaled: &Scaled) -> u64 {
    let parties = u64::from(scaled.parties().max(1).ilog2()) + 1;
    122_u64.saturating_sub(scaled.bits() + parties).min(60)
}

impl Cut {
    /// One party gets at least so much.
    pub(crate) fn floor(parties: usize, party: usize, least: i128) -> Self {
        let weights = (0..parties).map(|at| i128::from(at == party)).collect();
        Self { weights, least }
    }

    /// The weighted sum.
    pub(crate) fn sum(&self, whole: &[i128]) -> i128 {
        self.weights.iter().zip(whole).map(|(weight, sum)| weight * sum).sum()
    }
}

/// A cut, ready for the walk: what is needed after each stage, in each state.
pub(super) struct Ready {
    weights: Vec<(usize, i128)>,
    /// By stage, by state after it.
    needs: Vec<Vec<i128>>,
}

impl Ready {
    pub(super) fn of(cut: &Cut, plan: &Plan, scaled: &Scaled) -> Self {
        let mut best: Vec<i128> = vec![0];
        let mut needs = Vec::with_capacity(plan.stages().len());
        for (nth, stage) in plan.stages().iter().enumerate().rev() {
            needs.push(best.iter().map(|best| cut.least.saturating_sub(*best)).collect());
            let before = nth.checked_sub(1).and_then(|nth| plan.stages().get(nth));
            let mut next: Vec<Option<i128>> = vec![None; before.map_or(1, |stage| stage.states)];
            let options = scaled.values().get(stage.issue);
            for step in &stage.steps {
                let (Some(after), Some(option)) =
                    (best.get(step.to), options.and_then(|own| own.get(step.option)))
                else {
                    continue;
                };
                let sum = after + cut.sum(option);
                if let Some(into) = next.get_mut(step.from) {
                    *into = Some(into.map_or(sum, |known| known.max(sum)));
                }
            }
            best = next.into_iter().map(Option::unwrap_or_default).collect();
        }
        needs.reverse();
        let weights = cut.weights.iter().copied().enumerate().filter(|(_, weight)| *weight != 0);
        Self { weights: weights.collect(), needs }
    }

    /// Whether a partial deal can still reach it.
    pub(super) fn allows<P: Point>(&self, point: &P, stage: usize, state: usize) -> bool {
        let need = self.needs.get(stage).and_then(|needs| needs.get(state)).copied();
        let sum: i128 =
            self.weights.iter().map(|(party, weight)| point.at(*party).wide() * weight).sum();
        need.is_none_or(|need| sum >= need)
    }
}
