//! Two models: what changed, checked by putting the causes in.

#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

use proptest::prelude::*;

use super::properties::made;
use super::*;
use crate::work::Work;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn lever(name: &str) -> Lever {
    Lever { name: name.to_owned(), direction: Direction::Both }
}

fn maker(name: &str, options: &[usize], wishes: Vec<Wish>) -> Maker {
    Maker {
        name: name.to_owned(),
        options: options.to_vec(),
        preference: Preference::Priorities(wishes),
    }
}

/// Each of two may help; each wants first that the other does, then not to do it itself.
fn dilemma() -> Draft {
    Draft {
        makers: vec![
            maker("one", &[0], vec![Wish::one(1, true), Wish::one(0, false)]),
            maker("two", &[1], vec![Wish::one(0, true), Wish::one(1, false)]),
        ],
        form: Form::Options {
            options: vec![lever("a"), lever("b")],
            rules: vec![],
            merges: vec![],
        },
        status_quo: None,
    }
}

fn compared(a: &Draft, b: &Draft) -> Comparison {
    let (a, b) = (a.check().expect("a conflict"), b.check().expect("a conflict"));
    compare(&a, &b, &Work::default()).expect("small")
}

#[test]
fn nothing_changes_from_a_model_to_itself() {
    let found = compared(&dilemma(), &dilemma());
    assert_eq!(found.shared, [(0, 0), (1, 1), (2, 2), (3, 3)]);
    assert!(found.turns.is_empty() && found.differ.is_empty() && found.moves_a.is_empty());
}

#[test]
fn the_statement_that_did_it_is_named() {
    let mut later = dilemma();
    // The first now wants to help.
    later.makers[0] = maker("one", &[0], vec![Wish::one(1, true), Wish::one(0, true)]);
    let found = compared(&dilemma(), &later);
    assert_eq!(found.differ, [(0, 0)]);
    let nash: Vec<&Turn> = found.turns.iter().filter(|t| t.concept == Concept::Nash).collect();
    assert_eq!(nash.len(), 2);
    assert_eq!((nash[0].a, nash[0].appeared), (Some(0), false));
    assert_eq!((nash[1].a, nash[1].appeared), (Some(1), true));
    for turn in nash {
        assert_eq!(turn.causes, [vec![Item::Preferences(0)]]);
        let replace = Edit::Replace { old: 1, new: 1 };
        assert!(turn.statements.contains(&StatementEdit { maker: 0, edit: replace }));
        assert!(!turn.unsure);
    }
}

#[test]
fn states_and_moves_of_one_model_only_are_told() {
    let mut later = dilemma();
    later.makers.push(maker("three", &[2], vec![]));
    later.makers[1].options = vec![1];
    if let Form::Options { options, rules, .. } = &mut later.form {
        options.push(lever("c"));
        options[0].direction = Direction::OnOnly;
        rules.push(Rule::Never(vec![Literal::new(0, true), Literal::new(1, true)]));
    }
    let found = compared(&dilemma(), &later);
    assert_eq!(found.only_a, [3]);
    assert_eq!(found.only_b.len(), 3);
    assert_eq!(found.makers_b, [2]);
    assert_eq!(found.moves_a, [Arc { maker: 0, from: 1, to: 0 }]);
    assert!(found.moves_b.is_empty());
    assert!(found.turns.iter().all(|turn| !turn.causes.is_empty()));
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn causes_are_smallest_replacements(
        (makers, options, seed, other) in (1..=4_usize, 1..=4_usize, any::<u64>(), any::<u64>())
    ) {
        let a = made::options(makers, options, seed, false).check().expect("a conflict");
        let mut chance = made::Chance(other);
        let mut ranks = a.ranks().to_vec();
        for own in &mut ranks {
            if chance.below(2) == 1 {
                for rank in own.iter_mut() {
                    *rank = chance.below(9) as u32;
                }
            }
        }
        let b = a.with_ranks(&ranks).expect("ranks");
        let found = compare(&a, &b, &Work::default()).expect("small");
        let is = |chosen: &[Item], turn: &Turn| {
            let mut ranks = a.ranks().to_vec();
            for item in chosen {
                if let Item::Preferences(maker) = item {
                    ranks[*maker] = b.ranks()[*maker].clone();
                }
            }
            let mixed = a.with_ranks(&ranks).expect("ranks");
            let stable = stability(&mixed, 1, &Work::default()).expect("small");
            stable.equilibria(turn.concept).has(turn.a.expect("the same states")) == turn.appeared
        };
        let (before, after) = (stability(&a, 1, &Work::default()), stability(&b, 1, &Work::default()));
        let (before, after) = (before.expect("small"), after.expect("small"));
        let mut count = 0;
        for concept in Concept::ALL {
            let (before, after) = (before.equilibria(concept), after.equilibria(concept));
            count += (0..a.states() as Scene).filter(|s| before.has(*s) != after.has(*s)).count();
        }
        prop_assert_eq!(found.turns.len(), count);
        for turn in &found.turns {
            prop_assert!(!turn.causes.is_empty() && !turn.unsure);
            for cause in &turn.causes {
                prop_assert!(is(cause, turn));
                for left in 0..1_usize << cause.len() {
                    let part: Vec<Item> = cause.iter().enumerate()
                        .filter(|(place, _)| left >> place & 1 == 1).map(|(_, item)| *item).collect();
                    prop_assert!(part.len() == cause.len() || !is(&part, turn));
                }
            }
        }
    }
}
