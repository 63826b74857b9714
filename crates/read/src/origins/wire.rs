//! Which news agency a text names as its source, and for how much of it.

use std::ops::Range;

use model::Span;

use crate::doc::Doc;
use crate::page::{is_agency, opens_agency};
use crate::token::{Token, TokenKind, fold};

/// An agency named as the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The name as it stands in the text.
    pub name: String,
    /// What is credited to it: a sentence, or nothing when the dateline credits the whole text.
    pub span: Option<Span>,
}

impl Credit {
    /// The form in which names compare.
    pub(super) fn key(&self) -> String {
        key(&self.name)
    }
}

/// The form in which names of agencies and publishers compare.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Longest name of an agency, in tokens.
const LONGEST: usize = 5;

/// Words before a name that make it a source.
const BEFORE: &[&str] = &["told", "tells", "via", "agency", "agencies", "service"];
/// The same, when the word before them is "quoted", "cited", "according" or the like.
const AFTER_SAYING: &[&str] = &["quoted", "cited", "reported", "according", "published", "carried"];
/// Words behind a name that make it a source.
const BEHIND: &[&str] = &[
    "reported", "reports", "said", "says", "writes", "wrote", "quoted", "quotes", "cited", "cites",
    "learned", "added", "adds",
];

/// Every agency that an article names as its source. Picture credits are no part of the article.
pub(super) fn credits(doc: &Doc, agency: Option<&str>) -> Vec<Credit> {
    let mut out: Vec<Credit> =
        agency.into_iter().map(|name| Credit { name: name.to_owned(), span: None }).collect();
    let mut at = 0;
    while at < doc.tokens.len() {
        let Some(name) = name_at(doc, at) else {
            at += 1;
            continue;
        };
        if is_source(&doc.tokens, &name) {
            let sentence = doc.sentences.partition_point(|sentence| sentence.end <= at);
            let around = doc.sentences.get(sentence).filter(|sentence| sentence.contains(&at));
            let credit = Credit {
                name: doc.words(&name).to_owned(),
                span: around.map(|sentence| doc.span(sentence)),
            };
            // Without a sentence around it, it credits nothing in particular.
            if credit.span.is_some() && out.last() != Some(&credit) {
                out.push(credit);
            }
        }
        at = name.end;
    }
    out
}

/// The tokens of the agency name that begins here.
fn name_at(doc: &Doc, at: usize) -> Option<Range<usize>> {
    let first =
        doc.tokens.get(at).filter(|token| token.capital && token.kind == TokenKind::Word)?;
    let longest = if opens_agency(&first.folded) { LONGEST } else { 0 };
    let known = (1..=longest).rev().map(|len| at..at + len).find(|range| {
        doc.tokens
            .get(range.clone())
            .is_some_and(|name| name.iter().skip(1).all(|t| t.kind != TokenKind::Mark))
            && is_agency(doc.words(range))
    });
    if known.is_some() {
        return known;
    }
    let capital = |token: &&Token| token.capital && token.kind == TokenKind::Word;
    // "the Russian agency RIA": named by the word before it.
    if at.checked_sub(1).and_then(|at| doc.tokens.get(at)).is_some_and(|t| t.is("agency")) {
        let run = doc.tokens.get(at..(at + 3).min(doc.tokens.len())).unwrap_or_default();
        return Some(at..at + run.iter().take_while(capital).count());
    }
    // "Meridian Wire", "Lakeland Press Service", "Orle News Agency": named by what they are.
    let more = doc.tokens.get(at + 1..(at + 4).min(doc.tokens.len())).unwrap_or_default();
    let run = more.iter().take_while(capital).count();
    let kind =
        more.iter().take(run).rposition(|token| token.is_any(&["wire", "agency", "newswire"]))?;
    (!first.is_any(&["the", "a", "an"])).then_some(at..at + kind + 2)
}

fn is_source(tokens: &[Token], name: &Range<usize>) -> bool {
    let before = |back: usize| name.start.checked_sub(back).and_then(|at| tokens.get(at));
    let (one, two) = (before(1), before(2));
    let behind = tokens.get(name.end);
    let is = |token: Option<&Token>, words: &[&str]| token.is_some_and(|token| token.is_any(words));
    if is(one, &["(", "/"]) && is(behind, &[")", "/"]) {
        return true;
    }
    if is(one, BEFORE) || is(behind, BEHIND) {
        return true;
    }
    // "quoted by the Russian agency RIA", "as quoted by Interfax": up to four words between.
    (1..=5).any(|back| is(before(back), &["by", "to"]) && is(before(back + 1), AFTER_SAYING))
        || is(one, &["by", "to", "from"]) && is(two, AFTER_SAYING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Part;

    fn of(text: &str) -> Vec<String> {
        let doc = Doc::new(text, &[(Span::new(0, text.len()), Part::Text)]);
        credits(&doc, None).into_iter().map(|credit| credit.name).collect()
    }

    #[test]
    fn an_agency_is_a_source_where_the_text_says_so() {
        for (text, name) in [
            ("The sides met on Friday, Reuters reported.", "Reuters"),
            ("The sides met on Friday (AFP).", "AFP"),
            ("According to Interfax, the sides met.", "Interfax"),
            (
                "He said so, as quoted by the information agency Interfax-Ukraine.",
                "Interfax-Ukraine",
            ),
            ("\u{201c}There may be news,\u{201d} the source told AFP.", "AFP"),
            ("It closed at 15:20, Meridian Wire said.", "Meridian Wire"),
        ] {
            assert_eq!(of(text), [name], "{text}");
        }
        for text in [
            "The offices of Reuters in the town were shut.",
            "The trend reported here is not the agency.",
            "She used to work for AFP before the war.",
        ] {
            assert_eq!(of(text), [""; 0], "{text}");
        }
    }
}
