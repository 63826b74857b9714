//! What is known of a party's preferences, and how attitudes and ranks are read as numbers.

use model::Attitude;

use super::Agenda;
use crate::number::Exact;
use crate::space::Choice;
use crate::tagged::Evidence;
use crate::work::Stop;

/// All numbers from `low` to `high`, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub low: Exact,
    /// The most.
    pub high: Exact,
}

impl Range {
    /// One number and no other.
    pub fn exactly(number: Exact) -> Self {
        Self { low: number.clone(), high: number }
    }

    /// From one whole number to another.
    pub fn whole(low: i64, high: i64) -> Self {
        Self { low: low.into(), high: high.into() }
    }
}

/// What a refusal means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// A red line: no package has it.
    RedLine,
    /// A loss that can be made good elsewhere.
    Worth(Range),
}

/// What attitudes mean in numbers, where leaving an issue open is worth nought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// For "wants".
    pub wants: Range,
    /// For "accepts".
    pub accepts: Range,
    /// For "refuses".
    pub refuses: Refused,
    /// For "not known".
    pub not_known: Range,
}

impl Default for Reading {
    /// wants = 1; accepts = 0 to 1; refuses = red line; not known = -1 to 1, so that at worst it is
    /// a loss and never speaks for a package.
    fn default() -> Self {
        Self {
            wants: Range::whole(1, 1),
            accepts: Range::whole(0, 1),
            refuses: Refused::RedLine,
            not_known: Range::whole(-1, 1),
        }
    }
}

/// An attitude to one choice, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Wants, accepts, refuses or not known.
    pub attitude: Attitude,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What is known of the values of one issue's choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Only attitudes, one for each choice.
    Attitudes(Vec<Told>),
    /// Only an order: a place for each choice, 0 best, equal places for ties.
    Ranks {
        /// By choice.
        places: Vec<usize>,
        /// The last place that is no worse than leaving the issue open; `None`: not known, so no
        /// choice counts. Not looked at where the status quo is one of the choices.
        acceptable: Option<usize>,
    },
    /// One number for each choice.
    Points(Vec<Exact>),
    /// A range for each choice.
    Ranges(Vec<Range>),
}

/// What is known of one party's values on one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// The values.
    pub known: Known,
    /// What they rest on as a whole; attitudes have their own.
    pub evidence: Evidence,
}

/// How much the issues matter to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weights {
    /// Nothing is known but that every issue matters at least a little.
    Unknown,
    /// One for each issue; `None`: not known, but above nought. A range that starts at nought says
    /// that the issue may not matter at all. No sum is assumed.
    Each(Vec<Option<Range>>),
    /// Whole lists of weights; they, and any mixture of them, are possible. For ranges with a fixed
    /// sum: [`crate::intervals::vertices`].
    Corners(Vec<Vec<Exact>>),
}

/// What holds while an issue is left open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum StatusQuo {
    /// Something that is worth nought to everybody.
    #[default]
    Nought,
    /// One of the choices. To settle the issue by it is the same as leaving it open and is not
    /// counted as settled.
    Choice(Choice),
    /// Something else: what it is worth to each party.
    Worth(Vec<Range>),
}

impl Known {
    fn len(&self) -> usize {
        match self {
            Self::Attitudes(list) => list.len(),
            Self::Ranks { places, .. } => places.len(),
            Self::Points(list) => list.len(),
            Self::Ranges(list) => list.len(),
        }
    }

    fn ranges(&self) -> &[Range] {
        if let Self::Ranges(list) = self { list } else { &[] }
    }
}

/// What a choice gains at worst over leaving the issue open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worst {
    pub(super) gain: Exact,
    /// It is always a little more than that.
    pub(super) more: bool,
}

/// The worst gain of one choice for one party; `None`: the attitude is a red line.
pub(super) fn worst(
    agenda: &Agenda,
    party: usize,
    preference: &Preference,
    issue: usize,
    choice: Choice,
) -> Option<Worst> {
    let quo = agenda.status_quo.get(issue).cloned().unwrap_or_default();
    if let Known::Ranks { places, acceptable } = &preference.known {
        let place = |choice: Choice| places.get(choice).copied();
        let (gain, more) = match &quo {
            StatusQuo::Choice(same) => match place(choice).cmp(&place(*same)) {
                std::cmp::Ordering::Less => (0, true),
                std::cmp::Ordering::Equal => (0, false),
                std::cmp::Ordering::Greater => (-1, false),
            },
            _ if acceptable.is_some_and(|last| place(choice).is_some_and(|at| at <= last)) => {
                (0, false)
            }
            _ => (-1, false),
        };
        return Some(Worst { gain: Exact::from(gain), more });
    }
    let value = |choice: Choice| match &preference.known {
        Known::Attitudes(told) => match told.get(choice).map(|told| told.attitude) {
            Some(Attitude::Wants) => Some(agenda.reading.wants.clone()),
            Some(Attitude::Accepts) => Some(agenda.reading.accepts.clone()),
            Some(Attitude::Refuses) => match &agenda.reading.refuses {
                Refused::RedLine => None,
                Refused::Worth(range) => Some(range.clone()),
            },
            _ => Some(agenda.reading.not_known.clone()),
        },
        Known::Points(list) => list.get(choice).cloned().map(Range::exactly),
        Known::Ranges(list) => list.get(choice).cloned(),
        Known::Ranks { .. } => None,
    };
    let own = value(choice)?;
    let open = match &quo {
        StatusQuo::Nought => Exact::zero(),
        StatusQuo::Worth(by_party) => by_party.get(party)?.high.clone(),
        // A red line against what holds now makes it no better: it is read as nought.
        StatusQuo::Choice(same) => value(*same).map_or_else(Exact::zero, |range| range.high),
    };
    Some(Worst { gain: &own.low - &open, more: false })
}

/// Whether all lists have the length that they must have, and name what is there.
pub(super) fn shapes(agenda: &Agenda) -> Result<(), Stop> {
    let wrong = |what: String| Err(Stop::Mismatch(what));
    let issues = agenda.choices.len();
    let size = |issue: usize| agenda.choices.get(issue).copied().unwrap_or_default();
    if agenda.parties.is_empty() || issues == 0 {
        return wrong("there must be at least one party and one issue".to_owned());
    }
    if agenda.status_quo.len() != issues {
        return wrong(format!(
            "the status quo is given for {} issues of {issues}",
            agenda.status_quo.len()
        ));
    }
    let reading = [&agenda.reading.wants, &agenda.reading.accepts, &agenda.reading.not_known];
    let mut ranges: Vec<&Range> = reading.to_vec();
    if let Refused::Worth(range) = &agenda.reading.refuses {
        ranges.push(range);
    }
    for (issue, quo) in agenda.status_quo.iter().enumerate() {
        match quo {
            StatusQuo::Choice(choice) if *choice >= size(issue) => {
                return wrong(format!("the status quo of issue {} is no choice of it", issue + 1));
            }
            StatusQuo::Worth(list) if list.len() != agenda.parties.len() => {
                return wrong(format!(
                    "the status quo of issue {} is not given for each party",
                    issue + 1
                ));
            }
            StatusQuo::Worth(list) => ranges.extend(list),
            _ => {}
        }
    }
    for party in &agenda.parties {
        if party.preferences.len() != issues {
            return wrong(format!(
                "\"{}\" has preferences on {} issues of {issues}",
                party.name,
                party.preferences.len()
            ));
        }
        for (issue, preference) in party.preferences.iter().enumerate() {
            if preference.known.len() != size(issue) {
                return wrong(format!(
                    "\"{}\" has {} values for the {} choices of issue {}",
                    party.name,
                    preference.known.len(),
                    size(issue),
                    issue + 1
                ));
            }
            ranges.extend(preference.known.ranges());
        }
        weights(party, issues, &mut ranges)?;
    }
    if ranges.iter().any(|range| range.low > range.high) {
        return wrong("a range ends below its start".to_owned());
    }
    named(agenda)
}

fn weights<'a>(
    party: &'a super::Wishes,
    issues: usize,
    ranges: &mut Vec<&'a Range>,
) -> Result<(), Stop> {
    let name = &party.name;
    let (lengths_fit, negative) = match &party.weights {
        Weights::Unknown => (true, false),
        Weights::Each(list) => {
            ranges.extend(list.iter().flatten());
            (list.len() == issues, list.iter().flatten().any(|range| range.low.is_negative()))
        }
        Weights::Corners(lists) => (
            !lists.is_empty() && lists.iter().all(|list| list.len() == issues),
            lists.iter().flatten().any(Exact::is_negative),
        ),
    };
    if !lengths_fit {
        return Err(Stop::Mismatch(format!("\"{name}\" does not have one weight for each issue")));
    }
    if negative {
        return Err(Stop::Mismatch(format!("\"{name}\" has a weight below nought")));
    }
    Ok(())
}

/// Whether red lines and links name what is there.
fn named(agenda: &Agenda) -> Result<(), Stop> {
    let size = |issue: usize| agenda.choices.get(issue).copied().unwrap_or_default();
    let fits = |issue: usize, options: &[Choice]| {
        issue < agenda.choices.len() && options.iter().all(|option| *option < size(issue))
    };
    for (at, line) in agenda.red_lines.iter().enumerate() {
        if !fits(line.issue, &[line.choice]) || line.party >= agenda.parties.len() {
            return Err(Stop::Mismatch(format!("red line {} names what is not there", at + 1)));
        }
    }
    for (at, link) in agenda.links.iter().enumerate() {
        let party = link.party.is_none_or(|party| party < agenda.parties.len());
        let both =
            fits(link.issue, &link.options) && fits(link.requires_issue, &link.requires_options);
        if !both || !party {
            return Err(Stop::Mismatch(format!("link {} names what is not there", at + 1)));
        }
    }
    Ok(())
}
