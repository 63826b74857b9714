//! Reports become cited, attributed statements and positions.
//!
//! [`Reader::read`] never fails: what cannot be read becomes a [`model::Finding`]. It touches no disk and no
//! clock; the caller brings the bytes.

#[cfg(test)]
mod any_input;
mod assemble;
pub mod attribution;
pub mod codes;
pub mod coding;
pub mod corpus;
pub mod crf;
pub mod cues;
pub mod dates;
pub mod decisions;
pub mod disputes;
pub mod doc;
pub mod events;
pub mod figures;
mod hashes;
mod keys;
pub mod lexicon;
pub mod origins;
pub mod page;
mod parallel;
pub mod phrases;
pub mod positions;
#[cfg(test)]
mod properties;
pub mod quotes;
pub mod reading;
pub mod roles;
pub mod shifts;
pub mod speakers;
pub mod stance;
pub mod tagger;
mod tense;
pub mod token;
pub mod topics;

pub use assemble::{Progress, Reader, blocks};
pub use reading::{Origin, Raw, Reading};
