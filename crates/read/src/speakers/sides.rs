//! Whom "both sides", "the two capitals", "the mediator" and "the Borians" mean.
//!
//! Such words name a role in the talks or a people, not a party. They are resolved from what the
//! whole article names; where that leaves a choice, the words stand, in doubt.

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorId, SpeakerKind};

use super::{Context, Resolved};
use crate::attribution::Source;
use crate::token::{Token, TokenKind};

/// More sides than this are not written out.
const MOST: usize = 3;
/// How far from "mediated" a name may stand.
const NEAR: usize = 5;
/// The shortest name from which a word for its people is made.
const STEM: usize = 4;

/// Words that may stand before "sides" and leave it the sides of the talks.
const BEFORE: &[&str] = &[
    "both", "the", "two", "these", "neither", "each", "either", "of", "warring", "opposing",
    "rival", "negotiating", "conflicting", "hostile", "them", "all", "three",
];
/// Nouns for the sides, whatever stands before them.
const SIDES: &[&str] = &["sides", "parties", "delegations", "side", "party", "delegation"];
/// Nouns that mean the sides only behind "both", "neither" or "the two".
const PAIRS: &[&str] = &[
    "capitals", "governments", "camps", "armies", "countries", "states", "nations", "teams",
    "leaderships", "neighbours", "neighbors", "belligerents", "signatories", "adversaries", "foes",
    "enemies", "capital", "government", "camp", "army",
];
const PAIRED: &[&str] = &["both", "neither", "two", "either"];
/// Words that tell that somebody mediates.
const MEDIATES: &[&str] = &[
    "mediator", "mediators", "mediates", "mediating", "mediated", "mediation", "mediate",
    "auspices", "facilitator", "facilitators", "facilitated", "brokered", "brokering", "chaired",
];
/// Endings that turn the name of a land into the name of its people.
const PEOPLE: &[&str] = &[
    "n", "ns", "an", "ans", "ian", "ians", "er", "ers", "men", "man", "i", "is", "ese", "ite",
    "ites", "ish", "s",
];

/// What the article tells of the talks as a whole.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The sides, if the article names each of them.
    sides: Option<String>,
    /// Who mediates, if exactly one does.
    mediator: Option<ActorId>,
    /// Names from which words for a people are made; `None` where two actors share one.
    stems: BTreeMap<Box<str>, Option<ActorId>>,
}

/// Whether a phrase stands for all sides of the talks, and how surely.
pub(super) fn means_all(tokens: &[Token]) -> Option<bool> {
    let words: Vec<&Token> = tokens.iter().filter(|t| t.kind == TokenKind::Word).collect();
    let (last, before) = words.split_last()?;
    let own = before.iter().all(|t| t.is_any(BEFORE));
    let paired = before.iter().any(|t| t.is_any(PAIRED));
    let many = last.is_any(&["sides", "parties", "delegations"]);
    if own && ((many && !before.is_empty()) || (paired && last.is_any(SIDES))) {
        return Some(true);
    }
    if (own && paired && last.is_any(PAIRS)) || (own && last.is("signatories")) {
        return Some(true);
    }
    // "Both", "the two" and "neither" may be two people as well.
    let lone = last.is_any(&["both", "neither", "two", "them"]);
    let all = lone && own && (paired || last.is_any(PAIRED));
    let neither = words.first().is_some_and(|t| t.is("neither"))
        && words.iter().all(|t| t.is_any(&["neither", "nor", "the", "one", "other"]));
    (all || neither).then_some(false)
}

impl Context<'_> {
    /// Reads the article once for its sides, its mediator and its peoples.
    pub(super) fn table(&self) -> Table {
        let mut out = Table::default();
        let strong = || self.hits.iter().filter(|hit| !hit.weak && !self.is_person(&hit.actor));
        let ids: BTreeSet<&ActorId> = strong().map(|hit| &hit.actor).collect();
        let parties: BTreeSet<ActorId> = ids.iter().map(|id| self.lexicon.party_of(id)).collect();
        let here = self.sides.iter().all(|side| parties.contains(side));
        if here && (2..=MOST).contains(&self.sides.len()) {
            let names: Vec<&str> = self
                .sides
                .iter()
                .filter_map(|side| self.lexicon.actor(side).map(|entry| entry.name.as_str()))
                .collect();
            out.sides = Some(names.join(" and ")).filter(|_| names.len() == self.sides.len());
        }
        let mut mediators: BTreeSet<ActorId> = BTreeSet::new();
        for hit in strong() {
            let party = self.lexicon.party_of(&hit.actor);
            if !self.sides.contains(&party) && self.mediates(hit.tokens.start, hit.tokens.end) {
                mediators.insert(party);
            }
        }
        let first = mediators.pop_first();
        out.mediator = first.filter(|_| mediators.is_empty());
        for hit in strong() {
            let party = self.lexicon.party_of(&hit.actor);
            for token in self.doc.tokens.get(hit.tokens.clone()).unwrap_or_default() {
                if token.capital && token.folded.len() >= STEM {
                    let known = out.stems.entry(token.folded.clone());
                    known
                        .and_modify(|known| {
                            if known.as_ref() != Some(&party) {
                                *known = None;
                            }
                        })
                        .or_insert_with(|| Some(party.clone()));
                }
            }
        }
        out
    }

    /// A word for mediating stands close beside a name.
    fn mediates(&self, start: usize, end: usize) -> bool {
        let Some(segment) = self.doc.segment_of.get(start) else { return false };
        let range = segment.start.max(start.saturating_sub(NEAR))..segment.end.min(end + NEAR);
        let tokens = self.doc.tokens.get(range).unwrap_or_default();
        tokens.iter().any(|t| t.is_any(MEDIATES))
    }

    /// "Both sides", "neither", "the two capitals": the sides of the talks.
    pub(super) fn all(&self, source: &Source, table: &Table) -> Option<Resolved> {
        let tokens = self.doc.tokens.get(source.core.clone())?;
        let sure = means_all(tokens)?;
        let words = self.doc.words(&source.core).to_owned();
        let mut found = self.build(source, SpeakerKind::Party, words);
        found.all_sides = sure;
        found.speaker.certain = sure && table.sides.is_some();
        if let Some(names) = &table.sides {
            // The words stay: that they mean these two is our reading.
            found.speaker.name = format!("{} ({names})", found.speaker.name);
        }
        Some(found)
    }

    /// "Mediators", "the mediation": whoever the article says mediates.
    pub(super) fn mediator(&self, source: &Source, table: &Table) -> Option<Resolved> {
        let tokens = self.doc.tokens.get(source.core.clone())?;
        let own = |t: &Token| t.is_any(&["the", "mediator", "mediators", "mediation", "team"]);
        let named = tokens.iter().any(|t| t.is_any(&["mediator", "mediators", "mediation"]));
        if !named || !tokens.iter().all(own) {
            return None;
        }
        let party = table.mediator.clone()?;
        let mut found = self.party(source, &party)?;
        found.speaker.certain = false;
        Some(found)
    }

    /// "The Borians", "the Borian side": a word made from a name of the article.
    pub(super) fn people_of(&self, source: &Source, table: &Table) -> Option<Resolved> {
        let tokens = self.doc.tokens.get(source.core.clone())?;
        let mut words = tokens.iter().filter(|t| t.kind == TokenKind::Word && !t.is("the"));
        let (first, second) = (words.next()?, words.next());
        let side = second.is_none_or(|t| t.is_any(&["side", "delegation", "government"]));
        if !first.capital || !side || words.next().is_some() {
            return None;
        }
        let party = made_from(&first.folded, table)?;
        self.party(source, &party)
    }

    /// A party as the speaker.
    pub(super) fn party(&self, source: &Source, party: &ActorId) -> Option<Resolved> {
        let name = self.lexicon.actor(party).map(|entry| entry.name.clone())?;
        let mut found = self.build(source, SpeakerKind::Party, name);
        found.speaker.actor = Some(party.clone());
        found.speaker.party = Some(party.clone());
        found.parties.push(party.clone());
        Some(found)
    }
}

/// The only actor from whose name a word for its people is made.
fn made_from(word: &str, table: &Table) -> Option<ActorId> {
    let mut found: Option<&ActorId> = None;
    for ending in PEOPLE {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= STEM) else {
            continue;
        };
        if let Some(known) = table.stems.get(stem) {
            let party = known.as_ref()?;
            if found.is_some_and(|other| other != party) {
                return None;
            }
            found = Some(party);
        }
    }
    found.cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speakers::samples::{Told, told};

    fn all(text: &str) -> Option<bool> {
        means_all(&crate::token::tokens(text, model::Span::new(0, text.len())))
    }

    #[test]
    fn phrases_for_all_sides() {
        for text in ["both sides", "The Parties", "Both capitals", "neither side", "the two armies"]
        {
            assert_eq!(all(text), Some(true), "{text}");
        }
        for text in ["both", "Neither", "the two", "Neither the one nor the other"] {
            assert_eq!(all(text), Some(false), "{text}");
        }
        for text in ["parties", "the opposition parties", "the capital", "two aides", "the side"] {
            assert_eq!(all(text), None, "{text}");
        }
    }

    #[test]
    fn both_sides_are_named() {
        let found = told("Both capitals rejected the new line on the map.");
        assert_eq!(found, [Told::certain("Both capitals (Kenya and Uganda)")]);
    }

    #[test]
    fn two_may_be_people() {
        let found = told("The two said that the line would stay.");
        assert_eq!(found, [Told::doubtful("The two (Kenya and Uganda)")]);
    }

    #[test]
    fn the_only_mediator_is_meant() {
        let text = "The talks are mediated by Norway.\n\nMediators said that the line would stay.";
        assert_eq!(told(text), [Told::doubtful("Norway")]);
    }
}
