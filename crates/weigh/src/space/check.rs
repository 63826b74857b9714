//! Whether a draft holds together: everything that is wrong with it, not the first thing.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use num_traits::Zero;

use super::plan::{MOST_STATES, Plan};
use super::{Choice, Constraint, Draft, Problem};

/// The walk through the space, or all problems.
pub(super) fn check(draft: &Draft) -> Result<Plan, Vec<Problem>> {
    let mut problems = shapes(draft);
    problems.extend(unknown(draft));
    if !problems.is_empty() {
        return Err(problems);
    }
    let Some(plan) = Plan::of(draft) else {
        return Err(vec![Problem::TooTangled { limit: MOST_STATES }]);
    };
    if plan.outcomes().is_zero() {
        let of = draft.issues.iter().map(|issue| BigUint::from(issue.options.len())).product();
        return Err(vec![Problem::NothingAdmissible { closed: closed(draft), of }]);
    }
    Ok(plan)
}

/// What is wrong with issues and parties, constraints aside.
pub(super) fn shapes(draft: &Draft) -> Vec<Problem> {
    let mut problems = Vec::new();
    if draft.issues.is_empty() {
        problems.push(Problem::NoIssues);
    }
    if draft.parties.is_empty() {
        problems.push(Problem::NoParties);
    }
    same_names("issue", draft.issues.iter().map(|issue| &issue.name), &mut problems);
    same_names("party", draft.parties.iter().map(|party| &party.name), &mut problems);
    for issue in &draft.issues {
        if issue.options.is_empty() {
            problems.push(Problem::EmptyIssue { issue: issue.name.clone() });
        }
        let what = format!("option of {}", issue.name);
        same_names(&what, issue.options.iter(), &mut problems);
    }
    for party in &draft.parties {
        if party.values.len() != draft.issues.len() {
            problems.push(Problem::Rows {
                party: party.name.clone(),
                found: party.values.len(),
                expected: draft.issues.len(),
            });
            continue;
        }
        for (issue, values) in draft.issues.iter().zip(&party.values) {
            if values.len() != issue.options.len() {
                problems.push(Problem::Values {
                    party: party.name.clone(),
                    issue: issue.name.clone(),
                    found: values.len(),
                    expected: issue.options.len(),
                });
            }
        }
    }
    problems
}

fn same_names<'a>(
    what: &str,
    names: impl Iterator<Item = &'a String>,
    problems: &mut Vec<Problem>,
) {
    let mut seen = BTreeSet::new();
    let mut told = BTreeSet::new();
    for name in names {
        if !seen.insert(name) && told.insert(name) {
            problems.push(Problem::SameName { what: what.to_owned(), name: name.clone() });
        }
    }
}

/// What constraints name that is not there.
fn unknown(draft: &Draft) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, constraint) in draft.constraints.iter().enumerate() {
        let (issue, options, second) = match constraint {
            Constraint::Forbid { issue, options } => (issue, options, None),
            Constraint::OnlyIf { issue, options, requires_issue, requires_options } => {
                (issue, options, Some((requires_issue, requires_options)))
            }
        };
        for (issue, options) in std::iter::once((issue, options)).chain(second) {
            let Some(known) = draft.issues.get(*issue) else {
                problems.push(Problem::UnknownIssue { constraint: at, issue: *issue });
                continue;
            };
            for option in options.iter().filter(|option| **option >= known.options.len()) {
                problems.push(Problem::UnknownOption {
                    constraint: at,
                    issue: known.name.clone(),
                    option: *option,
                });
            }
        }
    }
    problems
}

/// Issues of which red lines leave nothing.
fn closed(draft: &Draft) -> Vec<String> {
    let forbidden = |at: usize, option: Choice| {
        draft.constraints.iter().any(|constraint| match constraint {
            Constraint::Forbid { issue, options } => *issue == at && options.contains(&option),
            Constraint::OnlyIf { .. } => false,
        })
    };
    draft
        .issues
        .iter()
        .enumerate()
        .filter(|(at, issue)| (0..issue.options.len()).all(|option| forbidden(*at, option)))
        .map(|(_, issue)| issue.name.clone())
        .collect()
}
