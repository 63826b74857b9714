//! Counts and amounts in a report.

pub(crate) mod number;
