//! Movement over several dates or rounds, and why two of them tell no trend.

use std::fmt;

use model::{ActorId, Position, When};

use super::standing::{Stood, as_of};
use super::{Agenda, Movement, between};

/// From so many dates or rounds on, steps are counted side by side.
pub const LEAST_FOR_COUNTS: usize = 5;

/// Movement from each date to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// One fewer than there are dates.
    pub steps: Vec<Movement>,
    /// What may be said of all of them together.
    pub trend: Trend,
}

/// What may be said of several dates together. Never a correlation, a rate or a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trend {
    /// Too few dates.
    NotTold {
        /// How many there are.
        rounds: usize,
    },
    /// How often each party gave way and hardened, in the order of the parties.
    Counts(Vec<Counts>),
}

/// How often a party gave way and hardened, step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The party.
    pub party: ActorId,
    /// Concessions, by step.
    pub concessions: Vec<usize>,
    /// Hardenings, by step.
    pub hardenings: Vec<usize>,
}

impl fmt::Display for Trend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTold { rounds: 0 } => write!(f, "no rounds: nothing to compare"),
            Self::NotTold { rounds: 1 } => write!(f, "one round: nothing to compare"),
            Self::NotTold { rounds } => {
                let words = ["two", "three", "four"].get(rounds.wrapping_sub(2));
                let number = words.map_or_else(|| rounds.to_string(), |word| (*word).to_owned());
                write!(f, "{number} rounds: no trend can be told")
            }
            Self::Counts(counts) => {
                let rounds = counts.first().map_or(0, |counts| counts.concessions.len() + 1);
                write!(f, "{rounds} rounds: counts of steps, and no more than that")
            }
        }
    }
}

/// Movement over several days, each compared with the one before it.
pub fn series(
    positions: &[Position],
    parties: &[ActorId],
    days: &[When],
    agenda: &Agenda,
) -> Series {
    let stood: Vec<Stood> = days.iter().map(|day| as_of(positions, parties, *day)).collect();
    let steps: Vec<Movement> = stood
        .iter()
        .zip(stood.iter().skip(1))
        .map(|(then, now)| between(then, now, parties, agenda))
        .collect();
    let trend = trend(&steps, days.len(), parties);
    Series { steps, trend }
}

fn trend(steps: &[Movement], rounds: usize, parties: &[ActorId]) -> Trend {
    if rounds < LEAST_FOR_COUNTS {
        return Trend::NotTold { rounds };
    }
    let counts = |party: &ActorId| Counts {
        party: party.clone(),
        concessions: steps
            .iter()
            .map(|step| step.concessions().filter(|change| change.party == *party).count())
            .collect(),
        hardenings: steps
            .iter()
            .map(|step| step.hardenings().filter(|change| change.party == *party).count())
            .collect(),
    };
    Trend::Counts(parties.iter().map(counts).collect())
}
