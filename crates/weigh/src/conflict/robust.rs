//! How firm an equilibrium is when preferences are not known for sure.
//!
//! Rankings are drawn many times from what is known of them, from a seed; under each the states are
//! looked at as always. What is reported is in what share of the draws a state is an equilibrium, by each
//! concept, with the error that drawing leaves (in the manner of SMAA, Lahdelma, Hokkanen and Salminen
//! 1998), and which unknown it hangs on most.

use super::engine::{Concept, Engine};
use super::model::Conflict;
use super::robust_draw::Drawer;
use super::robust_flips::Record;
use super::scenes::{Scene, Scenes, at};
use crate::number::Exact;
use crate::packages::Range;
use crate::robust::Share;
use crate::work::{Progress, Stop, Work};

/// What is not known of one decision maker's preferences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Who.
    pub maker: usize,
    /// What is not known. Of several doubts about one decision maker, each begins where the last ended.
    pub unsure: Unsure,
}

/// What is not known of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsure {
    /// In what order these stand: they share out the places that they hold among themselves, each way
    /// as likely as any other, and stand in a strict order. Two states: an unknown pair. All states: an
    /// unknown ranking.
    Among(Vec<Scene>),
    /// Neighbours: from the best to the worst each pair changes places with this probability, once.
    Swaps(Exact),
    /// Each state may stand up to so many ranks higher or lower, all alike.
    Noise(Exact),
    /// How much each statement weighs: anything within its range, all alike. As many ranges as the
    /// decision maker has statements, weighted or in priority; replaces what was there before.
    Weights(Vec<Range>),
}

/// How to draw, and how much to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// How many draws.
    pub draws: u64,
    /// The same seed gives the same draws.
    pub seed: u64,
    /// At most so many causes are listed for a state and a concept.
    pub flips: usize,
}

impl Default for Sample {
    fn default() -> Self {
        Self { draws: 1_000, seed: 1, flips: 5 }
    }
}

/// Something that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Whether a decision maker prefers one state to another.
    Order {
        /// Who.
        maker: usize,
        /// This one.
        above: Scene,
        /// To this one.
        below: Scene,
    },
    /// How much a statement weighs.
    Weight {
        /// Whose.
        maker: usize,
        /// Which of its statements.
        wish: usize,
    },
}

/// How much being an equilibrium hangs on one unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The unknown.
    pub cause: Cause,
    /// From 0, it says nothing, to 1, it decides: by how much knowing it makes fewer wrong guesses
    /// (Goodman and Kruskal's tau; for an order the square of the correlation). Where it says nothing
    /// chance alone gives about 1 (for a weight 4) divided by the number of draws.
    pub ratio: Exact,
    /// How often it is an equilibrium where the order is so; or where the weight is in its highest
    /// fifth.
    pub with: Share,
    /// How often where the order is not so; or where the weight is in its lowest fifth.
    pub without: Share,
}

/// What one state hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The state.
    pub state: Scene,
    /// In the order of [`Concept::ALL`]: what it hangs on most first.
    pub flips: [Vec<Flip>; 5],
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firmness {
    /// How many draws.
    pub draws: u64,
    /// By state, then in the order of [`Concept::ALL`]: in how many draws it is an equilibrium.
    pub shares: Vec<[Share; 5]>,
    /// In how many draws there is any.
    pub any: [Share; 5],
    /// The states that were asked about.
    pub asked: Vec<Asked>,
}

impl Firmness {
    /// In what share of the draws a state is an equilibrium.
    pub fn share(&self, state: Scene, concept: Concept) -> Share {
        self.shares.get(at(state)).map(|shares| shares[concept as usize]).unwrap_or_default()
    }
}

/// Draws, and counts.
pub fn firmness(
    conflict: &Conflict,
    doubts: &[Doubt],
    asked: &[Scene],
    sample: &Sample,
    work: &Work,
) -> Result<Firmness, Stop> {
    if let Some(state) = asked.iter().find(|state| at(**state) >= conflict.states()) {
        return Err(Stop::Mismatch(format!("there is no state {}", u64::from(*state) + 1)));
    }
    if sample.draws == 0 || sample.draws > work.most_outcomes {
        return Err(Stop::Mismatch(format!("ask for 1 to {} draws", work.most_outcomes)));
    }
    let mut drawer = Drawer::of(conflict, doubts, sample.seed)?;
    let mut record = Record::of(conflict, &drawer, asked);
    let mut engine = Engine::of(conflict);
    let mut stable = vec![<[Scenes; 5]>::default(); conflict.makers()];
    let mut hits = vec![[0_u64; 5]; conflict.states()];
    let mut any = [0_u64; 5];
    for draw in 0..sample.draws {
        work.tell(Progress { done: draw, of: sample.draws, points: 0 })?;
        drawer.draw();
        for (maker, ranks) in drawer.ranks() {
            engine.set_ranks(maker, ranks);
        }
        let equilibria = equilibria(&mut engine, &drawer, draw == 0, &mut stable, work)?;
        for (concept, equilibria) in equilibria.iter().enumerate() {
            any[concept] += u64::from(!equilibria.is_empty());
            equilibria.iter().for_each(|state| hits[at(state)][concept] += 1);
        }
        record.add(&drawer, &equilibria);
    }
    let share = |hits: u64| Share { hits, draws: sample.draws };
    Ok(Firmness {
        draws: sample.draws,
        shares: hits.into_iter().map(|hits| hits.map(share)).collect(),
        any: any.map(share),
        asked: record.asked(sample.flips),
    })
}

/// In the order of the concepts. Only what other ranks can change is found anew.
fn equilibria(
    engine: &mut Engine,
    drawer: &Drawer,
    first: bool,
    stable: &mut [[Scenes; 5]],
    work: &Work,
) -> Result<[Scenes; 5], Stop> {
    let mut out = <[Scenes; 5]>::default();
    let changes = drawer.ranks().next().is_some();
    for (maker, stable) in stable.iter_mut().enumerate() {
        let own = first || drawer.is_unsure(maker);
        for (concept, out) in Concept::ALL.into_iter().zip(&mut out) {
            let stable = &mut stable[concept as usize];
            if own || concept.is_credible() && changes {
                engine.stable(maker, concept, stable, work)?;
            }
            if maker == 0 {
                out.clone_from(stable);
            } else {
                out.keep(stable);
            }
        }
    }
    Ok(out)
}
