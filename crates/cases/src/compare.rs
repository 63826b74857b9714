//! What was expected against what came out: exact numbers, counts, deals, and floats to 15 digits.

use serde_json::Value;
use weigh::{Deal, Exact};

/// What differs, line by line. After a certain number only the number grows.
#[derive(Debug, Default)]
pub(crate) struct Differences {
    lines: Vec<String>,
    more: usize,
}

impl Differences {
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = self.lines.clone();
        if self.more > 0 {
            lines.push(format!("and {} more", self.more));
        }
        lines
    }

    pub(crate) fn say(&mut self, place: &str, what: &str) {
        const MOST: usize = 40;
        if self.lines.len() < MOST {
            let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
            self.lines.push(format!("{place}{what}"));
        } else {
            self.more += 1;
        }
    }

    /// Notes a difference unless the two are alike.
    pub(crate) fn same(&mut self, place: &str, expected: &Value, got: &Got) {
        if !got.is(expected) {
            let shown = |text: String| -> String { text.chars().take(160).collect() };
            let (expected, got) = (shown(expected.to_string()), shown(got.show()));
            self.say(place, &format!("expected {expected}, got {got}"));
        }
    }
}

/// What came out.
pub(crate) enum Got {
    Count(String),
    Number(Exact),
    Numbers(Vec<Exact>),
    /// To 15 digits.
    Float(f64),
    Floats(Vec<f64>),
    Places(Vec<usize>),
    Deals(Vec<Deal>),
    Text(String),
    Nothing,
    /// There is no result, and why.
    NotComputed(String),
}

impl Got {
    fn is(&self, expected: &Value) -> bool {
        match self {
            Self::Count(count) => as_count(expected).as_ref() == Some(count),
            Self::Number(number) => as_exact(expected).as_ref() == Some(number),
            Self::Numbers(numbers) => {
                as_list(expected, as_exact).as_deref() == Some(numbers.as_slice())
            }
            Self::Float(number) => expected.as_f64().is_some_and(|other| near(other, *number)),
            Self::Floats(numbers) => as_list(expected, Value::as_f64).is_some_and(|others| {
                others.len() == numbers.len()
                    && others.iter().zip(numbers).all(|(a, b)| near(*a, *b))
            }),
            Self::Places(places) => {
                as_list(expected, as_place).as_deref() == Some(places.as_slice())
            }
            Self::Deals(deals) => as_list(expected, as_deal).as_deref() == Some(deals.as_slice()),
            Self::Text(text) => expected.as_str() == Some(text),
            Self::Nothing => expected.is_null(),
            Self::NotComputed(_) => false,
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Count(text) | Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Numbers(numbers) => {
                numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            }
            Self::Float(number) => number.to_string(),
            Self::Floats(numbers) => format!("{numbers:?}"),
            Self::Places(places) => format!("{places:?}"),
            Self::Deals(deals) => format!("{deals:?}"),
            Self::Nothing => "nothing".to_owned(),
            Self::NotComputed(why) => format!("nothing, for {why}"),
        }
    }
}

/// Alike to 15 digits. The last of these may differ by one, for the expected numbers went through
/// floating point when they were made.
fn near(a: f64, b: f64) -> bool {
    let digits = |number: f64| format!("{number:.14e}");
    if digits(a) == digits(b) {
        return true;
    }
    let split = |number: f64| -> Option<(i64, i32)> {
        let text = digits(number);
        let (mantissa, power) = text.split_once('e')?;
        Some((mantissa.replace('.', "").parse().ok()?, power.parse().ok()?))
    };
    match (split(a), split(b)) {
        (Some((a, pa)), Some((b, pb))) => pa == pb && a.abs_diff(b) <= 1,
        _ => false,
    }
}

/// A count: an integer, or text with one.
pub(crate) fn as_count(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// An exact number: text, or an integer.
pub(crate) fn as_exact(value: &Value) -> Option<Exact> {
    as_count(value)?.parse().ok()
}

pub(crate) fn as_place(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

pub(crate) fn as_deal(value: &Value) -> Option<Deal> {
    as_list(value, as_place)
}

pub(crate) fn as_list<T>(value: &Value, one: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_digits_count_and_no_more() {
        assert!(near(0.159_664_022_782_523, 0.159_664_022_782_523_4));
        assert!(near(1.0, 1.0));
        assert!(!near(0.159_664_022_782_523, 0.159_664_022_782_526));
        assert!(!near(0.1, 1.0));
    }

    #[test]
    fn counts_are_integers_or_text() {
        let got = Got::Count("27".to_owned());
        assert!(got.is(&serde_json::json!(27)) && got.is(&serde_json::json!("27")));
        assert!(!got.is(&serde_json::json!(27.5)) && !got.is(&serde_json::json!("28")));
    }
}
