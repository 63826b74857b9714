//! Would it hold? The graph model for conflict resolution: decision makers with options, states, moves
//! and preferences, and which states nobody has reason to leave.
//!
//! A [`Draft`] is what somebody wrote, a [`Conflict`] is a draft that holds together. [`stability`]
//! finds for each state and each decision maker whether it is stable by each [`Concept`] (Fang, Hipel
//! and Kilgour 1993). No matrices are made: what decides is the least value that the others can bring
//! about from a state, and that is a flood from the worst states against the moves. An [`Engine`]
//! answers many times with other ranks.

mod check;
mod coalition;
mod compare;
mod compare_causes;
#[cfg(test)]
mod compare_tests;
mod cubes;
mod draft;
mod engine;
mod evolution;
mod inverse;
mod merge;
mod model;
mod moves;
mod problem;
#[cfg(test)]
mod properties;
mod rank;
mod robust;
mod robust_draw;
mod robust_flips;
#[cfg(test)]
mod robust_tests;
mod scenes;
mod stability;
#[cfg(test)]
mod tests;
mod witness;

pub use coalition::{
    COALITION_CONCEPTS, Coalition, Coalitions, MOST_IN_COALITIONS, coalition_way, coalitions,
};
pub use compare::{Arc, Comparison, Edit, Item, MOST_MOVES_TOLD, StatementEdit, Turn, compare};
pub use cubes::{MOST_LOOKED_AT, MOST_STATES};
pub use draft::{
    Clause, Direction, Draft, Form, Lever, Literal, Maker, Merge, Named, Pattern, Preference, Rule,
    Wish,
};
pub use engine::{Concept, Engine};
pub use evolution::{Block, Evolution, evolution};
pub use inverse::{
    Arrangement, Change, Effort, Inverse, Least, MOST_COUNTED, MOST_SEARCHED, MOST_STATEMENTS,
    Pair, Placed, Remedy, Reworded, Rewording, Wanted, count_rankings, inverse, reworded,
};
pub use model::{Conflict, Removed};
pub use moves::Step;
pub use problem::{MOST_MAKERS, MOST_MOVES, MOST_OPTIONS, Problem};
pub use robust::{Asked, Cause, Doubt, Firmness, Flip, Sample, Unsure, firmness};
pub use scenes::{Scene, Scenes};
pub use stability::{Stability, stability};
pub use witness::{Answer, Sanction, Why, Witness};
