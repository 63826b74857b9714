//! Every admissible deal, ranked for each party, best first. Built once and shared between talks.
//!
//! Deals of equal worth to a party share a level. Levels are compared instead of sums: they are
//! exact, small and need no knowledge of how wide the sums are.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::number::Exact;
use crate::space::{Deal, Plan, Scaled, Space};
use crate::work::{Progress, Stop, Work};

/// The number of an admissible deal, in the order of issues and options.
pub type Outcome = u32;

/// All admissible deals of a space, by each party's own order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    sizes: Vec<usize>,
    /// Each deal as one number, its options being the digits; `None`: all deals are admissible, and
    /// the number is the outcome.
    codes: Option<Vec<u64>>,
    count: u32,
    parties: Vec<Own>,
    units: Vec<Exact>,
}

/// One party's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Own {
    /// Distinct sums, most first, in steps of its scale.
    pub(super) levels: Vec<i128>,
    /// Where each level starts in `order`, and the end.
    starts: Vec<u32>,
    /// Outcomes, best first, then by number.
    order: Vec<Outcome>,
    /// By outcome: its level; 0 is the best.
    level_of: Vec<u32>,
    pub(super) reserve: Option<i128>,
}

impl Ranking {
    /// Ranks all admissible deals. Refused, with their number, where there are more than
    /// `work.most_points`, or where their digits do not fit 64 bits.
    pub fn of(space: &Space, scaled: &Scaled, work: &Work) -> Result<Self, Stop> {
        let admissible = space.admissible_outcomes();
        let limit = work.most_points.min(u64::from(u32::MAX - 1));
        let too_many = |outcomes: BigUint| Stop::TooManyOutcomes { outcomes, limit };
        let count = admissible.to_u64().filter(|count| *count <= limit);
        let count = count.and_then(|count| u32::try_from(count).ok());
        let count = count.ok_or_else(|| too_many(admissible))?;
        let sizes: Vec<usize> = space.issues().iter().map(|issue| issue.options.len()).collect();
        let all = space.outcomes();
        let fits = all.to_u64().ok_or_else(|| too_many(all))?;
        let codes = (fits != u64::from(count)).then(|| codes(space.plan(), &sizes, count));
        let mut out =
            Self { sizes, codes, count, parties: Vec::new(), units: scaled.units().to_vec() };
        for (party, reserve) in scaled.reserves().iter().enumerate() {
            work.tell(Progress {
                done: party as u64,
                of: scaled.parties() as u64,
                points: u64::from(count),
            })?;
            let own = out.rank(scaled, party, *reserve);
            out.parties.push(own);
        }
        Ok(out)
    }

    fn rank(&self, scaled: &Scaled, party: usize, reserve: Option<i128>) -> Own {
        let sums = self.sums(scaled, party);
        let mut order: Vec<Outcome> = (0..self.count).collect();
        let sum = |outcome: &Outcome| sums.get(*outcome as usize).copied().unwrap_or_default();
        order.sort_unstable_by(|a, b| sum(b).cmp(&sum(a)).then(a.cmp(b)));
        let mut own = Own {
            levels: Vec::new(),
            starts: Vec::new(),
            level_of: vec![0; order.len()],
            order,
            reserve,
        };
        let mut level = 0;
        for (at, outcome) in (0_u32..).zip(&own.order) {
            let worth = sum(outcome);
            if own.levels.last() != Some(&worth) {
                level = u32::try_from(own.levels.len()).unwrap_or(u32::MAX);
                own.levels.push(worth);
                own.starts.push(at);
            }
            if let Some(known) = own.level_of.get_mut(*outcome as usize) {
                *known = level;
            }
        }
        own.starts.push(self.count);
        own
    }

    /// By outcome, what it is worth to a party.
    fn sums(&self, scaled: &Scaled, party: usize) -> Vec<i128> {
        let value = |issue: usize, option: usize| {
            let options = scaled.values().get(issue).and_then(|options| options.get(option));
            options.and_then(|values| values.get(party)).copied().unwrap_or_default()
        };
        if self.codes.is_some() {
            let worth = |outcome| {
                let deal = self.deal(outcome);
                deal.iter().enumerate().map(|(issue, option)| value(issue, *option)).sum()
            };
            return (0..self.count).map(worth).collect();
        }
        // All deals in order: each issue repeats what the issues before it give.
        let mut sums = vec![0];
        for (issue, size) in self.sizes.iter().enumerate() {
            let row: Vec<i128> = (0..*size).map(|option| value(issue, option)).collect();
            sums = sums.iter().flat_map(|sum| row.iter().map(move |more| sum + more)).collect();
        }
        sums
    }

    /// How many admissible deals there are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Never: a space has at least one admissible deal.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.parties.len()
    }

    /// The options of an outcome; empty if there is none of that number.
    pub fn deal(&self, outcome: Outcome) -> Deal {
        if outcome >= self.count {
            return Vec::new();
        }
        let code = self
            .codes
            .as_ref()
            .map_or(Some(u64::from(outcome)), |codes| codes.get(outcome as usize).copied());
        let mut rest = code.unwrap_or_default();
        let mut deal: Deal = self
            .sizes
            .iter()
            .rev()
            .map(|size| {
                let size = (*size as u64).max(1);
                let digit = usize::try_from(rest % size).unwrap_or_default();
                rest /= size;
                digit
            })
            .collect();
        deal.reverse();
        deal
    }

    /// The number of a deal; `None` if it is not admissible.
    pub fn outcome(&self, deal: &[usize]) -> Option<Outcome> {
        if deal.len() != self.sizes.len() || deal.iter().zip(&self.sizes).any(|(at, of)| at >= of) {
            return None;
        }
        let digits = deal.iter().zip(&self.sizes);
        let code = digits.fold(0_u64, |code, (at, of)| code * *of as u64 + *at as u64);
        match &self.codes {
            None => u32::try_from(code).ok(),
            Some(codes) => codes.binary_search(&code).ok().and_then(|at| u32::try_from(at).ok()),
        }
    }

    /// What an outcome is worth to a party, in steps of its scale.
    pub fn whole(&self, party: usize, outcome: Outcome) -> Option<i128> {
        let own = self.parties.get(party)?;
        own.levels.get(*own.level_of.get(outcome as usize)? as usize).copied()
    }

    /// What an outcome is worth to a party.
    pub fn exact(&self, party: usize, outcome: Outcome) -> Option<Exact> {
        Some(&Exact::from(self.whole(party, outcome)?) * self.units.get(party)?)
    }

    /// A party's outcomes, best first.
    pub fn best_first(&self, party: usize) -> &[Outcome] {
        self.parties.get(party).map_or(&[], |own| own.order.as_slice())
    }

    pub(super) fn own(&self, party: usize) -> Option<&Own> {
        self.parties.get(party)
    }
}

impl Own {
    pub(super) fn level(&self, outcome: Outcome) -> u32 {
        self.level_of.get(outcome as usize).copied().unwrap_or(u32::MAX)
    }

    /// The deals of a level.
    pub(super) fn at(&self, level: u32) -> &[Outcome] {
        let level = level as usize;
        let (from, to) = (self.starts.get(level), self.starts.get(level + 1));
        let (Some(from), Some(to)) = (from, to) else { return &[] };
        self.order.get(*from as usize..*to as usize).unwrap_or_default()
    }

    /// The outcome at a place of the order.
    pub(super) fn nth(&self, place: usize) -> Option<Outcome> {
        self.order.get(place).copied()
    }

    /// The last level that is worth at least so much; `None` if none is.
    pub(super) fn last_level_with(&self, whole: i128) -> Option<u32> {
        let enough = self.levels.partition_point(|worth| *worth >= whole);
        u32::try_from(enough.checked_sub(1)?).ok()
    }

    pub(super) fn most(&self) -> i128 {
        self.levels.first().copied().unwrap_or_default()
    }

    pub(super) fn least(&self) -> i128 {
        self.levels.last().copied().unwrap_or_default()
    }
}

/// The admissible deals as numbers, sorted: the walk along the plan never runs into a dead end.
fn codes(plan: &Plan, sizes: &[usize], count: u32) -> Vec<u64> {
    let mut shift = vec![1_u64; sizes.len()];
    let mut product = 1_u64;
    for (shift, size) in shift.iter_mut().zip(sizes).rev() {
        *shift = product;
        product = product.saturating_mul(*size as u64);
    }
    // By state: the partial deals that lead there.
    let mut states: Vec<Vec<u64>> = vec![vec![0]];
    for stage in plan.stages() {
        let mut next: Vec<Vec<u64>> = vec![Vec::new(); stage.states];
        let digit = shift.get(stage.issue).copied().unwrap_or_default();
        for step in &stage.steps {
            let (Some(from), Some(into)) = (states.get(step.from), next.get_mut(step.to)) else {
                continue;
            };
            into.extend(from.iter().map(|code| code + digit * step.option as u64));
        }
        states = next;
    }
    let mut out = Vec::with_capacity(count as usize);
    out.extend(states.into_iter().flatten());
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::sample::{linked, toy};

    #[test]
    fn every_deal_is_there_once_and_the_order_is_by_worth() {
        for space in [toy(), linked()] {
            let scaled = Scaled::of(&space).expect("small");
            let ranking = Ranking::of(&space, &scaled, &Work::default()).expect("small");
            assert_eq!(BigUint::from(ranking.len()), space.admissible_outcomes());
            for outcome in 0..ranking.count {
                let deal = ranking.deal(outcome);
                assert!(space.admits(&deal));
                assert_eq!(ranking.outcome(&deal), Some(outcome));
                for party in 0..ranking.parties() {
                    let worth = space.worth(&deal).expect("a deal");
                    assert_eq!(ranking.exact(party, outcome).as_ref(), worth.get(party));
                }
            }
            for party in 0..ranking.parties() {
                let order = ranking.best_first(party);
                assert_eq!(order.len(), ranking.len());
                assert!(
                    order.is_sorted_by(|a, b| {
                        ranking.whole(party, *a) >= ranking.whole(party, *b)
                    })
                );
            }
        }
    }

    #[test]
    fn what_is_not_admissible_has_no_number() {
        let space = linked();
        let scaled = Scaled::of(&space).expect("small");
        let ranking = Ranking::of(&space, &scaled, &Work::default()).expect("small");
        assert_eq!(ranking.outcome(&[2, 0]), None);
        assert_eq!(ranking.outcome(&[9, 0]), None);
        assert_eq!(ranking.outcome(&[0]), None);
        assert!(ranking.deal(1_000_000).is_empty());
    }

    #[test]
    fn a_bound_is_told_and_nothing_is_cut() {
        let space = toy();
        let scaled = Scaled::of(&space).expect("small");
        let work = Work { most_points: 3, ..Work::default() };
        let stop = Ranking::of(&space, &scaled, &work).expect_err("nine deals");
        assert!(matches!(stop, Stop::TooManyOutcomes { limit: 3, .. }));
    }
}
