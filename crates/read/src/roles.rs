//! Who are the sides, who mediates, hosts, watches and leads, as far as the reports tell.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{ActorId, ActorKind, Role, Span};

use crate::doc::Doc;
use crate::lexicon::{ActorHit, HitKind, Lexicon};
use crate::token::TokenKind;

/// Two actors named as the two ends of talks or of a conflict, once.
pub type Pair = (ActorId, ActorId);

/// A part in the talks, and the words that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub actor: ActorId,
    /// Which part.
    pub role: Role,
    /// Where it stands.
    pub span: Span,
}

const TALKS: &[&str] = &[
    "talks", "negotiations", "negotiating", "delegations", "delegates", "dialogue", "meeting",
    "ceasefire", "truce", "conflict", "war", "prisoner", "prisoners", "representatives", "peace",
    "agreement", "exchange", "sides",
];

/// Pairs of states or movements that a text sets against each other.
pub fn pairs(doc: &Doc, hits: &[ActorHit], lexicon: &Lexicon) -> Vec<Pair> {
    let side = |hit: &ActorHit| {
        let id = lexicon.party_of(&hit.actor);
        let kind = lexicon.actor(&id).map(|entry| entry.kind);
        let group = matches!(
            hit.by,
            HitKind::Name | HitKind::Adjective | HitKind::Metonym | HitKind::Alias
        );
        (group && !hit.weak && matches!(kind, Some(ActorKind::State | ActorKind::Movement)))
            .then_some(id)
    };
    let mut out = Vec::new();
    for two in hits.windows(2) {
        let [first, second] = two else { continue };
        let gap = first.tokens.end..second.tokens.start;
        if gap.is_empty() || gap.len() > 3 {
            continue;
        }
        let between = &doc.tokens[gap.clone()];
        let joined = between[0].kind == TokenKind::Hyphen
            || between[0].kind == TokenKind::Dash
            || between.last().is_some_and(|t| t.is("and") || t.is("nor"))
            || between[0].is("and");
        let (Some(a), Some(b)) = (side(first), side(second)) else { continue };
        if !joined || a == b || !about_talks(doc, first.tokens.start, second.tokens.end) {
            continue;
        }
        out.push(if a < b { (a, b) } else { (b, a) });
    }
    out
}

/// Whether words about talks or a conflict stand near.
fn about_talks(doc: &Doc, from: usize, to: usize) -> bool {
    let segment = &doc.segment_of[from];
    let low = segment.start.max(from.saturating_sub(8));
    let high = segment.end.min(to + 10);
    doc.tokens[low..high.max(low)].iter().any(|t| t.is_any(TALKS))
}

/// The sides that the pairs of all reports speak for: the pair named most, and whoever is paired
/// with both of its members at least half as often.
pub fn sides(pairs: &[Pair]) -> Vec<ActorId> {
    let mut counts: BTreeMap<&Pair, usize> = BTreeMap::new();
    for pair in pairs {
        *counts.entry(pair).or_default() += 1;
    }
    let top = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    let Some((&(a, b), &most)) = top else { return Vec::new() };
    let count = |x: &ActorId, y: &ActorId| {
        let pair = if x < y { (x.clone(), y.clone()) } else { (y.clone(), x.clone()) };
        counts.get(&pair).copied().unwrap_or(0)
    };
    let mut out = vec![a.clone(), b.clone()];
    let mut others: Vec<&ActorId> = counts.keys().flat_map(|pair| [&pair.0, &pair.1]).collect();
    others.sort_unstable();
    others.dedup();
    for other in others {
        if other != a && other != b && count(a, other) * 2 >= most && count(b, other) * 2 >= most {
            out.push(other.clone());
        }
    }
    out.sort_unstable();
    out
}

/// The parts that a text gives to actors.
pub fn parts(doc: &Doc, hits: &[ActorHit], lexicon: &Lexicon) -> Vec<Part> {
    let mut out = Vec::new();
    for (at, token) in doc.tokens.iter().enumerate() {
        let Some(rule) = rule_of(&token.folded) else { continue };
        let segment = doc.segment_of[at].clone();
        match rule {
            Rule::Does(role) => does(doc, hits, lexicon, at, &segment, role, &mut out),
            Rule::Led => led(doc, hits, at, &segment, &mut out),
            Rule::From => from(doc, hits, lexicon, at, &segment, &mut out),
        }
    }
    out
}

enum Rule {
    Does(Role),
    Led,
    From,
}

fn rule_of(word: &str) -> Option<Rule> {
    Some(match word {
        "mediate" | "mediates" | "mediated" | "mediating" | "mediator" | "mediation"
        | "facilitator" | "chairs" | "chaired" | "chairing" => Rule::Does(Role::Mediator),
        "hosts" | "hosted" | "hosting" | "host" => Rule::Does(Role::Host),
        "observers" => Rule::From,
        "led" | "headed" => Rule::Led,
        _ => return None,
    })
}

fn hits_in<'a>(hits: &'a [ActorHit], range: &Range<usize>) -> impl Iterator<Item = &'a ActorHit> {
    let range = range.clone();
    let from = hits.partition_point(|hit| hit.tokens.start < range.start);
    hits[from..].iter().take_while(move |hit| hit.tokens.start < range.end).filter(|hit| !hit.weak)
}

/// "X will mediate", "mediated by X", "mediator X", "under X's mediation".
fn does(
    doc: &Doc,
    hits: &[ActorHit],
    lexicon: &Lexicon,
    at: usize,
    segment: &Range<usize>,
    role: Role,
    out: &mut Vec<Part>,
) {
    let tokens = &doc.tokens;
    let negated = tokens[segment.start.max(at.saturating_sub(4))..at].iter().any(|t| t.is("not"));
    let behind = tokens.get(at + 1).is_some_and(|t| t.is_any(&["by", "of"]));
    let noun = tokens[at].is_any(&["mediator", "mediation", "facilitator", "host"]);
    let before = segment.start.max(at.saturating_sub(6))..at;
    let after = at + 1..segment.end.min(at + 10);
    let found = if behind {
        hits_in(hits, &after).next()
    } else if noun {
        // "as a mediator" says it of the subject, which stands too far to tell.
        tokens[before.clone()]
            .iter()
            .any(|t| t.is("'s"))
            .then(|| hits_in(hits, &before).last())
            .flatten()
    } else {
        hits_in(hits, &before).last()
    };
    let Some(hit) = found.filter(|_| !negated) else { return };
    let low = hit.tokens.start.min(at);
    let high = hit.tokens.end.max(at + 1);
    let span = doc.span(&(low..high));
    out.push(Part { actor: hit.actor.clone(), role, span });
    let party = lexicon.party_of(&hit.actor);
    if party != hit.actor {
        out.push(Part { actor: party, role, span });
    }
}

/// "delegation led by X", "team will be headed by X".
fn led(doc: &Doc, hits: &[ActorHit], at: usize, segment: &Range<usize>, out: &mut Vec<Part>) {
    let tokens = &doc.tokens;
    let team = tokens[segment.start.max(at.saturating_sub(7))..at]
        .iter()
        .any(|t| t.is_any(&["delegation", "team", "delegations", "group"]));
    if !team || !tokens.get(at + 1).is_some_and(|t| t.is("by")) {
        return;
    }
    let after = at + 2..segment.end.min(at + 10);
    let person = hits_in(hits, &after)
        .find(|hit| matches!(hit.by, HitKind::Person | HitKind::Surname | HitKind::Alias));
    if let Some(hit) = person {
        let span = doc.span(&(segment.start.max(at.saturating_sub(7))..hit.tokens.end));
        out.push(Part { actor: hit.actor.clone(), role: Role::Head, span });
    }
}

/// "observers from A, B and C".
fn from(
    doc: &Doc,
    hits: &[ActorHit],
    lexicon: &Lexicon,
    at: usize,
    segment: &Range<usize>,
    out: &mut Vec<Part>,
) {
    if !doc.tokens.get(at + 1).is_some_and(|t| t.is("from")) {
        return;
    }
    let mut end = at + 2;
    for hit in hits_in(hits, &(at + 2..segment.end.min(at + 24))) {
        let gap = doc.tokens.get(end..hit.tokens.start).unwrap_or_default();
        if gap.iter().any(|t| !t.is_any(&[",", "and", "the"])) {
            break;
        }
        end = hit.tokens.end;
        let span = doc.span(&(at..end));
        out.push(Part { actor: lexicon.party_of(&hit.actor), role: Role::Observer, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_named_most_are_the_sides() {
        let id = |text: &str| text.parse::<ActorId>().expect("an id");
        let pair = |a, b| (id(a), id(b));
        let pairs = [pair("ru", "ua"), pair("ru", "ua"), pair("ru", "us")];
        assert_eq!(sides(&pairs), [id("ru"), id("ua")]);
        assert!(sides(&[]).is_empty());
    }
}
