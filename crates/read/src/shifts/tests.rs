//! Planted wordings: every kind of change in both directions, and what must be no shift.

use std::collections::BTreeSet;

use model::talks::{Amount, Delegation, Incident, Round, Session};
use model::{Actor, ActorKind, Basis, Channel, CountState, Flag, Passage, Position, Span, Stance};

use super::*;
use crate::Origin;

fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is a handle"))
}

fn side(name: &str) -> Actor {
    Actor {
        id: id(name),
        name: name.to_owned(),
        kind: ActorKind::State,
        of: None,
        office: None,
        aliases: Vec::new(),
        roles: vec![Role::Party],
        from: None,
        until: None,
        evidence: Vec::new(),
    }
}

/// A wording of the north on a full ceasefire.
fn said(day: &str, stance: Stance, words: &str) -> Position {
    static LINE: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(1);
    let line = LINE.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    Position {
        party: id("north"),
        party_name: "North".to_owned(),
        issue: id("ceasefire"),
        choice: Some(id("full_unconditional")),
        stance,
        attitude: stance.attitude(),
        basis: Basis::Own,
        speaker: Some("A. Head".to_owned()),
        via: Vec::new(),
        channel: Channel::Public,
        from: When::parse(day),
        until: None,
        evidence: Evidence::Entry { line, sources: Vec::new() },
        words: words.to_owned(),
        flags: BTreeSet::new(),
        condition: None,
        confidence: 100,
        key: String::new(),
        decided: None,
    }
}

fn found(positions: Vec<Position>) -> Shifts {
    found_in(&Reading::default(), &Talks { positions, ..talks() }, None)
}

fn talks() -> Talks {
    Talks { actors: vec![side("north"), side("south")], ..Talks::default() }
}

fn found_in(reading: &Reading, talks: &Talks, as_of: Option<When>) -> Shifts {
    let lexicon = Lexicon::built_in().with_talks(talks);
    find(&Scope { reading, talks: Some(talks), lexicon: &lexicon, as_of })
}

/// Kind and direction of every shift.
fn moved(positions: Vec<Position>) -> Vec<(ShiftKind, Direction)> {
    let shifts = found(positions).threads.into_iter().flat_map(|thread| thread.shifts);
    shifts.map(|shift| (shift.kind, shift.direction)).collect()
}

/// What is found from the first to the second, and the other way round.
fn both_ways(a: &Position, b: &Position) -> [Vec<(ShiftKind, Direction)>; 2] {
    let (mut later, mut earlier) = (a.clone(), b.clone());
    (later.from, earlier.from) = (b.from, a.from);
    [moved(vec![a.clone(), b.clone()]), moved(vec![earlier, later])]
}

#[test]
fn a_stance_is_softened_or_hardened() {
    let a = said("2031-01-01", Stance::Precondition, "the guns are silent first");
    let b = said("2031-02-01", Stance::Propose, "let the guns be silent");
    let [softer, harder] = both_ways(&a, &b);
    assert_eq!(softer, [(ShiftKind::Stance, Direction::Softened)]);
    assert_eq!(harder, [(ShiftKind::Stance, Direction::Hardened)]);
    let a = said("2031-01-01", Stance::Refuse, "no silence");
    let b = said("2031-02-01", Stance::Accept, "yes, silence");
    let [softer, harder] = both_ways(&a, &b);
    assert_eq!(softer, [(ShiftKind::Stance, Direction::Softened)]);
    assert_eq!(harder, [(ShiftKind::Stance, Direction::Hardened)]);
}

#[test]
fn what_cannot_be_compared_is_called_so() {
    let a = said("2031-01-01", Stance::OpenTo, "it could be discussed");
    let b = said("2031-02-01", Stance::Propose, "let us do it");
    for found in both_ways(&a, &b) {
        assert_eq!(found, [(ShiftKind::Stance, Direction::NotComparable)]);
    }
    let asks = said("2031-01-01", Stance::Demand, "silence must come");
    let agreed = said("2031-02-01", Stance::Agree, "silence was agreed");
    let [settled, reopened] = both_ways(&asks, &agreed);
    assert_eq!(settled, [(ShiftKind::Stance, Direction::Settled)]);
    assert_eq!(reopened, [(ShiftKind::Stance, Direction::Reopened)]);
}

#[test]
fn a_condition_is_added_or_dropped() {
    let a = said("2031-01-01", Stance::Demand, "the guns must be silent");
    let mut b = said("2031-02-01", Stance::Demand, "the guns must be silent, after the gates open");
    b.condition = Some("after the gates open".to_owned());
    let [added, dropped] = both_ways(&a, &b);
    assert_eq!(added, [(ShiftKind::Condition, Direction::Added)]);
    assert_eq!(dropped, [(ShiftKind::Condition, Direction::Dropped)]);
    let mut c = said("2031-03-01", Stance::Demand, "the guns must be silent, after the vote");
    c.condition = Some("after the vote".to_owned());
    assert_eq!(moved(vec![b, c]), [(ShiftKind::Condition, Direction::NotComparable)]);
}

#[test]
fn a_figure_grows_or_shrinks() {
    let a = said("2031-01-01", Stance::Demand, "a silence of 30 days");
    let b = said("2031-02-01", Stance::Demand, "a silence of 60 days");
    for found in both_ways(&a, &b) {
        assert_eq!(found, [(ShiftKind::Figure, Direction::Changed)]);
    }
    let text = |positions: Vec<Position>| found(positions).threads[0].shifts[0].text.clone();
    let c = said("2031-03-01", Stance::Demand, "a silence of 24 hours");
    assert!(text(vec![a.clone(), b]).ends_with("(more)"));
    assert!(text(vec![a.clone(), c]).ends_with("(less)"));
    let same = said("2031-02-01", Stance::Demand, "a silence that lasts 30 days");
    assert!(moved(vec![a, same]).is_empty());
}

#[test]
fn scope_goes_from_pole_to_pole() {
    for (one, other) in [
        ("a full silence", "a partial silence"),
        ("a mutual step", "a unilateral step"),
        ("a permanent line", "a temporary line"),
    ] {
        let a = said("2031-01-01", Stance::Demand, one);
        let b = said("2031-02-01", Stance::Demand, other);
        for found in both_ways(&a, &b) {
            assert_eq!(found, [(ShiftKind::Scope, Direction::Changed)], "{one}");
        }
    }
}

#[test]
fn another_choice_another_rank_and_a_coded_phrase_are_shifts() {
    let a = said("2031-01-01", Stance::Demand, "silence everywhere");
    let mut b = said("2031-02-01", Stance::Demand, "silence at sea");
    b.choice = Some(id("short_pauses"));
    for found in both_ways(&a, &b) {
        assert_eq!(found, [(ShiftKind::Choice, Direction::Changed)]);
    }
    let (mut a, mut b) = (a, said("2031-02-01", Stance::Demand, "silence all over"));
    a.flags.insert(Flag::First);
    b.flags.insert(Flag::Later);
    for found in both_ways(&a, &b) {
        assert_eq!(found, [(ShiftKind::Rank, Direction::Changed)]);
    }
    let a = said("2031-01-01", Stance::Demand, "silence everywhere");
    let b = said("2031-02-01", Stance::Demand, "silence and the root causes");
    let [added, dropped] = both_ways(&a, &b);
    assert_eq!(added, [(ShiftKind::Phrase, Direction::Added)]);
    assert_eq!(dropped, [(ShiftKind::Phrase, Direction::Dropped)]);
    // Where the phrase is the issue's own name, it tells nothing.
    let on = |p: &Position| Position { issue: id("root_causes"), choice: None, ..p.clone() };
    assert!(moved(vec![on(&a), on(&b)]).is_empty());
    let used = found(vec![a, b]).phrases;
    assert_eq!(used.len(), 1);
    assert_eq!((used[0].phrase.as_str(), used[0].used.len()), ("root causes", 1));
    assert!(!used[0].readings.is_empty());
}

#[test]
fn a_precondition_that_is_not_repeated_is_not_called_given_up() {
    let a = said("2031-01-01", Stance::Precondition, "the guns are silent first");
    let b = said("2031-02-01", Stance::Demand, "the guns must be silent");
    let [dropped, harder] = both_ways(&a, &b);
    assert_eq!(dropped, [(ShiftKind::Stance, Direction::Dropped)]);
    assert_eq!(harder, [(ShiftKind::Stance, Direction::Hardened)]);
}

#[test]
fn wordings_without_a_choice_and_remarks_are_not_compared() {
    let none = |p: Position| Position { choice: None, ..p };
    let a = none(said("2031-01-01", Stance::Demand, "silence everywhere"));
    let b = none(said("2031-02-01", Stance::Refuse, "no talk of harbours"));
    assert!(moved(vec![a, b]).is_empty());
    let a = none(said("2031-01-01", Stance::Demand, "a silence of 30 days"));
    let b = none(said("2031-02-01", Stance::Propose, "a silence of 60 days"));
    assert_eq!(moved(vec![a, b]), [(ShiftKind::Figure, Direction::Changed)]);
    let a = said("2031-01-01", Stance::Demand, "silence everywhere");
    let b = said("2031-02-01", Stance::Report, "the silence is a matter of the root causes");
    assert!(moved(vec![a, b]).is_empty());
}

#[test]
fn a_choice_comes_back_only_after_a_long_while() {
    let sea = |day: &str| {
        let words = format!("silence at sea, {day}");
        Position { choice: Some(id("short_pauses")), ..said(day, Stance::Demand, &words) }
    };
    let all = |day: &str| said(day, Stance::Demand, "silence everywhere");
    let first = (ShiftKind::Choice, Direction::Changed);
    let short = vec![all("2031-01-01"), sea("2031-02-01"), all("2031-03-01")];
    assert_eq!(moved(short), [first]);
    let long = vec![all("2031-01-01"), sea("2031-02-01"), all("2031-12-01")];
    assert_eq!(moved(long), [first, first]);
}

#[test]
fn words_known_from_others_are_kept_apart() {
    for basis in [Basis::Opponent, Basis::Expert, Basis::Report] {
        let a = said("2031-01-01", Stance::Demand, "silence everywhere");
        let mut b = said("2031-02-01", Stance::Refuse, "no silence");
        b.basis = basis;
        let all = found(vec![a, b]);
        assert!(all.threads[0].shifts.is_empty(), "{basis:?}");
        let headings: Vec<Heading> = all.threads[0].wordings.iter().map(|w| w.heading).collect();
        assert_eq!(headings, [Heading::Own, Heading::Others]);
        assert!(all.signs.is_empty());
    }
    let a = said("2031-01-01", Stance::Demand, "silence everywhere");
    for (flag, heading) in [
        (Flag::Imputed, Heading::Others),
        (Flag::Hearsay, Heading::Others),
        (Flag::UncertainSpeaker, Heading::Doubtful),
    ] {
        let mut b = said("2031-02-01", Stance::Refuse, "no silence");
        b.flags.insert(flag);
        let all = found(vec![a.clone(), b]);
        assert!(all.threads[0].shifts.is_empty(), "{flag:?}");
        assert_eq!(all.threads[0].wordings[1].heading, heading);
    }
}

#[test]
fn the_same_wording_again_is_one_row_with_its_days() {
    let a = said("2031-01-01", Stance::Demand, "Silence everywhere");
    let b = said("2031-02-01", Stance::Demand, "silence  everywhere");
    let all = found(vec![b, a]);
    assert_eq!(all.threads[0].wordings.len(), 1);
    assert_eq!(all.threads[0].wordings[0].said.len(), 2);
    assert!(all.threads[0].shifts.is_empty());
}

#[test]
fn differences_of_one_day_and_without_a_day_are_no_shift() {
    let a = said("2031-01-01", Stance::Demand, "silence everywhere");
    let b = said("2031-01-01", Stance::Refuse, "no silence");
    assert!(moved(vec![a.clone(), b.clone()]).is_empty());
    assert!(moved(vec![a, Position { from: None, ..b }]).is_empty());
}

#[test]
fn what_one_of_several_words_of_a_day_repeats_did_not_move() {
    let a = said("2031-01-01", Stance::Demand, "silence everywhere");
    let b = said("2031-02-01", Stance::Refuse, "no silence");
    let c = said("2031-02-01", Stance::Demand, "silence all over");
    assert!(moved(vec![a, b, c]).is_empty());
}

#[test]
fn two_issues_and_two_parties_are_never_compared() {
    let a = said("2031-01-01", Stance::Demand, "silence everywhere");
    let b = said("2031-02-01", Stance::Refuse, "no silence");
    assert!(moved(vec![a.clone(), Position { issue: id("prisoners"), ..b.clone() }]).is_empty());
    assert!(moved(vec![a, Position { party: id("south"), ..b }]).is_empty());
}

fn in_report(report: &str, day: &str, stance: Stance, words: &str) -> Position {
    let passage = Passage { report: report.to_owned(), span: Span::new(0, 1) };
    Position { evidence: Evidence::Passage(passage), ..said(day, stance, words) }
}

#[test]
fn a_copy_of_a_report_is_no_new_wording() {
    let a = in_report("a.txt", "2031-01-01", Stance::Demand, "silence everywhere");
    let b = in_report("b.txt", "2031-01-03", Stance::Propose, "quiet in each place");
    let positions = vec![a, b];
    let apart = Reading { positions, ..Reading::default() };
    assert_eq!(found_in(&apart, &talks(), None).threads[0].shifts.len(), 1);
    let family = Origin { first: "a.txt".to_owned(), copies: vec![("b.txt".to_owned(), 70)] };
    let copied = Reading { origins: vec![family], ..apart };
    let all = found_in(&copied, &talks(), None);
    assert!(all.threads[0].shifts.is_empty());
    assert_eq!((all.threads[0].wordings.len(), all.threads[0].wordings[0].copies), (1, 1));
    // Half a copy may have words of its own.
    let family = Origin { first: "a.txt".to_owned(), copies: vec![("b.txt".to_owned(), 30)] };
    let partly = Reading { origins: vec![family], ..copied };
    let all = found_in(&partly, &talks(), None);
    assert!(all.threads[0].shifts.is_empty());
    assert_eq!(all.threads[0].wordings[1].heading, Heading::Doubtful);
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let mut all = vec![
        said("2031-01-01", Stance::Precondition, "silence for 30 days"),
        said("2031-02-01", Stance::Demand, "silence for 60 days"),
        said("2031-03-01", Stance::Propose, "silence for 90 days and the root causes"),
        said("2031-03-01", Stance::OpenTo, "silence may be discussed"),
    ];
    let first = found(all.clone());
    all.reverse();
    assert_eq!(found(all.clone()), first);
    all.swap(0, 2);
    assert_eq!(found(all), first);
    assert!(first.threads[0].shifts.len() > 3);
}

#[test]
fn a_later_day_is_not_known_on_an_earlier_one() {
    let positions = vec![
        said("2031-01-01", Stance::Demand, "silence everywhere"),
        said("2031-02-01", Stance::Propose, "let there be silence"),
    ];
    let talks = Talks { positions, ..talks() };
    let all = found_in(&Reading::default(), &talks, When::parse("2031-01-15"));
    assert_eq!(all.threads[0].wordings.len(), 1);
}

fn round(name: &str, planned: &str, start: &str, minutes: &str) -> Round {
    let evidence = Evidence::Entry { line: 1, sources: Vec::new() };
    let minutes = Amount {
        value: Some(minutes.to_owned()),
        to: None,
        unit: "minutes".to_owned(),
        state: CountState::About,
        each: None,
    };
    let session = Session {
        format: "plenary".to_owned(),
        start: None,
        end: None,
        minutes: Some(minutes),
        evidence: evidence.clone(),
    };
    Round {
        id: id(name),
        name: name.to_owned(),
        place: None,
        format: None,
        planned: When::parse(planned),
        start: When::parse(start),
        end: None,
        languages: Vec::new(),
        parties: Vec::new(),
        others: Vec::new(),
        sessions: vec![session],
        result: None,
        evidence,
    }
}

#[test]
fn the_facts_of_a_round_stand_beside_the_words() {
    let evidence = Evidence::Entry { line: 9, sources: Vec::new() };
    let incident = Incident {
        what: "a bridge falls".to_owned(),
        date: When::parse("2031-02-07"),
        round: None,
        readings: Vec::new(),
        evidence: evidence.clone(),
    };
    let mut head = side("head");
    (head.of, head.office) = (Some(id("north")), Some("Aide to the President".to_owned()));
    head.roles = vec![Role::Head];
    let delegation = Delegation {
        of: id("north"),
        round: Some(id("r2")),
        head: Some(id("head")),
        members: Vec::new(),
        evidence,
    };
    let mut talks = Talks {
        rounds: vec![
            round("r2", "2031-02-08T12:00", "2031-02-08T13:30", "60"),
            round("r1", "2031-01-08T12:00", "2031-01-08", "120"),
        ],
        incidents: vec![incident],
        delegations: vec![delegation],
        ..talks()
    };
    talks.actors.push(head);
    let all = found_in(&Reading::default(), &talks, None);
    let [first, second] = all.rounds.as_slice() else { panic!("two rounds") };
    assert_eq!((first.delay, &first.since_last), (None, &None));
    assert_eq!(second.delay, Some(90));
    assert_eq!(second.since_last, Some((31, "r1".to_owned())));
    assert_eq!(second.eve.len(), 1);
    assert_eq!(second.heads[0].office.as_deref(), Some("Aide to the President"));
    assert_eq!(second.heads[1].name, None);
    let signs = |party: &str| -> Vec<String> {
        let of = all.signs.iter().filter(|sign| sign.party.as_str() == party);
        of.map(|sign| sign.id.clone()).collect()
    };
    // What both share stands under both; the head is the north's alone.
    assert_eq!(signs("north"), ["shorter_session", "late_start", "lower_level", "eve"]);
    assert_eq!(signs("south"), ["shorter_session", "late_start", "eve"]);
    for sign in &all.signs {
        assert!(sign.observed.iter().all(|one| !one.evidence.is_empty()));
    }
}

#[test]
fn the_work_grows_with_the_words() {
    let many = |count: usize| -> Vec<Position> {
        let day = |at: usize| format!("2031-{:02}-{:02}", at % 12 + 1, at % 28 + 1);
        (0..count)
            .map(|at| said(&day(at), Stance::ALL[at % 8], &format!("silence of {at} days")))
            .collect()
    };
    let all = found(many(20_000));
    assert!(all.threads[0].wordings.len() > 1_000);
}
