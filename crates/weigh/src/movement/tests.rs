//! What counts as movement and what does not: examples, and laws over random words.

use model::{Attitude, Flag, Stance};
use proptest::prelude::*;

use super::*;
use crate::samples::{id, position};

fn day(text: &str) -> When {
    When::parse(text).expect("a date")
}

fn parties() -> Vec<ActorId> {
    vec![id("north"), id("south")]
}

fn in_may_and_june(positions: &[Position], agenda: &Agenda) -> Movement {
    movement(positions, &parties(), day("2025-05-16"), day("2025-06-02"), agenda)
}

#[test]
fn taking_what_the_other_seeks_is_a_concession_with_the_words_of_both_days() {
    let all = [
        position("north", "ceasefire", Some("full"), Stance::Demand, "2025-05-10"),
        position("south", "ceasefire", Some("full"), Stance::Refuse, "2025-05-11"),
        position("south", "ceasefire", Some("full"), Stance::Accept, "2025-06-01"),
    ];
    let moved = in_may_and_june(&all, &Agenda::default());
    let [change] = moved.changes.as_slice() else { panic!("one change: {moved:?}") };
    assert_eq!((change.before, change.after), (Standing::Refuses, Standing::Accepts));
    assert_eq!((&change.towards, &change.away_from), (&vec![id("north")], &vec![]));
    assert_eq!((&change.positions_before, &change.positions_after), (&vec![1], &vec![2]));
    assert_eq!(
        change.kinds(),
        BTreeSet::from([Kind::Concession, Kind::NewAcceptance, Kind::RefusalDropped])
    );
    assert_eq!(moved.settled.len(), 1);
    assert_eq!(moved.settled[0].by, [id("south")]);
    assert_eq!(moved.gaps[0].now.distance, Distance::Common(vec![id("full")]));
    assert_eq!(moved.gaps[0].then.distance, Distance::NotKnown(vec![id("south")]));
}

#[test]
fn taking_back_what_was_agreed_reopens_it() {
    let all = [
        position("north", "prisoners", Some("all"), Stance::Demand, "2025-05-10"),
        position("south", "prisoners", Some("all"), Stance::Accept, "2025-05-11"),
        position("south", "prisoners", Some("all"), Stance::Refuse, "2025-06-01"),
    ];
    let moved = in_may_and_june(&all, &Agenda::default());
    assert_eq!(moved.reopened.len(), 1);
    assert_eq!(moved.reopened[0].by, [id("south")]);
    assert_eq!(moved.reopened[0].positions, [0, 1, 2]);
    assert_eq!(moved.of(Kind::WithdrawnOffer).count(), 1);
    assert_eq!(moved.hardenings().count(), 1);
    assert_eq!(moved.concessions().count(), 0);
}

#[test]
fn a_demand_that_ended_is_given_up_and_silence_is_not() {
    let mut demand = position("north", "territory", Some("x"), Stance::Demand, "2025-05-01");
    demand.until = When::parse("2025-05-20");
    let refusal = position("south", "territory", Some("x"), Stance::Refuse, "2025-05-02");
    let moved = in_may_and_june(&[demand.clone(), refusal.clone()], &Agenda::default());
    let [change] = moved.changes.as_slice() else { panic!("one change: {moved:?}") };
    assert_eq!((change.before, change.after), (Standing::Wants, Standing::GivenUp));
    assert_eq!(change.towards, [id("south")]);
    assert_eq!(change.kinds(), BTreeSet::from([Kind::Concession, Kind::DemandDropped]));
    demand.until = None;
    assert!(in_may_and_june(&[demand, refusal], &Agenda::default()).is_still());
}

#[test]
fn a_demand_first_heard_is_new_and_no_step() {
    let all = [
        position("north", "territory", Some("x"), Stance::Refuse, "2025-05-01"),
        position("south", "territory", Some("x"), Stance::Demand, "2025-05-30"),
    ];
    let moved = in_may_and_june(&all, &Agenda::default());
    let [change] = moved.changes.as_slice() else { panic!("one change: {moved:?}") };
    assert_eq!(change.kinds(), BTreeSet::from([Kind::NewDemand, Kind::FirstKnown]));
    assert!(!change.moves());
}

#[test]
fn to_accept_what_one_asked_for_is_no_concession() {
    let all = [
        position("north", "ceasefire", Some("full"), Stance::Demand, "2025-05-10"),
        position("south", "ceasefire", Some("full"), Stance::Refuse, "2025-05-10"),
        position("north", "ceasefire", Some("full"), Stance::Agree, "2025-06-01"),
    ];
    let moved = in_may_and_june(&all, &Agenda::default());
    assert_eq!(moved.changes.len(), 1);
    assert_eq!(moved.changes[0].kinds(), BTreeSet::from([Kind::FromWantsToAccepts]));
}

#[test]
fn who_passed_each_other_made_no_step_towards_each_other() {
    let all = [
        position("north", "ceasefire", Some("full"), Stance::Demand, "2025-05-10"),
        position("south", "ceasefire", Some("full"), Stance::Refuse, "2025-05-10"),
        position("north", "ceasefire", Some("full"), Stance::Refuse, "2025-06-01"),
        position("south", "ceasefire", Some("full"), Stance::Demand, "2025-06-01"),
    ];
    let moved = in_may_and_june(&all, &Agenda::default());
    assert_eq!(moved.changes.len(), 2);
    assert_eq!(moved.concessions().count() + moved.hardenings().count(), 0);
    assert!(moved.changes.iter().all(Change::moves));
}

#[test]
fn a_core_issue_stands_still_while_another_moves() {
    let all = [
        position("north", "territory", Some("x"), Stance::Demand, "2025-05-10"),
        position("north", "territory", Some("x"), Stance::Demand, "2025-06-01"),
        position("south", "prisoners", Some("all"), Stance::Refuse, "2025-05-10"),
        position("south", "prisoners", Some("all"), Stance::Accept, "2025-06-01"),
    ];
    let agenda = Agenda {
        core: BTreeSet::from([id("territory"), id("prisoners")]),
        ordered: BTreeMap::new(),
    };
    let moved = in_may_and_june(&all, &agenda);
    assert_eq!(
        moved.standstill,
        [Standstill { issue: id("territory"), said_since: vec![1], moved: vec![id("prisoners")] }]
    );
    assert!(in_may_and_june(&all[..2], &agenda).standstill.is_empty(), "nothing moved at all");
}

#[test]
fn an_ordered_issue_has_a_distance_that_closes() {
    let all = [
        position("north", "line", Some("a"), Stance::Demand, "2025-05-10"),
        position("south", "line", Some("d"), Stance::Demand, "2025-05-10"),
        position("south", "line", Some("b"), Stance::Accept, "2025-06-01"),
    ];
    let order = ["a", "b", "c", "d"].map(id).to_vec();
    let agenda = Agenda { core: BTreeSet::new(), ordered: BTreeMap::from([(id("line"), order)]) };
    let moved = in_may_and_june(&all, &agenda);
    assert_eq!(moved.gaps[0].closer_by(), Some(2));
    assert_eq!(in_may_and_june(&all, &Agenda::default()).gaps[0].closer_by(), None);
}

#[test]
fn what_others_say_of_a_party_and_what_has_no_date_move_nothing() {
    let mut imputed = position("south", "ceasefire", Some("full"), Stance::Accept, "2025-06-01");
    imputed.flags.insert(Flag::Imputed);
    let mut undated = position("south", "ceasefire", Some("full"), Stance::Accept, "2025-06-01");
    undated.from = None;
    let refusal = position("south", "ceasefire", Some("full"), Stance::Refuse, "2025-05-01");
    assert!(in_may_and_june(&[refusal, imputed, undated], &Agenda::default()).is_still());
}

#[test]
fn two_rounds_tell_no_trend() {
    let all = [position("north", "line", Some("a"), Stance::Demand, "2025-05-10")];
    let days = ["2025-05-16", "2025-06-02", "2025-07-23", "2025-08-01", "2025-09-01"].map(day);
    let told = |days: &[When]| series(&all, &parties(), days, &Agenda::default());
    assert_eq!(told(&days[..2]).trend.to_string(), "two rounds: no trend can be told");
    assert_eq!(told(&days[..2]).steps.len(), 1);
    assert_eq!(told(&days[..4]).trend.to_string(), "four rounds: no trend can be told");
    assert_eq!(told(&days[..1]).trend.to_string(), "one round: nothing to compare");
    let Trend::Counts(counts) = told(&days).trend else { panic!("five are counted") };
    assert_eq!(counts[0].concessions, [0, 0, 0, 0]);
}

fn words() -> impl Strategy<Value = Vec<Position>> {
    let stance = prop::sample::select(vec![
        Stance::Demand,
        Stance::Accept,
        Stance::Refuse,
        Stance::Refuse,
        Stance::Report,
    ]);
    let one = (0..3_usize, 0..2_usize, 0..4_usize, stance, 1..29_u32, prop::option::of(1..29_u32));
    prop::collection::vec(one, 0..24).prop_map(|all| {
        all.into_iter()
            .map(|(party, issue, choice, stance, from, until)| {
                let choice = [None, Some("a"), Some("b"), Some("c")][choice];
                let party = ["north", "south", "east"][party];
                let issue = ["line", "prisoners"][issue];
                let from = format!("2025-06-{from:02}");
                let mut position = position(party, issue, choice, stance, &from);
                position.until = until.and_then(|day| When::parse(&format!("2025-06-{day:02}")));
                position
            })
            .collect()
    })
}

fn three() -> Vec<ActorId> {
    vec![id("north"), id("south"), id("east")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_date_against_itself_is_empty(all in words(), at in 1..29_u32) {
        let at = day(&format!("2025-06-{at:02}"));
        let moved = movement(&all, &three(), at, at, &Agenda::default());
        prop_assert!(moved.is_still());
        prop_assert!(moved.reopened.is_empty() && moved.settled.is_empty());
        prop_assert!(moved.standstill.is_empty());
        prop_assert!(moved.gaps.iter().all(|gap| gap.then == gap.now));
    }

    #[test]
    fn swapping_the_dates_swaps_giving_way_and_hardening(
        all in words(), a in 1..29_u32, b in 1..29_u32
    ) {
        let [a, b] = [a, b].map(|at| day(&format!("2025-06-{at:02}")));
        let there = movement(&all, &three(), a, b, &Agenda::default());
        let back = movement(&all, &three(), b, a, &Agenda::default());
        prop_assert_eq!(there.changes.len(), back.changes.len());
        for (there, back) in there.changes.iter().zip(&back.changes) {
            prop_assert_eq!(&there.towards, &back.away_from);
            prop_assert_eq!(&there.away_from, &back.towards);
            prop_assert_eq!(&there.positions_before, &back.positions_after);
        }
        prop_assert_eq!(&there.reopened, &back.settled);
        prop_assert_eq!(&there.settled, &back.reopened);
    }

    #[test]
    fn the_order_of_the_input_and_of_the_parties_changes_nothing(all in words()) {
        let (a, b) = (day("2025-06-10"), day("2025-06-20"));
        let place = |change: &Change| {
            (change.issue.clone(), change.party.clone(), change.choice.clone(), change.before,
             change.after, change.kinds())
        };
        let of = |all: &[Position], parties: &[ActorId]| -> BTreeSet<_> {
            movement(all, parties, a, b, &Agenda::default()).changes.iter().map(place).collect()
        };
        let mut turned = all.clone();
        turned.reverse();
        let mut others = three();
        others.reverse();
        prop_assert_eq!(of(&all, &three()), of(&turned, &others));
    }

    #[test]
    fn every_change_rests_on_words(all in words()) {
        let moved = movement(&all, &three(), day("2025-06-10"), day("2025-06-20"),
            &Agenda::default());
        for change in &moved.changes {
            prop_assert!(change.before == Standing::NotKnown || !change.positions_before.is_empty());
            prop_assert!(change.after == Standing::NotKnown || !change.positions_after.is_empty());
            for at in change.positions_before.iter().chain(&change.positions_after) {
                let position = &all[*at];
                prop_assert_eq!(&position.party, &change.party);
                prop_assert_eq!(&position.choice, &change.choice);
                prop_assert!(position.attitude.is_some_and(|said| said != Attitude::NotKnown));
            }
            prop_assert!(!change.kinds().is_empty());
        }
    }
}
