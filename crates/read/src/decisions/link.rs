//! Which positions, events and figures come from which statement.

use std::collections::{BTreeMap, BTreeSet};

use model::{Evidence, Position, Span, Statement};

use crate::reading::Reading;

/// Statements that begin before a place and may hold it. Those further back begin far away.
const BACK: usize = 80;

/// How a position hangs on a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// It was read from the statement's own content.
    Read,
    /// It was read from a statement inside, and this one's speaker tells it.
    Told,
}

/// The positions of each statement.
pub(super) struct Links(BTreeMap<usize, Vec<(usize, Link)>>);

impl Links {
    /// Looks only at reports in which one of the statements was decided about.
    pub(super) fn new(reading: &Reading, decided: &BTreeSet<usize>) -> Self {
        let touched: BTreeSet<&str> = decided
            .iter()
            .filter_map(|at| reading.statements.get(*at))
            .map(|statement| statement.report.as_str())
            .collect();
        let mut by_report: BTreeMap<&str, Vec<(usize, &Statement)>> = BTreeMap::new();
        for (at, statement) in reading.statements.iter().enumerate() {
            if touched.contains(statement.report.as_str()) {
                by_report.entry(&statement.report).or_default().push((at, statement));
            }
        }
        for list in by_report.values_mut() {
            list.sort_by_key(|(at, statement)| (start(statement), *at));
        }
        let mut links: BTreeMap<usize, Vec<(usize, Link)>> = BTreeMap::new();
        for (place, position) in reading.positions.iter().enumerate() {
            let Evidence::Passage(passage) = &position.evidence else { continue };
            let Some(statements) = by_report.get(passage.report.as_str()) else { continue };
            let around = around(statements, passage.span);
            let owner = owner(&around, position);
            if let Some(owner) = owner {
                links.entry(owner).or_default().push((place, Link::Read));
            }
            let teller = teller(&around, position).filter(|teller| Some(*teller) != owner);
            if let Some(teller) = teller {
                links.entry(teller).or_default().push((place, Link::Told));
            }
        }
        Self(links)
    }

    /// The positions of a statement.
    pub(super) fn of(&self, statement: usize) -> &[(usize, Link)] {
        self.0.get(&statement).map(Vec::as_slice).unwrap_or_default()
    }
}

fn start(statement: &Statement) -> usize {
    statement.content.first().map_or(0, |span| span.start)
}

fn length(statement: &Statement) -> usize {
    statement.content.iter().map(|piece| piece.len()).sum()
}

fn holds(statement: &Statement, span: Span) -> bool {
    statement.content.iter().any(|piece| piece.overlap(span) > 0)
}

/// The statements around a place.
fn around<'a>(statements: &[(usize, &'a Statement)], span: Span) -> Vec<(usize, &'a Statement)> {
    // A position without a clause of its own stands on the verb, at whose end its content begins.
    let upto = statements.partition_point(|(_, statement)| start(statement) < span.end);
    let before = statements.get(..upto).unwrap_or_default().iter().rev().take(BACK);
    before.filter(|(_, statement)| holds(statement, span)).copied().collect()
}

/// The statement from which a position was read: one that shows the same, and of those the narrowest.
fn owner(around: &[(usize, &Statement)], position: &Position) -> Option<usize> {
    let key = |(at, statement): &&(usize, &Statement)| {
        let other = statement.issue.as_ref() != Some(&position.issue)
            || statement.stance != position.stance;
        (other, length(statement), *at)
    };
    around.iter().min_by_key(key).map(|(at, _)| *at)
}

/// The narrowest statement whose speaker is the one who tells the position.
fn teller(around: &[(usize, &Statement)], position: &Position) -> Option<usize> {
    let told = position.speaker.as_ref()?;
    around
        .iter()
        .filter(|(_, statement)| statement.speaker.as_ref().is_some_and(|s| s.name == *told))
        .min_by_key(|(at, statement)| (length(statement), *at))
        .map(|(at, _)| *at)
}

/// What a statement told is told by its new speaker, or by the report when it was rejected.
pub(super) fn reattribute(reading: &mut Reading, moved: &[(Statement, Option<String>)]) {
    for (before, now) in moved {
        let Some(was) = before.speaker.as_ref().map(|speaker| &speaker.name) else { continue };
        let events = &mut reading.events;
        let from = events.partition_point(|event| event.report < before.report);
        for event in events.iter_mut().skip(from).take_while(|e| e.report == before.report) {
            if event.attributed_to.as_ref() == Some(was) && holds(before, event.span) {
                event.attributed_to.clone_from(now);
            }
        }
        let figures = &mut reading.figures;
        let from = figures.partition_point(|figure| figure.report < before.report);
        for figure in figures.iter_mut().skip(from).take_while(|f| f.report == before.report) {
            if figure.attributed_to.as_ref() == Some(was) && holds(before, figure.span) {
                figure.attributed_to.clone_from(now);
            }
        }
    }
}
