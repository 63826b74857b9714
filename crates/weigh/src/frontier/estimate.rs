//! How large a frontier can become, said before the work.

use num_bigint::BigUint;
use num_integer::Integer;

use crate::space::{Options, Scaled, Space};

/// Bounds on the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// Admissible deals.
    pub outcomes: BigUint,
    /// No frontier has more vectors than this: the outcomes, or what the parties' scales tell apart
    /// without the finest of them. With whole points that sum to W: W + 1 for two parties.
    pub most_vectors: BigUint,
    /// The most states of open links at once; the work grows with it.
    pub states: usize,
    /// Bytes for as many vectors as that, candidates included.
    pub bytes: BigUint,
}

/// Bounds the frontier of a space from its scales, without walking it.
pub fn estimate(space: &Space, scaled: &Scaled) -> Estimate {
    let outcomes = space.admissible_outcomes();
    let levels: Vec<BigUint> = (0..scaled.parties()).map(|party| levels(scaled, party)).collect();
    let finest = levels.iter().max().cloned().unwrap_or_default();
    let mut all_but_one = BigUint::from(1_u32);
    let mut left_out = false;
    for levels in levels {
        if !left_out && levels == finest {
            left_out = true;
        } else {
            all_but_one *= levels;
        }
    }
    let most_vectors = all_but_one.min(outcomes.clone());
    let widest = scaled.values().iter().map(Options::len).max().unwrap_or(1);
    let number = if scaled.is_narrow() { 8_usize } else { 16 };
    let each = (scaled.parties().max(2) * number + 8) * (2 + widest);
    let states = space.plan().widest();
    let bytes = &most_vectors * BigUint::from(each) * BigUint::from(states);
    Estimate { outcomes, most_vectors, states, bytes }
}

/// How many different sums a party's scale can tell apart.
fn levels(scaled: &Scaled, party: usize) -> BigUint {
    let mut span = 0_u128;
    let mut step = 0_u128;
    for options in scaled.values().iter() {
        let own = || options.iter().filter_map(|option| option.get(party).copied());
        let (Some(low), Some(high)) = (own().min(), own().max()) else { continue };
        span = span.saturating_add(low.abs_diff(high));
        for value in own() {
            step = step.gcd(&low.abs_diff(value));
        }
    }
    BigUint::from(span.checked_div(step).unwrap_or_default()) + 1_u32
}
