//! What is new: the items of the latest date, filled up with those before.

use std::collections::{BTreeMap, BTreeSet};

use model::When;

use super::timeline::points;
use crate::brief::material::Material;
use crate::brief::tree::{Lane, Line, List};
use crate::brief::words::{folded, joined, plural, short};

/// Lines that a first screen has room for.
const ROOM: usize = 5;
/// Rank of the line that tells how many reports came out: after everything of its day.
const REPORTS: usize = 6;
/// Stances of one day that stand before the events that reports tell.
const STANCES: usize = 2;
/// Publishers named in the line of a day.
const NAMED: usize = 3;

/// The newest things first. Lines beyond the latest date only fill the room.
pub(in crate::brief) fn list(material: &Material<'_>) -> List {
    let mut items: Vec<(When, usize, Line)> = Vec::new();
    for point in points(material) {
        let rank = Lane::ALL.iter().position(|lane| *lane == point.lane).unwrap_or(0);
        let past = point.line.when.zip(material.as_of);
        let past = past.is_none_or(|(when, day)| when.first_day() <= day.last_day());
        if let (Some(when), true, false) = (point.line.when, past, point.planned) {
            items.push((when.to_day(), rank, point.line));
        }
    }
    // Of one day's stances the first few stand among what happened; the others follow it.
    let mut of_day: BTreeMap<When, usize> = BTreeMap::new();
    let mut stances = positions(material);
    stances.sort_by(|a, b| {
        let key = |line: &Line| (line.cites.clone(), line.label.clone(), line.text.clone());
        a.0.cmp(&b.0).then_with(|| key(&a.1).cmp(&key(&b.1)))
    });
    for (when, line) in stances {
        let nth = of_day.entry(when).or_default();
        *nth += 1;
        items.push((when, if *nth <= STANCES { 2 } else { REPORTS - 1 }, line));
    }
    items.extend(reports(material).into_iter().map(|(when, line)| (when, REPORTS, line)));
    // That a report came out says less than what happened.
    let latest = items.iter().map(|(when, ..)| *when).max();
    let stale = |item: &(When, usize, Line)| item.1 == REPORTS;
    items.sort_by(|a, b| {
        stale(a)
            .cmp(&stale(b))
            .then_with(|| b.0.cmp(&a.0))
            .then_with(|| a.1.cmp(&b.1))
            .then_with(|| a.2.cites.cmp(&b.2.cites))
    });
    let of_latest = items.iter().filter(|(when, ..)| Some(*when) == latest).count();
    let lines = items.into_iter().map(|(.., line)| line).take(of_latest.max(ROOM)).collect();
    material.list("What is new", "Nothing that was read has a date.", lines)
}

/// The parties' own stances by day: one line for each party and day.
fn positions(material: &Material<'_>) -> Vec<(When, Line)> {
    let mut out: Vec<(When, Line)> = Vec::new();
    let mut seen: BTreeSet<(When, String, String)> = BTreeSet::new();
    // The place decides which of two reports of one stance is shown, not the order of reading.
    let mut sorted: Vec<_> = material.positions.iter().collect();
    sorted.sort_by(|a, b| (&a.evidence, &a.words).cmp(&(&b.evidence, &b.words)));
    for position in sorted {
        let Some(from) = position.from.map(When::to_day) else { continue };
        if !weigh::decides(position) || !material.parties.contains(&position.party) {
            continue;
        }
        let Some(attitude) = position.attitude else { continue };
        let issue = material.naming.issue(&position.issue);
        let choice = position.choice.as_ref();
        let choice = choice.map(|choice| material.naming.choice(&position.issue, choice));
        let text = match choice {
            Some(choice) => format!("{} ({choice})", attitude.words()),
            None => format!("{}, details not given", attitude.words()),
        };
        let label = format!("{} on {issue}", material.naming.actor(&position.party));
        if seen.insert((from, label.clone(), text.clone())) {
            let line = Line::on(material.cites(&position.evidence))
                .when(Some(from))
                .label(label)
                .text(text)
                .quote(short(&position.words, 18));
            out.push((from, line));
        }
    }
    out
}

/// The reports of each day, in one line.
fn reports(material: &Material<'_>) -> Vec<(When, Line)> {
    let mut days: Vec<When> =
        material.reports.iter().filter_map(|r| r.published).map(When::to_day).collect();
    days.sort();
    days.dedup();
    days.into_iter()
        .map(|day| {
            let of_day = material
                .reports
                .iter()
                .filter(|report| report.published.is_some_and(|when| when.to_day() == day));
            let cites: Vec<_> = of_day
                .clone()
                .map(|report| crate::brief::tree::Cite::File {
                    path: report.path.clone(),
                    line: None,
                })
                .collect();
            let count = cites.len();
            let names: BTreeSet<String> =
                of_day.filter_map(|report| report.publisher.as_deref().map(folded)).collect();
            let names: Vec<String> = names.into_iter().take(NAMED).collect();
            let by = match (names.is_empty(), count) {
                (true, _) => String::new(),
                (false, 1) => format!(" by {}", joined(&names)),
                (false, _) => format!(", among them by {}", joined(&names)),
            };
            let what = plural(count, "report");
            let line = Line::on(cites.into_iter().take(4).collect())
                .when(Some(day))
                .text(format!("{what} published{by}"));
            (day, line)
        })
        .collect()
}
