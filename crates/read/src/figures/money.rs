//! Amounts of money: the unit is the ISO 4217 code.

use super::Bare;
use super::number::{expand, number_at};
use crate::token::{Token, TokenKind};

fn symbol(token: &Token) -> Option<&'static str> {
    Some(match &*token.folded {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "₽" => "RUB",
        "₴" => "UAH",
        "¥" => "JPY",
        "₺" => "TRY",
        "₪" => "ILS",
        _ => return None,
    })
}

fn code(token: &Token) -> Option<&'static str> {
    if !token.upper {
        return None;
    }
    Some(match &*token.folded {
        "usd" => "USD",
        "eur" => "EUR",
        "gbp" => "GBP",
        "rub" => "RUB",
        "uah" => "UAH",
        "chf" => "CHF",
        "cny" => "CNY",
        _ => return None,
    })
}

fn word(token: &Token) -> Option<&'static str> {
    Some(match &*token.folded {
        "dollar" | "dollars" => "USD",
        "euro" | "euros" => "EUR",
        "ruble" | "rubles" | "rouble" | "roubles" => "RUB",
        "hryvnia" | "hryvnias" | "hryvnya" => "UAH",
        "yuan" => "CNY",
        "yen" => "JPY",
        "lira" | "liras" => "TRY",
        "shekel" | "shekels" => "ILS",
        _ => return code(token).or_else(|| symbol(token)),
    })
}

/// "$7 billion", "USD 40 million", "€300m", "$5-6 billion".
pub(super) fn prefixed_at(tokens: &[Token], at: usize) -> Option<Bare> {
    let token = tokens.get(at)?;
    let unit = match token.kind {
        TokenKind::Mark => symbol(token),
        TokenKind::Word => code(token),
        _ => None,
    }?;
    let first = number_at(tokens, at + 1).filter(|number| !number.words)?;
    let mut end = at + 1 + first.len;
    let mut value = first.value;
    let mut to = None;
    // "5m" alone may be five metres; beside a currency it is money.
    if tokens.get(end).is_some_and(|t| t.is("m")) {
        value = expand(&value, 6);
        end += 1;
    } else if tokens.get(end).is_some_and(super::is_hyphen)
        && let Some(second) = number_at(tokens, end + 1).filter(|number| !number.words)
    {
        // "$5-6 billion": the scale belongs to both.
        let scaled = tokens.get(end + 2).and_then(|t| super::number::scale(&t.folded));
        if let Some(zeros) = scaled.filter(|_| !first.scaled) {
            value = expand(&value, zeros);
        }
        if super::ascends(&value, &second.value) {
            end += 1 + second.len;
            to = Some(second.value);
        }
    }
    let unit = unit.to_owned();
    let tokens = at..end;
    Some(Bare { value, to, unit, tokens, vague: false, each: None, naked: false })
}

/// "dollars", "US dollars", "EUR" after a number: the token after, and the code.
pub(super) fn suffix_at(tokens: &[Token], at: usize) -> Option<(usize, String)> {
    let skip = usize::from(tokens.get(at).is_some_and(|t| t.is_any(&["us", "u.s.", "american"])));
    let unit = word(tokens.get(at + skip)?)?;
    Some((at + skip + 1, unit.to_owned()))
}
