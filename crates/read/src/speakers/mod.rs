//! From the words that name a speaker to an actor and the party for which it speaks.
//!
//! What cannot be linked stays in the words of the text. A link by pronoun or by a role noun alone
//! is marked uncertain unless only one candidate stands there.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{ActorId, ActorKind, Speaker, SpeakerKind};

use crate::attribution::{Attribution, Source};
use crate::cues::Cues;
use crate::doc::Doc;
use crate::lexicon::{ActorHit, HitKind, Lexicon};
use crate::token::{Token, TokenKind};

mod affiliation;
mod cast;
mod heads;
mod own;
mod people;
mod refer;
#[cfg(test)]
mod samples;
mod sides;
#[cfg(test)]
mod tests;

pub use people::{People, Person, Sighting};

/// The introductions of people in one article.
pub fn sightings(doc: &Doc, cues: &Cues, hits: &[ActorHit], lexicon: &Lexicon) -> Vec<Sighting> {
    people::sightings(doc, cues, hits, lexicon)
}

/// A speaker, with every party that the phrase names ("both Alba and Borea").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The speaker.
    pub speaker: Speaker,
    /// The parties: one, or several where the phrase names several.
    pub parties: Vec<ActorId>,
    /// The phrase stands for all sides of the talks: "both sides".
    pub all_sides: bool,
}

/// The people whom an article names, each once.
pub fn named(hits: &[ActorHit], lexicon: &Lexicon) -> Vec<ActorId> {
    let person =
        |id: &ActorId| lexicon.actor(id).is_some_and(|entry| entry.kind == ActorKind::Person);
    let all: BTreeSet<&ActorId> = hits.iter().map(|hit| &hit.actor).collect();
    all.into_iter().filter(|id| person(id)).cloned().collect()
}

/// What resolving needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The article.
    pub doc: &'a Doc<'a>,
    /// The vocabulary of speakers.
    pub cues: &'a Cues,
    /// Names of actors in the article.
    pub hits: &'a [ActorHit],
    /// The people among them, each once.
    pub named: &'a [ActorId],
    /// The actors.
    pub lexicon: &'a Lexicon,
    /// People learned from all reports.
    pub people: &'a People,
    /// The sides of the talks, as far as known.
    pub sides: &'a [ActorId],
}

/// Resolves the speakers of an article's attributions, in their order.
pub fn resolve(context: Context, items: &[Attribution]) -> Vec<Option<Resolved>> {
    let mut out: Vec<Option<Resolved>> = vec![None; items.len()];
    // Pronouns look back, so speakers are resolved in the order in which the text names them.
    let mut order: Vec<usize> = (0..items.len()).collect();
    // What stands inside another's words comes last: "we" there is whoever is quoted.
    order.sort_by_key(|at| {
        (items[*at].nested, items[*at].source.as_ref().map_or(0, |source| source.full.start))
    });
    let cast = cast::Cast::new(&context, items);
    let mut known = Known::default();
    for at in order {
        let Some(source) = &items[at].source else { continue };
        let nested = items[at].nested;
        let teller = nested.then(|| teller(items, &out, at)).flatten();
        let resolved =
            context.one(source, &|| known.before(source.full.start, &out), teller, &cast);
        if !resolved.speaker.name.is_empty() {
            let list = if nested { &mut known.nested } else { &mut known.plain };
            list.push((source.full.start, at));
        }
        out[at] = Some(resolved);
    }
    context.affiliate(items, &mut out);
    out
}

/// Speakers before a place, in the order of the text, each with where it is named.
type Earlier<'a> = &'a dyn Fn() -> Vec<(usize, &'a Resolved)>;

/// Who spoke where: place and number of the item. Each list is in the order of the text.
#[derive(Default)]
struct Known {
    plain: Vec<(usize, usize)>,
    nested: Vec<(usize, usize)>,
}

impl Known {
    /// How far back a rule may look, in speakers.
    const REACH: usize = 64;

    /// The last speakers before a place.
    fn before<'a>(
        &self,
        place: usize,
        resolved: &'a [Option<Resolved>],
    ) -> Vec<(usize, &'a Resolved)> {
        let mut last: Vec<(usize, usize)> = Vec::new();
        for list in [&self.plain, &self.nested] {
            let end = list.partition_point(|(start, _)| *start < place);
            last.extend_from_slice(&list[end.saturating_sub(Self::REACH)..end]);
        }
        last.sort_by_key(|(start, _)| *start);
        let skip = last.len().saturating_sub(Self::REACH);
        last.into_iter()
            .skip(skip)
            .filter_map(|(start, at)| Some((start, resolved.get(at)?.as_ref()?)))
            .collect()
    }
}

/// Whoever says the innermost statement around an item.
fn teller<'a>(
    items: &[Attribution],
    resolved: &'a [Option<Resolved>],
    at: usize,
) -> Option<&'a Resolved> {
    let own = items[at].cue.as_ref().map_or(items[at].start(), |cue| cue.start);
    let near = at.saturating_sub(60)..items.len().min(at + 4);
    let size = |item: &Attribution| item.content.iter().map(Range::len).sum::<usize>();
    near.filter(|other| *other != at && items[*other].holds(own) && !items[*other].nested)
        .filter_map(|other| Some((size(&items[other]), resolved[other].as_ref()?)))
        .min_by_key(|(size, _)| *size)
        .map(|(_, found)| found)
}

impl Context<'_> {
    fn one(
        &self,
        source: &Source,
        earlier: Earlier,
        teller: Option<&Resolved>,
        cast: &cast::Cast,
    ) -> Resolved {
        let core = &source.core;
        let tokens = &self.doc.tokens[core.clone()];
        if let Some(one) = self.pronoun_of(tokens) {
            let pronoun = [
                "pronouns_one", "pronouns_many", "objects_one", "objects_many", "owners_one",
                "pronouns_own",
            ]
            .iter()
            .any(|set| self.cues.is_in(set, one))
                || one.is_any(&["their", "its", "it"]);
            if pronoun {
                if self.cues.is_in("pronouns_own", one) {
                    return self.own(source, one, teller, &earlier(), cast);
                }
                return self.pronoun(source, one, &earlier(), cast, teller);
            }
        }
        if tokens.first().is_some_and(|t| t.is_any(&["who", "which", "whose"]))
            && let Some(found) = self.relative(source, cast, &earlier())
        {
            return found;
        }
        if let [one] = tokens
            && one.is("a")
            && let Some(found) = self.answerer(source, &earlier(), cast)
        {
            return found;
        }
        let mut found = self
            .person(source)
            .or_else(|| self.headed(source, earlier, cast))
            .or_else(|| self.all(source, &cast.table))
            .or_else(|| self.titled_holder(source, earlier, cast))
            .or_else(|| self.group(source, cast))
            .or_else(|| self.people_of(source, &cast.table))
            .unwrap_or_else(|| self.role(source, earlier, cast));
        if source.full.len() == 1 && self.doc.tokens[source.full.start].is_any(&["who", "which"]) {
            found.speaker.kind = SpeakerKind::Pronoun;
        }
        found
    }

    /// The pronoun that a phrase is: "she", "he himself", "her own", "on the radio she".
    fn pronoun_of<'t>(&self, tokens: &'t [Token]) -> Option<&'t Token> {
        match tokens {
            [one] => Some(one),
            [one, more] => {
                let own = more.is_any(&["himself", "herself", "itself", "themselves", "alone"]);
                let owner = one.is_any(&["his", "her", "their", "its"])
                    && !self.cues.is_role(more)
                    && !self.cues.is_in("documents", more)
                    && !more.capital
                    && cast::gender_of(&more.folded).is_none()
                    && !more.folded.ends_with('s');
                let last = more.is_any(&["he", "she"]);
                let subject = one.is_any(&["he", "she", "it", "they", "i", "we"]);
                if (own && subject) || owner { Some(one) } else { Some(more).filter(|_| last) }
            }
            [.., last] => Some(last).filter(|last| last.is_any(&["he", "she"])),
            [] => None,
        }
    }

    /// "Alba, which", "the nuns, whose members": whoever is named last before the word.
    fn relative(
        &self,
        source: &Source,
        cast: &cast::Cast,
        known: &[(usize, &Resolved)],
    ) -> Option<Resolved> {
        let at = source.core.start;
        let low = self.doc.segment_of.get(at)?.start.max(at.saturating_sub(16));
        let before = low..at;
        let hit = self.hits_in(&before).filter(|hit| !self.is_person(&hit.actor)).last();
        let place = cast.from(at).checked_sub(1).and_then(|last| cast.places.get(last));
        let place = place.filter(|place| place.tokens.start >= low);
        let who = self.doc.tokens.get(at).is_some_and(|t| t.is("who"));
        let mut found = match (place, hit) {
            (Some(place), hit)
                if who || hit.is_none_or(|hit| hit.tokens.start < place.tokens.start) =>
            {
                self.cast_speaker(source, cast, place.member, known)?
            }
            (_, Some(hit)) => {
                let party = self.lexicon.party_of(&hit.actor);
                self.party(source, &party)?
            }
            _ => return None,
        };
        found.speaker.kind = SpeakerKind::Pronoun;
        found.speaker.certain = false;
        Some(found)
    }

    /// The same speaker under another word.
    pub(super) fn same(&self, speaker: &Resolved, source: &Source) -> Resolved {
        let mut found = speaker.clone();
        found.speaker.span = self.doc.span(&source.full);
        found.speaker.kind = SpeakerKind::Pronoun;
        found
    }

    fn hits_in(&self, range: &Range<usize>) -> impl Iterator<Item = &ActorHit> {
        let range = range.clone();
        let from = self.hits.partition_point(|hit| hit.tokens.start < range.start);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.tokens.start < range.end)
            .filter(|hit| !hit.weak)
    }

    fn has(&self, range: &Range<usize>, set: &str) -> bool {
        self.doc.tokens[range.clone()].iter().any(|t| self.cues.is_in(set, t))
    }

    /// The head of a phrase: what stands before its first preposition.
    fn head(&self, core: &Range<usize>) -> Range<usize> {
        let end = core.clone().skip(1).find(|at| {
            self.doc.tokens[*at]
                .is_any(&["of", "in", "at", "for", "from", "to", "with", "close", "familiar", "on"])
        });
        core.start..end.unwrap_or(core.end)
    }

    fn build(&self, source: &Source, kind: SpeakerKind, name: String) -> Resolved {
        let expert = self.has(&source.full, "experts");
        Resolved {
            speaker: Speaker {
                actor: None,
                party: None,
                name,
                span: self.doc.span(&source.full),
                kind,
                expert,
                certain: true,
            },
            parties: Vec::new(),
            all_sides: false,
        }
    }

    /// A named person: of the lexicon, of the dossier, or learned.
    fn person(&self, source: &Source) -> Option<Resolved> {
        let head = self.head(&source.core);
        // "Alba's diplomat Brel" is named; "diplomats close to Brel" are not.
        let named_last =
            self.hits_in(&head).any(|hit| hit.tokens.end == head.end && self.is_person(&hit.actor));
        let unnamed = self.has(&head, "unnamed") && !self.has(&head, "offices");
        if unnamed && !named_last {
            return None;
        }
        let hit = self.hits_in(&head).filter(|hit| self.is_person(&hit.actor)).last();
        if let Some(hit) = hit {
            // "Alba's aide": the person named owns the phrase but is not its head.
            let owner = self.doc.tokens.get(hit.tokens.end).is_some_and(|t| t.is("'s"))
                && hit.tokens.end < source.core.end;
            if !owner {
                return Some(self.known_person(source, &hit.actor));
            }
            return None;
        }
        // "Alba's negotiator, Ana Brel,": the name stands behind the role.
        let tail = head.end..source.full.end;
        let behind = self.hits_in(&tail).find(|hit| {
            self.is_person(&hit.actor)
                && hit.tokens.start.checked_sub(1).is_some_and(|at| self.doc.tokens[at].is(","))
        });
        if let Some(hit) =
            behind.filter(|_| self.has(&head, "offices") || self.has(&head, "experts"))
        {
            return Some(self.known_person(source, &hit.actor));
        }
        self.learned(source)
    }

    fn is_person(&self, id: &ActorId) -> bool {
        self.lexicon.actor(id).is_some_and(|entry| entry.kind == ActorKind::Person)
    }

    fn known_person(&self, source: &Source, id: &ActorId) -> Resolved {
        let name = self.lexicon.actor(id).map(|entry| entry.name.clone()).unwrap_or_default();
        let mut found = self.build(source, SpeakerKind::Named, name);
        let party = self.lexicon.party_of(id);
        found.speaker.actor = Some(id.clone());
        found.speaker.expert = false;
        if party != *id {
            found.speaker.party = Some(party.clone());
            found.parties.push(party);
        }
        found
    }

    fn learned(&self, source: &Source) -> Option<Resolved> {
        // The name may stand in the phrase or, "the expert, Ana Brel", behind it.
        let mut best: Option<&Person> = None;
        for start in source.full.clone() {
            let token = &self.doc.tokens[start];
            if !token.capital || token.kind != TokenKind::Word {
                continue;
            }
            let max = source.full.end.min(start + 5);
            let full = (start + 2..=max)
                .rev()
                .find_map(|end| self.people.named(self.doc.words(&(start..end))));
            let single = || {
                let alone = start + 1 >= max
                    || !(self.doc.tokens[start + 1].capital)
                    || self.doc.tokens[start + 1].kind != TokenKind::Word;
                (alone && source.core.contains(&start))
                    .then(|| self.people.surnamed(self.doc.words(&(start..start + 1))))
                    .flatten()
            };
            if let Some(person) = full.or_else(single) {
                best = Some(person);
                break;
            }
        }
        let person = best?;
        let mut found = self.build(source, SpeakerKind::Named, person.name.clone());
        found.speaker.actor = Some(person.id.clone());
        found.speaker.expert = person.expert;
        if !person.expert {
            found.speaker.party.clone_from(&person.party);
            found.parties.extend(person.party.clone());
        }
        Some(found)
    }

    /// States, movements, organisations and their bodies.
    fn group(&self, source: &Source, cast: &cast::Cast) -> Option<Resolved> {
        let core = &source.core;
        let head = self.head(core);
        let mut parties: Vec<ActorId> = Vec::new();
        // "a spokesman for the Alban army", "officials from Borea": the actor may stand behind.
        let name_end =
            self.doc.tokens.get(source.full.end - 1..source.full.end).unwrap_or_default().len()
                + source.full.end
                - 1;
        let within = core.start..name_end;
        for hit in self.hits_in(&within) {
            let party = self.lexicon.party_of(&hit.actor);
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        let first = self.hits_in(&within).next()?.clone();
        let joint = self.doc.tokens[core.clone()].iter().any(|t| t.is_any(&["and", "nor"]));
        if !joint {
            parties.truncate(1);
        }
        let expert = self.has(&head, "experts");
        let unnamed = self.has(&head, "unnamed");
        let counted = self.doc.tokens[core.clone()].iter().filter(|t| !t.is("'s")).count();
        let bare = counted <= first.tokens.len() + 1;
        let kind = if unnamed || expert {
            SpeakerKind::Unnamed
        } else if self.has(&head, "offices") {
            SpeakerKind::Office
        } else if self.has(&head, "bodies") && !bare {
            SpeakerKind::Body
        } else {
            SpeakerKind::Party
        };
        // "Western experts" and a lone adjective before something else name nobody's side.
        if first.by == HitKind::Adjective
            && kind == SpeakerKind::Party
            && !self.nation(core, &first)
        {
            return None;
        }
        let itself = joint || self.is_itself(&head, &first);
        let kind = if kind == SpeakerKind::Party && !itself { self.kind_of(&head) } else { kind };
        let entry = self.lexicon.actor(&parties[0]);
        let display = match kind {
            SpeakerKind::Party if !joint => {
                entry.map(|entry| entry.name.clone()).unwrap_or_default()
            }
            _ => self.doc.words(core).to_owned(),
        };
        let mut found = self.build(source, kind, display);
        found.speaker.expert = expert;
        if kind == SpeakerKind::Office
            && let Some(holder) = self.office_holder(core, &parties[0])
        {
            return Some(self.known_person(source, &holder));
        }
        if kind == SpeakerKind::Party && !joint {
            found.speaker.actor = Some(first.actor.clone());
        }
        // "Alba's premier" while the article names a premier: who it is was left open here.
        let holder = |at: usize| self.doc.tokens.get(at).is_some_and(|t| cast.has_noun(t));
        if kind == SpeakerKind::Office && head.clone().any(holder) {
            found.speaker.certain = false;
        }
        if !expert {
            found.speaker.party = (parties.len() == 1).then(|| parties[0].clone());
            found.parties = parties;
        }
        Some(found)
    }

    /// The head of a phrase is the actor, with no more than an article: "Alba", "the Albans".
    fn is_itself(&self, head: &Range<usize>, hit: &ActorHit) -> bool {
        let within = hit.tokens.start >= head.start && hit.tokens.start < head.end;
        let rest = head.clone().filter(|at| !hit.tokens.contains(at));
        let mut rest = rest.filter_map(|at| self.doc.tokens.get(at));
        within
            && rest.all(|t| {
                t.kind != TokenKind::Word
                    || t.is_any(&[
                        "the", "in", "at", "'s", "itself", "themselves", "also", "only", "even",
                    ])
                    || self.cues.is_in("bodies", t)
            })
    }

    /// What "Alban growers", "the Alban memorandum" and "hardliners in Alba" are: not Alba.
    fn kind_of(&self, head: &Range<usize>) -> SpeakerKind {
        let last = head.end.checked_sub(1).and_then(|at| self.doc.tokens.get(at));
        if self.has(head, "documents") {
            SpeakerKind::Document
        } else if last.is_some_and(|t| t.folded.ends_with('s') && !t.capital) {
            SpeakerKind::Unnamed
        } else {
            SpeakerKind::Body
        }
    }

    /// "Alba's prime minister", where the text names who that is.
    fn titled_holder(
        &self,
        source: &Source,
        earlier: Earlier,
        cast: &cast::Cast,
    ) -> Option<Resolved> {
        let head = self.head(&source.core);
        let noun = self.doc.tokens.get(head.end.checked_sub(1)?)?;
        // An "official" or a "source" of a party is left nameless by the text.
        if !self.cues.is_in("offices", noun) || self.has(&source.core, "unnamed") {
            return None;
        }
        let article = self.doc.tokens.get(head.start)?;
        if article.is_any(&["a", "an", "former"]) || self.has(&source.core, "experts") {
            return None;
        }
        let hit = self.hits_in(&source.core).find(|hit| !self.is_person(&hit.actor))?;
        let party = self.lexicon.party_of(&hit.actor);
        self.by_title(source, &earlier(), cast, Some(&party))
    }

    /// "the Ukrainians", "Alban forces": an adjective that is or heads a group.
    fn nation(&self, core: &Range<usize>, hit: &ActorHit) -> bool {
        hit.tokens.end == core.end
            || self
                .doc
                .tokens
                .get(hit.tokens.end..core.end)
                .unwrap_or_default()
                .iter()
                .any(|t| self.cues.is_role(t))
    }

    /// Who holds an office of a state, if the text or the lexicon names exactly one.
    fn office_holder(&self, core: &Range<usize>, party: &ActorId) -> Option<ActorId> {
        let words = crate::token::fold(self.doc.words(core));
        let office = [
            "foreign minister", "prime minister", "defence minister", "defense minister",
            "president",
        ]
        .into_iter()
        .find(|office| words.ends_with(office) || words.contains(&format!("{office} of ")))?;
        let office = office.replace("defense", "defence");
        let mut holders = self.named.iter().filter(|person| {
            self.lexicon.actor(person).is_some_and(|entry| {
                entry.kind == ActorKind::Person
                    && entry.of.as_ref() == Some(party)
                    && entry.office.as_deref().is_some_and(|o| {
                        crate::token::fold(o).replace("defense", "defence").starts_with(&office)
                    })
            })
        });
        let first = holders.next()?.clone();
        holders.next().is_none().then_some(first)
    }

    /// A role noun without a name: "the political analyst", "both sides", "local officials".
    fn role(&self, source: &Source, earlier: Earlier, cast: &cast::Cast) -> Resolved {
        let core = &source.core;
        let tokens = &self.doc.tokens[core.clone()];
        let words = self.doc.words(core).to_owned();
        let sides = tokens.iter().any(|t| t.is_any(&["sides", "parties", "delegations"]))
            && !tokens.iter().any(|t| t.is_any(&["political", "opposition", "third"]));
        if sides {
            let mut found = self.build(source, SpeakerKind::Party, words);
            found.all_sides = true;
            return found;
        }
        let definite = tokens.first().is_some_and(|t| t.is("the"));
        if definite
            && tokens.len() <= 4
            && let Some(found) = self.by_noun(source, &earlier())
            && (cast.named(&found.speaker.name).is_some() || found.speaker.actor.is_some())
        {
            return found;
        }
        let head = self.head(core);
        let bare = head.len() == 1 && self.has(&head, "offices") && tokens.len() <= 5;
        if (bare || (definite && tokens.len() <= 5))
            && let Some(found) = self.by_title(source, &earlier(), cast, None)
        {
            return found;
        }
        if let Some(found) = self.mediator(source, &cast.table) {
            return found;
        }
        if let Some(found) = self.by_gender(source, &earlier(), cast) {
            return found;
        }
        let kind = if tokens.iter().any(|t| self.cues.is_in("documents", t)) {
            SpeakerKind::Document
        } else if tokens
            .iter()
            .any(|t| self.cues.is_in("unnamed", t) || self.cues.is_in("experts", t))
        {
            SpeakerKind::Unnamed
        } else if tokens.iter().any(|t| self.cues.is_in("bodies", t)) {
            SpeakerKind::Body
        } else if tokens.iter().any(|t| self.cues.is_in("offices", t)) {
            SpeakerKind::Office
        } else {
            SpeakerKind::Named
        };
        let mut found = self.build(source, kind, words);
        found.speaker.certain = !self.points(tokens);
        found
    }

    /// "The minister", "its spokesman", "bishop", "which": the words point to somebody whom the text
    /// names elsewhere, and nobody was found. "A minister" and "officials" are left nameless.
    fn points(&self, tokens: &[Token]) -> bool {
        let Some(first) = tokens.first() else { return false };
        let role = |t: &Token| self.cues.is_role(t) || self.cues.is_in("honorifics", t);
        let names = tokens.iter().skip(1).any(|t| {
            t.capital && t.kind == TokenKind::Word && t.folded.len() > 1 && !role(t) && !t.is("hon")
        });
        let pointer = first.is_any(&[
            "the", "its", "their", "his", "her", "both", "neither", "this", "that", "these",
            "those", "which", "who", "whose", "he", "she", "it", "they", "our", "i", "we", "you",
        ]);
        // "Bishop", "shipping boss", "head of the team": newspaper style without an article.
        let lone = !tokens.iter().any(|t| t.is_any(&["a", "an"]))
            && first.kind == TokenKind::Word
            && tokens.iter().take(2).any(|t| role(t) && !t.folded.ends_with('s'));
        // "Ransom gang", "daily": a headline's noun for somebody whom the text names.
        let noun = tokens.len() <= 2
            && !names
            && tokens.last().is_some_and(|t| !t.capital && !t.folded.ends_with('s'))
            && !first
                .is_any(&["a", "an", "some", "one", "another", "many", "few", "most", "people"]);
        (pointer && !names) || lone || noun
    }

    /// The last speaker whose introduction used the noun.
    fn by_noun(&self, source: &Source, known: &[(usize, &Resolved)]) -> Option<Resolved> {
        let noun = &self.doc.tokens[source.core.end - 1];
        let expert = self.cues.is_in("experts", noun);
        let mut seen: Vec<&Resolved> = Vec::new();
        for (_, earlier) in known.iter().copied().rev().take(40) {
            let told = self.told_of(&earlier.speaker);
            // "The analyst" may be whoever was introduced as an expert or a professor.
            let alike = expert && earlier.speaker.expert;
            let named = told
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| crate::token::fold(word) == *noun.folded);
            let fits = alike || named;
            if fits && !seen.iter().any(|other| other.speaker.name == earlier.speaker.name) {
                seen.push(earlier);
            }
        }
        let first = *seen.first()?;
        let mut found = first.clone();
        found.speaker.span = self.doc.span(&source.full);
        found.speaker.certain = first.speaker.certain && seen.len() == 1;
        Some(found)
    }

    /// What the text told of a speaker: its own words and the learned office.
    fn told_of(&self, speaker: &Speaker) -> String {
        let here = speaker.span.text(self.doc.text).unwrap_or_default();
        let office = self.people.named(&speaker.name).map(|person| person.office.clone());
        let known = speaker
            .actor
            .as_ref()
            .and_then(|id| self.lexicon.actor(id))
            .and_then(|entry| entry.office.clone());
        format!("{here} {} {}", office.unwrap_or_default(), known.unwrap_or_default())
    }

    /// He, she, they, we: the last speaker that fits; inside a quotation the last person named.
    fn pronoun(
        &self,
        source: &Source,
        token: &Token,
        known: &[(usize, &Resolved)],
        cast: &cast::Cast,
        teller: Option<&Resolved>,
    ) -> Resolved {
        let at = source.full.start;
        let words = self.doc.words(&source.full).to_owned();
        let quote = self.doc.quote_of.get(at).copied().flatten();
        let many = self.cues.is_in("pronouns_many", token) || token.is_any(&["them", "their"]);
        let own = self.cues.is_in("pronouns_own", token);
        let reach = self.doc.paragraphs.get(self.doc.paragraph_of(at).saturating_sub(2));
        let low = reach.map_or(0, |paragraph| paragraph.tokens.start);
        if many && self.sides_before(at) {
            let mut found = self.build(source, SpeakerKind::Pronoun, words);
            found.all_sides = true;
            return found;
        }
        if token.is_any(&["its", "it"])
            && let Some(found) = self.owner_before(source, at)
        {
            return found;
        }
        if token.is_any(&["he", "she", "his", "her", "him"])
            && let Some(found) = self.he_or_she(source, token, known, cast, teller)
        {
            return found;
        }
        if token.is_any(&["it", "its"])
            && let Some(found) = self.it(source, known)
        {
            return found;
        }
        if let (Some(quote), false) = (quote, own || many)
            && let Some(found) = self.last_person(source, quote, at)
        {
            return found;
        }
        let mut candidates: Vec<&Resolved> = Vec::new();
        let near = known.iter().copied().rev().take(24).filter(|(place, _)| *place >= low);
        for (place, earlier) in near {
            let speaker = &earlier.speaker;
            let one = matches!(
                speaker.kind,
                SpeakerKind::Named | SpeakerKind::Office | SpeakerKind::Pronoun
            );
            let fits = if many { !one || speaker.kind == SpeakerKind::Unnamed } else { one };
            let outside = self.doc.quote_of.get(place).copied().flatten().is_none();
            if fits && outside && !candidates.iter().any(|c| c.speaker.name == speaker.name) {
                candidates.push(earlier);
            }
        }
        let Some(first) = candidates.first().filter(|c| !c.speaker.name.is_empty()) else {
            let mut found = self.build(source, SpeakerKind::Pronoun, words);
            found.speaker.certain = false;
            return found;
        };
        let mut found = (*first).clone();
        found.speaker.span = self.doc.span(&source.full);
        found.speaker.kind = SpeakerKind::Pronoun;
        // A pronoun in the sentence of its speaker ("Brel said he ...") leaves no doubt.
        let sentence = self.doc.segment_of.get(at).map_or(at, |segment| segment.start);
        // The known speakers are in the order of the text.
        let here = known
            .iter()
            .rev()
            .take_while(|(place, _)| *place >= sentence)
            .any(|(place, earlier)| *place < at && earlier.speaker.name == first.speaker.name);
        found.speaker.certain = first.speaker.certain && (here || candidates.len() == 1);
        found
    }

    /// "the two sides ... they": both stand in the sentence before the pronoun.
    fn sides_before(&self, at: usize) -> bool {
        let low = self.doc.segment_of.get(at).map_or(at, |segment| segment.start);
        let low = low.max(at.saturating_sub(30));
        self.doc
            .tokens
            .get(low..at)
            .unwrap_or_default()
            .iter()
            .any(|t| t.is_any(&["sides", "parties"]))
    }

    /// "its" belongs to the last state or movement named in the sentence.
    fn owner_before(&self, source: &Source, at: usize) -> Option<Resolved> {
        let low = self.doc.segment_of.get(at)?.start;
        let before = low..at;
        let mut hits = self.hits_in(&before).filter(|hit| !self.is_person(&hit.actor));
        let party = self.lexicon.party_of(&hits.next()?.actor);
        let alone = hits.all(|hit| self.lexicon.party_of(&hit.actor) == party);
        let name = self.lexicon.actor(&party).map(|entry| entry.name.clone())?;
        let mut found = self.build(source, SpeakerKind::Pronoun, name);
        found.speaker.actor = Some(party.clone());
        found.speaker.party = Some(party.clone());
        found.parties.push(party);
        found.speaker.certain = alone;
        Some(found)
    }

    /// The last person named before a pronoun inside the same quotation.
    fn last_person(&self, source: &Source, quote: u32, at: usize) -> Option<Resolved> {
        let end = self.hits.partition_point(|hit| hit.tokens.start < at);
        let hit = self.hits[..end].iter().rev().take(12).find(|hit| {
            self.doc.quote_of.get(hit.tokens.start).copied().flatten() == Some(quote)
                && self.is_person(&hit.actor)
        })?;
        let mut found = self.known_person(source, &hit.actor);
        found.speaker.kind = SpeakerKind::Pronoun;
        found.speaker.certain = false;
        Some(found)
    }
}
