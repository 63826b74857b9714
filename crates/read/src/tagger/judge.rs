//! How likely a candidate is right: a logistic regression for each way in which it was found.
//!
//! It is fitted on candidates from articles that the tagger had not learned from, so that its
//! probabilities can be taken at their word; `docs/src/methods/scores.md` shows how far.

use crate::crf::logistic;

/// Ways of finding: by both, by the tagger, by the rules, by the rules inside another content.
pub(super) const GROUPS: usize = 4;
/// Weights of one group: one for each number of a shape, and one that always counts.
pub(super) const WEIGHTS: usize = 15;

/// What the judge sees of a candidate; all between 0 and 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shape {
    /// How it was found.
    pub group: usize,
    /// How likely the words of the content are content, on average, and so on.
    pub content: f32,
    /// The same for the source.
    pub source: f32,
    /// The same for the cue.
    pub cue: f32,
    /// Whether there is a source.
    pub has_source: f32,
    /// Whether there is a cue.
    pub has_cue: f32,
    /// Whether the content begins in quotation marks.
    pub quoted: f32,
    /// Whether it stands in a headline or heading.
    pub title: f32,
    /// How long the content is.
    pub length: f32,
    /// The rule's own confidence.
    pub rule: f32,
    /// Found by the structure of the text.
    pub structure: f32,
    /// An act that the writer tells.
    pub told: f32,
}

impl Shape {
    fn numbers(&self) -> [f32; WEIGHTS] {
        [
            1.0,
            self.content,
            self.source,
            self.cue,
            self.content * self.source,
            self.content * self.cue,
            self.has_source,
            self.has_cue,
            self.quoted,
            self.title,
            self.length,
            self.rule,
            self.structure,
            self.told,
            self.cue * self.source,
        ]
    }
}

/// The fitted weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judge {
    /// For each group.
    pub weights: [[f32; WEIGHTS]; GROUPS],
    /// Below this a candidate is dropped.
    pub least: f32,
}

/// Steps of the descent; it stands still long before.
const STEPS: usize = 3_000;
/// Keeps the weights small where there is little to learn from.
const SMALL: f32 = 0.002;

impl Judge {
    /// Fits the weights to candidates of which it is known whether they are right; `marked` is how many
    /// attributions there are to find.
    pub fn fit(known: &[(Shape, bool)], marked: usize) -> Self {
        let mut weights = [[0.0; WEIGHTS]; GROUPS];
        for (group, own) in weights.iter_mut().enumerate() {
            let rows: Vec<([f32; WEIGHTS], f32)> = known
                .iter()
                .filter(|(shape, _)| shape.group == group)
                .map(|(shape, right)| (shape.numbers(), f32::from(u8::from(*right))))
                .collect();
            descend(own, &rows);
        }
        let mut out = Self { weights, least: 0.5 };
        let judged = known.iter().map(|(shape, right)| (out.likely(shape), *right));
        // Less than even odds are shown only down to three in ten.
        out.least = best_cut(judged, marked).0.clamp(0.3, 0.6);
        out
    }

    /// How likely a candidate is right.
    pub fn likely(&self, shape: &Shape) -> f32 {
        let weights = &self.weights[shape.group.min(GROUPS - 1)];
        logistic(weights.iter().zip(shape.numbers()).map(|(weight, number)| weight * number).sum())
    }
}

/// Where to cut so that F1 is highest, and that F1. Known is how likely each candidate is and whether
/// it is right; `marked` is how many there are to find.
pub(crate) fn best_cut(known: impl Iterator<Item = (f32, bool)>, marked: usize) -> (f32, f32) {
    let mut order: Vec<(f32, bool)> = known.collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut best, mut least) = (0_usize, 0.0_f32, 0.5);
    for (kept, (likely, is_right)) in order.iter().enumerate() {
        right += usize::from(*is_right);
        #[allow(clippy::cast_precision_loss, reason = "counts of candidates")]
        let score = 2.0 * right as f32 / (kept + 1 + marked) as f32;
        if score > best {
            best = score;
            least = *likely;
        }
    }
    (least, best)
}

/// Fits the weights of a logistic regression to rows of numbers and whether each is right (1) or not (0).
pub(crate) fn descend<const N: usize>(weights: &mut [f32; N], rows: &[([f32; N], f32)]) {
    if rows.is_empty() {
        weights[0] = -4.0;
        return;
    }
    #[allow(clippy::cast_precision_loss, reason = "a count of candidates")]
    let count = rows.len() as f32;
    let mut speed = [0.0; N];
    for _ in 0..STEPS {
        let mut slope = [0.0; N];
        for (numbers, right) in rows {
            let sum: f32 =
                weights.iter().zip(numbers).map(|(weight, number)| weight * number).sum();
            let miss = right - logistic(sum);
            for (part, number) in slope.iter_mut().zip(numbers) {
                *part += miss * number;
            }
        }
        for ((weight, part), speed) in weights.iter_mut().zip(slope).zip(&mut speed) {
            *speed = 0.9 * *speed + part / count - SMALL * *weight;
            *weight += 0.2 * *speed;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_often_such_a_candidate_was_right() {
        let one = |content, right| (Shape { content, ..Shape::default() }, right);
        // Of those with 0.2 one in four is right, of those with 0.9 nine in ten.
        let mut known: Vec<(Shape, bool)> = (0..400).map(|n| one(0.2, n % 4 == 0)).collect();
        known.extend((0..400).map(|n| one(0.9, n % 10 != 0)));
        let judge = Judge::fit(&known, 460);
        let likely = |content| judge.likely(&Shape { content, ..Shape::default() });
        assert!((likely(0.2) - 0.25).abs() < 0.05, "{}", likely(0.2));
        assert!((likely(0.9) - 0.9).abs() < 0.05, "{}", likely(0.9));
        assert!(judge.least > 0.25 && judge.least < 0.9);
    }

    #[test]
    fn without_anything_known_nothing_is_likely() {
        assert!(Judge::fit(&[], 0).likely(&Shape::default()) < 0.1);
    }
}
