//! Positions for tests.

use std::collections::BTreeSet;

use model::{Basis, Channel, Evidence, Position, Stance, When};

/// A handle.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is a handle"))
}

/// A party's own words.
pub(crate) fn position(
    party: &str,
    issue: &str,
    choice: Option<&str>,
    stance: Stance,
    from: &str,
) -> Position {
    Position {
        party: id(party),
        party_name: party.to_owned(),
        issue: id(issue),
        choice: choice.map(id),
        stance,
        attitude: stance.attitude(),
        basis: Basis::Own,
        speaker: None,
        via: Vec::new(),
        channel: Channel::Public,
        from: When::parse(from),
        until: None,
        evidence: Evidence::Entry { line: 1, sources: Vec::new() },
        words: String::new(),
        flags: BTreeSet::new(),
        condition: None,
        confidence: 100,
        key: String::new(),
        decided: None,
    }
}
