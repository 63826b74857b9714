//! What can be agreed on today: the partial packages with the most issues settled that every party
//! accepts, or prefers to leaving things open, whatever the weights and values are within what is
//! known. And for each issue left out: who holds out, and on what evidence.
//!
//! The worst case is exact. Each party becomes one judge, or one for each corner of its weights. What
//! a choice is worth to a judge at worst is a number of its own, whatever else is in the package. So
//! a package is a deal of a space that has "left open" as one more option of each issue, and the
//! engine of the frontier finds and counts it.

mod holdout;
mod judge;
mod preference;
mod search;
#[cfg(test)]
mod tests;

use num_bigint::BigUint;

pub use holdout::{LeftOut, Obstacle, Without};
pub use preference::{Known, Preference, Range, Reading, Refused, StatusQuo, Told, Weights};

use crate::number::Exact;
use crate::space::Choice;
use crate::tagged::{Link, RedLine};
use crate::work::{Stop, Work};
use judge::Judges;

/// One party with its preferences, one for each issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// What it is called.
    pub name: String,
    /// By issue.
    pub preferences: Vec<Preference>,
    /// How much each issue matters to it.
    pub weights: Weights,
}

/// What must hold for every party under all weights and values that are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Least {
    /// It is never worse off than with everything left open.
    #[default]
    Accepts,
    /// It is always better off.
    Prefers,
}

/// The whole question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// How many choices each issue has.
    pub choices: Vec<usize>,
    /// Who must agree.
    pub parties: Vec<Wishes>,
    /// By issue: what holds while it is left open.
    pub status_quo: Vec<StatusQuo>,
    /// Red lines beside those that lie in attitudes.
    pub red_lines: Vec<RedLine>,
    /// Links. What is left open does not meet them, unless what then holds does.
    pub links: Vec<Link>,
    /// What attitudes mean in numbers.
    pub reading: Reading,
    /// What must hold for every party.
    pub least: Least,
}

/// A partial package: for each issue a choice, or `None` for left open.
pub type Package = Vec<Option<Choice>>;

/// What a package does for one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarantee {
    /// What it gains at the very least over leaving everything open; `None`: there is no bound.
    pub least: Option<Exact>,
    /// Whether it gains in any case, be it ever so little.
    pub gains: bool,
}

/// One package in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// The package.
    pub package: Package,
    /// By party.
    pub guarantees: Vec<Guarantee>,
    /// Each issue left open, with what stands against each of its choices. Never empty lists.
    pub left_out: Vec<LeftOut>,
}

/// The packages with the most issues settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packages {
    /// How many issues they settle.
    pub settled: usize,
    /// How many packages do that. 0 only where every party must gain and no package does it.
    pub total: BigUint,
    /// The first of them in the order of choices, "left open" last; at most as many as asked for.
    pub listed: Vec<Agreed>,
}

/// Finds them all, counts them, and lists up to `most`.
pub fn packages(agenda: &Agenda, most: usize, work: &Work) -> Result<Packages, Stop> {
    preference::shapes(agenda)?;
    let judges = Judges::of(agenda)?;
    let found = search::search(agenda, &judges, most, work)?;
    let listed = found
        .listed
        .into_iter()
        .map(|package| Agreed {
            guarantees: judges.guarantees(agenda.parties.len(), &package),
            left_out: holdout::left_out(agenda, &judges, &package),
            package,
        })
        .collect();
    Ok(Packages { settled: found.settled, total: found.total, listed })
}
