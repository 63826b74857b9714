//! Against what can be known without drawing, and against the engine's other ways to the same.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::intervals::WeightRanges;
use crate::solutions::{Disagreement, solve};
use crate::space::{Draft, Issue};

fn exact(text: &str) -> Exact {
    text.parse().expect("a number")
}

fn space(sizes: &[usize]) -> Space {
    let issues = sizes.iter().enumerate().map(|(at, size)| Issue {
        name: at.to_string(),
        options: (0..*size).map(|option| option.to_string()).collect(),
    });
    let values = sizes.iter().map(|size| vec![Exact::zero(); *size]).collect();
    let party = Party { name: "x".to_owned(), values, reserve: None };
    let draft = Draft { issues: issues.collect(), parties: vec![party], constraints: Vec::new() };
    draft.check().expect("a space")
}

fn party(values: &[&[i64]], weights: Belief, reserve: Option<&str>) -> Uncertain {
    let rows: Vec<Vec<Exact>> =
        values.iter().map(|row| row.iter().map(|own| Exact::from(*own)).collect()).collect();
    Uncertain::valued("p", &rows, weights, reserve.map(exact))
}

fn run(sizes: &[usize], parties: &[Uncertain], asked: &[Deal]) -> Robustness {
    let draws = Draws { draws: 2_000, seed: 7, listed: 100 };
    robustness(&space(sizes), parties, asked, &draws, &Work::default()).expect("small")
}

#[test]
fn shares_are_those_of_areas() {
    // One party wants option 0 of the first issue or of the second; it has w and 1 - w of them.
    let one = party(&[&[1, 0], &[1, 0]], Belief::Unknown, Some("0.75"));
    let found = run(&[2, 2], &[one], &[vec![0, 0], vec![0, 1]]);
    assert_eq!(found.asked[0].undominated.hits, 2_000);
    assert_eq!(found.asked[0].nash.hits, 2_000);
    assert!(found.asked[1].undominated.hits <= 1);
    // w >= 0.75 in a quarter of all draws.
    let (low, high) = found.asked[1].above_reserves.range();
    assert!(low < 0.25 && 0.25 < high, "{low} {high}");
    assert_eq!(found.zone.hits, 2_000);
}

#[test]
fn the_unknown_that_decides_comes_first() {
    // The first party's weights decide which issue it is given; those of the second are known.
    let known = Belief::Known(vec![exact("0.5"), exact("0.5")]);
    let parties = [
        party(&[&[1, 0], &[1, 0]], Belief::Unknown, None),
        party(&[&[0, 1], &[0, 1]], known, None),
    ];
    let found = run(&[2, 2], &parties, &[]);
    let first = &found.unknowns[0];
    assert!(matches!(first.unknown, Unknown::Weight { party: 0, .. }));
    assert!(first.turns() && first.ratio > exact("0.5"), "{first:?}");
    assert_eq!(found.unknowns.len(), 2);
    // A value that nobody knows, of an option that nobody else wants either.
    let mut vague = party(&[&[9, 0], &[9, 0]], Belief::Known(vec![Exact::one(); 2]), None);
    vague.values[0][1] = Range::whole(-1, 1);
    let found = run(&[2, 2], &[vague], &[]);
    assert_eq!(found.unknowns[0].unknown, Unknown::Value { party: 0, issue: 0, option: 1 });
    assert!(found.unknowns[0].ratio.is_zero() && !found.unknowns[0].turns());
}

#[test]
fn the_same_seed_gives_the_same() {
    let parties = [
        party(&[&[3, 1, 0], &[2, 0]], Belief::Unknown, None),
        party(&[&[0, 2, 3], &[0, 5]], Belief::Order(vec![vec![1], vec![0]]), None),
    ];
    assert_eq!(run(&[3, 2], &parties, &[]), run(&[3, 2], &parties, &[]));
    let seeds = |seed| {
        let draws = Draws { draws: 500, seed, listed: 5 };
        robustness(&space(&[3, 2]), &parties, &[], &draws, &Work::default()).expect("small")
    };
    assert_ne!(seeds(1), seeds(2));
}

#[test]
fn what_does_not_fit_is_told() {
    let wrong = |weights: Belief| {
        let one = party(&[&[1, 0], &[1, 0]], weights, None);
        let draws = Draws::default();
        robustness(&space(&[2, 2]), &[one], &[], &draws, &Work::default()).is_err()
    };
    let ranges = |ends: &[(&str, &str)]| {
        Belief::Ranges(WeightRanges {
            ranges: ends.iter().map(|(low, high)| (exact(low), exact(high))).collect(),
            total: Exact::one(),
        })
    };
    assert!(wrong(Belief::Known(vec![Exact::one()])));
    assert!(wrong(Belief::Known(vec![exact("-1"), Exact::one()])));
    assert!(wrong(ranges(&[("0", "0.2"), ("0", "0.3")])));
    assert!(wrong(ranges(&[("0.5", "0.2"), ("0", "1")])));
    assert!(wrong(Belief::Order(vec![vec![0]])));
    assert!(wrong(Belief::Order(vec![vec![0, 9]])));
}

fn belief(issues: usize) -> impl Strategy<Value = Belief> {
    let range = (0..4_i64, 1..7_i64).prop_map(|(low, wide)| {
        let tenth = |n: i64| Exact::ratio(n.into(), 10.into()).expect("ten");
        (tenth(low), tenth(low + wide))
    });
    let even = Exact::ratio(1.into(), issues.into()).expect("some issues");
    prop_oneof![
        Just(Belief::Unknown),
        Just(Belief::Order(vec![(0..issues).rev().collect()])),
        Just(Belief::Order((0..issues).map(|issue| vec![issue]).collect())),
        vec(range, issues)
            .prop_map(|ranges| { Belief::Ranges(WeightRanges { ranges, total: Exact::one() }) }),
        Just(Belief::Known(vec![even; issues])),
    ]
}

fn parties() -> impl Strategy<Value = (Vec<usize>, Vec<Uncertain>)> {
    (1..=3_usize, vec(1..=3_usize, 1..=3)).prop_flat_map(|(parties, sizes)| {
        let rows: Vec<_> = sizes.iter().map(|size| vec(0..5_i64, *size)).collect();
        let one = (rows, belief(sizes.len()), prop::option::weighted(0.3, 0..4_i64)).prop_map(
            |(rows, weights, reserve)| {
                let rows: Vec<Vec<Exact>> = rows
                    .iter()
                    .map(|row| row.iter().map(|own| Exact::from(*own)).collect())
                    .collect();
                Uncertain::valued("p", &rows, weights, reserve.map(Exact::from))
            },
        );
        let named = vec(one, parties).prop_map(|mut parties| {
            for (at, party) in parties.iter_mut().enumerate() {
                party.name = at.to_string();
            }
            parties
        });
        (Just(sizes), named)
    })
}

fn all(sizes: &[usize]) -> Vec<Deal> {
    let mut out: Vec<Deal> = vec![Vec::new()];
    for size in sizes {
        out = out
            .iter()
            .flat_map(|head| (0..*size).map(|way| [head.clone(), vec![way]].concat()))
            .collect();
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn each_draw_is_counted_as_the_engine_has_it((sizes, parties) in parties()) {
        let space = space(&sizes);
        let Ok(mut drawer) = Drawer::of(&space, &parties, Chance::of(5)) else { return Ok(()) };
        let draws = Draws { draws: 12, seed: 5, listed: usize::MAX };
        let asked = all(&sizes);
        let found = robustness(&space, &parties, &asked, &draws, &Work::default()).expect("small");
        let mut front: BTreeMap<Deal, u64> = BTreeMap::new();
        let mut best: BTreeMap<Deal, u64> = BTreeMap::new();
        let mut zone = 0;
        for _ in 0..draws.draws {
            let scaled = drawer.next().expect("small");
            for ((weights, _), party) in drawer.last.iter().zip(&parties) {
                within(weights, party)?;
            }
            let frontier = frontier(&space, &scaled, &Work::default()).expect("small");
            // Rules that look at gains need a space with as many parties as the scale has.
            let solved = solve(&space, &scaled, &frontier, &Disagreement::ReserveOrLeast).expect("small");
            zone += u64::from(solved.found.is_some());
            for at in 0..frontier.len() {
                for deal in frontier.deals(at, usize::MAX) {
                    *front.entry(deal.clone()).or_default() += 1;
                    if solved.found.as_ref().is_some_and(|found| found.nash.points.contains(&at)) {
                        *best.entry(deal).or_default() += 1;
                    }
                }
            }
        }
        prop_assert_eq!(found.zone.hits, zone);
        prop_assert_eq!(found.seen, front.len() as u64);
        for one in found.asked.iter().chain(&found.listed) {
            prop_assert_eq!(one.undominated.hits, front.get(&one.deal).copied().unwrap_or_default());
            prop_assert_eq!(one.nash.hits, best.get(&one.deal).copied().unwrap_or_default());
        }
        // What no deal beats under all weights may still lose each draw; but what is undominated in
        // some draw is not beaten under all.
        let sure = never_beaten(&space, &parties, &asked, &Work::default()).expect("small");
        for (deal, sure) in asked.iter().zip(sure) {
            prop_assert!(sure || !front.contains_key(deal), "{:?}", deal);
        }
    }
}

/// Whether drawn weights are what was asked for.
fn within(weights: &[i128], party: &Uncertain) -> Result<(), TestCaseError> {
    let sum: i128 = weights.iter().sum();
    match &party.weights {
        Belief::Known(_) => {}
        Belief::Unknown => prop_assert_eq!(sum, 1_000_000),
        Belief::Order(groups) => {
            prop_assert_eq!(sum, 1_000_000);
            for pair in groups.windows(2) {
                prop_assert!(weights[pair[0][0]] >= weights[pair[1][0]]);
            }
        }
        Belief::Ranges(told) => {
            prop_assert_eq!(sum, 1_000_000);
            for (weight, (low, high)) in weights.iter().zip(&told.ranges) {
                let weight = Exact::ratio((*weight).into(), 1_000_000.into()).expect("a million");
                prop_assert!(*low <= weight && weight <= *high);
            }
        }
    }
    Ok(())
}
