//! What would be better than a deal: deals that are worse for nobody, and trades that lead to some.
//!
//! A trade changes one issue or two. Two changes make a trade when together they leave nobody worse off
//! and somebody better off, and neither does so alone: each side gives on what matters less to it
//! (logrolling; Froman and Cohen 1970).

use crate::frontier::{Frontier, frontier_above};
use crate::number::Exact;
use crate::space::{Choice, Deal, Scaled, Space};
use crate::work::{Stop, Work};

/// One way to something better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trade {
    /// Issues with what they would be settled by instead; one or two.
    pub changes: Vec<(usize, Choice)>,
    /// The deal after it.
    pub deal: Deal,
    /// What each party gains. Nobody loses, and somebody gains.
    pub gains: Vec<Exact>,
    /// The least that a party gains, as a share of what lies between its best and its worst deal.
    pub least: Exact,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trades {
    /// How many there are.
    pub total: usize,
    /// The first of them: those first in which the party that gains least gains most.
    pub listed: Vec<Trade>,
}

/// The undominated results that are worse than the deal for nobody. If the deal is undominated itself,
/// the only one is its own.
pub fn no_worse(
    space: &Space,
    scaled: &Scaled,
    deal: &[Choice],
    work: &Work,
) -> Result<Frontier, Stop> {
    let floor = scaled.sum(deal).filter(|_| space.admits(deal));
    let Some(floor) = floor else {
        return Err(Stop::Mismatch("the deal does not keep to red lines and links".to_owned()));
    };
    frontier_above(space, scaled, Some(&floor), work)
}

/// All trades of one or two issues that start from a deal.
pub fn trades(space: &Space, scaled: &Scaled, deal: &[Choice], most: usize) -> Trades {
    let changes = changes(scaled, deal);
    let spans = spans(space, scaled);
    let mut found: Vec<(Vec<usize>, Trade)> = Vec::new();
    let mut keep = |places: Vec<usize>| {
        let picked: Vec<&Change> = places.iter().filter_map(|at| changes.get(*at)).collect();
        let mut after = deal.to_vec();
        for change in &picked {
            if let Some(place) = after.get_mut(change.issue) {
                *place = change.to;
            }
        }
        if !space.admits(&after) {
            return;
        }
        let whole: Vec<i128> = (0..scaled.parties())
            .map(|party| picked.iter().filter_map(|change| change.gains.get(party)).sum())
            .collect();
        let gains = scaled.vector(&whole);
        let share = |(gain, span): (&Exact, &Exact)| gain.over(span).unwrap_or_default();
        let least = gains.iter().zip(&spans).map(share).min().unwrap_or_default();
        let changes = picked.iter().map(|change| (change.issue, change.to)).collect();
        found.push((places, Trade { changes, deal: after, gains, least }));
    };
    for (at, one) in changes.iter().enumerate() {
        if helps(&one.gains) {
            keep(vec![at]);
        }
    }
    for (at, one) in changes.iter().enumerate() {
        for (more, other) in changes.iter().enumerate().skip(at + 1) {
            if one.issue == other.issue || helps(&one.gains) || helps(&other.gains) {
                continue;
            }
            let both: Vec<i128> = one.gains.iter().zip(&other.gains).map(|(a, b)| a + b).collect();
            if helps(&both) {
                keep(vec![at, more]);
            }
        }
    }
    found.sort_by(|a, b| b.1.least.cmp(&a.1.least).then_with(|| a.0.cmp(&b.0)));
    let total = found.len();
    Trades { total, listed: found.into_iter().take(most).map(|(_, trade)| trade).collect() }
}

/// Another choice on one issue, with what each party gains or loses.
struct Change {
    issue: usize,
    to: Choice,
    gains: Vec<i128>,
}

fn changes(scaled: &Scaled, deal: &[Choice]) -> Vec<Change> {
    let mut out = Vec::new();
    for ((issue, options), now) in scaled.values().iter().enumerate().zip(deal) {
        let Some(today) = options.get(*now) else { continue };
        for (to, values) in options.iter().enumerate().filter(|(to, _)| to != now) {
            let gains = values.iter().zip(today).map(|(then, now)| then - now).collect();
            out.push(Change { issue, to, gains });
        }
    }
    out
}

/// Nobody loses and somebody gains.
fn helps(gains: &[i128]) -> bool {
    gains.iter().all(|gain| *gain >= 0) && gains.iter().any(|gain| *gain > 0)
}

/// What lies between each party's worst and best admissible deal.
fn spans(space: &Space, scaled: &Scaled) -> Vec<Exact> {
    let ends = crate::count::extremes(space, scaled);
    let whole: Vec<i128> =
        ends.most.iter().zip(&ends.least).map(|(most, least)| most - least).collect();
    scaled.vector(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::{Constraint, Draft, Issue, Party};

    fn party(name: &str, values: &[&[i64]]) -> Party {
        let row = |row: &&[i64]| row.iter().map(|value| Exact::from(*value)).collect();
        Party { name: name.to_owned(), values: values.iter().map(row).collect(), reserve: None }
    }

    fn space(constraints: Vec<Constraint>) -> Space {
        let issues = vec![
            Issue::new("date", &["soon", "late"]),
            Issue::new("share", &["low", "high"]),
            Issue::new("place", &["here", "there"]),
        ];
        let parties = vec![
            party("a", &[&[0, 1], &[0, 5], &[0, 0]]),
            party("b", &[&[6, 0], &[3, 0], &[0, 2]]),
        ];
        Draft { issues, parties, constraints }.check().expect("a space")
    }

    #[test]
    fn gives_on_what_matters_less() {
        let space = space(Vec::new());
        let scaled = Scaled::of(&space).expect("small numbers");
        // From (late, low, here): a has 1, b has 3.
        let found = trades(&space, &scaled, &[1, 0, 0], 10);
        let told = |at: usize| {
            let one = &found.listed[at];
            let gains: Vec<String> = one.gains.iter().map(ToString::to_string).collect();
            (one.changes.clone(), gains.join(" "))
        };
        assert_eq!(found.total, 2);
        // Soon (a -1, b +6) with high (a +5, b -3); the place alone is a gift to b.
        assert_eq!(told(0), (vec![(0, 0), (1, 1)], "4 3".to_owned()));
        assert_eq!(told(1), (vec![(2, 1)], "0 2".to_owned()));
        assert_eq!(trades(&space, &scaled, &[0, 1, 1], 10).total, 0);
        let better = no_worse(&space, &scaled, &[1, 0, 0], &Work::default()).expect("small");
        assert!(!better.is_empty());
    }

    #[test]
    fn keeps_to_links() {
        let link = Constraint::OnlyIf {
            issue: 0,
            options: vec![0],
            requires_issue: 2,
            requires_options: vec![1],
        };
        let space = space(vec![link]);
        let scaled = Scaled::of(&space).expect("small numbers");
        let found = trades(&space, &scaled, &[1, 0, 0], 10);
        assert!(found.listed.iter().all(|one| space.admits(&one.deal)));
        assert!(found.listed.iter().all(|one| one.changes != [(0, 0), (1, 1)]));
    }
}
