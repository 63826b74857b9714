//! The worth of one issue's options: a table, or a formula that stays exact.

use weigh::Exact;

use crate::codes;
use crate::place::DomainIssue;
use crate::source::{Sink, Source, quoted};
use crate::tree::{Node, Value};

/// Longer polynomials are not read.
const MOST_COEFFICIENTS: usize = 16;

/// One value for each option, or findings.
pub(super) fn values(
    source: &Source<'_>,
    node: &Node,
    issue: &DomainIssue,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let name = quoted(&issue.name);
    let what = format!("the values of {name}");
    let Some(kind) = node.kind() else {
        // A plain table of options, as people write it by hand.
        return table(source, node, issue, sink);
    };
    let mut part = |key: &str| match node.get(key) {
        Some(node) => node.number(source, &format!("\"{key}\" in {what}"), sink),
        None => Some(Exact::zero()),
    };
    let coefficients = match kind {
        "TableFun" => {
            let mapping = node.need("mapping", source, &what, sink)?;
            return table(source, mapping, issue, sink);
        }
        "ConstFun" => return Some(vec![part("bias")?; issue.options.len()]),
        "IdentityFun" => vec![Exact::zero(), Exact::one()],
        "LinearFun" => vec![Exact::zero(), part("slope")?],
        "AffineFun" => vec![part("bias")?, part("slope")?],
        "QuadraticFun" => vec![part("bias")?, part("a1")?, part("a2")?],
        "PolynomialFun" => {
            let mut all = vec![part("bias")?];
            let list = node.need("coefficients", source, &what, sink)?;
            for item in list.list(source, &what, sink)?.iter().take(MOST_COEFFICIENTS + 1) {
                all.push(item.number(source, &format!("a coefficient of {name}"), sink)?);
            }
            if all.len() > MOST_COEFFICIENTS {
                let message = format!("{what} are a polynomial of more than {MOST_COEFFICIENTS}");
                sink.at(source, node.at, codes::TOO_MUCH, message, "write a table of the options");
                return None;
            }
            all
        }
        other => {
            let message = format!("{what} are told by {}", quoted(other));
            let hint = "write them as a TableFun: a mapping from each option to its value";
            sink.at(source, node.at, codes::NOT_ADDITIVE, message, hint);
            return None;
        }
    };
    polynomial(source, node, issue, &coefficients, sink)
}

/// The constant first.
pub(super) fn polynomial(
    source: &Source<'_>,
    node: &Node,
    issue: &DomainIssue,
    coefficients: &[Exact],
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let mut values = Vec::new();
    for option in &issue.options {
        let what = format!("an option of {}", quoted(&issue.name));
        let number = sink.number(source, node.at, option, &what)?;
        let mut sum = Exact::zero();
        for coefficient in coefficients.iter().rev() {
            sum = &(&sum * &number) + coefficient;
        }
        values.push(sum);
    }
    Some(values)
}

fn table(
    source: &Source<'_>,
    node: &Node,
    issue: &DomainIssue,
    sink: &mut Sink,
) -> Option<Vec<Exact>> {
    let name = quoted(&issue.name);
    // A list gives the values in the order of the options.
    if let Value::List(items) = &node.value {
        if items.len() != issue.options.len() {
            let message =
                format!("{name} has {} values for {} options", items.len(), issue.options.len());
            sink.at(source, node.at, codes::SHAPE, message, "give one value for each option");
            return None;
        }
        let what = format!("a value of {name}");
        return items.iter().map(|item| item.number(source, &what, sink)).collect();
    }
    let mut found: Vec<Option<Exact>> = vec![None; issue.options.len()];
    for (key, value) in node.map(source, &format!("the values of {name}"), sink)? {
        let option = key.text()?;
        let what = format!("the value of {} in {name}", quoted(option));
        match place_of(issue, option).and_then(|place| found.get_mut(place)) {
            Some(slot) if slot.is_none() => *slot = Some(value.number(source, &what, sink)?),
            Some(_) => {
                let message = format!("{what} is given twice");
                sink.at(source, key.at, codes::TWICE, message, codes::TWICE.mend);
            }
            None => {
                let message = format!("{name} has no option {}", quoted(option));
                sink.at(source, key.at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
            }
        }
    }
    for (option, value) in issue.options.iter().zip(&found) {
        if value.is_none() {
            let message = format!("{name} has no value for {}", quoted(option));
            sink.at(source, node.at, codes::MISSING, message, codes::MISSING.mend);
        }
    }
    found.into_iter().collect()
}

/// The place of an option; "3.0" is the number 3.
fn place_of(issue: &DomainIssue, option: &str) -> Option<usize> {
    let number = || issue.places.get(&option.parse::<Exact>().ok()?.to_string());
    issue.places.get(option).or_else(number).copied()
}
