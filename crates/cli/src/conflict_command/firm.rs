//! In what share of drawn preferences each state holds, and what flips it.

use anyhow::Context;
use serde_json::json;
use weigh::conflict::{Cause, Concept, Doubt, Firmness, Flip, Sample, Scene, Unsure, firmness};
use weigh::robust::Share;
use weigh::{Exact, Work};

use super::Shown;
use super::board::Board;
use super::facts::Facts;
use super::json::{line, number};
use super::words::{BY_STRENGTH, bold, concept};
use crate::brief::plural;
use crate::wrap::wrap;

/// States whose shares are printed.
const TOLD: usize = 12;
/// States of which it is said what flips them.
const FLIPS: usize = 5;

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) draws: u64,
    pub(super) seed: u64,
    pub(super) swap: &'a str,
    pub(super) unknown: &'a [String],
}

/// The shares, as text or as JSON lines.
pub(super) fn told(
    board: &Board<'_>,
    facts: &Facts,
    shown: &Shown,
    asked: &Asked<'_>,
    as_json: bool,
) -> anyhow::Result<String> {
    let chance: Exact = asked.swap.parse().context("--swap takes a number from 0 to 1")?;
    if chance.is_negative() || chance > Exact::one() {
        anyhow::bail!("--swap {}: a chance lies between 0 and 1", asked.swap);
    }
    let unknown = board.makers(asked.unknown)?;
    let every: Vec<Scene> = (0..u32::try_from(board.conflict.states())?).collect();
    let doubts: Vec<Doubt> = (0..board.conflict.makers())
        .map(|maker| {
            let unsure = if unknown.contains(&maker) {
                Unsure::Among(every.clone())
            } else {
                Unsure::Swaps(chance.clone())
            };
            Doubt { maker, unsure }
        })
        .collect();
    let states: Vec<Scene> = match shown.why {
        Some(state) => vec![state],
        None => facts.found(board.conflict.states()).into_iter().take(TOLD).collect(),
    };
    let sample = Sample { draws: asked.draws, seed: asked.seed, ..Sample::default() };
    let found = firmness(&board.conflict, &doubts, &states, &sample, &Work::default())
        .map_err(|stop| anyhow::anyhow!("{}: {stop}", board.entry.name))?;
    Ok(if as_json { lines(board, &found) } else { page(board, asked, &found, &states) })
}

fn page(board: &Board<'_>, asked: &Asked<'_>, found: &Firmness, states: &[Scene]) -> String {
    let mut out = bold("How firm it is");
    out.push('\n');
    let draws = plural(usize::try_from(asked.draws).unwrap_or(usize::MAX), "draw");
    let line = format!(
        "{draws}, seed {}: states that stand next to each other in somebody's order change places \
         with a chance of {}{}. Share of draws in which a state is an equilibrium, and the range in \
         which the share of all draws lies with 95 of 100 certainty, in per cent:",
        asked.seed,
        asked.swap,
        if asked.unknown.is_empty() {
            String::new()
        } else {
            format!("; of {} nothing is known", asked.unknown.join(", "))
        }
    );
    wrap(&mut out, "  ", &line);
    let heads: Vec<String> =
        BY_STRENGTH.into_iter().map(|by| format!("{:>14}", concept(by))).collect();
    put_line!(out, "  {:>6}{}", "state", heads.concat());
    for state in states {
        let cells: Vec<String> =
            BY_STRENGTH.into_iter().map(|by| cell(found.share(*state, by))).collect();
        put_line!(out, "  {:>6}{}", number(*state), cells.concat());
    }
    let cells: Vec<String> =
        BY_STRENGTH.into_iter().map(|by| cell(found.any[by as usize])).collect();
    put_line!(out, "  {:>6}{}", "any", cells.concat());
    for asked in found.asked.iter().take(FLIPS) {
        // Only what draws tell apart for certain.
        let apart = |flip: &&Flip| {
            let (with, without) = (flip.with.range(), flip.without.range());
            with.1 < without.0 || without.1 < with.0
        };
        let find = |by: &Concept| Some((*by, asked.flips[*by as usize].iter().find(apart)?));
        let Some((by, flip)) = BY_STRENGTH.iter().find_map(find) else { continue };
        let text = format!(
            "State {}, {}: most depends on whether {}: {} per cent if so, {} if not.",
            number(asked.state),
            concept(by),
            cause(board, &flip.cause),
            percent(flip.with),
            percent(flip.without)
        );
        wrap(&mut out, "  ", &text);
    }
    out.push('\n');
    out
}

fn cause(board: &Board<'_>, cause: &Cause) -> String {
    match cause {
        Cause::Order { maker, above, below } => format!(
            "{}: {} over {}",
            board.conflict.maker(*maker),
            board.state(*above),
            board.state(*below)
        ),
        Cause::Weight { maker, wish } => format!(
            "{}: much weight on {}",
            board.conflict.maker(*maker),
            board.wish(*maker, *wish).unwrap_or_default()
        ),
    }
}

fn cell(share: Share) -> String {
    let text = percent(share);
    format!("{text:>14}")
}

fn percent(share: Share) -> String {
    let (low, high) = share.range();
    format!("{:.0} ({:.0}-{:.0})", share.ratio().to_f64() * 100.0, low * 100.0, high * 100.0)
}

fn lines(board: &Board<'_>, found: &Firmness) -> String {
    let mut out = String::new();
    let share = |share: Share| {
        let (low, high) = share.range();
        json!({ "hits": share.hits, "draws": share.draws, "error": share.error(), "low": low, "high": high })
    };
    let shares = |all: &[Share; 5]| {
        let named =
            Concept::ALL.into_iter().map(|by| (by.word().to_owned(), share(all[by as usize])));
        named.collect::<serde_json::Map<_, _>>()
    };
    for (state, all) in found.shares.iter().enumerate() {
        let one = json!({ "type": "share", "model": board.entry.name, "state": state + 1, "draws": found.draws, "by": shares(all) });
        line(&mut out, &one);
    }
    let any = json!({ "type": "share", "model": board.entry.name, "state": null, "draws": found.draws, "by": shares(&found.any) });
    line(&mut out, &any);
    for asked in &found.asked {
        for by in Concept::ALL {
            for flip in &asked.flips[by as usize] {
                let one = json!({
                    "type": "flip",
                    "model": board.entry.name,
                    "state": number(asked.state),
                    "concept": by.word(),
                    "words": cause(board, &flip.cause),
                    "with": share(flip.with),
                    "without": share(flip.without),
                });
                line(&mut out, &one);
            }
        }
    }
    out
}
