//! Moves, cells, equilibria and groups, place by place.

use serde_json::{Map, Value};
use weigh::conflict::{Coalitions, Concept, Conflict, Scene, Scenes, Stability};

use super::shape::{cells, numbers, same, sorted};
use crate::compare::{Differences, as_list, as_place};

fn concept(word: &str) -> Option<Concept> {
    Concept::ALL.into_iter().find(|concept| concept.word() == word)
}

/// Those of groups have a "c" before them.
fn group_concept(word: &str) -> Option<Concept> {
    concept(word.strip_prefix('c')?)
}

fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

/// By decision maker and state; a state without any is left out, or has an empty list.
pub(super) fn moves(
    conflict: &Conflict,
    improving: bool,
    place: &str,
    expected: &Value,
    differences: &mut Differences,
) {
    let lists = expected.as_array().map(Vec::as_slice).unwrap_or_default();
    if lists.len() != conflict.makers() {
        differences.say(place, "is not one list for each decision maker");
        return;
    }
    for (maker, lists) in lists.iter().enumerate() {
        let place = format!("{place} {}", maker + 1);
        for state in (0..conflict.states()).filter_map(|state| Scene::try_from(state).ok()) {
            let to = if improving {
                conflict.improvements(maker, state)
            } else {
                conflict.moves(maker, state)
            };
            let number = (u64::from(state) + 1).to_string();
            let empty = Value::Array(Vec::new());
            let expected = lists.get(&number).unwrap_or(&empty);
            same(&format!("{place} from {number}"), &sorted(expected), &numbers(to), differences);
        }
        let known = |state: &str| {
            state.parse::<usize>().is_ok_and(|state| (1..=conflict.states()).contains(&state))
        };
        for (state, _) in fields(lists).filter(|(state, _)| !known(state)) {
            differences.say(&place, &format!("state {state} is not there"));
        }
    }
}

/// By concept, then by decision maker.
pub(super) fn stability(
    conflict: &Conflict,
    found: &Stability,
    place: &str,
    expected: &Value,
    differences: &mut Differences,
) -> Vec<String> {
    let mut left_out = Vec::new();
    for (word, expected) in fields(expected) {
        let Some(concept) = concept(word) else {
            left_out.push(format!("{place} {word}"));
            continue;
        };
        let place = format!("{place} {word}");
        let rows = expected.as_array().map(Vec::as_slice).unwrap_or_default();
        if rows.len() != conflict.makers() {
            differences.say(&place, "is not one row for each decision maker");
            continue;
        }
        for (maker, expected) in rows.iter().enumerate() {
            let place = format!("{place} {}", maker + 1);
            row(&place, expected, found.stable(maker, concept), differences);
        }
    }
    left_out
}

/// The cells of a row, the first that differs by its state.
fn row(place: &str, expected: &Value, got: &Scenes, differences: &mut Differences) {
    let cells = cells(got);
    let pair = (expected.as_str(), cells.as_str());
    if let (Some(wanted), Some(got)) = pair
        && wanted.len() == got.len()
        && wanted.bytes().all(|cell| cell == b'0' || cell == b'1')
    {
        for (state, (wanted, got)) in wanted.bytes().zip(got.bytes()).enumerate() {
            if wanted != got {
                let said = |cell| if cell == b'1' { "stable" } else { "unstable" };
                let what = format!("expected {}, got {}", said(wanted), said(got));
                differences.say(&format!("{place} state {}", state + 1), &what);
            }
        }
        return;
    }
    same(place, expected, &cells, differences);
}

/// By concept the states, or how many, or their hash.
pub(super) fn equilibria(
    found: &Stability,
    place: &str,
    expected: &Value,
    differences: &mut Differences,
) -> Vec<String> {
    let mut left_out = Vec::new();
    for (word, expected) in fields(expected) {
        match concept(word) {
            Some(concept) => {
                set(&format!("{place} {word}"), expected, &found.equilibria(concept), differences);
            }
            None => left_out.push(format!("{place} {word}")),
        }
    }
    left_out
}

fn set(place: &str, expected: &Value, got: &Scenes, differences: &mut Differences) {
    match expected {
        Value::Number(_) => same(place, expected, &got.len().into(), differences),
        _ => same(place, &sorted(expected), &numbers(got.iter()), differences),
    }
}

/// Each group of the case, in whatever order.
pub(super) fn coalitions(
    found: &Coalitions,
    place: &str,
    expected: &Value,
    differences: &mut Differences,
) -> Vec<String> {
    let mut left_out = Vec::new();
    for group in expected.as_array().into_iter().flatten() {
        let members = group.get("members").and_then(|members| as_list(members, as_place));
        let mut members: Vec<usize> = members.unwrap_or_default();
        members.sort_unstable();
        let place = format!("{place} {members:?}");
        let own = |one: &&weigh::conflict::Coalition| {
            one.members.iter().map(|member| member + 1).eq(members.iter().copied())
        };
        let Some(one) = found.all.iter().find(own) else {
            differences.say(&place, "no such group");
            continue;
        };
        for (word, expected) in fields(group).filter(|(word, _)| *word != "members") {
            match group_concept(word).and_then(|concept| one.stable(concept)) {
                Some(stable) => row(&format!("{place} {word}"), expected, stable, differences),
                None => left_out.push(format!("{place} {word}")),
            }
        }
    }
    left_out
}

/// By concept the states that no group leaves.
pub(super) fn coalition_equilibria(
    found: &Coalitions,
    place: &str,
    expected: &Value,
    differences: &mut Differences,
) -> Vec<String> {
    let mut left_out = Vec::new();
    for (word, expected) in fields(expected) {
        let place = format!("{place} {word}");
        match group_concept(word) {
            Some(concept @ (Concept::Nash | Concept::Gmr | Concept::Smr)) => {
                set(&place, expected, &found.equilibria(concept), differences);
            }
            _ => left_out.push(place),
        }
    }
    left_out
}
