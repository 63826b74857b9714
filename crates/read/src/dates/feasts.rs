//! Days that have a name: Christmas, New Year, Easter.

use super::forms::Found;
use super::{Base, DateExpr};
use crate::token::Token;

/// "Christmas Eve", "Christmas", "New Year's Day", "Easter".
pub(super) fn feast_at(tokens: &[Token], at: usize) -> Found {
    let token = tokens.get(at).filter(|t| t.capital)?;
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.is(word));
    let (base, next) = match &*token.folded {
        "christmas" if is(at + 1, "eve") => (Base::Feast(12, 24), at + 2),
        "christmas" => (Base::Feast(12, 25), at + 1 + usize::from(is(at + 1, "day"))),
        "new" if is(at + 1, "year") && tokens[at + 1].capital => {
            let next = at + 2 + usize::from(is(at + 2, "'s"));
            match () {
                () if is(next, "eve") => (Base::Feast(12, 31), next + 1),
                () if is(next, "day") => (Base::Feast(1, 1), next + 1),
                () if next == at + 2 => (Base::Feast(1, 1), next),
                () => return None,
            }
        }
        "easter" if !is(at + 1, "monday") && !is(at + 1, "friday") => {
            (Base::Easter, at + 1 + usize::from(is(at + 1, "sunday")))
        }
        _ => return None,
    };
    // "Christmas Island", "Easter Ross": part of a name.
    let named = tokens.get(next).is_some_and(|t| t.capital && t.spaced && !t.is("and"));
    let broken = tokens.get(next).is_some_and(|t| t.span.start > tokens[next - 1].span.end + 1);
    (!named || broken).then(|| (DateExpr::plain(base), next))
}
