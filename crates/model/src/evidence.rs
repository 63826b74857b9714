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
    /// What somebody asked to suppose, in the words of the question. Never in a dossier or a report.
    Assumed(String),
}

impl Evidence {
    /// The place in a report, if it is one.
    pub fn passage(&self) -> Option<&Passage> {
        match self {
            Self::Passage(passage) => Some(passage),
            Self::Entry { .. } | Self::Assumed(_) => None,
        }
    }
}
