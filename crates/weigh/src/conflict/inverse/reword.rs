//! The least change by statements: neighbours in the order of priority that change places, and
//! statements turned into their opposite.
//!
//! All lists that are one step away are tried, then all that are two away, and so on; so the first that
//! helps is a nearest. For concepts in which only one's own wants count, each decision maker is looked at
//! by itself. The number of lists grows with each step about as fast as twice the number of statements,
//! so the search is cut off after a given number, and says how many steps it has ruled out.

use std::collections::BTreeSet;

use super::{Check, Effort, Least, Wanted, varied};
use crate::conflict::draft::{Preference, Wish};
use crate::conflict::model::Conflict;
use crate::conflict::rank::dense;
use crate::conflict::scenes::scene;
use crate::work::{Progress, Stop, Work};

/// The most statements of one decision maker.
pub const MOST_STATEMENTS: usize = 64;

/// One statement in its new place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placed {
    /// Which one: its place in the list as it was.
    pub wish: usize,
    /// Whether the opposite is now wanted.
    pub negated: bool,
}

/// The statements of one decision maker in a new order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrangement {
    /// Who.
    pub maker: usize,
    /// From the most important.
    pub order: Vec<Placed>,
    /// How many neighbours must change places to get there.
    pub swaps: u64,
    /// How many are turned into their opposite.
    pub negations: u64,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rewording {
    /// Swaps and negations in all.
    pub steps: u64,
    /// By decision maker; only those who change.
    pub changes: Vec<Arrangement>,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// How few steps are enough. Never: not with these statements, in whatever order.
    pub least: Least,
    /// The smallest answers.
    pub rewordings: Vec<Rewording>,
    /// Whether these are all of that size.
    pub all: bool,
    /// How many lists were tried.
    pub tried: u64,
}

/// The lists of some decision makers, in their order.
type Lists = Vec<Vec<Placed>>;

/// Finds the least change by statements. Those whose preferences are not prioritised statements stay as
/// they are.
pub fn reworded(
    conflict: &Conflict,
    wanted: &Wanted,
    effort: &Effort,
    work: &Work,
) -> Result<Reworded, Stop> {
    let may = varied(conflict, wanted)?;
    let mut check = Check::of(conflict, wanted);
    let mut unstable = Vec::new();
    for maker in 0..conflict.makers() {
        if !check.is_stable(maker, work)? {
            unstable.push(maker);
        }
    }
    let mut out = Reworded { least: Least::Exactly(0), rewordings: vec![], all: true, tried: 0 };
    if unstable.is_empty() {
        return Ok(out);
    }
    let lists: Vec<&[Wish]> =
        conflict.draft().makers.iter().map(|m| wishes(&m.preference)).collect();
    let has_list = |maker: usize| may >> maker & 1 == 1 && !lists[maker].is_empty();
    if let Some(many) = (0..lists.len()).find(|m| has_list(*m) && lists[*m].len() > MOST_STATEMENTS)
    {
        let (name, count) = (conflict.maker(many), lists[many].len());
        return Err(Stop::Mismatch(format!(
            "\"{name}\" has {count} statements; {MOST_STATEMENTS} are the most that are rearranged"
        )));
    }
    let groups: Vec<Vec<usize>> = if wanted.concept.is_credible() {
        vec![(0..lists.len()).filter(|maker| has_list(*maker)).collect()]
    } else {
        unstable.iter().map(|maker| vec![*maker]).collect()
    };
    let mut answers = vec![Vec::new()];
    let (mut low, mut open) = (0, false);
    for group in groups {
        if group.is_empty() || !group.iter().all(|maker| has_list(*maker)) {
            return Ok(Reworded { least: Least::Never, ..out });
        }
        let mut tries = Tries::of(conflict, &group, &lists, wanted.concept.is_credible());
        let found = tries.search(&mut check, effort, work)?;
        out.tried += tries.tried;
        out.all &= tries.all;
        low += tries.steps;
        if found.is_empty() && tries.exhausted {
            return Ok(Reworded { least: Least::Never, rewordings: vec![], all: true, ..out });
        }
        open |= found.is_empty();
        let mut next = Vec::new();
        for (before, lists) in answers.iter().flat_map(|a| found.iter().map(move |f| (a, f))) {
            if next.len() < effort.listed.max(1) {
                let mut answer: Vec<Arrangement> = before.clone();
                answer.extend(group.iter().zip(lists).filter_map(|(maker, l)| arranged(*maker, l)));
                next.push(answer);
            } else {
                out.all = false;
            }
        }
        answers = next;
    }
    out.least = if open { Least::AtLeast(low) } else { Least::Exactly(low) };
    if open {
        (out.all, answers) = (false, Vec::new());
    }
    out.rewordings = answers.into_iter().map(|changes| Rewording { steps: low, changes }).collect();
    out.rewordings.sort();
    Ok(out)
}

fn wishes(preference: &Preference) -> &[Wish] {
    match preference {
        Preference::Priorities(wishes) => wishes,
        Preference::Weights(_) | Preference::Ranking(_) => &[],
    }
}

/// `None`: as it was.
fn arranged(maker: usize, order: &[Placed]) -> Option<Arrangement> {
    let swaps = (0..order.len())
        .map(|place| order[..place].iter().filter(|b| b.wish > order[place].wish).count() as u64)
        .sum();
    let negations = order.iter().filter(|placed| placed.negated).count() as u64;
    (swaps + negations > 0).then(|| Arrangement { maker, order: order.to_vec(), swaps, negations })
}

struct Tries<'a> {
    group: &'a [usize],
    /// By decision maker of the group, wish and state.
    truths: Vec<Vec<Vec<bool>>>,
    states: usize,
    /// Whether the others must be content as well.
    everybody: bool,
    steps: u64,
    tried: u64,
    all: bool,
    /// There is no other list.
    exhausted: bool,
}

impl<'a> Tries<'a> {
    fn of(conflict: &Conflict, group: &'a [usize], lists: &[&[Wish]], everybody: bool) -> Self {
        let states = conflict.states();
        let truth = |wish: &Wish| -> Vec<bool> {
            (0..states).map(|s| wish.is_true(conflict.pattern(scene(s)).unwrap_or(0))).collect()
        };
        let truths = group.iter().map(|m| lists[*m].iter().map(truth).collect()).collect();
        let (steps, tried, all, exhausted) = (0, 0, true, false);
        Self { group, truths, states, everybody, steps, tried, all, exhausted }
    }

    fn search(
        &mut self,
        check: &mut Check,
        effort: &Effort,
        work: &Work,
    ) -> Result<Vec<Lists>, Stop> {
        let unchanged = |own: &Vec<Vec<bool>>| -> Vec<Placed> {
            (0..own.len()).map(|wish| Placed { wish, negated: false }).collect()
        };
        let first: Lists = self.truths.iter().map(unchanged).collect();
        let (mut last, mut level) = (BTreeSet::new(), BTreeSet::from([first]));
        let mut found = Vec::new();
        loop {
            let mut next = BTreeSet::new();
            for lists in &level {
                near(lists, |near| {
                    if !last.contains(&near) && !level.contains(&near) {
                        next.insert(near);
                    }
                });
                // What is laid out but not yet tried must stay within bounds as well.
                if next.len() as u64 > effort.nodes {
                    break;
                }
            }
            self.steps += 1;
            if next.is_empty() {
                self.exhausted = true;
                return Ok(found);
            }
            if next.len() as u64 + self.tried > effort.nodes {
                self.all = false;
            }
            for lists in &next {
                if self.tried >= effort.nodes {
                    return Ok(found);
                }
                self.tried += 1;
                work.tell(Progress { done: self.tried, of: effort.nodes, points: 0 })?;
                if self.helps(lists, check, work)? {
                    if found.len() >= effort.listed.max(1) {
                        self.all = false;
                        return Ok(found);
                    }
                    found.push(lists.clone());
                }
            }
            if !found.is_empty() {
                return Ok(found);
            }
            (last, level) = (level, next);
        }
    }

    fn helps(&self, lists: &Lists, check: &mut Check, work: &Work) -> Result<bool, Stop> {
        for ((maker, order), truths) in self.group.iter().zip(lists).zip(&self.truths) {
            let key = |state: usize| {
                let truth = |placed: &Placed| truths[placed.wish][state] != placed.negated;
                order.iter().fold(0_u64, |key, placed| key << 1 | u64::from(truth(placed)))
            };
            check.set(*maker, &dense(&(0..self.states).map(key).collect::<Vec<u64>>()));
        }
        if self.everybody {
            return check.is_equilibrium(work);
        }
        for maker in self.group {
            if !check.is_stable(*maker, work)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// All lists that are one step away.
fn near(lists: &Lists, mut each: impl FnMut(Lists)) {
    for (maker, list) in lists.iter().enumerate() {
        for place in 0..list.len() {
            let mut negated = lists.clone();
            negated[maker][place].negated ^= true;
            each(negated);
            if place > 0 {
                let mut swapped = lists.clone();
                swapped[maker].swap(place - 1, place);
                each(swapped);
            }
        }
    }
}
