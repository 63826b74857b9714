//! "According to X", "in X's view", and who passed it on ("as quoted by Y").

use std::ops::Range;

use model::StatementKind;

use super::content::trim;
use super::np::{self, Mention};
use super::places::Places;
use super::{Attribution, Source};
use crate::cues::Cues;
use crate::doc::Doc;
use crate::token::TokenKind;

/// Adds the attributions, and the relays to those already found.
pub(super) fn find(doc: &Doc, cues: &Cues, items: &mut Vec<Attribution>) {
    let mut places = Places::new(doc, items);
    for at in 0..doc.tokens.len() {
        let token = &doc.tokens[at];
        let known = items.len();
        if token.is("according") && doc.tokens.get(at + 1).is_some_and(|t| t.is("to")) {
            according(doc, cues, at, items, &mut places);
        } else if token.is("in") {
            in_view(doc, cues, at, items);
        } else if let Some(start) = relay_start(doc, at) {
            relay(doc, cues, at, start, items, &mut places);
        }
        for (number, item) in items.iter().enumerate().skip(known) {
            places.add(number, item);
        }
    }
}

fn bounds(doc: &Doc, at: usize) -> Range<usize> {
    let segment = &doc.segment_of[at];
    segment.start.max(at.saturating_sub(220))..segment.end.min(at + 220)
}

fn according(doc: &Doc, cues: &Cues, at: usize, items: &mut Vec<Attribution>, places: &mut Places) {
    let within = bounds(doc, at);
    let Some(mention) = object(doc, cues, at + 2, within.end) else { return };
    if places.is_relay(&mention.full) {
        return;
    }
    let cue = at..at + 2;
    let leading =
        at == within.start || !doc.tokens[at - 1].is(",") && opens_clause(doc, at, within.start);
    if leading {
        let start = mention.full.end;
        let content = trim(doc, start..within.end);
        items.push(build(cue, &mention, vec![content], 86));
        return;
    }
    // What stands before it may already be somebody's: then this is who passed it on.
    let owner = places.last(&(within.start..within.end.min(at)), items, |item| {
        item.cue.is_some()
            && doc.quote_of[item.cue.as_ref().map_or(at, |cue| cue.start)] == doc.quote_of[at]
            && item.content.iter().any(|piece| piece.start < at)
            && !item.told
    });
    let comma = at.saturating_sub(1);
    if let Some(owner) = owner.and_then(|number| items.get_mut(number)) {
        places.relay(&mention.full);
        owner.via.push(mention.full.clone());
        for piece in &mut owner.content {
            if piece.contains(&at) {
                *piece = trim(doc, piece.start..comma);
            }
        }
        return;
    }
    let mut content = vec![trim(doc, within.start..at)];
    let rest = trim(doc, mention.full.end..within.end);
    if doc.tokens.get(mention.full.end).is_some_and(|t| t.is(",")) && rest.len() > 2 {
        content.push(rest);
    }
    if content[0].len() >= 2 {
        items.push(build(cue, &mention, content, 84));
    }
}

/// "And according to", "because according to".
fn opens_clause(doc: &Doc, at: usize, low: usize) -> bool {
    at == low
        || doc.tokens[at - 1].is_any(&["and", "but", "that", "while", "because", ";", "as"])
        || doc.tokens[at - 1].kind == TokenKind::Open
}

/// "him", "her", or a phrase.
fn object(doc: &Doc, cues: &Cues, at: usize, high: usize) -> Option<Mention> {
    let token = doc.tokens.get(at).filter(|_| at < high)?;
    let next = doc.tokens.get(at + 1);
    let alone = next.is_none_or(|t| !matches!(t.kind, TokenKind::Word));
    if cues.is_in("objects_many", token) || (cues.is_in("objects_one", token) && alone) {
        return Some(Mention { full: at..at + 1, core: at..at + 1 });
    }
    np::right(doc, cues, at, high)
}

/// "In his view, ...", "In the minister's opinion, ...".
fn in_view(doc: &Doc, cues: &Cues, at: usize, items: &mut Vec<Attribution>) {
    let within = bounds(doc, at);
    let end = within.end.min(at + 14);
    let noun = (at + 2..end).find(|at| {
        doc.tokens[*at].is_any(&["view", "opinion", "words", "assessment", "estimation", "account"])
    });
    let Some(noun) = noun else { return };
    let owner = at + 1..noun;
    let first = &doc.tokens[owner.start];
    let pronoun = cues.is_in("owners_one", first) || first.is("their");
    let possessor = doc.tokens[noun - 1].is("'s");
    let full = if pronoun {
        owner.start..owner.start + 1
    } else if possessor {
        owner.start..noun - 1
    } else {
        return;
    };
    let breaks = doc.tokens[owner].iter().any(|t| t.is_any(&[",", ".", ";"]));
    let comma = doc.tokens.get(noun + 1).is_some_and(|t| t.is(","));
    if breaks || !comma || !(pronoun || np::speaks(doc, cues, &full)) {
        return;
    }
    let content = trim(doc, noun + 2..within.end);
    let mention = Mention { full: full.clone(), core: full };
    items.push(build(at..noun + 1, &mention, vec![content], 82));
}

/// Where the name behind "as quoted by", "citing", "in an interview with" begins.
fn relay_start(doc: &Doc, at: usize) -> Option<usize> {
    let is = |offset: usize, words: &[&str]| {
        doc.tokens.get(at + offset).is_some_and(|t| t.is_any(words))
    };
    if is(0, &["quoted", "cited", "reported", "carried", "relayed"]) && is(1, &["by"]) {
        return Some(at + 2);
    }
    if is(0, &["citing", "quoting"]) {
        return Some(at + 1);
    }
    if is(0, &["interview"]) && is(1, &["with", "to"]) {
        return Some(at + 2);
    }
    (is(0, &["told"]) && doc.tokens.get(at + 1).is_some_and(|t| t.upper)).then_some(at + 1)
}

fn relay(
    doc: &Doc,
    cues: &Cues,
    at: usize,
    start: usize,
    items: &mut [Attribution],
    places: &mut Places,
) {
    let within = bounds(doc, at);
    let name = doc.tokens.get(start).is_some_and(|t| t.capital || t.is("the"));
    let mention = name
        .then(|| np::right(doc, cues, start, within.end))
        .flatten()
        .filter(|mention| doc.tokens[mention.core.clone()].iter().any(|t| t.capital));
    let Some(mention) = mention else { return };
    let near = within.start..within.end.min(at + 1);
    let last = places.last(&near, items, |item| item.source.is_some());
    if let Some(item) = last.and_then(|number| items.get_mut(number)) {
        let own = item
            .source
            .as_ref()
            .is_some_and(|s| s.full.start < mention.full.end && mention.full.start < s.full.end);
        if !own && !item.via.contains(&mention.full) {
            places.relay(&mention.full);
            item.via.push(mention.full);
        }
    }
}

fn build(
    cue: Range<usize>,
    mention: &Mention,
    content: Vec<Range<usize>>,
    confidence: u8,
) -> Attribution {
    let source = Source { full: mention.full.clone(), core: mention.core.clone() };
    Attribution::said(Some(source), Some(cue), content, StatementKind::Indirect, confidence)
}
