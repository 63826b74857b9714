//! One step of the walk: partial deals, each with every option of the next issue, and of all that
//! only the undominated, with every way that leads to each (Nemhauser and Ullmann 1969).

use super::filter::undominated;
use super::point::Point;
use crate::work::{Stop, Work};

/// A vector, and the partial deal and option it comes from.
#[derive(Debug, Clone)]
pub(super) struct Candidate<P> {
    pub(super) point: P,
    /// The place of the partial deal before this issue.
    pub(super) from: u32,
    /// The option.
    pub(super) option: u32,
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
            from,
            option: self.option,
        })
    }
}

/// Room that is used again from step to step.
pub(super) struct Room<P> {
    kept: Vec<Candidate<P>>,
    spare: Vec<Candidate<P>>,
    unique: Vec<P>,
}

impl<P: Point> Room<P> {
    pub(super) fn new() -> Self {
        Self { kept: Vec::new(), spare: Vec::new(), unique: Vec::new() }
    }

    /// The undominated candidates of all sources, best first; equal vectors stand together.
    pub(super) fn merge(
        &mut self,
        sources: &[Source<'_, P>],
        work: &Work,
    ) -> Result<&[Candidate<P>], Stop> {
        self.kept.clear();
        let two = sources.first().is_some_and(|source| source.shift.dims() == 2);
        match sources {
            [] => {}
            [only] => self.kept.extend(only.candidates()),
            _ if two => {
                for source in sources {
                    self.merge_stairs(source);
                }
            }
            _ => {
                for source in sources {
                    self.kept.extend(source.candidates());
                }
                // Each source is sorted already, which this sort notices and uses.
                self.kept.sort_by(|a, b| b.point.cmp(&a.point));
                self.drop_dominated(work)?;
            }
        }
        Ok(&self.kept)
    }

    /// Two parties: two staircases become one in a single pass.
    fn merge_stairs(&mut self, source: &Source<'_, P>) {
        if self.kept.is_empty() {
            self.kept.extend(source.candidates());
            return;
        }
        let out = &mut self.spare;
        out.clear();
        out.reserve(self.kept.len() + source.points.len());
        let mut old = self.kept.iter();
        let mut new = source.candidates();
        let (mut a, mut b) = (old.next(), new.next());
        loop {
            match (a, &b) {
                (Some(one), Some(other)) if one.point >= other.point => {
                    climb(out, one.clone());
                    a = old.next();
                }
                (_, Some(other)) => {
                    climb(out, other.clone());
                    b = new.next();
                }
                (Some(one), None) => {
                    climb(out, one.clone());
                    a = old.next();
                }
                (None, None) => break,
            }
        }
        std::mem::swap(&mut self.kept, &mut self.spare);
    }

    /// Three parties and more: what is sorted already is sieved.
    fn drop_dominated(&mut self, work: &Work) -> Result<(), Stop> {
        self.unique.clear();
        for candidate in &self.kept {
            if self.unique.last() != Some(&candidate.point) {
                self.unique.push(candidate.point.clone());
            }
        }
        let alive = undominated(&self.unique, work)?;
        let mut at = 0;
        let unique = &self.unique;
        self.kept.retain(|candidate| {
            if unique.get(at) != Some(&candidate.point) {
                at += 1;
            }
            alive.get(at).copied().unwrap_or(false)
        });
        Ok(())
    }
}

/// Takes the next step of a staircase if it is higher than the last, or the same once more.
#[inline]
fn climb<P: Point>(out: &mut Vec<Candidate<P>>, next: Candidate<P>) {
    let higher = |last: &Candidate<P>| next.point.at(1) > last.point.at(1);
    if out.last().is_none_or(|last| higher(last) || next.point == last.point) {
        out.push(next);
    }
}
