//! Where each party stood on each choice at one date, with "given up" told apart from "not known".

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorId, Attitude, ChoiceId, IssueId, Position, When};

use crate::agreeable::{Cell, agreeable, decides};

/// Where a party stood on a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing of its own is known. No movement can be told from it or to it.
    NotKnown,
    /// Its latest words contradict each other. No movement can be told either.
    Unclear,
    /// It said no.
    Refuses,
    /// It had a stance, and the dossier says until when.
    GivenUp,
    /// It said that it can live with it.
    Accepts,
    /// It asked for it.
    Wants,
}

impl Standing {
    /// Wants or accepts.
    pub fn says_yes(self) -> bool {
        matches!(self, Self::Wants | Self::Accepts)
    }

    /// How far towards yes: no, nothing any more, yes. `None`: not known.
    pub(super) fn yes(self) -> Option<i8> {
        match self {
            Self::NotKnown | Self::Unclear => None,
            Self::Refuses => Some(-1),
            Self::GivenUp => Some(0),
            Self::Accepts | Self::Wants => Some(1),
        }
    }
}

/// A party and a choice; `None`: words that do not tell which.
pub(super) type Place = (ActorId, Option<ChoiceId>);

/// A standing with the positions that show it, latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) standing: Standing,
    pub(super) positions: Vec<usize>,
}

/// All standings at one date or in one round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stood {
    by_issue: BTreeMap<IssueId, BTreeMap<Place, Stand>>,
}

/// The standings on a day: words said up to and including that day. Words that are known to hold
/// only until a day count as given up from that day on.
pub fn as_of(positions: &[Position], parties: &[ActorId], day: When) -> Stood {
    let by = |when: When| when.last_day() <= day.last_day();
    let said: Vec<usize> = places(positions, |position| position.from.is_some_and(by));
    Stood::of(positions, parties, &said, |position| position.until.is_some_and(by))
}

fn places(positions: &[Position], wanted: impl Fn(&Position) -> bool) -> Vec<usize> {
    let numbered = positions.iter().enumerate();
    numbered.filter(|(_, position)| wanted(position)).map(|(at, _)| at).collect()
}

impl Stood {
    /// The standings that follow from some of the positions, such as those of one round; `over`
    /// says which of them have been given up.
    pub fn of(
        positions: &[Position],
        parties: &[ActorId],
        said: &[usize],
        over: impl Fn(&Position) -> bool,
    ) -> Self {
        let known: Vec<(usize, &Position)> =
            said.iter().filter_map(|at| Some((*at, positions.get(*at)?))).collect();
        let (gone, held): (Vec<_>, Vec<_>) =
            known.into_iter().partition(|(_, position)| over(position));
        let places: Vec<usize> = held.iter().map(|(at, _)| *at).collect();
        let held: Vec<Position> = held.into_iter().map(|(_, position)| position.clone()).collect();
        let mut out = Self::default();
        for (at, position) in gone {
            if decides(position) && parties.contains(&position.party) {
                let issue = out.by_issue.entry(position.issue.clone()).or_default();
                let place = (position.party.clone(), position.choice.clone());
                let given_up = Stand { standing: Standing::GivenUp, positions: Vec::new() };
                issue.entry(place).or_insert(given_up).positions.push(at);
            }
        }
        for state in agreeable(&held, parties) {
            let issue = out.by_issue.entry(state.issue).or_default();
            for cell in state.cells {
                let stand = Stand {
                    standing: standing(&cell),
                    positions: cell
                        .positions
                        .iter()
                        .filter_map(|at| places.get(*at).copied())
                        .collect(),
                };
                issue.insert((cell.party, cell.choice), stand);
            }
        }
        out
    }

    /// Every issue on which somebody stands somewhere.
    pub(super) fn issues(&self) -> impl Iterator<Item = &IssueId> {
        self.by_issue.keys()
    }

    /// The choices named on an issue.
    pub(super) fn choices(&self, issue: &IssueId) -> BTreeSet<Option<ChoiceId>> {
        let places = self.by_issue.get(issue).into_iter().flat_map(BTreeMap::keys);
        places.map(|(_, choice)| choice.clone()).collect()
    }

    /// Where a party stands on a choice.
    pub fn standing(
        &self,
        issue: &IssueId,
        party: &ActorId,
        choice: Option<&ChoiceId>,
    ) -> Standing {
        self.stand(issue, party, choice).map_or(Standing::NotKnown, |stand| stand.standing)
    }

    pub(super) fn stand(
        &self,
        issue: &IssueId,
        party: &ActorId,
        choice: Option<&ChoiceId>,
    ) -> Option<&Stand> {
        self.by_issue.get(issue)?.get(&(party.clone(), choice.cloned()))
    }

    /// What a party says yes to.
    pub(super) fn yes(&self, issue: &IssueId, party: &ActorId) -> BTreeSet<Option<ChoiceId>> {
        let places = self.by_issue.get(issue).into_iter().flatten();
        places
            .filter(|((who, _), stand)| who == party && stand.standing.says_yes())
            .map(|((_, choice), _)| choice.clone())
            .collect()
    }

    /// The positions on an issue that count here and did not count there.
    pub(super) fn said_since(&self, then: &Self, issue: &IssueId) -> Vec<usize> {
        let all = |stood: &Self| -> BTreeSet<usize> {
            let stands = stood.by_issue.get(issue).into_iter().flat_map(BTreeMap::values);
            stands.flat_map(|stand| stand.positions.iter().copied()).collect()
        };
        all(self).difference(&all(then)).copied().collect()
    }
}

fn standing(cell: &Cell) -> Standing {
    match cell.attitude {
        Attitude::Wants => Standing::Wants,
        Attitude::Accepts => Standing::Accepts,
        Attitude::Refuses => Standing::Refuses,
        Attitude::NotKnown if cell.contradicts_itself => Standing::Unclear,
        Attitude::NotKnown => Standing::NotKnown,
    }
}
