//! Laws that hold for every space: fast equals brute force, names and order change nothing, every
//! named solution is undominated.

mod brute;
mod laws;
pub(crate) mod spaces;
