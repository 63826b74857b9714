//! Where all moves of a group can be taken back: the parts within which it can get anywhere.

use super::Moves;
use crate::conflict::scenes::{Scene, at, scene};

/// States in parts.
#[derive(Debug, Clone)]
pub(in crate::conflict) struct Parts {
    /// By state.
    part: Vec<u32>,
    /// By part, where its states begin; one more at the end.
    start: Vec<usize>,
    /// Part by part, ascending in each.
    states: Vec<Scene>,
}

impl Parts {
    /// `None`: some move of theirs cannot be taken back in one, or each is listed.
    pub(in crate::conflict) fn of(moves: &Moves, group: u64, states: usize) -> Option<Self> {
        let Moves::Computed(all) = moves else { return None };
        let own = || all.iter().enumerate().filter(|(maker, _)| group >> maker & 1 == 1);
        if own().any(|(_, groups)| groups.is_one_way()) {
            return None;
        }
        let mut parent: Vec<Scene> = (0..scene(states)).collect();
        for (_, groups) in own() {
            let mut first = vec![Scene::MAX; groups.cliques()];
            for state in 0..scene(states) {
                let first = &mut first[at(groups.clique(state))];
                if *first == Scene::MAX {
                    *first = state;
                }
                let (a, b) = (root(&mut parent, *first), root(&mut parent, state));
                // The smaller number leads, so a part's first state is its root.
                parent[at(a.max(b))] = a.min(b);
            }
        }
        let (mut part, mut start) = (vec![0; states], vec![0]);
        for state in 0..scene(states) {
            let root = root(&mut parent, state);
            if root == state {
                part[at(state)] = scene(start.len() - 1);
                start.push(0);
            } else {
                part[at(state)] = part[at(root)];
            }
            start[at(part[at(state)]) + 1] += 1;
        }
        for place in 1..start.len() {
            start[place] += start[place - 1];
        }
        let (mut next, mut out) = (start.clone(), vec![0; states]);
        for (state, part) in part.iter().enumerate() {
            out[next[at(*part)]] = scene(state);
            next[at(*part)] += 1;
        }
        Some(Self { part, start, states: out })
    }

    /// How many.
    pub(in crate::conflict) fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// The states of one.
    pub(in crate::conflict) fn states(&self, part: usize) -> &[Scene] {
        &self.states[self.start[part]..self.start[part + 1]]
    }

    /// The one of a state.
    pub(in crate::conflict) fn part(&self, state: Scene) -> usize {
        at(self.part[at(state)])
    }

    /// For each part those of another division that have a state in common with it.
    pub(in crate::conflict) fn meets(&self, others: &Self) -> Vec<Vec<usize>> {
        let of = |part: usize| {
            let mut out: Vec<usize> =
                self.states(part).iter().map(|state| others.part(*state)).collect();
            out.sort_unstable();
            out.dedup();
            out
        };
        (0..self.len()).map(of).collect()
    }
}

/// The first state of a part, with the way there made shorter.
fn root(parent: &mut [Scene], state: Scene) -> Scene {
    let mut state = state;
    while parent[at(state)] != state {
        parent[at(state)] = parent[at(parent[at(state)])];
        state = parent[at(state)];
    }
    state
}
