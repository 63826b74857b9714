//! Interviews that restate an article: what the question repeats is the article's, not the guest's.

use std::collections::BTreeMap;
use std::ops::Range;

use super::print::{Class, Print, small};
use crate::doc::{Doc, Part};
use crate::token::TokenKind;

/// "The article mentions", "your report says": a noun for something printed ...
const PRINTED: &[&str] = &[
    "article", "articles", "report", "reports", "story", "dispatch", "piece", "coverage",
    "newspaper", "paper", "papers", "agency", "agencies", "media", "headlines",
];
/// ... and a word near it that hands its content on.
const HANDS_ON: &[&str] = &[
    "mentions", "mentioned", "says", "said", "say", "states", "stated", "reports", "reported",
    "notes", "noted", "describes", "described", "writes", "wrote", "quotes", "quoted", "according",
    "based", "suggests", "suggest", "tells", "speaks", "speak",
];
/// How far apart the two may stand.
const REACH: usize = 6;

/// Words other than function words that a restating sentence must share with one sentence.
pub(super) const SHARED: usize = 4;
/// And the part of all of its own, in a thousand.
pub(super) const SHARE: usize = 350;
/// A word that stands in more sentences than this is not looked up.
const COMMON: usize = 200;

/// Sentences that refer to something printed.
pub(super) fn referring(
    doc: &Doc,
    words: &dyn Fn(&Range<usize>) -> Range<usize>,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let part = doc.paragraphs.get(doc.paragraph_of(sentence.start)).map(|found| found.part);
        let Some(tokens) = doc.tokens.get(sentence.clone()).filter(|_| part == Some(Part::Text))
        else {
            continue;
        };
        let near = |at: usize| {
            let around = tokens.get(at.saturating_sub(REACH)..(at + REACH).min(tokens.len()));
            around.unwrap_or_default().iter().any(|token| token.is_any(HANDS_ON))
        };
        let refers = tokens
            .iter()
            .enumerate()
            .any(|(at, token)| token.kind == TokenKind::Word && token.is_any(PRINTED) && near(at));
        if refers {
            out.push(words(sentence));
        }
    }
    out
}

/// A sentence of one report that restates a sentence of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Restated {
    pub(super) words: Range<usize>,
    pub(super) from: usize,
    pub(super) from_words: Range<usize>,
    /// Words other than function words that both have, in a thousand of those of the sentence.
    pub(super) share: usize,
}

/// For each report of `interviews`: its referring sentences, each with the sentence that it
/// restates most closely among `articles`.
pub(super) fn restated(
    prints: &[&Print],
    interviews: &[usize],
    may: &dyn Fn(usize, usize) -> bool,
) -> Vec<(usize, Restated)> {
    if interviews.iter().all(|at| prints[*at].referring.is_empty()) {
        return Vec::new();
    }
    // Only words of referring sentences are looked up.
    let mut places: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for at in interviews {
        for sentence in &prints[*at].referring {
            for code in telling(prints[*at], sentence) {
                places.entry(code).or_default();
            }
        }
    }
    for (at, print) in prints.iter().enumerate() {
        for (number, sentence) in print.sentences.iter().enumerate() {
            for code in telling(print, sentence) {
                if let Some(found) = places.get_mut(&code).filter(|found| found.len() <= COMMON) {
                    found.push((small(at), small(number)));
                }
            }
        }
    }
    let mut out = Vec::new();
    for at in interviews {
        for sentence in &prints[*at].referring {
            let codes = telling(prints[*at], sentence);
            let mut count: BTreeMap<(u32, u32), usize> = BTreeMap::new();
            for found in codes
                .iter()
                .filter_map(|code| places.get(code))
                .filter(|found| found.len() <= COMMON)
            {
                for place in found {
                    *count.entry(*place).or_default() += 1;
                }
            }
            let index = super::print::index;
            let best = count
                .into_iter()
                .filter(|((from, _), shared)| {
                    let from = index(*from);
                    from != *at
                        && *shared >= SHARED
                        && shared * 1000 >= codes.len() * SHARE
                        && may(*at, from)
                })
                .max_by_key(|((from, number), shared)| {
                    (*shared, std::cmp::Reverse((*from, *number)))
                });
            if let Some(((from, number), shared)) = best {
                let from = index(from);
                let from_words = prints[from].sentences[index(number)].clone();
                let share = shared * 1000 / codes.len().max(1);
                out.push((*at, Restated { words: sentence.clone(), from, from_words, share }));
            }
        }
    }
    out
}

/// The words of a sentence that tell what it is about, each once.
fn telling(print: &Print, sentence: &Range<usize>) -> Vec<u32> {
    let words = print.words.get(sentence.clone()).unwrap_or_default();
    let mut codes: Vec<u32> =
        words.iter().filter(|word| word.class != Class::Function).map(|word| word.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
