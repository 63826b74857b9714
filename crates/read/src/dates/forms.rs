//! The heart of a date expression at one token: written dates, weekdays, relative words.

use super::feasts::feast_at;
use super::part::{eve_at, last_day_at, part_at, season_at, season_named};
use super::words::{day, month, unit, weekday, year};
use super::written::{month_at, nth_at, numeric_at, ordinal_of};
use super::{Base, DateExpr, Unit, Which, YearWord};
use crate::figures::number::number_at;
use crate::token::{Token, TokenKind};

/// An expression and the token after it.
pub(super) type Found = Option<(DateExpr, usize)>;

/// Any date expression that starts at this token, without its clock.
pub(super) fn core_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    match token.kind {
        TokenKind::Number => numeric_at(tokens, at).or_else(|| nth_at(tokens, at)),
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
        .or_else(|| last_day_at(tokens, at))
        .or_else(|| pointed_at(tokens, at))
        .or_else(|| counted_on_at(tokens, at))
        .or_else(|| part_at(tokens, at))
        .or_else(|| season_at(tokens, at))
        .or_else(|| feast_at(tokens, at))
        .or_else(|| eve_at(tokens, at))
        .or_else(|| nth_at(tokens, at))
}

/// "Monday", "Monday (Jun 2)", "Thursday, May 15", "Mon, 2 June 2025", "Monday's".
fn weekday_at(tokens: &[Token], at: usize) -> Found {
    let (name, short) = weekday(&tokens.get(at)?.folded)?;
    // "Bloody Sunday" is a name, "every Sunday" no day.
    if at > 0
        && tokens[at - 1]
            .is_any(&["bloody", "black", "good", "easter", "palm", "super", "every", "each"])
    {
        return None;
    }
    // "the Sunday Ledger".
    let title = |t: &Token| t.capital && t.kind == TokenKind::Word && t.spaced;
    if at > 0
        && tokens[at - 1].is("the")
        && tokens.get(at + 1).is_some_and(|t| title(t) && month(&t.folded).is_none())
    {
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
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return false };
    let joined = before.kind == TokenKind::Hyphen;
    let named = before.kind == TokenKind::Word
        && before.capital
        && tokens[at].spaced
        && !is_new_line(before, &tokens[at]);
    tokens[at].capital && (joined || named)
}

/// Whether more than a space stands between two tokens: the second begins a line.
pub(super) fn is_new_line(before: &Token, token: &Token) -> bool {
    token.span.start > before.span.end + 1
}

/// "last month", "next Monday", "this coming Thursday, May 15", "the weekend", "last night".
pub(super) fn pointed_at(tokens: &[Token], at: usize) -> Found {
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
    let dated = strict || token.is("previous");
    if let Some((number, _)) = month(&word.folded).filter(|_| word.capital && dated) {
        let base = Base::Month { year: turned(shift), month: number };
        let year = tokens.get(next + 1).and_then(year);
        let day = tokens.get(next + 1).and_then(day);
        // "this May 15" is read from the month on.
        return (year.is_none() && day.is_none()).then(|| (DateExpr::plain(base), next + 1));
    }
    if let Some(season) = season_named(&word.folded).filter(|_| dated) {
        return Some((DateExpr::plain(Base::Season { season, year: turned(shift) }), next + 1));
    }
    if let Some(found) = weekend_at(tokens, next, which) {
        return Some(found);
    }
    if shift != 0
        && let Some((count, unit, end)) = counted_at(tokens, next)
    {
        return Some((DateExpr::plain(Base::Stretch { count: count * shift, unit }), end));
    }
    if matches!(&*word.folded, "night" | "evening" | "morning" | "afternoon") && strict {
        let days = if shift == -1 && word.is("night") { -1 } else { shift };
        return Some((DateExpr::plain(Base::Days(days)), next + 1));
    }
    let unit =
        unit(&word.folded).filter(|unit| *unit != Unit::Day && !word.folded.ends_with('s'))?;
    // "the past year" is a stretch up to now, not the year before.
    if token.is("past") && unit == Unit::Year {
        return Some((DateExpr::plain(Base::Stretch { count: -1, unit }), next + 1));
    }
    if !strict && unit == Unit::Year {
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

/// "last October", "this May", "next March".
fn turned(shift: i32) -> YearWord {
    match shift {
        -1 => YearWord::Before,
        0 => YearWord::Shifted(0),
        _ => YearWord::After,
    }
}

/// "that evening", "the same day", "the next day", "the following week".
fn counted_on_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at)?;
    let count = match &*token.folded {
        "that" | "same" => 0,
        "next" | "following" => 1,
        _ => return None,
    };
    let next = at + 1;
    let noun = tokens.get(next)?;
    let part = noun.is_any(&["day", "morning", "afternoon", "evening", "night"]);
    let unit = match unit(&noun.folded) {
        _ if part => Unit::Day,
        Some(unit @ (Unit::Week | Unit::Month | Unit::Year)) if token.is("following") => unit,
        _ => return None,
    };
    (!noun.folded.ends_with('s')).then(|| (DateExpr::plain(Base::Later { count, unit }), next + 1))
}

/// "two weeks", "a day": how many of what, and the token after.
fn counted_at(tokens: &[Token], at: usize) -> Option<(i32, Unit, usize)> {
    let token = tokens.get(at)?;
    let (count, next) = if token.is_any(&["few", "several", "couple"]) {
        return None;
    } else if token.is_any(&["a", "an"]) {
        (1, at + 1)
    } else {
        let number = number_at(tokens, at)?;
        (number.value.parse::<i32>().ok().filter(|count| *count < 10_000)?, at + number.len)
    };
    let unit = unit(&tokens.get(next)?.folded)?;
    Some((count, unit, next + 1))
}

/// "a week ago", "three years ago", "two days later", "a week earlier", "the first of June".
fn ago_at(tokens: &[Token], at: usize) -> Found {
    if let Some(day) = ordinal_of(tokens, at) {
        return Some(day);
    }
    let (count, unit, next) = counted_at(tokens, at)?;
    let base = match &*tokens.get(next)?.folded {
        "ago" => Base::Shift { count: -count, unit },
        "later" => Base::Later { count, unit },
        // "two weeks earlier than planned" compares.
        "earlier" if !tokens.get(next + 1).is_some_and(|t| t.is("than")) => {
            Base::Later { count: -count, unit }
        }
        _ => return None,
    };
    Some((DateExpr::plain(base), next + 1))
}
