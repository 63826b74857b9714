//! States that count as one: from options to a graph.

use super::cubes;
use super::draft::{Merge, Pattern};
use super::moves::{Arcs, Groups};
use super::problem::{MOST_MOVES, Problem};
use super::scenes::{Scene, at, scene};

/// Which state each counts as.
pub(super) struct Merged {
    /// By state before merging, its place after. A merged state stands where its first one stood, so
    /// that it stays there when an option is added at the end.
    pub(super) of: Vec<Scene>,
    /// By state after merging, the first that counts as it.
    pub(super) first: Vec<Scene>,
    /// By state after merging, the merge, if it is one.
    pub(super) merge: Vec<Option<usize>>,
}

/// `None`: nothing is merged.
pub(super) fn merge(
    merges: &[Merge],
    patterns: &[Pattern],
) -> Result<Option<Merged>, Vec<Problem>> {
    if merges.is_empty() {
        return Ok(None);
    }
    let mut problems = Vec::new();
    let mut by: Vec<Option<usize>> = vec![None; patterns.len()];
    for (at, merge) in merges.iter().enumerate() {
        let cubes = cubes::any(&merge.any);
        let (mut some, mut twice) = (false, None);
        for (pattern, by) in patterns.iter().zip(&mut by) {
            if cubes.iter().any(|cube| cube.takes(*pattern)) {
                some = true;
                twice = twice.or(*by);
                *by = Some(at);
            }
        }
        if !some {
            problems.push(Problem::EmptyMerge { merge: merge.name.clone() });
        }
        if let Some(other) = twice {
            let merges = [merges[other].name.clone(), merge.name.clone()];
            problems.push(Problem::MergedTwice { merges });
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut out = Merged { of: Vec::new(), first: Vec::new(), merge: Vec::new() };
    let mut place_of = vec![None; merges.len()];
    for (state, by) in by.into_iter().enumerate() {
        let known = by.and_then(|by| place_of[by]);
        out.of.push(known.unwrap_or_else(|| {
            let place = scene(out.first.len());
            out.first.push(scene(state));
            out.merge.push(by);
            if let Some(by) = by {
                place_of[by] = Some(place);
            }
            place
        }));
    }
    Ok(Some(out))
}

impl Merged {
    /// A move between two of the merged states is one from where any of those leads that count as the
    /// first to where any of those stands that count as the second.
    pub(super) fn arcs(&self, groups: &[Groups]) -> Result<Vec<Arcs>, Problem> {
        let all = groups.iter().map(Groups::most_moves).fold(0, u64::saturating_add);
        if all > MOST_MOVES {
            return Err(Problem::TooManyMoves { moves: all });
        }
        Ok(groups.iter().map(|groups| self.of_one(groups)).collect())
    }

    fn of_one(&self, groups: &Groups) -> Arcs {
        let mut lists = vec![Vec::new(); self.first.len()];
        let order: Vec<Scene> = (0..scene(self.of.len())).collect();
        let mut sorted = vec![(0, 0); order.len()];
        groups.sort(order.iter().map(|state| (0, *state)), &mut Vec::new(), &mut sorted);
        // By clique, for which state it was last seen.
        let mut seen_for = vec![Scene::MAX; groups.cliques()];
        let (mut stack, mut cliques) = (Vec::new(), Vec::new());
        for to in order {
            cliques.clear();
            groups.before(groups.clique(to), &mut stack, &mut |clique| {
                let is_new = seen_for[at(clique)] != to;
                if is_new {
                    seen_for[at(clique)] = to;
                    cliques.push(clique);
                }
                is_new
            });
            let own = self.of[at(to)];
            for clique in &cliques {
                let (first, last) = groups.span(*clique);
                for (_, from) in &sorted[at(first)..at(last)] {
                    let from = self.of[at(*from)];
                    if from != own {
                        lists[at(from)].push(own);
                    }
                }
            }
        }
        Arcs::of(lists.into_iter())
    }

    /// Ranks of the states after merging; the merge that somebody does not like all alike.
    pub(super) fn ranks(&self, before: &[u32]) -> Result<Vec<u32>, usize> {
        let out: Vec<u32> = self.first.iter().map(|first| before[at(*first)]).collect();
        for (state, place) in self.of.iter().enumerate() {
            if before[state] != out[at(*place)] {
                return Err(self.merge[at(*place)].unwrap_or_default());
            }
        }
        Ok(super::rank::dense(&out))
    }
}
