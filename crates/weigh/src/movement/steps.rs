//! What a new offer does for the one who makes it and for another, after the step classes of DANS
//! (Hindriks, Jonker and Tykhonov 2007). A class is told only where it holds whatever the weights
//! are, within what is known of them.

use std::collections::BTreeSet;

use crate::number::Exact;
use crate::space::{Deal, Space};
use crate::work::Stop;

/// The classes: own worth and the other's, lower, same or higher than in the offer before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Own worth falls, the other's does not.
    Concession,
    /// Own worth rises, the other's does not.
    Selfish,
    /// Both rise.
    Fortunate,
    /// Own worth does not rise, the other's falls.
    Unfortunate,
    /// Own worth stays, the other's rises.
    Nice,
    /// Both stay.
    Silent,
}

/// A class, or the classes among which the weights decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToldStep {
    /// It is this one for all weights.
    Decided(Step),
    /// Not decided: each of these comes about for some weights.
    NotDecided(Vec<Step>),
}

/// Corners for weights of which nothing is known but that they sum to one: all weight on one issue.
/// A weight of nought is among what is admissible, so that a class holds for every weight.
pub fn unknown_weights(issues: usize) -> Vec<Vec<Exact>> {
    (0..issues)
        .map(|heavy| {
            let weight = |issue| if issue == heavy { Exact::one() } else { Exact::zero() };
            (0..issues).map(weight).collect()
        })
        .collect()
}

/// Classes the step from one offer to the next, as `mover` made it and as it looks to `other`.
///
/// The parties of the space carry the values of options before weighting; `corners` are each party's
/// [`crate::vertices`], or [`unknown_weights`]. Where the values are weighted already, a single
/// corner of ones says so. Parties' weights are taken as independent of each other.
pub fn step_class(
    space: &Space,
    corners: &[Vec<Vec<Exact>>],
    (mover, other): (usize, usize),
    from: &Deal,
    to: &Deal,
) -> Result<ToldStep, Stop> {
    let own = signs(space, corners, mover, from, to)?;
    let others = signs(space, corners, other, from, to)?;
    let classes: BTreeSet<Step> =
        own.iter().flat_map(|own| others.iter().map(|other| class(*own, *other))).collect();
    let mut classes: Vec<Step> = classes.into_iter().collect();
    Ok(match (classes.pop(), classes.is_empty()) {
        (Some(only), true) => ToldStep::Decided(only),
        (last, _) => {
            classes.extend(last);
            ToldStep::NotDecided(classes)
        }
    })
}

/// The classes of a party's offers round by round, each against the one before, by other party.
/// Rounds without an offer are skipped. An entry: the rounds of the two offers, the other party, the
/// class.
pub fn step_classes(
    space: &Space,
    corners: &[Vec<Vec<Exact>>],
    mover: usize,
    offers: &[Option<Deal>],
) -> Result<Vec<(usize, usize, usize, ToldStep)>, Stop> {
    let made: Vec<(usize, &Deal)> = offers
        .iter()
        .enumerate()
        .filter_map(|(round, offer)| Some((round, offer.as_ref()?)))
        .collect();
    let mut out = Vec::new();
    for ((first, from), (second, to)) in made.iter().zip(made.iter().skip(1)) {
        for other in (0..space.parties().len()).filter(|other| *other != mover) {
            let class = step_class(space, corners, (mover, other), from, to)?;
            out.push((*first, *second, other, class));
        }
    }
    Ok(out)
}

/// Which signs the change of worth can have. Worth is linear in the weights: what lies between the
/// corners lies between their values, and all of that comes about.
fn signs(
    space: &Space,
    corners: &[Vec<Vec<Exact>>],
    party: usize,
    from: &Deal,
    to: &Deal,
) -> Result<BTreeSet<i8>, Stop> {
    let wrong = |what: &str| Stop::Mismatch(what.to_owned());
    let values = &space.parties().get(party).ok_or_else(|| wrong("no such party"))?.values;
    let corners = corners.get(party).filter(|corners| !corners.is_empty());
    let corners = corners.ok_or_else(|| wrong("not one list of weights for each party"))?;
    if from.len() != values.len() || to.len() != values.len() {
        return Err(wrong("an offer does not settle every issue"));
    }
    let mut change = Vec::with_capacity(values.len());
    for ((old, new), options) in from.iter().zip(to).zip(values) {
        let worth = |at: &usize| options.get(*at).ok_or_else(|| wrong("an offer names no option"));
        change.push(worth(new)? - worth(old)?);
    }
    let mut signs = BTreeSet::new();
    for weights in corners {
        if weights.len() != change.len() {
            return Err(wrong("not one weight for each issue"));
        }
        let sum: Exact = weights.iter().zip(&change).map(|(weight, change)| weight * change).sum();
        signs.insert(if sum.is_zero() {
            0
        } else if sum.is_negative() {
            -1
        } else {
            1
        });
    }
    if signs.contains(&-1) && signs.contains(&1) {
        signs.insert(0);
    }
    Ok(signs)
}

fn class(own: i8, other: i8) -> Step {
    match (own, other) {
        (..0, 0..) => Step::Concession,
        (1.., ..=0) => Step::Selfish,
        (1.., 1..) => Step::Fortunate,
        (..=0, ..0) => Step::Unfortunate,
        (0, 1..) => Step::Nice,
        (0, 0) => Step::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intervals::{WeightRanges, vertices};
    use crate::simulate::sample::toy;

    fn exact(text: &str) -> Exact {
        text.parse().expect(text)
    }

    fn ones() -> Vec<Vec<Vec<Exact>>> {
        vec![vec![vec![Exact::one(); 2]]; 2]
    }

    #[test]
    fn the_six_classes_cover_every_pair_of_signs() {
        let of = |own, other| class(own, other);
        assert_eq!([of(-1, 0), of(-1, 1)], [Step::Concession; 2]);
        assert_eq!([of(1, 0), of(1, -1)], [Step::Selfish; 2]);
        assert_eq!([of(0, -1), of(-1, -1)], [Step::Unfortunate; 2]);
        assert_eq!([of(1, 1), of(0, 1), of(0, 0)], [Step::Fortunate, Step::Nice, Step::Silent]);
    }

    #[test]
    fn with_weights_a_step_has_its_class() {
        let space = toy();
        let step = |from: [usize; 2], to: [usize; 2]| {
            step_class(&space, &ones(), (0, 1), &from.to_vec(), &to.to_vec()).expect("fits")
        };
        assert_eq!(step([0, 0], [0, 1]), ToldStep::Decided(Step::Concession));
        assert_eq!(step([0, 1], [0, 0]), ToldStep::Decided(Step::Selfish));
        assert_eq!(step([2, 0], [0, 2]), ToldStep::Decided(Step::Fortunate));
        assert_eq!(step([0, 2], [2, 0]), ToldStep::Decided(Step::Unfortunate));
        assert_eq!(step([1, 1], [1, 1]), ToldStep::Decided(Step::Silent));
    }

    #[test]
    fn without_weights_only_what_always_holds_is_told() {
        let space = toy();
        let unknown = vec![unknown_weights(2); 2];
        let step = |corners: &[Vec<Vec<Exact>>], from: [usize; 2], to: [usize; 2]| {
            step_class(&space, corners, (0, 1), &from.to_vec(), &to.to_vec()).expect("fits")
        };
        // Gives on both issues: a concession, unless all weight lies elsewhere.
        let ToldStep::NotDecided(classes) = step(&unknown, [0, 2], [2, 0]) else {
            panic!("weights decide")
        };
        assert!(classes.contains(&Step::Concession) && classes.contains(&Step::Selfish));
        assert_eq!(step(&unknown, [0, 0], [1, 1]), ToldStep::Decided(Step::Concession));
        // A party known to care mostly for the first issue.
        let ranges = |low: &str, high: &str| WeightRanges {
            ranges: vec![
                (exact(low), exact(high)),
                (Exact::one() - exact(high), Exact::one() - exact(low)),
            ],
            total: Exact::one(),
        };
        let known = vec![
            vertices(&ranges("0.6", "0.9")).expect("a range"),
            vertices(&ranges("0.1", "0.4")).expect("a range"),
        ];
        assert_eq!(step(&known, [2, 0], [0, 2]), ToldStep::Decided(Step::Fortunate));
    }

    #[test]
    fn rounds_without_an_offer_are_skipped() {
        let space = toy();
        let offers = [Some(vec![0, 0]), None, Some(vec![0, 1]), Some(vec![0, 1])];
        let classes = step_classes(&space, &ones(), 0, &offers).expect("fits");
        assert_eq!(
            classes,
            [
                (0, 2, 1, ToldStep::Decided(Step::Concession)),
                (2, 3, 1, ToldStep::Decided(Step::Silent)),
            ]
        );
        assert!(step_classes(&space, &[], 0, &offers).is_err());
        assert!(step_classes(&space, &ones(), 0, &[Some(vec![0]), Some(vec![0, 9])]).is_err());
    }
}
