//! One party during talks: what it would offer next, and whether it takes what lies on the table.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::chance::Chance;
use super::curve::{Exponent, given_way};
use super::ranking::{Outcome, Own};
use super::strategy::{Mirror, Seat, Strategy};
use crate::number::Exact;

/// What a party does when it is its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Accept,
    Offer(Outcome),
    Leave,
}

/// An offer on the table, and in which round it was made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) outcome: Outcome,
    pub(super) round: u32,
}

pub(super) struct Player<'a> {
    own: &'a Own,
    rounds: u32,
    floors: Floors,
    chance: Chance,
    mind: Mind,
}

/// The worst level that is acceptable: one for all rounds, or by round.
enum Floors {
    Fixed(Option<u32>),
    ByRound(Vec<Option<u32>>),
}

/// What a strategy remembers.
enum Mind {
    Timed(Exponent),
    TitForTat {
        mirror: Mirror,
        target: i128,
        /// By party: what its last two offers are worth to this one, and whether the last is new.
        heard: Vec<Heard>,
    },
    Micro {
        made: usize,
        /// By party, the deals it has offered; empty for this party itself.
        heard: Vec<BTreeSet<Outcome>>,
        me: usize,
    },
}

#[derive(Clone, Default)]
struct Heard {
    before: Option<i128>,
    now: Option<i128>,
    new: bool,
}

impl<'a> Player<'a> {
    pub(super) fn new(
        own: &'a Own,
        seat: &Seat,
        (me, parties): (usize, usize),
        rounds: u32,
        seed: u64,
    ) -> Self {
        let mind = match seat.strategy {
            Strategy::Timed(exponent) => Mind::Timed(exponent),
            Strategy::TitForTat(mirror) => Mind::TitForTat {
                mirror,
                target: own.most(),
                heard: vec![Heard::default(); parties],
            },
            Strategy::Micro => Mind::Micro { made: 0, heard: vec![BTreeSet::new(); parties], me },
        };
        let floors = floors(own, seat.discount.as_ref(), rounds);
        Self { own, rounds, floors, chance: Chance::new(seed, me), mind }
    }

    /// The worst level it would sign for an offer of this round; `None`: it would sign nothing.
    fn floor(&self, round: u32) -> Option<u32> {
        match &self.floors {
            Floors::Fixed(floor) => *floor,
            Floors::ByRound(floors) => floors.get(round as usize).copied().flatten(),
        }
    }

    /// Its turn.
    pub(super) fn act(&mut self, round: u32, standing: Option<Standing>) -> Turn {
        let takes = |level: u32, player: &Self| {
            standing.is_some_and(|on_the_table| {
                let worth = player.own.level(on_the_table.outcome);
                let floor = player.floor(on_the_table.round);
                worth <= level && floor.is_some_and(|floor| worth <= floor)
            })
        };
        let Some(floor) = self.floor(round) else {
            // An earlier offer may still be worth it.
            return if takes(u32::MAX, self) { Turn::Accept } else { Turn::Leave };
        };
        if matches!(self.mind, Mind::Micro { .. }) {
            return self.micro(floor, takes);
        }
        let level = self.target_level(round, floor);
        if takes(level, self) {
            return Turn::Accept;
        }
        let deals = self.own.at(level);
        let at = if deals.len() > 1 { self.chance.below(deals.len()) } else { 0 };
        deals.get(at).map_or(Turn::Leave, |outcome| Turn::Offer(*outcome))
    }

    /// The level just at or above the target.
    fn target_level(&mut self, round: u32, floor: u32) -> u32 {
        let (most, least) = (self.own.most(), self.own.least());
        let lowest = self.own.levels.get(floor as usize).copied().unwrap_or(most);
        let target = match &mut self.mind {
            Mind::Timed(exponent) => {
                let share = given_way(round, self.rounds.saturating_sub(1), *exponent);
                most - part(most - lowest, share)
            }
            Mind::TitForTat { mirror, target, heard } => {
                *target = answer(*mirror, *target, least, most, heard).clamp(lowest, most);
                *target
            }
            Mind::Micro { .. } => most,
        };
        self.own.last_level_with(target).map_or(0, |level| level.min(floor))
    }

    fn micro(&mut self, floor: u32, takes: impl Fn(u32, &Self) -> bool) -> Turn {
        let Mind::Micro { made, heard, me } = &self.mind else { return Turn::Leave };
        let others = heard.iter().enumerate().filter(|(party, _)| party != me);
        let received = others.map(|(_, deals)| deals.len()).min().unwrap_or(0);
        let made = *made;
        let next = (made <= received)
            .then(|| self.own.nth(made))
            .flatten()
            .filter(|outcome| self.own.level(*outcome) <= floor);
        let Some(last) = next.or_else(|| self.own.nth(made.checked_sub(1)?)) else {
            return Turn::Leave;
        };
        if takes(self.own.level(last), self) {
            return Turn::Accept;
        }
        if let Some(next) = next {
            if let Mind::Micro { made, .. } = &mut self.mind {
                *made += 1;
            }
            return Turn::Offer(next);
        }
        // An old offer again, but none that has sunk below the reserve with time.
        let kept = (0..made)
            .rev()
            .find(|place| self.own.nth(*place).is_some_and(|old| self.own.level(old) <= floor));
        let old = kept.and_then(|kept| {
            let place = self.chance.below(kept + 1);
            self.own.nth(place)
        });
        old.map_or(Turn::Leave, Turn::Offer)
    }

    /// Another party has made an offer.
    pub(super) fn hear(&mut self, party: usize, outcome: Outcome) {
        match &mut self.mind {
            Mind::Timed(_) => {}
            Mind::TitForTat { heard, .. } => {
                let level = self.own.level(outcome) as usize;
                if let Some(heard) = heard.get_mut(party) {
                    heard.before = heard.now;
                    heard.now = self.own.levels.get(level).copied();
                    heard.new = true;
                }
            }
            Mind::Micro { heard, .. } => {
                if let Some(heard) = heard.get_mut(party) {
                    heard.insert(outcome);
                }
            }
        }
    }
}

/// A share of a span, rounded down: the party gives no more than the curve says.
fn part(span: i128, share: u64) -> i128 {
    let share = i128::from(share);
    (span >> 32) * share + (((span & 0xffff_ffff) * share) >> 32)
}

/// The new target after the others' steps; the least step of those who moved is answered.
fn answer(mirror: Mirror, target: i128, least: i128, most: i128, heard: &mut [Heard]) -> i128 {
    let mut answers = Vec::new();
    for heard in heard {
        let new = std::mem::take(&mut heard.new);
        let (Some(before), Some(now), true) = (heard.before, heard.now, new) else { continue };
        answers.push(match mirror {
            Mirror::Absolute => target.saturating_sub(now - before),
            Mirror::Relative => {
                least.saturating_add(in_ratio(target - least, before - least, now - least))
            }
        });
    }
    answers.into_iter().max().unwrap_or(target).min(most)
}

/// `number × above / below`, rounded up; unchanged over nought by nought.
fn in_ratio(number: i128, above: i128, below: i128) -> i128 {
    if below == 0 {
        return if above == 0 { number } else { i128::MAX / 4 };
    }
    let wide = || {
        let product: BigInt = BigInt::from(number) * above + below - 1;
        let whole: BigInt = product / below;
        whole.to_i128().unwrap_or(i128::MAX / 4)
    };
    number
        .checked_mul(above)
        .and_then(|product| product.checked_add(below - 1))
        .map_or_else(wide, |product| product / below)
}

/// From which level on nothing is acceptable any more.
fn floors(own: &Own, discount: Option<&Exact>, rounds: u32) -> Floors {
    let last = u32::try_from(own.levels.len()).unwrap_or(u32::MAX).checked_sub(1);
    let Some(reserve) = own.reserve else { return Floors::Fixed(last) };
    let Some(discount) = discount.filter(|discount| **discount != Exact::one()) else {
        return Floors::Fixed(own.last_level_with(reserve));
    };
    // Worth × (p/q)^round ≥ reserve, without dividing.
    let mut above = BigInt::from(1);
    let mut needed = BigInt::from(reserve);
    let floors = (0..rounds).map(|_| {
        let enough = own.levels.partition_point(|worth| &above * *worth >= needed);
        above *= discount.numerator();
        needed *= discount.denominator();
        u32::try_from(enough.checked_sub(1)?).ok()
    });
    Floors::ByRound(floors.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_a_span_never_runs_over() {
        assert_eq!(part(100, 1 << 31), 50);
        assert_eq!(part(101, 1 << 31), 50);
        assert_eq!(part(1 << 121, 1 << 32), 1 << 121);
        assert_eq!(part(7, 0), 0);
    }

    #[test]
    fn ratios_round_in_the_partys_own_favour() {
        assert_eq!(in_ratio(10, 4, 5), 8);
        assert_eq!(in_ratio(10, 1, 3), 4);
        assert_eq!(in_ratio(10, 0, 0), 10);
        assert!(in_ratio(10, 1, 0) > 1_000);
        assert_eq!(in_ratio(1 << 100, 1 << 100, 1 << 99), 1 << 101);
    }

    #[test]
    fn the_target_answers_the_least_step_among_those_who_moved() {
        let heard = |before, now, new| Heard { before: Some(before), now: Some(now), new };
        let mut two = [heard(10, 20, true), heard(10, 13, true), heard(10, 10, false)];
        assert_eq!(answer(Mirror::Absolute, 90, 0, 100, &mut two), 87);
        assert_eq!(answer(Mirror::Absolute, 87, 0, 100, &mut two), 87, "each step once");
        let mut one = [heard(10, 20, true)];
        assert_eq!(answer(Mirror::Relative, 90, 0, 100, &mut one), 45);
    }
}
