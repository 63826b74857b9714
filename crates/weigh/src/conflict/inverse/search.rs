//! The least change where what the others want counts (SEQ, SSEQ) and may change as well.
//!
//! Best first: what is asked so far of each ranking, and the nearest rankings that comply. If the wanted
//! state is an equilibrium under them, no smaller answer exists. If not, somebody has an improvement
//! `t` that nothing sanctions, and every answer must do one of these: that one no longer prefers `t`; or
//! it no longer prefers a state to which the others go on from `t` (and from which it would escape); or
//! somebody takes a step out of what is reached from `t` that is no improvement now. Each is asked in
//! turn. Nothing is left out, and what is asked only grows, so the search ends, or is cut off with a
//! bound that holds.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::near::{Asked, Nearest, nearest};
use super::reach::{Reach, reach};
use super::{Change, Check, Effort, Inverse, Least, Pair, Remedy, Wanted};
use crate::conflict::model::Conflict;
use crate::conflict::scenes::{Scene, at};
use crate::work::{Progress, Stop, Work};

/// The most states of a conflict that is searched; beyond, only what each needs by itself is told.
pub const MOST_SEARCHED: usize = 1_000;
/// The most sets of states looked at for one ranking.
const MOST_SETS: usize = 50_000;
/// One part in so many of the work goes into listing all answers once their size is known.
const LISTING: u64 = 4;

/// What is known before.
pub(super) struct Start {
    /// Who may change, as bits.
    pub(super) varied: u64,
    /// Fewer pairs are not enough.
    pub(super) low: u64,
    /// Answers that hold.
    pub(super) known: Vec<Remedy>,
    /// Looked at so far.
    pub(super) nodes: u64,
}

/// What is asked of one ranking.
#[derive(Debug, Clone)]
struct One {
    asked: Vec<Asked>,
    cost: u64,
    ranks: Rc<Vec<u32>>,
}

/// By decision maker.
type State = Vec<One>;

/// Something that would help.
struct Way {
    maker: usize,
    asked: Vec<Asked>,
}

pub(super) fn search(
    conflict: &Conflict,
    wanted: &Wanted,
    start: &Start,
    effort: &Effort,
    work: &Work,
) -> Result<Inverse, Stop> {
    let mut out = Search {
        conflict,
        wanted,
        varied: start.varied,
        effort,
        check: Check::of(conflict, wanted),
        open: BinaryHeap::new(),
        states: Vec::new(),
        seen: FxHashSet::default(),
        found: BTreeSet::new(),
        best: u64::MAX,
        low: u64::MAX,
        nodes: start.nodes,
        listing: None,
        all: true,
    };
    for remedy in &start.known {
        out.note(remedy.clone());
    }
    if conflict.states() > MOST_SEARCHED {
        (out.low, out.all) = (start.low, false);
    } else {
        out.shortcuts(work)?;
        out.run(work)?;
    }
    // Nothing smaller is left.
    let done = out.low >= out.best;
    let high = (out.best < u64::MAX).then_some(out.best);
    let least = match (done, high) {
        (true, None) => Least::Never,
        (true, Some(high)) => Least::Exactly(high),
        (false, high) => Least::of(out.low.max(start.low), high),
    };
    let remedies = out.found.into_iter().collect();
    Ok(Inverse { least, remedies, all: out.all, nodes: out.nodes })
}

struct Search<'a> {
    conflict: &'a Conflict,
    wanted: &'a Wanted,
    varied: u64,
    effort: &'a Effort,
    check: Check<'a>,
    /// Least cost first; of several the one of which most is asked.
    open: BinaryHeap<Reverse<(u64, Reverse<usize>, usize)>>,
    states: Vec<Option<State>>,
    seen: FxHashSet<Vec<Vec<Asked>>>,
    found: BTreeSet<Remedy>,
    best: u64,
    /// The least cost of what was left aside.
    low: u64,
    nodes: u64,
    /// Since when nothing smaller is left, and only the list goes on.
    listing: Option<u64>,
    all: bool,
}

impl Search<'_> {
    fn note(&mut self, remedy: Remedy) {
        if remedy.pairs < self.best {
            self.best = remedy.pairs;
            self.found.clear();
            self.all = true;
        }
        let turned = |remedy: &Remedy| -> Vec<(usize, Vec<Pair>)> {
            let some = remedy.changes.iter().filter(|change| !change.turned.is_empty());
            some.map(|change| (change.maker, change.turned.clone())).collect()
        };
        let pairs = turned(&remedy);
        let same = |one: &Remedy| turned(one) == pairs;
        if remedy.pairs > self.best || self.found.iter().any(same) {
            return;
        }
        if self.found.len() < self.effort.listed.max(1) {
            self.found.insert(remedy);
        } else {
            self.all = false;
        }
    }

    fn is_varied(&self, maker: usize) -> bool {
        self.varied >> maker & 1 == 1
    }

    /// Some answers that are easy to find, so that there is something to beat: those by Nash, which
    /// every concept accepts.
    fn shortcuts(&mut self, work: &Work) -> Result<(), Stop> {
        let wanted = Wanted { concept: crate::conflict::Concept::Nash, ..self.wanted.clone() };
        if let Some(parts) = super::parts(self.conflict, &wanted, self.varied, self.effort, work)? {
            let (remedies, _) = super::joined(&parts, 1);
            for mut remedy in remedies {
                remedy.changes.retain(|change| !change.turned.is_empty());
                if self.check.holds(&remedy.changes, work)? {
                    self.note(remedy);
                    self.all = false;
                }
            }
        }
        Ok(())
    }

    fn run(&mut self, work: &Work) -> Result<(), Stop> {
        let one =
            |ranks: &Vec<u32>| One { asked: Vec::new(), cost: 0, ranks: Rc::new(ranks.clone()) };
        self.all = true;
        self.push(self.conflict.ranks().iter().map(one).collect());
        while let Some(Reverse((cost, _, place))) = self.open.pop() {
            let Some(state) = self.states.get_mut(place).and_then(Option::take) else { continue };
            if cost > self.best {
                return Ok(());
            }
            self.nodes += 1;
            work.tell(Progress { done: self.nodes, of: self.effort.nodes, points: 0 })?;
            let full = cost == self.best && {
                let since = *self.listing.get_or_insert(self.nodes);
                let long = self.nodes - since > self.effort.nodes / LISTING;
                long || self.found.len() >= self.effort.listed.max(1)
            };
            if full || self.nodes > self.effort.nodes {
                self.all = false;
                // What costs as much as an answer that is known leaves nothing open but the list.
                self.low = if full { self.low } else { self.low.min(cost) };
                return Ok(());
            }
            self.look(&state, work)?;
        }
        Ok(())
    }

    fn push(&mut self, state: State) {
        let cost: u64 = state.iter().map(|one| one.cost).sum();
        if cost > self.best {
            return;
        }
        let key: Vec<Vec<Asked>> = state.iter().map(|one| one.asked.clone()).collect();
        let depth = key.iter().map(Vec::len).sum();
        if self.seen.insert(key) {
            self.open.push(Reverse((cost, Reverse(depth), self.states.len())));
            self.states.push(Some(state));
        }
    }

    /// An answer, or what could be done.
    fn look(&mut self, state: &State, work: &Work) -> Result<(), Stop> {
        for (maker, one) in state.iter().enumerate() {
            if self.is_varied(maker) && self.check.engine.ranks(maker) != one.ranks.as_slice() {
                self.check.set(maker, &one.ranks);
            }
        }
        let mut ways: Option<Vec<Way>> = None;
        for maker in 0..state.len() {
            if !self.check.is_stable(maker, work)? {
                for found in self.ways(state, maker) {
                    if ways.as_ref().is_none_or(|ways| found.len() < ways.len()) {
                        ways = Some(found);
                    }
                }
            }
        }
        match ways {
            None => {
                let remedy = self.remedy(state);
                // Others of the same size leave some pair as it is that this one turns.
                let keep = |change: &Change| {
                    let keep = |pair: &Pair| Way {
                        maker: change.maker,
                        asked: vec![Asked { above: pair.below, below: pair.above, strict: true }],
                    };
                    change.turned.iter().map(keep).collect::<Vec<Way>>()
                };
                let ways: Vec<Way> = remedy.changes.iter().flat_map(keep).collect();
                self.note(remedy);
                self.branch(state, ways);
            }
            Some(ways) => self.branch(state, ways),
        }
        Ok(())
    }

    fn branch(&mut self, state: &State, ways: Vec<Way>) {
        for way in ways {
            let one = &state[way.maker];
            let mut asked = one.asked.clone();
            asked.extend(way.asked);
            asked.sort_unstable();
            asked.dedup();
            self.nodes += 1;
            let old = &self.conflict.ranks()[way.maker];
            match nearest(old, &asked, MOST_SETS) {
                Nearest::Never => {}
                Nearest::TooLong => {
                    self.low = self.low.min(state.iter().map(|one| one.cost).sum());
                    self.all = false;
                }
                Nearest::Found(cost, ranks) => {
                    let mut next = state.clone();
                    next[way.maker] = One { asked, cost, ranks: Rc::new(ranks) };
                    self.push(next);
                }
            }
        }
    }

    /// For each improvement that nothing sanctions, all that could be done about it.
    fn ways(&self, state: &State, maker: usize) -> Vec<Vec<Way>> {
        let ranks = |maker: usize| state[maker].ranks.as_slice();
        let own = |state: Scene| ranks(maker)[at(state)];
        let is_better = |state: &Scene| own(*state) > own(self.wanted.state);
        let movers = ((1_u64 << state.len()) - 1) & !(1 << maker);
        let credible =
            |mover: usize, from: Scene, to: Scene| ranks(mover)[at(to)] > ranks(mover)[at(from)];
        let mut out = Vec::new();
        for to in self.conflict.moves(maker, self.wanted.state) {
            if !is_better(&to) {
                continue;
            }
            let reached = reach(self.conflict, movers, to, &credible);
            let escapes = |end: &Scene| -> Vec<Scene> {
                let mut better = if self.wanted.concept.is_inescapable() {
                    self.conflict.moves(maker, *end)
                } else {
                    Vec::new()
                };
                better.push(*end);
                better.retain(is_better);
                better
            };
            if reached.found.iter().any(|end| escapes(end).is_empty()) {
                continue;
            }
            let mut ways = Vec::new();
            if self.is_varied(maker) {
                ways.push(self.sink(maker, &[to]));
                ways.extend(reached.found.iter().map(|end| self.sink(maker, &escapes(end))));
            }
            self.steps_out(to, maker, &reached, &credible, &mut ways);
            out.push(ways);
        }
        out
    }

    fn sink(&self, maker: usize, states: &[Scene]) -> Way {
        let above = self.wanted.state;
        let asked = states.iter().map(|below| Asked { above, below: *below, strict: false });
        Way { maker, asked: asked.collect() }
    }

    /// Steps of those who may change, from what is reached to where they could not go last.
    fn steps_out(
        &self,
        start: Scene,
        maker: usize,
        reached: &Reach,
        credible: &dyn Fn(usize, Scene, Scene) -> bool,
        ways: &mut Vec<Way>,
    ) {
        let mut starts = vec![start];
        starts.extend(reached.found.iter().filter(|state| **state != start));
        for mover in (0..self.conflict.makers()).filter(|m| *m != maker && self.is_varied(*m)) {
            for from in starts.iter().filter(|from| reached.may_go_on(**from, mover)) {
                for to in self.conflict.moves(mover, *from) {
                    if !credible(mover, *from, to) {
                        let asked = vec![Asked { above: to, below: *from, strict: true }];
                        ways.push(Way { maker: mover, asked });
                    }
                }
            }
        }
    }

    fn remedy(&self, state: &State) -> Remedy {
        let mut out = Remedy { pairs: 0, changes: Vec::new() };
        for (maker, one) in state.iter().enumerate() {
            let change = difference(maker, &self.conflict.ranks()[maker], &one.ranks);
            out.pairs += change.turned.len() as u64;
            if !change.turned.is_empty() || !change.parted.is_empty() {
                out.changes.push(change);
            }
        }
        out
    }
}

/// Pair by pair.
fn difference(maker: usize, old: &[u32], new: &[u32]) -> Change {
    let mut out = Change { maker, turned: Vec::new(), parted: Vec::new(), ranks: new.to_vec() };
    for above in 0..old.len() {
        for below in (0..old.len()).filter(|below| new[above] > new[*below]) {
            let (Ok(a), Ok(b)) = (Scene::try_from(above), Scene::try_from(below)) else { continue };
            match old[above].cmp(&old[below]) {
                std::cmp::Ordering::Less => out.turned.push(Pair { above: a, below: b }),
                std::cmp::Ordering::Equal => out.parted.push(Pair { above: a, below: b }),
                std::cmp::Ordering::Greater => {}
            }
        }
    }
    out
}
