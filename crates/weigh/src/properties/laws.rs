//! The laws, each over many small spaces.

use proptest::prelude::*;

use super::brute::{all, disagreement, rules, undominated};
use super::spaces::{Small, small};
use crate::count::{count_at_least, extremes};
use crate::enumerate::{Additive, enumerate};
use crate::frontier::{Frontier, distinct_vectors, estimate, frontier, frontier_above};
use crate::number::Exact;
use crate::solutions::{Disagreement, Named, count_rational, solve, solve_directly};
use crate::space::{Constraint, Draft, Problem, Scaled, Space};
use crate::work::Work;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn exact(space: &Small, vector: &[i64]) -> Vec<Exact> {
    let each = vector.iter().zip(&space.below);
    each.map(|(number, below)| Exact::ratio((*number).into(), (*below).into()).expect("below"))
        .collect()
}

/// The space, unless nothing is admissible, which must then be true.
fn checked(small: &Small) -> Option<(Space, Scaled, Frontier)> {
    match small.draft().check() {
        Ok(space) => {
            let scaled = Scaled::of(&space).expect("small numbers");
            let frontier = frontier(&space, &scaled, &Work::default()).expect("small");
            Some((space, scaled, frontier))
        }
        Err(problems) => {
            assert!(matches!(problems.as_slice(), [Problem::NothingAdmissible { .. }]));
            assert!(all(small).is_empty(), "{problems:?}");
            None
        }
    }
}

proptest! {
    #![proptest_config(config(2_500))]

    #[test]
    fn the_frontier_is_that_of_brute_force(small in small()) {
        let Some((space, scaled, frontier)) = checked(&small) else { return Ok(()) };
        let all = all(&small);
        let expected = undominated(&all);
        let work = Work::default();
        prop_assert_eq!(space.admissible_outcomes(), all.values().map(Vec::len).sum::<usize>().into());
        prop_assert_eq!(distinct_vectors(&space, &scaled, &work), Ok(all.len() as u64));
        prop_assert_eq!(frontier.len(), expected.len());
        let mut deals_in_all = 0_usize;
        for (at, (vector, deals)) in expected.iter().enumerate() {
            prop_assert_eq!(frontier.vector(at, &scaled), exact(&small, vector));
            prop_assert_eq!(frontier.deals_count(at), deals.len().into());
            prop_assert_eq!(&frontier.deals(at, usize::MAX), *deals);
            prop_assert_eq!(&frontier.deals(at, 2), &deals[..deals.len().min(2)]);
            deals_in_all += deals.len();
        }
        prop_assert_eq!(frontier.all_deals_count(), deals_in_all.into());
        let bound = estimate(&space, &scaled).most_vectors;
        prop_assert!(bound >= frontier.len().into(), "{bound} is no bound of {}", frontier.len());
    }

    #[test]
    fn solutions_are_those_of_brute_force(small in small()) {
        let Some((space, scaled, frontier)) = checked(&small) else { return Ok(()) };
        let all = all(&small);
        let without = disagreement(&small, &all);
        let is_rational = |vector: &[i64]| vector.iter().zip(&without).all(|(a, b)| a >= b);
        let rational: Vec<&Vec<i64>> = undominated(&all)
            .into_iter()
            .map(|(vector, _)| vector)
            .filter(|vector| is_rational(vector))
            .collect();
        let found = solve(&space, &scaled, &frontier, &Disagreement::ReserveOrLeast).expect("small");
        prop_assert_eq!(&found.disagreement, &exact(&small, &without));
        prop_assert_eq!(found.rational.len(), rational.len());
        let counted = count_rational(&space, &scaled, &found.disagreement, &Work::default());
        let by_hand: usize = all.iter().filter(|(v, _)| is_rational(v)).map(|(_, d)| d.len()).sum();
        prop_assert_eq!(counted, Ok(by_hand.into()));
        let Some(found) = found.found else {
            prop_assert!(rational.is_empty());
            return Ok(());
        };
        let over = |of: &mut dyn Iterator<Item = &Vec<i64>>, party: usize| {
            of.map(|vector| vector[party]).max().expect("some")
        };
        let parties = 0..small.values.len();
        let ideal: Vec<i64> =
            parties.clone().map(|p| over(&mut rational.iter().copied(), p)).collect();
        let most: Vec<i64> = parties.map(|p| over(&mut all.keys(), p)).collect();
        prop_assert_eq!(&found.ideal, &exact(&small, &ideal));
        let named: [&Named; 5] = [
            &found.nash,
            &found.kalai_smorodinsky,
            &found.egalitarian,
            &found.utilitarian,
            &found.equal_ratio_minspread,
        ];
        for ((name, score), named) in rules(&small, &without, &ideal, &most).iter().zip(named) {
            let best = rational.iter().map(|vector| score(vector)).max().expect("some");
            let winners: Vec<Vec<Exact>> = rational
                .iter()
                .filter(|vector| score(vector) == best)
                .map(|vector| exact(&small, vector))
                .collect();
            let got: Vec<Vec<Exact>> =
                named.points.iter().map(|at| frontier.vector(*at, &scaled)).collect();
            prop_assert_eq!(got, winners, "{}", name);
            if *name != "equal_ratio_minspread" {
                // No rational deal off the frontier is better.
                for vector in all.keys().filter(|vector| is_rational(vector)) {
                    prop_assert!(score(vector) <= best, "{} prefers {:?}", name, vector);
                }
            }
            if let (Some(value), Some(first)) = (&named.value, best.first()) {
                let spread = -first.clone();
                let expected = if *name == "equal_ratio_minspread" { &spread } else { first };
                prop_assert_eq!(value, expected, "{}", name);
            }
        }
    }

    #[test]
    fn a_floor_leaves_what_reaches_it(small in small(), floor in prop::collection::vec(-3..15_i64, 7)) {
        let Some((space, scaled, frontier)) = checked(&small) else { return Ok(()) };
        let floor: Vec<i128> = floor.iter().map(|n| i128::from(*n)).take(scaled.parties()).collect();
        let work = Work::default();
        let above = frontier_above(&space, &scaled, Some(&floor), &work).expect("small");
        let reaches = |point: &&[i128]| point.iter().zip(&floor).all(|(a, b)| a >= b);
        let expected: Vec<&[i128]> = frontier.points().filter(reaches).collect();
        prop_assert_eq!(above.points().collect::<Vec<_>>(), expected);
        let counted = count_at_least(&space, &scaled, &floor, &work).expect("small");
        prop_assert!(counted >= above.all_deals_count());
    }

    #[test]
    fn enumerating_finds_the_same(small in small()) {
        let Some((space, scaled, frontier)) = checked(&small) else { return Ok(()) };
        let table = Additive { space: &space, scaled: &scaled };
        let found = enumerate(&small.sizes, &table, &Work::default()).expect("small");
        prop_assert_eq!(space.admissible_outcomes(), found.admissible.into());
        let extremes = extremes(&space, &scaled);
        prop_assert_eq!((found.least, found.most), (extremes.least, extremes.most));
        prop_assert_eq!(found.points.len(), frontier.len());
        for (at, point) in found.points.iter().enumerate() {
            prop_assert_eq!(point.whole.as_slice(), frontier.whole(at));
            prop_assert_eq!(frontier.deals_count(at), point.deals.into());
            prop_assert_eq!(&point.witnesses, &frontier.deals(at, 4));
        }
    }
}

/// The same space with issues, options and parties in another order, and other names.
fn turned(small: &Small, by: usize) -> Small {
    let issues = small.sizes.len();
    let from: Vec<usize> = (0..issues).map(|at| (at + by) % issues).rev().collect();
    let place = |issue: usize| from.iter().position(|at| *at == issue).expect("a place");
    let option = |issue: usize, option: usize| small.sizes[issue] - 1 - option;
    let turn =
        |issue: usize, options: &[usize]| options.iter().map(|o| option(issue, *o)).collect();
    let constraints = small.constraints.iter().rev().map(|constraint| match constraint {
        Constraint::Forbid { issue, options } => {
            Constraint::Forbid { issue: place(*issue), options: turn(*issue, options) }
        }
        Constraint::OnlyIf { issue, options, requires_issue, requires_options } => {
            Constraint::OnlyIf {
                issue: place(*issue),
                options: turn(*issue, options),
                requires_issue: place(*requires_issue),
                requires_options: turn(*requires_issue, requires_options),
            }
        }
    });
    let rows = |rows: &Vec<Vec<i64>>| -> Vec<Vec<i64>> {
        from.iter().map(|issue| rows[*issue].iter().rev().copied().collect()).collect()
    };
    let mut out = Small {
        sizes: from.iter().map(|issue| small.sizes[*issue]).collect(),
        values: small.values.iter().map(rows).collect(),
        below: small.below.clone(),
        reserves: small.reserves.clone(),
        constraints: constraints.collect(),
    };
    out.values.reverse();
    out.below.reverse();
    out.reserves.reverse();
    out
}

/// Everything that must not depend on order, parties turned back.
fn essence(draft: Draft, back: bool) -> Option<Vec<(String, Vec<Vec<Exact>>)>> {
    let space = draft.check().ok()?;
    let scaled = Scaled::of(&space).expect("small");
    let frontier = frontier(&space, &scaled, &Work::default()).expect("small");
    let found = solve(&space, &scaled, &frontier, &Disagreement::ReserveOrLeast).expect("small");
    let vectors = |points: &[usize]| {
        let mut out: Vec<Vec<Exact>> =
            points.iter().map(|at| frontier.vector(*at, &scaled)).collect();
        if back {
            for vector in &mut out {
                vector.reverse();
            }
        }
        out.sort();
        out
    };
    let all: Vec<usize> = (0..frontier.len()).collect();
    let mut out = vec![
        (format!("frontier of {} deals", frontier.all_deals_count()), vectors(&all)),
        ("rational".to_owned(), vectors(&found.rational)),
    ];
    for named in found.found.iter().flat_map(|found| {
        [
            &found.nash,
            &found.kalai_smorodinsky,
            &found.egalitarian,
            &found.utilitarian,
            &found.equal_ratio_minspread,
        ]
    }) {
        out.push((format!("{:?}", named.value), vectors(&named.points)));
    }
    Some(out)
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn solutions_without_the_frontier_are_the_same(small in small()) {
        let Some((space, scaled, frontier)) = checked(&small) else { return Ok(()) };
        for without in [Disagreement::ReserveOrLeast, Disagreement::Zero] {
            let by_frontier = solve(&space, &scaled, &frontier, &without).expect("small");
            let direct = solve_directly(&space, &without, &Work::default()).expect("small");
            prop_assert_eq!(&direct.disagreement, &by_frontier.disagreement);
            prop_assert_eq!(direct.found.is_some(), by_frontier.found.is_some());
            let (Some(direct), Some(found)) = (direct.found, by_frontier.found) else { continue };
            prop_assert_eq!(direct.ideal, found.ideal);
            prop_assert_eq!(direct.active, found.active);
            for (name, pinned, named) in [
                ("nash", &direct.nash, &found.nash),
                ("kalai_smorodinsky", &direct.kalai_smorodinsky, &found.kalai_smorodinsky),
                ("egalitarian", &direct.egalitarian, &found.egalitarian),
                ("utilitarian", &direct.utilitarian, &found.utilitarian),
            ] {
                let pinned = pinned.as_ref().expect("small");
                prop_assert_eq!(&pinned.value, &named.value, "{}", name);
                prop_assert_eq!(pinned.vectors.len(), named.points.len(), "{}", name);
                for (vector, at) in pinned.vectors.iter().zip(&named.points) {
                    prop_assert_eq!(&vector.vector, &frontier.vector(*at, &scaled));
                    prop_assert_eq!(&vector.outcomes, &frontier.deals_count(*at));
                    prop_assert_eq!(&vector.witnesses, &frontier.deals(*at, 4));
                }
            }
        }
    }

    #[test]
    fn order_and_names_change_nothing(small in small(), by in 0..5_usize) {
        let mut other = turned(&small, by).draft();
        for (at, issue) in other.issues.iter_mut().enumerate() {
            issue.name = format!("renamed {at}");
        }
        prop_assert_eq!(essence(small.draft(), false), essence(other, true));
    }
}
