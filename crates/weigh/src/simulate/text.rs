//! A single text that a mediator carries back and forth: one change at a time, everybody votes, and
//! a change that all take becomes part of the text (Raiffa 1982; Klein, Faratin, Sayama and Bar-Yam
//! 2003). Works for spaces of any size: nothing is enumerated.

use super::chance::Chance;
use super::curve::{Heat, WHOLE, tolerated};
use crate::count::{Extremes, extremes};
use crate::space::{Deal, Scaled, Space};
use crate::work::Stop;

/// More changes than this are not proposed.
const MOST_STEPS: u32 = 10_000_000;
/// How often a change is drawn anew because red lines or links forbid it.
const TRIES: usize = 64;

/// How a party votes on a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voter {
    /// Takes a change that makes the text no worse for it.
    Climber,
    /// Also takes a worse one now and then, less often the greater the loss and the later it is: in
    /// `e^(-loss/heat)` of cases. The heat falls evenly from so many percent of its range to nought.
    Annealer {
        /// Percent of what lies between its worst and its best deal, at the start.
        percent: u32,
    },
}

/// From where the text starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// From a deal, such as what stands today.
    Deal(Deal),
    /// From a deal drawn issue by issue among what red lines and links leave.
    Drawn,
}

/// How the single text is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleText {
    /// By party.
    pub voters: Vec<Voter>,
    /// The first text.
    pub start: Start,
    /// How many changes the mediator proposes.
    pub steps: u32,
    /// The most issues that one change touches; 1 unless links ask for more.
    pub touches: usize,
}

/// One change and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Counted from 0.
    pub step: u32,
    /// Issues and their new options, sorted; empty when no admissible change was found.
    pub change: Vec<(usize, usize)>,
    /// By party.
    pub votes: Vec<bool>,
    /// Whether it became part of the text.
    pub taken: bool,
    /// What the proposed text is worth to each party, in steps of its scale.
    pub whole: Vec<i128>,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mediated {
    /// The first text.
    pub start: Deal,
    /// Every change proposed.
    pub proposals: Vec<Proposal>,
    /// The last text.
    pub text: Deal,
    /// What it is worth to each party, in steps of its scale.
    pub whole: Vec<i128>,
    /// Who would not sign it, for it is below their reserve. Empty: agreed.
    pub refused_by: Vec<usize>,
}

/// Runs a single text.
pub fn mediate(
    space: &Space,
    scaled: &Scaled,
    how: &SingleText,
    seed: u64,
) -> Result<Mediated, Stop> {
    check(space, scaled, how)?;
    let parties = scaled.parties();
    let mut mediator = Chance::new(seed, parties);
    let mut minds: Vec<Chance> = (0..parties).map(|party| Chance::new(seed, party)).collect();
    let heats = heats(&extremes(space, scaled), &how.voters);
    let mut text = match &how.start {
        Start::Deal(deal) => deal.clone(),
        Start::Drawn => drawn(space, &mut mediator),
    };
    let start = text.clone();
    let shape = || Stop::Mismatch("the first text is no admissible deal".to_owned());
    let mut whole = scaled.sum(&text).filter(|_| space.admits(&text)).ok_or_else(shape)?;
    let mut proposals = Vec::new();
    for step in 0..how.steps {
        let Some((change, candidate)) = change(space, &text, how.touches, &mut mediator) else {
            let whole = whole.clone();
            proposals.push(Proposal { step, change: vec![], votes: vec![], taken: false, whole });
            continue;
        };
        let sum = scaled.sum(&candidate).ok_or_else(shape)?;
        let votes: Vec<bool> = (0..parties)
            .map(|party| {
                let loss = at(&whole, party) - at(&sum, party);
                let share = heats.get(party).map_or(0, |(span, percent)| {
                    let (span, percent) = (*span, *percent);
                    tolerated(loss, Heat { span, percent, left: how.steps - step, of: how.steps })
                });
                // Everybody draws at each vote, so that one party's luck is not another's.
                let luck = minds.get_mut(party).is_some_and(|mind| mind.happens(share));
                luck || share == WHOLE
            })
            .collect();
        let taken = votes.iter().all(|vote| *vote);
        proposals.push(Proposal { step, change, votes, taken, whole: sum.clone() });
        if taken {
            (text, whole) = (candidate, sum);
        }
    }
    let below = |party: &usize| {
        scaled
            .reserves()
            .get(*party)
            .copied()
            .flatten()
            .is_some_and(|least| at(&whole, *party) < least)
    };
    let refused_by = (0..parties).filter(below).collect();
    Ok(Mediated { start, proposals, text, whole, refused_by })
}

fn at(numbers: &[i128], party: usize) -> i128 {
    numbers.get(party).copied().unwrap_or_default()
}

fn check(space: &Space, scaled: &Scaled, how: &SingleText) -> Result<(), Stop> {
    let wrong = |what: String| Err(Stop::Mismatch(what));
    if how.voters.len() != scaled.parties() {
        return wrong(format!("{} voters for {} parties", how.voters.len(), scaled.parties()));
    }
    if how.steps > MOST_STEPS {
        return wrong(format!("{} changes; at most {MOST_STEPS} are proposed", how.steps));
    }
    if how.touches == 0 {
        return wrong("a change touches at least one issue".to_owned());
    }
    if matches!(&how.start, Start::Deal(deal) if !space.admits(deal)) {
        return wrong("the first text is no admissible deal".to_owned());
    }
    Ok(())
}

/// By party: its range, and the heat at the start in percent of that.
fn heats(range: &Extremes, voters: &[Voter]) -> Vec<(i128, u32)> {
    voters
        .iter()
        .enumerate()
        .map(|(party, voter)| match voter {
            Voter::Climber => (0, 0),
            Voter::Annealer { percent } => {
                (at(&range.most, party) - at(&range.least, party), *percent)
            }
        })
        .collect()
}

/// A deal drawn along the plan, which has no dead ends. Not every deal is equally likely where
/// there are links.
fn drawn(space: &Space, chance: &mut Chance) -> Deal {
    let mut deal = vec![0; space.issues().len()];
    let mut state = 0;
    for stage in space.plan().stages() {
        let ways: Vec<_> = stage.steps.iter().filter(|step| step.from == state).collect();
        let Some(step) = ways.get(chance.below(ways.len())) else { continue };
        state = step.to;
        if let Some(option) = deal.get_mut(stage.issue) {
            *option = step.option;
        }
    }
    deal
}

/// What a change does, and the text after it.
type Changed = (Vec<(usize, usize)>, Deal);

/// Another option for one issue, or for several; `None` if none was found that is admissible.
fn change(space: &Space, text: &Deal, touches: usize, chance: &mut Chance) -> Option<Changed> {
    let open: Vec<(usize, usize)> = space
        .issues()
        .iter()
        .enumerate()
        .map(|(issue, has)| (issue, has.options.len()))
        .filter(|(_, options)| *options > 1)
        .collect();
    for _ in 0..TRIES {
        let mut candidate = text.clone();
        for _ in 0..=chance.below(touches) {
            let (issue, options) = *open.get(chance.below(open.len()))?;
            let option = candidate.get_mut(issue)?;
            // Any but the present one, each as likely.
            *option = (*option + 1 + chance.below(options - 1)) % options;
        }
        let change: Vec<(usize, usize)> = candidate
            .iter()
            .zip(text)
            .enumerate()
            .filter(|(_, (new, old))| new != old)
            .map(|(issue, (new, _))| (issue, *new))
            .collect();
        if !change.is_empty() && space.admits(&candidate) {
            return Some((change, candidate));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::sample::{linked, toy};

    fn how(voter: Voter, start: Start, steps: u32) -> SingleText {
        SingleText { voters: vec![voter; 2], start, steps, touches: 2 }
    }

    #[test]
    fn climbers_never_lose_and_end_above_where_they_began() {
        let space = toy();
        let scaled = Scaled::of(&space).expect("small");
        for seed in 0..20 {
            let how = how(Voter::Climber, Start::Deal(vec![2, 0]), 200);
            let run = mediate(&space, &scaled, &how, seed).expect("runs");
            let mut standing = scaled.sum(&run.start).expect("a deal");
            for proposal in run.proposals.iter().filter(|proposal| proposal.taken) {
                assert!(proposal.whole.iter().zip(&standing).all(|(new, old)| new >= old));
                standing.clone_from(&proposal.whole);
            }
            assert_eq!(standing, run.whole);
            assert!(run.refused_by.is_empty(), "two hundred changes find a deal: {:?}", run.text);
        }
    }

    #[test]
    fn the_text_keeps_to_links_and_a_seed_repeats() {
        let space = linked();
        let scaled = Scaled::of(&space).expect("small");
        for seed in 0..50 {
            let how = how(Voter::Annealer { percent: 50 }, Start::Drawn, 60);
            let run = mediate(&space, &scaled, &how, seed).expect("runs");
            assert!(space.admits(&run.start) && space.admits(&run.text));
            assert_eq!(scaled.sum(&run.text).as_ref(), Some(&run.whole));
            assert_eq!(run, mediate(&space, &scaled, &how, seed).expect("runs again"));
        }
    }

    #[test]
    fn heat_lets_losses_through_and_climbers_do_not() {
        let space = toy();
        let scaled = Scaled::of(&space).expect("small");
        let losses = |voter| {
            let how = how(voter, Start::Drawn, 300);
            let run = mediate(&space, &scaled, &how, 3).expect("runs");
            let mut standing = scaled.sum(&run.start).expect("a deal");
            let mut losses = 0;
            for proposal in run.proposals.iter().filter(|proposal| proposal.taken) {
                losses += usize::from(proposal.whole.iter().zip(&standing).any(|(a, b)| a < b));
                standing.clone_from(&proposal.whole);
            }
            losses
        };
        assert_eq!(losses(Voter::Climber), 0);
        assert!(losses(Voter::Annealer { percent: 200 }) > 10);
    }

    #[test]
    fn what_is_below_a_reserve_is_not_signed() {
        let space = toy();
        let scaled = Scaled::of(&space).expect("small");
        let how = how(Voter::Climber, Start::Deal(vec![0, 0]), 0);
        let run = mediate(&space, &scaled, &how, 0).expect("runs");
        assert_eq!(run.refused_by, [1]);
        let wrong = SingleText { voters: vec![], ..how };
        assert!(mediate(&space, &scaled, &wrong, 0).is_err());
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

        #[test]
        fn every_text_is_admissible_and_signed_only_above_the_reserve(
            small in crate::properties::spaces::small(),
            percent in 0..120_u32,
            seed in proptest::prelude::any::<u64>(),
        ) {
            let Ok(space) = small.draft().check() else { return Ok(()) };
            let scaled = Scaled::of(&space).expect("small");
            let voters = vec![Voter::Annealer { percent }; scaled.parties()];
            let how = SingleText { voters, start: Start::Drawn, steps: 40, touches: 2 };
            let run = mediate(&space, &scaled, &how, seed).expect("runs");
            let mut text = run.start.clone();
            for proposal in &run.proposals {
                for (issue, option) in proposal.change.iter().filter(|_| proposal.taken) {
                    text[*issue] = *option;
                }
                proptest::prop_assert!(space.admits(&text));
                let all = !proposal.votes.is_empty() && proposal.votes.iter().all(|vote| *vote);
                proptest::prop_assert_eq!(proposal.taken, all);
            }
            proptest::prop_assert_eq!(&text, &run.text);
            let worth = space.worth(&text).expect("a deal");
            for (at, (worth, party)) in worth.iter().zip(space.parties()).enumerate() {
                let below = party.reserve.as_ref().is_some_and(|reserve| worth < reserve);
                proptest::prop_assert_eq!(below, run.refused_by.contains(&at));
            }
        }
    }
}
