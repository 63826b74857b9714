//! The date expressions of a whole text in the calendar, each with the tense of its clause.

use std::ops::Range;

use model::When;

use super::{DateMention, Resolved, resolve};
use crate::tense::is_planned;
use crate::token::{Token, TokenKind};

/// How far the words that tell the tense may stand from a date.
const REACH: usize = 14;

/// Places every mention. `sentences` are token ranges in order; the tense of the clause around a
/// mention decides whether "on Monday" lies ahead.
pub fn placed(
    tokens: &[Token],
    sentences: &[Range<usize>],
    mentions: &[DateMention],
    anchor: Option<When>,
) -> Vec<Option<Resolved>> {
    mentions
        .iter()
        .map(|mention| {
            let planned = is_planned(clause(tokens, sentences, &mention.tokens));
            resolve(&mention.expr, anchor, planned)
        })
        .collect()
}

/// The clause around a mention, kept short.
fn clause<'a>(tokens: &'a [Token], sentences: &[Range<usize>], at: &Range<usize>) -> &'a [Token] {
    let next = sentences.partition_point(|sentence| sentence.end <= at.start);
    let whole = sentences.get(next).cloned().unwrap_or(at.clone());
    let floor = at.start.saturating_sub(REACH).max(whole.start.min(at.start));
    let roof = (at.end + REACH).min(whole.end.max(at.end)).min(tokens.len());
    let ends = |t: &Token| {
        matches!(t.kind, TokenKind::Dash | TokenKind::Open | TokenKind::Close | TokenKind::Straight)
            || t.is_any(&[";", ":", "(", ")", ","])
    };
    let from = (floor..at.start).rev().find(|at| tokens.get(*at).is_some_and(ends));
    let to = (at.end..roof).find(|at| tokens.get(*at).is_some_and(ends));
    tokens.get(from.unwrap_or(floor)..to.unwrap_or(roof)).unwrap_or_default()
}
