//! Talks played through with documented strategies, for teaching and for what-if: alternating
//! offers, and a single text that a mediator carries back and forth. What comes out says how such
//! strategies fare, never what people will do.
//!
//! Chance is an argument: the same seed gives the same trace. Worth is compared exactly; floating
//! point stays in `curve`, where no comparison of deals is made.

mod best_first;
mod chance;
mod curve;
mod offers;
mod player;
mod ranking;
#[cfg(test)]
pub(crate) mod sample;
mod strategy;
mod text;

pub use best_first::BestFirst;
pub use curve::Exponent;
pub use offers::{Act, Ended, Talks, Told, What, alternate};
pub use ranking::{Outcome, Ranking};
pub use strategy::{Mirror, Seat, Strategy};
pub use text::{Mediated, Proposal, SingleText, Start, Voter, mediate};
