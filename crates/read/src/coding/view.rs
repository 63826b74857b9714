//! An article as the coder sees it: what every word is, who may stand somewhere, and what the rules
//! say already.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{ActorId, Evidence, Flag, Position, Stance};

use crate::hashes::{hash, mix};
use crate::positions::Context;
use crate::tagger::tokens_of;
use crate::topics::NAMED;

/// More parties than this have no place in one article; the most named are kept.
const MANY: usize = 16;

/// Words of a sentence that are farther away do not count, so that no text takes long.
const FAR: usize = 200;
/// Of the issues that are only hinted at, so many are kept.
const HINTED: usize = 14;

/// What is known of one word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    /// The folded word, and its first letters.
    pub(super) hash: u64,
    pub(super) stem: u64,
    /// The innermost attribution in whose content, cue or source it stands.
    pub(super) inner: Option<u32>,
    pub(super) cue: Option<u32>,
    pub(super) source: Option<u32>,
    /// How it speaks of an issue: not, by a hint, by a word with other meanings, by name.
    pub(super) issue: u8,
    /// Stance words that begin here: by the list for clauses, by the list for narration; 0 for none.
    pub(super) stance: u8,
    pub(super) told: u8,
    /// The party that is named here.
    pub(super) party: Option<u8>,
    /// The stance that the rules read here, counted from 1.
    pub(super) rule: u8,
    pub(super) quoted: bool,
    /// Which of the words that change what is said, from 1.
    pub(super) turn: u8,
}

/// A position that the rules read.
#[derive(Debug, Clone)]
pub(super) struct Ruled {
    /// Its place in the list of the rules.
    pub(super) number: usize,
    pub(super) tokens: Range<usize>,
    pub(super) party: usize,
    pub(super) issue: usize,
    pub(super) stance: Stance,
    pub(super) inferred: bool,
    pub(super) confidence: u8,
}

/// The article.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) words: Vec<Word>,
    /// Who may stand somewhere.
    pub(super) parties: Vec<ActorId>,
    /// How often each is named, in tenths of all.
    pub(super) named: Vec<u64>,
    pub(super) rules: Vec<Ruled>,
    /// The issues that anything in the article speaks for.
    pub(super) issues: Vec<usize>,
    /// What the handles of all issues hash to.
    pub(super) issue_hash: Vec<u64>,
}

impl<'a> View<'a> {
    pub(super) fn new(context: &'a Context<'a>, rules: &[Position]) -> Self {
        let (parties, named) = parties(context, rules);
        let issue_hash: Vec<u64> = context
            .lexicon
            .issues()
            .iter()
            .map(|issue| hash(issue.id.as_str().as_bytes()))
            .collect();
        let mut out = Self {
            words: context.doc.tokens.iter().map(|token| word(&token.folded)).collect(),
            context,
            parties,
            named,
            rules: Vec::new(),
            issues: Vec::new(),
            issue_hash,
        };
        out.rules = (0..).zip(rules).filter_map(|(at, rule)| out.ruled(at, rule)).collect();
        out.rules.sort_by_key(|rule| (rule.tokens.start, rule.tokens.end));
        out.mark_items();
        out.mark_lexicon();
        out.mark_rules();
        out.issues = issues(context, &out.rules);
        out
    }

    fn ruled(&self, number: usize, position: &Position) -> Option<Ruled> {
        let Evidence::Passage(passage) = &position.evidence else { return None };
        let party = self.parties.iter().position(|party| *party == position.party)?;
        let issue = self.context.lexicon.issue_number(&position.issue)?;
        let inferred = position.flags.contains(&Flag::IssueInferred);
        let tokens = tokens_of(self.context.doc, passage.span);
        let (stance, confidence) = (position.stance, position.confidence);
        Some(Ruled { number, tokens, party, issue, stance, inferred, confidence })
    }

    fn mark_items(&mut self) {
        // The longest first, so that the innermost is written last.
        let size = |at: usize| self.context.items[at].content.iter().map(Range::len).sum::<usize>();
        let mut order: Vec<usize> = (0..self.context.items.len()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(size(*at)), *at));
        for at in order {
            let item = &self.context.items[at];
            let number = u32::try_from(at).ok();
            for piece in &item.content {
                for word in self.words.get_mut(piece.clone()).unwrap_or_default() {
                    word.inner = number;
                }
            }
            for word in item.cue.iter().flat_map(Clone::clone) {
                if let Some(word) = self.words.get_mut(word) {
                    word.cue = number;
                }
            }
            for word in item.source.iter().flat_map(|source| source.full.clone()) {
                if let Some(word) = self.words.get_mut(word) {
                    word.source = number;
                }
            }
        }
    }

    fn mark_lexicon(&mut self) {
        let context = self.context;
        for (at, _, weight) in context.topics.marks() {
            if let Some(word) = self.words.get_mut(*at) {
                word.issue = word.issue.max(if *weight >= NAMED { 3 } else { 1 });
            }
        }
        for hit in context.issues.iter().filter(|hit| hit.weak) {
            if let Some(word) = self.words.get_mut(hit.tokens.start) {
                word.issue = word.issue.max(2);
            }
        }
        for hit in context.actors.iter().filter(|hit| !hit.weak) {
            let party = context.lexicon.party_of(&hit.actor);
            let number = self.parties.iter().position(|known| *known == party);
            for word in self.words.get_mut(hit.tokens.clone()).unwrap_or_default() {
                word.party = number.and_then(|number| u8::try_from(number).ok());
            }
        }
        let tokens = &context.doc.tokens;
        for at in 0..tokens.len() {
            let low = context.doc.segment_of[at].start;
            let code = |stance: Stance| stance as u8 + 1;
            let word = &mut self.words[at];
            word.quoted = context.doc.quote_of[at].is_some();
            word.stance = context.stances.at(tokens, low, at).map_or(0, code);
            word.told = context.stances.told(tokens, low, at).map_or(0, |(_, stance)| code(stance));
        }
    }

    fn mark_rules(&mut self) {
        for rule in &self.rules {
            for word in self.words.get_mut(rule.tokens.clone()).unwrap_or_default() {
                word.rule = rule.stance as u8 + 1;
            }
        }
    }

    /// The parties for whom an attribution's speaker stands.
    pub(super) fn speaks(&self, item: Option<u32>, party: usize) -> bool {
        let resolved = item.and_then(|at| self.context.speakers.get(at as usize)?.as_ref());
        resolved.is_some_and(|resolved| {
            let party = &self.parties[party];
            resolved.parties.contains(party)
                || (resolved.all_sides && self.context.sides.contains(party))
        })
    }

    /// Whether an attribution's speaker stands for any party.
    pub(super) fn has_party(&self, item: Option<u32>) -> bool {
        let resolved = item.and_then(|at| self.context.speakers.get(at as usize)?.as_ref());
        resolved.is_some_and(|resolved| resolved.all_sides || !resolved.parties.is_empty())
    }

    /// The positions of the rules that share words with a passage, with their places in the list.
    pub(super) fn rules_at(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &Ruled)> {
        // Sorted by where they begin, and short.
        let from = self.rules.partition_point(|rule| rule.tokens.start + FAR < range.start);
        let (start, end) = (range.start, range.end);
        (from..)
            .zip(&self.rules[from..])
            .take_while(move |(_, rule)| rule.tokens.start < end)
            .filter(move |(_, rule)| rule.tokens.end > start)
    }

    /// The sentence of a passage, as far as it is not far away.
    pub(super) fn close(&self, range: &Range<usize>) -> Range<usize> {
        let sentence = self.sentence(range.start);
        let start = sentence.start.max(range.start.saturating_sub(FAR)).min(range.start);
        start..sentence.end.min(range.end + FAR).max(range.end)
    }

    /// The sentence of a token.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.context.doc.segment_of.get(at).cloned().unwrap_or(at..at)
    }
}

/// Who may stand somewhere: the parties of all names and speakers in the article and the sides.
fn parties(context: &Context, rules: &[Position]) -> (Vec<ActorId>, Vec<u64>) {
    let mut count: BTreeMap<ActorId, usize> = BTreeMap::new();
    for side in context.sides {
        count.entry(side.clone()).or_default();
    }
    for hit in context.actors.iter().filter(|hit| !hit.weak) {
        *count.entry(context.lexicon.party_of(&hit.actor)).or_default() += 1;
    }
    for party in context.speakers.iter().flatten().flat_map(|resolved| &resolved.parties) {
        *count.entry(party.clone()).or_default() += 1;
    }
    for rule in rules {
        *count.entry(rule.party.clone()).or_default() += 1;
    }
    let all: usize = count.values().sum();
    let mut order: Vec<(ActorId, usize)> = count.into_iter().collect();
    // Sorting is stable: of two named alike the first by handle.
    order.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    order.truncate(MANY);
    order.into_iter().map(|(id, count)| (id, (count * 10 / all.max(1)) as u64)).unzip()
}

fn word(folded: &str) -> Word {
    let end = folded.char_indices().nth(5).map_or(folded.len(), |(at, _)| at);
    let stem = hash(folded.get(..end).unwrap_or(folded).as_bytes());
    Word {
        hash: hash(folded.as_bytes()),
        stem: mix(5, stem),
        turn: turn(folded),
        ..Word::default()
    }
}

/// The issues that may be meant: those named, those that the rules read, and of those only hinted at
/// the most frequent.
fn issues(context: &Context, rules: &[Ruled]) -> Vec<usize> {
    let shares = context.topics.shares();
    let mut hinted: Vec<usize> = (0..shares.len()).filter(|issue| shares[*issue] > 0).collect();
    // Sorting is stable: of two alike the first of the lexicon.
    hinted.sort_by_key(|issue| std::cmp::Reverse(shares[*issue]));
    hinted.truncate(HINTED);
    let named = context.topics.marks().iter().filter(|mark| mark.2 >= NAMED).map(|mark| mark.1);
    let mut out: Vec<usize> =
        named.chain(rules.iter().map(|rule| rule.issue)).chain(hinted).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Words that change what is said.
const TURNS: [&str; 24] = [
    "will", "would", "must", "should", "could", "may", "might", "can", "cannot", "not", "no",
    "never", "if", "unless", "until", "before", "without", "only", "we", "i", "they", "he", "she",
    "to",
];

/// Which of the words that change what is said, from 1.
fn turn(folded: &str) -> u8 {
    // None is longer; most words are left here.
    if folded.len() > 7 {
        return 0;
    }
    let at = TURNS.iter().position(|turn| *turn == folded);
    at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}
