//! People whom the reports themselves introduce: "Ana Brel, a historian from Alba".
//!
//! A name is learned only where words beside it tell what the person is. What is learned anywhere in
//! the dossier helps everywhere in it, and carries the passage that taught it.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{Actor, ActorId, ActorKind, Evidence, Passage, Span};

use crate::attribution::np;
use crate::cues::Cues;
use crate::doc::Doc;
use crate::lexicon::{ActorHit, HitKind, Lexicon};
use crate::token::{TokenKind, fold};

/// One introduction of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// The name as it stands.
    pub name: String,
    /// The state, movement or organisation named beside it.
    pub party: Option<ActorId>,
    /// The words that tell the office or profession.
    pub office: String,
    /// Speaks about the parties, not for one.
    pub expert: bool,
    /// The bytes of the introduction.
    pub span: Span,
}

/// A person learned from the reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// A handle made from the name.
    pub id: ActorId,
    /// The fullest form of the name.
    pub name: String,
    /// For whom the person speaks, if the introductions agree.
    pub party: Option<ActorId>,
    /// The office or profession, as first told.
    pub office: String,
    /// An analyst, scholar or commentator.
    pub expert: bool,
    /// The introductions.
    pub passages: Vec<Passage>,
}

/// Everybody learned from a set of reports.
#[derive(Debug, Default)]
pub struct People {
    list: Vec<Person>,
    by_name: BTreeMap<String, usize>,
    by_surname: BTreeMap<String, Vec<usize>>,
}

impl People {
    /// Brings the introductions of all reports together. The order of the reports is the order of
    /// their paths, so the result is the same however they were given.
    pub fn learn(reports: &[(&str, &[Sighting])]) -> Self {
        let mut out = Self::default();
        for (report, sightings) in reports {
            for sighting in *sightings {
                out.add(report, sighting);
            }
        }
        out
    }

    fn add(&mut self, report: &str, sighting: &Sighting) {
        let key = skeleton(&sighting.name);
        let passage = Passage { report: (*report).to_owned(), span: sighting.span };
        if let Some(known) = self.by_name.get(&key) {
            let person = &mut self.list[*known];
            person.expert |= sighting.expert;
            match (&person.party, &sighting.party) {
                (None, Some(party)) => person.party = Some(party.clone()),
                // Two states for one name: a namesake or a slip. Neither is believed.
                (Some(a), Some(b)) if a != b => person.party = None,
                _ => {}
            }
            person.passages.push(passage);
            return;
        }
        let Some(id) = handle(&sighting.name) else { return };
        let number = self.list.len();
        if let Some(surname) = key.rsplit(' ').next() {
            self.by_surname.entry(surname.to_owned()).or_default().push(number);
        }
        self.by_name.insert(key, number);
        self.list.push(Person {
            id,
            name: sighting.name.clone(),
            party: sighting.party.clone(),
            office: sighting.office.clone(),
            expert: sighting.expert,
            passages: vec![passage],
        });
    }

    /// The person with this full name, in any spelling.
    pub fn named(&self, name: &str) -> Option<&Person> {
        self.by_name.get(&skeleton(name)).map(|at| &self.list[*at])
    }

    /// The only person with this surname.
    pub fn surnamed(&self, surname: &str) -> Option<&Person> {
        match self.by_surname.get(&skeleton(surname))?.as_slice() {
            [one] => Some(&self.list[*one]),
            _ => None,
        }
    }

    /// Everybody, as actors of the model.
    pub fn actors(&self) -> Vec<Actor> {
        let actor = |person: &Person| Actor {
            id: person.id.clone(),
            name: person.name.clone(),
            kind: ActorKind::Person,
            of: person.party.clone(),
            office: Some(person.office.clone()).filter(|office| !office.is_empty()),
            aliases: Vec::new(),
            roles: Vec::new(),
            from: None,
            until: None,
            evidence: person.passages.iter().cloned().map(Evidence::Passage).collect(),
        };
        self.list.iter().map(actor).collect()
    }
}

/// A handle from a name: `ana-brel`.
fn handle(name: &str) -> Option<ActorId> {
    let mut out = String::new();
    for c in fold(name).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    let out: String = out.trim_matches('-').chars().take(64).collect();
    out.parse().ok()
}

/// A name without what spellings differ in: doubled letters, y for i, marks.
pub(crate) fn skeleton(name: &str) -> String {
    let mut out = String::new();
    for c in fold(name).chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            c if c.is_alphanumeric() => c,
            _ => ' ',
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Names with words beside them that tell what the person is.
pub(super) fn sightings(
    doc: &Doc,
    cues: &Cues,
    hits: &[ActorHit],
    lexicon: &Lexicon,
) -> Vec<Sighting> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        let end = run_end(doc, at);
        if end == at {
            at += 1;
            continue;
        }
        if let Some(sighting) = introduction(doc, cues, hits, lexicon, at..end) {
            out.push(sighting);
        }
        at = end;
    }
    out
}

/// The end of a run of capital words that starts here.
pub(super) fn run_end(doc: &Doc, start: usize) -> usize {
    let mut at = start;
    while at < doc.tokens.len() && at < start + 12 {
        let token = &doc.tokens[at];
        let capital = token.capital && token.kind == TokenKind::Word;
        let joint = at > start
            && (token.kind == TokenKind::Hyphen
                || (token.is(".") && !token.spaced && doc.tokens[at - 1].folded.len() <= 4)
                || token.is_any(&["al", "de", "van", "von", "bin", "der", "el", "da", "dos"]));
        if !capital && !joint || (at > start && doc.segment_of[at] != doc.segment_of[start]) {
            break;
        }
        at += 1;
    }
    while at > start && !doc.tokens[at - 1].capital {
        at -= 1;
    }
    at
}

fn introduction(
    doc: &Doc,
    cues: &Cues,
    hits: &[ActorHit],
    lexicon: &Lexicon,
    run: Range<usize>,
) -> Option<Sighting> {
    // "Alban Foreign Minister" before the name is its introduction, not its part.
    let mut start = run.start;
    while start < run.end {
        let token = &doc.tokens[start];
        let hit = hit_over(hits, start);
        if hit.is_some_and(|hit| matches!(hit.by, HitKind::Person | HitKind::Surname)) {
            return None;
        }
        if hit.is_some()
            || cues.is_role(token)
            || cues.is_in("honorifics", token)
            || token.is_any(&[
                ".", "the", "foreign", "prime", "vice", "defence", "defense", "senior", "chief",
                "deputy", "former",
            ])
            || token.kind == TokenKind::Hyphen
        {
            start += 1;
        } else {
            break;
        }
    }
    let name = start..run.end;
    let words = doc.tokens[name.clone()].iter().filter(|t| t.kind == TokenKind::Word);
    let actor = |at: usize| hit_over(hits, at).is_some();
    if name.clone().any(actor) {
        return None;
    }
    if !(2..=4).contains(&words.count()) || name_has_role(doc, cues, &name) {
        return None;
    }
    let left =
        named_behind(doc, cues, &name).unwrap_or_else(|| left_context(doc, cues, run.start, hits));
    let mention = np::right(doc, cues, name.start, doc.segment_of[name.start].end)?;
    let right = mention.core.end.max(name.end)..mention.full.end.max(name.end);
    let parts = [left..start, right];
    let mut office = String::new();
    let mut expert = false;
    let mut party = None;
    for part in &parts {
        if part.is_empty() {
            continue;
        }
        let tokens = &doc.tokens[part.clone()];
        expert |= tokens.iter().any(|t| cues.is_in("experts", t));
        let role = tokens
            .iter()
            .any(|t| ["offices", "experts", "honorifics"].iter().any(|set| cues.is_in(set, t)));
        if role && office.is_empty() {
            doc.words(part).trim_matches([',', ' ']).clone_into(&mut office);
        }
        let from = hits.partition_point(|hit| hit.tokens.start < part.start);
        let hit = hits[from..]
            .iter()
            .take_while(|hit| hit.tokens.start < part.end)
            .find(|hit| hit.tokens.end <= part.end && !hit.weak);
        if let (None, Some(hit)) = (&party, hit) {
            party = Some(lexicon.party_of(&hit.actor));
        }
    }
    if office.is_empty() {
        return None;
    }
    let span = doc.span(&(parts[0].start..parts[1].end.max(name.end)));
    Some(Sighting { name: doc.words(&name).to_owned(), tokens: name, party, office, expert, span })
}

/// The first hit that covers a token. Hits are sorted and lie apart, or cover the same tokens.
fn hit_over(hits: &[ActorHit], at: usize) -> Option<&ActorHit> {
    let from = hits.partition_point(|hit| hit.tokens.end <= at);
    hits.get(from).filter(|hit| hit.tokens.start <= at)
}

fn name_has_role(doc: &Doc, cues: &Cues, name: &Range<usize>) -> bool {
    let tokens = &doc.tokens[name.clone()];
    tokens.iter().any(|t| cues.is_role(t) || cues.is_in("documents", t))
}

/// "The expert and doctor of law, Ana Brel,": the introduction stands before a comma.
fn named_behind(doc: &Doc, cues: &Cues, name: &Range<usize>) -> Option<usize> {
    let comma = name.start.checked_sub(1).filter(|at| doc.tokens[*at].is(","))?;
    let closed = doc.tokens.get(name.end).is_some_and(|t| t.is(","));
    let low = doc.segment_of[name.start].start;
    let phrase = np::left(doc, cues, low, comma).filter(|_| closed)?;
    let expert = doc.tokens[phrase.clone()].iter().any(|t| cues.is_in("experts", t));
    let bare = phrase.start == low
        || doc.tokens[phrase.start - 1].is_any(&["to", ",", "by", "and", "with"]);
    (expert && bare).then_some(phrase.start)
}

/// Lower-case words before a name that tell the office: "the Alban political analyst".
fn left_context(doc: &Doc, cues: &Cues, start: usize, hits: &[ActorHit]) -> usize {
    let low = doc.segment_of[start].start.max(start.saturating_sub(7));
    let mut at = start;
    let mut role = false;
    while at > low {
        let token = &doc.tokens[at - 1];
        let hit = hit_over(hits, at - 1).is_some();
        let office = cues.is_role(token);
        let between = token.is_any(&[
            "political", "military", "foreign", "prime", "senior", "former", "affairs", "policy",
            "of", "the", "'s", "security", "chief", "international",
        ]);
        if !(office || (role && (hit || between))) || token.kind != TokenKind::Word {
            break;
        }
        role |= office;
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_meet() {
        assert_eq!(skeleton("Zelenskyy"), skeleton("Zelensky"));
        assert_eq!(skeleton("Çavuşoğlu"), skeleton("Cavusoglu"));
        assert_ne!(skeleton("Ana Brel"), skeleton("Ana Brun"));
    }
}
