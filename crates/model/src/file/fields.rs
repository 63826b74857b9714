//! A cursor over one table of the file: reads keys, remembers which were asked for, and says what
//! is wrong with the rest. The keys of the format are exactly the keys that readers ask for.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::codes;
use super::known::Known;
use super::sink::{Sink, shown};
use crate::span::{LineMap, Span};

/// A value of the file with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// What all readers of one file share.
pub(super) struct Shared<'a> {
    /// Takes the findings.
    pub(super) sink: &'a Sink,
    /// The ids that entries may name; `None` in front matter.
    pub(super) known: Option<&'a Known<'a>>,
    /// For the lines of entries.
    pub(super) lines: &'a LineMap,
}

/// One table and what has been asked of it.
pub(super) struct Fields<'a> {
    pub(super) shared: &'a Shared<'a>,
    pub(super) table: &'a DeTable<'a>,
    /// The table's name in findings: `actor`, `round.session`.
    pub(super) what: &'static str,
    /// Its header, or all of an inline table.
    pub(super) span: Span,
    asked: RefCell<Vec<&'static str>>,
    needed: RefCell<Vec<&'static str>>,
}

/// The place of a value.
pub(super) fn span_of<T>(value: &Spanned<T>) -> Span {
    let span = value.span();
    Span::new(span.start, span.end)
}

/// What a value is, in words.
pub(super) fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

impl<'a> Fields<'a> {
    pub(super) fn new(
        shared: &'a Shared<'a>,
        table: &'a DeTable<'a>,
        what: &'static str,
        span: Span,
    ) -> Self {
        let (asked, needed) = (RefCell::default(), RefCell::default());
        Self { shared, table, what, span, asked, needed }
    }

    /// Line of the entry, from 1.
    pub(super) fn line(&self) -> usize {
        self.shared.lines.line(self.span.start)
    }

    /// The raw value of a key.
    pub(super) fn get(&self, key: &'static str) -> Option<&'a Value<'a>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Marks keys that must be there. [`Self::finish`] reports those that are not.
    pub(super) fn need(&self, keys: &[&'static str]) {
        self.needed.borrow_mut().extend_from_slice(keys);
    }

    /// One finding about a value of this table.
    pub(super) fn add(
        &self,
        code: crate::finding::Code,
        span: Span,
        message: String,
        hint: String,
    ) {
        self.shared.sink.add(code, span, message, hint);
    }

    pub(super) fn wrong_type(&self, key: &str, value: &Value<'_>, wanted: &str, example: &str) {
        let found = type_of(value.get_ref());
        let message = format!("`{key}` takes {wanted}, and this is {found}");
        self.add(codes::WRONG_TYPE, span_of(value), message, format!("write {key} = {example}"));
    }

    /// The entries of `[[key]]` in this table, each under the name `what` in findings.
    pub(super) fn tables(&self, key: &'static str, what: &'static str) -> Vec<Fields<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let new = |table, value: &Value<'_>| Fields::new(self.shared, table, what, span_of(value));
        let single = |value: &Value<'_>| {
            let message =
                format!("`{key}` is a list of entries, and this is {}", type_of(value.get_ref()));
            let hint = format!("begin each entry with a line [[{what}]], in two brackets");
            self.add(codes::WRONG_TYPE, span_of(value), message, hint);
        };
        match value.get_ref() {
            DeValue::Array(list) => list
                .iter()
                .filter_map(|value| {
                    if let DeValue::Table(table) = value.get_ref() {
                        return Some(new(table, value));
                    }
                    single(value);
                    None
                })
                .collect(),
            DeValue::Table(table) => {
                // Meant as an entry; reading it keeps what names it from being reported as well.
                single(value);
                vec![new(table, value)]
            }
            _ => {
                single(value);
                Vec::new()
            }
        }
    }

    /// Reports unknown and missing keys. Every reader ends with it, before it gives up an entry.
    pub(super) fn finish(self) {
        let mut asked = self.asked.take();
        asked.sort_unstable();
        asked.dedup();
        let mut meant = Vec::new();
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if asked.binary_search(&name).is_ok() {
                continue;
            }
            let near = self.shared.sink.near.nearest(name, asked.iter().copied());
            meant.extend(near);
            let message = format!("{} has no key `{}`", self.title(), shown(name));
            self.add(codes::UNKNOWN_KEY, span_of(key), message, self.other_key(name, near, &asked));
        }
        for key in self.needed.take() {
            // A misspelt key was reported as such; that it is missing as well helps nobody.
            if !self.table.contains_key(key) && !meant.contains(&key) {
                let message = format!("{} must have `{key}`", self.title());
                let hint = format!("add {key} = {}", example(key));
                self.add(codes::MISSING_KEY, self.span, message, hint);
            }
        }
    }

    fn title(&self) -> String {
        if self.what.is_empty() { "the file".to_owned() } else { format!("`{}`", self.what) }
    }

    fn other_key(&self, name: &str, near: Option<&str>, asked: &[&str]) -> String {
        const TOP: [&str; 3] = ["pourparler", "title", "about"];
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if TOP.contains(&name) && !self.what.is_empty() => {
                format!("`{name}` belongs at the head of the file, before the first [[...]]")
            }
            None => format!("it may have: {}", asked.join(", ")),
        }
    }
}

fn example(key: &str) -> &'static str {
    match key {
        "pourparler" => "1",
        "debtors" | "choices" | "any_of" => "[\"id\"]",
        "id" | "of" | "party" | "issue" | "commitment" | "needs" | "first" | "then" | "choice" => {
            "\"id\""
        }
        "value" => "\"12.5\"",
        _ => "\"...\"",
    }
}
