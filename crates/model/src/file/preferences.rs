//! Reads what deals are worth and what stands in their way: preferences, red lines, links, order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use toml::de::DeValue;

use super::entry::{compare, plain};
use super::fields::{Fields, Value, span_of};
use super::sink::shown;
use super::{codes, ties};
use crate::id::{ChoiceId, IssueId};
use crate::preference::{Link, Preference, Range, RedLine, Reserve, Sequence, StatusQuo};
use crate::span::Span;

pub(super) fn preference(fields: Fields<'_>) -> Option<Preference> {
    fields.need(&["party", "issue"]);
    let (party, issue) = (fields.refer("party"), fields.refer::<IssueId>("issue"));
    let (weight, open) = (fields.range("weight"), fields.range("open"));
    let negative = weight.as_ref().is_some_and(|range| below(&range.low, "0"));
    if negative {
        let message = "`weight` lies below zero".to_owned();
        fields.add(codes::NEGATIVE, fields.place("weight"), message, String::new());
    }
    let values = fields.worths("values", issue.as_ref());
    let mut order = fields.steps("order", issue.as_ref());
    if fields.table.contains_key("values") && fields.table.contains_key("order") {
        let message = "this `preference` has both `values` and `order`".to_owned();
        let hint = "`values` counts; take one of the two out".to_owned();
        fields.add(codes::AGAIN, fields.place("order"), message, hint);
        order.clear();
    }
    fields.says_something();
    if let Some(issue) = &issue {
        fields.passed_over(issue, &values, &order);
    }
    let evidence = fields.fact();
    fields.finish();
    let weight = weight.filter(|_| !negative);
    Some(Preference { party: party?, issue: issue?, weight, values, order, open, evidence })
}

pub(super) fn red_line(fields: Fields<'_>) -> Option<RedLine> {
    fields.need(&["party", "issue", "choices"]);
    fields.need_some("choices");
    let (party, issue) = (fields.refer("party"), fields.refer::<IssueId>("issue"));
    let choices = fields.choices("choices", issue.as_ref().map(IssueId::as_str));
    let words = fields.text("words");
    let evidence = fields.fact();
    fields.finish();
    let (party, issue) = (party?, issue?);
    (!choices.is_empty()).then_some(RedLine { party, issue, choices, words, evidence })
}

/// The links of a file; those that go in a circle or contradict each other are told.
pub(super) fn links(tables: Vec<Fields<'_>>) -> Vec<Link> {
    let (mut links, mut places) = (Vec::new(), Vec::new());
    for fields in tables {
        let place = (fields.shared.sink, fields.span);
        if let Some(link) = link(fields) {
            links.push(link);
            places.push(place);
        }
    }
    for told in ties::look(&links) {
        if let Some((sink, span)) = places.get(told.link) {
            sink.add(told.code, *span, told.message, told.hint);
        }
    }
    links
}

fn link(fields: Fields<'_>) -> Option<Link> {
    fields.need(&["issue", "choices", "needs", "any_of"]);
    fields.need_some("choices");
    fields.need_some("any_of");
    let (party, issue) = (fields.refer("party"), fields.refer::<IssueId>("issue"));
    let choices = fields.choices("choices", issue.as_ref().map(IssueId::as_str));
    let needs = fields.refer::<IssueId>("needs");
    let any_of = fields.choices("any_of", needs.as_ref().map(IssueId::as_str));
    let words = fields.text("words");
    let evidence = fields.fact();
    let tied = fields.tied("needs", issue.as_ref(), needs.as_ref());
    fields.finish();
    let (issue, needs) = (issue?, needs?);
    let whole = !choices.is_empty() && !any_of.is_empty() && !tied;
    whole.then_some(Link { party, issue, choices, needs, any_of, words, evidence })
}

pub(super) fn sequence(fields: Fields<'_>) -> Option<Sequence> {
    fields.need(&["party", "first", "then"]);
    let party = fields.refer("party");
    let (first, then) = (fields.refer::<IssueId>("first"), fields.refer::<IssueId>("then"));
    let words = fields.text("words");
    let evidence = fields.fact();
    let tied = fields.tied("then", first.as_ref(), then.as_ref());
    fields.finish();
    let (party, first, then) = (party?, first?, then?);
    (!tied).then_some(Sequence { party, first, then, words, evidence })
}

pub(super) fn reserve(fields: Fields<'_>) -> Option<Reserve> {
    fields.need(&["party", "value"]);
    let party = fields.refer("party");
    let value = fields.get("value").and_then(|value| fields.decimal("value", value));
    let evidence = fields.fact();
    fields.finish();
    Some(Reserve { party: party?, value: value?, evidence })
}

pub(super) fn status_quo(fields: Fields<'_>) -> Option<StatusQuo> {
    fields.need(&["issue", "choice"]);
    let issue = fields.refer::<IssueId>("issue");
    let choice = fields.choice("choice", issue.as_ref().map(IssueId::as_str));
    let evidence = fields.fact();
    fields.finish();
    Some(StatusQuo { issue: issue?, choice: choice?, evidence })
}

impl<'a> Fields<'a> {
    /// Where the value of a key stands; else the entry.
    fn place(&self, key: &str) -> Span {
        self.table.get(key).map_or(self.span, span_of)
    }

    /// A list that has nothing in it is as good as none.
    fn need_some(&self, key: &'static str) {
        let empty =
            |value: &Value<'_>| value.get_ref().as_array().is_some_and(|list| list.is_empty());
        if self.table.get(key).is_some_and(empty) {
            let message = format!("`{key}` of this `{}` has nothing in it", self.what);
            let hint = format!("name at least one choice: {key} = [\"id\"]");
            self.add(codes::MISSING_KEY, self.place(key), message, hint);
        }
    }

    /// A preference that gives neither worth nor weight.
    fn says_something(&self) {
        let keys = ["values", "order", "weight", "open"];
        let empty = |key: &str| {
            self.table.get(key).is_none_or(|value| match value.get_ref() {
                DeValue::Array(list) => list.is_empty(),
                DeValue::Table(table) => table.is_empty(),
                _ => false,
            })
        };
        if keys.into_iter().all(empty) {
            let message = "this `preference` says nothing about worth".to_owned();
            let hint = "add values = { some-choice = \"10\" }, or `order`, `weight` or `open`";
            self.add(codes::MISSING_KEY, self.span, message, hint.to_owned());
        }
    }

    /// Choices of the issue to which neither `values` nor `order` gives a place.
    fn passed_over(&self, issue: &IssueId, values: &[(ChoiceId, Range)], order: &[Vec<ChoiceId>]) {
        const SHOWN: usize = 8;
        let Some(known) = self.shared.known else { return };
        if known.without_choices(issue.as_str()) {
            let message = format!("the issue \"{issue}\" has no choices to give a worth to");
            self.add(codes::NO_OPTIONS, self.place("issue"), message, String::new());
            return;
        }
        let named: BTreeSet<&str> = values
            .iter()
            .map(|(choice, _)| choice)
            .chain(order.iter().flatten())
            .map(ChoiceId::as_str)
            .collect();
        if named.is_empty() {
            return;
        }
        let key = if values.is_empty() { "order" } else { "values" };
        let mut missing: Vec<&str> =
            known.choice_offers(issue.as_str()).filter(|choice| !named.contains(choice)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return;
        }
        let list: Vec<String> = missing.iter().take(SHOWN).map(|choice| shown(choice)).collect();
        let more = missing.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("`{key}` on \"{issue}\" passes over: {}{more}", list.join(", "));
        self.add(codes::NO_WORTH, self.place(key), message, String::new());
    }

    /// Whether both sides of an entry are one issue, which is told.
    fn tied(&self, key: &str, one: Option<&IssueId>, other: Option<&IssueId>) -> bool {
        let Some(issue) = one.filter(|_| one == other) else { return false };
        let message = format!("this `{}` has \"{issue}\" on both sides", self.what);
        self.add(codes::SELF, self.place(key), message, String::new());
        true
    }

    /// One number, or `[low, high]`.
    fn range(&self, key: &'static str) -> Option<Range> {
        let value = self.get(key)?;
        self.range_of(key, value)
    }

    fn range_of(&self, key: &str, value: &'a Value<'a>) -> Option<Range> {
        let DeValue::Array(ends) = value.get_ref() else {
            let one = self.decimal(key, value)?;
            return Some(Range { low: one.clone(), high: one });
        };
        let [low, high] = ends.as_ref() else {
            self.wrong_type(key, value, "one number or two, [low, high]", "[\"2\", \"5\"]");
            return None;
        };
        let (low, high) = (self.decimal(key, low)?, self.decimal(key, high)?);
        if below(&high, &low) {
            let message =
                format!("`{key}`: the upper end ({high}) lies below the lower one ({low})");
            self.add(codes::ORDER, span_of(value), message, String::new());
            return None;
        }
        Some(Range { low, high })
    }

    /// Plain digits with an optional minus, as text or as a number of TOML.
    pub(super) fn decimal(&self, key: &str, value: &'a Value<'a>) -> Option<String> {
        let text: &str = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Integer(_) => {
                self.no_decimal(value, format!("`{key}` is not written in base ten"));
                return None;
            }
            DeValue::Float(number) => number.as_str(),
            DeValue::String(text) => text,
            _ => {
                self.wrong_type(key, value, "a number", "\"12.5\"");
                return None;
            }
        };
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if plain(digits) {
            return Some(text.strip_prefix('+').unwrap_or(text).to_owned());
        }
        let why = match digits.to_ascii_lowercase().as_str() {
            "nan" | "inf" | "infinity" => "is not a finite number",
            long if long.len() > 64 && long.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.')) => {
                "has more than 64 digits"
            }
            _ => "is not a number in plain digits",
        };
        self.no_decimal(value, format!("`{key}`: \"{}\" {why}", shown(text)));
        None
    }

    fn no_decimal(&self, value: &Value<'_>, message: String) {
        let hint = "write plain digits such as 12, \"12.5\" or -3; [low, high] for a range";
        self.add(codes::NO_NUMBER, span_of(value), message, hint.to_owned());
    }

    /// `{ choice = number, other = [low, high] }`.
    fn worths(&self, key: &'static str, issue: Option<&IssueId>) -> Vec<(ChoiceId, Range)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table of choices", "{ some-choice = \"10\" }");
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, worth) in table {
            let choice: Option<ChoiceId> =
                self.choice_named(name.get_ref(), span_of(name), issue.map(IssueId::as_str));
            if let (Some(choice), Some(range)) = (choice, self.range_of(key, worth)) {
                out.push((choice, range));
            }
        }
        out.sort_by(|a, b| a.0.cmp(&b.0));
        out
    }

    /// `["best", ["these", "two alike"], "worst"]`.
    fn steps(&self, key: &'static str, issue: Option<&IssueId>) -> Vec<Vec<ChoiceId>> {
        let mut out: Vec<Vec<ChoiceId>> = Vec::new();
        for step in self.list(key) {
            let many = match step.get_ref() {
                DeValue::Array(many) => many.as_ref(),
                _ => std::slice::from_ref(step),
            };
            let mut choices: Vec<ChoiceId> = Vec::new();
            for value in many {
                let named = self.choice_of(key, value, issue.map(IssueId::as_str));
                let Some(choice) = named else { continue };
                if out.iter().flatten().chain(&choices).any(|known| *known == choice) {
                    let message = format!("`{key}` has \"{choice}\" twice");
                    let hint = "the first place counts; take the other one out".to_owned();
                    self.add(codes::SAME_ID, span_of(value), message, hint);
                    continue;
                }
                choices.push(choice);
            }
            if !choices.is_empty() {
                out.push(choices);
            }
        }
        out
    }

    /// Choices on one issue.
    pub(super) fn choices(&self, key: &'static str, issue: Option<&str>) -> Vec<ChoiceId> {
        self.list(key).iter().filter_map(|value| self.choice_of(key, value, issue)).collect()
    }
}

/// Whether one decimal lies below another, by their digits.
fn below(a: &str, b: &str) -> bool {
    let size = |text: &str| text.strip_prefix('-').unwrap_or(text).to_owned();
    let (left, right) = (size(a), size(b));
    match (a.starts_with('-'), b.starts_with('-')) {
        (true, true) => compare(&left, &right) == Ordering::Greater,
        (true, false) => {
            compare(&left, "0") == Ordering::Greater || compare("0", &right) == Ordering::Less
        }
        (false, true) => false,
        (false, false) => compare(&left, &right) == Ordering::Less,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_compared_with_their_sign() {
        for (a, b) in [("-2", "-1"), ("-0.5", "0"), ("0", "0.1"), ("2", "10"), ("-1", "1")] {
            assert!(below(a, b) && !below(b, a), "{a} {b}");
        }
        for (a, b) in [("1", "1.0"), ("-0", "0"), ("0", "-0")] {
            assert!(!below(a, b), "{a} {b}");
        }
    }
}
