//! How a party makes and takes offers.

use super::curve::Exponent;
use crate::number::Exact;

/// A rule for what to offer next. All accept an offer that is worth at least their own next one
/// (Baarslag, Hindriks and Jonker 2014: AC-next), and nothing below the reserve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// The target falls with time from the best deal to the least acceptable one (Faratin, Sierra
    /// and Jennings 1998).
    Timed(Exponent),
    /// Gives way as much as the other did (Faratin, Sierra and Jennings 1998).
    TitForTat(Mirror),
    /// One new deal for each new deal of the other, in the order of its own worth; else an old one
    /// again (de Jonge 2022).
    Micro,
}

/// How the other's step is measured, always by what it is worth to oneself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mirror {
    /// As a share: the other's offer is now worth a fifth more, so the target sinks in that ratio.
    Relative,
    /// As a difference: the other's offer is worth five steps more, so the target sinks by five.
    Absolute,
}

/// One party at the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its rule.
    pub strategy: Strategy,
    /// What the worth of a deal is multiplied by for each round that has passed before it was
    /// offered: above 0, at most 1. The reserve does not shrink.
    pub discount: Option<Exact>,
}

impl Strategy {
    /// Holds out, and gives way late: time to the power of four.
    pub const fn boulware() -> Self {
        Self::Timed(Exponent::plain(4, 1))
    }

    /// Gives way evenly.
    pub const fn linear() -> Self {
        Self::Timed(Exponent::plain(1, 1))
    }

    /// Gives way early: the fourth root of time.
    pub const fn conceder() -> Self {
        Self::Timed(Exponent::plain(1, 4))
    }
}

impl From<Strategy> for Seat {
    fn from(strategy: Strategy) -> Self {
        Self { strategy, discount: None }
    }
}
