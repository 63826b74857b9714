//! The actors and the people, and where a text names them.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{ActorId, ActorKind, When};

use super::data::{ActorData, ActorFile, PeopleFile, PersonData, spell_out};
use crate::phrases::Phrases;
use crate::token::{Token, TokenKind};

/// Somebody who takes part or is spoken of.
#[derive(Debug, Clone)]
pub struct ActorEntry {
    /// The handle; for a state its ISO 3166 letters.
    pub id: ActorId,
    /// The name for output.
    pub name: String,
    /// State, movement, organisation, body, person.
    pub kind: ActorKind,
    /// For whom it acts or speaks.
    pub of: Option<ActorId>,
    /// The last office known.
    pub office: Option<String>,
    /// All offices known, in order of time.
    pub offices: Vec<Office>,
    /// Places of its own where others meet.
    pub venues: Vec<String>,
    /// Family names of a person, in all spellings.
    pub surnames: Vec<String>,
    /// More than one side claims the place by which this actor is called.
    pub disputed: bool,
}

/// An office and when it was held, as far as the lexicon is sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// In words, without the state.
    pub name: String,
    /// From when.
    pub from: Option<When>,
    /// Until when.
    pub until: Option<When>,
}

/// What sort of word names the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HitKind {
    /// The name of a state, movement, organisation or body.
    Name,
    /// "Ukrainian", "Ukrainians".
    Adjective,
    /// The capital, or the seat of whoever decides.
    Metonym,
    /// A person's full name.
    Person,
    /// A family name alone.
    Surname,
    /// An alias of the dossier.
    Alias,
}

/// A place that names an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorHit {
    /// The tokens.
    pub tokens: Range<usize>,
    /// Who.
    pub actor: ActorId,
    /// By what sort of word.
    pub by: HitKind,
    /// Counts only with other evidence: the word has other meanings too.
    pub weak: bool,
}

/// A place that names a town or house where talks are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenueHit<'a> {
    /// The tokens.
    pub tokens: Range<usize>,
    /// The place, as the lexicon spells it.
    pub place: &'a str,
    /// The state it lies in.
    pub host: &'a ActorId,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) actor: usize,
    pub(super) by: HitKind,
    pub(super) weak: bool,
    /// Counts with a capital letter only.
    pub(super) capital: bool,
    /// From the dossier: goes before the built-in meaning of the same words.
    pub(super) own: bool,
}

/// All actors with the words that name them.
#[derive(Debug, Clone, Default)]
pub(super) struct Actors {
    pub(super) entries: Vec<ActorEntry>,
    pub(super) at: BTreeMap<ActorId, usize>,
    /// `None` marks a phrase that holds a name and means something else.
    pub(super) words: Phrases<Option<Mark>>,
    pub(super) venues: Phrases<(usize, usize)>,
}

impl Actors {
    pub(super) fn load(actors: ActorFile, people: PeopleFile) -> Self {
        let mut all = Self::default();
        let kinds = [
            (ActorKind::State, actors.state),
            (ActorKind::Organisation, actors.organisation),
            (ActorKind::Movement, actors.movement),
            (ActorKind::Body, actors.body),
        ];
        for (kind, list) in kinds {
            for data in list {
                all.add_actor(kind, &data);
            }
        }
        for data in people.person {
            all.add_person(data);
        }
        for phrase in actors.not.iter().flat_map(|phrase| spell_out(phrase)) {
            all.words.add(&phrase, None);
        }
        all
    }

    fn add_actor(&mut self, kind: ActorKind, data: &ActorData) {
        let Ok(id) = data.id.parse() else { return };
        let at = self.entry(id, &data.name, kind);
        let entry = &mut self.entries[at];
        entry.of = data.of.as_deref().and_then(|of| of.parse().ok());
        entry.disputed = data.disputed;
        entry.venues.clone_from(&data.venues);
        for (number, venue) in data.venues.iter().enumerate() {
            self.venues.add(venue, (at, number));
        }
        let name = [data.name.clone()];
        let lists = [
            (HitKind::Name, &name[..]),
            (HitKind::Name, &data.names[..]),
            (HitKind::Adjective, &data.adjectives[..]),
            (HitKind::Metonym, &data.metonyms[..]),
        ];
        for (by, words) in lists {
            for word in words {
                let weak = data.weak.contains(word);
                self.add_word(word, at, by, weak, false);
            }
        }
    }

    fn add_person(&mut self, data: PersonData) {
        let (Ok(id), Ok(of)) = (data.id.parse(), data.of.parse()) else { return };
        let at = self.entry(id, &data.name, ActorKind::Person);
        let entry = &mut self.entries[at];
        entry.of = Some(of);
        entry.offices = data
            .offices
            .into_iter()
            .map(|office| Office {
                name: office.office,
                from: office.from.as_deref().and_then(When::parse),
                until: office.until.as_deref().and_then(When::parse),
            })
            .collect();
        entry.office = entry.offices.last().map(|office| office.name.clone());
        entry.surnames.clone_from(&data.surnames);
        self.add_word(&data.name, at, HitKind::Person, false, false);
        for name in &data.names {
            self.add_word(name, at, HitKind::Person, false, false);
        }
        for surname in &data.surnames {
            self.add_word(surname, at, HitKind::Surname, !data.surname_alone, false);
        }
    }

    /// The place of the actor with this handle; a new one if there was none.
    pub(super) fn entry(&mut self, id: ActorId, name: &str, kind: ActorKind) -> usize {
        if let Some(at) = self.at.get(&id) {
            return *at;
        }
        let at = self.entries.len();
        self.at.insert(id.clone(), at);
        self.entries.push(ActorEntry {
            id,
            name: name.to_owned(),
            kind,
            of: None,
            office: None,
            offices: Vec::new(),
            venues: Vec::new(),
            surnames: Vec::new(),
            disputed: false,
        });
        at
    }

    pub(super) fn add_word(
        &mut self,
        word: &str,
        actor: usize,
        by: HitKind,
        weak: bool,
        own: bool,
    ) {
        let capital = word.starts_with(char::is_uppercase);
        for word in spell_out(word) {
            self.words.add(&word, Some(Mark { actor, by, weak, capital, own }));
        }
    }

    pub(super) fn get(&self, id: &ActorId) -> Option<&ActorEntry> {
        self.entries.get(*self.at.get(id)?)
    }

    pub(super) fn hits(&self, tokens: &[Token]) -> Vec<ActorHit> {
        let mut out: Vec<ActorHit> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let (len, marks) = self.marks(tokens, at);
            for mark in marks {
                let Some(entry) = self.entries.get(mark.actor) else { continue };
                out.push(ActorHit {
                    tokens: at..at + len,
                    actor: entry.id.clone(),
                    by: mark.by,
                    weak: mark.weak,
                });
            }
            at += len.max(1);
        }
        weaken_compounds(tokens, &mut out);
        for hit in out.iter_mut().filter(|hit| hit.by == HitKind::Metonym) {
            hit.weak |= is_place(tokens, hit.tokens.start);
        }
        out
    }

    /// The longest name that starts here, and whose it is.
    fn marks(&self, tokens: &[Token], at: usize) -> (usize, Vec<Mark>) {
        let mut longest = 0;
        let mut marks: Vec<Option<Mark>> = Vec::new();
        self.words.each(tokens, at, &mut |len, mark| {
            let Some(mark) = cased(*mark, tokens, at) else { return };
            if len > longest {
                longest = len;
                marks.clear();
            }
            if len == longest {
                marks.push(mark);
            }
        });
        let own = marks.iter().flatten().any(|mark| mark.own);
        let mut out: Vec<Mark> = Vec::new();
        for mark in marks.iter().flatten().filter(|mark| mark.own == own) {
            match out.iter_mut().find(|known| known.actor == mark.actor) {
                Some(known) => known.weak &= mark.weak,
                None => out.push(*mark),
            }
        }
        if !own && marks.iter().any(Option::is_none) {
            out.clear();
        }
        (longest, out)
    }

    pub(super) fn venue_hits(&self, tokens: &[Token]) -> Vec<VenueHit<'_>> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = tokens[at].capital.then(|| self.venues.longest(tokens, at)).flatten();
            let step = found.as_ref().map_or(1, |(len, _)| *len);
            for (actor, number) in found.map(|(_, values)| values).unwrap_or_default() {
                let Some(entry) = self.entries.get(*actor) else { continue };
                let Some(place) = entry.venues.get(*number) else { continue };
                out.push(VenueHit { tokens: at..at + step, place, host: &entry.id });
            }
            at += step;
        }
        out
    }
}

/// The mark as it counts with the capitals of this place: outside names of states, a word without
/// its capital is another word ("polish", "turkey"); a state's name without it counts weakly.
#[expect(clippy::option_option, reason = "a phrase that does not count is a mark of its own")]
fn cased(mark: Option<Mark>, tokens: &[Token], at: usize) -> Option<Option<Mark>> {
    let Some(mark) = mark else { return Some(None) };
    if !mark.capital || tokens[at].capital {
        return Some(Some(mark));
    }
    let careless = mark.by == HitKind::Name && !mark.weak;
    careless.then_some(Some(Mark { weak: true, ..mark }))
}

/// "In Moscow", "at the White House": the town or house, and perhaps nobody in it.
fn is_place(tokens: &[Token], start: usize) -> bool {
    let before = tokens.get(..start).unwrap_or_default();
    let last = before.iter().rev().find(|token| !token.is("the"));
    last.is_some_and(|token| token.is_any(&["in", "at", "near", "outside", "inside", "around"]))
}

/// `pro-Russian`, `Tehran-backed`, `US-made`: the compound speaks of something else. `US-Ukraine`
/// names both.
fn weaken_compounds(tokens: &[Token], hits: &mut [ActorHit]) {
    let is_hyphen = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| token.kind == TokenKind::Hyphen)
    };
    for at in 0..hits.len() {
        let Range { start, end } = hits[at].tokens;
        let before = is_hyphen(start.checked_sub(1))
            && !hits[..at].iter().rev().take(4).any(|hit| hit.tokens.end + 1 == start);
        let after = is_hyphen(Some(end))
            && !hits[at + 1..].iter().take(4).any(|hit| hit.tokens.start == end + 1);
        hits[at].weak |= before || after;
    }
}
