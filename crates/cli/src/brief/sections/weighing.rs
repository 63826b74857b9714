//! Agreeable together, what stands against the rest, deadlocks of order, and the smallest openings.

mod board;
mod openings;
mod order;
mod together;

use weigh::{IssueState, Parts};

use crate::brief::material::Material;
use crate::brief::tree::{Block, Section};
use board::Board;
pub(crate) use together::TOGETHER;

/// The section, if there are parties whose words can be weighed.
pub(in crate::brief) fn section(
    material: &Material<'_>,
    states: &[IssueState],
    parts: &Parts,
) -> Option<Section> {
    let board = Board::new(material, states, parts);
    if material.parties.len() < 2 || board.rows.is_empty() {
        return None;
    }
    let mut notes = Vec::new();
    let mut blocks = Vec::new();
    blocks.extend(together::lists(&board, &mut notes).into_iter().map(Block::List));
    blocks.extend(order::list(&board, &mut notes).map(Block::List));
    blocks.extend(openings::list(&board, &mut notes).map(Block::List));
    Some(Section {
        id: "weighing",
        heading: "What could be agreed together, and what would open the rest".to_owned(),
        notes,
        blocks,
    })
}
