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

/// A day of the month as an ordinal word, up to "tenth"; beyond that news writes digits.
pub(super) fn ordinal_day(word: &str) -> Option<i8> {
    const ORDINALS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let at = ORDINALS.iter().position(|ordinal| *ordinal == word)?;
    i8::try_from(at + 1).ok()
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
