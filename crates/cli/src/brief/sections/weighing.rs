//! Agreeable together, what stands against the rest, deadlocks of order, and the smallest openings.

mod openings;
mod order;
mod together;

use model::ChoiceId;
use weigh::{IssueState, Parts};

use crate::brief::board::Board;
use crate::brief::material::Material;
use crate::brief::tree::{Block, Section};
pub(crate) use openings::{OPENING_NOTE, OPENINGS};
pub(crate) use together::TOGETHER;
pub(in crate::brief) use together::settled_issues;

/// Choices that a question is about, as somebody wrote them: issue and choice.
pub(crate) type Targets = Vec<(String, String)>;

/// The section, if there are parties whose words can be weighed.
pub(in crate::brief) fn section(
    material: &Material<'_>,
    states: &[IssueState],
    parts: &Parts,
) -> Option<Section> {
    let mut board = Board::new(material, states, parts);
    if material.parties.len() < 2 || board.rows.is_empty() {
        return None;
    }
    let mut notes = board.left_aside();
    let mut blocks = Vec::new();
    blocks.extend(together::lists(&board, &mut notes).into_iter().map(Block::List));
    blocks.extend(order::list(&board, &mut notes).map(Block::List));
    blocks.extend(openings::list(&mut board, &mut notes).map(Block::List));
    Some(Section {
        id: "weighing",
        heading: "What could be agreed together, and what would open the rest".to_owned(),
        notes,
        blocks,
    })
}

/// Openings and cores of each issue, or of the choices that somebody asks about.
pub(crate) fn what_blocks(
    mut board: Board<'_>,
    targets: Option<&[(String, String)]>,
) -> anyhow::Result<Section> {
    let target = targets.map(|targets| places(&board, targets)).transpose()?;
    let mut notes = board.left_aside();
    let lists = openings::asked(&mut board, target.as_deref(), &mut notes)
        .map_err(|why| anyhow::anyhow!("what blocks was not worked out: {why}"))?;
    Ok(Section {
        id: "blockers",
        heading: "What would open a deal, and what conflicts".to_owned(),
        notes,
        blocks: lists.into_iter().map(Block::List).collect(),
    })
}

/// The rows and choices that somebody means.
fn places(
    board: &Board<'_>,
    targets: &[(String, String)],
) -> anyhow::Result<Vec<(usize, ChoiceId)>> {
    let naming = &board.material.naming;
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let mut out = Vec::new();
    for (issue, choice) in targets {
        let found = board.rows.iter().enumerate().find(|(_, row)| {
            same(row.state.issue.as_str(), issue) || same(&naming.issue(&row.state.issue), issue)
        });
        let Some((at, row)) = found else {
            let all: Vec<&str> = board.rows.iter().map(|row| row.state.issue.as_str()).collect();
            anyhow::bail!(
                "on \"{issue}\" at most one party has spoken for itself, or there is no such issue; \
                 there are {}",
                all.join(", ")
            );
        };
        let known = row.choices.iter().find(|known| {
            same(known.as_str(), choice) || same(&naming.choice(&row.state.issue, known), choice)
        });
        let Some(known) = known else {
            let all: Vec<&str> = row.choices.iter().map(ChoiceId::as_str).collect();
            anyhow::bail!(
                "nobody has spoken of \"{choice}\" on \"{issue}\"; choices are {}",
                all.join(", ")
            );
        };
        out.push((at, known.clone()));
    }
    Ok(out)
}
