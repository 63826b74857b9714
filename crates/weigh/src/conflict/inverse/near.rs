//! The ranking nearest to a given one in which some states stand above others: the fewest pairs turned
//! round, exactly.
//!
//! Best first, one state after the other is placed; placing one costs as many pairs as there are better
//! ones still to be placed. Three facts keep this small. What lies above or below all that is asked
//! about stays where it is. If the best one left may come next, it does: bringing it forward turns
//! nothing round. And if `x` was above `y`, has no more that must come before it, and lets no less
//! after it, then `x` stays above `y`: else change their places. A shortest way through the sets of
//! states placed so far (Dijkstra) is the answer.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::conflict::rank::dense;
use crate::conflict::scenes::{Scene, at};

/// One state is to stand above another, or at least not below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Asked {
    pub(super) above: Scene,
    pub(super) below: Scene,
    /// Alike is not enough.
    pub(super) strict: bool,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Nearest {
    /// How many pairs are turned, and the ranks.
    Found(u64, Vec<u32>),
    /// What is asked contradicts itself.
    Never,
    /// There was too much to look at.
    TooLong,
}

type Bits = Vec<u64>;

fn has(bits: &[u64], place: usize) -> bool {
    bits[place / 64] >> (place % 64) & 1 == 1
}

fn put(bits: &mut [u64], place: usize) {
    bits[place / 64] |= 1 << (place % 64);
}

fn is_within(small: &[u64], large: &[u64]) -> bool {
    small.iter().zip(large).all(|(small, large)| small & !large == 0)
}

/// Finds it, with at most so many sets of states looked at.
pub(super) fn nearest(ranks: &[u32], asked: &[Asked], most: usize) -> Nearest {
    let rank = |state: Scene| ranks[at(state)];
    let ends = || asked.iter().flat_map(|asked| [asked.above, asked.below]);
    let (Some(low), Some(high)) = (ends().map(rank).min(), ends().map(rank).max()) else {
        return Nearest::Found(0, ranks.to_vec());
    };
    let mut among: Vec<Scene> =
        (0..).take(ranks.len()).filter(|s| (low..=high).contains(&rank(*s))).collect();
    among.sort_by_key(|state| (Reverse(rank(*state)), *state));
    let Some(order) = Order::of(ranks, &among, asked) else { return Nearest::Never };
    let Some((cost, placed)) = order.walk(most) else { return Nearest::TooLong };
    // Those that were alike and stand together stay alike, unless that is not enough.
    let mut runs = vec![0_u32; ranks.len()];
    let (mut run, mut members): (u32, Vec<Scene>) = (0, Vec::new());
    for place in placed {
        let state = among[place];
        let parted = |member: &Scene| {
            rank(*member) != rank(state)
                || asked.iter().any(|a| a.strict && (a.above, a.below) == (*member, state))
        };
        if members.iter().any(parted) {
            run += 1;
            members.clear();
        }
        members.push(state);
        runs[at(state)] = run;
    }
    let key = |(state, rank): (usize, &u32)| match rank {
        rank if *rank > high => (2, *rank),
        rank if *rank < low => (0, *rank),
        _ => (1, run - runs[state]),
    };
    Nearest::Found(cost, dense(&ranks.iter().enumerate().map(key).collect::<Vec<_>>()))
}

/// What must come before what. Places are those in the old order, best first.
struct Order {
    size: usize,
    /// By place where its class of states that are alike begins.
    begins: Vec<usize>,
    /// By place what must be placed before it.
    before: Vec<Bits>,
    /// The same with what then follows.
    also: Vec<Bits>,
}

/// A set of states placed so far, and the last steps to it.
struct Node {
    placed: Bits,
    from: usize,
    steps: Vec<usize>,
}

impl Order {
    /// `None`: what is asked contradicts itself.
    fn of(ranks: &[u32], among: &[Scene], asked: &[Asked]) -> Option<Self> {
        let size = among.len();
        let words = size.div_ceil(64);
        let rank = |place: usize| ranks[at(among[place])];
        let begins =
            (0..size).map(|p| among.partition_point(|s| ranks[at(*s)] > rank(p))).collect();
        let place = |state: Scene| {
            let key = (Reverse(ranks[at(state)]), state);
            among.binary_search_by_key(&key, |s| (Reverse(ranks[at(*s)]), *s)).ok()
        };
        let mut before = vec![vec![0_u64; words]; size];
        for one in asked {
            put(&mut before[place(one.below)?], place(one.above)?);
        }
        let middle: Vec<usize> = asked.iter().filter_map(|one| place(one.above)).collect();
        for middle in middle {
            let through = before[middle].clone();
            for own in before.iter_mut().filter(|own| has(own, middle)) {
                own.iter_mut().zip(&through).for_each(|(own, through)| *own |= through);
            }
        }
        if before.iter().enumerate().any(|(place, own)| has(own, place)) {
            return None;
        }
        let mut after = vec![vec![0_u64; words]; size];
        for (late, own) in before.iter().enumerate() {
            (0..size)
                .filter(|early| has(own, *early))
                .for_each(|early| put(&mut after[early], late));
        }
        let mut also = before.clone();
        for late in 0..size {
            for early in 0..late {
                if is_within(&before[early], &before[late])
                    && is_within(&after[late], &after[early])
                {
                    put(&mut also[late], early);
                }
            }
        }
        Some(Self { size, begins, before, also })
    }

    /// Places the best one left as long as it may come next.
    fn go_on(&self, placed: &mut Bits, steps: &mut Vec<usize>) {
        for place in 0..self.size {
            if has(placed, place) {
                continue;
            }
            if !is_within(&self.before[place], placed) {
                return;
            }
            put(placed, place);
            steps.push(place);
        }
    }

    /// The least cost and the order; `None`: too much to look at.
    fn walk(&self, most: usize) -> Option<(u64, Vec<usize>)> {
        let mut first =
            Node { placed: vec![0; self.size.div_ceil(64)], from: 0, steps: Vec::new() };
        self.go_on(&mut first.placed, &mut first.steps);
        let mut costs: FxHashMap<Bits, u64> = FxHashMap::default();
        costs.insert(first.placed.clone(), 0);
        let mut nodes = vec![first];
        let mut open = BinaryHeap::from([Reverse((0_u64, 0_usize))]);
        while let Some(Reverse((cost, at))) = open.pop() {
            let placed = nodes[at].placed.clone();
            if costs.get(&placed).is_some_and(|least| *least < cost) {
                continue;
            }
            let left: Vec<usize> = (0..self.size).filter(|place| !has(&placed, *place)).collect();
            if left.is_empty() {
                return Some((cost, self.steps(&nodes, at)));
            }
            for (count, place) in left.iter().enumerate() {
                if !is_within(&self.also[*place], &placed) {
                    continue;
                }
                let alike = left[..count].iter().rev().take_while(|p| **p >= self.begins[*place]);
                let cost = cost + (count - alike.count()) as u64;
                let mut next = Node { placed: placed.clone(), from: at, steps: vec![*place] };
                put(&mut next.placed, *place);
                self.go_on(&mut next.placed, &mut next.steps);
                let known = costs.entry(next.placed.clone()).or_insert(u64::MAX);
                if cost < *known {
                    *known = cost;
                    open.push(Reverse((cost, nodes.len())));
                    nodes.push(next);
                }
            }
            if nodes.len() > most {
                return None;
            }
        }
        None
    }

    fn steps(&self, nodes: &[Node], mut at: usize) -> Vec<usize> {
        let mut out = Vec::with_capacity(self.size);
        loop {
            out.extend(nodes[at].steps.iter().rev());
            if at == 0 {
                out.reverse();
                return out;
            }
            at = nodes[at].from;
        }
    }
}
