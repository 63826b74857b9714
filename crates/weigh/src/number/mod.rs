//! Exact numbers: decimal or fraction text in, the same number out, never a rounding between.

mod form;

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Pow, ToPrimitive, Zero};

use form::Form;
pub(crate) use form::gcd;

/// The longest number text that is read, in bytes.
const LONGEST: usize = 2_000;
/// The largest power of ten that an exponent may ask for.
const LARGEST_EXPONENT: i64 = 1_000;

/// A rational number without rounding. Prints as a decimal where that ends, else as `a/b`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Form);

impl Default for Exact {
    fn default() -> Self {
        Self::zero()
    }
}

/// Why a text is no number that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing stands there.
    Empty,
    /// "NaN", "inf" and their like.
    NotFinite(String),
    /// An exponent beyond what is read.
    Exponent(String),
    /// More digits than are read.
    TooLong(usize),
    /// A fraction over zero.
    OverZero(String),
    /// Anything else.
    NotANumber(String),
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "a number is missing"),
            Self::NotFinite(text) => write!(f, "\"{text}\" is not a finite number"),
            Self::Exponent(text) => {
                write!(f, "\"{text}\" has an exponent beyond {LARGEST_EXPONENT}")
            }
            Self::TooLong(bytes) => {
                write!(f, "a number of {bytes} characters; at most {LONGEST} are read")
            }
            Self::OverZero(text) => write!(f, "\"{text}\" is a fraction over zero"),
            Self::NotANumber(text) => write!(
                f,
                "\"{text}\" is not a number; write an integer, a decimal such as 0.25, or a fraction such as 1/3"
            ),
        }
    }
}

impl std::error::Error for NumberError {}

impl Exact {
    /// Nought.
    pub const fn zero() -> Self {
        Self(Form::whole(0))
    }

    /// One.
    pub const fn one() -> Self {
        Self(Form::whole(1))
    }

    /// `numerator / denominator`; `None` over zero.
    pub fn ratio(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        (!denominator.is_zero()).then(|| Self(Form::of(BigRational::new(numerator, denominator))))
    }

    /// The numerator in lowest terms.
    pub fn numerator(&self) -> BigInt {
        self.0.numerator()
    }

    /// The denominator in lowest terms, above zero.
    pub fn denominator(&self) -> BigInt {
        self.0.denominator()
    }

    /// Numerator and denominator where both fit a machine word.
    pub(crate) fn short(&self) -> Option<(i64, u64)> {
        self.0.small().map(form::Small::parts)
    }

    /// A fraction of short numbers; `None` over zero.
    pub(crate) fn of_short(numerator: i128, denominator: u64) -> Option<Self> {
        (denominator != 0).then(|| Self(Form::reduced(numerator, denominator.into())))
    }

    /// Below nought.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Nought.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// This divided by another; `None` over zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        self.0.over(&other.0).map(Self)
    }

    /// The nearest floating-point number, for display and drawing only.
    pub fn to_f64(&self) -> f64 {
        self.0.big().to_f64().unwrap_or(f64::NAN)
    }

    /// The square root to more digits than a floating-point number holds; `None` below nought.
    pub fn root_f64(&self) -> Option<f64> {
        if self.is_negative() {
            return None;
        }
        // Forty digits behind those of the whole part, also when the number is tiny.
        let bits = self.denominator().bits().saturating_sub(self.numerator().bits());
        let places = 40 + u32::try_from(bits / 3).ok()?;
        let shift: BigInt = BigInt::from(10).pow(2 * places);
        let root = (self.numerator() * shift / self.denominator()).sqrt();
        let whole = Self::ratio(root, BigInt::from(10).pow(places))?;
        Some(whole.to_f64())
    }

    /// The decimal text where the decimals end.
    fn decimal(&self) -> Option<String> {
        let mut rest = self.denominator();
        let (mut twos, mut fives) = (0_u32, 0_u32);
        let (two, five) = (BigInt::from(2), BigInt::from(5));
        while rest.is_even() {
            rest /= &two;
            twos += 1;
        }
        while (&rest % &five).is_zero() {
            rest /= &five;
            fives += 1;
        }
        if !rest.is_one() {
            return None;
        }
        let places = twos.max(fives);
        let scaled = self.numerator() * BigInt::from(10).pow(places) / self.denominator();
        let sign = if scaled.sign() == Sign::Minus { "-" } else { "" };
        let places = places as usize;
        let digits = format!("{:0>width$}", scaled.magnitude().to_string(), width = places + 1);
        let (whole, part) = digits.split_at_checked(digits.len() - places)?;
        Some(if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        })
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal() {
            Some(text) => f.pad(&text),
            None => f.pad(&format!("{}/{}", self.numerator(), self.denominator())),
        }
    }
}

impl FromStr for Exact {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(NumberError::TooLong(text.len()));
        }
        match text.split_once('/') {
            None => plain(text),
            Some((above, below)) => {
                let (above, below) = (plain(above.trim())?, plain(below.trim())?);
                above.over(&below).ok_or_else(|| NumberError::OverZero(text.to_owned()))
            }
        }
    }
}

/// An integer or decimal, with or without an exponent.
fn plain(text: &str) -> Result<Exact, NumberError> {
    let wrong = || NumberError::NotANumber(text.to_owned());
    let (negative, bare) = match text.as_bytes().first() {
        None => return Err(NumberError::Empty),
        Some(b'-') => (true, text.get(1..).unwrap_or_default()),
        Some(b'+') => (false, text.get(1..).unwrap_or_default()),
        Some(_) => (false, text),
    };
    let lower = bare.to_ascii_lowercase();
    if ["nan", "inf", "infinity", "∞"].contains(&lower.as_str()) {
        return Err(NumberError::NotFinite(text.to_owned()));
    }
    let (mantissa, exponent) = match lower.split_once('e') {
        None => (lower.as_str(), 0),
        Some((mantissa, power)) => (mantissa, exponent(power, text)?),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let magnitude: BigUint = digits.parse().map_err(|_| wrong())?;
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    let number = BigInt::from_biguint(sign, magnitude);
    let places = i64::try_from(part.len()).map_err(|_| wrong())? - exponent;
    let power = BigInt::from(10).pow(places.unsigned_abs());
    Ok(Exact(Form::of(if places > 0 {
        BigRational::new(number, power)
    } else {
        BigRational::from_integer(number * power)
    })))
}

fn exponent(power: &str, text: &str) -> Result<i64, NumberError> {
    let digits = power.strip_prefix(['-', '+']).unwrap_or(power);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::NotANumber(text.to_owned()));
    }
    match power.parse::<i64>() {
        Ok(power) if power.abs() <= LARGEST_EXPONENT => Ok(power),
        _ => Err(NumberError::Exponent(text.to_owned())),
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Exact {
            fn from(integer: $integer) -> Self {
                match i64::try_from(integer) {
                    Ok(short) => Self(Form::whole(short)),
                    Err(_) => BigInt::from(integer).into(),
                }
            }
        }
    )*};
}

from_integers!(i32, i64, i128, u32, u64, u128, usize);

impl From<BigInt> for Exact {
    fn from(integer: BigInt) -> Self {
        Self(Form::of(BigRational::from_integer(integer)))
    }
}

impl From<BigUint> for Exact {
    fn from(integer: BigUint) -> Self {
        BigInt::from(integer).into()
    }
}

macro_rules! arithmetic {
    ($($op:ident $name:ident $does:ident),*) => {$(
        impl $op<&Exact> for &Exact {
            type Output = Exact;
            fn $name(self, other: &Exact) -> Exact {
                Exact(self.0.$does(&other.0))
            }
        }
        impl $op for Exact {
            type Output = Exact;
            fn $name(self, other: Exact) -> Exact {
                Exact(self.0.$does(&other.0))
            }
        }
    )*};
}

arithmetic!(Add add plus, Sub sub minus, Mul mul times);

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.negative())
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    #[test]
    fn what_is_read_is_printed_again() {
        for text in ["0", "0.1225", "-3", "12345678901234567890.000000000001", "1/3", "-2/7"] {
            assert_eq!(exact(text).to_string(), text);
        }
        for (text, printed) in [
            ("0.10", "0.1"),
            ("2/4", "0.5"),
            ("1e-3", "0.001"),
            ("1.5E2", "150"),
            ("+.5", "0.5"),
            ("5.", "5"),
            ("0.5/0.2", "2.5"),
            ("-0", "0"),
        ] {
            assert_eq!(exact(text).to_string(), printed, "{text}");
        }
    }

    #[test]
    fn a_tenth_and_two_tenths_are_three_tenths() {
        assert_eq!(exact("0.1") + exact("0.2"), exact("0.3"));
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        for text in ["NaN", "inf", "-Infinity"] {
            assert!(matches!(text.parse::<Exact>(), Err(NumberError::NotFinite(_))), "{text}");
        }
        for text in ["1e100000", "1e-99999999999999999999999"] {
            assert!(matches!(text.parse::<Exact>(), Err(NumberError::Exponent(_))), "{text}");
        }
        for text in ["abc", "1,5", "--1", "1e", "0x10", "1.2.3", ".", "1 2", "٣"] {
            assert!(matches!(text.parse::<Exact>(), Err(NumberError::NotANumber(_))), "{text}");
        }
        assert_eq!("1/0".parse::<Exact>(), Err(NumberError::OverZero("1/0".to_owned())));
        assert_eq!(" ".parse::<Exact>(), Err(NumberError::Empty));
        assert_eq!("9".repeat(3_000).parse::<Exact>(), Err(NumberError::TooLong(3_000)));
    }

    #[test]
    fn roots_have_all_digits() {
        assert!((exact("2").root_f64().expect("above nought") - 2_f64.sqrt()).abs() < 1e-15);
        let tiny = exact("1e-60").root_f64().expect("above nought");
        assert!((tiny - 1e-30).abs() < 1e-45);
        assert_eq!(exact("-1").root_f64(), None);
    }
}
