//! Parts of the calendar: "early June", "the end of the month", seasons, eves.

use super::forms::{Found, pointed_at};
use super::words::{month, unit, year};
use super::written::{month_at, numeric_at, year_at};
use super::{Base, DateExpr, Season, Unit, YearWord};
use crate::token::{Token, TokenKind};

/// "early June", "mid-April 2023", "the end of August", "late 2022".
pub(super) fn part_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    let mut next = match &*token.folded {
        "early" | "late" | "mid" | "middle" | "end" | "beginning" | "start" => at + 1,
        _ => return None,
    };
    let noun = token.is_any(&["end", "beginning", "start", "middle"]);
    if tokens.get(next).is_some_and(|t| t.kind == TokenKind::Hyphen) {
        next += 1;
    }
    if noun {
        next += usize::from(tokens.get(next).is_some_and(|t| t.is("of")));
        if next == at + 1 {
            return None;
        }
        next += usize::from(tokens.get(next).is_some_and(|t| t.is("the")));
    } else if tokens.get(next).is_some_and(|t| t.is("in")) {
        next += 1;
    }
    let word = tokens.get(next)?;
    let (mut expr, end) = if let Some(year) = year(word) {
        (DateExpr::plain(Base::Year(year)), next + 1)
    } else if let Some((number, false)) = month(&word.folded).filter(|_| word.capital) {
        let (year, end) = year_at(tokens, next + 1);
        (DateExpr::plain(Base::Month { year, month: number }), end)
    } else if let Some(found) = pointed_at(tokens, next) {
        found
    } else {
        let unit = unit(&word.folded).filter(|unit| noun && *unit != Unit::Day)?;
        (DateExpr::plain(Base::Period { shift: 0, unit }), next + 1)
    };
    expr.vague = true;
    expr.end = token.is("end");
    Some((expr, end))
}

/// "last day of March", "last day of the month".
pub(super) fn last_day_at(tokens: &[Token], at: usize) -> Found {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.is(word));
    if !(is(at, "last") && is(at + 1, "day") && is(at + 2, "of")) {
        return None;
    }
    let next = at + 3 + usize::from(is(at + 3, "the"));
    let word = tokens.get(next)?;
    let (base, end) = if let Some((number, _)) = month(&word.folded).filter(|_| word.capital) {
        let (year, end) = year_at(tokens, next + 1);
        (Base::Month { year, month: number }, end)
    } else {
        let unit = unit(&word.folded).filter(|unit| *unit != Unit::Day)?;
        (Base::Period { shift: 0, unit }, next + 1)
    };
    Some((DateExpr::plain(Base::LastDay(Box::new(base))), end))
}

/// The season that a word names. "Fall" is a verb as well and needs "last" or a year.
pub(super) fn season_named(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// "spring 2022", "the summer of 2024", "over the summer", "by spring".
pub(super) fn season_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    let season = season_named(&token.folded)?;
    let next = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is("of")));
    let found = |year, end| Some((DateExpr::plain(Base::Season { season, year }), end));
    if let Some(year) = tokens.get(next).and_then(year) {
        return found(YearWord::Given(year), next + 1);
    }
    if let (YearWord::Shifted(shift), end) = year_at(tokens, next) {
        return found(YearWord::Shifted(shift), end);
    }
    // "in the summer palace", "the winter of our talks": a noun follows, or another thing's season.
    let free = tokens.get(at + 1).is_none_or(|t| {
        t.kind != TokenKind::Word
            || t.is_any(&[
                "and", "or", "but", "when", "that", "the", "in", "at", "he", "she", "they",
            ])
    });
    let led = |back: usize, words: &[&str]| {
        at.checked_sub(back).is_some_and(|at| tokens[at].is_any(words))
    };
    let the = usize::from(led(1, &["the"]));
    let bound = led(1 + the, &["in", "over", "during", "by", "since", "until", "before"]);
    (free && bound && !token.is("fall")).then(|| found(YearWord::Missing, at + 1)).flatten()
}

/// "eve of the talks", "eve of June 2".
pub(super) fn eve_at(tokens: &[Token], at: usize) -> Found {
    if !(tokens.get(at)?.is("eve") && tokens.get(at + 1)?.is("of")) {
        return None;
    }
    let next = at + 2;
    let date = match tokens.get(next).map(|t| t.kind) {
        Some(TokenKind::Number) => numeric_at(tokens, next),
        Some(TokenKind::Word) => month_at(tokens, next),
        _ => None,
    };
    Some(match date {
        Some((expr, end)) => (DateExpr::plain(Base::Eve(Some(Box::new(expr.base)))), end),
        None => (DateExpr::plain(Base::Eve(None)), next),
    })
}
