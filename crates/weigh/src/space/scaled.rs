//! A space in whole numbers: each party's values on a scale of its own, without any rounding.
//!
//! The scale is the party's common denominator, shortened by what all its numbers share. Sums then
//! fit 64 bits in nearly every space that people type, and 128 bits where decimals are long. Beyond
//! that the engine says so and does nothing.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Party, Space, Values};
use crate::number::{Exact, gcd};
use crate::work::Stop;

/// Sums must keep this many bits free of the sign and of what comparisons add.
const MOST_BITS: u64 = 120;
/// Below this, 64 bits hold every sum and every difference of two.
const NARROW_BITS: u64 = 60;

/// Whole numbers for the engine. `exact = whole × unit`, per party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaled {
    /// By issue, option, party.
    flat: Vec<i128>,
    /// Where each issue starts, counted in options; the last is where all end.
    starts: Vec<usize>,
    units: Vec<Exact>,
    reserves: Vec<Option<i128>>,
    bits: u64,
}

impl Scaled {
    /// The space in whole numbers.
    pub fn of(space: &Space) -> Result<Self, Stop> {
        let starts = starts(space.issues().iter().map(|issue| issue.options.len()));
        let options = starts.last().copied().unwrap_or_default();
        let parties = space.parties().len();
        let mut flat = vec![0; options * parties];
        let (mut units, mut reserves) = (Vec::with_capacity(parties), Vec::with_capacity(parties));
        let mut bits = 0;
        let mut row = Vec::with_capacity(options + 1);
        for (at, party) in space.parties().iter().enumerate() {
            let (unit, needed) = match short(party, &mut row) {
                Some(done) => done,
                None => long(party, &mut row)?,
            };
            if needed > MOST_BITS {
                return Err(Stop::TooFine { party: party.name.clone(), bits: needed });
            }
            bits = bits.max(needed);
            let own = flat.iter_mut().skip(at).step_by(parties);
            own.zip(&row).for_each(|(into, whole)| *into = *whole);
            reserves.push(row.get(options).copied());
            units.push(unit);
        }
        Ok(Self { flat, starts, units, reserves, bits })
    }

    /// From whole numbers made elsewhere (by issue, option, party), what a step of each party is
    /// worth, and reserves in steps.
    pub fn from_whole(
        values: Vec<Vec<Vec<i128>>>,
        units: Vec<Exact>,
        reserves: Vec<Option<i128>>,
    ) -> Result<Self, Stop> {
        if reserves.len() != units.len()
            || values.iter().flatten().any(|option| option.len() != units.len())
        {
            return Err(Stop::Mismatch("not one number for each party".to_owned()));
        }
        let mut bits = 0;
        for (party, reserve) in reserves.iter().enumerate() {
            let mut sum = reserve.map_or(0, i128::unsigned_abs);
            for options in &values {
                let own = options.iter().filter_map(|option| option.get(party));
                sum = sum.saturating_add(own.map(|own| own.unsigned_abs()).max().unwrap_or(0));
            }
            bits = bits.max(u64::from(u128::BITS - sum.leading_zeros()));
            if bits > MOST_BITS {
                return Err(Stop::TooFine { party: format!("party {}", party + 1), bits });
            }
        }
        let starts = starts(values.iter().map(Vec::len));
        let flat = values.into_iter().flatten().flatten().collect();
        Ok(Self { flat, starts, units, reserves, bits })
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.units.len()
    }

    /// By issue, option, party.
    pub fn values(&self) -> Values<'_> {
        Values { flat: &self.flat, starts: &self.starts, parties: self.units.len() }
    }

    /// What one step of a party's scale is worth.
    pub fn units(&self) -> &[Exact] {
        &self.units
    }

    /// Reserves in steps.
    pub fn reserves(&self) -> &[Option<i128>] {
        &self.reserves
    }

    /// The bits of the largest sum that can come up, reserves included.
    pub(crate) fn bits(&self) -> u64 {
        self.bits
    }

    /// Whether 64 bits hold every sum.
    pub fn is_narrow(&self) -> bool {
        self.bits <= NARROW_BITS
    }

    /// A party's whole number as what it stands for.
    pub fn exact(&self, party: usize, whole: i128) -> Exact {
        self.units.get(party).map_or_else(Exact::zero, |unit| &Exact::from(whole) * unit)
    }

    /// A vector of whole numbers as what it stands for.
    pub fn vector(&self, whole: &[i128]) -> Vec<Exact> {
        whole.iter().zip(&self.units).map(|(whole, unit)| &Exact::from(*whole) * unit).collect()
    }

    /// The sum of one option for each issue; `None` if an option is not there.
    pub fn sum(&self, deal: &[usize]) -> Option<Vec<i128>> {
        let mut sum = vec![0; self.parties()];
        for (choice, options) in deal.iter().zip(self.values().iter()) {
            for (sum, value) in sum.iter_mut().zip(options.get(*choice)?) {
                *sum += value;
            }
        }
        Some(sum)
    }
}

/// Where each issue starts, counted in options, and where all end.
fn starts(sizes: impl ExactSizeIterator<Item = usize>) -> Vec<usize> {
    let mut starts = Vec::with_capacity(sizes.len() + 1);
    let mut end = 0;
    starts.push(end);
    for size in sizes {
        end += size;
        starts.push(end);
    }
    starts
}

/// A party's numbers: its values, issue by issue, and its reserve if it has one.
fn numbers(party: &Party) -> impl Iterator<Item = &Exact> {
    party.values.iter().flatten().chain(&party.reserve)
}

/// A party's numbers over their common denominator, divided by what they share; what one step is
/// worth; and the bits of the largest sum. In machine words: `None` where these do not hold it.
fn short(party: &Party, whole: &mut Vec<i128>) -> Option<(Exact, u64)> {
    let mut below = 1_u64;
    for number in numbers(party) {
        let (_, own) = number.short()?;
        if own != below && !below.is_multiple_of(own) {
            below = (below / below.gcd(&own)).checked_mul(own)?;
        }
    }
    whole.clear();
    let mut shared = 0_u128;
    for number in numbers(party) {
        let (above, own) = number.short()?;
        let times = if own == below { 1 } else { below / own };
        let steps = i128::from(above) * i128::from(times);
        if shared != 1 {
            shared = gcd(shared, steps.unsigned_abs());
        }
        whole.push(steps);
    }
    let shared = if shared == 0 { 1 } else { i128::try_from(shared).ok()? };
    if shared != 1 {
        for steps in whole.iter_mut() {
            *steps /= shared;
        }
    }
    let mut rest = whole.as_slice();
    let mut sum = 0_u128;
    for options in &party.values {
        let (own, after) = rest.split_at_checked(options.len())?;
        sum = sum.checked_add(own.iter().map(|own| own.unsigned_abs()).max().unwrap_or(0))?;
        rest = after;
    }
    sum = sum.checked_add(rest.first().map_or(0, |reserve| reserve.unsigned_abs()))?;
    Some((Exact::of_short(shared, below)?, (u128::BITS - sum.leading_zeros()).into()))
}

/// The same in numbers of any size.
fn long(party: &Party, row: &mut Vec<i128>) -> Result<(Exact, u64), Stop> {
    let mut below = BigInt::one();
    for number in numbers(party) {
        below = below.lcm(&number.denominator());
    }
    let mut whole: Vec<BigInt> =
        numbers(party).map(|number| number.numerator() * (&below / number.denominator())).collect();
    let shared = whole.iter().fold(BigInt::zero(), |shared, number| shared.gcd(number));
    let shared = if shared.is_zero() { BigInt::one() } else { shared };
    for number in &mut whole {
        *number /= &shared;
    }
    let mut rest = whole.as_slice();
    let mut sum = BigInt::zero();
    for options in &party.values {
        let (own, after) = rest.split_at_checked(options.len()).unwrap_or((rest, &[]));
        sum += own.iter().map(Signed::abs).max().unwrap_or_default();
        rest = after;
    }
    sum += rest.iter().map(Signed::abs).max().unwrap_or_default();
    let bits = sum.bits();
    let small: Option<Vec<i128>> = whole.iter().map(ToPrimitive::to_i128).collect();
    *row = small.ok_or_else(|| Stop::TooFine { party: party.name.clone(), bits })?;
    Ok((Exact::ratio(shared, below).unwrap_or_else(Exact::one), bits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::space::{Draft, Issue};

    fn scaled(values: &[&str], reserve: Option<&str>) -> Result<Scaled, Stop> {
        let exact = |text: &&str| text.parse().expect("a number");
        let names: Vec<String> = (0..values.len()).map(|at| at.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let party = Party {
            name: "A".to_owned(),
            values: vec![values.iter().map(exact).collect()],
            reserve: reserve.as_ref().map(exact),
        };
        let draft = Draft {
            issues: vec![Issue::new("x", &names)],
            parties: vec![party],
            constraints: Vec::new(),
        };
        Scaled::of(&draft.check().expect("a space"))
    }

    fn first(scaled: &Scaled) -> Vec<&[i128]> {
        scaled.values().iter().next().expect("an issue").iter().collect()
    }

    #[test]
    fn the_scale_is_as_coarse_as_the_numbers_allow() {
        let space = scaled(&["0.1", "0.3", "0.5"], None).expect("small");
        assert_eq!(first(&space), [[1], [3], [5]]);
        assert_eq!(space.exact(0, 3).to_string(), "0.3");
        let space = scaled(&["1/3", "20", "-5"], Some("0.5")).expect("small");
        assert_eq!(first(&space), [[2], [120], [-30]]);
        assert_eq!(space.reserves(), [Some(3)]);
        assert!(space.is_narrow());
    }

    #[test]
    fn long_decimals_take_the_wide_numbers_and_longer_ones_are_refused() {
        let wide = scaled(&["0.1234567890123456789", "1"], None).expect("fits 128 bits");
        assert!(!wide.is_narrow());
        let text = format!("0.{}1", "0".repeat(50));
        assert!(matches!(scaled(&[&text, "1"], None), Err(Stop::TooFine { bits: 170, .. })));
    }

    #[test]
    fn nothing_but_noughts_has_a_scale() {
        let space = scaled(&["0", "0"], None).expect("small");
        assert_eq!(first(&space), [[0], [0]]);
        assert_eq!(space.units(), [Exact::one()]);
    }

    /// A number near an edge of what machine words hold, or anywhere.
    fn number() -> impl Strategy<Value = Exact> {
        let above = prop_oneof![
            any::<i64>().prop_map(i128::from),
            (-3..=3_i128).prop_map(|by| i128::from(i64::MAX) + by),
            (-3..=3_i128).prop_map(|by| i128::from(i64::MIN) + by),
            -1_000_000..1_000_000_i128,
            any::<i128>(),
        ];
        let below = prop_oneof![
            (0..=19_u32).prop_map(|places| 10_u128.pow(places)),
            (0..=3_u128).prop_map(|by| u128::from(u64::MAX) - 1 + by),
            1..60_u128,
            1..10_u128.pow(12),
        ];
        (above, below).prop_filter_map("a fraction", |(above, below)| {
            Exact::ratio(above.into(), below.into())
        })
    }

    /// Numbers of like scales, as people type them, and of unlike ones.
    fn parties() -> impl Strategy<Value = Party> {
        let decimal = (-2_000_000_i64..2_000_000, 0..=12_u32)
            .prop_filter_map("a decimal", |(above, places)| {
                Exact::ratio(above.into(), 10_u64.pow(places).into())
            });
        let values = |one: BoxedStrategy<Exact>| {
            let rows = prop::collection::vec(prop::collection::vec(one.clone(), 1..4), 1..4);
            (rows, prop::option::of(one))
        };
        let any = prop_oneof![
            3 => values(decimal.boxed()),
            1 => values(number().boxed()),
            1 => values((number(), 1..20_i64).prop_map(|(a, b)| a * Exact::from(b)).boxed()),
        ];
        any.prop_map(|(values, reserve)| Party { name: "A".to_owned(), values, reserve })
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 4_000, failure_persistence: None, ..ProptestConfig::default()
        })]

        #[test]
        fn machine_words_give_what_numbers_of_any_size_give(party in parties()) {
            let (mut few, mut many) = (Vec::new(), Vec::new());
            let Some(done) = short(&party, &mut few) else { return Ok(()) };
            match long(&party, &mut many) {
                Ok(wanted) => prop_assert_eq!((done, few), (wanted, many)),
                Err(why) => prop_assert!(false, "{}", why),
            }
        }

        #[test]
        fn every_number_is_its_steps_times_the_unit(party in parties()) {
            let mut row = Vec::new();
            let done = short(&party, &mut row).map_or_else(|| long(&party, &mut row), Ok);
            if let Ok((unit, _)) = done {
                let back: Vec<Exact> = row.iter().map(|own| &Exact::from(*own) * &unit).collect();
                prop_assert_eq!(back, numbers(&party).cloned().collect::<Vec<_>>());
            }
        }
    }
}
