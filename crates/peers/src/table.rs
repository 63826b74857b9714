//! Markdown tables and the way figures are written in them.
//!
//! What `write!` and `writeln!` return is dropped: writing to a String cannot fail.

use std::fmt::Write as _;

use crate::record::Record;

/// A table with its heading; without rows it is not written.
pub(crate) struct Table {
    title: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<String>,
}

impl Table {
    pub(crate) fn new(title: &'static str, columns: &[&'static str]) -> Self {
        Self { title, columns: columns.to_vec(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: &[String]) {
        self.rows.push(format!("| {} |\n", cells.join(" | ")));
    }

    pub(crate) fn write(&self, out: &mut String) {
        if self.rows.is_empty() {
            return;
        }
        let head = self.columns.join(" | ");
        let line = "---|".repeat(self.columns.len());
        let _ = writeln!(out, "### {}\n\n| {head} |\n|{line}\n{}", self.title, self.rows.concat());
    }
}

/// A time in the unit that suits it, and how many runs when they were fewer than five.
pub(crate) fn seconds(record: &Record, key: &str) -> String {
    let Some(seconds) = record.number(key) else { return String::new() };
    let (size, unit) = match seconds {
        small if small < 1e-6 => (small * 1e9, "ns"),
        small if small < 1e-3 => (small * 1e6, "µs"),
        small if small < 1.0 => (small * 1e3, "ms"),
        _ => (seconds, "s"),
    };
    let few = match record.text("runs") {
        "1" => " (1 run)",
        "3" => " (3 runs)",
        _ => "",
    };
    format!("{} {unit}{few}", digits(size))
}

/// Three digits that matter, and no noughts behind the point.
fn digits(size: f64) -> String {
    let text = match size {
        large if large >= 100.0 => return format!("{size:.0}"),
        middle if middle >= 10.0 => format!("{size:.1}"),
        _ => format!("{size:.2}"),
    };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A count with commas; very large ones as powers of ten.
pub(crate) fn count(record: &Record, key: &str) -> String {
    let text = record.text(key);
    if text.len() > 12 {
        return record.number(key).map_or_else(String::new, |number| format!("{number:.1e}"));
    }
    commas(text)
}

fn commas(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many times as fast.
pub(crate) fn plain(ratio: Option<f64>) -> String {
    ratio.map_or_else(String::new, |ratio| commas(&format!("{ratio:.0}")))
}

/// The target and whether it is reached; empty where there is none.
pub(crate) fn ratio(ratio: Option<f64>, target: Option<f64>) -> String {
    let Some((ratio, target)) = ratio.zip(target) else { return String::new() };
    let word = if ratio >= target { "reached" } else { "**missed**" };
    format!("{}: {word}", commas(&format!("{target:.0}")))
}

/// The most memory that was held, in millions of bytes.
pub(crate) fn bytes(record: &Record) -> String {
    record.number("peak_kb").map_or_else(String::new, |kb| format!("{:.0} MB", kb * 1.024 / 1e3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_for_reading() {
        let of = |seconds: f64| super::seconds(&Record::default().with("s", seconds), "s");
        assert_eq!(of(0.000_001_25), "1.25 µs");
        assert_eq!(of(0.02), "20 ms");
        assert_eq!(of(0.12), "120 ms");
        assert_eq!(of(12.08), "12.1 s");
        assert_eq!(plain(Some(1_234_567.2)), "1,234,567");
        assert_eq!(ratio(Some(49.0), Some(50.0)), "50: **missed**");
        assert_eq!(ratio(Some(50.0), None), "");
        assert_eq!(count(&Record::default().with("n", 390_625), "n"), "390,625");
        assert_eq!(count(&Record::default().with("n", 95_367_431_640_625_u64), "n"), "9.5e13");
    }

    #[test]
    fn a_table_without_rows_is_not_written() {
        let mut out = String::new();
        Table::new("x", &["a"]).write(&mut out);
        assert_eq!(out, "");
    }
}
