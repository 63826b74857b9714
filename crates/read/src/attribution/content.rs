//! Where the content of an attribution ends.

use std::ops::Range;

use crate::cues::Cues;
use crate::doc::Doc;
use crate::token::TokenKind;

/// Cuts final punctuation and stray marks off a range.
pub(super) fn trim(doc: &Doc, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end.min(doc.tokens.len()));
    while end > start {
        let token = &doc.tokens[end - 1];
        let loose = token.is_any(&[".", ",", ";", ":", "!", "?"]) || token.kind == TokenKind::Dash;
        if !loose {
            break;
        }
        end -= 1;
    }
    while start < end {
        let token = &doc.tokens[start];
        let loose = token.is_any(&[",", ":", ";", "."]) || token.kind == TokenKind::Dash;
        if !loose {
            break;
        }
        start += 1;
    }
    start..end
}

/// The end of a thing or an act that is wanted, offered or refused: before the next clause.
pub(super) fn thing_end(doc: &Doc, cues: &Cues, start: usize, high: usize) -> usize {
    let listed = (start..high.min(start + 3)).any(|at| doc.tokens[at].is(":"))
        || doc.tokens[start..high.min(start + 6)].iter().any(|t| t.is(")"));
    let mut skip = start;
    for at in start + 1..high {
        let token = &doc.tokens[at];
        if doc.quoted(at) && !doc.quoted(start) {
            continue;
        }
        if at < skip {
            continue;
        }
        if token.kind == TokenKind::Dash && !listed {
            // "recognition - in fact if not in law - of the border": a parenthesis.
            let pair =
                (at + 1..high.min(at + 10)).find(|at| doc.tokens[*at].kind == TokenKind::Dash);
            match pair {
                Some(close) => skip = close + 1,
                None => return at,
            }
        }
        if token.is("and") && act_follows(doc, cues, at + 1, high) {
            return at;
        }
        if token.is(";") && !listed {
            return at;
        }
        if token.is(",") && clause_follows(doc, at + 1, high) {
            return at;
        }
    }
    high
}

/// Whether the words after a comma begin a clause of their own.
fn clause_follows(doc: &Doc, at: usize, high: usize) -> bool {
    let Some(token) = doc.tokens.get(at).filter(|_| at < high) else { return false };
    if token.is_any(&[
        "while", "whereas", "but", "although", "though", "after", "before", "as", "who", "which",
        "when", "where", "because", "since", "having", "so", "something",
    ]) {
        return true;
    }
    let next = doc.tokens.get(at + 1).filter(|_| at + 1 < high);
    let verb = |token: &crate::token::Token| {
        token.folded.ends_with("ing")
            && token.folded.len() > 5
            && !token.capital
            && !token.is_any(&["including", "excluding", "pending", "regarding", "concerning"])
    };
    if verb(token) || (token.is("and") && next.is_some_and(verb)) {
        return true;
    }
    // ", and the prisoners were released": a clause with a verb of its own.
    token.is_any(&["and", "but"])
        && doc.tokens[at..high.min(at + 9)]
            .iter()
            .any(|t| t.is_any(&["was", "were", "is", "are", "has", "have", "had", "will", "would"]))
}

/// "and shared ideas": a second act of the same subject.
fn act_follows(doc: &Doc, cues: &Cues, at: usize, high: usize) -> bool {
    let Some(token) = doc.tokens.get(at).filter(|_| at < high) else { return false };
    let act = token.is_any(&[
        "shared", "exchanged", "discussed", "held", "met", "handed", "began", "started", "gave",
        "sent", "took", "made",
    ]);
    act || (cues.is_verb(token) && token.folded.ends_with("ed") && !token.capital)
}

/// The place to cut a content before a coordinated verb at `cue`: before its conjunction or comma.
pub(super) fn before_conjunction(doc: &Doc, low: usize, cue: usize) -> usize {
    let (mut at, _) = super::np::skip_left(doc, low, cue);
    while at > low {
        let token = &doc.tokens[at - 1];
        if token.is_any(&["and", "but", "or", "then", "while", "also", ","]) {
            at -= 1;
        } else {
            break;
        }
    }
    at
}
