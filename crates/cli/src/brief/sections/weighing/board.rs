//! The position matrix as the engine takes it: issues and choices by number, with the way back to
//! the words that each cell rests on.

use std::collections::BTreeSet;

use model::{ActorId, Attitude, ChoiceId, Evidence, IssueId};
use weigh::packages::{Known, Preference, Range, StatusQuo, Told, Weights, Wishes};
use weigh::{Agenda, Exact, IssueState, Link, Parts, RedLine};

use crate::brief::material::Material;
use crate::brief::tree::Cite;

/// One issue on which at least two parties have spoken for themselves.
pub(super) struct Row<'a> {
    /// What is known of it.
    pub(super) state: &'a IssueState,
    /// Its choices: those that somebody named, and parts of them.
    pub(super) choices: Vec<ChoiceId>,
}

/// Everything that is weighed.
pub(super) struct Board<'a> {
    pub(super) material: &'a Material<'a>,
    parts: &'a Parts,
    pub(super) rows: Vec<Row<'a>>,
    /// What evidence numbers above those of the positions stand for.
    entries: Vec<&'a Evidence>,
}

/// What a party says of a choice.
pub(super) struct Said {
    pub(super) attitude: Attitude,
    /// The larger choice of which it takes this as a part.
    pub(super) within: Option<ChoiceId>,
    /// Places in the list of positions.
    pub(super) positions: Vec<usize>,
}

impl<'a> Board<'a> {
    pub(super) fn new(
        material: &'a Material<'a>,
        states: &'a [IssueState],
        parts: &'a Parts,
    ) -> Self {
        let spoken = |state: &IssueState| {
            let known = state.cells.iter().filter(|cell| cell.choice.is_some());
            known.map(|cell| &cell.party).collect::<BTreeSet<_>>().len() >= 2
        };
        let rows = states
            .iter()
            .filter(|state| spoken(state))
            .map(|state| {
                let mut choices: BTreeSet<&ChoiceId> =
                    state.cells.iter().filter_map(|cell| cell.choice.as_ref()).collect();
                for (part, wholes) in parts.of(&state.issue) {
                    if wholes.iter().any(|whole| choices.contains(whole)) {
                        choices.insert(part);
                    }
                }
                Row { state, choices: choices.into_iter().cloned().collect() }
            })
            .collect();
        Self { material, parts, rows, entries: Vec::new() }
    }

    /// The same material and parts without any issue.
    pub(super) fn empty(of: &Self) -> Self {
        Self { material: of.material, parts: of.parts, rows: Vec::new(), entries: Vec::new() }
    }

    /// Whose yes to a choice depends on something.
    pub(super) fn conditions(&self, row: &Row<'_>, choice: &ChoiceId) -> Option<String> {
        let cells = row.state.cells.iter();
        let names: Vec<String> = cells
            .filter(|cell| cell.choice.as_ref() == Some(choice) && cell.conditional)
            .map(|cell| self.material.naming.actor(&cell.party))
            .collect();
        (!names.is_empty()).then(|| format!("on a condition: {}", names.join(", ")))
    }

    /// What a party says of a choice, itself or as a part of a larger one.
    pub(super) fn said(&self, row: &Row<'_>, party: &ActorId, choice: &ChoiceId) -> Said {
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
    pub(super) fn wants(&self, row: &Row<'_>, party: &ActorId) -> (Vec<String>, Vec<usize>) {
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

    pub(super) fn choice(&self, row: &Row<'_>, choice: &ChoiceId) -> String {
        format!("({})", self.material.naming.choice(&row.state.issue, choice))
    }

    /// The places of evidence numbers, each once, a few of them.
    pub(super) fn cites(&self, evidence: &[usize]) -> Vec<Cite> {
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

    fn note(&mut self, evidence: &'a Evidence) -> Vec<usize> {
        self.entries.push(evidence);
        vec![self.material.positions.len() + self.entries.len() - 1]
    }

    /// The question that the engine answers: attitudes, and what the dossier tells of worth.
    pub(super) fn agenda(&mut self) -> Agenda {
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
            reading: weigh::packages::Reading::default(),
            least: weigh::packages::Least::Accepts,
        }
    }

    /// Numbers of the dossier where it has one for each choice, else attitudes.
    fn preference(&self, row: &Row<'_>, party: &ActorId) -> Preference {
        let entered = self
            .material
            .talks
            .into_iter()
            .flat_map(|talks| &talks.preferences)
            .find(|one| one.party == *party && one.issue == row.state.issue)
            .filter(|one| self.material.was_known(None, &one.evidence));
        let ranges: Option<Vec<Range>> = entered.and_then(|one| {
            let worth = |choice: &ChoiceId| {
                let (_, range) = one.values.iter().find(|(known, _)| known == choice)?;
                exact(range)
            };
            row.choices.iter().map(worth).collect()
        });
        let known = ranges.map_or_else(
            || {
                let told = |choice: &ChoiceId| {
                    let said = self.said(row, party, choice);
                    Told { attitude: said.attitude, evidence: said.positions }
                };
                Known::Attitudes(row.choices.iter().map(told).collect())
            },
            Known::Ranges,
        );
        Preference { known, evidence: Vec::new() }
    }

    fn weights(&self, party: &ActorId) -> Weights {
        let talks = self.material.talks;
        let weight = |row: &Row<'_>| {
            let mut all = talks.into_iter().flat_map(|talks| &talks.preferences);
            let one = all.find(|one| one.party == *party && one.issue == row.state.issue)?;
            exact(one.weight.as_ref()?)
        };
        let each: Vec<Option<Range>> = self.rows.iter().map(weight).collect();
        if each.iter().all(Option::is_none) { Weights::Unknown } else { Weights::Each(each) }
    }

    fn status_quo(&self, row: &Row<'_>) -> StatusQuo {
        let mut all = self.material.talks.into_iter().flat_map(|talks| &talks.status_quo);
        let named = all.find(|one| one.issue == row.state.issue);
        let choice =
            named.and_then(|one| row.choices.iter().position(|choice| *choice == one.choice));
        choice.map_or(StatusQuo::Nought, StatusQuo::Choice)
    }

    fn red_lines(&mut self) -> Vec<RedLine> {
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

    fn links(&mut self) -> Vec<Link> {
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

fn at(choices: &[ChoiceId], wanted: &ChoiceId) -> Option<usize> {
    choices.iter().position(|choice| choice == wanted)
}

/// Digits of the dossier, exactly.
fn exact(range: &model::preference::Range) -> Option<Range> {
    let number = |text: &str| text.parse::<Exact>().ok();
    Some(Range { low: number(&range.low)?, high: number(&range.high)? })
}
