//! Whom "she", "it", "the minister" and the "A:" of an interview mean.
//!
//! Candidates are all whom the article named before, not only those who spoke. The best is taken;
//! it is certain only where no other fits.

use model::{ActorId, SpeakerKind};

use super::cast::{Cast, Gender, gender_of};
use super::{Context, Resolved};
use crate::attribution::Source;
use crate::token::{Token, TokenKind};

/// Names further back than this many paragraphs are not meant by a pronoun.
const PARAGRAPHS: usize = 3;

/// Of two sentences or more back, somebody whose sex is not told is meant only perhaps.
const NEAR: i32 = -4;

/// Somebody who may be meant.
struct Candidate<'a> {
    name: &'a str,
    member: Option<usize>,
    earlier: Option<&'a Resolved>,
    gender: Option<Gender>,
    score: i32,
}

impl Context<'_> {
    /// A member of the cast, as a speaker.
    pub(super) fn cast_speaker(
        &self,
        source: &Source,
        cast: &Cast,
        number: usize,
        known: &[(usize, &Resolved)],
    ) -> Option<Resolved> {
        let member = cast.members.get(number)?;
        let before = known.iter().rev().find(|(_, earlier)| {
            earlier.speaker.kind != SpeakerKind::Party
                && cast.named(&earlier.speaker.name) == Some(number)
        });
        if let Some((_, earlier)) = before {
            let mut found = (*earlier).clone();
            found.speaker.span = self.doc.span(&source.full);
            found.speaker.name = longer(&found.speaker.name, &member.name);
            return Some(found);
        }
        if let Some(actor) = &member.actor {
            return Some(self.known_person(source, actor));
        }
        let mut found = self.build(source, SpeakerKind::Named, member.name.clone());
        if let Some(person) = self.people.named(&member.name) {
            found.speaker.actor = Some(person.id.clone());
            found.speaker.name.clone_from(&person.name);
            found.speaker.expert = person.expert;
            if !person.expert {
                found.speaker.party.clone_from(&person.party);
                found.parties.extend(person.party.clone());
            }
        }
        Some(found)
    }

    /// He, she, his, her, him.
    pub(super) fn he_or_she(
        &self,
        source: &Source,
        token: &Token,
        known: &[(usize, &Resolved)],
        cast: &Cast,
        teller: Option<&Resolved>,
    ) -> Option<Resolved> {
        let at = source.full.start;
        let wanted = if token.is_any(&["she", "her"]) { Gender::She } else { Gender::He };
        let mut list = self.candidates(at, known, cast);
        let quoted = self.doc.quoted(at);
        list.retain(|c| c.gender.is_none_or(|gender| gender == wanted));
        // Whoever is quoted says "I"; "she" there is somebody else.
        if let (true, Some(teller)) = (quoted, teller) {
            let own = cast.named(&teller.speaker.name);
            list.retain(|c| c.name != teller.speaker.name && (own.is_none() || c.member != own));
        }
        for candidate in &mut list {
            candidate.score += if candidate.gender == Some(wanted) { 4 } else { 0 };
        }
        let top =
            list.iter().enumerate().max_by_key(|(place, c)| (c.score, std::cmp::Reverse(*place)));
        let Some((_, top)) = top else {
            return self.named_behind(source, wanted, cast, known);
        };
        let mut found = match (top.member, top.earlier) {
            (Some(member), _) => self.cast_speaker(source, cast, member, known)?,
            (None, Some(earlier)) => earlier.clone(),
            (None, None) => return None,
        };
        found.speaker.span = self.doc.span(&source.full);
        found.speaker.kind = SpeakerKind::Pronoun;
        let rivals = list.iter().filter(|c| c.name != top.name);
        // Another who is as near, or nobody known to be of this sex among several: in doubt.
        let alone = rivals.clone().count() == 0;
        let clear = top.gender == Some(wanted)
            && rivals.clone().all(|c| c.gender.is_none() && c.score + 6 <= top.score);
        // "The mayor ... he": who the mayor is was not told.
        let linked = top.member.is_some()
            || top.earlier.is_some_and(|e| e.speaker.certain && e.speaker.actor.is_some());
        let here = top.score >= NEAR || top.gender == Some(wanted);
        found.speaker.certain = linked && ((alone && here) || clear);
        Some(found)
    }

    /// "She writes with her left hand. Ana Brel ...": an opening names the person behind the pronoun.
    fn named_behind(
        &self,
        source: &Source,
        wanted: Gender,
        cast: &Cast,
        known: &[(usize, &Resolved)],
    ) -> Option<Resolved> {
        let at = source.full.start;
        let next = cast.places.get(cast.from(at)..)?.iter().take(8).find(|place| {
            let gender = cast.members.get(place.member).and_then(|member| member.gender);
            gender.is_none_or(|gender| gender == wanted)
        })?;
        let far = self.doc.paragraph_of(next.tokens.start) > self.doc.paragraph_of(at) + 1;
        let mut found = self.cast_speaker(source, cast, next.member, known).filter(|_| !far)?;
        found.speaker.kind = SpeakerKind::Pronoun;
        found.speaker.certain = false;
        Some(found)
    }

    /// "The nun", "the woman": the only one in the article of whom "she" is used.
    pub(super) fn by_gender(
        &self,
        source: &Source,
        known: &[(usize, &Resolved)],
        cast: &Cast,
    ) -> Option<Resolved> {
        let nouns = self.doc.tokens.get(self.head(&source.core))?;
        let (first, noun) = (nouns.first()?, nouns.last()?);
        let gender = gender_of(&noun.folded).filter(|_| first.is("the") && nouns.len() <= 4)?;
        let mut found = self.cast_speaker(source, cast, cast.only(gender)?, known)?;
        found.speaker.certain = false;
        Some(found)
    }

    /// Whoever was named, or spoke, not far before a place; each once, the nearest first.
    fn candidates<'a>(
        &self,
        at: usize,
        known: &[(usize, &'a Resolved)],
        cast: &'a Cast,
    ) -> Vec<Candidate<'a>> {
        let paragraph = self.doc.paragraph_of(at);
        let reach = self.doc.paragraphs.get(paragraph.saturating_sub(PARAGRAPHS));
        let low = reach.map_or(0, |paragraph| paragraph.tokens.start);
        let quote = self.doc.quote_of.get(at).copied().flatten();
        let weigh = |place: usize| {
            let theirs = self.doc.quote_of.get(place).copied().flatten();
            let out = theirs.is_some() && theirs != quote;
            let back = self.sentences_between(place, at);
            let crossed = paragraph - self.doc.paragraph_of(place).min(paragraph);
            let score = -3 * i32::try_from(back.min(99)).unwrap_or(99)
                - i32::try_from(crossed.min(9)).unwrap_or(9);
            score - if out { 5 } else { 0 } + if quote.is_some() && theirs == quote { 5 } else { 0 }
        };
        // "..., he said": who says it is nobody whom the quotation itself names.
        let said = self.quotation_beside(at);
        let own = |place: usize| said.is_some() && self.doc.quote_of.get(place) == Some(&said);
        let mut out: Vec<Candidate> = Vec::new();
        for (place, earlier) in known.iter().copied().rev().take(24) {
            if own(place) {
                continue;
            }
            let speaker = &earlier.speaker;
            let one = matches!(
                speaker.kind,
                SpeakerKind::Named | SpeakerKind::Office | SpeakerKind::Pronoun
            );
            let member = cast.named(&speaker.name);
            let other = member.is_none() && speaker.actor.is_none() && !self.is_one(&speaker.name);
            let paper = member.and_then(|m| cast.members.get(m)).is_some_and(|m| m.paper);
            if place < low || !one || other || paper || earlier.all_sides {
                continue;
            }
            let gender = member.and_then(|m| cast.members.get(m)?.gender).or_else(|| {
                speaker.name.split(' ').find_map(|word| gender_of(&crate::token::fold(word)))
            });
            push(
                &mut out,
                Candidate {
                    name: member
                        .and_then(|m| cast.members.get(m))
                        .map_or(&speaker.name, |m| &m.name),
                    member,
                    earlier: Some(earlier),
                    gender,
                    score: weigh(place) + 4,
                },
            );
        }
        let to = cast.from(at);
        for place in cast.places.get(to.saturating_sub(24)..to).into_iter().flatten().rev() {
            let Some(member) = cast.members.get(place.member) else { continue };
            if place.tokens.start < low {
                break;
            }
            if member.paper || own(place.tokens.start) {
                continue;
            }
            push(
                &mut out,
                Candidate {
                    name: &member.name,
                    member: Some(place.member),
                    earlier: None,
                    gender: member.gender,
                    score: weigh(place.tokens.start) + if place.first { 2 } else { 0 },
                },
            );
        }
        out
    }

    /// The quotation that ends right before a place outside it, a comma or stop between them apart.
    fn quotation_beside(&self, at: usize) -> Option<u32> {
        if self.doc.quoted(at) {
            return None;
        }
        let mut before = (at.saturating_sub(2)..at).rev();
        before.find_map(|at| self.doc.quote_of.get(at).copied().flatten())
    }

    /// How many sentences lie between two places.
    fn sentences_between(&self, from: usize, to: usize) -> usize {
        let number = |at: usize| self.doc.sentences.partition_point(|s| s.start <= at);
        number(to).saturating_sub(number(from))
    }

    /// "The minister", "its spokesman", "the widow": words for one person, not for a crowd, a paper
    /// or a body.
    fn is_one(&self, name: &str) -> bool {
        let folded = crate::token::fold(name);
        let before = [" of ", " in ", " at ", " for ", ","];
        let end = before.iter().filter_map(|stop| folded.find(stop)).min().unwrap_or(folded.len());
        let head = folded.get(..end).unwrap_or_default();
        let person = |word: &str| {
            gender_of(word).is_some()
                || ["offices", "experts"]
                    .iter()
                    .any(|set| self.cues.words_of(set).any(|w| w == word))
        };
        !Self::is_plural(name) && head.split(|c: char| !c.is_alphanumeric()).any(person)
    }

    /// "Three aides", "its leaders", "he": no single person.
    fn is_plural(name: &str) -> bool {
        let folded = crate::token::fold(name);
        let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let first = words.clone().next().unwrap_or_default();
        let last = words.next_back().unwrap_or_default();
        let lower = name.split(' ').next_back().is_some_and(|w| w.starts_with(char::is_lowercase));
        let some = [
            "he", "she", "it", "they", "i", "we", "you", "who", "which", "both", "all", "some",
            "many", "two", "three", "four", "several", "a", "one", "with", "their",
        ];
        some.contains(&first)
            || (lower && last.ends_with('s') && !last.ends_with("ss") && last.len() > 3)
    }

    /// "the minister", "the historian", "bishop": whoever was introduced by the word.
    pub(super) fn by_title(
        &self,
        source: &Source,
        known: &[(usize, &Resolved)],
        cast: &Cast,
        party: Option<&ActorId>,
    ) -> Option<Resolved> {
        let head = self.head(&source.core);
        let nouns = self.doc.tokens.get(head)?;
        let noun = nouns.iter().rev().find(|t| !t.is_any(&["himself", "herself"]))?;
        let expert = self.cues.is_in("experts", noun);
        let to = cast.from(source.full.start);
        let mut fits: Vec<usize> = Vec::new();
        for (number, member) in cast.members.iter().enumerate().take(200) {
            let named = member.nouns.contains(&noun.folded)
                || (expert
                    && member
                        .nouns
                        .iter()
                        .any(|n| self.cues.words_of("experts").any(|e| e == &**n)));
            let theirs = party.is_none_or(|party| member.parties.contains(party));
            if named && theirs {
                fits.push(number);
            }
        }
        let before: Vec<usize> = cast
            .places
            .get(to.saturating_sub(200)..to)?
            .iter()
            .rev()
            .map(|place| place.member)
            .filter(|m| fits.contains(m))
            .collect();
        // A headline says "bishop" before the text tells who that is.
        let first = before.first().or_else(|| fits.first().filter(|_| fits.len() == 1)).copied()?;
        let mut found = self.cast_speaker(source, cast, first, known)?;
        found.speaker.certain = fits.len() == 1;
        Some(found)
    }

    /// "A:" in an interview is whoever the lines above it introduce.
    pub(super) fn answerer(
        &self,
        source: &Source,
        known: &[(usize, &Resolved)],
        cast: &Cast,
    ) -> Option<Resolved> {
        let to = cast.from(source.full.start);
        let mut told: Vec<(usize, usize)> = Vec::new();
        for place in cast.places.get(..to.min(60))? {
            if let Some(entry) = told.iter_mut().find(|(member, _)| *member == place.member) {
                entry.1 += 1;
            } else {
                told.push((place.member, 1));
            }
        }
        let most = told.iter().map(|(_, times)| *times).max()?;
        let (first, _) = *told.iter().find(|(_, times)| *times == most)?;
        let mut found = self.cast_speaker(source, cast, first, known)?;
        found.speaker.certain = told.len() == 1;
        Some(found)
    }

    /// "The draft has four pages. It calls for": the sentence before is about a document.
    fn paper_before(&self, source: &Source) -> Option<Resolved> {
        let at = source.full.start;
        let segment = self.doc.segment_of.get(at)?;
        let first = at.checked_sub(1).filter(|_| segment.start == at)?;
        let low = self.doc.segment_of.get(first)?.start;
        if self.doc.paragraph_of(low) != self.doc.paragraph_of(at) || self.doc.quoted(first) {
            return None;
        }
        let high = first.min(low + 8);
        let verb =
            (low..high).find(|at| self.doc.tokens.get(*at).is_some_and(|t| self.cues.is_verb(t)));
        let end = verb.unwrap_or(high);
        let paper = (low..end)
            .find(|at| self.doc.tokens.get(*at).is_some_and(|t| self.cues.is_in("documents", t)))?;
        let words = self.doc.words(&(low..paper + 1)).to_owned();
        // The noun is the head: nothing but what belongs to it follows.
        let next = self.doc.tokens.get(paper + 1)?;
        let head = next.kind != TokenKind::Word
            || !next.capital && !next.folded.ends_with('s')
            || next.is_any(&["is", "was", "has", "says"]);
        let mut found = self.build(source, SpeakerKind::Document, words);
        found.speaker.certain = false;
        head.then_some(found)
    }

    /// "it": the last state, movement or body that was named or that spoke.
    pub(super) fn it(&self, source: &Source, known: &[(usize, &Resolved)]) -> Option<Resolved> {
        let at = source.full.start;
        if let Some(found) = self.paper_before(source) {
            return Some(found);
        }
        let near = |place: usize| self.sentences_between(place, at) <= 2;
        let group = |kind: SpeakerKind| {
            matches!(kind, SpeakerKind::Party | SpeakerKind::Body | SpeakerKind::Document)
        };
        let spoke = known.iter().rev().take(12).find(|(place, earlier)| {
            near(*place) && group(earlier.speaker.kind) && !earlier.all_sides
        });
        let end = self.hits.partition_point(|hit| hit.tokens.start < at);
        let hits = self.hits.get(end.saturating_sub(12)..end)?;
        // The first party of the nearest sentence with one is its subject, more often than not.
        let nearest = hits
            .iter()
            .rev()
            .find(|hit| near(hit.tokens.start) && !hit.weak && !self.is_person(&hit.actor));
        let subject = nearest.and_then(|last| {
            let low = self.doc.segment_of.get(last.tokens.start)?.start;
            hits.iter()
                .find(|hit| hit.tokens.start >= low && !hit.weak && !self.is_person(&hit.actor))
        });
        let later = match (spoke, subject) {
            (Some((place, _)), Some(hit)) => {
                self.sentences_between(*place, at) > self.sentences_between(hit.tokens.start, at)
            }
            (None, _) => true,
            _ => false,
        };
        if let (Some((_, earlier)), false) = (spoke, later) {
            let mut found = (*earlier).clone();
            found.speaker.span = self.doc.span(&source.full);
            found.speaker.kind = SpeakerKind::Pronoun;
            found.speaker.certain = false;
            return Some(found);
        }
        let party = self.lexicon.party_of(&subject?.actor);
        let name = self.lexicon.actor(&party).map(|entry| entry.name.clone())?;
        let mut found = self.build(source, SpeakerKind::Pronoun, name);
        found.speaker.actor = Some(party.clone());
        found.speaker.party = Some(party.clone());
        found.parties.push(party);
        found.speaker.certain = false;
        Some(found)
    }
}

fn push<'a>(out: &mut Vec<Candidate<'a>>, new: Candidate<'a>) {
    if let Some(old) = out
        .iter_mut()
        .find(|old| old.name == new.name || (old.member.is_some() && old.member == new.member))
    {
        old.score = old.score.max(new.score);
    } else {
        out.push(new);
    }
}

fn longer(a: &str, b: &str) -> String {
    if a.len() >= b.len() { a.to_owned() } else { b.to_owned() }
}
