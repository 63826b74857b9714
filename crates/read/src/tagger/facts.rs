//! What is known of each word by itself, worked out once for both passes of the tagger.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::labels::{Marked, labels};
use crate::cues::Cues;
use crate::doc::{Doc, Part};
use crate::hashes::hash;
use crate::token::{Token, TokenKind};

/// One word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fact {
    /// The folded word, hashed.
    pub(super) word: u64,
    /// Its last three and two letters and its first three, hashed.
    pub(super) tail: u64,
    pub(super) short_tail: u64,
    pub(super) head: u64,
    /// Capitals, digits, what sort of mark.
    pub(super) shape: u64,
    /// Which lists of the lexicon hold it.
    pub(super) lists: u64,
    /// Which sort of cue begins here, or goes on here.
    pub(super) cue: u64,
    /// Outside, opening, inside or closing a quotation.
    pub(super) quote: u64,
    /// The label that the rules give.
    pub(super) rule: u64,
    /// The sentence.
    pub(super) sentence: (u32, u32),
    /// The nearest cue verbs to the left and right in the sentence.
    pub(super) left_cue: Option<u32>,
    pub(super) right_cue: Option<u32>,
    /// A class for the transitions.
    pub(super) class: u8,
}

pub(super) const OPENING: u64 = 1;
pub(super) const INSIDE: u64 = 2;
pub(super) const CLOSING: u64 = 3;

/// Lists of the lexicon that tell something about a word.
const LISTS: &[&str] = &[
    "offices", "bodies", "unnamed", "experts", "documents", "honorifics", "pronouns_one",
    "pronouns_many", "pronouns_own", "hearsay",
];

/// A fast look into the lists: the word to a set of bits.
#[derive(Debug, Default)]
pub struct WordLists(FxHashMap<Box<str>, u16>);

impl WordLists {
    /// From the vocabulary of attribution.
    pub fn new(cues: &Cues) -> Self {
        let mut out: FxHashMap<Box<str>, u16> = FxHashMap::default();
        for (bit, list) in LISTS.iter().enumerate() {
            for word in cues.words_of(list) {
                *out.entry(word.into()).or_default() |= 1 << bit;
            }
        }
        for word in cues.verb_forms() {
            *out.entry(word.into()).or_default() |= 1 << LISTS.len();
        }
        Self(out)
    }

    fn of(&self, token: &Token) -> u64 {
        self.0.get(&token.folded).copied().unwrap_or(0).into()
    }
}

fn tail(word: &str, letters: usize) -> u64 {
    let start = word.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
    hash(word.get(start..).unwrap_or(word).as_bytes())
}

fn head(word: &str, letters: usize) -> u64 {
    let end = word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at);
    hash(word.get(..end).unwrap_or(word).as_bytes())
}

fn shape(token: &Token) -> u64 {
    match token.kind {
        TokenKind::Word if token.upper => 1,
        TokenKind::Word if token.capital && token.folded.chars().count() == 1 => 2,
        TokenKind::Word if token.capital => 3,
        TokenKind::Word => 4,
        TokenKind::Number => 5,
        TokenKind::Open => 6,
        TokenKind::Close => 7,
        TokenKind::Straight => 8,
        TokenKind::Hyphen => 9,
        TokenKind::Dash => 10,
        TokenKind::Mark => 11,
    }
}

/// The facts of all words of an article. `rules` are the attributions that the rules found.
pub(super) fn facts(doc: &Doc, cues: &Cues, lists: &WordLists, rules: &[Marked]) -> Vec<Fact> {
    let by_rule = labels(doc.tokens.len(), rules);
    let mut out: Vec<Fact> = Vec::with_capacity(doc.tokens.len());
    for (at, token) in doc.tokens.iter().enumerate() {
        let word = &*token.folded;
        let sentence = doc.segment_of.get(at).cloned().unwrap_or(at..at + 1);
        out.push(Fact {
            word: hash(word.as_bytes()),
            tail: tail(word, 3),
            short_tail: tail(word, 2),
            head: head(word, 3),
            shape: shape(token),
            lists: lists.of(token),
            quote: quote(doc, at),
            rule: by_rule[at].into(),
            sentence: (narrow(sentence.start), narrow(sentence.end)),
            ..Fact::default()
        });
    }
    mark_cues(doc, cues, &mut out);
    near_cues(&mut out);
    for at in 0..out.len() {
        out[at].class = class(doc, &out, at);
    }
    out
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn quote(doc: &Doc, at: usize) -> u64 {
    let Some(number) = doc.quote_of.get(at).copied().flatten() else { return 0 };
    let Some(quote) = doc.quotes.get(number as usize) else { return 0 };
    if quote.outer.start == at {
        OPENING
    } else if quote.outer.end == at + 1 {
        CLOSING
    } else {
        INSIDE
    }
}

fn mark_cues(doc: &Doc, cues: &Cues, out: &mut [Fact]) {
    let mut skip = 0;
    for at in 0..out.len() {
        if at < skip {
            continue;
        }
        let Some((len, groups)) = cues.at(&doc.tokens, at) else { continue };
        // The classes of all readings as bits, then begin or inside.
        let kinds = groups.iter().fold(0, |bits, (cue, _)| bits | 1 << (cue.class as u64));
        let end = (at + len).min(out.len());
        for (step, fact) in out[at..end].iter_mut().enumerate() {
            fact.cue = kinds << 1 | u64::from(step > 0);
        }
        skip = end;
    }
}

/// The nearest word on each side that begins a cue, within the sentence.
fn near_cues(out: &mut [Fact]) {
    let begins = |fact: &Fact| fact.cue != 0 && fact.cue & 1 == 0;
    let mut last: Option<u32> = None;
    for (at, fact) in out.iter_mut().enumerate() {
        fact.left_cue = last.filter(|last| *last >= fact.sentence.0);
        if begins(fact) {
            last = Some(narrow(at));
        }
    }
    let mut next: Option<u32> = None;
    for at in (0..out.len()).rev() {
        out[at].right_cue = next.filter(|next| *next < out[at].sentence.1);
        if begins(&out[at]) {
            next = Some(narrow(at));
        }
    }
}

fn class(doc: &Doc, facts: &[Fact], at: usize) -> u8 {
    let fact = &facts[at];
    let before = at.checked_sub(1).and_then(|left| facts.get(left));
    let Some(before) = before else { return 0 };
    let starts = |paragraph: &Range<usize>| paragraph.start == at;
    let paragraph = doc.paragraphs.get(doc.paragraph_of(at));
    if paragraph.is_some_and(|p| starts(&p.tokens)) {
        return if fact.quote == INSIDE { 10 } else { 0 };
    }
    let left = &doc.tokens[at - 1];
    match (fact.quote, before.quote) {
        (OPENING, _) => 2,
        (_, CLOSING) => 3,
        (CLOSING, _) => 4,
        (INSIDE, _) if left.is_any(&[".", "!", "?"]) => 5,
        (INSIDE, _) => 6,
        _ if fact.sentence.0 as usize == at => 1,
        _ if left.is_any(&[",", ";", ":"]) || left.kind == TokenKind::Dash => 7,
        _ if fact.cue != 0 && fact.cue & 1 == 0 => 8,
        _ if before.cue != 0 => 9,
        _ => 11,
    }
}

/// The article's shape around a paragraph, as far as the labels in it may depend on it.
pub(super) fn setting(doc: &Doc, number: usize) -> u64 {
    let Some(paragraph) = doc.paragraphs.get(number) else { return 0 };
    let part = match paragraph.part {
        Part::Title => 1,
        Part::Heading => 2,
        Part::Text => 3,
    };
    let before = number.checked_sub(1).and_then(|left| doc.paragraphs.get(left));
    let last = before.and_then(|p| p.tokens.end.checked_sub(1)).and_then(|at| doc.tokens.get(at));
    let colon = last.is_some_and(|token| token.is(":"));
    let quoted =
        last.is_some_and(|token| matches!(token.kind, TokenKind::Close | TokenKind::Straight));
    let short = paragraph.tokens.len() < 15;
    part | u64::from(number < 2) << 2
        | u64::from(colon) << 3
        | u64::from(quoted) << 4
        | u64::from(short) << 5
}
