//! The best way through a sequence of labels, and how sure each label is.

use super::maths::exp;
use super::{CLASSES, Scores, Transitions, WIDTH};

/// What cannot be: far below any sum of weights.
const NEVER: f32 = -1e9;

/// The transitions, with the ways that are not allowed.
#[derive(Debug, Clone)]
pub struct Chain {
    labels: usize,
    weights: Box<Transitions>,
    /// e to the power of each transition's weight; zero where it is not allowed.
    factors: Box<Transitions>,
}

/// How likely each label is at each token; each row adds up to 1.
pub type Marginals = Vec<Scores>;

impl Chain {
    /// From weights and the ways that are allowed. At a token that begins a sequence the label
    /// before counts as 0.
    pub fn new(
        labels: usize,
        weights: &Transitions,
        allowed: &dyn Fn(usize, usize) -> bool,
    ) -> Self {
        let mut out = Self { labels, weights: Box::new(*weights), factors: Box::new(*weights) };
        for class in 0..CLASSES {
            for from in 0..WIDTH {
                for to in 0..WIDTH {
                    let free = from < labels && to < labels && allowed(from, to);
                    let weight = &mut out.weights[class][from][to];
                    if !free {
                        *weight = NEVER;
                    }
                    out.factors[class][from][to] = if free { exp(*weight) } else { 0.0 };
                }
            }
        }
        out
    }

    /// The weights; what is not allowed has a very low one.
    pub fn weights(&self) -> &Transitions {
        &self.weights
    }

    /// The labels with the highest sum.
    pub fn best(&self, scores: &[Scores], classes: &[u8]) -> Vec<u8> {
        let mut before: Scores = [NEVER; WIDTH];
        before[0] = 0.0;
        let mut back: Vec<[u8; WIDTH]> = Vec::with_capacity(scores.len());
        for (score, class) in scores.iter().zip(classes) {
            let table = &self.weights[usize::from(*class) % CLASSES];
            let (mut now, mut from) = ([NEVER; WIDTH], [0_u8; WIDTH]);
            for (label, row) in table.iter().enumerate().take(self.labels) {
                for to in 0..WIDTH {
                    let sum = before[label] + row[to];
                    if sum > now[to] {
                        now[to] = sum;
                        from[to] = u8::try_from(label).unwrap_or(0);
                    }
                }
            }
            for (sum, own) in now.iter_mut().zip(score) {
                *sum += own;
            }
            before = now;
            back.push(from);
        }
        let best = |sums: &Scores| {
            (0..self.labels)
                .fold(0, |best, label| if sums[label] > sums[best] { label } else { best })
        };
        let mut label = best(&before);
        let mut out = vec![0; scores.len()];
        for (slot, from) in out.iter_mut().zip(&back).rev() {
            *slot = u8::try_from(label).unwrap_or(0);
            label = usize::from(from[label]);
        }
        out
    }

    /// How likely each label is at each token. `pairs` is told the probability of each transition.
    pub fn marginals(
        &self,
        scores: &[Scores],
        classes: &[u8],
        mut pairs: impl FnMut(u8, &[Scores; WIDTH]),
    ) -> Marginals {
        let count = scores.len();
        let own: Vec<Scores> = scores.iter().map(|score| factors(score, self.labels)).collect();
        // Each step is scaled to add up to 1; the products of the scales cancel.
        let mut ahead: Vec<Scores> = Vec::with_capacity(count);
        let mut before: Scores = [0.0; WIDTH];
        before[0] = 1.0;
        for (factor, class) in own.iter().zip(classes) {
            let table = &self.factors[usize::from(*class) % CLASSES];
            let mut now = [0.0; WIDTH];
            for (weight, row) in before.iter().zip(table) {
                for to in 0..WIDTH {
                    now[to] += weight * row[to];
                }
            }
            for to in 0..WIDTH {
                now[to] *= factor[to];
            }
            scale(&mut now);
            ahead.push(now);
            before = now;
        }
        let mut out = vec![[0.0; WIDTH]; count];
        let mut behind: Scores = [1.0; WIDTH];
        for at in (0..count).rev() {
            let mut both = [0.0; WIDTH];
            for label in 0..WIDTH {
                both[label] = ahead[at][label] * behind[label];
            }
            scale(&mut both);
            out[at] = both;
            let table = &self.factors[usize::from(classes[at]) % CLASSES];
            let start = {
                let mut s = [0.0; WIDTH];
                s[0] = 1.0;
                s
            };
            let left = at.checked_sub(1).map_or(start, |left| ahead[left]);
            let mut right = [0.0; WIDTH];
            for label in 0..WIDTH {
                right[label] = own[at][label] * behind[label];
            }
            let (mut pair, mut sum) = ([[0.0; WIDTH]; WIDTH], 0.0);
            let mut next = [0.0; WIDTH];
            for (from, row) in table.iter().enumerate() {
                for to in 0..WIDTH {
                    let step = row[to] * right[to];
                    next[from] += step;
                    pair[from][to] = left[from] * step;
                    sum += pair[from][to];
                }
            }
            if sum > 0.0 {
                for row in &mut pair {
                    for cell in row {
                        *cell /= sum;
                    }
                }
                pairs(classes[at], &pair);
            }
            scale(&mut next);
            behind = next;
        }
        out
    }
}

fn factors(score: &Scores, labels: usize) -> Scores {
    let top = score.iter().take(labels).fold(f32::MIN, |a, b| a.max(*b));
    let mut out = [0.0; WIDTH];
    for label in 0..labels {
        out[label] = exp(score[label] - top);
    }
    out
}

fn scale(row: &mut Scores) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        for cell in row {
            *cell /= sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crf::Chance;
    use proptest::prelude::*;

    const LABELS: usize = 3;

    /// Label 2 follows only 1 or 2.
    fn allowed(from: usize, to: usize) -> bool {
        to != 2 || from != 0
    }

    fn some(seed: u64, len: usize) -> (Chain, Vec<Scores>, Vec<u8>) {
        let mut chance = Chance::new(seed);
        let mut weight =
            || f32::from(u8::try_from(chance.draw() % 64).expect("small")) / 16.0 - 2.0;
        let mut table: Transitions = [[[0.0; WIDTH]; WIDTH]; CLASSES];
        for row in table.iter_mut().flatten().flatten() {
            *row = weight();
        }
        let scores = (0..len).map(|_| std::array::from_fn(|_| weight())).collect();
        let classes = (0..len).map(|at| u8::try_from(at % 3).expect("small")).collect();
        (Chain::new(LABELS, &table, &allowed), scores, classes)
    }

    /// Every allowed sequence with its sum of weights.
    fn every(chain: &Chain, scores: &[Scores], classes: &[u8]) -> Vec<(Vec<usize>, f64)> {
        let mut out = vec![(Vec::new(), 0.0)];
        for (score, class) in scores.iter().zip(classes) {
            let mut next = Vec::new();
            for (path, sum) in &out {
                let from: usize = path.last().copied().unwrap_or(0);
                for to in (0..LABELS).filter(|to| allowed(from, *to)) {
                    let step = chain.weights[usize::from(*class)][from][to] + score[to];
                    let mut path: Vec<usize> = path.clone();
                    path.push(to);
                    next.push((path, sum + f64::from(step)));
                }
            }
            out = next;
        }
        out
    }

    proptest! {
        #[test]
        fn viterbi_and_marginals_agree_with_counting_every_way(seed: u64, len in 1_usize..6) {
            let (chain, scores, classes) = some(seed, len);
            let all = every(&chain, &scores, &classes);
            let top = all.iter().map(|(_, sum)| *sum).fold(f64::MIN, f64::max);
            let best: Vec<usize> =
                chain.best(&scores, &classes).into_iter().map(usize::from).collect();
            let (_, found) = all.iter().find(|(path, _)| *path == best).expect("an allowed way");
            prop_assert!((found - top).abs() < 1e-4);

            let total: f64 = all.iter().map(|(_, sum)| (sum - top).exp()).sum();
            let marginals = chain.marginals(&scores, &classes, |_, _| {});
            for (at, row) in marginals.iter().enumerate() {
                for (label, ours) in row.iter().enumerate().take(LABELS) {
                    let with = all.iter().filter(|(path, _)| path[at] == label);
                    let want: f64 = with.map(|(_, sum)| (sum - top).exp() / total).sum();
                    prop_assert!((f64::from(*ours) - want).abs() < 1e-4);
                }
            }
        }
    }
}
