//! The dossier file format: `talks.toml`, `decisions.toml` and the front matter of reports, as text to values.
//!
//! Reading never fails and never stops at the first problem: a wrong entry (or only its wrong
//! field) is left out, all else stays, and every problem is a [`crate::Finding`] with its place
//! and a hint. The keys of the format are written down once, where a reader asks for them.

pub mod codes;
mod conflict_rules;
mod conflicts;
mod deals;
mod decisions;
mod dossier;
mod entry;
mod fields;
mod front;
mod known;
mod near;
mod people;
mod preferences;
mod rounds;
mod sink;
mod syntax;
mod ties;
mod values;
mod weighed;

pub use crate::finding::Code;
pub use decisions::{KEY_DIGITS, KEY_LEAST, decisions, quoted};
pub use dossier::{VERSION, talks};
pub use front::{FrontMatter, front_matter};

/// Which issues and choices exist outside the dossier: those of the built-in lexicon, which this
/// crate does not know.
pub trait KnownIssues {
    /// Whether there is an issue with this id.
    fn issue(&self, id: &str) -> bool;

    /// Whether the issue has this choice.
    fn choice(&self, issue: &str, choice: &str) -> bool;

    /// All issue ids, for hints.
    fn issue_ids(&self) -> Vec<&str> {
        Vec::new()
    }

    /// All choices of an issue, for hints.
    fn choice_ids(&self, issue: &str) -> Vec<&str> {
        let _ = issue;
        Vec::new()
    }

    /// Whether there is an actor with this id. `talks.toml` must name its own actors; decisions may
    /// name those of `talks.toml` and of the built-in lexicon.
    fn actor(&self, id: &str) -> bool {
        let _ = id;
        false
    }

    /// All actor ids, for hints.
    fn actor_ids(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// Knows no issue: only the dossier's own count.
impl KnownIssues for () {
    fn issue(&self, _: &str) -> bool {
        false
    }

    fn choice(&self, _: &str, _: &str) -> bool {
        false
    }
}

/// Takes every issue and every choice for known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnyIssue;

impl KnownIssues for AnyIssue {
    fn issue(&self, _: &str) -> bool {
        true
    }

    fn choice(&self, _: &str, _: &str) -> bool {
        true
    }
}
