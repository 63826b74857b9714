//! Positions that the writer tells without a statement: "the union is after a share of the fees",
//! "Northland's offer to free the crew". A phrase of the lexicon stands between the party and the
//! matter; what the rules of attribution have read already is left to them.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{ActorId, Flag, IssueId, Position, Stance, StatementKind};

use super::{About, Context};
use crate::attribution::Outermost;
use crate::stance::Stances;
use crate::token::TokenKind;

/// How far before its verb a party is looked for, in tokens.
const SUBJECT: usize = 14;
/// How far behind the verb its matter reaches.
const OBJECT: usize = 28;
/// How far back a pronoun may point.
const PRONOUN: usize = 90;
/// The least share, in percent, of an issue that the words do not name.
const SHARE: u32 = 25;

/// How far back, in tokens, a bare verb finds what it answers, and how sure that is, in percent.
const ANSWER: usize = 45;
const SURE: u32 = 80;

/// Before a name these make it something else than the subject.
const OBLIQUE: [&str; 14] = [
    "with", "by", "against", "to", "from", "on", "in", "at", "about", "toward", "towards", "than",
    "between", "into",
];

/// A party and whether it is sure.
type Subject = (Vec<ActorId>, bool);

impl Context<'_> {
    /// Positions told in narration, beside those known from statements.
    pub(super) fn narrated(&self, known: &[Position]) -> Vec<Position> {
        let mut spans: Vec<(usize, usize, &ActorId)> = known
            .iter()
            .filter_map(|position| {
                let span = position.evidence.passage()?.span;
                Some((span.start, span.end, &position.party))
            })
            .collect();
        spans.sort_unstable();
        let outermost = Outermost::new(self.items);
        let taken = self.taken();
        let mut out: Vec<Position> = Vec::new();
        let mut last: Option<(usize, Subject)> = None;
        let mut at = 0;
        while at < self.doc.tokens.len() {
            if taken[at] {
                at += 1;
                continue;
            }
            let Some((len, stance)) = self.told_at(at) else {
                at += 1;
                continue;
            };
            let clause = at..self.object_end(at, at + len);
            at += len;
            let settled = taken.get(clause.start..at).is_some_and(|part| part.contains(&true));
            let bare = self.is_bare(at) && is_answer(stance);
            if settled || stance == Stance::Report || (clause.len() <= len && !bare) {
                continue;
            }
            let clause = if bare { clause.start..at } else { clause };
            // "does not want to confront Alba or reject the text": of one subject.
            let joined = self.doc.tokens[clause.start.saturating_sub(1)]
                .is_any(&["and", "or", "nor", "to", "then"]);
            let segment = self.doc.segment_of[clause.start].start;
            let shared = last.clone().filter(|(start, _)| joined && *start == segment);
            let Some(subject) =
                shared.map(|(_, subject)| subject).or_else(|| self.subject(clause.start, stance))
            else {
                continue;
            };
            last = Some((segment, subject.clone()));
            let (parties, certain) = subject;
            let stance = Stances::refined(stance, &self.doc.tokens, &clause);
            let teller = outermost.holding(self.items, clause.start);
            let bytes = self.doc.span(&clause);
            for party in &parties {
                // Known spans are short; those that begin far before do not reach here.
                let from = spans.partition_point(|(start, ..)| start + 2_000 < bytes.start);
                let read = spans[from..]
                    .iter()
                    .take_while(|(start, ..)| *start < bytes.end)
                    .any(|(_, end, other)| *end > bytes.start && *other == party);
                if read {
                    continue;
                }
                let matters =
                    if bare { self.answered(clause.start) } else { self.matters(&clause) };
                for (issue, share) in matters {
                    let choice = self.choice_in(&clause, &issue);
                    let about = About { issue: &issue, choice, place: clause.start };
                    let mut one = self.narrated_position(&about, &clause, stance, party, teller);
                    if !certain {
                        one.flags.insert(Flag::UncertainSpeaker);
                        one.confidence = 40;
                    }
                    if let Some(share) = share {
                        one.flags.insert(Flag::IssueInferred);
                        one.confidence = u8::try_from(20 + share / 4).unwrap_or(20);
                    }
                    self.flag(&mut one, &clause);
                    out.push(one);
                }
            }
        }
        out
    }

    /// Tokens that tell nothing of a party's own: questions, words put into a mouth, and the cues
    /// from which the rules of statements have made what they could.
    fn taken(&self) -> Vec<bool> {
        let mut out = vec![false; self.doc.tokens.len()];
        let mut fill = |range: &Range<usize>| {
            if let Some(part) = out.get_mut(range.clone()) {
                part.fill(true);
            }
        };
        for (at, item) in self.items.iter().enumerate() {
            if matches!(item.kind, StatementKind::Question | StatementKind::Imputed) {
                item.content.iter().for_each(&mut fill);
            }
            let party = self.speakers[at]
                .as_ref()
                .is_some_and(|resolved| resolved.all_sides || !resolved.parties.is_empty());
            if let Some(cue) = item.cue.as_ref().filter(|_| party && item.stance != Stance::Report)
            {
                fill(cue);
            }
        }
        out
    }

    /// Rank, condition, fallback and hearsay of a clause.
    pub(super) fn flag(&self, one: &mut Position, clause: &Range<usize>) {
        let tokens = &self.doc.tokens;
        match self.stances.rank(tokens, clause) {
            Some(true) => drop(one.flags.insert(Flag::First)),
            Some(false) => drop(one.flags.insert(Flag::Later)),
            None => {}
        }
        if self.stances.fallback(tokens, clause).is_some() {
            one.flags.insert(Flag::Fallback);
        } else if let Some(from) = self.stances.condition(tokens, clause) {
            one.flags.insert(Flag::Conditional);
            one.condition = Some(self.doc.words(&(from..clause.end)).to_owned());
        }
        let low = self.doc.segment_of[clause.start].start.max(clause.start.saturating_sub(20));
        let hearsay =
            ["reportedly", "allegedly", "supposedly", "apparently", "rumour", "understood"];
        if tokens
            .get(low..clause.start)
            .unwrap_or_default()
            .iter()
            .any(|token| token.is_any(&hearsay))
        {
            one.flags.insert(Flag::Hearsay);
        }
    }

    /// A phrase that tells a stance, or a party that would, could or will not.
    fn told_at(&self, at: usize) -> Option<(usize, Stance)> {
        let tokens = &self.doc.tokens;
        let segment = &self.doc.segment_of[at];
        if let Some(found) = self.stances.told(tokens, segment.start, at) {
            return Some(found);
        }
        if !tokens[at].is_any(&["would", "could", "will", "might", "may", "cannot"]) {
            return None;
        }
        self.party_at(at.checked_sub(1)?)?;
        let clause = at..self.object_end(at, at);
        let (stance, _) = Stances::shape(tokens, &clause)?;
        (stance != Stance::Commit || tokens[at].is("would")).then_some((1, stance))
    }

    /// Whether nothing stands behind a verb, or only a pronoun: "Borea refused.", "rejected it".
    fn is_bare(&self, end: usize) -> bool {
        let stops = |at: usize| {
            self.doc.tokens.get(at).is_none_or(|token| {
                token.is_any(&[",", ".", ";", ":", "?", "!"]) || token.kind == TokenKind::Dash
            })
        };
        let it = self
            .doc
            .tokens
            .get(end)
            .is_some_and(|token| token.is_any(&["it", "them", "this", "that", "both"]));
        stops(end) || (it && stops(end + 1))
    }

    /// What a bare verb answers: the issue that was named last, not far before.
    fn answered(&self, place: usize) -> Vec<(IssueId, Option<u32>)> {
        let end = self.issues.partition_point(|hit| hit.tokens.start < place);
        let before = self.issues[..end].iter().rev();
        let mut near = before.take_while(|hit| hit.tokens.start + ANSWER >= place);
        let found = near.find(|hit| !hit.weak && hit.issue.as_str() != "talks");
        found.map(|hit| (hit.issue.clone(), Some(SURE))).into_iter().collect()
    }

    /// Where the matter of a verb ends: in the sentence of the verb, also if the verb is its last
    /// word and what stands at `start` belongs to the next.
    fn object_end(&self, verb: usize, start: usize) -> usize {
        let Some(segment) = self.doc.segment_of.get(verb) else { return start };
        let high = segment.end.min(start + OBJECT);
        (start..high)
            .find(|at| {
                let token = &self.doc.tokens[*at];
                let next = |words: &[&str]| {
                    self.doc.tokens.get(at + 1).is_some_and(|token| token.is_any(words))
                };
                token.is_any(&[".", ";", ":", "?", "!", "but", "while", "whereas"])
                    || (token.is(",") && next(&["and", "but", "while", "who", "which", "as"]))
            })
            .unwrap_or(high)
    }

    /// Whose stance the words at a place tell.
    fn subject(&self, place: usize, stance: Stance) -> Option<Subject> {
        let segment = self.doc.segment_of.get(place)?;
        let low = segment.start.max(place.saturating_sub(SUBJECT));
        let mut at = place;
        while at > low {
            at -= 1;
            let token = &self.doc.tokens[at];
            if token.is_any(&[";", ":"]) || self.doc.quote_of[at] != self.doc.quote_of[place] {
                return None;
            }
            if token.is_any(&["sides", "parties", "delegations", "governments", "capitals"]) {
                let both = at.checked_sub(1).is_some_and(|before| {
                    self.doc.tokens[before].is_any(&["both", "two", "the", "all"])
                });
                return both.then(|| (self.sides.to_vec(), true));
            }
            if let Some(found) = self.party_at(at) {
                let (start, party) = found;
                let oblique = start
                    .checked_sub(1)
                    .is_some_and(|before| self.doc.tokens[before].is_any(&OBLIQUE));
                if !oblique {
                    return Some((vec![party], true));
                }
                at = start;
                continue;
            }
            if let Some(found) = self.speaker_at(at) {
                return Some(found);
            }
            if token.kind == TokenKind::Word
                && token.is_any(&["he", "she", "it", "they", "its", "his", "her", "their"])
            {
                return self.before(at);
            }
        }
        let deal = stance == Stance::Agree && self.sides.len() == 2;
        deal.then(|| (self.sides.to_vec(), false))
    }

    /// The party whose name ends at a token, and where the name begins.
    fn party_at(&self, at: usize) -> Option<(usize, ActorId)> {
        let from = self.actors.partition_point(|hit| hit.tokens.end <= at);
        let hit = self.actors.get(from).filter(|hit| hit.tokens.contains(&at) && !hit.weak)?;
        Some((hit.tokens.start, self.lexicon.party_of(&hit.actor)))
    }

    /// The speaker of a statement whose name stands at a token.
    fn speaker_at(&self, at: usize) -> Option<Subject> {
        // Items are sorted by content; a source stands close to it.
        let from = self.items.partition_point(|item| item.start() + 80 < at);
        let near = self.items[from..].iter().take_while(|item| item.start() <= at + 80);
        for (number, item) in near.enumerate() {
            let here = item.source.as_ref().is_some_and(|source| source.full.contains(&at));
            let resolved = here.then(|| self.speakers[from + number].as_ref()).flatten();
            if let Some(resolved) = resolved.filter(|r| !r.parties.is_empty()) {
                return Some((resolved.parties.clone(), resolved.speaker.certain));
            }
        }
        None
    }

    /// The last party that spoke or was named before a pronoun.
    fn before(&self, at: usize) -> Option<Subject> {
        let low = at.saturating_sub(PRONOUN);
        (low..at).rev().find_map(|at| {
            if let Some((parties, _)) = self.speaker_at(at) {
                return Some((parties, false));
            }
            let (start, party) = self.party_at(at)?;
            let oblique =
                start.checked_sub(1).is_some_and(|before| self.doc.tokens[before].is_any(&OBLIQUE));
            (!oblique).then(|| (vec![party], false))
        })
    }

    /// The issues of a clause: those it names, else the one that the text around tells, with its
    /// share.
    fn matters(&self, clause: &Range<usize>) -> Vec<(IssueId, Option<u32>)> {
        let from = self.issues.partition_point(|hit| hit.tokens.start < clause.start);
        let inside = || self.issues[from..].iter().take_while(|hit| hit.tokens.start < clause.end);
        let general = |issue: &IssueId| issue.as_str() == "talks";
        let named: BTreeSet<&IssueId> = inside()
            .filter(|hit| !hit.weak && !general(&hit.issue))
            .map(|hit| &hit.issue)
            .take(3)
            .collect();
        if !named.is_empty() {
            return named.into_iter().map(|issue| (issue.clone(), None)).collect();
        }
        let topic = self.topics.about(self.doc, clause).filter(|topic| topic.share >= SHARE);
        topic
            .and_then(|topic| {
                let issue = self.lexicon.issues().get(topic.issue)?.id.clone();
                Some(vec![(issue, Some(topic.share))])
            })
            .unwrap_or_default()
    }

    pub(super) fn choice_in(
        &self,
        clause: &Range<usize>,
        issue: &IssueId,
    ) -> Option<&model::ChoiceId> {
        let from = self.issues.partition_point(|hit| hit.tokens.start < clause.start);
        self.issues[from..]
            .iter()
            .take_while(|hit| hit.tokens.start < clause.end)
            .find(|hit| hit.issue == *issue)
            .and_then(|hit| hit.choice.as_ref())
    }
}

/// Whether a stance answers what somebody else put forward.
fn is_answer(stance: Stance) -> bool {
    matches!(stance, Stance::Refuse | Stance::Ignore | Stance::Accept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Raw, Reader};

    fn read(text: &str) -> Vec<(String, String, Stance, bool)> {
        let head = "Kenya and Uganda in lake talks\n\nLake Post - 4 March 2024\n\nTalks between \
                    Kenya and Uganda on the lake went on.\n\n";
        let all = format!("{head}{text}\n");
        let raw = Raw { path: "a.txt", bytes: all.as_bytes() };
        // The rules alone: what is learned may add to them.
        let reading = Reader::new(None).with_tagger(None).read(&[raw], 1, &|_, _| {});
        let tell = |one: &Position| {
            let guessed = one.flags.contains(&Flag::IssueInferred);
            (one.party.to_string(), one.issue.to_string(), one.stance, guessed)
        };
        reading.positions.iter().map(tell).collect()
    }

    #[test]
    fn what_a_writer_tells_of_a_party_is_read() {
        let found = read("Kenya is holding out for a full ceasefire.");
        assert_eq!(found, [("ke".into(), "ceasefire".into(), Stance::Demand, false)]);
        let found = read("Uganda's offer to free all prisoners stands.");
        assert_eq!(found, [("ug".into(), "prisoners".into(), Stance::Propose, false)]);
    }

    #[test]
    fn an_oblique_name_is_no_subject() {
        let found = read("After a meeting with Kenya, Uganda is dead against a ceasefire.");
        assert_eq!(found, [("ug".into(), "ceasefire".into(), Stance::Refuse, false)]);
    }

    #[test]
    fn a_second_verb_has_the_subject_of_the_first() {
        let found =
            read("Kenya is pressing for talks with Uganda and insists on a full ceasefire.");
        assert!(found.contains(&("ke".into(), "ceasefire".into(), Stance::Demand, false)));
        assert!(found.iter().all(|(party, ..)| party == "ke"), "{found:?}");
    }

    #[test]
    fn a_bare_verb_answers_what_was_named_before() {
        let found =
            read("Kenya is holding out for a full ceasefire, a demand that Uganda has ignored.");
        assert!(
            found.contains(&("ug".into(), "ceasefire".into(), Stance::Ignore, true)),
            "{found:?}"
        );
        let found =
            read("Kenya's offer to free all prisoners was on the table. Uganda spurned it.");
        assert!(
            found.contains(&("ug".into(), "prisoners".into(), Stance::Refuse, true)),
            "{found:?}"
        );
    }

    #[test]
    fn a_verb_at_the_end_of_a_line_takes_nothing_of_the_next() {
        let found = read("Kenya wants\n\nThe ceasefire of last year");
        assert_eq!(found, []);
    }

    #[test]
    fn silence_is_no_stance() {
        assert_eq!(read("Kenya declined to comment on the prisoners."), []);
    }

    #[test]
    fn an_issue_that_nobody_names_is_told_by_the_text_and_said_to_be() {
        let found = read(
            "A ceasefire is what everybody speaks of. The truce would silence the guns.\n\n\
             \u{201c}We will not be the first,\u{201d} Kenya's foreign minister said.",
        );
        assert_eq!(found, [("ke".into(), "ceasefire".into(), Stance::Refuse, true)]);
    }
}
