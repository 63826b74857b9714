//! Agreeable now, blocked by whom, or open: read off the positions of one date, exactly.
//!
//! Only a party's own words decide. What an opponent, an expert or a report says of a party is kept
//! beside them, and "not known" never counts for or against anything.

use std::collections::{BTreeMap, BTreeSet};

use model::{ActorId, Attitude, Basis, ChoiceId, Flag, IssueId, Position, When};

/// Where one party stands on one choice, by its own latest words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The party.
    pub party: ActorId,
    /// The choice; `None` when the words do not tell which.
    pub choice: Option<ChoiceId>,
    /// Wants, accepts, refuses; not known when the latest words contradict each other.
    pub attitude: Attitude,
    /// Since when this attitude is known without a break.
    pub since: Option<When>,
    /// When it was last said.
    pub last: Option<When>,
    /// The positions behind it, as places in the input, latest first. Never empty.
    pub positions: Vec<usize>,
    /// On whose word: always the party's own for a cell that decides.
    pub basis: Basis,
    /// Whether the party ties it to a condition.
    pub conditional: bool,
    /// Whether equally late words of the party say yes and no.
    pub contradicts_itself: bool,
}

/// What the positions say about one issue or one choice on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every party wants or accepts the same choice.
    Agreeable {
        /// The choice; `None`: all agree in principle, and the terms are not told.
        choice: Option<ChoiceId>,
        /// Parties whose yes depends on something.
        conditional: Vec<ActorId>,
    },
    /// Every party takes the choice, some of them as a part of a larger one.
    AsPart {
        /// The choice that all take.
        choice: ChoiceId,
        /// Who takes it only as a part of what.
        within: Vec<(ActorId, ChoiceId)>,
        /// Parties whose yes depends on something else, too.
        conditional: Vec<ActorId>,
    },
    /// A party refuses what another wants or accepts.
    Blocked {
        /// The choice that is refused.
        choice: Option<ChoiceId>,
        /// Who wants or accepts it.
        sought_by: Vec<ActorId>,
        /// Who refuses it.
        by: Vec<ActorId>,
    },
    /// The parties want different choices, and nothing says that one accepts another's.
    Apart {
        /// What each of them wants.
        wants: Vec<(ActorId, ChoiceId)>,
    },
    /// Nothing can be said yet.
    Open(WhyOpen),
}

/// Why an issue stays open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyOpen {
    /// Of these parties no own stance is known.
    NotKnown(Vec<ActorId>),
    /// All have spoken, but of things that cannot be laid on one another.
    NoCommonTerm,
    /// Fewer than two parties are named.
    NoParties,
}

/// One issue: who stands where, what others say of them, and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueState {
    /// The issue.
    pub issue: IssueId,
    /// The parties' own stances, in the order of the party list, then by choice.
    pub cells: Vec<Cell>,
    /// Positions that do not decide: what others say of a party, hearsay, the past. Latest first.
    pub said_of: Vec<usize>,
    /// What follows; never empty, agreeable first.
    pub verdicts: Vec<Verdict>,
}

/// Whether a position may decide anything: the party's own words about what it wants now, from a
/// speaker who is known.
pub fn decides(position: &Position) -> bool {
    const WEAK: [Flag; 7] = [
        Flag::Imputed,
        Flag::Characterised,
        Flag::Hearsay,
        Flag::UncertainSpeaker,
        Flag::IssueInferred,
        Flag::LearnedOnly,
        Flag::Past,
    ];
    position.basis == Basis::Own
        && position.attitude.is_some_and(|attitude| attitude != Attitude::NotKnown)
        && !WEAK.iter().any(|flag| position.flags.contains(flag))
}

/// Which choices are parts of larger ones: a list of children is a part of checking each name on it,
/// a return by one side a part of a mutual one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts(BTreeMap<(IssueId, ChoiceId), BTreeSet<ChoiceId>>);

impl Parts {
    /// Notes that who takes `whole` takes `part`, as a part of it.
    pub fn add(&mut self, issue: &IssueId, part: &ChoiceId, whole: &ChoiceId) {
        if part != whole {
            self.0.entry((issue.clone(), part.clone())).or_default().insert(whole.clone());
        }
    }

    /// The parts known on an issue, each with what it is a part of.
    pub fn of<'a>(
        &'a self,
        issue: &'a IssueId,
    ) -> impl Iterator<Item = (&'a ChoiceId, &'a BTreeSet<ChoiceId>)> {
        self.0.iter().filter(move |((of, _), _)| of == issue).map(|((_, part), all)| (part, all))
    }
}

/// Weighs the positions of one date. Positions of actors outside `parties` are left aside.
pub fn agreeable(positions: &[Position], parties: &[ActorId], parts: &Parts) -> Vec<IssueState> {
    let order: BTreeMap<&ActorId, usize> =
        parties.iter().enumerate().rev().map(|(at, party)| (party, at)).collect();
    let mut by_issue: BTreeMap<&IssueId, Vec<usize>> = BTreeMap::new();
    for (at, position) in positions.iter().enumerate() {
        let speaks = position.attitude.is_some_and(|attitude| attitude != Attitude::NotKnown);
        if speaks && order.contains_key(&position.party) {
            by_issue.entry(&position.issue).or_default().push(at);
        }
    }
    by_issue
        .into_iter()
        .map(|(issue, mut places)| {
            places.sort_by(|a, b| later_first(positions, *a, *b));
            let (own, said_of): (Vec<usize>, Vec<usize>) =
                places.into_iter().partition(|at| positions.get(*at).is_some_and(decides));
            let cells = cells(positions, &own, &order);
            let mut verdicts = verdicts(&cells, parties);
            add_parts(&mut verdicts, &cells, parties, parts.of(issue));
            IssueState { issue: issue.clone(), cells, said_of, verdicts }
        })
        .collect()
}

/// Latest first; what has no date comes last. Ties are broken by content, never by input order.
fn later_first(positions: &[Position], a: usize, b: usize) -> std::cmp::Ordering {
    let newer = |at: usize| positions.get(at).map(|p| p.from);
    let rest = |at: usize| {
        let tail = |p: &'_ Position| (p.attitude, p.choice.clone(), p.party.clone(), p.stance);
        positions.get(at).map(|p| (&p.evidence, &p.words, tail(p)))
    };
    newer(b).cmp(&newer(a)).then_with(|| rest(a).cmp(&rest(b)))
}

/// Of one party's words on one choice, latest first: those that nothing later replaces. Words of
/// one day count as equally late unless all of them carry the hour.
fn latest<'a>(words: &[&'a Position]) -> Vec<&'a Position> {
    let Some(first) = words.first() else { return Vec::new() };
    let day = first.from.map(When::first_day);
    let of_the_day: Vec<&Position> =
        words.iter().copied().take_while(|p| p.from.map(When::first_day) == day).collect();
    let timed = of_the_day.iter().all(|p| p.from.and_then(When::minute_of_day).is_some());
    if timed {
        of_the_day.into_iter().take_while(|position| position.from == first.from).collect()
    } else {
        of_the_day
    }
}

/// One cell for each party and choice, in party order. `own` is sorted latest first.
fn cells(positions: &[Position], own: &[usize], order: &BTreeMap<&ActorId, usize>) -> Vec<Cell> {
    let mut groups: BTreeMap<(usize, Option<&ChoiceId>), Vec<usize>> = BTreeMap::new();
    for at in own {
        let Some(position) = positions.get(*at) else { continue };
        let Some(party) = order.get(&position.party) else { continue };
        groups.entry((*party, position.choice.as_ref())).or_default().push(*at);
    }
    groups.into_values().filter_map(|places| cell(positions, &places)).collect()
}

fn cell(positions: &[Position], places: &[usize]) -> Option<Cell> {
    let at = |place: &usize| positions.get(*place);
    let first = places.first().and_then(at)?;
    let words: Vec<&Position> = places.iter().filter_map(at).collect();
    let latest = latest(&words);
    let says_yes = |position: &Position| position.attitude != Some(Attitude::Refuses);
    let yes = latest.iter().any(|position| says_yes(position));
    let no = latest.iter().any(|position| !says_yes(position));
    let wants = latest.iter().any(|position| position.attitude == Some(Attitude::Wants));
    let attitude = match (yes, no) {
        (true, true) => Attitude::NotKnown,
        (false, _) => Attitude::Refuses,
        (true, false) if wants => Attitude::Wants,
        (true, false) => Attitude::Accepts,
    };
    let contradicts_itself = yes && no;
    // The unbroken run of the same answer reaches back to "since"; an older "no" ends a "yes".
    let run: Vec<usize> = places
        .iter()
        .copied()
        .enumerate()
        .take_while(|(nth, place)| {
            let same = at(place).is_some_and(|position| says_yes(position) == yes);
            *nth < latest.len() || (!contradicts_itself && same)
        })
        .map(|(_, place)| place)
        .collect();
    let since = run.iter().filter_map(at).filter_map(|position| position.from).next_back();
    Some(Cell {
        party: first.party.clone(),
        choice: first.choice.clone(),
        attitude,
        since,
        last: first.from,
        positions: run,
        basis: Basis::Own,
        conditional: latest.iter().any(|position| {
            position.condition.is_some() || position.flags.contains(&Flag::Conditional)
        }),
        contradicts_itself,
    })
}

fn verdicts(cells: &[Cell], parties: &[ActorId]) -> Vec<Verdict> {
    if parties.len() < 2 {
        return vec![Verdict::Open(WhyOpen::NoParties)];
    }
    let choices: BTreeSet<&Option<ChoiceId>> = cells.iter().map(|cell| &cell.choice).collect();
    let mut out = Vec::new();
    let mut blocked = Vec::new();
    for choice in choices {
        let on = |wanted: fn(&Cell) -> bool| -> Vec<ActorId> {
            parties
                .iter()
                .filter(|party| {
                    cells.iter().any(|c| c.party == **party && c.choice == *choice && wanted(c))
                })
                .cloned()
                .collect()
        };
        let (yes, no) = (on(says_yes), on(|cell| cell.attitude == Attitude::Refuses));
        if yes.len() == parties.len() {
            let conditional = on(|cell| says_yes(cell) && cell.conditional);
            out.push(Verdict::Agreeable { choice: choice.clone(), conditional });
        } else if !yes.is_empty() && !no.is_empty() {
            blocked.push(Verdict::Blocked { choice: choice.clone(), sought_by: yes, by: no });
        }
    }
    // "In principle" adds nothing where a choice with terms is already common ground.
    let told = |v: &Verdict| matches!(v, Verdict::Agreeable { choice: Some(_), .. });
    if out.iter().any(told) || !in_principle(cells, parties) {
        out.retain(told);
    }
    let common = !out.is_empty();
    out.extend(blocked);
    if !common && let Some(apart) = apart(cells, parties, true) {
        out.push(apart);
    }
    if out.is_empty() {
        out.push(Verdict::Open(why_open(cells, parties)));
    }
    out
}

/// Choices that all take, some of them as a part of a larger one that not all take.
fn add_parts<'a>(
    verdicts: &mut Vec<Verdict>,
    cells: &[Cell],
    parties: &[ActorId],
    parts: impl Iterator<Item = (&'a ChoiceId, &'a BTreeSet<ChoiceId>)>,
) {
    let mut found = Vec::new();
    for (part, wholes) in parts {
        let on = |party: &ActorId, choice: &ChoiceId| {
            cells.iter().find(|c| c.party == *party && c.choice.as_ref() == Some(choice))
        };
        let (mut within, mut conditional) = (Vec::new(), Vec::new());
        let taken = parties.len() >= 2
            && parties.iter().all(|party| {
                let own = on(party, part);
                if own.is_some_and(|cell| !says_yes(cell)) {
                    return false;
                }
                let whole = || {
                    let cells = wholes.iter().filter_map(|whole| Some((whole, on(party, whole)?)));
                    cells.into_iter().find(|(_, cell)| says_yes(cell))
                };
                let cell = match (own, whole()) {
                    (Some(cell), _) => cell,
                    (None, Some((whole, cell))) => {
                        within.push((party.clone(), whole.clone()));
                        cell
                    }
                    (None, None) => return false,
                };
                if cell.conditional {
                    conditional.push(party.clone());
                }
                true
            });
        // Taken by all as it stands, or by all within the same larger choice: told already.
        let told = verdicts.iter().any(|verdict| {
            matches!(verdict, Verdict::Agreeable { choice: Some(c), .. } if wholes.contains(c))
        });
        if taken && !within.is_empty() && !told {
            found.push(Verdict::AsPart { choice: part.clone(), within, conditional });
        }
    }
    if found.is_empty() {
        return;
    }
    verdicts.retain(|verdict| !matches!(verdict, Verdict::Apart { .. } | Verdict::Open(_)));
    verdicts.splice(0..0, found);
}

/// Whether "yes" without terms may be taken for common ground: somebody accepts, rather than all
/// asking for something that may be its opposite, and no told terms stand against each other.
fn in_principle(cells: &[Cell], parties: &[ActorId]) -> bool {
    let accepted = cells.iter().any(|c| c.choice.is_none() && c.attitude == Attitude::Accepts);
    accepted && apart(cells, parties, false).is_none()
}

fn says_yes(cell: &Cell) -> bool {
    matches!(cell.attitude, Attitude::Wants | Attitude::Accepts)
}

/// The wants of parties that share no choice with each other, if at least two parties have some.
fn apart(cells: &[Cell], parties: &[ActorId], excuse_vague: bool) -> Option<Verdict> {
    let wants = |party: &ActorId| -> Vec<&ChoiceId> {
        cells
            .iter()
            .filter(|cell| cell.party == *party && cell.attitude == Attitude::Wants)
            .filter_map(|cell| cell.choice.as_ref())
            .collect()
    };
    let takes = |party: &ActorId, choice: &ChoiceId| {
        cells.iter().any(|c| c.party == *party && c.choice.as_ref() == Some(choice) && says_yes(c))
    };
    // Words without terms may mean the other's choice, so such a party is not held to be apart.
    let vague = |party: &ActorId| {
        excuse_vague && cells.iter().any(|c| c.party == *party && c.choice.is_none() && says_yes(c))
    };
    let far = |a: &ActorId, b: &ActorId| {
        let (left, right) = (wants(a), wants(b));
        !left.is_empty()
            && !right.is_empty()
            && !left.iter().any(|choice| takes(b, choice))
            && !right.iter().any(|choice| takes(a, choice))
    };
    let listed: Vec<(ActorId, ChoiceId)> = parties
        .iter()
        .filter(|a| !vague(a) && parties.iter().any(|b| *a != b && !vague(b) && far(a, b)))
        .flat_map(|a| wants(a).into_iter().map(|choice| (a.clone(), choice.clone())))
        .collect();
    (!listed.is_empty()).then_some(Verdict::Apart { wants: listed })
}

fn why_open(cells: &[Cell], parties: &[ActorId]) -> WhyOpen {
    let silent: Vec<ActorId> = parties
        .iter()
        .filter(|party| {
            !cells.iter().any(|c| c.party == **party && c.attitude != Attitude::NotKnown)
        })
        .cloned()
        .collect();
    if silent.is_empty() { WhyOpen::NoCommonTerm } else { WhyOpen::NotKnown(silent) }
}

#[cfg(test)]
mod tests;
