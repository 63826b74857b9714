//! Learning the weights: likelihood by gradient steps, each weight with a pace of its own
//! (`AdaGrad`: Duchi, Hazan and Singer 2011), some features left out at each step (feature dropout).
//!
//! Sparse text has many rare features beside few strong ones. Leaving some out at random keeps the
//! strong ones from hiding what the rare ones could tell.

use std::collections::BTreeMap;

use super::{CLASSES, Chain, Chance, Rows, Scores, Transitions, WIDTH, Weights};
use crate::crf::Crf;

/// One sequence with its labels.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// The features of all tokens, one after the other.
    pub features: Vec<u32>,
    /// Where each token's features end.
    pub ends: Vec<usize>,
    /// The class of each place.
    pub classes: Vec<u8>,
    /// The label of each token.
    pub labels: Vec<u8>,
}

impl Example {
    fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |left| self.ends[left]);
        &self.features[start..self.ends[at]]
    }
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How often every sequence is seen.
    pub epochs: usize,
    /// The first pace.
    pub rate: f32,
    /// Of a hundred features, how many are left out at each step.
    pub dropout: u8,
    /// A feature must occur as often as this.
    pub least_seen: u32,
    /// A row must have a weight above this to be stored.
    pub least_weight: f32,
    /// Where chance begins.
    pub seed: u64,
}

/// A gradient smaller than this moves nothing worth the time.
const STILL: f32 = 0.0005;

struct Learner {
    index: BTreeMap<u32, u32>,
    weights: Vec<Scores>,
    paces: Vec<Scores>,
    moves: Box<Transitions>,
    move_paces: Box<Transitions>,
}

/// Learns from examples. `allowed` says which label may follow which.
pub fn train(
    examples: &[Example],
    labels: usize,
    allowed: &dyn Fn(usize, usize) -> bool,
    settings: Settings,
    progress: &dyn Fn(usize),
) -> Crf {
    let (index, sequences) = indexed(examples, settings.least_seen);
    let zero: Transitions = [[[0.0; WIDTH]; WIDTH]; CLASSES];
    let mut learner = Learner {
        weights: vec![[0.0; WIDTH]; index.len()],
        paces: vec![[1.0; WIDTH]; index.len()],
        index,
        moves: Box::new(zero),
        move_paces: Box::new([[[1.0; WIDTH]; WIDTH]; CLASSES]),
    };
    let mut chance = Chance::new(settings.seed);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    for epoch in 0..settings.epochs {
        chance.shuffle(&mut order);
        for at in &order {
            learner.step(&sequences[*at], labels, allowed, settings, &mut chance);
        }
        progress(epoch + 1);
    }
    let weights: Weights =
        learner.index.iter().map(|(hash, row)| (*hash, learner.weights[*row as usize])).collect();
    Crf {
        rows: Rows::new(&weights, settings.least_weight),
        chain: Chain::new(labels, &learner.moves, allowed),
    }
}

/// Gives dense numbers to the features that are seen often enough, and rewrites the examples.
fn indexed(examples: &[Example], least: u32) -> (BTreeMap<u32, u32>, Vec<Example>) {
    let mut all: Vec<u32> =
        examples.iter().flat_map(|example| &example.features).copied().collect();
    all.sort_unstable();
    let runs = all.chunk_by(|a, b| a == b);
    let often = runs.filter(|run| run.len() >= least as usize).filter_map(|run| run.first());
    let index: BTreeMap<u32, u32> = often.copied().zip(0..).collect();
    let hashes: Vec<u32> = index.keys().copied().collect();
    let rewrite = |example: &Example| {
        let mut out = Example { labels: example.labels.clone(), ..Example::default() };
        out.classes.clone_from(&example.classes);
        for at in 0..example.ends.len() {
            let kept = example.of(at).iter().filter_map(|hash| {
                let number = hashes.binary_search(hash).ok()?;
                u32::try_from(number).ok()
            });
            out.features.extend(kept);
            out.ends.push(out.features.len());
        }
        out
    };
    let sequences = examples.iter().map(rewrite).collect();
    (index, sequences)
}

impl Learner {
    fn step(
        &mut self,
        example: &Example,
        labels: usize,
        allowed: &dyn Fn(usize, usize) -> bool,
        settings: Settings,
        chance: &mut Chance,
    ) {
        let kept = thin(example, settings.dropout, chance);
        let grow = 100.0 / (100.0 - f32::from(settings.dropout.min(99)));
        let count = kept.ends.len();
        let mut scores: Vec<Scores> = Vec::with_capacity(count);
        for at in 0..count {
            let mut sum = [0.0; WIDTH];
            for feature in kept.of(at) {
                for (cell, weight) in sum.iter_mut().zip(&self.weights[*feature as usize]) {
                    *cell += weight;
                }
            }
            scores.push(sum.map(|cell| cell * grow));
        }
        let chain = Chain::new(labels, &self.moves, allowed);
        let mut seen: Transitions = [[[0.0; WIDTH]; WIDTH]; CLASSES];
        let marginals = chain.marginals(&scores, &example.classes, |class, pair| {
            let table = &mut seen[usize::from(class) % CLASSES];
            for (row, add) in table.iter_mut().flatten().zip(pair.iter().flatten()) {
                *row -= add;
            }
        });
        let mut left = 0;
        for (label, class) in example.labels.iter().zip(&example.classes) {
            let to = usize::from(*label);
            seen[usize::from(*class) % CLASSES][left][to] += 1.0;
            left = to;
        }
        for at in 0..count {
            let mut gradient = marginals[at].map(|likely| -likely);
            gradient[usize::from(example.labels[at])] += 1.0;
            if gradient.iter().all(|part| part.abs() < STILL) {
                continue;
            }
            for feature in kept.of(at) {
                let row = *feature as usize;
                climb(&mut self.weights[row], &mut self.paces[row], &gradient, settings.rate);
            }
        }
        let tables = self.moves.iter_mut().zip(self.move_paces.iter_mut()).zip(&seen);
        for ((moves, paces), gradients) in tables {
            for ((row, pace), gradient) in moves.iter_mut().zip(paces).zip(gradients) {
                climb(row, pace, gradient, settings.rate);
            }
        }
    }
}

/// The same sequence with some features left out.
fn thin(example: &Example, dropout: u8, chance: &mut Chance) -> Example {
    let mut out = Example::default();
    let (mut bits, mut left) = (0, 0);
    for at in 0..example.ends.len() {
        for feature in example.of(at) {
            if left == 0 {
                (bits, left) = (chance.draw(), 8);
            }
            // A byte of chance decides for one feature.
            let byte = bits & 0xff;
            bits >>= 8;
            left -= 1;
            if byte * 100 >= u64::from(dropout) * 256 {
                out.features.push(*feature);
            }
        }
        out.ends.push(out.features.len());
    }
    out
}

#[inline]
fn climb(weights: &mut Scores, paces: &mut Scores, gradient: &Scores, rate: f32) {
    for ((weight, pace), part) in weights.iter_mut().zip(paces.iter_mut()).zip(gradient) {
        *pace += part * part;
        *weight += rate * part / pace.sqrt();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Settings =
        Settings { epochs: 30, rate: 0.2, dropout: 10, least_seen: 1, least_weight: 0.0, seed: 1 };

    /// Feature 10 means label 1; feature 20 means the label of the token before.
    fn toy() -> Vec<Example> {
        let one = |features: &[u32], labels: &[u8]| Example {
            features: features.to_vec(),
            ends: (1..=features.len()).collect(),
            classes: vec![0; features.len()],
            labels: labels.to_vec(),
        };
        vec![
            one(&[10, 20, 20, 30], &[1, 1, 1, 0]),
            one(&[30, 20, 10, 20], &[0, 0, 1, 1]),
            one(&[20, 30, 30, 10], &[0, 0, 0, 1]),
        ]
    }

    #[test]
    fn a_chain_learns_what_depends_on_the_label_before() {
        let model = train(&toy(), 2, &|_, _| true, SETTINGS, &|_| {});
        let tag = |features: &[u32]| {
            let scores: Vec<Scores> = features.iter().map(|f| model.score(&[*f])).collect();
            model.chain.best(&scores, &vec![0; features.len()])
        };
        assert_eq!(tag(&[30, 10, 20, 20]), [0, 1, 1, 1]);
        assert_eq!(tag(&[20, 20, 30, 20]), [0, 0, 0, 0]);
    }

    #[test]
    fn the_same_seed_gives_the_same_weights() {
        let learn = || train(&toy(), 2, &|_, _| true, SETTINGS, &|_| {}).rows.sorted();
        assert_eq!(learn(), learn());
    }
}
