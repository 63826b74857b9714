//! Ways out of a deadlock: drop a smallest set of demands; or, where issues can be split, go in step.
//!
//! In step means: one step of each issue, then the next step of each. A demand "A before B" is met
//! step by step if the first step of A comes before the first of B, the second before the second. A
//! demand that would have been dropped is met one step late instead: the first step of A comes
//! before the *second* of B. For that B must have at least two steps.

use std::collections::BTreeSet;

use super::Demand;

/// One step of an issue, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The issue.
    pub issue: usize,
    /// Which step of it.
    pub step: usize,
}

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Without these demands the issues can come one after the other.
    Drop {
        /// What is dropped.
        demands: Vec<usize>,
        /// The order that is then possible.
        order: Vec<usize>,
    },
    /// In step. Every demand is met step by step, save those that are met one step late.
    InStep {
        /// All steps, one after the other.
        sequence: Vec<Step>,
        /// Demands that are met one step late.
        late: Vec<usize>,
    },
    /// All at the same time: nobody goes first. It meets no demand to the letter, and leaves nobody
    /// ahead of another.
    Together {
        /// The issues.
        issues: Vec<usize>,
    },
}

/// For each smallest set of demands: dropped, and one step late where that is possible; at the end
/// all at once, if no issue is demanded before itself.
pub(super) fn ways(
    steps: &[usize],
    demands: &[Demand],
    component: &BTreeSet<usize>,
    own: &[usize],
    sets: &[Vec<usize>],
) -> Vec<Way> {
    let mut out = Vec::new();
    for set in sets {
        let kept: Vec<(usize, usize)> = own
            .iter()
            .filter(|at| set.binary_search(at).is_err())
            .filter_map(|at| demands.get(*at))
            .map(|demand| (demand.before, demand.after))
            .collect();
        let order = sorted(component, &kept);
        let dropped = || set.iter().filter_map(|at| demands.get(*at));
        let can_wait = |demand: &Demand| {
            demand.before != demand.after && steps.get(demand.after).is_some_and(|steps| *steps > 1)
        };
        if dropped().all(can_wait) {
            let sequence = in_step(steps, &order);
            out.push(Way::InStep { sequence, late: set.clone() });
        }
        out.push(Way::Drop { demands: set.clone(), order });
    }
    let itself = own.iter().filter_map(|at| demands.get(*at)).any(|own| own.before == own.after);
    if !itself {
        out.push(Way::Together { issues: component.iter().copied().collect() });
    }
    out
}

/// Round after round, in each the issues in their order as long as they have steps left.
fn in_step(steps: &[usize], order: &[usize]) -> Vec<Step> {
    let of = |issue: &usize| steps.get(*issue).copied().unwrap_or(1).max(1);
    let rounds = order.iter().map(of).max().unwrap_or_default();
    let all = (0..rounds).flat_map(|step| {
        order
            .iter()
            .filter(move |issue| step < of(issue))
            .map(move |issue| Step { issue: *issue, step })
    });
    all.collect()
}

/// The issues so that every arrow leads forward, low places first where there is a choice.
fn sorted(component: &BTreeSet<usize>, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut rest = component.clone();
    let mut out = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let free = rest.iter().copied().find(|issue| {
            !arrows.iter().any(|(before, after)| after == issue && rest.contains(before))
        });
        // Without the set there is no circle, so something is always free.
        let Some(next) = free.or_else(|| rest.first().copied()) else { break };
        rest.remove(&next);
        out.push(next);
    }
    out
}
