//! Who can move where, and the flood that runs against the moves.

mod arcs;
mod flood;
mod groups;
mod parts;

pub(super) use arcs::Arcs;
pub use flood::Step;
pub(super) use flood::{Flood, Scratch};
pub(super) use groups::{Groups, Switches};
pub(super) use parts::Parts;

use super::scenes::{Scene, at};

/// The moves of all decision makers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moves {
    /// Computed: by decision maker, which states differ only in its options.
    Computed(Vec<Groups>),
    /// One by one, for graph form.
    Listed(Vec<Arcs>),
}

impl Moves {
    /// Whether somebody can move at all.
    pub(super) fn can_move(&self, maker: usize) -> bool {
        match self {
            Self::Computed(groups) => groups.get(maker).is_some_and(Groups::can_move),
            Self::Listed(arcs) => arcs.get(maker).is_some_and(|arcs| !arcs.is_empty()),
        }
    }

    /// For each state the largest of these values there and where one move of this decision maker
    /// leads.
    pub(super) fn best_after(
        &self,
        maker: usize,
        values: &[u32],
        room: &mut Vec<u32>,
        out: &mut [u32],
    ) {
        match self {
            Self::Computed(groups) => groups[maker].best_after(values, room, out),
            Self::Listed(arcs) => {
                for (from, best) in out.iter_mut().enumerate() {
                    let to = arcs[maker].to(from).iter().map(|to| values[at(*to)]);
                    *best = to.fold(values[from], u32::max);
                }
            }
        }
    }

    /// Where a decision maker can move to, ascending.
    pub(super) fn from(&self, maker: usize, from: Scene, out: &mut Vec<Scene>) {
        out.clear();
        match self {
            Self::Computed(groups) => groups[maker].from(from, out),
            Self::Listed(arcs) => out.extend_from_slice(arcs[maker].to(at(from))),
        }
    }

    /// The same moves backwards.
    pub(super) fn mirrored(&self) -> Self {
        match self {
            Self::Computed(groups) => Self::Computed(groups.iter().map(Groups::mirrored).collect()),
            Self::Listed(arcs) => Self::Listed(arcs.iter().map(Arcs::mirrored).collect()),
        }
    }
}
