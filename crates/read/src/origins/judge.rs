//! Whether words that two articles share were copied, or are what anybody would write.

use std::ops::Range;

use super::align::{Seed, Segment, Work, align};
use super::print::Print;

/// What a passage must weigh outside quotation marks. A name weighs 4, a function word 2, any other
/// word 6, a word that differs -1: two sentences in a row that agree, or four that were reworded.
const EVIDENCE: i32 = 84;
/// The same without names and numbers: a list of the delegates is no copy of another list.
const PLAIN: i32 = 44;
/// Equal words in a thousand of the passage, on the longer side.
const DENSITY: usize = 330;
/// When nearly all words of both articles are equal, they are one text, quoted or not.
const IDENTICAL: usize = 900;

/// What two articles share: passages of the later that stand in the earlier, too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shared {
    /// Sorted by the later article; they do not overlap there.
    pub(super) segments: Vec<Segment>,
}

impl Shared {
    /// The same, seen from the other article.
    pub(super) fn turned(self) -> Self {
        let mut segments: Vec<Segment> = self
            .segments
            .into_iter()
            .map(|segment| Segment {
                a: segment.b,
                b: segment.a,
                same: segment.same.into_iter().map(|seed| Seed { b: seed.a, a: seed.b }).collect(),
            })
            .collect();
        segments.sort_by_key(|segment| (segment.b.start, segment.b.end));
        Self { segments }
    }

    /// Words of the later article that lie in a passage.
    pub(super) fn later(&self) -> usize {
        covered(self.segments.iter().map(|segment| segment.b.clone()).collect())
    }

    /// Words of the earlier article that lie in a passage.
    pub(super) fn earlier(&self) -> usize {
        covered(self.segments.iter().map(|segment| segment.a.clone()).collect())
    }

    /// Words that are equal in both.
    pub(super) fn same(&self) -> usize {
        self.segments.iter().map(|segment| segment.same.len()).sum()
    }
}

fn covered(mut ranges: Vec<Range<usize>>) -> usize {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let (mut sum, mut until) = (0, 0);
    for range in ranges {
        sum += range.end.saturating_sub(range.start.max(until));
        until = until.max(range.end);
    }
    sum
}

/// Compares two articles at their shared places, sorted.
pub(super) fn compare(a: &Print, b: &Print, seeds: &[Seed], work: &mut Work) -> Shared {
    let found = distinct(align(&a.words, &b.words, seeds, work));
    let equal: usize = found.iter().map(|segment| segment.same.len()).sum();
    let longer = a.words.len().max(b.words.len());
    if equal * 1000 >= longer * IDENTICAL {
        return Shared { segments: found };
    }
    let segments = found.into_iter().filter(|segment| is_copied(a, b, segment)).collect();
    Shared { segments }
}

/// The heaviest of those that overlap, sorted by the later article.
fn distinct(mut found: Vec<Segment>) -> Vec<Segment> {
    found.sort_by(|one, two| {
        (two.same.len(), one.b.start, one.a.start).cmp(&(one.same.len(), two.b.start, two.a.start))
    });
    let mut out: Vec<Segment> = Vec::new();
    for segment in found {
        let overlaps = |known: &Segment| {
            let both =
                known.b.end.min(segment.b.end).saturating_sub(known.b.start.max(segment.b.start));
            both * 3 > segment.b.len()
        };
        if !out.iter().any(overlaps) {
            out.push(segment);
        }
    }
    // What still overlaps by its edge is cut.
    out.sort_by_key(|segment| (segment.b.start, segment.b.end));
    let mut until = 0;
    out.retain_mut(|segment| {
        segment.same.retain(|seed| seed.b >= until);
        let (Some(first), Some(last)) =
            (segment.same.first().copied(), segment.same.last().copied())
        else {
            return false;
        };
        (segment.a, segment.b) = (first.a..last.a + 1, first.b..last.b + 1);
        until = segment.b.end;
        true
    });
    out
}

fn is_copied(a: &Print, b: &Print, segment: &Segment) -> bool {
    let longer = segment.a.len().max(segment.b.len());
    if segment.same.len() * 1000 < longer * DENSITY {
        return false;
    }
    let (mut told, mut plain, mut equal) = (0, 0, 0_usize);
    for seed in &segment.same {
        let (Some(one), Some(two)) = (a.words.get(seed.a), b.words.get(seed.b)) else { continue };
        if one.quoted || two.quoted {
            continue;
        }
        let weight = i32::from(one.class.weight().min(two.class.weight()));
        told += weight;
        equal += 1;
        if !one.class.is_anchor() && !two.class.is_anchor() {
            plain += weight;
        }
    }
    let narrated = |print: &Print, range: &Range<usize>| {
        let words = print.words.get(range.clone()).unwrap_or_default();
        words.iter().filter(|word| !word.quoted).count()
    };
    let longer = narrated(a, &segment.a).max(narrated(b, &segment.b));
    let missed = i32::try_from(longer.saturating_sub(equal)).unwrap_or(i32::MAX);
    told - missed >= EVIDENCE && plain >= PLAIN
}
