//! What can be relaxed, sorted: red lines of one choice fall together, issues that links or reserves
//! tie belong to one web, and webs have nothing to do with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Question, Soft};
use crate::count::extremes;
use crate::number::Exact;
use crate::space::{Choice, Constraint, Draft, Issue, Problem, Scaled, Space};
use crate::work::Stop;

/// Constraints that are broken or kept together: the red lines of one choice, or one link, or one
/// reserve. Places in the list of what can be relaxed.
pub(super) type Group = Vec<usize>;

/// One tie between two issues of a web.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub(super) from: usize,
    pub(super) options: Vec<Choice>,
    pub(super) to: usize,
    pub(super) requires: Vec<Choice>,
    /// The group; `None`: it cannot be relaxed.
    pub(super) group: Option<usize>,
}

/// A reserve that some deals reach and some do not.
#[derive(Debug, Clone)]
pub(super) struct Floor {
    pub(super) party: usize,
    pub(super) least: i128,
    pub(super) group: usize,
}

/// Issues that belong together, in the order in which they are walked.
#[derive(Debug, Clone, Default)]
pub(super) struct Web {
    pub(super) issues: Vec<usize>,
    pub(super) ties: Vec<Tie>,
    pub(super) floors: Vec<Floor>,
    /// A reserve that no deal reaches, whatever else is relaxed.
    pub(super) lost: Vec<usize>,
}

/// Everything sorted.
pub(super) struct Parts {
    pub(super) groups: Vec<Group>,
    /// By issue, option: may it be taken at all, and the group of its red lines.
    pub(super) options: Vec<Vec<(bool, Option<usize>)>>,
    pub(super) webs: Vec<Web>,
    pub(super) scaled: Scaled,
}

pub(super) fn parts(question: &Question) -> Result<Parts, Stop> {
    let Question { space, soft, target } = *question;
    check(question)?;
    let sizes: Vec<usize> = space.issues().iter().map(|issue| issue.options.len()).collect();
    let mut parts = Parts {
        groups: Vec::new(),
        options: sizes.iter().map(|size| vec![(true, None); *size]).collect(),
        webs: Vec::new(),
        scaled: Scaled::of(space)?,
    };
    for (issue, wanted) in target {
        parts.keep(*issue, |option| wanted.contains(&option));
    }
    let mut ties = Vec::new();
    for constraint in space.constraints() {
        match constraint {
            Constraint::Forbid { issue, options } => {
                parts.keep(*issue, |option| !options.contains(&option));
            }
            Constraint::OnlyIf { .. } => ties.extend(tie(constraint, None)),
        }
    }
    for (at, one) in soft.iter().enumerate() {
        match one {
            Soft::RedLine(line) => parts.red_line(line.issue, line.choice, at),
            Soft::Link(link) => {
                let group = parts.group(at);
                ties.extend(tie(&link.constraint(), Some(group)));
            }
            Soft::Reserve { .. } => {}
        }
    }
    let (floors, lost) = parts.floors(space, soft)?;
    parts.webs = webs(sizes.len(), ties, floors, lost);
    Ok(parts)
}

/// A reserve is told of a party and an amount; red lines and links of what is there.
fn check(question: &Question) -> Result<(), Stop> {
    let Question { space, soft, target } = *question;
    let wrong = |what: String| Err(Stop::Mismatch(what));
    let there = |issue: usize, options: &[Choice]| {
        let known = space.issues().get(issue).map(|issue| issue.options.len());
        known.is_some_and(|size| options.iter().all(|option| *option < size))
    };
    for (at, one) in soft.iter().enumerate() {
        let fits = match one {
            Soft::RedLine(line) => there(line.issue, &[line.choice]),
            Soft::Link(link) => {
                there(link.issue, &link.options)
                    && there(link.requires_issue, &link.requires_options)
            }
            Soft::Reserve { party, .. } => *party < space.parties().len(),
        };
        if !fits {
            return wrong(format!("constraint {} names what is not there", at + 1));
        }
    }
    for (issue, options) in target {
        if !there(*issue, options) {
            return wrong(format!(
                "the deal asked about names what is not there in issue {}",
                issue + 1
            ));
        }
    }
    Ok(())
}

fn tie(constraint: &Constraint, group: Option<usize>) -> Option<Tie> {
    match constraint {
        Constraint::OnlyIf { issue, options, requires_issue, requires_options } => Some(Tie {
            from: *issue,
            options: options.clone(),
            to: *requires_issue,
            requires: requires_options.clone(),
            group,
        }),
        Constraint::Forbid { .. } => None,
    }
}

impl Parts {
    fn group(&mut self, of: usize) -> usize {
        self.groups.push(vec![of]);
        self.groups.len() - 1
    }

    fn keep(&mut self, issue: usize, keep: impl Fn(Choice) -> bool) {
        for (option, (open, _)) in self.options.get_mut(issue).into_iter().flatten().enumerate() {
            *open &= keep(option);
        }
    }

    fn red_line(&mut self, issue: usize, choice: Choice, at: usize) {
        let known = self.options.get(issue).and_then(|row| row.get(choice)).and_then(|own| own.1);
        if let Some(group) = known.and_then(|group| self.groups.get_mut(group)) {
            group.push(at);
            return;
        }
        let group = self.group(at);
        if let Some(own) = self.options.get_mut(issue).and_then(|row| row.get_mut(choice)) {
            own.1 = Some(group);
        }
    }

    /// Reserves that some deals reach and some do not, and those that none reaches. What every deal
    /// reaches is left out. Several reserves of one party are kept apart.
    fn floors(&mut self, space: &Space, soft: &[Soft]) -> Result<(Vec<Floor>, Vec<usize>), Stop> {
        let (mut floors, mut lost) = (Vec::new(), Vec::new());
        let Some(open) = narrowed(space, &self.options)? else { return Ok((floors, lost)) };
        let extremes = extremes(&open, &self.scaled);
        for (at, one) in soft.iter().enumerate() {
            let Soft::Reserve { party, least, .. } = one else { continue };
            let least = crate::solutions::floor(
                &self.scaled,
                &(0..space.parties().len())
                    .map(|own| if own == *party { least.clone() } else { Exact::zero() })
                    .collect::<Vec<_>>(),
            );
            let least = least.get(*party).copied().unwrap_or_default();
            let end = |ends: &[i128]| ends.get(*party).copied().unwrap_or_default();
            if end(&extremes.least) >= least {
                continue;
            }
            let group = self.group(at);
            if end(&extremes.most) < least {
                lost.push(group);
            } else {
                floors.push(Floor { party: *party, least, group });
            }
        }
        Ok((floors, lost))
    }
}

/// The space with the options that may be taken, its own links kept; `None`: they leave nothing.
fn narrowed(space: &Space, options: &[Vec<(bool, Option<usize>)>]) -> Result<Option<Space>, Stop> {
    let issues: Vec<Issue> = space.issues().to_vec();
    let mut constraints = space.constraints().to_vec();
    for (issue, row) in options.iter().enumerate() {
        let shut = row.iter().enumerate().filter(|(_, (open, _))| !open).map(|(at, _)| at);
        constraints.push(Constraint::Forbid { issue, options: shut.collect() });
    }
    match (Draft { issues, parties: space.parties().to_vec(), constraints }).check() {
        Ok(space) => Ok(Some(space)),
        Err(problems) => match problems.first() {
            Some(Problem::NothingAdmissible { .. }) | None => Ok(None),
            Some(other) => Err(Stop::Mismatch(other.to_string())),
        },
    }
}

/// Issues that hang together, each web in an order that keeps few ties open.
fn webs(issues: usize, ties: Vec<Tie>, floors: Vec<Floor>, lost: Vec<usize>) -> Vec<Web> {
    let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for tie in ties.iter().filter(|tie| tie.from != tie.to) {
        near.entry(tie.from).or_default().insert(tie.to);
        near.entry(tie.to).or_default().insert(tie.from);
    }
    let mut rest: BTreeSet<usize> = (0..issues).collect();
    let mut webs: Vec<Web> = Vec::new();
    while let Some(first) =
        rest.iter().copied().min_by_key(|at| (near.get(at).map_or(0, BTreeSet::len), *at))
    {
        let mut web = Web::default();
        let mut open: BTreeSet<usize> = BTreeSet::from([first]);
        loop {
            let opens = |at: usize| {
                let others = near.get(&at).into_iter().flatten();
                others.filter(|other| rest.contains(*other) && !open.contains(*other)).count()
            };
            let Some(next) = open.iter().copied().min_by_key(|at| (opens(*at), *at)) else { break };
            open.remove(&next);
            rest.remove(&next);
            web.issues.push(next);
            let others = near.get(&next).into_iter().flatten();
            open.extend(others.copied().filter(|other| rest.contains(other)));
        }
        webs.push(web);
    }
    if !floors.is_empty() {
        // A reserve is a sum over all issues, so all of them are one web.
        let issues = webs.iter().flat_map(|web| web.issues.iter().copied()).collect();
        webs = vec![Web { issues, ..Web::default() }];
    }
    for tie in ties {
        if let Some(web) = webs.iter_mut().find(|web| web.issues.contains(&tie.from)) {
            web.ties.push(tie);
        }
    }
    webs.sort_by_key(|web| web.issues.iter().min().copied());
    if let Some(first) = webs.first_mut() {
        first.floors = floors;
        first.lost = lost;
    }
    webs
}
