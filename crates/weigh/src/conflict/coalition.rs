//! Whether decision makers that act together would leave a state: coalition Nash, GMR and SMR (Kilgour,
//! Hipel, Fang and Peng 2001) for every group of them.
//!
//! A group improves if legal moves of its members lead to a state that is better for *each* of them. It is
//! deterred if the others can go on to a state that is not better for each; by SMR, one from which the
//! group has no way back to something better.

use std::borrow::Cow;
use std::cmp::Reverse;

use num_bigint::BigUint;

use super::engine::{Concept, Room, Tables};
use super::model::Conflict;
use super::moves::{Moves, Parts, Step};
use super::scenes::{Scene, Scenes, at, scene};
use crate::work::{Progress, Stop, Work};

/// The most decision makers of which all groups are looked at.
pub const MOST_IN_COALITIONS: usize = 16;

/// What makes a state stable for a group.
pub const COALITION_CONCEPTS: [Concept; 3] = [Concept::Nash, Concept::Gmr, Concept::Smr];

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coalition {
    /// Who, ascending.
    pub members: Vec<usize>,
    /// In the order of [`COALITION_CONCEPTS`].
    stable: [Scenes; 3],
}

/// All groups: by size, then by members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coalitions {
    states: usize,
    /// Every one that is not empty.
    pub all: Vec<Coalition>,
}

impl Coalition {
    /// The states that the group does not leave; `None` for a concept that is not one of
    /// [`COALITION_CONCEPTS`].
    pub fn stable(&self, concept: Concept) -> Option<&Scenes> {
        let place = COALITION_CONCEPTS.iter().position(|one| *one == concept)?;
        self.stable.get(place)
    }
}

impl Coalitions {
    /// The states that no group leaves.
    pub fn equilibria(&self, concept: Concept) -> Scenes {
        let mut out = Scenes::all(self.states);
        self.all.iter().filter_map(|one| one.stable(concept)).for_each(|stable| out.keep(stable));
        out
    }

    /// The groups that leave a state, smallest first.
    pub fn breakers(&self, concept: Concept, state: Scene) -> impl Iterator<Item = &[usize]> {
        let leaves = move |one: &&Coalition| one.stable(concept).is_some_and(|s| !s.has(state));
        self.all.iter().filter(leaves).map(|one| one.members.as_slice())
    }
}

/// Looks at all groups.
pub fn coalitions(conflict: &Conflict, work: &Work) -> Result<Coalitions, Stop> {
    let makers = conflict.makers();
    if makers > MOST_IN_COALITIONS {
        return Err(Stop::TooManyCombinations {
            combinations: (BigUint::from(1_u32) << makers) - 1_u32,
            limit: (1 << MOST_IN_COALITIONS) - 1,
        });
    }
    let mut groups: Vec<u64> = (1..1 << makers).collect();
    // Of the same size in the order of their members: the lowest place first.
    groups.sort_by_key(|group: &u64| (group.count_ones(), Reverse(group.reverse_bits())));
    let mirrored = conflict.all_moves().mirrored();
    let mut looks = Looks::of(conflict, &mirrored);
    let mut out = Coalitions { states: conflict.states(), all: Vec::with_capacity(groups.len()) };
    for (done, group) in groups.iter().enumerate() {
        work.tell(Progress { done: done as u64, of: groups.len() as u64, points: 0 })?;
        let stable = looks.stable(*group, work)?;
        out.all.push(Coalition { members: looks.members.clone(), stable });
    }
    Ok(out)
}

/// How a group gets to a state that is better for each of its members and that nothing sanctions: a
/// shortest way, or `None` if the state is stable for it. SEQ and SSEQ are taken as GMR and SMR.
pub fn coalition_way(
    conflict: &Conflict,
    group: &[usize],
    concept: Concept,
    state: Scene,
    work: &Work,
) -> Result<Option<Vec<Step>>, Stop> {
    let known = group.iter().all(|maker| *maker < conflict.makers());
    if !known || group.is_empty() || at(state) >= conflict.states() {
        return Err(Stop::Mismatch("no such group, or no such state".to_owned()));
    }
    let mirrored = conflict.all_moves().mirrored();
    let mut looks = Looks::of(conflict, &mirrored);
    looks.know(group.iter().fold(0, |group, maker| group | 1 << maker), work)?;
    looks.reach(state, true, work)?;
    if concept.is_inescapable() {
        looks.sanction(state, work)?;
    }
    // The nearest come first.
    let mut reached = looks.forth.scratch.reached().iter();
    let to = reached.find(|to| looks.leaves(concept, state, **to)).copied();
    Ok(to.map(|to| turned(to, &looks.forth.scratch.way(to))))
}

/// A way that was found backwards, from `to`, in its own direction.
fn turned(to: Scene, way: &[Step]) -> Vec<Step> {
    let ends = std::iter::once(to).chain(way.iter().map(|step| step.to));
    let mut out: Vec<Step> =
        way.iter().zip(ends).map(|(step, to)| Step { maker: step.maker, to }).collect();
    out.reverse();
    out
}

/// What is needed to look at groups.
struct Looks<'a> {
    tables: Tables<'a>,
    /// The same with the moves backwards, so that a flood from a state finds where it leads.
    mirrored: Tables<'a>,
    forth: Room,
    back: Room,
    /// The group that is looked at.
    group: u64,
    members: Vec<usize>,
    /// By member and state: what a move there is worth when the others have answered.
    worth: Vec<Vec<u32>>,
}

impl<'a> Looks<'a> {
    fn of(conflict: &'a Conflict, mirrored: &'a Moves) -> Self {
        let ranks = conflict.ranks().iter().map(|own| Cow::Borrowed(own.as_slice())).collect();
        Self {
            tables: Tables::of(conflict),
            mirrored: Tables::with(mirrored, conflict.states(), ranks),
            forth: Room::default(),
            back: Room::default(),
            group: 0,
            members: Vec::new(),
            worth: Vec::new(),
        }
    }

    /// Turns to a group.
    fn know(&mut self, group: u64, work: &Work) -> Result<(), Stop> {
        self.group = group;
        self.members = (0..self.tables.ranks.len()).filter(|m| group >> m & 1 == 1).collect();
        self.worth.clear();
        for member in &self.members {
            self.tables.least(*member, self.others(), &mut self.back, work)?;
            self.worth.push(self.back.scratch.label.clone());
        }
        Ok(())
    }

    fn others(&self) -> u64 {
        self.tables.everybody() & !self.group
    }

    fn stable(&mut self, group: u64, work: &Work) -> Result<[Scenes; 3], Stop> {
        self.know(group, work)?;
        let states = self.tables.states;
        let mut out = COALITION_CONCEPTS.map(|_| Scenes::all(states));
        if let [member] = self.members.as_slice() {
            for (concept, out) in COALITION_CONCEPTS.into_iter().zip(&mut out) {
                self.tables.stable(*member, concept, &mut self.back, out, work)?;
            }
            return Ok(out);
        }
        // Where all moves can be taken back, states that lead to each other lead to the same.
        if let Some(own) = Parts::of(self.tables.moves, group, states) {
            self.together(&own, &mut out, work)?;
            return Ok(out);
        }
        for state in 0..scene(states) {
            self.reach(state, false, work)?;
            let leaves = [Concept::Nash, Concept::Gmr].map(|concept| {
                let mut reached = self.forth.scratch.reached().iter();
                reached.any(|to| self.leaves(concept, state, *to))
            });
            let mut smr = leaves[1];
            if leaves[0] && !leaves[1] {
                self.sanction(state, work)?;
                let mut reached = self.forth.scratch.reached().iter();
                smr = reached.any(|to| self.leaves(Concept::Smr, state, *to));
            }
            tell([leaves[0], leaves[1], smr], state, &mut out);
        }
        Ok(out)
    }

    /// All states, part by part: what matters of where a group can get to is only what nothing else there
    /// exceeds.
    fn together(&mut self, own: &Parts, out: &mut [Scenes; 3], work: &Work) -> Result<(), Stop> {
        let parts = || (0..own.len()).map(|part| own.states(part));
        let rank = |member: usize, _, state: Scene| self.tables.ranks[member][at(state)];
        let by_rank: Vec<Front> =
            parts().map(|part| Front::of(part, &self.members, rank)).collect();
        let theirs = Parts::of(self.tables.moves, self.others(), self.tables.states);
        let meets = theirs.as_ref().map(|theirs| theirs.meets(own)).unwrap_or_default();
        // For which state a part of the others was last looked at.
        let mut seen = vec![Scene::MAX; meets.len()];
        for part in 0..own.len() {
            let worth = |_, place: usize, state: Scene| self.worth[place][at(state)];
            let by_worth = Front::of(own.states(part), &self.members, worth);
            for state in own.states(part) {
                let ranks: Vec<u32> = self.own(*state).collect();
                let [nash, gmr] = [by_rank[part].beats(&ranks), by_worth.beats(&ranks)];
                let mut smr = gmr;
                // By SMR a group leaves where it does by GMR, and stays where it does by Nash.
                if nash && !gmr {
                    work.tell(Progress { done: u64::from(*state), of: 0, points: 0 })?;
                    if theirs.is_none() {
                        self.sanction(*state, work)?;
                    }
                    smr = own.states(part).iter().any(|to| match &theirs {
                        None => self.leaves(Concept::Smr, *state, *to),
                        Some(theirs) => {
                            let there = theirs.part(*to);
                            let is_new = seen[there] != *state && self.is_better(*to, *state);
                            if is_new {
                                seen[there] = *state;
                            }
                            // Nothing that they can go on to keeps the group from something better.
                            is_new && meets[there].iter().all(|part| by_rank[*part].beats(&ranks))
                        }
                    });
                }
                tell([nash, gmr, smr], *state, out);
            }
        }
        Ok(())
    }

    fn own(&self, state: Scene) -> impl Iterator<Item = u32> + '_ {
        self.members.iter().map(move |member| self.tables.ranks[*member][at(state)])
    }

    /// Finds where the group can get to from a state.
    fn reach(&mut self, state: Scene, tell: bool, work: &Work) -> Result<(), Stop> {
        let flood = self.mirrored.flood(self.group, false);
        let states = self.mirrored.states;
        flood.run(&[state], |_| 0, states, tell, &mut self.forth.scratch, work)
    }

    fn is_better(&self, to: Scene, than: Scene) -> bool {
        self.own(to).zip(self.own(than)).all(|(to, than)| to > than)
    }

    /// Whether the group would leave a state for one that it can get to. For SMR sanctions must be known.
    fn leaves(&self, concept: Concept, state: Scene, to: Scene) -> bool {
        self.is_better(to, state)
            && match concept {
                Concept::Nash => true,
                Concept::Gmr | Concept::Seq => {
                    let mut worth = self.worth.iter().zip(self.own(state));
                    worth.all(|(worth, own)| worth[at(to)] > own)
                }
                Concept::Smr | Concept::Sseq => !self.back.scratch.is_labelled(to),
            }
    }

    /// Labels all states from which the others can go on to one that is not better than this state, and
    /// from which the group cannot get to a better one.
    fn sanction(&mut self, state: Scene, work: &Work) -> Result<(), Stop> {
        let states = scene(self.tables.states);
        let better: Vec<Scene> = (0..states).filter(|to| self.is_better(*to, state)).collect();
        let room = &mut self.back.scratch;
        let own = self.tables.flood(self.group, false);
        own.run(&better, |_| 0, self.tables.states, false, room, work)?;
        let kept: Vec<Scene> = (0..states).filter(|state| !room.is_labelled(*state)).collect();
        let others = self.tables.flood(self.tables.everybody() & !self.group, false);
        others.run(&kept, |_| 0, self.tables.states, false, room, work)
    }
}

/// Whether a group leaves a state, by each concept.
fn tell(leaves: [bool; 3], state: Scene, out: &mut [Scenes; 3]) {
    for (_, out) in leaves.into_iter().zip(out).filter(|(leaves, _)| *leaves) {
        out.remove(state);
    }
}

/// Points that no other exceeds in one number without falling behind in another.
struct Front {
    points: Vec<Vec<u32>>,
}

impl Front {
    /// `value` of a member, its place in the group, and a state.
    fn of(states: &[Scene], members: &[usize], value: impl Fn(usize, usize, Scene) -> u32) -> Self {
        let mut all: Vec<Vec<u32>> = states
            .iter()
            .map(|state| members.iter().enumerate().map(|(at, m)| value(*m, at, *state)).collect())
            .collect();
        // Whatever is no worse in all has no smaller sum.
        let sum = |point: &Vec<u32>| point.iter().map(|one| u64::from(*one)).sum::<u64>();
        all.sort_unstable_by(|a, b| sum(b).cmp(&sum(a)).then_with(|| a.cmp(b)));
        let mut points: Vec<Vec<u32>> = Vec::new();
        for point in all {
            if !points.iter().any(|other| other.iter().zip(&point).all(|(a, b)| a >= b)) {
                points.push(point);
            }
        }
        Self { points }
    }

    /// Whether one of the points is larger in every number.
    fn beats(&self, own: &[u32]) -> bool {
        self.points.iter().any(|point| point.iter().zip(own).all(|(a, b)| a > b))
    }
}
