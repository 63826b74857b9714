//! Spans of one kind become whole attributions: each cue finds its source and its content.
//!
//! A cue looks for both in its sentence, the nearest first. What is left over and stands in quotation
//! marks goes on with the quotation before it.

use std::ops::Range;

use super::labels::Role;
use crate::doc::Doc;
use crate::token::TokenKind;

/// One attribution, in tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linked {
    /// Who.
    pub source: Option<Range<usize>>,
    /// By which words.
    pub cue: Option<Range<usize>>,
    /// What, in order.
    pub content: Vec<Range<usize>>,
    /// Nothing but the content before it tells who speaks.
    pub carried: bool,
}

/// How many pieces one quotation may have.
const PIECES: usize = 24;

type Spans = [(Role, Range<usize>)];

/// Joins the spans of an article.
pub fn link(doc: &Doc, spans: &Spans) -> Vec<Linked> {
    let mut taken = vec![false; spans.len()];
    let mut out: Vec<(usize, Linked)> = Vec::new();
    for at in 0..spans.len() {
        if spans[at].0 == Role::Cue
            && let Some(found) = around(doc, spans, at, &mut taken)
        {
            out.push((found.content.first().map_or(0, |piece| piece.start), found));
        }
    }
    out.sort_by_key(|(start, item)| (*start, item.cue.as_ref().map(|cue| cue.start)));
    let mut out: Vec<Linked> = out.into_iter().map(|(_, item)| item).collect();
    for at in 0..spans.len() {
        if spans[at].0 == Role::Content && !taken[at] {
            left_over(doc, spans, at, &mut out);
        }
    }
    out.sort_by_key(|item| {
        let start = item.content.first().map_or(0, |piece| piece.start);
        (start, item.cue.as_ref().map(|cue| cue.start))
    });
    out
}

/// The number of the sentence of a token.
fn sentence(doc: &Doc, at: usize) -> usize {
    doc.sentences.partition_point(|sentence| sentence.end <= at)
}

/// The attribution of a cue.
fn around(doc: &Doc, spans: &Spans, at: usize, taken: &mut [bool]) -> Option<Linked> {
    let cue = &spans[at].1;
    let own = sentence(doc, cue.start);
    let source = source_of(doc, spans, at, own);
    let first = source.map_or(cue.start, |s| spans[s].1.start.min(cue.start));
    let before = (0..at).rev().take(12).find(|other| {
        let (role, range) = &spans[*other];
        *role == Role::Content && range.end <= first && sentence(doc, range.end - 1) == own
    });
    let after = (at + 1..spans.len()).take(12).find(|other| {
        let (role, range) = &spans[*other];
        *role == Role::Content && sentence(doc, range.start) == own
    });
    let stop = (at + 1..spans.len()).find(|other| spans[*other].0 == Role::Cue);
    let after = after.filter(|after| {
        stop.is_none_or(|stop| *after < stop || trails(doc, spans, at, stop, *after))
    });
    // "X said: “...”" may end its paragraph, and the quotation is the next.
    let after = after.or_else(|| next_paragraph(doc, spans, at));
    let passes_on = doc.tokens[cue.start].is("according");
    let free = before.filter(|before| !taken[*before] || (passes_on && after.is_none()));
    let close = free.filter(|before| beside(doc, spans[*before].1.end, first));
    let mut chosen: Vec<usize> = Vec::new();
    match (close, after) {
        (Some(before), Some(after)) => {
            chosen.push(before);
            let both = doc.quoted(spans[before].1.start) && doc.quoted(spans[after].1.start);
            let behind = source.map_or(cue.end, |s| spans[s].1.end.max(cue.end));
            if (both || !doc.quoted(spans[before].1.start))
                && beside(doc, behind, spans[after].1.start)
            {
                chosen.push(after);
            }
        }
        (Some(before), None) => chosen.push(before),
        (None, Some(after)) => chosen.push(after),
        (None, None) => chosen.extend(free),
    }
    if chosen.is_empty() {
        return None;
    }
    // Pieces of one quotation that an inserted clause parted.
    let mut last = *chosen.last()?;
    while let Some(next) = spans.get(last + 1)
        && next.0 == Role::Content
        && !taken[last + 1]
        && last > at
        && sentence(doc, next.1.start) == own
    {
        last += 1;
        chosen.push(last);
    }
    for number in &chosen {
        taken[*number] = true;
    }
    Some(Linked {
        source: source.map(|number| spans[number].1.clone()),
        cue: Some(cue.clone()),
        content: chosen.into_iter().map(|number| spans[number].1.clone()).collect(),
        carried: false,
    })
}

/// Whether the next cue stands between a cue and its content without needing it:
/// "said, according to X, that ...".
fn trails(doc: &Doc, spans: &Spans, at: usize, stop: usize, after: usize) -> bool {
    doc.tokens[spans[stop].1.start].is("according") && after > stop && stop > at
}

/// Nothing but marks and few small words between two places.
fn beside(doc: &Doc, end: usize, start: usize) -> bool {
    let Some(gap) = doc.tokens.get(end..start.max(end)) else { return false };
    let words = gap.iter().filter(|token| token.kind == TokenKind::Word).count();
    words <= 3 && gap.len() <= 6
}

fn source_of(doc: &Doc, spans: &Spans, at: usize, own: usize) -> Option<usize> {
    let cue = &spans[at].1;
    let cost = |number: usize| -> Option<usize> {
        let (role, range) = &spans[number];
        if *role != Role::Source || sentence(doc, range.start) != own {
            return None;
        }
        let (low, high) = if number < at { (number, at) } else { (at, number) };
        let crossed = |role: Role| spans[low + 1..high].iter().filter(|(r, _)| *r == role).count();
        let far = range.start.saturating_sub(cue.end).max(cue.start.saturating_sub(range.end));
        // Behind the cue stands the source of "..., said X"; else it stands before.
        let inverted = if number > at { 4 } else { 0 };
        Some(
            far + inverted
                + 6 * crossed(Role::Cue)
                + 8 * crossed(Role::Content)
                + 3 * crossed(Role::Source),
        )
    };
    let low = at.saturating_sub(14);
    let high = (at + 8).min(spans.len());
    (low..high).filter_map(|number| Some((cost(number)?, number))).min().map(|(_, number)| number)
}

/// A quotation that is a paragraph of its own, behind "X said:".
fn next_paragraph(doc: &Doc, spans: &Spans, at: usize) -> Option<usize> {
    let cue = &spans[at].1;
    let paragraph = doc.paragraphs.get(doc.paragraph_of(cue.start))?;
    let next = spans.get(at + 1).filter(|(role, _)| *role == Role::Content);
    let next = next.or_else(|| spans.get(at + 2).filter(|(role, _)| *role == Role::Content))?;
    let number = if spans.get(at + 1) == Some(next) { at + 1 } else { at + 2 };
    let colon = doc.tokens.get(paragraph.tokens.end.checked_sub(1)?)?.is(":");
    (colon && next.1.start == paragraph.tokens.end).then_some(number)
}

/// A content without a cue: the quotation before it goes on, or a source alone stands beside it.
fn left_over(doc: &Doc, spans: &Spans, at: usize, out: &mut Vec<Linked>) {
    let content = &spans[at].1;
    let paragraph = doc.paragraph_of(content.start);
    let quoted = doc.quoted(content.start) || doc.quoted(content.end.saturating_sub(1));
    let place =
        out.partition_point(|item| item.content.first().is_some_and(|p| p.start < content.start));
    let earlier = out[..place].iter().rposition(|item| {
        let near = item.content.last().is_some_and(|piece| {
            let line = doc.paragraph_of(piece.start);
            line == paragraph || line + 1 == paragraph && opens(doc, paragraph, content)
        });
        near && item.content.len() < PIECES
            && item.content.iter().any(|piece| doc.quoted(piece.start))
    });
    if let Some(earlier) = earlier.filter(|_| quoted) {
        out[earlier].content.push(content.clone());
        return;
    }
    let own = sentence(doc, content.start);
    let source = (at.saturating_sub(2)..(at + 3).min(spans.len())).find(|other| {
        let (role, range) = &spans[*other];
        *role == Role::Source && sentence(doc, range.start) == own
    });
    out.insert(
        place,
        Linked {
            source: source.map(|number| spans[number].1.clone()),
            cue: None,
            content: vec![content.clone()],
            carried: source.is_none(),
        },
    );
}

/// Whether the paragraph begins with this content.
fn opens(doc: &Doc, paragraph: usize, content: &Range<usize>) -> bool {
    doc.paragraphs.get(paragraph).is_some_and(|p| content.start <= p.tokens.start + 1)
}
