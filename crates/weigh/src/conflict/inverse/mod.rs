//! What would have to change for a wanted state to be an equilibrium: the least change of preferences
//! (the inverse of the graph model, after Kinsara, Kilgour and Hipel 2015).
//!
//! A change is measured by the pairs of states whose strict order is turned round. A tie that is broken
//! counts nothing, for nobody has to give anything up; a strict order that becomes a tie would count as
//! turned, but no least answer needs one. Every answer is checked by the forward engine.
//!
//! What makes a state stable for somebody depends only on which states stand above it in that one's own
//! ranking and on where the others can go, so no permutations are looked at: [`own`] finds the least
//! change of one ranking exactly, by clauses. Only where the others' moves count for what *they* want
//! (SEQ, SSEQ) and those wants change too is a wider [`search`] needed.

mod count;
mod near;
mod own;
mod reach;
mod reword;
mod search;
#[cfg(test)]
mod tests;

pub use count::{MOST_COUNTED, count_rankings};
pub use reword::{Arrangement, MOST_STATEMENTS, Placed, Reworded, Rewording, reworded};
pub use search::MOST_SEARCHED;

use super::engine::{Concept, Engine};
use super::model::Conflict;
use super::scenes::{Scene, Scenes, at};
use crate::work::{Stop, Work};
use own::{Own, Solved};
use reach::May;

/// What is wanted, and who might change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The state that should be an equilibrium.
    pub state: Scene,
    /// By which concept.
    pub concept: Concept,
    /// Whose preferences may change; none named: everybody's.
    pub makers: Vec<usize>,
}

/// How long to look, and how much to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// At most so many partial answers are looked at.
    pub nodes: u64,
    /// At most so many answers are listed.
    pub listed: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { nodes: 10_000, listed: 100 }
    }
}

/// One state is preferred to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The better one.
    pub above: Scene,
    /// The worse one.
    pub below: Scene,
}

/// What one decision maker would have to see in another way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Who.
    pub maker: usize,
    /// As they would be; so far the order is the other way round. This is what counts.
    pub turned: Vec<Pair>,
    /// As they would be; so far the two are alike. This counts nothing.
    pub parted: Vec<Pair>,
    /// The ranks that say so, by state, higher is better.
    pub ranks: Vec<u32>,
}

impl Change {
    /// What to say first: the states that would no longer stand above the wanted one. The other pairs
    /// follow from these and from leaving the rest as it is.
    pub fn kernel(&self, wanted: Scene) -> impl Iterator<Item = Pair> + '_ {
        self.turned.iter().copied().filter(move |pair| pair.above == wanted)
    }
}

/// One answer: changes that together make the wanted state an equilibrium.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remedy {
    /// How many pairs are turned round, in all.
    pub pairs: u64,
    /// By decision maker; only those who change.
    pub changes: Vec<Change>,
}

/// How little is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    /// So much, and no less. Nought: it is an equilibrium already (and no answer is listed), or is one as
    /// soon as ties are broken in the way that is listed.
    Exactly(u64),
    /// An answer is found, but whether there is a smaller one is open.
    Between {
        /// Less than this is not enough.
        low: u64,
        /// This is.
        high: u64,
    },
    /// No answer is found yet; less than this is not enough.
    AtLeast(u64),
    /// Nothing that these could change brings it about.
    Never,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inverse {
    /// How little is enough.
    pub least: Least,
    /// The smallest answers, in a fixed order.
    pub remedies: Vec<Remedy>,
    /// Whether these are all of that size.
    pub all: bool,
    /// How many partial answers were looked at.
    pub nodes: u64,
}

impl Least {
    fn of(low: u64, high: Option<u64>) -> Self {
        match high {
            Some(high) if high <= low => Self::Exactly(high),
            Some(high) => Self::Between { low, high },
            None => Self::AtLeast(low),
        }
    }
}

/// Finds the least change, and all changes that are as small.
pub fn inverse(
    conflict: &Conflict,
    wanted: &Wanted,
    effort: &Effort,
    work: &Work,
) -> Result<Inverse, Stop> {
    let varied = varied(conflict, wanted)?;
    let mut check = Check::of(conflict, wanted);
    if check.holds(&[], work)? {
        return Ok(Inverse { least: Least::Exactly(0), remedies: Vec::new(), all: true, nodes: 0 });
    }
    let Some(mut parts) = parts(conflict, wanted, varied, effort, work)? else {
        return Ok(Inverse { least: Least::Never, remedies: Vec::new(), all: true, nodes: 0 });
    };
    let nodes = parts.iter().map(|part| part.solved.nodes).sum();
    let low = parts.iter().map(|part| part.solved.low).sum();
    parts.retain(|part| part.solved.low > 0);
    let (remedies, mut all) = joined(&parts, effort.listed);
    let high = remedies.first().map(|remedy: &Remedy| remedy.pairs);
    let mut holding = Vec::new();
    for remedy in remedies {
        if check.holds(&remedy.changes, work)? {
            holding.push(remedy);
        } else {
            all = false;
        }
    }
    // Where what the others want does not count, the parts are the whole; where it does, only if what
    // counts does not itself change.
    let whole = !wanted.concept.is_credible() || is_settled(conflict, wanted, varied)?;
    if whole && !holding.is_empty() {
        let least = Least::of(low, high);
        return Ok(Inverse { least, remedies: holding, all, nodes });
    }
    if !wanted.concept.is_credible() {
        return Ok(Inverse { least: Least::AtLeast(low), remedies: Vec::new(), all: false, nodes });
    }
    let start = search::Start { varied, low, known: holding, nodes };
    search::search(conflict, wanted, &start, effort, work)
}

/// Those who may change, as bits.
fn varied(conflict: &Conflict, wanted: &Wanted) -> Result<u64, Stop> {
    let makers = conflict.makers();
    let known = wanted.makers.iter().all(|maker| *maker < makers);
    if !known || at(wanted.state) >= conflict.states() {
        return Err(Stop::Mismatch("no such decision maker, or no such state".to_owned()));
    }
    if wanted.makers.is_empty() {
        return Ok((1 << makers) - 1);
    }
    Ok(wanted.makers.iter().fold(0, |bits, maker| bits | 1 << maker))
}

/// The least change of one ranking.
struct Part {
    own: Own,
    solved: Solved,
}

/// What each of them needs at least, as if the others who may change did all they could for it. `None`:
/// somebody who does not change cannot be content.
fn parts(
    conflict: &Conflict,
    wanted: &Wanted,
    varied: u64,
    effort: &Effort,
    work: &Work,
) -> Result<Option<Vec<Part>>, Stop> {
    let mut out = Vec::new();
    for maker in 0..conflict.makers() {
        let may = May::new(conflict, wanted.concept.is_credible(), varied);
        let own = Own::of(conflict, maker, wanted, &may)?;
        if varied >> maker & 1 == 0 {
            if own.is_stable() {
                continue;
            }
            return Ok(None);
        }
        let solved = own.solve(effort, work)?;
        out.push(Part { own, solved });
    }
    Ok(Some(out))
}

/// Whether only one may change and its moves decide nothing for anybody else: then what it needs by
/// itself is all that is needed.
fn is_settled(conflict: &Conflict, wanted: &Wanted, varied: u64) -> Result<bool, Stop> {
    let never = May::new(conflict, true, varied).never(varied);
    for maker in (0..conflict.makers()).filter(|maker| varied >> maker & 1 == 0) {
        if !Own::of(conflict, maker, wanted, &never)?.is_stable() {
            return Ok(false);
        }
    }
    Ok(varied.is_power_of_two())
}

/// Every choice of one answer from each part, the first so many, and whether these are all.
fn joined(parts: &[Part], listed: usize) -> (Vec<Remedy>, bool) {
    let mut out = vec![Remedy { pairs: 0, changes: Vec::new() }];
    let mut all = true;
    for part in parts {
        all &= part.solved.whole;
        let mut next = Vec::new();
        'full: for before in &out {
            for sunk in &part.solved.sunk {
                if next.len() >= listed.max(1) {
                    all = false;
                    break 'full;
                }
                let change = part.own.change(sunk);
                let mut remedy = before.clone();
                remedy.pairs += change.turned.len() as u64;
                remedy.changes.push(change);
                next.push(remedy);
            }
        }
        out = next;
    }
    out.sort();
    (out, all)
}

/// The forward engine, for one state and one concept.
struct Check<'a> {
    conflict: &'a Conflict,
    engine: Engine<'a>,
    state: Scene,
    concept: Concept,
    stable: Scenes,
    /// Whose ranks are not those of the conflict.
    changed: Vec<usize>,
}

impl<'a> Check<'a> {
    fn of(conflict: &'a Conflict, wanted: &Wanted) -> Self {
        Self {
            conflict,
            engine: Engine::of(conflict),
            state: wanted.state,
            concept: wanted.concept,
            stable: Scenes::default(),
            changed: Vec::new(),
        }
    }

    /// Whether the state is an equilibrium after these changes.
    fn holds(&mut self, changes: &[Change], work: &Work) -> Result<bool, Stop> {
        for maker in self.changed.drain(..) {
            self.engine.set_ranks(maker, &self.conflict.ranks()[maker]);
        }
        for change in changes {
            self.engine.set_ranks(change.maker, &change.ranks);
            self.changed.push(change.maker);
        }
        self.is_equilibrium(work)
    }

    fn set(&mut self, maker: usize, ranks: &[u32]) {
        self.engine.set_ranks(maker, ranks);
        self.changed.push(maker);
    }

    fn is_equilibrium(&mut self, work: &Work) -> Result<bool, Stop> {
        for maker in 0..self.conflict.makers() {
            if !self.is_stable(maker, work)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_stable(&mut self, maker: usize, work: &Work) -> Result<bool, Stop> {
        self.engine.stable(maker, self.concept, &mut self.stable, work)?;
        Ok(self.stable.has(self.state))
    }
}
