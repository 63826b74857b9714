//! What moved since a day: stances before and after, and what was agreed, seen and reported.

use std::collections::BTreeMap;

use model::{ActorId, Attitude, IssueId, Position, When};

use super::agreed::{agreement_line, observation_line};
use super::timeline::round_line;
use crate::brief::material::Material;
use crate::brief::tree::{Cite, Line, List};
use crate::brief::words::date;

/// Changes of stance first, then what was agreed and seen, then new reports.
pub(in crate::brief) fn list(material: &Material<'_>) -> List {
    let mut lines = stances(material);
    let mut facts: Vec<Line> = Vec::new();
    for round in material.rounds.iter().filter(|r| material.is_new(r.start.or(r.planned))) {
        facts.push(round_line(material, round, false));
    }
    for agreement in material.agreements.iter().filter(|a| material.is_new(a.date)) {
        facts.push(agreement_line(material, agreement));
    }
    for observation in material.observations.iter().filter(|o| material.is_new(o.date)) {
        facts.push(observation_line(material, observation));
    }
    facts.sort_by(|a, b| a.when.cmp(&b.when).then_with(|| a.cites.cmp(&b.cites)));
    lines.extend(facts);
    for report in material.reports.iter().filter(|report| material.is_new(report.published)) {
        lines.push(
            Line::on(vec![Cite::File { path: report.path.clone(), line: None }])
                .when(report.published)
                .label("report")
                .text(super::reports::about(material, report)),
        );
    }
    let since = material.since.map(date).unwrap_or_default();
    material.list(&format!("What moved since {since}"), "Nothing dated since that day.", lines)
}

/// For each party and issue with new words: the last answer before, and the new ones.
fn stances(material: &Material<'_>) -> Vec<Line> {
    let mut groups: BTreeMap<(&ActorId, &IssueId), Vec<&Position>> = BTreeMap::new();
    for position in material.positions.iter().filter(|p| weigh::decides(p)) {
        if material.parties.contains(&position.party) {
            groups.entry((&position.party, &position.issue)).or_default().push(position);
        }
    }
    let mut moved = Vec::new();
    let mut repeated = Vec::new();
    for ((party, issue), mut positions) in groups {
        positions.sort_by(|a, b| a.from.cmp(&b.from).then_with(|| a.evidence.cmp(&b.evidence)));
        let (new, old): (Vec<&Position>, Vec<&Position>) =
            positions.into_iter().partition(|position| material.is_new(position.from));
        let Some(last) = new.last() else { continue };
        let before = old.last();
        let said = |position: &Position| answer(material, position);
        let mut now: Vec<String> = Vec::new();
        for position in &new {
            let words = said(position);
            if !now.contains(&words) {
                now.push(words);
            }
        }
        let same = before.is_some_and(|before| now.len() == 1 && now.contains(&said(before)));
        let text = match before {
            Some(_) if same => format!("said again: {}", now.join("; ")),
            Some(before) => {
                format!("was: {}{}; now: {}", said(before), day(before.from), now.join("; "))
            }
            None => format!("first known: {}", now.join("; ")),
        };
        let mut cites: Vec<Cite> =
            before.iter().filter_map(|before| material.cite(&before.evidence)).collect();
        cites.extend(material.witnesses(new.iter().filter_map(|p| material.cite(&p.evidence))));
        let line = Line::on(cites)
            .when(last.from.map(When::to_day))
            .label(format!("{}, {}", material.naming.actor(party), material.naming.issue(issue)))
            .text(text);
        if same { repeated.push(line) } else { moved.push(line) }
    }
    moved.extend(repeated);
    moved
}

fn answer(material: &Material<'_>, position: &Position) -> String {
    let attitude = position.attitude.map_or("", Attitude::words);
    match &position.choice {
        Some(choice) => format!("{attitude} {}", material.naming.choice(&position.issue, choice)),
        None => attitude.to_owned(),
    }
}

fn day(when: Option<When>) -> String {
    when.map(|when| format!(" ({})", date(when))).unwrap_or_default()
}
