//! The least change against all rankings, tried one by one.

#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::conflict::properties::made;
use crate::conflict::{Draft, Form, Preference};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// With few states, so that all rankings can be tried.
fn few(makers: usize, most: usize, seed: u64) -> Conflict {
    for more in 0..100 {
        let seed = seed.wrapping_add(more);
        let draft = if seed % 3 == 0 {
            made::graph(makers, 2 + (seed % (most as u64 - 1)) as usize, seed)
        } else {
            made::options(makers, 2 + (seed % 3) as usize, seed, false)
        };
        if let Ok(conflict) = draft.check()
            && (2..=most).contains(&conflict.states())
        {
            return conflict;
        }
    }
    made::graph(makers, most, seed).check().expect("a graph")
}

fn rankings(states: usize) -> Vec<Vec<u32>> {
    let mut out: Vec<Vec<u32>> = vec![Vec::new()];
    for next in 0..states as u32 {
        let put = |ranks: Vec<u32>| {
            (0..=next).map(move |at| {
                let mut ranks: Vec<u32> =
                    ranks.iter().map(|rank| if *rank >= at { rank + 1 } else { *rank }).collect();
                ranks.push(at);
                ranks
            })
        };
        out = out.into_iter().flat_map(put).collect();
    }
    out
}

type Turned = Vec<(usize, Scene, Scene)>;

fn turned(maker: usize, old: &[u32], new: &[u32]) -> Turned {
    let mut out = Vec::new();
    for a in 0..old.len() {
        for b in 0..old.len() {
            if old[a] < old[b] && new[a] > new[b] {
                out.push((maker, a as Scene, b as Scene));
            }
        }
    }
    out
}

/// The least number of pairs and all smallest sets of them, over all rankings of those who change.
fn slowly(conflict: &Conflict, wanted: &Wanted) -> Option<(u64, BTreeSet<Turned>)> {
    let mut check = Check::of(conflict, wanted);
    let all = rankings(conflict.states());
    let mut chosen = vec![0; wanted.makers.len()];
    let mut out: Option<(u64, BTreeSet<Turned>)> = None;
    'all: loop {
        let mut pairs = Turned::new();
        for (maker, place) in wanted.makers.iter().zip(&chosen) {
            pairs.extend(turned(*maker, &conflict.ranks()[*maker], &all[*place]));
        }
        let size = pairs.len() as u64;
        if out.as_ref().is_none_or(|(least, _)| size <= *least) {
            for (maker, place) in wanted.makers.iter().zip(&chosen) {
                check.set(*maker, &all[*place]);
            }
            if check.is_equilibrium(&Work::default()).expect("small") {
                pairs.sort_unstable();
                match &mut out {
                    Some((least, sets)) if *least == size => drop(sets.insert(pairs)),
                    _ => out = Some((size, BTreeSet::from([pairs]))),
                }
            }
        }
        for place in &mut chosen {
            *place += 1;
            if *place < all.len() {
                continue 'all;
            }
            *place = 0;
        }
        return out;
    }
}

fn compare(conflict: &Conflict, wanted: &Wanted) -> Result<(), TestCaseError> {
    let effort = Effort { nodes: 200_000, listed: 10_000 };
    let found = inverse(conflict, wanted, &effort, &Work::default()).expect("small");
    let held = Check::of(conflict, wanted).holds(&[], &Work::default()).expect("small");
    if held {
        prop_assert_eq!(found.least, Least::Exactly(0));
        prop_assert!(found.remedies.is_empty());
        return Ok(());
    }
    let Some((least, sets)) = slowly(conflict, wanted) else {
        prop_assert_eq!(found.least, Least::Never);
        return Ok(());
    };
    prop_assert_eq!(found.least, Least::Exactly(least));
    prop_assert!(found.all);
    let mut listed = BTreeSet::new();
    for remedy in &found.remedies {
        let mut pairs = Turned::new();
        for change in &remedy.changes {
            let said: Turned =
                change.turned.iter().map(|p| (change.maker, p.above, p.below)).collect();
            let is = turned(change.maker, &conflict.ranks()[change.maker], &change.ranks);
            prop_assert_eq!(&said, &is);
            pairs.extend(said);
        }
        prop_assert_eq!(pairs.len() as u64, remedy.pairs);
        prop_assert!(listed.insert(pairs));
        let mut ranks = conflict.ranks().to_vec();
        for change in &remedy.changes {
            ranks[change.maker].clone_from(&change.ranks);
        }
        let after = conflict.with_ranks(&ranks).expect("ranks");
        let stable = crate::conflict::stability(&after, 1, &Work::default()).expect("small");
        prop_assert!(stable.equilibria(wanted.concept).has(wanted.state));
    }
    prop_assert_eq!(listed, sets);
    Ok(())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn one_ranking_is_changed_as_little_as_can_be(
        (makers, seed, maker, state) in (1..=4_usize, any::<u64>(), any::<usize>(), any::<u32>())
    ) {
        let conflict = few(makers, 6, seed);
        let (maker, state) = (maker % makers, state % conflict.states() as u32);
        for concept in Concept::ALL {
            compare(&conflict, &Wanted { state, concept, makers: vec![maker] })?;
        }
    }

    #[test]
    fn two_rankings_are_changed_as_little_as_can_be(
        (makers, seed, first, state) in (2..=4_usize, any::<u64>(), any::<usize>(), any::<u32>())
    ) {
        let conflict = few(makers, 4, seed);
        let (first, state) = (first % makers, state % conflict.states() as u32);
        let mut makers = vec![first, (first + 1) % makers];
        makers.sort_unstable();
        for concept in Concept::ALL {
            compare(&conflict, &Wanted { state, concept, makers: makers.clone() })?;
        }
    }

    #[test]
    fn counts_are_those_of_all_rankings(
        (makers, seed, maker, state) in (1..=3_usize, any::<u64>(), any::<usize>(), any::<u32>())
    ) {
        let conflict = few(makers, 4, seed);
        let (maker, state) = (maker % makers, state % conflict.states() as u32);
        let counts = count_rankings(&conflict, maker, state, &Work::default()).expect("few");
        for (concept, count) in Concept::ALL.into_iter().zip(counts) {
            let mut check = Check::of(&conflict, &Wanted { state, concept, makers: vec![maker] });
            let mut expected = 0;
            for ranks in rankings(conflict.states()) {
                check.set(maker, &ranks);
                expected += u64::from(check.is_equilibrium(&Work::default()).expect("small"));
            }
            prop_assert_eq!(count, expected);
        }
    }
}

/// All orders and signs of the statements of one decision maker.
fn lists(size: usize) -> Vec<Vec<Placed>> {
    let mut out = Vec::new();
    for order in rankings(size) {
        for signs in 0..1_u32 << size {
            let mut list = vec![Placed { wish: 0, negated: false }; size];
            for (wish, place) in order.iter().enumerate() {
                list[*place as usize] = Placed { wish, negated: signs >> wish & 1 == 1 };
            }
            out.push(list);
        }
    }
    out
}

fn with_list(draft: &Draft, maker: usize, list: &[Placed]) -> Conflict {
    let mut draft = draft.clone();
    let Preference::Priorities(before) = draft.makers[maker].preference.clone() else {
        panic!("statements")
    };
    let Form::Options { options, .. } = &draft.form else { panic!("options") };
    let size = options.len();
    // A negated statement is true exactly where the statement is not: state by state.
    let negated = |wish: &crate::conflict::Wish| crate::conflict::Wish {
        any: (0..1_u64 << size)
            .filter(|pattern| !wish.is_true(*pattern))
            .map(|pattern| {
                let literal = |o: usize| crate::conflict::Literal::new(o, pattern >> o & 1 == 1);
                (0..size).map(literal).collect()
            })
            .collect(),
    };
    let wishes = list.iter().map(|placed| {
        if placed.negated { negated(&before[placed.wish]) } else { before[placed.wish].clone() }
    });
    draft.makers[maker].preference = Preference::Priorities(wishes.collect());
    draft.check().expect("a conflict")
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn statements_are_changed_as_little_as_can_be(
        (makers, seed, maker, state) in (1..=3_usize, any::<u64>(), any::<usize>(), any::<u32>())
    ) {
        let draft = made::options(makers, 3, seed, false);
        let conflict = draft.check().expect("a conflict");
        let (maker, state) = (maker % makers, state % conflict.states() as u32);
        let size = match &draft.makers[maker].preference {
            Preference::Priorities(wishes) if wishes.len() <= 3 => wishes.len(),
            _ => return Ok(()),
        };
        for concept in Concept::ALL {
            let wanted = Wanted { state, concept, makers: vec![maker] };
            let found = reworded(&conflict, &wanted, &Effort::default(), &Work::default()).expect("small");
            let steps = |list: &[Placed]| {
                let swaps = (0..size).flat_map(|b| (0..b).map(move |a| (a, b)));
                swaps.filter(|(a, b)| list[*a].wish > list[*b].wish).count() as u64
                    + list.iter().filter(|placed| placed.negated).count() as u64
            };
            let mut least: Option<(u64, BTreeSet<Vec<Placed>>)> = None;
            for list in lists(size) {
                let after = with_list(&draft, maker, &list);
                let stable = crate::conflict::stability(&after, 1, &Work::default()).expect("small");
                if !stable.equilibria(concept).has(state) {
                    continue;
                }
                match &mut least {
                    Some((least, all)) if *least == steps(&list) => drop(all.insert(list)),
                    Some((least, _)) if *least < steps(&list) => {}
                    _ => least = Some((steps(&list), BTreeSet::from([list]))),
                }
            }
            match least {
                None => prop_assert_eq!(found.least, Least::Never),
                Some((0, _)) => prop_assert_eq!(found.least, Least::Exactly(0)),
                Some((least, all)) => {
                    prop_assert_eq!(found.least, Least::Exactly(least));
                    let listed: BTreeSet<Vec<Placed>> =
                        found.rewordings.iter().map(|one| one.changes[0].order.clone()).collect();
                    prop_assert!(found.all);
                    prop_assert_eq!(listed, all);
                }
            }
        }
    }
}
