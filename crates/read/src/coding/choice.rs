//! One of several options, each described by features: a conditional logit (`McFadden` 1974).
//!
//! An option's weights add up, and its probability is its share of the exponentials. Which options
//! there are differs from case to case (the parties of this article, the issues that it names), so
//! the weights belong to what can be said of an option, not to the option itself.

use std::collections::BTreeMap;

use crate::crf::{Chance, exp};

/// The options of one case and what is known of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options {
    features: Vec<u32>,
    ends: Vec<usize>,
}

impl Options {
    /// Adds a feature to the option that is being described.
    #[inline]
    pub(crate) fn add(&mut self, feature: u32) {
        self.features.push(feature);
    }

    /// Ends the option that is being described.
    pub(crate) fn close(&mut self) {
        self.ends.push(self.features.len());
    }

    /// How many options are closed.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    fn of(&self, option: usize) -> &[u32] {
        let start = option.checked_sub(1).map_or(0, |left| self.ends[left]);
        &self.features[start..self.ends[option]]
    }
}

/// A case with the options that a person would take.
#[derive(Debug, Clone, Default)]
pub(crate) struct Case {
    pub(crate) options: Options,
    pub(crate) right: Vec<bool>,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lessons {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    /// Of a hundred features, how many are left out at each step.
    pub(crate) dropout: u64,
    /// A feature must occur as often as this.
    pub(crate) least_seen: usize,
    pub(crate) seed: u64,
}

/// Learned weights, in units of [`Choice::UNIT`]: open addressing, a power of two of slots. The hash 0
/// marks a free slot; no feature has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    slots: Box<[(u32, i16)]>,
}

impl Choice {
    /// What one unit of a stored weight is worth.
    const UNIT: f32 = 1.0 / 1024.0;

    /// From stored rows.
    pub(crate) fn place(mut rows: Vec<(u32, i16)>) -> Self {
        rows.sort_unstable();
        let mut slots = vec![(0, 0); (rows.len() * 2).next_power_of_two().max(2)];
        for row in rows {
            let mut at = row.0 as usize & (slots.len() - 1);
            while slots[at].0 != 0 && slots[at].0 != row.0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = row;
        }
        Self { slots: slots.into() }
    }

    /// The rows as they are stored, in the order of their hashes.
    pub(crate) fn rows(&self) -> Vec<(u32, i16)> {
        let mut out: Vec<_> = self.slots.iter().filter(|slot| slot.0 != 0).copied().collect();
        out.sort_unstable();
        out
    }

    #[inline]
    fn weight(&self, feature: u32) -> i32 {
        let mask = self.slots.len() - 1;
        let mut at = feature as usize & mask;
        // Half of the slots are free, so the way ends.
        loop {
            let (hash, weight) = self.slots[at];
            if hash == feature {
                return weight.into();
            }
            if hash == 0 {
                return 0;
            }
            at = (at + 1) & mask;
        }
    }

    /// How likely each option is; adds up to 1.
    pub(crate) fn likely(&self, options: &Options) -> Vec<f32> {
        let sums = (0..options.len()).map(|option| {
            let sum: i32 = options.of(option).iter().map(|feature| self.weight(*feature)).sum();
            #[allow(clippy::cast_precision_loss, reason = "a sum of some dozens of short numbers")]
            let sum = sum as f32 * Self::UNIT;
            sum
        });
        shares(sums.collect())
    }

    /// Learns from cases: likelihood by gradient steps, each weight with a pace of its own
    /// (`AdaGrad`: Duchi, Hazan and Singer 2011). Of several right options any will do.
    pub(crate) fn learn(cases: &[Case], lessons: Lessons) -> Self {
        let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
        for feature in cases.iter().flat_map(|case| &case.options.features) {
            *seen.entry(*feature).or_default() += 1;
        }
        seen.retain(|_, count| *count >= lessons.least_seen);
        let index: BTreeMap<u32, usize> = seen.into_keys().zip(0..).collect();
        let mut weights = vec![0.0_f32; index.len()];
        let mut paces = vec![1.0_f32; index.len()];
        let mut chance = Chance::new(lessons.seed);
        let mut order: Vec<usize> = (0..cases.len()).collect();
        let known: Vec<Vec<Vec<usize>>> = cases.iter().map(|case| numbered(case, &index)).collect();
        for _ in 0..lessons.epochs {
            chance.shuffle(&mut order);
            for at in &order {
                let thin: Vec<Vec<usize>> = known[*at]
                    .iter()
                    .map(|option| {
                        let keep = |_: &&usize| chance.draw() % 100 >= lessons.dropout;
                        option.iter().filter(keep).copied().collect()
                    })
                    .collect();
                step(&thin, &cases[*at].right, &mut weights, &mut paces, lessons);
            }
        }
        // What was left out in learning is there when reading: each counts for less.
        #[allow(clippy::cast_precision_loss, reason = "a percentage")]
        let kept = (100 - lessons.dropout.min(99)) as f32 / 100.0;
        let rows = index.into_iter().filter_map(|(hash, at)| {
            #[allow(clippy::cast_possible_truncation, reason = "a float is clamped when cast")]
            let units = (weights[at] * kept / Self::UNIT).round() as i16;
            (units != 0).then_some((hash, units))
        });
        Self::place(rows.collect())
    }
}

/// The options of a case with the numbers of their features.
fn numbered(case: &Case, index: &BTreeMap<u32, usize>) -> Vec<Vec<usize>> {
    let option = |at| case.options.of(at).iter().filter_map(|f| index.get(f).copied()).collect();
    (0..case.options.len()).map(option).collect()
}

/// One step up the likelihood of the right options.
fn step(
    options: &[Vec<usize>],
    right: &[bool],
    weights: &mut [f32],
    paces: &mut [f32],
    lessons: Lessons,
) {
    let sums = options.iter().map(|option| option.iter().map(|at| weights[*at]).sum::<f32>());
    let likely = shares(sums.collect());
    let all: f32 = likely.iter().zip(right).filter(|(_, right)| **right).map(|(p, _)| p).sum();
    if all <= 0.0 {
        return;
    }
    for ((option, p), right) in options.iter().zip(&likely).zip(right) {
        let slope = if *right { p / all } else { 0.0 } - p;
        if slope.abs() < 0.0005 {
            continue;
        }
        for at in option {
            paces[*at] += slope * slope;
            weights[*at] += lessons.rate * slope / paces[*at].sqrt();
        }
    }
}

/// Each exponential as a share of all.
fn shares(mut sums: Vec<f32>) -> Vec<f32> {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    for sum in &mut sums {
        *sum = exp(*sum - top);
    }
    let all: f32 = sums.iter().sum();
    for sum in &mut sums {
        *sum /= all.max(f32::MIN_POSITIVE);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSONS: Lessons = Lessons { epochs: 60, rate: 0.3, dropout: 10, least_seen: 1, seed: 3 };

    fn case(options: &[&[u32]], right: usize) -> Case {
        let mut out = Case::default();
        for (number, features) in options.iter().enumerate() {
            features.iter().for_each(|feature| out.options.add(*feature));
            out.options.close();
            out.right.push(number == right);
        }
        out
    }

    #[test]
    fn it_learns_what_the_right_option_has() {
        let cases = [
            case(&[&[1, 7], &[2, 7]], 0),
            case(&[&[2, 9], &[1, 9], &[2]], 1),
            case(&[&[2], &[1]], 1),
        ];
        let choice = Choice::learn(&cases, LESSONS);
        let likely = choice.likely(&case(&[&[2, 7], &[1, 7]], 0).options);
        assert!(likely[1] > 0.8, "{likely:?}");
        assert!((likely.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn the_same_seed_gives_the_same_weights_and_rows_come_back() {
        let cases = [case(&[&[1, u32::MAX], &[2, 7]], 0), case(&[&[2], &[1]], 1)];
        let choice = Choice::learn(&cases, LESSONS);
        assert_eq!(choice, Choice::learn(&cases, LESSONS));
        assert_eq!(choice, Choice::place(choice.rows()));
        assert!(choice.weight(u32::MAX) > 0 && choice.weight(77) == 0);
    }

    #[test]
    fn nothing_known_makes_all_options_alike() {
        let likely = Choice::place(Vec::new()).likely(&case(&[&[1], &[2]], 0).options);
        assert_eq!(likely, [0.5, 0.5]);
        assert!(Choice::place(Vec::new()).likely(&Options::default()).is_empty());
    }
}
