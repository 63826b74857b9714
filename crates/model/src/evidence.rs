//! Where a fact stands: a passage of a report, or an entry of the dossier with its sources.

use crate::id::SourceId;
use crate::span::Span;

/// A place in a report. `source.text[span]` is the quote, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Path of the report as given, the key of [`crate::Report::path`].
    pub report: String,
    /// The bytes.
    pub span: Span,
}

/// What stands behind a fact. Nothing is shown without one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Words in a report.
    Passage(Passage),
    /// An entry that a person made in `talks.toml`.
    Entry {
        /// Line of the entry, from 1.
        line: usize,
        /// The pages that the entry cites; may be empty, which is a finding.
        sources: Vec<SourceId>,
    },
}
