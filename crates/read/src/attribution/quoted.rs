//! Quotations and their speakers: behind the closing mark, before the opening one, or carried on.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{Flag, StatementKind};

use super::content::trim;
use super::np;
use super::{Attribution, Source, Used};
use crate::cues::{Class, Cues, Form, Frame};
use crate::doc::Doc;
use crate::quotes::Quote;
use crate::token::TokenKind;

/// Fewer words than this are a quoted expression, not a quotation, unless a cue stands beside them.
const SHORT: usize = 4;
/// More pieces in one paragraph are no speech of one person.
const PIECES: usize = 64;

/// Direct speech.
pub(super) fn find(doc: &Doc, cues: &Cues, used: &mut Used) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    for quote in &doc.quotes {
        let words = quote.words(&doc.tokens);
        let found = after(doc, cues, quote).or_else(|| before(doc, cues, quote));
        if let Some((source, cue, imputed)) = found {
            if words < SHORT && cue.is_some() && !stands_alone(doc, quote) {
                continue;
            }
            if let Some(cue) = &cue {
                used.mark(cue);
            }
            out.push(build(doc, quote, source, cue, if imputed { 70 } else { 93 }));
        } else if words >= SHORT {
            carry_on(doc, cues, quote, &mut out);
        }
    }
    out
}

type Found = (Source, Option<Range<usize>>, bool);

/// Whether nothing but the attribution stands in the sentence beside the quotation.
fn stands_alone(doc: &Doc, quote: &Quote) -> bool {
    let segment = &doc.segment_of[quote.outer.start];
    segment.start == quote.outer.start
}

/// "...," X said; "...," said X; "..." - X, office.
fn after(doc: &Doc, cues: &Cues, quote: &Quote) -> Option<Found> {
    let close = quote.outer.end.checked_sub(1)?;
    let high = doc.segment_of[close].end;
    // A full stop before the closing mark ends the sentence: what follows is another.
    let mut at = quote.outer.end;
    while at < high && doc.tokens[at].is(",") {
        at += 1;
    }
    let low = at;
    if let Some(dash) = doc.tokens.get(at).filter(|t| t.kind == TokenKind::Dash && at < high) {
        let mention = np::right(doc, cues, at + 1, high)?;
        let ended = mention.full.end + 1 >= high;
        let name = doc.tokens[mention.core.clone()].iter().any(|t| t.capital);
        return (ended && name && dash.spaced).then_some((
            Source { full: mention.full, core: mention.core },
            None,
            false,
        ));
    }
    while at < high.min(low + 18) {
        let token = &doc.tokens[at];
        if doc.quoted(at) || token.is_any(&[".", ";", ":", "and", "but", "while"]) {
            return None;
        }
        if let Some((len, groups)) = cues.at(&doc.tokens, at) {
            let fits = groups.iter().any(|(cue, form)| {
                matches!(cue.class, Class::Say | Class::Think) && *form != Form::Base
            });
            let ing = groups.iter().all(|(_, form)| *form == Form::Ing);
            if fits && !ing {
                return beside(doc, cues, low, at..at + len, high);
            }
        }
        at += 1;
    }
    None
}

/// The subject of a cue that stands behind a quotation, on either side of it.
fn beside(doc: &Doc, cues: &Cues, low: usize, cue: Range<usize>, high: usize) -> Option<Found> {
    let (end, between) = np::skip_left(doc, low, cue.start);
    if between.be {
        return None;
    }
    if end == low {
        let mention = np::right(doc, cues, cue.end, high)?;
        return Some((Source { full: mention.full, core: mention.core }, Some(cue), false));
    }
    let source = if doc.tokens[end - 1].is(",") {
        let (mention, _) = np::over_commas(doc, cues, low, end - 1)?;
        Source { full: mention.full, core: mention.core }
    } else {
        let core = np::left(doc, cues, low, end)?;
        Source { full: core.clone(), core }
    };
    Some((source, Some(cue), false))
}

/// X said: "..."; X said that "...".
fn before(doc: &Doc, cues: &Cues, quote: &Quote) -> Option<Found> {
    let open = quote.outer.start;
    let segment = doc.segment_of[open].clone();
    let mut low = segment.start;
    // "X said:" may end a paragraph of its own.
    if low == open && open > 0 && doc.tokens[open - 1].is(":") {
        low = doc.segment_of[open - 1].start;
    }
    let low = low.max(open.saturating_sub(40));
    let mut end = open;
    while end > low && doc.tokens[end - 1].is_any(&[",", ":", "that"]) {
        end -= 1;
    }
    let marked = end < open;
    for at in (low..end).rev().take(16) {
        if doc.quoted(at) || doc.tokens[at].is_any(&[".", ";"]) {
            return None;
        }
        let Some((len, groups)) = cues.at(&doc.tokens, at).filter(|(len, _)| at + len <= end)
        else {
            continue;
        };
        // "told the council", "said on Sunday": little may stand between cue and mark.
        let gap = end - (at + len);
        let fits = groups
            .iter()
            .any(|(cue, _)| cue.class == Class::Say && cue.frames.contains(&Frame::Clause));
        if !fits || (gap > 0 && !marked) || gap > 10 {
            return None;
        }
        let (before, between) = np::skip_left(doc, low, at);
        if before == low || between.be {
            return None;
        }
        let source = if doc.tokens[before - 1].is(",") {
            let (mention, _) = np::over_commas(doc, cues, low, before - 1)?;
            Source { full: mention.full, core: mention.core }
        } else {
            let core = np::left(doc, cues, low, before)?;
            Source { full: core.clone(), core }
        };
        return Some((source, Some(at..at + len), false));
    }
    None
}

/// A quotation without words beside it: goes on from the one before, or belongs to who spoke last.
fn carry_on(doc: &Doc, cues: &Cues, quote: &Quote, out: &mut Vec<Attribution>) {
    let segment = &doc.segment_of[quote.outer.start];
    if segment.start != quote.outer.start {
        return;
    }
    let paragraph = doc.paragraph_of(quote.outer.start);
    let last = out.last_mut().filter(|item| item.kind == StatementKind::Direct);
    let Some(last) = last else { return from_narration(doc, cues, quote, out) };
    let same = doc.paragraph_of(last.start()) == paragraph;
    if same && last.content.len() < PIECES {
        last.content.extend(pieces(doc, quote));
        return;
    }
    if doc.paragraph_of(last.start()) + 1 == paragraph {
        let (source, mut flags) = (last.source.clone(), BTreeSet::new());
        flags.insert(Flag::UncertainSpeaker);
        if let Some(source) = source {
            let mut item = build(doc, quote, source, None, 45);
            item.flags = flags;
            out.push(item);
        }
        return;
    }
    from_narration(doc, cues, quote, out);
}

/// A paragraph that is all quotation, behind one that ends with who spoke and how.
fn from_narration(doc: &Doc, cues: &Cues, quote: &Quote, out: &mut Vec<Attribution>) {
    let Some(last) = quote.outer.start.checked_sub(1) else { return };
    let segment = doc.segment_of[last].clone();
    let near = doc.paragraph_of(last) + 1 >= doc.paragraph_of(quote.outer.start);
    if !near || segment.len() > 80 {
        return;
    }
    for at in segment.clone() {
        let Some((len, groups)) = cues.at(&doc.tokens, at) else { continue };
        let says = groups.iter().any(|(cue, form)| {
            matches!(cue.class, Class::Say | Class::Think | Class::Want) && *form != Form::Base
        });
        if !says {
            continue;
        }
        let (end, between) = np::skip_left(doc, segment.start, at);
        if between.be || end == segment.start {
            continue;
        }
        let found = if doc.tokens[end - 1].is(",") {
            np::over_commas(doc, cues, segment.start, end - 1).map(|(m, _)| (m.full, m.core))
        } else {
            np::left(doc, cues, segment.start, end).map(|core| (core.clone(), core))
        };
        if let Some((full, core)) = found {
            let mut item = build(doc, quote, Source { full, core }, Some(at..at + len), 50);
            item.flags.insert(Flag::UncertainSpeaker);
            out.push(item);
            return;
        }
    }
}

fn pieces(doc: &Doc, quote: &Quote) -> Vec<Range<usize>> {
    let pieces = quote.pieces.iter().map(|piece| trim(doc, piece.clone()));
    pieces.filter(|piece| !piece.is_empty()).collect()
}

fn build(
    doc: &Doc,
    quote: &Quote,
    source: Source,
    cue: Option<Range<usize>>,
    confidence: u8,
) -> Attribution {
    let confidence = if quote.closed { confidence } else { confidence.min(55) };
    Attribution::said(Some(source), cue, pieces(doc, quote), StatementKind::Direct, confidence)
}
