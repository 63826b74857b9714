//! One measurement as a line of `key=value` words, as both sides print it.
//!
//! What `write!` and `writeln!` return is dropped: writing to a String cannot fail.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A line of results.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Record(BTreeMap<String, String>);

impl Record {
    /// Sets a value; white space within it becomes `_`.
    #[allow(clippy::needless_pass_by_value, reason = "callers write the value in place")]
    pub(crate) fn with(mut self, key: &str, value: impl ToString) -> Self {
        let value = value.to_string().split_whitespace().collect::<Vec<_>>().join("_");
        self.0.insert(key.to_owned(), value);
        self
    }

    /// Reads a line.
    pub(crate) fn read(line: &str) -> Self {
        let words = line.split_whitespace().filter_map(|word| word.split_once('='));
        Self(words.map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
    }

    /// Writes it as a line.
    pub(crate) fn line(&self) -> String {
        let mut out = String::new();
        for (key, value) in &self.0 {
            let _ = write!(out, "{key}={value} ");
        }
        format!("{}\n", out.trim_end())
    }

    /// A value as text; empty when it is not there.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// A value as a number.
    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        self.0.get(key)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_read_again_is_the_same() {
        let record =
            Record::default().with("name", "2p-5x5").with("seconds", 0.25).with("cpu", "A B");
        assert_eq!(Record::read(&record.line()), record);
        assert_eq!(record.text("cpu"), "A_B");
        assert_eq!(record.number("seconds"), Some(0.25));
        assert_eq!(record.number("runs"), None);
    }
}
