//! Moves one by one, both ways round.

use crate::conflict::scenes::{Scene, at, scene};

/// One decision maker's moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::conflict) struct Arcs {
    to: Lists,
    from: Lists,
}

/// A list for each state, one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lists {
    start: Vec<u32>,
    items: Vec<Scene>,
}

impl Lists {
    fn of(&self, state: usize) -> &[Scene] {
        &self.items[at(self.start[state])..at(self.start[state + 1])]
    }

    fn turned(&self) -> Self {
        let states = self.start.len() - 1;
        let mut start = vec![0; states + 1];
        for to in &self.items {
            start[at(*to) + 1] += 1;
        }
        for state in 0..states {
            start[state + 1] += start[state];
        }
        let mut next = start.clone();
        let mut items = vec![0; self.items.len()];
        for state in 0..states {
            for to in self.of(state) {
                items[at(next[at(*to)])] = scene(state);
                next[at(*to)] += 1;
            }
        }
        Self { start, items }
    }
}

impl Arcs {
    /// From where each state leads; sorted, each once.
    pub(in crate::conflict) fn of(lists: impl Iterator<Item = Vec<Scene>>) -> Self {
        let (mut start, mut items) = (vec![0], Vec::new());
        for mut list in lists {
            list.sort_unstable();
            list.dedup();
            items.append(&mut list);
            start.push(scene(items.len()));
        }
        let to = Lists { start, items };
        let from = to.turned();
        Self { to, from }
    }

    pub(in crate::conflict) fn is_empty(&self) -> bool {
        self.to.items.is_empty()
    }

    /// Where a state leads, ascending.
    pub(in crate::conflict) fn to(&self, state: usize) -> &[Scene] {
        self.to.of(state)
    }

    /// From where a state is reached, ascending.
    pub(in crate::conflict) fn from(&self, state: usize) -> &[Scene] {
        self.from.of(state)
    }

    pub(in crate::conflict) fn mirrored(&self) -> Self {
        Self { to: self.from.clone(), from: self.to.clone() }
    }
}
