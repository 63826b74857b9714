//! How well predicted attributions match marked ones.

use model::Span;
use read::tagger::{Role, Spans};

/// Right, and of how many.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) of: usize,
}

impl Share {
    pub(crate) fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of a corpus")]
    pub(crate) fn value(self) -> f64 {
        if self.of == 0 { f64::NAN } else { self.right as f64 / self.of as f64 }
    }
}

/// Recall and precision.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Both {
    pub(crate) recall: Share,
    pub(crate) precision: Share,
}

impl Both {
    pub(crate) fn f1(self) -> f64 {
        let (r, p) = (self.recall.value(), self.precision.value());
        if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 }
    }
}

pub(crate) fn shared(a: &[Span], b: &[Span]) -> usize {
    a.iter().map(|x| b.iter().map(|y| x.overlap(*y)).sum::<usize>()).sum()
}

pub(crate) fn size(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

/// Whether `other` covers half of `base`'s content and names an overlapping source.
pub(crate) fn matches(base: &Spans, other: &Spans) -> bool {
    2 * shared(&base.content, &other.content) >= size(&base.content)
        && shared(&base.source, &other.source) > 0
}

/// Whole attributions: those with source and content on both sides.
pub(crate) fn whole(gold: &[Spans], found: &[Spans], score: &mut Both) {
    let complete = |item: &&Spans| !item.source.is_empty() && !item.content.is_empty();
    for item in gold.iter().filter(complete) {
        score.recall.add(found.iter().any(|other| matches(item, other)));
    }
    for item in found.iter().filter(complete) {
        score.precision.add(gold.iter().any(|other| matches(item, other)));
    }
}

/// Words that carry a part in both rows of labels.
pub(crate) fn words(gold: &[u8], found: &[u8], role: Role, score: &mut Both) {
    for (gold, found) in gold.iter().zip(found) {
        let (gold, found) = (Role::of(*gold) == Some(role), Role::of(*found) == Some(role));
        if gold {
            score.recall.add(found);
        }
        if found {
            score.precision.add(gold);
        }
    }
}
