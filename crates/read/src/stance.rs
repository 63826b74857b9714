//! How a clause stands towards the issue that it names, where the cue alone does not tell.
//!
//! The words are `lexicons/stances.toml`.

use std::ops::Range;

use model::Stance;
use serde::Deserialize;

use crate::cues::{irregular, with_forms};
use crate::lexicon::spell_out;
use crate::phrases::Phrases;
use crate::token::{Token, TokenKind};

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
    told: Phrases<Stance>,
    conditions: Phrases<()>,
    first: Phrases<()>,
    later: Phrases<()>,
    /// Words of rank that count anywhere: first or not.
    anywhere: Phrases<bool>,
    fallbacks: Phrases<()>,
}

#[derive(Deserialize)]
struct File {
    group: Vec<Group>,
    told: Vec<Told>,
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
struct Told {
    stance: String,
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
    anywhere_first: Vec<String>,
    anywhere_later: Vec<String>,
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
        let forms = irregular();
        for group in file.told {
            let Some(stance) = Stance::parse(&group.stance) else { continue };
            let terms = group.terms.iter().map(|term| with_forms(term, &forms));
            for term in terms.flat_map(|term| spell_out(&term)) {
                out.told.add(&term, stance);
            }
        }
        let ranks = [(true, file.ranks.anywhere_first), (false, file.ranks.anywhere_later)];
        for (first, terms) in ranks {
            for term in terms.iter().flat_map(|term| spell_out(term)) {
                out.anywhere.add(&term, first);
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

    /// The stance that a word or phrase of the list for clauses tells here, negation applied.
    pub(crate) fn at(&self, tokens: &[Token], low: usize, at: usize) -> Option<Stance> {
        let (_, values) = self.words.longest(tokens, at)?;
        let (stance, _) = values.first()?;
        Some(if negated(tokens, low, at) { negate(*stance) } else { *stance })
    }

    /// What a narrator says of a party with the words that start here: how many, and the stance.
    pub fn told(&self, tokens: &[Token], low: usize, at: usize) -> Option<(usize, Stance)> {
        let (len, stances) = self.told.longest(tokens, at)?;
        let stance = **stances.first()?;
        Some((len, if negated(tokens, low, at) { negate(stance) } else { stance }))
    }

    /// The stance that the build of a clause shows where no word of the lexicon does: "we would
    /// leave if they did", "not a coin before the keys", "nobody will move".
    pub fn shape(tokens: &[Token], clause: &Range<usize>) -> Option<(Stance, By)> {
        let words = tokens.get(clause.clone())?;
        let any = |list: &[&str]| words.iter().any(|t| t.is_any(list));
        let no = words.iter().any(|t| {
            t.is_any(&[
                "not", "n't", "'t", "no", "never", "nothing", "nobody", "none", "neither", "nor",
            ]) || t.folded.ends_with("n't")
        });
        let will = any(&["will", "would", "'ll", "shall", "could", "might", "may", "can", "'d"])
            || words.iter().any(|t| t.folded.ends_with("'ll"));
        let condition = conditional(tokens, clause)
            || (any(&["return", "exchange"]) && any(&["in"]))
            || (any(&["soon"]) && any(&["as"]));
        if no && any(&["until", "before", "unless", "without"]) {
            return Some((Stance::Precondition, By::Any));
        }
        if condition && will {
            let stance = if no { Stance::Precondition } else { Stance::OfferOnCondition };
            return Some((stance, By::Own));
        }
        let starts = words.iter().find(|t| t.kind == TokenKind::Word && !t.is("that"));
        if starts.is_some_and(|t| t.is_any(&["no", "not", "never", "nobody", "nothing"])) {
            return Some((Stance::Refuse, By::Any));
        }
        if no && will {
            return Some((Stance::Refuse, By::Own));
        }
        if any(&["could", "might", "may"]) {
            return Some((Stance::OpenTo, By::Own));
        }
        will.then_some((Stance::Commit, By::Own))
    }

    /// A yes that depends on something is an offer on condition; a no that ends with something
    /// makes that its condition.
    pub fn refined(stance: Stance, tokens: &[Token], clause: &Range<usize>) -> Stance {
        let Some(words) = tokens.get(clause.clone()) else { return stance };
        let any = |list: &[&str]| words.iter().any(|t| t.is_any(list));
        let pair =
            |a: &str, b: &[&str]| words.windows(2).any(|pair| pair[0].is(a) && pair[1].is_any(b));
        match stance {
            Stance::Commit | Stance::Propose | Stance::OpenTo
                if conditional(tokens, clause)
                    || pair("in", &["return", "exchange"])
                    || pair("only", &["after", "when"])
                    || pair("as", &["soon"]) =>
            {
                Stance::OfferOnCondition
            }
            Stance::Refuse if any(&["until", "unless", "before"]) => Stance::Precondition,
            _ => stance,
        }
    }

    /// Whether a clause holds a condition; gives its first token.
    pub fn condition(&self, tokens: &[Token], clause: &Range<usize>) -> Option<usize> {
        clause
            .clone()
            .find(|at| self.conditions.longest(tokens, *at).is_some() && !again(tokens, *at))
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
        let found = |at| self.anywhere.longest(tokens, at)?.1.first().map(|first| **first);
        clause.clone().find_map(found)
    }

    /// Where a clause says that a weaker form would do.
    pub fn fallback(&self, tokens: &[Token], clause: &Range<usize>) -> Option<usize> {
        clause.clone().find(|at| self.fallbacks.longest(tokens, *at).is_some())
    }
}

/// "once again", "once more": no condition.
fn again(tokens: &[Token], at: usize) -> bool {
    tokens[at].is("once") && tokens.get(at + 1).is_some_and(|t| t.is_any(&["again", "more"]))
}

fn conditional(tokens: &[Token], clause: &Range<usize>) -> bool {
    clause.clone().any(|at| {
        tokens.get(at).is_some_and(|t| t.is_any(&["if", "once", "provided"])) && !again(tokens, at)
    })
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
        told_test: Vec<ToldLine>,
    }

    #[derive(Deserialize)]
    struct ToldLine {
        text: String,
        at: String,
        stance: String,
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

    #[test]
    fn told_lines_of_the_lexicon_hold() {
        let stances = Stances::built_in();
        let file: Tests =
            toml::from_str(include_str!("../../../lexicons/stances.toml")).expect("well formed");
        for line in file.told_test {
            let tokens = tokens(&line.text, Span::new(0, line.text.len()));
            let at = tokens.iter().position(|token| token.is(&line.at)).expect("the word");
            let found = stances.told(&tokens, 0, at).map(|(_, stance)| stance);
            assert_eq!(found.map(Stance::name), Some(&*line.stance), "{}", line.text);
        }
    }

    #[test]
    fn the_build_of_a_clause_tells_its_stance() {
        let of = |text: &str| {
            let tokens = tokens(text, Span::new(0, text.len()));
            Stances::shape(&tokens, &(0..tokens.len())).map(|(stance, _)| stance)
        };
        assert_eq!(of("we would leave the hill if they did"), Some(Stance::OfferOnCondition));
        assert_eq!(of("not a coin before the keys are here"), Some(Stance::Precondition));
        assert_eq!(of("nobody moves the guns"), Some(Stance::Refuse));
        assert_eq!(of("we will not move the guns"), Some(Stance::Refuse));
        assert_eq!(of("we could live with that"), Some(Stance::OpenTo));
        assert_eq!(of("it rained"), None);
    }

    #[test]
    fn a_yes_with_a_condition_is_an_offer() {
        let of = |stance, text: &str| {
            let tokens = tokens(text, Span::new(0, text.len()));
            Stances::refined(stance, &tokens, &(0..tokens.len()))
        };
        let text = "free ten in return for two";
        assert_eq!(of(Stance::Commit, text), Stance::OfferOnCondition);
        assert_eq!(of(Stance::Demand, text), Stance::Demand);
        assert_eq!(of(Stance::Refuse, "talk before the guns leave"), Stance::Precondition);
        assert_eq!(of(Stance::Commit, "host the talks once again"), Stance::Commit);
        assert_eq!(of(Stance::Refuse, "talk"), Stance::Refuse);
    }
}
