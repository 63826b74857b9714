//! What to find out next: which unknown the Nash deal hangs on most.
//!
//! The draws are sorted by one unknown and cut into fifths. If the Nash deal differs from fifth to
//! fifth, the unknown matters. The measure is a correlation ratio over all answers together (Goodman
//! and Kruskal's tau): by how much knowing the fifth lowers the chance of a wrong guess of the
//! answer, 0 to 1. The lowest and the highest fifth stand for the ends of what is possible.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::Share;
use super::party::Drawer;
use crate::number::Exact;
use crate::space::Deal;

/// Something that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// How much an issue matters to a party.
    Weight {
        /// The party.
        party: usize,
        /// The issue.
        issue: usize,
    },
    /// What an option is worth to a party.
    Value {
        /// The party.
        party: usize,
        /// The issue.
        issue: usize,
        /// The option.
        option: usize,
    },
}

/// The most frequent answer among some draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The deal; `None`: there is no zone of agreement.
    pub deal: Option<Deal>,
    /// How often it is the answer.
    pub share: Share,
}

/// How much one unknown matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matters {
    /// What is not known.
    pub unknown: Unknown,
    /// From 0, it says nothing about the answer, to 1, it decides it. Where it says nothing, chance
    /// alone gives about 4 divided by the number of draws.
    pub ratio: Exact,
    /// The answer where the unknown is low.
    pub low: Answer,
    /// The answer where it is high.
    pub high: Answer,
}

impl Matters {
    /// Whether the most frequent answer is another where the unknown is low than where it is high.
    pub fn turns(&self) -> bool {
        self.low.deal != self.high.deal
    }
}

const FIFTHS: usize = 5;

/// The unknowns and the answer of each draw.
pub(super) struct Record {
    unknowns: Vec<Unknown>,
    /// By unknown, then by draw.
    drawn: Vec<Vec<i128>>,
    /// By draw: the place of the answer.
    answers: Vec<usize>,
    places: BTreeMap<Option<Deal>, usize>,
}

impl Record {
    pub(super) fn of(drawer: &Drawer) -> Self {
        let unknowns = drawer.unknowns();
        let drawn = vec![Vec::new(); unknowns.len()];
        Self { unknowns, drawn, answers: Vec::new(), places: BTreeMap::new() }
    }

    /// Notes one draw with its answer.
    pub(super) fn add(&mut self, drawer: &Drawer, answer: Option<&Deal>) {
        for (unknown, drawn) in self.unknowns.iter().zip(&mut self.drawn) {
            let number = match unknown {
                Unknown::Weight { party, issue } => {
                    drawer.last.get(*party).and_then(|(weights, _)| weights.get(*issue))
                }
                Unknown::Value { party, issue, option } => {
                    drawer.last.get(*party).and_then(|(_, values)| values.get(*issue)?.get(*option))
                }
            };
            drawn.push(number.copied().unwrap_or_default());
        }
        let answer = answer.cloned();
        let next = self.places.len();
        let place = *self.places.entry(answer).or_insert(next);
        self.answers.push(place);
    }

    /// What matters most first.
    pub(super) fn matters(&self) -> Vec<Matters> {
        let mut deals: Vec<Option<Deal>> = vec![None; self.places.len()];
        for (deal, place) in &self.places {
            if let Some(own) = deals.get_mut(*place) {
                own.clone_from(deal);
            }
        }
        let each = self.unknowns.iter().zip(&self.drawn);
        let mut out: Vec<Matters> =
            each.map(|(unknown, drawn)| self.one(*unknown, drawn, &deals)).collect();
        out.sort_by(|a, b| b.ratio.cmp(&a.ratio).then_with(|| a.unknown.cmp(&b.unknown)));
        out
    }

    fn one(&self, unknown: Unknown, drawn: &[i128], deals: &[Option<Deal>]) -> Matters {
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        order.sort_by_key(|at| (drawn.get(*at), *at));
        let size = order.len();
        let fifth = |nth: usize| {
            let part = order.get(size * nth / FIFTHS..size * (nth + 1) / FIFTHS);
            self.counts(part.unwrap_or_default())
        };
        let fifths: Vec<BTreeMap<usize, u64>> = (0..FIFTHS).map(fifth).collect();
        let whole = self.counts(&order);
        let guess = |counts: &BTreeMap<usize, u64>| {
            let all: u64 = counts.values().sum();
            let squares: u128 = counts.values().map(|n| u128::from(*n) * u128::from(*n)).sum();
            Exact::ratio(BigInt::from(squares), BigInt::from(all)).unwrap_or_default()
        };
        let (known, blind) = (fifths.iter().map(guess).sum::<Exact>(), guess(&whole));
        let wrong = Exact::from(size) - blind.clone();
        let ratio = (known - blind).over(&wrong).unwrap_or_default();
        let answer = |counts: Option<&BTreeMap<usize, u64>>| {
            let counts = counts.cloned().unwrap_or_default();
            let draws = counts.values().sum();
            let most =
                counts.into_iter().max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)));
            let (place, hits) = most.unwrap_or_default();
            Answer { deal: deals.get(place).cloned().flatten(), share: Share { hits, draws } }
        };
        Matters { unknown, ratio, low: answer(fifths.first()), high: answer(fifths.last()) }
    }

    fn counts(&self, draws: &[usize]) -> BTreeMap<usize, u64> {
        let mut out = BTreeMap::new();
        for answer in draws.iter().filter_map(|at| self.answers.get(*at)) {
            *out.entry(*answer).or_default() += 1;
        }
        out
    }
}
