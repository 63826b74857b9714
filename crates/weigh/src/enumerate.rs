//! Deals looked at one by one, for values that are no sums over issues: tables, rules, exceptions.
//! Only what is undominated so far is held.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::frontier::filter::undominated;
use crate::frontier::point::{Point, Whole, for_parties};
use crate::space::{Choice, Deal, Scaled, Space};
use crate::work::{Progress, Stop, Work};

/// How many deals of one vector are kept as witnesses.
const WITNESSES: usize = 4;
/// Vectors that wait to be compared.
const WAITING: usize = 2_048;
/// Those that dominated most lately are asked first.
const GUARDS: usize = 24;
/// So many held vectors are looked through one by one.
const SHORT: usize = 64;

/// What deals are worth, by any rule. Whole numbers, on a scale of each party's own.
pub trait Table {
    /// How many parties there are.
    fn parties(&self) -> usize;
    /// Writes what a deal is worth to each party; `false` if the deal is not admissible.
    fn worth(&self, deal: &[Choice], into: &mut [i128]) -> bool;
}

/// One undominated vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumeratedPoint {
    /// What it is worth to each party.
    pub whole: Vec<i128>,
    /// How many deals have it.
    pub deals: u64,
    /// The first of them, at most four.
    pub witnesses: Vec<Deal>,
}

/// What enumeration found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumerated {
    /// How many deals are admissible.
    pub admissible: u64,
    /// The least of each party over admissible deals.
    pub least: Vec<i128>,
    /// The most of each party over admissible deals.
    pub most: Vec<i128>,
    /// Undominated vectors, best for the first party first.
    pub points: Vec<EnumeratedPoint>,
}

/// An additive space as a table; the slow way to what [`crate::frontier()`] finds.
#[derive(Debug, Clone, Copy)]
pub struct Additive<'a> {
    /// The space, for its constraints.
    pub space: &'a Space,
    /// Its values.
    pub scaled: &'a Scaled,
}

impl Table for Additive<'_> {
    fn parties(&self) -> usize {
        self.scaled.parties()
    }

    fn worth(&self, deal: &[Choice], into: &mut [i128]) -> bool {
        if !self.space.constraints().iter().all(|constraint| constraint.holds(deal)) {
            return false;
        }
        into.fill(0);
        for (choice, options) in deal.iter().zip(self.scaled.values().iter()) {
            for (sum, value) in into.iter_mut().zip(options.get(*choice).into_iter().flatten()) {
                *sum += value;
            }
        }
        true
    }
}

/// Looks at every deal over issues with so many options each. Refused, with the number, where there
/// are more than `work.most_outcomes`.
pub fn enumerate(sizes: &[usize], table: &impl Table, work: &Work) -> Result<Enumerated, Stop> {
    let outcomes: BigUint = sizes.iter().map(|size| BigUint::from(*size)).product();
    let limit = work.most_outcomes;
    let count = outcomes
        .to_u64()
        .filter(|count| *count <= limit)
        .ok_or(Stop::TooManyOutcomes { outcomes, limit })?;
    let parties = table.parties();
    for_parties!(parties, false, run(sizes, table, count, work))
}

/// An undominated vector so far.
struct Held<P> {
    point: P,
    deals: u64,
    witnesses: Vec<Deal>,
}

fn run<P: Point>(
    sizes: &[usize],
    table: &impl Table,
    count: u64,
    work: &Work,
) -> Result<Enumerated, Stop> {
    let parties = table.parties();
    let mut deal = vec![0; sizes.len()];
    let mut sums = vec![0; parties];
    let mut out = Enumerated {
        admissible: 0,
        least: vec![i128::MAX; parties],
        most: vec![i128::MIN; parties],
        points: Vec::new(),
    };
    let mut running = Running { held: Vec::new(), waiting: Vec::new(), guards: Vec::new() };
    for done in 0..count {
        if done % (1 << 16) == 0 {
            work.tell(Progress { done, of: count, points: running.held.len() as u64 })?;
        }
        if table.worth(&deal, &mut sums) {
            out.admissible += 1;
            for ((sum, least), most) in sums.iter().zip(&mut out.least).zip(&mut out.most) {
                *least = (*least).min(*sum);
                *most = (*most).max(*sum);
            }
            running.take(P::of(&sums), &deal, work)?;
        }
        advance(&mut deal, sizes);
    }
    running.settle(work)?;
    out.points = running
        .held
        .into_iter()
        .map(|held| EnumeratedPoint {
            whole: (0..parties).map(|at| held.point.at(at).wide()).collect(),
            deals: held.deals,
            witnesses: held.witnesses,
        })
        .collect();
    Ok(out)
}

/// The next deal in the order of options.
fn advance(deal: &mut [Choice], sizes: &[usize]) {
    for (choice, size) in deal.iter_mut().zip(sizes).rev() {
        *choice += 1;
        if *choice < *size {
            return;
        }
        *choice = 0;
    }
}

/// The frontier so far, sorted best first, and what has not been compared with it yet.
struct Running<P> {
    held: Vec<Held<P>>,
    waiting: Vec<Held<P>>,
    guards: Vec<P>,
}

impl<P: Point> Running<P> {
    fn take(&mut self, point: P, deal: &[Choice], work: &Work) -> Result<(), Stop> {
        let beats = |guard: &P| guard.covers(&point, 0) && *guard != point;
        if let Some(at) = self.guards.iter().position(beats) {
            self.guards.swap(0, at);
            return Ok(());
        }
        if let Some(better) = self.better(&point) {
            self.guards.truncate(GUARDS - 1);
            self.guards.insert(0, better);
            return Ok(());
        }
        match self.waiting.last_mut() {
            Some(last) if last.point == point => {
                last.deals += 1;
                if last.witnesses.len() < WITNESSES {
                    last.witnesses.push(deal.to_vec());
                }
            }
            _ => self.waiting.push(Held { point, deals: 1, witnesses: vec![deal.to_vec()] }),
        }
        if self.waiting.len() >= WAITING.max(4 * self.held.len()) {
            self.settle(work)?;
        }
        Ok(())
    }

    /// Something held that dominates the point, where that is quick to find: for two parties by
    /// halving, else in short lists. What is missed here is found when all is settled.
    fn better(&self, point: &P) -> Option<P> {
        let beats = |held: &&Held<P>| held.point.covers(point, 0) && held.point != *point;
        let found = if point.dims() == 2 {
            let at = self.held.partition_point(|held| held.point.at(0) >= point.at(0));
            self.held.get(at.checked_sub(1)?).filter(beats)
        } else {
            self.held.iter().take(SHORT).find(beats)
        };
        found.map(|held| held.point.clone())
    }

    fn settle(&mut self, work: &Work) -> Result<(), Stop> {
        self.held.append(&mut self.waiting);
        self.held.sort_by(|a, b| b.point.cmp(&a.point));
        // The sort is stable, so of equal vectors the earlier deals come first.
        self.held.dedup_by(|later, first| {
            let same = later.point == first.point;
            if same {
                first.deals += later.deals;
                let room = WITNESSES - first.witnesses.len().min(WITNESSES);
                first.witnesses.extend(later.witnesses.drain(..).take(room));
            }
            same
        });
        let points: Vec<P> = self.held.iter().map(|held| held.point.clone()).collect();
        let mut alive = undominated(&points, work)?.into_iter();
        self.held.retain(|_| alive.next().unwrap_or(false));
        if self.held.len() as u64 > work.most_points {
            return Err(Stop::TooManyPoints { limit: work.most_points, after: 0, of: 0 });
        }
        Ok(())
    }
}
