//! Changes of one party on one choice, and towards whom they lead.

use std::collections::BTreeSet;

use model::{ActorId, ChoiceId, IssueId};

use super::standing::{Standing, Stood};

/// One party stands elsewhere on one choice than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// On what.
    pub issue: IssueId,
    /// Who.
    pub party: ActorId,
    /// Which choice; `None`: words that do not tell which.
    pub choice: Option<ChoiceId>,
    /// Where it stood.
    pub before: Standing,
    /// Where it stands.
    pub after: Standing,
    /// Who sought what is no longer refused, or refused what is no longer sought.
    pub towards: Vec<ActorId>,
    /// Who sought what is no longer granted, or refused what is sought now.
    pub away_from: Vec<ActorId>,
    /// Whether somebody else wanted or accepted it before.
    pub was_sought: bool,
    /// The positions that show where it stood, latest first; empty if nothing was known.
    pub positions_before: Vec<usize>,
    /// The positions that show where it stands.
    pub positions_after: Vec<usize>,
}

/// What kinds of change there are. One change can be of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Towards another.
    Concession,
    /// Away from another.
    Hardening,
    /// Asks for what it was not known to ask for.
    NewDemand,
    /// Does not ask any more, nor accept: given up, or turned into a no.
    DemandDropped,
    /// Takes what it refused, had given up, or was not known to take.
    NewAcceptance,
    /// Does not accept any more.
    AcceptanceDropped,
    /// Says no where it did not, or was not known to.
    NewRefusal,
    /// Does not say no any more.
    RefusalDropped,
    /// Refuses or gave up what it wanted or accepted, and what another sought.
    WithdrawnOffer,
    /// From asking for it to being able to live with it, or to having agreed. No step by itself.
    FromWantsToAccepts,
    /// The reverse.
    FromAcceptsToWants,
    /// Something is known that was not: no movement can be told.
    FirstKnown,
    /// Nothing is said any more, in rounds that are looked at by themselves: no movement either.
    NotSaidAgain,
    /// Its words contradict each other now, or did before: no movement can be told.
    Unclear,
}

/// A choice that all parties wanted or accepted at one of the dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// The issue.
    pub issue: IssueId,
    /// The choice.
    pub choice: Option<ChoiceId>,
    /// Whose change made the difference.
    pub by: Vec<ActorId>,
    /// The positions that show common ground at the one date and its absence at the other.
    pub positions: Vec<usize>,
}

impl Change {
    /// Whether both standings are known and differ in more than firmness.
    pub fn moves(&self) -> bool {
        let (before, after) = (self.before.yes(), self.after.yes());
        before.is_some() && after.is_some() && before != after
    }

    /// What kinds of change it is; never empty.
    pub fn kinds(&self) -> BTreeSet<Kind> {
        use Standing::{Accepts, GivenUp, NotKnown, Refuses, Unclear, Wants};
        let mut kinds = BTreeSet::new();
        let mut add = |wanted: bool, kind| wanted.then(|| kinds.insert(kind));
        let (before, after) = (self.before, self.after);
        add(!self.towards.is_empty(), Kind::Concession);
        add(!self.away_from.is_empty(), Kind::Hardening);
        add(before == NotKnown, Kind::FirstKnown);
        add(after == NotKnown, Kind::NotSaidAgain);
        add((before, after) == (Wants, Accepts), Kind::FromWantsToAccepts);
        add((before, after) == (Accepts, Wants), Kind::FromAcceptsToWants);
        if before == Unclear || after == Unclear {
            add(true, Kind::Unclear);
            return kinds;
        }
        let no_longer = matches!(after, Refuses | GivenUp);
        add(after == Wants && before != Accepts, Kind::NewDemand);
        add(after == Accepts && before != Wants, Kind::NewAcceptance);
        add(after == Refuses, Kind::NewRefusal);
        add(before == Wants && no_longer, Kind::DemandDropped);
        add(before == Accepts && no_longer, Kind::AcceptanceDropped);
        add(before == Refuses && after != NotKnown, Kind::RefusalDropped);
        add(before.says_yes() && no_longer && self.was_sought, Kind::WithdrawnOffer);
        kinds
    }
}

/// Every change, by issue, party and choice.
pub(super) fn changes(then: &Stood, now: &Stood, parties: &[ActorId]) -> Vec<Change> {
    let issues: BTreeSet<&IssueId> = then.issues().chain(now.issues()).collect();
    let mut out = Vec::new();
    for issue in issues {
        let mut choices = then.choices(issue);
        choices.extend(now.choices(issue));
        for party in parties {
            for choice in &choices {
                out.extend(change(then, now, issue, party, choice.as_ref(), parties));
            }
        }
    }
    out
}

fn change(
    then: &Stood,
    now: &Stood,
    issue: &IssueId,
    party: &ActorId,
    choice: Option<&ChoiceId>,
    parties: &[ActorId],
) -> Option<Change> {
    let (old, new) = (then.stand(issue, party, choice), now.stand(issue, party, choice));
    let standing = |stood: &Stood, who| stood.standing(issue, who, choice);
    let (before, after) = (standing(then, party), standing(now, party));
    if before == after {
        return None;
    }
    let (mut towards, mut away_from) = (Vec::new(), Vec::new());
    let others = || parties.iter().filter(|other| *other != party);
    for other in others() {
        // Who changed sides meanwhile is no mark: the two may have passed each other.
        let either = [standing(then, other), standing(now, other)];
        let seeks = either.iter().any(|standing| standing.says_yes());
        let refuses = either.contains(&Standing::Refuses);
        let step = match (before.yes(), after.yes()) {
            (Some(before), Some(after)) if seeks != refuses => after - before,
            _ => 0,
        };
        match if seeks { step } else { said_no(before, after, step) } {
            1.. => towards.push(other.clone()),
            0 => {}
            ..0 => away_from.push(other.clone()),
        }
    }
    let positions = |stand: Option<&super::standing::Stand>| {
        stand.map(|stand| stand.positions.clone()).unwrap_or_default()
    };
    Some(Change {
        issue: issue.clone(),
        party: party.clone(),
        choice: choice.cloned(),
        before,
        after,
        towards,
        away_from,
        was_sought: others().any(|other| standing(then, other).says_yes()),
        positions_before: positions(old),
        positions_after: positions(new),
    })
}

/// Seen by a party that refuses it: less of a yes is a step towards it. Between a no and nothing
/// any more there is none.
fn said_no(before: Standing, after: Standing, step: i8) -> i8 {
    if before.says_yes() || after.says_yes() { -step } else { 0 }
}

/// What was common ground and is no more, and the reverse.
pub(super) fn agreed(then: &Stood, now: &Stood, parties: &[ActorId]) -> (Vec<Agreed>, Vec<Agreed>) {
    (lost(then, now, parties), lost(now, then, parties))
}

/// Choices that all say yes to in `with`, and that somebody is known not to in `without`.
fn lost(with: &Stood, without: &Stood, parties: &[ActorId]) -> Vec<Agreed> {
    let mut out = Vec::new();
    if parties.len() < 2 {
        return out;
    }
    for issue in with.issues() {
        for choice in with.choices(issue) {
            let choice = choice.as_ref();
            let yes = |stood: &Stood, party| stood.standing(issue, party, choice).says_yes();
            if !parties.iter().all(|party| yes(with, party)) {
                continue;
            }
            let by: Vec<ActorId> = parties
                .iter()
                .filter(|party| {
                    let other = without.standing(issue, party, choice);
                    matches!(other, Standing::Refuses | Standing::GivenUp)
                })
                .cloned()
                .collect();
            if by.is_empty() {
                continue;
            }
            let of = |stood: &Stood, parties: &[ActorId]| -> Vec<usize> {
                let stands = parties.iter().filter_map(|party| stood.stand(issue, party, choice));
                stands.flat_map(|stand| stand.positions.clone()).collect()
            };
            let positions: BTreeSet<usize> =
                of(with, parties).into_iter().chain(of(without, &by)).collect();
            out.push(Agreed {
                issue: issue.clone(),
                choice: choice.cloned(),
                by,
                positions: positions.into_iter().collect(),
            });
        }
    }
    out
}
