//! What a person decided about the reading: confirmed, rejected, corrected, and what had been read.

use std::collections::BTreeSet;

use crate::finding::Spot;
use crate::id::{ActorId, ChoiceId, IssueId};
use crate::names::words;
use crate::position::{Basis, Flag, Position};
use crate::stance::Stance;
use crate::statement::Statement;
use crate::when::When;

words! {
    /// What a person says about something that was read.
    Verdict {
        /// It is right as it was read.
        Confirm = "confirm",
        /// It is not there, or wrong beyond mending: it leaves all further work.
        Reject = "reject",
        /// It is there, and some of it must be read otherwise.
        Correct = "correct",
        /// What was decided before no longer counts; the reading stands.
        Withdraw = "withdraw",
        /// A dispute that is none: it leaves the list.
        Dismiss = "dismiss",
        /// A dispute that is one with another: their sides are shown on one card.
        Merge = "merge",
    }
}

words! {
    /// What a decision is about.
    Subject {
        /// Who said what.
        Statement = "statement",
        /// Where a party stands.
        Position = "position",
        /// A card on which accounts differ.
        Dispute = "dispute",
    }
}

words! {
    /// What a correction can take away without putting anything in its place.
    Part {
        /// Nobody is named.
        Speaker = "speaker",
        /// The speaker speaks for no side.
        Party = "party",
        /// It is about no issue that has a name.
        Issue = "issue",
        /// The words do not tell which way of settling it.
        Choice = "choice",
        /// It hangs on nothing.
        Condition = "condition",
    }
}

/// What must be read otherwise. Whatever is not named stays as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correction {
    /// Who said it: a name, or the id of an actor.
    pub speaker: Option<String>,
    /// The side for which it was said.
    pub party: Option<ActorId>,
    /// What it is about.
    pub issue: Option<IssueId>,
    /// Which way of settling it; a new issue without one has none.
    pub choice: Option<ChoiceId>,
    /// What the speaker does with it.
    pub stance: Option<Stance>,
    /// All flags, in place of those that were read.
    pub flags: Option<BTreeSet<Flag>>,
    /// On whose word; of positions only.
    pub basis: Option<Basis>,
    /// What it depends on; of positions only.
    pub condition: Option<String>,
    /// Since when; of positions only.
    pub from: Option<When>,
    /// What is taken away.
    pub without: BTreeSet<Part>,
}

impl Correction {
    /// Whether it corrects nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One entry of `decisions.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What it is about.
    pub of: Subject,
    /// The key of the statement or position, or the beginning of it.
    pub key: String,
    /// What was decided.
    pub verdict: Verdict,
    /// What must be read otherwise; empty unless the verdict is to correct.
    pub right: Correction,
    /// The key of the card that takes the sides of this one, or its beginning; with `merge` only.
    pub into: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
    /// Why.
    pub why: Option<String>,
    /// The words of the report, so that a person finds them again.
    pub words: Option<String>,
    /// How it was read when it was decided, in the form of [`AsRead::in_words`].
    pub read: Option<String>,
    /// Where the entry stands.
    pub spot: Spot,
}

/// The parts of a statement or position about which a person can decide, as the reader had them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsRead {
    /// Who is said to say it.
    pub speaker: Option<String>,
    /// For which side.
    pub party: Option<ActorId>,
    /// On what.
    pub issue: Option<IssueId>,
    /// Which way of settling it.
    pub choice: Option<ChoiceId>,
    /// What the speaker does with it.
    pub stance: Option<Stance>,
    /// What to keep in mind.
    pub flags: BTreeSet<Flag>,
    /// On whose word, for positions.
    pub basis: Option<Basis>,
    /// What it depends on, for positions.
    pub condition: Option<String>,
    /// Since when, for positions.
    pub from: Option<When>,
}

impl AsRead {
    /// Side, issue, choice and stance in one line, by their ids: what a confirmation confirms.
    pub fn in_words(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.party.as_ref().map(|id| format!("party {id}")));
        parts.extend(self.issue.as_ref().map(|id| format!("issue {id}")));
        parts.extend(self.choice.as_ref().map(|id| format!("choice {id}")));
        parts.extend(self.stance.map(|stance| format!("stance {stance}")));
        parts.join(", ")
    }
}

impl From<&Statement> for AsRead {
    fn from(statement: &Statement) -> Self {
        let speaker = statement.speaker.as_ref();
        Self {
            speaker: speaker.map(|speaker| speaker.name.clone()),
            party: speaker.and_then(|speaker| speaker.party.clone()),
            issue: statement.issue.clone(),
            choice: statement.choice.clone(),
            stance: Some(statement.stance),
            flags: statement.flags.clone(),
            ..Self::default()
        }
    }
}

impl From<&Position> for AsRead {
    fn from(position: &Position) -> Self {
        Self {
            speaker: position.speaker.clone(),
            party: Some(position.party.clone()),
            issue: Some(position.issue.clone()),
            choice: position.choice.clone(),
            stance: Some(position.stance),
            flags: position.flags.clone(),
            basis: Some(position.basis),
            condition: position.condition.clone(),
            from: position.from,
        }
    }
}

/// The mark on a statement or position about which a person decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Confirmed or corrected; what was rejected is no longer among the others.
    pub verdict: Verdict,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
    /// Why.
    pub why: Option<String>,
    /// Line of the entry in `decisions.toml`.
    pub line: usize,
    /// What the reader had read; `None` for a position that only the correction makes.
    pub was: Option<AsRead>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_told_in_one_line() {
        assert_eq!(AsRead::default().in_words(), "");
        let read = AsRead {
            party: "north".parse().ok(),
            issue: "ceasefire".parse().ok(),
            stance: Some(Stance::Refuse),
            ..AsRead::default()
        };
        assert_eq!(read.in_words(), "party north, issue ceasefire, stance refuse");
    }

    #[test]
    fn taking_something_away_is_a_correction() {
        assert!(Correction::default().is_empty());
        let without = BTreeSet::from([Part::Choice]);
        assert!(!Correction { without, ..Correction::default() }.is_empty());
    }
}
