//! All states, all decision makers, all concepts.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::engine::{Concept, Engine, Room, Tables};
use super::model::Conflict;
use super::scenes::Scenes;
use crate::work::{Progress, Stop, Work};

/// Which states are stable, for whom, by which concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stability {
    states: usize,
    /// By decision maker, then in the order of [`Concept::ALL`].
    by_maker: Vec<[Scenes; 5]>,
}

impl Stability {
    /// The states that are stable for one decision maker.
    pub fn stable(&self, maker: usize, concept: Concept) -> &Scenes {
        &self.by_maker[maker][concept as usize]
    }

    /// The states that are stable for all of them.
    pub fn equilibria(&self, concept: Concept) -> Scenes {
        let mut out = Scenes::all(self.states);
        for maker in &self.by_maker {
            out.keep(&maker[concept as usize]);
        }
        out
    }
}

impl Engine<'_> {
    /// Everything anew, into what is there.
    pub fn stability(&mut self, out: &mut Stability, work: &Work) -> Result<(), Stop> {
        out.states = self.tables.states;
        out.by_maker.resize_with(self.tables.ranks.len(), Default::default);
        for maker in 0..out.by_maker.len() {
            for concept in Concept::ALL {
                self.stable(maker, concept, &mut out.by_maker[maker][concept as usize], work)?;
            }
        }
        Ok(())
    }
}

/// Finds all, on so many threads. The result does not depend on how many.
pub fn stability(conflict: &Conflict, threads: usize, work: &Work) -> Result<Stability, Stop> {
    let tables = Tables::of(conflict);
    let makers = conflict.makers();
    // What takes longest first, or the last thread works alone.
    let order = [Concept::Sseq, Concept::Seq, Concept::Smr, Concept::Gmr, Concept::Nash];
    let jobs: Vec<(usize, Concept)> = order
        .into_iter()
        .flat_map(|concept| (0..makers).map(move |maker| (maker, concept)))
        .collect();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let run = || -> Result<(), Stop> {
        let mut room = Room::default();
        while let Some((maker, concept)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
            let mut stable = Scenes::default();
            tables.stable(maker, concept, &mut room, &mut stable, work)?;
            let Ok(mut done) = done.lock() else { return Ok(()) };
            done.push((maker, concept, stable));
            let (so_far, of) = (done.len() as u64, jobs.len() as u64);
            drop(done);
            work.tell(Progress { done: so_far, of, points: 0 })?;
        }
        Ok(())
    };
    if threads < 2 {
        run()?;
    } else {
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..threads.min(jobs.len())).map(|_| scope.spawn(run)).collect();
            all.into_iter().try_for_each(|one| one.join().unwrap_or(Err(Stop::Cancelled)))
        })?;
    }
    let mut out = Stability { states: conflict.states(), by_maker: Vec::new() };
    out.by_maker.resize_with(makers, Default::default);
    for (maker, concept, stable) in done.into_inner().unwrap_or_default() {
        out.by_maker[maker][concept as usize] = stable;
    }
    Ok(out)
}
