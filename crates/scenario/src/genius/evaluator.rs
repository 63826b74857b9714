//! What the options of one issue are worth before weighting.

use roxmltree::Node;
use weigh::Exact;

use super::domain::bound;
use crate::codes;
use crate::folder::Reading;
use crate::place::DomainIssue;
use crate::source::{Sink, Source, quoted};
use crate::tree::xml::{get, is, need};

/// One value for each option of the domain, or findings.
pub(super) fn read(
    source: &Source<'_>,
    node: Node<'_, '_>,
    issue: &DomainIssue,
    reading: Reading,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let has = |name: &str| node.children().any(|node| is(node, name));
    // NegMAS lists what each number is worth, where GENIUS draws a line.
    if issue.low.is_some() && (has("evaluator") || !has("item")) {
        return linear(source, node, issue, reading, sink);
    }
    let mut values = listed(source, node, issue, sink)?;
    if reading == Reading::Faithful {
        let most = values.iter().max().cloned().unwrap_or_default();
        let above = !most.is_zero() && !most.is_negative();
        if !above {
            let message = format!("the best evaluation of {} is {most}", quoted(&issue.name));
            sink.at(source, node.range().start, codes::WORTHLESS, message, codes::WORTHLESS.mend);
        }
        for value in &mut values {
            *value = if above { value.over(&most).unwrap_or_default() } else { Exact::zero() };
        }
    }
    Some(values)
}

fn listed(
    source: &Source<'_>,
    node: Node<'_, '_>,
    issue: &DomainIssue,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let mut values: Vec<Option<Exact>> = vec![None; issue.options.len()];
    let mut whole = true;
    for item in node.children().filter(|node| is(*node, "item")) {
        let what = format!("an <item> of {}", quoted(&issue.name));
        let (option, at) = need(item, "value", &what, source, sink)?;
        let Some(place) = issue.places.get(option) else {
            let message = format!("{} has no option {}", quoted(&issue.name), quoted(option));
            sink.at(source, at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
            whole = false;
            continue;
        };
        let what = format!("the evaluation of {} in {}", quoted(option), quoted(&issue.name));
        let Some((text, at)) = get(item, "evaluation").filter(|(text, _)| *text != "null") else {
            continue;
        };
        let number = sink.number(source, at, text, &what);
        whole &= number.is_some();
        let slot = values.get_mut(*place)?;
        if slot.is_some() {
            let message = format!("{what} is given twice");
            sink.at(source, at, codes::TWICE, message, codes::TWICE.mend);
            whole = false;
        }
        *slot = number.or(Some(Exact::zero()));
    }
    for (option, value) in issue.options.iter().zip(&values) {
        if value.is_none() {
            let message =
                format!("{} has no evaluation for {}", quoted(&issue.name), quoted(option));
            sink.at(source, node.range().start, codes::MISSING, message, codes::MISSING.mend);
            whole = false;
        }
    }
    if whole { values.into_iter().collect() } else { None }
}

/// Offset and slope. GENIUS counts from the lower bound and cuts off at 0 and 1; `NegMAS` counts from
/// nought and does not.
fn linear(
    source: &Source<'_>,
    node: Node<'_, '_>,
    issue: &DomainIssue,
    reading: Reading,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let name = quoted(&issue.name);
    let Some(evaluator) = node.children().find(|node| is(*node, "evaluator")) else {
        let message = format!("the numeric issue {name} has no <evaluator>");
        let hint = "add <evaluator ftype=\"linear\" offset=\"0\" slope=\"0\"/> with its numbers";
        sink.at(source, node.range().start, codes::MISSING, message, hint);
        return None;
    };
    let ftype = evaluator.attribute("ftype").unwrap_or("linear");
    if !["linear", "constant"].iter().any(|known| ftype.eq_ignore_ascii_case(known)) {
        let message = format!("the evaluator of {name} is {}", quoted(ftype));
        let hint = "linear evaluators are read; make it a discrete issue with its evaluations";
        sink.at(source, evaluator.range().start, codes::NOT_ADDITIVE, message, hint);
        return None;
    }
    let mut part = |names: [&str; 2]| match names.iter().find_map(|name| get(evaluator, name)) {
        Some((text, at)) => sink.number(source, at, text, &format!("the {} of {name}", names[0])),
        None => Some(Exact::zero()),
    };
    let (offset, slope) = (part(["offset", "parameter0"])?, part(["slope", "parameter1"])?);
    let low = match bound(node, "lowerbound") {
        Some((text, at)) => sink.number(source, at, text, &format!("the lowerbound of {name}"))?,
        None => issue.low.clone()?,
    };
    let from = if reading == Reading::Faithful { low } else { Exact::zero() };
    let mut cut = false;
    let mut values = Vec::new();
    for option in &issue.options {
        let number: Exact = option.parse().ok()?;
        let value = &slope * &(&number - &from) + offset.clone();
        let kept = if reading == Reading::Faithful {
            value.clone().clamp(Exact::zero(), Exact::one())
        } else {
            value.clone()
        };
        cut |= kept != value;
        values.push(kept);
    }
    if cut {
        let message = format!("the evaluator of {name} gives values below 0 or above 1");
        let hint = "they were cut off at 0 and 1, as GENIUS does";
        sink.at(source, evaluator.range().start, codes::OUT_OF_RANGE, message, hint);
    }
    Some(values)
}
