//! "Did you mean ...": the nearest of a few known words.

use std::cell::Cell;

/// Work that hints may cost in one file. Past it they fall silent; findings never do.
const BUDGET: usize = 20_000_000;
/// Longer words than this are not typing errors of a key or an id.
const LONGEST: usize = 96;

/// Finds nearest words until its budget is spent, so that a hostile file cannot make hints slow.
#[derive(Debug)]
pub(super) struct Near {
    left: Cell<usize>,
}

impl Near {
    pub(super) fn new() -> Self {
        Self { left: Cell::new(BUDGET) }
    }

    /// The known word that differs least, if it differs little. The first of equals.
    pub(super) fn nearest<'k>(
        &self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<&'k str> {
        if word.len() > LONGEST {
            return None;
        }
        let word: Vec<char> = word.to_lowercase().chars().collect();
        let limit = (word.len() / 3).clamp(1, 3);
        let mut best: Option<(usize, &str)> = None;
        for candidate in known {
            let Some(left) = self.left.get().checked_sub(1) else { break };
            self.left.set(left);
            if candidate.len() > LONGEST {
                continue;
            }
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            if letters.len().abs_diff(word.len()) > limit {
                continue;
            }
            let Some(left) = left.checked_sub(letters.len() * word.len()) else { break };
            self.left.set(left);
            let distance = distance(&word, &letters);
            if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// How many letters must be added, dropped, changed or exchanged with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let mut cost =
                (last[j] + usize::from(left != right)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
        Near::new().nearest(word, known.iter().copied())
    }

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(nearest("nmae", &["kind", "name"]), Some("name"));
        assert_eq!(nearest("Alias", &["aliases", "of"]), None);
        assert_eq!(nearest("aliasses", &["aliases", "of"]), Some("aliases"));
        assert_eq!(nearest("NORTH", &["south", "north"]), Some("north"));
        assert_eq!(nearest("xyz", &["kind", "name"]), None);
        assert_eq!(nearest("", &["a"]), Some("a"));
        assert_eq!(nearest(&"n".repeat(1_000_000), &["name"]), None);
    }

    #[test]
    fn gives_up_when_the_budget_is_spent() {
        let near = Near::new();
        near.left.set(10);
        assert_eq!(near.nearest("nmae", ["name"]), None);
    }
}
