//! What the shape of an article tells: interview turns, "this was stated by", "reportedly",
//! headlines, and whose goals are listed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{Flag, Stance, StatementKind};

use super::content::{thing_end, trim};
use super::np;
use super::{Attribution, Source};
use crate::cues::{Class, Cues};
use crate::doc::{Doc, Part};
use crate::token::TokenKind;

/// "This" points no farther back than this, in tokens.
const FAR: usize = 600;

/// Turns under labels that come back: "Interviewer: ...", "Dr. A. Brel: ...".
pub(super) fn turns(doc: &Doc, cues: &Cues) -> Vec<Attribution> {
    let labels: Vec<Option<Range<usize>>> =
        doc.paragraphs.iter().map(|p| label(doc, cues, &p.tokens)).collect();
    let key = |range: &Range<usize>| {
        let words = doc.tokens[range.clone()].iter().filter(|t| t.kind == TokenKind::Word);
        words.map(|t| &*t.folded).collect::<Vec<_>>().join(" ")
    };
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (paragraph, label) in doc.paragraphs.iter().zip(&labels) {
        if let Some(label) = label {
            let count = counts.entry(key(label)).or_default();
            count.0 += 1;
            count.1 += usize::from(asks(doc, &paragraph.tokens));
        }
    }
    counts.retain(|_, (times, _)| *times >= 2);
    if counts.len() < 2 {
        return Vec::new();
    }
    let mut out: Vec<Attribution> = Vec::new();
    let mut open = false;
    for (paragraph, label) in doc.paragraphs.iter().zip(&labels) {
        let known = label.as_ref().filter(|label| counts.contains_key(&key(label)));
        if let Some(label) = known {
            let (times, asked) = counts.get(&key(label)).copied().unwrap_or_default();
            let question = asks(doc, &paragraph.tokens) && asked * 2 > times;
            let kind =
                if question { StatementKind::Question } else { StatementKind::InterviewTurn };
            let content = label.end + 1..paragraph.tokens.end;
            if content.is_empty() {
                continue;
            }
            out.push(plain(Some(label.clone()), None, vec![content], kind, 90));
            open = !question;
        } else if paragraph.part != Part::Text || doc.quoted(paragraph.tokens.start) {
            // A quotation of its own is told by the writer, whoever spoke last.
            open = false;
        } else if let Some(last) = out.last_mut().filter(|_| open) {
            // An answer of several paragraphs; a long one is kept, a new part of the page is not.
            if last.content.len() < 12 {
                last.content.push(paragraph.tokens.clone());
            }
        }
    }
    out
}

fn asks(doc: &Doc, range: &Range<usize>) -> bool {
    doc.tokens[range.clone()].iter().rev().take(12).any(|t| t.is("?"))
}

/// A name and a colon at the head of a paragraph, with something behind it.
fn label(doc: &Doc, cues: &Cues, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let high = paragraph.end.min(paragraph.start + 9);
    let colon = (paragraph.start..high).find(|at| doc.tokens[*at].is(":"))?;
    let range = paragraph.start..colon;
    let good = doc.tokens[range.clone()].iter().all(|t| {
        t.capital && t.kind == TokenKind::Word
            || t.is_any(&[".", "-", "and", "of", "the"])
            || cues.is_in("honorifics", t)
            || t.kind == TokenKind::Hyphen
            || t.folded.chars().all(char::is_alphabetic) && range.len() <= 3
    });
    (good && !range.is_empty() && colon + 1 < paragraph.end).then_some(range)
}

/// "This was stated by X": the content stands before it.
pub(super) fn anaphoric(doc: &Doc, cues: &Cues, items: &mut Vec<Attribution>) {
    let mut starts: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut by_cue: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, item) in items.iter().enumerate() {
        starts.insert((item.start(), number));
        if let Some(cue) = &item.cue {
            by_cue.entry(cue.start).or_default().push(number);
        }
    }
    let mut dropped: BTreeSet<usize> = BTreeSet::new();
    for sentence in &doc.sentences {
        let tokens = &doc.tokens[sentence.clone()];
        let opener = tokens.first().is_some_and(|t| t.is_any(&["this", "that", "it", "such"]));
        if !opener || doc.quoted(sentence.start) {
            continue;
        }
        let high = sentence.end.min(sentence.start + 10);
        let by = (sentence.start + 2..high).find(|at| doc.tokens[*at].is("by"));
        let Some(by) = by else { continue };
        let cue = (sentence.start + 1..by).find_map(|at| {
            let (len, groups) = cues.at(&doc.tokens, at)?;
            let says = groups.iter().any(|(cue, _)| cue.class == Class::Say);
            (says && at + len == by).then_some(at..at + len)
        });
        let Some(cue) = cue else { continue };
        let Some(mention) = np::right(doc, cues, by + 1, sentence.end) else { continue };
        let Some(content) = told_before(doc, items, &starts, sentence.start) else { continue };
        // The frames may have read the participle as a plain verb: this reading wins.
        for number in by_cue.get(&cue.start).into_iter().flatten().copied() {
            if items[number].cue.as_ref() == Some(&cue) {
                starts.remove(&(items[number].start(), number));
                dropped.insert(number);
            }
        }
        let mut item =
            plain(Some(mention.core.clone()), Some(cue), content, StatementKind::Anaphoric, 78);
        item.source = Some(Source { full: mention.full, core: mention.core });
        starts.insert((item.start(), items.len()));
        items.push(item);
    }
    let mut numbers = 0..items.len();
    items.retain(|_| numbers.next().is_none_or(|number| !dropped.contains(&number)));
}

/// What "this" points to: the last unnamed or official account in the paragraph, else the sentence
/// before. `starts` holds place and number of each item.
fn told_before(
    doc: &Doc,
    items: &[Attribution],
    starts: &BTreeSet<(usize, usize)>,
    at: usize,
) -> Option<Vec<Range<usize>>> {
    let paragraph = doc.paragraphs.get(doc.paragraph_of(at))?;
    let first = if paragraph.tokens.start == at {
        doc.paragraphs.get(doc.paragraph_of(at).checked_sub(1)?)?.tokens.start
    } else {
        paragraph.tokens.start
    };
    let first = first.max(at.saturating_sub(FAR)).min(at);
    if let Some((_, number)) = starts.range((first, 0)..(at, 0)).next_back() {
        return items.get(*number).map(|item| item.content.clone());
    }
    let before = doc.sentences.partition_point(|sentence| sentence.end <= at).checked_sub(1)?;
    let before = doc.sentences.get(before)?;
    (before.start >= first).then(|| vec![trim(doc, before.clone())])
}

/// "Reportedly": said by nobody in particular.
pub(super) fn hearsay(doc: &Doc, cues: &Cues, items: &mut Vec<Attribution>) {
    for at in 0..doc.tokens.len() {
        if !cues.is_in("hearsay", &doc.tokens[at]) {
            continue;
        }
        let segment = doc.segment_of[at].clone();
        let (low, high) = (segment.start.max(at.saturating_sub(60)), segment.end.min(at + 60));
        let start = (low..at)
            .rev()
            .find(|at| {
                doc.tokens[*at].is_any(&[",", ";"]) || doc.tokens[*at].kind == TokenKind::Dash
            })
            .map_or(low, |at| at + 1);
        let end = (at..high).find(|at| doc.tokens[*at].is_any(&[",", ";"])).unwrap_or(high);
        let pieces = [trim(doc, start..at), trim(doc, at + 1..end)];
        let pieces: Vec<_> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        if pieces.iter().map(Range::len).sum::<usize>() < 3 {
            continue;
        }
        let mut item = plain(None, Some(at..at + 1), pieces, StatementKind::Hearsay, 72);
        item.flags.insert(Flag::Hearsay);
        items.push(item);
    }
}

/// "X's priorities include: ...": goals that the writer names.
pub(super) fn goals(doc: &Doc, cues: &Cues, items: &mut Vec<Attribution>) {
    for at in 0..doc.tokens.len() {
        let Some(len) = cues.want_noun(&doc.tokens, at) else { continue };
        let verb = at + len;
        let states = doc.tokens.get(verb).is_some_and(|t| {
            t.is_any(&[
                "include", "includes", "included", "are", "is", "were", "was", ":", "remain",
                "remains",
            ])
        });
        let segment = doc.segment_of[at].clone();
        if !states || verb + 1 >= segment.end {
            continue;
        }
        let low = segment.start.max(at.saturating_sub(16));
        let Some(owner) = owner(doc, cues, low, at) else { continue };
        let high = segment.end.min(verb + 160);
        // Behind a colon stands the list to the end of the sentence.
        let listed = doc.tokens[verb].is(":");
        let end = if listed { high } else { thing_end(doc, cues, verb + 1, high) };
        let content = trim(doc, verb + 1..end);
        if content.len() < 2 {
            continue;
        }
        let mut item =
            plain(Some(owner), Some(at..verb + 1), vec![content], StatementKind::Attitude, 66);
        item.class = Class::Want;
        item.stance = Stance::Demand;
        item.flags.insert(Flag::Characterised);
        items.push(item);
    }
}

/// The owner before a noun: "Northland's main" or "its".
fn owner(doc: &Doc, cues: &Cues, low: usize, noun: usize) -> Option<Range<usize>> {
    for at in (low..noun).rev().take(6) {
        let token = &doc.tokens[at];
        if token.is("'s") {
            return np::left(doc, cues, low, at);
        }
        if cues.is_in("owners_one", token) || token.is_any(&["their", "its"]) {
            return Some(at..at + 1);
        }
        if token.kind != TokenKind::Word {
            return None;
        }
    }
    None
}

/// Statements in the headline are headline statements.
pub(crate) fn headlines(doc: &Doc, items: &mut [Attribution]) {
    let titles = || doc.paragraphs.iter().take(8).filter(|p| p.part == Part::Title);
    for item in items {
        if titles().any(|title| title.tokens.contains(&item.start())) {
            item.kind = StatementKind::Headline;
        }
    }
}

fn plain(
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    kind: StatementKind,
    confidence: u8,
) -> Attribution {
    let source = source.map(|range| Source { full: range.clone(), core: range });
    Attribution::said(source, cue, content, kind, confidence)
}
