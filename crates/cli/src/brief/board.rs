//! The position matrix as the engine takes it: issues and choices by number, with the way back to
//! the words that each cell rests on.

use std::borrow::Cow;
use std::collections::BTreeSet;

use model::preference::Preference as Entered;
use model::{ActorId, Attitude, ChoiceId, Evidence, IssueId};
use weigh::packages::{Known, Preference, Range, StatusQuo, Told, Weights, Wishes};
use weigh::{Agenda, Exact, IssueState, Link, Parts, RedLine};

use crate::brief::material::Material;
use crate::brief::tree::Cite;

/// One issue on which of at least two parties something is known: their own words, or what the
/// dossier tells of worth.
pub(crate) struct Row<'a> {
    /// What is known of it.
    pub(crate) state: Cow<'a, IssueState>,
    /// Its choices: those that somebody named, and parts of them.
    pub(crate) choices: Vec<ChoiceId>,
}

/// Everything that is weighed.
pub(crate) struct Board<'a> {
    pub(crate) material: &'a Material<'a>,
    parts: &'a Parts,
    pub(crate) rows: Vec<Row<'a>>,
    /// What evidence numbers above those of the positions stand for.
    entries: Vec<&'a Evidence>,
}

/// What a party says of a choice.
pub(crate) struct Said {
    pub(crate) attitude: Attitude,
    /// The larger choice of which it takes this as a part.
    pub(crate) within: Option<ChoiceId>,
    /// Places in the list of positions.
    pub(crate) positions: Vec<usize>,
}

impl<'a> Board<'a> {
    pub(crate) fn new(
        material: &'a Material<'a>,
        states: &'a [IssueState],
        parts: &'a Parts,
    ) -> Self {
        let mut known: Vec<Cow<'a, IssueState>> = states.iter().map(Cow::Borrowed).collect();
        let mut more: BTreeSet<&IssueId> = told(material).map(|one| &one.issue).collect();
        more.retain(|issue| states.iter().all(|state| state.issue != **issue));
        known.extend(more.into_iter().map(|issue| {
            Cow::Owned(IssueState {
                issue: issue.clone(),
                cells: Vec::new(),
                said_of: Vec::new(),
                verdicts: Vec::new(),
            })
        }));
        known.sort_by(|a, b| a.issue.cmp(&b.issue));
        let rows = known.into_iter().filter_map(|state| row(material, state, parts)).collect();
        Self { material, parts, rows, entries: Vec::new() }
    }

    /// The same material and parts without any issue.
    pub(crate) fn empty(of: &Self) -> Self {
        Self { material: of.material, parts: of.parts, rows: Vec::new(), entries: Vec::new() }
    }

    /// Whose yes to a choice depends on something.
    pub(crate) fn conditions(&self, row: &Row<'_>, choice: &ChoiceId) -> Option<String> {
        let cells = row.state.cells.iter();
        let names: Vec<String> = cells
            .filter(|cell| cell.choice.as_ref() == Some(choice) && cell.conditional)
            .map(|cell| self.material.naming.actor(&cell.party))
            .collect();
        (!names.is_empty()).then(|| format!("on a condition: {}", names.join(", ")))
    }

    /// What a party says of a choice, itself or as a part of a larger one.
    pub(crate) fn said(&self, row: &Row<'_>, party: &ActorId, choice: &ChoiceId) -> Said {
        let cell = |choice: &ChoiceId| {
            let mut cells = row.state.cells.iter();
            cells.find(|cell| cell.party == *party && cell.choice.as_ref() == Some(choice))
        };
        if let Some(own) = cell(choice) {
            let (attitude, positions) = (own.attitude, own.positions.clone());
            return Said { attitude, within: None, positions };
        }
        let yes = |attitude| matches!(attitude, Attitude::Wants | Attitude::Accepts);
        let wholes = self.parts.of(&row.state.issue).filter(|(part, _)| *part == choice);
        let taken = wholes.flat_map(|(_, wholes)| wholes).find_map(|whole| {
            cell(whole).filter(|cell| yes(cell.attitude)).map(|cell| (whole, cell))
        });
        match taken {
            Some((whole, cell)) => Said {
                attitude: Attitude::Accepts,
                within: Some(whole.clone()),
                positions: cell.positions.clone(),
            },
            None => Said { attitude: Attitude::NotKnown, within: None, positions: Vec::new() },
        }
    }

    /// What a party wants on an issue, in words, and where that stands.
    pub(crate) fn wants(&self, row: &Row<'_>, party: &ActorId) -> (Vec<String>, Vec<usize>) {
        let mut names = Vec::new();
        let mut positions = Vec::new();
        let own = row.state.cells.iter().filter(|cell| cell.party == *party);
        for cell in own.filter(|cell| cell.attitude == Attitude::Wants) {
            if let Some(choice) = &cell.choice {
                names.push(self.choice(row, choice));
                positions.extend(&cell.positions);
            }
        }
        (names, positions)
    }

    pub(crate) fn choice(&self, row: &Row<'_>, choice: &ChoiceId) -> String {
        format!("({})", self.material.naming.choice(&row.state.issue, choice))
    }

    /// The places of evidence numbers, each once, a few of them.
    pub(crate) fn cites(&self, evidence: &[usize]) -> Vec<Cite> {
        let place = |at: &usize| {
            let positions = &self.material.positions;
            let stands = positions.get(*at).map(|position| &position.evidence);
            let entry = || self.entries.get(at.checked_sub(positions.len())?).copied();
            self.material.cite(stands.or_else(entry)?)
        };
        self.material.witnesses(evidence.iter().filter_map(place))
    }

    /// The place of an issue among the rows.
    fn row_of(&self, issue: &IssueId) -> Option<usize> {
        self.rows.iter().position(|row| row.state.issue == *issue)
    }

    /// What the dossier ties to an issue on which too little is known to weigh it.
    pub(crate) fn left_aside(&self) -> Vec<String> {
        let material = self.material;
        let name = |issue: &IssueId| material.naming.issue(issue);
        let known = |issue: &IssueId| self.row_of(issue).is_some();
        let links = material.talks.into_iter().flat_map(|talks| &talks.links);
        let links = links.filter(|link| {
            material.was_known(None, &link.evidence) && known(&link.issue) != known(&link.needs)
        });
        links
            .map(|link| {
                format!(
                    "The link of {} to {} was left aside: of one of them too little is known to weigh it.",
                    name(&link.issue),
                    name(&link.needs)
                )
            })
            .collect()
    }

    fn note(&mut self, evidence: &'a Evidence) -> Vec<usize> {
        self.entries.push(evidence);
        vec![self.material.positions.len() + self.entries.len() - 1]
    }

    /// The question that the engine answers: attitudes, and what the dossier tells of worth.
    pub(crate) fn agenda(&mut self) -> Agenda {
        let material = self.material;
        let parties: Vec<Wishes> = material
            .parties
            .iter()
            .map(|party| Wishes {
                name: material.naming.actor(party),
                preferences: self.rows.iter().map(|row| self.preference(row, party)).collect(),
                weights: self.weights(party),
            })
            .collect();
        let status_quo = self.rows.iter().map(|row| self.status_quo(row)).collect();
        let choices = self.rows.iter().map(|row| row.choices.len()).collect();
        let (red_lines, links) = (self.red_lines(), self.links());
        Agenda {
            choices,
            parties,
            status_quo,
            red_lines,
            links,
            reading: material.attitudes.clone(),
            least: weigh::packages::Least::Accepts,
        }
    }

    /// What the dossier tells of a party's worths on an issue.
    pub(crate) fn entered(&self, row: &Row<'_>, party: &ActorId) -> Option<&'a Entered> {
        told(self.material).find(|one| one.party == *party && one.issue == row.state.issue)
    }

    /// The number or range that the dossier gives for each choice; `None` unless it has all.
    pub(crate) fn worths(&self, row: &Row<'_>, party: &ActorId) -> Option<Vec<Range>> {
        let entered = self.entered(row, party)?;
        let worth = |choice: &ChoiceId| {
            let (_, range) = entered.values.iter().find(|(known, _)| known == choice)?;
            exact(range)
        };
        row.choices.iter().map(worth).collect()
    }

    /// The place of each choice in the order that the dossier gives; `None` unless it has all.
    pub(crate) fn ranks(&self, row: &Row<'_>, party: &ActorId) -> Option<Vec<usize>> {
        let order = &self.entered(row, party)?.order;
        let place = |choice: &ChoiceId| order.iter().position(|step| step.contains(choice));
        row.choices.iter().map(place).collect()
    }

    /// Numbers or an order of the dossier where it has all choices, else attitudes.
    fn preference(&self, row: &Row<'_>, party: &ActorId) -> Preference {
        let told = |choice: &ChoiceId| {
            let said = self.said(row, party, choice);
            Told { attitude: said.attitude, evidence: said.positions }
        };
        let yes = |attitude| matches!(attitude, Attitude::Wants | Attitude::Accepts);
        let known = if let Some(ranges) = self.worths(row, party) {
            Known::Ranges(ranges)
        } else if let Some(places) = self.ranks(row, party) {
            // What it says yes to is no worse than leaving the issue open, and so is what it likes more.
            let choices = row.choices.iter().zip(&places);
            let taken = choices.filter(|(choice, _)| yes(self.said(row, party, choice).attitude));
            let acceptable = taken.map(|(_, place)| *place).max();
            Known::Ranks { places, acceptable }
        } else {
            Known::Attitudes(row.choices.iter().map(told).collect())
        };
        Preference { known, evidence: Vec::new() }
    }

    /// Weight times worth of each choice, the middle of ranges; `None` unless both are entered.
    pub(crate) fn worth_in_all(&self, row: &Row<'_>, party: &ActorId) -> Option<Vec<Exact>> {
        let weight = middle(&self.weight(row, party)?);
        let worths = self.worths(row, party)?;
        Some(worths.iter().map(|range| &middle(range) * &weight).collect())
    }

    /// What a party has without a deal, if the dossier tells it, and on what that rests.
    pub(crate) fn reserve(&mut self, party: &ActorId) -> Option<(Exact, Vec<usize>)> {
        let material = self.material;
        let mut all = material.talks.into_iter().flat_map(|talks| &talks.reserves);
        let one = all.find(|one| one.party == *party && material.was_known(None, &one.evidence))?;
        Some((one.value.parse().ok()?, self.note(&one.evidence)))
    }

    /// How much an issue matters to a party, if somebody told.
    pub(crate) fn weight(&self, row: &Row<'_>, party: &ActorId) -> Option<Range> {
        exact(self.entered(row, party)?.weight.as_ref()?)
    }

    fn weights(&self, party: &ActorId) -> Weights {
        let each: Vec<Option<Range>> =
            self.rows.iter().map(|row| self.weight(row, party)).collect();
        if each.iter().all(Option::is_none) { Weights::Unknown } else { Weights::Each(each) }
    }

    /// The choice that is in force as long as nothing is agreed.
    pub(crate) fn in_force(&self, row: &Row<'_>) -> Option<usize> {
        let mut all = self.material.talks.into_iter().flat_map(|talks| &talks.status_quo);
        let named = all.find(|one| one.issue == row.state.issue)?;
        let known = self.material.was_known(None, &named.evidence);
        row.choices.iter().position(|choice| *choice == named.choice).filter(|_| known)
    }

    /// What leaving an issue open is worth to a party, if somebody told.
    pub(crate) fn left_open(&self, row: &Row<'_>, party: &ActorId) -> Option<Range> {
        exact(self.entered(row, party)?.open.as_ref()?)
    }

    fn status_quo(&self, row: &Row<'_>) -> StatusQuo {
        if let Some(choice) = self.in_force(row) {
            return StatusQuo::Choice(choice);
        }
        let told: Vec<Option<Range>> =
            self.material.parties.iter().map(|party| self.left_open(row, party)).collect();
        if told.iter().all(Option::is_none) {
            return StatusQuo::Nought;
        }
        let nought = || Range::whole(0, 0);
        StatusQuo::Worth(told.into_iter().map(|range| range.unwrap_or_else(nought)).collect())
    }

    pub(crate) fn red_lines(&mut self) -> Vec<RedLine> {
        let material = self.material;
        let mut out = Vec::new();
        for line in material.talks.into_iter().flat_map(|talks| &talks.red_lines) {
            let Some(party) = material.parties.iter().position(|party| *party == line.party) else {
                continue;
            };
            let Some(issue) = self.row_of(&line.issue) else { continue };
            if !material.was_known(None, &line.evidence) {
                continue;
            }
            let evidence = self.note(&line.evidence);
            let Some(row) = self.rows.get(issue) else { continue };
            for choice in line.choices.iter().filter_map(|c| at(&row.choices, c)) {
                out.push(RedLine { party, issue, choice, evidence: evidence.clone() });
            }
        }
        out
    }

    pub(crate) fn links(&mut self) -> Vec<Link> {
        let material = self.material;
        let mut out = Vec::new();
        for link in material.talks.into_iter().flat_map(|talks| &talks.links) {
            let (Some(issue), Some(needs)) = (self.row_of(&link.issue), self.row_of(&link.needs))
            else {
                continue;
            };
            if !material.was_known(None, &link.evidence) {
                continue;
            }
            let evidence = self.note(&link.evidence);
            let number = |row: usize, choices: &[ChoiceId]| -> Vec<usize> {
                let Some(row) = self.rows.get(row) else { return Vec::new() };
                choices.iter().filter_map(|choice| at(&row.choices, choice)).collect()
            };
            out.push(Link {
                party: link
                    .party
                    .as_ref()
                    .and_then(|of| material.parties.iter().position(|party| party == of)),
                issue,
                options: number(issue, &link.choices),
                requires_issue: needs,
                requires_options: number(needs, &link.any_of),
                evidence,
            });
        }
        out
    }
}

/// What the dossier tells of the parties' worths, as far as it was known on the day.
fn told<'a>(material: &Material<'a>) -> impl Iterator<Item = &'a Entered> {
    let all = material.talks.into_iter().flat_map(|talks| &talks.preferences);
    let known = all.filter(|one| material.was_known(None, &one.evidence));
    known.filter(|one| material.parties.contains(&one.party)).collect::<Vec<_>>().into_iter()
}

/// The issue, if of at least two parties something is known.
fn row<'a>(
    material: &'a Material<'a>,
    state: Cow<'a, IssueState>,
    parts: &'a Parts,
) -> Option<Row<'a>> {
    let spoken = state.cells.iter().filter(|cell| cell.choice.is_some());
    let mut choices: BTreeSet<&ChoiceId> =
        state.cells.iter().filter_map(|cell| cell.choice.as_ref()).collect();
    let mut parties: BTreeSet<&ActorId> = spoken.map(|cell| &cell.party).collect();
    for one in told(material).filter(|one| one.issue == state.issue) {
        parties.insert(&one.party);
        choices.extend(one.values.iter().map(|(choice, _)| choice));
        choices.extend(one.order.iter().flatten());
    }
    let lines = material.talks.into_iter().flat_map(|talks| &talks.red_lines);
    choices.extend(lines.filter(|one| one.issue == state.issue).flat_map(|one| &one.choices));
    for link in material.talks.into_iter().flat_map(|talks| &talks.links) {
        choices.extend(link.choices.iter().filter(|_| link.issue == state.issue));
        choices.extend(link.any_of.iter().filter(|_| link.needs == state.issue));
    }
    let today = material.talks.into_iter().flat_map(|talks| &talks.status_quo);
    choices.extend(today.filter(|one| one.issue == state.issue).map(|one| &one.choice));
    for (part, wholes) in parts.of(&state.issue) {
        if wholes.iter().any(|whole| choices.contains(whole)) {
            choices.insert(part);
        }
    }
    let known = parties.len() >= 2;
    let choices = choices.into_iter().cloned().collect();
    known.then_some(Row { state, choices })
}

fn at(choices: &[ChoiceId], wanted: &ChoiceId) -> Option<usize> {
    choices.iter().position(|choice| choice == wanted)
}

/// The number halfway between the ends.
pub(crate) fn middle(range: &Range) -> Exact {
    if range.low == range.high {
        return range.low.clone();
    }
    (&range.low + &range.high).over(&Exact::from(2)).unwrap_or_default()
}

/// Digits of the dossier, exactly.
fn exact(range: &model::preference::Range) -> Option<Range> {
    let number = |text: &str| text.parse::<Exact>().ok();
    Some(Range { low: number(&range.low)?, high: number(&range.high)? })
}
