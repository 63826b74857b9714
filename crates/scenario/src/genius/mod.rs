//! GENIUS XML: `domain.xml` with the issues, and a profile for each party.

mod domain;
mod evaluator;
mod profile;
mod write;

pub(crate) use write::write;

use roxmltree::{Document, Node};

use crate::build::{finish, not_additive};
use crate::codes;
use crate::folder::{Files, Kind, Reading, Scenario};
use crate::source::{Sink, Source};
use crate::tree::xml::{self, is};

/// The scenario of these files.
pub(crate) fn read(files: &Files<'_>, reading: Reading, sink: &mut Sink) -> Option<Scenario> {
    let sources: Vec<Source<'_>> =
        files.iter().filter_map(|(name, bytes)| Source::new(name, bytes, sink)).collect();
    let documents: Vec<(&Source<'_>, Document<'_>)> =
        sources.iter().filter_map(|source| Some((source, xml::parse(source, sink)?))).collect();
    let (mut domains, mut profiles, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
    for (source, document) in &documents {
        let root = document.root_element();
        if let Some(node) = first_box(root) {
            boxes.push((*source, node));
        } else if is_domain(root) {
            domains.push((*source, root));
        } else {
            profiles.push((*source, root));
        }
    }
    if sink.failed() {
        return None;
    }
    let found = domains.first().map(|(first, root)| domain::read(first, *root, sink));
    // A broken domain has its finding already, and a wrong size would be worse than none.
    let whole = !sink.failed();
    for (source, node) in boxes {
        let what = format!(
            "<{}> gives worth to boxes of deals, not to single options",
            node.tag_name().name()
        );
        not_additive(source, node.range().start, &what, found.as_ref().filter(|_| whole), sink);
    }
    let (Some((first, _)), Some(domain)) = (domains.first(), found) else {
        if sink.failed() {
            return None;
        }
        let file = files.first().map_or("", |(name, _)| *name);
        let message = "no file has <negotiation_template> at its top";
        sink.file(file, codes::NO_DOMAIN, message, codes::NO_DOMAIN.mend);
        return None;
    };
    for (source, root) in domains.iter().skip(1) {
        if domain::read(source, *root, sink).issues != domain.issues {
            let message = format!("{} is a domain too, and lists other issues", source.name);
            sink.file(first.name, codes::TWO_DOMAINS, message, codes::TWO_DOMAINS.mend);
        }
    }
    if sink.failed() {
        return None;
    }
    let profiles: Vec<_> = profiles
        .iter()
        .filter_map(|(source, root)| profile::read(source, *root, &domain, reading, sink))
        .collect();
    finish(Kind::Genius, domain, profiles, first.name, sink)
}

/// A template, or a space without any weight or evaluation.
fn is_domain(root: Node<'_, '_>) -> bool {
    is(root, "negotiation_template")
        || !root.descendants().any(|node| is(node, "weight") || node.has_attribute("evaluation"))
}

/// Worth told by boxes of deals or by a formula over several issues.
fn first_box<'a, 'i>(root: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let known = ["ufun", "hyperrectangle", "inclusion"];
    root.descendants().find(|node| known.iter().any(|name| is(*node, name)))
}

#[cfg(test)]
mod tests;
