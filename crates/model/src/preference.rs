//! What a person entered about preferences: worth, red lines, links, order, reserves.
//!
//! Numbers stay the digits that stand in the file. Whoever computes with them reads them exactly.

use crate::evidence::Evidence;
use crate::id::{ActorId, ChoiceId, IssueId};

/// A number, or a range within which it lies, in plain digits with an optional minus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub low: String,
    /// The upper end; the same text when one number was given.
    pub high: String,
}

/// What the ways of settling an issue are worth to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// Whose.
    pub party: ActorId,
    /// On what.
    pub issue: IssueId,
    /// How much the issue matters beside the others; not known when absent.
    pub weight: Option<Range>,
    /// Worth of choices; those that are absent are not known.
    pub values: Vec<(ChoiceId, Range)>,
    /// Or only their order, the best first; choices of one step are equally good.
    pub order: Vec<Vec<ChoiceId>>,
    /// Worth of leaving the issue open.
    pub open: Option<Range>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// Choices that a party will not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedLine {
    /// Whose.
    pub party: ActorId,
    /// On what.
    pub issue: IssueId,
    /// Which.
    pub choices: Vec<ChoiceId>,
    /// In words.
    pub words: Option<String>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// "This only if that": choices that need a choice on another issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whose demand it is; nobody's when it lies in the matter itself.
    pub party: Option<ActorId>,
    /// The issue.
    pub issue: IssueId,
    /// The choices on it that need something.
    pub choices: Vec<ChoiceId>,
    /// The other issue.
    pub needs: IssueId,
    /// Which choices on the other issue will do.
    pub any_of: Vec<ChoiceId>,
    /// In words.
    pub words: Option<String>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// "First this, then that."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Whose demand it is.
    pub party: ActorId,
    /// What is to come first.
    pub first: IssueId,
    /// What may only come after it.
    pub then: IssueId,
    /// In words.
    pub words: Option<String>,
    /// Where this stands.
    pub evidence: Evidence,
}

/// What a party has without a deal, on the scale of its own worths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserve {
    /// Whose.
    pub party: ActorId,
    /// How much; plain digits.
    pub value: String,
    /// Where this stands.
    pub evidence: Evidence,
}

/// How an issue stands as long as nothing is agreed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusQuo {
    /// The issue.
    pub issue: IssueId,
    /// The choice that is in force today.
    pub choice: ChoiceId,
    /// Where this stands.
    pub evidence: Evidence,
}
