//! Results as data: JSON lines with every digit, and CSV for R and Stata.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use weigh::Deal;

use super::best::{Best, RULES};
use super::matter::Matter;
use crate::output;

/// What was weighed: names, and what each party has without a deal.
#[derive(Serialize)]
pub(super) struct MatterLine<'a> {
    r#type: &'static str,
    title: &'a str,
    parties: Vec<PartyLine<'a>>,
    issues: Vec<IssueLine<'a>>,
    /// How the numbers came about.
    notes: &'a [String],
}

#[derive(Serialize)]
struct PartyLine<'a> {
    party: &'a str,
    name: &'a str,
    reserve: Option<String>,
}

#[derive(Serialize)]
struct IssueLine<'a> {
    issue: &'a str,
    name: &'a str,
    choices: Vec<ChoiceLine<'a>>,
}

#[derive(Serialize)]
struct ChoiceLine<'a> {
    choice: &'a str,
    name: &'a str,
    /// By party: what it is worth, on what that rests, and where it stands.
    utility: Vec<String>,
    rests_on: Vec<&'a str>,
    place: Vec<&'a str>,
}

/// A deal by handles.
pub(super) type DealMap<'a> = BTreeMap<&'a str, &'a str>;

#[derive(Serialize)]
struct PointLine<'a> {
    r#type: &'static str,
    point: usize,
    utility: Vec<String>,
    outcomes: String,
    deal: DealMap<'a>,
    solutions: Vec<&'static str>,
}

/// A deal by the handles of issues and choices.
pub(super) fn deal_map<'a>(matter: &'a Matter, deal: &Deal) -> DealMap<'a> {
    let issues = matter.space.issues().iter().zip(deal);
    issues
        .filter_map(|(issue, choice)| {
            Some((issue.name.as_str(), issue.options.get(*choice)?.as_str()))
        })
        .collect()
}

/// The line that says what was weighed.
pub(super) fn matter_line(matter: &Matter) -> MatterLine<'_> {
    let parties = matter.space.parties();
    let choice = |issue: usize, choice: usize, handle| {
        let grounds: Vec<_> =
            (0..parties.len()).filter_map(|party| matter.ground(party, issue, choice)).collect();
        let worth = |party: &weigh::Party| {
            party.values.get(issue).and_then(|row| row.get(choice)).map(ToString::to_string)
        };
        ChoiceLine {
            choice: handle,
            name: matter.choice(issue, choice),
            utility: parties.iter().filter_map(worth).collect(),
            rests_on: grounds.iter().map(|ground| ground.words.as_str()).collect(),
            place: grounds.iter().map(|ground| ground.place.as_str()).collect(),
        }
    };
    MatterLine {
        r#type: "matter",
        title: &matter.title,
        parties: parties
            .iter()
            .zip(&matter.parties)
            .map(|(party, name)| PartyLine {
                party: &party.name,
                name,
                reserve: party.reserve.as_ref().map(ToString::to_string),
            })
            .collect(),
        issues: matter
            .space
            .issues()
            .iter()
            .enumerate()
            .map(|(at, issue)| IssueLine {
                issue: &issue.name,
                name: matter.issue(at),
                choices: issue
                    .options
                    .iter()
                    .enumerate()
                    .map(|(option, handle)| choice(at, option, handle.as_str()))
                    .collect(),
            })
            .collect(),
        notes: &matter.notes,
    }
}

/// The frontier as JSON lines.
pub(super) fn frontier_lines(best: &Best<'_>) -> anyhow::Result<String> {
    let mut out = String::new();
    push(&mut out, &matter_line(best.matter))?;
    for at in 0..best.frontier.len() {
        let deal = best.first_deal(at).unwrap_or_default();
        push(
            &mut out,
            &PointLine {
                r#type: "frontier",
                point: at + 1,
                utility: best.utility(at).iter().map(ToString::to_string).collect(),
                outcomes: best.frontier.deals_count(at).to_string(),
                deal: deal_map(best.matter, &deal),
                solutions: best.rules_of(at),
            },
        )?;
    }
    Ok(out)
}

/// One line of JSON.
pub(super) fn push(out: &mut String, line: &impl Serialize) -> anyhow::Result<()> {
    out.push_str(&serde_json::to_string(line)?);
    out.push('\n');
    Ok(())
}

/// The frontier as a table: numbers as floating point for statistics, and exactly beside them.
pub(super) fn frontier_csv(best: &Best<'_>) -> anyhow::Result<String> {
    let space = &best.matter.space;
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut head = vec!["point".to_owned(), "outcomes".to_owned()];
    head.extend(space.parties().iter().map(|party| format!("utility_{}", party.name)));
    head.extend(space.parties().iter().map(|party| format!("exact_{}", party.name)));
    head.extend(RULES.iter().map(|(key, _, _)| (*key).to_owned()));
    head.extend(space.issues().iter().map(|issue| issue.name.clone()));
    out.write_record(&head)?;
    for at in 0..best.frontier.len() {
        let utility = best.utility(at);
        let rules = best.rules_of(at);
        let mut row = vec![(at + 1).to_string(), best.frontier.deals_count(at).to_string()];
        row.extend(utility.iter().map(|number| number.to_f64().to_string()));
        row.extend(utility.iter().map(ToString::to_string));
        row.extend(RULES.iter().map(|(key, _, _)| truth(rules.contains(key)).to_owned()));
        let deal = best.first_deal(at).unwrap_or_default();
        let choices = space.issues().iter().zip(&deal);
        row.extend(choices.map(|(issue, at)| issue.options.get(*at).cloned().unwrap_or_default()));
        out.write_record(&row)?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

/// As R writes it.
pub(super) fn truth(is: bool) -> &'static str {
    if is { "TRUE" } else { "FALSE" }
}

/// Says before the work what writing would say after it.
pub(super) fn can_deliver(output: Option<&Path>) -> anyhow::Result<()> {
    output.map_or(Ok(()), output::can_write)
}

/// Prints, or writes the file that was named.
pub(super) fn deliver(text: &str, output: Option<&Path>) -> anyhow::Result<()> {
    match output {
        Some(path) => {
            output::write(path, text)?;
            output::complain(&format!("wrote {}", path.display()));
            Ok(())
        }
        None => output::print(text),
    }
}

/// The ending of a file's name.
pub(super) fn ending(output: Option<&Path>) -> Option<String> {
    let ending = output.and_then(Path::extension)?;
    Some(ending.to_string_lossy().to_ascii_lowercase())
}
