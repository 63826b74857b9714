//! Noun phrases that can name a speaker, found without a part-of-speech tagger.
//!
//! A phrase is grown from its head to the left (before a cue) or to the right (after one) until a
//! word that cannot belong to it. It counts only when something in it can speak: a name, a role
//! noun of `titles.toml`, a pronoun.

use std::ops::Range;

use crate::cues::Cues;
use crate::doc::Doc;
use crate::token::{Token, TokenKind};

/// How far a phrase may reach, in tokens.
const LONGEST: usize = 32;

/// A phrase that names a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The phrase with its appositions: what the speaker span shows.
    pub full: Range<usize>,
    /// The phrase itself.
    pub core: Range<usize>,
}

/// Words that end a noun phrase on its left side.
const STOPS: &[&str] = &[
    "that", "who", "which", "whom", "whose", "because", "while", "as", "when", "if", "after",
    "before", "since", "than", "but", "or", "so", "although", "though", "whereas", "until",
    "unless", "however", "meanwhile", "earlier", "later", "then", "thus", "therefore", "also",
    "moreover", "furthermore", "nevertheless", "nonetheless", "still", "instead", "separately",
    "overall", "yet", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had",
    "will", "would", "can", "could", "may", "might", "shall", "should", "must", "do", "does",
    "did", "not", "n't", "'t", "there", "here", "what", "how", "why", "where", "it", "this",
    "today", "yesterday", "tomorrow", "tonight", "now", "again", "ago", "on", "by", "during",
    "about", "against", "into", "through", "under", "over", "without", "despite", "amid",
    "following", "according", "via", "per", "per cent", "such", "like", "even", "only", "just",
    "once", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "eventually", "finally", "ultimately", "recently", "previously", "reportedly", "apparently",
    "clearly", "whether",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "some", "many", "several", "his", "her", "its", "their", "our", "my", "your",
    "these", "those", "one", "two", "three", "another", "other", "no", "every", "each", "all",
    "both", "most", "few", "any",
];

const LINKS: &[&str] = &[
    "of", "in", "at", "for", "from", "to", "with", "inside", "within", "near", "close", "familiar",
    "on",
];

/// Words that may stand between a subject and its verb.
const BETWEEN: &[&str] = &[
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would",
    "can", "could", "may", "might", "shall", "should", "must", "do", "does", "did", "not", "n't",
    "'t", "'s", "'ve", "'d", "'ll", "'re", "also", "again", "once", "already", "now", "still",
    "earlier", "later", "further", "then", "only", "never", "long", "both", "all", "each", "since",
    "yet", "even", "just", "so", "far", "ever", "always", "often", "soon", "too", "instead",
    "thus", "therefore", "nevertheless", "nonetheless", "meanwhile", "himself", "herself",
    "itself", "themselves", "today", "yesterday", "reportedly", "previously", "originally", "no",
    "longer", "first", "to", "however", "indeed", "in", "turn", "doesn", "don", "didn", "won",
    "wouldn", "isn", "aren", "wasn", "weren", "hasn", "haven", "hadn", "couldn", "can",
];

/// What stands between a subject and its verb.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Between {
    /// "not", "never", "no longer".
    pub negated: bool,
    /// "will", "would", "to".
    pub planned: bool,
    /// "reportedly".
    pub hearsay: bool,
    /// A form of "be" stands there: the verb may be passive.
    pub be: bool,
    /// A form of "have".
    pub have: bool,
    /// An infinitive's "to" stands directly before the verb.
    pub to: bool,
    /// A modal or "do" stands there, so a base form is finite.
    pub modal: bool,
}

/// Steps left over auxiliaries, adverbs and dates. Gives the place after the last word before them.
pub fn skip_left(doc: &Doc, low: usize, end: usize) -> (usize, Between) {
    let mut at = end;
    let mut seen = Between::default();
    while at > low {
        let token = &doc.tokens[at - 1];
        let adverb = token.kind == TokenKind::Word
            && !token.capital
            && token.folded.len() > 4
            && token.folded.ends_with("ly")
            && !token.is_any(&["family", "italy", "ally", "supply", "assembly"]);
        let word = &*token.folded;
        // A possessive mark is no auxiliary when a noun phrase goes on behind it.
        if word == "'s" && at == end {
            break;
        }
        match word {
            "not" | "n't" | "never" | "no" | "'t" => seen.negated = true,
            "will" | "would" | "shall" | "'ll" => {
                seen.planned = true;
                seen.modal = true;
            }
            "can" | "could" | "may" | "might" | "should" | "must" | "do" | "does" | "did"
            | "doesn" | "don" | "didn" | "won" | "wouldn" | "couldn" => seen.modal = true,
            "to" if at == end => seen.to = true,
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'re" => seen.be = true,
            "has" | "have" | "had" | "'ve" | "hasn" | "haven" | "hadn" => seen.have = true,
            "reportedly" => seen.hearsay = true,
            _ => {}
        }
        if adverb || BETWEEN.contains(&word) {
            at -= 1;
        } else if let Some(before) = skip_date(doc, low, at) {
            at = before;
        } else {
            break;
        }
    }
    (at, seen)
}

const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec",
];

/// "on Sunday", "on 2 June", "on June 2": the place before it.
fn skip_date(doc: &Doc, low: usize, end: usize) -> Option<usize> {
    let mut at = end;
    let mut named = false;
    while at > low {
        let token = &doc.tokens[at - 1];
        if DAYS.contains(&&*token.folded) && token.capital {
            named = true;
        } else if token.kind != TokenKind::Number {
            break;
        }
        at -= 1;
    }
    if !named {
        return None;
    }
    if at > low && doc.tokens[at - 1].is_any(&["on", "in", "late", "early", "last", "this"]) {
        at -= 1;
    }
    Some(at)
}

/// Steps right over a date adverbial directly after a cue: "said [Monday (Jun 2)] it was ready".
pub fn skip_date_right(doc: &Doc, start: usize, high: usize) -> usize {
    let mut at = start;
    if at < high && doc.tokens[at].is("on") {
        at += 1;
    }
    let day =
        |at: usize| at < high && doc.tokens[at].capital && DAYS.contains(&&*doc.tokens[at].folded);
    let numbered = at + 1 < high && doc.tokens[at].kind == TokenKind::Number && day(at + 1);
    if !(day(at) || numbered) {
        return start;
    }
    while day(at) || (at < high && doc.tokens[at].kind == TokenKind::Number) {
        at += 1;
    }
    if at + 3 < high && doc.tokens[at].is("(") && day(at + 1) {
        while at < high && !doc.tokens[at].is(")") {
            at += 1;
        }
        at = (at + 1).min(high);
    }
    at
}

/// The phrase whose last word stands just before `end`.
pub fn left(doc: &Doc, cues: &Cues, low: usize, end: usize) -> Option<Range<usize>> {
    let low = low.max(end.saturating_sub(LONGEST));
    let mut at = end;
    while at > low {
        let token = &doc.tokens[at - 1];
        if !joins_left(doc, cues, low, at - 1, end) {
            break;
        }
        at -= 1;
        if DETERMINERS.contains(&&*token.folded) && !token.is_any(&["one", "two", "three"]) {
            // "a source in the team" goes on behind its preposition.
            if at > low
                && LINKS.contains(&&*doc.tokens[at - 1].folded)
                && link(doc, cues, low, at - 1)
            {
                continue;
            }
            // "Alba and its partners" goes on behind the conjunction.
            let joined = at > low + 1
                && token.is_any(&["its", "their", "his", "her"])
                && doc.tokens[at - 1].is("and")
                && (doc.tokens[at - 2].capital || cues.is_role(&doc.tokens[at - 2]));
            if joined {
                at -= 1;
                continue;
            }
            // "all of the", "both the" may still stand before it.
            while at > low && doc.tokens[at - 1].is_any(&["all", "both", "neither"]) {
                at -= 1;
            }
            break;
        }
    }
    while at < end && !starts(&doc.tokens[at]) {
        at += 1;
    }
    let at = listed_left(doc, low, at, end);
    (at < end && speaks(doc, cues, &(at..end))).then_some(at..end)
}

/// "Alba, Borea and Cadia": the names before the last two of a list. A single name before a comma
/// belongs to the list only at the head of the sentence ("In Alba, Borea and Cadia said").
fn listed_left(doc: &Doc, low: usize, start: usize, end: usize) -> usize {
    let joined = start < end && doc.tokens[start..end].iter().any(|t| t.is("and"));
    let mut first = start;
    while joined && first > low && doc.tokens[first - 1].is(",") {
        let comma = first - 1;
        let mut at = comma;
        while at > low
            && comma - at < 4
            && doc.tokens[at - 1].kind == TokenKind::Word
            && doc.tokens[at - 1].capital
        {
            at -= 1;
        }
        if at < comma && doc.tokens[at].is("the") {
            at += 1;
        }
        let opens = at == low || doc.tokens[at - 1].is_any(&[",", "and", "but"]);
        if at == comma || !opens {
            break;
        }
        first = at;
    }
    first
}

/// Whether the token at `at` may belong to the phrase that already reaches from `at + 1` to `end`.
fn joins_left(doc: &Doc, cues: &Cues, low: usize, at: usize, end: usize) -> bool {
    let token = &doc.tokens[at];
    if doc.quote_of[at] != doc.quote_of[end - 1] {
        return false;
    }
    let before = (at > low).then(|| &doc.tokens[at - 1]);
    match token.kind {
        TokenKind::Hyphen => true,
        TokenKind::Number => at + 1 < end && token.folded.len() < 5,
        TokenKind::Word => {
            let word = &*token.folded;
            if word == "and" || word == "nor" || word == "&" {
                let linked = |token: &Token| token.capital || cues.is_role(token) || token.is("'s");
                return at + 1 < end
                    && before.is_some_and(linked)
                    && doc.tokens[at + 1..end].iter().take(3).any(linked);
            }
            if LINKS.contains(&word) {
                return at + 1 < end && link(doc, cues, low, at);
            }
            if STOPS.contains(&word) && !(token.capital && word == "march") {
                return false;
            }
            // A verb that begins a clause ends the phrase; a capital one is part of a name.
            token.capital || !cues.is_verb(token) || cues.is_role(token)
        }
        TokenKind::Mark if token.is("'") => at + 1 < end && at > low && is_plural_owner(doc, at),
        // The dot of an initial or a title.
        TokenKind::Mark if token.is(".") => before.is_some_and(|b| {
            !token.spaced && (b.folded.chars().count() == 1 || cues.is_in("honorifics", b))
        }),
        TokenKind::Mark if token.is(")") => {
            doc.tokens[low..at].iter().rev().take(6).any(|t| t.is("("))
        }
        TokenKind::Mark => {
            // Inside a bracket that was entered from the right.
            let closing = doc.tokens[at..end].iter().take(6).position(|t| t.is(")"));
            token.is("(") && closing.is_some()
        }
        _ => false,
    }
}

/// "the rebels' spokesman": the mark of a plural owner.
fn is_plural_owner(doc: &Doc, at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| &doc.tokens[at]);
    let after = doc.tokens.get(at + 1);
    !doc.tokens[at].spaced
        && before.is_some_and(|t| t.folded.ends_with('s'))
        && after.is_some_and(|t| t.kind == TokenKind::Word && t.spaced)
}

/// Whether a preposition hangs on a noun that can head a speaker: "a source in the team".
fn link(doc: &Doc, cues: &Cues, low: usize, at: usize) -> bool {
    let token = &doc.tokens[at];
    let mut before = doc.tokens[low..at].iter().rev().take(4);
    if token.is("of") {
        return before.next().is_some_and(|b| b.kind == TokenKind::Word && !b.is("because"));
    }
    if token.is("on") {
        return false;
    }
    before.take_while(|b| b.kind == TokenKind::Word).any(|b| {
        (cues.is_role(b) && !b.is_any(&["side", "sides", "party", "parties", "talks"]))
            || b.is_any(&["members", "member", "close", "familiar", "experts", "voices"])
    })
}

fn starts(token: &Token) -> bool {
    token.kind == TokenKind::Word
        && !token.is_any(&["and", "nor", "of", "in", "at", "for", "from", "to", "with", "'s"])
}

/// Whether something in the phrase can speak.
pub fn speaks(doc: &Doc, cues: &Cues, range: &Range<usize>) -> bool {
    let tokens = &doc.tokens[range.clone()];
    if let [one] = tokens
        && ["pronouns_one", "pronouns_many", "pronouns_own"].iter().any(|s| cues.is_in(s, one))
    {
        return true;
    }
    tokens.iter().enumerate().any(|(offset, token)| {
        let at = range.start + offset;
        let sentence_start = doc.segment_of[at].start == at;
        let name = token.capital
            && token.kind == TokenKind::Word
            && !STOPS.contains(&&*token.folded)
            && !DETERMINERS.contains(&&*token.folded)
            && (!sentence_start || tokens.len() > 1 || doc.is_name_anywhere(token));
        name || cues.is_role(token) || cues.is_in("documents", token)
    })
}

/// The phrase that starts at `start`: for "said X" and "according to X".
pub fn right(doc: &Doc, cues: &Cues, start: usize, high: usize) -> Option<Mention> {
    let high = high.min(start + LONGEST);
    let mut at = start;
    while at < high {
        let token = &doc.tokens[at];
        let word = &*token.folded;
        let ok = match token.kind {
            TokenKind::Hyphen => true,
            TokenKind::Number => at > start,
            TokenKind::Word if word == "and" => {
                doc.tokens.get(at + 1).is_some_and(|t| t.capital || cues.is_role(t))
            }
            TokenKind::Word if LINKS.contains(&word) => at > start && link(doc, cues, start, at),
            TokenKind::Word if word == "it" || word == "this" => false,
            TokenKind::Word if STOPS.contains(&word) => false,
            TokenKind::Word => token.capital || !cues.is_verb(token) || cues.is_role(token),
            TokenKind::Mark if word == "'" => at > start && is_plural_owner(doc, at),
            TokenKind::Mark if word == "." => {
                at > start
                    && !token.spaced
                    && (doc.tokens[at - 1].folded.chars().count() == 1
                        || cues.is_in("honorifics", &doc.tokens[at - 1]))
            }
            TokenKind::Mark => word == "(" && close_bracket(doc, at, high).is_some(),
            _ => false,
        };
        if !ok || doc.quote_of[at] != doc.quote_of[start] {
            break;
        }
        at = match close_bracket(doc, at, high) {
            Some(end) if word == "(" => end + 1,
            _ => at + 1,
        };
    }
    while at > start && !matches!(doc.tokens[at - 1].kind, TokenKind::Word | TokenKind::Mark) {
        at -= 1;
    }
    let core = start..at;
    if core.is_empty() || !speaks(doc, cues, &core) {
        return None;
    }
    let full = core.start..apposition_right(doc, cues, &core, high);
    Some(Mention { full, core })
}

fn close_bracket(doc: &Doc, at: usize, high: usize) -> Option<usize> {
    let end = high.min(at + 8);
    (at..end).find(|at| doc.tokens[*at].is(")"))
}

/// ", Assistant to the President of Northland," after a name.
fn apposition_right(doc: &Doc, cues: &Cues, core: &Range<usize>, high: usize) -> usize {
    let Some(comma) = doc.tokens.get(core.end).filter(|t| t.is(",")) else { return core.end };
    let inner = core.end + 1;
    if inner >= high || comma.span.end == 0 {
        return core.end;
    }
    let end = (inner..high)
        .find(|at| {
            let token = &doc.tokens[*at];
            token.is_any(&[",", ".", ";", ":"]) || token.kind == TokenKind::Dash
        })
        .unwrap_or(high);
    let inner = inner..end;
    let told = is_apposition(doc, cues, &inner) && names(doc, core);
    if told || is_plain_name(doc, cues, core, &inner) { end } else { core.end }
}

/// "The expert and doctor of law, Ana Brel,": the name behind the role.
fn is_plain_name(doc: &Doc, cues: &Cues, core: &Range<usize>, inner: &Range<usize>) -> bool {
    let tokens = &doc.tokens[inner.clone()];
    let closed = doc.tokens.get(inner.end).is_some_and(|t| t.is(","));
    let role = doc.tokens[core.clone()].iter().any(|t| cues.is_role(t));
    closed
        && role
        && (1..=4).contains(&tokens.len())
        && tokens
            .iter()
            .all(|t| t.capital && t.kind == TokenKind::Word && !STOPS.contains(&&*t.folded))
}

/// Whether the phrase holds a proper name.
pub fn names(doc: &Doc, core: &Range<usize>) -> bool {
    doc.tokens[core.clone()].iter().any(|t| t.capital && t.kind == TokenKind::Word)
}

/// Whether the words between two commas tell who somebody is.
fn is_apposition(doc: &Doc, cues: &Cues, inner: &Range<usize>) -> bool {
    let tokens = &doc.tokens[inner.clone()];
    let Some(first) = tokens.first() else { return false };
    let opener = first
        .is_any(&["a", "an", "the", "his", "her", "its", "their", "one", "and", "now"])
        || first.capital
        || cues.is_role(first)
        || first.is_any(&["senior", "former", "deputy", "acting", "chief", "head", "political"])
        || tokens.last().is_some_and(|t| t.capital);
    let role = tokens.iter().any(|t| cues.is_role(t) || cues.is_in("documents", t));
    let verb = tokens.iter().any(|t| !t.capital && cues.is_verb(t) && !cues.is_role(t));
    opener && role && !verb && tokens.len() <= LONGEST
}

/// The subject before a comma that stands before the cue: steps over appositions and adjuncts.
/// Gives the mention, and the places of the parentheses that were stepped over.
pub fn over_commas(
    doc: &Doc,
    cues: &Cues,
    low: usize,
    end: usize,
) -> Option<(Mention, Vec<Range<usize>>)> {
    let low = low.max(end.saturating_sub(48));
    let mut skipped = Vec::new();
    let mut close = end;
    for _ in 0..4 {
        let inner_end = close;
        let open = (low..inner_end)
            .rev()
            .find(|at| doc.tokens[*at].is(",") || doc.tokens[*at].kind == TokenKind::Dash)?;
        let inner = open + 1..inner_end;
        // "Alba's negotiator, Ana Brel, said": the name stands in the apposition.
        let named =
            left(doc, cues, low, open).is_some_and(|core| is_plain_name(doc, cues, &core, &inner));
        let apposed = named || is_apposition(doc, cues, &inner);
        let adjunct = doc.tokens.get(inner.start).is_some_and(|t| {
            t.is_any(&[
                "according", "in", "on", "at", "during", "after", "before", "speaking", "citing",
                "who", "which", "when", "while", "however", "for", "by", "amid", "following",
                "asked", "quoted", "through", "with", "despite", "like", "as",
            ])
        });
        if !apposed && !adjunct {
            return None;
        }
        let phrase = left(doc, cues, low, open);
        // "Ana Brel, a historian, PhD in law, and head of ...": a piece of a longer apposition.
        let piece = phrase.as_ref().is_some_and(|core| {
            apposed
                && core.start > low
                && doc.tokens[core.start - 1].is_any(&[",", "and"])
                && is_apposition(doc, cues, core)
        });
        if let Some(core) = phrase.filter(|_| !piece) {
            let full = if apposed { core.start..end } else { core.clone() };
            if named || names(doc, &core) || !apposed {
                if !apposed {
                    skipped.push(inner);
                }
                return Some((Mention { full, core }, skipped));
            }
        }
        if !apposed {
            skipped.push(inner);
        }
        close = open;
    }
    None
}

#[cfg(test)]
mod tests {
    use model::Span;

    use super::*;
    use crate::doc::Part;

    fn before<'a>(doc: &Doc<'a>, cue: &str) -> Option<&'a str> {
        let cues = Cues::built_in();
        let at = doc.tokens.iter().position(|t| t.is(cue)).expect("the cue is there");
        let (end, _) = skip_left(doc, 0, at);
        if end > 0 && doc.tokens[end - 1].is(",") {
            return over_commas(doc, &cues, 0, end - 1).map(|(m, _)| doc.words(&m.full));
        }
        left(doc, &cues, 0, end).map(|range| doc.words(&range))
    }

    fn doc(text: &str) -> Doc<'_> {
        Doc::new(text, &[(Span::new(0, text.len()), Part::Text)])
    }

    #[test]
    fn subjects_before_their_verb() {
        for (text, want) in [
            ("A source in the negotiating team urged calm.", "A source in the negotiating team"),
            (
                "Yesterday Northland’s foreign minister also said no.",
                "Northland’s foreign minister",
            ),
            ("But neither Alba nor Borea has said it.", "neither Alba nor Borea"),
            (
                "Ana Brel, a historian and head of the Peace Institute (Alba), said it.",
                "Ana Brel, a historian and head of the Peace Institute (Alba)",
            ),
            ("In the evening, President Ana Brel, in a speech, said it.", "President Ana Brel"),
            ("Ana Brel on Sunday said it.", "Ana Brel"),
        ] {
            let verb = if text.contains("urged") { "urged" } else { "said" };
            assert_eq!(before(&doc(text), verb), Some(want), "{text}");
        }
        assert_eq!(before(&doc("The heavy rain said nothing."), "said"), None);
    }

    #[test]
    fn names_after_their_verb() {
        let doc = doc("said Ana Brel, Assistant to the President of Alba, during a programme.");
        let mention = right(&doc, &Cues::built_in(), 1, doc.tokens.len());
        let words = mention.map(|m| doc.words(&m.full));
        assert_eq!(words, Some("Ana Brel, Assistant to the President of Alba"));
    }
}
