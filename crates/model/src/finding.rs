//! What is wrong with the material, where, and how to mend it. Many at once; never aborts.

use std::fmt;

use crate::names::words;
use crate::span::{LineMap, Span};

words! {
    /// How much it matters.
    Severity {
        /// The material cannot be used as it stands; `check` answers no.
        Error = "error",
        /// It was used, but somebody should look.
        Warning = "warning",
        /// Worth knowing.
        Note = "note",
    }
}

/// Line, column and bytes of a place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The bytes.
    pub span: Span,
}

impl Spot {
    /// The spot of a span in a text.
    pub fn new(text: &str, lines: &LineMap, span: Span) -> Self {
        let (line, column) = lines.line_and_column(text, span.start.min(text.len()));
        Self { line, column, span }
    }
}

/// One kind of problem. Each area has one table of them, from which `check --codes` and the
/// reference are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// A letter for the area and three digits. Never used again for another problem.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// A few words, also the name of the folder under `examples/broken/`.
    pub title: &'static str,
    /// What it means.
    pub means: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

impl Code {
    /// A finding of this kind about a file as a whole.
    pub fn of(
        self,
        file: impl Into<String>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Finding {
        let Self { code, severity, .. } = self;
        let (file, message, hint) = (file.into(), message.into(), hint.into());
        Finding { file, spot: None, code, severity, message, hint }
    }
}

/// Writes the table of codes of one area: a constant for each, and `ALL`. A finding can then only
/// be raised with a row of the table.
#[macro_export]
macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $title:literal $means:literal $mend:literal)*) => {
        $(pub(crate) const $name: $crate::Code = $crate::Code {
            code: $code,
            severity: $crate::Severity::$severity,
            title: $title,
            means: $means,
            mend: $mend,
        };)*

        /// Every code of this area, in order.
        pub const ALL: &[$crate::Code] = &[$($name),*];
    };
}

/// One thing about the material that somebody should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as the user named it.
    pub file: String,
    /// Where in it, if it is about a place.
    pub spot: Option<Spot>,
    /// A letter for the area and three digits: `D012`, `R003`. Listed in the reference.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is the case.
    pub message: String,
    /// How to mend it, or what was done instead.
    pub hint: String,
}

impl fmt::Display for Finding {
    /// `file:line:column: severity CODE: message` and the hint on a second line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(spot) = self.spot {
            write!(f, ":{}:{}", spot.line, spot.column)?;
        }
        write!(f, ": {} {}: {}", self.severity, self.code, self.message)?;
        if !self.hint.is_empty() {
            write!(f, "\n    hint: {}", self.hint)?;
        }
        Ok(())
    }
}
