//! Figures as reports and dossiers give them: with their state, never as bare numbers.

use std::collections::BTreeSet;

use crate::names::words;
use crate::position::Flag;
use crate::span::Span;

words! {
    /// What sort of count it is.
    CountState {
        /// Given as exact.
        Exact = "exact",
        /// "at least", "more than".
        AtLeast = "at_least",
        /// "up to", "at most", "fewer than".
        AtMost = "at_most",
        /// "about", "some", "nearly", "estimated".
        About = "about",
        /// Computed from other figures.
        Derived = "derived",
        /// Contradicted by another account.
        Disputed = "disputed",
        /// Withheld on purpose until something is done.
        Embargoed = "embargoed",
        /// Not known. Never zero.
        NotKnown = "not_known",
    }
}

/// One figure in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The report's path.
    pub report: String,
    /// Plain digits, with a decimal point if need be: `6000`, `6170000000`, `2.5`.
    pub value: String,
    /// The upper end, when a range is given.
    pub to: Option<String>,
    /// What the number counts: `drones`, `USD`, `years`.
    pub unit: String,
    /// What it is about, in the words beside it.
    pub of: String,
    /// Exact, at least, about, ...
    pub state: CountState,
    /// `true` each, `false` in all, `None` not told.
    pub each: Option<bool>,
    /// Who gives the figure, in words; `None` when the report itself does.
    pub attributed_to: Option<String>,
    /// The words.
    pub span: Span,
    /// Hearsay and the like.
    pub flags: BTreeSet<Flag>,
}
