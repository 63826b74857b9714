//! What is agreeable now, what blocks the rest, and which packages are best.
//!
//! Pure functions over plain values: no disk, no clock, no chance, and no floating point where
//! something is decided.

pub mod agreeable;
pub mod number;
pub mod space;
pub mod work;

pub use agreeable::{Cell, IssueState, Verdict, WhyOpen, agreeable, decides};
pub use number::{Exact, NumberError};
pub use space::{Choice, Constraint, Deal, Draft, Issue, Party, Plan, Problem, Scaled, Space};
pub use work::{Progress, Stop, Work};
