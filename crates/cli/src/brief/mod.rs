//! The brief: the state of the talks as a note in which every line is cited.
//!
//! [`compose()`] turns a reading and a dossier into a plain tree ([`tree::Brief`]); four renderers
//! print the same tree for a terminal, as Markdown, as one HTML file and as JSON. A new section is
//! a file under `sections/` and a line in `compose.rs`; the renderers need no change.

pub(crate) mod board;
mod compose;
mod html;
mod json;
mod markdown;
mod material;
mod names;
mod sections;
mod terminal;
mod timeline_svg;
pub(crate) mod tree;
mod words;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub(crate) use compose::{Options, compose, with_board};
pub(crate) use html::html;
pub(crate) use json::json;
pub(crate) use markdown::markdown;
pub(crate) use names::{Names, inside_a_sentence};
pub(crate) use sections::movement::{Between, Moved, moved};
pub(crate) use sections::supposed::supposed;
pub(crate) use sections::weighing::{OPENING_NOTE, OPENINGS, TOGETHER, Targets, what_blocks};
pub(crate) use terminal::{Look, terminal};
pub(crate) use words::{attitudes_in_words, harmless, plural};
