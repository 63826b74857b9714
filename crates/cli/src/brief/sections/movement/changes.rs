//! Changes of one side on one choice as lines: where it stood and where it stands, with both words.

use model::Position;
use weigh::movement::{Agreed, Change, Kind, Movement, Standing};

use super::{Said, Step};
use crate::brief::tree::{Line, List};
use crate::brief::words::{date, folded, joined, short};

/// Words of a quotation.
const QUOTE_WORDS: usize = 30;

/// The lists in their order; each change stands in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Concession,
    Hardening,
    Withdrawn,
    NewDemand,
    Other,
    FirstHeard,
}

const SORTS: [(Sort, &str, &str); 6] = [
    (
        Sort::Concession,
        "Concessions: steps towards another side",
        "No step towards another side can be told.",
    ),
    (
        Sort::Hardening,
        "Hardenings: steps away from another side",
        "No step away from another side can be told.",
    ),
    (
        Sort::Withdrawn,
        "Withdrawn offers: taken back what another side sought",
        "Nothing that another side sought was taken back.",
    ),
    (
        Sort::NewDemand,
        "New demands; what was first heard between the days may be old",
        "No demand is new.",
    ),
    (Sort::Other, "Other changes, towards nobody and away from nobody", "No other change."),
    (
        Sort::FirstHeard,
        "Other words first heard between the days; they may be old, so that no movement can be told",
        "Nothing else was heard for the first time.",
    ),
];

/// Whether anything is a movement, and not only heard for the first time.
pub(super) fn any_told(movement: &Movement) -> bool {
    let told = |change: &Change| {
        change.moves()
            || change.kinds().contains(&Kind::FromWantsToAccepts)
            || change.kinds().contains(&Kind::FromAcceptsToWants)
    };
    movement.changes.iter().any(told)
}

fn sort(change: &Change) -> Sort {
    let kinds = change.kinds();
    let has = |kind| kinds.contains(&kind);
    if has(Kind::WithdrawnOffer) {
        Sort::Withdrawn
    } else if has(Kind::Hardening) {
        Sort::Hardening
    } else if has(Kind::Concession) {
        Sort::Concession
    } else if has(Kind::NewDemand) {
        Sort::NewDemand
    } else if has(Kind::FirstKnown) {
        Sort::FirstHeard
    } else {
        Sort::Other
    }
}

/// All changes, then what is no longer or newly common.
pub(super) fn lists(step: &Step<'_>) -> Vec<List> {
    let said = step.said;
    let mut out: Vec<List> = SORTS
        .iter()
        .map(|(wanted, heading, none)| {
            let changes = step.movement.changes.iter().filter(|change| sort(change) == *wanted);
            let lines = changes.map(|change| line(step, change)).collect();
            let mut list = said.material.list(heading, none, lines);
            list.side_by_side = true;
            list
        })
        .collect();
    for (all, heading, none) in [
        (
            &step.movement.reopened,
            "Reopened: all took it, and now a side does not",
            "Nothing that all took was reopened.",
        ),
        (
            &step.movement.settled,
            "Newly settled: all take it now, and a side is known not to have",
            "Nothing that a side had refused or given up is common ground now.",
        ),
    ] {
        let lines = all.iter().map(|one| agreed(said, one)).collect();
        out.push(said.material.list(heading, none, lines));
    }
    out
}

fn line(step: &Step<'_>, change: &Change) -> Line {
    let said = step.said;
    if change.before == Standing::NotKnown {
        return first(said, change);
    }
    let naming = &said.material.naming;
    let choice = change.choice.as_ref().map(|choice| naming.choice(&change.issue, choice));
    let choice = choice.map_or_else(|| "(terms not told)".to_owned(), |name| format!("({name})"));
    let both = change.positions_before.iter().chain(&change.positions_after);
    let after = change.positions_after.first().and_then(|at| said.positions.get(*at));
    let given_up = after.and_then(|at| at.until).filter(|_| change.after == Standing::GivenUp);
    let under = [
        words(said, "before", change.positions_before.first()),
        // What has an end has no new words.
        words(said, "now", change.positions_after.first()).filter(|_| given_up.is_none()),
    ];
    let towards = |what: &str, whom: &[model::ActorId]| match whom {
        [] => String::new(),
        some => format!("{what} {}", naming.actors(some)),
    };
    Line::on(said.cites(both.copied()))
        .when(given_up.or_else(|| after.and_then(|position| position.from)))
        .label(format!("{}, {}", naming.actor(&change.party), naming.issue(&change.issue)))
        .text(format!("{choice}: {}", turn(change.before, change.after)))
        .mark(towards("towards", &change.towards))
        .mark(towards("away from", &change.away_from))
        .marks(marks(change))
        .under(under.into_iter().flatten().collect())
}

/// What was first heard: there is nothing to lay it beside.
fn first(said: &Said<'_>, change: &Change) -> Line {
    let naming = &said.material.naming;
    let label = format!("{}, {}", naming.actor(&change.party), naming.issue(&change.issue));
    let choice = change.choice.as_ref().map(|choice| naming.choice(&change.issue, choice));
    let choice = choice.map_or_else(|| "(terms not told)".to_owned(), |name| format!("({name})"));
    let stance = match change.after {
        Standing::Wants => "wants it",
        Standing::Accepts => "accepts",
        Standing::Refuses => "refuses",
        Standing::GivenUp => "said it, and no longer held it on the later day",
        Standing::Unclear => "says both yes and no",
        Standing::NotKnown => "",
    };
    let words = words(said, "", change.positions_after.first()).unwrap_or_default();
    let cites = said.cites(change.positions_after.iter().copied());
    Line { cites, ..words }.label(label).text(format!("{choice}: {stance}"))
}

/// "refused, and now accepts".
fn turn(before: Standing, after: Standing) -> String {
    let then = match before {
        Standing::NotKnown => "not known before",
        Standing::Unclear => "said both yes and no",
        Standing::Refuses => "refused",
        Standing::GivenUp => "no longer held it",
        Standing::Accepts => "accepted",
        Standing::Wants => "wanted",
    };
    let now = match after {
        Standing::NotKnown => "and nothing is said any more",
        Standing::Unclear => "and now says both yes and no",
        Standing::Refuses => "and now refuses",
        Standing::GivenUp => "and no longer holds it",
        Standing::Accepts => "and now accepts",
        Standing::Wants => "and now wants it",
    };
    format!("{then}, {now}")
}

/// Kinds that the list does not tell already.
fn marks(change: &Change) -> Vec<String> {
    let kinds = change.kinds();
    let mark = |kind: &Kind| match kind {
        Kind::NewDemand => "a new demand",
        Kind::DemandDropped => "a demand dropped",
        Kind::NewRefusal => "a new refusal",
        Kind::FromWantsToAccepts | Kind::FromAcceptsToWants => {
            "yes before and after: no step by itself"
        }
        Kind::Unclear => "no movement can be told",
        _ => "",
    };
    kinds.iter().map(|kind| mark(kind).to_owned()).collect()
}

/// The words of one day.
fn words(said: &Said<'_>, label: &str, at: Option<&usize>) -> Option<Line> {
    let position: &Position = said.positions.get(*at?)?;
    let speaker = position.speaker.as_deref().map(folded).unwrap_or_default();
    let party = said.material.naming.actor(&position.party);
    let until = position.until.map(|until| format!("held until {}", date(until)));
    let condition = position.condition.as_deref();
    let line = Line::on(said.material.cites(&position.evidence))
        .when(position.from)
        .label(label)
        .quote(short(&position.words, QUOTE_WORDS))
        .mark(if speaker == party { String::new() } else { speaker })
        .marks(condition.map(|words| format!("condition: {}", short(words, QUOTE_WORDS))))
        .marks(until);
    (!line.cites.is_empty()).then_some(line)
}

fn agreed(said: &Said<'_>, one: &Agreed) -> Line {
    let naming = &said.material.naming;
    let choice = one.choice.as_ref().map(|choice| naming.choice(&one.issue, choice));
    let by: Vec<String> = one.by.iter().map(|party| naming.actor(party)).collect();
    Line::on(said.cites(one.positions.iter().copied()))
        .label(naming.issue(&one.issue))
        .text(choice.map_or_else(|| "terms not told".to_owned(), |name| format!("({name})")))
        .mark(format!("by {}", joined(&by)))
}
