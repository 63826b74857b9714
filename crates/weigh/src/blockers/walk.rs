//! One web: all smallest sets of groups that its deals break, found issue by issue.
//!
//! Of two partial deals with the same ties open, one that breaks no more, and is no worse for any
//! party whose reserve is still undecided, makes the other superfluous: what follows is the same for
//! both. So only an antichain is kept for each state. A sum that reaches its reserve whatever
//! follows is as good as any other that does; one that cannot reach it any more breaks it.

use std::collections::BTreeMap;

use super::group::{Floor, Parts, Tie, Web};
use crate::space::Choice;
use crate::work::{Progress, Stop, Work};

/// Broken groups of one web, by their places in the web's own list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Bits([u64; 8]);

const MOST_GROUPS: usize = 512;

impl Bits {
    fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

/// One way to settle the issues of a web, with what it breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// Groups, ascending.
    pub(super) groups: Vec<usize>,
    /// How many constraints these are.
    pub(super) size: usize,
    /// Issue and option.
    pub(super) deal: Vec<(usize, Choice)>,
}

/// A partial deal.
#[derive(Debug, Clone)]
struct Partial {
    broken: Bits,
    size: usize,
    /// By floor.
    sums: Vec<i128>,
    deal: Vec<Choice>,
}

/// Ties of which one end is settled and the other must still answer, by place.
type State = Vec<usize>;

struct Walk<'a> {
    web: &'a Web,
    parts: &'a Parts,
    /// The web's groups, ascending.
    groups: Vec<usize>,
    largest: usize,
    /// By place of an issue in the walk and by floor: the least and the most that it and what
    /// follows add.
    rests: Vec<Vec<(i128, i128)>>,
    /// By place of an issue in the walk: at least so many constraints are still to be broken.
    still: Vec<usize>,
}

/// The smallest sets, by size and groups. Empty: nothing is possible (within the bound).
pub(super) fn walk(
    web: &Web,
    parts: &Parts,
    largest: Option<usize>,
    work: &Work,
) -> Result<Vec<Broken>, Stop> {
    let walk = Walk::of(web, parts, largest)?;
    let start = walk.start();
    let mut states: BTreeMap<State, Vec<Partial>> = BTreeMap::from([(State::new(), vec![start])]);
    for at in 0..web.issues.len() {
        let held: usize = states.values().map(Vec::len).sum();
        work.tell(Progress { done: at as u64, of: web.issues.len() as u64, points: held as u64 })?;
        let mut next: BTreeMap<State, Vec<Partial>> = BTreeMap::new();
        for (state, partials) in &states {
            walk.step(at, state, partials, &mut next);
            let held: usize = next.values().map(Vec::len).sum();
            if held as u64 > work.most_points {
                let of = web.issues.len();
                return Err(Stop::TooManyPoints { limit: work.most_points, after: at + 1, of });
            }
        }
        let mut held = 0;
        for partials in next.values_mut() {
            antichain(partials, work)?;
            held += partials.len() as u64;
        }
        if held > MOST_HELD {
            return Err(Stop::TooManyPoints {
                limit: MOST_HELD,
                after: at + 1,
                of: web.issues.len(),
            });
        }
        states = next;
    }
    Ok(walk.end(states.into_values().flatten().collect()))
}

/// Antichains are compared pair by pair, so more than this at once takes too long.
const MOST_HELD: u64 = 20_000;

impl<'a> Walk<'a> {
    fn of(web: &'a Web, parts: &'a Parts, largest: Option<usize>) -> Result<Self, Stop> {
        let rows = || web.issues.iter().filter_map(|issue| parts.options.get(*issue));
        let mut groups: Vec<usize> = rows().flatten().filter_map(|(_, group)| *group).collect();
        groups.extend(web.ties.iter().filter_map(|tie| tie.group));
        groups.extend(web.floors.iter().map(|floor| floor.group));
        groups.extend(&web.lost);
        groups.sort_unstable();
        groups.dedup();
        if groups.len() > MOST_GROUPS {
            return Err(Stop::TooManyCombinations {
                combinations: groups.len().into(),
                limit: MOST_GROUPS as u64,
            });
        }
        let mut rests = vec![vec![(0, 0); web.floors.len()]];
        let mut still = vec![0];
        for issue in web.issues.iter().rev() {
            let mut rest = rests.last().cloned().unwrap_or_default();
            for (floor, rest) in web.floors.iter().zip(&mut rest) {
                let own = || open(parts, *issue).map(|option| value(parts, *issue, option, floor));
                rest.0 += own().min().unwrap_or_default();
                rest.1 += own().max().unwrap_or_default();
            }
            rests.push(rest);
            let least = open(parts, *issue).map(|option| cost(parts, *issue, option)).min();
            still.push(still.last().copied().unwrap_or_default() + least.unwrap_or_default());
        }
        rests.reverse();
        still.reverse();
        Ok(Self { web, parts, groups, largest: largest.unwrap_or(usize::MAX), rests, still })
    }

    fn start(&self) -> Partial {
        let mut start = Partial {
            broken: Bits::default(),
            size: 0,
            sums: vec![0; self.web.floors.len()],
            deal: Vec::new(),
        };
        for group in &self.web.lost {
            self.breaks(&mut start, *group);
        }
        self.settle_floors(&mut start, 0);
        start
    }

    fn breaks(&self, partial: &mut Partial, group: usize) {
        if let Ok(at) = self.groups.binary_search(&group)
            && !partial.broken.has(at)
        {
            partial.broken.set(at);
            partial.size += self.parts.groups.get(group).map_or(0, Vec::len);
        }
    }

    /// Reserves that are decided now: reached in any case, or out of reach.
    fn settle_floors(&self, partial: &mut Partial, at: usize) {
        let Some(rests) = self.rests.get(at) else { return };
        for (place, (floor, (least, most))) in self.web.floors.iter().zip(rests).enumerate() {
            let Some(sum) = partial.sums.get(place).copied() else { continue };
            let end = if sum + least >= floor.least {
                floor.least - least
            } else if sum + most < floor.least {
                self.breaks(partial, floor.group);
                floor.least - most - 1
            } else {
                sum
            };
            if let Some(sum) = partial.sums.get_mut(place) {
                *sum = end;
            }
        }
    }

    /// All partial deals of one state, each with every option of the next issue.
    fn step(
        &self,
        at: usize,
        state: &State,
        partials: &[Partial],
        next: &mut BTreeMap<State, Vec<Partial>>,
    ) {
        let Some(issue) = self.web.issues.get(at).copied() else { return };
        for option in open(self.parts, issue) {
            let Some((after, broken)) = self.answer(at, issue, option, state) else { continue };
            let red = self.parts.options.get(issue).and_then(|row| row.get(option)?.1);
            let into = next.entry(after).or_default();
            for partial in partials {
                let mut with = partial.clone();
                with.deal.push(option);
                for group in broken.iter().chain(&red) {
                    self.breaks(&mut with, *group);
                }
                for (sum, floor) in with.sums.iter_mut().zip(&self.web.floors) {
                    *sum += value(self.parts, issue, option, floor);
                }
                self.settle_floors(&mut with, at + 1);
                let still = self.still.get(at + 1).copied().unwrap_or_default();
                if with.size.saturating_add(still) <= self.largest {
                    into.push(with);
                }
            }
        }
    }

    /// What an option does to the ties: which stand open after it and which it breaks; `None` if it
    /// breaks one that cannot be relaxed.
    fn answer(
        &self,
        at: usize,
        issue: usize,
        option: Choice,
        state: &State,
    ) -> Option<(State, Vec<usize>)> {
        let (mut after, mut broken) = (State::new(), Vec::new());
        for (place, tie) in self.web.ties.iter().enumerate() {
            let mine = tie.from == issue || tie.to == issue;
            let pending = state.binary_search(&place).is_ok();
            if !mine {
                if pending {
                    after.push(place);
                }
                continue;
            }
            let other = if tie.from == issue { tie.to } else { tie.from };
            let first = self.web.issues.iter().skip(at + 1).any(|later| *later == other);
            let against = against(tie, issue, option);
            if first && against {
                after.push(place);
            } else if !first && against && (pending || other == issue) {
                broken.push(tie.group?);
            }
        }
        Some((after, broken))
    }

    /// The smallest sets among what has come to the end.
    fn end(&self, mut all: Vec<Partial>) -> Vec<Broken> {
        for partial in &mut all {
            partial.sums.clear();
        }
        all.sort_by(|a, b| {
            (a.broken.count(), a.broken, &a.deal).cmp(&(b.broken.count(), b.broken, &b.deal))
        });
        let mut kept: Vec<Partial> = Vec::new();
        for partial in all {
            if !kept.iter().any(|less| less.broken.within(&partial.broken)) {
                kept.push(partial);
            }
        }
        let mut out: Vec<Broken> = kept
            .into_iter()
            .map(|partial| Broken {
                groups: self
                    .groups
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| partial.broken.has(*at))
                    .map(|(_, group)| *group)
                    .collect(),
                size: partial.size,
                deal: self.web.issues.iter().copied().zip(partial.deal).collect(),
            })
            .collect();
        out.sort_by(|a, b| (a.size, &a.groups).cmp(&(b.size, &b.groups)));
        out
    }
}

/// Whether an option keeps a tie open from its side: it triggers it, or does not meet it.
fn against(tie: &Tie, issue: usize, option: Choice) -> bool {
    let triggers = tie.from != issue || tie.options.contains(&option);
    let fails = tie.to != issue || !tie.requires.contains(&option);
    triggers && fails
}

fn open(parts: &Parts, issue: usize) -> impl Iterator<Item = Choice> {
    let row = parts.options.get(issue).into_iter().flatten().enumerate();
    row.filter(|(_, (open, _))| *open).map(|(option, _)| option)
}

fn cost(parts: &Parts, issue: usize, option: Choice) -> usize {
    let group = parts.options.get(issue).and_then(|row| row.get(option)?.1);
    group.and_then(|group| parts.groups.get(group)).map_or(0, Vec::len)
}

fn value(parts: &Parts, issue: usize, option: Choice, floor: &Floor) -> i128 {
    let options = parts.scaled.values().get(issue);
    options.and_then(|options| options.get(option)?.get(floor.party).copied()).unwrap_or_default()
}

/// Keeps what nothing else makes superfluous; of equals the first deal.
fn antichain(partials: &mut Vec<Partial>, work: &Work) -> Result<(), Stop> {
    // Whatever makes another superfluous stands before it: it breaks no more groups, and of as many
    // it has no less in sum.
    let sum = |partial: &Partial| partial.sums.iter().sum::<i128>();
    partials.sort_by(|a, b| {
        let (left, right) = (a.broken.count(), b.broken.count());
        left.cmp(&right)
            .then_with(|| a.broken.cmp(&b.broken))
            .then_with(|| sum(b).cmp(&sum(a)))
            .then_with(|| a.deal.cmp(&b.deal))
    });
    let mut kept: Vec<Partial> = Vec::new();
    for partial in partials.drain(..) {
        let covers = |less: &Partial| {
            less.broken.within(&partial.broken)
                && less.sums.iter().zip(&partial.sums).all(|(a, b)| a >= b)
        };
        if !kept.iter().any(covers) {
            kept.push(partial);
            if kept.len().is_multiple_of(4_096) {
                work.tell(Progress { done: 0, of: 0, points: kept.len() as u64 })?;
            }
        }
    }
    *partials = kept;
    Ok(())
}
