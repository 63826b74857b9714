//! How far an answer depends on weights and values that nobody told us.
//!
//! Weights and values are drawn many times from what is known of them, for all parties at once, from
//! a seed. Each draw is a space like any other, in whole numbers, and its frontier and Nash deal are
//! exact. What is reported is in what share of the draws a deal is undominated, is the Nash deal, and
//! lies above every reserve, with the error that drawing leaves (after Lahdelma, Hokkanen and
//! Salminen 1998); and which unknown the answer hangs on most. Only errors are floating point.

mod belief;
pub(crate) mod draw;
mod matters;
mod nash;
mod party;
mod share;
#[cfg(test)]
mod tests;

pub use belief::Belief;
pub use matters::{Answer, Matters, Turned, Unknown};
pub use party::Uncertain;
pub use share::Share;

use rustc_hash::FxHashMap;

use crate::frontier::{Frontier, frontier};
use crate::intervals::robust;
use crate::number::Exact;
use crate::packages::Range;
use crate::space::{Deal, Party, Scaled, Space};
use crate::work::{Progress, Stop, Work};
use draw::Chance;
use matters::Record;
use party::Drawer;

/// How to draw, and how much to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// How many.
    pub draws: u64,
    /// The same seed gives the same draws.
    pub seed: u64,
    /// At most so many deals are listed beside those asked about.
    pub listed: usize,
}

impl Default for Draws {
    fn default() -> Self {
        Self { draws: 10_000, seed: 1, listed: 20 }
    }
}

/// How one deal fares over the draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptability {
    /// The deal.
    pub deal: Deal,
    /// It is not worse for everybody than some other.
    pub undominated: Share,
    /// It has the largest Nash product, ties counted for each.
    pub nash: Share,
    /// Every party gets at least its reserve; a party without one is content.
    pub above_reserves: Share,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robustness {
    /// Draws in which some deal gives every party at least what it has without one.
    pub zone: Share,
    /// The deals that were asked about, in their order.
    pub asked: Vec<Acceptability>,
    /// How many deals were undominated in at least one draw.
    pub seen: u64,
    /// The first of these: most often the Nash deal, then most often undominated.
    pub listed: Vec<Acceptability>,
    /// By issue and choice: draws in which the Nash deal takes it; of several, the first in the order of
    /// choices.
    pub choices: Vec<Vec<Share>>,
    /// What is not known, beginning with what the answer hangs on most.
    pub unknowns: Vec<Matters>,
}

/// Draws, and counts. Of the space only issues and constraints are looked at.
pub fn robustness(
    space: &Space,
    parties: &[Uncertain],
    asked: &[Deal],
    draws: &Draws,
    work: &Work,
) -> Result<Robustness, Stop> {
    if let Some(deal) = asked.iter().find(|deal| !space.admits(deal)) {
        return Err(Stop::Mismatch(format!("the deal {deal:?} is not admissible")));
    }
    if parties.is_empty() || draws.draws == 0 || draws.draws > work.most_outcomes {
        let limit = work.most_outcomes;
        return Err(Stop::Mismatch(format!("ask for one party or more, and 1 to {limit} draws")));
    }
    let mut drawer = Drawer::of(space, parties, Chance::of(draws.seed))?;
    let mut tally = Tally::default();
    let mut record = Record::of(&drawer);
    let mut choices: Vec<Vec<u64>> =
        space.issues().iter().map(|issue| vec![0; issue.options.len()]).collect();
    for done in 0..draws.draws {
        work.tell(Progress { done, of: draws.draws, points: tally.deals.len() as u64 })?;
        let scaled = drawer.next()?;
        let frontier = frontier(space, &scaled, work)?;
        let nash = nash::nash(space, &scaled, &frontier);
        tally.add(&frontier, nash.as_deref(), work)?;
        record.add(&drawer, tally.last.as_ref());
        for (row, choice) in choices.iter_mut().zip(tally.last.iter().flatten()) {
            if let Some(count) = row.get_mut(*choice) {
                *count += 1;
            }
        }
    }
    let (mut listed, seen) = tally.best(draws);
    let mut asked: Vec<Acceptability> =
        asked.iter().map(|deal| tally.of(deal, draws.draws)).collect();
    let again = Drawer::of(space, parties, Chance::of(draws.seed))?;
    above_reserves(again, draws.draws, asked.iter_mut().chain(&mut listed).collect())?;
    Ok(Robustness {
        zone: Share { hits: tally.zone, draws: draws.draws },
        asked,
        seen,
        listed,
        choices: choices
            .into_iter()
            .map(|row| row.into_iter().map(|hits| Share { hits, draws: draws.draws }).collect())
            .collect(),
        unknowns: record.matters(),
    })
}

/// Counts by deal.
#[derive(Default)]
struct Tally {
    /// By deal, never walked in the order of hashes: draws in which it is undominated, and in which it is the Nash deal.
    deals: FxHashMap<Deal, (u64, u64)>,
    zone: u64,
    /// The first Nash deal of the last draw.
    last: Option<Deal>,
}

impl Tally {
    fn add(
        &mut self,
        frontier: &Frontier,
        nash: Option<&[usize]>,
        work: &Work,
    ) -> Result<(), Stop> {
        let held = frontier.all_deals_count() + self.deals.len();
        if held > work.most_points.into() {
            return Err(Stop::TooManyOutcomes { outcomes: held, limit: work.most_points });
        }
        self.last = None;
        for at in 0..frontier.len() {
            let best = nash.is_some_and(|nash| nash.binary_search(&at).is_ok());
            let (deals, last) = (&mut self.deals, &mut self.last);
            frontier.every_deal(at, &mut |deal| {
                if best && last.as_ref().is_none_or(|last| deal < last.as_slice()) {
                    *last = Some(deal.to_vec());
                }
                if let Some(counts) = deals.get_mut(deal) {
                    counts.0 += 1;
                    counts.1 += u64::from(best);
                } else {
                    deals.insert(deal.to_vec(), (1, u64::from(best)));
                }
            });
        }
        self.zone += u64::from(nash.is_some());
        Ok(())
    }

    fn of(&self, deal: &Deal, draws: u64) -> Acceptability {
        let (undominated, nash) = self.deals.get(deal).copied().unwrap_or_default();
        Acceptability {
            deal: deal.clone(),
            undominated: Share { hits: undominated, draws },
            nash: Share { hits: nash, draws },
            above_reserves: Share { hits: 0, draws },
        }
    }

    fn best(&self, draws: &Draws) -> (Vec<Acceptability>, u64) {
        let mut all: Vec<(&Deal, &(u64, u64))> = self.deals.iter().collect();
        all.sort_by(|(a, (a_front, a_nash)), (b, (b_front, b_nash))| {
            (b_nash, b_front).cmp(&(a_nash, a_front)).then_with(|| a.cmp(b))
        });
        let listed = all.iter().take(draws.listed).map(|(deal, _)| self.of(deal, draws.draws));
        (listed.collect(), all.len() as u64)
    }
}

/// Draws the same again, and counts in how many draws each deal is above all reserves.
fn above_reserves(
    mut drawer: Drawer,
    draws: u64,
    mut deals: Vec<&mut Acceptability>,
) -> Result<(), Stop> {
    if !drawer.has_reserves() {
        for deal in deals {
            deal.above_reserves.hits = draws;
        }
        return Ok(());
    }
    for _ in 0..draws {
        let scaled = drawer.next()?;
        for deal in &mut deals {
            let sums = scaled.sum(&deal.deal).unwrap_or_default();
            let reserves = scaled.reserves();
            let above =
                sums.iter().zip(reserves).all(|(sum, own)| own.is_none_or(|own| *sum >= own));
            deal.above_reserves.hits += u64::from(above);
        }
    }
    Ok(())
}

/// For each deal whether no other deal beats it under all weights that are possible: at least as
/// good for every party under all of them, and better under some. Exact, by the corners of the
/// beliefs; values must be numbers, not ranges.
pub fn never_beaten(
    space: &Space,
    parties: &[Uncertain],
    deals: &[Deal],
    work: &Work,
) -> Result<Vec<bool>, Stop> {
    let issues = space.issues().len();
    let (mut corners, mut plain) = (Vec::new(), Vec::new());
    for party in parties {
        corners.push(party.weights.corners(issues)?);
        let number = |range: &Range| {
            let same = range.low == range.high;
            same.then(|| range.low.clone()).ok_or_else(|| {
                Stop::Mismatch("give each option one value: corners are of weights only".to_owned())
            })
        };
        let values: Result<Vec<Vec<Exact>>, Stop> =
            party.values.iter().map(|row| row.iter().map(number).collect()).collect();
        plain.push(Party { name: party.name.clone(), values: values?, reserve: None });
    }
    let plain = space.with_parties(plain).map_err(|problems| {
        Stop::Mismatch(problems.first().map_or(String::new(), ToString::to_string))
    })?;
    let (frontier, scaled): (Frontier, Scaled) = robust(&plain, &corners, work)?;
    let on = |deal: &Deal| {
        let sum = scaled.sum(deal).unwrap_or_default();
        space.admits(deal) && frontier.points().any(|point| point == sum.as_slice())
    };
    Ok(deals.iter().map(on).collect())
}
