//! Written dates: digits and month names, with or without the year.

use super::forms::Found;
use super::words::{day, longest, month, ordinal_at, small, year};
use super::{Base, DateExpr, YearWord};
use crate::figures::is_usual_noun;
use crate::token::{Token, TokenKind};

/// Dates that begin with digits.
pub(super) fn numeric_at(tokens: &[Token], at: usize) -> Found {
    iso_at(tokens, at)
        .or_else(|| dotted_at(tokens, at))
        .or_else(|| slashed_at(tokens, at))
        .or_else(|| day_first_at(tokens, at))
        .or_else(|| bare_year_at(tokens, at))
}

fn written(year: YearWord, month: i8, day: i8, doubtful: bool) -> Option<DateExpr> {
    let fits = (1..=12).contains(&month) && (1..=longest(month)).contains(&day);
    fits.then(|| DateExpr::plain(Base::Day { year, month, day, doubtful }))
}

/// "2025-06-02", "2025/06/02".
fn iso_at(tokens: &[Token], at: usize) -> Found {
    let [first, a, second, b, third] = tokens.get(at..at + 5)? else { return None };
    let marks =
        (a.kind == TokenKind::Hyphen && b.kind == TokenKind::Hyphen) || (a.is("/") && b.is("/"));
    let tight = [a, second, b, third].iter().all(|t| !t.spaced);
    let full = second.folded.len() == 2 && third.folded.len() == 2;
    if !(marks && tight && full) {
        return None;
    }
    let year = YearWord::Given(year(first)?);
    Some((written(year, small(second)?, small(third)?, false)?, at + 5))
}

/// "02.06.2025"; day first unless that is impossible.
fn dotted_at(tokens: &[Token], at: usize) -> Found {
    let mut parts = tokens[at].folded.split('.');
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || c.len() != 4 || a.len() > 2 || b.len() > 2 {
        return None;
    }
    let (a, b, year): (i8, i8, i16) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    let year = YearWord::Given(Some(year).filter(|year| (1900..2100).contains(year))?);
    let expr = written(year, b, a, false).or_else(|| written(year, a, b, false))?;
    Some((expr, at + 1))
}

/// "11/05/2025"; day first unless that is impossible, and in doubt when both would do.
fn slashed_at(tokens: &[Token], at: usize) -> Found {
    let [first, a, second, b, third] = tokens.get(at..at + 5)? else { return None };
    let marks =
        (a.is("/") && b.is("/")) || (a.kind == TokenKind::Hyphen && b.kind == TokenKind::Hyphen);
    if !marks || [a, second, b, third].iter().any(|t| t.spaced) {
        return None;
    }
    let (day, month) = (small(first)?, small(second)?);
    let year = YearWord::Given(year(third)?);
    let doubtful = day <= 12 && month <= 12 && day != month;
    let expr = written(year, month, day, doubtful).or_else(|| written(year, day, month, false))?;
    Some((expr, at + 5))
}

/// "2 June 2025", "2nd of June", "20-30 June", "25 to 27 May".
fn day_first_at(tokens: &[Token], at: usize) -> Found {
    let first = day(&tokens[at])?;
    let mut next = after_ordinal(tokens, at + 1);
    let mut last = None;
    let joins = |t: &Token| {
        matches!(t.kind, TokenKind::Hyphen | TokenKind::Dash) || t.is_any(&["to", "and", "or"])
    };
    if tokens.get(next).is_some_and(joins)
        && let Some(other) = tokens.get(next + 1).and_then(day).filter(|other| *other > first)
    {
        last = Some(other);
        next = after_ordinal(tokens, next + 2);
    }
    next += usize::from(tokens.get(next).is_some_and(|t| t.is("of")));
    let (month, next) = month_beside(tokens, next)?;
    let (year, next) = year_at(tokens, next);
    let mut expr = written(year, month, first, false)?;
    if let Some(day) = last {
        expr.until = Some(written(year, month, day, false)?.base);
    }
    Some((expr, next))
}

fn after_ordinal(tokens: &[Token], at: usize) -> usize {
    let suffix = |t: &Token| !t.spaced && t.is_any(&["st", "nd", "rd", "th"]);
    at + usize::from(tokens.get(at).is_some_and(suffix))
}

/// A month name next to a number, so that even "may" and "mar" mean the month.
fn month_beside(tokens: &[Token], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    let (month, short) = month(&token.folded)?;
    if !token.capital {
        // Without a capital, "2 march" or "20 may" is a verb unless a year follows.
        tokens.get(at + 1).and_then(year)?;
    }
    let dot = short && tokens.get(at + 1).is_some_and(|t| t.is(".") && !t.spaced);
    Some((month, at + 1 + usize::from(dot)))
}

/// ", 2025", "2025", "last year".
pub(super) fn year_at(tokens: &[Token], at: usize) -> (YearWord, usize) {
    let from = at + usize::from(tokens.get(at).is_some_and(|t| t.is_any(&[",", "of"])));
    if let Some(year) = tokens.get(from).and_then(year) {
        return (YearWord::Given(year), from + 1);
    }
    let shift = tokens.get(from).and_then(pointer);
    if let Some(shift) = shift
        && tokens.get(from + 1).is_some_and(|t| t.is("year"))
    {
        return (YearWord::Shifted(shift), from + 2);
    }
    (YearWord::Missing, at)
}

fn pointer(token: &Token) -> Option<i16> {
    Some(match &*token.folded {
        "last" | "previous" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    })
}

/// Dates that begin with a month: "June 2, 2025", "Jun. 2", "May 2024", "October last year", "in May".
pub(super) fn month_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    let (name, short) = month(&token.folded)?;
    // A number before it would have taken it, were it a day: "31 February" is no date at all.
    let spoilt = at.checked_sub(1).is_some_and(|before| small(&tokens[before]).is_some());
    if !token.capital || spoilt {
        return None;
    }
    let dot = short && tokens.get(at + 1).is_some_and(|t| t.is(".") && !t.spaced);
    let next = at + 1 + usize::from(dot);
    if let Some(found) = month_day(tokens, next, name) {
        return Some(found);
    }
    let (year, end) = year_at(tokens, next);
    if year != YearWord::Missing {
        return Some((DateExpr::plain(Base::Month { year, month: name }), end));
    }
    (!short && stands_alone(tokens, at, name))
        .then(|| (DateExpr::plain(Base::Month { year, month: name }), next))
}

/// The day after a month: "2", "2nd", "2-4", "2, 2025".
fn month_day(tokens: &[Token], at: usize, month: i8) -> Found {
    let first = tokens.get(at).and_then(day)?;
    let mut next = after_ordinal(tokens, at + 1);
    // "June 10,000" is one number token, but "May 5 million" is not a day.
    if tokens.get(next).is_some_and(|t| t.is_any(&["million", "billion", "percent", "%"])) {
        return None;
    }
    let mut last = None;
    let hyphen = |t: &Token| matches!(t.kind, TokenKind::Hyphen | TokenKind::Dash);
    if tokens.get(next).is_some_and(hyphen)
        && let Some(other) = tokens.get(next + 1).and_then(day).filter(|other| *other > first)
    {
        last = Some(other);
        next = after_ordinal(tokens, next + 2);
    }
    let (year, next) = year_at(tokens, next);
    let mut expr = written(year, month, first, false)?;
    if let Some(day) = last {
        expr.until = Some(written(year, month, day, false)?.base);
    }
    Some((expr, next))
}

/// Whether a month name without a number is one: "in May", but not "May he", not "June Smith".
fn stands_alone(tokens: &[Token], at: usize, month: i8) -> bool {
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let led = before.is_some_and(|t| {
        t.is_any(&[
            "in", "since", "by", "until", "till", "during", "of", "early", "mid", "late", "before",
            "after", "from", "through", "throughout", "last", "next", "this", "to", "and",
        ]) || (t.kind == TokenKind::Hyphen
            && at.checked_sub(2).is_some_and(|at| tokens[at].is("mid")))
    });
    let name_follows = tokens.get(at + 1).is_some_and(|t| {
        t.kind == TokenKind::Word && t.capital && !matches!(&*t.folded, "and" | "or")
    });
    // "Theresa May", "Prime Minister May": "of" and "by" lead names as well.
    let verb_or_name = matches!(month, 3 | 5 | 8);
    if verb_or_name {
        // "before the May ballot".
        let noun = tokens
            .get(at + 1)
            .is_some_and(|t| t.kind == TokenKind::Word && !t.capital && !is_small_word(&t.folded));
        if month == 5 && noun && before.is_some_and(|t| t.is("the")) {
            return true;
        }
        let name =
            before.is_some_and(|t| t.is_any(&["by", "of", "after", "before", "from", "to", "and"]));
        return led && !(name && month == 5) && !name_follows;
    }
    let first_name = matches!(month, 4 | 6);
    // "Until January Brel was out": no first name, so the name begins behind it.
    let alone = led && !first_name;
    (led || !first_name) && (!name_follows || alone)
}

fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "but"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "be"
            | "have"
            | "not"
            | "of"
            | "in"
            | "at"
            | "on"
            | "by"
            | "to"
            | "is"
            | "was"
            | "has"
            | "had"
    )
}

/// "first of June", "twenty-first of May", after "the".
pub(super) fn ordinal_of(tokens: &[Token], at: usize) -> Found {
    at.checked_sub(1).filter(|before| tokens[*before].is("the"))?;
    let (day, next) = ordinal_at(tokens, at)?;
    tokens.get(next).filter(|t| t.is("of"))?;
    let name = tokens.get(next + 1).filter(|t| t.capital)?;
    let (month, _) = month(&name.folded)?;
    let (year, end) = year_at(tokens, next + 2);
    Some((written(year, month, day, false)?, end))
}

/// "on the 8th", "by the thirtieth": a day of a month that is not told. Small ordinal words are
/// ranks, and a noun after it makes it one.
pub(super) fn nth_at(tokens: &[Token], at: usize) -> Found {
    let back = |by: usize| at.checked_sub(by).and_then(|at| tokens.get(at));
    back(1).filter(|t| t.is("the"))?;
    back(2).filter(|t| {
        t.is_any(&["on", "by", "before", "until", "since", "from", "of", "for", "after", "till"])
    })?;
    let (day, next) = ordinal_at(tokens, at)?;
    if tokens[at].kind == TokenKind::Word && day < 10 {
        return None;
    }
    let free = tokens.get(next).is_none_or(|t| {
        !matches!(t.kind, TokenKind::Word | TokenKind::Hyphen | TokenKind::Number)
            || t.is_any(&[
                "and", "or", "but", "when", "in", "at", "is", "was", "were", "will", "he", "she",
                "they", "it", "to", "with", "there", "which", "that", "becomes", "as",
            ])
    });
    free.then(|| (DateExpr::plain(Base::DayOfMonth(day)), next))
}

/// "in 2022", "the 2022 talks"; a bare number otherwise is no year.
fn bare_year_at(tokens: &[Token], at: usize) -> Found {
    let year = year(&tokens[at])?;
    let before = &tokens[at.checked_sub(1)?];
    let found = Some((DateExpr::plain(Base::Year(year)), at + 1));
    let after = tokens.get(at + 1);
    if after.is_some_and(|t| t.kind == TokenKind::Hyphen || t.is_any(&["%", "percent", "px"])) {
        return None;
    }
    if before.is_any(&[
        "in", "since", "until", "till", "during", "throughout", "before", "after", "year", "by",
        "from", "of", "back", "early", "late", "mid", "years", "between", "about", "around",
    ]) || (before.is_any(&["for", "to"]) && after.is_none_or(|t| t.kind == TokenKind::Mark))
    {
        // "of 2000 soldiers", "from 1900 villages" count something.
        let counted = after.is_some_and(|t| {
            let near = before.is_any(&["about", "around", "between"]);
            is_usual_noun(&t.folded) || (near && t.kind == TokenKind::Word && !t.is("and"))
        });
        let narrow = before.is_any(&["since", "in", "until", "during", "year", "back"]);
        return if counted && !narrow { None } else { found };
    }
    let event = |t: &Token| {
        t.is_any(&[
            "talks", "negotiations", "war", "invasion", "agreement", "agreements", "communique",
            "conflict", "ceasefire", "election", "elections", "summit", "meeting", "deal",
            "accord", "accords", "constitution", "referendum", "treaty", "draft", "round",
            "borders", "sanctions", "rules", "prices", "protocols", "lines", "terms", "levels",
        ]) || t.kind == TokenKind::Word
            && (t.capital || !(t.folded.ends_with('s') || is_usual_noun(&t.folded)))
    };
    let named = before.is_any(&["the", "'s", "their", "its", "this", "that", "a", "at"]);
    (named && after.is_some_and(event)).then_some(found).flatten()
}
