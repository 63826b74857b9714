//! The least change of one ranking, exactly.
//!
//! Let `A` be the states above the wanted state `s`. Stability is a matter of which of them sink below
//! `s`: for each improvement `t` one of some sets must sink as a whole (for Nash `{t}` alone; for GMR
//! and SEQ `{t}`, or `{x}` for an `x` that the others can bring about; for SMR and SSEQ `x` together
//! with all that one could escape to from `x`). If exactly `Q` sinks, and the order is kept within what
//! stays above and within what is below, the pairs turned round are those of `s` with each `q` in `Q`,
//! and each pair of an `a` that stays with a `q` above it:
//!
//! ```text
//! cost(Q) = |Q| + #{(a, q): q in Q, a in A \ Q, a below q}
//! ```
//!
//! No ranking with these states above and these below `s` turns fewer. What must sink may take others
//! with it, for then `s` rises past them all; if `x` is taken along, so is everything below `x`: taking
//! along a lower `y` saves one pair more than taking `x` saved. So the least cost of all that contain
//! `Q` is found by one walk up the ranking, and it bounds all that is still to come: branch and bound.

use num_bigint::BigUint;
use rustc_hash::FxHashSet;

use super::reach::May;
use super::{Change, Effort, Pair, Wanted};
use crate::conflict::engine::Concept;
use crate::conflict::model::Conflict;
use crate::conflict::rank::dense;
use crate::conflict::scenes::{Scene, at};
use crate::work::{Progress, Stop, Work};

/// The most words of clauses held at once.
const MOST_HELD: usize = 1 << 25;
/// So many steps count as one.
const STEPS: usize = 50_000;

/// Places in [`Own::above`] as bits.
type Bits = Vec<u64>;

/// What has to be so for one decision maker.
#[derive(Debug, Clone)]
pub(super) struct Own {
    maker: usize,
    state: Scene,
    ranks: Vec<u32>,
    /// The states above the wanted one, worst first.
    above: Vec<Scene>,
    /// By place in `above`: where its class of states that are alike begins.
    begins: Vec<usize>,
    /// Of each clause one set must sink.
    clauses: Vec<Vec<Bits>>,
    /// What looking at one partial answer counts: more than one where there is very much to look at.
    price: u64,
}

/// The smallest answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Solved {
    /// No fewer pairs are enough. Answers are as small as this unless work ran out.
    pub(super) low: u64,
    /// What sinks.
    pub(super) sunk: Vec<Vec<Scene>>,
    /// Whether these are all answers of the size.
    pub(super) whole: bool,
    pub(super) nodes: u64,
}

fn has(bits: &[u64], place: usize) -> bool {
    bits.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}

fn put(bits: &mut Bits, place: usize) {
    if let Some(word) = bits.get_mut(place / 64) {
        *word |= 1 << (place % 64);
    }
}

fn is_within(small: &[u64], large: &[u64]) -> bool {
    small.iter().zip(large).all(|(small, large)| small & !large == 0)
}

fn both(one: &[u64], other: &[u64]) -> Bits {
    one.iter().zip(other).map(|(one, other)| one | other).collect()
}

impl Own {
    pub(super) fn of(
        conflict: &Conflict,
        maker: usize,
        wanted: &Wanted,
        may: &May,
    ) -> Result<Self, Stop> {
        let ranks = conflict.ranks()[maker].clone();
        let own = ranks[at(wanted.state)];
        let mut above: Vec<Scene> =
            (0..).take(ranks.len()).filter(|state| ranks[at(*state)] > own).collect();
        above.sort_by_key(|state| (ranks[at(*state)], *state));
        let begins = (0..above.len())
            .map(|place| above.partition_point(|s| ranks[at(*s)] < ranks[at(above[place])]))
            .collect();
        let mut out = Self {
            maker,
            state: wanted.state,
            ranks,
            above,
            begins,
            clauses: Vec::new(),
            price: 1,
        };
        out.clauses = out.clauses(conflict, wanted.concept, may)?;
        if !wanted.concept.is_inescapable() {
            out.drop_costlier();
        }
        let sets: usize = out.clauses.iter().map(Vec::len).sum();
        out.price = 1 + (sets * out.above.len() / STEPS) as u64;
        Ok(out)
    }

    fn is_above(&self, state: Scene) -> bool {
        self.ranks[at(state)] > self.ranks[at(self.state)]
    }

    fn bits(&self, states: impl Iterator<Item = Scene>) -> Bits {
        let mut out = vec![0; self.above.len().div_ceil(64)];
        for state in states {
            let key = (self.ranks[at(state)], state);
            let place = self.above.binary_search_by_key(&key, |s| (self.ranks[at(*s)], *s));
            if let Ok(place) = place {
                put(&mut out, place);
            }
        }
        out
    }

    fn clauses(
        &self,
        conflict: &Conflict,
        concept: Concept,
        may: &May,
    ) -> Result<Vec<Vec<Bits>>, Stop> {
        let mut out = Vec::new();
        let (words, mut held) = (self.above.len().div_ceil(64), 0);
        for to in conflict.moves(self.maker, self.state) {
            if !self.is_above(to) {
                continue;
            }
            let mut sets = vec![self.bits(std::iter::once(to))];
            if concept != Concept::Nash {
                for end in may.reach(self.maker, to).found {
                    let mut set = self.bits(std::iter::once(end));
                    if concept.is_inescapable() {
                        let escapes = conflict.moves(self.maker, end);
                        set = both(&set, &self.bits(escapes.into_iter()));
                    }
                    sets.push(set);
                }
            }
            if let Some(sets) = smallest(sets) {
                held += sets.len() * words;
                out.push(sets);
            }
            if held > MOST_HELD {
                let combinations = BigUint::from(held);
                return Err(Stop::TooManyCombinations { combinations, limit: MOST_HELD as u64 });
            }
        }
        Ok(out)
    }

    /// Of two single states of which the lower does for all clauses for which the higher does, the
    /// higher is never part of a least answer, other than taken along.
    fn drop_costlier(&mut self) {
        let single = |set: &Bits| {
            let place = set.iter().position(|word| *word != 0)?;
            Some(place * 64 + set[place].trailing_zeros() as usize)
        };
        let mut serves: Vec<Vec<usize>> = vec![Vec::new(); self.above.len()];
        for (at, sets) in self.clauses.iter().enumerate() {
            for place in sets.iter().filter_map(single) {
                serves[place].push(at);
            }
        }
        for sets in &mut self.clauses {
            let places: Vec<usize> = sets.iter().filter_map(single).collect();
            let costlier = |place: usize| {
                places.iter().any(|lower| {
                    self.begins[*lower] < self.begins[place]
                        && serves[place].iter().all(|at| serves[*lower].contains(at))
                })
            };
            sets.retain(|set| single(set).is_some_and(|place| !costlier(place)));
        }
    }

    /// Whether nothing has to sink.
    pub(super) fn is_stable(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The least cost of all that contain these.
    fn bound(&self, sunk: &[u64]) -> u64 {
        self.costs(sunk).into_iter().min().unwrap_or_default()
    }

    /// The costs with nothing taken along, with the lowest class, with the two lowest, and so on.
    fn costs(&self, sunk: &[u64]) -> Vec<u64> {
        let size = self.above.len();
        // By place how many below it need not sink.
        let (mut free, mut count) = (Vec::with_capacity(size + 1), 0);
        for place in 0..size {
            free.push(count);
            count += u64::from(!has(sunk, place));
        }
        free.push(count);
        let (mut out, mut sinking, mut below) = (Vec::new(), 0_u64, 0_u64);
        for place in (0..=size).rev() {
            // All below the place are taken along; what must sink above it goes past those between.
            if place == size || self.begins[place] == place {
                out.push(place as u64 + sinking + (below - sinking * free[place]));
            }
            if place > 0 && has(sunk, place - 1) {
                sinking += 1;
                below += free[self.begins[place - 1]];
            }
        }
        out.reverse();
        out
    }

    /// Finds the smallest answers.
    pub(super) fn solve(&self, effort: &Effort, work: &Work) -> Result<Solved, Stop> {
        let nothing = self.bits(std::iter::empty());
        let Some(low) = self.promise(&nothing).map(|(low, _)| low) else {
            return Ok(Solved { sunk: vec![Vec::new()], whole: true, ..Solved::default() });
        };
        let mut dive = Dive {
            own: self,
            effort,
            work,
            best: u64::MAX,
            found: Vec::new(),
            seen: FxHashSet::default(),
            nodes: 0,
            cut: false,
            whole: true,
        };
        dive.go(nothing)?;
        let mut sunk: Vec<Vec<Scene>> = dive.found.iter().map(|bits| self.states(bits)).collect();
        sunk.sort();
        let low = if dive.cut { low } else { dive.best };
        Ok(Solved { low, sunk, whole: dive.whole && !dive.cut, nodes: dive.nodes })
    }

    fn states(&self, bits: &[u64]) -> Vec<Scene> {
        let places = (0..self.above.len()).filter(|place| has(bits, *place));
        let mut out: Vec<Scene> = places.map(|place| self.above[place]).collect();
        out.sort_unstable();
        out
    }

    /// The clauses that are still open, and of the one that costs most: how much all in all at least,
    /// and its sets, the cheapest first. `None`: none is open.
    fn promise(&self, sunk: &Bits) -> Option<(u64, Vec<(u64, Bits)>)> {
        let open = self.clauses.iter().filter(|sets| !sets.iter().any(|set| is_within(set, sunk)));
        let mut out: Option<(u64, Vec<(u64, Bits)>)> = None;
        for sets in open {
            let mut ways: Vec<(u64, Bits)> = sets
                .iter()
                .map(|set| both(sunk, set))
                .map(|next| (self.bound(&next), next))
                .collect();
            ways.sort();
            let least = ways.first().map_or(u64::MAX, |(least, _)| *least);
            let fewer = |(best, chosen): &(u64, Vec<(u64, Bits)>)| {
                (least, std::cmp::Reverse(ways.len())) > (*best, std::cmp::Reverse(chosen.len()))
            };
            if out.as_ref().is_none_or(fewer) {
                out = Some((least, ways));
            }
        }
        out
    }

    /// The ranking in which these sink just below the wanted state.
    pub(super) fn change(&self, sunk: &[Scene]) -> Change {
        let sinks = |state: &Scene| sunk.binary_search(state).is_ok();
        let zone = |state: Scene| match (self.is_above(state), sinks(&state)) {
            (true, false) => 3,
            (true, true) => 1,
            _ if state == self.state => 2,
            _ => 0,
        };
        let mut turned: Vec<Pair> = Vec::new();
        let rank = |state: Scene| self.ranks[at(state)];
        for below in sunk {
            turned.push(Pair { above: self.state, below: *below });
            let stay = self.above.iter().filter(|s| rank(**s) < rank(*below) && !sinks(s));
            turned.extend(stay.map(|above| Pair { above: *above, below: *below }));
        }
        turned.sort_unstable();
        let mut parted = Vec::new();
        let mut ranks = self.ranks.clone();
        if !sunk.is_empty() {
            let all = (0..).take(ranks.len());
            parted.extend(
                all.clone()
                    .filter(|s| *s != self.state && rank(*s) == rank(self.state))
                    .map(|below| Pair { above: self.state, below }),
            );
            for below in sunk {
                let alike = self.above.iter().filter(|s| rank(**s) == rank(*below) && !sinks(s));
                parted.extend(alike.map(|above| Pair { above: *above, below: *below }));
            }
            parted.sort_unstable();
            let keys: Vec<(u8, u32)> = all.map(|state| (zone(state), rank(state))).collect();
            ranks = dense(&keys);
        }
        Change { maker: self.maker, turned, parted, ranks }
    }
}

/// The sets that contain no other; `None` if one of them is empty, for then there is nothing to do.
fn smallest(mut sets: Vec<Bits>) -> Option<Vec<Bits>> {
    let size = |set: &Bits| set.iter().map(|word| word.count_ones()).sum::<u32>();
    sets.sort_by(|a, b| size(a).cmp(&size(b)).then_with(|| a.cmp(b)));
    let mut out: Vec<Bits> = Vec::new();
    for set in sets {
        if size(&set) == 0 {
            return None;
        }
        if !out.iter().any(|kept| is_within(kept, &set)) {
            out.push(set);
        }
    }
    Some(out)
}

/// Branch and bound, the cheapest first.
struct Dive<'a> {
    own: &'a Own,
    effort: &'a Effort,
    work: &'a Work<'a>,
    best: u64,
    found: Vec<Bits>,
    seen: FxHashSet<Bits>,
    nodes: u64,
    /// Work ran out.
    cut: bool,
    /// All answers are kept.
    whole: bool,
}

impl Dive<'_> {
    fn go(&mut self, first: Bits) -> Result<(), Stop> {
        let mut open = vec![(0, first)];
        while let Some((bound, sunk)) = open.pop() {
            if bound > self.best || !self.seen.insert(sunk.clone()) {
                continue;
            }
            if self.nodes >= self.effort.nodes {
                self.cut = true;
                return Ok(());
            }
            self.nodes += self.own.price;
            self.work.tell(Progress { done: self.nodes, of: self.effort.nodes, points: 0 })?;
            let Some((least, ways)) = self.own.promise(&sunk) else {
                self.note(&sunk);
                continue;
            };
            if least <= self.best {
                open.extend(ways.into_iter().rev().filter(|(bound, _)| *bound <= self.best));
            }
        }
        Ok(())
    }

    /// Nothing is open: the cheapest of all that contain these are answers.
    fn note(&mut self, sunk: &Bits) {
        let cost = self.own.bound(sunk);
        if cost > self.best {
            return;
        }
        if cost < self.best {
            self.best = cost;
            self.found.clear();
            self.whole = true;
        }
        for next in self.own.cheapest(sunk, cost, self.effort.listed) {
            if self.found.contains(&next) {
                continue;
            }
            if self.found.len() >= self.effort.listed.max(1) {
                self.whole = false;
                return;
            }
            self.found.push(next);
        }
    }
}

impl Own {
    /// All that contain these and cost so much: with everything below some place, and where taking
    /// along a class costs nothing, with any part of it.
    fn cheapest(&self, sunk: &Bits, cost: u64, most: usize) -> Vec<Bits> {
        let mut out: Vec<Bits> = Vec::new();
        let mut now = sunk.clone();
        let mut place = 0;
        let mut costs = self.costs(sunk).into_iter();
        let mut last = costs.next();
        loop {
            let end = (place..self.above.len())
                .find(|end| self.begins[*end] > place)
                .unwrap_or(self.above.len());
            let here = last;
            let class: Vec<usize> = (place..end).filter(|place| !has(&now, *place)).collect();
            last = costs.next();
            if here == Some(cost) {
                out.push(now.clone());
                if last == Some(cost) && class.len() > 1 {
                    parts_of(&now, &class, most, &mut out);
                }
            }
            if place >= self.above.len() || out.len() > most {
                return out;
            }
            for place in class {
                put(&mut now, place);
            }
            place = end;
        }
    }
}

/// With each part of a class that is neither none nor all of it.
fn parts_of(now: &Bits, class: &[usize], most: usize, out: &mut Vec<Bits>) {
    let parts = 1_u64.checked_shl(u32::try_from(class.len()).unwrap_or(64)).unwrap_or(u64::MAX);
    for part in 1..parts - 1 {
        if out.len() > most {
            return;
        }
        let mut next = now.clone();
        for (bit, place) in class.iter().enumerate() {
            if part >> bit.min(63) & 1 == 1 {
                put(&mut next, *place);
            }
        }
        out.push(next);
    }
}
