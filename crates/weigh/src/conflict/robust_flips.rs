//! What an equilibrium hangs on: for each thing that is drawn, how often the state is an equilibrium
//! with it and without it.

use std::collections::BTreeSet;

use num_bigint::BigInt;

use super::model::Conflict;
use super::robust::{Asked, Cause, Flip};
use super::robust_draw::Drawer;
use super::scenes::{Scene, Scenes, at, scene};
use crate::number::Exact;
use crate::robust::Share;

const FIFTHS: usize = 5;
/// At most so many orders are looked at for one state.
const MOST_ORDERS: usize = 20_000;

/// What was drawn, and what came of it.
pub(super) struct Record {
    draws: u64,
    asked: Vec<Tally>,
    /// By weight, then by draw.
    weights: Vec<Vec<i128>>,
    /// Whose, and which.
    names: Vec<(usize, usize)>,
}

struct Tally {
    state: Scene,
    orders: Vec<Order>,
    /// In all draws.
    hits: [u64; 5],
    /// By draw, bit by concept.
    held: Vec<u8>,
}

struct Order {
    maker: usize,
    above: Scene,
    below: Scene,
    so: u64,
    hits: [u64; 5],
}

impl Record {
    /// For each state that is asked about: its order against every other for all of whom something is
    /// not known, and the pairs of which that was said.
    pub(super) fn of(conflict: &Conflict, drawer: &Drawer, asked: &[Scene]) -> Self {
        let tally = |state: &Scene| {
            let mut orders: BTreeSet<(usize, Scene, Scene)> = drawer.pairs().collect();
            for (maker, ranks) in drawer.ranks() {
                let others = (0..ranks.len()).map(scene).filter(|other| other != state);
                orders.extend(others.map(|other| (maker, other.min(*state), other.max(*state))));
            }
            let order = |(maker, one, other): (usize, Scene, Scene)| {
                // The question is put so that "no" is how things stand.
                let turned = conflict.rank(maker, one) > conflict.rank(maker, other);
                let (above, below) = if turned { (other, one) } else { (one, other) };
                Order { maker, above, below, so: 0, hits: [0; 5] }
            };
            let orders = orders.into_iter().take(MOST_ORDERS).map(order).collect();
            Tally { state: *state, orders, hits: [0; 5], held: Vec::new() }
        };
        let asked = asked.iter().map(tally).collect();
        Self { draws: 0, asked, weights: Vec::new(), names: Vec::new() }
    }

    pub(super) fn add(&mut self, drawer: &Drawer, equilibria: &[Scenes; 5]) {
        self.draws += 1;
        let ranks: Vec<(usize, &[u32])> = drawer.ranks().collect();
        for tally in &mut self.asked {
            let mut held = [0; 5];
            for (held, equilibria) in held.iter_mut().zip(equilibria) {
                *held = u64::from(equilibria.has(tally.state));
            }
            tally.hits.iter_mut().zip(held).for_each(|(hits, held)| *hits += held);
            tally.held.push(held.iter().fold(0, |bits, held| bits << 1 | u8::from(*held == 1)));
            for order in &mut tally.orders {
                let own = ranks.iter().find(|(maker, _)| *maker == order.maker);
                if own.is_some_and(|(_, own)| own[at(order.above)] > own[at(order.below)]) {
                    order.so += 1;
                    order.hits.iter_mut().zip(held).for_each(|(hits, held)| *hits += held);
                }
            }
        }
        if self.asked.is_empty() {
            return;
        }
        for (place, (maker, wish, drawn)) in drawer.weights().enumerate() {
            if place == self.weights.len() {
                self.weights.push(Vec::new());
                self.names.push((maker, wish));
            }
            self.weights[place].push(drawn);
        }
    }

    /// What each hangs on.
    pub(super) fn asked(&self, most: usize) -> Vec<Asked> {
        let sorted: Vec<Vec<usize>> = self.weights.iter().map(|drawn| sorted(drawn)).collect();
        let one = |tally: &Tally| {
            let mut flips = <[Vec<Flip>; 5]>::default();
            for (concept, flips) in flips.iter_mut().enumerate() {
                flips.extend(tally.orders.iter().map(|order| self.order(tally, order, concept)));
                for ((maker, wish), sorted) in self.names.iter().zip(&sorted) {
                    let cause = Cause::Weight { maker: *maker, wish: *wish };
                    flips.push(weight(cause, tally, sorted, concept));
                }
                flips.retain(|flip| !flip.ratio.is_zero());
                flips.sort_by(|a, b| b.ratio.cmp(&a.ratio).then_with(|| a.cause.cmp(&b.cause)));
                flips.truncate(most);
            }
            Asked { state: tally.state, flips }
        };
        self.asked.iter().map(one).collect()
    }

    fn order(&self, tally: &Tally, order: &Order, concept: usize) -> Flip {
        let with = Share { hits: order.hits[concept], draws: order.so };
        let hits = tally.hits[concept] - with.hits;
        let without = Share { hits, draws: self.draws - order.so };
        let Order { maker, above, below, .. } = *order;
        let cause = Cause::Order { maker, above, below };
        Flip { cause, ratio: tau(&[with, without]), with, without }
    }
}

fn sorted(drawn: &[i128]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drawn.len()).collect();
    order.sort_by_key(|draw| (drawn[*draw], *draw));
    order
}

fn weight(cause: Cause, tally: &Tally, sorted: &[usize], concept: usize) -> Flip {
    let bit = 4 - concept;
    let parts: Vec<Share> = (0..FIFTHS)
        .map(|nth| {
            let part = &sorted[sorted.len() * nth / FIFTHS..sorted.len() * (nth + 1) / FIFTHS];
            let held = part.iter().filter(|draw| tally.held[**draw] >> bit & 1 == 1);
            Share { hits: held.count() as u64, draws: part.len() as u64 }
        })
        .collect();
    let (with, without) = (parts[FIFTHS - 1], parts[0]);
    Flip { cause, ratio: tau(&parts), with, without }
}

/// By how much knowing the part makes fewer wrong guesses of whether it is so; nought where there is
/// nothing to guess.
fn tau(parts: &[Share]) -> Exact {
    let right = |hits: u64, draws: u64| {
        let (hits, misses) = (u128::from(hits), u128::from(draws - hits));
        let squares = BigInt::from(hits * hits + misses * misses);
        Exact::ratio(squares, BigInt::from(draws)).unwrap_or_default()
    };
    let hits: u64 = parts.iter().map(|part| part.hits).sum();
    let draws: u64 = parts.iter().map(|part| part.draws).sum();
    let blind = right(hits, draws);
    let known = parts.iter().map(|part| right(part.hits, part.draws)).sum::<Exact>();
    let all = Exact::ratio(BigInt::from(draws), BigInt::from(1)).unwrap_or_default();
    (known - blind.clone()).over(&(all - blind)).unwrap_or_default()
}
