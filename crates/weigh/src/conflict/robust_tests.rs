//! Draws against the forward engine, and against what can be counted.

#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use proptest::prelude::*;

use super::properties::made;
use super::*;
use crate::number::Exact;
use crate::packages::Range;
use crate::work::Work;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn number(number: i64) -> Exact {
    Exact::ratio(number.into(), 1.into()).expect("a number")
}

fn sample(draws: u64) -> Sample {
    Sample { draws, seed: 7, flips: 5 }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn what_is_known_is_drawn_as_it_is((makers, options, seed) in (1..=4_usize, 1..=5_usize, any::<u64>())) {
        let draft = made::options(makers, options, seed, false);
        let conflict = draft.check().expect("a conflict");
        let mut doubts = vec![
            Doubt { maker: 0, unsure: Unsure::Swaps(Exact::zero()) },
            Doubt { maker: 0, unsure: Unsure::Noise(Exact::zero()) },
            Doubt { maker: 0, unsure: Unsure::Among(vec![0]) },
        ];
        for (maker, one) in draft.makers.iter().enumerate() {
            if let Preference::Weights(wishes) = &one.preference {
                let exact = |(_, weight): &(Wish, Exact)| Range { low: weight.clone(), high: weight.clone() };
                if !wishes.is_empty() {
                    let unsure = Unsure::Weights(wishes.iter().map(exact).collect());
                    doubts.insert(0, Doubt { maker, unsure });
                }
            }
        }
        let found = firmness(&conflict, &doubts, &[0], &sample(3), &Work::default()).expect("small");
        let known = stability(&conflict, 1, &Work::default()).expect("small");
        for concept in Concept::ALL {
            let equilibria = known.equilibria(concept);
            for state in 0..conflict.states() as Scene {
                let hits = if equilibria.has(state) { 3 } else { 0 };
                prop_assert_eq!(found.share(state, concept).hits, hits);
            }
            prop_assert!(found.asked[0].flips[concept as usize].is_empty());
        }
    }

    #[test]
    fn draws_are_those_of_conflicts_made_anew(
        (makers, options, seed) in (1..=3_usize, 1..=4_usize, any::<u64>())
    ) {
        let conflict = made::options(makers, options, seed, false).check().expect("a conflict");
        let all: Vec<Scene> = (0..conflict.states() as Scene).collect();
        let half = Exact::ratio(1.into(), 2.into()).expect("a half");
        let doubts = vec![
            Doubt { maker: 0, unsure: Unsure::Among(all.clone()) },
            Doubt { maker: makers - 1, unsure: Unsure::Swaps(half) },
            Doubt { maker: makers - 1, unsure: Unsure::Noise(number(1)) },
        ];
        let found = firmness(&conflict, &doubts, &all, &sample(20), &Work::default()).expect("small");
        let again = firmness(&conflict, &doubts, &all, &sample(20), &Work::default()).expect("small");
        prop_assert_eq!(&found, &again, "a seed gives the same draws");
        let mut drawer = super::robust_draw::Drawer::of(&conflict, &doubts, 7).expect("doubts");
        let mut hits = vec![[0; 5]; conflict.states()];
        for _ in 0..20 {
            drawer.draw();
            let mut ranks = conflict.ranks().to_vec();
            for (maker, own) in drawer.ranks() {
                ranks[maker] = own.to_vec();
            }
            let anew = conflict.with_ranks(&ranks).expect("ranks");
            let stable = stability(&anew, 1, &Work::default()).expect("small");
            for concept in Concept::ALL {
                for state in stable.equilibria(concept).iter() {
                    hits[state as usize][concept as usize] += 1;
                }
            }
        }
        for (shares, hits) in found.shares.iter().zip(hits) {
            prop_assert_eq!(shares.map(|share| share.hits), hits);
        }
    }
}

/// Two who may each help or not; the first knows nothing.
fn dilemma() -> Conflict {
    let lever = |name: &str| Lever { name: name.to_owned(), direction: Direction::Both };
    let wish = |option, on| Wish::one(option, on);
    let maker = |name: &str, own: usize, wishes: Vec<Wish>| Maker {
        name: name.to_owned(),
        options: vec![own],
        preference: Preference::Priorities(wishes),
    };
    Draft {
        makers: vec![
            maker("one", 0, vec![wish(1, true), wish(0, false)]),
            maker("two", 1, vec![wish(0, true), wish(1, false)]),
        ],
        form: Form::Options {
            options: vec![lever("a"), lever("b")],
            rules: vec![],
            merges: vec![],
        },
        status_quo: None,
    }
    .check()
    .expect("a conflict")
}

#[test]
fn an_unknown_pair_that_decides_is_named() {
    let conflict = dilemma();
    // State 1 (nobody helps) is Nash unless the first prefers state 2 (it helps alone).
    let doubts = [Doubt { maker: 0, unsure: Unsure::Among(vec![0, 1]) }];
    let found =
        firmness(&conflict, &doubts, &[0], &sample(2_000), &Work::default()).expect("small");
    let share = found.share(0, Concept::Nash);
    assert!((900..1_100).contains(&share.hits), "{share:?}");
    let flip = &found.asked[0].flips[0][0];
    assert_eq!(flip.cause, Cause::Order { maker: 0, above: 1, below: 0 });
    assert_eq!(flip.ratio, Exact::one());
    assert_eq!((flip.with.hits, flip.without.hits), (0, share.hits));
}

#[test]
fn a_weight_that_decides_is_named() {
    let conflict = dilemma();
    let range = |low, high| Range { low: number(low), high: number(high) };
    // The first wants the other to help (5) and not to help itself, which weighs from -1 to 1.
    let unsure = Unsure::Weights(vec![range(5, 5), range(-1, 1)]);
    let doubts = [Doubt { maker: 0, unsure }];
    let found =
        firmness(&conflict, &doubts, &[0], &sample(2_000), &Work::default()).expect("small");
    let flips = &found.asked[0].flips[0];
    let weight = flips.iter().find(|flip| matches!(flip.cause, Cause::Weight { .. })).expect("one");
    assert_eq!(weight.cause, Cause::Weight { maker: 0, wish: 1 });
    assert_eq!((weight.with.hits, weight.without.hits), (400, 0));
}

#[test]
fn what_does_not_fit_is_said() {
    let conflict = dilemma();
    let ask = |maker, unsure| {
        firmness(&conflict, &[Doubt { maker, unsure }], &[], &sample(1), &Work::default())
    };
    assert!(ask(2, Unsure::Among(vec![])).is_err());
    assert!(ask(0, Unsure::Among(vec![9])).is_err());
    assert!(ask(0, Unsure::Swaps(number(2))).is_err());
    assert!(ask(0, Unsure::Noise(number(-1))).is_err());
    assert!(ask(0, Unsure::Weights(vec![])).is_err());
    let turned = Range { low: number(2), high: number(1) };
    assert!(ask(0, Unsure::Weights(vec![turned.clone(), turned])).is_err());
    assert!(firmness(&conflict, &[], &[7], &sample(1), &Work::default()).is_err());
    assert!(firmness(&conflict, &[], &[], &sample(0), &Work::default()).is_err());
}

#[test]
fn all_orders_of_a_group_come_up_alike() {
    let conflict = dilemma();
    let doubts = [Doubt { maker: 0, unsure: Unsure::Among(vec![0, 1, 2]) }];
    let mut drawer = super::robust_draw::Drawer::of(&conflict, &doubts, 3).expect("doubts");
    let mut counts = std::collections::BTreeMap::new();
    for _ in 0..6_000 {
        drawer.draw();
        let ranks: Vec<u32> = drawer.ranks().next().expect("one").1.to_vec();
        *counts.entry(ranks).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 6);
    assert!(counts.values().all(|count| (850..1_150).contains(count)), "{counts:?}");
}
