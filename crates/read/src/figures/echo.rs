//! Numbers that leave out their noun, because a figure just before has it: "61 bodies, not 58".

use std::ops::Range;

use super::FigureFound;
use crate::token::{Token, TokenKind};

/// How far behind a figure may stand that shows that numbers are told here, in tokens.
const REACH: usize = 70;
/// How far its noun carries. Further away the number stays without a unit: none is better than a
/// wrong one.
const CARRY: usize = 22;

/// The unit that a bare number takes over. `number` are its tokens, `first` the start of the sentence.
pub(super) fn unit_before(
    tokens: &[Token],
    first: usize,
    number: &Range<usize>,
    before: Option<&FigureFound>,
) -> Option<String> {
    let of_them = tokens.get(number.end).is_some_and(|t| t.is("of"))
        && tokens.get(number.end + 1).is_some_and(|t| t.is_any(&["them", "whom"]));
    let Some(before) = before else {
        // "300 of them" counts, whatever they are.
        return of_them.then(String::new);
    };
    let apart = number.start.checked_sub(before.tokens.end)?;
    let unit = if apart <= CARRY { before.unit.clone() } else { String::new() };
    (apart <= REACH && is_free(tokens, number.end) && !is_other(tokens, first, number))
        .then_some(unit)
        .or_else(|| of_them.then(String::new))
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
        "cross", "say", "back", "held", "go", "it", "he", "she", "they", "we", "against",
    ])
}

/// Hours, ages, names with a number, pairs of words in which a number counts nothing.
fn is_other(tokens: &[Token], first: usize, number: &Range<usize>) -> bool {
    let before = |back: usize| {
        number.start.checked_sub(back).filter(|at| *at >= first).and_then(|at| tokens.get(at))
    };
    let after = |words: &[&str]| tokens.get(number.end).is_some_and(|t| t.is_any(words));
    // "Two, freedom for its founder": an item of a list.
    let Some(last) = before(1) else { return after(&[","]) };
    let word = tokens[number.start].kind == TokenKind::Word;
    // "at nine", "half past ten", "from six to noon".
    let hour = last.is_any(&["past", "o", "or"])
        || (word && number.len() == 1 && last.is_any(&["at", "since", "before", "until", "after"]))
        || (word && last.is("from") && after(&["to", "until"]));
    // "the second of three".
    let rank = last.is("of")
        && before(2).is_some_and(|t| t.is_any(&["first", "second", "third", "fourth", "last"]));
    let name = last.kind == TokenKind::Word && last.capital && number.start > first + 1;
    // "Ana Brel, 34, a baker".
    let age = last.is(",")
        && before(2).is_some_and(|t| t.capital)
        && tokens.get(number.end).is_some_and(|t| t.is_any(&[",", ".", ")"]));
    let pointing = last.is_any(&[
        "first", "last", "next", "other", "these", "its", "their", "our", "'s", "under", "between",
        "'", "no", "number", "#", "/", "over", "top", "like", "video", "kilometre", "minus",
        "note",
    ]) || (last.is(".") && before(2).is_some_and(|t| t.is("no")));
    hour || name || age || pointing || rank
}
