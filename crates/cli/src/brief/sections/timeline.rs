//! The timeline: rounds with their hours, what was agreed and seen, and what reports date.

use std::collections::BTreeMap;

use model::talks::{Round, Session};
use model::{Event, Flag, When};

use super::agreed::{agreement_line, observation_line};
use crate::brief::material::Material;
use crate::brief::tree::{Block, Lane, Line, Point, Section};
use crate::brief::words::{amount, clock, date, flag, folded, joined, minutes, short};

/// Words of a reported event.
const QUOTE_WORDS: usize = 22;

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>) -> Section {
    let mut blocks = vec![Block::Timeline(points(material))];
    let rounds: Vec<Line> =
        material.rounds.iter().map(|round| round_line(material, round, true)).collect();
    if !rounds.is_empty() {
        blocks.push(Block::List(material.list("The rounds and their hours", "", rounds)));
    }
    Section {
        id: "timeline",
        heading: "Timeline".to_owned(),
        notes: vec![
            "The length of a sitting is a weak sign: private meetings may be longer than the \
             plenary."
                .to_owned(),
        ],
        blocks,
    }
}

/// Everything dated, in order.
pub(in crate::brief) fn points(material: &Material<'_>) -> Vec<Point> {
    let mut points = Vec::new();
    let mut add = |lane: Lane, planned: bool, line: Line| {
        if line.when.is_some() && !line.cites.is_empty() {
            points.push(Point { lane, planned, line });
        }
    };
    for round in &material.rounds {
        add(Lane::Round, round.start.is_none(), round_line(material, round, false));
    }
    for agreement in &material.agreements {
        let mut line = agreement_line(material, agreement);
        line.under.clear();
        add(Lane::Agreed, false, line);
    }
    for observation in &material.observations {
        let line = observation_line(material, observation).label("");
        add(Lane::Seen, false, line);
    }
    if let Some(talks) = material.talks {
        for document in &talks.documents {
            if document.handed_over.is_some()
                && material.was_known(document.handed_over, &document.evidence)
            {
                let from = document.from.as_ref().map(|from| material.naming.actor(from));
                let text = format!("{} handed over", folded(&document.name));
                let line = Line::on(material.cites(&document.evidence))
                    .when(document.handed_over)
                    .label(from.unwrap_or_default())
                    .text(text)
                    .marks(document.note.as_deref().map(folded));
                add(Lane::Agreed, false, line);
            }
        }
        for incident in &talks.incidents {
            if material.was_known(incident.date, &incident.evidence) {
                let line = Line::on(material.cites(&incident.evidence))
                    .when(incident.date)
                    .text(folded(&incident.what))
                    .under(material.accounts(&incident.readings));
                add(Lane::Incident, false, line);
            }
        }
    }
    for (planned, line) in told(material) {
        add(Lane::Told, planned, line);
    }
    points.sort_by(|a, b| {
        a.line
            .when
            .cmp(&b.line.when)
            .then_with(|| a.lane.cmp(&b.lane))
            .then_with(|| a.line.cites.cmp(&b.line.cites))
            .then_with(|| a.line.text.cmp(&b.line.text))
    });
    points
}

/// Events of the reports, one line for each day and sort of event.
fn told(material: &Material<'_>) -> Vec<(bool, Line)> {
    // One line for each teller: what one analyst says happened is not what the reports tell.
    let mut groups: BTreeMap<(When, &str, bool, Option<&str>), Vec<&Event>> = BTreeMap::new();
    for event in &material.events {
        // "No ceasefire was agreed" is no event.
        let happened = !event.flags.contains(&Flag::Negated);
        if let Some(date) = event.date.filter(|_| happened) {
            let planned = event.flags.contains(&Flag::Planned);
            let teller = event.attributed_to.as_deref();
            let key = (date.to_day(), event.what.as_str(), planned, teller);
            groups.entry(key).or_default().push(event);
        }
    }
    groups
        .into_iter()
        .filter_map(|((when, what, planned, teller), events)| {
            let first = events.first()?;
            let mut names: Vec<String> =
                events.iter().flat_map(|event| &event.participants).map(|n| folded(n)).collect();
            names.sort();
            names.dedup();
            let places =
                events.iter().filter_map(|event| material.passage(&event.report, event.span));
            let line = Line::on(material.witnesses(places))
                .when(Some(when))
                .label(what.replace('_', " "))
                .text(joined(&names))
                .quote(short(&material.words(&first.report, first.span), QUOTE_WORDS))
                .marks(teller.map(|who| format!("says {}", folded(who))))
                .mark(how(&first.how))
                .marks(first.flags.iter().map(|f| flag(*f).to_owned()));
            Some((planned, line))
        })
        .collect()
}

fn how(how: &str) -> String {
    if how.is_empty() || how == "written out" { String::new() } else { format!("date: {how}") }
}

/// A round: place, hours, delay, languages, result; with its sittings if wished.
pub(super) fn round_line(material: &Material<'_>, round: &Round, whole: bool) -> Line {
    let mut text: Vec<String> = Vec::new();
    text.extend(round.place.as_deref().map(folded));
    if whole {
        text.extend(round.format.as_deref().map(folded));
        text.extend(hours(round));
        if !round.languages.is_empty() {
            text.push(format!("languages {}", joined(&round.languages)));
        }
    }
    text.extend(round.result.as_deref().map(folded));
    let under = if whole {
        round.sessions.iter().map(|session| session_line(material, session)).collect()
    } else {
        Vec::new()
    };
    Line::on(material.cites(&round.evidence))
        .when(round.start.or(round.planned).map(When::to_day))
        .label(folded(&round.name))
        .text(text.join("; "))
        .mark(if round.start.is_none() { "planned" } else { "" })
        .under(under)
}

/// "planned 13:00, started 14:44, 104 minutes late, ended 15:57".
fn hours(round: &Round) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    let told = |what: &str, when: Option<When>| {
        let when = when?;
        let same_day = round.start.is_none_or(|start| start.first_day() == when.first_day());
        Some(match clock(when) {
            Some(clock) if same_day => format!("{what} {clock}"),
            _ if same_day && round.start.is_some() => return None,
            _ => format!("{what} {}", date(when)),
        })
    };
    out.extend(told("planned", round.planned));
    out.extend(told("started", round.start));
    let late = round.planned.zip(round.start).and_then(|(plan, start)| plan.minutes_until(start));
    match late {
        Some(late) if late > 0 => out.push(format!("{} late", minutes(late))),
        Some(late) if late < 0 => out.push(format!("{} early", minutes(-late))),
        _ => {}
    }
    out.extend(told("ended", round.end));
    (!out.is_empty()).then(|| out.join(", "))
}

fn session_line(material: &Material<'_>, session: &Session) -> Line {
    let mut text: Vec<String> = Vec::new();
    let spoken = |what: &str, when: Option<When>| {
        when.and_then(clock).map(|clock| format!("{what} {clock}"))
    };
    let hours = [spoken("from", session.start), spoken("to", session.end)];
    let hours: Vec<String> = hours.into_iter().flatten().collect();
    if !hours.is_empty() {
        text.push(hours.join(" "));
    }
    let computed = session.start.zip(session.end).and_then(|(start, end)| start.minutes_until(end));
    match (&session.minutes, computed) {
        (Some(told), _) => text.push(amount(told)),
        (None, Some(length)) if length >= 0 => text.push(format!("{} (computed)", minutes(length))),
        _ => {}
    }
    if text.is_empty() {
        text.push("length not known".to_owned());
    }
    Line::on(material.cites(&session.evidence)).label(folded(&session.format)).text(text.join(", "))
}
