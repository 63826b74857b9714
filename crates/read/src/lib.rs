//! Reports become cited, attributed statements and positions.
//!
//! [`read`] never fails: what cannot be read becomes a [`model::Finding`]. It touches no disk and no
//! clock; the caller brings the bytes.

pub mod attribution;
pub mod cues;
pub mod doc;
pub mod page;
pub mod phrases;
pub mod quotes;
pub mod dates;
pub mod events;
pub mod figures;
pub mod origins;
pub mod phrases;
#[cfg(test)]
mod properties;
pub mod reading;
mod tense;
pub mod token;

pub use reading::{Origin, Raw, Reading};
