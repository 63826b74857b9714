//! One step of the walk: partial deals, each with every option of the next issue, and of all that
//! only the undominated, with every way that leads to each (Nemhauser and Ullmann 1969).

use super::filter::{Staircase, undominated};
use super::point::Point;
use super::stairs::Stairs;
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
    kept: Stairs<P>,
    spare: Stairs<P>,
    candidates: Vec<Candidate<P>>,
    unique: Vec<P>,
}

impl<P: Point> Room<P> {
    pub(super) fn new() -> Self {
        Self {
            kept: Stairs::new(),
            spare: Stairs::new(),
            candidates: Vec::new(),
            unique: Vec::new(),
        }
    }

    /// The undominated candidates of all sources, best first; equal vectors stand together.
    pub(super) fn merge<'a>(
        &mut self,
        sources: impl Iterator<Item = Source<'a, P>>,
        work: &Work,
    ) -> Result<&mut Stairs<P>, Stop>
    where
        P: 'a,
    {
        self.kept.clear();
        let mut sources = sources.peekable();
        match sources.peek().map_or(0, |source| source.shift.dims()) {
            0 => {}
            2 => {
                for source in sources {
                    self.spare.merge(&self.kept, &source);
                    std::mem::swap(&mut self.kept, &mut self.spare);
                }
            }
            dims => {
                self.candidates.clear();
                for source in sources {
                    self.candidates.extend(source.candidates());
                }
                // Each source is sorted already, which this sort notices and uses.
                self.candidates.sort_by(|a, b| b.point.cmp(&a.point));
                if dims == 3 {
                    self.climb();
                } else {
                    self.sieve(work)?;
                }
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
