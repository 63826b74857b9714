//! A set of phrases that are looked up token by token, the longest first.
//!
//! Hyphens do not count: `one-on-one` and `one on one` are the same phrase.

use std::collections::BTreeMap;

use model::Span;

use crate::token::{Token, TokenKind, tokens};

/// Phrases with what each stands for.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    /// Nodes of a trie: next word to next node, and the values that end here.
    nodes: Vec<Node<T>>,
}

#[derive(Debug, Clone)]
struct Node<T> {
    next: BTreeMap<Box<str>, usize>,
    values: Vec<(bool, T)>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { nodes: vec![Node { next: BTreeMap::new(), values: Vec::new() }] }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase. One written all in capitals (`EU`, `US`) is found only in capitals.
    /// A word that ends in `*` stands for every word that begins so.
    pub fn add(&mut self, phrase: &str, value: T) {
        let mut at = 0;
        let mut words = 0;
        let mut upper = true;
        let starred = phrase.contains('*');
        let plain = phrase.replace('*', "\u{e000}");
        let parsed = tokens(&plain, Span::new(0, plain.len()));
        let mut iter = parsed.iter().peekable();
        while let Some(token) = iter.next() {
            if token.kind == TokenKind::Hyphen {
                continue;
            }
            let mut word = token.folded.to_string();
            if starred && iter.peek().is_some_and(|next| next.is("\u{e000}")) {
                iter.next();
                word.push('*');
            }
            upper &= token.upper;
            words += 1;
            let fresh = self.nodes.len();
            let next = *self.nodes[at].next.entry(word.into()).or_insert(fresh);
            if next == fresh {
                self.nodes.push(Node { next: BTreeMap::new(), values: Vec::new() });
            }
            at = next;
        }
        if words > 0 {
            self.nodes[at].values.push((upper && words == 1, value));
        }
    }

    /// The longest phrase that starts at token `at`: how many tokens it takes, and its values in
    /// the order in which they were added.
    pub fn longest<'a>(&'a self, tokens: &[Token], at: usize) -> Option<(usize, Vec<&'a T>)> {
        let mut best = None;
        self.walk(tokens, at, at, 0, &mut best);
        let (len, node) = best?;
        let upper = tokens[at].upper;
        let values = self.nodes[node].values.iter();
        Some((len, values.filter(|(cased, _)| !cased || upper).map(|(_, value)| value).collect()))
    }

    fn walk(
        &self,
        tokens: &[Token],
        first: usize,
        at: usize,
        node: usize,
        best: &mut Option<(usize, usize)>,
    ) {
        let fits = |(cased, _): &(bool, T)| !cased || tokens[first].upper;
        if self.nodes[node].values.iter().any(fits) {
            let len = at - first;
            if best.is_none_or(|(known, _)| len > known) {
                *best = Some((len, node));
            }
        }
        let Some(token) = tokens.get(at) else { return };
        if token.kind == TokenKind::Hyphen && at > first {
            return self.walk(tokens, first, at + 1, node, best);
        }
        let next = &self.nodes[node].next;
        if let Some(exact) = next.get(&*token.folded) {
            self.walk(tokens, first, at + 1, *exact, best);
        }
        if token.kind == TokenKind::Word {
            // Starred words are few; the shortest stem worth writing has three letters.
            for (end, _) in token.folded.char_indices().skip(3).chain([(token.folded.len(), ' ')]) {
                let stem = format!("{}*", &token.folded[..end]);
                if let Some(stem) = next.get(stem.as_str()) {
                    self.walk(tokens, first, at + 1, *stem, best);
                }
            }
        }
    }
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
    }
}
