//! Minimal hitting sets: the smallest sets that have something in common with every set of a family
//! (Berge's way: set by set, keeping an antichain).

use crate::work::{Progress, Stop, Work};

/// All minimal hitting sets, each ascending, by size and then by content. A family without sets is
/// hit by the empty set; one with an empty set cannot be hit.
pub(crate) fn hitting_sets(family: &[Vec<usize>], work: &Work) -> Result<Vec<Vec<usize>>, Stop> {
    let mut sorted: Vec<&Vec<usize>> = family.iter().collect();
    sorted.sort_by_key(|set| (set.len(), *set));
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for (done, set) in sorted.iter().enumerate() {
        let hits = |sought: &[usize]| set.iter().any(|one| sought.binary_search(one).is_ok());
        let (hit, miss): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
            found.into_iter().partition(|sought| hits(sought));
        let mut fresh: Vec<Vec<usize>> = Vec::new();
        for base in &miss {
            for one in *set {
                let mut with = base.clone();
                let place = with.partition_point(|other| other < one);
                with.insert(place, *one);
                // What hit before and lies within is smaller; what is new is smallest otherwise:
                // two extensions of an antichain cannot contain each other unless they are equal
                // or one extends a smaller base.
                if !hit.iter().any(|less| within(less, &with)) {
                    fresh.push(with);
                }
            }
        }
        fresh.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        fresh.dedup();
        found = hit;
        let old = found.len();
        for with in fresh {
            let smaller = found.get(old..).unwrap_or_default();
            if !smaller.iter().any(|less| less.len() < with.len() && within(less, &with)) {
                found.push(with);
            }
        }
        if found.len() as u64 > MOST {
            let (after, of) = (done + 1, sorted.len());
            return Err(Stop::TooManyPoints { limit: MOST, after, of });
        }
        work.tell(Progress {
            done: done as u64,
            of: sorted.len() as u64,
            points: found.len() as u64,
        })?;
    }
    found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    Ok(found)
}

/// More than this are compared too slowly.
const MOST: u64 = 50_000;

fn within(less: &[usize], more: &[usize]) -> bool {
    less.len() <= more.len() && less.iter().all(|one| more.binary_search(one).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 1_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn they_are_those_of_brute_force(family in vec(btree_set(0..7_usize, 0..5), 0..7)) {
            let family: Vec<Vec<usize>> =
                family.into_iter().map(|set| set.into_iter().collect()).collect();
            let hits = |mask: u32| {
                family.iter().all(|set| set.iter().any(|one| mask >> one & 1 == 1))
            };
            let mut expected: Vec<Vec<usize>> = (0..1_u32 << 7)
                .filter(|mask| hits(*mask))
                .filter(|mask| (0..7).all(|one| mask >> one & 1 == 0 || !hits(mask & !(1 << one))))
                .map(|mask| (0..7).filter(|one| mask >> one & 1 == 1).collect())
                .collect();
            expected.sort_by(|a: &Vec<usize>, b| (a.len(), a).cmp(&(b.len(), b)));
            prop_assert_eq!(hitting_sets(&family, &Work::default()), Ok(expected));
        }
    }
}
