//! From the webs to the whole: an opening takes one smallest set of each web, so sizes add up and
//! counts multiply. They are counted without being listed.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::{One, Zero};

use super::Opening;
use super::group::Parts;
use super::walk::Broken;
use crate::space::Deal;

/// How many openings there are of each size.
pub(super) fn by_size(found: &[Vec<Broken>], largest: Option<usize>) -> BTreeMap<usize, BigUint> {
    let mut all = BTreeMap::from([(0, BigUint::one())]);
    for part in found {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for broken in part {
            *sizes.entry(broken.size).or_default() += 1;
        }
        let mut next: BTreeMap<usize, BigUint> = BTreeMap::new();
        for (size, count) in &all {
            for (more, times) in &sizes {
                if largest.is_none_or(|largest| size + more <= largest) {
                    *next.entry(size + more).or_default() += count * *times;
                }
            }
        }
        all = next;
    }
    all.retain(|_, count| !count.is_zero());
    all
}

/// The first openings by size; among those of one size, by web and then by place.
pub(super) fn first(
    found: &[Vec<Broken>],
    parts: &Parts,
    by_size: &BTreeMap<usize, BigUint>,
    most: usize,
) -> Vec<Opening> {
    // By web: the sizes that it and those after it can still add up to.
    let mut reach: Vec<Vec<usize>> = vec![vec![0]];
    for part in found.iter().rev() {
        let last = reach.last().cloned().unwrap_or_default();
        let mut sizes: Vec<usize> =
            part.iter().flat_map(|broken| last.iter().map(|size| size + broken.size)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        reach.push(sizes);
    }
    reach.reverse();
    let mut out: Vec<Opening> = Vec::new();
    for size in by_size.keys() {
        let mut picked = Vec::new();
        pick(&Pick { found, parts, reach: &reach, most }, *size, &mut picked, &mut out);
    }
    // Webs stand by issue, constraints by place: within the list the order is by size and place.
    out.sort_by(|a, b| (a.relax.len(), &a.relax).cmp(&(b.relax.len(), &b.relax)));
    out
}

struct Pick<'a> {
    found: &'a [Vec<Broken>],
    parts: &'a Parts,
    reach: &'a [Vec<usize>],
    most: usize,
}

fn pick<'a>(of: &Pick<'a>, left: usize, picked: &mut Vec<&'a Broken>, out: &mut Vec<Opening>) {
    if out.len() >= of.most {
        return;
    }
    let Some(part) = of.found.get(picked.len()) else {
        out.push(opening(of.parts, picked));
        return;
    };
    let reach = of.reach.get(picked.len() + 1).map(Vec::as_slice).unwrap_or_default();
    for broken in part {
        if let Some(left) = left.checked_sub(broken.size)
            && reach.binary_search(&left).is_ok()
        {
            picked.push(broken);
            pick(of, left, picked, out);
            picked.pop();
        }
    }
}

fn opening(parts: &Parts, picked: &[&Broken]) -> Opening {
    let groups = picked.iter().flat_map(|broken| &broken.groups);
    let mut relax: Vec<usize> =
        groups.filter_map(|group| parts.groups.get(*group)).flatten().copied().collect();
    relax.sort_unstable();
    let mut deal: Deal = vec![0; parts.options.len()];
    for (issue, option) in picked.iter().flat_map(|broken| &broken.deal) {
        if let Some(place) = deal.get_mut(*issue) {
            *place = *option;
        }
    }
    Opening { relax, deal }
}
