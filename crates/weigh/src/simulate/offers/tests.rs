//! What alternating offers must and must not do: examples, and laws over random small spaces.

use proptest::prelude::*;

use super::*;
use crate::properties::spaces::small;
use crate::simulate::sample::{party, toy};
use crate::simulate::{Exponent, Mirror, Strategy as Rule};
use crate::space::{Draft, Issue, Party, Scaled, Space};
use crate::work::Work;

fn ranked(space: &Space) -> Ranking {
    let scaled = Scaled::of(space).expect("small");
    Ranking::of(space, &scaled, &Work::default()).expect("small")
}

fn seats(rules: &[Rule]) -> Vec<Seat> {
    rules.iter().map(|rule| Seat::from(*rule)).collect()
}

const RULES: [Rule; 6] = [
    Rule::boulware(),
    Rule::linear(),
    Rule::conceder(),
    Rule::TitForTat(Mirror::Relative),
    Rule::TitForTat(Mirror::Absolute),
    Rule::Micro,
];

#[test]
fn who_holds_out_gets_more() {
    let ranking = ranked(&toy());
    let talks =
        alternate(&ranking, &seats(&[Rule::boulware(), Rule::conceder()]), 100, 1).expect("runs");
    let deal = talks.deal().expect("both gain from a deal");
    let turned =
        alternate(&ranking, &seats(&[Rule::conceder(), Rule::boulware()]), 100, 1).expect("runs");
    let other = turned.deal().expect("both gain from a deal");
    assert!(ranking.whole(0, deal) > ranking.whole(0, other));
    assert!(ranking.whole(1, deal) < ranking.whole(1, other));
}

#[test]
fn the_trace_tells_every_offer_with_its_worth() {
    let space = toy();
    let ranking = ranked(&space);
    let talks = alternate(&ranking, &seats(&[Rule::linear(), Rule::Micro]), 30, 5).expect("runs");
    let told: Vec<Told> = talks.told(&ranking).collect();
    assert_eq!(told.len(), talks.acts.len());
    for told in &told {
        assert_eq!(Some(&told.worth), space.worth(&told.deal).as_ref());
    }
    assert_eq!(told.first().expect("an offer").deal, [0, 0], "the best for the first party");
    assert!(matches!(told.last().expect("an end").act.what, What::Accept(_)));
}

#[test]
fn whoever_has_more_without_a_deal_leaves() {
    let mut draft = toy().to_draft();
    draft.parties[1].reserve = Some(Exact::from(1_000));
    let ranking = ranked(&draft.check().expect("a space"));
    for rule in RULES {
        let talks = alternate(&ranking, &seats(&[rule, rule]), 10, 0).expect("runs");
        assert_eq!(talks.ended, Ended::Left { party: 1 });
    }
}

#[test]
fn tit_for_tat_alone_with_itself_waits_for_the_other() {
    let ranking = ranked(&toy());
    let both = seats(&[Rule::TitForTat(Mirror::Absolute); 2]);
    let talks = alternate(&ranking, &both, 10, 0).expect("runs");
    assert_eq!((talks.ended, talks.acts.len()), (Ended::Deadline, 20));
}

#[test]
fn a_discount_shrinks_the_deal_and_not_the_reserve() {
    let ranking = ranked(&toy());
    let half = Some("0.5".parse::<Exact>().expect("a number"));
    let eager = Seat { strategy: Rule::boulware(), discount: half };
    let talks = alternate(&ranking, &[eager.clone(), eager.clone()], 50, 0).expect("runs");
    // After two rounds nothing is worth a reserve of 4 of at most 14 any more.
    assert!(matches!(talks.ended, Ended::Left { .. }), "{:?}", talks.ended);
    assert_eq!(talks.rounds(), 3);
    let slow = Seat { discount: "0.99".parse().ok(), ..eager };
    let seats = [slow, Rule::conceder().into()];
    let talks = alternate(&ranking, &seats, 50, 0).expect("runs");
    let worth = talks.result(&ranking, &seats).expect("a deal");
    let plain = ranking.exact(0, talks.deal().expect("a deal")).expect("known");
    let Ended::Deal { offered, .. } = talks.ended else { panic!("a deal") };
    assert!(offered > 0 && worth[0] < plain && worth[0] >= Exact::from(4));
}

#[test]
fn three_parties_must_all_accept() {
    let space = Draft {
        issues: vec![Issue::new("x", &["a", "b", "c", "d"])],
        parties: vec![
            party("a", &[&[9, 5, 0, 6]], Some(1)),
            party("b", &[&[0, 5, 9, 6]], Some(1)),
            party("c", &[&[5, 6, 5, 0]], Some(1)),
        ],
        constraints: Vec::new(),
    };
    let ranking = ranked(&space.check().expect("a space"));
    for seed in 0..10 {
        let talks = alternate(&ranking, &seats(&[Rule::linear(); 3]), 40, seed).expect("runs");
        assert_eq!(talks.deal(), Some(1), "the only deal above all reserves");
        let last: Vec<What> = talks.acts.iter().rev().take(3).map(|act| act.what).collect();
        assert_eq!(last, [What::Accept(1), What::Accept(1), What::Offer(1)]);
    }
}

#[test]
fn what_cannot_be_played_is_refused() {
    let ranking = ranked(&toy());
    let two = seats(&[Rule::Micro; 2]);
    assert!(alternate(&ranking, &seats(&[Rule::Micro]), 10, 0).is_err());
    assert!(alternate(&ranking, &two, 0, 0).is_err());
    assert!(alternate(&ranking, &two, u32::MAX, 0).is_err());
    for wrong in ["0", "-1", "1.5"] {
        let seat = Seat { strategy: Rule::Micro, discount: wrong.parse().ok() };
        assert!(alternate(&ranking, &[seat.clone(), seat], 10, 0).is_err());
    }
}

fn rule() -> impl proptest::strategy::Strategy<Value = Rule> {
    prop_oneof![
        4 => prop::sample::select(RULES.to_vec()),
        1 => (1..30_u32, 1..30_u32)
            .prop_map(|(over, under)| Rule::Timed(Exponent::new(over, under).expect("in range"))),
    ]
}

fn game() -> impl proptest::strategy::Strategy<Value = (Draft, Vec<Seat>, u32, u64)> {
    let factor = prop::option::weighted(0.3, 90..=100_i32);
    let seat = (rule(), factor).prop_map(|(strategy, percent)| Seat {
        strategy,
        discount: percent.and_then(|percent| Exact::ratio(percent.into(), 100.into())),
    });
    (small(), prop::collection::vec(seat, 7), 1..30_u32, any::<u64>())
        .prop_map(|(small, seats, rounds, seed)| (small.draft(), seats, rounds, seed))
}

/// The same space with the parties called otherwise.
fn renamed(space: &Space) -> Space {
    let rename = |(at, party): (usize, &Party)| Party { name: format!("z{at}"), ..party.clone() };
    space.with_parties(space.parties().iter().enumerate().map(rename).collect()).expect("a space")
}

/// The same space for its first two parties.
fn first_two(mut draft: Draft) -> Option<Space> {
    draft.parties.truncate(2);
    draft.check().ok().filter(|space| space.parties().len() == 2)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nobody_signs_below_the_reserve_and_seeds_repeat((draft, seats, rounds, seed) in game()) {
        let Ok(space) = draft.check() else { return Ok(()) };
        let parties = space.parties().len();
        if parties < 2 {
            return Ok(());
        }
        let ranking = ranked(&space);
        let seats = &seats[..parties];
        let talks = alternate(&ranking, seats, rounds, seed).expect("runs");
        prop_assert_eq!(&talks, &alternate(&ranking, seats, rounds, seed).expect("runs"));
        let other = ranked(&renamed(&space));
        prop_assert_eq!(&talks, &alternate(&other, seats, rounds, seed).expect("runs"));
        prop_assert!(talks.rounds() <= rounds);
        if let Some(outcome) = talks.deal() {
            prop_assert!(space.admits(&ranking.deal(outcome)));
            let worth = talks.result(&ranking, seats).expect("a deal");
            for (worth, party) in worth.iter().zip(space.parties()) {
                prop_assert!(party.reserve.as_ref().is_none_or(|reserve| worth >= reserve));
            }
        }
    }

    #[test]
    fn two_who_go_step_by_step_miss_nothing_that_is_better_for_both(
        (draft, _, rounds, seed) in game()
    ) {
        let Some(space) = first_two(draft) else { return Ok(()) };
        let ranking = ranked(&space);
        let talks = alternate(&ranking, &seats(&[Rule::Micro; 2]), rounds * 20, seed).expect("runs");
        let Some(deal) = talks.deal() else { return Ok(()) };
        for other in ranking.best_first(0) {
            let better = |party| ranking.whole(party, *other) > ranking.whole(party, deal);
            prop_assert!(!(better(0) && better(1)), "{:?}", ranking.deal(*other));
        }
    }

    #[test]
    fn timed_parties_never_take_a_step_back(
        (draft, _, rounds, seed) in game(),
        over in 1..30_u32,
        under in 1..30_u32,
    ) {
        let Some(space) = first_two(draft) else { return Ok(()) };
        let rule = Rule::Timed(Exponent::new(over, under).expect("in range"));
        let ranking = ranked(&space);
        let talks = alternate(&ranking, &seats(&[rule; 2]), rounds, seed).expect("runs");
        for party in 0..2 {
            let own: Vec<i128> = talks.acts.iter()
                .filter(|act| act.party as usize == party)
                .filter_map(|act| match act.what {
                    What::Offer(outcome) => ranking.whole(party, outcome),
                    What::Accept(_) | What::Leave => None,
                })
                .collect();
            prop_assert!(own.is_sorted_by(|a, b| a >= b));
        }
    }
}
