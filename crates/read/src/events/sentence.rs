//! The event phrases of one sentence and the dates that belong to them.

use std::ops::Range;

use model::{Flag, When};

use super::{Candidate, EventInput, EventWords, Family};
use crate::dates::{Base, Bound, DateMention, Told, resolve_told, tense};
use crate::tense::is_planned;
use crate::token::{Token, TokenKind};

/// A date further away than this does not belong to a phrase; a clause edge counts as `EDGE`.
const REACH: usize = 40;
const EDGE: usize = 6;
/// A date that opens the sentence is never farther than this.
const FRAME: usize = 8;
/// How far a clause is shown around its phrase.
const BACK: usize = 25;
const FORTH: usize = 35;
/// A second kind of event may share a date if it stands this much farther off.
const SHARE: usize = 10;

/// A phrase, its kind, and the date that fits it best: its number and how far it is.
struct Hit {
    range: Range<usize>,
    kind: usize,
    date: Option<(usize, usize)>,
}

/// The candidates of one sentence, at most one for each pair of date and kind.
pub(super) fn candidates(
    words: &EventWords,
    input: &EventInput<'_>,
    number: usize,
    sentence: &Range<usize>,
) -> Vec<Candidate> {
    let mut hits = hits(words, input, sentence);
    if hits.is_empty() {
        return Vec::new();
    }
    let edges = edges(input, sentence);
    for hit in &mut hits {
        let statement = words.kind(hit.kind).is_some_and(|k| Family::of(&k.what) == Family::Words);
        // What "the eve of" leads to has another date than the eve.
        if !eve_before(input, &hit.range) {
            hit.date = best_date(input, sentence, &edges, &hit.range, statement);
        }
    }
    settle(words, &mut hits);
    let mut out: Vec<Candidate> = Vec::new();
    for hit in hits {
        let Some(candidate) = candidate(words, input, number, sentence, &edges, hit) else {
            continue;
        };
        match out.last_mut() {
            Some(last)
                if (candidate.date.is_none() || last.date == candidate.date)
                    && (is_one(last, &candidate) || is_detail(last, &candidate)) =>
            {
                merge(last, candidate);
            }
            _ => out.push(candidate),
        }
    }
    out
}

/// "round of talks ... the session": one event; "agreed on a swap": the agreement is the event.
fn is_one(last: &Candidate, next: &Candidate) -> bool {
    let near = next.hit.start < last.hit.end + 15;
    let same =
        last.what == next.what || (last.family, next.family) == (Family::Talks, Family::Talks);
    near && (same || is_agreed(last, next))
}

/// "launched a strike, including an attack on": the second names no other event.
fn is_detail(last: &Candidate, next: &Candidate) -> bool {
    let force = (last.family, next.family) == (Family::Force, Family::Force);
    force && next.date.is_none() && next.hit.start < last.hit.end + 15
}

fn is_agreed(last: &Candidate, next: &Candidate) -> bool {
    last.what == "agreement" && next.family == Family::Outcome
}

fn merge(last: &mut Candidate, next: Candidate) {
    if is_agreed(last, &next) && next.what != "agreement" {
        last.what = format!("agreement: {}", next.what);
    }
    last.clause = last.clause.start.min(next.clause.start)..last.clause.end.max(next.clause.end);
    last.hit.end = next.hit.end;
    // What was agreed may lie ahead; the agreement itself does not.
    let outcome = last.family == Family::Outcome;
    last.flags.extend(next.flags.into_iter().filter(|flag| match flag {
        Flag::Hearsay => true,
        Flag::Planned => !outcome,
        _ => false,
    }));
    last.clear |= next.clear;
    last.named_only &= next.named_only;
}

fn hits(words: &EventWords, input: &EventInput<'_>, sentence: &Range<usize>) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let plain = input.tokens[at].kind == TokenKind::Word;
        let found =
            plain.then(|| words.at(&input.tokens[..sentence.end], at, sentence.start)).flatten();
        let Some((len, kind)) = found else {
            at += 1;
            continue;
        };
        if words.kind(kind).is_some_and(|kind| !kind.what.is_empty()) {
            out.push(Hit { range: at..at + len, kind, date: None });
        }
        at += len;
    }
    out
}

/// Tokens that end a clause; commas inside dates do not.
fn edges(input: &EventInput<'_>, sentence: &Range<usize>) -> Vec<usize> {
    let mut date = input.dates.partition_point(|date| date.tokens.end <= sentence.start);
    let mut out = Vec::new();
    for at in sentence.clone() {
        while input.dates.get(date).is_some_and(|date| date.tokens.end <= at) {
            date += 1;
        }
        let inside = input.dates.get(date).is_some_and(|date| date.tokens.contains(&at));
        let token = &input.tokens[at];
        let ends = token.kind == TokenKind::Dash || token.is_any(&[",", ";", ":", "(", ")", "."]);
        if ends && !inside {
            out.push(at);
        }
    }
    out
}

fn edges_between(edges: &[usize], from: usize, to: usize) -> usize {
    edges.partition_point(|edge| *edge < to) - edges.partition_point(|edge| *edge < from)
}

/// The nearest date that can belong to a phrase, with its distance.
fn best_date(
    input: &EventInput<'_>,
    sentence: &Range<usize>,
    edges: &[usize],
    hit: &Range<usize>,
    statement: bool,
) -> Option<(usize, usize)> {
    let next = input.dates.partition_point(|date| date.tokens.start < hit.start);
    let near = next.saturating_sub(3)..(next + 3).min(input.dates.len());
    near.filter_map(|at| {
        let date = input.dates.get(at)?;
        let inside = sentence.start <= date.tokens.start && date.tokens.end <= sentence.end;
        if !inside || !can_date(input.tokens, date, statement) {
            return None;
        }
        let (from, to) = if date.tokens.start < hit.start {
            (date.tokens.end.min(hit.start), hit.start)
        } else {
            (hit.end, date.tokens.start.max(hit.end))
        };
        if turns_away(input.tokens.get(from..to).unwrap_or_default()) {
            return None;
        }
        let mut distance = to - from + EDGE * edges_between(edges, from, to);
        // "On May 11, ..." frames its whole sentence.
        if date.tokens.start <= sentence.start + 1 {
            distance = distance.min(FRAME);
        }
        (distance <= REACH).then_some((at, distance))
    })
    .min_by_key(|(at, distance)| (*distance, *at))
}

/// Words between a phrase and a date that keep them apart: "the second meeting since the war of
/// 2022", "today, to discuss the talks".
fn turns_away(between: &[Token]) -> bool {
    let turns = |t: &Token| {
        t.is_any(&["since", "before", "after", "despite", "discuss", "ahead", "until", "following"])
    };
    between.iter().take(REACH).any(turns)
}

/// Whether a date tells when something happened: not "until", not when somebody said so.
fn can_date(tokens: &[Token], date: &DateMention, statement: bool) -> bool {
    let after = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.is(word));
    let end = date.tokens.end;
    let when = after(end, "when") || (after(end, ",") && after(end + 1, "when"));
    let bound = match date.expr.bound {
        Bound::On | Bound::By => true,
        Bound::Since => when,
        Bound::Until | Bound::Before | Bound::After => false,
    };
    let start = date.tokens.start;
    let before = tokens.get(start.saturating_sub(2)..start).unwrap_or_default();
    let said = before.iter().any(|t| {
        t.is_any(&["said", "told", "stated", "says", "added", "noted", "wrote", "reported"])
    });
    // A stretch is no day, and what is counted on from another date has none by itself.
    let own = !matches!(date.expr.base, Base::Later { .. } | Base::Stretch { .. });
    own && bound && (statement || !said)
}

/// A date belongs to the phrase nearest to it; another kind of event may share it when it stands
/// almost as near. "A meeting that weighs the talks of 2022" is no meeting of 2022.
fn settle(words: &EventWords, hits: &mut [Hit]) {
    let family = |hit: &Hit| words.kind(hit.kind).map(|kind| Family::of(&kind.what));
    let mut from = 0;
    while from < hits.len() {
        let Some((date, _)) = hits[from].date else {
            from += 1;
            continue;
        };
        // Hits that chose one date stand in a row.
        let len = hits[from..].iter().take_while(|h| h.date.is_some_and(|d| d.0 == date)).count();
        let group = &mut hits[from..from + len];
        let best = group
            .iter()
            .filter_map(|hit| Some((hit.date?.1, family(hit), hit.range.start)))
            .min_by_key(|(distance, _, start)| (*distance, *start));
        if let Some((nearest, kind, start)) = best {
            for hit in group.iter_mut() {
                let far = hit.date.is_some_and(|(_, distance)| distance > nearest + SHARE);
                let rival = hit.range.start != start && family(hit) == kind && !touches(hit, start);
                if far || rival {
                    hit.date = None;
                }
            }
        }
        from += len;
    }
}

/// "second round of talks": phrases side by side are one.
fn touches(hit: &Hit, start: usize) -> bool {
    hit.range.end + 4 > start && start + 8 > hit.range.start
}

fn candidate(
    words: &EventWords,
    input: &EventInput<'_>,
    number: usize,
    sentence: &Range<usize>,
    edges: &[usize],
    hit: Hit,
) -> Option<Candidate> {
    let kind = words.kind(hit.kind)?;
    let mention = hit.date.and_then(|(at, _)| input.dates.get(at));
    let own = clause(edges, sentence, &hit.range);
    let clause_all = mention.map_or(own.clone(), |date| {
        let dated = clause(edges, sentence, &date.tokens);
        own.start.min(dated.start.max(date.tokens.start.saturating_sub(2)))
            ..own.end.max(dated.end.min(date.tokens.end))
    });
    let told = input.tokens.get(clause_all.clone()).unwrap_or_default();
    let mut planned = is_planned(near(input, &own, &hit.range, mention));
    // "20:10 The host proposes a meeting": the hour of the entry, not of the meeting.
    let entry =
        |date: &DateMention| date.expr.base == Base::Hour && date.tokens.start == sentence.start;
    let mention = mention.filter(|date| !(planned && entry(date)));
    let eve = mention.is_some_and(|date| date.expr.base == Base::Eve(None));
    let resolved = mention.and_then(|date| {
        let told = if planned {
            Told::Ahead
        } else {
            tense(input.tokens, std::slice::from_ref(sentence), date)
        };
        resolve_told(&date.expr, input.anchor, told)
    });
    if let (Some(found), Some(anchor)) = (&resolved, input.anchor) {
        planned = is_ahead(found.when, anchor, planned);
    }
    let negated = is_negated(input, &own, &hit.range);
    let happened = has_happened(input, &own, &hit.range);
    let hearsay = told.iter().any(|t| t.is_any(&["reportedly", "allegedly", "purportedly"]));
    let flags = [(Flag::Planned, planned), (Flag::Hearsay, hearsay), (Flag::Negated, negated)];
    let flags = flags.into_iter().filter_map(|(flag, set)| set.then_some(flag)).collect();
    Some(Candidate {
        what: kind.what.to_string(),
        family: Family::of(&kind.what),
        clear: kind.clear && happened,
        sentence: number,
        clause: clause_all,
        date: hit.date.map(|(at, _)| at).filter(|_| mention.is_some()),
        resolved,
        flags,
        eve,
        named_only: eve_before(input, &hit.range),
        hit: hit.range,
    })
}

/// Whether the words say that it did not or will not take place.
fn is_negated(input: &EventInput<'_>, clause: &Range<usize>, hit: &Range<usize>) -> bool {
    let from = hit.start.saturating_sub(6).max(clause.start);
    let to = (hit.end + 3).min(clause.end).max(hit.end);
    let near = input.tokens.get(from..to).unwrap_or_default();
    near.iter().enumerate().any(|(at, t)| {
        let off = near.get(at + 1).is_some_and(|next| next.is("off"));
        let only = near.get(at + 1).is_some_and(|next| next.is("only"));
        let plain = t.is_any(&[
            "no", "not", "'t", "without", "never", "refused", "rejected", "postponed", "cancelled",
            "canceled", "suspended",
        ]);
        (plain && !only) || (off && t.is_any(&["putting", "put", "called", "broke", "broken"]))
    })
}

/// Whether words close to a phrase say that it took place; "a possible meeting" did not.
fn has_happened(input: &EventInput<'_>, clause: &Range<usize>, hit: &Range<usize>) -> bool {
    let from = hit.start.saturating_sub(12).max(clause.start);
    let to = (hit.end + 12).min(clause.end).max(hit.end);
    input.tokens.get(from..to).unwrap_or_default().iter().any(|t| {
        t.is_any(&[
            "held", "took", "launched", "carried", "opened", "began", "ended", "hosted", "met",
            "hit", "struck", "targeted", "concluded", "attended", "killed", "attacked", "shelled",
            "bombed", "lasted", "resumed", "started",
        ])
    })
}

/// Whether the words right before are "the eve of".
fn eve_before(input: &EventInput<'_>, hit: &Range<usize>) -> bool {
    let next = input.dates.partition_point(|date| date.tokens.end <= hit.start);
    next.checked_sub(1)
        .and_then(|at| input.dates.get(at))
        .is_some_and(|date| date.expr.base == Base::Eve(None) && date.tokens.end + 5 > hit.start)
}

/// What is behind the report happened, what is ahead of it is planned, whatever the verb.
fn is_ahead(when: When, anchor: When, planned: bool) -> bool {
    if when.last_day() < anchor.first_day() {
        return false;
    }
    when.first_day() > anchor.last_day() || planned
}

/// The words that show the tense: close to the phrase and between it and its date.
fn near<'a>(
    input: &EventInput<'a>,
    clause: &Range<usize>,
    hit: &Range<usize>,
    date: Option<&DateMention>,
) -> &'a [Token] {
    let mut from = hit.start.saturating_sub(8);
    let mut to = (hit.end + 10).min(clause.end).max(hit.end);
    if let Some(date) = date {
        from = from.min(date.tokens.start);
        to = to.max(date.tokens.end);
    }
    let (from, to) = (from.max(clause.start), to.min(input.tokens.len()));
    input.tokens.get(from..to).unwrap_or_default()
}

/// The clause around some tokens, kept short.
fn clause(edges: &[usize], sentence: &Range<usize>, around: &Range<usize>) -> Range<usize> {
    let next = edges.partition_point(|edge| *edge < around.start);
    let from = next.checked_sub(1).and_then(|at| edges.get(at)).map_or(sentence.start, |at| at + 1);
    let next = edges.partition_point(|edge| *edge < around.end);
    let to = edges.get(next).copied().unwrap_or(sentence.end);
    from.max(around.start.saturating_sub(BACK))..to.min(around.end + FORTH)
}
