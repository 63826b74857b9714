//! The walk through the issues: after each, the undominated partial deals of every state, and how
//! each came about.

use super::cut::{Cut, Ready};
use super::merge::{Room, Source};
use super::point::{Point, Whole};
use super::stairs::Stairs;
use crate::space::{Plan, Scaled, Stage, Step};
use crate::work::{Progress, Stop, Work};

/// How the partial deals after one issue came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layer {
    /// The place of the issue in the space.
    pub(super) issue: usize,
    /// The partial deal before the issue, and the option; for each point one or, if deals tie, more.
    pub(super) ways: Vec<(u32, u32)>,
    /// Where the ways of each point start; empty if each has exactly one.
    pub(super) starts: Vec<u32>,
}

impl Layer {
    /// The ways that lead to one point.
    pub(super) fn ways_to(&self, point: usize) -> &[(u32, u32)] {
        let range = if self.starts.is_empty() {
            point..point + 1
        } else {
            let at = |at: usize| self.starts.get(at).map_or(self.ways.len(), |at| *at as usize);
            at(point)..at(point + 1)
        };
        self.ways.get(range).unwrap_or_default()
    }

    /// Another way to the point that was noted last, when there are so many points.
    fn note_tie(&mut self, points: usize) -> Result<(), Stop> {
        if self.starts.is_empty() {
            self.starts = (0..place(points)?).collect();
        }
        Ok(())
    }

    /// A new point whose first way comes next.
    fn note_point(&mut self) -> Result<(), Stop> {
        if !self.starts.is_empty() {
            self.starts.push(place(self.ways.len())?);
        }
        Ok(())
    }

    /// How many points there are.
    pub(super) fn points(&self) -> usize {
        if self.starts.is_empty() { self.ways.len() } else { self.starts.len() }
    }
}

/// The end of the walk.
pub(super) struct Walked {
    /// Undominated vectors, best first, one after the other.
    pub(super) whole: Vec<i128>,
    /// How they came about, issue by issue.
    pub(super) layers: Vec<Layer>,
    /// The most partial deals at once.
    pub(super) held: usize,
}

/// Partial deals by state.
struct Front<P> {
    points: Vec<P>,
    /// Where each state's points start, and where the last end.
    starts: Vec<usize>,
}

impl<P> Front<P> {
    fn of_state(&self, state: usize) -> (usize, &[P]) {
        let at = |at: usize| self.starts.get(at).copied().unwrap_or(self.points.len());
        (at(state), self.points.get(at(state)..at(state + 1)).unwrap_or_default())
    }
}

/// Walks through all issues, and leaves out what cannot reach the cuts any more.
pub(super) fn walk<P: Point>(
    plan: &Plan,
    scaled: &Scaled,
    cuts: &[Cut],
    work: &Work,
) -> Result<Walked, Stop> {
    let parties = scaled.parties();
    let mut front = Front { points: vec![P::of(&vec![0; parties])], starts: vec![0, 1] };
    // Filled and emptied in turn with the other.
    let mut next = Front { points: Vec::new(), starts: Vec::new() };
    let mut layers = Vec::with_capacity(plan.stages().len());
    let mut room = Room::new();
    let mut options: Vec<P> = Vec::new();
    let cuts: Vec<Ready> = cuts.iter().map(|cut| Ready::of(cut, plan, scaled)).collect();
    let mut held = 1;
    for (at, stage) in plan.stages().iter().enumerate() {
        work.tell(Progress {
            done: at as u64,
            of: plan.stages().len() as u64,
            points: front.points.len() as u64,
        })?;
        options.clear();
        options.extend(scaled.values().get(stage.issue).into_iter().flatten().map(P::of));
        layers.push(step((&front, &mut next), stage, &options, (&cuts, at), &mut room, work)?);
        held = held.max(next.points.len());
        if next.points.len() as u64 > work.most_points {
            let of = plan.stages().len();
            return Err(Stop::TooManyPoints { limit: work.most_points, after: at + 1, of });
        }
        std::mem::swap(&mut front, &mut next);
    }
    let mut whole = Vec::with_capacity(front.points.len() * parties);
    for point in &front.points {
        whole.extend((0..parties).map(|at| point.at(at).wide()));
    }
    Ok(Walked { whole, layers, held })
}

/// One issue: from the states before it to the states after it.
fn step<P: Point>(
    (front, next): (&Front<P>, &mut Front<P>),
    stage: &Stage,
    options: &[P],
    (cuts, at): (&[Ready], usize),
    room: &mut Room<P>,
    work: &Work,
) -> Result<Layer, Stop> {
    next.points.clear();
    next.starts.clear();
    let mut layer = Layer { issue: stage.issue, ways: Vec::new(), starts: Vec::new() };
    let mut rest = stage.steps.as_slice();
    for state in 0..stage.states {
        next.starts.push(next.points.len());
        let here = rest.partition_point(|step| step.to <= state);
        let (steps, after) = rest.split_at(here);
        rest = after;
        let sources = steps
            .iter()
            .filter(|step| !is_worse(step, steps, options))
            .filter_map(|step| source(front, step, options));
        let merged = room.merge(sources, work)?;
        if cuts.is_empty() && !merged.ties && layer.starts.is_empty() {
            // Nothing to look at: one way to each point, and every point stays.
            if layer.ways.is_empty() {
                layer.ways = merged.ways.as_slice().into();
                std::mem::swap(&mut next.points, &mut merged.points);
            } else {
                layer.ways.extend_from_slice(&merged.ways);
                next.points.append(&mut merged.points);
            }
        } else {
            let allowed = |point: &P| cuts.iter().all(|cut| cut.allows(point, at, state));
            note(merged, next, &mut layer, allowed)?;
        }
        place(next.points.len())?;
    }
    next.starts.push(next.points.len());
    Ok(layer)
}

/// Takes over what is allowed. Equal vectors of one state are one point with several ways.
fn note<P: Point>(
    merged: &Stairs<P>,
    next: &mut Front<P>,
    layer: &mut Layer,
    allowed: impl Fn(&P) -> bool,
) -> Result<(), Stop> {
    next.points.reserve(merged.points.len());
    layer.ways.reserve(merged.ways.len());
    let first = next.points.len();
    for (point, way) in merged.points.iter().zip(&merged.ways) {
        if !allowed(point) {
            continue;
        }
        let known = next.points.len() > first;
        if known && next.points.last() == Some(point) {
            layer.note_tie(next.points.len())?;
        } else {
            next.points.push(point.clone());
            layer.note_point()?;
        }
        layer.ways.push(*way);
    }
    Ok(())
}

/// Places are held in 32 bits.
fn place(at: usize) -> Result<u32, Stop> {
    u32::try_from(at).map_err(|_| Stop::TooManyPoints { limit: u32::MAX.into(), after: 0, of: 0 })
}

fn source<'a, P: Point>(
    front: &'a Front<P>,
    step: &Step,
    options: &'a [P],
) -> Option<Source<'a, P>> {
    let (base, points) = front.of_state(step.from);
    Some(Source {
        points,
        base: u32::try_from(base).ok()?,
        shift: options.get(step.option)?,
        option: u32::try_from(step.option).ok()?,
    })
}

/// Whether another option with the same effect on links is at least as good for everybody and
/// better for somebody. Long lists are left to the merge.
fn is_worse<P: Point>(step: &Step, steps: &[Step], options: &[P]) -> bool {
    const LONG: usize = 64;
    if steps.len() > LONG {
        return false;
    }
    let Some(own) = options.get(step.option) else { return true };
    steps.iter().filter(|other| other.from == step.from).any(|other| {
        options.get(other.option).is_some_and(|better| better != own && better.covers(own, 0))
    })
}
