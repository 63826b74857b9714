//! A space in whole numbers: each party's values on a scale of its own, without any rounding.
//!
//! The scale is the party's common denominator, shortened by what all its numbers share. Sums then
//! fit 64 bits in nearly every space that people type, and 128 bits where decimals are long. Beyond
//! that the engine says so and does nothing.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::Space;
use crate::number::Exact;
use crate::work::Stop;

/// Sums must keep this many bits free of the sign and of what comparisons add.
const MOST_BITS: u64 = 120;
/// Below this, 64 bits hold every sum and every difference of two.
const NARROW_BITS: u64 = 60;

/// Whole numbers for the engine. `exact = whole × unit`, per party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaled {
    /// By issue, option, party.
    values: Vec<Vec<Vec<i128>>>,
    units: Vec<Exact>,
    reserves: Vec<Option<i128>>,
    bits: u64,
}

impl Scaled {
    /// The space in whole numbers.
    pub fn of(space: &Space) -> Result<Self, Stop> {
        let sizes: Vec<usize> = space.issues().iter().map(|issue| issue.options.len()).collect();
        let parties = space.parties().len();
        let mut values: Vec<Vec<Vec<i128>>> =
            sizes.iter().map(|size| vec![Vec::with_capacity(parties); *size]).collect();
        let (mut units, mut reserves, mut bits) = (Vec::new(), Vec::new(), 0);
        for party in space.parties() {
            let numbers: Vec<&Exact> =
                party.values.iter().flatten().chain(&party.reserve).collect();
            let (whole, unit) = whole(&numbers);
            let needed = needed_bits(&whole, &sizes);
            let too_fine = || Stop::TooFine { party: party.name.clone(), bits: needed };
            if needed > MOST_BITS {
                return Err(too_fine());
            }
            bits = bits.max(needed);
            let small: Option<Vec<i128>> = whole.iter().map(ToPrimitive::to_i128).collect();
            let mut rest = small.ok_or_else(too_fine)?.into_iter();
            for option in values.iter_mut().flatten() {
                option.extend(rest.next());
            }
            reserves.push(rest.next());
            units.push(unit);
        }
        Ok(Self { values, units, reserves, bits })
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
        Ok(Self { values, units, reserves, bits })
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.units.len()
    }

    /// By issue, option, party.
    pub fn values(&self) -> &[Vec<Vec<i128>>] {
        &self.values
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
        for (choice, options) in deal.iter().zip(&self.values) {
            for (sum, value) in sum.iter_mut().zip(options.get(*choice)?) {
                *sum += value;
            }
        }
        Some(sum)
    }
}

/// Numbers over their common denominator, divided by what they share; and what one step is worth.
fn whole(numbers: &[&Exact]) -> (Vec<BigInt>, Exact) {
    let mut below = BigInt::one();
    for number in numbers {
        if !number.denominator().is_one() {
            below = below.lcm(number.denominator());
        }
    }
    let mut whole: Vec<BigInt> =
        numbers.iter().map(|number| number.numerator() * (&below / number.denominator())).collect();
    let mut shared = BigInt::zero();
    for number in &whole {
        shared = shared.gcd(number);
        if shared.is_one() {
            break;
        }
    }
    if !shared.is_zero() && !shared.is_one() {
        for number in &mut whole {
            *number /= &shared;
        }
    }
    if shared.is_zero() {
        shared = BigInt::one();
    }
    (whole, Exact::ratio(shared, below).unwrap_or_else(Exact::one))
}

/// The bits of the largest sum that can come up, reserve included.
fn needed_bits(whole: &[BigInt], sizes: &[usize]) -> u64 {
    let mut rest = whole;
    let mut sum = BigInt::zero();
    for size in sizes {
        let (options, after) = rest.split_at_checked(*size).unwrap_or((rest, &[]));
        sum += options.iter().map(Signed::abs).max().unwrap_or_default();
        rest = after;
    }
    sum += rest.iter().map(Signed::abs).max().unwrap_or_default();
    sum.bits()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::{Draft, Issue, Party};

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

    #[test]
    fn the_scale_is_as_coarse_as_the_numbers_allow() {
        let space = scaled(&["0.1", "0.3", "0.5"], None).expect("small");
        assert_eq!(space.values()[0], [[1], [3], [5]]);
        assert_eq!(space.exact(0, 3).to_string(), "0.3");
        let space = scaled(&["1/3", "20", "-5"], Some("0.5")).expect("small");
        assert_eq!(space.values()[0], [[2], [120], [-30]]);
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
        assert_eq!(space.values()[0], [[0], [0]]);
        assert_eq!(space.units(), [Exact::one()]);
    }
}
