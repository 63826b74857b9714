//! Bargaining scenarios of other programs, in and out: GENIUS, GeniusWeb, NegMAS.
//!
//! Bytes become a [`weigh::Draft`], and a draft becomes files. No disk here: the caller lists the
//! folder and writes what comes back. What cannot be read or written is a finding with its line.

mod build;
pub mod codes;
mod folder;
mod genius;
mod geniusweb;
mod negmas;
mod place;
mod source;
mod tree;
mod write;

#[cfg(test)]
mod properties;

pub use folder::{Kind, Read, Reading, Scenario, read, read_as, recognise};
pub use write::{Written, write};
