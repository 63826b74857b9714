//! For whom a speaker speaks, where the words that name it do not tell.
//!
//! "Montrevan surveyor-general Ines Palacar" may stand far above "Palacar said", and "its
//! spokesman" leans on the sentence before. What is only likely is marked uncertain.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{ActorId, ActorKind, SpeakerKind};

use super::{Context, Resolved};
use crate::attribution::Attribution;
use crate::token::TokenKind;

/// How many places of a name are looked at.
const PLACES: usize = 6;
/// How far beside a name, in tokens.
const LEFT: usize = 9;
const RIGHT: usize = 14;

/// People who live or work somewhere speak for themselves.
const PRIVATE: [&str; 33] = [
    "resident", "farmer", "shopkeeper", "teacher", "schoolteacher", "villager", "student",
    "mother", "father", "widow", "widower", "driver", "fisherman", "trader", "journalist",
    "reporter", "blogger", "historian", "novelist", "poet", "singer", "actor", "nurse", "doctor",
    "passenger", "plumber", "baker", "pensioner", "tourist", "columnist", "correspondent",
    "refugee", "voter",
];

/// Last words of names that are said of many others too.
const NO_HEADS: [&str; 8] =
    ["states", "nations", "kingdom", "emirates", "republic", "state", "office", "party"];

/// Words that tell that a person acts for whoever is named beside them.
pub(super) const ACTS: [&str; 23] = [
    "leads", "led", "heads", "headed", "heading", "leading", "chairs", "chaired", "speaks",
    "spokesman", "spokeswoman", "negotiates", "represents", "representing", "commands",
    "commanded", "delegation", "team", "behalf", "side", "runs", "founder", "founded",
];

impl Context<'_> {
    /// Gives parties to the speakers that have none.
    pub(super) fn affiliate(&self, items: &[Attribution], found: &mut [Option<Resolved>]) {
        if found.iter().flatten().all(|one| one.all_sides || !one.parties.is_empty()) {
            return;
        }
        let places = self.capital_words();
        let heads = self.heads();
        let mut known: BTreeMap<String, Option<(ActorId, bool)>> = BTreeMap::new();
        for (item, resolved) in items.iter().zip(found.iter_mut()) {
            let (Some(source), Some(resolved)) = (&item.source, resolved) else { continue };
            let speaker = &resolved.speaker;
            let set = !resolved.parties.is_empty() || resolved.all_sides || speaker.expert;
            if set || speaker.kind == SpeakerKind::Document || self.is_private(&source.full) {
                continue;
            }
            let own = || {
                let owned = || self.owned(&source.core).map(|party| (party, false));
                self.by_head(&source.core, &heads).map(|party| (party, true)).or_else(owned)
            };
            let named = matches!(speaker.kind, SpeakerKind::Named | SpeakerKind::Pronoun)
                || self.has(&source.full, "offices");
            let key = speaker.name.clone();
            let found = known
                .entry(key)
                .or_insert_with(|| {
                    let name = named.then(|| surname(&speaker.name)).flatten()?;
                    self.introduced(places.get(name.as_str())?, &heads)
                })
                .clone();
            if let Some((party, certain)) = found.or_else(own) {
                resolved.speaker.party = Some(party.clone());
                resolved.speaker.certain &= certain;
                resolved.parties.push(party);
            }
        }
    }

    /// Where each capital word stands.
    fn capital_words(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut out: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, token) in self.doc.tokens.iter().enumerate() {
            if token.capital && token.kind == TokenKind::Word {
                let list = out.entry(&token.folded).or_default();
                if list.len() < PLACES {
                    list.push(at);
                }
            }
        }
        out
    }

    pub(super) fn is_private(&self, range: &Range<usize>) -> bool {
        self.has(range, "experts")
            || (self.has(range, "unnamed") && !self.has(range, "offices"))
            || self.doc.tokens[range.clone()].iter().any(|t| t.is_any(&PRIVATE))
    }

    /// The party of a person from the words beside one of the places of the name.
    fn introduced(
        &self,
        places: &[usize],
        heads: &BTreeMap<String, Option<ActorId>>,
    ) -> Option<(ActorId, bool)> {
        let mut likely = None;
        for at in places {
            let segment = self.doc.segment_of.get(*at)?.clone();
            let left = self.left(*at, &segment);
            let right = self.right(*at, &segment);
            if self.is_private(&left) || self.is_private(&right) {
                return None;
            }
            for part in [&left, &right] {
                let found = self.parties_in(part);
                let acts = self.doc.tokens[part.clone()]
                    .iter()
                    .any(|t| self.cues.is_role(t) || t.is_any(&ACTS));
                match found.as_slice() {
                    [one] if acts || part.end == *at => return Some((one.clone(), true)),
                    [one, ..] if likely.is_none() => likely = Some(one.clone()),
                    _ => {}
                }
            }
            if likely.is_none() {
                let headed = || self.by_head(&left, heads).or_else(|| self.by_head(&right, heads));
                let owned = || self.owned(&left).or_else(|| self.owned(&right));
                likely = headed().or_else(owned);
            }
            // "The president, Ana Brel,": of whoever the text spoke of last.
            if likely.is_none() && (self.has(&left, "offices") || self.has(&right, "offices")) {
                likely = self.last_named(*at);
            }
        }
        likely.map(|party| (party, false))
    }

    /// What stands before a name and may introduce it.
    fn left(&self, at: usize, segment: &Range<usize>) -> Range<usize> {
        let low = segment.start.max(at.saturating_sub(LEFT));
        let mut start = at;
        let mut commas = 0;
        while start > low {
            let token = &self.doc.tokens[start - 1];
            let own = token.kind == TokenKind::Word && !self.cues.is_verb(token)
                || self.cues.is_role(token);
            if token.is(",") && commas == 0 && start == self.name_start(at) {
                commas += 1;
            } else if !own && token.kind != TokenKind::Hyphen && !token.is("'s") {
                break;
            }
            start -= 1;
        }
        // Behind a comma only a phrase that can be an apposition counts.
        if commas > 0
            && !self
                .doc
                .tokens
                .get(start..at)
                .unwrap_or_default()
                .iter()
                .any(|t| self.cues.is_role(t) || t.is_any(&ACTS))
        {
            start = self.name_start(at);
        }
        start..at
    }

    /// Where the run of capital words that ends with this name begins.
    fn name_start(&self, at: usize) -> usize {
        let low = at.saturating_sub(3);
        (low..at)
            .rev()
            .take_while(|at| {
                let token = &self.doc.tokens[*at];
                token.capital && token.kind == TokenKind::Word
            })
            .last()
            .unwrap_or(at)
    }

    /// What stands behind a name between commas or brackets.
    fn right(&self, at: usize, segment: &Range<usize>) -> Range<usize> {
        let start = at + 1;
        let high = segment.end.min(start + RIGHT);
        let Some(first) = self.doc.tokens.get(start).filter(|_| start < high) else {
            return start..start;
        };
        let close: &[&str] = match &*first.folded {
            "," => &[",", ".", ";", ":"],
            "(" => &[")", "."],
            "of" | "for" | "from" => &[",", ".", ";", ":", ")", "said", "says", "told"],
            _ => return start..start,
        };
        let inner = start + 1;
        let end = (inner..high).find(|at| self.doc.tokens[*at].is_any(close)).unwrap_or(high);
        inner.min(end)..end
    }

    /// The states, movements and organisations that a range names.
    pub(super) fn parties_in(&self, range: &Range<usize>) -> Vec<ActorId> {
        let mut out = Vec::new();
        for hit in self.hits_in(range).filter(|hit| hit.tokens.end <= range.end) {
            let person =
                self.lexicon.actor(&hit.actor).is_some_and(|e| e.kind == ActorKind::Person);
            let party = self.lexicon.party_of(&hit.actor);
            if !person && !out.contains(&party) {
                out.push(party);
            }
        }
        out
    }

    /// The last party named in the same paragraph, else the first named behind in the sentence.
    fn last_named(&self, at: usize) -> Option<ActorId> {
        let paragraph = self.doc.paragraphs.get(self.doc.paragraph_of(at))?;
        let before = paragraph.tokens.start.max(at.saturating_sub(80))..at;
        self.parties_in(&before).pop().or_else(|| {
            let behind = at..paragraph.tokens.end.min(at + 40);
            self.parties_in(&behind).into_iter().next()
        })
    }

    /// What a name of several words is called for short: "the Columns" for the Patriotic Columns.
    /// One that two actors of the article share stands for neither.
    fn heads(&self) -> BTreeMap<String, Option<ActorId>> {
        let ids: BTreeSet<&ActorId> =
            self.hits.iter().filter(|hit| !hit.weak).map(|hit| &hit.actor).collect();
        let mut out: BTreeMap<String, Option<ActorId>> = BTreeMap::new();
        for id in ids {
            let Some(entry) = self.lexicon.actor(id).filter(|e| e.kind != ActorKind::Person) else {
                continue;
            };
            let before = entry.name.split(" of ").next().unwrap_or_default();
            let mut words = before.split_whitespace().rev();
            let (Some(head), more) = (words.next(), words.next().is_some()) else { continue };
            let head = crate::token::fold(head);
            if (!more && before.len() == entry.name.len()) || NO_HEADS.contains(&head.as_str()) {
                continue;
            }
            let party = self.lexicon.party_of(id);
            out.entry(head)
                .and_modify(|known| {
                    if known.as_ref() != Some(&party) {
                        *known = None;
                    }
                })
                .or_insert(Some(party.clone()));
        }
        out
    }

    /// The actor whose short name a range bears: "the panel's chairman".
    fn by_head(
        &self,
        range: &Range<usize>,
        heads: &BTreeMap<String, Option<ActorId>>,
    ) -> Option<ActorId> {
        range.clone().find_map(|at| {
            let token = &self.doc.tokens[at];
            let the = at.checked_sub(1).is_some_and(|before| self.doc.tokens[before].is("the"));
            let named = token.capital || the;
            heads.get(&*token.folded).filter(|_| named)?.clone()
        })
    }

    /// "Its spokesman", "their envoy": whoever was named last before, in this sentence or the one
    /// before it.
    fn owned(&self, range: &Range<usize>) -> Option<ActorId> {
        let at = range.clone().find(|at| self.doc.tokens[*at].is_any(&["its", "their"]))?;
        let low = self.doc.segment_of.get(at)?.start;
        let low = low.checked_sub(1).map_or(low, |before| self.doc.segment_of[before].start);
        let before = low.max(at.saturating_sub(60))..at;
        self.parties_in(&before).pop()
    }
}

/// The last word of a name, folded.
fn surname(name: &str) -> Option<String> {
    let name = name.rsplit('-').next().unwrap_or(name);
    let word = name
        .split(|c: char| c.is_whitespace() || c == '(')
        .rfind(|word| word.chars().count() > 1 && word.starts_with(char::is_alphabetic))?;
    Some(crate::token::fold(word.trim_end_matches([',', '.', ':', ')'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_name_stands_for_it() {
        assert_eq!(surname("Ines Palacar").as_deref(), Some("palacar"));
        assert_eq!(surname("DAŠEK").as_deref(), Some("dasek"));
        assert_eq!(surname("A"), None);
    }

    fn parties(text: &str) -> Vec<(String, Option<String>)> {
        use crate::{Raw, Reader};
        let head = "Kenya and Uganda in lake talks\n\nLake Post - 4 March 2024\n\nTalks between \
                    Kenya and Uganda on the lake went on.\n\n";
        let all = format!("{head}{text}\n");
        let raw = Raw { path: "a.txt", bytes: all.as_bytes() };
        let reading = Reader::new(None).read(&[raw], 1, &|_, _| {});
        let speakers = reading.statements.iter().filter_map(|s| s.speaker.as_ref());
        speakers.map(|s| (s.name.clone(), s.party.as_ref().map(ToString::to_string))).collect()
    }

    #[test]
    fn who_introduced_a_name_is_remembered() {
        let found = parties(
            "The Kenyan surveyor-general Ruth Adler came by boat.\n\n\u{201c}The line is wrong,\u{201d} \
             Adler said.",
        );
        assert_eq!(found, [("Ruth Adler".to_owned(), Some("ke".to_owned()))]);
    }

    #[test]
    fn private_people_speak_for_themselves() {
        let found = parties(
            "The Kenyan farmer Ruth Adler came by boat.\n\n\u{201c}The line is wrong,\u{201d} Adler said.",
        );
        assert_eq!(found, [("Ruth Adler".to_owned(), None)]);
    }
}
