//! What moved between two dates or rounds: who gave way, who hardened, what came new, what was taken
//! back, and how far apart the parties are, each with the words on which it rests.
//!
//! Attitudes are read exactly as in [`crate::agreeable()`]: only own words decide, and the latest
//! replace the earlier. What nobody said is no movement.

mod changes;
mod gaps;
mod series;
mod spread;
mod standing;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorId, ChoiceId, IssueId, Position, When};

pub use changes::{Agreed, Change, Kind};
pub use gaps::{Distance, Gap, GapAt};
pub use series::{Counts, LEAST_FOR_COUNTS, Series, Trend, series};
pub use spread::{Described, Noise, Weighed, described};
pub use standing::{Standing, Stood, as_of};
pub use steps::{Step, ToldStep, step_class, step_classes, unknown_weights};

/// What a person says about the issues beforehand. Empty: nothing is core and nothing ordered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// What the talks are about in the end.
    pub core: BTreeSet<IssueId>,
    /// Issues whose choices lie in a row, from one end to the other.
    pub ordered: BTreeMap<IssueId, Vec<ChoiceId>>,
}

/// All that moved, and what did not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Movement {
    /// By issue, then party in the order given, then choice.
    pub changes: Vec<Change>,
    /// Every issue of which somebody speaks, at both dates.
    pub gaps: Vec<Gap>,
    /// Common ground before, and now refused or given up.
    pub reopened: Vec<Agreed>,
    /// Common ground now that was none before.
    pub settled: Vec<Agreed>,
    /// Core issues on which nothing moved while other issues did.
    pub standstill: Vec<Standstill>,
}

/// A core issue without movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standstill {
    /// The issue.
    pub issue: IssueId,
    /// Words on it that count at the later date and did not at the earlier: said again, or more.
    pub said_since: Vec<usize>,
    /// The issues that moved meanwhile.
    pub moved: Vec<IssueId>,
}

/// What moved from one day to another. Positions without a date are left aside, for nobody knows on
/// which side of the first day they lie.
pub fn movement(
    positions: &[Position],
    parties: &[ActorId],
    earlier: When,
    later: When,
    agenda: &Agenda,
) -> Movement {
    let then = as_of(positions, parties, earlier);
    let now = as_of(positions, parties, later);
    between(&then, &now, parties, agenda)
}

/// What moved between two sets of standings, such as those of two rounds.
pub fn between(then: &Stood, now: &Stood, parties: &[ActorId], agenda: &Agenda) -> Movement {
    let changes = changes::changes(then, now, parties);
    let gaps = gaps::gaps(then, now, parties, agenda);
    let (reopened, settled) = changes::agreed(then, now, parties);
    let moved: BTreeSet<&IssueId> =
        changes.iter().filter(|change| change.moves()).map(|change| &change.issue).collect();
    let standstill = agenda
        .core
        .iter()
        .filter(|issue| !moved.contains(issue) && !moved.is_empty())
        .map(|issue| Standstill {
            issue: issue.clone(),
            said_since: now.said_since(then, issue),
            moved: moved.iter().map(|issue| (*issue).clone()).collect(),
        })
        .collect();
    Movement { changes, gaps, reopened, settled, standstill }
}

impl Movement {
    /// Nothing changed; what did not move is still listed in `gaps`.
    pub fn is_still(&self) -> bool {
        self.changes.is_empty()
    }

    /// Steps towards what another seeks, or away from what another refuses.
    pub fn concessions(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.towards.is_empty())
    }

    /// The reverse of [`Movement::concessions`].
    pub fn hardenings(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.away_from.is_empty())
    }

    /// Changes of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.kinds().contains(&kind))
    }
}

#[cfg(test)]
mod tests;
