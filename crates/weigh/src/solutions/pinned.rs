//! What comes of looking for packages without the frontier.

use num_bigint::BigUint;

use crate::number::Exact;
use crate::space::Deal;
use crate::work::Stop;

/// A vector that a rule chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedVector {
    /// What it is worth to each party.
    pub vector: Vec<Exact>,
    /// How many deals have it.
    pub outcomes: BigUint,
    /// The first of them, at most four.
    pub witnesses: Vec<Deal>,
}

/// One solution with all its ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    /// As in [`super::Named`].
    pub value: Option<Exact>,
    /// Best for the first party first.
    pub vectors: Vec<PinnedVector>,
    /// The most partial deals that were held at once.
    pub held: u64,
}

/// The named packages, found without the frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direct {
    /// What each party has without a deal.
    pub disagreement: Vec<Exact>,
    /// The solutions; `None`: there is no zone of agreement.
    pub found: Option<DirectFound>,
}

/// The packages where there is a zone of agreement. Where one of them would take more than allowed,
/// the others stand all the same. The smallest spread of ratios is not among them: it needs the
/// frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectFound {
    /// The most that each party gets in a rational deal.
    pub ideal: Vec<Exact>,
    /// Parties that can gain, as places.
    pub active: Vec<usize>,
    /// As in [`super::Found`].
    pub nash: Result<Pinned, Stop>,
    /// As in [`super::Found`].
    pub kalai_smorodinsky: Result<Pinned, Stop>,
    /// As in [`super::Found`].
    pub egalitarian: Result<Pinned, Stop>,
    /// As in [`super::Found`].
    pub utilitarian: Result<Pinned, Stop>,
}
