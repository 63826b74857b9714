//! Against brute force: every deal, every subset of what can be relaxed, by definition.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::space::{Constraint, Draft, Issue, Party};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[derive(Debug, Clone)]
struct Small {
    draft: Draft,
    soft: Vec<Soft>,
    target: Vec<(usize, Vec<Choice>)>,
}

fn some(of: usize, bits: u8) -> Vec<Choice> {
    (0..of).filter(|option| bits >> option & 1 == 1).collect()
}

fn soft(sizes: Vec<usize>, parties: usize) -> impl Strategy<Value = Soft> {
    let issues = sizes.len();
    (0..10_u8, 0..parties, 0..issues, 0..issues, any::<[u8; 2]>(), -2..14_i64).prop_map(
        move |(kind, party, issue, other, bits, least)| match kind {
            0..=5 => Soft::RedLine(RedLine {
                party,
                issue,
                choice: usize::from(bits[0]) % sizes[issue],
                evidence: vec![1],
            }),
            6..=8 => Soft::Link(Link {
                party: Some(party),
                issue,
                options: some(sizes[issue], bits[0]),
                requires_issue: other,
                requires_options: some(sizes[other], bits[1] & 0x15),
                evidence: vec![2],
            }),
            _ => Soft::Reserve { party, least: Exact::from(least), evidence: vec![3] },
        },
    )
}

fn hard(sizes: Vec<usize>) -> impl Strategy<Value = Constraint> {
    let issues = sizes.len();
    (0..issues, 0..issues, any::<[u8; 2]>()).prop_map(move |(issue, other, bits)| {
        Constraint::OnlyIf {
            issue,
            options: some(sizes[issue], bits[0] & 0x33),
            requires_issue: other,
            requires_options: some(sizes[other], bits[1]),
        }
    })
}

fn small() -> impl Strategy<Value = Small> {
    (1..=3_usize, vec(1..=3_usize, 1..=4)).prop_flat_map(|(parties, sizes)| {
        let rows: Vec<_> = sizes.iter().map(|size| vec(-2..6_i64, *size)).collect();
        let issues = sizes.len();
        let for_target = sizes.clone();
        let target = (0..issues, any::<u8>())
            .prop_map(move |(issue, bits)| (issue, some(for_target[issue], bits)));
        let of = sizes.clone();
        (
            vec(rows, parties),
            vec(soft(sizes.clone(), parties), 0..=9),
            vec(hard(sizes), 0..=1),
            vec(target, 0..=1),
        )
            .prop_map(move |(values, soft, constraints, target)| Small {
                draft: Draft {
                    issues: of
                        .iter()
                        .enumerate()
                        .map(|(at, size)| Issue {
                            name: at.to_string(),
                            options: (0..*size).map(|option| option.to_string()).collect(),
                        })
                        .collect(),
                    parties: values
                        .iter()
                        .enumerate()
                        .map(|(at, rows)| Party {
                            name: at.to_string(),
                            values: rows
                                .iter()
                                .map(|row| row.iter().map(|own| Exact::from(*own)).collect())
                                .collect(),
                            reserve: None,
                        })
                        .collect(),
                    constraints,
                },
                soft,
                target,
            })
    })
}

/// By deal: what it breaks. Only deals that the space and the target leave.
fn broken(small: &Small) -> Vec<(Deal, BTreeSet<usize>)> {
    let mut deals: Vec<Deal> = vec![Vec::new()];
    for issue in &small.draft.issues {
        let ways = 0..issue.options.len();
        deals = deals
            .iter()
            .flat_map(|head| ways.clone().map(|way| [head.clone(), vec![way]].concat()))
            .collect();
    }
    let admitted = |deal: &Deal| {
        small.draft.constraints.iter().all(|constraint| constraint.holds(deal))
            && small.target.iter().all(|(issue, options)| options.contains(&deal[*issue]))
    };
    let breaks = |deal: &Deal, soft: &Soft| match soft {
        Soft::RedLine(line) => deal[line.issue] == line.choice,
        Soft::Link(link) => {
            link.options.contains(&deal[link.issue])
                && !link.requires_options.contains(&deal[link.requires_issue])
        }
        Soft::Reserve { party, least, .. } => {
            small.draft.parties[*party].worth(deal).expect("a deal") < *least
        }
    };
    deals
        .into_iter()
        .filter(admitted)
        .map(|deal| {
            let set = small.soft.iter().enumerate().filter(|(_, soft)| breaks(&deal, soft));
            let set = set.map(|(at, _)| at).collect();
            (deal, set)
        })
        .collect()
}

fn sorted(sets: impl IntoIterator<Item = BTreeSet<usize>>) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
    out.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    out.dedup();
    out
}

/// Smallest sets that cannot hold together, by trying all.
fn cores_by_hand(small: &Small, broken: &[(Deal, BTreeSet<usize>)]) -> Vec<Vec<usize>> {
    let conflicts =
        |mask: u32| broken.iter().all(|(_, set)| set.iter().any(|at| mask >> at & 1 == 1));
    let all = 0..1_u32 << small.soft.len();
    let smallest = all.filter(|mask| conflicts(*mask)).filter(|mask| {
        (0..small.soft.len()).all(|at| mask >> at & 1 == 0 || !conflicts(mask & !(1 << at)))
    });
    sorted(smallest.map(|mask| (0..small.soft.len()).filter(|at| mask >> at & 1 == 1).collect()))
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn openings_and_cores_are_those_of_brute_force(small in small(), bound in 0..4_usize) {
        let Ok(space) = small.draft.clone().check() else { return Ok(()) };
        let question = Question { space: &space, soft: &small.soft, target: &small.target };
        let all = Bounds { largest: None, listed: usize::MAX };
        let found = blockers(&question, &all, &Work::default()).expect("small");
        let broken = broken(&small);
        let minimal = broken.iter().map(|(_, set)| set).filter(|set| {
            !broken.iter().any(|(_, less)| less != *set && less.is_subset(set))
        });
        let expected = sorted(minimal.cloned());
        let got: Vec<Vec<usize>> = found.listed.iter().map(|one| one.relax.clone()).collect();
        prop_assert_eq!(&got, &expected);
        prop_assert_eq!(&found.total, &expected.len().into());
        prop_assert_eq!(found.possible, !broken.is_empty());
        for opening in &found.listed {
            let own = broken.iter().find(|(deal, _)| *deal == opening.deal).expect("admitted");
            let relax: BTreeSet<usize> = opening.relax.iter().copied().collect();
            prop_assert_eq!(&own.1, &relax);
        }
        let cores = found.cores.expect("small");
        prop_assert_eq!(&cores.total, &cores.listed.len().into());
        prop_assert_eq!(cores.listed, cores_by_hand(&small, &broken));

        let some = Bounds { largest: Some(bound), listed: usize::MAX };
        let within = blockers(&question, &some, &Work::default()).expect("small");
        let expected: Vec<Vec<usize>> =
            expected.into_iter().filter(|set| set.len() <= bound).collect();
        let got: Vec<Vec<usize>> = within.listed.iter().map(|one| one.relax.clone()).collect();
        prop_assert_eq!(got, expected);
        let few = blockers(&question, &Bounds { listed: 2, ..all }, &Work::default()).expect("small");
        prop_assert_eq!(few.total, found.total);
        prop_assert_eq!(few.listed.len(), found.listed.len().min(2));
        for (one, other) in few.listed.iter().zip(&found.listed) {
            prop_assert!(found.listed.contains(one));
            prop_assert_eq!(one.relax.len(), other.relax.len());
        }
    }
}

/// Twenty issues; each option of each is a red line of somebody.
fn shut(issues: usize, options: usize) -> (Space, Vec<Soft>) {
    let draft = Draft {
        issues: (0..issues)
            .map(|at| Issue {
                name: at.to_string(),
                options: (0..options).map(|option| option.to_string()).collect(),
            })
            .collect(),
        parties: vec![Party {
            name: "north".to_owned(),
            values: vec![vec![Exact::zero(); options]; issues],
            reserve: None,
        }],
        constraints: Vec::new(),
    };
    let line = |issue, choice| Soft::RedLine(RedLine { party: 0, issue, choice, evidence: vec![] });
    let soft = (0..issues).flat_map(|issue| (0..options).map(move |choice| line(issue, choice)));
    (draft.check().expect("a space"), soft.collect())
}

#[test]
fn too_many_to_list_are_counted() {
    let (space, soft) = shut(20, 5);
    let question = Question { space: &space, soft: &soft, target: &[] };
    let found = blockers(&question, &Bounds::default(), &Work::default()).expect("no work");
    assert_eq!(found.total.to_string(), "95367431640625");
    assert_eq!((found.smallest(), found.listed.len()), (Some(20), 100));
    assert_eq!(found.cores.expect("no work").total, 20_u32.into());
    let parties = by_party(&soft, &found.listed[0].relax);
    assert_eq!(parties.get(&Some(0)).map(Vec::len), Some(20));
}

#[test]
fn what_names_nothing_is_refused() {
    let (space, _) = shut(2, 2);
    let soft = [Soft::Reserve { party: 4, least: Exact::zero(), evidence: vec![] }];
    let question = Question { space: &space, soft: &soft, target: &[] };
    let found = blockers(&question, &Bounds::default(), &Work::default());
    assert!(matches!(found, Err(Stop::Mismatch(_))));
}
