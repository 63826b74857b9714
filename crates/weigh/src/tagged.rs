//! Red lines and links with the party they come from and the evidence for them.
//!
//! The engine does not look into evidence: it hands the numbers through to whoever asked, who knows
//! which statement or position they stand for.

use crate::space::{Choice, Constraint};

/// Places of whatever supports something, in the caller's own list. Empty: nothing was given.
pub type Evidence = Vec<usize>;

/// A party will not have this choice of this issue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RedLine {
    /// Whose it is, as a place.
    pub party: usize,
    /// The issue.
    pub issue: usize,
    /// What is refused.
    pub choice: Choice,
    /// What it rests on.
    pub evidence: Evidence,
}

/// "This only if that": one of `options` only together with one of `requires_options`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Whose condition it is; `None`: nobody's, it lies in the matter.
    pub party: Option<usize>,
    /// The issue that depends.
    pub issue: usize,
    /// The options that depend.
    pub options: Vec<Choice>,
    /// The issue on which they depend.
    pub requires_issue: usize,
    /// What it must then be settled by.
    pub requires_options: Vec<Choice>,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Link {
    /// The same without party and evidence.
    pub fn constraint(&self) -> Constraint {
        Constraint::OnlyIf {
            issue: self.issue,
            options: self.options.clone(),
            requires_issue: self.requires_issue,
            requires_options: self.requires_options.clone(),
        }
    }
}
