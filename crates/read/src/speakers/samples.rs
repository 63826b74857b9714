//! Short articles for the tests of this module.

use crate::Reader;
use crate::reading::Raw;

/// A speaker as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) name: String,
    pub(super) certain: bool,
}

impl Told {
    pub(super) fn certain(name: &str) -> Self {
        Self { name: name.to_owned(), certain: true }
    }

    pub(super) fn doubtful(name: &str) -> Self {
        Self { name: name.to_owned(), certain: false }
    }
}

fn statements(text: &str) -> Vec<model::Speaker> {
    let head = "Kenya and Uganda in lake talks\n\nLake Post - 4 March 2024\n\nTalks between Kenya \
                and Uganda on the lake went on.\n\n";
    let all = format!("{head}{text}\n");
    let raw = Raw { path: "a.txt", bytes: all.as_bytes() };
    let reading = Reader::new(None).read(&[raw], 1, &|_, _| {});
    reading.statements.into_iter().filter_map(|statement| statement.speaker).collect()
}

/// The speakers of an article about talks between Kenya and Uganda.
pub(super) fn told(text: &str) -> Vec<Told> {
    let speakers = statements(text).into_iter();
    speakers.map(|s| Told { name: s.name, certain: s.certain }).collect()
}

/// The speakers and the parties for which they speak.
pub(super) fn with_party(text: &str) -> Vec<(String, Option<String>)> {
    let speakers = statements(text).into_iter();
    speakers.map(|s| (s.name, s.party.map(|party| party.to_string()))).collect()
}
