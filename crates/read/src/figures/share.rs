//! Shares in words: "four in five", "a fifth of the revenue". Only those that percents give exactly.

use super::Bare;
use super::number::number_at;
use crate::token::{Token, TokenKind};

/// The share that starts at a token, as percent; "a fortnight" is 14 days.
pub(super) fn share_at(tokens: &[Token], at: usize) -> Option<Bare> {
    let fortnight = tokens.get(at).is_some_and(|t| t.is("a"))
        && tokens.get(at + 1).is_some_and(|t| t.is("fortnight"))
        && !tokens.get(at + 2).is_some_and(|t| t.is_any(&["'s", "ago"]));
    let (value, unit, end) = if fortnight {
        (14, "days", at + 2)
    } else {
        let (percent, end) = one_in(tokens, at).or_else(|| part_of(tokens, at))?;
        (percent, "percent", end)
    };
    Some(Bare {
        value: value.to_string(),
        to: None,
        unit: unit.to_owned(),
        tokens: at..end,
        vague: false,
        each: None,
        naked: false,
    })
}

/// "1 in 10", "four in five".
fn one_in(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    // Nearly every token is turned away here, so "in" is looked for before a number is.
    let joint = at + 1;
    tokens.get(joint).filter(|t| t.is("in"))?;
    let first = number_at(tokens, at).filter(|number| number.len == 1)?;
    let second = number_at(tokens, joint + 1)?;
    let (part, whole): (u32, u32) = (first.value.parse().ok()?, second.value.parse().ok()?);
    let end = joint + 1 + second.len;
    // "two in five days" counts days; "one in 2025" is no share.
    let length = tokens.get(end).is_some_and(|t| {
        t.kind == TokenKind::Hyphen
            || t.is_any(&[
                "days", "hours", "weeks", "months", "years", "minutes", "decades", "of", "places",
                "villages", "cities", "towns", "countries", "provinces", "regions", "stages",
                "million", "percent", "%",
            ])
    });
    let exact = whole > 1 && whole <= 100 && 100 % whole == 0 && part < whole;
    (exact && !length).then(|| (part * 100 / whole, end))
}

/// "a fifth of", "half of the", "three quarters of".
fn part_of(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| t.is_any(words));
    let (percent, end) = if is(at, &["half"]) {
        (50, at + 1)
    } else if is(at, &["a", "one"]) && is(at + 1, &["quarter", "fifth", "tenth"]) {
        let percent = match &*tokens[at + 1].folded {
            "quarter" => 25,
            "fifth" => 20,
            _ => 10,
        };
        (percent, at + 2)
    } else if is(at, &["three"]) && is(at + 1, &["quarters"]) {
        (75, at + 2)
    } else {
        return None;
    };
    // "the second half of", "half of them".
    let ranked = at
        .checked_sub(1)
        .is_some_and(|at| is(at, &["first", "second", "other", "latter", "better", "the", "this"]));
    let whole = !ranked
        && is(end, &["of"])
        && tokens.get(end + 1).is_some_and(|t| {
            t.kind == TokenKind::Word && !t.is_any(&["a", "them", "both", "whom", "us", "these"])
        });
    whole.then_some((percent, end))
}
