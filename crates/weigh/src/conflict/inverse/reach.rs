//! Where the others can go: legal sequences of moves in which nobody moves twice in a row.

use crate::conflict::model::Conflict;
use crate::conflict::scenes::{Scene, at};

/// Which moves the others may make.
#[derive(Debug, Clone, Copy)]
pub(super) struct May<'a> {
    conflict: &'a Conflict,
    /// Only what improves things for the one who moves.
    credible: bool,
    /// Of these every move counts, for what they want is open.
    open: u64,
    /// Of these none does.
    never: u64,
}

impl<'a> May<'a> {
    pub(super) fn new(conflict: &'a Conflict, credible: bool, open: u64) -> Self {
        Self { conflict, credible, open, never: 0 }
    }

    pub(super) fn never(self, never: u64) -> Self {
        Self { never, ..self }
    }

    fn move_(&self, mover: usize, from: Scene, to: Scene) -> bool {
        let free = !self.credible || self.open >> mover & 1 == 1;
        let ranks = &self.conflict.ranks()[mover];
        self.never >> mover & 1 == 0 && (free || ranks[at(to)] > ranks[at(from)])
    }

    /// Where all but one can go from a state.
    pub(super) fn reach(&self, without: usize, from: Scene) -> Reach {
        let movers = ((1 << self.conflict.makers()) - 1) & !(1 << without);
        reach(self.conflict, movers, from, &|mover, from, to| self.move_(mover, from, to))
    }
}

/// What was reached.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// By state, who may have moved last, as bits.
    pub(super) last: Vec<u64>,
    /// The states, in the order in which they were found.
    pub(super) found: Vec<Scene>,
    start: Scene,
}

impl Reach {
    /// Whether somebody may move on from a state.
    pub(super) fn may_go_on(&self, from: Scene, mover: usize) -> bool {
        from == self.start || self.last[at(from)] & !(1 << mover) != 0
    }
}

/// From a state by these movers, by moves that are allowed.
pub(super) fn reach(
    conflict: &Conflict,
    movers: u64,
    from: Scene,
    allowed: &dyn Fn(usize, Scene, Scene) -> bool,
) -> Reach {
    let states = conflict.states();
    let mut out = Reach { last: vec![0; states], found: Vec::new(), start: from };
    // By state, who has already moved on from it.
    let mut gone = vec![0_u64; states];
    let mut open = vec![from];
    while let Some(state) = open.pop() {
        for mover in (0..conflict.makers()).filter(|mover| movers >> mover & 1 == 1) {
            if gone[at(state)] >> mover & 1 == 1 || !out.may_go_on(state, mover) {
                continue;
            }
            gone[at(state)] |= 1 << mover;
            for to in conflict.moves(mover, state) {
                let last = out.last[at(to)];
                if last >> mover & 1 == 1 || !allowed(mover, state, to) {
                    continue;
                }
                out.last[at(to)] |= 1 << mover;
                if last == 0 {
                    out.found.push(to);
                }
                // A third mover adds nothing: after two, anybody may go on.
                if last.count_ones() < 2 {
                    open.push(to);
                }
            }
        }
    }
    out
}
