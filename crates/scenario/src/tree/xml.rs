//! XML with the guards that hostile files need; finding attributes with their places.

use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::codes;
use crate::source::{Sink, Source, quoted};

/// More attributes than this in one element are not read: looking for one that stands twice is
/// quadratic.
const MOST_ATTRIBUTES: usize = 1_000;
/// Elements inside each other beyond this number are not read.
const DEEPEST: usize = 64;

/// The document, or a finding.
pub(crate) fn parse<'a>(source: &Source<'a>, sink: &mut Sink) -> Option<Document<'a>> {
    if let Some(at) = crowded(source.text) {
        let message = format!("more than {MOST_ATTRIBUTES} attributes in one element");
        sink.at(source, at, codes::TOO_MUCH, message, codes::TOO_MUCH.mend);
        return None;
    }
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(source.text, options) {
        Ok(document) => document,
        Err(Error::DtdDetected) => {
            let at = source.text.find("<!DOCTYPE").unwrap_or(0);
            let message = "a DOCTYPE can define entities, and is not read";
            sink.at(source, at, codes::TOO_MUCH, message, "take the DOCTYPE out");
            return None;
        }
        Err(wrong) => {
            let pos = wrong.pos();
            let at = match wrong {
                Error::UnclosedRootNode | Error::UnexpectedEndOfStream => source.text.len(),
                _ => source.byte(pos.row as usize, pos.col as usize),
            };
            let message = format!("no XML: {}", crate::source::shorten(&wrong.to_string()));
            sink.at(source, at, codes::BROKEN, message, codes::BROKEN.mend);
            return None;
        }
    };
    if let Some(at) = deep(&document) {
        let message = format!("elements lie more than {DEEPEST} deep in each other");
        sink.at(source, at, codes::TOO_MUCH, message, codes::TOO_MUCH.mend);
        return None;
    }
    Some(document)
}

/// Where too many signs of equality stand between two opening brackets.
fn crowded(text: &str) -> Option<usize> {
    let mut signs = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'<' => signs = 0,
            b'=' => signs += 1,
            _ => {}
        }
        if signs > MOST_ATTRIBUTES {
            return Some(at);
        }
    }
    None
}

/// The first element that lies too deep. Walks along the document, for the stack has an end.
fn deep(document: &Document<'_>) -> Option<usize> {
    let mut depth = 0_usize;
    let mut node = document.root();
    loop {
        if let Some(child) = node.first_element_child() {
            depth += 1;
            if depth > DEEPEST {
                return Some(child.range().start);
            }
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling_element() {
                node = next;
                break;
            }
            node = node.parent()?;
            depth = depth.saturating_sub(1);
        }
    }
}

/// An attribute with its place, or a finding.
pub(crate) fn need<'a>(
    node: Node<'a, '_>,
    name: &str,
    what: &str,
    source: &Source<'_>,
    sink: &mut Sink,
) -> Option<(&'a str, usize)> {
    let found = get(node, name);
    if found.is_none() {
        let message = format!("{what} has no {}", quoted(name));
        sink.at(source, node.range().start, codes::MISSING, message, codes::MISSING.mend);
    }
    found
}

/// An attribute with its place.
pub(crate) fn get<'a>(node: Node<'a, '_>, name: &str) -> Option<(&'a str, usize)> {
    node.attribute_node(name).map(|attribute| (attribute.value(), attribute.range().start))
}

/// Names of elements without regard to small and capital letters.
pub(crate) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name().eq_ignore_ascii_case(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let mut sink = Sink::default();
        let source = Source::new("a.xml", text.as_bytes(), &mut sink).expect("text");
        assert!(parse(&source, &mut sink).is_none(), "{text}");
        sink.done().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn hostile_files_are_refused_with_their_line() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>";
        assert!(said(&format!("\n{bomb}")).contains("a.xml:2:1: error S005"));
        let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
        assert!(said(&deep).contains("S005"));
        let crowd = " a=\"\"".repeat(200_000);
        assert!(said(&format!("<a{crowd}/>")).contains("S005"));
    }

    #[test]
    fn broken_xml_is_told_with_its_line() {
        let said = said("<a>\n<b>\n</a>");
        assert!(said.starts_with("a.xml:3:") && said.contains("S004"), "{said}");
    }
}
