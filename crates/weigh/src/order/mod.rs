//! Demands on the order of things: "this before that". Which of them cannot all be met, whose they
//! are, which smallest sets of them would have to be dropped, and how going in step could do instead.
//!
//! Issues are points, demands are arrows. What lies on a circle of arrows is a deadlock: nothing in it
//! can come first. Deadlocks are the strongly connected components (Tarjan 1972), the circles in
//! them are listed after Johnson (1975).

mod cycles;
mod steps;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use steps::{Step, Way};

use crate::hitting::hitting_sets;
use crate::tagged::Evidence;
use crate::work::{Stop, Work};

/// A party wants one issue settled, or carried out, before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Whose it is.
    pub party: usize,
    /// What must come first.
    pub before: usize,
    /// What must come after it.
    pub after: usize,
    /// What it rests on.
    pub evidence: Evidence,
}

/// A circle of issues, each demanded before the next and the last before the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Circle {
    /// The issues, from the lowest place. One: an issue before itself.
    pub issues: Vec<usize>,
    /// For each issue the demands that put it before the next.
    pub demands: Vec<Vec<usize>>,
}

/// Issues of which none can come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlock {
    /// The issues, ascending.
    pub issues: Vec<usize>,
    /// Whose demands hold it up, ascending.
    pub parties: Vec<usize>,
    /// All demands between these issues, ascending.
    pub demands: Vec<usize>,
    /// The circles, shortest first.
    pub circles: Vec<Circle>,
    /// Whether these are all of them; `false`: there are more than the bound.
    pub all_circles: bool,
    /// All smallest sets of demands without which there is no circle, by size; or why not: they
    /// need all circles.
    pub drop: Result<Vec<Vec<usize>>, Stop>,
    /// Ways out, for each of the sets at most one of each kind.
    pub ways: Vec<Way>,
}

/// What follows from all demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The deadlocks, by lowest issue. Empty: the order below meets every demand.
    pub deadlocks: Vec<Deadlock>,
    /// The issues in stages: everything in a stage can go side by side, and what it waits for lies in
    /// earlier ones. The issues of a deadlock stand in one stage together.
    pub stages: Vec<Vec<usize>>,
}

/// Finds the deadlocks. `steps`: into how many steps each issue can be split, 1 for "not at all".
/// At most `most` circles are looked at in each deadlock.
pub fn order(steps: &[usize], demands: &[Demand], most: usize, work: &Work) -> Result<Order, Stop> {
    let issues = steps.len();
    for (at, demand) in demands.iter().enumerate() {
        if demand.before >= issues || demand.after >= issues {
            return Err(Stop::Mismatch(format!("order demand {} names what is not there", at + 1)));
        }
    }
    let mut arrows: Arrows = vec![BTreeMap::new(); issues];
    for (at, demand) in demands.iter().enumerate() {
        if let Some(from) = arrows.get_mut(demand.before) {
            from.entry(demand.after).or_default().push(at);
        }
    }
    let components = cycles::components(&arrows);
    let stages = stages(&arrows, &components);
    let mut deadlocks = Vec::new();
    for component in &components {
        let turns = |issue: &usize| arrows.get(*issue).is_some_and(|to| to.contains_key(issue));
        if component.len() > 1 || component.iter().any(turns) {
            deadlocks.push(deadlock(steps, demands, &arrows, component, most, work)?);
        }
    }
    deadlocks.sort_by(|a, b| a.issues.cmp(&b.issues));
    Ok(Order { deadlocks, stages })
}

/// By issue: the issues it must come before, with the demands.
type Arrows = Vec<BTreeMap<usize, Vec<usize>>>;

fn deadlock(
    steps: &[usize],
    demands: &[Demand],
    arrows: &Arrows,
    component: &BTreeSet<usize>,
    most: usize,
    work: &Work,
) -> Result<Deadlock, Stop> {
    let inside =
        |demand: &Demand| component.contains(&demand.before) && component.contains(&demand.after);
    let own: Vec<usize> =
        (0..demands.len()).filter(|at| demands.get(*at).is_some_and(inside)).collect();
    let parties: BTreeSet<usize> =
        own.iter().filter_map(|at| demands.get(*at)).map(|demand| demand.party).collect();
    let (circles, all_circles) = cycles::circles(arrows, component, most, work)?;
    let drop = if all_circles {
        drops(&circles, work)
    } else {
        Err(Stop::TooManyCombinations { combinations: (most + 1).into(), limit: most as u64 })
    };
    let ways = match &drop {
        Ok(sets) => steps::ways(steps, demands, component, &own, sets),
        Err(_) => Vec::new(),
    };
    let issues = component.iter().copied().collect();
    let parties = parties.into_iter().collect();
    Ok(Deadlock { issues, parties, demands: own, circles, all_circles, drop, ways })
}

/// Smallest sets of demands that hit every circle. To take one arrow away, all demands on it go.
fn drops(circles: &[Circle], work: &Work) -> Result<Vec<Vec<usize>>, Stop> {
    // Each arrow is known by its first demand.
    let mut all: BTreeMap<usize, &Vec<usize>> = BTreeMap::new();
    let mut family = Vec::new();
    for circle in circles {
        let mut set = Vec::new();
        for arrow in &circle.demands {
            if let Some(first) = arrow.first() {
                all.insert(*first, arrow);
                set.push(*first);
            }
        }
        set.sort_unstable();
        family.push(set);
    }
    let mut out: Vec<Vec<usize>> = hitting_sets(&family, work)?
        .into_iter()
        .map(|set| {
            let mut demands: Vec<usize> =
                set.iter().filter_map(|first| all.get(first)).copied().flatten().copied().collect();
            demands.sort_unstable();
            demands
        })
        .collect();
    out.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    Ok(out)
}

/// Longest way to each component, as stages. `components` stand so that arrows lead to earlier ones.
fn stages(arrows: &Arrows, components: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let mut place = vec![0; arrows.len()];
    for (at, component) in components.iter().enumerate() {
        for issue in component {
            if let Some(place) = place.get_mut(*issue) {
                *place = at;
            }
        }
    }
    let mut stage = vec![0; components.len()];
    for (at, component) in components.iter().enumerate().rev() {
        let own = stage.get(at).copied().unwrap_or_default();
        for issue in component {
            for to in arrows.get(*issue).into_iter().flat_map(BTreeMap::keys) {
                let to = place.get(*to).copied().unwrap_or_default();
                if to != at
                    && let Some(stage) = stage.get_mut(to)
                {
                    *stage = (*stage).max(own + 1);
                }
            }
        }
    }
    let last = stage.iter().max().copied().unwrap_or_default();
    let mut out = vec![Vec::new(); if arrows.is_empty() { 0 } else { last + 1 }];
    for (issue, place) in place.iter().enumerate() {
        let stage = stage.get(*place).copied().unwrap_or_default();
        if let Some(stage) = out.get_mut(stage) {
            stage.push(issue);
        }
    }
    out
}
