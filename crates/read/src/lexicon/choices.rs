//! Which choice the words beside an issue name.
//!
//! A choice term counts if it stands inside the hit, or within eight tokens of it in the same
//! clause, and no other issue is named in between; the nearest wins, then the longest. To the right
//! a comma or "and" ends the clause as well: in "a ceasefire and full withdrawal" the word "full"
//! belongs to what follows, while in "an immediate, full and lasting ceasefire" it does not.

use super::issues::{IssueEntry, Place};
use crate::token::{Token, TokenKind};

/// How far a choice term may stand from the hit.
const REACH: usize = 8;

const CLAUSE: [&str; 7] = ["but", "while", "whereas", "although", "though", "because", "however"];

/// The choice that the words near `places[at]` name.
pub(super) fn near(
    entry: &IssueEntry,
    tokens: &[Token],
    places: &[Place],
    at: usize,
) -> Option<usize> {
    if entry.choices.is_empty() {
        return None;
    }
    let place = places.get(at)?;
    let (hit_start, hit_end) = (place.tokens.start, place.tokens.end);
    let start = left(tokens, places, at);
    let (end, other) = right(tokens, places, at);
    let mut best: Option<(usize, usize, usize)> = None;
    for from in start..end {
        entry.choice_words.each(tokens, from, &mut |len, choice| {
            let to = from + len;
            let distance = match (to <= hit_start, from >= hit_end) {
                (true, _) => hit_start - to + 1,
                (_, true) => from - hit_end + 1,
                _ => 0,
            };
            // "a ceasefire before full withdrawal": the word that leans on the next issue is its.
            let leans = from >= hit_end && other.is_some_and(|other| other <= to + 1);
            if to > end || leans {
                return;
            }
            if best.is_none_or(|(d, l, _)| distance < d || (distance == d && len > l)) {
                best = Some((distance, len, *choice));
            }
        });
    }
    best.map(|(_, _, choice)| choice)
}

fn ends_clause(token: &Token) -> bool {
    match token.kind {
        TokenKind::Dash => true,
        TokenKind::Mark => token.is_any(&[".", ";", ":", "!", "?", "(", ")"]),
        TokenKind::Word => token.is_any(&CLAUSE),
        _ => false,
    }
}

/// Whether words beyond the other place belong to it: "talks" and its like keep nothing to themselves.
fn bars(other: &Place, place: &Place) -> bool {
    other.issue != place.issue && !other.weak
}

/// The first token of the clause, as far as choice terms are looked for.
fn left(tokens: &[Token], places: &[Place], at: usize) -> usize {
    let place = &places[at];
    let first = place.tokens.start.saturating_sub(REACH);
    let other = places[..at]
        .iter()
        .rev()
        .take_while(|other| other.tokens.end > first)
        .find(|other| bars(other, place) && other.tokens.end <= place.tokens.start);
    let start = other.map_or(first, |other| other.tokens.end);
    let clause = tokens[start..place.tokens.start].iter().rposition(ends_clause);
    clause.map_or(start, |found| start + found + 1)
}

/// The end of the clause, and where the next issue begins if it lies in reach.
fn right(tokens: &[Token], places: &[Place], at: usize) -> (usize, Option<usize>) {
    let place = &places[at];
    let from = place.tokens.end;
    let mut end = (from + REACH).min(tokens.len());
    let other = places[at + 1..]
        .iter()
        .take_while(|other| other.tokens.start <= end)
        .find(|other| bars(other, place) && other.tokens.start >= from)
        .map(|other| other.tokens.start);
    end = other.unwrap_or(end);
    let stop = tokens[from..end]
        .iter()
        .position(|token| ends_clause(token) || token.is_any(&["and", "or", ","]));
    (stop.map_or(end, |found| from + found), other)
}

#[cfg(test)]
mod tests {
    use model::Span;

    use crate::lexicon::Lexicon;
    use crate::token::tokens;

    #[test]
    fn choice_words_belong_to_the_issue_they_stand_beside() {
        let lexicon = Lexicon::built_in();
        let hits = |text: &str| -> Vec<String> {
            let tokens = tokens(text, Span::new(0, text.len()));
            let hits = lexicon.issue_hits(&tokens).into_iter().filter(|hit| !hit.weak);
            hits.map(|h| format!("{}/{}", h.issue, h.choice.map_or("-".into(), |c| c.to_string())))
                .collect()
        };
        assert_eq!(
            hits("a full ceasefire and troop withdrawal"),
            ["ceasefire/full_unconditional", "withdrawal/-"]
        );
        assert_eq!(hits("a ceasefire and full withdrawal"), ["ceasefire/-", "withdrawal/full"]);
        assert_eq!(hits("a truce before full withdrawal"), ["ceasefire/-", "withdrawal/full"]);
        assert_eq!(hits("an immediate, full, lasting truce"), ["ceasefire/full_unconditional"]);
        assert_eq!(hits("a truce. Full stop"), ["ceasefire/-"]);
        assert_eq!(hits("full power, but no truce"), ["ceasefire/-"]);
        assert_eq!(hits("refused to sign a temporary truce"), ["signing/-", "ceasefire/temporary"]);
    }
}
