//! The only floating point of the engine that anything depends on: how a target falls over time,
//! and how likely a worse text is tolerated. What comes out are whole parts of [`WHOLE`].
//!
//! Only sums, products, quotients and square roots are used, which every machine rounds alike; the
//! standard library's powers and exponentials may differ from system to system in the last digit.

/// One, as a share: shares are whole numbers from 0 to this.
pub(super) const WHOLE: u64 = 1 << 32;

/// The power of time by which a target falls: `over / under`. Above one holds out, below one gives
/// way early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exponent {
    over: u32,
    under: u32,
}

impl Exponent {
    /// `over / under`, both from 1 to 1,000.
    pub fn new(over: u32, under: u32) -> Option<Self> {
        let fits = |number: u32| (1..=1_000).contains(&number);
        (fits(over) && fits(under)).then_some(Self { over, under })
    }

    /// A whole power or a whole root; the caller keeps to the range of [`Exponent::new`].
    pub(super) const fn plain(over: u32, under: u32) -> Self {
        Self { over, under }
    }
}

/// How much of the way from its best to its floor a party has gone after `done` of `of` rounds:
/// time to the power of the exponent.
pub(super) fn given_way(done: u32, of: u32, exponent: Exponent) -> u64 {
    if done == 0 || of == 0 {
        return 0;
    }
    if done >= of {
        return WHOLE;
    }
    share(power(f64::from(done) / f64::from(of), exponent))
}

/// How much loss is borne: so many percent of a span, of which `left` of `of` parts remain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heat {
    pub(super) span: i128,
    pub(super) percent: u32,
    pub(super) left: u32,
    pub(super) of: u32,
}

/// The share of cases in which a loss is tolerated: `e` to the power of minus loss over heat. Loss
/// and span are in the same steps. Without heat no loss is.
pub(super) fn tolerated(loss: i128, heat: Heat) -> u64 {
    if loss <= 0 {
        return WHOLE;
    }
    let Heat { span, percent, left, of } = heat;
    if span <= 0 || percent == 0 || left == 0 || of == 0 {
        return 0;
    }
    let heat = wide(span) * (f64::from(percent) / 100.0) * (f64::from(left) / f64::from(of));
    share(exp(-(wide(loss) / heat)))
}

/// The nearest floating-point number.
fn wide(number: i128) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "only the ratio of two such numbers is used")]
    let float = number as f64;
    float
}

fn share(of_one: f64) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "two to the 32 is exact")]
    let whole = WHOLE as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and two to the 32"
    )]
    let part = (of_one.clamp(0.0, 1.0) * whole) as u64;
    part
}

/// `base` between 0 and 1, to a power.
fn power(base: f64, exponent: Exponent) -> f64 {
    let Exponent { over, under } = exponent;
    if over > 16 || !under.is_power_of_two() {
        return exp(ln(base) * f64::from(over) / f64::from(under));
    }
    let mut out = 1.0;
    for _ in 0..over {
        out *= base;
    }
    for _ in 0..under.trailing_zeros() {
        out = out.sqrt();
    }
    out
}

/// The natural logarithm of a number above 0 and up to 1.
fn ln(number: f64) -> f64 {
    // Halves until it is near one, then the series of the inverse hyperbolic tangent.
    let (mut near, mut halves) = (number, 0_u32);
    while near < std::f64::consts::FRAC_1_SQRT_2 && halves < 1_100 {
        near *= 2.0;
        halves += 1;
    }
    let small = (near - 1.0) / (near + 1.0);
    let square = small * small;
    let (mut term, mut sum) = (small, 0.0);
    for nth in 0..14_u32 {
        sum += term / f64::from(2 * nth + 1);
        term *= square;
    }
    2.0 * sum - f64::from(halves) * std::f64::consts::LN_2
}

/// `e` to the power of a number that is not above 0.
fn exp(number: f64) -> f64 {
    if number < -40.0 {
        return 0.0;
    }
    // A thousand and twenty-four times the root, by its series; then squared ten times.
    let small = number / 1_024.0;
    let (mut term, mut sum) = (1.0, 1.0);
    for nth in 1..10_u32 {
        term *= small / f64::from(nth);
        sum += term;
    }
    for _ in 0..10 {
        sum *= sum;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-11, "{a} {b}");
    }

    #[test]
    fn powers_agree_with_the_standard_library() {
        for percent in 1..=100_u32 {
            let base = f64::from(percent) / 100.0;
            near(ln(base), base.ln());
            near(exp(-base * 7.0), (-base * 7.0).exp());
            for (over, under) in [(1, 1), (4, 1), (1, 4), (3, 7), (20, 1), (1, 1_000), (1_000, 1)] {
                let exponent = Exponent::new(over, under).expect("in range");
                near(power(base, exponent), base.powf(f64::from(over) / f64::from(under)));
            }
        }
    }

    #[test]
    fn a_curve_starts_at_nothing_and_ends_at_all() {
        for (over, under) in [(4, 1), (1, 1), (1, 4), (7, 3)] {
            let exponent = Exponent::new(over, under).expect("in range");
            let curve: Vec<u64> = (0..=50).map(|done| given_way(done, 50, exponent)).collect();
            assert_eq!((curve.first(), curve.last()), (Some(&0), Some(&WHOLE)));
            assert!(curve.is_sorted());
        }
        assert_eq!(given_way(25, 50, Exponent::plain(1, 1)), WHOLE / 2);
        assert_eq!(Exponent::new(0, 1), None);
        assert_eq!(Exponent::new(1, 1_001), None);
    }

    #[test]
    fn gains_are_always_tolerated_and_losses_less_as_it_cools() {
        let heat = |percent, left| Heat { span: 10, percent, left, of: 10 };
        assert_eq!(tolerated(0, heat(0, 0)), WHOLE);
        assert_eq!(tolerated(-3, heat(0, 0)), WHOLE);
        assert_eq!(tolerated(3, heat(0, 5)), 0);
        assert_eq!(tolerated(3, heat(50, 0)), 0);
        assert!(tolerated(3, heat(50, 10)) > tolerated(3, heat(50, 5)));
        assert!(tolerated(3, heat(50, 10)) > tolerated(4, heat(50, 10)));
        assert_eq!(tolerated(i128::MAX, heat(1, 1)), 0);
    }
}
