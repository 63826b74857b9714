//! Conflicts at random: ties, one-way options, rules, merges, wishes, weights, rankings, graphs.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "the numbers of small conflicts"
)]

use super::slow;
use crate::conflict::{
    Clause, Direction, Draft, Form, Lever, Literal, Maker, Merge, Named, Preference, Rule, Wish,
};
use crate::number::Exact;

/// Numbers that look random (`SplitMix64`).
#[derive(Debug, Clone)]
pub(in crate::conflict) struct Chance(pub(in crate::conflict) u64);

impl Chance {
    pub(in crate::conflict) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) % most.max(1) as u64) as usize
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn literal(&mut self, options: usize) -> Literal {
        Literal::new(self.below(options), self.one_in(2))
    }

    fn clause(&mut self, options: usize, most: usize) -> Clause {
        (0..=self.below(most)).map(|_| self.literal(options)).collect()
    }

    fn wish(&mut self, options: usize) -> Wish {
        Wish { any: (0..self.below(3)).map(|_| self.clause(options, 3)).collect() }
    }

    fn rule(&mut self, options: usize) -> Rule {
        let some: Vec<usize> = (0..2 + self.below(2)).map(|_| self.below(options)).collect();
        match self.below(4) {
            0 => Rule::Never(self.clause(options, 3)),
            1 => Rule::AtMostOne(some),
            2 => Rule::AtLeastOne(some),
            _ => Rule::If { when: self.clause(options, 2), then: self.clause(options, 2) },
        }
    }

    /// A ranking with ties of so many states, named by number.
    fn ranking(&mut self, states: usize) -> Preference {
        let most = if self.one_in(4) { 2 } else { 2 * states };
        let classes = 1 + self.below(most);
        let mut out = vec![Vec::new(); classes];
        for number in 1..=states {
            out[self.below(classes)].push(Named::Number(number as u32));
        }
        Preference::Ranking(out)
    }

    fn preference(&mut self, options: usize, states: usize) -> Preference {
        match self.below(4) {
            0 => Preference::Priorities((0..self.below(7)).map(|_| self.wish(options)).collect()),
            1 => {
                let weight = |chance: &mut Self| {
                    let halves = chance.below(13) as i64 - 4;
                    Exact::ratio(halves.into(), 2.into()).expect("not over zero")
                };
                let wishes = (0..self.below(6)).map(|_| (self.wish(options), weight(self)));
                Preference::Weights(wishes.collect())
            }
            _ => self.ranking(states),
        }
    }
}

fn maker(at: usize, options: Vec<usize>, preference: Preference) -> Maker {
    Maker { name: format!("maker {at}"), options, preference }
}

/// A conflict in option form, sometimes with merged states.
pub(in crate::conflict) fn options(
    makers: usize,
    options: usize,
    seed: u64,
    merging: bool,
) -> Draft {
    let mut chance = Chance(seed);
    let mut own = vec![Vec::new(); makers];
    for option in 0..options {
        own[chance.below(makers)].push(option);
    }
    let levers = (0..options)
        .map(|at| {
            let direction = match chance.below(6) {
                0 => Direction::OnOnly,
                1 => Direction::OffOnly,
                _ => Direction::Both,
            };
            Lever { name: format!("option {at}"), direction }
        })
        .collect();
    let mut rules = Vec::new();
    if options > 0 {
        rules.extend((0..chance.below(4)).map(|_| chance.rule(options)));
    }
    if slow::patterns(options, &rules).is_empty() {
        rules.clear();
    }
    let patterns = slow::patterns(options, &rules);
    let mut merges = Vec::new();
    if merging && options > 0 {
        let any = vec![chance.clause(options, 2)];
        merges.push(Merge { name: "one".to_owned(), any });
    }
    let places = slow::places(&patterns, &merges);
    let states = places.iter().max().map_or(0, |most| most + 1);
    let makers = own.into_iter().enumerate().map(|(at, own)| {
        let preference = match (merging, options) {
            (true, _) | (_, 0) => chance.ranking(states),
            _ => chance.preference(options, states),
        };
        maker(at, own, preference)
    });
    let makers = makers.collect();
    let status_quo = Some(Named::Pattern(patterns[chance.below(patterns.len())]));
    Draft { makers, form: Form::Options { options: levers, rules, merges }, status_quo }
}

/// A conflict in graph form.
pub(in crate::conflict) fn graph(makers: usize, states: usize, seed: u64) -> Draft {
    let mut chance = Chance(seed);
    let rare = 2 + chance.below(2 * states);
    let mut list = |from: usize| -> Vec<u32> {
        (0..states).filter(|to| *to != from && chance.one_in(rare)).map(|to| to as u32).collect()
    };
    let moves = (0..makers).map(|_| (0..states).map(&mut list).collect()).collect();
    let makers = (0..makers).map(|at| maker(at, Vec::new(), chance.ranking(states))).collect();
    let names = (0..states).map(|at| format!("state {at}")).collect();
    let status_quo = Some(Named::Number(1 + chance.below(states) as u32));
    Draft { makers, form: Form::Graph { states: names, moves }, status_quo }
}
