//! How likely a candidate is right: a logistic regression for each way in which it was found, fitted
//! on articles from which nothing else had been learned.

use crate::crf::logistic;
use crate::tagger::{best_cut, descend};

/// Ways of finding.
pub(super) const GROUPS: usize = 3;
/// Numbers of a shape, and one that always counts.
pub(super) const WEIGHTS: usize = 14;

/// What is less likely than this is never shown.
const FLOOR: f32 = 0.1;

/// How a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// By the rules and by the coder.
    Both,
    /// By the coder alone.
    Coder,
    /// By the rules alone.
    Rules,
}

/// What the judge sees of a candidate; all between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    pub(super) group: Group,
    /// How likely its words show a position, on average.
    pub(super) passage: f32,
    /// How likely its party, issue and stance are, given the words.
    pub(super) party: f32,
    pub(super) issue: f32,
    pub(super) stance: f32,
    /// The rule's own confidence.
    pub(super) rule: f32,
    /// The rule inferred the issue.
    pub(super) inferred: f32,
    /// The words name an issue.
    pub(super) named: f32,
    /// They stand in somebody's statement.
    pub(super) said: f32,
}

impl Shape {
    /// The same, not found by the coder.
    pub(super) fn alone(self) -> Self {
        Self { group: Group::Rules, ..self }
    }

    fn numbers(&self) -> [f32; WEIGHTS] {
        [
            1.0,
            self.passage,
            self.party,
            self.issue,
            self.stance,
            self.passage * self.party,
            self.passage * self.issue,
            self.party * self.issue,
            self.passage * self.party * self.issue,
            self.rule,
            self.inferred,
            self.named,
            self.said,
            self.named * self.issue,
        ]
    }
}

/// The fitted weights.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Judge {
    pub(super) weights: [[f32; WEIGHTS]; GROUPS],
    /// Below this a candidate is left out.
    pub(super) least: f32,
}

impl Judge {
    /// Fits the weights to candidates of which it is known whether they are right; `marked` is how
    /// many positions there are to find.
    pub(super) fn fit(known: &[(Shape, bool)], marked: usize) -> Self {
        let mut out = Self::default();
        for (group, weights) in out.weights.iter_mut().enumerate() {
            let rows: Vec<([f32; WEIGHTS], f32)> = known
                .iter()
                .filter(|(shape, _)| shape.group as usize == group)
                .map(|(shape, right)| (shape.numbers(), f32::from(u8::from(*right))))
                .collect();
            descend(weights, &rows);
        }
        let judged = known.iter().map(|(shape, right)| (out.likely(shape), *right));
        // Most of what is marked is never found, so the best cut lies far below even odds. Where the
        // odds are fitted it is half of the best F1 (Lipton, Elkan and Naryanaswamy 2014); the cut that
        // was best on these few articles jumps about on a flat top.
        out.least = (best_cut(judged, marked).1 / 2.0).max(FLOOR);
        out
    }

    /// How likely a candidate is right.
    pub(super) fn likely(&self, shape: &Shape) -> f32 {
        let weights = &self.weights[shape.group as usize];
        logistic(weights.iter().zip(shape.numbers()).map(|(weight, number)| weight * number).sum())
    }
}
