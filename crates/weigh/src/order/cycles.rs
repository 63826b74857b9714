//! Strongly connected components (Tarjan 1972) and the circles in them (after Johnson 1975).

use std::collections::{BTreeMap, BTreeSet};

use super::{Arrows, Circle};
use crate::work::{Progress, Stop, Work};

/// The components, each after all that its arrows lead to. Without recursion.
pub(super) fn components(arrows: &Arrows) -> Vec<BTreeSet<usize>> {
    const NEW: usize = usize::MAX;
    let size = arrows.len();
    let next: Vec<Vec<usize>> = arrows.iter().map(|to| to.keys().copied().collect()).collect();
    let (mut number, mut low) = (vec![NEW; size], vec![0; size]);
    let mut on_stack = vec![false; size];
    let (mut stack, mut count, mut out) = (Vec::new(), 0, Vec::new());
    for root in 0..size {
        if number[root] != NEW {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((at, child)) = path.pop() {
            if child == 0 {
                number[at] = count;
                low[at] = count;
                count += 1;
                stack.push(at);
                on_stack[at] = true;
            }
            if let Some(to) = next[at].get(child).copied() {
                path.push((at, child + 1));
                if number[to] == NEW {
                    path.push((to, 0));
                } else if on_stack[to] {
                    low[at] = low[at].min(number[to]);
                }
                continue;
            }
            if let Some((above, _)) = path.last() {
                low[*above] = low[*above].min(low[at]);
            }
            if low[at] == number[at] {
                let mut component = BTreeSet::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component.insert(member);
                    if member == at {
                        break;
                    }
                }
                out.push(component);
            }
        }
    }
    out
}

/// The search calls itself once per issue, so a component of more is not searched.
const DEEPEST: usize = 1_000;

/// The circles of a component that visit no issue twice, shortest first, and whether these are all.
/// Where there are more than `most`, those through the lowest issues are looked at first.
pub(super) fn circles(
    arrows: &Arrows,
    component: &BTreeSet<usize>,
    most: usize,
    work: &Work,
) -> Result<(Vec<Circle>, bool), Stop> {
    if component.len() > DEEPEST {
        return Ok((Vec::new(), false));
    }
    let mut out = Vec::new();
    let mut all = true;
    for start in component {
        let above: BTreeSet<usize> = component.range(start..).copied().collect();
        // Only what leads back to the start, and only within what is left.
        let back = leads_to(arrows, &above, *start);
        let mut search = Search {
            arrows,
            start: *start,
            back: &back,
            most,
            blocked: BTreeSet::new(),
            waits: BTreeMap::new(),
            path: Vec::new(),
            out: &mut out,
            more: false,
        };
        search.go(*start);
        if search.more {
            all = false;
            break;
        }
        work.tell(Progress { done: 0, of: 0, points: out.len() as u64 })?;
    }
    let mut circles: Vec<Circle> = out
        .into_iter()
        .map(|issues: Vec<usize>| {
            let next = issues.iter().cycle().skip(1);
            let demands = issues.iter().zip(next).filter_map(|(from, to)| {
                arrows.get(*from).and_then(|arrows| arrows.get(to)).cloned()
            });
            Circle { demands: demands.collect(), issues }
        })
        .collect();
    circles.sort_by(|a, b| (a.issues.len(), &a.issues).cmp(&(b.issues.len(), &b.issues)));
    Ok((circles, all))
}

/// Everything from which a way leads to the goal.
fn leads_to(arrows: &Arrows, within: &BTreeSet<usize>, goal: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([goal]);
    let mut fresh = vec![goal];
    while let Some(to) = fresh.pop() {
        for from in within {
            let leads = arrows.get(*from).is_some_and(|arrows| arrows.contains_key(&to));
            if leads && found.insert(*from) {
                fresh.push(*from);
            }
        }
    }
    found
}

/// Johnson's search from one start. It goes as deep as there are issues in the component.
struct Search<'a> {
    arrows: &'a Arrows,
    start: usize,
    back: &'a BTreeSet<usize>,
    most: usize,
    blocked: BTreeSet<usize>,
    waits: BTreeMap<usize, BTreeSet<usize>>,
    path: Vec<usize>,
    out: &'a mut Vec<Vec<usize>>,
    more: bool,
}

impl Search<'_> {
    fn go(&mut self, at: usize) -> bool {
        let mut found = false;
        self.path.push(at);
        self.blocked.insert(at);
        let arrows = self.arrows;
        let next = || {
            let to = arrows.get(at).into_iter().flat_map(BTreeMap::keys).copied();
            to.filter(|to| self.back.contains(to)).collect::<Vec<usize>>()
        };
        let next = next();
        for to in &next {
            if self.more {
                break;
            }
            if *to == self.start {
                if self.out.len() >= self.most {
                    self.more = true;
                } else {
                    self.out.push(self.path.clone());
                }
                found = true;
            } else if !self.blocked.contains(to) && self.go(*to) {
                found = true;
            }
        }
        if found {
            self.unblock(at);
        } else {
            for to in next {
                self.waits.entry(to).or_default().insert(at);
            }
        }
        self.path.pop();
        found
    }

    fn unblock(&mut self, at: usize) {
        let mut fresh = vec![at];
        while let Some(at) = fresh.pop() {
            if self.blocked.remove(&at) {
                fresh.extend(self.waits.remove(&at).unwrap_or_default());
            }
        }
    }
}
