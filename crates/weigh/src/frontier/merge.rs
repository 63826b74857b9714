//! One step of the walk: partial deals, each with every option of the next issue, and of all that
//! only the undominated, with every way that leads to each (Nemhauser and Ullmann 1969).

use super::filter::{Staircase, undominated};
use super::point::Point;
use super::stairs::{LANES, Stairs};
use crate::work::{Stop, Work};

/// A vector, and the partial deal and option it comes from.
#[derive(Debug, Clone)]
struct Candidate<P> {
    point: P,
    way: (u32, u32),
}

/// Partial deals in one state, sorted best first, that all take the same option next.
pub(super) struct Source<'a, P> {
    /// Their vectors.
    pub(super) points: &'a [P],
    /// The place of the first of them.
    pub(super) base: u32,
    /// What the option adds.
    pub(super) shift: &'a P,
    /// The option.
    pub(super) option: u32,
}

impl<P: Point> Source<'_, P> {
    fn candidates(&self) -> impl Iterator<Item = Candidate<P>> + '_ {
        self.points.iter().zip(self.base..).map(|(point, from)| Candidate {
            point: point.plus(self.shift),
            way: (from, self.option),
        })
    }
}

/// Room that is used again from step to step.
pub(super) struct Room<P> {
    nought: P,
    kept: Stairs<P>,
    spare: Stairs<P>,
    candidates: Vec<Candidate<P>>,
    unique: Vec<P>,
}

impl<P: Point> Room<P> {
    pub(super) fn new(nought: P) -> Self {
        Self {
            nought,
            kept: Stairs::default(),
            spare: Stairs::default(),
            candidates: Vec::new(),
            unique: Vec::new(),
        }
    }

    /// The undominated candidates of all sources, best first; equal vectors stand together.
    pub(super) fn merge(
        &mut self,
        sources: &[Source<'_, P>],
        work: &Work,
    ) -> Result<&mut Stairs<P>, Stop> {
        self.kept.clear();
        match sources {
            [] => {}
            [only] => self.kept.copy(only),
            _ if self.nought.dims() == 2 => {
                for some in sources.chunks(LANES) {
                    self.spare.merge(&self.kept, some, &self.nought);
                    std::mem::swap(&mut self.kept, &mut self.spare);
                }
            }
            _ => {
                self.candidates.clear();
                for source in sources {
                    self.candidates.extend(source.candidates());
                }
                // Each source is sorted already, which this sort notices and uses.
                self.candidates.sort_by(|a, b| b.point.cmp(&a.point));
                if self.nought.dims() == 3 { self.climb() } else { self.sieve(work)? }
            }
        }
        Ok(&mut self.kept)
    }

    /// Three parties: a staircase over the second and third.
    fn climb(&mut self) {
        let mut stairs = Staircase::new();
        for candidate in &self.candidates {
            let point = &candidate.point;
            let again = self.kept.points.last() == Some(point);
            if again || stairs.add(point.at(1), point.at(2)) {
                self.kept.ties |= again;
                self.kept.push(point.clone(), candidate.way);
            }
        }
    }

    /// Four parties and more: what is sorted already is sieved.
    fn sieve(&mut self, work: &Work) -> Result<(), Stop> {
        self.unique.clear();
        for candidate in &self.candidates {
            if self.unique.last() != Some(&candidate.point) {
                self.unique.push(candidate.point.clone());
            }
        }
        let alive = undominated(&self.unique, work)?;
        let mut at = 0;
        for candidate in &self.candidates {
            if self.unique.get(at) != Some(&candidate.point) {
                at += 1;
            }
            if alive.get(at).copied().unwrap_or(false) {
                self.kept.ties |= self.kept.points.last() == Some(&candidate.point);
                self.kept.push(candidate.point.clone(), candidate.way);
            }
        }
        Ok(())
    }
}
