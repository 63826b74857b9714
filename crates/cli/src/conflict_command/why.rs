//! Why a state holds or does not: for each decision maker what it could do instead, and what would follow;
//! how the state comes about; who would leave it together.

use std::collections::BTreeSet;

use weigh::conflict::{Answer, Concept, Sanction, Scene, Why, coalition_way};
use weigh::{Stop, Work};

use super::board::Board;
use super::facts::Facts;
use super::words::{concept, listed, plural};

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
        return Ok(format!("{name} has no move here."));
    }
    let witness = why.witness(maker, by, state, &Work::default())?;
    if witness.answers.is_empty() {
        return Ok(format!("{name} {}", stays(board, maker, state, &moves)));
    }
    let stable = facts.is_stable(maker, by, state);
    // Of an unstable state what makes it so, of a stable one what deters.
    let mut told: Vec<&Answer> =
        witness.answers.iter().filter(|one| stable || one.sanction.is_none()).collect();
    told.sort_by_key(|one| std::cmp::Reverse(board.conflict.rank(maker, one.to)));
    let mut out = format!(
        "{name} would gain by {}",
        plural(witness.answers.len(), "move of its own")
            .replace("move of its owns", "moves of its own")
    );
    let word = concept(by);
    out += &match stable {
        true => format!(", but is deterred ({word}):"),
        false => ", and nothing deters it from:".to_owned(),
    };
    for (at, one) in told.iter().take(TOLD).enumerate() {
        let reason = board.because(maker, one.to, state);
        let change = board.change(state, one.to);
        out += &format!("{} {name} {change}, for {reason}", if at == 0 { "" } else { ";" });
        if let Some(sanction) = &one.sanction {
            out += &answer(board, maker, state, one.to, sanction);
        }
    }
    if told.len() > TOLD {
        out += &format!("; and {} more", told.len() - TOLD);
    }
    out.push('.');
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
    let count = plural(worse, "move");
    match (worse, alike) {
        (0, _) => "gains nothing by any move of its own: all are alike to it.".to_owned(),
        (_, 0) => format!("would lose by each of its {count}, for {reason}."),
        (_, alike) => format!(
            "would lose by {count} of its own, for {reason}; {alike} more would change nothing for it."
        ),
    }
}

fn answer(board: &Board<'_>, maker: usize, state: Scene, to: Scene, done: &Sanction) -> String {
    let name = board.conflict.maker(maker);
    let (own, then) = (board.conflict.rank(maker, state), board.conflict.rank(maker, done.at));
    let mut out = if done.steps.is_empty() {
        String::new()
    } else {
        format!("; then {}", board.way(to, &done.steps))
    };
    out += &if then == own {
        format!(", and {name} is where it was in its own eyes")
    } else if then < own {
        format!(", and {name} is worse off than here, for {}", board.because(maker, state, done.at))
    } else {
        String::new()
    };
    if let Some(escape) = done.escape {
        let number = u64::from(escape) + 1;
        let better = board.conflict.rank(maker, escape) > own;
        out += &if better {
            format!(" (it could then go on to {number})")
        } else {
            format!(" (the best it could go on to, {number}, is no better than here)")
        };
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
                return format!("{name} gains nothing where it {change}");
            }
            let reason = board.because(block.maker, block.from, block.to);
            format!("{name} loses where it {change}, for {reason}")
        })
        .collect();
    let way = board.way(from, &steps);
    format!(
        "{start} no chain of improvements leads here. The shortest way: {way}. {}.",
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
        let answered =
            if firm { "and nobody else can undo it" } else { "though others could answer it" };
        out.push(format!(
            "{} together would leave it for {}, better for each of them ({}), {answered}.",
            listed(&names),
            u64::from(to) + 1,
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
