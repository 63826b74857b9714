//! Judges: each party as one or more lists of what every choice brings it at worst.
//!
//! With ranges for each weight the worst case of a sum is the sum of worst cases, so one judge is
//! enough. With corners each corner is a judge: what holds at all corners holds for every mixture.

use num_bigint::BigInt;

use super::preference::{Worst, worst};
use super::{Agenda, Guarantee, Package, Range, StatusQuo, Weights};
use crate::number::Exact;
use crate::work::Stop;

/// What one choice brings one judge at worst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Brings {
    /// So much, and always a little more if `more`.
    Least { worth: Exact, more: bool },
    /// There is no bound below: a loss on an issue of unknown weight.
    NoBound,
    /// A red line of this party.
    Ruled,
}

/// One list of worst cases.
#[derive(Debug, Clone)]
pub(super) struct Judge {
    pub(super) party: usize,
    /// By issue, then choice.
    pub(super) brings: Vec<Vec<Brings>>,
}

/// All judges, those of one party side by side.
#[derive(Debug, Clone)]
pub(super) struct Judges(pub(super) Vec<Judge>);

impl Judges {
    /// Reads the preferences.
    pub(super) fn of(agenda: &Agenda) -> Result<Self, Stop> {
        let mut judges = Vec::new();
        for (party, wishes) in agenda.parties.iter().enumerate() {
            let of_corner = |corner: Option<&Vec<Exact>>| Judge {
                party,
                brings: (0..agenda.choices.len())
                    .map(|issue| {
                        let weight = match (&wishes.weights, corner) {
                            (_, Some(corner)) => corner.get(issue).cloned().map(Range::exactly),
                            (Weights::Each(list), None) => list.get(issue).cloned().flatten(),
                            _ => None,
                        };
                        row(agenda, party, issue, weight.as_ref())
                    })
                    .collect(),
            };
            match &wishes.weights {
                Weights::Corners(corners) => {
                    judges.extend(corners.iter().map(|corner| of_corner(Some(corner))));
                }
                _ => judges.push(of_corner(None)),
            }
        }
        if judges.len() > 10_000 {
            return Err(Stop::TooManyCombinations {
                combinations: judges.len().into(),
                limit: 10_000,
            });
        }
        Ok(Self(judges))
    }

    /// What a package does for each party at worst.
    pub(super) fn guarantees(&self, parties: usize, package: &Package) -> Vec<Guarantee> {
        let mut out: Vec<Guarantee> = vec![Guarantee { least: None, gains: false }; parties];
        let mut seen = vec![false; parties];
        for judge in &self.0 {
            let own = judge.of(package);
            let gains = own.gains();
            let least = own.least();
            let (Some(all), Some(seen)) = (out.get_mut(judge.party), seen.get_mut(judge.party))
            else {
                continue;
            };
            if *seen {
                all.gains &= gains;
                all.least = match (all.least.take(), least) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    _ => None,
                };
            } else {
                *seen = true;
                *all = Guarantee { least, gains };
            }
        }
        out
    }
}

impl Judge {
    /// The sum over a package.
    pub(super) fn of(&self, package: &Package) -> Brings {
        let mut sum = Brings::Least { worth: Exact::zero(), more: false };
        for (row, choice) in self.brings.iter().zip(package) {
            let Some(next) = choice.and_then(|choice| row.get(choice)) else { continue };
            sum = match (sum, next) {
                (Brings::Least { worth, more }, Brings::Least { worth: next, more: also }) => {
                    Brings::Least { worth: &worth + next, more: more || *also }
                }
                (Brings::Ruled, _) | (_, Brings::Ruled) => Brings::Ruled,
                _ => Brings::NoBound,
            };
        }
        sum
    }
}

impl Brings {
    pub(super) fn least(&self) -> Option<Exact> {
        if let Self::Least { worth, .. } = self { Some(worth.clone()) } else { None }
    }

    /// Above nought in any case.
    pub(super) fn gains(&self) -> bool {
        match self {
            Self::Least { worth, more } => !worth.is_negative() && (*more || !worth.is_zero()),
            _ => false,
        }
    }

    /// Not below nought in any case.
    pub(super) fn accepts(&self) -> bool {
        matches!(self, Self::Least { worth, .. } if !worth.is_negative())
    }
}

/// What the choices of one issue bring one party at worst under one range of its weight; `None`:
/// any weight above nought.
fn row(agenda: &Agenda, party: usize, issue: usize, weight: Option<&Range>) -> Vec<Brings> {
    let size = agenda.choices.get(issue).copied().unwrap_or_default();
    let quo = agenda.status_quo.get(issue);
    (0..size)
        .map(|choice| {
            let lines = &agenda.red_lines;
            let ruled = lines
                .iter()
                .any(|line| (line.party, line.issue, line.choice) == (party, issue, choice));
            if ruled {
                return Brings::Ruled;
            }
            if quo == Some(&StatusQuo::Choice(choice)) {
                return Brings::Least { worth: Exact::zero(), more: false };
            }
            let preference = agenda.parties.get(party).and_then(|p| p.preferences.get(issue));
            match preference.and_then(|own| worst(agenda, party, own, issue, choice)) {
                None => Brings::Ruled,
                Some(worst) => weighted(&worst, weight),
            }
        })
        .collect()
}

fn weighted(worst: &Worst, weight: Option<&Range>) -> Brings {
    let Worst { gain, more } = worst;
    let Some(weight) = weight else {
        if gain.is_negative() {
            return Brings::NoBound;
        }
        // However small the weight, a gain stays a gain.
        return Brings::Least { worth: Exact::zero(), more: *more || !gain.is_zero() };
    };
    let pick = if gain.is_negative() { &weight.high } else { &weight.low };
    Brings::Least { worth: gain * pick, more: *more && !pick.is_zero() }
}

/// One over the common denominator of all numbers of a judge, for whoever must add a little to them.
pub(super) fn common(judge: &Judge) -> BigInt {
    use num_integer::Integer;
    judge
        .brings
        .iter()
        .flatten()
        .filter_map(Brings::least)
        .fold(BigInt::from(1), |below, worth| below.lcm(&worth.denominator()))
}
