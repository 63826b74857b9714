//! Against brute force: every sequence of issues, every subset of demands.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn demand(party: usize, before: usize, after: usize) -> Demand {
    Demand { party, before, after, evidence: vec![before, after] }
}

/// Whether a set of demands can be met by some order.
fn can_be_met(issues: usize, demands: &[&Demand]) -> bool {
    let mut rest: BTreeSet<usize> = (0..issues).collect();
    while let Some(free) = rest.iter().copied().find(|issue| {
        !demands.iter().any(|demand| demand.after == *issue && rest.contains(&demand.before))
    }) {
        rest.remove(&free);
    }
    rest.is_empty()
}

/// Circles by walking everywhere.
fn circles_by_hand(issues: usize, demands: &[Demand]) -> Vec<Vec<usize>> {
    fn go(at: usize, path: &mut Vec<usize>, demands: &[Demand], out: &mut BTreeSet<Vec<usize>>) {
        path.push(at);
        for demand in demands.iter().filter(|demand| demand.before == at) {
            if demand.after == path[0] {
                out.insert(path.clone());
            } else if demand.after > path[0] && !path.contains(&demand.after) {
                go(demand.after, path, demands, out);
            }
        }
        path.pop();
    }
    let mut out = BTreeSet::new();
    for start in 0..issues {
        go(start, &mut Vec::new(), demands, &mut out);
    }
    let mut out: Vec<Vec<usize>> = out.into_iter().collect();
    out.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    out
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn deadlocks_are_those_of_brute_force(
        steps in vec(1..4_usize, 5),
        pairs in vec((0..3_usize, 0..5_usize, 0..5_usize), 0..10),
    ) {
        let demands: Vec<Demand> =
            pairs.into_iter().map(|(party, before, after)| demand(party, before, after)).collect();
        let found = order(&steps, &demands, 10_000, &Work::default()).expect("small");
        let mut circles: Vec<Vec<usize>> = Vec::new();
        for deadlock in &found.deadlocks {
            prop_assert!(deadlock.all_circles);
            circles.extend(deadlock.circles.iter().map(|circle| circle.issues.clone()));
            for circle in &deadlock.circles {
                for (at, own) in circle.demands.iter().enumerate() {
                    let next = circle.issues[(at + 1) % circle.issues.len()];
                    for demand in own {
                        let demand = &demands[*demand];
                        prop_assert_eq!((demand.before, demand.after), (circle.issues[at], next));
                    }
                }
            }
            // The sets to drop, by trying all.
            let own = &deadlock.demands;
            let met = |mask: u32| {
                let kept = own.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 0);
                can_be_met(5, &kept.map(|(_, at)| &demands[*at]).collect::<Vec<_>>())
            };
            let smallest = (0..1_u32 << own.len()).filter(|mask| met(*mask)).filter(|mask| {
                (0..own.len()).all(|at| mask >> at & 1 == 0 || !met(mask & !(1 << at)))
            });
            let mut expected: Vec<Vec<usize>> = smallest
                .map(|mask| (0..own.len()).filter(|at| mask >> at & 1 == 1).map(|at| own[at]).collect())
                .collect();
            expected.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            prop_assert_eq!(deadlock.drop.as_ref(), Ok(&expected));
            for way in &deadlock.ways {
                holds(way, own, &demands, &steps)?;
            }
        }
        circles.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        prop_assert_eq!(circles, circles_by_hand(5, &demands));
        let all: Vec<&Demand> = demands.iter().collect();
        prop_assert_eq!(found.deadlocks.is_empty(), can_be_met(5, &all));
        let stage = |issue: usize| {
            found.stages.iter().position(|stage| stage.contains(&issue)).expect("a stage")
        };
        let stuck = |demand: &Demand| found.deadlocks.iter().any(|deadlock| {
            deadlock.issues.contains(&demand.before) && deadlock.issues.contains(&demand.after)
        });
        for demand in &demands {
            let (before, after) = (stage(demand.before), stage(demand.after));
            let fits = if stuck(demand) { before == after } else { before < after };
            prop_assert!(fits, "{:?}", demand);
        }
    }
}

fn holds(
    way: &Way,
    own: &[usize],
    demands: &[Demand],
    steps: &[usize],
) -> Result<(), TestCaseError> {
    let place = |order: &[usize], issue: usize| order.iter().position(|at| *at == issue);
    match way {
        Way::Drop { demands: dropped, order } => {
            for at in own.iter().filter(|at| !dropped.contains(at)) {
                let demand = &demands[*at];
                prop_assert!(place(order, demand.before) < place(order, demand.after));
            }
        }
        Way::InStep { sequence, late } => {
            let at = |issue: usize, step: usize| {
                sequence.iter().position(|own| *own == Step { issue, step })
            };
            for one in own {
                let Demand { before, after, .. } = demands[*one];
                let lag = usize::from(late.contains(one));
                prop_assert!(lag == 0 || steps[after] > 1);
                for step in 0..steps[before].min(steps[after] - lag) {
                    prop_assert!(at(before, step) < at(after, step + lag));
                }
            }
        }
        Way::Together { issues } => prop_assert!(issues.len() > 1),
    }
    Ok(())
}

#[test]
fn ceasefire_first_against_settlement_first() {
    // 0 ceasefire, 1 settlement, 2 prisoners.
    let demands = [demand(0, 0, 1), demand(1, 1, 0), demand(0, 2, 0)];
    let found = order(&[2, 2, 1], &demands, 100, &Work::default()).expect("small");
    let [deadlock] = found.deadlocks.as_slice() else { panic!("one deadlock") };
    assert_eq!((&deadlock.issues[..], &deadlock.parties[..]), (&[0, 1][..], &[0, 1][..]));
    assert_eq!(deadlock.drop, Ok(vec![vec![0], vec![1]]));
    assert_eq!(found.stages, [vec![2], vec![0, 1]]);
    let step = |issue, step| Step { issue, step };
    let in_step = Way::InStep {
        sequence: vec![step(0, 0), step(1, 0), step(0, 1), step(1, 1)],
        late: vec![1],
    };
    assert!(deadlock.ways.contains(&in_step), "{:?}", deadlock.ways);
}

#[test]
fn too_many_circles_are_told() {
    let demands: Vec<Demand> = (0..10)
        .flat_map(|a| (0..10).filter(move |b| *b != a).map(move |b| demand(0, a, b)))
        .collect();
    let found = order(&[1; 10], &demands, 1_000, &Work::default()).expect("bounded");
    let [deadlock] = found.deadlocks.as_slice() else { panic!("one deadlock") };
    assert_eq!((deadlock.circles.len(), deadlock.all_circles), (1_000, false));
    assert!(deadlock.drop.is_err() && deadlock.ways.is_empty());
}
