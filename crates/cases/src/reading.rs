//! One space against one block of expected results.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use weigh::{
    Disagreement, Frontier, Scaled, Space, Stop, Work, distinct_vectors, extremes, frontier,
    opposition, solve,
};

use crate::compare::{Differences, Got, as_count, as_exact, as_list};
use crate::named;

/// A space, its whole numbers and its frontier.
pub(crate) struct Weighed<'a> {
    pub(crate) space: &'a Space,
    pub(crate) scaled: Scaled,
    pub(crate) frontier: Frontier,
}

impl<'a> Weighed<'a> {
    pub(crate) fn of(space: &'a Space) -> Result<Self, Stop> {
        let scaled = Scaled::of(space)?;
        let frontier = frontier(space, &scaled, &Work::default())?;
        Ok(Self { space, scaled, frontier })
    }
}

/// How many undominated vectors a space has.
pub(crate) fn pareto_vectors(space: &Space) -> Got {
    match Weighed::of(space) {
        Ok(weighed) => Got::Count(weighed.frontier.len().to_string()),
        Err(stop) => Got::NotComputed(stop.to_string()),
    }
}

/// Compares every expected field.
pub(crate) fn check(space: &Space, expected: &Value, place: &str, differences: &mut Differences) {
    let weighed = match Weighed::of(space) {
        Ok(weighed) => weighed,
        Err(stop) => return differences.say(place, &format!("{stop}; {}", stop.advice())),
    };
    let Some(fields) = expected.as_object() else {
        return differences.say(place, "expected is no object");
    };
    for (field, expected) in fields {
        let at = format!("{place} {field}");
        match field.as_str() {
            "pareto" => pareto(&weighed, expected, &at, differences),
            "solutions" => {
                solutions(&weighed, &Disagreement::ReserveOrLeast, expected, &at, differences);
            }
            "solutions_d0" => {
                solutions(&weighed, &Disagreement::Zero, expected, &at, differences);
            }
            _ => match one(&weighed, field) {
                Some(got) => differences.same(&at, expected, &got),
                None => differences.say(&at, "this field is not known"),
            },
        }
    }
}

/// A field with one value.
fn one(weighed: &Weighed<'_>, field: &str) -> Option<Got> {
    let Weighed { space, scaled, frontier } = weighed;
    Some(match field {
        "outcomes_admissible" => Got::Count(space.admissible_outcomes().to_string()),
        "distinct_vectors" => match distinct_vectors(space, scaled, &Work::default()) {
            Ok(count) => Got::Count(count.to_string()),
            Err(stop) => Got::NotComputed(stop.to_string()),
        },
        "pareto_vectors" => Got::Count(frontier.len().to_string()),
        "pareto_outcomes" => Got::Count(frontier.all_deals_count().to_string()),
        "utility_min" => Got::Numbers(scaled.vector(&extremes(space, scaled).least)),
        "utility_max" => Got::Numbers(scaled.vector(&extremes(space, scaled).most)),
        "pareto_sha256" => Got::Text(hash(weighed)),
        "opposition" => match opposition(space, scaled, frontier) {
            Some(opposition) => Got::Float(opposition.distance),
            None => Got::Nothing,
        },
        _ => return None,
    })
}

fn hash(weighed: &Weighed<'_>) -> String {
    let lines: Vec<String> = (0..weighed.frontier.len())
        .map(|at| {
            let vector = weighed.frontier.vector(at, &weighed.scaled);
            vector.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        })
        .collect();
    let digest = Sha256::digest(lines.join("\n").as_bytes());
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Every vector in its place, with how many deals have it.
fn pareto(weighed: &Weighed<'_>, expected: &Value, place: &str, differences: &mut Differences) {
    let row = |row: &Value| {
        let vector = as_list(row.get(0)?, as_exact)?;
        Some((vector, as_count(row.get(1)?)?))
    };
    let Some(rows) = as_list(expected, row) else {
        return differences.say(place, "expected is no list of vectors with counts");
    };
    let frontier = &weighed.frontier;
    if rows.len() != frontier.len() {
        let counts = format!("expected {} vectors, got {}", rows.len(), frontier.len());
        differences.say(place, &counts);
    }
    for (at, (vector, count)) in rows.iter().enumerate() {
        let got = frontier.vector(at, &weighed.scaled);
        let deals = frontier.deals_count(at).to_string();
        if got != *vector || deals != *count {
            let shown = |numbers: &[weigh::Exact]| {
                numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            };
            let (expected, got) = (shown(vector), shown(&got));
            differences.say(
                &format!("{place} {at}"),
                &format!("expected ({expected}) × {count}, got ({got}) × {deals}"),
            );
        }
    }
}

/// One block of named solutions.
fn solutions(
    weighed: &Weighed<'_>,
    disagreement: &Disagreement,
    expected: &Value,
    place: &str,
    differences: &mut Differences,
) {
    let found = match solve(weighed.space, &weighed.scaled, &weighed.frontier, disagreement) {
        Ok(found) => found,
        Err(stop) => return differences.say(place, &stop.to_string()),
    };
    let none = Map::new();
    let fields = expected.as_object().unwrap_or(&none);
    if found.found.is_none() && !fields.contains_key("zopa") {
        differences.say(place, "there is no zone of agreement");
    }
    for (field, expected) in fields {
        named::check(weighed, &found, field, expected, &format!("{place} {field}"), differences);
    }
}
