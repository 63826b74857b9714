//! What would be different if a party took the stance that somebody supposes.

use model::Talks;
use read::Reading;
use weigh::IssueState;

use super::{verdicts, weighing};
use crate::brief::board::Board;
use crate::brief::compose::Options;
use crate::brief::material::Material;
use crate::brief::names::Names;
use crate::brief::tree::{Block, Cite, Line, Section};
use crate::brief::words::plural;

/// What one set of positions leads to.
struct Outcome {
    /// By issue: its name and its verdict in a few words.
    verdicts: Vec<(String, String)>,
    /// Names of issues in the largest package.
    settled: Option<Vec<String>>,
}

/// Compares what follows with and without the supposition.
pub(crate) fn supposed(
    reading: &Reading,
    talks: Option<&Talks>,
    names: &dyn Names,
    plain: &Options<'_>,
    with: &Options<'_>,
) -> Section {
    let before = outcome(&Material::new(reading, talks, names, plain), names);
    let material = Material::new(reading, talks, names, with);
    let after = outcome(&material, names);
    let cites: Vec<Cite> =
        with.assumed.iter().flat_map(|one| material.cites(&one.evidence)).collect();
    let mut lines: Vec<Line> = Vec::new();
    for (issue, now) in &after.verdicts {
        let then = before.verdicts.iter().find(|(known, _)| known == issue);
        let then = then.map_or("nothing known", |(_, verdict)| verdict.as_str());
        if then != now {
            let text = format!("{now}, instead of {then}");
            lines.push(Line::on(cites.clone()).label(issue).text(text));
        }
    }
    for (issue, then) in &before.verdicts {
        if after.verdicts.iter().all(|(known, _)| known != issue) {
            let text = format!("nothing known, instead of {then}");
            lines.push(Line::on(cites.clone()).label(issue).text(text));
        }
    }
    if let (Some(then), Some(now)) = (&before.settled, &after.settled) {
        let new: Vec<&str> =
            now.iter().filter(|issue| !then.contains(issue)).map(String::as_str).collect();
        let gone: Vec<&str> =
            then.iter().filter(|issue| !now.contains(issue)).map(String::as_str).collect();
        let mut text = format!("{} instead of {}", plural(now.len(), "issue"), then.len());
        if !new.is_empty() {
            text = format!("{text}; new in it: {}", new.join(", "));
        }
        if !gone.is_empty() {
            text = format!("{text}; no longer in it: {}", gone.join(", "));
        }
        if then.len() != now.len() || !new.is_empty() || !gone.is_empty() {
            lines.push(Line::on(cites.clone()).label("Agreeable together").text(text));
        }
    }
    let list = material.list("What it changes", "Nothing changes.", lines);
    Section {
        id: "supposed",
        heading: "Supposed, not said".to_owned(),
        notes: with
            .assumed
            .iter()
            .map(|one| {
                let choice = one.choice.as_ref();
                format!(
                    "Supposed: {} {} {} ({}). All below is as if it were so; nothing that was said is changed.",
                    material.naming.actor(&one.party),
                    one.attitude.map_or("", model::Attitude::words),
                    material.naming.issue(&one.issue),
                    choice.map(|c| material.naming.choice(&one.issue, c)).unwrap_or_default()
                )
            })
            .collect(),
        blocks: vec![Block::List(list)],
    }
}

fn outcome(material: &Material<'_>, names: &dyn Names) -> Outcome {
    let parts = names.parts();
    let states: Vec<IssueState> = weigh::agreeable(&material.positions, &material.parties, &parts);
    let board = Board::new(material, &states, &parts);
    let settled = if board.rows.is_empty() { None } else { weighing::settled_issues(&board) };
    let name = |at: usize| {
        board.rows.get(at).map(|row| material.naming.issue(&row.state.issue)).unwrap_or_default()
    };
    Outcome {
        verdicts: states
            .iter()
            .map(|state| {
                (material.naming.issue(&state.issue), verdicts::in_a_word(material, state))
            })
            .collect(),
        settled: settled.map(|places| places.into_iter().map(name).collect()),
    }
}
