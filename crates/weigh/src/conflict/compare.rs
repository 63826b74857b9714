//! Two models of one conflict side by side, of two dates or by two analysts: which equilibria came or
//! went, and because of what.
//!
//! States are the same if the same options are on; an option that one model does not have counts as off.
//! To find the cause, what one decision maker of the first model prefers is replaced by what it prefers
//! in the second, or the states and moves are, alone and together: the smallest replacements that
//! already bring the change about are its causes.

use super::compare_causes::causes;
use super::draft::{Form, Pattern};
use super::engine::Concept;
use super::model::Conflict;
use super::scenes::{Scene, at, scene};
use super::stability::stability;
use crate::work::{Stop, Work};

/// The most moves that are listed on each side.
pub const MOST_MOVES_TOLD: usize = 1_000;

/// A move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arc {
    /// Whose, by the places of its own model.
    pub maker: usize,
    /// From where.
    pub from: Scene,
    /// Where to.
    pub to: Scene,
}

/// What can be replaced as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// What one decision maker prefers; its place in the first model.
    Preferences(usize),
    /// States, moves, and who decides.
    Shape,
}

/// One change of one list of prioritised statements; places from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// A statement of the first model falls away.
    Drop {
        /// Its place.
        wish: usize,
    },
    /// A statement of the second model is taken in.
    Take {
        /// Its place there.
        wish: usize,
        /// Where it stands then.
        at: usize,
    },
    /// One takes the place of another.
    Replace {
        /// Of the first model.
        old: usize,
        /// Of the second.
        new: usize,
    },
    /// It stands somewhere else.
    Move {
        /// Its place in the first model.
        wish: usize,
        /// Where it stands then.
        to: usize,
    },
}

/// A change of statements that alone brings the change about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementEdit {
    /// Whose; its place in the first model.
    pub maker: usize,
    /// What changes.
    pub edit: Edit,
}

/// An equilibrium that came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// By which concept.
    pub concept: Concept,
    /// The state in the first model, if it is there.
    pub a: Option<Scene>,
    /// The state in the second, if it is there.
    pub b: Option<Scene>,
    /// It is an equilibrium in the second only; else in the first only.
    pub appeared: bool,
    /// Each is enough, and nothing of it can be left out.
    pub causes: Vec<Vec<Item>>,
    /// Single statements that are enough.
    pub statements: Vec<StatementEdit>,
    /// Some replacements could not be tried, for a ranking says nothing of states that its model does
    /// not have (or there are too many to try all): there may be smaller causes, or others.
    pub unsure: bool,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The same state in both.
    pub shared: Vec<(Scene, Scene)>,
    /// Only in the first.
    pub only_a: Vec<Scene>,
    /// Only in the second.
    pub only_b: Vec<Scene>,
    /// The same decision maker, by name.
    pub makers: Vec<(usize, usize)>,
    /// Only in the first.
    pub makers_a: Vec<usize>,
    /// Only in the second.
    pub makers_b: Vec<usize>,
    /// Moves between shared states of somebody who is in both, in the first only.
    pub moves_a: Vec<Arc>,
    /// The same in the second only.
    pub moves_b: Vec<Arc>,
    /// There are more moves than are told.
    pub more_moves: bool,
    /// Decision makers, as pairs, who rank shared states differently.
    pub differ: Vec<(usize, usize)>,
    /// Equilibria that came or went, by concept, then by state.
    pub turns: Vec<Turn>,
}

/// Which options, decision makers and states of two models are the same.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// By option of the first, its place in the second.
    pub(super) options: Vec<Option<usize>>,
    /// By decision maker of the first.
    pub(super) makers: Vec<Option<usize>>,
    /// By state of the first.
    pub(super) states: Vec<Option<Scene>>,
}

impl Match {
    fn of(a: &Conflict, b: &Conflict) -> Self {
        let names = |conflict: &Conflict| -> Vec<String> {
            (0..conflict.makers()).map(|maker| conflict.maker(maker).to_owned()).collect()
        };
        let others = names(b);
        let makers: Vec<Option<usize>> =
            names(a).iter().map(|name| others.iter().position(|other| other == name)).collect();
        let options = (0..a.options().len()).map(|option| same_option(a, b, option)).collect();
        let mut out = Self { options, makers, states: Vec::new() };
        let back = Self {
            options: turned(&out.options, b.options().len()),
            makers: Vec::new(),
            states: Vec::new(),
        };
        out.states = (0..a.states()).map(|state| out.state(a, b, &back, scene(state))).collect();
        out
    }

    /// The other way round.
    pub(super) fn mirrored(&self, b: &Conflict) -> Self {
        let mut states = vec![None; b.states()];
        for (a, b) in self.states.iter().enumerate() {
            if let Some(b) = b {
                states[at(*b)] = Some(scene(a));
            }
        }
        Self {
            options: turned(&self.options, b.options().len()),
            makers: turned(&self.makers, b.makers()),
            states,
        }
    }

    /// Options that the other model lacks must be off.
    fn pattern(&self, pattern: Pattern) -> Option<Pattern> {
        let on = self.options.iter().enumerate().filter(|(option, _)| pattern >> option & 1 == 1);
        on.map(|(_, there)| there.map(|there| 1 << there))
            .try_fold(0, |out, bit| bit.map(|bit: Pattern| out | bit))
    }

    fn state(&self, a: &Conflict, b: &Conflict, back: &Self, state: Scene) -> Option<Scene> {
        let Some(pattern) = a.pattern(state) else { return by_name(a, b, state) };
        let there = b.find(self.pattern(pattern)?)?;
        // What is merged in one model only is not the same.
        let again = a.find(back.pattern(b.pattern(there)?)?)?;
        (again == state).then_some(there)
    }
}

/// From the second to the first.
fn turned(places: &[Option<usize>], size: usize) -> Vec<Option<usize>> {
    (0..size).map(|there| places.iter().position(|place| *place == Some(there))).collect()
}

/// In graph form.
fn by_name(a: &Conflict, b: &Conflict, state: Scene) -> Option<Scene> {
    let Form::Graph { states, .. } = &b.draft().form else { return None };
    let name = a.state_name(state)?;
    states.iter().position(|other| other == name).map(scene)
}

/// The option of the same name of the decision maker of the same name.
fn same_option(a: &Conflict, b: &Conflict, option: usize) -> Option<usize> {
    let owner = |conflict: &Conflict, option: usize| {
        let makers = &conflict.draft().makers;
        makers.iter().find(|maker| maker.options.contains(&option)).map(|maker| maker.name.clone())
    };
    let name = &a.options().get(option)?.name;
    (0..b.options().len()).find(|there| {
        b.options().get(*there).is_some_and(|other| other.name == *name)
            && owner(a, option) == owner(b, *there)
    })
}

/// Compares the first with the second.
pub fn compare(a: &Conflict, b: &Conflict, work: &Work) -> Result<Comparison, Stop> {
    let there = Match::of(a, b);
    let back = there.mirrored(b);
    let pairs = |places: &[Option<Scene>]| -> Vec<(Scene, Scene)> {
        let all = places.iter().enumerate();
        all.filter_map(|(here, there)| there.map(|there| (scene(here), there))).collect()
    };
    let alone = |places: &[Option<Scene>]| -> Vec<Scene> {
        let all = places.iter().enumerate().filter(|(_, there)| there.is_none());
        all.map(|(here, _)| scene(here)).collect()
    };
    let lonely = |places: &[Option<usize>]| -> Vec<usize> {
        (0..places.len()).filter(|here| places[*here].is_none()).collect()
    };
    let shared = pairs(&there.states);
    let makers: Vec<(usize, usize)> = there
        .makers
        .iter()
        .enumerate()
        .filter_map(|(here, there)| there.map(|there| (here, there)))
        .collect();
    let (moves_a, more_a) = only_here(a, b, &there);
    let (moves_b, more_b) = only_here(b, a, &back);
    let differ = makers.iter().copied().filter(|pair| differ(a, b, &shared, *pair)).collect();
    let mut out = Comparison {
        only_a: alone(&there.states),
        only_b: alone(&back.states),
        shared,
        makers,
        makers_a: lonely(&there.makers),
        makers_b: lonely(&back.makers),
        moves_a,
        moves_b,
        more_moves: more_a || more_b,
        differ,
        turns: Vec::new(),
    };
    out.turns = turns(a, b, &there, &back, work)?;
    causes(a, b, (&there, &back), &mut out, work)?;
    Ok(out)
}

/// Moves between shared states that the other model does not have.
fn only_here(a: &Conflict, b: &Conflict, there: &Match) -> (Vec<Arc>, bool) {
    let mut out = Vec::new();
    for (maker, other) in there.makers.iter().enumerate() {
        let Some(other) = other else { continue };
        for (from, start) in there.states.iter().enumerate() {
            let Some(start) = start else { continue };
            let known = b.moves(*other, *start);
            for to in a.moves(maker, scene(from)) {
                let Some(end) = there.states[at(to)] else { continue };
                if known.binary_search(&end).is_err() {
                    if out.len() == MOST_MOVES_TOLD {
                        return (out, true);
                    }
                    out.push(Arc { maker, from: scene(from), to });
                }
            }
        }
    }
    (out, false)
}

/// Whether shared states stand in another order.
fn differ(a: &Conflict, b: &Conflict, shared: &[(Scene, Scene)], pair: (usize, usize)) -> bool {
    let mut ranks: Vec<(u32, u32)> = shared
        .iter()
        .map(|(here, there)| (a.rank(pair.0, *here), b.rank(pair.1, *there)))
        .collect();
    ranks.sort_unstable();
    // In step: both stay or both rise.
    !ranks.windows(2).all(|two| two[0].0.cmp(&two[1].0) == two[0].1.cmp(&two[1].1))
}

fn turns(
    a: &Conflict,
    b: &Conflict,
    there: &Match,
    back: &Match,
    work: &Work,
) -> Result<Vec<Turn>, Stop> {
    let (before, after) = (stability(a, 1, work)?, stability(b, 1, work)?);
    let mut out = Vec::new();
    for concept in Concept::ALL {
        let (before, after) = (before.equilibria(concept), after.equilibria(concept));
        let turn = |a: Option<Scene>, b: Option<Scene>, appeared: bool| Turn {
            concept,
            a,
            b,
            appeared,
            causes: Vec::new(),
            statements: Vec::new(),
            unsure: false,
        };
        for (here, there) in there.states.iter().enumerate() {
            let here = scene(here);
            let (was, is) = (before.has(here), there.is_some_and(|there| after.has(there)));
            if was != is {
                out.push(turn(Some(here), *there, is));
            }
        }
        let new = after.iter().filter(|state| back.states[at(*state)].is_none());
        out.extend(new.map(|state| turn(None, Some(state), true)));
    }
    Ok(out)
}
