//! Every deal looked at, everything by its definition. Shares nothing with the engine but numbers.

use std::collections::BTreeMap;

use super::spaces::Small;
use crate::number::Exact;
use crate::space::{Constraint, Deal};

/// Admissible deals by vector.
pub(super) type ByVector = BTreeMap<Vec<i64>, Vec<Deal>>;

/// Every admissible deal.
pub(super) fn all(space: &Small) -> ByVector {
    let mut out = ByVector::new();
    let mut deal = vec![0; space.sizes.len()];
    loop {
        if space.constraints.iter().all(|constraint| keeps(constraint, &deal)) {
            let vector = space
                .values
                .iter()
                .map(|rows| rows.iter().zip(&deal).map(|(row, at)| row[*at]).sum())
                .collect();
            out.entry(vector).or_default().push(deal.clone());
        }
        let Some(at) = (0..deal.len()).rev().find(|at| deal[*at] + 1 < space.sizes[*at]) else {
            return out;
        };
        deal[at] += 1;
        deal[at + 1..].fill(0);
    }
}

fn keeps(constraint: &Constraint, deal: &[usize]) -> bool {
    match constraint {
        Constraint::Forbid { issue, options } => !options.contains(&deal[*issue]),
        Constraint::OnlyIf { issue, options, requires_issue, requires_options } => {
            !options.contains(&deal[*issue]) || requires_options.contains(&deal[*requires_issue])
        }
    }
}

/// Best for the first party first.
pub(super) fn undominated(all: &ByVector) -> Vec<(&Vec<i64>, &Vec<Deal>)> {
    let beaten = |vector: &Vec<i64>| {
        all.keys().any(|other| other != vector && other.iter().zip(vector).all(|(a, b)| a >= b))
    };
    all.iter().filter(|(vector, _)| !beaten(vector)).rev().collect()
}

/// What each party has without a deal.
pub(super) fn disagreement(space: &Small, all: &ByVector) -> Vec<i64> {
    (0..space.values.len())
        .map(|party| {
            let least = all.keys().map(|vector| vector[party]).min().expect("some deal");
            space.reserves[party].unwrap_or(least)
        })
        .collect()
}

/// A named rule: for a vector, what is compared; the larger the better.
pub(super) type Score<'a> = Box<dyn Fn(&[i64]) -> Vec<Exact> + 'a>;

/// The rules as scores over gains, by definition.
pub(super) fn rules<'a>(
    space: &'a Small,
    without: &'a [i64],
    ideal: &'a [i64],
    most: &'a [i64],
) -> Vec<(&'static str, Score<'a>)> {
    let active: Vec<usize> =
        (0..without.len()).filter(|party| ideal[*party] != without[*party]).collect();
    let exact =
        |number: i64, below: i64| Exact::ratio(number.into(), below.into()).expect("not over zero");
    let gain = move |vector: &[i64], party: usize| {
        exact(vector[party] - without[party], space.below[party])
    };
    let ratio = move |vector: &[i64], party: usize, ideal: &[i64]| {
        exact(vector[party] - without[party], ideal[party] - without[party])
    };
    let sorted = |mut numbers: Vec<Exact>| {
        numbers.sort();
        numbers
    };
    let (a, b, c, d) = (active.clone(), active.clone(), active.clone(), active);
    vec![
        (
            "nash",
            Box::new(move |vector: &[i64]| {
                vec![a.iter().fold(Exact::one(), |product, party| product * gain(vector, *party))]
            }),
        ),
        (
            "kalai_smorodinsky",
            Box::new(move |vector: &[i64]| {
                sorted(b.iter().map(|party| ratio(vector, *party, ideal)).collect())
            }),
        ),
        (
            "egalitarian",
            Box::new(move |vector: &[i64]| {
                sorted(c.iter().map(|party| gain(vector, *party)).collect())
            }),
        ),
        (
            "utilitarian",
            Box::new(move |vector: &[i64]| {
                vec![vector.iter().zip(&space.below).map(|(sum, below)| exact(*sum, *below)).sum()]
            }),
        ),
        (
            "equal_ratio_minspread",
            Box::new(move |vector: &[i64]| {
                let ratios = sorted(d.iter().map(|party| ratio(vector, *party, most)).collect());
                match (ratios.first(), ratios.last()) {
                    (Some(low), Some(high)) => vec![low - high],
                    _ => Vec::new(),
                }
            }),
        ),
    ]
}
