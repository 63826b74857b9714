//! One utility function of `NegMAS`: additive, linear, or one of these with a discount around it.

use weigh::Exact;

use super::formula;
use crate::build::{Profile, not_additive, weighted};
use crate::codes;
use crate::place::Domain;
use crate::source::{Sink, Source, quoted};
use crate::tree::{Node, Value};

/// The function, or findings.
pub(super) fn read(
    source: &Source<'_>,
    tree: &Node,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Profile> {
    tree.map(source, "the utility function", sink)?;
    let (inner, discount) = undiscounted(source, tree, sink)?;
    let mut values = match inner.kind() {
        Some("LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction") => {
            additive(source, inner, domain, sink)?
        }
        Some("LinearUtilityFunction" | "AffineUtilityFunction") => {
            linear(source, inner, domain, sink)?
        }
        kind => {
            let what = format!(
                "the utility function is a {}, and only LinearAdditiveUtilityFunction and LinearUtilityFunction are read",
                quoted(kind.unwrap_or(""))
            );
            not_additive(source, inner.at, &what, Some(domain), sink);
            return None;
        }
    };
    if let Some(bias) = inner.get("bias") {
        // A constant is part of every deal, so it may stand with any one issue.
        let bias = bias.number(source, "\"bias\"", sink)?;
        for value in values.first_mut().into_iter().flatten() {
            *value = &*value + &bias;
        }
    }
    // A discounted function may leave its reserve to the one within.
    let within = (!std::ptr::eq(tree, inner)).then_some(inner);
    let reserve = reserve(source, tree, sink)
        .or_else(|| within.and_then(|inner| reserve(source, inner, sink)));
    if let Some(node) = tree.get("reserved_outcome") {
        let hint = "NegMAS keeps it beside the reserved value and does not compute with it either";
        sink.at(source, node.at, codes::UNUSED, "the file names a reserved outcome", hint);
    }
    let name = tree.get("name").and_then(Node::text).unwrap_or_default().to_owned();
    let (stem, file) = (source.stem().to_owned(), source.name.to_owned());
    Some(Profile { name, stem, file, values, reserve, discount })
}

/// The function within a discounted one, and the discount.
fn undiscounted<'a>(
    source: &Source<'_>,
    tree: &'a Node,
    sink: &mut Sink,
) -> Option<(&'a Node, Option<Exact>)> {
    match tree.kind() {
        Some("ExpDiscountedUFun") => {
            let discount = match tree.get("discount") {
                Some(node) => node.number(source, "\"discount\"", sink)?,
                None => Exact::one(),
            };
            let inner = tree.need("ufun", source, "the discounted function", sink)?;
            Some((inner, Some(discount).filter(|discount| *discount != Exact::one())))
        }
        Some("LinDiscountedUFun") => {
            let cost = match tree.get("cost") {
                Some(node) => node.number(source, "\"cost\"", sink)?,
                None => Exact::zero(),
            };
            let inner = tree.need("ufun", source, "the discounted function", sink)?;
            Some((inner, Some(cost).filter(|cost| !cost.is_zero())))
        }
        _ => Some((tree, None)),
    }
}

/// What stands for each issue, by name or in the order of the issues.
fn by_issue<'a>(
    source: &Source<'_>,
    node: &'a Node,
    what: &str,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Vec<&'a Node>> {
    if let Value::List(items) = &node.value {
        if items.len() == domain.issues.len() {
            return Some(items.iter().collect());
        }
        let message = format!("{what}: {} entries for {} issues", items.len(), domain.issues.len());
        sink.at(
            source,
            node.at,
            codes::MISSING,
            message,
            "give one for each issue, in their order",
        );
        return None;
    }
    let mut found: Vec<Option<&Node>> = vec![None; domain.issues.len()];
    for (key, value) in node.map(source, what, sink)? {
        let name = key.text()?;
        if let Some(slot) = domain.place(name).and_then(|place| found.get_mut(place)) {
            *slot = Some(value);
        } else {
            let message = format!("{what}: {} is no issue", quoted(name));
            sink.at(source, key.at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
        }
    }
    for (issue, value) in domain.issues.iter().zip(&found) {
        if value.is_none() {
            let message = format!("{what}: nothing for the issue {}", quoted(&issue.name));
            sink.at(source, node.at, codes::MISSING, message, codes::MISSING.mend);
        }
    }
    found.into_iter().collect()
}

fn additive(
    source: &Source<'_>,
    node: &Node,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Vec<Vec<Exact>>> {
    let weights = weights(source, node, domain, sink);
    let list = node.need("values", source, "the utility function", sink)?;
    let entries = by_issue(source, list, "\"values\"", domain, sink)?;
    let mut all = Some(Vec::new());
    for (issue, entry) in domain.issues.iter().zip(entries) {
        let values = formula::values(source, entry, issue, sink);
        all = all.zip(values).map(|(mut all, values)| {
            all.push(values);
            all
        });
    }
    let (weights, all) = weights.zip(all)?;
    Some(weights.iter().zip(&all).map(|(weight, values)| weighted(weight, values)).collect())
}

/// A weight for each issue; without weights each counts once, as in `NegMAS`.
fn weights(
    source: &Source<'_>,
    node: &Node,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let Some(list) = node.get("weights") else {
        return Some(vec![Exact::one(); domain.issues.len()]);
    };
    let mut weights = Vec::new();
    for (issue, entry) in
        domain.issues.iter().zip(by_issue(source, list, "\"weights\"", domain, sink)?)
    {
        let what = format!("the weight of {}", quoted(&issue.name));
        let text = entry.word(source, &what, sink)?;
        weights.push(sink.weight(source, entry.at, text, &what)?);
    }
    Some(weights)
}

/// A weight times the number that is the option. Below nought such a weight means "less is better".
fn linear(
    source: &Source<'_>,
    node: &Node,
    domain: &Domain,
    sink: &mut Sink,
) -> Option<Vec<Vec<Exact>>> {
    let Some(list) = node.get("weights") else {
        let message = "a linear function has no \"weights\"";
        sink.at(source, node.at, codes::MISSING, message, codes::MISSING.mend);
        return None;
    };
    let mut all = Vec::new();
    for (issue, entry) in
        domain.issues.iter().zip(by_issue(source, list, "\"weights\"", domain, sink)?)
    {
        let what = format!("the weight of {}", quoted(&issue.name));
        let slope = entry.number(source, &what, sink)?;
        all.push(formula::polynomial(source, entry, issue, &[Exact::zero(), slope], sink)?);
    }
    Some(all)
}

/// The reserve; minus infinity, null and nothing mean that there is none.
fn reserve(source: &Source<'_>, tree: &Node, sink: &mut Sink) -> Option<Exact> {
    let node = tree.get("reserved_value")?;
    let text = node.word(source, "\"reserved_value\"", sink)?;
    if ["-.inf", "-infinity", "-inf"].contains(&text.to_ascii_lowercase().as_str()) {
        return None;
    }
    node.number(source, "\"reserved_value\"", sink)
}
