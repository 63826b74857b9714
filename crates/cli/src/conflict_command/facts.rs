//! What the engine finds out about one model.

use weigh::Work;
use weigh::conflict::{
    Coalitions, Concept, Evolution, Scene, Scenes, Stability, coalitions, evolution, stability,
};

use super::board::Board;
use crate::dossier::cores;

/// Groups of decision makers are looked at up to so many states, and so many of them.
const GROUPS_UP_TO: (usize, usize) = (4_096, 8);

/// What the engine finds out about one model.
pub(crate) struct Facts {
    stability: Stability,
    /// From the status quo, if that was told.
    pub(super) evolution: Option<Evolution>,
    /// Of groups; `None`: too many.
    pub(super) coalitions: Option<Coalitions>,
    /// In the order of [`Concept::ALL`].
    equilibria: [Scenes; 5],
}

impl Facts {
    /// Asks for all of it.
    pub(crate) fn of(board: &Board<'_>, threads: Option<usize>) -> anyhow::Result<Self> {
        let conflict = &board.conflict;
        let work = Work::default();
        let stop = |stop: weigh::Stop| anyhow::anyhow!("{}: {stop}", board.entry.name);
        let threads = threads.unwrap_or_else(cores);
        let stability = stability(conflict, threads, &work).map_err(stop)?;
        let from = conflict.status_quo();
        let evolution = from.map(|from| evolution(conflict, from, &work)).transpose();
        let (states, makers) = GROUPS_UP_TO;
        let small = conflict.states() <= states && conflict.makers() <= makers;
        let coalitions = small.then(|| coalitions(conflict, &work)).transpose().map_err(stop)?;
        let equilibria = Concept::ALL.map(|concept| stability.equilibria(concept));
        Ok(Self { stability, evolution: evolution.map_err(stop)?, coalitions, equilibria })
    }

    /// The states that are stable for all.
    pub(crate) fn equilibria(&self, concept: Concept) -> &Scenes {
        &self.equilibria[concept as usize]
    }

    /// Whether a state is stable for somebody.
    pub(super) fn is_stable(&self, maker: usize, concept: Concept, state: Scene) -> bool {
        self.stability.stable(maker, concept).has(state)
    }

    /// The concepts by which a state is an equilibrium, the one that asks most first.
    pub(crate) fn concepts(&self, state: Scene) -> Vec<Concept> {
        let holds = |concept: &Concept| self.equilibria(*concept).has(state);
        super::words::BY_STRENGTH.into_iter().filter(holds).collect()
    }

    /// All states that are equilibria by some concept: those that hold by more first, then those that
    /// come about in fewer steps.
    pub(crate) fn found(&self, states: usize) -> Vec<Scene> {
        let all = 0..u32::try_from(states).unwrap_or(u32::MAX);
        let far = |state: Scene| {
            let ways = self.evolution.as_ref()?;
            let (better, any) = (ways.improvements(state), ways.moves(state));
            Some((better.unwrap_or(u32::MAX), any.unwrap_or(u32::MAX)))
        };
        let mut out: Vec<_> = all
            .map(|state| (std::cmp::Reverse(self.concepts(state).len()), far(state), state))
            .filter(|(concepts, ..)| concepts.0 > 0)
            .collect();
        out.sort_unstable();
        out.into_iter().map(|(.., state)| state).collect()
    }
}
