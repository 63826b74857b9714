//! One party's GENIUS profile: weights, evaluations, reserve and discount.

use std::collections::BTreeMap;

use roxmltree::Node;
use weigh::Exact;

use super::{domain, evaluator};
use crate::build::{Profile, weighted};
use crate::codes;
use crate::folder::Reading;
use crate::place::Domain;
use crate::source::{Sink, Source, quoted};
use crate::tree::xml::{get, is, need};

/// The profile, or findings.
pub(super) fn read(
    source: &Source<'_>,
    root: Node<'_, '_>,
    domain: &Domain,
    reading: Reading,
    sink: &mut Sink,
) -> Option<Profile> {
    let weights = Weights::read(source, root, sink);
    let mut values: Vec<Option<Vec<Exact>>> = vec![None; domain.issues.len()];
    let mut seen = vec![false; domain.issues.len()];
    let mut whole = true;
    for node in root.descendants().filter(|node| is(*node, "issue")) {
        let (key, name) = domain::key_and_name(source, node, sink)?;
        let at = node.range().start;
        let Some((place, issue)) =
            domain.place(&key).and_then(|place| Some((place, domain.issues.get(place)?)))
        else {
            let message = format!("the domain has no issue of the index {}", quoted(&key));
            sink.at(source, at, codes::UNKNOWN, message, codes::UNKNOWN.mend);
            whole = false;
            continue;
        };
        if std::mem::replace(seen.get_mut(place)?, true) {
            let message = format!("the issue {} is given twice", quoted(&name));
            sink.at(source, at, codes::TWICE, message, codes::TWICE.mend);
            whole = false;
            continue;
        }
        if name != issue.name {
            let message =
                format!("{} is called {} in the domain", quoted(&name), quoted(&issue.name));
            sink.at(source, at, codes::UNUSED, message, "the index decides, as in GENIUS");
        }
        let weight = weights.of(source, node, &key, &name, sink);
        let options = evaluator::read(source, node, issue, reading, sink);
        let weighted = weight.zip(options).map(|(weight, options)| weighted(&weight, &options));
        whole &= weighted.is_some();
        *values.get_mut(place)? = weighted;
    }
    for (issue, seen) in domain.issues.iter().zip(&seen) {
        if !seen {
            let message = format!("the profile has no issue {}", quoted(&issue.name));
            sink.at(source, 0, codes::MISSING, message, codes::MISSING.mend);
            whole = false;
        }
    }
    costs(source, root, sink);
    let reserve = reserve(source, root, reading, sink);
    let discount = single(source, root, "discount_factor", sink)
        .map(|(discount, _)| discount)
        .filter(|discount| *discount != Exact::one() && !discount.is_zero());
    let values = values.into_iter().collect::<Option<Vec<_>>>().filter(|_| whole)?;
    let (stem, file) = (source.stem().to_owned(), source.name.to_owned());
    Some(Profile { name: String::new(), stem, file, values, reserve, discount })
}

/// The weights of a file: by the element in which they stand, and by index.
struct Weights<'a>(BTreeMap<(usize, String), (&'a str, usize)>);

impl<'a> Weights<'a> {
    fn read(source: &Source<'_>, root: Node<'a, '_>, sink: &mut Sink) -> Self {
        let mut weights = BTreeMap::new();
        for node in root.descendants().filter(|node| is(*node, "weight")) {
            let Some(parent) = node.parent() else { continue };
            let Some((index, at)) = need(node, "index", "a <weight>", source, sink) else {
                continue;
            };
            let Some(value) = need(node, "value", "a <weight>", source, sink) else { continue };
            let index = domain::key(index);
            if weights.insert((parent.id().get_usize(), index.clone()), value).is_some() {
                let message = format!("the weight of the index {} is given twice", quoted(&index));
                sink.at(source, at, codes::TWICE, message, codes::TWICE.mend);
            }
        }
        unused(source, root, &weights, sink);
        Self(weights)
    }

    fn of(
        &self,
        source: &Source<'_>,
        issue: Node<'_, '_>,
        key: &str,
        name: &str,
        sink: &mut Sink,
    ) -> Option<Exact> {
        let parent = issue.parent()?.id().get_usize();
        if let Some((text, at)) = self.0.get(&(parent, key.to_owned())) {
            sink.weight(source, *at, text, &format!("the weight of {}", quoted(name)))
        } else {
            let message = format!("the issue {} has no <weight>", quoted(name));
            let hint = format!("add <weight index=\"{key}\" value=\"...\"/> beside the issue");
            sink.at(source, issue.range().start, codes::MISSING, message, hint);
            None
        }
    }
}

/// Weights of groups, and of nothing that is there.
fn unused(
    source: &Source<'_>,
    root: Node<'_, '_>,
    weights: &BTreeMap<(usize, String), (&str, usize)>,
    sink: &mut Sink,
) {
    let mut stray: BTreeMap<&(usize, String), usize> =
        weights.iter().map(|(place, (_, at))| (place, *at)).collect();
    let mut group = None;
    for node in root.descendants().filter(|node| is(*node, "issue") || is(*node, "objective")) {
        let key = node.attribute("index").map(domain::key).unwrap_or_default();
        let parent = node.parent().map_or(0, |parent| parent.id().get_usize());
        if stray.remove(&(parent, key)).is_some() && is(node, "objective") && group.is_none() {
            group = Some(node.range().start);
        }
    }
    if let Some(at) = group {
        let message = "groups of issues (<objective>) have weights";
        let hint = "each issue counts with its own weight, as in GENIUS";
        sink.at(source, at, codes::UNUSED, message, hint);
    }
    for ((_, key), at) in stray {
        let message = format!("the weight of the index {} belongs to no issue", quoted(key));
        let hint = "it is not used; NegMAS writes the constant of a function in this way";
        sink.at(source, at, codes::UNUSED, message, hint);
    }
}

/// The number of an element that stands once in the file.
fn single(
    source: &Source<'_>,
    root: Node<'_, '_>,
    name: &str,
    sink: &mut Sink,
) -> Option<(Exact, usize)> {
    let node = root.descendants().find(|node| is(*node, name))?;
    let (text, at) = need(node, "value", &format!("<{name}>"), source, sink)?;
    Some((sink.number(source, at, text, &format!("<{name}>"))?, at))
}

fn reserve(
    source: &Source<'_>,
    root: Node<'_, '_>,
    reading: Reading,
    sink: &mut Sink,
) -> Option<Exact> {
    let (reserve, at) = single(source, root, "reservation", sink)?;
    if reserve.is_zero() || reserve.is_negative() {
        return None;
    }
    if reading == Reading::Raw {
        let message = format!("the file has a reserve of {reserve}, on a scale from 0 to 1");
        let hint = "in the raw reading sums have another scale, and the reserve is left out";
        sink.at(source, at, codes::UNUSED, message, hint);
        return None;
    }
    if reserve > Exact::one() {
        let message = format!("the reserve is {reserve}");
        let hint = "it was kept; reserves in GENIUS lie between 0 and 1";
        sink.at(source, at, codes::OUT_OF_RANGE, message, hint);
    }
    Some(reserve)
}

/// What options cost has no meaning in any program that reads these files.
fn costs(source: &Source<'_>, root: Node<'_, '_>, sink: &mut Sink) {
    let costly = |text: &str| text.trim().parse::<Exact>().is_ok_and(|cost| !cost.is_zero());
    let found = root
        .descendants()
        .filter(|node| is(*node, "item"))
        .find_map(|node| get(node, "cost").filter(|(text, _)| costly(text)));
    if let Some((text, at)) = found {
        let message = format!("items have a cost ({} and others)", quoted(text));
        sink.at(source, at, codes::UNUSED, message, "costs are not used, as in GENIUS");
    }
}
