//! What can be wrong with a space, in words, each with how to mend it.

use std::fmt;

use num_bigint::BigUint;

use crate::number::Exact;

/// One thing that is wrong with a draft. Issues, options and constraints are places, counted from 0;
/// in words they are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing to settle.
    NoIssues,
    /// Nobody must agree.
    NoParties,
    /// An issue without any option.
    EmptyIssue {
        /// Its name.
        issue: String,
    },
    /// Two issues, options or parties of one name.
    SameName {
        /// "issue", "party", or "option of NAME".
        what: String,
        /// The name.
        name: String,
    },
    /// A party does not have one row of values for each issue.
    Rows {
        /// Its name.
        party: String,
        /// How many there are.
        found: usize,
        /// How many issues there are.
        expected: usize,
    },
    /// A party does not have one value for each option of an issue.
    Values {
        /// Its name.
        party: String,
        /// The issue's name.
        issue: String,
        /// How many there are.
        found: usize,
        /// How many options there are.
        expected: usize,
    },
    /// A party does not have one weight for each issue.
    Weights {
        /// Its name.
        party: String,
        /// How many there are.
        found: usize,
        /// How many rows of values there are.
        expected: usize,
    },
    /// A weight below nought.
    NegativeWeight {
        /// The party.
        party: String,
        /// The place of the issue.
        issue: usize,
        /// The weight.
        weight: Exact,
    },
    /// Values are given for somebody who is not among the parties.
    UnknownParty {
        /// The name that was given.
        name: String,
    },
    /// A constraint names an issue that is not there.
    UnknownIssue {
        /// The place of the constraint.
        constraint: usize,
        /// The place of the issue it names.
        issue: usize,
    },
    /// A constraint names an option that is not there.
    UnknownOption {
        /// The place of the constraint.
        constraint: usize,
        /// The name of the issue.
        issue: String,
        /// The place of the option it names.
        option: usize,
    },
    /// Red lines and links together leave no deal.
    NothingAdmissible {
        /// Issues of which every option is forbidden outright, if that is the reason.
        closed: Vec<String>,
        /// How many deals there are without constraints.
        of: BigUint,
    },
    /// More combinations of open links than are followed.
    TooTangled {
        /// The bound.
        limit: usize,
    },
}

impl Problem {
    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::NoIssues => "name at least one issue".to_owned(),
            Self::NoParties => "name at least one party".to_owned(),
            Self::EmptyIssue { issue } => {
                format!("give \"{issue}\" its options, or take it off the list")
            }
            Self::SameName { .. } => "give each a name of its own".to_owned(),
            Self::Rows { .. } | Self::Values { .. } => {
                "give one value for each option, in the order of the options; 0 where an option is worth nothing".to_owned()
            }
            Self::Weights { .. } => "give one weight for each issue, in their order".to_owned(),
            Self::NegativeWeight { .. } => {
                "a weight says how much an issue matters: write it above nought and turn the values round instead".to_owned()
            }
            Self::UnknownParty { .. } => {
                "add it to the parties, or correct the name".to_owned()
            }
            Self::UnknownIssue { .. } | Self::UnknownOption { .. } => {
                "correct the name, or leave the constraint out".to_owned()
            }
            Self::NothingAdmissible { closed, .. } if !closed.is_empty() => {
                "leave at least one option of these issues open".to_owned()
            }
            Self::NothingAdmissible { .. } => {
                "loosen one of the red lines or links; ask for the blockers to see which".to_owned()
            }
            Self::TooTangled { .. } => {
                "take out links, or join issues that are linked all ways into one issue with the packages that remain".to_owned()
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIssues => write!(f, "there is no issue"),
            Self::NoParties => write!(f, "there is no party"),
            Self::EmptyIssue { issue } => write!(f, "the issue \"{issue}\" has no option"),
            Self::SameName { what, name } => {
                write!(f, "\"{name}\" is the name of more than one {what}")
            }
            Self::Rows { party, found, expected } => {
                write!(f, "\"{party}\" has values for {found} issues; there are {expected}")
            }
            Self::Values { party, issue, found, expected } => write!(
                f,
                "\"{party}\" has {found} values for \"{issue}\"; it has {expected} options"
            ),
            Self::Weights { party, found, expected } => {
                write!(f, "\"{party}\" has {found} weights for {expected} issues")
            }
            Self::NegativeWeight { party, issue, weight } => {
                write!(f, "\"{party}\" gives issue {} the weight {weight}", issue + 1)
            }
            Self::UnknownParty { name } => write!(f, "\"{name}\" is not among the parties"),
            Self::UnknownIssue { constraint, issue } => {
                write!(f, "constraint {} names issue {}; there is none", constraint + 1, issue + 1)
            }
            Self::UnknownOption { constraint, issue, option } => write!(
                f,
                "constraint {} names option {} of \"{issue}\"; there is none",
                constraint + 1,
                option + 1
            ),
            Self::NothingAdmissible { closed, of } if closed.is_empty() => {
                write!(f, "red lines and links together rule out each of the {of} deals")
            }
            Self::NothingAdmissible { closed, .. } => {
                write!(f, "every option is forbidden of {}", closed.join(", "))
            }
            Self::TooTangled { limit } => {
                write!(f, "the links can stand open in more than {limit} ways at once")
            }
        }
    }
}
