//! How an exact number is held: in two machine words where it fits, else in numbers of any size.
//!
//! A number has one form only: lowest terms, and short whenever both words hold it. So equality and
//! hashes can go by what is held. What overflows on the way is done again in numbers of any size.

use std::cmp::Ordering;
use std::num::NonZeroU64;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

/// A fraction in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Small(Small),
    Big(Box<BigRational>),
}

/// A fraction of which both numbers are short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Small {
    above: i64,
    below: NonZeroU64,
}

impl Small {
    pub(super) const fn whole(above: i64) -> Self {
        Self { above, below: NonZeroU64::MIN }
    }

    pub(super) fn parts(self) -> (i64, u64) {
        (self.above, self.below.get())
    }

    fn big(self) -> BigRational {
        let (above, below) = self.parts();
        BigRational::new_raw(above.into(), below.into())
    }

    fn plus(self, other: Self) -> Option<Form> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        let (a, c) = (i128::from(a), i128::from(c));
        if b == d {
            return Some(Form::reduced(a + c, b.into()));
        }
        let above = (a * i128::from(d)).checked_add(c * i128::from(b))?;
        Some(Form::reduced(above, u128::from(b) * u128::from(d)))
    }

    /// Nothing is left to shorten when each above has been shortened with the other's below.
    fn times(self, other: Self) -> Form {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        let (first, second) = (a.unsigned_abs().gcd(&d), c.unsigned_abs().gcd(&b));
        let above = (i128::from(a) / i128::from(first)) * (i128::from(c) / i128::from(second));
        Form::lowest(above, u128::from(b / second) * u128::from(d / first))
    }

    /// `None` over nought.
    fn over(self, other: Self) -> Option<Form> {
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        if c == 0 {
            return None;
        }
        let (first, second) = (a.unsigned_abs().gcd(&c.unsigned_abs()), b.gcd(&d));
        let above = (i128::from(a) / i128::from(first)) * i128::from(d / second);
        let above = if c < 0 { -above } else { above };
        Some(Form::lowest(above, u128::from(b / second) * u128::from(c.unsigned_abs() / first)))
    }
}

impl Form {
    pub(super) const fn whole(above: i64) -> Self {
        Self::Small(Small::whole(above))
    }

    /// A fraction of any size that is in lowest terms already.
    pub(super) fn of(big: BigRational) -> Self {
        let below = big.denom().to_u64().and_then(NonZeroU64::new);
        match (big.numer().to_i64(), below) {
            (Some(above), Some(below)) => Self::Small(Small { above, below }),
            _ => Self::Big(Box::new(big)),
        }
    }

    /// In lowest terms, over more than nought.
    fn lowest(above: i128, below: u128) -> Self {
        match (i64::try_from(above), u64::try_from(below).ok().and_then(NonZeroU64::new)) {
            (Ok(above), Some(below)) => Self::Small(Small { above, below }),
            _ => Self::Big(Box::new(BigRational::new_raw(above.into(), below.into()))),
        }
    }

    /// Over more than nought; shortened here.
    pub(super) fn reduced(above: i128, below: u128) -> Self {
        if below == 1 {
            return Self::lowest(above, below);
        }
        let shared = gcd(above.unsigned_abs(), below);
        match i128::try_from(shared) {
            Ok(shared_above) => Self::lowest(above / shared_above, below / shared),
            // Only a number of 2 to the 127 is shared by that much.
            Err(_) => Self::of(BigRational::new(above.into(), below.into())),
        }
    }

    pub(super) fn big(&self) -> BigRational {
        match self {
            Self::Small(small) => small.big(),
            Self::Big(big) => big.as_ref().clone(),
        }
    }

    pub(super) fn small(&self) -> Option<Small> {
        match self {
            Self::Small(small) => Some(*small),
            Self::Big(_) => None,
        }
    }

    fn both_small(&self, other: &Self) -> Option<(Small, Small)> {
        Some((self.small()?, other.small()?))
    }

    pub(super) fn numerator(&self) -> BigInt {
        match self {
            Self::Small(small) => small.above.into(),
            Self::Big(big) => big.numer().clone(),
        }
    }

    pub(super) fn denominator(&self) -> BigInt {
        match self {
            Self::Small(small) => small.below.get().into(),
            Self::Big(big) => big.denom().clone(),
        }
    }

    pub(super) fn is_negative(&self) -> bool {
        match self {
            Self::Small(small) => small.above < 0,
            Self::Big(big) => big.is_negative(),
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        matches!(self, Self::Small(small) if small.above == 0)
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        let small = self.both_small(other).and_then(|(a, b)| a.plus(b));
        small.unwrap_or_else(|| Self::of(self.big() + other.big()))
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negative())
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        match self.both_small(other) {
            Some((a, b)) => a.times(b),
            None => Self::of(self.big() * other.big()),
        }
    }

    /// `None` over nought.
    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        match self.both_small(other) {
            Some((a, b)) => a.over(b),
            None if other.is_zero() => None,
            None => Some(Self::of(self.big() / other.big())),
        }
    }

    pub(super) fn negative(&self) -> Self {
        match self {
            Self::Small(Small { above, below }) => match above.checked_neg() {
                Some(above) => Self::Small(Small { above, below: *below }),
                None => Self::of(-self.big()),
            },
            Self::Big(big) => Self::of(-big.as_ref()),
        }
    }
}

impl Ord for Form {
    fn cmp(&self, other: &Self) -> Ordering {
        let Some((one, two)) = self.both_small(other) else {
            return self.big().cmp(&other.big());
        };
        let ((a, b), (c, d)) = (one.parts(), two.parts());
        if b == d {
            a.cmp(&c)
        } else {
            (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)))
        }
    }
}

impl PartialOrd for Form {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The largest number that both are a multiple of; in one word where both fit.
pub(crate) fn gcd(one: u128, other: u128) -> u128 {
    match (u64::try_from(one), u64::try_from(other)) {
        (Ok(one), Ok(other)) => one.gcd(&other).into(),
        _ => one.gcd(&other),
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault};

    use num_traits::{One, Zero};
    use proptest::prelude::*;
    use rustc_hash::FxHasher;

    use super::*;

    /// Numbers of every size, often at an edge of 64 bits or one beside it.
    fn number() -> impl Strategy<Value = i128> {
        let edge = prop::sample::select(vec![
            0,
            1,
            10_i128.pow(12),
            i128::from(i64::MIN),
            i128::from(i64::MAX),
            i128::from(u64::MAX),
            -i128::from(u64::MAX),
            i128::MAX - 2,
            i128::MIN + 2,
        ]);
        prop_oneof![
            (edge, -2..=2_i128).prop_map(|(edge, by)| edge + by),
            any::<i64>().prop_map(i128::from),
            -60..60_i128,
            any::<i128>(),
        ]
    }

    fn fraction() -> impl Strategy<Value = BigRational> {
        (number(), number()).prop_map(|(above, below)| {
            let below = if below == 0 { 1 } else { below };
            BigRational::new(above.into(), below.into())
        })
    }

    fn hash(form: &Form) -> u64 {
        BuildHasherDefault::<FxHasher>::default().hash_one(form)
    }

    /// The same number, and short exactly if it fits.
    fn same(got: &Form, wanted: &BigRational) -> Result<(), TestCaseError> {
        prop_assert_eq!(&got.big(), wanted);
        prop_assert_eq!((got.numerator(), got.denominator()), wanted.clone().into());
        let fits = wanted.numer().to_i64().is_some() && wanted.denom().to_u64().is_some();
        prop_assert_eq!(got.small().is_some(), fits);
        prop_assert_eq!(got, &Form::of(wanted.clone()));
        prop_assert_eq!(hash(got), hash(&Form::of(wanted.clone())));
        prop_assert_eq!(got.is_zero(), wanted.is_zero());
        prop_assert_eq!(got.is_negative(), wanted.is_negative());
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 4_000, failure_persistence: None, ..ProptestConfig::default()
        })]

        #[test]
        fn short_numbers_are_reckoned_as_long_ones_are(a in fraction(), b in fraction()) {
            let (one, two) = (Form::of(a.clone()), Form::of(b.clone()));
            same(&one, &a)?;
            same(&one.plus(&two), &(&a + &b))?;
            same(&one.minus(&two), &(&a - &b))?;
            same(&one.times(&two), &(&a * &b))?;
            same(&one.negative(), &-&a)?;
            match one.over(&two) {
                Some(ratio) => same(&ratio, &(&a / &b))?,
                None => prop_assert!(b.is_zero()),
            }
            prop_assert_eq!(one.cmp(&two), a.cmp(&b));
            prop_assert_eq!(one == two, a == b);
            // The same value again by another way has the same form.
            let (there, back) = (one.plus(&two), two.negative());
            same(&there.plus(&back), &a)?;
        }

        #[test]
        fn what_is_shared_is_the_same_in_one_word_and_in_two(a in number(), b in number()) {
            let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
            prop_assert_eq!(gcd(a, b), a.gcd(&b));
        }
    }

    #[test]
    fn the_edges_are_short_and_what_lies_beyond_is_long() {
        let of = |above: i128, below: u128| Form::reduced(above, below);
        for (above, below, short) in [
            (i128::from(i64::MIN), 1, true),
            (i128::from(i64::MIN) - 1, 1, false),
            (i128::from(i64::MAX), u128::from(u64::MAX), true),
            (i128::from(i64::MAX) + 1, 1, false),
            (1, u128::from(u64::MAX), true),
            (1, u128::from(u64::MAX) + 1, false),
            (i128::MIN, 1 << 127, true),
            (i128::MIN, u128::MAX, false),
        ] {
            assert_eq!(of(above, below).small().is_some(), short, "{above}/{below}");
        }
        assert!(of(i128::MIN, 1 << 127).big() == -BigRational::one());
        let least = Form::whole(i64::MIN);
        assert_eq!(least.negative().negative(), least);
        assert_eq!(least.over(&Form::whole(-1)), Some(least.negative()));
        assert_eq!(std::mem::size_of::<Form>(), 16);
    }
}
