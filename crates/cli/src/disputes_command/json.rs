//! The cards as JSON lines. The types here are the format; the model's own carry no serde.

use read::disputes::{Dispute, Side, Told};
use serde::Serialize;

#[derive(Serialize)]
struct CardLine<'a> {
    r#type: &'static str,
    kind: &'static str,
    about: &'a str,
    at_issue: &'a str,
    issue: Option<&'a str>,
    sides: Vec<SideLine<'a>>,
    latest: Option<String>,
    weight: u32,
    key: &'a str,
    merged: &'a [String],
    decided: Option<DecidedLine<'a>>,
}

#[derive(Serialize)]
struct SideLine<'a> {
    claim: &'a str,
    origins: usize,
    who: &'a [String],
    passages: Vec<PassageLine<'a>>,
    more: usize,
    record: Vec<RecordLine<'a>>,
}

#[derive(Serialize)]
struct PassageLine<'a> {
    source: &'a str,
    span: [usize; 2],
    text: &'a str,
    speaker: Option<&'a str>,
    party: Option<&'a str>,
    via: &'a [String],
    date: Option<String>,
}

#[derive(Serialize)]
struct RecordLine<'a> {
    line: Option<usize>,
    text: &'a str,
}

#[derive(Serialize)]
struct DecidedLine<'a> {
    verdict: &'static str,
    by: Option<&'a str>,
    on: Option<String>,
    why: Option<&'a str>,
}

/// One line for each card.
pub(super) fn lines(cards: &[&Dispute]) -> anyhow::Result<String> {
    let mut out = String::new();
    for card in cards {
        out.push_str(&serde_json::to_string(&line(card))?);
        out.push('\n');
    }
    Ok(out)
}

fn line(card: &Dispute) -> CardLine<'_> {
    CardLine {
        r#type: "dispute",
        kind: card.kind.name(),
        about: &card.about,
        at_issue: &card.at_issue,
        issue: card.issue.as_deref(),
        sides: card.sides.iter().map(side).collect(),
        latest: card.latest.map(|when| when.to_string()),
        weight: card.weight,
        key: &card.key,
        merged: &card.merged,
        decided: card.decided.as_ref().map(|decided| DecidedLine {
            verdict: decided.verdict.name(),
            by: decided.by.as_deref(),
            on: decided.on.map(|on| on.to_string()),
            why: decided.why.as_deref(),
        }),
    }
}

fn side(side: &Side) -> SideLine<'_> {
    SideLine {
        claim: &side.claim,
        origins: side.origins,
        who: &side.who,
        passages: side.passages.iter().map(passage).collect(),
        more: side.more,
        record: side.record.iter().map(|r| RecordLine { line: r.line, text: &r.text }).collect(),
    }
}

fn passage(told: &Told) -> PassageLine<'_> {
    PassageLine {
        source: &told.report,
        span: [told.span.start, told.span.end],
        text: &told.text,
        speaker: told.speaker.as_deref(),
        party: told.party.as_ref().map(model::ActorId::as_str),
        via: &told.via,
        date: told.day.map(|day| day.to_string()),
    }
}
