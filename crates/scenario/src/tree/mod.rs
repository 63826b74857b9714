//! JSON and YAML as one plain tree: scalars keep their text, so that 0.1 stays a tenth, and every
//! node keeps its place.

pub(crate) mod json;
pub(crate) mod xml;
pub(crate) mod yaml;

use crate::codes;
use crate::source::{Sink, Source, quoted};

/// Lists and tables inside each other beyond this number are not read.
pub(crate) const DEEPEST: usize = 64;

/// One value and the byte at which it starts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// From the start of the text.
    pub(crate) at: usize,
    /// What stands there.
    pub(crate) value: Value,
}

/// What can stand in a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Text in quotation marks, or a word or number without.
    Scalar {
        /// As written, without quotation marks and escapes.
        text: String,
        /// Whether marks stood around it.
        quoted: bool,
    },
    /// One after the other.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Nothing, written out or left empty.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false }
            if text.is_empty() || text == "~" || text.eq_ignore_ascii_case("null"))
    }

    /// What a table has under a key; not there, or null, is `None`.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let Value::Map(entries) = &self.value else { return None };
        let found = entries.iter().find(|(name, _)| name.text() == Some(key));
        found.map(|(_, value)| value).filter(|value| !value.is_null())
    }

    /// The last part of `type`: "negmas.outcomes.CategoricalIssue" is a `CategoricalIssue`.
    pub(crate) fn kind(&self) -> Option<&str> {
        let text = self.get("type")?.text()?;
        text.rsplit('.').next()
    }

    /// The entries of a table, or a finding; keys that stand twice are one.
    pub(crate) fn map(
        &self,
        source: &Source<'_>,
        what: &str,
        sink: &mut Sink,
    ) -> Option<&[(Node, Node)]> {
        let Value::Map(entries) = &self.value else {
            let message = format!("{what} is no table of keys and values");
            sink.at(source, self.at, codes::SHAPE, message, codes::SHAPE.mend);
            return None;
        };
        let mut keys = std::collections::BTreeSet::new();
        for (key, _) in entries {
            match key.text() {
                Some(text) if !keys.insert(text) => {
                    let message = format!("{what} has {} twice", quoted(text));
                    sink.at(source, key.at, codes::TWICE, message, codes::TWICE.mend);
                }
                Some(_) => {}
                None => {
                    let message = format!("a key of {what} is no text");
                    sink.at(source, key.at, codes::SHAPE, message, codes::SHAPE.mend);
                }
            }
        }
        Some(entries)
    }

    /// The items of a list, or a finding.
    pub(crate) fn list(&self, source: &Source<'_>, what: &str, sink: &mut Sink) -> Option<&[Node]> {
        if let Value::List(items) = &self.value {
            return Some(items);
        }
        let message = format!("{what} is no list");
        sink.at(source, self.at, codes::SHAPE, message, codes::SHAPE.mend);
        None
    }

    /// The text of a scalar, or a finding.
    pub(crate) fn word(&self, source: &Source<'_>, what: &str, sink: &mut Sink) -> Option<&str> {
        let text = self.text().filter(|_| !self.is_null());
        if text.is_none() {
            let message = format!("{what} is no text and no number");
            sink.at(source, self.at, codes::SHAPE, message, codes::SHAPE.mend);
        }
        text
    }

    /// The number that stands here, or a finding.
    pub(crate) fn number(
        &self,
        source: &Source<'_>,
        what: &str,
        sink: &mut Sink,
    ) -> Option<weigh::Exact> {
        let text = self.word(source, what, sink)?;
        sink.number(source, self.at, text, what)
    }

    /// What a table must have under a key, or a finding.
    pub(crate) fn need(
        &self,
        key: &str,
        source: &Source<'_>,
        what: &str,
        sink: &mut Sink,
    ) -> Option<&Node> {
        let found = self.get(key);
        if found.is_none() {
            let message = format!("{what} has no {}", quoted(key));
            sink.at(source, self.at, codes::MISSING, message, codes::MISSING.mend);
        }
        found
    }
}
