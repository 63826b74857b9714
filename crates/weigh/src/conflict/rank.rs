//! From preferences to ranks: one whole number for each state, dense from 0, higher is better.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use super::cubes::{self, Cube};
use super::draft::{Named, Pattern, Preference, Wish};
use super::problem::Problem;
use super::scenes::{Scene, at, scene};
use crate::number::Exact;

/// The states before merging, as far as a preference needs to know them.
pub(super) struct States<'a> {
    pub(super) count: usize,
    /// Empty in graph form.
    pub(super) patterns: &'a [Pattern],
    /// By state the one it counts as; `None`: nothing is merged.
    pub(super) merged: Option<&'a [Scene]>,
    /// How many are left after merging.
    pub(super) left: usize,
}

impl States<'_> {
    /// The state, after merging, that is meant.
    pub(super) fn find(&self, named: Named) -> Option<Scene> {
        match named {
            Named::Number(number) => {
                let place = number.checked_sub(1)?;
                (at(place) < self.left).then_some(place)
            }
            Named::Pattern(pattern) => {
                let place = self.patterns.binary_search(&pattern).ok()?;
                Some(self.merged.map_or(scene(place), |merged| merged[place]))
            }
        }
    }
}

/// Ranks. Wishes rank the states before merging, rankings those after it.
pub(super) fn ranks(
    name: &str,
    preference: &Preference,
    states: &States,
) -> Result<Ranked, Vec<Problem>> {
    match preference {
        Preference::Priorities(wishes) => Ok(Ranked::Before(by_priority(wishes, states))),
        Preference::Weights(wishes) => by_weight(wishes, states)
            .map(Ranked::Before)
            .ok_or_else(|| vec![Problem::TooFine { maker: name.to_owned() }]),
        Preference::Ranking(classes) => by_class(name, classes, states).map(Ranked::After),
    }
}

/// Of which states these are the ranks.
pub(super) enum Ranked {
    Before(Vec<u32>),
    After(Vec<u32>),
}

fn by_priority(wishes: &[Wish], states: &States) -> Vec<u32> {
    let mut out = vec![0; states.count];
    // From the least important: what was ranked so far decides only among those alike.
    for part in wishes.rchunks(64) {
        let part: Vec<Vec<Cube>> = part.iter().map(|wish| cubes::any(&wish.any)).collect();
        let truths = |place: usize| {
            part.iter()
                .fold(0_u64, |truths, wish| truths << 1 | u64::from(holds(wish, states, place)))
        };
        let keys: Vec<(u64, u32)> =
            (0..states.count).map(|place| (truths(place), out[place])).collect();
        out = dense(&keys);
    }
    out
}

/// In graph form there are no options, and a clause without any always holds.
fn holds(wish: &[Cube], states: &States, place: usize) -> bool {
    let pattern = states.patterns.get(place).copied().unwrap_or_default();
    wish.iter().any(|cube| cube.takes(pattern))
}

/// `None`: the numbers would be too long.
fn by_weight(wishes: &[(Wish, Exact)], states: &States) -> Option<Vec<u32>> {
    let below =
        wishes.iter().fold(BigInt::one(), |below, (_, weight)| below.lcm(&weight.denominator()));
    let whole = |weight: &Exact| weight.numerator() * (&below / weight.denominator());
    let most: BigInt = wishes.iter().map(|(_, weight)| whole(weight).abs()).sum();
    if most.bits() > 120 {
        return None;
    }
    let wishes: Vec<(Vec<Cube>, i128)> = wishes
        .iter()
        .map(|(wish, weight)| Some((cubes::any(&wish.any), whole(weight).to_i128()?)))
        .collect::<Option<_>>()?;
    let sum = |place: usize| -> i128 {
        let true_ones = wishes.iter().filter(|(wish, _)| holds(wish, states, place));
        true_ones.map(|(_, weight)| weight).sum()
    };
    Some(dense(&(0..states.count).map(sum).collect::<Vec<_>>()))
}

fn by_class(name: &str, classes: &[Vec<Named>], states: &States) -> Result<Vec<u32>, Vec<Problem>> {
    const SHOWN: usize = 10;
    let mut problems = Vec::new();
    let mut out: Vec<Option<u32>> = vec![None; states.left];
    for (place, class) in classes.iter().enumerate() {
        let rank = scene(classes.len() - place);
        for named in class {
            let Some(state) = states.find(*named) else {
                problems.push(Problem::UnknownState {
                    what: format!("the ranking of \"{name}\""),
                    named: *named,
                    states: states.left,
                });
                continue;
            };
            if out[at(state)].replace(rank).is_some() {
                problems.push(Problem::RankedTwice { maker: name.to_owned(), state });
            }
        }
    }
    let missing = || (0..states.left).filter(|place| out[*place].is_none());
    let count = missing().count();
    if count > 0 {
        let first = missing().take(SHOWN).map(scene).collect();
        problems.push(Problem::RankingMisses {
            maker: name.to_owned(),
            states: first,
            missing: count,
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    // Empty classes leave gaps.
    Ok(dense(&out))
}

/// The place of each key among the different keys.
pub(super) fn dense<K: Ord + Copy>(keys: &[K]) -> Vec<u32> {
    let mut order: Vec<(K, u32)> = keys.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut out = vec![0; keys.len()];
    let (mut rank, mut last) = (0, None);
    for (key, place) in order {
        if last.is_some_and(|last| last != key) {
            rank += 1;
        }
        last = Some(key);
        out[at(place)] = rank;
    }
    out
}
