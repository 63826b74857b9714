//! The smallest openings: for each issue that no choice settles, the fewest steps that would.

use std::collections::BTreeMap;

use model::Attitude;
use weigh::{
    Blockers, Bounds, Draft, Exact, Issue, Party, Question, RedLine, Soft, Space, Work, blockers,
};

use super::board::{Board, Row};
use crate::brief::tree::{Line, List};
use crate::brief::words::{joined, plural};

/// Openings that are shown for one issue.
const SHOWN: usize = 6;

/// A line for each issue that needs an opening.
pub(super) fn list(board: &Board<'_>, notes: &mut Vec<String>) -> Option<List> {
    let mut lines = Vec::new();
    for row in &board.rows {
        match ask(board, &[row]) {
            Ok((soft, found)) => lines.extend(line(board, row, &soft, &found)),
            Err(why) => {
                notes.push(format!("Openings were not worked out: {why}."));
                return None;
            }
        }
    }
    if !lines.is_empty()
        && let Ok((_, all)) = ask(board, &board.rows.iter().collect::<Vec<_>>())
        && let Some(least) = all.smallest()
    {
        let sets = all.by_size.get(&least).map(ToString::to_string).unwrap_or_default();
        notes.push(format!(
            "An opening is a smallest set of steps: one less, and the issue stays shut. A step is that a party takes a \
             choice that it refuses, or of which it has not said that it takes it. To settle all {} it takes at least \
             {}; sets of that size: {sets}.",
            plural(board.rows.len(), "issue"),
            plural(least, "step"),
        ));
    }
    Some(board.material.list("Smallest openings", "Nothing needs an opening.", lines))
}

/// The other way round: the issue stays out of the deal, if those who want something here let go of it.
fn let_go(board: &Board<'_>, row: &Row<'_>) -> Option<Line> {
    let mut positions = Vec::new();
    let each: Vec<String> = board
        .material
        .parties
        .iter()
        .filter_map(|party| {
            let (wants, places) = board.wants(row, party);
            positions.extend(places);
            let name = board.material.naming.actor(party);
            (!wants.is_empty()).then(|| format!("{name} lets go of {}", joined(&wants)))
        })
        .collect();
    let text = format!("or it stays out of the deal: {}", joined(&each));
    (!each.is_empty()).then(|| Line::on(board.cites(&positions)).text(text))
}

/// Asks the engine about some issues: every cell that is no yes could be relaxed.
fn ask(board: &Board<'_>, rows: &[&Row<'_>]) -> Result<(Vec<Soft>, Blockers), String> {
    let space = space(board, rows)?;
    let mut soft = Vec::new();
    for (issue, row) in rows.iter().enumerate() {
        for (choice, id) in row.choices.iter().enumerate() {
            for (party, of) in board.material.parties.iter().enumerate() {
                let said = board.said(row, of, id);
                if matches!(said.attitude, Attitude::Wants | Attitude::Accepts) {
                    continue;
                }
                soft.push(Soft::RedLine(RedLine {
                    party,
                    issue,
                    choice,
                    evidence: said.positions,
                }));
            }
        }
    }
    let question = Question { space: &space, soft: &soft, target: &[] };
    let found = blockers(&question, &Bounds::default(), &Work::default());
    found.map(|found| (soft, found)).map_err(|stop| stop.to_string())
}

/// The issues with their choices; worth plays no part here.
fn space(board: &Board<'_>, rows: &[&Row<'_>]) -> Result<Space, String> {
    let issue = |row: &&Row<'_>| Issue {
        name: row.state.issue.to_string(),
        options: row.choices.iter().map(ToString::to_string).collect(),
    };
    let nought = |row: &&Row<'_>| vec![Exact::zero(); row.choices.len()];
    let party = |party: &model::ActorId| Party {
        name: party.to_string(),
        values: rows.iter().map(nought).collect(),
        reserve: None,
    };
    let draft = Draft {
        issues: rows.iter().map(issue).collect(),
        parties: board.material.parties.iter().map(party).collect(),
        constraints: Vec::new(),
    };
    draft.check().map_err(|problems| problems.first().map(ToString::to_string).unwrap_or_default())
}

fn line(board: &Board<'_>, row: &Row<'_>, soft: &[Soft], found: &Blockers) -> Option<Line> {
    if found.is_open() || !found.possible {
        return None;
    }
    let mut positions = Vec::new();
    let mut under = Vec::new();
    for opening in found.listed.iter().take(SHOWN) {
        let mut own = Vec::new();
        let mut by_party: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for at in &opening.relax {
            let Some(Soft::RedLine(one)) = soft.get(*at) else { continue };
            let (Some(party), Some(choice)) =
                (board.material.parties.get(one.party), row.choices.get(one.choice))
            else {
                continue;
            };
            own.extend(&one.evidence);
            let (wants, places) = board.wants(row, party);
            own.extend(places);
            let refuses = board.said(row, party, choice).attitude == Attitude::Refuses;
            let held = match (refuses, wants.is_empty()) {
                (true, _) => ", which it refuses".to_owned(),
                (false, true) => ", of which its own words are not known".to_owned(),
                (false, false) => format!("; it wants {}", joined(&wants)),
            };
            let taken = format!("takes {}{held}", board.choice(row, choice));
            by_party.entry(one.party).or_default().push(taken);
        }
        let steps: Vec<String> = by_party
            .iter()
            .filter_map(|(party, taken)| {
                let party = board.material.parties.get(*party)?;
                Some(format!("{} {}", board.material.naming.actor(party), joined(taken)))
            })
            .collect();
        if own.is_empty() {
            own.extend(row.state.cells.iter().filter_map(|cell| cell.positions.first().copied()));
        }
        positions.extend(own.iter().copied());
        under.push(Line::on(board.cites(&own)).text(steps.join("; and ")));
    }
    under.extend(let_go(board, row));
    let more = found.listed.len().saturating_sub(SHOWN);
    let line = Line::on(board.cites(&positions))
        .label(board.material.naming.issue(&row.state.issue))
        .text("opens if")
        .under(under);
    Some(if more > 0 { line.mark(format!("and {more} more")) } else { line })
}
