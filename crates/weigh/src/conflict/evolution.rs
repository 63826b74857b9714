//! How a state can come about from where things stand: shortest ways of improvements, or of moves at
//! all, who moves at each step, and who would have to move against its own interest.

use std::borrow::Cow;

use super::engine::{Room, Tables};
use super::model::Conflict;
use super::moves::{Moves, Step};
use super::scenes::{Scene, at};
use crate::work::{Stop, Work};

/// Ways from one state to all others.
#[derive(Debug, Clone)]
pub struct Evolution {
    from: Scene,
    improving: Ways,
    moving: Ways,
}

/// By state how far, and the last step.
#[derive(Debug, Clone)]
struct Ways {
    distance: Vec<Option<u32>>,
    before: Vec<Option<(usize, Scene)>>,
}

/// A step on a way that its mover would not make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    /// Who.
    pub maker: usize,
    /// From where.
    pub from: Scene,
    /// Where to; it is no better for the mover.
    pub to: Scene,
}

/// Finds all shortest ways from a state. One decision maker may move twice in a row.
pub fn evolution(conflict: &Conflict, from: Scene, work: &Work) -> Result<Evolution, Stop> {
    if at(from) >= conflict.states() {
        return Err(Stop::Mismatch(format!("there is no state {}", u64::from(from) + 1)));
    }
    // The flood runs against the moves, so the moves are turned round, and better with worse.
    let mirrored = conflict.all_moves().mirrored();
    let turned = conflict.ranks().iter().map(|own| {
        let most = own.iter().max().copied().unwrap_or_default();
        Cow::Owned(own.iter().map(|rank| most - rank).collect())
    });
    let tables = Tables::with(&mirrored, conflict.states(), turned.collect());
    let mut room = Room::default();
    let improving = ways(&tables, from, true, &mut room, work)?;
    let moving = ways(&tables, from, false, &mut room, work)?;
    Ok(Evolution { from, improving, moving })
}

fn ways(
    tables: &Tables,
    from: Scene,
    improving: bool,
    room: &mut Room,
    work: &Work,
) -> Result<Ways, Stop> {
    let mut flood = tables.flood(tables.everybody(), improving);
    flood.twice = true;
    flood.run(&[from], |_| 0, tables.states, true, &mut room.scratch, work)?;
    let mut out = Ways { distance: vec![None; tables.states], before: vec![None; tables.states] };
    out.distance[at(from)] = Some(0);
    for (state, step) in room.scratch.nearest() {
        out.distance[at(state)] = out.distance[at(step.to)].map(|steps| steps + 1);
        out.before[at(state)] = Some((step.maker, step.to));
    }
    Ok(out)
}

impl Evolution {
    /// Where the ways begin.
    pub fn from(&self) -> Scene {
        self.from
    }

    /// The least number of improvements that lead to a state; `None`: none do.
    pub fn improvements(&self, to: Scene) -> Option<u32> {
        self.improving.distance.get(at(to)).copied().flatten()
    }

    /// The least number of moves that lead to a state; `None`: none do.
    pub fn moves(&self, to: Scene) -> Option<u32> {
        self.moving.distance.get(at(to)).copied().flatten()
    }

    /// A shortest way of improvements.
    pub fn way(&self, to: Scene) -> Option<Vec<Step>> {
        self.improving.way(to)
    }

    /// A shortest way of moves, better or not for those who make them.
    pub fn any_way(&self, to: Scene) -> Option<Vec<Step>> {
        self.moving.way(to)
    }

    /// The steps of that way that are no improvement for the one who would have to make them. Empty where no
    /// way leads there at all, or improvements do all along.
    pub fn blocks(&self, conflict: &Conflict, to: Scene) -> Vec<Block> {
        let mut from = self.from;
        let mut out = Vec::new();
        for step in self.any_way(to).unwrap_or_default() {
            if conflict.rank(step.maker, step.to) <= conflict.rank(step.maker, from) {
                out.push(Block { maker: step.maker, from, to: step.to });
            }
            from = step.to;
        }
        out
    }
}

impl Ways {
    fn way(&self, to: Scene) -> Option<Vec<Step>> {
        self.distance.get(at(to)).copied().flatten()?;
        let (mut out, mut state) = (Vec::new(), to);
        while let Some((maker, before)) = self.before[at(state)] {
            out.push(Step { maker, to: state });
            state = before;
        }
        out.reverse();
        Some(out)
    }
}

impl Conflict {
    /// Whether moves can be one way or intransitive, so that each is listed.
    pub fn is_graph(&self) -> bool {
        matches!(self.all_moves(), Moves::Listed(_))
    }
}
