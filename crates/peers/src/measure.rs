//! Our side of one job: read the folder that NegMAS reads, do the task, say how long it took.

use std::path::Path;

use scenario::Reading;
use weigh::robust::{Belief, Draws, Uncertain, robustness};
use weigh::simulate::{Outcome, Ranking, Seat, Strategy, Talks, What, alternate};
use weigh::{Additive, Frontier, Scaled, Space, Stop, Work, enumerate, frontier};

use crate::clock::{peak_kb, time};
use crate::inputs::read;
use crate::record::Record;

/// Turns in a negotiation.
const ROUNDS: u32 = 100;

/// Measures one task on one folder and gives the line of results.
pub(crate) fn measure(folder: &Path, name: &str, task: &str) -> Result<String, String> {
    let draft = read(&folder.join(name), Reading::Raw)?;
    let space = draft.check().map_err(|problems| {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    })?;
    let record = Record::default()
        .with("name", name)
        .with("side", "ours")
        .with("task", task)
        .with("parties", space.parties().len())
        .with("outcomes", space.outcomes());
    let record = match task {
        "frontier" | "merge" => merging(&space, record),
        "enumerate" => enumerating(&space, record),
        "offers" | "offers-shared" => offers(&space, record),
        "10,000_draws" => draws(&space, 10_000, record),
        "1,000_draws" => draws(&space, 1_000, record),
        _ => return Err(format!("the task \"{task}\" is not known")),
    }?;
    Ok(match peak_kb() {
        Some(peak) => record.with("peak_kb", peak).line(),
        None => record.line(),
    })
}

fn told(stop: &Stop) -> String {
    format!("{stop}; {}", stop.advice())
}

fn scaled(space: &Space) -> Result<Scaled, String> {
    Scaled::of(space).map_err(|stop| told(&stop))
}

/// From the checked space to the frontier, the whole numbers made on the way; and the merging alone.
fn merging(space: &Space, record: Record) -> Result<Record, String> {
    let whole = scaled(space)?;
    let work = Work::default();
    let merge = |whole: &Scaled| frontier(space, whole, &work).map_err(|stop| told(&stop));
    let found: Frontier = merge(&whole)?;
    let all = time(|| merge(&scaled(space)?))?;
    let bare = time(|| merge(&whole))?;
    Ok(record
        .with("seconds", all.seconds)
        .with("runs", all.runs)
        .with("bare", bare.seconds)
        .with("vectors", found.len())
        .with("deals", found.all_deals_count()))
}

/// The path for values that are no sums: every deal is asked for one by one.
fn enumerating(space: &Space, record: Record) -> Result<Record, String> {
    let sizes: Vec<usize> = space.issues().iter().map(|issue| issue.options.len()).collect();
    let all = || {
        let whole = scaled(space)?;
        let table = Additive { space, scaled: &whole };
        enumerate(&sizes, &table, &Work::default()).map_err(|stop| told(&stop))
    };
    let vectors = all()?.points.len();
    let took = time(all)?;
    Ok(record.with("seconds", took.seconds).with("runs", took.runs).with("vectors", vectors))
}

/// Boulware against Boulware with the trace, each offer spelled out as options; the ranking is made
/// before the clock starts.
fn offers(space: &Space, record: Record) -> Result<Record, String> {
    let whole = scaled(space)?;
    let ranking = Ranking::of(space, &whole, &Work::default()).map_err(|stop| told(&stop))?;
    let seats: Vec<Seat> =
        space.parties().iter().map(|_| Seat::from(Strategy::boulware())).collect();
    let talk = || alternate(&ranking, &seats, ROUNDS, 1).map_err(|stop| told(&stop));
    let spelled = |talks: &Talks| -> Vec<Vec<usize>> {
        let outcome = |what: What| -> Option<Outcome> {
            match what {
                What::Offer(outcome) | What::Accept(outcome) => Some(outcome),
                What::Leave => None,
            }
        };
        let outcomes = talks.acts.iter().filter_map(|act| outcome(act.what));
        outcomes.map(|outcome| ranking.deal(outcome)).collect()
    };
    let first = talk()?;
    let took = time(|| talk().map(|talks| (spelled(&talks), talks)))?;
    let bare = time(talk)?;
    Ok(record
        .with("seconds", took.seconds)
        .with("runs", took.runs)
        .with("bare", bare.seconds)
        .with("steps", first.rounds())
        .with("agreed", first.deal().is_some()))
}

/// Draws of all weights, each with its frontier and its Nash deals.
fn draws(space: &Space, draws: u64, record: Record) -> Result<Record, String> {
    let uncertain =
        |party: &weigh::Party| Uncertain::valued(&party.name, &party.values, Belief::Unknown, None);
    let parties: Vec<Uncertain> = space.parties().iter().map(uncertain).collect();
    let draws = Draws { draws, ..Draws::default() };
    let mut seen = 0;
    let took = time(|| {
        let found = robustness(space, &parties, &[], &draws, &Work::default());
        found.inspect(|found| seen = found.seen).map_err(|stop| told(&stop))
    })?;
    Ok(record.with("seconds", took.seconds).with("runs", took.runs).with("vectors", seen))
}
