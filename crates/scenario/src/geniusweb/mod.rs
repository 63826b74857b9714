//! GeniusWeb JSON: a domain, and a `LinearAdditiveUtilitySpace` for each party.

mod domain;
mod profile;
mod write;

pub(crate) use write::write;

use crate::build::{finish, not_additive};
use crate::codes;
use crate::folder::{Files, Kind, Scenario};
use crate::place::Domain;
use crate::source::{Sink, Source, quoted};
use crate::tree::{Node, Value, json};

/// What stands at the top of a linear profile.
const LINEAR: &str = "LinearAdditiveUtilitySpace";

/// The scenario of these files.
pub(crate) fn read(files: &Files<'_>, sink: &mut Sink) -> Option<Scenario> {
    let sources: Vec<Source<'_>> =
        files.iter().filter_map(|(name, bytes)| Source::new(name, bytes, sink)).collect();
    let trees: Vec<(&Source<'_>, Node)> =
        sources.iter().filter_map(|source| Some((source, json::parse(source, sink)?))).collect();
    let mut domains: Vec<(&Source<'_>, Domain)> = Vec::new();
    let (mut profiles, mut others) = (Vec::new(), Vec::new());
    for (source, tree) in &trees {
        if tree.get("issuesValues").is_some() {
            domains.extend(domain::read(source, tree, sink).map(|domain| (*source, domain)));
        } else if let Some(space) = tree.get(LINEAR) {
            profiles.push((*source, space));
        } else {
            others.extend(other(tree).map(|(at, what)| (*source, at, what)));
        }
    }
    // A profile carries its domain; where it stands nowhere else, that one counts.
    let mut embedded: Vec<(&Source<'_>, Domain)> = Vec::new();
    for (source, space) in &profiles {
        if let Some(tree) = space.get("domain") {
            embedded.extend(domain::read(source, tree, sink).map(|domain| (*source, domain)));
        }
    }
    // A broken domain has its finding already, and a wrong size would be worse than none.
    let whole = !sink.failed();
    let known = domains.iter().chain(&embedded).next().map(|(_, domain)| domain);
    for (source, at, what) in others {
        not_additive(source, at, &what, known.filter(|_| whole), sink);
    }
    if sink.failed() {
        return None;
    }
    let mut all = domains.into_iter().chain(embedded);
    let Some((first, domain)) = all.next() else {
        let file = files.first().map_or("", |(name, _)| *name);
        let message = "no file has \"issuesValues\"";
        sink.file(file, codes::NO_DOMAIN, message, codes::NO_DOMAIN.mend);
        return None;
    };
    for (source, other) in all {
        if let Some(issue) = difference(&domain, &other) {
            let message =
                format!("{} and {} differ on the issue {}", first.name, source.name, quoted(issue));
            sink.file(source.name, codes::TWO_DOMAINS, message, codes::TWO_DOMAINS.mend);
        }
    }
    let profiles: Vec<_> = profiles
        .iter()
        .filter_map(|(source, space)| profile::read(source, space, &domain, sink))
        .collect();
    finish(Kind::GeniusWeb, domain, profiles, first.name, sink)
}

/// Where a profile that is not linear names its type; nothing for a file that is no profile.
fn other(tree: &Node) -> Option<(usize, String)> {
    let Value::Map(entries) = &tree.value else { return None };
    let (key, _) = entries.iter().find(|(_, value)| value.get("domain").is_some())?;
    let name = quoted(key.text().unwrap_or_default());
    Some((key.at, format!("the profile is a {name}, and only a \"{LINEAR}\" is read")))
}

/// An issue that is not the same in both, whatever the order.
fn difference<'a>(one: &'a Domain, other: &'a Domain) -> Option<&'a str> {
    let differs = |issue: &crate::place::DomainIssue| {
        let found = one.place(&issue.key).and_then(|place| one.issues.get(place));
        found.is_none_or(|found| !found.places.keys().eq(issue.places.keys()))
    };
    let found = other.issues.iter().find(|issue| differs(issue));
    let missing = one.issues.iter().find(|issue| other.place(&issue.key).is_none());
    found.or(missing).map(|issue| issue.name.as_str())
}

#[cfg(test)]
mod tests;
