//! Rankings drawn from what is known of them, in whole numbers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive};

use super::draft::{Preference, Wish};
use super::model::Conflict;
use super::rank::dense;
use super::robust::{Doubt, Unsure};
use super::scenes::{Scene, at, scene};
use crate::number::Exact;
use crate::packages::Range;
use crate::robust::draw::Chance;
use crate::work::Stop;

/// One rank is so many parts; more than there are states.
const PARTS: i64 = 1 << 25;
/// Weights are drawn in steps of one over this of their common unit.
const STEPS: i128 = 1 << 20;
/// The largest noise, in ranks.
const MOST_NOISE: i64 = 1 << 25;

/// Draws.
#[derive(Debug, Clone)]
pub(super) struct Drawer {
    chance: Chance,
    doubts: Vec<(usize, How)>,
    unsure: u64,
    /// By decision maker: as parts of ranks, before any draw.
    known: Vec<Vec<i64>>,
    values: Vec<Vec<i64>>,
    ranks: Vec<Vec<u32>>,
    /// Of each doubt about weights, what was drawn last.
    weights: Vec<Vec<i128>>,
}

/// A doubt, ready to be drawn from.
#[derive(Debug, Clone)]
enum How {
    Among(Vec<Scene>),
    /// So many times in so many.
    Swaps(u64, u64),
    Noise(i64),
    Weights {
        ranges: Vec<(i128, i128)>,
        /// By wish, then by state.
        truths: Vec<Vec<bool>>,
    },
}

impl Drawer {
    pub(super) fn of(conflict: &Conflict, doubts: &[Doubt], seed: u64) -> Result<Self, Stop> {
        let mut how = Vec::new();
        for doubt in doubts {
            if doubt.maker >= conflict.makers() {
                return Err(Stop::Mismatch("no such decision maker".to_owned()));
            }
            how.push((doubt.maker, How::of(conflict, doubt)?));
        }
        let parts = |rank: &u32| i64::from(*rank) * PARTS;
        let known: Vec<Vec<i64>> =
            conflict.ranks().iter().map(|own| own.iter().map(parts).collect()).collect();
        Ok(Self {
            chance: Chance::of(seed),
            unsure: how.iter().fold(0, |bits, (maker, _)| bits | 1 << maker),
            weights: vec![Vec::new(); how.len()],
            doubts: how,
            values: known.clone(),
            known,
            ranks: conflict.ranks().to_vec(),
        })
    }

    pub(super) fn is_unsure(&self, maker: usize) -> bool {
        self.unsure >> maker & 1 == 1
    }

    /// Of those of whom something is not known.
    pub(super) fn ranks(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let all = self.ranks.iter().map(Vec::as_slice).enumerate();
        all.filter(|(maker, _)| self.is_unsure(*maker))
    }

    /// The pairs of which it was said that their order is not known.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, Scene, Scene)> + '_ {
        const MOST: usize = 8;
        self.doubts.iter().flat_map(|(maker, how)| {
            let group = match how {
                How::Among(group) if group.len() <= MOST => group.as_slice(),
                _ => &[],
            };
            let pairs = group.iter().enumerate().flat_map(move |(at, one)| {
                group.iter().skip(at + 1).map(move |other| (*maker, *one, *other))
            });
            pairs.collect::<Vec<_>>()
        })
    }

    /// Whose and which weights are drawn, with what was drawn last.
    pub(super) fn weights(&self) -> impl Iterator<Item = (usize, usize, i128)> + '_ {
        self.doubts.iter().zip(&self.weights).flat_map(|((maker, _), drawn)| {
            drawn.iter().enumerate().map(move |(wish, drawn)| (*maker, wish, *drawn))
        })
    }

    pub(super) fn draw(&mut self) {
        for maker in (0..self.known.len()).filter(|maker| self.unsure >> maker & 1 == 1) {
            self.values[maker].clone_from(&self.known[maker]);
        }
        for ((maker, how), weights) in self.doubts.iter().zip(&mut self.weights) {
            how.apply(&mut self.chance, &mut self.values[*maker], weights);
        }
        for maker in (0..self.known.len()).filter(|maker| self.unsure >> maker & 1 == 1) {
            self.ranks[maker] = dense(&self.values[maker]);
        }
    }
}

impl How {
    fn of(conflict: &Conflict, doubt: &Doubt) -> Result<Self, Stop> {
        let wrong = |what: &str| Stop::Mismatch(format!("{}: {what}", conflict.maker(doubt.maker)));
        match &doubt.unsure {
            Unsure::Among(group) => {
                let mut group = group.clone();
                group.sort_unstable();
                group.dedup();
                if group.iter().any(|state| at(*state) >= conflict.states()) {
                    return Err(wrong("there is no such state"));
                }
                Ok(Self::Among(group))
            }
            Unsure::Swaps(probability) => {
                let part = |number: &BigInt| number.to_u64();
                match (part(&probability.numerator()), part(&probability.denominator())) {
                    (Some(hits), Some(of)) if hits <= of => Ok(Self::Swaps(hits, of)),
                    _ => Err(wrong("a probability lies from 0 to 1")),
                }
            }
            Unsure::Noise(size) => {
                let parts = (size.numerator() * PARTS).div_floor(&size.denominator());
                match parts.to_i64() {
                    Some(parts @ 0..) if parts / PARTS <= MOST_NOISE => Ok(Self::Noise(parts)),
                    _ => Err(wrong("noise is a number of ranks, not below 0")),
                }
            }
            Unsure::Weights(ranges) => {
                let wishes = wishes(&conflict.draft().makers[doubt.maker].preference);
                if wishes.len() != ranges.len() || wishes.is_empty() {
                    return Err(wrong(
                        "give one range for each statement, and only for statements",
                    ));
                }
                let ranges = whole(ranges)
                    .ok_or_else(|| wrong("ranges go from low to high, in fewer decimals"))?;
                let truth = |wish: &&Wish| -> Vec<bool> {
                    let states = (0..conflict.states()).map(scene);
                    states.map(|s| wish.is_true(conflict.pattern(s).unwrap_or(0))).collect()
                };
                Ok(Self::Weights { ranges, truths: wishes.iter().map(truth).collect() })
            }
        }
    }

    fn apply(&self, chance: &mut Chance, values: &mut [i64], weights: &mut Vec<i128>) {
        match self {
            Self::Among(group) => share_out(group, chance, values),
            Self::Swaps(hits, of) => {
                let mut order: Vec<usize> = (0..values.len()).collect();
                order.sort_by_key(|state| (std::cmp::Reverse(values[*state]), *state));
                for place in 1..order.len() {
                    if chance.within(1, i128::from(*of)) <= i128::from(*hits) {
                        values.swap(order[place - 1], order[place]);
                        order.swap(place - 1, place);
                    }
                }
            }
            Self::Noise(size) => {
                let size = i128::from(*size);
                for value in values {
                    *value += i64::try_from(chance.within(-size, size)).unwrap_or_default();
                }
            }
            Self::Weights { ranges, truths } => {
                weights.clear();
                weights.extend(ranges.iter().map(|(low, high)| chance.within(*low, *high)));
                let sum = |state: usize| -> i128 {
                    let own = weights.iter().zip(truths).filter(|(_, truths)| truths[state]);
                    own.map(|(weight, _)| weight).sum()
                };
                let ranks = dense(&(0..values.len()).map(sum).collect::<Vec<i128>>());
                for (value, rank) in values.iter_mut().zip(ranks) {
                    *value = i64::from(rank) * PARTS;
                }
            }
        }
    }
}

/// The places that these hold, in a random order; places that are alike are parted.
fn share_out(group: &[Scene], chance: &mut Chance, values: &mut [i64]) {
    let mut places: Vec<i64> = group.iter().map(|state| values[at(*state)]).collect();
    places.sort_unstable();
    for nth in 1..places.len() {
        places[nth] = places[nth].max(places[nth - 1] + 1);
    }
    for nth in (1..places.len()).rev() {
        let other = usize::try_from(chance.within(0, nth as i128)).unwrap_or_default();
        places.swap(nth, other);
    }
    for (state, place) in group.iter().zip(places) {
        values[at(*state)] = place;
    }
}

fn wishes(preference: &Preference) -> Vec<&Wish> {
    match preference {
        Preference::Priorities(wishes) => wishes.iter().collect(),
        Preference::Weights(wishes) => wishes.iter().map(|(wish, _)| wish).collect(),
        Preference::Ranking(_) => Vec::new(),
    }
}

/// The ranges in steps of a common unit; `None`: one is turned round, or numbers are too long.
fn whole(ranges: &[Range]) -> Option<Vec<(i128, i128)>> {
    let ends = || ranges.iter().flat_map(|range| [&range.low, &range.high]);
    let unit = ends().fold(BigInt::one(), |unit, end| unit.lcm(&end.denominator()));
    let steps = |end: &Exact| -> Option<i128> {
        let steps = end.numerator() * (&unit / end.denominator()) * STEPS;
        (steps.bits() < 63).then(|| steps.to_i128()).flatten()
    };
    let range = |range: &Range| Some((steps(&range.low)?, steps(&range.high)?));
    let out: Vec<(i128, i128)> = ranges.iter().map(range).collect::<Option<_>>()?;
    out.iter().all(|(low, high)| low <= high).then_some(out)
}
