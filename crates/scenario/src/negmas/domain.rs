//! The issues of a `NegMAS` outcome space.

use crate::build::{without_issues, without_options};
use crate::codes;
use crate::place::{Domain, DomainIssue, MOST_OPTIONS};
use crate::source::{Sink, Source, quoted};
use crate::tree::{Node, Value};

/// The domain, or findings.
pub(super) fn read(source: &Source<'_>, tree: &Node, sink: &mut Sink) -> Option<Domain> {
    let name = tree.get("name").and_then(Node::text).unwrap_or_default();
    let mut domain = Domain::named(name);
    tree.map(source, "the outcome space", sink)?;
    let issues = tree.need("issues", source, "the outcome space", sink)?;
    for node in issues.list(source, "\"issues\"", sink)? {
        node.map(source, "an issue", sink)?;
        let name = node.need("name", source, "an issue", sink)?;
        let name = name.word(source, "the name of an issue", sink)?;
        let Some(issue) = issue(source, node, name, sink) else { continue };
        if !domain.add(issue) {
            let message = format!("the issue {} is given twice", quoted(name));
            sink.at(source, node.at, codes::TWICE, message, codes::TWICE.mend);
        }
    }
    without_issues(source, issues.at, &domain, sink);
    Some(domain)
}

fn issue(source: &Source<'_>, node: &Node, name: &str, sink: &mut Sink) -> Option<DomainIssue> {
    let what = format!("the issue {}", quoted(name));
    let values = node.need("values", source, &what, sink)?;
    match node.kind().unwrap_or("CategoricalIssue") {
        "CategoricalIssue" | "DiscreteOrdinalIssue" | "DiscreteCardinalIssue" => {
            listed(source, values, name, sink)
        }
        "ContiguousIssue" => range(source, values, name, sink),
        kind @ ("ContinuousIssue"
        | "ContinuousInfiniteIssue"
        | "CountableInfiniteIssue"
        | "InfiniteIssue") => {
            let message = format!("{what} is a {kind}: its options cannot be counted out");
            let hint = "make it a ContiguousIssue (whole numbers) or a DiscreteCardinalIssue (a list of numbers)";
            sink.at(source, values.at, codes::ENDLESS, message, hint);
            None
        }
        other => {
            let message = format!("{what} is of the type {}", quoted(other));
            let hint = "known are CategoricalIssue, DiscreteOrdinalIssue, DiscreteCardinalIssue and ContiguousIssue";
            sink.at(source, node.at, codes::SHAPE, message, hint);
            None
        }
    }
}

fn listed(source: &Source<'_>, values: &Node, name: &str, sink: &mut Sink) -> Option<DomainIssue> {
    let what = format!("the values of {}", quoted(name));
    let items = values.list(source, &what, sink)?;
    let mut options = Vec::new();
    for item in items {
        options.push(item.word(source, &format!("one of {what}"), sink)?.to_owned());
    }
    if options.is_empty() {
        without_options(source, values.at, name, sink);
        return None;
    }
    let (issue, twice) = DomainIssue::new(name, name, options);
    if let Some(at) = twice {
        let place = items.get(at).map_or(values.at, |item| item.at);
        let option = quoted(issue.options.get(at).map_or("", String::as_str));
        let message = format!("{} has the option {option} twice", quoted(name));
        sink.at(source, place, codes::TWICE, message, codes::TWICE.mend);
    }
    Some(issue)
}

/// Two bounds, both among the options; a single number counts from nought.
fn range(source: &Source<'_>, values: &Node, name: &str, sink: &mut Sink) -> Option<DomainIssue> {
    let what = format!("the values of {}", quoted(name));
    let whole = |node: &Node| node.text().and_then(|text| text.trim().parse::<i64>().ok());
    let ends = match &values.value {
        Value::List(ends) => match ends.as_slice() {
            [low, high] => whole(low).zip(whole(high)),
            _ => None,
        },
        _ => whole(values).and_then(|count| Some((0, count.checked_sub(1)?))),
    };
    let Some((low, high)) = ends.filter(|(low, high)| low <= high) else {
        let message = format!("{what} are no two whole numbers, the lower one first");
        sink.at(
            source,
            values.at,
            codes::SHAPE,
            message,
            "write the lowest and the highest number",
        );
        return None;
    };
    let count = high.checked_sub(low).and_then(|steps| usize::try_from(steps).ok());
    if count.is_none_or(|count| count >= MOST_OPTIONS) {
        let message = format!("{what} go from {low} to {high}");
        let hint = format!("at most {MOST_OPTIONS} options are listed; use larger steps");
        sink.at(source, values.at, codes::TOO_MUCH, message, hint);
        return None;
    }
    let options = (low..=high).map(|number| number.to_string()).collect();
    Some(DomainIssue::new(name, name, options).0)
}
