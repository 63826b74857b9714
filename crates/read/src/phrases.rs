//! A set of phrases that are looked up token by token, the longest first.
//!
//! Hyphens and bare apostrophes do not count: `one-on-one` and `one on one` are the same phrase. A
//! word that ends in `*` stands for every word that begins so, `#` for any number in digits, and
//! ` .. ` for up to four words in between: `releas* .. prisoners` finds "release of all the prisoners".

use model::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::token::{Token, TokenKind, tokens};

/// Words that ` .. ` may stand for.
const GAP: usize = 4;
/// Longer phrases are not kept: what nobody writes need not be walked.
const WORDS: usize = 32;
/// More gaps in one phrase would make the walk slow on hostile text.
const GAPS: usize = 2;
/// The shortest stem, in bytes, that `*` may follow.
const STEM: usize = 3;

/// Phrases with what each stands for.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    /// Where a phrase may begin: nearly every look-up ends here, so it must be quick.
    first: FxHashMap<Box<str>, usize>,
    /// How the stems begin with which a phrase may begin.
    heads: FxHashSet<[u8; STEM]>,
    /// Nodes of a trie; the first is the root.
    nodes: Vec<Node<T>>,
}

#[derive(Debug, Clone)]
struct Node<T> {
    /// Whole words, sorted.
    next: Vec<(Box<str>, usize)>,
    /// Beginnings of words, sorted.
    stems: Vec<(Box<str>, usize)>,
    /// The node after any number.
    number: Option<usize>,
    /// The node after a gap.
    gap: Option<usize>,
    /// Whether it counts in capitals only, and the value.
    values: Vec<(bool, T)>,
}

impl<T> Node<T> {
    fn new() -> Self {
        Self { next: Vec::new(), stems: Vec::new(), number: None, gap: None, values: Vec::new() }
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { first: FxHashMap::default(), heads: FxHashSet::default(), nodes: vec![Node::new()] }
    }
}

/// One step of a phrase.
enum Step {
    Word(Box<str>),
    Stem(Box<str>),
    Number,
    Gap,
}

impl<T> Phrases<T> {
    /// Adds a phrase. One written all in capitals (`EU`, `US`) is found only in capitals.
    /// A word that ends in `*` stands for every word that begins so.
    pub fn add(&mut self, phrase: &str, value: T) {
        let (steps, upper) = steps(phrase);
        let gaps = steps.iter().filter(|step| matches!(step, Step::Gap)).count();
        let open_end = [steps.first(), steps.last()].iter().any(|s| matches!(s, Some(Step::Gap)));
        if steps.is_empty() || steps.len() > WORDS || gaps > GAPS || open_end {
            return;
        }
        let cased = upper && steps.len() == 1;
        let end = steps.into_iter().fold(0, |at, step| self.child(at, step));
        self.nodes[end].values.push((cased, value));
    }

    fn child(&mut self, at: usize, step: Step) -> usize {
        let fresh = self.nodes.len();
        let child = match step {
            Step::Word(word) if at == 0 => *self.first.entry(word).or_insert(fresh),
            Step::Word(word) => entry(&mut self.nodes[at].next, word, fresh),
            Step::Stem(stem) => {
                if at == 0 {
                    self.heads.extend(head(&stem));
                }
                entry(&mut self.nodes[at].stems, stem, fresh)
            }
            Step::Number => *self.nodes[at].number.get_or_insert(fresh),
            Step::Gap => *self.nodes[at].gap.get_or_insert(fresh),
        };
        if child == fresh {
            self.nodes.push(Node::new());
        }
        child
    }

    /// The longest phrase that starts at token `at`: how many tokens it takes, and its values in
    /// the order in which they were added.
    pub fn longest<'a>(&'a self, tokens: &[Token], at: usize) -> Option<(usize, Vec<&'a T>)> {
        let mut best: Option<(usize, Vec<&'a T>)> = None;
        self.each(tokens, at, &mut |len, value| match &mut best {
            Some((known, values)) if len == *known => values.push(value),
            Some((known, _)) if len < *known => {}
            _ => best = Some((len, vec![value])),
        });
        best
    }

    /// Calls `found` for every phrase that starts at token `at`, with the number of its tokens.
    pub fn each<'a>(&'a self, tokens: &[Token], at: usize, found: &mut dyn FnMut(usize, &'a T)) {
        self.walk(tokens, at, at, 0, found);
    }

    fn walk<'a>(
        &'a self,
        tokens: &[Token],
        first: usize,
        at: usize,
        node: usize,
        found: &mut dyn FnMut(usize, &'a T),
    ) {
        let here = &self.nodes[node];
        for (cased, value) in &here.values {
            if !cased || tokens[first].upper {
                found(at - first, value);
            }
        }
        let mut at = at;
        while at > first && tokens.get(at).is_some_and(joins) {
            at += 1;
        }
        let Some(token) = tokens.get(at) else { return };
        let word = &*token.folded;
        let exact = if node == 0 { self.first.get(word).copied() } else { get(&here.next, word) };
        if let Some(exact) = exact {
            self.walk(tokens, first, at + 1, exact, found);
        }
        let may = || node != 0 || head(word).is_some_and(|head| self.heads.contains(&head));
        if token.kind == TokenKind::Word && !here.stems.is_empty() && may() {
            for stem in stems(&here.stems, word) {
                self.walk(tokens, first, at + 1, stem, found);
            }
        }
        if let Some(number) = here.number.filter(|_| token.kind == TokenKind::Number) {
            self.walk(tokens, first, at + 1, number, found);
        }
        let Some(gap) = here.gap else { return };
        let mut skipped = 0;
        for next in at..tokens.len() {
            if joins(&tokens[next]) {
                continue;
            }
            // A gap never reaches over a comma, a full stop or a quotation mark.
            if !matches!(tokens[next].kind, TokenKind::Word | TokenKind::Number) {
                break;
            }
            self.walk(tokens, first, next, gap, found);
            skipped += 1;
            if skipped > GAP {
                break;
            }
        }
    }
}

/// The bytes with which a word begins that any stem of it begins with.
fn head(word: &str) -> Option<[u8; STEM]> {
    word.as_bytes().first_chunk().copied()
}

/// A hyphen, or the apostrophe of "the leaders' meeting".
fn joins(token: &Token) -> bool {
    token.kind == TokenKind::Hyphen || (token.kind == TokenKind::Mark && token.is_any(&["'", "’"]))
}

/// The steps of a phrase, and whether all its letters are capitals.
fn steps(phrase: &str) -> (Vec<Step>, bool) {
    let mut steps = Vec::new();
    let mut upper = true;
    for part in phrase.split_whitespace() {
        if part == ".." {
            steps.push(Step::Gap);
            continue;
        }
        // A private character stands for the star, so that it becomes a token of its own.
        let plain = part.replace('*', "\u{e000}");
        let parsed = tokens(&plain, Span::new(0, plain.len()));
        let mut iter = parsed.iter().peekable();
        while let Some(token) = iter.next() {
            if joins(token) || token.is("\u{e000}") {
                continue;
            }
            if token.is("#") {
                steps.push(Step::Number);
                upper = false;
                continue;
            }
            upper &= token.upper;
            let starred = iter.peek().is_some_and(|next| next.is("\u{e000}"));
            let word = token.folded.clone();
            steps.push(if starred { Step::Stem(word) } else { Step::Word(word) });
        }
    }
    (steps, upper)
}

fn entry(sorted: &mut Vec<(Box<str>, usize)>, word: Box<str>, fresh: usize) -> usize {
    match sorted.binary_search_by(|(known, _)| known.cmp(&word)) {
        Ok(at) => sorted[at].1,
        Err(at) => {
            sorted.insert(at, (word, fresh));
            fresh
        }
    }
}

fn get(sorted: &[(Box<str>, usize)], word: &str) -> Option<usize> {
    let at = sorted.binary_search_by(|(known, _)| (**known).cmp(word)).ok()?;
    Some(sorted[at].1)
}

/// The nodes of all stems with which the word begins. Stems that share the word's first three
/// bytes stand side by side in the sorted list, and are few.
fn stems<'a>(sorted: &'a [(Box<str>, usize)], word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let head = word.as_bytes().get(..STEM);
    let from = head
        .map_or(sorted.len(), |head| sorted.partition_point(|(stem, _)| stem.as_bytes() < head));
    sorted
        .iter()
        .skip(from)
        .take_while(move |(stem, _)| head.is_some_and(|head| stem.as_bytes().starts_with(head)))
        .filter(move |(stem, _)| word.starts_with(&**stem))
        .map(|(_, node)| *node)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &Phrases<u8>, text: &str) -> Vec<(usize, Vec<u8>)> {
        let tokens = tokens(text, Span::new(0, text.len()));
        (0..tokens.len())
            .filter_map(|at| phrases.longest(&tokens, at))
            .map(|(len, values)| (len, values.into_iter().copied().collect()))
            .collect()
    }

    #[test]
    fn longest_wins_and_hyphens_do_not_count() {
        let mut phrases = Phrases::default();
        phrases.add("one-on-one meeting", 1);
        phrases.add("meeting", 2);
        phrases.add("demilitari*", 3);
        phrases.add("US", 4);
        assert_eq!(found(&phrases, "a one on one meeting"), [(4, vec![1]), (1, vec![2])]);
        assert_eq!(found(&phrases, "one-on-one meeting")[0].0, 6);
        assert_eq!(found(&phrases, "Demilitarisation demilitari"), [(1, vec![3]), (1, vec![3])]);
        assert_eq!(found(&phrases, "told us the US"), [(1, vec![4])]);
        assert_eq!(found(&phrases, "US-led meeting-room"), [(1, vec![4]), (1, vec![2])]);
    }

    #[test]
    fn stems_of_any_length_are_found_in_any_place() {
        let mut phrases = Phrases::default();
        phrases.add("cea*", 1);
        phrases.add("ceasefir*", 2);
        phrases.add("monitor* mission*", 3);
        phrases.add("визнан*", 4);
        assert_eq!(found(&phrases, "ceasefires ceas ce"), [(1, vec![1, 2]), (1, vec![1])]);
        assert_eq!(found(&phrases, "a monitoring mission"), [(2, vec![3])]);
        assert_eq!(found(&phrases, "Визнання"), [(1, vec![4])]);
    }

    #[test]
    fn numbers_and_apostrophes() {
        let mut phrases = Phrases::default();
        phrases.add("# for #", 1);
        phrases.add("leaders' meeting", 2);
        assert_eq!(found(&phrases, "a 1,000-for-1,000 swap"), [(5, vec![1])]);
        assert_eq!(found(&phrases, "the leaders’ meeting"), [(3, vec![2])]);
        assert_eq!(found(&phrases, "leaders meeting"), [(2, vec![2])]);
    }

    #[test]
    fn a_gap_takes_up_to_four_words_and_no_mark() {
        let mut phrases = Phrases::default();
        phrases.add("limit* .. army", 1);
        phrases.add(".. army", 2);
        assert_eq!(found(&phrases, "limits on the other side's army"), []);
        assert_eq!(found(&phrases, "limiting the other side's army"), [(6, vec![1])]);
        assert_eq!(found(&phrases, "limit army"), [(2, vec![1])]);
        assert_eq!(found(&phrases, "no limits, said the army"), []);
    }

    #[test]
    fn odd_phrases_and_texts_are_harmless() {
        let mut phrases = Phrases::default();
        for phrase in ["", "*", "..", "a .. b .. c .. d", &"a ".repeat(99), "é* ..", "-"] {
            phrases.add(phrase, 1);
        }
        assert_eq!(found(&phrases, "a b c d * .. é"), []);
    }
}
