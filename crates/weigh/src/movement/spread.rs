//! The weighted mean and median of places or gaps, as description, with the band in which they lie
//! when the weights are off. Exact: the band is made of corners, not of draws.

use crate::number::Exact;

/// A value and how much it counts: a party's place on an ordered issue and its weight, or the gap on
/// an issue and how much that issue matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The place or the gap.
    pub value: Exact,
    /// How much it counts; not below nought.
    pub weight: Exact,
}

/// How far each weight may be off by itself: between `low` and `high` times what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noise {
    /// At least 0, at most 1.
    pub low: Exact,
    /// At least 1.
    pub high: Exact,
}

/// Mean and median. The bands say where they can lie when every weight is off as far as [`Noise`]
/// allows, each independently. They are limits, not likelihoods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Sum of weight times value over the sum of weights.
    pub mean: Exact,
    /// The least and the greatest mean.
    pub mean_band: (Exact, Exact),
    /// The lower and the upper median; different only where exactly half of the weight lies on
    /// either side.
    pub median: (Exact, Exact),
    /// The least and the greatest value that can be a median.
    pub median_band: (Exact, Exact),
}

impl Noise {
    /// None: the band is a point.
    pub fn none() -> Self {
        Self { low: Exact::one(), high: Exact::one() }
    }

    /// Each of so many factors of a weight (such as capability times salience) is off by at most
    /// this share.
    pub fn of_factors(share: &Exact, factors: u32) -> Self {
        let power = |base: Exact| (0..factors).fold(Exact::one(), |all, _| &all * &base);
        Self { low: power(&Exact::one() - share), high: power(&Exact::one() + share) }
    }
}

/// Describes values by their weights. `None` where nothing has a weight above nought, a weight is
/// below nought, or the noise is no range around one.
pub fn described(values: &[Weighed], noise: &Noise) -> Option<Described> {
    let one = Exact::one();
    let is_range = !noise.low.is_negative() && noise.low <= one && noise.high >= one;
    if !is_range || values.iter().any(|weighed| weighed.weight.is_negative()) {
        return None;
    }
    let mut sorted: Vec<&Weighed> =
        values.iter().filter(|weighed| !weighed.weight.is_zero()).collect();
    sorted.sort_by(|a, b| a.value.cmp(&b.value));
    let with = |factor: &dyn Fn(usize) -> Exact| -> Option<Exact> {
        let weights: Vec<Exact> =
            sorted.iter().enumerate().map(|(at, one)| &one.weight * &factor(at)).collect();
        let above: Exact =
            weights.iter().zip(&sorted).map(|(weight, one)| weight * &one.value).sum();
        above.over(&weights.into_iter().sum())
    };
    let mean = with(&|_| Exact::one())?;
    // The mean is most extreme where all weights below some place are off one way, all above the
    // other way.
    let mut band = (mean.clone(), mean.clone());
    for cut in 0..=sorted.len() {
        let heavy_below = |at| if at < cut { noise.high.clone() } else { noise.low.clone() };
        let heavy_above = |at| if at < cut { noise.low.clone() } else { noise.high.clone() };
        for mean in [with(&heavy_below), with(&heavy_above)].into_iter().flatten() {
            band.0 = band.0.min(mean.clone());
            band.1 = band.1.max(mean);
        }
    }
    Some(Described {
        mean,
        mean_band: band,
        median: (lower(&sorted, &one, &one)?, upper(&sorted, &one, &one)?),
        median_band: (
            lower(&sorted, &noise.high, &noise.low)?,
            upper(&sorted, &noise.high, &noise.low)?,
        ),
    })
}

/// The least value with at least half of the weight up to it, its side being made heavy.
fn lower(sorted: &[&Weighed], heavy: &Exact, light: &Exact) -> Option<Exact> {
    let half = |(value, up_to, rest): (Exact, Exact, Exact)| {
        (&up_to * heavy >= &rest * light).then_some(value)
    };
    cuts(sorted.iter().copied()).find_map(half)
}

/// The greatest value with at least half of the weight from it on.
fn upper(sorted: &[&Weighed], heavy: &Exact, light: &Exact) -> Option<Exact> {
    let half = |(value, up_to, rest): (Exact, Exact, Exact)| {
        (&up_to * heavy >= &rest * light).then_some(value)
    };
    cuts(sorted.iter().rev().copied()).find_map(half)
}

/// For each value in turn: the weight up to and including it, and the weight of the rest.
fn cuts<'a>(
    values: impl Iterator<Item = &'a Weighed> + Clone,
) -> impl Iterator<Item = (Exact, Exact, Exact)> {
    let all: Exact = values.clone().map(|one| one.weight.clone()).sum();
    let mut up_to = Exact::zero();
    values.map(move |one| {
        up_to = &up_to + &one.weight;
        (one.value.clone(), up_to.clone(), &all - &up_to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    /// The published example of 1994: years until an emission standard, with capability times
    /// salience as weights.
    fn emission() -> Vec<Weighed> {
        let rows = [
            (".08", "4", ".8"),
            (".08", "7", ".4"),
            (".03", "4", ".2"),
            (".16", "4", ".8"),
            (".16", "10", ".6"),
            (".16", "10", ".6"),
            (".16", "10", ".9"),
            (".05", "7", ".1"),
            (".05", "4", "1"),
            (".08", "7", ".7"),
        ];
        rows.iter()
            .map(|(capability, place, salience)| Weighed {
                value: exact(place),
                weight: exact(capability) * exact(salience),
            })
            .collect()
    }

    #[test]
    fn the_published_example_comes_out_to_the_last_digit() {
        let none = described(&emission(), &Noise::none()).expect("weights");
        assert_eq!(format!("{:.9}", none.mean.to_f64()), "7.389955687");
        assert_eq!(none.mean_band, (none.mean.clone(), none.mean.clone()));
        assert_eq!(none.median, (exact("7"), exact("7")));
        assert_eq!(none.median_band, none.median);
    }

    #[test]
    fn a_median_on_the_knifes_edge_shows() {
        let noise = Noise::of_factors(&exact("0.1"), 2);
        let off = described(&emission(), &noise).expect("weights");
        assert!(off.mean_band.0 < exact("7.14") && off.mean_band.1 > exact("7.62"));
        assert!(off.mean_band.0 > exact("6.5") && off.mean_band.1 < exact("8.3"));
        assert_eq!(off.median_band, (exact("7"), exact("10")));
        let less = described(&emission(), &Noise::of_factors(&exact("0.001"), 2)).expect("weights");
        assert_eq!(less.median_band, (exact("7"), exact("7")));
    }

    #[test]
    fn no_draw_leaves_the_band() {
        let noise = Noise::of_factors(&exact("0.3"), 1);
        let values = emission();
        let band = described(&values, &noise).expect("weights");
        for bits in 0..1_u32 << values.len() {
            let corner: Vec<Weighed> = values
                .iter()
                .enumerate()
                .map(|(at, one)| {
                    let factor = if bits >> at & 1 == 1 { &noise.high } else { &noise.low };
                    Weighed { value: one.value.clone(), weight: &one.weight * factor }
                })
                .collect();
            let at = described(&corner, &Noise::none()).expect("weights");
            assert!(band.mean_band.0 <= at.mean && at.mean <= band.mean_band.1);
            assert!(band.median_band.0 <= at.median.0 && at.median.1 <= band.median_band.1);
        }
    }

    #[test]
    fn half_and_half_has_two_medians_and_nothing_has_none() {
        let one =
            |value: &str, weight: &str| Weighed { value: exact(value), weight: exact(weight) };
        let even = described(&[one("1", "2"), one("5", "2")], &Noise::none()).expect("weights");
        assert_eq!(even.median, (exact("1"), exact("5")));
        assert_eq!(described(&[one("1", "0")], &Noise::none()), None);
        assert_eq!(described(&[one("1", "-1"), one("1", "2")], &Noise::none()), None);
        assert_eq!(described(&[], &Noise::none()), None);
        let wrong = Noise { low: exact("2"), high: exact("3") };
        assert_eq!(described(&[one("1", "1")], &wrong), None);
    }
}
