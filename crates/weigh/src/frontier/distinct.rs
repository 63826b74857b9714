//! How many different vectors admissible deals have: the walk without leaving anything out.

use super::point::{Point, for_parties};
use crate::space::{Plan, Scaled, Space};
use crate::work::{Progress, Stop, Work};

/// The number of different vectors among admissible deals. Refused where more than
/// `work.most_points` would have to be held at once.
pub fn distinct_vectors(space: &Space, scaled: &Scaled, work: &Work) -> Result<u64, Stop> {
    let plan = space.plan();
    for_parties!(scaled.parties(), scaled.is_narrow(), count(plan, scaled, work))
}

fn count<P: Point>(plan: &Plan, scaled: &Scaled, work: &Work) -> Result<u64, Stop> {
    let mut states: Vec<Vec<P>> = vec![vec![P::of(&vec![0; scaled.parties()])]];
    let of = plan.stages().len();
    for (at, stage) in plan.stages().iter().enumerate() {
        let held: usize = states.iter().map(Vec::len).sum();
        work.tell(Progress { done: at as u64, of: of as u64, points: held as u64 })?;
        let options: Vec<P> =
            scaled.values().get(stage.issue).into_iter().flatten().map(P::of).collect();
        let mut next: Vec<Vec<P>> = vec![Vec::new(); stage.states];
        let mut total = 0;
        for steps in stage.steps.chunk_by(|a, b| a.to == b.to) {
            let Some(into) = steps.first().and_then(|step| next.get_mut(step.to)) else { continue };
            for step in steps {
                let from = states.get(step.from).map_or(&[][..], Vec::as_slice);
                let Some(shift) = options.get(step.option) else { continue };
                into.extend(from.iter().map(|point| point.plus(shift)));
                into.sort();
                into.dedup();
                if (total + into.len()) as u64 > work.most_points {
                    return Err(Stop::TooManyPoints { limit: work.most_points, after: at, of });
                }
            }
            total += into.len();
        }
        states = next;
    }
    Ok(states.iter().map(Vec::len).sum::<usize>() as u64)
}
