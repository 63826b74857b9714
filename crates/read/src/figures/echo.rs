//! Numbers that leave out their noun, because a figure just before has it: "61 bodies, not 58".

use std::ops::Range;

use super::FigureFound;
use crate::token::{Token, TokenKind};

/// How far behind the figure with the noun may stand, in tokens.
const REACH: usize = 45;

/// The unit that a bare number takes over. `number` are its tokens, `first` the start of the sentence.
pub(super) fn unit_before(
    tokens: &[Token],
    first: usize,
    number: &Range<usize>,
    before: Option<&FigureFound>,
) -> Option<String> {
    let before = before.filter(|figure| !figure.unit.is_empty())?;
    let near = number.start.checked_sub(before.tokens.end).is_some_and(|apart| apart <= REACH);
    (near && is_free(tokens, number.end) && !is_other(tokens, first, number))
        .then(|| before.unit.clone())
}

/// Whether no noun can follow: a mark, a verb, a preposition.
fn is_free(tokens: &[Token], end: usize) -> bool {
    let Some(token) = tokens.get(end) else { return true };
    match token.kind {
        TokenKind::Word => {}
        TokenKind::Hyphen | TokenKind::Number => return false,
        TokenKind::Mark => return !token.is_any(&["/", "%", "°", "$", "€", "£", "+", "="]),
        _ => return true,
    }
    if token.is("of") {
        return tokens.get(end + 1).is_some_and(|t| {
            t.is_any(&["them", "these", "those", "whom", "which", "us", "the", "its", "their"])
        });
    }
    let verb = token.folded.len() > 4 && token.folded.ends_with("ed");
    verb || token.is_any(&[
        "and", "or", "but", "to", "for", "in", "on", "at", "by", "from", "with", "without",
        "after", "before", "during", "since", "until", "who", "whom", "which", "that", "were",
        "was", "are", "is", "had", "have", "has", "will", "would", "could", "did", "do", "went",
        "came", "a", "each", "apiece", "only", "near", "still", "as", "if", "because", "when",
        "cross", "say", "back", "held", "go", "answered",
    ])
}

/// Hours, ages, names with a number, pairs of words in which a number counts nothing.
fn is_other(tokens: &[Token], first: usize, number: &Range<usize>) -> bool {
    let before = |back: usize| {
        number.start.checked_sub(back).filter(|at| *at >= first).and_then(|at| tokens.get(at))
    };
    let Some(last) = before(1) else { return false };
    let word = tokens[number.start].kind == TokenKind::Word;
    // "at nine", "half past ten".
    let hour = last.is_any(&["past", "o", "or"]) || (word && number.len() == 1 && last.is("at"));
    let name = last.kind == TokenKind::Word && last.capital && number.start > first + 1;
    // "Ana Brel, 34, a baker".
    let age = last.is(",")
        && before(2).is_some_and(|t| t.capital)
        && tokens.get(number.end).is_some_and(|t| t.is_any(&[",", ".", ")"]));
    let pointing = last.is_any(&[
        "first", "last", "next", "other", "these", "its", "their", "our", "'s", "under", "between",
        "'", "no", "number", "#", "/", ".", "over", "top", "like",
    ]);
    hour || name || age || pointing
}
