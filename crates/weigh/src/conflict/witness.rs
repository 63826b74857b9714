//! Why a state is stable for somebody, or is not: each improvement, and what the others do about it.

use super::engine::{Concept, Room, Tables};
use super::model::Conflict;
use super::moves::Step;
use super::scenes::{Scene, at, scene};
use crate::work::{Stop, Work};

/// One improvement and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where the improvement leads.
    pub to: Scene,
    /// What the others do about it; `None`: nothing that counts.
    pub sanction: Option<Sanction>,
}

/// Moves of the others to a state that is no better than where it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanction {
    /// A shortest way, from where the improvement led.
    pub steps: Vec<Step>,
    /// Where it ends.
    pub at: Scene,
    /// The best that one can move to from there, if it is better than to stay; by SMR and SSEQ it is no
    /// better than where it began.
    pub escape: Option<Scene>,
}

/// What speaks for or against one state, for one decision maker, by one concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// All improvements, in the order of states. None: stable because there is none.
    pub answers: Vec<Answer>,
}

impl Witness {
    /// Whether every improvement is sanctioned.
    pub fn is_stable(&self) -> bool {
        self.unsanctioned().next().is_none()
    }

    /// The improvements that make the state unstable.
    pub fn unsanctioned(&self) -> impl Iterator<Item = Scene> + '_ {
        self.answers.iter().filter(|answer| answer.sanction.is_none()).map(|answer| answer.to)
    }
}

/// Asks why, for one conflict, as often as one likes.
#[derive(Debug, Clone)]
pub struct Why<'a> {
    conflict: &'a Conflict,
    tables: Tables<'a>,
    room: Room,
}

impl<'a> Why<'a> {
    /// For this conflict.
    pub fn of(conflict: &'a Conflict) -> Self {
        Self { conflict, tables: Tables::of(conflict), room: Room::default() }
    }

    /// What speaks for or against a state.
    pub fn witness(
        &mut self,
        maker: usize,
        concept: Concept,
        state: Scene,
        work: &Work,
    ) -> Result<Witness, Stop> {
        if maker >= self.conflict.makers() || at(state) >= self.conflict.states() {
            return Err(Stop::Mismatch("no such decision maker, or no such state".to_owned()));
        }
        let improvements = self.conflict.improvements(maker, state);
        if !improvements.is_empty() && concept != Concept::Nash {
            self.flood(maker, concept, state, work)?;
        }
        let answer = |to: Scene| {
            let reached = concept != Concept::Nash && self.room.scratch.is_labelled(to);
            let sanction = reached.then(|| {
                let steps = self.room.scratch.way(to);
                let at = steps.last().map_or(to, |step| step.to);
                Sanction { steps, at, escape: self.escape(maker, at) }
            });
            Answer { to, sanction }
        };
        Ok(Witness { answers: improvements.into_iter().map(answer).collect() })
    }

    /// From all states that would be sanctions, against the moves of the others.
    fn flood(
        &mut self,
        maker: usize,
        concept: Concept,
        state: Scene,
        work: &Work,
    ) -> Result<(), Stop> {
        let own = self.conflict.rank(maker, state);
        let values: &[u32] = if concept.is_inescapable() {
            self.tables.escape(maker, &mut self.room)
        } else {
            &self.conflict.ranks()[maker]
        };
        let no_better = |place: &usize| values[*place] <= own;
        let sources: Vec<Scene> = (0..values.len()).filter(no_better).map(scene).collect();
        let flood = self.tables.flood(self.tables.others(maker), concept.is_credible());
        flood.run(&sources, |_| 0, self.tables.states, true, &mut self.room.scratch, work)
    }

    fn escape(&self, maker: usize, from: Scene) -> Option<Scene> {
        let better = self.conflict.improvements(maker, from).into_iter();
        // Of several alike the first.
        better.rev().max_by_key(|to| self.conflict.rank(maker, *to))
    }
}
