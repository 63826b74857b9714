//! The largest package that every party takes whatever its weights are, and who holds out on the rest.

use weigh::packages::{Agreed, Obstacle};
use weigh::{Agenda, Work, packages};

use crate::brief::board::{Board, Row};
use crate::brief::tree::{Line, List};
use crate::brief::words::{attitudes_in_words, joined, plural};

/// The heading of what can be settled.
pub(crate) const TOGETHER: &str = "Agreeable together, whatever the weights";
/// Packages that are looked at for other ways of settling the same issues.
const LISTED: usize = 50;

/// Two lists: the package, and the issues that it leaves open.
pub(super) fn lists(board: &Board<'_>, notes: &mut Vec<String>) -> Vec<List> {
    let mut asked = Board::empty(board);
    asked.rows = rows(board);
    let agenda = asked.agenda();
    let found = match packages(&agenda, LISTED, &Work::default()) {
        Ok(found) => found,
        Err(stop) => {
            notes.push(format!("Packages were not worked out: {stop}."));
            return Vec::new();
        }
    };
    let total = match &found.total {
        Ok(total) => total.to_string(),
        Err(stop) => format!("not counted ({stop})"),
    };
    notes.push(reading(&asked, &total, found.settled));
    let Some(first) = found.listed.first() else { return Vec::new() };
    let settled = settled(&asked, first, &found.listed);
    let open = first
        .left_out
        .iter()
        .filter_map(|left| {
            let row = asked.rows.get(left.issue)?;
            let under: Vec<Line> = left
                .choices
                .iter()
                .filter_map(|one| against(&asked, &agenda, row, one.choice, &one.obstacles))
                .collect();
            let cites = under.first().map(|line| line.cites.clone()).unwrap_or_default();
            let name = asked.material.naming.issue(&row.state.issue);
            Some(Line::on(cites).label(name).under(under))
        })
        .collect();
    let none = "There is no issue on which at least two parties spoke and nobody holds out.";
    vec![
        asked.material.list(TOGETHER, none, settled),
        asked.material.list("Left open in it, and who holds out", "Nothing is left open.", open),
    ]
}

fn rows<'a>(board: &Board<'a>) -> Vec<Row<'a>> {
    let copy = |row: &Row<'a>| Row { state: row.state.clone(), choices: row.choices.clone() };
    board.rows.iter().map(copy).collect()
}

fn reading(board: &Board<'_>, total: &str, settled: usize) -> String {
    if settled == 0 {
        return format!(
            "Of {} on which at least two parties spoke for themselves, none can be settled now so that \
             nobody loses.",
            plural(board.rows.len(), "issue")
        );
    }
    format!(
        "Of {} on which at least two parties spoke for themselves, {settled} can be settled together \
         so that nobody loses, whatever weighs how much; packages that settle so many: {total}. \
         Attitudes are read as numbers beside 0 for leaving an issue open: {}{}. “As a part of” is inferred, not \
         said: who takes the larger choice is taken to take what it contains.",
        plural(board.rows.len(), "issue"),
        attitudes_in_words(&board.material.attitudes),
        if board.material.attitudes.not_known.low.is_negative() {
            ", so that silence never counts for a package"
        } else {
            ""
        }
    )
}

/// The issues that the largest package settles, by place of the row; `None` if that was not worked out.
pub(in crate::brief) fn settled_issues(board: &Board<'_>) -> Option<Vec<usize>> {
    let mut asked = Board::empty(board);
    asked.rows = rows(board);
    let found = packages(&asked.agenda(), 1, &Work::default()).ok()?;
    let first = found.listed.first()?;
    let settled = first.package.iter().enumerate().filter(|(_, choice)| choice.is_some());
    Some(settled.map(|(issue, _)| issue).collect())
}

/// A line for each issue of the package, with its other ways.
fn settled(board: &Board<'_>, first: &Agreed, all: &[Agreed]) -> Vec<Line> {
    let mut out = Vec::new();
    for (issue, row) in board.rows.iter().enumerate() {
        if first.package.get(issue).copied().flatten().is_none() {
            continue;
        }
        let mut ways: Vec<usize> =
            all.iter().filter_map(|one| one.package.get(issue).copied().flatten()).collect();
        ways.sort_unstable();
        ways.dedup();
        let count = ways.len();
        for way in ways {
            let Some(choice) = row.choices.get(way) else { continue };
            let mut positions = Vec::new();
            let each: Vec<String> = board
                .material
                .parties
                .iter()
                .map(|party| {
                    let said = board.said(row, party, choice);
                    positions.extend(said.positions.first().copied());
                    let name = board.material.naming.actor(party);
                    match said.within {
                        Some(whole) => {
                            format!("{name} takes it as a part of {}", board.choice(row, &whole))
                        }
                        None => format!("{name} {}", said.attitude.words()),
                    }
                })
                .collect();
            let conditions = board.conditions(row, choice);
            let one_of = if count > 1 { format!("one of {count} ways") } else { String::new() };
            let line = Line::on(board.cites(&positions))
                .label(board.material.naming.issue(&row.state.issue))
                .text(format!("{}: {}", board.choice(row, choice), joined(&each)));
            out.push(line.mark(one_of).marks(conditions));
        }
    }
    out
}

/// What stands against one choice.
fn against(
    board: &Board<'_>,
    agenda: &Agenda,
    row: &Row<'_>,
    choice: usize,
    obstacles: &[Obstacle],
) -> Option<Line> {
    let mut positions = Vec::new();
    let mut each: Vec<String> = Vec::new();
    for obstacle in obstacles {
        let party = obstacle.party(agenda).and_then(|at| board.material.parties.get(at));
        let name = party.map(|party| board.material.naming.actor(party)).unwrap_or_default();
        let words = match obstacle {
            Obstacle::RedLine { evidence, .. } => {
                positions.extend(evidence);
                format!("{name} refuses it")
            }
            Obstacle::NotKnown { .. } => {
                let party = party?;
                let (wants, places) = board.wants(row, party);
                positions.extend(places);
                if wants.is_empty() {
                    format!("of {name} nothing is known")
                } else {
                    format!("{name} wants {} and has not said that it takes this", joined(&wants))
                }
            }
            Obstacle::Loses { evidence, .. } => {
                positions.extend(evidence);
                format!("{name} may lose by it")
            }
            Obstacle::Link { evidence, .. } => {
                positions.extend(evidence);
                "it goes only with something that is not in the package".to_owned()
            }
            Obstacle::StatusQuo => "that is how it stands today".to_owned(),
        };
        if !each.contains(&words) {
            each.push(words);
        }
    }
    let choice = row.choices.get(choice)?;
    // What only lacks words of a party is cited by those who spoke for it.
    if positions.is_empty() {
        for party in &board.material.parties {
            positions.extend(board.said(row, party, choice).positions);
        }
    }
    let cites = board.cites(&positions);
    let line = Line::on(cites).text(format!("{}: {}", board.choice(row, choice), each.join("; ")));
    (!line.cites.is_empty()).then_some(line)
}
