//! Spaces made from a seed: random preferences, or opposed ones.

use num_bigint::BigInt;
use weigh::{Draft, Exact, Issue, Party, Space};

/// A small generator of numbers that look random (splitmix64): same seed, same numbers.
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1, in millionths.
    pub(crate) fn millionths(&mut self) -> i64 {
        (self.next() % 1_000_001).cast_signed()
    }
}

/// What to make.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made {
    pub(crate) parties: usize,
    pub(crate) issues: usize,
    pub(crate) options: usize,
    /// How far the second party wants the opposite of the first, in hundredths; 0: random. With
    /// more parties, each stands against the one before it.
    pub(crate) opposed: i64,
    /// Points that a party's best deal is worth in all; 0: weights and values with six decimals;
    /// below 0: weights with twenty, as programs write them, which takes 128 bits.
    pub(crate) points: i64,
    pub(crate) seed: u64,
}

/// Values of options and weights of issues, multiplied.
pub(crate) fn made(made: Made) -> Space {
    const ONE: i64 = 1_000_000;
    let mut seeded = Seeded::new(made.seed);
    let mut values: Vec<Vec<Vec<i64>>> = Vec::new();
    let mut weights: Vec<Vec<i64>> = Vec::new();
    for party in 0..made.parties {
        let mut rows = Vec::new();
        let mut own = Vec::new();
        for issue in 0..made.issues {
            let fresh = 1 + seeded.millionths();
            own.push(if made.opposed > 0 && party > 0 { weights[party - 1][issue] } else { fresh });
            let row = (0..made.options).map(|option| {
                let noise = seeded.millionths();
                if made.opposed > 0 && party > 0 {
                    let against = ONE - values[party - 1][issue][option];
                    (made.opposed * against + (100 - made.opposed) * noise) / 100
                } else {
                    noise
                }
            });
            rows.push(row.collect());
        }
        values.push(rows);
        weights.push(own);
    }
    let parties = (0..made.parties)
        .map(|party| {
            let total: i64 = weights[party].iter().sum();
            let rows = values[party].iter().zip(&weights[party]).map(|(row, weight)| {
                row.iter().map(|value| worth(*value, *weight, total, made.points)).collect()
            });
            Party { name: format!("party {party}"), values: rows.collect(), reserve: None }
        })
        .collect();
    let issues = (0..made.issues)
        .map(|at| Issue {
            name: format!("issue {at}"),
            options: (0..made.options).map(|option| format!("option {option}")).collect(),
        })
        .collect();
    Draft { issues, parties, constraints: Vec::new() }.check().expect("a space")
}

fn worth(value: i64, weight: i64, total: i64, points: i64) -> Exact {
    let product = i128::from(value) * i128::from(weight);
    if points < 0 {
        let fine = Exact::ratio(BigInt::from(product), BigInt::from(1_000_000_000_000_i64));
        let tiny = BigInt::from(value) * BigInt::from(weight % 97);
        let tiny = Exact::ratio(tiny, BigInt::from(10).pow(26));
        return fine.expect("") + tiny.expect("");
    }
    if points == 0 {
        // Six decimals of the weight: twelve of the product.
        let weight = i128::from(weight) * 1_000_000 / i128::from(total);
        let product = i128::from(value) * weight;
        return Exact::ratio(BigInt::from(product), BigInt::from(1_000_000_000_000_i64)).expect("");
    }
    let whole = product * i128::from(points) / (i128::from(total) * 1_000_000);
    Exact::from(whole)
}
