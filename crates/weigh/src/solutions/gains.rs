//! What each party gains over the disagreement point, and the rules that choose by it.
//!
//! Each party's sums are whole numbers on a scale of its own. A rule that compares gains of different
//! parties multiplies them by whole numbers first, one per party, which brings them to one scale.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::Named;
use super::best::{Score, largest};
use crate::frontier::Frontier;
use crate::number::Exact;
use crate::space::Scaled;

/// Rational undominated vectors, seen from the disagreement point.
pub(super) struct Gains<'a> {
    scaled: &'a Scaled,
    frontier: &'a Frontier,
    disagreement: &'a [Exact],
    rational: &'a [usize],
    /// The most of each party over rational undominated vectors, in steps.
    pub(super) ideal: Vec<i128>,
    /// Who can gain.
    pub(super) active: Vec<usize>,
    /// gain = (steps × times − less) × (unit ÷ times).
    lines: Vec<Line>,
}

struct Line {
    times: BigInt,
    less: BigInt,
    unit: Exact,
}

impl Line {
    fn at(&self, steps: i128) -> BigInt {
        &self.times * steps - &self.less
    }
}

/// A party's line in the numbers of one score.
struct Ready<S> {
    party: usize,
    times: S,
    less: S,
    by: S,
    plain: bool,
}

impl<S: Score> Ready<S> {
    /// The gain in steps of the common scale.
    fn gain(&self, steps: i128) -> Option<S> {
        let steps = S::steps(steps);
        if self.plain {
            steps.minus(&self.less)
        } else {
            steps.times(&self.times)?.minus(&self.less)
        }
    }

    fn scaled_gain(&self, steps: i128) -> Option<S> {
        self.gain(steps)?.times(&self.by)
    }
}

impl<'a> Gains<'a> {
    /// `None` if nothing is rational.
    pub(super) fn of(
        scaled: &'a Scaled,
        frontier: &'a Frontier,
        disagreement: &'a [Exact],
        rational: &'a [usize],
    ) -> Option<Self> {
        let first = *rational.first()?;
        let mut ideal = frontier.whole(first).to_vec();
        for at in rational {
            for (ideal, sum) in ideal.iter_mut().zip(frontier.whole(*at)) {
                *ideal = (*ideal).max(*sum);
            }
        }
        Some(Self::with_ideal(scaled, frontier, disagreement, rational, ideal))
    }

    /// The same where the ideal is known from elsewhere.
    pub(super) fn with_ideal(
        scaled: &'a Scaled,
        frontier: &'a Frontier,
        disagreement: &'a [Exact],
        rational: &'a [usize],
        ideal: Vec<i128>,
    ) -> Self {
        let lines: Vec<Line> = disagreement
            .iter()
            .zip(scaled.units())
            .map(|(number, unit)| {
                let steps = number.over(unit).unwrap_or_default();
                let (less, times) = (steps.numerator(), steps.denominator());
                let unit = unit.over(&Exact::from(times.clone())).unwrap_or_default();
                Line { times, less, unit }
            })
            .collect();
        let gains = ideal.iter().zip(&lines).map(|(ideal, line)| line.at(*ideal));
        let active =
            gains.enumerate().filter(|(_, gain)| !gain.is_zero()).map(|(party, _)| party).collect();
        Self { scaled, frontier, disagreement, rational, ideal, active, lines }
    }

    pub(super) fn nash(&self) -> Named {
        let ones = vec![BigInt::one(); self.lines.len()];
        let points = self.points(&ones, &Product);
        let value = points.first().map(|at| {
            let gains = self.active.iter().map(|party| self.gain(*at, *party));
            gains.fold(Exact::one(), |product, gain| product * gain)
        });
        self.named(value, points)
    }

    pub(super) fn kalai_smorodinsky(&self) -> Named {
        let factors = self.ratio_factors(&self.ideal);
        let points = self.points(&factors, &Leximin);
        let value = points.first().and_then(|at| self.ratios(*at, &self.ideal).min());
        self.named(value, points)
    }

    pub(super) fn egalitarian(&self) -> Named {
        let units: Vec<Exact> = self.lines.iter().map(|line| line.unit.clone()).collect();
        let points = self.points(&common(&units), &Leximin);
        let value = points
            .first()
            .and_then(|at| self.active.iter().map(|party| self.gain(*at, *party)).min());
        self.named(value, points)
    }

    pub(super) fn utilitarian(&self) -> Named {
        let factors = common(self.scaled.units());
        let points = self.sums::<i128>(&factors).or_else(|| self.sums::<BigInt>(&factors));
        let points = points.unwrap_or_default();
        let value = points
            .first()
            .map(|at| self.frontier.vector(*at, self.scaled).into_iter().sum::<Exact>());
        Named { value, points }
    }

    pub(super) fn minspread(&self, most: &[i128]) -> Named {
        let factors = self.ratio_factors(most);
        let points = self.points(&factors, &Spread);
        let value = points.first().and_then(|at| {
            let (low, high) = (self.ratios(*at, most).min()?, self.ratios(*at, most).max()?);
            Some(high - low)
        });
        self.named(value, points)
    }

    fn named(&self, value: Option<Exact>, points: Vec<usize>) -> Named {
        Named { value: value.filter(|_| !self.active.is_empty()), points }
    }

    fn gain(&self, at: usize, party: usize) -> Exact {
        let steps = self.frontier.whole(at).get(party).copied().unwrap_or_default();
        let without = self.disagreement.get(party).cloned().unwrap_or_default();
        self.scaled.exact(party, steps) - without
    }

    /// Gain over the greatest gain, for each party that can gain.
    fn ratios<'b>(&'b self, at: usize, ideal: &'b [i128]) -> impl Iterator<Item = Exact> + 'b {
        self.active.iter().filter_map(move |party| {
            let ideal = self.scaled.exact(*party, *ideal.get(*party)?);
            let most = &ideal - self.disagreement.get(*party)?;
            self.gain(at, *party).over(&most)
        })
    }

    /// What makes gains ratios on one scale: the least common multiple of all greatest gains,
    /// divided by the party's own.
    fn ratio_factors(&self, ideal: &[i128]) -> Vec<BigInt> {
        let most: Vec<BigInt> =
            self.lines.iter().zip(ideal).map(|(line, ideal)| line.at(*ideal)).collect();
        let active = |party: &usize| most.get(*party);
        let common = self.active.iter().filter_map(active).fold(BigInt::one(), |a, b| a.lcm(b));
        let own = |most: &BigInt| if most.is_zero() { BigInt::zero() } else { &common / most };
        most.iter().map(own).collect()
    }

    /// The rational vectors that a rule prefers, in 128 bits if they suffice.
    fn points(&self, factors: &[BigInt], rule: &impl Rule) -> Vec<usize> {
        self.points_in::<i128>(factors, rule)
            .or_else(|| self.points_in::<BigInt>(factors, rule))
            .unwrap_or_default()
    }

    fn points_in<S: Score>(&self, factors: &[BigInt], rule: &impl Rule) -> Option<Vec<usize>> {
        let ready: Vec<Ready<S>> = self
            .active
            .iter()
            .map(|party| {
                let (line, by) = (self.lines.get(*party)?, factors.get(*party)?);
                Some(Ready {
                    party: *party,
                    times: S::of(&line.times)?,
                    less: S::of(&line.less)?,
                    by: S::of(by)?,
                    plain: line.times.is_one(),
                })
            })
            .collect::<Option<_>>()?;
        largest(self.rational, |at, score| {
            let point = self.frontier.whole(at);
            for ready in &ready {
                score.push(ready.scaled_gain(*point.get(ready.party)?)?);
            }
            rule.score(score)
        })
    }

    fn sums<S: Score>(&self, factors: &[BigInt]) -> Option<Vec<usize>> {
        let factors: Vec<S> = factors.iter().map(S::of).collect::<Option<_>>()?;
        largest(self.rational, |at, score: &mut Vec<S>| {
            let mut sum = S::steps(0);
            for (steps, factor) in self.frontier.whole(at).iter().zip(&factors) {
                sum = sum.plus(&S::steps(*steps).times(factor)?)?;
            }
            score.push(sum);
            Some(())
        })
    }
}

/// Turns the gains in a list into what is compared: the larger, the better.
trait Rule {
    fn score<S: Score>(&self, gains: &mut Vec<S>) -> Option<()>;
}

struct Product;
struct Leximin;
struct Spread;

impl Rule for Product {
    fn score<S: Score>(&self, gains: &mut Vec<S>) -> Option<()> {
        let mut rest = gains.drain(..);
        let Some(mut product) = rest.next() else { return Some(()) };
        for gain in rest {
            product = product.times(&gain)?;
        }
        gains.push(product);
        Some(())
    }
}

impl Rule for Leximin {
    fn score<S: Score>(&self, gains: &mut Vec<S>) -> Option<()> {
        gains.sort_unstable();
        Some(())
    }
}

impl Rule for Spread {
    fn score<S: Score>(&self, gains: &mut Vec<S>) -> Option<()> {
        let (Some(low), Some(high)) = (gains.iter().min(), gains.iter().max()) else {
            return Some(());
        };
        let spread = low.minus(high)?;
        gains.clear();
        gains.push(spread);
        Some(())
    }
}

/// Whole numbers that stand to each other as the given numbers do.
pub(super) fn common(numbers: &[Exact]) -> Vec<BigInt> {
    let below =
        numbers.iter().fold(BigInt::one(), |below, number| below.lcm(&number.denominator()));
    let whole: Vec<BigInt> =
        numbers.iter().map(|number| number.numerator() * (&below / number.denominator())).collect();
    let shared = whole.iter().fold(BigInt::zero(), |shared, number| shared.gcd(number));
    if shared.is_zero() { whole } else { whole.into_iter().map(|n| n / &shared).collect() }
}
