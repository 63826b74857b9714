//! The named solutions, side by side and under stated conventions.
//!
//! - The disagreement point is what each party has without a deal.
//! - A deal is rational when every party gets at least that. Only rational deals are looked at.
//! - A party's ideal is the most it gets in a rational undominated deal. A party whose ideal is what
//!   it has anyway cannot gain; it is named and left out of the rules that compare gains.
//! - Ties are all given.

pub(crate) mod best;
mod direct;
mod gains;
mod pinned;
mod search;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::count::{Extremes, count_at_least, extremes};
use crate::frontier::Frontier;
use crate::number::Exact;
use crate::space::{Scaled, Space};
use crate::work::{Stop, Work};
pub use direct::solve_directly;
use gains::Gains;
pub use pinned::{Direct, DirectFound, Pinned, PinnedVector};

/// What each party has without a deal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Disagreement {
    /// Its reserve; where it has none, the least that an admissible deal gives it.
    #[default]
    ReserveOrLeast,
    /// Nought for everybody.
    Zero,
    /// Told, one number per party.
    Given(Vec<Exact>),
}

/// One solution: what it is worth, and every vector that has this worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Product, worst ratio, least gain, sum or spread. `None` where no party can gain and there is
    /// nothing to compare: then every rational undominated vector stands in the list.
    pub value: Option<Exact>,
    /// Places in the frontier, ascending.
    pub points: Vec<usize>,
}

/// All named solutions under one disagreement point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solutions {
    /// What each party has without a deal.
    pub disagreement: Vec<Exact>,
    /// Places in the frontier of its rational vectors. Empty: there is no zone of agreement.
    pub rational: Vec<usize>,
    /// The solutions, if there is a zone of agreement.
    pub found: Option<Found>,
}

/// The solutions where there is a zone of agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The most that each party gets in a rational undominated deal.
    pub ideal: Vec<Exact>,
    /// Parties that can gain, as places.
    pub active: Vec<usize>,
    /// The largest product of gains (Nash 1950).
    pub nash: Named,
    /// The largest worst ratio of gain to greatest possible gain; ties by the next worst (Kalai and
    /// Smorodinsky 1975, as max-min on a finite set).
    pub kalai_smorodinsky: Named,
    /// The largest least gain; ties by the next least (Kalai 1977, Rawls).
    pub egalitarian: Named,
    /// The largest sum of all parties.
    pub utilitarian: Named,
    /// The smallest difference between the largest and the smallest ratio, with ideals over all
    /// admissible deals. Given for comparison: some programs call this Kalai-Smorodinsky.
    pub equal_ratio_minspread: Named,
}

/// Finds the named solutions on a frontier.
pub fn solve(
    space: &Space,
    scaled: &Scaled,
    frontier: &Frontier,
    disagreement: &Disagreement,
) -> Result<Solutions, Stop> {
    let extremes = extremes(space, scaled);
    let disagreement = point(scaled, &extremes, disagreement)?;
    let floor = floor(scaled, &disagreement);
    let rational: Vec<usize> = frontier
        .points()
        .enumerate()
        .filter(|(_, point)| point.iter().zip(&floor).all(|(sum, floor)| sum >= floor))
        .map(|(at, _)| at)
        .collect();
    let found = Gains::of(scaled, frontier, &disagreement, &rational).map(|gains| Found {
        ideal: scaled.vector(&gains.ideal),
        active: gains.active.clone(),
        nash: gains.nash(),
        kalai_smorodinsky: gains.kalai_smorodinsky(),
        egalitarian: gains.egalitarian(),
        utilitarian: gains.utilitarian(),
        equal_ratio_minspread: gains.minspread(&extremes.most),
    });
    Ok(Solutions { disagreement, rational, found })
}

/// How many admissible deals are rational. Its own question, for it can take longer than all else.
pub fn count_rational(
    space: &Space,
    scaled: &Scaled,
    disagreement: &[Exact],
    work: &Work,
) -> Result<BigUint, Stop> {
    count_at_least(space, scaled, &floor(scaled, disagreement), work)
}

/// The disagreement point as numbers.
fn point(
    scaled: &Scaled,
    extremes: &Extremes,
    disagreement: &Disagreement,
) -> Result<Vec<Exact>, Stop> {
    match disagreement {
        Disagreement::Zero => Ok(vec![Exact::zero(); scaled.parties()]),
        Disagreement::Given(numbers) if numbers.len() == scaled.parties() => Ok(numbers.clone()),
        Disagreement::Given(numbers) => Err(Stop::Mismatch(format!(
            "the disagreement point has {} numbers for {} parties",
            numbers.len(),
            scaled.parties()
        ))),
        Disagreement::ReserveOrLeast => {
            let least = scaled.reserves().iter().zip(&extremes.least);
            let whole: Vec<i128> =
                least.map(|(reserve, least)| reserve.unwrap_or(*least)).collect();
            Ok(scaled.vector(&whole))
        }
    }
}

/// The least whole number of each party's scale that is not below the disagreement point.
pub(crate) fn floor(scaled: &Scaled, disagreement: &[Exact]) -> Vec<i128> {
    disagreement
        .iter()
        .zip(scaled.units())
        .map(|(number, unit)| {
            let steps = number.over(unit).unwrap_or_default();
            let up = steps.numerator().div_ceil(&steps.denominator());
            let edge = if steps.is_negative() { i128::MIN / 4 } else { i128::MAX / 4 };
            up.to_i128().filter(|up| up.unsigned_abs() < edge.unsigned_abs()).unwrap_or(edge)
        })
        .collect()
}
