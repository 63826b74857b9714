//! What is agreeable now, what blocks the rest, and which packages are best.
//!
//! Pure functions over plain values: no disk, no clock, no chance, and no floating point where
//! something is decided.

pub mod agreeable;
pub mod blockers;
pub mod conflict;
pub mod count;
pub mod enumerate;
pub mod frontier;
mod hitting;
pub mod intervals;
pub mod movement;
pub mod number;
pub mod opposition;
pub mod order;
pub mod packages;
pub mod robust;
pub mod scenarios;
pub mod simulate;
pub mod solutions;
pub mod space;
pub mod tagged;
pub mod trades;
pub mod work;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;

pub use agreeable::{Cell, IssueState, Parts, Verdict, WhyOpen, agreeable, decides};
pub use blockers::{Blockers, Bounds, Question, Soft, blockers};
pub use count::{Extremes, count_at_least, extremes};
pub use enumerate::{Additive, Enumerated, EnumeratedPoint, Table, enumerate};
pub use frontier::{Estimate, Frontier, distinct_vectors, estimate, frontier, frontier_above};
pub use intervals::{WeightRanges, robust, vertices};
pub use number::{Exact, NumberError};
pub use opposition::{Opposition, opposition};
pub use order::{Demand, Order, order};
pub use packages::{Agenda, Packages, packages};
pub use robust::{Belief, Draws, Robustness, Uncertain, never_beaten, robustness};
pub use scenarios::{Scenarios, scenarios};
pub use solutions::{
    Direct, DirectFound, Disagreement, Found, Named, Pinned, PinnedVector, Solutions,
    count_rational, solve, solve_directly,
};
pub use space::{Choice, Constraint, Deal, Draft, Issue, Party, Plan, Problem, Scaled, Space};
pub use tagged::{Evidence, Link, RedLine};
pub use trades::{Trade, Trades, no_worse, trades};
pub use work::{Progress, Stop, Work};

/// Counts of any size.
pub use num_bigint::BigUint;
