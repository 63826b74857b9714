//! How far apart the sides are on each issue on both days, and core issues that stand still.

use model::{ActorId, IssueId};
use weigh::movement::{Distance, Gap, GapAt};

use super::{Said, Step};
use crate::brief::tree::{Line, List};
use crate::brief::words::{joined, plural};

/// Every issue; in a series only those whose distance changed.
pub(super) fn list(step: &Step<'_>) -> List {
    let said = step.said;
    let gaps = step.movement.gaps.iter();
    let mut shown: Vec<&Gap> = gaps.filter(|gap| step.alone || tells(gap)).collect();
    // What changed first; issues on which nobody takes anything say least.
    shown.sort_by_key(|gap| {
        (gap.then == gap.now, nobody(&gap.now), said.material.naming.issue(&gap.issue))
    });
    let lines = shown.into_iter().map(|gap| line(step, gap)).collect();
    let none = "On no issue do own words of any side count.";
    said.material.list("The gap on each issue, then and now", none, lines)
}

/// Whether the distance changed, and was known on one of the days.
fn tells(gap: &Gap) -> bool {
    let silent = |at: &GapAt| matches!(at.distance, Distance::NotKnown(_));
    gap.then.distance != gap.now.distance && !(silent(&gap.then) && silent(&gap.now))
}

fn nobody(at: &GapAt) -> bool {
    at.takes.iter().all(|(_, choices)| choices.is_empty())
}

fn line(step: &Step<'_>, gap: &Gap) -> Line {
    let said = step.said;
    let (then, now) = (at(said, &gap.issue, &gap.then), at(said, &gap.issue, &gap.now));
    let text =
        if then == now { format!("as before: {now}") } else { format!("then {then}; now {now}") };
    let closer = match gap.closer_by() {
        Some(1) => "one step closer".to_owned(),
        Some(-1) => "one step further apart".to_owned(),
        Some(steps @ 2..) => format!("{steps} steps closer"),
        Some(steps @ ..-1) => format!("{} steps further apart", steps.unsigned_abs()),
        Some(0) | None => String::new(),
    };
    Line::on(said.cites(places(step, gap)))
        .label(said.material.naming.issue(&gap.issue))
        .text(text)
        .mark(closer)
}

/// For each side the latest words that say what it takes; of a side that takes nothing, its latest.
fn places(step: &Step<'_>, gap: &Gap) -> Vec<usize> {
    let said = step.said;
    let voices = said.voices(&gap.issue, step.to);
    let mut out = Vec::new();
    for (party, takes) in gap.now.takes.iter().chain(&gap.then.takes) {
        let own = || {
            let all = voices.iter().filter_map(|at| Some((*at, said.positions.get(*at)?)));
            all.filter(|(_, position)| position.party == *party)
        };
        let taken = own().find(|(_, position)| takes.contains(&position.choice));
        out.extend(taken.or_else(|| own().next()).map(|(at, _)| at));
    }
    out
}

/// One day in words.
fn at(said: &Said<'_>, issue: &IssueId, at: &GapAt) -> String {
    let naming = &said.material.naming;
    let takes = || {
        let some = at.takes.iter().filter(|(_, choices)| !choices.is_empty());
        let each: Vec<String> = some
            .map(|(party, choices)| {
                let told = choices.iter().flatten();
                let mut names: Vec<String> =
                    told.map(|choice| format!("({})", naming.choice(issue, choice))).collect();
                // Words without terms say nothing beside words with terms.
                if names.is_empty() {
                    names.push("(terms not told)".to_owned());
                }
                format!("{} takes {}", naming.actor(party), joined(&names))
            })
            .collect();
        each.join(", ")
    };
    match &at.distance {
        Distance::Common(choices) => {
            let names: Vec<String> = choices
                .iter()
                .map(|choice| format!("({})", naming.choice(issue, choice)))
                .collect();
            format!("common ground: all take {}", joined(&names))
        }
        Distance::Steps(steps) => format!("{} apart: {}", plural(*steps, "step"), takes()),
        Distance::Apart => format!("apart: {}", takes()),
        Distance::NoTerms => format!("no common terms: {}", takes()),
        Distance::NotKnown(silent) => unknown(said, silent, &takes()),
    }
}

fn unknown(said: &Said<'_>, silent: &[ActorId], takes: &str) -> String {
    if takes.is_empty() {
        return "not told: no side is known to take anything".to_owned();
    }
    format!(
        "not told: {takes}, and {} is not known to take anything",
        said.material.naming.actors(silent)
    )
}

/// Core issues on which nobody moved while others did. Of those without any words there is no line to
/// cite, so a note says it.
pub(super) fn standstill(step: &Step<'_>, notes: &mut Vec<String>) -> Option<List> {
    if step.movement.standstill.is_empty() {
        return None;
    }
    let said = step.said;
    let naming = &said.material.naming;
    let mut lines = Vec::new();
    for one in &step.movement.standstill {
        let name = naming.issue(&one.issue);
        let moved: Vec<String> = one.moved.iter().map(|issue| naming.issue(issue)).collect();
        let again = said.cites(one.said_since.iter().copied());
        let words = match one.said_since.len() {
            0 => "nothing was said on it between the days".to_owned(),
            many => format!("own words on it between the days: {many}"),
        };
        let cites =
            if again.is_empty() { said.cites(said.voices(&one.issue, step.to)) } else { again };
        if cites.is_empty() {
            let note = format!(
                "{name} is named as core, and no side's own words on it are known by either day."
            );
            if !notes.contains(&note) {
                notes.push(note);
            }
            continue;
        }
        lines.push(
            Line::on(cites)
                .label(name)
                .text(format!("nobody moved here, while there was movement on {}", joined(&moved)))
                .mark(words),
        );
    }
    Some(said.material.list("Core issues that stand still while others move", "", lines))
}
