//! Which states are stable for whom, with room that is used again: made once for a conflict, it can be
//! asked thousands of times, each time with other ranks.
//!
//! A state is unstable for somebody if it has an improvement that nothing sanctions. Of each state is
//! known, by the flood, the least value that the others can bring about from it; the *worth* of a move
//! there is that, or what the state itself is worth, if that is less. So a state is unstable exactly if
//! a move leads to a larger worth than the state's own rank. The five concepts differ only in worth.

use super::model::Conflict;
use super::moves::{Flood, Moves, Scratch};
use super::rank::dense;
use super::scenes::{Scene, Scenes, at, scene};
use crate::work::{Stop, Work};

/// What makes a state stable for somebody who could improve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concept {
    /// Nothing does.
    Nash,
    /// The others could make it no better than before (general metarationality).
    Gmr,
    /// They could, and one could not get away from it again (symmetric metarationality).
    Smr,
    /// They could, by moves that improve things for each of them (sequential stability).
    Seq,
    /// Both (symmetric sequential stability).
    Sseq,
}

impl Concept {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Nash, Self::Gmr, Self::Smr, Self::Seq, Self::Sseq];

    /// Whether a sanction may consist only of moves that improve things for those who make them.
    pub fn is_credible(self) -> bool {
        matches!(self, Self::Seq | Self::Sseq)
    }

    /// Whether a sanction must be one from which there is no way back to something better.
    pub fn is_inescapable(self) -> bool {
        matches!(self, Self::Smr | Self::Sseq)
    }

    /// In small letters, as in the cases.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nash => "nash",
            Self::Gmr => "gmr",
            Self::Smr => "smr",
            Self::Seq => "seq",
            Self::Sseq => "sseq",
        }
    }
}

/// Answers for one conflict under ranks that can be changed.
#[derive(Debug, Clone)]
pub struct Engine<'a> {
    pub(super) tables: Tables<'a>,
    room: Room,
}

/// What threads share.
#[derive(Debug, Clone)]
pub(super) struct Tables<'a> {
    pub(super) moves: &'a Moves,
    pub(super) states: usize,
    /// By decision maker and state; dense.
    pub(super) ranks: Vec<Vec<u32>>,
    /// By decision maker: states in rising order of rank.
    orders: Vec<Vec<Scene>>,
    /// By decision maker: the same, clique by clique; empty in graph form.
    sorted: Vec<Vec<Scene>>,
    /// Bit by decision maker: who can move at all.
    can_move: u64,
}

/// What each thread has for itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    pub(super) scratch: Scratch,
    best: Vec<u32>,
    after: Vec<u32>,
    order: Vec<Scene>,
    counts: Vec<u32>,
    cliques: Vec<u32>,
}

impl<'a> Engine<'a> {
    /// With the ranks of the conflict.
    pub fn of(conflict: &'a Conflict) -> Self {
        Self { tables: Tables::of(conflict), room: Room::default() }
    }

    /// Gives one decision maker other ranks: any numbers, higher is better. `false`, and nothing
    /// happens, if there is not one for each state, or no such decision maker.
    pub fn set_ranks(&mut self, maker: usize, ranks: &[u32]) -> bool {
        if ranks.len() != self.tables.states || maker >= self.tables.ranks.len() {
            return false;
        }
        self.tables.ranks[maker].clear();
        // Mostly they are dense already, or nearly; only large numbers must be made small.
        if ranks.iter().any(|rank| at(*rank) > 2 * ranks.len() + 64) {
            self.tables.ranks[maker] = dense(ranks);
        } else {
            self.tables.ranks[maker].extend_from_slice(ranks);
        }
        self.tables.sort(maker, &mut self.room);
        true
    }

    /// The ranks as they are used.
    pub fn ranks(&self, maker: usize) -> &[u32] {
        &self.tables.ranks[maker]
    }

    /// The states that are stable for somebody by one concept, into `out`.
    pub fn stable(
        &mut self,
        maker: usize,
        concept: Concept,
        out: &mut Scenes,
        work: &Work,
    ) -> Result<(), Stop> {
        self.tables.stable(maker, concept, &mut self.room, out, work)
    }
}

impl<'a> Tables<'a> {
    pub(super) fn of(conflict: &'a Conflict) -> Self {
        Self::with(conflict.all_moves(), conflict.states(), conflict.ranks().to_vec())
    }

    /// With dense ranks.
    pub(super) fn with(moves: &'a Moves, states: usize, ranks: Vec<Vec<u32>>) -> Self {
        let makers = ranks.len();
        let can_move = (0..makers).filter(|maker| moves.can_move(*maker));
        let mut out = Self {
            moves,
            states,
            ranks,
            orders: vec![Vec::new(); makers],
            sorted: vec![Vec::new(); makers],
            can_move: can_move.fold(0, |bits, maker| bits | 1 << maker),
        };
        let mut room = Room::default();
        for maker in 0..makers {
            out.sort(maker, &mut room);
        }
        out
    }

    /// Sorts the states by the ranks of a decision maker.
    fn sort(&mut self, maker: usize, room: &mut Room) {
        let (ranks, order) = (&self.ranks[maker], &mut self.orders[maker]);
        rising(ranks, order, &mut room.counts);
        if let (Moves::Computed(groups), true) = (self.moves, self.can_move >> maker & 1 == 1) {
            let sorted = &mut self.sorted[maker];
            sorted.resize(order.len(), 0);
            groups[maker].sort(order, &mut room.cliques, sorted);
        }
    }

    /// A flood through the moves of some.
    pub(super) fn flood(&self, movers: u64, improving: bool) -> Flood<'_> {
        Flood {
            moves: self.moves,
            movers: movers & self.can_move,
            improving: improving.then_some(self.ranks.as_slice()),
            sorted: &self.sorted,
        }
    }

    /// All but one.
    pub(super) fn others(&self, maker: usize) -> u64 {
        self.everybody() & !(1 << maker)
    }

    pub(super) fn everybody(&self) -> u64 {
        (1 << self.ranks.len()) - 1
    }

    /// By state the best that somebody can have after at most one move, into `room.best`.
    pub(super) fn escape<'b>(&self, maker: usize, room: &'b mut Room) -> &'b [u32] {
        room.best.resize(self.states, 0);
        let ranks = &self.ranks[maker];
        self.moves.best_after(maker, ranks, &mut room.cliques, &mut room.best);
        &room.best
    }

    pub(super) fn stable(
        &self,
        maker: usize,
        concept: Concept,
        room: &mut Room,
        out: &mut Scenes,
        work: &Work,
    ) -> Result<(), Stop> {
        if out.of() != self.states {
            *out = Scenes::none(self.states);
        }
        let ranks = &self.ranks[maker];
        if concept == Concept::Nash {
            let best = self.escape(maker, room);
            out.set_each(|state| best[state] <= ranks[state]);
            return Ok(());
        }
        self.worth(maker, concept, room, work)?;
        room.after.resize(self.states, 0);
        let Room { scratch, after, cliques, .. } = room;
        self.moves.best_after(maker, &scratch.label, cliques, after);
        out.set_each(|state| after[state] <= ranks[state]);
        Ok(())
    }

    /// By state what a move there is worth in the end, into `room.scratch.label`.
    fn worth(
        &self,
        maker: usize,
        concept: Concept,
        room: &mut Room,
        work: &Work,
    ) -> Result<(), Stop> {
        let flood = self.flood(self.others(maker), concept.is_credible());
        let ranks = &self.ranks[maker];
        if !concept.is_inescapable() {
            let (order, value) = (&self.orders[maker], |state: Scene| ranks[at(state)]);
            return flood.run(order, value, self.states, false, &mut room.scratch, work);
        }
        self.escape(maker, room);
        let Room { scratch, best, order, counts, .. } = room;
        rising(best, order, counts);
        flood.run(order, |state| best[at(state)], self.states, false, scratch, work)?;
        // A sanction can be worth more than the state itself, for it counts what one can do after it.
        for (label, rank) in scratch.label.iter_mut().zip(ranks) {
            *label = (*label).min(*rank);
        }
        Ok(())
    }
}

/// All states in rising order of value.
fn rising(values: &[u32], order: &mut Vec<Scene>, counts: &mut Vec<u32>) {
    let most = values.iter().max().copied().unwrap_or_default();
    counts.clear();
    counts.resize(at(most) + 2, 0);
    for value in values {
        counts[at(*value) + 1] += 1;
    }
    for value in 0..=at(most) {
        counts[value + 1] += counts[value];
    }
    order.resize(values.len(), 0);
    for (state, value) in values.iter().enumerate() {
        let place = &mut counts[at(*value)];
        order[at(*place)] = scene(state);
        *place += 1;
    }
}
