//! Reports become cited, attributed statements and positions.
//!
//! [`read`] never fails: what cannot be read becomes a [`model::Finding`]. It touches no disk and no
//! clock; the caller brings the bytes.

pub mod lexicon;
pub mod phrases;
pub mod reading;
pub mod token;

pub use reading::{Origin, Raw, Reading};
