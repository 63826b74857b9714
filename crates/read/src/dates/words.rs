//! The words of the calendar.

use jiff::civil::Weekday;

use super::Unit;
use crate::token::{Token, TokenKind};

/// The month, and whether the word is an abbreviation.
pub(super) fn month(word: &str) -> Option<(i8, bool)> {
    Some(match word {
        "january" => (1, false),
        "february" => (2, false),
        "march" => (3, false),
        "april" => (4, false),
        "may" => (5, false),
        "june" => (6, false),
        "july" => (7, false),
        "august" => (8, false),
        "september" => (9, false),
        "october" => (10, false),
        "november" => (11, false),
        "december" => (12, false),
        "jan" => (1, true),
        "feb" => (2, true),
        "mar" => (3, true),
        "apr" => (4, true),
        "jun" => (6, true),
        "jul" => (7, true),
        "aug" => (8, true),
        "sep" | "sept" => (9, true),
        "oct" => (10, true),
        "nov" => (11, true),
        "dec" => (12, true),
        _ => return None,
    })
}

/// The weekday, and whether the word is an abbreviation.
pub(super) fn weekday(word: &str) -> Option<(Weekday, bool)> {
    Some(match word {
        "monday" => (Weekday::Monday, false),
        "tuesday" => (Weekday::Tuesday, false),
        "wednesday" => (Weekday::Wednesday, false),
        "thursday" => (Weekday::Thursday, false),
        "friday" => (Weekday::Friday, false),
        "saturday" => (Weekday::Saturday, false),
        "sunday" => (Weekday::Sunday, false),
        "mon" => (Weekday::Monday, true),
        "tue" | "tues" => (Weekday::Tuesday, true),
        "wed" => (Weekday::Wednesday, true),
        "thu" | "thur" | "thurs" => (Weekday::Thursday, true),
        "fri" => (Weekday::Friday, true),
        "sat" => (Weekday::Saturday, true),
        "sun" => (Weekday::Sunday, true),
        _ => return None,
    })
}

/// The stretch that a word names.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

/// A four-digit year of living memory, written without marks.
pub(super) fn year(token: &Token) -> Option<i16> {
    (token.kind == TokenKind::Number && token.folded.len() == 4)
        .then(|| token.folded.parse().ok())
        .flatten()
        .filter(|year| (1900..2100).contains(year))
}

/// A number of at most two digits.
pub(super) fn small(token: &Token) -> Option<i8> {
    (token.kind == TokenKind::Number && token.folded.len() <= 2)
        .then(|| token.folded.parse().ok())
        .flatten()
}

/// A day of the month in digits.
pub(super) fn day(token: &Token) -> Option<i8> {
    small(token).filter(|day| (1..=31).contains(day))
}

/// A day of the month as an ordinal word.
pub(super) fn ordinal_day(word: &str) -> Option<i8> {
    const ORDINALS: [&str; 20] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];
    if word == "thirtieth" {
        return Some(30);
    }
    let at = ORDINALS.iter().position(|ordinal| *ordinal == word)?;
    i8::try_from(at + 1).ok()
}

/// A day of the month as an ordinal at a token, "twenty-first" and "8th" too; the token after.
pub(super) fn ordinal_at(tokens: &[Token], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    if token.kind == TokenKind::Number {
        let suffix = |t: &Token| !t.spaced && t.is_any(&["st", "nd", "rd", "th"]);
        return tokens.get(at + 1).filter(|t| suffix(t)).and_then(|_| Some((day(token)?, at + 2)));
    }
    let tens = match &*token.folded {
        "twenty" => 20,
        "thirty" => 30,
        word => return ordinal_day(word).map(|day| (day, at + 1)),
    };
    let hyphen = tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Hyphen);
    let unit = tokens.get(at + 2).filter(|_| hyphen).and_then(|t| ordinal_day(&t.folded))?;
    (unit < 10 && tens + unit <= 31).then_some((tens + unit, at + 3))
}

/// How many days the month can have.
pub(super) fn longest(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Minutes from UTC of a zone that has one offset all the year round.
pub(super) fn zone(word: &str) -> Option<i16> {
    Some(match word {
        "gmt" | "utc" => 0,
        "bst" | "cet" => 60,
        "cest" | "eet" => 120,
        "eest" | "msk" => 180,
        "edt" => -240,
        "est" => -300,
        _ => return None,
    })
}
