//! What stands in the way of a full deal, or of the one that was asked about.
//!
//! Red lines, links and reserves can be relaxed, each at somebody's cost. An *opening* is a smallest
//! set of them whose relaxing lets a deal through: leave one out and it does not (a minimal
//! correction set). A *core* is a smallest set that cannot hold together (a minimal unsatisfiable
//! set). Each opening takes one from every core, and the cores are the smallest sets that do that
//! to the openings (Reiter 1987; Liffiton and Sakallah 2008). Deals are not enumerated.

mod cores;
mod group;
mod list;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeMap;

use num_bigint::BigUint;

pub use cores::Cores;

use crate::number::Exact;
use crate::space::{Choice, Deal, Space};
use crate::tagged::{Evidence, Link, RedLine};
use crate::work::{Stop, Work};

/// Something that can be relaxed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Soft {
    /// A party will not have a choice.
    RedLine(RedLine),
    /// "This only if that".
    Link(Link),
    /// A party wants at least so much in all, on the scale of its values in the space.
    Reserve {
        /// Whose.
        party: usize,
        /// How much.
        least: Exact,
        /// What it rests on.
        evidence: Evidence,
    },
}

impl Soft {
    /// Whose it is; `None`: a link that is nobody's.
    pub fn party(&self) -> Option<usize> {
        match self {
            Self::RedLine(line) => Some(line.party),
            Self::Link(link) => link.party,
            Self::Reserve { party, .. } => Some(*party),
        }
    }

    /// What it rests on.
    pub fn evidence(&self) -> &[usize] {
        match self {
            Self::RedLine(line) => &line.evidence,
            Self::Link(link) => &link.evidence,
            Self::Reserve { evidence, .. } => evidence,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Issues, options, values. Its constraints are not up for relaxing; its parties' reserves are
    /// not looked at.
    pub space: &'a Space,
    /// What can be relaxed.
    pub soft: &'a [Soft],
    /// The deal that is asked about: issues with the options that count. Empty: any full deal.
    pub target: &'a [(usize, Vec<Choice>)],
}

/// How much is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Only openings of at most so many constraints; `None`: all. With a bound there are no cores.
    pub largest: Option<usize>,
    /// At most so many openings, and so many cores, are listed. All are counted.
    pub listed: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { largest: None, listed: 100 }
    }
}

/// One smallest set whose relaxing opens a deal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// Places in the list of what can be relaxed, ascending.
    pub relax: Vec<usize>,
    /// A deal that it opens.
    pub deal: Deal,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blockers {
    /// `false`: no deal even if everything is relaxed, for the space's own constraints and the target
    /// leave none (or, with a bound, none within the bound).
    pub possible: bool,
    /// How many openings there are. One empty opening: a deal is there already.
    pub total: BigUint,
    /// How many there are of each size.
    pub by_size: BTreeMap<usize, BigUint>,
    /// The smallest of them, by size, then by place. Where not all of one size fit in, those that come
    /// first issue by issue are listed.
    pub listed: Vec<Opening>,
    /// The conflicting cores, or why there are none. They need all openings, so a bound on the size
    /// leaves none.
    pub cores: Result<Cores, Stop>,
}

impl Blockers {
    /// Whether a deal is there with nothing relaxed.
    pub fn is_open(&self) -> bool {
        self.by_size.contains_key(&0)
    }

    /// How many constraints the smallest openings relax.
    pub fn smallest(&self) -> Option<usize> {
        self.by_size.keys().next().copied()
    }
}

/// Of one set, what each party would have to relax: by party, `None` for what is nobody's.
pub fn by_party(soft: &[Soft], set: &[usize]) -> BTreeMap<Option<usize>, Vec<usize>> {
    let mut out: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for at in set {
        if let Some(one) = soft.get(*at) {
            out.entry(one.party()).or_default().push(*at);
        }
    }
    out
}

/// Finds all openings and cores.
pub fn blockers(question: &Question, bounds: &Bounds, work: &Work) -> Result<Blockers, Stop> {
    let parts = group::parts(question)?;
    let mut found = Vec::with_capacity(parts.webs.len());
    for web in &parts.webs {
        found.push(walk::walk(web, &parts, bounds.largest, work)?);
    }
    let possible = found.iter().all(|part| !part.is_empty());
    if !possible {
        let cores = match bounds.largest {
            Some(_) => Err(bounded()),
            // Without a deal under the space's own constraints nothing needs to be added to conflict.
            None => Ok(Cores { total: BigUint::from(1_u32), listed: vec![Vec::new()] }),
        };
        let by_size = BTreeMap::new();
        return Ok(Blockers {
            possible,
            total: BigUint::default(),
            by_size,
            listed: Vec::new(),
            cores,
        });
    }
    let by_size = list::by_size(&found, bounds.largest);
    let listed = list::first(&found, &parts, &by_size, bounds.listed);
    let cores = match bounds.largest {
        Some(_) => Err(bounded()),
        None => cores::cores(&found, &parts, bounds.listed, work),
    };
    let total: BigUint = by_size.values().sum();
    Ok(Blockers { possible: total > BigUint::default(), total, by_size, listed, cores })
}

fn bounded() -> Stop {
    Stop::Mismatch("cores follow from all openings; ask without a bound on their size".to_owned())
}
