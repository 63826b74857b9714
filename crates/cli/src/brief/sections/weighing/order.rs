//! "First this, then that", where two sides want it the other way round.

use std::collections::BTreeSet;

use model::{Evidence, IssueId};
use weigh::order::Way;
use weigh::{Demand, Work, order};

use crate::brief::board::Board;
use crate::brief::names::inside_a_sentence;
use crate::brief::tree::{Line, List};
use crate::brief::words::{folded, joined};

/// Circles that are looked at.
const CIRCLES: usize = 100;

/// The deadlocks, if the dossier has demands on the order.
pub(super) fn list(board: &Board<'_>, notes: &mut Vec<String>) -> Option<List> {
    let material = board.material;
    let known: Vec<_> = material
        .talks?
        .sequences
        .iter()
        .filter(|one| material.parties.contains(&one.party))
        .filter(|one| material.was_known(None, &one.evidence))
        .collect();
    if known.is_empty() {
        return None;
    }
    let issues: BTreeSet<&IssueId> = known.iter().flat_map(|one| [&one.first, &one.then]).collect();
    let issues: Vec<&IssueId> = issues.into_iter().collect();
    let at = |issue: &IssueId| issues.iter().position(|known| *known == issue);
    let demands: Vec<Demand> = known
        .iter()
        .enumerate()
        .filter_map(|(number, one)| {
            let party = material.parties.iter().position(|party| *party == one.party)?;
            let (before, after) = (at(&one.first)?, at(&one.then)?);
            Some(Demand { party, before, after, evidence: vec![number] })
        })
        .collect();
    let found = match order(&vec![2; issues.len()], &demands, CIRCLES, &Work::default()) {
        Ok(found) => found,
        Err(stop) => {
            notes.push(format!("Demands on the order were not worked out: {stop}."));
            return None;
        }
    };
    let name = |issue: usize| {
        issues.get(issue).map(|issue| material.naming.issue(issue)).unwrap_or_default()
    };
    let demand = |at: &usize| -> Option<Line> {
        let one = known.get(*at)?;
        let text = format!(
            "{} wants {} before {}",
            material.naming.actor(&one.party),
            inside_a_sentence(&material.naming.issue(&one.first)),
            inside_a_sentence(&material.naming.issue(&one.then))
        );
        let words = one.words.as_deref().map(folded).unwrap_or_default();
        Some(Line::on(cites(board, &one.evidence)).text(text).quote(words))
    };
    let lines: Vec<Line> = found
        .deadlocks
        .iter()
        .map(|deadlock| {
            let names: Vec<String> = deadlock.issues.iter().map(|issue| name(*issue)).collect();
            let mut under: Vec<Line> = deadlock.demands.iter().filter_map(demand).collect();
            let places: Vec<_> = under.iter().flat_map(|line| line.cites.clone()).collect();
            for way in &deadlock.ways {
                under.push(Line::on(places.clone()).text(way_out(way, &name, &|at| {
                    let one = known.get(at)?;
                    let party = material.naming.actor(&one.party);
                    let first = inside_a_sentence(&material.naming.issue(&one.first));
                    Some(format!("{party}: {first} first"))
                })));
            }
            Line::on(material.witnesses(places))
                .label(joined(&names))
                .text("each is to come before the other")
                .under(under)
        })
        .collect();
    Some(material.list("Deadlocks of order", "The demands on the order can all be met.", lines))
}

fn cites(board: &Board<'_>, evidence: &Evidence) -> Vec<crate::brief::tree::Cite> {
    board.material.cites(evidence)
}

fn way_out(
    way: &Way,
    name: &dyn Fn(usize) -> String,
    demand: &dyn Fn(usize) -> Option<String>,
) -> String {
    let demands = |list: &[usize]| {
        let each: Vec<String> = list.iter().filter_map(|at| demand(*at)).collect();
        joined(&each)
    };
    match way {
        Way::Drop { demands: list, .. } => {
            format!("a way out: without the demand “{}”", demands(list))
        }
        Way::InStep { sequence, late } => {
            let steps: Vec<String> = sequence
                .iter()
                .map(|step| format!("{}, step {}", name(step.issue), step.step + 1))
                .collect();
            let late = demands(late);
            format!("a way out, in step: {}; one step late: “{late}”", steps.join(" → "))
        }
        Way::Together { issues } => {
            let names: Vec<String> = issues.iter().map(|issue| name(*issue)).collect();
            format!("a way out: {} at the same moment", joined(&names))
        }
    }
}
