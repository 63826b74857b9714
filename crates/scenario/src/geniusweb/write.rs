//! A draft as GeniusWeb JSON.

use std::fmt::Write as _;

use weigh::{Draft, Exact, Party};

use crate::codes;
use crate::source::{Sink, quoted};
use crate::write::{best, decimal, endless, marked, profile_file};

/// `domain.json` and a profile for each party, or findings.
pub(crate) fn write(name: &str, draft: &Draft, sink: &mut Sink) -> Option<Vec<(String, String)>> {
    let domain = domain(name, draft);
    let mut files = vec![("domain.json".to_owned(), format!("{domain}\n"))];
    for (at, party) in draft.parties.iter().enumerate() {
        let file = profile_file(at, draft.parties.len(), "json");
        if let Some(text) = profile(&domain, draft, party, &file, sink) {
            files.push((file, text));
        }
    }
    (!sink.failed()).then_some(files)
}

/// Entries between braces, one on a line. Writing to text cannot fail.
fn object(indent: usize, entries: impl IntoIterator<Item = (String, String)>) -> String {
    let space = " ".repeat(indent);
    let mut out = String::from("{");
    for (at, (key, value)) in entries.into_iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\n{space} {key}: {value}");
    }
    let _ = write!(out, "\n{space}}}");
    out
}

fn domain(name: &str, draft: &Draft) -> String {
    let values = draft.issues.iter().map(|issue| {
        let list: Vec<String> = issue.options.iter().map(|option| marked(option)).collect();
        (marked(&issue.name), format!("{{\"values\": [{}]}}", list.join(", ")))
    });
    let issues = ("\"issuesValues\"".to_owned(), object(1, values));
    object(0, [("\"name\"".to_owned(), marked(name)), issues])
}

fn profile(
    domain: &str,
    draft: &Draft,
    party: &Party,
    file: &str,
    sink: &mut Sink,
) -> Option<String> {
    if let Some(reserve) = &party.reserve {
        let message = format!("{} has the reserve {reserve}", quoted(&party.name));
        let hint = "GeniusWeb holds a reserve as a deal, not as a number; leave it out, or write another format";
        sink.file(file, codes::RESERVE, message, hint);
        return None;
    }
    let weights = weights(draft, party, file, sink)?;
    let (mut utilities, mut numbers) = (Vec::new(), Vec::new());
    for ((issue, row), weight) in draft.issues.iter().zip(&party.values).zip(&weights) {
        let shares = shares(row, weight);
        let Some(texts) = shares.iter().map(decimal).collect::<Option<Vec<String>>>() else {
            let worst = shares.iter().find(|share| decimal(share).is_none());
            endless(sink, file, &issue.name, worst.unwrap_or(weight));
            return None;
        };
        let Some(text) = decimal(weight) else {
            endless(sink, file, &issue.name, weight);
            return None;
        };
        let table = issue.options.iter().map(|option| marked(option)).zip(texts);
        let table = format!("{{\"discreteutils\": {{\"valueUtilities\": {}}}}}", object(3, table));
        utilities.push((marked(&issue.name), table));
        numbers.push((marked(&issue.name), text));
    }
    let space = [
        ("\"issueUtilities\"".to_owned(), object(2, utilities)),
        ("\"issueWeights\"".to_owned(), object(2, numbers)),
        ("\"domain\"".to_owned(), domain.to_owned()),
        ("\"name\"".to_owned(), marked(&party.name)),
    ];
    let space = ("\"LinearAdditiveUtilitySpace\"".to_owned(), object(1, space));
    Some(format!("{}\n", object(0, [space])))
}

/// What each option is worth of the weight.
fn shares(row: &[Exact], weight: &Exact) -> Vec<Exact> {
    row.iter().map(|value| value.over(weight).unwrap_or_default()).collect()
}

/// Weights that sum to 1: the best value of each issue, and what is left over with one of them.
fn weights(draft: &Draft, party: &Party, file: &str, sink: &mut Sink) -> Option<Vec<Exact>> {
    let mut refuse = |message: String, hint: &str| {
        sink.file(file, codes::VALUES, message, hint);
        None
    };
    let name = quoted(&party.name);
    for (issue, row) in draft.issues.iter().zip(&party.values) {
        if let Some(value) = row.iter().find(|value| value.is_negative()) {
            let message = format!("{name} has the value {value} in {}", quoted(&issue.name));
            return refuse(message, "GeniusWeb takes values from 0 to 1: add a constant");
        }
    }
    let best = best(&party.values);
    let sum: Exact = best.iter().cloned().sum();
    if sum > Exact::one() {
        let message = format!("the best deal of {name} is worth {sum}");
        return refuse(
            message,
            "GeniusWeb takes worth from 0 to 1: divide all values by this number",
        );
    }
    let rest = Exact::one() - sum;
    let fits = |row: &Vec<Exact>, weight: &Exact| {
        shares(row, weight).iter().all(|share| decimal(share).is_some())
    };
    // Where nothing is left over, any issue will do.
    let place = party.values.iter().zip(&best).position(|(row, most)| {
        let weight = most + &rest;
        !weight.is_zero() && fits(row, &weight)
    });
    let mut weights = best;
    if let Some(weight) = weights.get_mut(place.unwrap_or(0)) {
        *weight = &*weight + &rest;
    }
    Some(weights)
}
