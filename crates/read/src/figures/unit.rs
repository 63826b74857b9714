//! What a number counts: the noun after it, with its adjectives.

use crate::token::{Token, TokenKind};

/// How many words a unit may have.
const WORDS: usize = 6;

/// Nouns that count without a plural ending.
fn is_irregular(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "aircraft"
            | "personnel"
            | "police"
            | "staff"
            | "dead"
            | "wounded"
            | "injured"
            | "killed"
            | "missing"
            | "sick"
            | "livestock"
            | "cattle"
            | "captured"
            | "detained"
            | "displaced"
            | "km"
            | "kg"
            | "km2"
            | "sq"
            | "hectares"
            | "per"
    )
}

/// A plural noun, as far as its ending tells.
fn is_plural(word: &str) -> bool {
    let ending = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end));
    // "servicemen", "townspeople".
    let folk = word.len() > 5 && ["men", "people", "folk"].iter().any(|end| word.ends_with(end));
    let noun = ending && !matches!(word, "overseas" | "always" | "perhaps");
    is_irregular(word) || noun || (folk && !matches!(word, "specimen" | "regimen" | "women's"))
}

/// Words that end a noun phrase.
const STOPS: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or",
    "but", "nor", "as", "than", "that", "which", "who", "whom", "where", "when", "while", "if",
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could",
    "can", "may", "might", "should", "must", "do", "does", "did", "not", "it", "its", "he", "his",
    "she", "her", "they", "their", "we", "our", "i", "you", "this", "these", "those", "there",
    "said", "says", "told", "after", "before", "during", "since", "until", "into", "onto", "over",
    "under", "about", "against", "between", "among", "through", "so", "then", "also", "only",
    "reportedly", "allegedly", "each", "apiece", "so-called", "ago", "later", "earlier", "via",
    "because", "including", "without", "within", "across", "behind", "away", "dozens", "scores",
    "hundreds", "thousands", "millions", "billions",
];

fn is_stop(word: &str) -> bool {
    STOPS.contains(&word)
}

/// The singular of lengths and nouns that "one" counts; "one" alone is a pronoun.
pub(super) fn is_counted_singular(word: &str) -> bool {
    matches!(
        word,
        "person"
            | "soldier"
            | "civilian"
            | "officer"
            | "prisoner"
            | "hostage"
            | "child"
            | "man"
            | "woman"
            | "body"
            | "drone"
            | "missile"
            | "bomber"
            | "plane"
            | "aircraft"
            | "tank"
            | "ship"
            | "train"
            | "hour"
            | "month"
            | "year"
            | "week"
            | "kilometre"
            | "kilometer"
            | "mile"
            | "village"
            | "settlement"
            | "fighter"
            | "worker"
            | "journalist"
            | "death"
            | "day"
            | "minute"
            | "camp"
            | "base"
            | "bridge"
            | "bus"
            | "truck"
            | "lorry"
            | "boat"
            | "vessel"
            | "convoy"
            | "checkpoint"
            | "crossing"
            | "corridor"
            | "seat"
            | "vote"
            | "member"
            | "observer"
            | "monitor"
            | "patient"
            | "family"
            | "house"
            | "hectare"
            | "tonne"
            | "box"
    )
}

/// The unit at a token: the token after it, and its words.
pub(super) fn unit_at(tokens: &[Token], at: usize) -> Option<(usize, String)> {
    let more = tokens.get(at).is_some_and(|t| t.is_any(&["more", "further", "additional", "new"]));
    let at = at + usize::from(more);
    let mut next = at;
    let mut words = 0;
    while words < WORDS {
        let token = tokens.get(next)?;
        match token.kind {
            TokenKind::Word if is_stop(&token.folded) || token.folded.starts_with('\'') => {
                return None;
            }
            TokenKind::Word => {
                words += 1;
                if is_plural(&token.folded) {
                    let end = widen(tokens, next + 1);
                    return Some((end, words_of(tokens, at, end)));
                }
            }
            TokenKind::Hyphen => {}
            TokenKind::Number if next > at && tokens[next - 1].kind == TokenKind::Hyphen => {}
            _ => return None,
        }
        next += 1;
    }
    None
}

/// A noun after the plural ("arms supplies"), or a second one ("soldiers and officers").
fn widen(tokens: &[Token], at: usize) -> usize {
    let plural = |at: usize| {
        tokens.get(at).is_some_and(|t| {
            t.kind == TokenKind::Word && is_plural(&t.folded) && !is_stop(&t.folded)
        })
    };
    let ends =
        |at: usize| tokens.get(at).is_none_or(|t| t.kind != TokenKind::Word || is_stop(&t.folded));
    if plural(at) && ends(at + 1) {
        return at + 1;
    }
    let joined = tokens.get(at).is_some_and(|t| t.is_any(&["and", "or"]));
    if joined && plural(at + 1) && ends(at + 2) { at + 2 } else { at }
}

/// The words between two tokens, one space where there is any.
fn words_of(tokens: &[Token], from: usize, to: usize) -> String {
    let mut out = String::new();
    let tokens = tokens.get(from..to).unwrap_or_default();
    // A plural in capitals stands in a headline in capitals.
    if let Some(last) = tokens.last().filter(|t| t.upper) {
        return last.folded.to_string();
    }
    for token in tokens {
        if token.spaced && !out.is_empty() {
            out.push(' ');
        }
        // The folded form has lost its capital; names should keep theirs.
        let mut letters = token.folded.chars();
        match letters.next() {
            Some(letter) if token.upper => {
                out.extend(letter.to_uppercase());
                out.push_str(&letters.as_str().to_uppercase());
            }
            Some(letter) if token.capital => {
                out.extend(letter.to_uppercase());
                out.push_str(letters.as_str());
            }
            _ => out.push_str(&token.folded),
        }
    }
    out
}

/// Nouns that show that four bare digits before them are a count and no year.
pub(crate) fn is_usual_noun(word: &str) -> bool {
    const NOUNS: &[&str] = &[
        "soldiers", "troops", "prisoners", "bodies", "civilians", "drones", "missiles", "tanks",
        "villages", "settlements", "euros", "dollars", "kilometres", "kilometers", "metres",
        "meters", "miles", "tonnes", "tons", "families", "refugees", "names", "hostages",
        "captives", "fighters", "officers", "houses", "homes", "buildings", "shells", "rockets",
        "vehicles", "days", "hours", "cases", "deaths", "detainees", "servicemen", "workers",
    ];
    is_irregular(word) || NOUNS.contains(&word)
}

/// The unit after a number: percent, "of the bombers", or the noun phrase.
pub(super) fn unit_of(tokens: &[Token], at: usize) -> Option<(usize, String)> {
    let token = tokens.get(at)?;
    let next = |word: &str| tokens.get(at + 1).is_some_and(|t| t.is(word));
    if token.is_any(&["%", "percent", "pct"]) {
        return Some((at + 1, "percent".to_owned()));
    }
    if token.is("per") && next("cent") {
        return Some((at + 2, "percent".to_owned()));
    }
    if token.is("percentage") && (next("points") || next("point")) {
        return Some((at + 2, "percentage points".to_owned()));
    }
    if token.is("of")
        && tokens
            .get(at + 1)
            .is_some_and(|t| t.is_any(&["the", "its", "their", "his", "her", "our", "those"]))
    {
        // "seven of the eleven pits": the eleven are a figure of their own.
        if let Some(total) = super::number::number_at(tokens, at + 2) {
            return unit_at(tokens, at + 2 + total.len).map(|(_, words)| (at, words));
        }
        return unit_at(tokens, at + 2);
    }
    // The "one" of "thirty-one" counts no single thing.
    let one = at.checked_sub(1).is_some_and(|at| {
        tokens[at].is_any(&["one", "1"])
            && !(at > 0 && tokens[at - 1].kind == TokenKind::Hyphen)
            && !(at > 0 && super::number::number_at(tokens, at - 1).is_some_and(|n| n.len > 1))
    });
    if one {
        // Up to two adjectives: "one Ukrainian soldier".
        return (at..at + 3).find_map(|end| {
            let noun = tokens.get(end).filter(|t| is_counted_singular(&t.folded))?;
            let inside = tokens.get(at..end)?;
            let plain = inside.iter().all(|t| t.kind == TokenKind::Word && !is_stop(&t.folded));
            (plain && noun.spaced).then(|| (end + 1, words_of(tokens, at, end + 1)))
        });
    }
    unit_at(tokens, at)
}

/// "-day", "-year", "-kilometre" after a number: the unit in the plural, and the token after.
pub(super) fn length_beside(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    tokens.get(at).filter(|t| t.kind == TokenKind::Hyphen)?;
    let word = &tokens.get(at + 1)?.folded;
    let length = matches!(
        &**word,
        "minute"
            | "hour"
            | "day"
            | "week"
            | "month"
            | "year"
            | "kilometre"
            | "kilometer"
            | "mile"
            | "metre"
            | "meter"
            | "km"
            | "page"
            | "seat"
            | "member"
            | "tonne"
            | "ton"
            | "acre"
            | "hectare"
    );
    let old = tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Hyphen);
    (length && !old).then(|| (plural_of(word), at + 2))
}

/// What an exchange exchanges: "prisoner swap" counts prisoners.
pub(super) fn exchanged_at(tokens: &[Token], at: usize) -> Option<(usize, String)> {
    let token = tokens.get(at)?;
    if matches!(&*token.folded, "prisoner" | "captive" | "hostage" | "detainee" | "body") {
        return Some((at + 1, plural_of(&token.folded)));
    }
    unit_at(tokens, at)
}

fn plural_of(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if stem.ends_with(|c: char| !"aeiou".contains(c)) => format!("{stem}ies"),
        _ if word == "km" => word.to_owned(),
        _ => format!("{word}s"),
    }
}
