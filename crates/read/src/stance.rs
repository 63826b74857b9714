//! How a clause stands towards the issue that it names, where the cue alone does not tell.
//!
//! The words are `lexicons/stances.toml`.

use std::ops::Range;

use model::Stance;
use serde::Deserialize;

use crate::phrases::Phrases;
use crate::token::Token;

/// Whose clause it must be for the stance to be the speaker's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Whoever the subject is.
    Any,
    /// The speaker's own side.
    Own,
}

/// Stance words and the marks of condition, rank and fallback.
#[derive(Debug, Default)]
pub struct Stances {
    words: Phrases<(Stance, By)>,
    conditions: Phrases<()>,
    first: Phrases<()>,
    later: Phrases<()>,
    fallbacks: Phrases<()>,
}

#[derive(Deserialize)]
struct File {
    group: Vec<Group>,
    conditions: Terms,
    ranks: Ranks,
    fallbacks: Terms,
}

#[derive(Deserialize)]
struct Group {
    stance: String,
    by: By,
    terms: Vec<String>,
}

#[derive(Deserialize)]
struct Terms {
    terms: Vec<String>,
}

#[derive(Deserialize)]
struct Ranks {
    first: Vec<String>,
    later: Vec<String>,
}

/// A stance word in a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StanceHit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub stance: Stance,
    /// Whose clause it must be.
    pub by: By,
}

impl Stances {
    /// The built-in vocabulary. A fault in the data leaves it empty, which the tests would show.
    pub fn built_in() -> Self {
        let mut out = Self::default();
        let parsed = toml::from_str::<File>(include_str!("../../../lexicons/stances.toml"));
        let Ok(file) = parsed else { return out };
        for group in file.group {
            let Some(stance) = Stance::parse(&group.stance) else { continue };
            for term in group.terms {
                out.words.add(&term, (stance, group.by));
            }
        }
        let sets = [
            (&mut out.conditions, file.conditions.terms),
            (&mut out.first, file.ranks.first),
            (&mut out.later, file.ranks.later),
            (&mut out.fallbacks, file.fallbacks.terms),
        ];
        for (set, terms) in sets {
            for term in terms {
                set.add(&term, ());
            }
        }
        out
    }

    /// The stance word of a clause that stands nearest to a place in it, negation applied.
    pub fn nearest(&self, tokens: &[Token], clause: &Range<usize>, at: usize) -> Option<StanceHit> {
        let mut best: Option<StanceHit> = None;
        let mut place = clause.start;
        while place < clause.end {
            let Some((len, values)) = self.words.longest(tokens, place) else {
                place += 1;
                continue;
            };
            if let Some((stance, by)) = values.first() {
                let negated = negated(tokens, clause.start, place);
                let hit = StanceHit {
                    tokens: place..place + len,
                    stance: if negated { negate(*stance) } else { *stance },
                    by: *by,
                };
                let distance = |hit: &StanceHit| hit.tokens.start.abs_diff(at);
                if best.as_ref().is_none_or(|known| distance(&hit) < distance(known)) {
                    best = Some(hit);
                }
            }
            place += len;
        }
        best
    }

    /// Whether a clause holds a condition; gives its first token.
    pub fn condition(&self, tokens: &[Token], clause: &Range<usize>) -> Option<usize> {
        clause.clone().find(|at| self.conditions.longest(tokens, *at).is_some())
    }

    /// Whether a clause begins with "First" (`true`) or "Second" (`false`).
    pub fn rank(&self, tokens: &[Token], clause: &Range<usize>) -> Option<bool> {
        let head = clause.start..clause.end.min(clause.start + 2);
        for at in head {
            if self.first.longest(tokens, at).is_some() {
                return Some(true);
            }
            if self.later.longest(tokens, at).is_some() {
                return Some(false);
            }
        }
        None
    }

    /// Where a clause says that a weaker form would do.
    pub fn fallback(&self, tokens: &[Token], clause: &Range<usize>) -> Option<usize> {
        clause.clone().find(|at| self.fallbacks.longest(tokens, *at).is_some())
    }
}

fn negated(tokens: &[Token], low: usize, at: usize) -> bool {
    let from = low.max(at.saturating_sub(4));
    tokens[from..at]
        .iter()
        .any(|t| t.is_any(&["not", "n't", "'t", "never", "no", "neither", "nor"]))
}

fn negate(stance: Stance) -> Stance {
    match stance {
        Stance::OpenTo | Stance::Accept | Stance::Agree | Stance::Commit | Stance::Support => {
            Stance::Refuse
        }
        _ => Stance::Report,
    }
}

#[cfg(test)]
mod tests {
    use model::Span;
    use serde::Deserialize;

    use super::*;
    use crate::token::tokens;

    #[derive(Deserialize)]
    struct Tests {
        test: Vec<Line>,
    }

    #[derive(Deserialize)]
    struct Line {
        text: String,
        stance: String,
    }

    #[test]
    fn test_lines_of_the_lexicon_hold() {
        let stances = Stances::built_in();
        let file: Tests =
            toml::from_str(include_str!("../../../lexicons/stances.toml")).expect("well formed");
        for line in file.test {
            let tokens = tokens(&line.text, Span::new(0, line.text.len()));
            let found = stances.nearest(&tokens, &(0..tokens.len()), tokens.len());
            let stance = found.map_or(Stance::Report, |hit| hit.stance);
            assert_eq!(stance.name(), line.stance, "{}", line.text);
        }
    }
}
