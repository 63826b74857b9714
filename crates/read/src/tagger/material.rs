//! Marked spans of a text as tokens of an article.

use std::ops::Range;

use model::Span;

use super::Marked;
use crate::attribution::Attribution;
use crate::doc::Doc;

/// One attribution in bytes of a text, as a person marked it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans {
    /// Who.
    pub source: Vec<Span>,
    /// By which words.
    pub cue: Vec<Span>,
    /// What.
    pub content: Vec<Span>,
}

/// The tokens that a span touches. Empty if the span lies in what is no article.
pub fn tokens_of(doc: &Doc, span: Span) -> Range<usize> {
    let start = doc.tokens.partition_point(|token| token.span.end <= span.start);
    let end = doc.tokens.partition_point(|token| token.span.start < span.end);
    start..end.max(start)
}

impl Marked {
    /// From spans of the text.
    pub fn from_spans(doc: &Doc, spans: &Spans) -> Self {
        let ranges = |spans: &[Span]| {
            let ranges = spans.iter().map(|span| tokens_of(doc, *span));
            ranges.filter(|range| !range.is_empty()).collect()
        };
        Self {
            source: ranges(&spans.source),
            cue: ranges(&spans.cue),
            content: ranges(&spans.content),
        }
    }

    /// From what the rules found.
    pub fn from_rule(item: &Attribution) -> Self {
        Self {
            source: item.source.iter().map(|source| source.full.clone()).collect(),
            cue: item.cue.iter().cloned().collect(),
            content: item.content.clone(),
        }
    }

    /// Whether half of this content, or more, lies in what a person marked, and the source is the
    /// same: words in common, or none on both sides.
    pub fn is_right(&self, gold: &Marked) -> bool {
        let meet = |a: &[Range<usize>], b: &[Range<usize>]| -> usize {
            let one = |x: &Range<usize>, y: &Range<usize>| {
                x.end.min(y.end).saturating_sub(x.start.max(y.start))
            };
            a.iter().map(|x| b.iter().map(|y| one(x, y)).sum::<usize>()).sum()
        };
        let all: usize = self.content.iter().map(Range::len).sum();
        let source = match (self.source.is_empty(), gold.source.is_empty()) {
            (true, true) => true,
            (false, false) => meet(&self.source, &gold.source) > 0,
            _ => false,
        };
        all > 0 && source && 2 * meet(&self.content, &gold.content) >= all
    }
}
