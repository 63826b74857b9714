//! How much work is allowed, how far it is, and why it stopped.

use std::fmt;
use std::ops::ControlFlow;

use num_bigint::BigUint;

/// How far a long computation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Issues (or scenarios, or outcomes) done.
    pub done: u64,
    /// Of how many; 0: not known.
    pub of: u64,
    /// Undominated partial deals held at the moment.
    pub points: u64,
}

/// What a computation may take, and whom it tells how far it is. Answering `Break` stops it.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// The most undominated vectors (or entries of a table) kept at once.
    pub most_points: u64,
    /// The most outcomes looked at one by one.
    pub most_outcomes: u64,
    /// Called now and then.
    pub watch: &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync),
}

/// Why there is no result. There is never half of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Somebody said so.
    Cancelled,
    /// The values of a party have no common scale that the engine can hold.
    TooFine {
        /// The party's name.
        party: String,
        /// How many bits its sums would take.
        bits: u64,
    },
    /// More undominated vectors than allowed.
    TooManyPoints {
        /// The bound.
        limit: u64,
        /// Issues walked so far.
        after: usize,
        /// Of how many.
        of: usize,
    },
    /// More outcomes than may be looked at one by one.
    TooManyOutcomes {
        /// How many there are.
        outcomes: BigUint,
        /// The bound.
        limit: u64,
    },
    /// More combinations than allowed (of scenarios, of vertices).
    TooManyCombinations {
        /// How many there are.
        combinations: BigUint,
        /// The bound.
        limit: u64,
    },
    /// Two tables that belong together do not fit.
    Mismatch(String),
}

impl Default for Work<'_> {
    fn default() -> Self {
        Self {
            most_points: 5_000_000,
            most_outcomes: 50_000_000,
            watch: &|_| ControlFlow::Continue(()),
        }
    }
}

impl fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work")
            .field("most_points", &self.most_points)
            .field("most_outcomes", &self.most_outcomes)
            .finish_non_exhaustive()
    }
}

impl Work<'_> {
    /// Tells how far it is.
    pub(crate) fn tell(&self, progress: Progress) -> Result<(), Stop> {
        match (self.watch)(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Cancelled),
        }
    }
}

impl Stop {
    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::Cancelled => "start again for the result".to_owned(),
            Self::TooFine { .. } => {
                "write the values with fewer decimals, or as points of a common total".to_owned()
            }
            Self::TooManyPoints { .. } => {
                "score in fewer points (for example 100 in all), which makes the frontier small and keeps it exact; or ask for the named solutions only".to_owned()
            }
            Self::TooManyOutcomes { .. } => {
                "forbid options that nobody would take, or write the values issue by issue: then nothing has to be enumerated".to_owned()
            }
            Self::TooManyCombinations { .. } => "give fewer scenarios".to_owned(),
            Self::Mismatch(_) => "correct the shape of the table".to_owned(),
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => write!(f, "stopped on request"),
            Self::TooFine { party, bits } => write!(
                f,
                "the values of \"{party}\" need whole numbers of {bits} bits on a common scale; 120 are the most"
            ),
            Self::TooManyPoints { limit, after, of } => write!(
                f,
                "more than {limit} undominated partial deals after {after} of {of} issues"
            ),
            Self::TooManyOutcomes { outcomes, limit } => {
                write!(f, "{outcomes} outcomes; at most {limit} are looked at one by one")
            }
            Self::TooManyCombinations { combinations, limit } => {
                write!(f, "{combinations} combinations; at most {limit} are looked at")
            }
            Self::Mismatch(what) => write!(f, "{what}"),
        }
    }
}

impl std::error::Error for Stop {}
