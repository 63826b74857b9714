//! What the verdicts must and must not say.

use model::{Evidence, Stance};
use proptest::prelude::*;

use super::*;
use crate::samples::id;

fn position(party: &str, choice: Option<&str>, stance: Stance, from: &str) -> Position {
    crate::samples::position(party, "ceasefire", choice, stance, from)
}

fn weigh_two(positions: &[Position]) -> IssueState {
    let mut all = agreeable(positions, &[id("north"), id("south")], &Parts::default());
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[test]
fn a_common_choice_is_agreeable() {
    let state = weigh_two(&[
        position("north", Some("full"), Stance::Demand, "2025-06-01"),
        position("south", Some("full"), Stance::OpenTo, "2025-06-02"),
    ]);
    assert_eq!(
        state.verdicts,
        [Verdict::Agreeable { choice: Some(id("full")), conditional: Vec::new() }]
    );
}

#[test]
fn a_part_of_a_larger_choice_is_common_ground() {
    let mut parts = Parts::default();
    parts.add(&id("ceasefire"), &id("local"), &id("full"));
    let two = [id("north"), id("south")];
    let at = |south: Stance| {
        let positions = [
            position("north", Some("full"), Stance::Demand, "2025-06-01"),
            position("south", Some("local"), south, "2025-06-02"),
        ];
        agreeable(&positions, &two, &parts).remove(0).verdicts
    };
    let within = vec![(id("north"), id("full"))];
    let common = Verdict::AsPart { choice: id("local"), within, conditional: Vec::new() };
    assert_eq!(at(Stance::Propose), [common]);
    assert!(!at(Stance::Refuse).iter().any(|v| matches!(v, Verdict::AsPart { .. })));
    // The other way round nothing follows: who takes a part does not take the whole.
    let larger = [
        position("north", Some("full"), Stance::Demand, "2025-06-01"),
        position("south", Some("full"), Stance::Refuse, "2025-06-02"),
        position("south", Some("local"), Stance::Propose, "2025-06-02"),
    ];
    let verdicts = agreeable(&larger, &two, &parts).remove(0).verdicts;
    assert!(matches!(verdicts[0], Verdict::AsPart { .. }), "{verdicts:?}");
    assert!(verdicts.iter().any(|v| matches!(v, Verdict::Blocked { .. })), "{verdicts:?}");
}

#[test]
fn without_terms_it_is_in_principle_and_never_matches_terms() {
    let both = weigh_two(&[
        position("north", None, Stance::Demand, "2025-06-01"),
        position("south", None, Stance::Accept, "2025-06-02"),
    ]);
    assert_eq!(both.verdicts, [Verdict::Agreeable { choice: None, conditional: Vec::new() }]);
    let one = weigh_two(&[
        position("north", None, Stance::Demand, "2025-06-01"),
        position("south", Some("full"), Stance::Accept, "2025-06-02"),
    ]);
    assert_eq!(one.verdicts, [Verdict::Open(WhyOpen::NoCommonTerm)]);
}

#[test]
fn a_refusal_blocks_and_names_who() {
    let state = weigh_two(&[
        position("north", Some("full"), Stance::Demand, "2025-06-01"),
        position("south", Some("full"), Stance::Refuse, "2025-06-02"),
    ]);
    assert_eq!(
        state.verdicts,
        [Verdict::Blocked {
            choice: Some(id("full")),
            sought_by: vec![id("north")],
            by: vec![id("south")]
        }]
    );
}

#[test]
fn different_wants_are_apart_unless_one_accepts_the_others() {
    let mut positions = vec![
        position("north", Some("full"), Stance::Demand, "2025-06-01"),
        position("south", Some("partial"), Stance::Propose, "2025-06-02"),
    ];
    assert_eq!(
        weigh_two(&positions).verdicts,
        [Verdict::Apart { wants: vec![(id("north"), id("full")), (id("south"), id("partial"))] }]
    );
    positions.push(position("north", Some("partial"), Stance::Accept, "2025-06-03"));
    assert_eq!(
        weigh_two(&positions).verdicts,
        [Verdict::Agreeable { choice: Some(id("partial")), conditional: Vec::new() }]
    );
}

#[test]
fn the_latest_own_word_wins_and_since_reaches_back_to_the_last_change() {
    let state = weigh_two(&[
        position("north", Some("full"), Stance::Refuse, "2025-05-01"),
        position("north", Some("full"), Stance::Accept, "2025-05-10"),
        position("north", Some("full"), Stance::Demand, "2025-06-01"),
    ]);
    let [cell] = state.cells.as_slice() else { panic!("one cell") };
    assert_eq!(cell.attitude, Attitude::Wants);
    assert_eq!((cell.since, cell.last), (When::parse("2025-05-10"), When::parse("2025-06-01")));
    assert_eq!(cell.positions, [2, 1]);
    assert_eq!(state.verdicts, [Verdict::Open(WhyOpen::NotKnown(vec![id("south")]))]);
}

#[test]
fn what_others_say_decides_nothing() {
    for basis in [Basis::Opponent, Basis::Expert, Basis::Report] {
        let mut said = position("south", Some("full"), Stance::Accept, "2025-06-09");
        said.basis = basis;
        let own = position("south", Some("full"), Stance::Refuse, "2025-06-02");
        let north = position("north", Some("full"), Stance::Demand, "2025-06-01");
        let state = weigh_two(&[said, own, north]);
        assert_eq!(state.said_of, [0]);
        assert!(matches!(state.verdicts.as_slice(), [Verdict::Blocked { .. }]));
    }
    let mut hearsay = position("south", Some("full"), Stance::Accept, "2025-06-09");
    hearsay.flags.insert(Flag::Hearsay);
    let state =
        weigh_two(&[hearsay, position("north", Some("full"), Stance::Demand, "2025-06-01")]);
    assert_eq!(state.verdicts, [Verdict::Open(WhyOpen::NotKnown(vec![id("south")]))]);
}

#[test]
fn yes_and_no_on_one_day_is_no_answer() {
    let state = weigh_two(&[
        position("north", Some("full"), Stance::Demand, "2025-06-01"),
        position("south", Some("full"), Stance::Refuse, "2025-06-02"),
        position("south", Some("full"), Stance::Accept, "2025-06-02"),
    ]);
    assert!(state.cells.iter().any(|cell| cell.contradicts_itself));
    assert_eq!(state.verdicts, [Verdict::Open(WhyOpen::NotKnown(vec![id("south")]))]);
}

#[test]
fn a_condition_is_kept_with_the_verdict() {
    let mut south = position("south", Some("full"), Stance::Accept, "2025-06-02");
    south.flags.insert(Flag::Conditional);
    let state = weigh_two(&[position("north", Some("full"), Stance::Demand, "2025-06-01"), south]);
    assert_eq!(
        state.verdicts,
        [Verdict::Agreeable { choice: Some(id("full")), conditional: vec![id("south")] }]
    );
}

#[test]
fn third_parties_and_lone_parties_give_no_verdict() {
    let positions = [position("east", Some("full"), Stance::Refuse, "2025-06-02")];
    assert!(agreeable(&positions, &[id("north"), id("south")], &Parts::default()).is_empty());
    let alone = agreeable(&positions, &[id("east")], &Parts::default());
    assert_eq!(alone[0].verdicts, [Verdict::Open(WhyOpen::NoParties)]);
}

/// Positions of three parties on two issues and three choices; the line tells them apart.
fn any_positions() -> impl Strategy<Value = Vec<Position>> {
    let one = (0..3usize, 0..2usize, 0..3usize, 0..14usize, 0..4usize, 0..4i8, any::<bool>());
    proptest::collection::vec(one, 0..24).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(line, (party, issue, choice, stance, basis, day, conditional))| {
                let mut made = position(
                    ["north", "south", "east"][party],
                    [None, Some("full"), Some("partial")][choice],
                    Stance::ALL[stance],
                    &format!("2025-06-0{}", day + 1),
                );
                made.issue = id(["ceasefire", "prisoners"][issue]);
                made.basis = Basis::ALL[basis];
                made.evidence = Evidence::Entry { line, sources: Vec::new() };
                if conditional {
                    made.flags.insert(Flag::Conditional);
                }
                made
            })
            .collect()
    })
}

/// The result with input places replaced by the lines that they hold.
fn by_line(positions: &[Position], parties: &[ActorId]) -> Vec<IssueState> {
    let line = |at: &usize| match &positions[*at].evidence {
        Evidence::Entry { line, .. } => *line,
        Evidence::Passage(_) | Evidence::Assumed(_) => usize::MAX,
    };
    let mut all = agreeable(positions, parties, &Parts::default());
    for state in &mut all {
        state.said_of = state.said_of.iter().map(line).collect();
        for cell in &mut state.cells {
            cell.positions = cell.positions.iter().map(line).collect();
        }
    }
    all
}

fn renamed(party: &ActorId) -> ActorId {
    id(match party.as_str() {
        "north" => "zulu",
        "south" => "alpha",
        _ => "mike",
    })
}

fn rename_state(state: &mut IssueState) {
    let all = |parties: &mut Vec<ActorId>| {
        for party in parties {
            *party = renamed(party);
        }
    };
    for cell in &mut state.cells {
        cell.party = renamed(&cell.party);
    }
    for verdict in &mut state.verdicts {
        match verdict {
            Verdict::Agreeable { conditional, .. } => all(conditional),
            Verdict::Blocked { sought_by, by, .. } => {
                all(sought_by);
                all(by);
            }
            Verdict::AsPart { within, conditional, .. } => {
                for (party, _) in within {
                    *party = renamed(party);
                }
                all(conditional);
            }
            Verdict::Apart { wants } => wants.iter_mut().for_each(|(p, _)| *p = renamed(p)),
            Verdict::Open(WhyOpen::NotKnown(parties)) => all(parties),
            Verdict::Open(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_of_input_does_not_matter(positions in any_positions(), turn in 0..24usize) {
        let parties = [id("north"), id("south"), id("east")];
        let mut turned = positions.clone();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        turned.reverse();
        prop_assert_eq!(by_line(&positions, &parties), by_line(&turned, &parties));
    }

    #[test]
    fn names_of_parties_do_not_matter(positions in any_positions()) {
        let parties: Vec<ActorId> = vec![id("north"), id("south"), id("east")];
        let new: Vec<ActorId> = parties.iter().map(renamed).collect();
        let mut other = positions.clone();
        for position in &mut other {
            position.party = renamed(&position.party);
        }
        let mut expected = by_line(&positions, &parties);
        expected.iter_mut().for_each(rename_state);
        prop_assert_eq!(expected, by_line(&other, &new));
    }

    #[test]
    fn every_verdict_stands_on_own_words(positions in any_positions()) {
        let parties = [id("north"), id("south"), id("east")];
        for state in agreeable(&positions, &parties, &Parts::default()) {
            prop_assert!(!state.verdicts.is_empty());
            for cell in &state.cells {
                prop_assert!(!cell.positions.is_empty());
                prop_assert!(cell.positions.iter().all(|at| decides(&positions[*at])));
            }
            if let Verdict::Agreeable { choice, .. } = &state.verdicts[0] {
                let yes = state.cells.iter().filter(|c| c.choice == *choice && says_yes(c)).count();
                prop_assert_eq!(yes, parties.len());
            }
        }
    }
}
