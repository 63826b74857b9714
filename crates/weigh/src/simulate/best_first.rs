//! One party's deals, best first, without ranking them all: for spaces of any size.
//!
//! Best-first search along the plan. What the rest can add at most is known exactly for each state,
//! so the next deal that comes out is the best of all that are left, links included.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::space::{Choice, Deal, Scaled, Space, Stage, Step};
use crate::work::Stop;

/// Gives admissible deals with their worth to one party in steps of its scale, most first. Deals of
/// equal worth come in the order of the walk.
#[derive(Debug, Clone)]
pub struct BestFirst<'a> {
    stages: Vec<Ways<'a>>,
    heap: BinaryHeap<Partial>,
    /// The most partial deals held at once.
    limit: u64,
    issues: usize,
    stopped: bool,
}

/// One issue of the walk, for one party.
#[derive(Debug, Clone)]
struct Ways<'a> {
    issue: usize,
    /// By state before the issue.
    from: Vec<Vec<&'a Step>>,
    /// What each option is worth.
    worth: Vec<i128>,
    /// By state after the issue: what the rest adds at most.
    rest: Vec<Option<i128>>,
}

/// Options for the first issues of the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Partial {
    /// The most it can become.
    bound: i128,
    sum: i128,
    state: usize,
    path: Vec<Choice>,
}

impl Ord for Partial {
    fn cmp(&self, other: &Self) -> Ordering {
        let deeper = self.path.len().cmp(&other.path.len());
        self.bound.cmp(&other.bound).then(deeper).then_with(|| other.path.cmp(&self.path))
    }
}

impl PartialOrd for Partial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'a> BestFirst<'a> {
    /// A party's deals; `limit` is the most partial deals held at once. Past the last party there
    /// are none.
    pub fn new(space: &'a Space, scaled: &Scaled, party: usize, limit: u64) -> Self {
        let mut stages = Vec::new();
        let mut rest = vec![Some(0)];
        for stage in space.plan().stages().iter().rev() {
            let ways = ways(stage, scaled, party, rest);
            rest = (0..ways.from.len()).map(|state| ways.most(state)).collect();
            stages.push(ways);
        }
        stages.reverse();
        let bound = rest.first().copied().flatten().unwrap_or_default();
        let start = Partial { bound, sum: 0, state: 0, path: Vec::new() };
        let known = party < scaled.parties();
        Self {
            stages,
            heap: known.then_some(start).into_iter().collect(),
            limit,
            issues: space.issues().len(),
            stopped: false,
        }
    }

    fn deal(&self, path: &[Choice]) -> Deal {
        let mut deal = vec![0; self.issues];
        for (stage, option) in self.stages.iter().zip(path) {
            if let Some(place) = deal.get_mut(stage.issue) {
                *place = *option;
            }
        }
        deal
    }
}

impl Iterator for BestFirst<'_> {
    type Item = Result<(Deal, i128), Stop>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stopped {
            return None;
        }
        loop {
            let best = self.heap.pop()?;
            let Some(stage) = self.stages.get(best.path.len()) else {
                return Some(Ok((self.deal(&best.path), best.sum)));
            };
            for step in stage.from.get(best.state).into_iter().flatten() {
                let Some((sum, bound)) = stage.after(best.sum, step) else { continue };
                let mut path = best.path.clone();
                path.push(step.option);
                self.heap.push(Partial { bound, sum, state: step.to, path });
            }
            if self.heap.len() as u64 > self.limit {
                self.stopped = true;
                let (limit, after, of) = (self.limit, best.path.len(), self.stages.len());
                return Some(Err(Stop::TooManyPoints { limit, after, of }));
            }
        }
    }
}

impl Ways<'_> {
    /// The sum after a step, and the most that it can become.
    fn after(&self, sum: i128, step: &Step) -> Option<(i128, i128)> {
        let sum = sum + self.worth.get(step.option)?;
        Some((sum, sum + self.rest.get(step.to).copied().flatten()?))
    }

    /// What this issue and the rest add at most from a state.
    fn most(&self, state: usize) -> Option<i128> {
        let steps = self.from.get(state)?.iter();
        steps.filter_map(|step| Some(self.after(0, step)?.1)).max()
    }
}

fn ways<'a>(stage: &'a Stage, scaled: &Scaled, party: usize, rest: Vec<Option<i128>>) -> Ways<'a> {
    let states = stage.steps.iter().map(|step| step.from + 1).max().unwrap_or(0);
    let mut from: Vec<Vec<&Step>> = vec![Vec::new(); states];
    for step in &stage.steps {
        if let Some(from) = from.get_mut(step.from) {
            from.push(step);
        }
    }
    let options = scaled.values().get(stage.issue).into_iter().flatten();
    let worth = options.map(|values| values.get(party).copied().unwrap_or_default()).collect();
    Ways { issue: stage.issue, from, worth, rest }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::properties::spaces::small;
    use crate::simulate::Ranking;
    use crate::work::Work;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn it_gives_what_the_ranking_gives(small in small()) {
            let Ok(space) = small.draft().check() else { return Ok(()) };
            let scaled = Scaled::of(&space).expect("small");
            let ranking = Ranking::of(&space, &scaled, &Work::default()).expect("small");
            for party in 0..ranking.parties() {
                let found: Vec<(Deal, i128)> = BestFirst::new(&space, &scaled, party, 1 << 20)
                    .map(|next| next.expect("small"))
                    .collect();
                let ranked = ranking.best_first(party);
                prop_assert_eq!(found.len(), ranked.len());
                let mut numbers = Vec::new();
                for ((deal, worth), outcome) in found.iter().zip(ranked) {
                    prop_assert_eq!(Some(*worth), ranking.whole(party, *outcome));
                    let own = ranking.outcome(deal).expect("admissible");
                    prop_assert_eq!(Some(*worth), ranking.whole(party, own));
                    numbers.push(own);
                }
                numbers.sort_unstable();
                numbers.dedup();
                prop_assert_eq!(numbers.len(), ranked.len(), "none twice");
            }
        }
    }

    #[test]
    fn the_bound_is_told_once_and_then_nothing() {
        let space = crate::simulate::sample::toy();
        let scaled = Scaled::of(&space).expect("small");
        let all: Vec<_> = BestFirst::new(&space, &scaled, 0, 2).collect();
        assert!(matches!(all.as_slice(), [Err(Stop::TooManyPoints { limit: 2, .. })]));
        assert_eq!(BestFirst::new(&space, &scaled, 9, 100).count(), 0);
    }
}
