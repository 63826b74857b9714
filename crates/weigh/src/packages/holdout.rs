//! For each issue left out of a package: what stands against each of its choices, whose it is, and on
//! what evidence.

use super::judge::{Brings, Judges};
use super::{Agenda, Known, Least, Package, StatusQuo};
use crate::space::Choice;
use crate::tagged::Evidence;
use model::Attitude;

/// One thing that stands against one choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A party has a red line here.
    RedLine {
        /// Whose.
        party: usize,
        /// What it rests on.
        evidence: Evidence,
    },
    /// A party's attitude to this choice is not known, and so does not count for it.
    NotKnown {
        /// Whose.
        party: usize,
        /// What is known of it, if anything.
        evidence: Evidence,
    },
    /// With this choice the party may end up worse off, and what else is in the package does not
    /// surely make good for it.
    Loses {
        /// Who.
        party: usize,
        /// What its values rest on.
        evidence: Evidence,
    },
    /// A link is not met by the rest of the package.
    Link {
        /// The place of the link.
        link: usize,
        /// What it rests on.
        evidence: Evidence,
    },
    /// This is what holds while the issue is left open.
    StatusQuo,
}

/// One choice that is not in the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Without {
    /// The choice.
    pub choice: Choice,
    /// What stands against it; never empty.
    pub obstacles: Vec<Obstacle>,
}

/// One issue that is left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The issue.
    pub issue: usize,
    /// All its choices.
    pub choices: Vec<Without>,
}

impl Obstacle {
    /// Who holds out, if it is a party.
    pub fn party(&self, agenda: &Agenda) -> Option<usize> {
        match self {
            Self::RedLine { party, .. }
            | Self::NotKnown { party, .. }
            | Self::Loses { party, .. } => Some(*party),
            Self::Link { link, .. } => agenda.links.get(*link).and_then(|link| link.party),
            Self::StatusQuo => None,
        }
    }
}

/// Every issue that the package leaves open, and why none of its choices can be added.
pub(super) fn left_out(agenda: &Agenda, judges: &Judges, package: &Package) -> Vec<LeftOut> {
    let open = package.iter().enumerate().filter(|(_, choice)| choice.is_none());
    open.map(|(issue, _)| {
        let size = agenda.choices.get(issue).copied().unwrap_or_default();
        let choices = (0..size)
            .map(|choice| Without {
                choice,
                obstacles: against(agenda, judges, package, issue, choice),
            })
            .collect();
        LeftOut { issue, choices }
    })
    .collect()
}

fn against(
    agenda: &Agenda,
    judges: &Judges,
    package: &Package,
    issue: usize,
    choice: Choice,
) -> Vec<Obstacle> {
    let mut with = package.clone();
    if let Some(place) = with.get_mut(issue) {
        *place = Some(choice);
    }
    let mut out = Vec::new();
    if agenda.status_quo.get(issue) == Some(&StatusQuo::Choice(choice)) {
        out.push(Obstacle::StatusQuo);
    }
    for party in 0..agenda.parties.len() {
        let mut own = judges.0.iter().filter(|judge| judge.party == party);
        let ruled = own.clone().any(|judge| {
            judge.brings.get(issue).and_then(|row| row.get(choice)) == Some(&Brings::Ruled)
        });
        let fails = own.any(|judge| {
            let sum = judge.of(&with);
            !(if agenda.least == Least::Accepts { sum.accepts() } else { sum.gains() })
        });
        let (evidence, unknown) = evidence(agenda, party, issue, choice, ruled);
        if ruled {
            out.push(Obstacle::RedLine { party, evidence });
        } else if fails && unknown {
            out.push(Obstacle::NotKnown { party, evidence });
        } else if fails {
            out.push(Obstacle::Loses { party, evidence });
        }
    }
    for (at, link) in agenda.links.iter().enumerate() {
        // Also a link of another issue, which was met while this one was left open.
        let taken = with.get(link.issue).copied().flatten();
        let triggered = taken.is_some_and(|taken| link.options.contains(&taken));
        let holds = match (
            with.get(link.requires_issue).copied().flatten(),
            agenda.status_quo.get(link.requires_issue),
        ) {
            (Some(taken), _) => link.requires_options.contains(&taken),
            (None, Some(StatusQuo::Choice(same))) => link.requires_options.contains(same),
            _ => false,
        };
        if triggered && !holds {
            out.push(Obstacle::Link { link: at, evidence: link.evidence.clone() });
        }
    }
    out
}

/// What a party's stance on a choice rests on, and whether it is "not known".
fn evidence(
    agenda: &Agenda,
    party: usize,
    issue: usize,
    choice: Choice,
    ruled: bool,
) -> (Evidence, bool) {
    let mut evidence = Evidence::new();
    let mut unknown = false;
    let lines = agenda.red_lines.iter();
    for line in lines.filter(|line| (line.party, line.issue, line.choice) == (party, issue, choice))
    {
        evidence.extend(&line.evidence);
    }
    if let Some(own) = agenda.parties.get(party).and_then(|wishes| wishes.preferences.get(issue)) {
        match &own.known {
            Known::Attitudes(told) => {
                if let Some(told) = told.get(choice) {
                    unknown = told.attitude == Attitude::NotKnown;
                    if !ruled || told.attitude == Attitude::Refuses {
                        evidence.extend(&told.evidence);
                    }
                }
            }
            _ if ruled => {}
            _ => evidence.extend(&own.evidence),
        }
    }
    evidence.sort_unstable();
    evidence.dedup();
    (evidence, unknown)
}
