//! One party's linear profile of GeniusWeb.

use std::collections::BTreeMap;

use weigh::Exact;

use crate::build::{Profile, weighted};
use crate::codes;
use crate::place::{Domain, DomainIssue};
use crate::source::{Sink, Source, quoted};
use crate::tree::Node;

/// The profile, or findings.
pub(super) fn read(
    source: &Source<'_>,
    space: &Node,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Profile> {
    let weights = weights(source, space, domain, sink);
    let utilities = utilities(source, space, domain, sink);
    let (weights, utilities) = weights.zip(utilities)?;
    let values: Vec<Vec<Exact>> =
        weights.iter().zip(&utilities).map(|(weight, options)| weighted(weight, options)).collect();
    let reserve = match space.get("reservationBid") {
        None => None,
        Some(bid) => Some(reserve(source, bid, domain, &values, sink)?),
    };
    let name = space.get("name").and_then(Node::text).unwrap_or_default().to_owned();
    let (stem, file) = (source.stem().to_owned(), source.name.to_owned());
    Some(Profile { name, stem, file, values, reserve, discount: None })
}

/// What stands under a key for each issue; all issues, and no others.
fn by_issue<'a>(
    source: &Source<'_>,
    space: &'a Node,
    key: &str,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Vec<&'a Node>> {
    let node = space.need(key, source, "the profile", sink)?;
    let mut found: Vec<Option<&Node>> = vec![None; domain.issues.len()];
    for (name, value) in node.map(source, &format!("\"{key}\""), sink)? {
        let text = name.text()?;
        if let Some(slot) = domain.place(text).and_then(|place| found.get_mut(place)) {
            *slot = Some(value);
        } else {
            let message = format!("\"{key}\" names {}, which is no issue", quoted(text));
            sink.at(source, name.at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
        }
    }
    for (issue, value) in domain.issues.iter().zip(&found) {
        if value.is_none() {
            let message = format!("\"{key}\" has nothing for the issue {}", quoted(&issue.name));
            sink.at(source, node.at, codes::MISSING, message, codes::MISSING.mend);
        }
    }
    found.into_iter().collect()
}

fn weights(
    source: &Source<'_>,
    space: &Node,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let nodes = by_issue(source, space, "issueWeights", domain, sink)?;
    let mut weights = Vec::new();
    for (issue, node) in domain.issues.iter().zip(&nodes) {
        let what = format!("the weight of {}", quoted(&issue.name));
        let text = node.word(source, &what, sink)?;
        weights.push(sink.weight(source, node.at, text, &what)?);
    }
    let sum: Exact = weights.iter().cloned().sum();
    if sum != Exact::one() {
        let at = space.get("issueWeights").map_or(space.at, |node| node.at);
        let message = format!("the weights sum to {sum}");
        sink.at(source, at, codes::OUT_OF_RANGE, message, "they were used as written");
    }
    Some(weights)
}

fn utilities(
    source: &Source<'_>,
    space: &Node,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Vec<Vec<Exact>>> {
    let nodes = by_issue(source, space, "issueUtilities", domain, sink)?;
    let mut all = Some(Vec::new());
    for (issue, node) in domain.issues.iter().zip(&nodes) {
        let options = if let Some(table) = node.get("discreteutils") {
            listed(source, table, issue, sink)
        } else if let Some(line) = node.get("numberutils") {
            between(source, line, issue, sink)
        } else {
            let message = format!(
                "the utilities of {} are neither \"discreteutils\" nor \"numberutils\"",
                quoted(&issue.name)
            );
            sink.at(source, node.at, codes::MISSING, message, codes::MISSING.mend);
            None
        };
        if let Some(options) = &options {
            let outside =
                options.iter().find(|value| value.is_negative() || **value > Exact::one());
            if let Some(value) = outside {
                let message = format!("a utility of {} is {value}", quoted(&issue.name));
                sink.at(source, node.at, codes::OUT_OF_RANGE, message, "it was used as written");
            }
        }
        all = all.zip(options).map(|(mut all, options)| {
            all.push(options);
            all
        });
    }
    all
}

/// A utility for each option by name.
fn listed(
    source: &Source<'_>,
    table: &Node,
    issue: &DomainIssue,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let name = quoted(&issue.name);
    let node = table.need("valueUtilities", source, &format!("the utilities of {name}"), sink)?;
    let mut found: Vec<Option<Exact>> = vec![None; issue.options.len()];
    for (key, value) in node.map(source, &format!("the utilities of {name}"), sink)? {
        let option = key.text()?;
        let what = format!("the utility of {} in {name}", quoted(option));
        if let Some(slot) = issue.places.get(option).and_then(|place| found.get_mut(*place)) {
            *slot = Some(value.number(source, &what, sink)?);
        } else {
            let message = format!("{name} has no option {}", quoted(option));
            sink.at(source, key.at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
        }
    }
    for (option, value) in issue.options.iter().zip(&found) {
        if value.is_none() {
            let message = format!("{name} has no utility for {}", quoted(option));
            sink.at(source, node.at, codes::MISSING, message, codes::MISSING.mend);
        }
    }
    found.into_iter().collect()
}

/// A straight line between two utilities. GeniusWeb rounds to eight decimals; this does not.
fn between(
    source: &Source<'_>,
    line: &Node,
    issue: &DomainIssue,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let name = quoted(&issue.name);
    let what = format!("the utilities of {name}");
    let mut end = |key: &str| {
        let node = line.need(key, source, &what, sink)?;
        node.number(source, &format!("\"{key}\" in {what}"), sink)
    };
    let (low, high) = (end("lowValue")?, end("highValue")?);
    let (worst, best) = (end("lowUtility")?, end("highUtility")?);
    let Some(slope) = (best - worst.clone()).over(&(&high - &low)) else {
        let message = format!("{what}: \"lowValue\" and \"highValue\" are both {low}");
        sink.at(source, line.at, codes::SHAPE, message, "\"highValue\" is above \"lowValue\"");
        return None;
    };
    let mut values = Vec::new();
    for option in &issue.options {
        let number = sink.number(source, line.at, option, &format!("an option of {name}"))?;
        values.push(if number < low || number > high {
            Exact::zero()
        } else {
            &slope * &(&number - &low) + worst.clone()
        });
    }
    Some(values)
}

/// The worth of the deal that the party has without agreement.
fn reserve(
    source: &Source<'_>,
    bid: &Node,
    domain: &Domain,
    values: &[Vec<Exact>],
    sink: &mut Sink,
) -> Option<Exact> {
    // Some writers capitalise the key.
    let holder = ["issuevalues", "issueValues"].iter().find_map(|key| bid.get(key)).unwrap_or(bid);
    let mut sum = Exact::zero();
    let mut whole = true;
    let mut bids: BTreeMap<&str, &Node> = BTreeMap::new();
    for (name, bid) in holder.map(source, "the reservation bid", sink)? {
        let text = name.text()?;
        if !bid.is_null() {
            bids.entry(text).or_insert(bid);
        }
        if domain.place(text).is_none() {
            let message = format!("the reservation bid names {}, no issue", quoted(text));
            sink.at(source, name.at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
            whole = false;
        }
    }
    for (issue, values) in domain.issues.iter().zip(values) {
        let what = format!("the reservation bid on {}", quoted(&issue.name));
        let Some(node) = bids.get(issue.key.as_str()) else {
            let message = format!("{what} is missing");
            let hint = "name one option for each issue, or take the reservation bid out";
            sink.at(source, holder.at, codes::MISSING, message, hint);
            whole = false;
            continue;
        };
        let option = node.word(source, &what, sink)?;
        let Some(value) = place_of(issue, option).and_then(|place| values.get(place)) else {
            let message = format!("{what} is {}, which is no option", quoted(option));
            sink.at(source, node.at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
            whole = false;
            continue;
        };
        sum = &sum + value;
    }
    whole.then_some(sum)
}

/// The place of an option; "2.0" is the number 2.
fn place_of(issue: &DomainIssue, option: &str) -> Option<usize> {
    let plain = || {
        let number = option.parse::<Exact>().ok().filter(|_| issue.low.is_some())?;
        issue.places.get(&number.to_string())
    };
    issue.places.get(option).or_else(plain).copied()
}
