//! Alternating offers: two parties in turn, or more by the stacked protocol (Aydoğan, Festen,
//! Hindriks and Jonker 2017), in which whoever's turn it is accepts what lies on the table, puts
//! something else there, or leaves. A deal stands when all others have accepted it.

use super::player::{Player, Standing, Turn};
use super::ranking::{Outcome, Ranking};
use super::strategy::Seat;
use crate::number::Exact;
use crate::space::Deal;
use crate::work::Stop;

/// More rounds than this are not played.
const MOST_ROUNDS: u32 = 1_000_000;
/// With a discount, whose exact powers grow from round to round.
const MOST_DISCOUNTED: u32 = 10_000;

/// What one party did in its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The round, counted from 0.
    pub round: u32,
    /// The party's place.
    pub party: u32,
    /// What it did.
    pub what: What,
}

/// What can be done in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Puts a deal on the table.
    Offer(Outcome),
    /// Takes the deal on the table.
    Accept(Outcome),
    /// Goes: no deal is worth as much to it as none.
    Leave,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All others accepted what one offered.
    Deal {
        /// The deal.
        outcome: Outcome,
        /// The round in which it was offered; a discount counts up to there.
        offered: u32,
        /// The round in which the last party accepted.
        accepted: u32,
    },
    /// The rounds were used up.
    Deadline,
    /// A party went.
    Left {
        /// Its place.
        party: usize,
    },
}

/// One run: every act, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talks {
    /// In order.
    pub acts: Vec<Act>,
    /// How it ended.
    pub ended: Ended,
}

/// An act with its deal spelled out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The act.
    pub act: Act,
    /// The options of the deal; empty when the party left.
    pub deal: Deal,
    /// What the deal is worth to each party, before any discount; empty when the party left.
    pub worth: Vec<Exact>,
}

/// Plays alternating offers. `seats` are in the order of the parties, which is also the order of
/// turns; each party has one turn in each of at most `rounds` rounds.
pub fn alternate(ranking: &Ranking, seats: &[Seat], rounds: u32, seed: u64) -> Result<Talks, Stop> {
    check(ranking, seats, rounds)?;
    let parties = seats.len();
    let mut players: Vec<Player<'_>> = seats
        .iter()
        .enumerate()
        .filter_map(|(at, seat)| {
            Some(Player::new(ranking.own(at)?, seat, (at, parties), rounds, seed))
        })
        .collect();
    let mut acts = Vec::with_capacity((rounds as usize * parties).min(256));
    let mut standing: Option<Standing> = None;
    let mut accepted = 0;
    for round in 0..rounds {
        for party in 0..parties {
            let Some(player) = players.get_mut(party) else { continue };
            let turn = player.act(round, standing);
            let place = u32::try_from(party).unwrap_or(u32::MAX);
            let mut note = |what| acts.push(Act { round, party: place, what });
            match (turn, standing) {
                (Turn::Accept, Some(taken)) => {
                    note(What::Accept(taken.outcome));
                    accepted += 1;
                    if accepted + 1 == parties {
                        let (outcome, offered) = (taken.outcome, taken.round);
                        let ended = Ended::Deal { outcome, offered, accepted: round };
                        return Ok(Talks { acts, ended });
                    }
                }
                (Turn::Offer(outcome), _) => {
                    note(What::Offer(outcome));
                    standing = Some(Standing { outcome, round });
                    accepted = 0;
                    for (other, player) in players.iter_mut().enumerate() {
                        if other != party {
                            player.hear(party, outcome);
                        }
                    }
                }
                (Turn::Leave, _) | (Turn::Accept, None) => {
                    note(What::Leave);
                    return Ok(Talks { acts, ended: Ended::Left { party } });
                }
            }
        }
    }
    Ok(Talks { acts, ended: Ended::Deadline })
}

fn check(ranking: &Ranking, seats: &[Seat], rounds: u32) -> Result<(), Stop> {
    let wrong = |what: String| Err(Stop::Mismatch(what));
    if seats.len() != ranking.parties() {
        return wrong(format!("{} seats for {} parties", seats.len(), ranking.parties()));
    }
    if seats.len() < 2 {
        return wrong("offers need at least two parties".to_owned());
    }
    let discounts = || seats.iter().filter_map(|seat| seat.discount.as_ref());
    if discounts().any(|factor| factor.is_negative() || factor.is_zero() || *factor > Exact::one())
    {
        return wrong("a discount must be above 0 and at most 1".to_owned());
    }
    let most = if discounts().next().is_some() { MOST_DISCOUNTED } else { MOST_ROUNDS };
    if rounds == 0 || rounds > most {
        return wrong(format!("{rounds} rounds; from 1 to {most} can be played"));
    }
    Ok(())
}

impl Talks {
    /// The deal, if there is one.
    pub fn deal(&self) -> Option<Outcome> {
        match self.ended {
            Ended::Deal { outcome, .. } => Some(outcome),
            Ended::Deadline | Ended::Left { .. } => None,
        }
    }

    /// How many rounds were begun.
    pub fn rounds(&self) -> u32 {
        self.acts.last().map_or(0, |act| act.round + 1)
    }

    /// Every act with its deal and what that is worth to each party.
    pub fn told<'a>(&'a self, ranking: &'a Ranking) -> impl Iterator<Item = Told> + 'a {
        self.acts.iter().map(|act| {
            let outcome = match act.what {
                What::Offer(outcome) | What::Accept(outcome) => Some(outcome),
                What::Leave => None,
            };
            let worth = |outcome| {
                (0..ranking.parties()).filter_map(|party| ranking.exact(party, outcome)).collect()
            };
            Told {
                act: *act,
                deal: outcome.map(|outcome| ranking.deal(outcome)).unwrap_or_default(),
                worth: outcome.map(worth).unwrap_or_default(),
            }
        })
    }

    /// What the deal is worth to each party after its discount.
    pub fn result(&self, ranking: &Ranking, seats: &[Seat]) -> Option<Vec<Exact>> {
        let Ended::Deal { outcome, offered, .. } = self.ended else { return None };
        seats
            .iter()
            .enumerate()
            .map(|(party, seat)| {
                let worth = ranking.exact(party, outcome)?;
                let Some(discount) = &seat.discount else { return Some(worth) };
                let above = discount.numerator().pow(offered);
                let factor = Exact::ratio(above, discount.denominator().pow(offered))?;
                Some(worth * factor)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
