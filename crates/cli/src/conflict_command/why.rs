//! Why a state holds or does not: for each decision maker what it could do instead, and what would follow;
//! how the state comes about; who would leave it together.

use std::collections::BTreeSet;

use weigh::conflict::{Answer, Concept, Sanction, Scene, Why, coalition_way};
use weigh::{Stop, Work};

use super::board::Board;
use super::facts::Facts;
use super::words::{concept, listed};
use crate::brief::plural;

/// Improvements that are told for one decision maker; the others are counted.
const TOLD: usize = 3;
/// Groups that are told for one state.
const GROUPS: usize = 3;

/// Sentences about one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// One for each decision maker.
    pub(crate) makers: Vec<String>,
    /// How it comes about from the status quo; empty when that was not told.
    pub(crate) way: String,
    /// Who would leave it together.
    pub(crate) groups: Vec<String>,
}

/// Everything about one state.
pub(crate) fn account(
    board: &Board<'_>,
    facts: &Facts,
    why: &mut Why<'_>,
    state: Scene,
) -> Result<Account, Stop> {
    // Where it is no equilibrium at all, by what asks least: what no answer deters.
    let by = facts.concepts(state).first().copied().unwrap_or(Concept::Gmr);
    let mut makers = Vec::new();
    for maker in 0..board.conflict.makers() {
        makers.push(stands(board, facts, why, (maker, by), state)?);
    }
    Ok(Account { makers, way: way(board, facts, state), groups: groups(board, facts, state)? })
}

fn stands(
    board: &Board<'_>,
    facts: &Facts,
    why: &mut Why<'_>,
    (maker, by): (usize, Concept),
    state: Scene,
) -> Result<String, Stop> {
    let name = board.conflict.maker(maker);
    let moves = board.conflict.moves(maker, state);
    if moves.is_empty() {
        return Ok(format!("{name}: no move is open here."));
    }
    let witness = why.witness(maker, by, state, &Work::default())?;
    if witness.answers.is_empty() {
        return Ok(format!("{name}: {}", stays(board, maker, state, &moves)));
    }
    let stable = facts.is_stable(maker, by, state);
    // Of an unstable state what makes it so, of a stable one what deters.
    let mut told: Vec<&Answer> =
        witness.answers.iter().filter(|one| stable || one.sanction.is_none()).collect();
    told.sort_by_key(|one| std::cmp::Reverse(board.conflict.rank(maker, one.to)));
    let count = plural(told.len(), "better move");
    let mut out = if stable {
        format!("{name}: {count}, each deterred ({}).", concept(by))
    } else {
        format!("{name}: {count} that nothing deters.")
    };
    for one in told.iter().take(TOLD) {
        let reason = board.because(maker, one.to, state);
        put!(out, " {}, for {reason}", board.change(state, one.to));
        if let Some(sanction) = &one.sanction {
            out += &answer(board, maker, state, one.to, sanction);
        }
        out.push('.');
    }
    if told.len() > TOLD {
        put!(out, " And {} more.", told.len() - TOLD);
    }
    Ok(out)
}

/// No move is better: what each of them gives up.
fn stays(board: &Board<'_>, maker: usize, state: Scene, moves: &[Scene]) -> String {
    let own = board.conflict.rank(maker, state);
    let (mut kept, mut worse, mut alike) = (BTreeSet::new(), 0, 0);
    for to in moves {
        if board.conflict.rank(maker, *to) == own {
            alike += 1;
        } else {
            worse += 1;
            kept.extend(board.deciding(maker, state, *to));
        }
    }
    let cited: Vec<String> = kept.into_iter().filter_map(|wish| board.wish(maker, wish)).collect();
    let reason = if cited.is_empty() { board.ranked(maker) } else { listed(&cited) };
    match (worse, alike) {
        (0, 1) => "the one move open here would change nothing in its eyes.".to_owned(),
        (0, _) => "no move would change anything in its eyes.".to_owned(),
        (1, 0) => format!("the one move open here would be worse, for {reason}."),
        (_, 0) => format!("each of {} would be worse, for {reason}.", plural(worse, "move")),
        (_, alike) => format!(
            "{} would be worse, for {reason}; {alike} more would change nothing in its eyes.",
            plural(worse, "move")
        ),
    }
}

fn answer(board: &Board<'_>, maker: usize, state: Scene, to: Scene, done: &Sanction) -> String {
    let (own, then) = (board.conflict.rank(maker, state), board.conflict.rank(maker, done.at));
    let mut out = String::new();
    if !done.steps.is_empty() {
        put!(out, "; but then {}", board.way(to, &done.steps));
    }
    if then < own {
        let reason = board.because(maker, state, done.at);
        put!(out, ", which is worse than here, for {reason}");
    } else {
        out.push_str(", which is no better than here");
    }
    if let Some(escape) = done.escape {
        let number = u64::from(escape) + 1;
        let better = board.conflict.rank(maker, escape) > own;
        if better {
            put!(out, " (from there {number} would be open)");
        } else {
            put!(out, " (nor is {number}, the best that would then be open)");
        }
    }
    out
}

/// How a state comes about from where things stand.
pub(super) fn way(board: &Board<'_>, facts: &Facts, to: Scene) -> String {
    let Some(evolution) = &facts.evolution else { return String::new() };
    let from = evolution.from();
    if from == to {
        return "Things stand here now.".to_owned();
    }
    let start = format!("From the status quo, state {},", u64::from(from) + 1);
    if let Some(steps) = evolution.way(to) {
        return format!("{start} improvements lead here: {}.", board.way(from, &steps));
    }
    let Some(steps) = evolution.any_way(to) else {
        return format!("{start} no way leads here: some step cannot be taken back.");
    };
    let blocks = evolution.blocks(&board.conflict, to);
    let against: Vec<String> = blocks
        .iter()
        .map(|block| {
            let name = board.conflict.maker(block.maker);
            let change = board.change(block.from, block.to);
            let alike = board.conflict.rank(block.maker, block.from)
                == board.conflict.rank(block.maker, block.to);
            if alike {
                return format!("{name} would gain nothing by {change}");
            }
            let reason = board.because(block.maker, block.from, block.to);
            format!("{name} would lose by {change}, for {reason}")
        })
        .collect();
    let way = board.way(from, &steps);
    format!(
        "{start} no chain of improvements leads here. The shortest way: {way}. On it {}.",
        listed(&against)
    )
}

/// Groups of two and more that would leave a state together.
fn groups(board: &Board<'_>, facts: &Facts, state: Scene) -> Result<Vec<String>, Stop> {
    let Some(coalitions) = &facts.coalitions else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    let many: Vec<&[usize]> = coalitions
        .breakers(Concept::Nash, state)
        .filter(|group| group.len() > 1 && !holds_alone(facts, group, state))
        .collect();
    // A larger group says nothing new where a part of it would leave.
    let many: Vec<&[usize]> = (many.iter().enumerate())
        .filter(|(at, group)| {
            let part = |small: &&[usize]| small.iter().all(|maker| group.contains(maker));
            !many.iter().take(*at).any(part)
        })
        .map(|(_, group)| *group)
        .collect();
    for group in many.iter().take(GROUPS) {
        let names: Vec<String> =
            group.iter().map(|maker| board.conflict.maker(*maker).to_owned()).collect();
        let work = Work::default();
        let Some(steps) = coalition_way(&board.conflict, group, Concept::Nash, state, &work)?
        else {
            continue;
        };
        let to = steps.last().map_or(state, |step| step.to);
        let firm = coalitions.breakers(Concept::Gmr, state).any(|one| one == *group);
        let answered = if firm {
            "and no answer of others deters it"
        } else {
            "though others could answer it"
        };
        out.push(format!(
            "{} together would leave it for state {}, better for each of them, {answered}: {}.",
            listed(&names),
            board.state(to),
            board.way(state, &steps),
        ));
    }
    if many.len() > GROUPS {
        out.push(format!("So would {} more groups.", many.len() - GROUPS));
    }
    Ok(out)
}

/// Whether somebody in the group would leave the state alone: then the group says nothing new.
fn holds_alone(facts: &Facts, group: &[usize], state: Scene) -> bool {
    group.iter().any(|maker| !facts.is_stable(*maker, Concept::Nash, state))
}
