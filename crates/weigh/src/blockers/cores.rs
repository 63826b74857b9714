//! The conflicting cores, from the openings: the smallest sets that have something in common with
//! every opening. Webs do not meet, so each core lies in one web.

use num_bigint::BigUint;

use super::group::Parts;
use super::walk::Broken;
use crate::hitting::hitting_sets;
use crate::work::{Stop, Work};

/// Smallest sets of constraints that cannot hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cores {
    /// How many there are.
    pub total: BigUint,
    /// The first of them, by size, then by place.
    pub listed: Vec<Vec<usize>>,
}

/// Finds them. Of red lines on one choice each alone shuts it, so a core has one of them.
pub(super) fn cores(
    found: &[Vec<Broken>],
    parts: &Parts,
    most: usize,
    work: &Work,
) -> Result<Cores, Stop> {
    let mut total = BigUint::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for part in found {
        let family: Vec<Vec<usize>> = part.iter().map(|broken| broken.groups.clone()).collect();
        for core in hitting_sets(&family, work)? {
            let sizes = core.iter().filter_map(|group| parts.groups.get(*group)).map(Vec::len);
            total += sizes.map(BigUint::from).product::<BigUint>();
            groups.push(core);
        }
    }
    groups.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut listed = Vec::new();
    // All of one size before the next; within a size by place, as far as the list goes.
    for core in &groups {
        if listed.len() >= most {
            break;
        }
        let room = most - listed.len();
        listed.extend(members(core, parts, room));
    }
    listed.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    Ok(Cores { total, listed })
}

/// One member of each group, in all ways, at most so many.
fn members(core: &[usize], parts: &Parts, most: usize) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new()];
    for group in core {
        let group = parts.groups.get(*group).map(Vec::as_slice).unwrap_or_default();
        let with = |head: &Vec<usize>, one: &usize| [head.as_slice(), &[*one]].concat();
        let all = out.iter().flat_map(|head| group.iter().map(move |one| with(head, one)));
        out = all.take(most).collect();
    }
    for core in &mut out {
        core.sort_unstable();
    }
    out
}
