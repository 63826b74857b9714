//! The words around a figure: how sure it is, each or in all, and what it is about.

use std::ops::Range;

use model::{CountState, Span};

use crate::token::{Token, TokenKind};

/// Verbs that "over" completes.
const PARTICLED: &[&str] = &[
    "hand", "hands", "handed", "handing", "give", "gave", "given", "turn", "turned", "turning",
    "take", "took", "taken", "taking", "sent", "brought",
];

/// How far the words beside a figure are taken.
const BACK: usize = 14;
const FORTH: usize = 16;

/// "at least", "more than", "about" right before, and where they start.
pub(super) fn state_before(
    tokens: &[Token],
    first: usize,
    at: usize,
) -> (Option<CountState>, usize) {
    let mut end = at;
    let word = |back: usize, end: usize| {
        end.checked_sub(back).filter(|at| *at >= first).and_then(|at| tokens.get(at))
    };
    // "at least another 12", "about US$ 5".
    while end > first
        && at - end < 2
        && word(1, end).is_some_and(|t| t.is_any(&["another", "additional", "us", "further"]))
    {
        end -= 1;
    }
    let is = |back: usize, words: &[&str]| word(back, end).is_some_and(|t| t.is_any(words));
    // "no more than", "would not bear more than", "no exercise of more than".
    let no = |back: usize| (back..back + 3).any(|back| is(back, &["no", "not", "never", "'t"]));
    let (state, taken) = if is(1, &["least"]) && is(2, &["at"]) {
        (CountState::AtLeast, 2)
    } else if is(1, &["most"]) && is(2, &["at"]) {
        (CountState::AtMost, 2)
    } else if is(1, &["than"]) && is(2, &["more", "greater"]) {
        let tight = is(3, &["no", "not"]);
        if no(3) { (CountState::AtMost, 2 + usize::from(tight)) } else { (CountState::AtLeast, 2) }
    } else if is(1, &["than"]) && is(2, &["fewer", "less"]) {
        if is(3, &["no", "not"]) { (CountState::AtLeast, 3) } else { (CountState::AtMost, 2) }
    } else if is(1, &["to"]) && is(2, &["up"]) {
        (CountState::AtMost, 2)
    } else if is(1, &["as"]) && is(2, &["many", "much"]) && is(3, &["as"]) {
        (CountState::AtMost, 3)
    } else if is(1, &["to"]) && is(2, &["close"]) {
        (CountState::About, 2)
    } else if is(1, &["of"]) && is(2, &["minimum", "upwards", "upward"]) {
        (CountState::AtLeast, 2)
    } else if is(1, &["of"]) && is(2, &["maximum"]) {
        (CountState::AtMost, 2)
    } else if is(1, &["over"]) && is(2, PARTICLED) {
        // "handed over 1,000 bodies" hands them over.
        return (None, at);
    } else if is(1, &["over", "above", "exceeding"]) {
        (CountState::AtLeast, 1)
    } else if is(1, &["under", "below"]) {
        (CountState::AtMost, 1)
    } else if (is(1, &["like"]) && is(2, &["something"]))
        || (is(1, &["estimated"]) && is(2, &["an"]))
    {
        (CountState::About, 2)
    } else if is(
        1,
        &[
            "about", "around", "some", "nearly", "almost", "approximately", "roughly", "estimated",
            "circa", "~", "≈", "perhaps", "nearer",
        ],
    ) {
        (CountState::About, 1)
    } else {
        return (None, at);
    };
    (Some(state), end - taken)
}

/// "or more", "or so" right after, and where they end.
pub(super) fn state_after(tokens: &[Token], end: usize) -> (Option<CountState>, usize) {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| t.is_any(words));
    if is(end, &["or"]) && is(end + 1, &["more"]) {
        return (Some(CountState::AtLeast), end + 2);
    }
    if is(end, &["or"]) && is(end + 1, &["so"]) {
        return (Some(CountState::About), end + 2);
    }
    if is(end, &["and"]) && is(end + 1, &["more"]) && !is(end + 2, &["than"]) {
        return (Some(CountState::AtLeast), end + 2);
    }
    if is(end, &["at"]) && is(end + 1, &["least"]) {
        return (Some(CountState::AtLeast), end + 2);
    }
    if is(end, &["at"]) && is(end + 1, &["most"]) {
        return (Some(CountState::AtMost), end + 2);
    }
    (None, end)
}

/// "spread over three years" is a length, "for over three years" a bound.
pub(super) fn is_spread(tokens: &[Token], start: usize, unit: &str) -> bool {
    let length = matches!(unit, "years" | "months" | "weeks" | "days" | "hours" | "decades");
    let bound = start.checked_sub(1).is_some_and(|at| {
        tokens[at].is_any(&[
            "for", "after", "of", "in", "just", "well", "lasted", "took", "takes", "with", "is",
            "was", "to",
        ])
    });
    length && !bound && tokens.get(start).is_some_and(|t| t.is("over"))
}

/// "The bank estimates that", "reckons the cost at": what follows in the clause is no exact figure.
pub(super) fn is_reckoned(tokens: &[Token], first: usize, start: usize) -> bool {
    let from = start.saturating_sub(9).max(first);
    let back = tokens.get(from..start).unwrap_or_default();
    let clause = back.iter().rev().take_while(|t| !t.is_any(&[",", ";", ":", "(", ")"]));
    clause.into_iter().any(|t| {
        t.is_any(&[
            "estimate", "estimates", "estimated", "reckon", "reckons", "reckoned", "forecasts",
            "guess", "guesses",
        ])
    })
}

/// "50 crowns a lorry", "two days a week", "200 grams per head".
fn is_rate(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|t| t.is_any(&["a", "an", "per", "every"]))
        && tokens.get(end + 1).is_some_and(|t| {
            t.is_any(&[
                "year", "month", "week", "day", "night", "hour", "shift", "head", "piece", "lorry",
                "truck", "boat", "ship", "hull", "vehicle", "hectare", "acre", "tonne", "ton",
                "barrel", "litre", "kilo", "person", "family", "household", "village", "prisoner",
                "child", "worker", "soldier", "side", "loaf", "cup", "seat", "convoy",
            ])
        })
}

/// A number without a noun still counts beside "killing", "were freed" and the like.
pub(super) fn is_toll(tokens: &[Token], first: usize, at: usize) -> bool {
    let from = at.saturating_sub(2).max(first);
    tokens.get(from..(at + 4).min(tokens.len())).unwrap_or_default().iter().any(|t| {
        t.is_any(&[
            "shot", "rescued", "evacuated", "hospitalised", "hospitalized", "displaced", "killed",
            "killing", "kills", "wounded", "wounding", "injured", "injuring", "freed", "released",
            "captured", "detained", "returned", "destroyed", "downed", "launched",
        ])
    })
}

/// "each", "from each side", "in all", "a total of".
pub(super) fn each_or_all(
    tokens: &[Token],
    first: usize,
    start: usize,
    end: usize,
) -> Option<bool> {
    let back = tokens.get(start.saturating_sub(6).max(first)..start).unwrap_or_default();
    if let [.., total, of] = back
        && total.is("total")
        && of.is("of")
    {
        return Some(false);
    }
    let side = |t: &Token| t.is_any(&["side", "party", "country", "camp"]);
    let led = back.windows(2).any(|pair| pair[0].is("each") && side(&pair[1]));
    if led {
        return Some(true);
    }
    if is_rate(tokens, end) {
        return Some(true);
    }
    // The rest of the clause, but no further than the next number.
    let ahead = tokens.get(end..(end + 8).min(tokens.len())).unwrap_or_default();
    let stop = ahead
        .iter()
        .position(|t| t.kind == TokenKind::Number || t.is_any(&[",", ";", ".", "and"]))
        .unwrap_or(ahead.len());
    let ahead = &ahead[..stop];
    for (at, token) in ahead.iter().enumerate() {
        let other = ahead.get(at + 1).is_some_and(|t| t.is("other"));
        let before = |words: &[&str]| at.checked_sub(1).is_some_and(|at| ahead[at].is_any(words));
        match &*token.folded {
            "apiece" => return Some(true),
            "each" if !other => return Some(true),
            "side" if before(&["per"]) => return Some(true),
            "all" | "total" if before(&["in"]) => return Some(false),
            "altogether" | "combined" => return Some(false),
            _ => {}
        }
    }
    None
}

/// The clause around a figure, cut at marks and kept short.
pub(super) fn beside(text: &str, tokens: &[Token], first: usize, figure: Range<usize>) -> String {
    let ends = |t: &Token| {
        matches!(t.kind, TokenKind::Dash | TokenKind::Open | TokenKind::Close | TokenKind::Straight)
            || t.is_any(&[",", ";", ":", "(", ")", ".", "!", "?"])
    };
    let floor = figure.start.saturating_sub(BACK).max(first);
    let from = (floor..figure.start).rev().take_while(|at| !ends(&tokens[*at])).last();
    let from = from.unwrap_or(figure.start);
    let roof = (figure.end + FORTH).min(tokens.len());
    let to = (figure.end..roof).take_while(|at| !ends(&tokens[*at])).last();
    let to = to.map_or(figure.end, |at| at + 1);
    let (Some(head), Some(tail)) =
        (tokens.get(from), to.checked_sub(1).and_then(|at| tokens.get(at)))
    else {
        return String::new();
    };
    let words = Span::new(head.span.start, tail.span.end).text(text).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
