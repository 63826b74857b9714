//! Parts that many entries share: sources, readings, amounts.

use std::cmp::Ordering;

use toml::de::DeValue;

use super::codes;
use super::fields::{Fields, Value, span_of};
use super::sink::shown;
use crate::evidence::Evidence;
use crate::id::SourceId;
use crate::quantity::CountState;
use crate::talks::{Account, Amount};

impl<'a> Fields<'a> {
    /// The sources that the entry cites.
    pub(super) fn sources(&self) -> Vec<SourceId> {
        self.refers("source")
    }

    /// The entry as evidence for itself.
    pub(super) fn entry(&self, sources: Vec<SourceId>) -> Evidence {
        Evidence::Entry { line: self.line(), sources }
    }

    /// The evidence of an entry of fact; a finding when it cites nothing.
    pub(super) fn fact(&self) -> Evidence {
        let sources = self.sources();
        self.warn_unsourced();
        self.entry(sources)
    }

    fn warn_unsourced(&self) {
        if self.cites() {
            return;
        }
        let message = format!("nothing says where this `{}` comes from", self.what);
        self.add(codes::UNSOURCED, self.span, message, String::new());
    }

    /// Whether the entry tries to cite something; what is wrong with that has its own finding.
    fn cites(&self) -> bool {
        self.get("source")
            .is_some_and(|value| value.get_ref().as_array().is_none_or(|list| !list.is_empty()))
    }

    /// The accounts of a fact, and the evidence of the fact itself. Accounts without a source of
    /// their own stand on the entry's; an entry without one stands on those of its accounts.
    pub(super) fn readings(&self, what: &'static str) -> (Vec<Account>, Evidence) {
        let tables = self.tables("reading", what);
        let mut sources = self.sources();
        let cites = self.cites();
        if tables.is_empty() {
            self.warn_unsourced();
        }
        let mut readings = Vec::new();
        let mut of_readings: Vec<SourceId> = Vec::new();
        for fields in tables {
            fields.need(&["by", "words"]);
            let (by, words) = (fields.text("by"), fields.text("words"));
            let mut own = fields.sources();
            if !cites {
                fields.warn_unsourced();
            }
            of_readings.extend_from_slice(&own);
            if own.is_empty() {
                own.clone_from(&sources);
            }
            let evidence = fields.entry(own);
            fields.finish();
            if let (Some(by), Some(words)) = (by, words) {
                readings.push(Account { by, words, evidence });
            }
        }
        if !cites {
            of_readings.sort();
            of_readings.dedup();
            sources = of_readings;
        }
        (readings, self.entry(sources))
    }

    /// A number with its state.
    pub(super) fn amount(&self, key: &'static str, unit: &str) -> Option<Amount> {
        let value = self.get(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            let example = "{ value = \"60\", unit = \"minutes\" }";
            self.wrong_type(key, value, "an amount", example);
            return None;
        };
        let fields = Fields::new(self.shared, table, "amount", span_of(value));
        let state = fields.word("state", (CountState::ALL, CountState::name));
        let state = state.unwrap_or(CountState::Exact);
        let withheld = matches!(state, CountState::Embargoed | CountState::NotKnown);
        if !withheld {
            fields.need(&["value"]);
        }
        let (value, mut to) = (fields.number("value", withheld), fields.number("to", withheld));
        if let (Some(low), Some(high)) = (&value, &to)
            && compare(high, low) == Ordering::Less
        {
            if let Some(place) = fields.get("to") {
                let message = format!("`to` ({high}) lies below `value` ({low})");
                fields.add(codes::ORDER, span_of(place), message, String::new());
            }
            to = None;
        }
        let unit = fields.text("unit").unwrap_or_else(|| unit.to_owned());
        let each = fields.truth("each");
        fields.finish();
        let told = withheld || value.is_some();
        told.then_some(Amount { value, to, unit, state, each })
    }

    /// Plain digits, as text or a whole number. With `withheld`, other words are no finding.
    fn number(&self, key: &'static str, withheld: bool) -> Option<String> {
        let value = self.get(key)?;
        let text: &str = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::String(text) => text,
            _ => {
                self.wrong_type(key, value, "digits as text or a whole number", "\"6000\"");
                return None;
            }
        };
        if plain(text) {
            return Some(text.to_owned());
        }
        if !withheld {
            self.no_number(key, text, value);
        }
        None
    }

    fn no_number(&self, key: &str, text: &str, value: &'a Value<'a>) {
        let message = format!("`{key}`: \"{}\" is not a number in plain digits", shown(text));
        let digits: String = text
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '\'' | '_' | '\u{a0}' | '\u{202f}'))
            .collect();
        let hint = if plain(&digits) && digits != text {
            format!("write \"{}\"", shown(&digits))
        } else {
            String::new()
        };
        self.add(codes::NO_NUMBER, span_of(value), message, hint);
    }
}

/// Digits with at most one point between them.
pub(super) fn plain(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 64
        && match text.split_once('.') {
            Some((whole, rest)) => digits(whole) && digits(rest),
            None => digits(text),
        }
}

/// Compares two numbers in plain digits without leaving the digits.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let parts = |text: &str| {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let whole = whole.trim_start_matches('0').to_owned();
        (whole.len(), whole, rest.trim_end_matches('0').to_owned())
    };
    parts(a).cmp(&parts(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_digits() {
        for good in ["0", "6000", "2.5", "007"] {
            assert!(plain(good), "{good}");
        }
        for bad in ["", "-1", "+1", "6,000", "1e3", ".5", "5.", "1.2.3", "٣", "six"] {
            assert!(!plain(bad), "{bad}");
        }
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(compare("10", "9"), Ordering::Greater);
        assert_eq!(compare("0010", "10.0"), Ordering::Equal);
        assert_eq!(compare("2.45", "2.5"), Ordering::Less);
    }
}
