//! The weights of the features, in bytes, found by hash.

use std::collections::BTreeMap;

use super::{Scores, WIDTH};

/// Rows of weights while they are being learned.
pub type Weights = BTreeMap<u32, Scores>;

/// A hash table that is never written to: open addressing, a power of two of slots.
#[derive(Debug, Clone)]
pub struct Rows {
    slots: Box<[Slot]>,
    /// What one unit of a stored weight is worth.
    unit: f32,
    used: usize,
}

/// A feature and its weights. The hash 0 marks a free slot; no feature has it.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    row: [i8; WIDTH],
}

impl Rows {
    /// Stores rows whose largest weight is above `least`; the rest tell too little for their place.
    pub fn new(weights: &Weights, least: f32) -> Self {
        let big = |row: &Scores| row.iter().fold(0.0_f32, |top, weight| top.max(weight.abs()));
        let kept: Vec<_> = weights.iter().filter(|(_, row)| big(row) > least).collect();
        let top = kept.iter().map(|(_, row)| big(row)).fold(f32::MIN_POSITIVE, f32::max);
        let unit = top / 127.0;
        let rows = kept.into_iter().map(|(hash, row)| {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "at most 127 by the choice of the unit"
            )]
            let bytes = row.map(|weight| (weight / unit).round() as i8);
            (*hash, bytes)
        });
        Self::place(rows.collect(), unit)
    }

    /// From stored rows.
    pub fn place(rows: Vec<(u32, [i8; WIDTH])>, unit: f32) -> Self {
        let mut slots = vec![Slot::default(); (rows.len() * 2).next_power_of_two().max(2)];
        let used = rows.len();
        for (hash, row) in rows {
            let mut at = hash as usize & (slots.len() - 1);
            while slots[at].hash != 0 && slots[at].hash != hash {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = Slot { hash, row };
        }
        Self { slots: slots.into(), unit, used }
    }

    /// The sum of the rows of these features.
    #[inline]
    pub fn score(&self, features: &[u32]) -> Scores {
        let mask = self.slots.len() - 1;
        let mut sums = [0_i32; WIDTH];
        for hash in features {
            let mut at = *hash as usize & mask;
            loop {
                let slot = &self.slots[at];
                if slot.hash == *hash {
                    for (sum, weight) in sums.iter_mut().zip(slot.row) {
                        *sum += i32::from(weight);
                    }
                    break;
                }
                if slot.hash == 0 {
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        #[allow(
            clippy::cast_precision_loss,
            reason = "some dozens of bytes add up to few thousands"
        )]
        sums.map(|sum| sum as f32 * self.unit)
    }

    /// Every row with its hash, in the order of the hashes.
    pub fn sorted(&self) -> Vec<(u32, [i8; WIDTH])> {
        let mut out: Vec<_> =
            self.slots.iter().filter(|slot| slot.hash != 0).map(|s| (s.hash, s.row)).collect();
        out.sort_unstable_by_key(|(hash, _)| *hash);
        out
    }

    /// What one unit is worth.
    pub fn unit(&self) -> f32 {
        self.unit
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_again_and_add_up() {
        let mut weights = Weights::new();
        for hash in 1..500_u32 {
            // Many share their low bits, so that slots are taken.
            weights.insert(hash << 9 | 5, [0.5, -1.0, 0.0, 0.25, 0.0, 0.0, 0.0, 0.0]);
        }
        weights.insert(77, [0.01; WIDTH]);
        let rows = Rows::new(&weights, 0.1);
        assert_eq!(rows.len(), 499);
        let score = rows.score(&[1 << 9 | 5, 499 << 9 | 5, 77, 12345]);
        assert!((score[0] - 1.0).abs() < 0.01 && (score[1] + 2.0).abs() < 0.01);
        let again = Rows::place(rows.sorted(), rows.unit());
        assert_eq!(again.sorted(), rows.sorted());
    }
}
