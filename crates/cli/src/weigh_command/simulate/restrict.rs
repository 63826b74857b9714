//! The same matter on fewer issues: the others stay as they are today.

use weigh::{Constraint, Draft, Issue, Party};

use crate::weigh_command::matter::{Label, Matter};

/// Keeps the choices of these issues, and of every other the one of today.
pub(super) fn to(matter: &Matter, issues: &str) -> anyhow::Result<Matter> {
    let Some(today) = &matter.today else {
        anyhow::bail!(
            "--issues needs to know how the other issues stand today, which a scenario does not tell"
        );
    };
    let open = places(matter, issues)?;
    let stays: Vec<Option<usize>> = (0..today.len())
        .map(|issue| today.get(issue).copied().filter(|_| !open.contains(&issue)))
        .collect();
    let draft = Draft {
        issues: matter
            .space
            .issues()
            .iter()
            .zip(&stays)
            .map(|(issue, stays)| Issue {
                name: issue.name.clone(),
                options: keep(&issue.options, *stays),
            })
            .collect(),
        parties: matter
            .space
            .parties()
            .iter()
            .map(|party| Party {
                name: party.name.clone(),
                values: rows(&party.values, &stays),
                reserve: party.reserve.clone(),
            })
            .collect(),
        constraints: matter
            .space
            .constraints()
            .iter()
            .filter_map(|one| constraint(one, &stays))
            .collect(),
    };
    let space = draft.check().map_err(|found| {
        let each: Vec<String> =
            found.iter().map(|one| format!("{one}; {}", one.advice())).collect();
        anyhow::anyhow!("on these issues alone there is no deal: {}", each.join("\n"))
    })?;
    let labels = matter.labels.iter().zip(&stays);
    let mut notes = matter.notes.clone();
    let others = stays.iter().flatten().count();
    if others > 0 {
        notes.push(format!("{others} other issues stay as they are today."));
    }
    Ok(Matter {
        title: matter.title.clone(),
        space,
        uncertain: Vec::new(),
        labels: labels
            .map(|(label, stays)| Label {
                issue: label.issue.clone(),
                choices: keep(&label.choices, *stays),
            })
            .collect(),
        parties: matter.parties.clone(),
        grounds: matter.grounds.iter().map(|of| rows(of, &stays)).collect(),
        today: Some(
            today
                .iter()
                .zip(&stays)
                .map(|(at, stays)| if stays.is_some() { 0 } else { *at })
                .collect(),
        ),
        notes,
    })
}

/// The issues that somebody lists, by handle or name.
fn places(matter: &Matter, issues: &str) -> anyhow::Result<Vec<usize>> {
    let mut out = Vec::new();
    for wanted in issues.split(',').map(str::trim).filter(|one| !one.is_empty()) {
        let same = |name: &str| name.to_lowercase() == wanted.to_lowercase();
        let mut both = matter.space.issues().iter().zip(&matter.labels);
        let Some(at) = both.position(|(issue, label)| same(&issue.name) || same(&label.issue))
        else {
            let all: Vec<&str> =
                matter.space.issues().iter().map(|issue| issue.name.as_str()).collect();
            anyhow::bail!(
                "--issues: there is no issue \"{wanted}\" to weigh; there are {}",
                all.join(", ")
            );
        };
        out.push(at);
    }
    if out.is_empty() {
        anyhow::bail!("--issues names no issue");
    }
    Ok(out)
}

fn keep<T: Clone>(all: &[T], stays: Option<usize>) -> Vec<T> {
    match stays {
        Some(at) => all.get(at).cloned().into_iter().collect(),
        None => all.to_vec(),
    }
}

fn rows<T: Clone>(rows: &[Vec<T>], stays: &[Option<usize>]) -> Vec<Vec<T>> {
    rows.iter().zip(stays).map(|(row, stays)| keep(row, *stays)).collect()
}

/// What is left of a red line or a link when some issues are fixed; `None`: it holds anyway.
fn constraint(one: &Constraint, stays: &[Option<usize>]) -> Option<Constraint> {
    let fixed = |issue: usize| stays.get(issue).copied().flatten();
    match one {
        // How it stands today breaks no red line.
        Constraint::Forbid { issue, .. } => fixed(*issue).is_none().then(|| one.clone()),
        Constraint::OnlyIf { issue, options, requires_issue, requires_options } => {
            match (fixed(*issue), fixed(*requires_issue)) {
                (None, None) => Some(one.clone()),
                (None, Some(needs)) => (!requires_options.contains(&needs))
                    .then(|| Constraint::Forbid { issue: *issue, options: options.clone() }),
                (Some(at), None) => options.contains(&at).then(|| Constraint::OnlyIf {
                    issue: *issue,
                    options: vec![0],
                    requires_issue: *requires_issue,
                    requires_options: requires_options.clone(),
                }),
                // Both are as they are today, whatever else is settled.
                (Some(_), Some(_)) => None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_fixed_issues_become_red_lines_or_nothing() {
        let link = Constraint::OnlyIf {
            issue: 0,
            options: vec![1],
            requires_issue: 1,
            requires_options: vec![2],
        };
        let red = Constraint::Forbid { issue: 0, options: vec![1] };
        assert_eq!(constraint(&link, &[None, None]), Some(link.clone()));
        assert_eq!(constraint(&link, &[None, Some(2)]), None);
        assert_eq!(constraint(&link, &[None, Some(0)]), Some(red.clone()));
        assert_eq!(constraint(&link, &[Some(0), None]), None);
        let bound = Constraint::OnlyIf {
            issue: 0,
            options: vec![0],
            requires_issue: 1,
            requires_options: vec![2],
        };
        assert_eq!(constraint(&link, &[Some(1), None]), Some(bound));
        assert_eq!(constraint(&link, &[Some(1), Some(2)]), None);
        assert_eq!(constraint(&red, &[Some(0), None]), None);
        assert_eq!(constraint(&red, &[None, None]), Some(red.clone()));
    }
}
