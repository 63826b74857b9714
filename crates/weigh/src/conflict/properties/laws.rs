//! The laws, each over many small conflicts.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "the numbers of small conflicts"
)]

use proptest::prelude::*;

use super::made;
use super::slow::Slow;
use crate::conflict::{
    COALITION_CONCEPTS, Concept, Conflict, Draft, Engine, Form, Problem, Scene, Stability, Step,
    Why, coalition_way, coalitions, evolution, stability,
};
use crate::work::Work;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Of all sorts.
fn draft() -> impl Strategy<Value = Draft> {
    let options = (1..=5_usize, 0..=6_usize, any::<u64>(), any::<bool>());
    prop_oneof![
        3 => options.prop_map(|(makers, options, seed, few)| {
            made::options(makers, if few { options.min(4) } else { options }, seed, false)
        }),
        1 => (1..=4_usize, 1..=5_usize, any::<u64>())
            .prop_map(|(makers, options, seed)| made::options(makers, options, seed, true)),
        2 => (1..=5_usize, 1..=9_usize, any::<u64>())
            .prop_map(|(makers, states, seed)| made::graph(makers, states, seed)),
    ]
}

/// The conflict; `None` where nothing was left to merge.
fn checked(draft: &Draft) -> Option<Conflict> {
    match draft.check() {
        Ok(conflict) => Some(conflict),
        Err(problems) => {
            assert!(matches!(problems.as_slice(), [Problem::EmptyMerge { .. }]), "{problems:?}");
            None
        }
    }
}

proptest! {
    #![proptest_config(config(4_000))]

    #[test]
    fn stability_is_that_of_the_formulas(draft in draft()) {
        let Some(conflict) = checked(&draft) else { return Ok(()) };
        let slow = Slow::of(&draft);
        prop_assert_eq!(conflict.states(), slow.states);
        let found = stability(&conflict, 1, &Work::default()).expect("small");
        for maker in 0..conflict.makers() {
            for state in 0..slow.states {
                let to: Vec<usize> =
                    conflict.moves(maker, state as Scene).iter().map(|to| *to as usize).collect();
                prop_assert_eq!(to, slow.from(maker, state, false));
                for concept in Concept::ALL {
                    prop_assert_eq!(
                        found.stable(maker, concept).has(state as Scene),
                        slow.stable(maker, concept, state),
                        "{:?} of {} at {}", concept, maker, state + 1
                    );
                }
            }
        }
        let two = stability(&conflict, 3, &Work::default()).expect("small");
        prop_assert_eq!(found, two, "threads change nothing");
    }

    #[test]
    fn other_ranks_in_used_room_are_a_conflict_made_anew(draft in draft(), seed in any::<u64>()) {
        let Some(conflict) = checked(&draft) else { return Ok(()) };
        let mut chance = made::Chance(seed);
        let mut engine = Engine::of(&conflict);
        let mut ranks = conflict.ranks().to_vec();
        for _ in 0..3 {
            let maker = chance.below(conflict.makers());
            let large = chance.below(2) == 1;
            for rank in &mut ranks[maker] {
                *rank = chance.below(if large { usize::MAX } else { conflict.states() }) as u32;
            }
            prop_assert!(engine.set_ranks(maker, &ranks[maker]));
            let anew = conflict.with_ranks(&ranks).expect("ranks");
            let mut found = stability(&conflict, 1, &Work::default()).expect("small");
            engine.stability(&mut found, &Work::default()).expect("small");
            prop_assert_eq!(found, stability(&anew, 1, &Work::default()).expect("small"));
        }
    }
}

/// Every step is a move of its maker, and nobody moves twice in a row.
fn legal(
    slow: &Slow,
    from: usize,
    steps: &[Step],
    credible: bool,
    twice: bool,
) -> Result<usize, String> {
    let (mut state, mut last) = (from, None);
    for step in steps {
        if !slow.from(step.maker, state, credible).contains(&(step.to as usize)) {
            return Err(format!("{step:?} is no move from {state}"));
        }
        if last == Some(step.maker) && !twice {
            return Err(format!("{step:?} is the second in a row"));
        }
        (state, last) = (step.to as usize, Some(step.maker));
    }
    Ok(state)
}

fn replayed(slow: &Slow, conflict: &Conflict, found: &Stability) -> Result<(), TestCaseError> {
    let mut why = Why::of(conflict);
    for (maker, concept) in (0..slow.makers()).flat_map(|m| Concept::ALL.map(|c| (m, c))) {
        for state in 0..slow.states {
            let witness =
                why.witness(maker, concept, state as Scene, &Work::default()).expect("small");
            prop_assert_eq!(witness.is_stable(), found.stable(maker, concept).has(state as Scene));
            let improvements: Vec<usize> = witness.answers.iter().map(|a| a.to as usize).collect();
            prop_assert_eq!(improvements, slow.from(maker, state, true));
            for answer in &witness.answers {
                let Some(sanction) = &answer.sanction else { continue };
                prop_assert!(sanction.steps.iter().all(|step| step.maker != maker));
                let to = answer.to as usize;
                let end = legal(slow, to, &sanction.steps, concept.is_credible(), false);
                prop_assert_eq!(end, Ok(sanction.at as usize));
                prop_assert!(!slow.better(maker, sanction.at as usize, state));
                let best = slow
                    .from(maker, sanction.at as usize, true)
                    .into_iter()
                    .max_by_key(|to| (slow.values[maker][*to], std::cmp::Reverse(*to)));
                prop_assert_eq!(sanction.escape.map(|to| to as usize), best);
                if concept.is_inescapable() {
                    prop_assert!(best.is_none_or(|best| !slow.better(maker, best, state)));
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn witnesses_hold_when_replayed(draft in draft()) {
        let Some(conflict) = checked(&draft) else { return Ok(()) };
        let found = stability(&conflict, 1, &Work::default()).expect("small");
        replayed(&Slow::of(&draft), &conflict, &found)?;
    }

    #[test]
    fn ways_are_shortest_and_lead_there(draft in draft()) {
        let Some(conflict) = checked(&draft) else { return Ok(()) };
        let slow = Slow::of(&draft);
        let from = conflict.status_quo().expect("named");
        let found = evolution(&conflict, from, &Work::default()).expect("small");
        let improving = slow.distances(from as usize, true);
        let moving = slow.distances(from as usize, false);
        for state in 0..slow.states {
            let to = state as Scene;
            prop_assert_eq!(found.improvements(to), improving[state]);
            prop_assert_eq!(found.moves(to), moving[state]);
            let ways = [(found.way(to), true, improving[state]), (found.any_way(to), false, moving[state])];
            for (way, improving, steps) in ways {
                prop_assert_eq!(way.as_ref().map(|way| way.len() as u32), steps);
                let Some(way) = way else { continue };
                prop_assert_eq!(legal(&slow, from as usize, &way, improving, true), Ok(state));
            }
            let blocks = found.blocks(&conflict, to);
            for block in &blocks {
                prop_assert!(!slow.better(block.maker, block.to as usize, block.from as usize));
            }
            // Without a block the way is one of improvements, so such a way is as short.
            if blocks.is_empty() {
                prop_assert_eq!(improving[state], moving[state]);
            }
        }
    }

    #[test]
    fn coalitions_are_those_of_the_formulas(draft in draft()) {
        let Some(conflict) = checked(&draft) else { return Ok(()) };
        let slow = Slow::of(&draft);
        // Sequences from all states for all groups take long the slow way.
        if slow.states > 20 && slow.makers() > 3 {
            return Ok(());
        }
        let found = coalitions(&conflict, &Work::default()).expect("small");
        prop_assert_eq!(found.all.len(), (1 << slow.makers()) - 1);
        for group in &found.all {
            for concept in COALITION_CONCEPTS {
                let stable = group.stable(concept).expect("one of the three");
                for state in 0..slow.states {
                    let expected = slow.coalition(&group.members, state, concept);
                    prop_assert_eq!(stable.has(state as Scene), expected, "{:?} {:?} at {}", group.members, concept, state);
                }
            }
        }
        for concept in COALITION_CONCEPTS {
            let state = (slow.states / 2) as Scene;
            let stays = found.equilibria(concept).has(state);
            prop_assert_eq!(stays, found.breakers(concept, state).next().is_none());
            for group in found.breakers(concept, state) {
                let way = coalition_way(&conflict, group, concept, state, &Work::default());
                let way = way.expect("small").expect("it leaves");
                let end = legal(&slow, state as usize, &way, false, false).expect("legal");
                prop_assert!(group.iter().all(|member| slow.better(*member, end, state as usize)));
            }
        }
    }

    #[test]
    fn the_order_of_decision_makers_changes_nothing(draft in draft()) {
        let Some(conflict) = checked(&draft) else { return Ok(()) };
        let mut turned = draft.clone();
        turned.makers.reverse();
        for (at, maker) in turned.makers.iter_mut().enumerate() {
            maker.name = format!("other {at}");
        }
        if let Form::Graph { moves, .. } = &mut turned.form {
            moves.reverse();
        }
        let other = turned.check().expect("the same");
        let found = stability(&conflict, 1, &Work::default()).expect("small");
        let again = stability(&other, 1, &Work::default()).expect("small");
        for concept in Concept::ALL {
            for maker in 0..conflict.makers() {
                let last = conflict.makers() - 1;
                prop_assert_eq!(found.stable(maker, concept), again.stable(last - maker, concept));
            }
        }
    }

    #[test]
    fn a_new_option_at_the_end_keeps_the_numbers(
        (makers, options, seed) in (1..=4_usize, 1..=5_usize, any::<u64>())
    ) {
        let draft = super::made::options(makers, options, seed, false);
        let conflict = draft.check().expect("a conflict");
        let mut larger = draft.clone();
        let Form::Options { options, .. } = &mut larger.form else { return Ok(()) };
        let (name, direction) = ("new".to_owned(), crate::conflict::Direction::Both);
        larger.makers[0].options.push(options.len());
        options.push(crate::conflict::Lever { name, direction });
        larger.makers.iter_mut().for_each(|maker| maker.preference = crate::conflict::Preference::Priorities(Vec::new()));
        let larger = larger.check().expect("a conflict");
        prop_assert_eq!(larger.states(), 2 * conflict.states());
        for state in 0..conflict.states() as Scene {
            let pattern = conflict.pattern(state).expect("options");
            prop_assert_eq!(larger.find(pattern), Some(state));
        }
    }
}
