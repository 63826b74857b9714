//! What a person decided, in the JSON lines.

use model::{AsRead, Decided};
use read::decisions::{Hit, Ruling, State};
use serde::Serialize;

use super::{names, pair};

#[derive(Serialize)]
pub(super) struct DecidedLine<'a> {
    verdict: &'static str,
    by: Option<&'a str>,
    on: Option<String>,
    why: Option<&'a str>,
    line: usize,
    was: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Serialize)]
pub(super) struct PlaceLine<'a> {
    source: &'a str,
    span: [usize; 2],
    was: serde_json::Map<String, serde_json::Value>,
}

pub(super) fn decided<'a>(mark: &'a Decided, now: &AsRead) -> DecidedLine<'a> {
    DecidedLine {
        verdict: mark.verdict.name(),
        by: mark.by.as_deref(),
        on: mark.on.map(|day| day.to_string()),
        why: mark.why.as_deref(),
        line: mark.line,
        was: mark.was.as_ref().map(|was| parts(was, Some(now))),
    }
}

/// What the reader had read, as far as it is not what stands there now.
fn parts(was: &AsRead, now: Option<&AsRead>) -> serde_json::Map<String, serde_json::Value> {
    fn all(read: &AsRead) -> [(&'static str, serde_json::Value); 9] {
        let text = |text: Option<&str>| text.map_or(serde_json::Value::Null, Into::into);
        [
            ("speaker", text(read.speaker.as_deref())),
            ("party", text(read.party.as_ref().map(model::ActorId::as_str))),
            ("issue", text(read.issue.as_ref().map(model::IssueId::as_str))),
            ("choice", text(read.choice.as_ref().map(model::ChoiceId::as_str))),
            ("stance", text(read.stance.map(model::Stance::name))),
            ("flags", names(&read.flags).into()),
            ("basis", text(read.basis.map(model::Basis::name))),
            ("condition", text(read.condition.as_deref())),
            ("from", text(read.from.map(|day| day.to_string()).as_deref())),
        ]
    }
    let now = now.map(all);
    let same =
        |part: &(&str, serde_json::Value)| now.as_ref().is_some_and(|now| now.contains(part));
    all(was).into_iter().filter(|part| !same(part)).map(|(key, v)| (key.to_owned(), v)).collect()
}

/// A place that a decision reaches.
pub(super) fn place(hit: &Hit) -> PlaceLine<'_> {
    PlaceLine { source: &hit.report, span: pair(hit.span), was: parts(&hit.before, None) }
}

/// What became of a decision.
pub(super) fn state(ruling: &Ruling) -> &'static str {
    match ruling.state {
        State::Applied => "applied",
        State::Overtaken(_) => "overtaken",
        State::NoMatch => "no_match",
        State::ReadOtherwise => "read_otherwise",
    }
}
