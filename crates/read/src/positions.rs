//! From attributions to positions: party, issue, choice, stance, and on whose word it is known.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{
    ActorId, Basis, Channel, ChoiceId, Evidence, Flag, Genre, IssueId, Passage, Position,
    SpeakerKind, Stance, When,
};

use crate::attribution::{Attribution, Outermost};
use crate::coding::Coder;
use crate::cues::Class;
use crate::doc::Doc;
use crate::lexicon::{ActorHit, IssueHit, Lexicon};
use crate::speakers::Resolved;
use crate::stance::{By, Stances};
use crate::token::TokenKind;
use crate::topics::Topics;

mod coded;
mod inferred;
mod narrated;

/// What the positions of one article are read from.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The report's path.
    pub report: &'a str,
    /// The article.
    pub doc: &'a Doc<'a>,
    /// Its attributions and their speakers.
    pub items: &'a [Attribution],
    /// The speakers, one for each item.
    pub speakers: &'a [Option<Resolved>],
    /// Issues named in the article.
    pub issues: &'a [IssueHit],
    /// What it speaks of where it names none.
    pub topics: &'a Topics,
    /// Actors named in the article.
    pub actors: &'a [ActorHit],
    /// The vocabulary.
    pub lexicon: &'a Lexicon,
    /// Stance words.
    pub stances: &'a Stances,
    /// The sides of the talks, as far as known.
    pub sides: &'a [ActorId],
    /// What sort of text it is.
    pub genre: Genre,
    /// When it was published.
    pub published: Option<When>,
    /// The day on which each item was said, where its sentence tells.
    pub said: &'a [Option<When>],
}

/// What an issue named in a content says about its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Which hit.
    pub hit: usize,
    /// The clause around it.
    pub clause: Range<usize>,
    /// The stance.
    pub stance: Stance,
}

/// On what a position is, and where that is told.
struct About<'a> {
    issue: &'a IssueId,
    choice: Option<&'a ChoiceId>,
    place: usize,
}

/// On whose word a position is known.
struct Word {
    basis: Basis,
    speaker: Option<String>,
    via: Vec<String>,
    flags: BTreeSet<Flag>,
}

impl Context<'_> {
    /// All positions of the article: what the rules read, and what a coder makes of it.
    pub fn positions(&self, coder: Option<&Coder>) -> Vec<Position> {
        let ruled = self.ruled();
        let Some(coder) = coder else { return ruled };
        let mut out = coder.code(self, &ruled);
        sort(&mut out);
        out
    }

    /// The positions that the rules read.
    pub(crate) fn ruled(&self) -> Vec<Position> {
        let mut out = Vec::new();
        for at in 0..self.items.len() {
            let Some(resolved) = &self.speakers[at] else { continue };
            if self.is_imputed(at) {
                continue;
            }
            let parties: &[ActorId] =
                if resolved.all_sides { self.sides } else { &resolved.parties };
            let readings = self.readings(at);
            for reading in readings.iter().filter(|reading| reading.stance != Stance::Report) {
                out.extend(parties.iter().map(|party| self.position(at, reading, party)));
            }
            for guess in self.inferred(at, &readings) {
                out.extend(parties.iter().map(|party| self.guessed(at, &guess, party)));
            }
        }
        out.extend(self.settled());
        out.extend(self.narrated(&out));
        leave_to_named(&mut out);
        sort(&mut out);
        out
    }

    /// "Prisoner exchange issues were also resolved": agreed by the sides, as somebody tells.
    fn settled(&self) -> Vec<Position> {
        let mut out = Vec::new();
        let outermost = Outermost::new(self.items);
        for (number, hit) in self.issues.iter().enumerate() {
            let end = hit.tokens.end;
            let segment = &self.doc.segment_of[hit.tokens.start];
            let high = segment.end.min(end + 6);
            let words = self.doc.tokens.get(end..high).unwrap_or_default();
            let verb = words
                .iter()
                .position(|t| t.is_any(&["resolved", "agreed", "settled"]) && !t.capital);
            if let Some(from) = self.yielded(hit) {
                let clause = from..end;
                let teller = outermost.holding(self.items, clause.start);
                out.extend(
                    self.sides.iter().map(|side| self.told_settled(number, &clause, side, teller)),
                );
                continue;
            }
            let Some(verb) = verb else { continue };
            let before = &words[..verb];
            let passive = before.iter().any(|t| t.is_any(&["was", "were", "been", "are", "is"]));
            let low = segment.start.max(hit.tokens.start.saturating_sub(4));
            let denied = self
                .doc
                .tokens
                .get(low..end + verb)
                .unwrap_or_default()
                .iter()
                .any(|t| t.is_any(&["no", "not", "never", "yet", "if", "neither", "to"]));
            let broken = before.iter().any(|t| t.is_any(&[",", ".", ";", "that", "who"]));
            if !passive || denied || broken || hit.weak {
                continue;
            }
            let clause = hit.tokens.start..end + verb + 1;
            let teller = outermost.holding(self.items, clause.start);
            out.extend(
                self.sides.iter().map(|side| self.told_settled(number, &clause, side, teller)),
            );
        }
        out
    }

    /// "The round yielded a large exchange": the verb before what was settled.
    fn yielded(&self, hit: &IssueHit) -> Option<usize> {
        let start = hit.tokens.start;
        let low = self.doc.segment_of[start].start.max(start.saturating_sub(6));
        let words = self.doc.tokens.get(low..start).unwrap_or_default();
        let verb = words.iter().rposition(|t| t.is_any(&["yielded", "produced"]))?;
        let broken = words[verb..]
            .iter()
            .any(|t| t.is_any(&[",", ".", "no", "not", "nor", "but", "neither", "without"]));
        (!broken && !hit.weak).then_some(low + verb)
    }

    /// The position of a side on what was settled, as the item with the number `teller` has it.
    fn told_settled(
        &self,
        hit: usize,
        clause: &Range<usize>,
        side: &ActorId,
        teller: Option<usize>,
    ) -> Position {
        let hit = &self.issues[hit];
        let about =
            About { issue: &hit.issue, choice: hit.choice.as_ref(), place: hit.tokens.start };
        self.narrated_position(&about, clause, Stance::Agree, side, teller)
    }

    /// A position that the text tells of a party, in the words of the item with the number
    /// `teller` or in the writer's own.
    fn narrated_position(
        &self,
        about: &About,
        clause: &Range<usize>,
        stance: Stance,
        party: &ActorId,
        teller: Option<usize>,
    ) -> Position {
        let teller = teller.and_then(|at| self.speakers.get(at)?.as_ref());
        let basis = match teller {
            Some(resolved) if resolved.speaker.expert => Basis::Expert,
            Some(resolved) if resolved.parties.contains(party) => Basis::Own,
            Some(resolved) if resolved.parties.iter().any(|p| self.sides.contains(p)) => {
                Basis::Opponent
            }
            _ => Basis::Report,
        };
        Position {
            party: party.clone(),
            party_name: self.name(party),
            issue: about.issue.clone(),
            choice: about.choice.cloned(),
            stance,
            attitude: stance.attitude(),
            basis,
            speaker: teller.map(|resolved| resolved.speaker.name.clone()),
            via: Vec::new(),
            channel: Channel::Public,
            from: self.published.map(When::to_day),
            until: None,
            evidence: Evidence::Passage(Passage {
                report: self.report.to_owned(),
                span: self.doc.span(clause),
            }),
            words: self.doc.words(clause).to_owned(),
            flags: BTreeSet::new(),
            condition: None,
            confidence: 55,
            key: String::new(),
            decided: None,
        }
    }

    fn name(&self, party: &ActorId) -> String {
        self.lexicon.actor(party).map_or_else(|| party.to_string(), |entry| entry.name.clone())
    }

    /// The issues in an item's content with the stance towards each.
    pub fn readings(&self, at: usize) -> Vec<Reading> {
        let item = &self.items[at];
        let mut out: Vec<Reading> = Vec::new();
        if self.fronted(item) {
            return out;
        }
        for piece in &item.content {
            let from = self.issues.partition_point(|hit| hit.tokens.start < piece.start);
            let inside = |hit: &&IssueHit| hit.tokens.start < piece.end;
            let hits: Vec<usize> = (from..)
                .zip(self.issues[from..].iter().take_while(inside))
                .map(|(n, _)| n)
                .collect();
            for hit in hits {
                let issue = &self.issues[hit];
                let clause = self.clause(piece, issue.tokens.start);
                // "Bilateral talks on the border" is about the border.
                let general = issue.weak || issue.issue.as_str() == "talks";
                let crowded = general && self.names_strongly(&clause);
                if crowded || self.belongs_to_nested(at, issue.tokens.start) {
                    continue;
                }
                let stance = self.stance(at, &clause, issue.tokens.start);
                // Clauses follow each other: only the last readings can share this one.
                let last = out.iter().rev().take_while(|known| known.clause.end > clause.start);
                let known = last.into_iter().any(|reading| {
                    let other = &self.issues[reading.hit];
                    other.issue == issue.issue
                        && other.choice == issue.choice
                        && reading.stance == stance
                        && reading.clause == clause
                });
                if !known && (!issue.weak || stance != Stance::Report) {
                    out.push(Reading { hit, clause, stance });
                }
            }
        }
        if out.is_empty() && item.content == [item.cue.clone().unwrap_or(0..0)] {
            out.extend(self.elliptic(at));
        }
        out
    }

    /// Whether a clause names an issue, other than the talks, in words without another meaning.
    fn names_strongly(&self, clause: &Range<usize>) -> bool {
        let from = self.issues.partition_point(|hit| hit.tokens.start < clause.start);
        let mut inside = self.issues[from..].iter().take_while(|hit| hit.tokens.start < clause.end);
        inside.any(|hit| !hit.weak && hit.issue.as_str() != "talks")
    }

    /// "For civilians Alba wants no exchange": what stands in front names the issue, and the words
    /// behind the verb may name another. Silence is better than half of it.
    fn fronted(&self, item: &Attribution) -> bool {
        let Some(source) = &item.source else { return false };
        let start = self.doc.segment_of[source.full.start].start;
        let opens =
            start < source.full.start && self.doc.tokens[start].is_any(&["for", "on", "as"]);
        let close = source.full.start - start < 12;
        opens
            && close
            && self
                .issues
                .iter()
                .any(|hit| !hit.weak && (start..source.full.start).contains(&hit.tokens.start))
    }

    /// "Alba proposed a ceasefire, but Borea refused": the issue of the clause before.
    fn elliptic(&self, at: usize) -> Option<Reading> {
        let cue = self.items[at].cue.clone()?;
        let segment = &self.doc.segment_of[cue.start];
        let before = self.issues.partition_point(|hit| hit.tokens.start < cue.start);
        let hit = before.checked_sub(1)?;
        (self.issues[hit].tokens.start >= segment.start).then(|| {
            let start = self.items[at].source.as_ref().map_or(cue.start, |s| s.full.start);
            Reading { hit, clause: start.min(cue.start)..cue.end, stance: self.items[at].stance }
        })
    }

    /// Whether an attribution inside this one's content speaks of the place itself.
    fn belongs_to_nested(&self, at: usize, place: usize) -> bool {
        let outer = &self.items[at];
        // Sorted by start: what is nested in this item stands close behind it.
        self.items.iter().enumerate().skip(at + 1).take(40).any(|(number, inner)| {
            inner.nested
                && number != at
                && inner.source.is_some()
                && inner.holds(place)
                && inner.cue.as_ref().is_some_and(|cue| outer.holds(cue.start))
                && (outer.stance == Stance::Report || inner.stance != Stance::Report)
        })
    }

    /// The clause of a content around a place.
    fn clause(&self, piece: &Range<usize>, at: usize) -> Range<usize> {
        let doc = self.doc;
        let listed = |at: usize| {
            // "1)", "2)": the marks of a list.
            doc.tokens[at].is(")") && at > 0 && doc.tokens[at - 1].kind == TokenKind::Number
        };
        let ends = |at: usize| {
            let token = &doc.tokens[at];
            token.is_any(&[".", ";", "?", "!", ":"])
                || listed(at)
                || (token.is("and") && doc.tokens.get(at + 1).is_some_and(|t| t.is("to")))
                || (token.is("so") && doc.tokens.get(at + 1).is_some_and(|t| t.is("that")))
                || (token.is(",")
                    && doc.tokens.get(at + 1).is_some_and(|t| {
                        t.is_any(&[
                            "and", "but", "while", "although", "along", "as", "who", "which",
                            "having", "where",
                        ]) || (t.is("after")
                            && doc.tokens.get(at + 2).is_some_and(|next| next.is("which")))
                    }))
        };
        let low = piece.start.max(at.saturating_sub(60));
        let high = piece.end.min(at + 60);
        let start = (low..at).rev().find(|at| ends(*at)).map_or(low, |at| at + 1);
        let end = (at..high).find(|at| ends(*at)).unwrap_or(high);
        // The number of a list item stands before the next one's text.
        let end = if end < high && listed(end) { end - 1 } else { end };
        let range = start..end.max(start);
        if range.contains(&at) { range } else { at..at + 1 }
    }

    /// The words to show: of a long clause the part in which the issue is named.
    fn shown(&self, clause: &Range<usize>, hit: usize) -> Range<usize> {
        const SHORT: usize = 14;
        if hit.saturating_sub(clause.start) <= SHORT {
            return clause.clone();
        }
        let parts = |at: &usize| {
            let token = &self.doc.tokens[*at];
            token.is_any(&[",", "including", "that"]) || token.kind == TokenKind::Dash
        };
        let start = (clause.start..hit).rev().find(parts).map_or(clause.start, |at| at + 1);
        start..clause.end
    }

    fn stance(&self, at: usize, clause: &Range<usize>, place: usize) -> Stance {
        let item = &self.items[at];
        if item.kind == model::StatementKind::Question {
            return Stance::Report;
        }
        let piece = item.content.iter().find(|piece| piece.contains(&place));
        if piece.is_some_and(|piece| self.silent(piece.start)) {
            return Stance::Report;
        }
        if item.stance != Stance::Report {
            let yes = matches!(
                item.stance,
                Stance::Agree | Stance::Accept | Stance::Commit | Stance::OpenTo
            );
            // "agreed to set down in writing how a ceasefire could work" accepts no ceasefire.
            if yes && self.only_to_talk(item, place) {
                return Stance::Report;
            }
            return item.stance;
        }
        if item.flags.contains(&Flag::Negated) || item.class == Class::Think {
            return Stance::Report;
        }
        let Some(hit) = self.stances.nearest(&self.doc.tokens, clause, place) else {
            return self.listed(item, clause);
        };
        let goal = self.doc.tokens[hit.tokens.clone()].iter().any(|t| {
            t.is_any(&["step", "precondition", "condition", "before", "precede", "prerequisite"])
        });
        if hit.stance == Stance::Precondition && goal && place > hit.tokens.start {
            // What stands behind "is a necessary first step to" is the goal, not the condition.
            return Stance::Report;
        }
        if hit.by == By::Own && !self.own_clause(at, clause, hit.tokens.start) {
            return Stance::Report;
        }
        hit.stance
    }

    /// Whether what is agreed is to speak or write about the issue, not the issue.
    fn only_to_talk(&self, item: &Attribution, place: usize) -> bool {
        let piece = item.content.iter().find(|piece| piece.contains(&place));
        piece.is_some_and(|piece| {
            let low = piece.start.max(place.saturating_sub(12));
            self.doc.tokens.get(low..place).unwrap_or_default().iter().any(|t| {
                t.is_any(&[
                    "how", "whether", "writing", "discuss", "discussing", "study", "consider",
                    "examine", "explore", "draft", "views", "ideas", "about", "details",
                    "brokering", "broker", "mediating", "mediate", "hosting",
                ])
            })
        })
    }

    /// "First - a ceasefire. Second - the release": a ranked list of things without a verb is what
    /// the speaker asks for.
    fn listed(&self, item: &Attribution, clause: &Range<usize>) -> Stance {
        let ranked = self.stances.rank(&self.doc.tokens, clause).is_some();
        let dashed = clause
            .clone()
            .take(3)
            .any(|at| self.doc.tokens[at].kind == TokenKind::Dash || self.doc.tokens[at].is(":"));
        let spoken = item.kind == model::StatementKind::Direct;
        if ranked && dashed && spoken { Stance::Demand } else { Stance::Report }
    }

    /// Whether the subject before a stance word is the speaker's own side: "we", "I", its own name,
    /// or nothing at all ("ready to talk").
    fn own_clause(&self, at: usize, clause: &Range<usize>, stance: usize) -> bool {
        let before = clause.start..stance;
        let tokens = &self.doc.tokens[before.clone()];
        if tokens.iter().any(|t| t.is_any(&["we", "i", "our", "us"])) {
            return true;
        }
        let Some(resolved) = &self.speakers[at] else { return false };
        let named: Vec<ActorId> = self
            .actors
            .iter()
            .skip(self.actors.partition_point(|hit| hit.tokens.start < before.start))
            .take_while(|hit| hit.tokens.start < before.end)
            .filter(|hit| !hit.weak)
            .map(|hit| self.lexicon.party_of(&hit.actor))
            .collect();
        if let Some(last) = named.last() {
            return resolved.parties.contains(last);
        }
        tokens.iter().any(|t| t.is_any(&["he", "she", "it", "they"])) || tokens.len() < 3
    }

    fn position(&self, at: usize, reading: &Reading, party: &ActorId) -> Position {
        let hit = &self.issues[reading.hit];
        let about =
            About { issue: &hit.issue, choice: hit.choice.as_ref(), place: hit.tokens.start };
        let mut out = self.told(at, &about, &reading.clause, reading.stance, party);
        if let Some(mark) = self.stances.fallback(&self.doc.tokens, &reading.clause) {
            // "In fact if not in law": the form named first would do.
            let better = self.issues.iter().skip(reading.hit + 1).take(4).any(|other| {
                other.issue == hit.issue
                    && other.tokens.start > mark
                    && reading.clause.contains(&other.tokens.start)
            });
            if better && hit.tokens.start <= mark {
                out.flags.insert(Flag::Fallback);
            }
        }
        out
    }

    /// A position on something, as the item has it.
    fn told(
        &self,
        at: usize,
        about: &About,
        clause: &Range<usize>,
        stance: Stance,
        party: &ActorId,
    ) -> Position {
        let item = &self.items[at];
        let stance = Stances::refined(stance, &self.doc.tokens, clause);
        let Word { mut basis, mut speaker, via, mut flags } = self.word(at, party);
        if self.in_gloss(at, about.place) {
            basis = Basis::Report;
            speaker = None;
            flags.insert(Flag::Characterised);
        }
        let resolved = self.speakers[at].as_ref();
        flags.extend(item.flags.iter().copied());
        match self.stances.rank(&self.doc.tokens, clause) {
            Some(true) => drop(flags.insert(Flag::First)),
            Some(false) => drop(flags.insert(Flag::Later)),
            None => {}
        }
        let fallback = self.stances.fallback(&self.doc.tokens, clause);
        if fallback.is_some_and(|mark| mark <= clause.start + 2) {
            flags.insert(Flag::Fallback);
        }
        if self.doc.tokens[clause.clone()].iter().any(|t| t.folded.starts_with("unilateral")) {
            flags.insert(Flag::OneSided);
        }
        let condition =
            self.stances.condition(&self.doc.tokens, clause).filter(|_| fallback.is_none());
        let condition = condition.map(|from| {
            flags.insert(Flag::Conditional);
            self.doc.words(&(from..clause.end)).to_owned()
        });
        let certain = resolved.is_none_or(|r| r.speaker.certain);
        if !certain {
            flags.insert(Flag::UncertainSpeaker);
        }
        let weight = |factor: u32| u32::from(item.confidence) * factor / 100;
        let confidence = weight(match (basis, certain) {
            (Basis::Own, true) => 90,
            (Basis::Own, false) => 65,
            (_, true) => 80,
            (_, false) => 60,
        });
        let shown = self.shown(clause, about.place);
        let span = self.doc.span(&shown);
        Position {
            party: party.clone(),
            party_name: self.name(party),
            issue: about.issue.clone(),
            choice: about.choice.cloned(),
            stance,
            attitude: stance.attitude(),
            basis,
            speaker,
            via,
            channel: Channel::Public,
            from: self.said.get(at).copied().flatten().or(self.published.map(When::to_day)),
            until: None,
            evidence: Evidence::Passage(Passage { report: self.report.to_owned(), span }),
            words: self.doc.words(&shown).to_owned(),
            flags,
            condition,
            confidence: u8::try_from(confidence).unwrap_or(100),
            key: String::new(),
            decided: None,
        }
    }

    /// "wants \"guarantees\" - a word that stands for ...": what stands behind the dash is
    /// the writer's explanation.
    fn in_gloss(&self, at: usize, place: usize) -> bool {
        let item = &self.items[at];
        let Some(piece) = item.content.iter().find(|piece| piece.contains(&place)) else {
            return false;
        };
        if self.doc.quoted(place) || item.kind == model::StatementKind::InterviewTurn {
            return false;
        }
        let dash = (piece.start..place).rev().find(|at| {
            let token = &self.doc.tokens[*at];
            token.kind == TokenKind::Dash && !self.doc.quoted(*at)
        });
        // A pair of dashes closes a parenthesis; a single one opens the explanation.
        let pairs = (piece.start..place)
            .filter(|at| self.doc.tokens[*at].kind == TokenKind::Dash && !self.doc.quoted(*at))
            .count();
        dash.is_some_and(|at| at > piece.start + 2) && pairs % 2 == 1
    }

    /// On whose word a position is known: basis, who exactly, and through whom.
    fn word(&self, at: usize, party: &ActorId) -> Word {
        let item = &self.items[at];
        let mut flags = BTreeSet::new();
        let mut basis = self.plain_basis(at, &mut flags);
        let own = self.speakers[at].as_ref().map(|resolved| resolved.speaker.name.clone());
        let unnamed =
            self.speakers[at].as_ref().is_some_and(|r| r.speaker.kind == SpeakerKind::Unnamed);
        let mut via: Vec<String> =
            item.via.iter().map(|range| self.doc.words(range).to_owned()).collect();
        if let Some(teller) = self.relayed_by(at, party) {
            basis = teller;
        }
        let mut speaker = match basis {
            Basis::Own => own,
            // An unnamed source is who says it; else the writer, unless somebody is named behind.
            _ if unnamed => own,
            _ if via.is_empty() => None,
            _ => Some(via.remove(0)),
        };
        for outer in self.around(at) {
            let Some(teller) = &self.speakers[outer] else {
                flags.insert(Flag::Hearsay);
                basis = Basis::Report;
                continue;
            };
            let unnamed = teller.speaker.kind == SpeakerKind::Unnamed;
            let sides = |ids: &[ActorId]| ids.iter().any(|id| self.sides.contains(id));
            basis = if teller.speaker.expert {
                Basis::Expert
            } else if teller.parties.contains(party) && !unnamed && !flags.contains(&Flag::Imputed)
            {
                // "Brel said Alba wanted ...": its own words, not a writer's view of it.
                flags.remove(&Flag::Characterised);
                Basis::Own
            } else if sides(&teller.parties) && self.sides.contains(party) && !unnamed {
                Basis::Opponent
            } else {
                Basis::Report
            };
            let better = basis != Basis::Own || teller.speaker.kind != SpeakerKind::Party;
            if better || speaker.is_none() {
                speaker = Some(teller.speaker.name.clone());
            }
            if !teller.speaker.certain {
                flags.insert(Flag::UncertainSpeaker);
            }
            if basis != Basis::Own {
                // Who is no voice of the party decides; nobody further out vouches for it.
                break;
            }
        }
        Word { basis, speaker, via, flags }
    }

    /// "Alba did not agree, according to Borea's minister": the word of whoever passes it on.
    fn relayed_by(&self, at: usize, party: &ActorId) -> Option<Basis> {
        let range = self.items[at].via.first()?;
        let from = self.actors.partition_point(|hit| hit.tokens.start < range.start);
        let named = self.actors[from..]
            .iter()
            .take_while(|hit| hit.tokens.start < range.end)
            .find(|hit| !hit.weak)?;
        let teller = self.lexicon.party_of(&named.actor);
        let sides = self.sides.contains(&teller) && self.sides.contains(party);
        (teller != *party && sides).then_some(Basis::Opponent)
    }

    /// The basis of what stands in no other's mouth.
    fn plain_basis(&self, at: usize, flags: &mut BTreeSet<Flag>) -> Basis {
        let item = &self.items[at];
        let unnamed = self.speakers[at]
            .as_ref()
            .is_some_and(|r| r.speaker.kind == SpeakerKind::Unnamed || r.speaker.expert);
        // "Alba said, according to people who were there": nobody's name stands for it.
        let relayed = item.via.iter().any(|range| {
            self.doc.tokens[range.clone()].iter().any(|t| {
                t.is_any(&["people", "sources", "source", "officials", "insiders", "diplomats"])
            })
        });
        if unnamed || relayed {
            return Basis::Report;
        }
        let told = matches!(item.class, Class::Want | Class::Think);
        if told && item.kind != model::StatementKind::Mixed {
            // What a party wants or thinks, in the writer's words, is a characterisation.
            flags.insert(Flag::Characterised);
            return Basis::Report;
        }
        if self.genre == Genre::Opinion && item.kind != model::StatementKind::Direct {
            flags.insert(Flag::Characterised);
            return Basis::Report;
        }
        Basis::Own
    }

    /// Who tells an item that stands in others' content, the innermost first.
    pub fn tellers(&self, at: usize) -> Vec<String> {
        let name = |outer: usize| Some(self.speakers[outer].as_ref()?.speaker.name.clone());
        self.around(at).into_iter().filter_map(name).collect()
    }

    /// Whether somebody put the words into another's mouth: they are no position of anybody's.
    fn is_imputed(&self, at: usize) -> bool {
        let imputed = |at: usize| self.items[at].kind == model::StatementKind::Imputed;
        imputed(at) || self.around(at).into_iter().any(imputed)
    }

    /// The statements in whose content an item stands, the innermost first.
    fn around(&self, at: usize) -> Vec<usize> {
        let item = &self.items[at];
        if !item.nested {
            return Vec::new();
        }
        let own = item.cue.as_ref().map_or(item.start(), |cue| cue.start);
        let mut out: Vec<usize> = (at.saturating_sub(60)..self.items.len().min(at + 4))
            .filter(|other| *other != at)
            .filter(|other| {
                let outer = &self.items[*other];
                outer.holds(own) && outer.holds(item.start()) && outer.content != item.content
            })
            .collect();
        out.sort_by_key(|other| self.items[*other].content.iter().map(Range::len).sum::<usize>());
        out
    }
}

/// Takes out the guesses at an issue where words of the same place name one for the same party.
fn leave_to_named(positions: &mut Vec<Position>) {
    let span = |position: &Position| {
        position.evidence.passage().map(|passage| (passage.span.start, passage.span.end))
    };
    let guessed = |position: &Position| position.flags.contains(&Flag::IssueInferred);
    let mut named: BTreeMap<ActorId, Vec<(usize, usize)>> = BTreeMap::new();
    for position in positions.iter().filter(|position| !guessed(position)) {
        named.entry(position.party.clone()).or_default().extend(span(position));
    }
    for spans in named.values_mut() {
        spans.sort_unstable();
    }
    positions.retain(|position| {
        let (Some((start, end)), true) = (span(position), guessed(position)) else { return true };
        let Some(spans) = named.get(&position.party) else { return true };
        // Passages are short: one that begins far before does not reach here.
        let from = spans.partition_point(|known| known.0 + 2_000 < start);
        !spans[from..].iter().take_while(|known| known.0 < end).any(|known| known.1 > start)
    });
}

/// Brings positions into the order of the text, each once.
fn sort(positions: &mut Vec<Position>) {
    positions.sort_by(|a, b| key(a).cmp(&key(b)));
    positions.dedup_by(|a, b| key(a) == key(b) && a.stance == b.stance && a.basis == b.basis);
}

fn key(position: &Position) -> (usize, usize, &ActorId, &model::IssueId, Option<&model::ChoiceId>) {
    let span = match &position.evidence {
        Evidence::Passage(passage) => passage.span,
        Evidence::Entry { line, .. } => model::Span::new(*line, *line),
        Evidence::Assumed(_) => model::Span::new(0, 0),
    };
    (span.start, span.end, &position.party, &position.issue, position.choice.as_ref())
}
