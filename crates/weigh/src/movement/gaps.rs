//! How far apart the parties are on each issue, at both dates.

use std::collections::BTreeSet;

use model::{ActorId, ChoiceId, IssueId};

use super::Agenda;
use super::standing::Stood;

/// One issue at both dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The issue.
    pub issue: IssueId,
    /// At the earlier date.
    pub then: GapAt,
    /// At the later date.
    pub now: GapAt,
}

/// One issue at one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapAt {
    /// What each party wants or accepts, in the order of the parties; `None`: without terms.
    pub takes: Vec<(ActorId, Vec<Option<ChoiceId>>)>,
    /// How far apart that is.
    pub distance: Distance,
}

/// How far apart the parties are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distance {
    /// All take these.
    Common(Vec<ChoiceId>),
    /// Steps along the order of the issue between the nearest choices that they take.
    Steps(usize),
    /// All take something, nothing is common, and the issue has no order that covers it.
    Apart,
    /// All take something, and of some it is not told what.
    NoTerms,
    /// These take nothing that is known.
    NotKnown(Vec<ActorId>),
}

impl Gap {
    /// By how many steps they came closer; below nought: further apart. `None` where either date
    /// has no number.
    pub fn closer_by(&self) -> Option<i64> {
        Some(self.then.distance.steps()? - self.now.distance.steps()?)
    }
}

impl Distance {
    /// Nought for common ground, else steps, where the issue has an order.
    fn steps(&self) -> Option<i64> {
        match self {
            Self::Common(_) => Some(0),
            Self::Steps(steps) => i64::try_from(*steps).ok(),
            Self::Apart | Self::NoTerms | Self::NotKnown(_) => None,
        }
    }
}

/// Every issue on which somebody stands somewhere at either date.
pub(super) fn gaps(then: &Stood, now: &Stood, parties: &[ActorId], agenda: &Agenda) -> Vec<Gap> {
    let issues: BTreeSet<&IssueId> = then.issues().chain(now.issues()).collect();
    issues
        .into_iter()
        .map(|issue| {
            let order = agenda.ordered.get(issue).map(Vec::as_slice);
            Gap {
                issue: issue.clone(),
                then: at(then, issue, parties, order),
                now: at(now, issue, parties, order),
            }
        })
        .collect()
}

fn at(stood: &Stood, issue: &IssueId, parties: &[ActorId], order: Option<&[ChoiceId]>) -> GapAt {
    let takes: Vec<(ActorId, Vec<Option<ChoiceId>>)> = parties
        .iter()
        .map(|party| (party.clone(), stood.yes(issue, party).into_iter().collect()))
        .collect();
    let distance = distance(&takes, order);
    GapAt { takes, distance }
}

fn distance(takes: &[(ActorId, Vec<Option<ChoiceId>>)], order: Option<&[ChoiceId]>) -> Distance {
    let silent: Vec<ActorId> = takes
        .iter()
        .filter(|(_, choices)| choices.is_empty())
        .map(|(party, _)| party.clone())
        .collect();
    if !silent.is_empty() || takes.is_empty() {
        return Distance::NotKnown(silent);
    }
    let told: Vec<BTreeSet<&ChoiceId>> =
        takes.iter().map(|(_, choices)| choices.iter().flatten().collect()).collect();
    let common =
        told.iter().skip(1).fold(told.first().cloned().unwrap_or_default(), |common, own| {
            common.intersection(own).copied().collect()
        });
    if !common.is_empty() {
        return Distance::Common(common.into_iter().cloned().collect());
    }
    if told.iter().any(BTreeSet::is_empty) {
        return Distance::NoTerms;
    }
    order.and_then(|order| nearest(&told, order)).map_or(Distance::Apart, Distance::Steps)
}

/// The least stretch of the order that holds a choice of each party. `None`: some party takes only
/// what the order does not name.
fn nearest(told: &[BTreeSet<&ChoiceId>], order: &[ChoiceId]) -> Option<usize> {
    let mut last: Vec<Option<usize>> = vec![None; told.len()];
    let mut least = None;
    for (place, choice) in order.iter().enumerate() {
        let mut met = false;
        for (last, own) in last.iter_mut().zip(told) {
            if own.contains(choice) {
                *last = Some(place);
                met = true;
            }
        }
        let Some(from) = last.iter().copied().min().flatten().filter(|_| met) else { continue };
        least = Some(least.map_or(place - from, |known: usize| known.min(place - from)));
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id<T: std::str::FromStr>(text: &str) -> T {
        text.parse().unwrap_or_else(|_| panic!("{text} is a handle"))
    }

    fn takes(all: &[&[&str]]) -> Vec<(ActorId, Vec<Option<ChoiceId>>)> {
        let own = |choices: &&[&str]| choices.iter().map(|choice| Some(id(choice))).collect();
        all.iter()
            .enumerate()
            .map(|(at, own_takes)| (id(&format!("p{at}")), own(own_takes)))
            .collect()
    }

    #[test]
    fn the_nearest_choices_are_measured() {
        let order: Vec<ChoiceId> = ["a", "b", "c", "d", "e"].map(id).to_vec();
        let of = |all: &[&[&str]]| distance(&takes(all), Some(&order));
        assert_eq!(of(&[&["a"], &["e"]]), Distance::Steps(4));
        assert_eq!(of(&[&["a", "c"], &["d", "e"]]), Distance::Steps(1));
        assert_eq!(of(&[&["a", "e"], &["c"], &["d"]]), Distance::Steps(2));
        assert_eq!(of(&[&["a", "b"], &["b"]]), Distance::Common(vec![id("b")]));
        assert_eq!(of(&[&["a"], &["x"]]), Distance::Apart);
        assert_eq!(of(&[&["a"], &[]]), Distance::NotKnown(vec![id("p1")]));
        assert_eq!(distance(&takes(&[&["a"], &["b"]]), None), Distance::Apart);
    }

    #[test]
    fn words_without_terms_are_no_distance() {
        let mut both = takes(&[&["a"], &[]]);
        both[1].1.push(None);
        assert_eq!(distance(&both, None), Distance::NoTerms);
    }
}
