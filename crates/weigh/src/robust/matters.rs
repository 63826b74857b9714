//! What to find out next: which unknown the Nash deal hangs on most.
//!
//! The draws are sorted by one unknown and cut into fifths. If the Nash deal differs from fifth to
//! fifth, the unknown matters. The answer is looked at issue by issue, for of many issues hardly two
//! draws give the same whole deal. The measure is a correlation ratio (Goodman and Kruskal's tau)
//! pooled over the issues: by how much knowing the fifth lowers the chance of a wrong guess of what
//! an issue is settled by, 0 to 1. The lowest and the highest fifth stand for the ends of what is
//! possible.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::Share;
use super::party::Drawer;
use crate::number::Exact;
use crate::space::{Choice, Deal};

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
    /// Issues that are most often settled otherwise where the unknown is low than where it is high.
    pub turned: Vec<Turned>,
}

/// An issue on which the answer turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// The issue.
    pub issue: usize,
    /// What it is most often settled by where the unknown is low; `None`: no deal.
    pub low: Option<Choice>,
    /// How often.
    pub low_share: Share,
    /// The same where it is high.
    pub high: Option<Choice>,
    /// How often.
    pub high_share: Share,
}

impl Matters {
    /// Whether some issue is most often settled otherwise where the unknown is low than where it is high.
    pub fn turns(&self) -> bool {
        !self.turned.is_empty()
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
        let (mut known, mut blind, mut wrong) = (Exact::zero(), Exact::zero(), Exact::zero());
        let issues = deals.iter().flatten().map(Vec::len).max().unwrap_or_default();
        let mut turned = Vec::new();
        for issue in 0..issues {
            let all = by_choice(&whole, deals, issue);
            // An issue that is settled alike in all draws depends on nothing.
            if all.len() < 2 {
                continue;
            }
            let each: Vec<Choices> =
                fifths.iter().map(|fifth| by_choice(fifth, deals, issue)).collect();
            known = known + each.iter().map(guess).sum();
            blind = blind + guess(&all);
            wrong = wrong + (Exact::from(size) - guess(&all));
            let (low, high) = (each.first().and_then(most), each.last().and_then(most));
            if let (Some((low, low_share)), Some((high, high_share))) = (low, high)
                && low != high
            {
                turned.push(Turned { issue, low, low_share, high, high_share });
            }
        }
        let ratio = (known - blind).over(&wrong).unwrap_or_default();
        let answer = |counts: Option<&BTreeMap<usize, u64>>| {
            let counts = counts.cloned().unwrap_or_default();
            let draws = counts.values().sum();
            let most =
                counts.into_iter().max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)));
            let (place, hits) = most.unwrap_or_default();
            Answer { deal: deals.get(place).cloned().flatten(), share: Share { hits, draws } }
        };
        let (low, high) = (answer(fifths.first()), answer(fifths.last()));
        Matters { unknown, ratio, low, high, turned }
    }

    fn counts(&self, draws: &[usize]) -> BTreeMap<usize, u64> {
        let mut out = BTreeMap::new();
        for answer in draws.iter().filter_map(|at| self.answers.get(*at)) {
            *out.entry(*answer).or_default() += 1;
        }
        out
    }
}

/// How often an issue is settled by each choice, or by none.
type Choices = BTreeMap<Option<Choice>, u64>;

fn by_choice(counts: &BTreeMap<usize, u64>, deals: &[Option<Deal>], issue: usize) -> Choices {
    let mut out = Choices::new();
    for (place, count) in counts {
        let deal = deals.get(*place).and_then(Option::as_ref);
        *out.entry(deal.and_then(|deal| deal.get(issue).copied())).or_default() += count;
    }
    out
}

/// How many right guesses are to be expected of somebody who guesses as often as each occurs.
fn guess(counts: &Choices) -> Exact {
    let all: u64 = counts.values().sum();
    let squares: u128 = counts.values().map(|n| u128::from(*n) * u128::from(*n)).sum();
    Exact::ratio(BigInt::from(squares), BigInt::from(all)).unwrap_or_default()
}

/// The most frequent, and how often it is.
fn most(counts: &Choices) -> Option<(Option<Choice>, Share)> {
    let draws = counts.values().sum();
    let most =
        counts.iter().max_by_key(|(choice, count)| (**count, std::cmp::Reverse(**choice)))?;
    Some((*most.0, Share { hits: *most.1, draws }))
}
