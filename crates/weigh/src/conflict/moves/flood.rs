//! The flood: from states with values, in rising order, against the moves. Each state is labelled once,
//! with the least value that can be reached from it, so all labels cost as much as there are states and
//! moves; and in option form not even that, for what is left of a clique is remembered.
//!
//! In option form two moves of one decision maker in a row are one move, so nobody need remember who
//! moved last. In graph form they are not, and nobody may move twice in a row; there a state is
//! labelled for each decision maker that may have moved last. Each state takes part at most twice: the
//! first to move from it leaves only itself out, the second lets that one in.

use super::{Arcs, Groups, Moves};
use crate::conflict::scenes::{Scene, at};
use crate::work::{Progress, Stop, Work};

/// No value: nothing is reached.
pub(in crate::conflict) const NEVER: u32 = u32::MAX;
/// After so many states somebody is asked whether to go on.
const BREATH: usize = 1 << 16;
/// Nobody has moved yet.
const START: u64 = 1 << 63;

/// Somebody moves somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// Who, by its place.
    pub maker: usize,
    /// Where to.
    pub to: Scene,
}

/// Whose moves count, and which.
#[derive(Clone, Copy)]
pub(in crate::conflict) struct Flood<'a> {
    pub(in crate::conflict) moves: &'a Moves,
    /// Bit by decision maker.
    pub(in crate::conflict) movers: u64,
    /// Only improvements for the one who moves.
    pub(in crate::conflict) improving: bool,
    /// Whether one may move twice in a row, which matters in graph form only.
    pub(in crate::conflict) twice: bool,
    /// State by state, for each decision maker rank and clique (none in graph form): what is needed of
    /// one state lies together, which on a million states takes half of the time.
    pub(in crate::conflict) about: &'a [(u32, u32)],
    /// By decision maker: ranks and states of each clique, in rising order.
    pub(in crate::conflict) sorted: &'a [Vec<(u32, Scene)>],
}

/// Room that is used again and again.
#[derive(Debug, Clone, Default)]
pub(in crate::conflict) struct Scratch {
    /// By state: the least value reached, or [`NEVER`].
    pub(in crate::conflict) label: Vec<u32>,
    /// By state: what to do next, if it was asked for; in graph form also for those who moved before.
    hops: Vec<[Hop; 2]>,
    queue: Vec<Scene>,
    /// In graph form, beside the queue: for which last movers the state is new.
    news: Vec<u64>,
    /// By decision maker and clique: the rank of its first state that is not labelled, or no more than
    /// that, and where it stands.
    front: Vec<Vec<(u32, u32)>>,
    /// By decision maker and clique: up to which rank the cliques before it are labelled.
    level: Vec<Vec<u32>>,
    /// In graph form: for which last movers a state is labelled.
    seen: Vec<u64>,
    stack: Vec<u32>,
}

/// The next step for those who moved last.
#[derive(Debug, Clone, Copy, Default)]
struct Hop {
    last: u64,
    maker: u32,
    to: Scene,
}

impl Flood<'_> {
    /// Labels every state with the least value of a source that legal moves lead to from it, its own
    /// among them. `sources` in rising order of value. With `tell` the next step of a shortest way is
    /// kept for each state (shortest only where all sources have one value).
    pub(in crate::conflict) fn run(
        &self,
        sources: &[Scene],
        value: impl Fn(Scene) -> u32,
        states: usize,
        tell: bool,
        scratch: &mut Scratch,
        work: &Work,
    ) -> Result<(), Stop> {
        scratch.reset(self, states, tell);
        let mut labelled = 0;
        let mut place = 0;
        while place < sources.len() && labelled < states {
            // All sources of one value start together, or the ways would not be the shortest.
            let least = value(sources[place]);
            scratch.queue.clear();
            scratch.news.clear();
            while let Some(source) = sources.get(place).filter(|source| value(**source) == least) {
                place += 1;
                // For whom it is labelled already; in option form for nobody or for all.
                let mut new = 0;
                if scratch.label[at(*source)] == NEVER {
                    scratch.label[at(*source)] = least;
                    labelled += 1;
                    new = u64::MAX;
                }
                if let Some(seen) = scratch.seen.get_mut(at(*source)) {
                    new = !*seen;
                    *seen = u64::MAX;
                }
                if new != 0 {
                    scratch.queue.push(*source);
                    scratch.news.push(new);
                }
            }
            labelled += match self.moves {
                Moves::Computed(groups) => {
                    self.through_groups(groups, least, tell, scratch, work)?
                }
                Moves::Listed(arcs) => self.through_arcs(arcs, least, tell, scratch, work)?,
            };
        }
        Ok(())
    }

    fn through_groups(
        &self,
        groups: &[Groups],
        least: u32,
        tell: bool,
        scratch: &mut Scratch,
        work: &Work,
    ) -> Result<usize, Stop> {
        let Scratch { label, hops, queue, front, level, stack, .. } = scratch;
        let makers = groups.len();
        let (mut next, mut labelled) = (0, 0);
        while let Some(state) = queue.get(next).copied() {
            next += 1;
            breathe(next, work)?;
            let about = &self.about[at(state) * makers..][..makers];
            let mut rest = self.movers;
            while rest != 0 {
                let maker = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let (groups, sorted) = (&groups[maker], &self.sorted[maker]);
                let (rank, clique) = about[maker];
                let below = if self.improving { rank } else { NEVER };
                let front = &mut front[maker];
                let mut enter = |clique: u32| {
                    let (lowest, place) = &mut front[at(clique)];
                    if *lowest >= below {
                        return;
                    }
                    let (_, last) = groups.span(clique);
                    *lowest = NEVER;
                    while *place < last {
                        let (rank, from) = sorted[at(*place)];
                        if self.improving && rank >= below {
                            *lowest = rank;
                            break;
                        }
                        *place += 1;
                        if label[at(from)] == NEVER {
                            label[at(from)] = least;
                            labelled += 1;
                            if tell {
                                hops[at(from)][0] = Hop::new(u64::MAX, maker, state);
                            }
                            queue.push(from);
                        }
                    }
                };
                if groups.is_one_way() {
                    let level = &mut level[maker];
                    groups.before(clique, stack, &mut |clique| {
                        let is_new = level[at(clique)] < below;
                        if is_new {
                            level[at(clique)] = below;
                            enter(clique);
                        }
                        is_new
                    });
                } else {
                    enter(clique);
                }
            }
        }
        Ok(labelled)
    }

    fn through_arcs(
        &self,
        arcs: &[Arcs],
        least: u32,
        tell: bool,
        scratch: &mut Scratch,
        work: &Work,
    ) -> Result<usize, Stop> {
        let Scratch { label, hops, queue, news, seen, .. } = scratch;
        let (makers, mut next, mut labelled) = (arcs.len(), 0, 0);
        let rank = |state: Scene, maker: usize| self.about[at(state) * makers + maker].0;
        while let (Some(state), Some(new)) = (queue.get(next).copied(), news.get(next).copied()) {
            next += 1;
            breathe(next, work)?;
            let mut rest = self.movers & new;
            while rest != 0 {
                let maker = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let others =
                    START | self.movers & if self.twice { u64::MAX } else { !(1 << maker) };
                for from in arcs[maker].from(at(state)) {
                    let new = others & !seen[at(*from)];
                    let improves = !self.improving || rank(*from, maker) < rank(state, maker);
                    if new == 0 || !improves {
                        continue;
                    }
                    let first = seen[at(*from)] == 0;
                    seen[at(*from)] |= new;
                    if label[at(*from)] == NEVER {
                        label[at(*from)] = least;
                        labelled += 1;
                    }
                    if tell {
                        hops[at(*from)][usize::from(!first)] = Hop::new(new, maker, state);
                    }
                    queue.push(*from);
                    news.push(new);
                }
            }
        }
        Ok(labelled)
    }
}

impl Hop {
    fn new(last: u64, maker: usize, to: Scene) -> Self {
        Self { last, maker: u32::try_from(maker).unwrap_or_default(), to }
    }
}

fn breathe(done: usize, work: &Work) -> Result<(), Stop> {
    if done.is_multiple_of(BREATH) {
        work.tell(Progress { done: done as u64, of: 0, points: 0 })?;
    }
    Ok(())
}

impl Scratch {
    fn reset(&mut self, flood: &Flood, states: usize, tell: bool) {
        fill(&mut self.label, states, NEVER);
        self.hops.clear();
        if tell {
            self.hops.resize(states, [Hop::default(); 2]);
        }
        self.seen.clear();
        match flood.moves {
            Moves::Listed(_) => self.seen.resize(states, 0),
            Moves::Computed(all) => {
                self.front.resize(all.len(), Vec::new());
                self.level.resize(all.len(), Vec::new());
                for (maker, groups) in all.iter().enumerate() {
                    if flood.movers >> maker & 1 == 0 {
                        continue;
                    }
                    let front = &mut self.front[maker];
                    front.clear();
                    groups.starts(front);
                    if groups.is_one_way() {
                        fill(&mut self.level[maker], groups.cliques(), 0);
                    }
                }
            }
        }
    }

    /// Whether a state leads to a source.
    pub(in crate::conflict) fn is_labelled(&self, state: Scene) -> bool {
        self.label.get(at(state)).is_some_and(|label| *label != NEVER)
    }

    /// All states that lead to the last sources, nearest first; in graph form some of them twice.
    pub(in crate::conflict) fn reached(&self) -> &[Scene] {
        &self.queue
    }

    /// The same with the next step of the kept way. For floods in which one may move twice in a row, or
    /// in option form; others have two next steps.
    pub(in crate::conflict) fn nearest(&self) -> impl Iterator<Item = (Scene, Step)> + '_ {
        self.queue.iter().filter_map(|state| {
            let hop = self.hops.get(at(*state))?[0];
            let step = Step { maker: hop.maker as usize, to: hop.to };
            (hop.last != 0).then_some((*state, step))
        })
    }

    /// The way from a state to a source, after the flood kept it. Nobody among the movers has moved before.
    pub(in crate::conflict) fn way(&self, from: Scene) -> Vec<Step> {
        let mut out = Vec::new();
        let (mut state, mut last) = (from, START);
        while out.len() < 2 * self.hops.len() {
            let mut hops = self.hops.get(at(state)).into_iter().flatten();
            let Some(hop) = hops.find(|hop| hop.last & last != 0) else { break };
            let maker = hop.maker as usize;
            out.push(Step { maker, to: hop.to });
            (state, last) = (hop.to, 1 << maker);
        }
        out
    }
}

fn fill(list: &mut Vec<u32>, length: usize, value: u32) {
    list.clear();
    list.resize(length, value);
}
