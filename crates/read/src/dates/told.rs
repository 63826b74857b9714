//! Whether the clause around a date speaks of the past or of what is to come.

use std::ops::Range;

use super::Told;
use crate::token::{Token, TokenKind};

/// How far a verb may stand from the date.
const REACH: usize = 16;

/// What the nearest verb tells: before the date in its part of the clause, then after it, then
/// further before and after. `sentence` is the token range around the date.
pub(super) fn told(tokens: &[Token], sentence: &Range<usize>, date: &Range<usize>) -> Told {
    let floor = date.start.saturating_sub(REACH).max(sentence.start);
    let roof = (date.end + REACH).min(sentence.end).min(tokens.len());
    let wall = |at: &usize| tokens.get(*at).is_some_and(is_wall);
    let comma = |at: &usize| {
        tokens.get(*at).is_some_and(|t| t.is_any(&[",", "that", "which", "who", "where", "when"]))
    };
    // "The vote is on Friday": the verb of the present right before the date.
    let close = date.start.saturating_sub(2)..date.start;
    let is =
        close.clone().find(|at| tokens.get(*at).is_some_and(|t| t.is_any(&["is", "are", "'s"])));
    if is.is_some_and(|at| (at + 1..date.start).all(|at| tokens[at].is_any(&["on", "from", "in"])))
    {
        return Told::Ahead;
    }
    // "What counted was 11 October" equates, whenever it is.
    if date.start.checked_sub(1).is_some_and(|at| at >= sentence.start && tokens[at].is("was")) {
        return Told::Unknown;
    }
    let verb = |at: usize| verb_at(tokens, at, sentence.start);
    let back = || (floor..date.start).rev().take_while(|at| !wall(at));
    let forth = || (date.end..roof).take_while(|at| !wall(at));
    back()
        .take_while(|at| !comma(at))
        .find_map(verb)
        .or_else(|| forth().take_while(|at| !comma(at)).find_map(verb))
        .or_else(|| back().find_map(verb))
        .or_else(|| forth().find_map(verb))
        // "is to speak on “the future” on Monday": past the quotation.
        .or_else(|| (floor..date.start).rev().find_map(verb))
        .unwrap_or(Told::Unknown)
}

fn is_wall(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Dash | TokenKind::Open | TokenKind::Close | TokenKind::Straight)
        || token.is_any(&[";", ":", "(", ")", "[", "]", "?", "!"])
}

/// Auxiliaries and words that look ahead by themselves.
const AHEAD: &[&str] = &[
    "'ll", "shall", "would", "could", "might", "should", "must", "can", "due", "scheduled",
    "slated", "expected", "upcoming", "forthcoming", "forecast",
];

/// Verbs of timetables: in the present they look ahead.
const TIMETABLE: &[&str] = &[
    "resumes", "begins", "starts", "opens", "reopens", "meets", "votes", "convenes", "sits",
    "expires", "lapses", "returns", "decides", "goes", "receives", "stops", "leaves", "publishes",
    "arrives", "comes", "ends", "closes", "dissolves",
];

/// The same in the plural; many are nouns as well, so a plural or a pronoun must stand before.
const TIMETABLES: &[&str] = &[
    "resume", "begin", "start", "open", "reopen", "meet", "vote", "convene", "sit", "expire",
    "lapse", "return", "decide", "go", "receive", "stop", "leave", "publish", "arrive", "sign",
    "come", "end", "close",
];

/// Past forms that do not end in "ed".
const PAST: &[&str] = &[
    "had", "was", "were", "did", "said", "told", "met", "began", "went", "came", "took", "gave",
    "held", "left", "fell", "rose", "sent", "wrote", "spoke", "made", "found", "saw", "won",
    "lost", "fled", "broke", "sat", "ran", "drew", "kept", "stood", "fought", "sank", "grew",
    "got", "became", "brought", "bought", "caught", "knew", "shot", "struck", "swore", "built",
    "paid", "laid", "led", "heard", "felt", "thought", "taught", "sold", "rode", "drove", "flew",
    "chose", "froze", "hid", "forgot", "forgave", "threw", "understood", "sought", "dealt",
    "meant", "spent", "'d",
];

/// Nouns after "to" that are no verbs.
const PLACES: &[&str] = &[
    "parliament", "court", "state", "radio", "television", "power", "prison", "hospital", "school",
    "war", "both", "all", "one", "two", "three", "it", "him", "her", "them", "us", "me", "you",
    "be", "date", "midnight", "noon", "dawn", "a", "an", "the", "its", "their", "his", "our", "my",
    "your", "this", "that", "these", "those", "some", "any", "no", "each", "every", "and", "what",
];

/// Verbs whose infinitive tells what happened: "refused to sign on Monday".
const FACTS: &[&str] = &[
    "refused", "failed", "forced", "began", "managed", "helped", "seemed", "continued", "started",
    "declined", "allowed", "used", "appeared", "tended", "went", "came", "able", "unable", "had",
];

fn verb_at(tokens: &[Token], at: usize, first: usize) -> Option<Told> {
    let token = tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
    let word = &*token.folded;
    let before = at.checked_sub(1).filter(|at| *at >= first).and_then(|at| tokens.get(at));
    let led = |words: &[&str]| before.is_some_and(|t| t.is_any(words));
    let next = |words: &[&str]| tokens.get(at + 1).is_some_and(|t| t.is_any(words));
    let named = led(&["the", "a", "an", "its", "their", "his", "her", "this", "that", "'s", "of"]);
    if word == "will" || word == "may" {
        let modal = !token.capital || at == first;
        return (modal && !named).then(|| perfect(tokens, at));
    }
    if AHEAD.contains(&word) {
        return Some(perfect(tokens, at));
    }
    match word {
        "to" if is_infinitive(tokens, at) => {
            if tokens.get(at + 1).is_some_and(|t| t.is("know")) || is_ranked(tokens, at, first) {
                return None;
            }
            let fact = led(FACTS);
            return Some(if fact { Told::Past } else { Told::Ahead });
        }
        "planned" | "set" | "prepared" | "ready" if next(&["for", "to"]) => {
            let from = at.saturating_sub(4).max(first);
            let was = tokens[from..at].iter().any(|t| t.is_any(&["was", "were"]));
            return Some(if was && word != "set" { Told::Past } else { Told::Ahead });
        }
        "hopes" | "plans" | "intends" | "wants" | "promises" | "vows" | "deadline" => {
            return Some(Told::Ahead);
        }
        _ => {}
    }
    if named {
        return None;
    }
    let many = before.is_some_and(|t| {
        t.folded.ends_with('s')
            || t.is_any(&["they", "we", "you", "i", "who", "again", "both", "all", "three", "two"])
    });
    if TIMETABLE.contains(&word) || (many && TIMETABLES.contains(&word)) {
        return Some(Told::Ahead);
    }
    // "has met", "have never met"; "has a deadline" tells nothing.
    let done = |t: &Token| t.folded.ends_with("ed") || PAST.contains(&&*t.folded) || t.is("been");
    if matches!(word, "has" | "have") {
        let next = tokens.get(at + 1..(at + 4).min(tokens.len())).unwrap_or_default();
        return next.iter().any(done).then_some(Told::Past);
    }
    // "will be published": what stands before the participle tells.
    let passive = (1..=2).any(|back| {
        at.checked_sub(back)
            .filter(|at| *at >= first)
            .is_some_and(|at| tokens[at].is_any(&["be", "being", "is", "are", "'re", "get"]))
    });
    let formed = word.len() > 3
        && word.ends_with("ed")
        && !token.upper
        && !matches!(word, "need" | "indeed" | "speed" | "feed" | "united" | "hundred" | "exceed");
    ((formed || PAST.contains(&word)) && !passive).then_some(Told::Past)
}

/// "the last lorry to leave".
fn is_ranked(tokens: &[Token], at: usize, first: usize) -> bool {
    let from = at.saturating_sub(4).max(first);
    tokens.get(from..at).unwrap_or_default().iter().any(|t| t.is_any(&["first", "last"]))
}

/// "would have met" is past.
fn perfect(tokens: &[Token], at: usize) -> Told {
    let have = tokens.get(at + 1).is_some_and(|t| t.is("have"));
    if have { Told::Past } else { Told::Ahead }
}

fn is_infinitive(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.capital
            && (t.is("be") || !PLACES.contains(&&*t.folded))
            && (!t.folded.ends_with('s') || t.folded.ends_with("ss"))
            && (t.is("bring") || !t.folded.ends_with("ing"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::date_mentions;
    use crate::token::tokens;
    use model::Span;

    fn read(text: &str) -> Told {
        let tokens = tokens(text, Span::new(0, text.len()));
        let found = date_mentions(&tokens);
        told(&tokens, &(0..tokens.len()), &found[0].tokens)
    }

    #[test]
    fn the_nearest_verb_tells() {
        for text in [
            "The envoy said on Monday that the bridge would open.",
            "He called it a farce, and on Wednesday assured the crew that it would sail.",
            "The minister refused to sign on Friday.",
            "They should have met on Monday.",
            "Both sides on Tuesday signed a text.",
            "A raid was planned for Tuesday night and called off.",
        ] {
            assert_eq!(read(text), Told::Past, "{text}");
        }
        for text in [
            "Talks resume on Monday.",
            "The vote is on Friday.",
            "They agreed to stop firing from Wednesday.",
            "The paper will be published on Monday.",
            "On Monday the envoys are due at the pass.",
            "They said the bridge could open on Friday.",
        ] {
            assert_eq!(read(text), Told::Ahead, "{text}");
        }
        assert_eq!(read("A quiet Monday"), Told::Unknown);
    }
}
