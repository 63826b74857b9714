//! Parties of which not everything is known, and one draw of all of them as a space in whole numbers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use super::draw::{Chance, PARTS, Ranged};
use super::{Belief, Unknown};
use crate::number::Exact;
use crate::packages::Range;
use crate::space::{Scaled, Space};
use crate::work::Stop;

/// Values within a range are drawn on a grid so much finer than that of the numbers told.
const FINER: i64 = 1_000;

/// A party of which weights or values are known only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncertain {
    /// What it is called.
    pub name: String,
    /// What each option is worth before weighting: by issue, then by option. A range is drawn from
    /// evenly; one that ends where it starts is a number.
    pub values: Vec<Vec<Range>>,
    /// What is known of its weights.
    pub weights: Belief,
    /// What it has without a deal, on the scale of weight times value.
    pub reserve: Option<Exact>,
}

impl Uncertain {
    /// A party whose values are known.
    pub fn valued(
        name: &str,
        values: &[Vec<Exact>],
        weights: Belief,
        reserve: Option<Exact>,
    ) -> Self {
        let row = |row: &Vec<Exact>| row.iter().cloned().map(Range::exactly).collect();
        Self { name: name.to_owned(), values: values.iter().map(row).collect(), weights, reserve }
    }
}

/// Where weights come from.
#[derive(Debug, Clone)]
enum Weights {
    Fixed(Vec<i128>),
    Any,
    Ranged(Ranged),
    Ordered(Vec<Vec<usize>>),
}

/// One party, ready to be drawn.
#[derive(Debug, Clone)]
struct Ready {
    weights: Weights,
    /// Lowest and highest, by issue and option.
    values: Vec<Vec<(i128, i128)>>,
    /// What every value is multiplied by, so that the reserve is whole.
    times: i128,
    unit: Exact,
    reserve: Option<i128>,
}

/// Draws all parties, again and again.
#[derive(Debug, Clone)]
pub(super) struct Drawer {
    ready: Vec<Ready>,
    chance: Chance,
    /// The last draw: by party, its weights and its values.
    pub(super) last: Vec<(Vec<i128>, Vec<Vec<i128>>)>,
}

impl Drawer {
    pub(super) fn of(
        space: &Space,
        parties: &[Uncertain],
        mut chance: Chance,
    ) -> Result<Self, Stop> {
        let sizes: Vec<usize> = space.issues().iter().map(|issue| issue.options.len()).collect();
        let mut ready = Vec::with_capacity(parties.len());
        for party in parties {
            let own: Vec<usize> = party.values.iter().map(Vec::len).collect();
            if own != sizes {
                let what = format!("\"{}\" does not have one value for each option", party.name);
                return Err(Stop::Mismatch(what));
            }
            if party.values.iter().flatten().any(|range| range.low > range.high) {
                let what = format!("\"{}\" has a range that ends below its start", party.name);
                return Err(Stop::Mismatch(what));
            }
            party.weights.check(&party.name, sizes.len())?;
            ready.push(Ready::of(party, &mut chance)?);
        }
        Ok(Self { ready, chance, last: Vec::new() })
    }

    /// The next draw.
    pub(super) fn next(&mut self) -> Result<Scaled, Stop> {
        self.last.clear();
        for party in &mut self.ready {
            let drawn = party.draw(&mut self.chance);
            self.last.push(drawn);
        }
        let first = self.ready.first().map(|party| party.values.as_slice()).unwrap_or_default();
        let mut values: Vec<Vec<Vec<i128>>> =
            first.iter().map(|row| vec![Vec::with_capacity(self.ready.len()); row.len()]).collect();
        for ((weights, drawn), party) in self.last.iter().zip(&self.ready) {
            for ((out, row), weight) in values.iter_mut().zip(drawn).zip(weights) {
                for (out, value) in out.iter_mut().zip(row) {
                    let worth = value.checked_mul(*weight).and_then(|w| w.checked_mul(party.times));
                    out.push(worth.unwrap_or(i128::MAX));
                }
            }
        }
        let units = self.ready.iter().map(|party| party.unit.clone()).collect();
        let reserves = self.ready.iter().map(|party| party.reserve).collect();
        Scaled::from_whole(values, units, reserves)
    }

    /// Whether any party has a reserve.
    pub(super) fn has_reserves(&self) -> bool {
        self.ready.iter().any(|party| party.reserve.is_some())
    }

    /// What is not known: weights by party and issue, values by party, issue and option.
    pub(super) fn unknowns(&self) -> Vec<Unknown> {
        let (mut weights, mut values) = (Vec::new(), Vec::new());
        for (party, ready) in self.ready.iter().enumerate() {
            for issue in 0..ready.values.len() {
                if ready.varies(issue) {
                    weights.push(Unknown::Weight { party, issue });
                }
            }
            for (issue, row) in ready.values.iter().enumerate() {
                let wide = row.iter().enumerate().filter(|(_, (low, high))| low < high);
                values.extend(wide.map(|(option, _)| Unknown::Value { party, issue, option }));
            }
        }
        weights.extend(values);
        weights
    }
}

impl Ready {
    fn of(party: &Uncertain, chance: &mut Chance) -> Result<Self, Stop> {
        let too_fine = |bits: u64| Stop::TooFine { party: party.name.clone(), bits };
        let small = |number: &BigInt| number.to_i128().ok_or_else(|| too_fine(number.bits()));
        let ranges = || party.values.iter().flatten();
        let ends = ranges().flat_map(|range| [&range.low, &range.high]);
        let mut below = common(ends);
        if ranges().any(|range| range.low < range.high) {
            below *= FINER;
        }
        let whole = |number: &Exact, below: &BigInt| {
            small(&(number.numerator() * (below / number.denominator())))
        };
        let mut values = Vec::with_capacity(party.values.len());
        for row in &party.values {
            let row: Result<Vec<(i128, i128)>, Stop> = row
                .iter()
                .map(|range| Ok((whole(&range.low, &below)?, whole(&range.high, &below)?)))
                .collect();
            values.push(row?);
        }
        let parts = BigInt::from(PARTS);
        let part = |total: &Exact| total.over(&Exact::from(parts.clone())).unwrap_or_default();
        let (weights, step) = match &party.weights {
            Belief::Known(known) => {
                let below = common(known.iter());
                let fixed: Result<Vec<i128>, Stop> =
                    known.iter().map(|weight| whole(weight, &below)).collect();
                (Weights::Fixed(fixed?), Exact::ratio(1.into(), below).unwrap_or_default())
            }
            Belief::Unknown => (Weights::Any, part(&Exact::one())),
            Belief::Order(groups) => (Weights::Ordered(groups.clone()), part(&Exact::one())),
            Belief::Ranges(told) => {
                let step = part(&told.total);
                let ranges = told.ranges.iter().map(|(low, high)| {
                    // Outwards, so that ends between two parts leave what was possible.
                    let low = low.over(&step).unwrap_or_default();
                    let high = high.over(&step).unwrap_or_default();
                    let low = low.numerator().div_floor(&low.denominator());
                    let high = high.numerator().div_ceil(&high.denominator()).min(parts.clone());
                    (low.to_i64().unwrap_or(PARTS), high.to_i64().unwrap_or(PARTS))
                });
                (Weights::Ranged(Ranged::of(ranges.collect(), chance)), step)
            }
        };
        let unit = step.over(&Exact::from(below)).unwrap_or_default();
        let reserve = party.reserve.as_ref().map(|own| own.over(&unit).unwrap_or_default());
        let times = reserve.as_ref().map_or_else(|| BigInt::from(1), Exact::denominator);
        let unit = unit.over(&Exact::from(times.clone())).unwrap_or_default();
        let reserve = reserve.map(|own| small(&own.numerator())).transpose()?;
        let bits = times.abs().bits();
        Ok(Self {
            weights,
            values,
            times: times.to_i128().ok_or_else(|| too_fine(bits))?,
            unit,
            reserve,
        })
    }

    fn draw(&mut self, chance: &mut Chance) -> (Vec<i128>, Vec<Vec<i128>>) {
        let issues = self.values.len();
        let wide = |weights: Vec<i64>| weights.into_iter().map(i128::from).collect();
        let weights = match &mut self.weights {
            Weights::Fixed(weights) => weights.clone(),
            Weights::Any => wide(chance.parts(issues, PARTS)),
            Weights::Ordered(groups) => wide(chance.ordered(groups, issues)),
            Weights::Ranged(ranged) => wide(ranged.next(chance)),
        };
        let mut one = |(low, high): &(i128, i128)| {
            if low == high { *low } else { chance.within(*low, *high) }
        };
        let values = self.values.iter().map(|row| row.iter().map(&mut one).collect()).collect();
        (weights, values)
    }

    /// Whether the weight of an issue is drawn at all.
    fn varies(&self, issue: usize) -> bool {
        match &self.weights {
            Weights::Fixed(_) => false,
            Weights::Any | Weights::Ordered(_) => self.values.len() > 1,
            Weights::Ranged(ranged) => ranged.varies(issue),
        }
    }
}

fn common<'a>(numbers: impl Iterator<Item = &'a Exact>) -> BigInt {
    numbers.fold(BigInt::from(1), |below, number| below.lcm(&number.denominator()))
}
