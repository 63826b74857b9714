//! Reads what deals are worth and what stands in their way: preferences, red lines, links, order.

use std::cmp::Ordering;

use toml::de::DeValue;

use super::codes;
use super::entry::{compare, plain};
use super::fields::{Fields, Value, span_of};
use super::sink::shown;
use crate::id::{ChoiceId, IssueId};
use crate::preference::{Link, Preference, Range, RedLine, Reserve, Sequence, StatusQuo};

pub(super) fn preference(fields: Fields<'_>) -> Option<Preference> {
    fields.need(&["party", "issue"]);
    let (party, issue) = (fields.refer("party"), fields.refer::<IssueId>("issue"));
    let (weight, open) = (fields.range("weight"), fields.range("open"));
    if weight.as_ref().is_some_and(|range| range.low.starts_with('-')) {
        let span = fields.table.get("weight").map_or(fields.span, span_of);
        let message = "`weight` lies below zero".to_owned();
        let hint =
            "a weight says how much an issue matters; what is bad has a low worth in `values`";
        fields.add(codes::NO_NUMBER, span, message, hint.to_owned());
    }
    let values = fields.worths("values", issue.as_ref());
    let order = fields.steps("order", issue.as_ref());
    let evidence = fields.fact();
    fields.finish();
    let weight = weight.filter(|range| !range.low.starts_with('-'));
    Some(Preference { party: party?, issue: issue?, weight, values, order, open, evidence })
}

pub(super) fn red_line(fields: Fields<'_>) -> Option<RedLine> {
    fields.need(&["party", "issue", "choices"]);
    let (party, issue) = (fields.refer("party"), fields.refer::<IssueId>("issue"));
    let choices = fields.choices("choices", issue.as_ref().map(IssueId::as_str));
    let words = fields.text("words");
    let evidence = fields.fact();
    fields.finish();
    let (party, issue) = (party?, issue?);
    (!choices.is_empty()).then_some(RedLine { party, issue, choices, words, evidence })
}

pub(super) fn link(fields: Fields<'_>) -> Option<Link> {
    fields.need(&["issue", "choices", "needs", "any_of"]);
    let (party, issue) = (fields.refer("party"), fields.refer::<IssueId>("issue"));
    let choices = fields.choices("choices", issue.as_ref().map(IssueId::as_str));
    let needs = fields.refer::<IssueId>("needs");
    let any_of = fields.choices("any_of", needs.as_ref().map(IssueId::as_str));
    let words = fields.text("words");
    let evidence = fields.fact();
    fields.finish();
    let (issue, needs) = (issue?, needs?);
    let whole = !choices.is_empty() && !any_of.is_empty();
    whole.then_some(Link { party, issue, choices, needs, any_of, words, evidence })
}

pub(super) fn sequence(fields: Fields<'_>) -> Option<Sequence> {
    fields.need(&["party", "first", "then"]);
    let party = fields.refer("party");
    let (first, then) = (fields.refer("first"), fields.refer("then"));
    let words = fields.text("words");
    let evidence = fields.fact();
    fields.finish();
    Some(Sequence { party: party?, first: first?, then: then?, words, evidence })
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
            DeValue::Float(number) => number.as_str(),
            DeValue::String(text) => text,
            _ => {
                self.wrong_type(key, value, "a number", "\"12.5\"");
                return None;
            }
        };
        let digits = text.strip_prefix('-').unwrap_or(text.strip_prefix('+').unwrap_or(text));
        if plain(digits) {
            return Some(text.strip_prefix('+').unwrap_or(text).to_owned());
        }
        let message = format!("`{key}`: \"{}\" is not a number in plain digits", shown(text));
        self.add(codes::NO_NUMBER, span_of(value), message, String::new());
        None
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
                    self.add(codes::SAME_ID, span_of(value), message, String::new());
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
