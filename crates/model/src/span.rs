//! Places in a text: byte spans, and the lines and columns that people read.

use std::fmt;

/// A half-open range of bytes in one report's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an inverted pair gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// How many bytes both spans share.
    pub fn overlap(self, other: Span) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span around both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words at this place, if the span fits the text.
    pub fn text(self, of: &str) -> Option<&str> {
        of.get(self.start..self.end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

/// Where each line of a text starts, to turn bytes into line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineMap {
    starts: Vec<usize>,
}

impl LineMap {
    /// Finds the line starts of a text; `\n`, `\r\n` and a lone `\r` all end a line.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// Line of a byte, counted from 1.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// The first byte of a line, counted from 1.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn line_and_column(&self, text: &str, at: usize) -> (usize, usize) {
        let line = self.line(at);
        let start = self.starts[line - 1];
        let column = text.get(start..at).map_or(at - start, |head| head.chars().count());
        (line, column + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "añb\r\nc\rd\n";
        let map = LineMap::new(text);
        assert_eq!(map.line_and_column(text, 0), (1, 1));
        assert_eq!(map.line_and_column(text, 3), (1, 3));
        assert_eq!(map.line_and_column(text, 6), (2, 1));
        assert_eq!(map.line_and_column(text, 8), (3, 1));
        assert_eq!(map.line_and_column(text, 10), (4, 1));
    }

    #[test]
    fn spans_measure_what_they_share() {
        let span = Span::new(2, 6);
        assert_eq!(span.overlap(Span::new(5, 9)), 1);
        assert_eq!(span.overlap(Span::new(6, 9)), 0);
        assert!(span.contains(Span::new(2, 3)));
        assert_eq!(Span::new(0, 2).text("é"), Some("é"));
        assert_eq!(Span::new(0, 1).text("é"), None);
    }
}
