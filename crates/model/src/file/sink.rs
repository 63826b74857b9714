//! Where findings gather while a file is read, and how they get their line and column.

use std::cell::RefCell;

use super::near::Near;
use crate::finding::{Code, Finding, Severity, Spot};
use crate::span::Span;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Draft {
    span: Span,
    code: &'static str,
    severity: Severity,
    message: String,
    hint: String,
}

/// Collects what is wrong with one file. Shared by all readers of it.
#[derive(Debug)]
pub(super) struct Sink {
    /// Byte of the file at which the TOML begins: 0, or past the first marker of front matter.
    base: usize,
    /// Places where the TOML itself is broken: disjoint, in order, counted from `base`.
    broken: Vec<Span>,
    drafts: RefCell<Vec<Draft>>,
    /// Finds what was meant.
    pub(super) near: Near,
}

impl Sink {
    pub(super) fn new(base: usize) -> Self {
        Self { base, broken: Vec::new(), drafts: RefCell::default(), near: Near::new() }
    }

    /// Marks where the TOML is broken: what stands there has its finding and gets no second one.
    pub(super) fn break_at(&mut self, mut spans: Vec<Span>) {
        spans.sort_unstable();
        self.broken.clear();
        for span in spans {
            match self.broken.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => self.broken.push(span),
            }
        }
    }

    fn is_broken(&self, span: Span) -> bool {
        let upto = self.broken.partition_point(|broken| broken.start <= span.end);
        upto.checked_sub(1)
            .and_then(|last| self.broken.get(last))
            .is_some_and(|broken| broken.end >= span.start)
    }

    /// One more finding, unless the TOML itself is broken at this place.
    pub(super) fn add(&self, code: Code, span: Span, message: String, hint: String) {
        if !self.is_broken(span) {
            self.add_always(code, span, message, hint);
        }
    }

    /// One more finding, broken place or not. An empty hint becomes what the table of codes says.
    pub(super) fn add_always(&self, code: Code, span: Span, message: String, hint: String) {
        let hint = if hint.is_empty() { general(code.mend) } else { hint };
        let span = Span::new(span.start + self.base, span.end + self.base);
        let Code { code, severity, .. } = code;
        self.drafts.borrow_mut().push(Draft { span, code, severity, message, hint });
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        let drafts = self.drafts.borrow();
        drafts.iter().filter(|draft| draft.severity == Severity::Error).count()
    }

    /// The findings in the order of the file, each with its line and column.
    pub(super) fn into_findings(self, file: &str, text: &str) -> Vec<Finding> {
        let mut drafts = self.drafts.into_inner();
        drafts.sort();
        drafts.dedup();
        let mut walk = Walk::new(text);
        let place = |draft: Draft| {
            let start = text.floor_char_boundary(draft.span.start);
            let end = text.ceil_char_boundary(draft.span.end.min(text.len()));
            let span = Span::new(start, end);
            walk.to(span.start);
            Finding {
                file: file.to_owned(),
                spot: Some(Spot { line: walk.line, column: walk.column, span }),
                code: draft.code,
                severity: draft.severity,
                message: draft.message,
                hint: draft.hint,
            }
        };
        drafts.into_iter().map(place).collect()
    }
}

/// Counts lines and columns once through the text, however many findings one long line has.
pub(super) struct Walk<'a> {
    text: &'a [u8],
    at: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1, column: 1 }
    }

    pub(super) fn to(&mut self, goal: usize) {
        while self.at < goal {
            let Some(byte) = self.text.get(self.at) else { return };
            let lone = *byte == b'\r' && self.text.get(self.at + 1) != Some(&b'\n');
            if *byte == b'\n' || lone {
                self.line += 1;
                self.column = 1;
            } else if byte & 0xC0 != 0x80 {
                self.column += 1;
            }
            self.at += 1;
        }
    }
}

/// The table's sentence in the form of a hint: no capital, no full stop.
fn general(mend: &str) -> String {
    let mut letters = mend.trim_end_matches('.').chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// A value as findings quote it: short, on one line.
pub(super) fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(48).flat_map(char::escape_debug).collect();
    if text.chars().nth(48).is_some() {
        out.push_str("...");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::codes;
    use super::*;
    use crate::span::LineMap;

    #[test]
    fn places_agree_with_the_line_map() {
        let text = "añb\r\nc\rd\n\nxé";
        let sink = Sink::new(0);
        for (at, _) in text.char_indices() {
            sink.add(codes::EMPTY, Span::new(at, at), String::new(), String::new());
        }
        let lines = LineMap::new(text);
        let findings = sink.into_findings("t", text);
        assert_eq!(findings.len(), text.chars().count());
        for finding in findings {
            let spot = finding.spot.expect("a spot");
            // The line map gives the end of a line ending to the next line only after `\n`.
            assert_eq!((spot.line, spot.column), lines.line_and_column(text, spot.span.start));
        }
    }

    #[test]
    fn a_broken_place_gets_one_finding() {
        let mut sink = Sink::new(10);
        sink.break_at(vec![Span::new(4, 6), Span::new(1, 2), Span::new(5, 9)]);
        for (start, end) in [(0, 0), (2, 3), (3, 3), (9, 12), (10, 12)] {
            sink.add(codes::EMPTY, Span::new(start, end), String::new(), String::new());
        }
        let starts: Vec<usize> = sink
            .into_findings("t", &"x".repeat(40))
            .iter()
            .filter_map(|f| f.spot)
            .map(|s| s.span.start)
            .collect();
        assert_eq!(starts, [10, 13, 20]);
    }

    #[test]
    fn long_values_are_cut() {
        assert_eq!(shown("a\nb"), "a\\nb");
        assert_eq!(shown(&"é".repeat(50)).chars().count(), 51);
    }
}
