//! The decisions that count, on their way into a reading.

use std::collections::{BTreeMap, BTreeSet};

use model::{AsRead, Position, Span, Statement, Subject, Verdict};

use super::change::{Change, Names};
use super::link::{self, Links};
use super::{Keys, Ruling, Rulings, State, resolve};
use crate::reading::Reading;

/// The decisions that count, on their way into the reading.
pub(super) struct Work<'a> {
    keys: &'a Keys,
    names: Names,
    all: Vec<Ruling>,
    /// Statements that lost or changed their speaker: the name that was, the name that is.
    moved: Vec<(Statement, Option<String>)>,
    /// Places of statements and positions that are taken out.
    gone: [BTreeSet<usize>; 2],
    /// Positions that only a correction makes.
    made: Vec<Position>,
}

impl<'a> Work<'a> {
    pub(super) fn new(keys: &'a Keys, names: Names, all: Vec<Ruling>) -> Self {
        Self { keys, names, all, moved: Vec::new(), gone: Default::default(), made: Vec::new() }
    }

    pub(super) fn run(mut self, reading: &mut Reading) {
        let statements = self.work(Subject::Statement);
        let decided = statements.iter().map(|(_, at)| *at).collect();
        let links = Links::new(reading, &decided);
        let positions = self.work(Subject::Position);
        let own: BTreeSet<usize> = positions.iter().map(|(_, at)| *at).collect();
        for (nth, at) in statements {
            self.statement(reading, &links, &own, (nth, at));
        }
        for (nth, at) in positions {
            let Some(ruling) = self.all.get(nth) else { continue };
            let change = Change { decision: &ruling.decision, names: &self.names };
            let Some(position) = reading.positions.get_mut(at) else { continue };
            match change.position(position) {
                Some(changed) => *position = changed,
                None => {
                    self.gone[1].insert(at);
                }
            }
        }
        self.note_after(reading);
        let [gone_statements, gone_positions] = &self.gone;
        let statements = take(&mut reading.statements, gone_statements);
        let positions = take(&mut reading.positions, gone_positions);
        insert(&mut reading.positions, self.made);
        link::reattribute(reading, &self.moved);
        reading.rulings = Rulings { all: self.all, statements, positions };
    }

    /// A statement and the positions that hang on it, but for those with a decision of their own.
    fn statement(
        &mut self,
        reading: &mut Reading,
        links: &Links,
        own: &BTreeSet<usize>,
        (nth, at): (usize, usize),
    ) {
        let Some(before) = reading.statements.get(at).cloned() else { return };
        let Some(ruling) = self.all.get(nth) else { return };
        let change = Change { decision: &ruling.decision, names: &self.names };
        let free = links.of(at).iter().filter(|(place, _)| !own.contains(place));
        let Some(after) = change.statement(&before) else {
            self.gone[0].insert(at);
            self.gone[1].extend(free.map(|(place, _)| *place));
            self.moved.push((before, None));
            return;
        };
        let mut shown = links.of(at).iter().any(|(place, _)| own.contains(place));
        for (place, link) in free {
            let Some(position) = reading.positions.get_mut(*place) else { continue };
            match change.follow(&before, &after, position, *link) {
                Some(changed) => {
                    shown |= Some(&changed.issue) == after.issue.as_ref();
                    *position = changed;
                }
                None => {
                    self.gone[1].insert(*place);
                }
            }
        }
        if !shown {
            self.made.extend(change.new_position(reading, &after));
        }
        let name = |one: &Statement| one.speaker.as_ref().map(|speaker| speaker.name.clone());
        if name(&before) != name(&after) {
            self.moved.push((before, name(&after)));
        }
        if let Some(statement) = reading.statements.get_mut(at) {
            *statement = after;
        }
    }

    /// The decisions that change something, by their number, with each place.
    fn work(&self, of: Subject) -> Vec<(usize, usize)> {
        let counts = |ruling: &&(usize, &Ruling)| {
            let (_, ruling) = ruling;
            ruling.state == State::Applied
                && ruling.decision.of == of
                && ruling.decision.verdict != Verdict::Withdraw
        };
        self.all
            .iter()
            .enumerate()
            .filter(|pair| counts(&pair))
            .flat_map(|(nth, ruling)| {
                let key = resolve(self.keys, &ruling.decision).unwrap_or_default();
                let places = self.keys.places(of, &key).to_vec();
                places.into_iter().map(move |place| (nth, place))
            })
            .collect()
    }

    /// What stands now at each place that a decision reached.
    fn note_after(&mut self, reading: &Reading) {
        let [statements, positions] = self.gone.clone();
        for of in [Subject::Statement, Subject::Position] {
            let mut nth_hit: BTreeMap<usize, usize> = BTreeMap::new();
            for (nth, at) in self.work(of) {
                let hit = nth_hit.entry(nth).or_default();
                let after = match of {
                    Subject::Statement if statements.contains(&at) => None,
                    Subject::Statement => reading.statements.get(at).map(AsRead::from),
                    Subject::Position if positions.contains(&at) => None,
                    Subject::Position => reading.positions.get(at).map(AsRead::from),
                    Subject::Dispute => None,
                };
                if let Some(place) = self.all.get_mut(nth).and_then(|r| r.hits.get_mut(*hit)) {
                    place.after = after;
                }
                *hit += 1;
            }
        }
    }
}

/// Takes the places out of a list, in order.
fn take<T>(list: &mut Vec<T>, places: &BTreeSet<usize>) -> Vec<T> {
    let (mut kept, mut taken) = (Vec::new(), Vec::new());
    for (at, one) in std::mem::take(list).into_iter().enumerate() {
        if places.contains(&at) { taken.push(one) } else { kept.push(one) }
    }
    *list = kept;
    taken
}

/// Puts positions where the order by report and place wants them.
fn insert(list: &mut Vec<Position>, made: Vec<Position>) {
    if made.is_empty() {
        return;
    }
    list.extend(made);
    list.sort_by(|a, b| place_of(a).cmp(&place_of(b)));
}

fn place_of(position: &Position) -> Option<(&str, Span)> {
    position.evidence.passage().map(|passage| (passage.report.as_str(), passage.span))
}
