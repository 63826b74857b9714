//! A person whom a phrase names is its speaker, not the body for which it says the person works.
//!
//! "Ana Brel, who chaired the commission", "the Front's negotiator Ana Brel", "its chairwoman, Ana
//! Brel": the body is the party, at most.

use std::ops::Range;

use model::SpeakerKind;

use super::affiliation::ACTS;
use super::cast::{Cast, gender_of};
use super::{Context, Earlier, Resolved};
use crate::attribution::Source;
use crate::token::{Token, TokenKind};

/// Words after which a name is not the head of its phrase.
const LINKS: &[&str] = &[
    "of", "in", "at", "for", "from", "to", "with", "close", "familiar", "on", "by", "near",
    "around", "under", "behind", "against", "loyal", "about", "between", "among", "like", "and",
    "or",
];
/// Words that may follow a name that is the head.
const BEHIND: &[&str] = &[
    "of", "for", "from", "in", "at", "who", "himself", "herself", "then", "now", "also", "on",
    "whose", "speaking", "with", "aged",
];

impl Context<'_> {
    /// The person at the head of the phrase.
    pub(super) fn headed(
        &self,
        source: &Source,
        earlier: Earlier,
        cast: &Cast,
    ) -> Option<Resolved> {
        let (core, full) = (&source.core, &source.full);
        let start = core.start.min(full.start);
        let from = cast.from(core.start);
        let inside = cast.places.get(from..)?.iter();
        let mut inside = inside.take_while(|place| place.tokens.end <= full.end.max(core.end));
        let place = inside.next().filter(|place| cast.is_full(place.member))?;
        let name = &place.tokens;
        // "Brel's aides" and "the Brel plan" are not Brel; "Brel and Oss" are two.
        let next = self.doc.tokens.get(name.end).filter(|_| name.end < full.end.max(core.end));
        if next.is_some_and(|t| t.kind == TokenKind::Word && !t.is_any(BEHIND) || t.is("'s")) {
            return None;
        }
        let before = self.doc.tokens.get(core.start.max(start)..name.start)?;
        if !(self.leads(before) || self.stands_behind(before)) {
            return None;
        }
        let mut found = self.cast_speaker(source, cast, place.member, &earlier())?;
        found.speaker.kind = SpeakerKind::Named;
        found.speaker.certain = true;
        if found.parties.is_empty() {
            self.own_party(full, &mut found);
        }
        Some(found)
    }

    /// Only a title stands before the name: "the Front's chief negotiator", "old".
    fn leads(&self, before: &[Token]) -> bool {
        if before.iter().any(|t| t.is_any(&[",", ";", ":", "and"])) {
            return false;
        }
        let Some(link) = before.iter().rposition(|t| t.is_any(LINKS)) else {
            // "Brel's ally Oss": somebody who is told by what he is to another.
            return true;
        };
        let title = |t: &Token| self.cues.is_role(t) || self.cues.is_in("honorifics", t);
        let (office, near) = (&before[..link], &before[link + 1..]);
        // "Minister of Trade Ana Brel", but not "aides to Minister Ana Brel".
        office.iter().any(|t| self.cues.is_in("offices", t) && !t.folded.ends_with('s'))
            && before[link].is_any(&["of", "for"])
            && near.iter().any(|t| t.capital && !title(t))
    }

    /// "Its chairwoman, old Ana Brel": the role, a comma, the name.
    fn stands_behind(&self, before: &[Token]) -> bool {
        let Some(comma) = before.iter().position(|t| t.is(",")) else { return false };
        let (role, title) = (&before[..comma], &before[comma + 1..]);
        let one = |t: &Token| {
            (self.cues.is_in("offices", t)
                || self.cues.is_in("experts", t)
                || self.cues.is_in("unnamed", t)
                || gender_of(&t.folded).is_some()
                || ACTS.iter().any(|act| t.is(act)))
                && !t.folded.ends_with('s')
        };
        let introduced = role.iter().any(one)
            || role.first().is_some_and(|t| t.is_any(&["the", "its", "their", "his", "her", "a"]))
                && role.len() <= 4;
        let short = title.len() <= 4 && !title.iter().any(|t| t.is_any(LINKS) || t.is(","));
        introduced && short
    }

    /// The one party that the phrase names beside an office: for it the person speaks.
    fn own_party(&self, full: &Range<usize>, found: &mut Resolved) {
        let acts = self.has(full, "offices")
            || self
                .doc
                .tokens
                .get(full.clone())
                .is_some_and(|all| all.iter().any(|t| t.is_any(&ACTS) && !t.is("side")));
        if !acts || self.is_private(full) {
            return;
        }
        if let [one] = self.parties_in(full).as_slice() {
            found.speaker.party = Some(one.clone());
            found.parties.push(one.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::speakers::samples::{Told, told, with_party};

    #[test]
    fn the_person_at_the_head_speaks() {
        let text = "Ana Brel, who chaired the Kenyan delegation, said that the line would stay.";
        assert_eq!(told(text), [Told::certain("Ana Brel")]);
        assert_eq!(with_party(text), [("Ana Brel".to_owned(), Some("ke".to_owned()))]);
        let text = "Ana Brel, Kenya\u{2019}s chief negotiator, said that the line would stay.";
        assert_eq!(with_party(text), [("Ana Brel".to_owned(), Some("ke".to_owned()))]);
    }

    #[test]
    fn where_somebody_works_is_no_party() {
        let text =
            "Old Tam Brel, 81, who dug graves on the Kenyan side, said that the line was wrong.";
        assert_eq!(with_party(text), [("Tam Brel".to_owned(), None)]);
    }

    #[test]
    fn a_name_behind_its_role() {
        let text = "Kenya\u{2019}s chairwoman, old Ana Brel, said that the line would stay.";
        assert_eq!(told(text), [Told::certain("Ana Brel")]);
    }

    #[test]
    fn owners_and_links_are_no_heads() {
        let text =
            "Ana Brel, 40, came by boat.\n\nAides to Ana Brel said that the line would stay.";
        assert!(told(text).iter().all(|one| one.name != "Ana Brel"), "{:?}", told(text));
    }
}
