//! Reads statements about options, and the rules and merges of a conflict.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::codes;
use super::fields::{Fields, Value, span_of};
use super::sink::shown;
use crate::conflict::{Merge, Rule, RuleKind, StateName};
use crate::formula::{Clause, Formula};
use crate::span::Span;

/// The ids of options, or of states, by place.
pub(super) struct Options<'a> {
    places: BTreeMap<&'a str, usize>,
    /// How many options a state has.
    pub(super) options: usize,
}

impl<'a> Options<'a> {
    pub(super) fn of(ids: impl Iterator<Item = &'a str>, options: usize) -> Self {
        Self { places: ids.enumerate().map(|(place, id)| (id, place)).collect(), options }
    }

    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// A list of ids.
    pub(super) fn places(&self, fields: &Fields<'_>, key: &'static str) -> Vec<usize> {
        self.places_of(fields, key, fields.list(key))
    }

    fn places_of(&self, fields: &Fields<'_>, key: &str, list: &[Value<'_>]) -> Vec<usize> {
        let mut out = Vec::new();
        for value in list {
            let DeValue::String(id) = value.get_ref() else {
                fields.wrong_type(key, value, "ids of options", "[\"id\"]");
                continue;
            };
            match self.place(id) {
                Some(place) => out.push(place),
                None => self.unknown(fields, id, span_of(value)),
            }
        }
        out
    }

    /// A state by the options that are on.
    pub(super) fn signs(
        &self,
        fields: &Fields<'_>,
        on: &[Value<'_>],
        value: &Value<'_>,
    ) -> Option<StateName> {
        let places = self.places_of(fields, "status_quo", on);
        let mut signs = vec![false; self.options];
        for place in &places {
            *signs.get_mut(*place)? = true;
        }
        if signs.iter().filter(|on| **on).count() < places.len() {
            let message = "`status_quo` names an option twice".to_owned();
            fields.add(codes::SAME_ID, span_of(value), message, "name it once".to_owned());
        }
        Some(StateName::Signs(signs))
    }

    fn unknown(&self, fields: &Fields<'_>, id: &str, span: Span) {
        const MANY: usize = 12;
        let near = fields.shared.sink.near.nearest(id, self.places.keys().copied());
        let hint = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if self.places.is_empty() => String::new(),
            None if self.places.len() <= MANY => {
                let all: Vec<&str> = self.places.keys().copied().collect();
                format!(
                    "add [[conflict.NAME.option]] with this id, or use one of: {}",
                    all.join(", ")
                )
            }
            None => String::new(),
        };
        let message = format!("there is no option \"{}\" in this conflict", shown(id));
        fields.add(codes::NO_OPTION, span, message, hint);
    }

    /// A statement in plain logic, all of whose options are known.
    pub(super) fn statement(&self, fields: &Fields<'_>, key: &'static str) -> Option<Formula> {
        let value = fields.get(key)?;
        let text = fields.text(key)?;
        let span = span_of(value);
        let read = match Formula::parse(&text) {
            Ok(read) => read,
            Err(wrong) => {
                let message = format!("`{key}`: {}", wrong.message);
                let at = inside(span, text.len(), wrong.at.start, wrong.at.end);
                fields.add(codes::NO_FORMULA, at, message, wrong.hint);
                return None;
            }
        };
        let mut known = true;
        for (name, at) in Formula::names(&text) {
            if self.place(name).is_none() {
                known = false;
                self.unknown(fields, name, inside(span, text.len(), at.start, at.end));
            }
        }
        if !known {
            return None;
        }
        let place = |id: &str| self.place(id);
        if read.clauses(&place).is_none() || read.clauses_against(&place).is_none() {
            let message = format!("`{key}` comes to too many alternatives");
            fields.add(codes::BRANCHED, span, message, String::new());
            return None;
        }
        Some(read)
    }
}

/// The bytes of the file for bytes of a text, where the text stands in plain quotation marks.
fn inside(value: Span, length: usize, start: usize, end: usize) -> Span {
    let quotes = (value.end - value.start).saturating_sub(length);
    let open = match quotes {
        2 => 1,
        6 => 3,
        7 => 4,
        _ => return value,
    };
    let at = |byte: usize| (value.start + open + byte).min(value.end);
    Span::new(at(start), at(end))
}

pub(super) fn merge(fields: Fields<'_>, known: &Options<'_>) -> Option<Merge> {
    fields.need(&["name", "when"]);
    let (name, when, line) = (fields.text("name"), known.statement(&fields, "when"), fields.line());
    fields.finish();
    let (name, when) = (name?, when?);
    let any = when.clauses(&|id| known.place(id))?;
    Some(Merge { name, when, any, line })
}

pub(super) fn rule(fields: Fields<'_>, known: &Options<'_>) -> Option<Rule> {
    let there = |keys: &[&'static str]| keys.iter().any(|key| fields.get(key).is_some());
    let kinds = [&["never"][..], &["at_most_one"], &["at_least_one"], &["if", "then"]];
    let count = kinds.iter().filter(|keys| there(keys)).count();
    let kind = kind(&fields, known);
    let words = fields.text("words");
    let assumed = fields.truth("assumed").unwrap_or(false);
    let evidence = fields.entry(fields.sources());
    let torn = fields.get("if").is_some() != fields.get("then").is_some();
    if torn {
        fields.need(&["if", "then"]);
    }
    if count != 1 {
        let message = match count {
            0 => "the rule says nothing".to_owned(),
            _ => "the rule says several things".to_owned(),
        };
        fields.add(codes::RULE, fields.span, message, String::new());
    }
    fields.finish();
    Some(Rule { kind: kind?, words, assumed, evidence })
}

fn kind(fields: &Fields<'_>, known: &Options<'_>) -> Option<RuleKind> {
    let place = |id: &str| known.place(id);
    let never = known.statement(fields, "never");
    let (when, then) = (known.statement(fields, "if"), known.statement(fields, "then"));
    let most = known.places(fields, "at_most_one");
    let least = known.places(fields, "at_least_one");
    if let Some(never) = never {
        let clauses: Vec<Clause> = never.clauses(&place)?;
        return Some(RuleKind::Never(never, clauses));
    }
    if let (Some(when), Some(then)) = (when, then) {
        let always = Formula::IfThen(Box::new(when), Box::new(then));
        let Some(against) = always.clauses_against(&place) else {
            let message = "the rule comes to too many alternatives".to_owned();
            fields.add(codes::BRANCHED, fields.span, message, String::new());
            return None;
        };
        return Some(RuleKind::Always(always, against));
    }
    match (most.is_empty(), least.is_empty()) {
        (false, _) => Some(RuleKind::AtMostOne(most)),
        (true, false) => Some(RuleKind::AtLeastOne(least)),
        _ => None,
    }
}
