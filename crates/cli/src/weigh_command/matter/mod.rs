//! What is weighed, in numbers, wherever it came from: a space, what is not known about it, names for
//! people, and for each number the words on which it rests.

mod dossier;
mod scenario;

use weigh::{Deal, Exact, Space, Uncertain};

use super::suppose::same_handle;

pub(super) use dossier::of_board;
pub(super) use scenario::of_scenario;

/// What an issue is called, and its choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) issue: String,
    pub(super) choices: Vec<String>,
}

/// On what a number rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ground {
    /// "wants", "place 2 in its order", "entered".
    pub(super) words: String,
    /// File and line; empty where nobody said anything.
    pub(super) place: String,
}

/// All that the questions need.
pub(super) struct Matter {
    /// What the talks or the scenario are called.
    pub(super) title: String,
    /// Exact numbers; where only ranges are known, one end or the middle.
    pub(super) space: Space,
    /// The same parties with what is not known of them.
    pub(super) uncertain: Vec<Uncertain>,
    /// Names of issues and choices.
    pub(super) labels: Vec<Label>,
    /// Names of parties.
    pub(super) parties: Vec<String>,
    /// By party, issue and choice.
    pub(super) grounds: Vec<Vec<Vec<Ground>>>,
    /// How everything stands without a deal, where that is one of the deals.
    pub(super) today: Option<Deal>,
    /// How the numbers were read, for those who use the result.
    pub(super) notes: Vec<String>,
}

impl Matter {
    /// One choice in words.
    pub(super) fn choice(&self, issue: usize, choice: usize) -> &str {
        let label = self.labels.get(issue);
        label.and_then(|label| label.choices.get(choice)).map_or("", String::as_str)
    }

    /// An issue in words.
    pub(super) fn issue(&self, issue: usize) -> &str {
        self.labels.get(issue).map_or("", |label| label.issue.as_str())
    }

    /// A deal in words: what differs from how it stands today, or all of it.
    pub(super) fn deal(&self, deal: &[usize]) -> String {
        let each = deal.iter().enumerate().filter(|(issue, choice)| {
            self.today.as_ref().is_none_or(|today| today.get(*issue) != Some(*choice))
        });
        let words: Vec<String> = each
            .map(|(issue, choice)| {
                format!("{}: {}", self.issue(issue), self.choice(issue, *choice))
            })
            .collect();
        if words.is_empty() { "everything as it stands".to_owned() } else { words.join("; ") }
    }

    /// What a deal is worth to each party.
    pub(super) fn worth(&self, deal: &[usize]) -> Vec<Exact> {
        self.space.worth(deal).unwrap_or_default()
    }

    /// On what the number of a choice rests for a party.
    pub(super) fn ground(&self, party: usize, issue: usize, choice: usize) -> Option<&Ground> {
        self.grounds.get(party)?.get(issue)?.get(choice)
    }

    /// A deal that somebody wrote: "ISSUE=CHOICE; ISSUE=CHOICE", handles or names. Issues that are not
    /// named stay as they are today; where there is no today, all must be named.
    pub(super) fn parse_deal(&self, text: &str) -> anyhow::Result<Deal> {
        let mut deal: Vec<Option<usize>> = match &self.today {
            Some(today) => today.iter().copied().map(Some).collect(),
            None => vec![None; self.labels.len()],
        };
        let mut named = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (issue, choice) = self.parse_choice(part)?;
            if named.contains(&issue) {
                anyhow::bail!("the deal \"{text}\" settles {} twice", self.issue(issue));
            }
            named.push(issue);
            if let Some(place) = deal.get_mut(issue) {
                *place = Some(choice);
            }
        }
        let missing: Vec<&str> = deal
            .iter()
            .enumerate()
            .filter(|(_, choice)| choice.is_none())
            .map(|(issue, _)| self.issue(issue))
            .collect();
        if !missing.is_empty() {
            anyhow::bail!(
                "the deal \"{text}\" leaves out {}; write ISSUE=CHOICE for each, with ; between them",
                missing.join(", ")
            );
        }
        Ok(deal.into_iter().flatten().collect())
    }

    /// "ISSUE=CHOICE" as places.
    pub(super) fn parse_choice(&self, text: &str) -> anyhow::Result<(usize, usize)> {
        let Some((issue, choice)) = text.split_once('=') else {
            anyhow::bail!("cannot read \"{text}\"; write ISSUE=CHOICE");
        };
        let (issue, choice) = (issue.trim(), choice.trim());
        let same = same_handle;
        let mut issues = self.space.issues().iter().zip(&self.labels).enumerate();
        let found = issues
            .find(|(_, (entry, label))| same(&entry.name, issue) || same(&label.issue, issue));
        let Some((at, (entry, label))) = found else {
            let all: Vec<&str> =
                self.space.issues().iter().map(|entry| entry.name.as_str()).collect();
            anyhow::bail!("there is no issue \"{issue}\" to weigh; there are {}", all.join(", "));
        };
        let mut choices = entry.options.iter().zip(&label.choices);
        let Some(place) =
            choices.position(|(handle, name)| same(handle, choice) || same(name, choice))
        else {
            anyhow::bail!(
                "\"{issue}\" has no choice \"{choice}\"; there are {}",
                entry.options.join(", ")
            );
        };
        Ok((at, place))
    }

    /// Says why no deal can hold a choice, if that is so.
    pub(super) fn admits(&self, deal: &Deal, text: &str) -> anyhow::Result<()> {
        if self.space.admits(deal) {
            return Ok(());
        }
        let broken: Vec<String> = self
            .space
            .constraints()
            .iter()
            .filter(|one| !one.holds(deal))
            .map(|one| match one {
                weigh::Constraint::Forbid { issue, .. } => {
                    let choice = deal.get(*issue).copied().unwrap_or_default();
                    let who: Vec<&str> = (0..self.parties.len())
                        .filter(|party| {
                            let ground = self.ground(*party, *issue, choice);
                            ground.is_some_and(|ground| ground.words.contains("refuses"))
                        })
                        .filter_map(|party| self.parties.get(party).map(String::as_str))
                        .collect();
                    let whose = if who.is_empty() {
                        "a red line".to_owned()
                    } else {
                        format!("a red line of {}", who.join(", "))
                    };
                    format!("{}: {} ({whose})", self.issue(*issue), self.choice(*issue, choice))
                }
                weigh::Constraint::OnlyIf { issue, requires_issue, .. } => format!(
                    "{} only goes with another choice on {}",
                    self.issue(*issue),
                    self.issue(*requires_issue)
                ),
            })
            .collect();
        anyhow::bail!("no deal can be \"{text}\": {}", broken.join("; "))
    }
}

/// Exactly where that is a short decimal; else rounded, and marked so. Files have every digit.
pub(super) fn short(number: &Exact) -> String {
    let exact = number.to_string();
    if exact.len() <= 8 && !exact.contains('/') {
        exact
    } else {
        format!("≈{:.4}", number.to_f64())
    }
}

/// Several numbers.
pub(super) fn short_list(numbers: &[Exact]) -> String {
    let each: Vec<String> = numbers.iter().map(short).collect();
    each.join(", ")
}

/// A space that holds together, or everything that is wrong with it.
fn checked(draft: weigh::Draft) -> anyhow::Result<Space> {
    draft.check().map_err(|found| problems(&found))
}

fn problems(found: &[weigh::Problem]) -> anyhow::Error {
    let each: Vec<String> = found.iter().map(|one| format!("{one}; {}", one.advice())).collect();
    anyhow::anyhow!("{}", each.join("\n"))
}
