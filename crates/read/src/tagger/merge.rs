//! What the rules found and what the tagger found become one list, each item with the probability
//! that a careful reader would mark it too.
//!
//! The rules know structure (turns, "this was stated by") and name the stance; the tagger hears cues
//! that no lexicon holds. Where both found the same, the rule's spans stand and the agreement counts.

use std::ops::Range;

use model::{Flag, Stance, StatementKind};

use super::Tagged;
use super::judge::{GROUPS, Judge, Shape};
use super::labels::{Marked, Role, spans};
use super::link::{Linked, link};
use crate::attribution::{Attribution, Source};
use crate::cues::{Class, Cues, Form};
use crate::doc::{Doc, Part};
use crate::token::TokenKind;

/// One attribution that may be right.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What the rules say of it, or what is made of the tagger's spans.
    pub item: Attribution,
    /// The spans that are compared with what a person marked.
    pub marked: Marked,
    /// What the judge looks at.
    pub shape: Shape,
}

/// Found by both, by the tagger alone, by the rules alone, or by the rules inside another content.
const BOTH: usize = 0;
const TAGGER: usize = 1;
const RULES: usize = 2;
const NESTED: usize = 3;

/// All candidates of an article, in the order of their content.
pub fn candidates(
    doc: &Doc,
    cues: &Cues,
    rules: Vec<Attribution>,
    tagged: &Tagged,
) -> Vec<Candidate> {
    let linked = link(doc, &spans(&tagged.labels));
    let mut by_start: Vec<usize> = (0..rules.len()).collect();
    by_start.sort_by_key(|number| rules[*number].start());
    let mut used: Vec<Option<usize>> = vec![None; rules.len()];
    let mut out = Vec::new();
    for (number, found) in linked.iter().enumerate() {
        let twin = twin(found, &rules, &by_start, &used);
        match twin {
            Some(rule) => used[rule] = Some(number),
            None => out.extend(alone(doc, cues, found, tagged)),
        }
    }
    for (item, twin) in rules.into_iter().zip(used) {
        let twin = twin.and_then(|number| linked.get(number));
        out.push(ruled(doc, item, twin, tagged));
    }
    out.sort_by_key(|candidate| {
        let end = candidate.item.content.last().map_or(0, |piece| piece.end);
        let cue = candidate.item.cue.clone().map(|cue| cue.start);
        (candidate.item.start(), std::cmp::Reverse(end), cue)
    });
    out
}

fn size(ranges: &[Range<usize>]) -> usize {
    ranges.iter().map(Range::len).sum()
}

fn shared(a: &[Range<usize>], b: &[Range<usize>]) -> usize {
    let meet =
        |x: &Range<usize>, y: &Range<usize>| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    a.iter().map(|x| b.iter().map(|y| meet(x, y)).sum::<usize>()).sum()
}

/// The rule's item that says the same: content shared by half of either, and the same source or cue.
fn twin(
    found: &Linked,
    rules: &[Attribution],
    by_start: &[usize],
    used: &[Option<usize>],
) -> Option<usize> {
    let (low, high) = (found.content.first()?.start, found.content.last()?.end);
    let touches = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    // Contents that begin far before can hardly be the same; anything up to the end may.
    let from = by_start.partition_point(|number| rules[*number].start() + 400 < low);
    by_start[from..]
        .iter()
        .copied()
        .take_while(|number| rules[*number].start() < high)
        .filter(|number| used[*number].is_none())
        .filter(|number| {
            let rule = &rules[*number];
            let common = shared(&found.content, &rule.content);
            let half = 2 * common >= size(&found.content).min(size(&rule.content)) && common > 0;
            let cue = match (&found.cue, &rule.cue) {
                (Some(a), Some(b)) => touches(a, b),
                _ => false,
            };
            let source = match (&found.source, &rule.source) {
                (Some(a), Some(b)) => touches(a, &b.full),
                (None, None) => true,
                _ => false,
            };
            half && (cue || source && (found.cue.is_none() || rule.cue.is_none() || !rule.nested))
        })
        .max_by_key(|number| {
            let rule = &rules[*number];
            (shared(&found.content, &rule.content), std::cmp::Reverse(*number))
        })
}

/// A rule's item, with what the tagger thinks of it.
fn ruled(doc: &Doc, item: Attribution, twin: Option<&Linked>, tagged: &Tagged) -> Candidate {
    let group = match (twin.is_some(), item.nested) {
        (true, _) => BOTH,
        (false, true) => NESTED,
        (false, false) => RULES,
    };
    let marked = Marked::from_rule(&item);
    let mut shape = shape(doc, &marked, tagged, group);
    shape.rule = f32::from(item.confidence) / 100.0;
    shape.structure = f32::from(u8::from(matches!(
        item.kind,
        StatementKind::InterviewTurn | StatementKind::Question | StatementKind::Anaphoric
    )));
    shape.told = f32::from(u8::from(item.told));
    Candidate { item, marked, shape }
}

/// What only the tagger found.
fn alone(doc: &Doc, cues: &Cues, found: &Linked, tagged: &Tagged) -> Option<Candidate> {
    let content: Vec<Range<usize>> = found
        .content
        .iter()
        .map(|piece| bare(doc, piece))
        .filter(|piece| !piece.is_empty())
        .collect();
    let letters = |piece: &Range<usize>| {
        doc.tokens[piece.clone()].iter().any(|token| token.kind == TokenKind::Word)
    };
    let nobody = found.source.is_none() && found.cue.is_none();
    if !content.iter().any(letters) || nobody || is_heading(doc, found) {
        return None;
    }
    let marked = Marked {
        source: found.source.iter().cloned().collect(),
        cue: found.cue.iter().cloned().collect(),
        content: found.content.clone(),
    };
    let mut shape = shape(doc, &marked, tagged, TAGGER);
    shape.structure = f32::from(u8::from(found.cue.is_none()));
    let (class, stance) =
        found.cue.as_ref().map_or((Class::Say, Stance::Report), |cue| kind_of_cue(doc, cues, cue));
    let quoted = |piece: &Range<usize>| doc.quoted(piece.start) && doc.quoted(piece.end - 1);
    let kind = if content.iter().all(quoted) {
        StatementKind::Direct
    } else if content.iter().any(|piece| piece.clone().any(|at| doc.quoted(at))) {
        StatementKind::Mixed
    } else if found.source.is_none() {
        StatementKind::Hearsay
    } else if matches!(class, Class::Think | Class::Want) {
        StatementKind::Attitude
    } else {
        StatementKind::Indirect
    };
    let source =
        found.source.as_ref().map(|full| Source { full: full.clone(), core: core(doc, full) });
    let mut item = Attribution::said(source, found.cue.clone(), content, kind, 0);
    item.class = class;
    item.stance = stance;
    item.thing =
        found.cue.as_ref().is_some_and(|cue| item.start() > cue.start && !is_clause(doc, found));
    if kind == StatementKind::Hearsay {
        item.flags.insert(Flag::Hearsay);
    }
    Some(Candidate { item, marked, shape })
}

/// "Bodies: 6,000 for 6,000": a colon behind a word that the article has in small letters too makes a
/// list of what was said, not a speaker.
fn is_heading(doc: &Doc, found: &Linked) -> bool {
    let only_colon = found.cue.as_ref().is_none_or(|cue| {
        doc.tokens.get(cue.clone()).is_some_and(|cue| cue.iter().all(|token| token.is(":")))
    });
    let Some([word]) = found.source.as_ref().and_then(|source| doc.tokens.get(source.clone()))
    else {
        return false;
    };
    only_colon && doc.tokens.iter().any(|other| !other.capital && other.folded == word.folded)
}

/// Whether a content is a clause of its own: it begins with "that" or a quotation mark.
fn is_clause(doc: &Doc, found: &Linked) -> bool {
    found.content.first().and_then(|piece| doc.tokens.get(piece.start)).is_some_and(|token| {
        token.is_any(&["that", "whether", "if", "how", "why"])
            || matches!(token.kind, TokenKind::Open | TokenKind::Straight)
    })
}

/// What the lexicon says of the words of a cue.
fn kind_of_cue(doc: &Doc, cues: &Cues, cue: &Range<usize>) -> (Class, Stance) {
    for at in cue.clone() {
        if let Some((_, groups)) = cues.at(&doc.tokens, at)
            && let Some((group, _)) =
                groups.iter().find(|(_, form)| *form != Form::Base).or(groups.first())
        {
            let negated = doc.tokens[cue.clone()]
                .iter()
                .any(|t| t.is_any(&["not", "n't", "no", "never", "nor"]));
            let stance = if negated { Stance::Report } else { group.stance };
            return (group.class, stance);
        }
    }
    (Class::Say, Stance::Report)
}

/// A piece without "that", final stops and the marks around it.
fn bare(doc: &Doc, piece: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (piece.start, piece.end);
    let mark = |at: usize| {
        matches!(doc.tokens[at].kind, TokenKind::Open | TokenKind::Close | TokenKind::Straight)
    };
    let loose = |at: usize| {
        doc.tokens[at].is_any(&[".", ",", ";", ":"]) || doc.tokens[at].kind == TokenKind::Dash
    };
    while start < end && (loose(start) || doc.tokens[start].is("that")) {
        start += 1;
    }
    let mut open = start < end && mark(start) && doc.quote_of[start].is_some();
    while end > start && loose(end - 1) {
        end -= 1;
    }
    // Marks go only where both stand at the ends: else they are inside a mixed content.
    let one = open && doc.quote_of[start] == doc.quote_of[end - 1];
    if one && mark(start) {
        start += 1;
    } else {
        open = false;
    }
    if open && end > start && mark(end - 1) {
        end -= 1;
        while end > start && doc.tokens[end - 1].is_any(&[",", ";", ":", "."]) {
            end -= 1;
        }
    }
    start..end.max(start)
}

/// The name in a source with appositions: the part between commas with most capital words.
fn core(doc: &Doc, full: &Range<usize>) -> Range<usize> {
    let mut best = full.clone();
    let mut most = 0;
    let mut start = full.start;
    for at in full.clone().chain([full.end]) {
        if at < full.end && !doc.tokens[at].is(",") {
            continue;
        }
        let names =
            doc.tokens[start..at].iter().filter(|t| t.capital && t.kind == TokenKind::Word).count();
        if names > most && (names >= 2 || best == *full) {
            most = names;
            best = start..at;
        }
        start = at + 1;
    }
    if best.is_empty() { full.clone() } else { best }
}

fn shape(doc: &Doc, marked: &Marked, tagged: &Tagged, group: usize) -> Shape {
    let mean = |role: Role, ranges: &[Range<usize>]| {
        let all: f32 =
            ranges.iter().map(|range| tagged.likely(role, range) * count(range.len())).sum();
        if ranges.is_empty() { 0.0 } else { all / count(size(ranges)).max(1.0) }
    };
    let first = marked.content.first();
    let title = first.is_some_and(|piece| {
        doc.paragraphs.get(doc.paragraph_of(piece.start)).is_some_and(|p| p.part != Part::Text)
    });
    debug_assert!(group < GROUPS);
    Shape {
        group,
        content: mean(Role::Content, &marked.content),
        source: mean(Role::Source, &marked.source),
        cue: mean(Role::Cue, &marked.cue),
        has_source: f32::from(u8::from(!marked.source.is_empty())),
        has_cue: f32::from(u8::from(!marked.cue.is_empty())),
        quoted: f32::from(u8::from(first.is_some_and(|piece| doc.quoted(piece.start)))),
        title: f32::from(u8::from(title)),
        length: count(size(&marked.content).min(40)) / 40.0,
        ..Shape::default()
    }
}

#[allow(clippy::cast_precision_loss, reason = "a count of words")]
fn count(words: usize) -> f32 {
    words as f32
}

/// Below this a rule's item without a stance is dropped altogether.
const DOUBTFUL: f32 = 0.1;

/// The candidates that are likely enough, with their confidence. What the rules tell of acts stays as
/// it was unless the tagger hears a statement in it too.
pub fn keep(candidates: Vec<Candidate>, judge: &Judge) -> Vec<Attribution> {
    let mut out = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let likely = judge.likely(&candidate.shape);
        let enough = likely >= judge.least;
        let mut item = candidate.item;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 100"
        )]
        let percent = (likely * 100.0).round() as u8;
        let ruled = candidate.shape.rule > 0.0;
        if enough {
            item.told = false;
        } else if !item.told {
            // Too doubtful to be shown as somebody's words; where a party stands may still follow.
            let stands = item.stance != Stance::Report;
            if !ruled || likely < DOUBTFUL && !stands {
                continue;
            }
            item.told = true;
        }
        if enough || item.confidence > percent {
            item.confidence = percent.clamp(1, 99);
        }
        out.push(item);
    }
    out
}
