//! The keys by which a person's decisions find their statement or position again.
//!
//! A key is made of the report's bytes and the words in it, never of the file's name or the order of
//! reading: a report that is renamed keeps its keys, one that is changed loses them. Two files with
//! the same bytes have the same keys, so a decision about one holds for its copy.

use std::collections::BTreeMap;

use model::file::KEY_DIGITS;
use model::{Position, Report, Span, Statement};
use sha2::{Digest, Sha256};

use crate::reading::Reading;

/// Gives every statement and position of a reading its key.
pub(crate) fn fill(reading: &mut Reading) {
    let reports: BTreeMap<&str, &Report> =
        reading.reports.iter().map(|report| (report.path.as_str(), report)).collect();
    let report = |path: &str| reports.get(path).copied();
    let first = |of: &Statement, place| {
        report(&of.report).map(|report| statement_key(report, of, place)).unwrap_or_default()
    };
    let keys = distinct(&reading.statements, first, |of| {
        (of.report.as_str(), of.content.first().copied())
    });
    for (statement, key) in reading.statements.iter_mut().zip(keys) {
        statement.key = key;
    }
    let first = |of: &Position, place| {
        report(&of.evidence.passage()?.report).map(|report| position_key(report, of, place))
    };
    let keys = distinct(
        &reading.positions,
        |of, place| first(of, place).unwrap_or_default(),
        |of| {
            let passage = of.evidence.passage();
            passage.map_or(("", None), |passage| (passage.report.as_str(), Some(passage.span)))
        },
    );
    for (position, key) in reading.positions.iter_mut().zip(keys) {
        position.key = key;
    }
}

/// A key for each; those that would share one within a report are told apart by their place. All of
/// them are: which of two is the first may change with the next version of the rules.
fn distinct<'a, T>(
    all: &'a [T],
    key: impl Fn(&'a T, Option<Span>) -> String,
    place: impl Fn(&'a T) -> (&'a str, Option<Span>),
) -> Vec<String> {
    let plain: Vec<String> = all.iter().map(|one| key(one, None)).collect();
    let mut count: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (one, key) in all.iter().zip(&plain) {
        *count.entry((place(one).0, key)).or_default() += 1;
    }
    let alone =
        |one: &'a T, key: &str| count.get(&(place(one).0, key)).is_none_or(|number| *number < 2);
    all.iter()
        .zip(&plain)
        .map(|(one, plain)| if alone(one, plain) { plain.clone() } else { key(one, place(one).1) })
        .collect()
}

fn statement_key(report: &Report, statement: &Statement, place: Option<Span>) -> String {
    let words = |span: Span| span.text(&report.text).unwrap_or_default();
    let mut hash = Hash::new("statement", report);
    hash.words(statement.speaker.as_ref().map_or("", |speaker| words(speaker.span)));
    for span in &statement.content {
        hash.words(words(*span));
    }
    hash.end(place)
}

fn position_key(report: &Report, position: &Position, place: Option<Span>) -> String {
    let mut hash = Hash::new("position", report);
    hash.words(&position.words);
    hash.words(position.party.as_str());
    hash.words(position.issue.as_str());
    hash.words(position.choice.as_ref().map_or("", model::ChoiceId::as_str));
    hash.words(position.stance.name());
    hash.words(position.basis.name());
    hash.end(place)
}

struct Hash(Sha256);

impl Hash {
    fn new(of: &str, report: &Report) -> Self {
        let mut hash = Self(Sha256::new());
        hash.words(of);
        hash.words(&report.sha256);
        hash
    }

    /// White space is folded: how a line was broken is no matter. The mark at the end keeps "a b",
    /// "c" and "a", "b c" apart.
    fn words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.0.update(word.as_bytes());
            self.0.update(b" ");
        }
        self.0.update(b"\n");
    }

    fn end(mut self, place: Option<Span>) -> String {
        if let Some(place) = place {
            self.words(&place.to_string());
        }
        let mut out = String::new();
        for byte in self.0.finalize().iter().take(KEY_DIGITS / 2) {
            for digit in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(u32::from(digit), 16));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::{Raw, Reader, Reading};

    const TEXT: &str = "Kenya and Uganda in lake talks\n\nNairobi Post - 4 March 2024\n\n\
        Talks between Kenya and Uganda on the lake went on in Geneva.\n\n\
        Kenya demanded an immediate ceasefire.\n\nUganda refused a ceasefire.\n\n\
        Kenya demanded an immediate ceasefire.\n";

    fn read(files: &[(&str, &str)]) -> Reading {
        let raws: Vec<Raw> =
            files.iter().map(|(path, text)| Raw { path, bytes: text.as_bytes() }).collect();
        Reader::new(None).read(&raws, 2, &|_, _| {})
    }

    fn keys(reading: &Reading) -> Vec<String> {
        let statements = reading.statements.iter().map(|one| one.key.clone());
        statements.chain(reading.positions.iter().map(|one| one.key.clone())).collect()
    }

    #[test]
    fn keys_tell_everything_apart_within_a_report() {
        let keys = keys(&read(&[("a.txt", TEXT)]));
        assert!(keys.len() >= 6, "{keys:?}");
        assert!(keys.iter().all(|key| key.len() == 16));
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{keys:?}");
    }

    #[test]
    fn a_name_is_no_part_of_a_key_and_a_byte_is() {
        let one = keys(&read(&[("a.txt", TEXT)]));
        assert_eq!(one, keys(&read(&[("deep/b.txt", TEXT)])));
        let both = keys(&read(&[("a.txt", TEXT), ("b.txt", TEXT)]));
        assert_eq!(both.iter().collect::<BTreeSet<_>>(), one.iter().collect());
        let changed = keys(&read(&[("a.txt", &format!("{TEXT}\n"))]));
        assert_eq!(changed.len(), one.len());
        assert!(changed.iter().all(|key| !one.contains(key)));
    }
}
