//! The packages with the most issues settled: as a space whose issues have "left open" as one more
//! option, and whose first party counts what is settled.
//!
//! How many issues can be settled is read off the frontier above the floor; how many packages
//! settle so many is counted without listing them; the first are found by branch and bound.

use num_bigint::{BigInt, BigUint};
use num_traits::{ToPrimitive, Zero};

use super::judge::{Brings, Judge, Judges, common};
use super::{Agenda, Least, Package, StatusQuo};
use crate::count::count_at_least;
use crate::frontier::frontier_above;
use crate::number::Exact;
use crate::space::{Choice, Constraint, Draft, Issue, Party, Scaled, Space};
use crate::work::{Progress, Stop, Work};

/// What was found, without reasons.
pub(super) struct Found {
    pub(super) settled: usize,
    pub(super) total: BigUint,
    pub(super) listed: Vec<Package>,
}

/// The packages as deals of a space. The last option of each issue is "left open".
struct Boxed {
    space: Space,
    scaled: Scaled,
    /// By issue: the choice behind each option but the last.
    kept: Vec<Vec<Choice>>,
    /// The least sums: first of settled issues, then of each judge.
    floor: Vec<i128>,
}

pub(super) fn search(
    agenda: &Agenda,
    judges: &Judges,
    most: usize,
    work: &Work,
) -> Result<Found, Stop> {
    let mut boxed = Boxed::of(agenda, judges)?;
    let above = frontier_above(&boxed.space, &boxed.scaled, Some(&boxed.floor), work)?;
    if above.is_empty() {
        return Ok(Found { settled: 0, total: BigUint::zero(), listed: Vec::new() });
    }
    let settled = above.whole(0).first().copied().unwrap_or_default();
    if let Some(first) = boxed.floor.first_mut() {
        *first = settled;
    }
    let total = count_at_least(&boxed.space, &boxed.scaled, &boxed.floor, work)?;
    let listed = Walk::of(&boxed, most, work).run()?;
    Ok(Found { settled: settled.to_usize().unwrap_or_default(), total, listed })
}

impl Boxed {
    fn of(agenda: &Agenda, judges: &Judges) -> Result<Self, Stop> {
        let kept = kept(agenda, judges);
        let judges: Vec<&Judge> =
            judges.0.iter().filter(|judge| binds(judge, &kept, agenda.least)).collect();
        let below: Vec<BigInt> = judges.iter().map(|judge| common(judge)).collect();
        // Room for "a little more" beneath the smallest step of each scale.
        let room = BigInt::from(agenda.choices.len() + 1);
        let mut values = Vec::new();
        for (issue, kept) in kept.iter().enumerate() {
            let mut options = Vec::new();
            for choice in kept {
                let mut sums = vec![1];
                for (judge, below) in judges.iter().zip(&below) {
                    let brings = judge.brings.get(issue).and_then(|row| row.get(*choice));
                    sums.push(steps(brings, below, &room, agenda.least)?);
                }
                options.push(sums);
            }
            options.push(vec![0; judges.len() + 1]);
            values.push(options);
        }
        let floor = i128::from(agenda.least == Least::Prefers);
        let mut floors = vec![floor; judges.len() + 1];
        if let Some(first) = floors.first_mut() {
            *first = 0;
        }
        let parties = judges.len() + 1;
        let scaled = Scaled::from_whole(values, vec![Exact::one(); parties], vec![None; parties])?;
        Ok(Self { space: space(agenda, &kept)?, scaled, kept, floor: floors })
    }
}

/// Choices that no red line, no loss without bound and no status quo takes out.
fn kept(agenda: &Agenda, judges: &Judges) -> Vec<Vec<Choice>> {
    let usable = |issue: usize, choice: Choice| {
        agenda.status_quo.get(issue) != Some(&StatusQuo::Choice(choice))
            && judges.0.iter().all(|judge| {
                let brings = judge.brings.get(issue).and_then(|row| row.get(choice));
                matches!(brings, Some(Brings::Least { .. }))
            })
    };
    agenda
        .choices
        .iter()
        .enumerate()
        .map(|(issue, size)| (0..*size).filter(|choice| usable(issue, *choice)).collect())
        .collect()
}

/// Whether a judge can say no to anything. One that cannot lose need not be asked.
fn binds(judge: &Judge, kept: &[Vec<Choice>], least: Least) -> bool {
    let rows = judge.brings.iter().zip(kept);
    let mut used = rows.flat_map(|(row, kept)| kept.iter().filter_map(|choice| row.get(*choice)));
    least == Least::Prefers || used.any(|brings| !brings.accepts())
}

/// What a choice brings a judge, in whole steps.
fn steps(
    brings: Option<&Brings>,
    below: &BigInt,
    room: &BigInt,
    least: Least,
) -> Result<i128, Stop> {
    let Some(Brings::Least { worth, more }) = brings else { return Ok(0) };
    let little = i128::from(*more && least == Least::Prefers);
    let whole = worth.numerator() * (below / worth.denominator()) * room;
    whole.to_i128().and_then(|whole| whole.checked_add(little)).ok_or_else(|| Stop::TooFine {
        party: "a party, over all its worst cases".to_owned(),
        bits: whole.bits(),
    })
}

/// Issues, options and links; the numbers stand elsewhere.
fn space(agenda: &Agenda, kept: &[Vec<Choice>]) -> Result<Space, Stop> {
    let issues: Vec<Issue> = kept
        .iter()
        .enumerate()
        .map(|(at, kept)| Issue {
            name: at.to_string(),
            options: (0..=kept.len()).map(|option| option.to_string()).collect(),
        })
        .collect();
    let nought = kept.iter().map(|kept| vec![Exact::zero(); kept.len() + 1]).collect();
    let places = |issue: usize, options: &[Choice], met: bool| -> Vec<usize> {
        let Some(kept) = kept.get(issue) else { return Vec::new() };
        let holds = match agenda.status_quo.get(issue) {
            Some(StatusQuo::Choice(choice)) => met && options.contains(choice),
            _ => false,
        };
        let taken = kept.iter().enumerate().filter(|(_, choice)| options.contains(choice));
        taken.map(|(at, _)| at).chain(holds.then_some(kept.len())).collect()
    };
    let constraints = agenda
        .links
        .iter()
        .map(|link| Constraint::OnlyIf {
            issue: link.issue,
            options: places(link.issue, &link.options, false),
            requires_issue: link.requires_issue,
            requires_options: places(link.requires_issue, &link.requires_options, true),
        })
        .collect();
    let party = Party { name: "settled".to_owned(), values: nought, reserve: None };
    Draft { issues, parties: vec![party], constraints }.check().map_err(|problems| {
        Stop::Mismatch(problems.first().map_or(String::new(), ToString::to_string))
    })
}

/// Branch and bound for the first packages, issue by issue in their order.
struct Walk<'a> {
    boxed: &'a Boxed,
    most: usize,
    work: &'a Work<'a>,
    /// By issue: the most that it and all after it can add.
    rest: Vec<Vec<i128>>,
    deal: Vec<usize>,
    looked: u64,
    out: Vec<Package>,
}

impl<'a> Walk<'a> {
    fn of(boxed: &'a Boxed, most: usize, work: &'a Work<'a>) -> Self {
        let dims = boxed.scaled.parties();
        let mut rest = vec![vec![0; dims]];
        for options in boxed.scaled.values().iter().rev() {
            let mut best = rest.last().cloned().unwrap_or_default();
            for (at, best) in best.iter_mut().enumerate() {
                *best += options.iter().filter_map(|option| option.get(at)).max().unwrap_or(&0);
            }
            rest.push(best);
        }
        rest.reverse();
        Self { boxed, most, work, rest, deal: Vec::new(), looked: 0, out: Vec::new() }
    }

    fn run(mut self) -> Result<Vec<Package>, Stop> {
        if self.most > 0 {
            let sums = vec![0; self.boxed.scaled.parties()];
            self.go(&sums)?;
        }
        Ok(self.out)
    }

    fn go(&mut self, sums: &[i128]) -> Result<(), Stop> {
        let at = self.deal.len();
        let (Some(options), Some(rest)) =
            (self.boxed.scaled.values().get(at), self.rest.get(at + 1).cloned())
        else {
            let package = self.deal.iter().zip(&self.boxed.kept);
            self.out.push(package.map(|(option, kept)| kept.get(*option).copied()).collect());
            return Ok(());
        };
        for (option, value) in options.iter().enumerate() {
            self.looked += 1;
            if self.looked > self.work.most_outcomes {
                return Err(Stop::TooManyOutcomes {
                    outcomes: self.boxed.space.admissible_outcomes(),
                    limit: self.work.most_outcomes,
                });
            }
            if self.looked.is_multiple_of(0x1_0000) {
                self.work.tell(Progress {
                    done: self.looked,
                    of: 0,
                    points: self.out.len() as u64,
                })?;
            }
            let next: Vec<i128> = sums.iter().zip(value).map(|(sum, own)| sum + own).collect();
            let reach = next.iter().zip(&rest).zip(&self.boxed.floor);
            if reach.into_iter().any(|((sum, rest), floor)| sum + rest < *floor) {
                continue;
            }
            self.deal.push(option);
            if self.links_hold(at) {
                self.go(&next)?;
            }
            self.deal.pop();
            if self.out.len() >= self.most {
                break;
            }
        }
        Ok(())
    }

    /// Whether the links between the issue settled last and those before it are kept.
    fn links_hold(&self, last: usize) -> bool {
        self.boxed.space.constraints().iter().all(|constraint| match constraint {
            Constraint::OnlyIf { issue, requires_issue, .. } => {
                let both = *issue <= last && *requires_issue <= last;
                let new = *issue == last || *requires_issue == last;
                !(both && new) || constraint.holds(&self.deal)
            }
            Constraint::Forbid { .. } => true,
        })
    }
}
