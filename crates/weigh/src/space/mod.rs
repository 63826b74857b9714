//! What can be agreed on: issues with their options, what each is worth to each party, and what ties
//! them. A [`Draft`] is what somebody wrote; a [`Space`] is a draft that holds together.

mod check;
mod plan;
mod problem;
mod scaled;
mod values;

pub use plan::{Plan, Stage, Step};
pub use problem::Problem;
pub use scaled::Scaled;
pub use values::{Options, Values};

use num_bigint::BigUint;

use crate::number::Exact;

/// The place of an option within its issue.
pub type Choice = usize;

/// One option for each issue, in the order of the issues.
pub type Deal = Vec<Choice>;

/// Something to settle, with the ways to settle it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What it is called.
    pub name: String,
    /// Ways to settle it.
    pub options: Vec<String>,
}

/// One party and what each option is worth to it. The worth of a deal is the sum over the issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// What it is called.
    pub name: String,
    /// By issue, then by option: the issue's weight times the option's value.
    pub values: Vec<Vec<Exact>>,
    /// What it has without a deal, on the scale of the sums; `None`: not told.
    pub reserve: Option<Exact>,
}

/// What a deal must keep to. Issues and options are places, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    /// A red line: none of these options of this issue.
    Forbid {
        /// The issue.
        issue: usize,
        /// What it may not be settled by.
        options: Vec<Choice>,
    },
    /// A link: if the issue takes one of `options`, the other must take one of `requires_options`.
    OnlyIf {
        /// The issue that depends.
        issue: usize,
        /// The options that depend.
        options: Vec<Choice>,
        /// The issue on which they depend.
        requires_issue: usize,
        /// What it must then be settled by.
        requires_options: Vec<Choice>,
    },
}

/// A space as somebody wrote it down. Nothing about it is known to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What is to be settled.
    pub issues: Vec<Issue>,
    /// Who must agree.
    pub parties: Vec<Party>,
    /// Red lines and links.
    pub constraints: Vec<Constraint>,
}

/// A space that holds together: every table is complete, every constraint names what is there, and
/// at least one deal is admissible. Never changed; take the draft back to change something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    draft: Draft,
    plan: Plan,
}

impl Issue {
    /// An issue and its options.
    pub fn new(name: &str, options: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            options: options.iter().map(|option| (*option).to_owned()).collect(),
        }
    }
}

impl Party {
    /// A party whose values are weight times evaluation, issue by issue. What does not fit together
    /// is in the list of problems: a weight below nought, or not one weight for each issue.
    pub fn weighted(
        name: &str,
        weights: &[Exact],
        evaluations: &[Vec<Exact>],
        reserve: Option<Exact>,
    ) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        if weights.len() != evaluations.len() {
            problems.push(Problem::Weights {
                party: name.to_owned(),
                found: weights.len(),
                expected: evaluations.len(),
            });
        }
        for (issue, weight) in weights.iter().enumerate().filter(|(_, weight)| weight.is_negative())
        {
            problems.push(Problem::NegativeWeight {
                party: name.to_owned(),
                issue,
                weight: weight.clone(),
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let values = weights
            .iter()
            .zip(evaluations)
            .map(|(weight, options)| options.iter().map(|value| weight * value).collect())
            .collect();
        Ok(Self { name: name.to_owned(), values, reserve })
    }

    /// What a deal is worth to it; `None` if the deal names what is not there.
    pub fn worth(&self, deal: &[Choice]) -> Option<Exact> {
        if deal.len() != self.values.len() {
            return None;
        }
        let mut sum = Exact::zero();
        for (choice, values) in deal.iter().zip(&self.values) {
            sum = &sum + values.get(*choice)?;
        }
        Some(sum)
    }
}

impl Constraint {
    /// Whether a deal keeps to it.
    pub fn holds(&self, deal: &[Choice]) -> bool {
        let takes = |issue: &usize, options: &[Choice]| {
            deal.get(*issue).is_some_and(|choice| options.contains(choice))
        };
        match self {
            Self::Forbid { issue, options } => !takes(issue, options),
            Self::OnlyIf { issue, options, requires_issue, requires_options } => {
                !takes(issue, options) || takes(requires_issue, requires_options)
            }
        }
    }
}

impl Draft {
    /// Looks at everything and gives the space, or everything that is wrong with it.
    pub fn check(self) -> Result<Space, Vec<Problem>> {
        let plan = check::check(&self)?;
        Ok(Space { draft: self, plan })
    }
}

impl Space {
    /// What is to be settled.
    pub fn issues(&self) -> &[Issue] {
        &self.draft.issues
    }

    /// Who must agree.
    pub fn parties(&self) -> &[Party] {
        &self.draft.parties
    }

    /// Red lines and links.
    pub fn constraints(&self) -> &[Constraint] {
        &self.draft.constraints
    }

    /// In which order the engine walks through the issues, and which links are open on the way.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// A copy to change something in.
    pub fn to_draft(&self) -> Draft {
        self.draft.clone()
    }

    /// The same issues and constraints with other parties: no constraint is looked at again.
    pub fn with_parties(&self, parties: Vec<Party>) -> Result<Self, Vec<Problem>> {
        let draft = Draft { issues: self.draft.issues.clone(), parties, constraints: Vec::new() };
        let problems = check::shapes(&draft);
        if !problems.is_empty() {
            return Err(problems);
        }
        let draft = Draft { constraints: self.draft.constraints.clone(), ..draft };
        Ok(Self { draft, plan: self.plan.clone() })
    }

    /// How many deals there are, admissible or not.
    pub fn outcomes(&self) -> BigUint {
        self.draft.issues.iter().map(|issue| BigUint::from(issue.options.len())).product()
    }

    /// How many deals keep to every constraint. Reserves play no part.
    pub fn admissible_outcomes(&self) -> BigUint {
        self.plan.outcomes()
    }

    /// Whether a deal names one option for each issue and keeps to every constraint.
    pub fn admits(&self, deal: &[Choice]) -> bool {
        deal.len() == self.draft.issues.len()
            && deal.iter().zip(&self.draft.issues).all(|(at, issue)| *at < issue.options.len())
            && self.draft.constraints.iter().all(|constraint| constraint.holds(deal))
    }

    /// What a deal is worth to each party; `None` if the deal names what is not there.
    pub fn worth(&self, deal: &[Choice]) -> Option<Vec<Exact>> {
        self.draft.parties.iter().map(|party| party.worth(deal)).collect()
    }
}

#[cfg(test)]
mod tests;
