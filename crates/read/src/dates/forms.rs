//! The heart of a date expression at one token: written dates, weekdays, relative words.

use super::words::{day, month, unit, weekday, year};
use super::written::{month_at, numeric_at, ordinal_of, year_at};
use super::{Base, DateExpr, Unit, Which, YearWord};
use crate::figures::number::number_at;
use crate::token::{Token, TokenKind};

/// An expression and the token after it.
pub(super) type Found = Option<(DateExpr, usize)>;

/// Any date expression that starts at this token, without its clock.
pub(super) fn core_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    match token.kind {
        TokenKind::Number => numeric_at(tokens, at),
        TokenKind::Word => match token.folded.as_bytes().first()? {
            b'm' | b't' | b'w' | b'f' | b's' | b'j' | b'a' | b'o' | b'n' | b'd' | b'l' | b'y'
            | b'p' | b'e' | b'c' | b'b' => word_at(tokens, at),
            _ => None,
        },
        _ => None,
    }
    .or_else(|| ago_at(tokens, at))
}

fn word_at(tokens: &[Token], at: usize) -> Found {
    weekday_at(tokens, at)
        .or_else(|| month_at(tokens, at))
        .or_else(|| single_word_at(tokens, at))
        .or_else(|| pointed_at(tokens, at))
        .or_else(|| part_at(tokens, at))
        .or_else(|| season_at(tokens, at))
        .or_else(|| eve_at(tokens, at))
}

/// "Monday", "Monday (Jun 2)", "Thursday, May 15", "Mon, 2 June 2025", "Monday's".
fn weekday_at(tokens: &[Token], at: usize) -> Found {
    let (name, short) = weekday(&tokens.get(at)?.folded)?;
    if at > 0 && tokens[at - 1].is_any(&["bloody", "black", "good", "easter", "palm", "super"]) {
        return None;
    }
    let mut next = at + 1;
    if short && tokens.get(next).is_some_and(|t| t.is(".")) {
        next += 1;
    }
    if let Some(found) = beside(tokens, next, name) {
        return Some(found);
    }
    if short {
        return None;
    }
    let possessive = tokens.get(at + 1).is_some_and(|t| t.is("'s"));
    let which = if possessive { Which::Nearest } else { Which::Bare };
    Some((DateExpr::plain(Base::Weekday { day: name, which }), at + 1))
}

/// The written date beside a weekday.
fn beside(tokens: &[Token], at: usize, name: jiff::civil::Weekday) -> Found {
    let opened = tokens.get(at).is_some_and(|t| t.is("("));
    let comma = tokens.get(at).is_some_and(|t| t.is(","));
    let from = at + usize::from(opened || comma);
    let from = from + usize::from(tokens.get(from).is_some_and(|t| t.is("the")));
    let token = tokens.get(from)?;
    let (mut expr, end) = match token.kind {
        TokenKind::Number => numeric_at(tokens, from)?,
        TokenKind::Word => month_at(tokens, from)?,
        _ => return None,
    };
    if !matches!(expr.base, Base::Day { .. }) {
        return None;
    }
    expr.weekday = Some(name);
    if opened {
        return tokens.get(end).filter(|t| t.is(")")).map(|_| (expr, end + 1));
    }
    Some((expr, end))
}

fn single_word_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    let base = match &*token.folded {
        "yesterday" => Base::Days(-1),
        "today" if !is_title(tokens, at) => Base::Days(0),
        "tonight" => Base::Days(0),
        "tomorrow" => Base::Days(1),
        "overnight" => Base::Overnight,
        _ => return None,
    };
    let shifted = |words: &[&str]| {
        at >= words.len()
            && tokens[at - words.len()..at].iter().zip(words).all(|(token, word)| token.is(word))
    };
    let base = match base {
        Base::Days(-1) if shifted(&["day", "before"]) => Base::Days(-2),
        Base::Days(1) if shifted(&["day", "after"]) => Base::Days(2),
        base => base,
    };
    Some((DateExpr::plain(base), at + 1))
}

/// "Russia Today", "USA Today": a capital in the middle of names.
fn is_title(tokens: &[Token], at: usize) -> bool {
    let named = |t: &Token| t.kind == TokenKind::Word && t.capital && tokens[at].spaced;
    tokens[at].capital && at.checked_sub(1).is_some_and(|before| named(&tokens[before]))
}

/// "last month", "next Monday", "this coming Thursday, May 15", "the weekend", "last night".
fn pointed_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    let (mut shift, mut next) = match &*token.folded {
        "last" | "past" | "previous" => (-1, at + 1),
        "this" => (0, at + 1),
        "next" | "coming" => (1, at + 1),
        "the" => return weekend_at(tokens, at + 1, Which::Bare),
        _ => return None,
    };
    let strict = token.is_any(&["last", "this", "next"]);
    if shift == 0 && tokens.get(next).is_some_and(|t| t.is_any(&["coming", "past"])) {
        shift = if tokens[next].is("past") { -1 } else { 1 };
        next += 1;
    }
    let which = match shift {
        -1 => Which::Last,
        0 => Which::Bare,
        _ => Which::Next,
    };
    let word = tokens.get(next)?;
    if let Some((mut expr, end)) = weekday_at(tokens, next) {
        if let Base::Weekday { which: known, .. } = &mut expr.base {
            *known = which;
        }
        return Some((expr, end));
    }
    if let Some((number, _)) = month(&word.folded).filter(|_| word.capital && strict) {
        let base = Base::Month { year: YearWord::Missing, month: number };
        let year = tokens.get(next + 1).and_then(year);
        let day = tokens.get(next + 1).and_then(day);
        // "this May 15" is read from the month on.
        return (year.is_none() && day.is_none()).then(|| (DateExpr::plain(base), next + 1));
    }
    if let Some(found) = weekend_at(tokens, next, which) {
        return Some(found);
    }
    if matches!(&*word.folded, "night" | "evening" | "morning" | "afternoon") && strict {
        let days = if shift == -1 && word.is("night") { -1 } else { shift };
        return Some((DateExpr::plain(Base::Days(days)), next + 1));
    }
    let unit =
        unit(&word.folded).filter(|unit| *unit != Unit::Day && !word.folded.ends_with('s'))?;
    // "the past year" is a stretch up to now, not the year before.
    if !strict && unit == Unit::Year && shift == -1 {
        return None;
    }
    Some((DateExpr::plain(Base::Period { shift, unit }), next + 1))
}

fn weekend_at(tokens: &[Token], at: usize, which: Which) -> Found {
    tokens
        .get(at)
        .filter(|t| t.is("weekend"))
        .map(|_| (DateExpr::plain(Base::Weekend(which)), at + 1))
}

/// "early June", "mid-April 2023", "the end of August", "late 2022".
fn part_at(tokens: &[Token], at: usize) -> Found {
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
    Some((expr, end))
}

/// "spring 2022", "the summer of 2024".
fn season_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    if !token.is_any(&["spring", "summer", "autumn", "fall", "winter"]) {
        return None;
    }
    let next = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is("of")));
    let year = tokens.get(next).and_then(year)?;
    let mut expr = DateExpr::plain(Base::Year(year));
    expr.vague = true;
    Some((expr, next + 1))
}

/// "eve of the talks", "eve of June 2".
fn eve_at(tokens: &[Token], at: usize) -> Found {
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

/// "a week ago", "three years ago".
fn ago_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    let (count, next) = if token.is_any(&["a", "an"]) {
        (1, at + 1)
    } else if let Some(day) = ordinal_of(tokens, at) {
        return Some(day);
    } else {
        // Most words are no numbers: look for the unit and "ago" first.
        let number = number_at(tokens, at)?;
        (number.value.parse::<i32>().ok().filter(|count| *count < 10_000)?, at + number.len)
    };
    let unit = unit(&tokens.get(next)?.folded)?;
    tokens.get(next + 1).filter(|t| t.is("ago"))?;
    Some((DateExpr::plain(Base::Shift { count: -count, unit }), next + 2))
}
