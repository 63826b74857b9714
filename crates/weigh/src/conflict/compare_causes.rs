//! Why an equilibrium came or went: what of the second model, put into the first, is already enough.

use std::collections::BTreeSet;

use super::compare::{Comparison, Edit, Item, Match, StatementEdit, Turn};
use super::draft::{Clause, Literal, Preference, Wish};
use super::engine::Concept;
use super::model::Conflict;
use super::scenes::{Scene, Scenes, at};
use super::stability::stability;
use crate::work::{Stop, Work};

/// Up to so many items all replacements are tried; of more only those of one or two, and all of them.
const MOST_ITEMS: usize = 8;

/// Two models and what is the same in them.
struct Both<'a> {
    a: &'a Conflict,
    b: &'a Conflict,
    there: &'a Match,
    back: &'a Match,
}

/// Equilibria in the order of the concepts.
type Equilibria = [Scenes; 5];

/// Finds the causes of all turns.
pub(super) fn causes(
    a: &Conflict,
    b: &Conflict,
    (there, back): (&Match, &Match),
    out: &mut Comparison,
    work: &Work,
) -> Result<(), Stop> {
    if out.turns.is_empty() {
        return Ok(());
    }
    let both = Both { a, b, there, back };
    let mut items: Vec<Item> =
        out.differ.iter().map(|(maker, _)| Item::Preferences(*maker)).collect();
    let same_shape = out.only_a.is_empty()
        && out.only_b.is_empty()
        && out.moves_a.is_empty()
        && out.moves_b.is_empty()
        && out.makers_a.is_empty()
        && out.makers_b.is_empty();
    if !same_shape {
        items.push(Item::Shape);
        // Where states differ, so may what is said of them.
        let all = out.makers.iter().map(|(maker, _)| Item::Preferences(*maker));
        let more: Vec<Item> = all.filter(|item| !items.contains(item)).collect();
        items.extend(more.into_iter().filter(|_| !out.only_a.is_empty() || !out.only_b.is_empty()));
        items.sort_unstable();
    }
    for chosen in choices(items.len()) {
        let chosen: Vec<Item> = chosen.into_iter().map(|place| items[place]).collect();
        let open = |turn: &Turn| {
            let covered = |cause: &Vec<Item>| cause.iter().all(|item| chosen.contains(item));
            !turn.causes.iter().any(covered)
        };
        if !out.turns.iter().any(open) {
            continue;
        }
        let found = both.replaced(&chosen, work)?;
        for turn in out.turns.iter_mut().filter(|turn| open(turn)) {
            match &found {
                None => turn.unsure = true,
                Some(found) => {
                    let state = if chosen.contains(&Item::Shape) { turn.b } else { turn.a };
                    if holds(found, turn.concept, state) == turn.appeared {
                        turn.causes.push(chosen.clone());
                    }
                }
            }
        }
    }
    if items.len() > MOST_ITEMS {
        out.turns.iter_mut().for_each(|turn| turn.unsure = true);
    }
    statements(&both, out, work)
}

fn holds(found: &Equilibria, concept: Concept, state: Option<Scene>) -> bool {
    state.is_some_and(|state| found[concept as usize].has(state))
}

/// Choices of places, smaller ones first, each without any that is left out of order.
fn choices(size: usize) -> Vec<Vec<usize>> {
    if size > MOST_ITEMS {
        let ones = (0..size).map(|one| vec![one]);
        let twos = (0..size).flat_map(|two| (0..two).map(move |one| vec![one, two]));
        return ones.chain(twos).chain([(0..size).collect()]).collect();
    }
    let mut out: Vec<Vec<usize>> = (1..1_usize << size)
        .map(|bits| (0..size).filter(|place| bits >> place & 1 == 1).collect())
        .collect();
    out.sort_by(|a: &Vec<usize>, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    out
}

fn all_equilibria(conflict: &Conflict, work: &Work) -> Result<Equilibria, Stop> {
    let found = stability(conflict, 1, work)?;
    Ok(Concept::ALL.map(|concept| found.equilibria(concept)))
}

impl Both<'_> {
    /// The first model with these of the second; `None`: it cannot be made.
    fn replaced(&self, items: &[Item], work: &Work) -> Result<Option<Equilibria>, Stop> {
        let new_shape = items.contains(&Item::Shape);
        let (onto, makers) =
            if new_shape { (self.b, &self.back.makers) } else { (self.a, &self.there.makers) };
        let mut ranks = Vec::new();
        for (maker, other) in makers.iter().enumerate() {
            let new = |a: usize| items.contains(&Item::Preferences(a));
            let own = onto.ranks()[maker].clone();
            let replaced = match other {
                Some(other) if new_shape && !new(*other) => {
                    ranks_on(self.a, *other, onto, maker, self.back, self.there)
                }
                Some(other) if !new_shape && new(maker) => {
                    ranks_on(self.b, *other, onto, maker, self.there, self.back)
                }
                _ => Some(own),
            };
            let Some(replaced) = replaced else { return Ok(None) };
            ranks.push(replaced);
        }
        match onto.with_ranks(&ranks) {
            Ok(mixed) => all_equilibria(&mixed, work).map(Some),
            Err(_) => Ok(None),
        }
    }
}

/// What a decision maker of one model would say of the states of the other. `to` leads from the states
/// of `onto` to those of `from`, `back` the other way.
fn ranks_on(
    from: &Conflict,
    maker: usize,
    onto: &Conflict,
    own: usize,
    to: &Match,
    back: &Match,
) -> Option<Vec<u32>> {
    let known = to.states.iter().map(|there| there.map(|there| from.ranks()[maker][at(there)]));
    if let Some(ranks) = known.collect::<Option<Vec<u32>>>() {
        return Some(ranks);
    }
    let preference = match &from.draft().makers.get(maker)?.preference {
        Preference::Priorities(wishes) => {
            Preference::Priorities(wishes.iter().map(|wish| translated(wish, back)).collect())
        }
        Preference::Weights(wishes) => {
            let one = |(wish, weight): &(Wish, _)| (translated(wish, back), Clone::clone(weight));
            Preference::Weights(wishes.iter().map(one).collect())
        }
        Preference::Ranking(_) => return None,
    };
    with_preference(onto, own, preference)
}

/// The ranks that a preference gives.
fn with_preference(onto: &Conflict, maker: usize, preference: Preference) -> Option<Vec<u32>> {
    let mut draft = onto.draft().clone();
    draft.makers.get_mut(maker)?.preference = preference;
    Some(draft.check().ok()?.ranks()[maker].clone())
}

/// In the options of the other model; what it lacks is off.
fn translated(wish: &Wish, to: &Match) -> Wish {
    let clause = |clause: &Clause| -> Option<Clause> {
        let mut out = Vec::new();
        for literal in clause {
            match to.options.get(literal.option).copied().flatten() {
                Some(option) => out.push(Literal::new(option, literal.on)),
                None if literal.on => return None,
                None => {}
            }
        }
        Some(out)
    };
    Wish { any: wish.any.iter().filter_map(clause).collect() }
}

/// Single statements that are enough, for those whose preferences alone are.
fn statements(both: &Both, out: &mut Comparison, work: &Work) -> Result<(), Stop> {
    let mut makers = BTreeSet::new();
    for turn in &out.turns {
        for cause in &turn.causes {
            if let [Item::Preferences(maker)] = cause.as_slice() {
                makers.insert(*maker);
            }
        }
    }
    for maker in makers {
        let Some(other) = both.there.makers[maker] else { continue };
        let lists =
            |conflict: &Conflict, maker: usize| match &conflict.draft().makers[maker].preference {
                Preference::Priorities(wishes) => Some(wishes.clone()),
                _ => None,
            };
        let (Some(old), Some(new)) = (lists(both.a, maker), lists(both.b, other)) else { continue };
        let new: Vec<Wish> = new.iter().map(|wish| translated(wish, both.back)).collect();
        for (edit, list) in edits(&old, &new) {
            let Some(own) = with_preference(both.a, maker, Preference::Priorities(list)) else {
                continue;
            };
            let mut ranks = both.a.ranks().to_vec();
            ranks[maker] = own;
            let Ok(mixed) = both.a.with_ranks(&ranks) else { continue };
            let found = all_equilibria(&mixed, work)?;
            for turn in &mut out.turns {
                if turn.a.is_some() && holds(&found, turn.concept, turn.a) == turn.appeared {
                    turn.statements.push(StatementEdit { maker, edit });
                }
            }
        }
    }
    Ok(())
}

/// Each single step from one list towards the other, with the list after it.
fn edits(old: &[Wish], new: &[Wish]) -> Vec<(Edit, Vec<Wish>)> {
    let mut out = Vec::new();
    for (place, wish) in old.iter().enumerate() {
        let mut rest = old.to_vec();
        rest.remove(place);
        match new.iter().position(|other| other == wish) {
            None => {
                out.push((Edit::Drop { wish: place }, rest));
                if let Some(other) = new.get(place).filter(|other| !old.contains(other)) {
                    let mut list = old.to_vec();
                    list[place] = other.clone();
                    out.push((Edit::Replace { old: place, new: place }, list));
                }
            }
            Some(there) if there != place => {
                let to = there.min(rest.len());
                rest.insert(to, wish.clone());
                out.push((Edit::Move { wish: place, to }, rest));
            }
            Some(_) => {}
        }
    }
    for (place, wish) in new.iter().enumerate().filter(|(_, wish)| !old.contains(wish)) {
        let at = place.min(old.len());
        let mut list = old.to_vec();
        list.insert(at, wish.clone());
        out.push((Edit::Take { wish: place, at }, list));
    }
    out
}
