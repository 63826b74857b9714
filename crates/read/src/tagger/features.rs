//! What the tagger looks at: each thing about a word and its surroundings becomes a number.
//!
//! A feature is a template and the values that fill it, hashed to 32 bits. Nobody keeps a list of
//! features: what was never seen in training has no row and adds nothing.

use super::facts::{CLOSING, Fact, INSIDE, OPENING, setting};
use super::labels::Role;
use crate::doc::Doc;
use crate::hashes::{fold, mix, near};

/// The value of a place outside the paragraph.
const NOTHING: u64 = 0x5bd1_e995;

/// Collects the features of one word.
struct Out<'a> {
    list: &'a mut Vec<u32>,
    pass: u64,
}

impl Out<'_> {
    #[inline]
    fn add(&mut self, template: u64, a: u64) {
        self.list.push(fold(mix(mix(self.pass, template), a)));
    }

    #[inline]
    fn two(&mut self, template: u64, a: u64, b: u64) {
        self.list.push(fold(mix(mix(mix(self.pass, template), a), b)));
    }

    #[inline]
    fn three(&mut self, template: u64, a: u64, b: u64, c: u64) {
        self.list.push(fold(mix(mix(mix(mix(self.pass, template), a), b), c)));
    }
}

/// Everything the features of an article's words are made from.
pub(super) struct View<'a> {
    doc: &'a Doc<'a>,
    facts: &'a [Fact],
    /// Labels of the first pass, for the second.
    prior: Option<&'a [u8]>,
    quotes: Vec<QuoteFacts>,
    settings: Vec<u64>,
}

/// What stands around a quotation.
#[derive(Debug, Clone, Copy, Default)]
struct QuoteFacts {
    start: usize,
    end: usize,
    length: u64,
    before: u64,
    after: u64,
    after_cue: u64,
    ends_with: u64,
    opens_sentence: u64,
}

impl<'a> View<'a> {
    pub(super) fn new(doc: &'a Doc<'a>, facts: &'a [Fact], prior: Option<&'a [u8]>) -> Self {
        let settings = (0..doc.paragraphs.len()).map(|number| setting(doc, number)).collect();
        let quotes = doc.quotes.iter().map(|quote| {
            let (start, end) = (quote.outer.start, quote.outer.end);
            let word =
                |at: Option<usize>| at.and_then(|at| facts.get(at)).map_or(NOTHING, |f| f.word);
            let after_cue = (end..end + 6).find_map(|at| {
                let fact = facts.get(at)?;
                (fact.cue != 0).then_some(1 + (at - end) as u64)
            });
            QuoteFacts {
                start,
                end,
                length: near(end.saturating_sub(start) / 2),
                before: word(start.checked_sub(1)),
                after: word(Some(end)),
                after_cue: after_cue.unwrap_or(0),
                ends_with: word(end.checked_sub(2)),
                opens_sentence: facts
                    .get(start)
                    .map_or(0, |f| u64::from(f.sentence.0 as usize == start)),
            }
        });
        Self { doc, facts, prior, quotes: quotes.collect(), settings }
    }

    #[inline]
    fn at(&self, at: usize, step: isize, low: usize, high: usize) -> Option<&Fact> {
        let place = at.checked_add_signed(step)?;
        (place >= low && place < high).then(|| &self.facts[place])
    }

    /// The features of the word at `at` in paragraph `number`.
    pub(super) fn features(&self, at: usize, number: usize, list: &mut Vec<u32>) {
        let pass = if self.prior.is_some() { 2 } else { 1 };
        let mut out = Out { list, pass };
        let range = &self.doc.paragraphs[number].tokens;
        self.words(at, range.start, range.end, &mut out);
        self.cues(at, range.start, range.end, &mut out);
        self.place(at, number, &mut out);
        self.rules(at, range.start, range.end, &mut out);
        if let Some(prior) = self.prior {
            self.second(at, range.start, range.end, prior, &mut out);
        }
    }

    fn words(&self, at: usize, low: usize, high: usize, out: &mut Out) {
        let own = &self.facts[at];
        let word = |step| self.at(at, step, low, high).map_or(NOTHING, |f| f.word);
        let (l2, l1, w, r1, r2) = (word(-2), word(-1), own.word, word(1), word(2));
        out.add(1, w);
        out.add(2, l1);
        out.add(3, r1);
        out.add(4, l2);
        out.add(5, r2);
        out.two(6, l1, w);
        out.two(7, w, r1);
        out.two(8, l2, l1);
        out.two(9, r1, r2);
        out.add(10, own.tail);
        out.add(11, own.short_tail);
        out.add(12, own.head);
        out.two(13, own.quote, w);
        let shape = |step| self.at(at, step, low, high).map_or(0, |f| f.shape);
        let (s2, s1, s, t1, t2) = (shape(-2), shape(-1), own.shape, shape(1), shape(2));
        out.two(14, own.quote, s);
        out.three(15, s1, s, t1);
        out.three(16, s2, s1, s);
        out.three(17, s, t1, t2);
        let tail = |step| self.at(at, step, low, high).map_or(NOTHING, |f| f.tail);
        out.add(18, tail(-1));
        out.add(19, tail(1));
        out.two(20, own.short_tail, tail(1));
        out.add(65, word(-3));
        out.add(66, word(3));
    }

    fn cues(&self, at: usize, low: usize, high: usize, out: &mut Out) {
        let own = &self.facts[at];
        let cue = |step| self.at(at, step, low, high).map_or(0, |f| f.cue);
        let lists = |step| self.at(at, step, low, high).map_or(0, |f| f.lists);
        out.two(21, own.cue, own.quote);
        out.three(22, cue(-1), own.cue, cue(1));
        out.two(23, cue(-2), cue(-1));
        out.two(24, cue(1), cue(2));
        out.add(25, own.lists);
        out.two(26, lists(-1), own.lists);
        out.two(27, own.lists, lists(1));
        out.three(28, own.shape, own.lists, cue(1));
        out.three(29, cue(-1), own.shape, own.lists);
        let left = own.left_cue.map(|cue| cue as usize);
        let right = own.right_cue.map(|cue| cue as usize);
        let kind = |at: Option<usize>| at.map_or(NOTHING, |at| self.facts[at].cue);
        let verb = |at: Option<usize>| at.map_or(NOTHING, |at| self.facts[at].word);
        let left_far = left.map_or(15, |cue| near(at - cue));
        let right_far = right.map_or(15, |cue| near(cue - at));
        out.three(30, kind(left), left_far, own.quote);
        out.three(31, kind(right), right_far, own.quote);
        out.two(32, verb(left), own.quote);
        out.two(33, verb(right), own.quote);
        out.three(34, left_far, right_far, own.shape);
        out.three(35, verb(left), left_far, u64::from(own.shape == 11));
        // What stands between the cue to the left and here: "that", a comma, a quotation.
        if let Some(left) = left {
            let between = &self.facts[left..at];
            let seen = between.iter().rev().take(40).fold(0_u64, |bits, fact| {
                bits | u64::from(fact.quote == OPENING) << 1 | u64::from(fact.quote == CLOSING) << 2
            });
            let marks =
                self.doc.tokens[left..at].iter().rev().take(40).fold(0_u64, |bits, token| {
                    bits | u64::from(token.is("that"))
                        | u64::from(token.is(",")) << 3
                        | u64::from(token.is("to")) << 4
                });
            out.three(36, seen | marks, kind(Some(left)), own.quote);
        }
        if let Some(right) = right {
            let marks = self.doc.tokens[at..right].iter().take(40).fold(0_u64, |bits, token| {
                bits | u64::from(token.is(","))
                    | u64::from(token.is_any(&["who", "which", "that"])) << 1
            });
            out.three(37, marks, kind(Some(right)), own.quote);
        }
    }

    fn place(&self, at: usize, number: usize, out: &mut Out) {
        let own = &self.facts[at];
        let (start, end) = (own.sentence.0 as usize, own.sentence.1 as usize);
        out.two(38, near(at.saturating_sub(start)), own.quote);
        out.two(39, near(end.saturating_sub(at + 1)), own.quote);
        out.two(40, self.settings[number], own.quote);
        let first = self.facts.get(start).map_or(NOTHING, |f| f.word);
        out.two(41, first, own.quote);
        out.three(42, u64::from(own.class), own.shape, own.cue);
        let has_quote = self
            .facts
            .get(start..end)
            .is_some_and(|sentence| sentence.iter().take(80).any(|fact| fact.quote != 0));
        let begins_quoted = self.facts.get(start).is_some_and(|f| f.quote != 0);
        out.three(43, u64::from(has_quote) | u64::from(begins_quoted) << 1, own.quote, own.shape);
        let quote = self.doc.quote_of.get(at).copied().flatten();
        if let Some(quote) = quote.and_then(|number| self.quotes.get(number as usize)) {
            out.two(44, quote.length, own.quote);
            out.three(45, quote.after_cue, quote.opens_sentence, own.quote);
            out.two(46, quote.before, own.quote);
            out.two(47, quote.after, own.quote);
            out.three(48, quote.ends_with, quote.length, own.quote);
            out.two(49, near(at - quote.start), near(quote.end.saturating_sub(at)));
        }
    }

    fn rules(&self, at: usize, low: usize, high: usize, out: &mut Out) {
        let own = &self.facts[at];
        let rule = |step| self.at(at, step, low, high).map_or(0, |f| f.rule);
        out.add(50, own.rule);
        out.two(51, own.rule, own.quote);
        out.three(52, rule(-1), own.rule, rule(1));
        out.two(53, own.rule, own.cue);
        out.two(54, own.rule, own.word);
        out.three(55, own.rule, own.shape, own.lists);
    }

    fn second(&self, at: usize, low: usize, high: usize, prior: &[u8], out: &mut Out) {
        let own = &self.facts[at];
        let label = |step: isize| {
            let place = at.checked_add_signed(step).filter(|at| (low..high).contains(at));
            place.and_then(|at| prior.get(at)).map_or(15, |label| u64::from(*label))
        };
        out.three(56, label(-1), label(0), label(1));
        out.three(57, label(-2), label(0), label(2));
        out.two(58, label(0), own.word);
        out.two(59, label(0), own.rule);
        // The parts on each side in the sentence, nearest first.
        let (start, end) = (own.sentence.0 as usize, own.sentence.1 as usize);
        let left = parts(prior[start.max(low).min(at)..at].iter().rev().take(60));
        let right = parts(
            prior[(at + 1).min(prior.len())..end.clamp(at + 1, high).max(at + 1)].iter().take(60),
        );
        out.two(60, left, label(0));
        out.two(61, right, label(0));
        out.three(62, left, right, own.quote);
        let before = low.checked_sub(1).and_then(|at| prior.get(at)).map_or(15, |l| u64::from(*l));
        out.two(63, before, own.quote);
        let above = low.saturating_sub(60);
        let speaker = prior[above..low].iter().any(|label| Role::of(*label) == Some(Role::Source));
        out.three(64, u64::from(speaker), u64::from(own.quote == INSIDE), label(0));
    }
}

/// The first three different parts of a row of labels, as one number.
fn parts<'b>(labels: impl Iterator<Item = &'b u8>) -> u64 {
    let (mut out, mut count, mut last) = (0, 0, 9);
    for label in labels {
        let part = Role::of(*label).map_or(0, |role| 1 + role as u64);
        if part != last && part != 0 {
            out = out * 4 + part;
            count += 1;
            if count == 3 {
                break;
            }
        }
        if part != 0 || last == 9 {
            last = part;
        } else {
            last = 0;
        }
    }
    out
}
