//! The named packages without the frontier, for spaces in which it would be too large.
//!
//! The same walk, with bounds: a good deal is found first, and a partial deal is dropped when even
//! its best completion cannot be as good. For the Nash product the bound is the inequality of
//! arithmetic and geometric means around that deal; for the rules that look at the worst-off it is
//! what each party must get at least, and weighted sums of that. Bounds are whole numbers, and what
//! just reaches them is kept, so results and ties are exact.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::gains::{Gains, common};
use super::search::{Known, Weighting, climb, root_up, shorten, weightings};
use super::{Direct, DirectFound, Disagreement, Pinned, PinnedVector, point};
use crate::count::extremes;
use crate::frontier::cut::{Cut, weight_bits};
use crate::frontier::{Frontier, frontier_within};
use crate::number::Exact;
use crate::space::{Scaled, Space};
use crate::work::{Stop, Work};

/// At most so many witnesses of each vector.
const WITNESSES: usize = 4;
/// So many weighted sums bound the search for the worst-off.
const BOUNDS: usize = 6;

/// Finds the named packages without the frontier.
pub fn solve_directly(
    space: &Space,
    disagreement: &Disagreement,
    work: &Work,
) -> Result<Direct, Stop> {
    let scaled = Scaled::of(space)?;
    let disagreement = point(&scaled, &extremes(space, &scaled), disagreement)?;
    // With the disagreement point as reserve it lies on the parties' scales.
    let mut parties = space.parties().to_vec();
    for (party, without) in parties.iter_mut().zip(&disagreement) {
        party.reserve = Some(without.clone());
    }
    let space = space.with_parties(parties).map_err(|problems| {
        Stop::Mismatch(problems.first().map_or(String::new(), ToString::to_string))
    })?;
    let scaled = Scaled::of(&space)?;
    let without: Vec<i128> = scaled.reserves().iter().copied().flatten().collect();
    let mut search = Search {
        space: &space,
        scaled: &scaled,
        disagreement: &disagreement,
        without,
        ideal: Vec::new(),
        active: Vec::new(),
        weightings: Vec::new(),
        pool: Vec::new(),
        work,
    };
    let found = if search.start()? { Some(search.found()?) } else { None };
    Ok(Direct { disagreement, found })
}

/// The rules that are found without the frontier.
#[derive(Debug, Clone, Copy)]
enum Which {
    Nash,
    KalaiSmorodinsky,
    Egalitarian,
    Utilitarian,
}

struct Search<'a> {
    space: &'a Space,
    scaled: &'a Scaled,
    disagreement: &'a [Exact],
    without: Vec<i128>,
    ideal: Vec<i128>,
    active: Vec<usize>,
    weightings: Vec<Weighting>,
    /// Rational deals known so far.
    pool: Vec<Known>,
    work: &'a Work<'a>,
}

impl Search<'_> {
    /// Finds some rational deals, the ideals and who can gain; `false` if nothing is rational.
    fn start(&mut self) -> Result<bool, Stop> {
        let extremes = extremes(self.space, self.scaled);
        let spans: Vec<BigInt> =
            extremes.most.iter().zip(&self.without).map(|(a, b)| BigInt::from(a - b)).collect();
        if spans.iter().any(Signed::is_negative) {
            return Ok(false);
        }
        self.explore(&inverse(&spans));
        let binding = extremes.least.iter().zip(&self.without).any(|(least, d)| least < d);
        if self.pool.is_empty() {
            let frontier = self.within(&[])?;
            if frontier.is_empty() {
                return Ok(false);
            }
            for at in 0..frontier.len().min(64) {
                let whole = frontier.whole(at).to_vec();
                let deals = frontier.deals(at, 1).into_iter();
                self.pool.extend(deals.map(|deal| Known { whole: whole.clone(), deal }));
            }
        }
        self.ideal = extremes.most;
        if binding {
            for party in 0..self.without.len() {
                let own = |known: &Known| known.whole.get(party).copied();
                let best = self.pool.iter().filter_map(own).max().unwrap_or_default();
                let cut = Cut::floor(self.without.len(), party, best);
                let frontier = self.within(&[cut])?;
                let most = frontier.points().filter_map(|whole| whole.get(party).copied()).max();
                if let (Some(ideal), Some(most)) = (self.ideal.get_mut(party), most) {
                    *ideal = most;
                }
            }
        }
        let gains = self.ideal.iter().zip(&self.without).enumerate();
        self.active = gains.filter(|(_, (a, b))| a > b).map(|(party, _)| party).collect();
        Ok(true)
    }

    fn found(&mut self) -> Result<DirectFound, Stop> {
        let spans: Vec<BigInt> = (0..self.ideal.len()).map(|party| self.span(party)).collect();
        let units = common(self.scaled.units());
        Ok(DirectFound {
            ideal: self.scaled.vector(&self.ideal),
            active: self.active.clone(),
            nash: unless_cancelled(self.nash())?,
            kalai_smorodinsky: unless_cancelled(
                self.worst_off(&inverse(&spans), Which::KalaiSmorodinsky),
            )?,
            egalitarian: unless_cancelled(self.worst_off(&units, Which::Egalitarian))?,
            utilitarian: unless_cancelled(self.utilitarian())?,
        })
    }

    /// The largest gain of a party.
    fn span(&self, party: usize) -> BigInt {
        let (ideal, without) = (self.ideal.get(party), self.without.get(party));
        BigInt::from(ideal.copied().unwrap_or_default() - without.copied().unwrap_or_default())
    }

    fn gain(&self, whole: &[i128], party: usize) -> BigInt {
        let (sum, without) = (whole.get(party), self.without.get(party));
        BigInt::from(sum.copied().unwrap_or_default() - without.copied().unwrap_or_default())
    }

    fn is_rational(&self, whole: &[i128]) -> bool {
        whole.iter().zip(&self.without).all(|(sum, without)| sum >= without)
    }

    /// Adds the rational deals among those that are best under many weightings.
    fn explore(&mut self, factors: &[BigInt]) {
        let (tried, deals) = weightings(self.space, self.scaled, &self.without, factors);
        self.weightings.extend(tried);
        let rational: Vec<Known> =
            deals.into_iter().filter(|known| self.is_rational(&known.whole)).collect();
        self.pool.extend(rational);
        self.pool.sort();
        self.pool.dedup();
    }

    /// The undominated rational vectors within some cuts.
    fn within(&self, cuts: &[Cut]) -> Result<Frontier, Stop> {
        let parties = self.without.len();
        let floors = self.without.iter().enumerate();
        let mut all: Vec<Cut> =
            floors.map(|(party, least)| Cut::floor(parties, party, *least)).collect();
        all.extend_from_slice(cuts);
        frontier_within(self.space, self.scaled, &all, self.work)
    }

    /// The best known deal by a score, after climbing from the best few.
    fn incumbent(
        &mut self,
        score: &dyn Fn(&Self, &[i128]) -> Vec<BigInt>,
    ) -> Option<(BigInt, Known)> {
        const STARTS: usize = 6;
        let mut ranked: Vec<(Vec<BigInt>, Known)> =
            self.pool.iter().map(|known| (score(self, &known.whole), known.clone())).collect();
        ranked.sort_by(|a, b| b.cmp(a));
        let own = |whole: &[i128]| self.is_rational(whole).then(|| score(self, whole));
        let climbed: Vec<(Vec<BigInt>, Known)> = ranked
            .iter()
            .take(STARTS)
            .filter_map(|(_, known)| climb(self.space, self.scaled, known, &own))
            .collect();
        self.pool.extend(climbed.iter().map(|(_, known)| known.clone()));
        let (height, known) = climbed.into_iter().max()?;
        Some((height.into_iter().next()?, known))
    }

    fn nash(&mut self) -> Result<Pinned, Stop> {
        let product = |search: &Self, whole: &[i128]| {
            vec![search.active.iter().map(|party| search.gain(whole, *party)).product()]
        };
        let cuts = match self.incumbent(&product) {
            Some((best, known)) if best.is_positive() => self.nash_cuts(&best, &known.whole),
            _ => Vec::new(),
        };
        let frontier = self.within(&cuts)?;
        Ok(self.pin(&frontier, Which::Nash))
    }

    /// A product of gains of at least `best` needs a weighted sum of them, whatever the weights; and
    /// of each party at least what is missing when all others have their most.
    fn nash_cuts(&self, best: &BigInt, whole: &[i128]) -> Vec<Cut> {
        let parties = self.without.len();
        let all: BigInt = self.active.iter().map(|party| self.span(*party)).product();
        let mut cuts = Vec::new();
        for party in &self.active {
            let others = &all / self.span(*party);
            let least = best.div_ceil(&others) + self.without.get(*party).copied().unwrap_or(0);
            cuts.extend(least.to_i128().map(|least| Cut::floor(parties, *party, least)));
        }
        let n = match u32::try_from(self.active.len()) {
            Ok(n) if n > 0 => n,
            _ => return cuts,
        };
        let gains: BigInt = self.active.iter().map(|party| self.gain(whole, *party)).product();
        let share = |party: usize| {
            let own =
                if self.active.contains(&party) { self.gain(whole, party) } else { BigInt::zero() };
            if own.is_zero() { own } else { &gains / own }
        };
        let shares: Vec<BigInt> = (0..parties).map(share).collect();
        let weights = shorten(&shares, weight_bits(self.scaled));
        let product: BigInt =
            self.active.iter().filter_map(|p| weights.get(*p)).map(|w| BigInt::from(*w)).product();
        let least = root_up(&(BigInt::from(n).pow(n) * best * product), n);
        cuts.extend(self.cut(weights, &least));
        cuts
    }

    /// A cut on gains as a cut on sums.
    fn cut(&self, weights: Vec<i128>, least: &BigInt) -> Option<Cut> {
        let own: BigInt =
            weights.iter().zip(&self.without).map(|(w, d)| BigInt::from(*w) * d).sum();
        let least = (least + own).to_i128()?;
        weights.iter().any(|weight| *weight != 0).then_some(Cut { weights, least })
    }

    /// Rules that look at the worst-off first. `factors` bring gains to one scale.
    fn worst_off(&mut self, factors: &[BigInt], rule: Which) -> Result<Pinned, Stop> {
        let factors: Vec<BigInt> = factors
            .iter()
            .enumerate()
            .map(|(at, f)| if self.active.contains(&at) { f.clone() } else { BigInt::zero() })
            .collect();
        self.explore(&factors);
        let least = |search: &Self, whole: &[i128]| {
            let own = |party: &usize| Some(search.gain(whole, *party) * factors.get(*party)?);
            let mut each: Vec<BigInt> = search.active.iter().filter_map(own).collect();
            each.sort();
            each
        };
        let cuts = match self.incumbent(&least) {
            Some((best, _)) => self.worst_off_cuts(&best, &factors),
            None => Vec::new(),
        };
        let frontier = self.within(&cuts)?;
        Ok(self.pin(&frontier, rule))
    }

    /// Each party's gain must be at least its part of `best`; so must every weighted sum.
    fn worst_off_cuts(&self, best: &BigInt, factors: &[BigInt]) -> Vec<Cut> {
        let parties = self.without.len();
        let mut least = self.without.clone();
        for party in &self.active {
            let Some(factor) = factors.get(*party).filter(|factor| !factor.is_zero()) else {
                continue;
            };
            if let (Some(into), Some(own)) =
                (least.get_mut(*party), best.div_ceil(factor).to_i128())
            {
                *into += own;
            }
        }
        let floors = least.iter().enumerate();
        let mut cuts: Vec<Cut> =
            floors.map(|(party, least)| Cut::floor(parties, party, *least)).collect();
        // The weightings under which the room above that is smallest, relative to its size.
        let mut bounds: Vec<(BigInt, &Weighting, i128)> = self
            .weightings
            .iter()
            .map(|weighting| {
                let need = Cut { weights: weighting.weights.clone(), least: 0 }.sum(&least);
                let weights = weighting.weights.iter().enumerate();
                let size: BigInt = weights.map(|(party, w)| self.span(party) * *w).sum();
                let room = BigInt::from(weighting.most - need) << 64_u32;
                (room / size.max(BigInt::one()), weighting, need)
            })
            .collect();
        bounds.sort_by(|a, b| (&a.0, &a.1.weights).cmp(&(&b.0, &b.1.weights)));
        bounds.dedup_by(|a, b| a.1.weights == b.1.weights);
        cuts.extend(
            bounds
                .into_iter()
                .take(BOUNDS)
                .map(|(_, weighting, least)| Cut { weights: weighting.weights.clone(), least }),
        );
        cuts
    }

    fn utilitarian(&mut self) -> Result<Pinned, Stop> {
        let factors = common(self.scaled.units());
        let sum = |search: &Self, whole: &[i128]| {
            let each = factors.iter().enumerate();
            vec![each.map(|(party, factor)| search.gain(whole, party) * factor).sum()]
        };
        let cuts = match self.incumbent(&sum) {
            Some((best, _)) => {
                // Weights rounded up over numbers that are not negative: the bound stays a bound.
                let bits = weight_bits(self.scaled);
                let longest = factors.iter().map(BigInt::bits).max().unwrap_or(0);
                let by = BigInt::one() << longest.saturating_sub(bits.saturating_sub(1));
                let weights: Option<Vec<i128>> =
                    factors.iter().map(|factor| factor.div_ceil(&by).to_i128()).collect();
                weights
                    .and_then(|weights| self.cut(weights, &best.div_ceil(&by)))
                    .into_iter()
                    .collect()
            }
            None => Vec::new(),
        };
        let frontier = self.within(&cuts)?;
        Ok(self.pin(&frontier, Which::Utilitarian))
    }

    /// What a rule chooses among what is left.
    fn pin(&self, frontier: &Frontier, rule: Which) -> Pinned {
        let all: Vec<usize> = (0..frontier.len()).collect();
        let gains =
            Gains::with_ideal(self.scaled, frontier, self.disagreement, &all, self.ideal.clone());
        let named = match rule {
            Which::Nash => gains.nash(),
            Which::KalaiSmorodinsky => gains.kalai_smorodinsky(),
            Which::Egalitarian => gains.egalitarian(),
            Which::Utilitarian => gains.utilitarian(),
        };
        let vectors = named.points.iter().map(|at| PinnedVector {
            vector: frontier.vector(*at, self.scaled),
            outcomes: frontier.deals_count(*at),
            witnesses: frontier.deals(*at, WITNESSES),
        });
        Pinned { value: named.value, vectors: vectors.collect(), held: frontier.held() }
    }
}

/// Too much for one rule is no reason to go without the others; being told to stop is.
fn unless_cancelled(result: Result<Pinned, Stop>) -> Result<Result<Pinned, Stop>, Stop> {
    match result {
        Err(Stop::Cancelled) => Err(Stop::Cancelled),
        other => Ok(other),
    }
}

/// Whole numbers in inverse proportion; nought stays nought.
fn inverse(numbers: &[BigInt]) -> Vec<BigInt> {
    let above = |number: &&BigInt| number.is_positive();
    let shared = numbers.iter().filter(above).fold(BigInt::one(), |a, b| a.lcm(b));
    numbers
        .iter()
        .map(|number| if number.is_positive() { &shared / number } else { BigInt::zero() })
        .collect()
}
