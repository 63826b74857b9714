//! What of a wording can be compared: stance, figures, scope, conditions, rank, coded phrases.

use std::collections::BTreeSet;

use model::{Flag, Position, Span, Stance};

use super::coded::{Glossary, Noted};
use crate::dates::date_mentions;
use crate::figures::figures;
use crate::token::{fold, tokens};

/// A number with its unit, made comparable: lengths of time in hours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Size {
    /// "time", or the noun that is counted; empty when none is named.
    pub(super) unit: String,
    pub(super) low: u64,
    pub(super) high: u64,
    /// As it is shown.
    pub(super) shown: String,
}

/// The comparable parts of one wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facets {
    pub(super) stance: Stance,
    pub(super) sizes: Vec<Size>,
    pub(super) noted: Noted,
    /// Whether it depends on something.
    pub(super) conditional: bool,
    pub(super) condition: Option<String>,
    /// First, later or fallback.
    pub(super) rank: Option<Flag>,
}

/// Words longer than this are not looked through for figures: no wording is so long.
const LONGEST: usize = 4_000;

impl Facets {
    pub(super) fn of(position: &Position, glossary: &Glossary) -> Self {
        let words = cut(&position.words);
        let mut noted = glossary.notes(words);
        if position.flags.contains(&Flag::OneSided)
            && let Some(axis) = glossary.axes.iter().position(|a| a.poles[1] == "unilateral")
        {
            noted.scope.remove(&(axis, 0));
            noted.scope.insert((axis, 1));
        }
        let stated = matches!(position.stance, Stance::OfferOnCondition);
        let rank = [Flag::First, Flag::Later, Flag::Fallback];
        Self {
            stance: position.stance,
            sizes: sizes(words),
            noted,
            conditional: stated
                || position.condition.is_some()
                // A precondition is what others depend on; the flag does not say on what it does.
                || (position.flags.contains(&Flag::Conditional)
                    && position.stance != Stance::Precondition),
            condition: position.condition.clone(),
            rank: rank.into_iter().find(|flag| position.flags.contains(flag)),
        }
    }

    /// Whether nothing that can be compared differs.
    pub(super) fn alike(&self, other: &Self) -> bool {
        let plain = |sizes: &[Size]| -> BTreeSet<(String, u64, u64)> {
            sizes.iter().map(|size| (size.unit.clone(), size.low, size.high)).collect()
        };
        self.stance == other.stance
            && self.noted == other.noted
            && self.conditional == other.conditional
            && self.rank == other.rank
            && plain(&self.sizes) == plain(&other.sizes)
    }
}

fn cut(words: &str) -> &str {
    words.get(..words.floor_char_boundary(LONGEST)).unwrap_or(words)
}

/// The figures of some words.
pub(super) fn sizes(words: &str) -> Vec<Size> {
    let tokens = tokens(words, Span::new(0, words.len()));
    let dates = date_mentions(&tokens);
    let whole = 0..tokens.len();
    let found = figures(words, &tokens, std::slice::from_ref(&whole), &dates);
    let mut out: Vec<Size> = Vec::new();
    for figure in found {
        let Some(low) = whole_number(&figure.value) else { continue };
        let high = figure.to.as_deref().and_then(whole_number).unwrap_or(low);
        let (unit, times) = unit(&figure.unit);
        let shown = figure.span.text(words).unwrap_or_default().to_owned();
        let (low, high) = (low.saturating_mul(times), high.saturating_mul(times));
        let size = Size { unit, low: low.min(high), high: low.max(high), shown };
        if !out.contains(&size) {
            out.push(size);
        }
    }
    out
}

fn whole_number(digits: &str) -> Option<u64> {
    digits.split('.').next().and_then(|whole| whole.parse().ok())
}

/// The unit and by how much to multiply: lengths of time become hours.
fn unit(words: &str) -> (String, u64) {
    let last = fold(words.rsplit(' ').next().unwrap_or_default());
    let hours = match last.trim_end_matches('s') {
        "hour" => 1,
        "day" => 24,
        "week" => 24 * 7,
        "month" => 24 * 30,
        "year" => 24 * 365,
        _ => 0,
    };
    if hours > 0 { ("time".to_owned(), hours) } else { (last, 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_comparable_across_units() {
        let bounds = |words: &str| -> Vec<(String, u64, u64)> {
            sizes(words).into_iter().map(|s| (s.unit, s.low, s.high)).collect()
        };
        let time = "time".to_owned();
        assert_eq!(bounds("a pause of two to three days"), [(time.clone(), 48, 72)]);
        assert_eq!(bounds("pauses of 24 to 48 hours"), [(time.clone(), 24, 48)]);
        assert_eq!(bounds("a ceasefire of at least 30 days"), [(time, 720, 720)]);
        assert_eq!(bounds("1,200 prisoners"), [("prisoners".to_owned(), 1200, 1200)]);
        assert!(bounds("a ceasefire from 12 May").is_empty());
    }
}
