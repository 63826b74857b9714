//! Of all rankings of one decision maker, how many make a state an equilibrium: by trying each.

use num_bigint::BigUint;

use super::{Check, Wanted};
use crate::conflict::engine::Concept;
use crate::conflict::model::Conflict;
use crate::conflict::scenes::{Scene, at};
use crate::work::{Progress, Stop, Work};

/// The most states of which all rankings are tried.
pub const MOST_COUNTED: usize = 8;

/// In the order of [`Concept::ALL`], over all rankings without ties of one decision maker; what the
/// others want stays.
pub fn count_rankings(
    conflict: &Conflict,
    maker: usize,
    state: Scene,
    work: &Work,
) -> Result<[u64; 5], Stop> {
    let states = conflict.states();
    if maker >= conflict.makers() || at(state) >= states {
        return Err(Stop::Mismatch("no such decision maker, or no such state".to_owned()));
    }
    if states > MOST_COUNTED {
        let combinations = (1..=states).map(BigUint::from).product();
        let limit = (1..=MOST_COUNTED as u64).product();
        return Err(Stop::TooManyCombinations { combinations, limit });
    }
    let wanted = |concept| Wanted { state, concept, makers: vec![maker] };
    let mut checks = Concept::ALL.map(|concept| Check::of(conflict, &wanted(concept)));
    let mut ranks: Vec<u32> = (0..).take(states).collect();
    let mut counts = [0; 5];
    let of = (1..=states as u64).product();
    for done in 0..of {
        if done % 1_024 == 0 {
            work.tell(Progress { done, of, points: 0 })?;
        }
        for (check, count) in checks.iter_mut().zip(&mut counts) {
            check.set(maker, &ranks);
            *count += u64::from(check.is_equilibrium(work)?);
        }
        advance(&mut ranks);
    }
    Ok(counts)
}

/// The next in the order of words.
fn advance(ranks: &mut [u32]) {
    let Some(turn) = ranks.windows(2).rposition(|pair| pair[0] < pair[1]) else { return };
    let larger = ranks.iter().rposition(|rank| *rank > ranks[turn]).unwrap_or(turn);
    ranks.swap(turn, larger);
    ranks[turn + 1..].reverse();
}
