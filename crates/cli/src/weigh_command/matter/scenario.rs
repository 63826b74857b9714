//! A scenario of GENIUS, GeniusWeb or NegMAS as a matter.

use std::path::Path;

use anyhow::Context;
use weigh::{Belief, Exact, Party, Space, Uncertain};

use super::{Ground, Label, Matter};
use crate::dossier::read_file;
use crate::output;

/// Reads the files of a folder. Findings go to the person; an error in one of them ends the work.
pub(in crate::weigh_command) fn of_scenario(folder: &Path, raw: bool) -> anyhow::Result<Matter> {
    let files = files(folder)?;
    let named: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let reading = if raw { scenario::Reading::Raw } else { scenario::Reading::Faithful };
    let read = scenario::read(&named, reading);
    for finding in &read.findings {
        output::complain(&finding.to_string());
    }
    let Some(found) = read.scenario else {
        anyhow::bail!("{} holds no scenario that can be weighed", folder.display());
    };
    let space = super::checked(found.draft)?;
    let label =
        |issue: &weigh::Issue| Label { issue: issue.name.clone(), choices: issue.options.clone() };
    let mut notes = Vec::new();
    if found.discounts.iter().any(Option::is_some) {
        notes.push(
            "Discounts of the files are not used: a deal is worth the same at any time.".to_owned(),
        );
    }
    Ok(Matter {
        title: if found.name.is_empty() { folder.display().to_string() } else { found.name },
        uncertain: space.parties().iter().map(|party| uncertain(&space, party)).collect(),
        labels: space.issues().iter().map(label).collect(),
        parties: space.parties().iter().map(|party| party.name.clone()).collect(),
        grounds: grounds(&space),
        today: None,
        notes,
        space,
    })
}

/// The party as if nobody had told its weights: on each issue values from nought to 1 as they are.
/// Its reserve is left out, for it stands on the scale of the weights that were told.
fn uncertain(space: &Space, party: &Party) -> Uncertain {
    let values: Vec<Vec<Exact>> = party
        .values
        .iter()
        .map(|row| {
            let best = row.iter().max().filter(|best| !best.is_zero());
            let scaled = |value: &Exact| best.and_then(|best| value.over(best));
            row.iter().map(|value| scaled(value).unwrap_or_else(|| value.clone())).collect()
        })
        .collect();
    debug_assert_eq!(values.len(), space.issues().len(), "one row of values an issue");
    Uncertain::valued(&party.name, &values, Belief::Unknown, None)
}

fn grounds(space: &Space) -> Vec<Vec<Vec<Ground>>> {
    let ground = |value: &Exact| Ground { words: super::short(value), place: String::new() };
    let row = |row: &Vec<Exact>| row.iter().map(ground).collect();
    space.parties().iter().map(|party| party.values.iter().map(row).collect()).collect()
}

/// The plain files of a folder with their names, in order.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let what =
        || format!("cannot open the folder {}; name one that holds a scenario", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        if entry.file_type().with_context(what)?.is_file() {
            names.push(entry.path());
        }
    }
    names.sort();
    let mut out = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = read_file(&path).with_context(|| format!("cannot read {}", path.display()))?;
        out.push((name, bytes));
    }
    Ok(out)
}
