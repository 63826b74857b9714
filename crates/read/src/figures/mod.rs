//! Counts and amounts in a report, each with its unit, its state and the words beside it.
//!
//! Years, dates, hours, ordinals, list numbers and names with numbers in them are no figures.

mod context;
mod echo;
mod money;
pub(crate) mod number;
mod refuse;
mod share;
mod unit;

use std::ops::Range;

use model::{CountState, Span};

use crate::dates::{Base, DateMention};
use crate::token::{Token, TokenKind};
use number::{Number, number_at};
pub(crate) use unit::is_usual_noun;

/// A figure as it stands in a text. The caller adds who gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureFound {
    /// Its tokens, from "at least" to the noun.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// Plain digits, or the word of a vague count: `thousands`.
    pub value: String,
    /// The upper end of a range.
    pub to: Option<String>,
    /// What is counted: a noun with its adjectives, a currency code, `percent`, `years`.
    pub unit: String,
    /// The words beside it, as far as the clause goes.
    pub of: String,
    /// Exact, at least, about, ...
    pub state: CountState,
    /// `true` each, `false` in all, `None` not told.
    pub each: Option<bool>,
}

/// A figure before its surroundings are read.
struct Bare {
    value: String,
    to: Option<String>,
    unit: String,
    tokens: Range<usize>,
    vague: bool,
    each: Option<bool>,
    /// Nothing but the number itself says that it counts something.
    naked: bool,
}

/// Finds the figures of the sentences (token ranges). `dates` are the expressions of
/// [`crate::dates::date_mentions`] over the same tokens: what they cover is no figure, but for
/// lengths of time ("three years ago").
pub fn figures(
    text: &str,
    tokens: &[Token],
    sentences: &[Range<usize>],
    dates: &[DateMention],
) -> Vec<FigureFound> {
    let mut out: Vec<FigureFound> = Vec::new();
    for sentence in sentences {
        let end = sentence.end.min(tokens.len());
        let mut at = sentence.start;
        while at < end {
            if let Some(date) = date_over(dates, at)
                && !matches!(
                    date.expr.base,
                    Base::Shift { .. } | Base::Stretch { .. } | Base::Later { .. }
                )
            {
                at = date.tokens.end.max(at + 1);
                continue;
            }
            let bare = bare_at(&tokens[..end], at, sentence.start, out.last());
            let Some(found) = bare
                .and_then(|bare| finish(text, &tokens[..end], sentence.start, bare, out.last()))
            else {
                at += 1;
                continue;
            };
            at = found.tokens.end.max(at + 1);
            out.push(found);
        }
    }
    out
}

fn date_over(dates: &[DateMention], at: usize) -> Option<&DateMention> {
    let next = dates.partition_point(|date| date.tokens.end <= at);
    dates.get(next).filter(|date| date.tokens.start <= at)
}

/// The figure that starts at a token; `tokens` end with the sentence.
fn bare_at(
    tokens: &[Token],
    at: usize,
    first: usize,
    before: Option<&FigureFound>,
) -> Option<Bare> {
    vague_at(tokens, at)
        .or_else(|| money::prefixed_at(tokens, at))
        .or_else(|| share::share_at(tokens, at))
        .or_else(|| counted_at(tokens, at, first, before))
}

/// "thousands of homes", "dozens", "tens of thousands".
fn vague_at(tokens: &[Token], at: usize) -> Option<Bare> {
    const VAGUE: [&str; 7] =
        ["dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions"];
    let token = tokens.get(at).filter(|t| t.is_any(&VAGUE))?;
    let mut value = token.folded.to_string();
    let mut end = at + 1;
    let of = |at: usize| tokens.get(at).is_some_and(|t| t.is("of"));
    if of(end) && tokens.get(end + 1).is_some_and(|t| t.is_any(&VAGUE)) {
        value = format!("{value} of {}", tokens[end + 1].folded);
        end += 2;
    } else if token.is_any(&["tens", "scores"]) && !of(end) {
        return None;
    }
    let mut unit = String::new();
    if of(end)
        && let Some((next, words)) = unit::unit_at(tokens, end + 1)
    {
        unit = words;
        end = next;
    }
    let tokens = at..end;
    Some(Bare { value, to: None, unit, tokens, vague: true, each: None, naked: false })
}

fn counted_at(
    tokens: &[Token],
    at: usize,
    first: usize,
    before: Option<&FigureFound>,
) -> Option<Bare> {
    let number = number_at(tokens, at)?;
    if refuse::is_no_count(tokens, at, number.len, first) {
        return None;
    }
    let end = at + number.len;
    if let Some(bare) = exchange_at(tokens, at, &number) {
        return Some(bare);
    }
    if let Some((length, next)) = unit::length_beside(tokens, end) {
        let tokens = at..next;
        let value = number.value;
        return Some(Bare {
            value,
            to: None,
            unit: length,
            tokens,
            vague: false,
            each: None,
            naked: false,
        });
    }
    let (to, end) = match range_end(tokens, at, &number) {
        Ranged::To(value, end) => (Some(value), end),
        Ranged::No => (None, end),
        Ranged::Nonsense => return None,
    };
    if to.is_none() && tokens.get(end).is_some_and(|t| t.kind == TokenKind::Hyphen) {
        // "five-star", "12-point": part of an adjective.
        return None;
    }
    let naked = !number.scaled && to.is_none();
    let found = money::suffix_at(tokens, end).or_else(|| unit::unit_of(tokens, end));
    let one = number.value == "1";
    let found = found.or_else(|| {
        let year = refuse::is_year(tokens, at, number.len);
        let unit = echo::unit_before(tokens, first, &(at..end), before);
        unit.filter(|_| !one && !year).map(|unit| (end, unit))
    });
    if found.is_none() && number.words && !number.scaled {
        return None;
    }
    if number.words && refuse::is_pointing(tokens, at, &number.value, end, found.as_ref()) {
        return None;
    }
    let usual = |words: &str| words.rsplit(' ').next().is_some_and(is_usual_noun);
    if !found.as_ref().is_some_and(|(_, words)| usual(words))
        && refuse::is_year(tokens, at, number.len)
    {
        return None;
    }
    let naked = naked && found.is_none();
    let (unit, end) = found.map_or((String::new(), end), |(end, unit)| (unit, end));
    let value = number.value;
    Some(Bare { value, to, unit, tokens: at..end, vague: false, each: None, naked })
}

/// "1,000 for 1,000", "six-for-six": each side gives as many.
fn exchange_at(tokens: &[Token], at: usize, number: &Number) -> Option<Bare> {
    let skip = |at: usize| at + usize::from(tokens.get(at).is_some_and(is_hyphen));
    let joint = skip(at + number.len);
    tokens.get(joint).filter(|t| t.is("for"))?;
    let other = skip(joint + 1);
    // "One for one" is a principle, not a count.
    let same = |second: &Number| second.value == number.value && second.value != "1";
    let second = number_at(tokens, other).filter(same)?;
    let end = other + second.len;
    let (end, unit) = unit::exchanged_at(tokens, skip(end)).unwrap_or((end, String::new()));
    let value = number.value.clone();
    let tokens = at..end;
    Some(Bare { value, to: None, unit, tokens, vague: false, each: Some(true), naked: false })
}

fn is_hyphen(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Hyphen | TokenKind::Dash)
}

enum Ranged {
    No,
    To(String, usize),
    /// "2-1" is a score or a name, not a count.
    Nonsense,
}

/// "10-15", "10 to 15", "between 10 and 15".
fn range_end(tokens: &[Token], at: usize, number: &Number) -> Ranged {
    let joint = at + number.len;
    let Some(token) = tokens.get(joint) else { return Ranged::No };
    let led = |words: &[&str]| {
        at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|t| t.is_any(words))
    };
    // "rose from 10 to 15" is a change.
    let words = (token.is("to") && !led(&["from"])) || (token.is("and") && led(&["between"]));
    if !(words || is_hyphen(token)) {
        return Ranged::No;
    }
    let Some(second) = number_at(tokens, joint + 1) else { return Ranged::No };
    let end = joint + 1 + second.len;
    if ascends(&number.value, &second.value) {
        return Ranged::To(second.value, end);
    }
    // "2 to 3 million" counts millions on both ends; a low first number stands for the scale.
    if is_hyphen(token) && !token.spaced { Ranged::Nonsense } else { Ranged::No }
}

/// Whether the second plain number is larger, without leaving text.
fn ascends(first: &str, second: &str) -> bool {
    let key = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        (whole.len(), whole.to_owned(), fraction.to_owned())
    };
    key(first) < key(second)
}

/// Reads the words around a bare figure.
fn finish(
    text: &str,
    tokens: &[Token],
    first: usize,
    bare: Bare,
    before: Option<&FigureFound>,
) -> Option<FigureFound> {
    let Range { start, end } = bare.tokens;
    let (mut state, mut start) = context::state_before(tokens, first, start);
    if context::is_spread(tokens, start, &bare.unit) {
        (state, start) = (None, start + 1);
    }
    let (after, end) = context::state_after(tokens, end);
    // "Prisoners under 25" is an age: without a noun, "over" and "under" are no hedge.
    let hedged = state.is_some()
        && !tokens.get(start).is_some_and(|t| t.is_any(&["over", "under", "above", "below"]));
    if bare.naked && !hedged && after.is_none() && !context::is_toll(tokens, first, start) {
        return None;
    }
    // "$9 billion (€7.8 billion)": the second is no surer than the first.
    if state.is_none()
        && let Some(before) = before
        && start.checked_sub(1) == Some(before.tokens.end)
        && tokens.get(before.tokens.end).is_some_and(|t| t.is("("))
    {
        state = Some(before.state);
    }
    let reckoned = bare.vague || context::is_reckoned(tokens, first, start);
    let vague = reckoned.then_some(CountState::About);
    let state = state.or(after).or(vague).unwrap_or(CountState::Exact);
    let span = Span::new(tokens.get(start)?.span.start, tokens.get(end.checked_sub(1)?)?.span.end);
    let each = bare.each.or_else(|| context::each_or_all(tokens, first, start, end));
    let of = context::beside(text, tokens, first, start..end);
    let Bare { value, to, unit, .. } = bare;
    Some(FigureFound { tokens: start..end, span, value, to, unit, of, state, each })
}

#[cfg(test)]
mod tests;
