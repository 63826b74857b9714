//! Laws that hold for every conflict: fast equals slow, witnesses hold when replayed, names and order
//! change nothing.

mod laws;
pub(super) mod made;
mod slow;
