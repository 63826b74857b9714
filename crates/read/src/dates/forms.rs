//! The heart of a date expression at one token: written dates, weekdays, relative words.

use super::words::{day, longest, month, ordinal_day, small, unit, weekday, year};
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
    match opened {
        true => tokens.get(end).filter(|t| t.is(")")).map(|_| (expr, end + 1)),
        false => Some((expr, end)),
    }
}

/// Dates that begin with digits.
fn numeric_at(tokens: &[Token], at: usize) -> Found {
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
fn year_at(tokens: &[Token], at: usize) -> (YearWord, usize) {
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
fn month_at(tokens: &[Token], at: usize) -> Found {
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
            "in",
            "since",
            "by",
            "until",
            "till",
            "during",
            "of",
            "early",
            "mid",
            "late",
            "before",
            "after",
            "from",
            "through",
            "throughout",
            "last",
            "next",
            "this",
        ]) || (t.kind == TokenKind::Hyphen
            && at.checked_sub(2).is_some_and(|at| tokens[at].is("mid")))
    });
    let name_follows = tokens.get(at + 1).is_some_and(|t| {
        t.kind == TokenKind::Word && t.capital && !matches!(&*t.folded, "and" | "or")
    });
    // "Theresa May", "Prime Minister May": "of" and "by" lead names as well.
    let verb_or_name = matches!(month, 3 | 5 | 8);
    if verb_or_name {
        let safe = before.is_some_and(|t| !t.is_any(&["by", "of", "after", "before", "from"]));
        return led && safe && !name_follows;
    }
    let first_name = matches!(month, 4 | 6);
    (led || !first_name) && !name_follows
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
        next += usize::from(tokens.get(next).filter(|t| t.is("of")).is_some());
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

/// "first of June", after "the".
fn ordinal_of(tokens: &[Token], at: usize) -> Found {
    let day = ordinal_day(&tokens[at].folded)?;
    tokens.get(at + 1).filter(|t| t.is("of"))?;
    at.checked_sub(1).filter(|before| tokens[*before].is("the"))?;
    let name = tokens.get(at + 2).filter(|t| t.capital)?;
    let (month, _) = month(&name.folded)?;
    let (year, end) = year_at(tokens, at + 3);
    Some((written(year, month, day, false)?, end))
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
        "in",
        "since",
        "until",
        "till",
        "during",
        "throughout",
        "before",
        "after",
        "year",
        "by",
        "from",
        "of",
        "back",
        "early",
        "late",
        "mid",
    ]) {
        // "of 2000 soldiers", "from 1900 villages" count something.
        let counted = after.is_some_and(|t| {
            t.kind == TokenKind::Word && t.folded.ends_with('s') && t.folded.len() > 3
        });
        let narrow = before.is_any(&["since", "in", "until", "during", "year", "back"]);
        return if counted && !narrow { None } else { found };
    }
    let event = |t: &Token| {
        t.is_any(&[
            "talks",
            "negotiations",
            "war",
            "invasion",
            "agreement",
            "agreements",
            "communique",
            "conflict",
            "ceasefire",
            "election",
            "elections",
            "summit",
            "meeting",
            "deal",
            "accord",
            "accords",
            "constitution",
            "referendum",
            "treaty",
            "draft",
            "round",
        ]) || t.capital && t.kind == TokenKind::Word
    };
    let named = before.is_any(&["the", "'s", "their", "its", "this", "that"]);
    (named && after.is_some_and(event)).then_some(found).flatten()
}
