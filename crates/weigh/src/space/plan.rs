//! In which order issues are walked, and what links leave open on the way.
//!
//! A link between two issues matters from the first of them that is settled to the second. Between
//! the two, what is left of the second is the *state*. Two partial deals in one state have the same
//! future, so they may be compared; two in different states may not. The order keeps few links open
//! at a time, for the work grows with the number of states.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use num_traits::Zero;

use super::{Choice, Constraint, Draft};

/// More states than this at once are not followed.
pub(super) const MOST_STATES: usize = 20_000;

/// One way on: from a state before an issue, with an option of it, to a state after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The state after the issue.
    pub to: usize,
    /// The state before it.
    pub from: usize,
    /// The option.
    pub option: Choice,
}

/// One issue of the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The place of the issue in the space.
    pub issue: usize,
    /// How many states there are after it.
    pub states: usize,
    /// Every way on that can still become a deal, by state after the issue, sorted.
    pub steps: Vec<Step>,
}

/// The whole walk. It starts and ends in a single state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    stages: Vec<Stage>,
}

/// Options that are left, as bits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Left(Vec<u64>);

impl Left {
    fn of(size: usize, keep: impl Fn(Choice) -> bool) -> Self {
        let mut bits = vec![0; size.div_ceil(64)];
        for option in (0..size).filter(|option| keep(*option)) {
            if let Some(word) = bits.get_mut(option / 64) {
                *word |= 1 << (option % 64);
            }
        }
        Self(bits)
    }

    fn has(&self, option: Choice) -> bool {
        self.0.get(option / 64).is_some_and(|word| word >> (option % 64) & 1 == 1)
    }

    fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
}

/// What is left of the issues that are not settled yet and that some link touched.
type State = BTreeMap<usize, Left>;

/// Red lines and links, sorted by what they do to one issue when another is settled.
struct Rules {
    /// By issue: what no red line and no link to itself forbids.
    free: Vec<Left>,
    /// By issue: the other issue, and for each option what it leaves of that.
    ties: Vec<BTreeMap<usize, Vec<Left>>>,
}

impl Plan {
    /// The walk over a draft whose constraints name what is there. `None`: too many states.
    pub(super) fn of(draft: &Draft) -> Option<Self> {
        let rules = rules(draft);
        let order = order(&rules.ties);
        let mut states: Vec<State> = vec![State::new()];
        let mut stages = Vec::with_capacity(order.len());
        let mut settled = BTreeSet::new();
        for issue in order {
            let mut places: BTreeMap<State, usize> = BTreeMap::new();
            let mut steps = Vec::new();
            for (from, state) in states.iter().enumerate() {
                for (option, after) in ways(&rules, state, issue, &settled) {
                    let next = places.len();
                    let to = *places.entry(after).or_insert(next);
                    steps.push(Step { to, from, option });
                }
                if places.len() > MOST_STATES {
                    return None;
                }
            }
            steps.sort_unstable();
            let mut by_place: Vec<(usize, State)> =
                places.into_iter().map(|(state, place)| (place, state)).collect();
            by_place.sort_unstable_by_key(|(place, _)| *place);
            states = by_place.into_iter().map(|(_, state)| state).collect();
            stages.push(Stage { issue, states: states.len(), steps });
            settled.insert(issue);
        }
        drop_dead_ends(&mut stages);
        Some(Self { stages })
    }

    /// The issues in the order of the walk.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The most states at any time; 1 without links.
    pub fn widest(&self) -> usize {
        self.stages.iter().map(|stage| stage.states).max().unwrap_or(1)
    }

    /// How many deals the walk leads to.
    pub fn outcomes(&self) -> BigUint {
        let mut ways = vec![BigUint::from(1_u32)];
        for stage in &self.stages {
            let mut next = vec![BigUint::zero(); stage.states];
            for step in &stage.steps {
                if let (Some(to), Some(from)) = (next.get_mut(step.to), ways.get(step.from)) {
                    *to += from;
                }
            }
            ways = next;
        }
        ways.into_iter().sum()
    }
}

/// Every option of the issue that the state leaves, with the state after it.
fn ways(
    rules: &Rules,
    state: &State,
    issue: usize,
    settled: &BTreeSet<usize>,
) -> Vec<(Choice, State)> {
    let (Some(free), Some(ties)) = (rules.free.get(issue), rules.ties.get(issue)) else {
        return Vec::new();
    };
    let left = state.get(&issue).unwrap_or(free);
    let mut out = Vec::new();
    'options: for option in (0..left.0.len() * 64).filter(|option| left.has(*option)) {
        let mut after = state.clone();
        after.remove(&issue);
        for (other, leaves) in ties {
            // What is settled already has had its say when it was settled.
            let (Some(free), Some(leaves)) = (rules.free.get(*other), leaves.get(option)) else {
                continue;
            };
            if settled.contains(other) {
                continue;
            }
            let before = after.get(other).unwrap_or(free);
            let both = before.and(leaves);
            if both.is_empty() {
                continue 'options;
            }
            if both == *free {
                after.remove(other);
            } else {
                after.insert(*other, both);
            }
        }
        out.push((option, after));
    }
    out
}

fn rules(draft: &Draft) -> Rules {
    let sizes: Vec<usize> = draft.issues.iter().map(|issue| issue.options.len()).collect();
    let size = |issue: usize| sizes.get(issue).copied().unwrap_or_default();
    let mut free: Vec<Left> = sizes.iter().map(|size| Left::of(*size, |_| true)).collect();
    let mut ties: Vec<BTreeMap<usize, Vec<Left>>> = vec![BTreeMap::new(); sizes.len()];
    for constraint in &draft.constraints {
        let (issue, gone): (usize, Vec<Choice>) = match constraint {
            Constraint::Forbid { issue, options } => (*issue, options.clone()),
            Constraint::OnlyIf { issue, options, requires_issue, requires_options }
                if issue == requires_issue =>
            {
                let gone = options.iter().filter(|option| !requires_options.contains(option));
                (*issue, gone.copied().collect())
            }
            Constraint::OnlyIf { issue, options, requires_issue, requires_options } => {
                let forward = |from: Choice, to: Choice| {
                    !options.contains(&from) || requires_options.contains(&to)
                };
                tie(&mut ties, &size, *issue, *requires_issue, &forward);
                tie(&mut ties, &size, *requires_issue, *issue, &|to, from| forward(from, to));
                continue;
            }
        };
        let keep = Left::of(size(issue), |option| !gone.contains(&option));
        if let Some(left) = free.get_mut(issue) {
            *left = left.and(&keep);
        }
    }
    Rules { free, ties }
}

/// Notes what each option of one issue leaves of another.
fn tie(
    ties: &mut [BTreeMap<usize, Vec<Left>>],
    size: &dyn Fn(usize) -> usize,
    of: usize,
    on: usize,
    fits: &dyn Fn(Choice, Choice) -> bool,
) {
    let Some(ties) = ties.get_mut(of) else { return };
    let all = || (0..size(of)).map(|_| Left::of(size(on), |_| true)).collect();
    for (option, leaves) in ties.entry(on).or_insert_with(all).iter_mut().enumerate() {
        *leaves = leaves.and(&Left::of(size(on), |other| fits(option, other)));
    }
}

/// Linked issues first, so that what follows has a single state; among them always the one that
/// leaves the fewest links open. Issues without a link follow in their order.
fn order(ties: &[BTreeMap<usize, Vec<Left>>]) -> Vec<usize> {
    let mut done = BTreeSet::new();
    let mut out = Vec::with_capacity(ties.len());
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut rest: BTreeSet<usize> = (0..ties.len()).collect();
    let linked = |issue: usize| ties.get(issue).is_some_and(|ties| !ties.is_empty());
    while !rest.is_empty() {
        // Within a web of links only its neighbours come into question.
        let near: Vec<usize> = if open.is_empty() {
            let any: Vec<usize> = rest.iter().copied().filter(|issue| linked(*issue)).collect();
            if any.is_empty() { rest.iter().copied().take(1).collect() } else { any }
        } else {
            open.iter().copied().collect()
        };
        let opens = |issue: usize| {
            let others = ties.get(issue).into_iter().flat_map(BTreeMap::keys);
            others.filter(|other| !done.contains(*other) && !open.contains(*other)).count()
        };
        let Some(next) = near.into_iter().min_by_key(|issue| (opens(*issue), *issue)) else {
            break;
        };
        open.remove(&next);
        rest.remove(&next);
        done.insert(next);
        out.push(next);
        let others = ties.get(next).into_iter().flat_map(BTreeMap::keys);
        open.extend(others.filter(|other| !done.contains(*other)));
    }
    out
}

/// Leaves out every step that cannot become a deal, and numbers the states anew.
fn drop_dead_ends(stages: &mut [Stage]) {
    let mut alive: Option<BTreeMap<usize, usize>> = None;
    for stage in stages.iter_mut().rev() {
        if let Some(alive) = &alive {
            stage.steps.retain_mut(|step| match alive.get(&step.to) {
                Some(place) => {
                    step.to = *place;
                    true
                }
                None => false,
            });
            stage.states = alive.len();
        }
        let before: BTreeSet<usize> = stage.steps.iter().map(|step| step.from).collect();
        let places: BTreeMap<usize, usize> = before.into_iter().zip(0..).collect();
        for step in &mut stage.steps {
            step.from = places.get(&step.from).copied().unwrap_or_default();
        }
        stage.steps.sort_unstable();
        alive = Some(places);
    }
}
