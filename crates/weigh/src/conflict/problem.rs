//! What can be wrong with a conflict, in words, each with how to mend it.

use std::fmt;

use super::cubes::{MOST_LOOKED_AT, MOST_STATES};
use super::draft::Named;

/// The most options.
pub const MOST_OPTIONS: usize = 64;
/// The most decision makers.
pub const MOST_MAKERS: usize = 32;
/// The most moves that are kept one by one, in graph form.
pub const MOST_MOVES: u64 = 1 << 25;

/// One thing that is wrong with a draft. Options, rules and the like are places, counted from 0; in
/// words they are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nobody decides.
    NoMakers,
    /// More decision makers than are looked at.
    TooManyMakers {
        /// How many.
        makers: usize,
    },
    /// Somebody or something without a name.
    EmptyName {
        /// "decision maker 2", "option 3".
        what: String,
    },
    /// Two of one name.
    SameName {
        /// "decision maker", "option of NAME", "state".
        what: String,
        /// The name.
        name: String,
    },
    /// More options than a pattern holds.
    TooManyOptions {
        /// How many.
        options: usize,
    },
    /// An option that nobody owns.
    NoOwner {
        /// Its name.
        option: String,
    },
    /// An option that more than one owns, or one owns twice.
    Owners {
        /// Its name.
        option: String,
        /// Who.
        owners: Vec<String>,
    },
    /// Something names an option that is not there.
    UnknownOption {
        /// "rule 3", "wish 2 of NAME", "the options of NAME".
        what: String,
        /// The place of the option.
        option: usize,
        /// How many there are.
        options: usize,
    },
    /// Options, or wishes about them, where states are given one by one.
    NoOptions {
        /// "the options of NAME", "wish 1 of NAME".
        what: String,
    },
    /// The rules leave no state.
    NoState {
        /// A smallest set of rules that leaves none, if it could be found.
        rules: Vec<usize>,
    },
    /// More states than are looked at.
    TooManyStates {
        /// How many options there are.
        options: usize,
        /// How many of them no rule names.
        free: usize,
    },
    /// A merge takes in no state.
    EmptyMerge {
        /// Its name.
        merge: String,
    },
    /// A state in two merges.
    MergedTwice {
        /// The names of the merges.
        merges: [String; 2],
    },
    /// Somebody likes states that count as one differently.
    MergedApart {
        /// The name of the merge.
        merge: String,
        /// Whose preference.
        maker: String,
    },
    /// More moves than are kept one by one.
    TooManyMoves {
        /// How many.
        moves: u64,
    },
    /// In graph form: not one list of moves for each decision maker, or for each state.
    Moves {
        /// Whose; `None`: the list of lists.
        maker: Option<String>,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A move to a state that is not there.
    UnknownTarget {
        /// Whose move.
        maker: String,
        /// From which state.
        from: usize,
        /// To which.
        to: u32,
    },
    /// A move that leads nowhere else.
    MoveToItself {
        /// Whose move.
        maker: String,
        /// The state.
        state: usize,
    },
    /// A ranking, or the status quo, names a state that is not there.
    UnknownState {
        /// "the ranking of NAME", "the status quo".
        what: String,
        /// As it was named.
        named: Named,
        /// How many there are.
        states: usize,
    },
    /// A ranking leaves states out.
    RankingMisses {
        /// Whose.
        maker: String,
        /// The first of them, from 0.
        states: Vec<u32>,
        /// How many in all.
        missing: usize,
    },
    /// A ranking names a state twice.
    RankedTwice {
        /// Whose.
        maker: String,
        /// The state, from 0.
        state: u32,
    },
    /// Weights that have no common scale which the engine can hold.
    TooFine {
        /// Whose.
        maker: String,
    },
    /// Ranks for not as many decision makers, or states, as there are.
    Ranks {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
}

impl Problem {
    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::NoMakers => "name at least one decision maker".to_owned(),
            Self::TooManyMakers { .. } => "join decision makers that always act together".to_owned(),
            Self::EmptyName { .. } | Self::SameName { .. } => {
                "give each a name of its own".to_owned()
            }
            Self::TooManyOptions { .. } => {
                "join options that always go together, or leave out those that decide nothing".to_owned()
            }
            Self::NoOwner { option } => {
                format!("add \"{option}\" to the options of the one who decides on it")
            }
            Self::Owners { .. } => {
                "leave it with one; if each can do it alone, write an option for each".to_owned()
            }
            Self::UnknownOption { .. } => "correct the name, or add the option".to_owned(),
            Self::NoOptions { .. } => {
                "rank the states instead; options are for conflicts without a list of states".to_owned()
            }
            Self::NoState { .. } => "loosen or leave out one of these rules".to_owned(),
            Self::TooManyStates { .. } => {
                "add rules for what cannot be together (at most one of ...), or leave out options that decide nothing".to_owned()
            }
            Self::EmptyMerge { .. } => {
                "correct its conditions, or leave it out: rules remove these states already".to_owned()
            }
            Self::MergedTwice { .. } => {
                "make one merge of the two, or narrow one of them".to_owned()
            }
            Self::MergedApart { .. } => {
                "add to the wishes that tell them apart a condition that leaves the merged states out, or rank the states".to_owned()
            }
            Self::TooManyMoves { .. } => {
                "do without merging, or give fewer options to one decision maker".to_owned()
            }
            Self::Moves { .. } => {
                "give each decision maker one list for each state, empty where it cannot move".to_owned()
            }
            Self::UnknownTarget { .. } => "correct the state, or add it".to_owned(),
            Self::MoveToItself { .. } => "leave the move out: to stay is always possible".to_owned(),
            Self::UnknownState { named: Named::Pattern(_), .. } => {
                "correct the options, or look which rule removes that state".to_owned()
            }
            Self::UnknownState { .. } => {
                "correct the number; naming states by their options keeps them when rules change".to_owned()
            }
            Self::RankingMisses { .. } => {
                "add them, in one class if they are alike; last if they are worst".to_owned()
            }
            Self::RankedTwice { .. } => "leave it in one place".to_owned(),
            Self::TooFine { .. } => "write the weights with fewer decimals".to_owned(),
            Self::Ranks { .. } => {
                "give one rank for each state, for each decision maker".to_owned()
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMakers => write!(f, "there is no decision maker"),
            Self::TooManyMakers { makers } => {
                write!(f, "{makers} decision makers; {MOST_MAKERS} are the most")
            }
            Self::EmptyName { what } => write!(f, "{what} has no name"),
            Self::SameName { what, name } => {
                write!(f, "\"{name}\" is the name of more than one {what}")
            }
            Self::TooManyOptions { options } => {
                write!(f, "{options} options; {MOST_OPTIONS} are the most")
            }
            Self::NoOwner { option } => write!(f, "the option \"{option}\" is nobody's"),
            Self::Owners { option, owners } => {
                write!(f, "the option \"{option}\" is owned by {}", quoted(owners))
            }
            Self::UnknownOption { what, option, options } => {
                write!(f, "{what} names option {}; there are {options}", option + 1)
            }
            Self::NoOptions { what } => {
                write!(f, "{what}: this conflict has states and moves, and no options")
            }
            Self::NoState { rules } if rules.is_empty() => write!(f, "the rules leave no state"),
            Self::NoState { rules } => write!(f, "no state is left by {}", numbered("rule", rules)),
            Self::TooManyStates { options, free } => write!(
                f,
                "{options} options, {free} of them in no rule, leave too many states; at most {MOST_STATES} states may remain, and {MOST_LOOKED_AT} combinations be looked at"
            ),
            Self::EmptyMerge { merge } => write!(f, "the merge \"{merge}\" takes in no state"),
            Self::MergedTwice { merges: [a, b] } => {
                write!(f, "a state is in both of the merges \"{a}\" and \"{b}\"")
            }
            Self::MergedApart { merge, maker } => {
                write!(f, "\"{maker}\" does not like all states alike that \"{merge}\" makes one")
            }
            Self::TooManyMoves { moves } => {
                write!(f, "{moves} moves; {MOST_MOVES} are the most that are kept one by one")
            }
            Self::Moves { .. } | Self::UnknownTarget { .. } | Self::MoveToItself { .. } => {
                self.of_moves(f)
            }
            Self::UnknownState { what, named: Named::Number(number), states } => {
                write!(f, "{what} names state {number}; there are {states}")
            }
            Self::UnknownState { what, named: Named::Pattern(pattern), .. } => {
                let on: Vec<usize> = (0..64).filter(|bit| pattern >> bit & 1 == 1).collect();
                let with = match on.as_slice() {
                    [] => "no option on".to_owned(),
                    on => format!("{} on and no other", numbered("option", on)),
                };
                write!(f, "{what} names the state with {with}; there is none")
            }
            Self::RankingMisses { maker, states, missing } => {
                let shown: Vec<usize> = states.iter().map(|state| *state as usize).collect();
                write!(f, "the ranking of \"{maker}\" misses {}", numbered("state", &shown))?;
                match missing.saturating_sub(shown.len()) {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
            Self::RankedTwice { maker, state } => {
                write!(f, "the ranking of \"{maker}\" names state {} twice", u64::from(*state) + 1)
            }
            Self::TooFine { maker } => {
                write!(f, "the weights of \"{maker}\" need whole numbers of more than 120 bits")
            }
            Self::Ranks { found, expected } => {
                write!(f, "{found} ranks or lists of ranks; there must be {expected}")
            }
        }
    }
}

impl Problem {
    fn of_moves(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moves { maker: None, found, expected } => {
                write!(f, "moves of {found} decision makers; there are {expected}")
            }
            Self::Moves { maker: Some(maker), found, expected } => {
                write!(f, "\"{maker}\" has moves from {found} states; there are {expected}")
            }
            Self::UnknownTarget { maker, from, to } => write!(
                f,
                "\"{maker}\" moves from state {} to state {}; there is none",
                from + 1,
                u64::from(*to) + 1
            ),
            Self::MoveToItself { maker, state } => {
                write!(f, "\"{maker}\" moves from state {0} to state {0}", state + 1)
            }
            _ => Ok(()),
        }
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" and ")
}

fn numbered(what: &str, places: &[usize]) -> String {
    let numbers: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
    let many = if numbers.len() == 1 { "" } else { "s" };
    format!("{what}{many} {}", numbers.join(", "))
}
