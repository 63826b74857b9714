//! What is agreeable now, and what blocks the rest.
//!
//! Pure functions over [`model`] values: no disk, no clock, no chance.

pub mod agreeable;

pub use agreeable::{Cell, IssueState, Verdict, WhyOpen, agreeable, decides};
