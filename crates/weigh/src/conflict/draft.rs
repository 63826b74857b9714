//! A conflict as somebody wrote it down. Nothing about it is known to hold.

use crate::number::Exact;

/// Which options are on: option 1 is the lowest bit. It is what a state *is*, so it stays the same
/// when an option is added at the end of the list; the number of a state is for display only.
pub type Pattern = u64;

/// One option and how it stands. Options are places, counted from 0; in words they are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal {
    /// The option.
    pub option: usize,
    /// Whether it is on.
    pub on: bool,
}

/// All of these hold. Nothing to hold: always true.
pub type Clause = Vec<Literal>;

/// Which way an option can be switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Direction {
    /// On and off again.
    #[default]
    Both,
    /// On only: what is done cannot be undone.
    OnOnly,
    /// Off only: what is given up does not come back.
    OffOnly,
}

/// An option: something that one decision maker does or does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lever {
    /// What it is called.
    pub name: String,
    /// Which way it can be switched.
    pub direction: Direction,
}

/// What cannot be. A state that any rule hits is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Not all of these together.
    Never(Clause),
    /// Two or more of these options are not on together.
    AtMostOne(Vec<usize>),
    /// One of these options is on.
    AtLeastOne(Vec<usize>),
    /// If all of `when` hold, all of `then` hold.
    If {
        /// What brings it about.
        when: Clause,
        /// What must then hold.
        then: Clause,
    },
}

/// States that count as one. It turns the conflict into graph form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// What the one state is called.
    pub name: String,
    /// It takes every state in which one of these holds.
    pub any: Vec<Clause>,
}

/// Something a decision maker wants: true where one of the clauses holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// One of them is enough.
    pub any: Vec<Clause>,
}

/// A state as somebody names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// By its number, from 1. It changes when a rule or an option is added before the end.
    Number(u32),
    /// By its options. Of merged states each names the one.
    Pattern(Pattern),
}

/// Which states somebody likes better. Equal is allowed, not known is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preference {
    /// In falling priority: the first wish that is true in one state and not in the other decides.
    /// None: all states are alike.
    Priorities(Vec<Wish>),
    /// Each wish that is true counts so much; the larger sum is better.
    Weights(Vec<(Wish, Exact)>),
    /// Best first; states in one class are alike. Names every state once.
    Ranking(Vec<Vec<Named>>),
}

/// Somebody who decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// What it is called.
    pub name: String,
    /// The options that are its own. In graph form none.
    pub options: Vec<usize>,
    /// What it likes better.
    pub preference: Preference,
}

/// Where states and moves come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// States are what rules leave of all combinations of options; moves are switched options.
    Options {
        /// In a fixed order; add new ones at the end.
        options: Vec<Lever>,
        /// What cannot be.
        rules: Vec<Rule>,
        /// What counts as one.
        merges: Vec<Merge>,
    },
    /// States and moves one by one. Moves can be one way, and two in a row need not be one.
    Graph {
        /// What each state is called.
        states: Vec<String>,
        /// By decision maker and state, where it can move to; states are places, from 0.
        moves: Vec<Vec<Vec<u32>>>,
    },
}

/// A conflict as somebody wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who decides.
    pub makers: Vec<Maker>,
    /// States and moves.
    pub form: Form,
    /// Where things stand; `None`: not told.
    pub status_quo: Option<Named>,
}

impl Literal {
    /// An option that is on, or off.
    pub fn new(option: usize, on: bool) -> Self {
        Self { option, on }
    }
}

impl Maker {
    /// To whom all states are alike, until ranks are given.
    pub fn indifferent(name: &str, options: &[usize]) -> Self {
        Self {
            name: name.to_owned(),
            options: options.to_vec(),
            preference: Preference::Priorities(Vec::new()),
        }
    }
}

impl Wish {
    /// What holds if this one option is on, or off.
    pub fn one(option: usize, on: bool) -> Self {
        Self { any: vec![vec![Literal::new(option, on)]] }
    }

    /// Whether it is true with these options on.
    pub fn is_true(&self, pattern: Pattern) -> bool {
        let is_on = |option: usize| option < 64 && pattern >> option & 1 == 1;
        let holds = |literal: &Literal| is_on(literal.option) == literal.on;
        self.any.iter().any(|clause| clause.iter().all(holds))
    }
}
