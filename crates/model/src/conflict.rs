//! A conflict as somebody entered it in `talks.toml`: who can do what, what cannot be together, and who
//! likes what better, each with where it stands or marked as assumed.

use crate::evidence::Evidence;
use crate::formula::{Clause, Formula};
use crate::id::{ActorId, ChoiceId, IssueId};
use crate::names::words;
use crate::when::When;

/// One model of a conflict: `[conflict.NAME]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The name in brackets.
    pub name: String,
    /// What it is called.
    pub title: Option<String>,
    /// Anything else, in words.
    pub about: Option<String>,
    /// The day as of which it is meant.
    pub as_of: Option<When>,
    /// Whose model it is.
    pub analyst: Option<String>,
    /// What can be done or left undone, in the order of the signs; none in graph form.
    pub options: Vec<Lever>,
    /// States that are given one by one, in graph form; else none.
    pub states: Vec<Scene>,
    /// Who decides.
    pub makers: Vec<Maker>,
    /// What cannot be.
    pub rules: Vec<Rule>,
    /// What counts as one state.
    pub merges: Vec<Merge>,
    /// Where things stand.
    pub status_quo: Option<(StateName, usize)>,
    /// Line of the entry.
    pub line: usize,
    /// Whether nothing in it was wrong. What is wrong was left out, so it must be mended before use.
    pub whole: bool,
}

words! {
    /// Which way an option can be switched.
    Direction {
        /// On and off again.
        Both = "both",
        /// On only: what is done cannot be undone.
        OnOnly = "on-only",
        /// Off only: what is given up does not come back.
        OffOnly = "off-only",
    }
}

/// Something that one decision maker does or does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lever {
    /// The handle by which statements name it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Which way it can be switched.
    pub direction: Direction,
    /// What a position must be about to be a position on this option.
    pub stands_for: Option<(IssueId, ChoiceId)>,
    /// Line of the entry.
    pub line: usize,
}

/// A state that is given by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// The handle.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Line of the entry.
    pub line: usize,
}

/// A state as an entry names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateName {
    /// Its number, from 1.
    Number(u32),
    /// Which options are on, one for each.
    Signs(Vec<bool>),
}

/// Somebody who decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// Who, if it is one of the dossier's actors.
    pub party: Option<ActorId>,
    /// What it is called.
    pub name: String,
    /// Its options, by place.
    pub options: Vec<usize>,
    /// What it wants, the most important first.
    pub wants: Vec<Want>,
    /// Or all states, best first; those of one class are alike. With the line.
    pub ranking: Option<(Vec<Vec<StateName>>, usize)>,
    /// Whether its positions on issues count too, behind what is written.
    pub from_positions: bool,
    /// In graph form: from which state to which, by place.
    pub moves: Vec<(usize, usize)>,
    /// Line of the entry.
    pub line: usize,
}

/// Something that a decision maker wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// That this holds.
    pub that: Formula,
    /// The same as alternatives, with options by place.
    pub any: Vec<Clause>,
    /// How much it counts beside others; plain digits. Without: by order.
    pub weight: Option<String>,
    /// In words.
    pub words: Option<String>,
    /// Whether it is an assumption of the analyst.
    pub assumed: bool,
    /// Where it stands.
    pub evidence: Evidence,
}

/// What cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What it says.
    pub kind: RuleKind,
    /// In words.
    pub words: Option<String>,
    /// Whether it is an assumption of the analyst.
    pub assumed: bool,
    /// Where it stands.
    pub evidence: Evidence,
}

/// What a rule says, with options by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// Nothing of this can be: the statement, and its alternatives.
    Never(Formula, Vec<Clause>),
    /// This holds everywhere: the statement, and the alternatives that it rules out.
    Always(Formula, Vec<Clause>),
    /// Two or more of these are not on together.
    AtMostOne(Vec<usize>),
    /// One of these is on.
    AtLeastOne(Vec<usize>),
}

/// States that count as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// What the one state is called.
    pub name: String,
    /// Which states it takes.
    pub when: Formula,
    /// The same as alternatives.
    pub any: Vec<Clause>,
    /// Line of the entry.
    pub line: usize,
}
