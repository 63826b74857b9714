//! A model as JSON lines, described in docs/src/reference/conflict-json.md.

use serde_json::{Value, json};
use weigh::Work;
use weigh::conflict::{Concept, Scene, Step, Why, coalition_way};

use super::board::{Behind, Board};
use super::facts::Facts;
use super::why::account;
use super::{Shown, rules};

/// Equilibria with reasons unless all are asked for: each takes a look at the whole model.
const TOLD: usize = 64;

/// One line.
pub(super) fn line(out: &mut String, value: &Value) {
    out.push_str(&value.to_string());
    out.push('\n');
}

/// A state's number, from 1.
pub(super) fn number(state: Scene) -> u64 {
    u64::from(state) + 1
}

/// Steps of a way.
pub(super) fn steps(board: &Board<'_>, steps: &[Step]) -> Vec<Value> {
    let one =
        |step: &Step| json!({ "maker": board.conflict.maker(step.maker), "to": number(step.to) });
    steps.iter().map(one).collect()
}

/// A wish with where it stands.
pub(super) fn wish(behind: &Behind) -> Value {
    json!({
        "that": behind.says,
        "words": behind.words,
        "line": behind.line,
        "sources": behind.sources,
        "assumed": behind.assumed,
        "position": behind.position,
    })
}

/// All lines about one model.
pub(super) fn model(
    out: &mut String,
    board: &Board<'_>,
    facts: &Facts,
    shown: &Shown,
) -> anyhow::Result<()> {
    line(out, &head(board));
    for (at, rule) in board.entry.rules.iter().enumerate() {
        let effect = rules::effect(board, at);
        let first: Vec<String> = effect.first.iter().map(|one| rules::signs(board, *one)).collect();
        line(
            out,
            &json!({
                "type": "rule",
                "model": board.entry.name,
                "says": rules::says(board, rule),
                "words": rule.words,
                "line": rules::line(rule),
                "assumed": rule.assumed,
                "removes": effect.hits,
                "alone": effect.alone,
                "first": first,
            }),
        );
    }
    for state in 0..u32::try_from(board.conflict.states()).unwrap_or(u32::MAX) {
        line(out, &one_state(board, facts, state));
    }
    let mut why = Why::of(&board.conflict);
    let found = match shown.why {
        Some(state) => vec![state],
        None => facts.found(board.conflict.states()),
    };
    let most = if shown.all { found.len() } else { TOLD };
    for state in found.into_iter().take(most) {
        reasons(out, board, facts, &mut why, state)
            .map_err(|stop| anyhow::anyhow!("{}: {stop}", board.entry.name))?;
    }
    Ok(())
}

fn head(board: &Board<'_>) -> Value {
    let entry = board.entry;
    let options: Vec<Value> = (entry.options.iter().enumerate())
        .map(|(at, lever)| {
            let owner = entry.makers.iter().find(|maker| maker.options.contains(&at));
            json!({
                "id": lever.id,
                "name": lever.name,
                "direction": lever.direction.name(),
                "maker": owner.map(|maker| &maker.name),
                "line": lever.line,
            })
        })
        .collect();
    let makers: Vec<Value> = (entry.makers.iter().zip(&board.behind))
        .map(|(maker, behind)| {
            json!({
                "name": maker.name,
                "party": maker.party.as_ref().map(ToString::to_string),
                "line": maker.line,
                "wants": behind.iter().map(wish).collect::<Vec<_>>(),
                "ranking": maker.ranking.as_ref().map(|(_, line)| line),
            })
        })
        .collect();
    json!({
        "type": "conflict",
        "model": entry.name,
        "title": entry.title,
        "as_of": entry.as_of.map(|day| day.to_string()),
        "analyst": entry.analyst,
        "line": entry.line,
        "options": options,
        "makers": makers,
        "states": board.conflict.states(),
        "status_quo": board.conflict.status_quo().map(number),
    })
}

fn one_state(board: &Board<'_>, facts: &Facts, state: Scene) -> Value {
    let conflict = &board.conflict;
    let by: Vec<&str> = facts.concepts(state).into_iter().map(Concept::word).collect();
    let stable: serde_json::Map<String, Value> = (0..conflict.makers())
        .map(|maker| {
            let holds = |by: &Concept| facts.is_stable(maker, *by, state);
            let by: Vec<&str> = Concept::ALL.into_iter().filter(holds).map(Concept::word).collect();
            (conflict.maker(maker).to_owned(), json!(by))
        })
        .collect();
    let ranks: serde_json::Map<String, Value> = (0..conflict.makers())
        .map(|maker| (conflict.maker(maker).to_owned(), json!(conflict.rank(maker, state))))
        .collect();
    let evolution = facts.evolution.as_ref();
    let together = facts.coalitions.as_ref().map(|all| {
        let by = weigh::conflict::COALITION_CONCEPTS;
        let holds = by.into_iter().filter(|by| all.breakers(*by, state).next().is_none());
        holds.map(Concept::word).collect::<Vec<_>>()
    });
    json!({
        "type": "state",
        "model": board.entry.name,
        "state": number(state),
        "signs": conflict.signs(state),
        "name": conflict.state_name(state),
        "equilibrium": by,
        "stable": stable,
        "together": together,
        "ranks": ranks,
        "improvements": evolution.and_then(|all| all.improvements(state)),
        "moves": evolution.and_then(|all| all.moves(state)),
    })
}

fn reasons(
    out: &mut String,
    board: &Board<'_>,
    facts: &Facts,
    why: &mut Why<'_>,
    state: Scene,
) -> Result<(), weigh::Stop> {
    let conflict = &board.conflict;
    let by = facts.concepts(state).first().copied().unwrap_or(Concept::Gmr);
    let told = account(board, facts, why, state)?;
    for (maker, words) in told.makers.iter().enumerate() {
        let witness = why.witness(maker, by, state, &Work::default())?;
        let answers: Vec<Value> = witness
            .answers
            .iter()
            .map(|answer| {
                let sanction = answer.sanction.as_ref().map(|sanction| {
                    json!({
                        "steps": steps(board, &sanction.steps),
                        "at": number(sanction.at),
                        "escape": sanction.escape.map(number),
                    })
                });
                let decided: Vec<Value> = (board.deciding(maker, answer.to, state).into_iter())
                    .filter_map(|at| board.behind.get(maker)?.get(at).map(wish))
                    .collect();
                json!({ "to": number(answer.to), "because": decided, "sanction": sanction })
            })
            .collect();
        line(
            out,
            &json!({
                "type": "why",
                "model": board.entry.name,
                "state": number(state),
                "maker": conflict.maker(maker),
                "concept": by.word(),
                "stable": witness.is_stable(),
                "words": words,
                "improvements": answers,
            }),
        );
    }
    if let Some(evolution) = &facts.evolution {
        let way = evolution.way(state);
        let blocks: Vec<Value> = (evolution.blocks(conflict, state).iter())
            .map(|block| {
                json!({
                    "maker": conflict.maker(block.maker),
                    "from": number(block.from),
                    "to": number(block.to),
                })
            })
            .collect();
        line(
            out,
            &json!({
                "type": "way",
                "model": board.entry.name,
                "state": number(state),
                "from": number(evolution.from()),
                "improvements": way.is_some(),
                "steps": way.or_else(|| evolution.any_way(state)).map(|all| steps(board, &all)),
                "against": if evolution.improvements(state).is_some() { Vec::new() } else { blocks },
                "words": told.way,
            }),
        );
    }
    if let Some(coalitions) = &facts.coalitions {
        for group in coalitions.breakers(Concept::Nash, state).filter(|group| group.len() > 1) {
            let way = coalition_way(conflict, group, Concept::Nash, state, &Work::default())?;
            let names: Vec<&str> = group.iter().map(|maker| conflict.maker(*maker)).collect();
            let leaves = |by| coalitions.breakers(by, state).any(|one| one == group);
            line(
                out,
                &json!({
                    "type": "group",
                    "model": board.entry.name,
                    "state": number(state),
                    "makers": names,
                    "leaves": { "nash": true, "gmr": leaves(Concept::Gmr), "smr": leaves(Concept::Smr) },
                    "steps": way.map(|all| steps(board, &all)),
                }),
            );
        }
    }
    Ok(())
}
