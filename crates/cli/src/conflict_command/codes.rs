//! The findings about conflict models that hold together as entries and not as a whole: `C` and three
//! digits.

use weigh::conflict::Problem;

model::codes! {
    MAKERS "C001" Error "too many decision makers"
        "A conflict has more decision makers than are looked at. The model is not used."
        "Join decision makers that always act together."
    SAME_NAME "C002" Error "name of two"
        "Two decision makers of a conflict, two options of one of them or two states have one name. The model is not used."
        "Give each a name of its own."
    OPTIONS "C003" Error "too many options"
        "A conflict has more options than are looked at. The model is not used."
        "Join options that always go together, or leave out those that decide nothing."
    NO_STATE "C004" Error "no state is left"
        "The rules of a conflict forbid every combination of its options. The model is not used."
        "Loosen one of the rules that the finding names."
    STATES "C005" Error "too many states"
        "The rules of a conflict leave more combinations of options than are looked at. The model is not used."
        "Add rules for what cannot be together, or leave out options that decide nothing."
    EMPTY_MERGE "C006" Error "merge of no state"
        "No state fits what a merge says. The model is not used."
        "Correct its statement, or leave the merge out: rules remove these states already."
    MERGED_TWICE "C007" Error "state in two merges"
        "A state fits two merges. The model is not used."
        "Make one merge of the two, or narrow one of them."
    MERGED_APART "C008" Error "merged states told apart"
        "A decision maker likes states differently that a merge makes one. The model is not used."
        "Narrow the statements that tell them apart, or rank the states."
    MOVES "C009" Error "too many moves"
        "Merged states have more moves than are kept one by one. The model is not used."
        "Do without merging, or give fewer options to one decision maker."
    UNKNOWN_STATE "C010" Error "no such state"
        "A ranking or the status quo names a state that a rule removes, or that is not there. The model is not used."
        "Correct it; `pourparler conflict FOLDER NAME` lists all states once it is taken out."
    MISSED "C011" Error "ranking misses a state"
        "A ranking leaves states out, so what is better is not known. The model is not used."
        "Add them, in one list if they are alike; last if they are worst."
    TWICE "C012" Error "state ranked twice"
        "A ranking names a state in two places. The model is not used."
        "Leave it in one place."
    TOO_FINE "C013" Error "weights too fine"
        "The weights of a decision maker have no common scale that can be held. The model is not used."
        "Write the weights with fewer digits."
    TORN "C014" Error "does not hold together"
        "States, moves and preferences of a conflict do not fit each other. The model is not used."
        "Do what the hint says."
}

/// The row for a problem.
pub(super) fn of(problem: &Problem) -> model::Code {
    match problem {
        Problem::TooManyMakers { .. } => MAKERS,
        Problem::SameName { .. } => SAME_NAME,
        Problem::TooManyOptions { .. } => OPTIONS,
        Problem::NoState { .. } => NO_STATE,
        Problem::TooManyStates { .. } => STATES,
        Problem::EmptyMerge { .. } => EMPTY_MERGE,
        Problem::MergedTwice { .. } => MERGED_TWICE,
        Problem::MergedApart { .. } => MERGED_APART,
        Problem::TooManyMoves { .. } => MOVES,
        Problem::UnknownState { .. } => UNKNOWN_STATE,
        Problem::RankingMisses { .. } => MISSED,
        Problem::RankedTwice { .. } => TWICE,
        Problem::TooFine { .. } => TOO_FINE,
        _ => TORN,
    }
}
