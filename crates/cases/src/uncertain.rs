//! Cases whose weights are not known: finite scenarios, and ranges.

use serde_json::{Map, Value};
use weigh::intervals::WeightRanges;
use weigh::{
    Deal, Disagreement, Exact, Party, Scenarios, Space, Work, robust, scenarios, vertices,
};

use crate::case::{Case, plain};
use crate::compare::{Differences, Got, as_count, as_deal, as_list};

/// Compares both blocks.
pub(crate) fn check(case: &Case, expected: &Value, differences: &mut Differences) {
    let none = Map::new();
    for (block, expected) in expected.as_object().unwrap_or(&none) {
        let outcome = match block.as_str() {
            "scenarios" => in_scenarios(case, expected, differences),
            "intervals" => in_intervals(case, expected, differences),
            _ => Err("this field is not known".to_owned()),
        };
        if let Err(why) = outcome {
            differences.say(block, &why);
        }
    }
}

/// The space with values before weighting.
fn bare(case: &Case) -> Result<Space, String> {
    let party = |party: &crate::case::FileParty| Party {
        name: party.name.clone(),
        values: party.tenths(),
        reserve: None,
    };
    case.with(case.parties().iter().map(party).collect()).map_err(first)
}

fn first(problems: Vec<weigh::Problem>) -> String {
    problems.into_iter().next().map_or(String::new(), |problem| problem.to_string())
}

fn in_scenarios(
    case: &Case,
    expected: &Value,
    differences: &mut Differences,
) -> Result<(), String> {
    let mut variants = Vec::new();
    for party in case.parties() {
        let values = party.tenths();
        let of = |weights: &Vec<_>| Party::weighted(&party.name, &plain(weights), &values, None);
        let list: Result<Vec<Party>, _> = party.weight_scenarios.iter().map(of).collect();
        variants.push(list.map_err(first)?);
    }
    let found = scenarios(&bare(case)?, &variants, &Disagreement::ReserveOrLeast, &Work::default())
        .map_err(|stop| stop.to_string())?;
    let none = Map::new();
    for (field, expected) in expected.as_object().unwrap_or(&none) {
        let place = format!("scenarios {field}");
        match field.as_str() {
            "pareto_count" => counts(&found.pareto, expected, &place, differences),
            "nash_count" => counts(&found.nash, expected, &place, differences),
            _ => match one(&found, field) {
                Some(got) => differences.same(&place, expected, &got),
                None => differences.say(&place, "this field is not known"),
            },
        }
    }
    Ok(())
}

fn one(found: &Scenarios, field: &str) -> Option<Got> {
    Some(match field {
        "combinations" => Got::Count(found.combinations.to_string()),
        "ever_pareto" => Got::Count(found.pareto.len().to_string()),
        "always_pareto" => Got::Deals(found.always_pareto().cloned().collect()),
        _ => return None,
    })
}

fn counts(
    found: &std::collections::BTreeMap<Deal, u64>,
    expected: &Value,
    place: &str,
    differences: &mut Differences,
) {
    let row = |row: &Value| Some((as_deal(row.get(0)?)?, as_count(row.get(1)?)?));
    let expected = as_list(expected, row);
    let got: Vec<(Deal, String)> =
        found.iter().map(|(deal, count)| (deal.clone(), count.to_string())).collect();
    if expected.as_ref() != Some(&got) {
        differences.say(place, &format!("expected {expected:?}, got {got:?}"));
    }
}

fn in_intervals(
    case: &Case,
    expected: &Value,
    differences: &mut Differences,
) -> Result<(), String> {
    let mut corners = Vec::new();
    for party in case.parties() {
        let ranges: Vec<(Exact, Exact)> = party
            .weight_intervals
            .iter()
            .map(|(low, high)| (low.0.clone(), high.0.clone()))
            .collect();
        let weights = WeightRanges { ranges, total: Exact::one() };
        corners.push(vertices(&weights).map_err(|stop| stop.to_string())?);
    }
    let (frontier, _) =
        robust(&bare(case)?, &corners, &Work::default()).map_err(|stop| stop.to_string())?;
    let mut deals: Vec<Deal> =
        (0..frontier.len()).flat_map(|at| frontier.deals(at, usize::MAX)).collect();
    deals.sort();
    let none = Map::new();
    for (field, expected) in expected.as_object().unwrap_or(&none) {
        let place = format!("intervals {field}");
        let got = match field.as_str() {
            "vertices_per_party" => Got::Places(corners.iter().map(Vec::len).collect()),
            "not_robustly_dominated" => Got::Count(deals.len().to_string()),
            "outcomes" => Got::Deals(deals.clone()),
            _ => {
                differences.say(&place, "this field is not known");
                continue;
            }
        };
        differences.same(&place, expected, &got);
    }
    Ok(())
}
