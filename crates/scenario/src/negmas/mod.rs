//! Scenario folders as `NegMAS` writes them: an outcome space and a file for each utility function,
//! in YAML or JSON.

mod domain;
mod formula;
mod ufun;
mod write;

pub(crate) use write::write;

use crate::build::finish;
use crate::codes;
use crate::folder::{Files, Kind, Scenario};
use crate::source::{Sink, Source};
use crate::tree::{Node, json, yaml};

/// The scenario of these files.
pub(crate) fn read(files: &Files<'_>, sink: &mut Sink) -> Option<Scenario> {
    let sources: Vec<Source<'_>> =
        files.iter().filter_map(|(name, bytes)| Source::new(name, bytes, sink)).collect();
    let trees: Vec<(&Source<'_>, Node)> =
        sources.iter().filter_map(|source| Some((source, tree(source, sink)?))).collect();
    let (mut domains, mut ufuns) = (Vec::new(), Vec::new());
    for (source, tree) in &trees {
        match tree.kind() {
            Some(kind) if kind.ends_with("OutcomeSpace") => domains.push((*source, tree)),
            Some(kind) if kind.to_ascii_lowercase().contains("fun") => ufuns.push((*source, tree)),
            _ => {}
        }
    }
    if sink.failed() {
        return None;
    }
    let Some((first, tree)) = domains.first() else {
        let file = files.first().map_or("", |(name, _)| *name);
        let message = "no file has a \"type\" that ends in OutcomeSpace";
        sink.file(file, codes::NO_DOMAIN, message, codes::NO_DOMAIN.mend);
        return None;
    };
    let domain = domain::read(first, tree, sink)?;
    for (source, tree) in domains.iter().skip(1) {
        let other = domain::read(source, tree, sink);
        if other.is_none_or(|other| other.issues != domain.issues) {
            let message = format!("{} is a domain too, and lists other issues", source.name);
            sink.file(first.name, codes::TWO_DOMAINS, message, codes::TWO_DOMAINS.mend);
        }
    }
    if sink.failed() {
        return None;
    }
    let profiles: Vec<_> =
        ufuns.iter().filter_map(|(source, tree)| ufun::read(source, tree, &domain, sink)).collect();
    finish(Kind::Negmas, domain, profiles, first.name, sink)
}

fn tree(source: &Source<'_>, sink: &mut Sink) -> Option<Node> {
    if source.name.to_ascii_lowercase().ends_with(".json") {
        json::parse(source, sink)
    } else {
        yaml::parse(source, sink)
    }
}

#[cfg(test)]
mod tests;
