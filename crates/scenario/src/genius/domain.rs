//! The issues of a GENIUS domain, also under nested objectives.

use std::collections::BTreeSet;

use roxmltree::Node;

use crate::build::{without_issues, without_options};
use crate::codes;
use crate::place::{Domain, DomainIssue, MOST_OPTIONS};
use crate::source::{Sink, Source, quoted};
use crate::tree::xml::{get, is, need};

/// The domain; what is wrong is in the sink.
pub(super) fn read(source: &Source<'_>, root: Node<'_, '_>, sink: &mut Sink) -> Domain {
    let mut domain = Domain::named(source.stem());
    let mut names = BTreeSet::new();
    for node in root.descendants().filter(|node| is(*node, "issue")) {
        let Some((key, name)) = key_and_name(source, node, sink) else { continue };
        let what = format!("the issue {}", quoted(&name));
        if !names.insert(name.clone()) {
            let message = format!("another issue is called {} too", quoted(&name));
            sink.at(source, node.range().start, codes::TWICE, message, "give it another name");
        }
        let issue = match kind(node) {
            "integer" => whole_numbers(source, node, (&key, &name), sink),
            "real" => {
                let message = format!("{what} takes any number");
                sink.at(source, node.range().start, codes::ENDLESS, message, codes::ENDLESS.mend);
                None
            }
            "discrete" => listed(source, node, (&key, &name), sink),
            other => {
                let message = format!("{what} is of the type {}", quoted(other));
                let hint = "discrete and integer issues are read";
                sink.at(source, node.range().start, codes::SHAPE, message, hint);
                None
            }
        };
        if issue.is_some_and(|issue| !domain.add(issue)) {
            let message = format!("{what} has the index {}, which is taken", quoted(&key));
            sink.at(source, node.range().start, codes::TWICE, message, codes::TWICE.mend);
        }
    }
    without_issues(source, root.range().start, &domain, sink);
    domain
}

/// The index by which a profile names an issue, and its name.
pub(super) fn key_and_name(
    source: &Source<'_>,
    node: Node<'_, '_>,
    sink: &mut Sink,
) -> Option<(String, String)> {
    let (index, _) = need(node, "index", "an <issue>", source, sink)?;
    let (name, _) = need(node, "name", "an <issue>", source, sink)?;
    Some((key(index), name.to_owned()))
}

/// "01" and " 1" are 1.
pub(super) fn key(index: &str) -> String {
    index.trim().parse::<i64>().map_or_else(|_| index.trim().to_owned(), |index| index.to_string())
}

/// What kind of issue it is; not told is discrete, as in GENIUS.
pub(super) fn kind<'a>(node: Node<'a, '_>) -> &'a str {
    ["type", "etype", "vtype"].iter().find_map(|name| node.attribute(*name)).unwrap_or("discrete")
}

fn listed(
    source: &Source<'_>,
    node: Node<'_, '_>,
    (key, name): (&str, &str),
    sink: &mut Sink,
) -> Option<DomainIssue> {
    let what = format!("an <item> of {}", quoted(name));
    let items: Vec<Node<'_, '_>> = node.children().filter(|node| is(*node, "item")).collect();
    let mut options = Vec::new();
    for item in &items {
        options.push(need(*item, "value", &what, source, sink)?.0.to_owned());
    }
    if options.is_empty() {
        without_options(source, node.range().start, name, sink);
        return None;
    }
    let (issue, twice) = DomainIssue::new(key, name, options);
    if let Some(at) = twice {
        let place = items.get(at).map_or(0, |item| item.range().start);
        let option = quoted(issue.options.get(at).map_or("", String::as_str));
        let message = format!("the issue {} has the option {option} twice", quoted(name));
        sink.at(source, place, codes::TWICE, message, codes::TWICE.mend);
        return None;
    }
    Some(issue)
}

/// A bound, on the issue itself or on its `<range>`.
pub(super) fn bound<'a>(node: Node<'a, '_>, name: &str) -> Option<(&'a str, usize)> {
    get(node, name).or_else(|| get(node.children().find(|node| is(*node, "range"))?, name))
}

fn whole_numbers(
    source: &Source<'_>,
    node: Node<'_, '_>,
    (key, name): (&str, &str),
    sink: &mut Sink,
) -> Option<DomainIssue> {
    let what = format!("the issue {}", quoted(name));
    let mut ends = [0_i64; 2];
    for (end, attribute) in ends.iter_mut().zip(["lowerbound", "upperbound"]) {
        let Some((text, at)) = bound(node, attribute) else {
            let message = format!("{what} has no \"{attribute}\"");
            sink.at(source, node.range().start, codes::MISSING, message, codes::MISSING.mend);
            return None;
        };
        let Ok(number) = text.trim().parse() else {
            let message = format!("the {attribute} of {what}: {} is no whole number", quoted(text));
            sink.at(source, at, codes::NUMBER, message, "write an integer");
            return None;
        };
        *end = number;
    }
    let [low, high] = ends;
    let count = high.checked_sub(low).and_then(|steps| usize::try_from(steps).ok());
    match count {
        Some(count) if count < MOST_OPTIONS => {}
        Some(_) => {
            let message = format!("{what} goes from {low} to {high}");
            let hint = format!("at most {MOST_OPTIONS} options are listed; use larger steps");
            sink.at(source, node.range().start, codes::TOO_MUCH, message, hint);
            return None;
        }
        None => {
            let message = format!("{what} goes from {low} to {high}, which holds no number");
            sink.at(source, node.range().start, codes::SHAPE, message, "exchange the bounds");
            return None;
        }
    }
    let options = (low..=high).map(|number| number.to_string()).collect();
    let (issue, _) = DomainIssue::new(key, name, options);
    Some(DomainIssue { low: Some(low.into()), ..issue })
}
