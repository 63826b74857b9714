//! Positions whose words name no issue: "We are not moving our boots", in an article about a
//! withdrawal. The words tell the stance, the text around them the issue.

use std::ops::Range;

use model::{ActorId, Flag, Position, Stance, StatementKind};

use super::{About, Context, Reading};
use crate::cues::Class;
use crate::stance::{By, Stances};

/// The least share, in percent, that the issue must have of what is spoken of near the passage;
/// less will do if words of the passage itself speak for it.
const SHARE: u32 = 25;
const SHARE_HERE: u32 = 18;
/// Longer passages say more than one thing.
const LONG: usize = 45;

/// A passage with a stance and the issue that it is likely about.
pub(super) struct Guess {
    clause: Range<usize>,
    stance: Stance,
    issue: usize,
    share: u32,
}

impl Context<'_> {
    /// The passages of an item's content that tell a stance and name no issue.
    pub(super) fn inferred(&self, at: usize, readings: &[Reading]) -> Vec<Guess> {
        let item = &self.items[at];
        let mut out: Vec<Guess> = Vec::new();
        if matches!(item.kind, StatementKind::Question | StatementKind::Imputed) {
            return out;
        }
        for clause in item.content.iter().flat_map(|piece| self.clauses(piece)) {
            let named = readings.iter().any(|reading| {
                // What a cue of stance says of a named issue is settled, also when it is nothing.
                (reading.stance != Stance::Report || item.stance != Stance::Report)
                    && reading.clause.start < clause.end
                    && clause.start < reading.clause.end
            });
            if named || clause.is_empty() || self.belongs_to_nested(at, clause.start) {
                continue;
            }
            if self.silent(clause.start) {
                continue;
            }
            let stance = self.clause_stance(at, &clause, out.is_empty());
            if stance == Stance::Report {
                continue;
            }
            let Some(topic) = self.topics.about(self.doc, &clause) else { continue };
            if topic.share >= if topic.here { SHARE_HERE } else { SHARE } {
                out.push(Guess { clause, stance, issue: topic.issue, share: topic.share });
            }
        }
        out
    }

    /// "to comment on the list", "did not know": silence is no stance.
    pub(super) fn silent(&self, at: usize) -> bool {
        let told = self.stances.told(&self.doc.tokens, at, at);
        told.is_some_and(|(_, stance)| stance == Stance::Report)
    }

    /// The stance of a clause: that of the cue for the first, else that of its own words.
    fn clause_stance(&self, at: usize, clause: &Range<usize>, first: bool) -> Stance {
        let item = &self.items[at];
        if item.stance != Stance::Report {
            return if first { item.stance } else { Stance::Report };
        }
        if item.flags.contains(&Flag::Negated) || item.class == Class::Think {
            return Stance::Report;
        }
        let tokens = &self.doc.tokens;
        let hit = self.stances.nearest(tokens, clause, clause.start);
        let own = |by: By, place: usize| by == By::Any || self.own_clause(at, clause, place);
        let worded = hit.filter(|hit| own(hit.by, hit.tokens.start)).map(|hit| hit.stance);
        let shaped = || {
            let (stance, by) = Stances::shape(tokens, clause)?;
            own(by, clause.end.min(clause.start + 6)).then_some(stance)
        };
        worded.filter(|stance| *stance != Stance::Report).or_else(shaped).unwrap_or(Stance::Report)
    }

    /// The sentences of a piece of content, none of them long.
    fn clauses(&self, piece: &Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = piece.start;
        for at in piece.clone() {
            let token = &self.doc.tokens[at];
            let ends = token.is_any(&[".", ";", "?", "!"]);
            if ends {
                out.push(start..at);
                start = at + 1;
            }
        }
        out.push(start..piece.end);
        for clause in &mut out {
            clause.end = clause.end.min(clause.start + LONG).max(clause.start);
        }
        out.retain(|clause| clause.len() > 1);
        out
    }

    /// The position of a party that a guess makes.
    pub(super) fn guessed(&self, at: usize, guess: &Guess, party: &ActorId) -> Position {
        let issue = &self.lexicon.issues()[guess.issue].id;
        let about = About { issue, choice: None, place: guess.clause.start };
        let mut out = self.told(at, &about, &guess.clause, guess.stance, party);
        out.flags.insert(Flag::IssueInferred);
        let confidence = u32::from(out.confidence) * (40 + guess.share / 2) / 100;
        out.confidence = u8::try_from(confidence).unwrap_or(100);
        out
    }
}
