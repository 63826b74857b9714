//! A linear-chain conditional random field (Lafferty, `McCallum` and Pereira 2001), sized for our labels.
//!
//! A token has some dozens of features, each a 32-bit hash. A feature owns a row with a weight for
//! each label; what stands between two labels depends on the two and on the class of the place
//! ("start of a sentence", "behind a comma"). Scores add up, the best way through is found by
//! Viterbi, and forward-backward tells how sure each label is.
//!
//! Rows are eight wide so that a row is one machine word when it is stored in bytes, and the loops
//! over labels have a fixed length. Nothing here knows what the labels mean.

mod chain;
mod maths;
mod rows;
mod train;

pub use chain::{Chain, Marginals};
pub use maths::{Chance, exp, logistic};
pub use rows::{Rows, Weights};
pub use train::{Example, Settings, train};

/// Weights in a row; the labels in use may be fewer.
pub const WIDTH: usize = 8;
/// How many classes of places there can be.
pub const CLASSES: usize = 16;

/// The scores of one token, one for each label.
pub type Scores = [f32; WIDTH];
/// What it costs or gains to go from one label to the next, for each class of place.
pub type Transitions = [[Scores; WIDTH]; CLASSES];

/// A trained model, ready to score.
#[derive(Debug, Clone)]
pub struct Crf {
    /// Weights of the features.
    pub rows: Rows,
    /// Weights of the transitions.
    pub chain: Chain,
}

impl Crf {
    /// The scores of a token with these features.
    #[inline]
    pub fn score(&self, features: &[u32]) -> Scores {
        self.rows.score(features)
    }
}
