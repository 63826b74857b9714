//! The issues of a GeniusWeb domain: listed values, or numbers in steps.

use weigh::Exact;

use crate::build::{without_issues, without_options};
use crate::codes;
use crate::place::{Domain, DomainIssue, MOST_OPTIONS};
use crate::source::{Sink, Source, quoted};
use crate::tree::Node;

/// Bounds and steps of numeric issues are not longer than this.
const MOST_BITS: u64 = 256;

/// The domain, or findings.
pub(super) fn read(source: &Source<'_>, tree: &Node, sink: &mut Sink) -> Option<Domain> {
    let name = tree.get("name").and_then(Node::text).unwrap_or_default();
    let mut domain = Domain::named(name);
    let issues = tree.need("issuesValues", source, "the domain", sink)?;
    for (key, values) in issues.map(source, "\"issuesValues\"", sink)? {
        let name = key.text()?;
        let what = format!("the issue {}", quoted(name));
        let issue = if let Some(list) = values.get("values") {
            listed(source, name, list, sink)
        } else if let Some(range) = values.get("range") {
            steps(source, name, range, sink)
        } else {
            let message = format!("{what} has neither \"values\" nor \"range\"");
            sink.at(source, values.at, codes::MISSING, message, codes::MISSING.mend);
            None
        };
        // A key that stands twice is told by `map`.
        let _ = issue.is_some_and(|issue| domain.add(issue));
    }
    without_issues(source, issues.at, &domain, sink);
    Some(domain)
}

fn listed(source: &Source<'_>, name: &str, list: &Node, sink: &mut Sink) -> Option<DomainIssue> {
    let what = format!("the values of {}", quoted(name));
    let items = list.list(source, &what, sink)?;
    let mut options = Vec::new();
    for item in items {
        options.push(item.word(source, &format!("one of {what}"), sink)?.to_owned());
    }
    if options.is_empty() {
        without_options(source, list.at, name, sink);
        return None;
    }
    let (issue, twice) = DomainIssue::new(name, name, options);
    if let Some(at) = twice {
        let place = items.get(at).map_or(list.at, |item| item.at);
        let option = quoted(issue.options.get(at).map_or("", String::as_str));
        let message = format!("{} has the option {option} twice", quoted(name));
        sink.at(source, place, codes::TWICE, message, codes::TWICE.mend);
    }
    Some(issue)
}

/// A number whose steps would each be long to write.
fn is_long(number: &Exact) -> bool {
    number.numerator().bits().max(number.denominator().bits()) > MOST_BITS
}

fn steps(source: &Source<'_>, name: &str, range: &Node, sink: &mut Sink) -> Option<DomainIssue> {
    let what = format!("the range of {}", quoted(name));
    let mut end = |key: &str| {
        let node = range.need(key, source, &what, sink)?;
        node.number(source, &format!("\"{key}\" in {what}"), sink)
    };
    let (low, high, step) = (end("low")?, end("high")?, end("step")?);
    if step.is_zero() || step.is_negative() || high < low {
        let message = format!("{what} goes from {low} to {high} in steps of {step}");
        let hint = "the step is above nought, and \"high\" not below \"low\"";
        sink.at(source, range.at, codes::SHAPE, message, hint);
        return None;
    }
    if [&low, &high, &step].into_iter().any(is_long) {
        let message = format!("{what} has numbers of more than {MOST_BITS} binary digits");
        sink.at(source, range.at, codes::TOO_MUCH, message, "write them with fewer digits");
        return None;
    }
    let mut options = Vec::new();
    let mut number: Exact = low.clone();
    while number <= high {
        if options.len() >= MOST_OPTIONS {
            let message = format!("{what} has more than {MOST_OPTIONS} steps");
            sink.at(source, range.at, codes::TOO_MUCH, message, "use larger steps");
            return None;
        }
        options.push(number.to_string());
        number = number + step.clone();
    }
    let (issue, _) = DomainIssue::new(name, name, options);
    Some(DomainIssue { low: Some(low), ..issue })
}
