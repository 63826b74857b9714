//! Which positions, events and figures come from which statement.

use std::collections::{BTreeMap, BTreeSet};

use model::{Evidence, Position, Span, Statement};

use crate::reading::Reading;

/// Statements that begin before a place and may hold it. Those further back begin far away.
const BACK: usize = 80;

/// The positions of each statement.
pub(super) struct Links(BTreeMap<usize, Vec<usize>>);

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
        let mut links: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, position) in reading.positions.iter().enumerate() {
            let Evidence::Passage(passage) = &position.evidence else { continue };
            let Some(statements) = by_report.get(passage.report.as_str()) else { continue };
            if let Some(owner) = owner(statements, position, passage.span) {
                links.entry(owner).or_default().push(place);
            }
        }
        Self(links)
    }

    /// The positions of a statement.
    pub(super) fn of(&self, statement: usize) -> &[usize] {
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

/// The statement from which a position was read: of those around its words one with the same
/// speaker, and of those the narrowest.
fn owner(statements: &[(usize, &Statement)], position: &Position, span: Span) -> Option<usize> {
    // A position without a clause of its own stands on the verb, at whose end its content begins.
    let upto = statements.partition_point(|(_, statement)| start(statement) < span.end);
    let around = statements.get(..upto)?.iter().rev().take(BACK);
    around
        .filter(|(_, statement)| holds(statement, span))
        .min_by_key(|(at, statement)| {
            let speaker = statement.speaker.as_ref().map(|speaker| &speaker.name);
            (speaker != position.speaker.as_ref(), length(statement), *at)
        })
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
