//! What a word can be in an attribution, and how marked spans become one label a word.

use std::ops::Range;

/// How many labels there are.
pub const LABELS: usize = 7;

/// The three parts of an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who.
    Source,
    /// By which words.
    Cue,
    /// What.
    Content,
}

impl Role {
    /// The label of the first word, or of a later word.
    pub fn label(self, first: bool) -> u8 {
        1 + 2 * (self as u8) + u8::from(!first)
    }

    /// The part that a label belongs to; label 0 belongs to none.
    pub fn of(label: u8) -> Option<Self> {
        [Self::Source, Self::Cue, Self::Content]
            .get(usize::from(label.checked_sub(1)? / 2))
            .copied()
    }
}

/// Whether a label begins a span.
pub fn begins(label: u8) -> bool {
    label % 2 == 1
}

/// A later word follows only a word of the same span.
pub fn allowed(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// The tokens of one attribution, as marked by a person or found by a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// Who; empty for hearsay.
    pub source: Vec<Range<usize>>,
    /// By which words.
    pub cue: Vec<Range<usize>>,
    /// What, a range a piece.
    pub content: Vec<Range<usize>>,
}

/// One label a token. Where attributions stand inside each other, the outer content wins, and of
/// two sources or cues the longer.
pub fn labels(count: usize, items: &[Marked]) -> Vec<u8> {
    let mut out = vec![0; count];
    let mut put = |ranges: Vec<&Range<usize>>, role: Role| {
        let mut ranges: Vec<&Range<usize>> = ranges;
        ranges.sort_by_key(|range| (std::cmp::Reverse(range.len()), range.start));
        for range in ranges {
            let end = range.end.min(count);
            if range.start >= end || out[range.start..end].iter().any(|label| *label != 0) {
                continue;
            }
            out[range.start..end].fill(role.label(false));
            out[range.start] = role.label(true);
        }
    };
    put(items.iter().flat_map(|item| &item.content).collect(), Role::Content);
    put(items.iter().flat_map(|item| &item.cue).collect(), Role::Cue);
    put(items.iter().flat_map(|item| &item.source).collect(), Role::Source);
    out
}

/// The spans of a row of labels, in order.
pub fn spans(labels: &[u8]) -> Vec<(Role, Range<usize>)> {
    let mut out: Vec<(Role, Range<usize>)> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let Some(role) = Role::of(*label) else { continue };
        match out.last_mut() {
            Some((last, range)) if *last == role && range.end == at && !begins(*label) => {
                range.end = at + 1;
            }
            _ => out.push((role, at..at + 1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init, reason = "a list of one piece")]
    use super::*;

    #[test]
    fn spans_come_back_from_labels() {
        let item = Marked { source: vec![0..2], cue: vec![2..3], content: vec![3..6, 7..9] };
        // Inside the content another one, which is swallowed.
        let inner = Marked { source: vec![3..4], cue: vec![4..5], content: vec![5..6] };
        let row = labels(10, &[inner, item]);
        assert_eq!(row, [1, 2, 3, 5, 6, 6, 0, 5, 6, 0]);
        assert_eq!(
            spans(&row),
            [(Role::Source, 0..2), (Role::Cue, 2..3), (Role::Content, 3..6), (Role::Content, 7..9)]
        );
        assert!(row.windows(2).all(|w| allowed(w[0].into(), w[1].into())));
        assert!(!allowed(0, 2) && !allowed(1, 6));
    }
}
