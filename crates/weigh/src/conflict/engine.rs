//! Which states are stable for whom, with room that is used again: made once for a conflict, it can be
//! asked thousands of times, each time with other ranks.
//!
//! A state is unstable for somebody if it has an improvement that nothing sanctions. Of each state is
//! known, by the flood, the least value that the others can bring about from it; the *worth* of a move
//! there is that, or what the state itself is worth, if that is less. So a state is unstable exactly if
//! a move leads to a larger worth than the state's own rank. The five concepts differ only in worth.

use std::borrow::Cow;

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
    /// By decision maker and state; dense or nearly so.
    pub(super) ranks: Vec<Cow<'a, [u32]>>,
    /// The same and the cliques, state by state.
    about: Vec<(u32, u32)>,
    /// By decision maker: ranks and states clique by clique, in rising order; empty in graph form.
    sorted: Vec<Vec<(u32, Scene)>>,
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
        let own = self.tables.ranks[maker].to_mut();
        own.clear();
        // Mostly they are dense already, or nearly; only large numbers must be made small.
        if ranks.iter().any(|rank| at(*rank) > 2 * ranks.len() + 64) {
            *own = dense(ranks);
        } else {
            own.extend_from_slice(ranks);
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
        let ranks = conflict.ranks().iter().map(|own| Cow::Borrowed(own.as_slice())).collect();
        Self::with(conflict.all_moves(), conflict.states(), ranks)
    }

    /// With dense ranks.
    pub(super) fn with(moves: &'a Moves, states: usize, ranks: Vec<Cow<'a, [u32]>>) -> Self {
        let makers = ranks.len();
        let can_move = (0..makers).filter(|maker| moves.can_move(*maker));
        let mut out = Self {
            moves,
            states,
            ranks,
            about: vec![(0, 0); makers * states],
            sorted: vec![Vec::new(); makers],
            can_move: can_move.fold(0, |bits, maker| bits | 1 << maker),
        };
        let mut room = Room::default();
        for maker in 0..makers {
            out.sort(maker, &mut room);
        }
        out
    }

    /// Takes over the ranks of a decision maker.
    fn sort(&mut self, maker: usize, room: &mut Room) {
        let makers = self.ranks.len();
        let about = self.about.iter_mut().skip(maker).step_by(makers);
        let groups = match self.moves {
            Moves::Computed(groups) => Some(&groups[maker]),
            Moves::Listed(_) => None,
        };
        for (state, (about, rank)) in about.zip(self.ranks[maker].iter()).enumerate() {
            *about = (*rank, groups.map_or(0, |groups| groups.clique(scene(state))));
        }
        if let (Some(groups), true) = (groups, self.can_move >> maker & 1 == 1) {
            rising(&self.ranks[maker], &mut room.order, &mut room.counts);
            let sorted = &mut self.sorted[maker];
            sorted.resize(room.order.len(), (0, 0));
            let order = room.order.iter().map(|state| (self.ranks[maker][at(*state)], *state));
            groups.sort(order, &mut room.cliques, sorted);
        }
    }

    /// A flood through the moves of some.
    pub(super) fn flood(&self, movers: u64, improving: bool) -> Flood<'_> {
        Flood {
            moves: self.moves,
            movers: movers & self.can_move,
            improving,
            twice: false,
            about: &self.about,
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
        if !concept.is_inescapable() {
            return self.least_by(maker, &flood, room, work);
        }
        let ranks = &self.ranks[maker];
        self.escape(maker, room);
        let Room { scratch, best, order, counts, .. } = room;
        rising(best, order, counts);
        flood.run(order, |state| best[at(state)], self.states, false, scratch, work)?;
        // A sanction can be worth more than the state itself, for it counts what one can do after it.
        for (label, rank) in scratch.label.iter_mut().zip(ranks.iter()) {
            *label = (*label).min(*rank);
        }
        Ok(())
    }
}

impl Tables<'_> {
    /// By state the least rank for somebody that the movers can bring about, into `room.scratch.label`.
    pub(super) fn least(
        &self,
        maker: usize,
        movers: u64,
        room: &mut Room,
        work: &Work,
    ) -> Result<(), Stop> {
        self.least_by(maker, &self.flood(movers, false), room, work)
    }

    fn least_by(
        &self,
        maker: usize,
        flood: &Flood,
        room: &mut Room,
        work: &Work,
    ) -> Result<(), Stop> {
        let (ranks, Room { scratch, order, counts, .. }) = (&self.ranks[maker], room);
        rising(ranks, order, counts);
        flood.run(order, |state| ranks[at(state)], self.states, false, scratch, work)
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
