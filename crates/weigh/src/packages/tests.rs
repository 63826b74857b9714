//! Against brute force: every partial package, every corner of weights, by definition.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use model::Attitude;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn attitude() -> impl Strategy<Value = Attitude> {
    prop::sample::select(vec![
        Attitude::Wants,
        Attitude::Wants,
        Attitude::Accepts,
        Attitude::Accepts,
        Attitude::Refuses,
        Attitude::NotKnown,
    ])
}

fn range(low: i64, high: i64) -> impl Strategy<Value = Range> {
    (low..=high, 0..=2_i64).prop_map(|(low, wide)| Range::whole(low, low + wide))
}

fn preference(size: usize) -> impl Strategy<Value = Preference> {
    let told = attitude().prop_map(|attitude| Told { attitude, evidence: vec![7] });
    let known = prop_oneof![
        3 => vec(told, size).prop_map(Known::Attitudes),
        1 => (vec(0..3_usize, size), prop::option::of(0..3_usize))
            .prop_map(|(places, acceptable)| Known::Ranks { places, acceptable }),
        2 => vec(-3..6_i64, size)
            .prop_map(|list| Known::Points(list.into_iter().map(Exact::from).collect())),
        1 => vec(range(-3, 4), size).prop_map(Known::Ranges),
    ];
    known.prop_map(|known| Preference { known, evidence: vec![9] })
}

fn weights(issues: usize) -> impl Strategy<Value = Weights> {
    prop_oneof![
        1 => Just(Weights::Unknown),
        3 => vec(prop::option::weighted(0.8, range(0, 3)), issues).prop_map(Weights::Each),
        1 => vec(vec((0..4_i64).prop_map(Exact::from), issues), 1..=3).prop_map(Weights::Corners),
    ]
}

fn quo(size: usize, parties: usize) -> impl Strategy<Value = StatusQuo> {
    prop_oneof![
        4 => Just(StatusQuo::Nought),
        1 => (0..size).prop_map(StatusQuo::Choice),
        1 => vec(range(-1, 1), parties).prop_map(StatusQuo::Worth),
    ]
}

fn link(sizes: Vec<usize>) -> impl Strategy<Value = Link> {
    let issues = sizes.len();
    (0..issues, 0..issues, any::<[u8; 2]>()).prop_map(move |(issue, requires_issue, bits)| {
        let some = |of: usize, bits: u8| (0..sizes[of]).filter(|o| bits >> o & 1 == 1).collect();
        Link {
            party: Some(0),
            issue,
            options: some(issue, bits[0]),
            requires_issue,
            requires_options: some(requires_issue, bits[1]),
            evidence: vec![3],
        }
    })
}

fn agenda() -> impl Strategy<Value = Agenda> {
    (1..=3_usize, vec(0..=3_usize, 1..=4)).prop_flat_map(|(parties, sizes)| {
        let wishes = |_| {
            let own: Vec<_> = sizes.iter().map(|size| preference(*size)).collect();
            (own, weights(sizes.len())).prop_map(|(preferences, weights)| Wishes {
                name: "P".to_owned(),
                preferences,
                weights,
            })
        };
        let quos: Vec<_> = sizes
            .iter()
            .map(|size| {
                if *size == 0 {
                    Just(StatusQuo::Nought).boxed()
                } else {
                    quo(*size, parties).boxed()
                }
            })
            .collect();
        let issues = sizes.len();
        let line = (0..parties, 0..issues, 0..3_usize).prop_map(|(party, issue, choice)| RedLine {
            party,
            issue,
            choice,
            evidence: vec![5],
        });
        let refuses = prop_oneof![
            2 => Just(Refused::RedLine),
            1 => Just(Refused::Worth(Range::whole(-2, -1))),
        ];
        let sizes = sizes.clone();
        (
            (0..parties).map(wishes).collect::<Vec<_>>(),
            quos,
            vec(line, 0..2),
            vec(link(sizes.clone()), 0..3),
            refuses,
            any::<bool>(),
        )
            .prop_map(move |(parties, status_quo, lines, links, refuses, prefers)| {
                Agenda {
                    choices: sizes.clone(),
                    parties,
                    status_quo,
                    red_lines: lines
                        .into_iter()
                        .filter(|line| line.choice < sizes[line.issue])
                        .collect(),
                    links,
                    reading: Reading { refuses, ..Reading::default() },
                    least: if prefers { Least::Prefers } else { Least::Accepts },
                }
            })
    })
}

/// The lowest value of a choice and the highest of leaving open, as their difference. `None`: no.
fn gain(agenda: &Agenda, party: usize, issue: usize, choice: Choice) -> Option<Exact> {
    let tiny = || "1e-20".parse::<Exact>().expect("a number");
    let own = &agenda.parties[party].preferences[issue].known;
    let quo = &agenda.status_quo[issue];
    if let Known::Ranks { places, acceptable } = own {
        return Some(match quo {
            StatusQuo::Choice(same) if places[choice] < places[*same] => tiny(),
            StatusQuo::Choice(same) if places[choice] == places[*same] => Exact::zero(),
            StatusQuo::Choice(_) => Exact::from(-1),
            _ if acceptable.is_some_and(|last| places[choice] <= last) => Exact::zero(),
            _ => Exact::from(-1),
        });
    }
    let ends = |choice: Choice| -> Option<(Exact, Exact)> {
        let range = match own {
            Known::Attitudes(told) => match told[choice].attitude {
                Attitude::Wants => agenda.reading.wants.clone(),
                Attitude::Accepts => agenda.reading.accepts.clone(),
                Attitude::NotKnown => agenda.reading.not_known.clone(),
                Attitude::Refuses => match &agenda.reading.refuses {
                    Refused::RedLine => return None,
                    Refused::Worth(range) => range.clone(),
                },
            },
            Known::Points(list) => Range::exactly(list[choice].clone()),
            Known::Ranges(list) => list[choice].clone(),
            Known::Ranks { .. } => unreachable!("above"),
        };
        Some((range.low, range.high))
    };
    let low = ends(choice)?.0;
    let high = match quo {
        StatusQuo::Nought => Exact::zero(),
        StatusQuo::Worth(list) => list[party].high.clone(),
        StatusQuo::Choice(same) => ends(*same).map_or_else(Exact::zero, |ends| ends.1),
    };
    Some(low - high)
}

/// Every list of weights that can be the worst; nearly nought and nearly endless for "unknown".
fn lists(weights: &Weights, issues: usize) -> Vec<Vec<Exact>> {
    let each = match weights {
        Weights::Corners(lists) => return lists.clone(),
        Weights::Unknown => vec![None; issues],
        Weights::Each(list) => list.clone(),
    };
    let mut out = vec![Vec::new()];
    for range in each {
        let (low, high) = match range {
            None => ("1e-9".parse().expect("a number"), "1e9".parse().expect("a number")),
            Some(range) => (range.low, range.high),
        };
        let with = |list: &Vec<Exact>, end: &Exact| [list.clone(), vec![end.clone()]].concat();
        out = out.iter().flat_map(|list| [with(list, &low), with(list, &high)]).collect();
    }
    out
}

/// The worst sums of all parties; `None`: a red line or a link stands against the package.
fn worst_sums(agenda: &Agenda, package: &Package) -> Option<Vec<Exact>> {
    for (issue, choice) in package.iter().enumerate() {
        let Some(choice) = choice else { continue };
        let ruled = |line: &RedLine| line.issue == issue && line.choice == *choice;
        if agenda.status_quo[issue] == StatusQuo::Choice(*choice)
            || agenda.red_lines.iter().any(ruled)
        {
            return None;
        }
    }
    for link in &agenda.links {
        let holds = match (&package[link.requires_issue], &agenda.status_quo[link.requires_issue]) {
            (Some(taken), _) | (None, StatusQuo::Choice(taken)) => {
                link.requires_options.contains(taken)
            }
            _ => false,
        };
        if package[link.issue].is_some_and(|taken| link.options.contains(&taken)) && !holds {
            return None;
        }
    }
    let mut out = Vec::new();
    for (party, wishes) in agenda.parties.iter().enumerate() {
        let gains: Option<Vec<Exact>> = package
            .iter()
            .enumerate()
            .map(|(issue, choice)| match choice {
                None => Some(Exact::zero()),
                Some(choice) => gain(agenda, party, issue, *choice),
            })
            .collect();
        let gains = gains?;
        let sums = lists(&wishes.weights, package.len())
            .into_iter()
            .map(|list| list.iter().zip(&gains).map(|(weight, gain)| weight * gain).sum::<Exact>());
        out.push(sums.min().expect("some weights"));
    }
    Some(out)
}

fn all(sizes: &[usize]) -> Vec<Package> {
    let mut out = vec![Vec::new()];
    for size in sizes {
        let ways = || (0..*size).map(Some).chain([None]);
        out = out
            .iter()
            .flat_map(|head: &Package| ways().map(|way| [head.clone(), vec![way]].concat()))
            .collect();
    }
    out
}

fn good(agenda: &Agenda, package: &Package) -> bool {
    worst_sums(agenda, package).is_some_and(|sums| {
        sums.iter()
            .all(|sum| !sum.is_negative() && (agenda.least == Least::Accepts || !sum.is_zero()))
    })
}

fn settled(package: &Package) -> usize {
    package.iter().flatten().count()
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn the_largest_packages_are_those_of_brute_force(agenda in agenda()) {
        let good: Vec<Package> =
            all(&agenda.choices).into_iter().filter(|package| good(&agenda, package)).collect();
        let most = good.iter().map(settled).max().unwrap_or_default();
        let best: Vec<Package> =
            good.into_iter().filter(|package| settled(package) == most).collect();
        let found = packages(&agenda, usize::MAX, &Work::default()).expect("small");
        prop_assert_eq!(found.settled, most);
        prop_assert_eq!(&found.total, &best.len().into());
        let listed: Vec<Package> = found.listed.iter().map(|agreed| agreed.package.clone()).collect();
        prop_assert_eq!(&listed, &best);
        let two = packages(&agenda, 2, &Work::default()).expect("small");
        prop_assert_eq!(two.total, found.total);
        prop_assert_eq!(&two.listed[..], &found.listed[..found.listed.len().min(2)]);
        for agreed in &found.listed {
            let sums = worst_sums(&agenda, &agreed.package).expect("it is good");
            for ((sum, guarantee), wishes) in sums.iter().zip(&agreed.guarantees).zip(&agenda.parties) {
                prop_assert_eq!(guarantee.gains, !sum.is_zero());
                let plain = match &wishes.weights {
                    Weights::Unknown => false,
                    Weights::Each(list) => list.iter().all(Option::is_some),
                    Weights::Corners(_) => true,
                };
                let ranks = wishes.preferences.iter().any(|own| matches!(own.known, Known::Ranks { .. }));
                if plain && !ranks {
                    prop_assert_eq!(guarantee.least.as_ref(), Some(sum));
                }
            }
            for left in &agreed.left_out {
                for without in &left.choices {
                    prop_assert!(!without.obstacles.is_empty(), "{:?} has no reason", without);
                }
            }
            prop_assert_eq!(agreed.left_out.len() + found.settled, agenda.choices.len());
        }
    }
}

fn told(list: &[(Attitude, usize)]) -> Preference {
    let told =
        list.iter().map(|(attitude, tag)| Told { attitude: *attitude, evidence: vec![*tag] });
    Preference { known: Known::Attitudes(told.collect()), evidence: Vec::new() }
}

fn two(first: Vec<Preference>, second: Vec<Preference>) -> Agenda {
    let wishes = |name: &str, preferences| Wishes {
        name: name.to_owned(),
        preferences,
        weights: Weights::Unknown,
    };
    let issues = first.len();
    Agenda {
        choices: first.iter().map(|_| 2).collect(),
        parties: vec![wishes("north", first), wishes("south", second)],
        status_quo: vec![StatusQuo::Nought; issues],
        red_lines: Vec::new(),
        links: Vec::new(),
        reading: Reading::default(),
        least: Least::Accepts,
    }
}

#[test]
fn who_holds_out_is_named_with_the_evidence() {
    use Attitude::{Accepts, NotKnown, Refuses, Wants};
    let agenda = two(
        vec![told(&[(Wants, 1), (Refuses, 2)]), told(&[(Wants, 3), (Accepts, 4)])],
        vec![told(&[(Accepts, 5), (Wants, 6)]), told(&[(Refuses, 7), (NotKnown, 8)])],
    );
    let found = packages(&agenda, 10, &Work::default()).expect("small");
    assert_eq!((found.settled, found.total), (1, 1_u32.into()));
    let agreed = &found.listed[0];
    assert_eq!(agreed.package, [Some(0), None]);
    assert!(agreed.guarantees[0].gains && !agreed.guarantees[1].gains);
    let left = &agreed.left_out[0];
    assert_eq!(left.issue, 1);
    assert_eq!(left.choices[0].obstacles, [Obstacle::RedLine { party: 1, evidence: vec![7] }]);
    assert_eq!(left.choices[1].obstacles, [Obstacle::NotKnown { party: 1, evidence: vec![8] }]);
    // A reading in which refusals can be made good does not turn "not known" into a yes.
    let soft = Agenda {
        reading: Reading { refuses: Refused::Worth(Range::whole(-1, -1)), ..Reading::default() },
        ..agenda
    };
    assert_eq!(packages(&soft, 10, &Work::default()).expect("small").settled, 1);
}

#[test]
fn forty_issues_are_no_matter() {
    use Attitude::{Accepts, Wants};
    let row = |at: usize| told(&[(Wants, at), (Accepts, at)]);
    let agenda = two((0..40).map(row).collect(), (0..40).map(row).collect());
    let found = packages(&agenda, 3, &Work::default()).expect("small");
    assert_eq!(found.settled, 40);
    assert_eq!(found.total.to_string(), (1_u64 << 40).to_string());
    assert_eq!(found.listed.len(), 3);
}

#[test]
fn what_does_not_fit_is_told() {
    let mut agenda = two(vec![told(&[])], vec![told(&[])]);
    agenda.choices = vec![3];
    assert!(matches!(packages(&agenda, 1, &Work::default()), Err(Stop::Mismatch(_))));
}
