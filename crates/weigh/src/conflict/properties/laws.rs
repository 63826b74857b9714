//! The laws, each over many small conflicts.

use proptest::prelude::*;

use super::made;
use super::slow::Slow;
use crate::conflict::{Concept, Conflict, Draft, Engine, Problem, Scene, stability};
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
