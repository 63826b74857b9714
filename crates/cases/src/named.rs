//! The fields of a block of named solutions.

use std::collections::BTreeSet;

use serde_json::Value;
use weigh::{Exact, Named, Solutions, Work, count_rational};

use crate::compare::{Differences, Got, as_deal, as_exact, as_list};
use crate::reading::Weighed;

/// Compares one field of a block.
pub(crate) fn check(
    weighed: &Weighed<'_>,
    solutions: &Solutions,
    field: &str,
    expected: &Value,
    place: &str,
    differences: &mut Differences,
) {
    if let Some(got) = plain(weighed, solutions, field) {
        return differences.same(place, expected, &got);
    }
    let Some(found) = &solutions.found else {
        if !expected.is_null() {
            differences.say(place, "there is no zone of agreement");
        }
        return;
    };
    let named = match field {
        "nash" => &found.nash,
        "kalai_smorodinsky" => &found.kalai_smorodinsky,
        "egalitarian" => &found.egalitarian,
        "utilitarian" => &found.utilitarian,
        "equal_ratio_minspread" => &found.equal_ratio_minspread,
        _ => return differences.say(place, "this field is not known"),
    };
    solution(weighed, named, expected, place, differences);
}

/// What is no solution but said about all of them.
fn plain(weighed: &Weighed<'_>, solutions: &Solutions, field: &str) -> Option<Got> {
    let found = solutions.found.as_ref();
    Some(match field {
        "disagreement" => Got::Numbers(solutions.disagreement.clone()),
        "zopa" if found.is_none() => Got::Text("empty".to_owned()),
        "zopa" => Got::Nothing,
        "outcomes_rational" => {
            let work = Work::default();
            let disagreement = &solutions.disagreement;
            match count_rational(weighed.space, &weighed.scaled, disagreement, &work) {
                Ok(count) => Got::Count(count.to_string()),
                Err(stop) => Got::NotComputed(stop.to_string()),
            }
        }
        "pareto_vectors_rational" => Got::Count(solutions.rational.len().to_string()),
        "pareto_outcomes_rational" => {
            let each = solutions.rational.iter().map(|at| weighed.frontier.deals_count(*at));
            Got::Count(each.fold(weigh::BigUint::default(), |sum, count| sum + count).to_string())
        }
        "ideal_rational" => found.map_or(Got::Nothing, |found| Got::Numbers(found.ideal.clone())),
        "active_parties" => found.map_or(Got::Nothing, |found| Got::Places(found.active.clone())),
        _ => return None,
    })
}

/// One solution: its worth, its ties, its vectors and their witnesses.
fn solution(
    weighed: &Weighed<'_>,
    named: &Named,
    expected: &Value,
    place: &str,
    differences: &mut Differences,
) {
    let Some(fields) = expected.as_object() else {
        return differences.say(place, "expected is no object");
    };
    for (field, expected) in fields {
        let at = format!("{place} {field}");
        let value = named.value.as_ref();
        let got = match field.as_str() {
            "value" => value.map_or(Got::Nothing, |value| Got::Number(value.clone())),
            "value_float" => value.map_or(Got::Nothing, |value| Got::Float(value.to_f64())),
            "n_vectors" => Got::Count(named.points.len().to_string()),
            "vectors" => {
                vectors(weighed, named, expected, &at, differences);
                continue;
            }
            _ => {
                differences.say(&at, "this field is not known");
                continue;
            }
        };
        differences.same(&at, expected, &got);
    }
}

fn vectors(
    weighed: &Weighed<'_>,
    named: &Named,
    expected: &Value,
    place: &str,
    differences: &mut Differences,
) {
    let Some(rows) = expected.as_array() else {
        return differences.say(place, "expected is no list");
    };
    let mut seen = BTreeSet::new();
    for (nth, row) in rows.iter().enumerate() {
        let place = format!("{place} {nth}");
        let vector = row.get("u").and_then(|u| as_list(u, as_exact)).unwrap_or_default();
        let own = |at: &&usize| weighed.frontier.vector(**at, &weighed.scaled) == vector;
        let Some(at) = named.points.iter().find(own) else {
            differences.say(&place, "this vector is none of ours");
            continue;
        };
        if !seen.insert(*at) {
            differences.say(&place, "this vector stands here twice");
        }
        if let Some(outcomes) = row.get("outcomes") {
            let got = Got::Count(weighed.frontier.deals_count(*at).to_string());
            differences.same(&format!("{place} outcomes"), outcomes, &got);
        }
        if let Some(floats) = row.get("u_float") {
            let got = Got::Floats(vector.iter().map(Exact::to_f64).collect());
            differences.same(&format!("{place} u_float"), floats, &got);
        }
        if let Some(witnesses) = row.get("witnesses") {
            check_witnesses(weighed, *at, &vector, witnesses, &place, differences);
        }
    }
    if rows.is_empty() != named.points.is_empty() {
        differences.say(place, &format!("expected none, got {}", named.points.len()));
    }
}

/// Which of tied deals are named is free; each must be admissible and worth what it says, and ours
/// must be as many.
fn check_witnesses(
    weighed: &Weighed<'_>,
    at: usize,
    vector: &[Exact],
    expected: &Value,
    place: &str,
    differences: &mut Differences,
) {
    let Some(witnesses) = as_list(expected, as_deal) else {
        return differences.say(place, "witnesses are no deals");
    };
    let ours = weighed.frontier.deals(at, witnesses.len());
    if ours.len() != witnesses.len() {
        differences.say(place, &format!("{} witnesses, got {}", witnesses.len(), ours.len()));
    }
    for deal in ours.iter().chain(&witnesses) {
        let holds = weighed.space.admits(deal);
        if !holds || weighed.space.worth(deal).as_deref() != Some(vector) {
            differences.say(place, &format!("{deal:?} is no such deal"));
        }
    }
    if weighed.frontier.deals_count(at) == weigh::BigUint::from(witnesses.len()) {
        let (a, b): (BTreeSet<_>, BTreeSet<_>) =
            (ours.iter().collect(), witnesses.iter().collect());
        if a != b {
            differences.say(place, &format!("expected {b:?}, got {a:?}"));
        }
    }
}
