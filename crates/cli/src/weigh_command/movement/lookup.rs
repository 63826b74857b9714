//! Issues and choices that somebody names on the command line, by handle or name.

use std::collections::{BTreeMap, BTreeSet};

use model::{ChoiceId, IssueId};
use read::lexicon::Lexicon;

/// Issues, or which are known.
pub(super) fn issues(texts: &[String], lexicon: &Lexicon) -> anyhow::Result<BTreeSet<IssueId>> {
    texts.iter().map(|text| issue("--core", text, lexicon)).collect()
}

/// The order of choices of some issues.
pub(super) fn orders(
    texts: &[String],
    lexicon: &Lexicon,
) -> anyhow::Result<BTreeMap<IssueId, Vec<ChoiceId>>> {
    let mut out = BTreeMap::new();
    for text in texts {
        let Some((wanted, choices)) = text.split_once('=') else {
            anyhow::bail!("cannot read --order \"{text}\"; write ISSUE=CHOICE,CHOICE,CHOICE");
        };
        let issue = issue("--order", wanted.trim(), lexicon)?;
        let mut order: Vec<ChoiceId> = Vec::new();
        for wanted in choices.split(',').map(str::trim).filter(|one| !one.is_empty()) {
            let choice = choice(&issue, wanted, lexicon)?;
            if order.contains(&choice) {
                anyhow::bail!("--order \"{text}\" names {choice} twice");
            }
            order.push(choice);
        }
        if order.len() < 2 {
            anyhow::bail!(
                "--order \"{text}\" needs at least two choices, from one end to the other"
            );
        }
        if out.contains_key(&issue) {
            anyhow::bail!("--order is given twice for {issue}");
        }
        out.insert(issue, order);
    }
    Ok(out)
}

fn issue(option: &str, wanted: &str, lexicon: &Lexicon) -> anyhow::Result<IssueId> {
    let found = lexicon.issues().iter().find(|issue| {
        issue.id.as_str() == wanted || issue.name.to_lowercase() == wanted.to_lowercase()
    });
    if let Some(found) = found {
        return Ok(found.id.clone());
    }
    let all: Vec<&str> = lexicon.issues().iter().map(|issue| issue.id.as_str()).collect();
    anyhow::bail!("{option}: there is no issue \"{wanted}\"; issues are {}", or_none(&all))
}

fn choice(issue: &IssueId, wanted: &str, lexicon: &Lexicon) -> anyhow::Result<ChoiceId> {
    let choices = || lexicon.issue(issue).into_iter().flat_map(|entry| &entry.choices);
    let found = choices().find(|choice| {
        choice.id.as_str() == wanted || choice.name.to_lowercase() == wanted.to_lowercase()
    });
    if let Some(found) = found {
        return Ok(found.id.clone());
    }
    let all: Vec<&str> = choices().map(|choice| choice.id.as_str()).collect();
    anyhow::bail!("--order: {issue} has no choice \"{wanted}\"; its choices are {}", or_none(&all))
}

fn or_none(list: &[&str]) -> String {
    if list.is_empty() { "none".to_owned() } else { list.join(", ") }
}
