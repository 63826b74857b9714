//! Where the text shows a position: each word is part of one or not, and of what sort.

use std::ops::Range;

use model::Stance;

use super::view::View;
use crate::crf::{Crf, Example, Marginals, WIDTH};
use crate::hashes::{fold, mix, near};

/// Nothing, and six sorts of stances.
pub(super) const LABELS: usize = 7;
/// The value of a place outside the sentence.
const NOTHING: u64 = 0x5bd1_e995;
/// Longer paragraphs are looked at piece by piece.
const LONG: usize = 2_000;

/// Any sort may follow any.
pub(super) fn allowed(_: usize, _: usize) -> bool {
    true
}

/// The sort of a stance, from 1: wants, offers, accepts, refuses, threatens, accuses.
pub(super) fn sort(stance: Stance) -> u8 {
    match stance {
        Stance::Demand | Stance::Precondition => 1,
        Stance::Propose | Stance::OfferOnCondition | Stance::OpenTo => 2,
        Stance::Accept | Stance::Agree | Stance::Commit | Stance::Support => 3,
        Stance::Refuse | Stance::Ignore => 4,
        Stance::Threaten => 5,
        Stance::Accuse => 6,
        Stance::Report => 0,
    }
}

/// A passage that may show a position.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) sort: u8,
}

/// The stretches that are labelled at once.
fn stretches(view: &View) -> Vec<Range<usize>> {
    let paragraphs = view.context.doc.paragraphs.iter().map(|paragraph| &paragraph.tokens);
    let cut = |range: &Range<usize>| {
        let end = range.end;
        range.clone().step_by(LONG).map(move |start| start..(start + LONG).min(end))
    };
    paragraphs.flat_map(cut).collect()
}

/// The labels and how likely each is, for all words.
pub(super) fn label(crf: &Crf, view: &View, lean: f32) -> (Vec<u8>, Marginals) {
    let (mut labels, mut marginals) = (Vec::new(), Vec::new());
    let mut list = Vec::with_capacity(64);
    for range in stretches(view) {
        let mut scores = Vec::with_capacity(range.len());
        for at in range.clone() {
            list.clear();
            features(view, at, &mut list);
            let mut score: [f32; WIDTH] = crf.score(&list);
            score[0] -= lean;
            scores.push(score);
        }
        let classes: Vec<u8> = range.map(|at| class(view, at)).collect();
        labels.extend(crf.chain.best(&scores, &classes));
        marginals.extend(crf.chain.marginals(&scores, &classes, |_, _| {}));
    }
    (labels, marginals)
}

/// What there is to learn from an article whose words a person labelled.
pub(super) fn examples(view: &View, gold: &[u8]) -> Vec<Example> {
    let mut out = Vec::new();
    for range in stretches(view) {
        let mut example = Example::default();
        for at in range.clone() {
            features(view, at, &mut example.features);
            example.ends.push(example.features.len());
            example.classes.push(class(view, at));
            example.labels.push(gold.get(at).copied().unwrap_or(0));
        }
        out.push(example);
    }
    out
}

/// The passages of labelled words. What is of one sort and not cut by a sentence is one passage.
pub(super) fn passages(view: &View, labels: &[u8]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for (at, sort) in labels.iter().enumerate().filter(|(_, sort)| **sort != 0) {
        // What stands between two blocks is no article.
        let block = view.context.doc.paragraphs.get(view.context.doc.paragraph_of(at));
        let block = block.map_or(0, |paragraph| paragraph.tokens.start);
        let start = view.sentence(at).start.max(block);
        match out.last_mut() {
            Some(last)
                if last.sort == *sort && last.tokens.end == at && last.tokens.start >= start =>
            {
                last.tokens.end = at + 1;
            }
            _ => out.push(Found { tokens: at..at + 1, sort: *sort }),
        }
    }
    for found in &mut out {
        trim(view, &mut found.tokens);
    }
    out.retain(|found| !found.tokens.is_empty());
    out
}

/// Takes marks off the ends.
fn trim(view: &View, range: &mut Range<usize>) {
    let mark = |at: usize| {
        let token = &view.context.doc.tokens[at];
        token.is_any(&[",", ".", ";", ":", "and", "but"])
            || !token.folded.chars().any(char::is_alphanumeric)
    };
    while range.start < range.end && mark(range.start) {
        range.start += 1;
    }
    // "a list of children whose", "the memorandum as": words that lean on what follows.
    let leans = |at: usize| {
        view.context.doc.tokens[at].is_any(&[
            "as", "of", "the", "a", "an", "to", "in", "on", "at", "for", "with", "by", "that",
            "their", "its", "or", "each", "from", "than", "whose", "which", "who", "no",
        ])
    };
    while range.start < range.end && (mark(range.end - 1) || leans(range.end - 1)) {
        range.end -= 1;
    }
}

/// A class for the transitions.
fn class(view: &View, at: usize) -> u8 {
    let tokens = &view.context.doc.tokens;
    let Some(left) = at.checked_sub(1).and_then(|left| tokens.get(left)) else { return 0 };
    let word = &view.words[at];
    let before = &view.words[at - 1];
    if view.sentence(at).start == at {
        return 0;
    }
    if word.inner != before.inner {
        return 1;
    }
    if word.quoted != before.quoted {
        return 2;
    }
    if left.is_any(&[".", "!", "?", ";", ":"]) {
        return 3;
    }
    if left.is(",") {
        return 4;
    }
    if left.is_any(&["and", "or", "but"]) {
        return 5;
    }
    6 + u8::from(word.cue.is_some() != before.cue.is_some())
}

/// What is known of the word by place: issue, stance words, what the rules read, what it is part of.
fn state(view: &View, at: usize) -> u64 {
    let word = &view.words[at];
    u64::from(word.issue)
        | u64::from(word.inner.is_some()) << 2
        | u64::from(word.cue.is_some()) << 3
        | u64::from(word.source.is_some()) << 4
        | u64::from(word.quoted) << 5
        | u64::from(word.party.is_some()) << 6
}

/// The features of one word.
fn features(view: &View, at: usize, list: &mut Vec<u32>) {
    let range = view.sentence(at);
    let place = |step: isize| at.checked_add_signed(step).filter(|at| range.contains(at));
    let word = |step| place(step).map_or(NOTHING, |at| view.words[at].hash);
    let own = &view.words[at];
    let mut one = |template: u64, value: u64| list.push(fold(mix(mix(31, template), value)));
    let (l2, l1, w, r1, r2) = (word(-2), word(-1), own.hash, word(1), word(2));
    one(1, w);
    one(2, l1);
    one(3, r1);
    one(4, l2);
    one(5, r2);
    one(6, mix(l1, w));
    one(7, mix(w, r1));
    one(8, mix(l2, l1));
    one(9, own.stem);
    one(10, place(-1).map_or(NOTHING, |at| view.words[at].stem));
    one(11, place(1).map_or(NOTHING, |at| view.words[at].stem));
    let here = state(view, at);
    one(12, here);
    one(13, mix(place(-1).map_or(NOTHING, |at| state(view, at)), here));
    one(14, mix(here, place(1).map_or(NOTHING, |at| state(view, at))));
    let rule = |step| place(step).map_or(20, |at| u64::from(view.words[at].rule));
    one(15, rule(0));
    one(16, mix(rule(-1), rule(0)));
    one(17, mix(rule(0), rule(1)));
    one(18, mix(rule(0), here));
    one(19, u64::from(own.stance) << 8 | u64::from(own.told));
    spoken(view, at, &mut one);
    around(view, at, &range, &mut one);
}

/// By whom and with which cue the word is said.
fn spoken(view: &View, at: usize, one: &mut impl FnMut(u64, u64)) {
    let own = &view.words[at];
    let inside = own.inner.or(own.cue).or(own.source);
    let Some(item) = inside.and_then(|number| view.context.items.get(number as usize)) else {
        one(20, 0);
        return;
    };
    let party = u64::from(view.has_party(inside));
    let kind = item.kind as u64;
    let (class, stance) = (item.class as u64, item.stance as u64);
    let offset = near(at.saturating_sub(item.start()));
    one(21, mix(kind, party));
    one(22, mix(stance, party));
    one(23, mix(stance, offset));
    one(24, mix(class, mix(offset, party)));
    one(25, mix(kind, offset));
    let told = u64::from(item.told) | u64::from(item.nested) << 1 | u64::from(item.thing) << 2;
    one(26, mix(told, stance));
    if let Some(cue) = &item.cue {
        for at in cue.clone().take(5) {
            let Some(cue) = view.words.get(at) else { continue };
            one(27, mix(cue.hash, u64::from(own.cue.is_some())));
            one(28, mix(cue.stem, offset));
        }
    }
}

/// What stands in the sentence on both sides.
fn around(view: &View, at: usize, range: &Range<usize>, one: &mut impl FnMut(u64, u64)) {
    let tokens = &view.context.doc.tokens;
    let low = range.start.max(at.saturating_sub(12));
    let mut seen = 0_u64;
    let (mut stance, mut party, mut told) = (0, 15, 0);
    for left in low..at {
        let word = &view.words[left];
        if word.turn != 0 {
            seen |= 1 << (word.turn - 1);
            one(30, mix(u64::from(word.turn), near(at - left)));
        }
        if word.stance != 0 {
            stance = u64::from(word.stance) << 4 | near(at - left);
        }
        if word.told != 0 {
            told = u64::from(word.told) << 4 | near(at - left);
        }
        if word.party.is_some() {
            party = near(at - left);
        }
    }
    one(31, stance);
    one(32, told);
    one(33, party);
    one(34, mix(told, state(view, at)));
    one(35, seen & 0x3ffff);
    let high = range.end.min(at + 10);
    let mut right = (0, 0);
    for next in at + 1..high {
        let word = &view.words[next];
        if word.stance != 0 && right.0 == 0 {
            right.0 = u64::from(word.stance) << 4 | near(next - at);
        }
        if word.issue == 3 && right.1 == 0 {
            right.1 = near(next - at) + 1;
        }
    }
    one(36, right.0);
    one(37, right.1);
    let first = view.words.get(range.start).map_or(NOTHING, |word| word.hash);
    one(38, first);
    one(39, near(at - range.start.min(at)));
    let part = view.context.doc.paragraphs.get(view.context.doc.paragraph_of(at));
    one(
        40,
        mix(part.map_or(9, |paragraph| paragraph.part as u64), u64::from(view.words[at].quoted)),
    );
    let question = range.end.checked_sub(1).and_then(|last| tokens.get(last));
    one(41, u64::from(question.is_some_and(|token| token.is("?"))));
}
