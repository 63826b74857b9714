//! Wordings, shifts, phrases, rounds and signs as JSON lines. The types here are the format.

use model::{ActorId, Evidence};
use read::Reading;
use read::shifts::{PhraseUsed, RoundFacts, Said, Shift, Shifts, Sign, Thread, Wording};
use serde::Serialize;

use super::Wish;

#[derive(Serialize)]
struct PlaceLine<'a> {
    source: Option<&'a str>,
    span: Option<[usize; 2]>,
    text: Option<&'a str>,
    line: Option<usize>,
    pages: Vec<&'a str>,
}

#[derive(Serialize)]
struct SaidLine<'a> {
    date: Option<String>,
    how: &'static str,
    #[serde(flatten)]
    place: PlaceLine<'a>,
}

#[derive(Serialize)]
struct WordingLine<'a> {
    r#type: &'static str,
    party: &'a str,
    issue: &'a str,
    number: usize,
    heading: &'static str,
    basis: &'static str,
    choice: Option<&'a str>,
    stance: &'static str,
    speaker: Option<&'a str>,
    via: &'a [String],
    words: &'a str,
    condition: Option<&'a str>,
    rank: Option<&'static str>,
    coded: &'a [String],
    said: Vec<SaidLine<'a>>,
    copies: usize,
}

#[derive(Serialize)]
struct ShiftLine<'a> {
    r#type: &'static str,
    party: &'a str,
    issue: &'a str,
    kind: &'static str,
    direction: &'static str,
    text: &'a str,
    same_speaker: bool,
    before: EndLine<'a>,
    after: EndLine<'a>,
}

#[derive(Serialize)]
struct EndLine<'a> {
    number: usize,
    date: String,
    speaker: Option<&'a str>,
    words: &'a str,
    #[serde(flatten)]
    place: Option<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct ReadingLine<'a> {
    by: &'a str,
    means: &'a str,
}

#[derive(Serialize)]
struct PhraseLine<'a> {
    r#type: &'static str,
    party: &'a str,
    phrase: &'a str,
    readings: Vec<ReadingLine<'a>>,
    used: Vec<UsedLine<'a>>,
}

#[derive(Serialize)]
struct UsedLine<'a> {
    speaker: Option<&'a str>,
    #[serde(flatten)]
    said: SaidLine<'a>,
}

#[derive(Serialize)]
struct RoundLine<'a> {
    r#type: &'static str,
    id: Option<&'a str>,
    name: &'a str,
    start: Option<String>,
    sessions: Vec<SessionLine<'a>>,
    delay_minutes: Option<i64>,
    days_since_last: Option<i32>,
    last: Option<&'a str>,
    heads: Vec<HeadLine<'a>>,
    eve: Vec<EveLine<'a>>,
    places: Vec<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct SessionLine<'a> {
    format: &'a str,
    minutes: Option<i64>,
    to: Option<i64>,
    state: &'static str,
    places: Vec<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct HeadLine<'a> {
    party: &'a str,
    name: Option<&'a str>,
    office: Option<&'a str>,
    places: Vec<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct EveLine<'a> {
    what: &'a str,
    date: String,
    days_before: i32,
    readings: Vec<AccountLine<'a>>,
    places: Vec<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct AccountLine<'a> {
    by: &'a str,
    words: &'a str,
    #[serde(flatten)]
    place: PlaceLine<'a>,
}

#[derive(Serialize)]
struct SignLine<'a> {
    r#type: &'static str,
    party: &'a str,
    sign: &'a str,
    name: &'a str,
    seeks_agreement: &'a str,
    plays_for_time: &'a str,
    limits: &'a str,
    observed: Vec<ObservedLine<'a>>,
}

#[derive(Serialize)]
struct ObservedLine<'a> {
    date: Option<String>,
    text: &'a str,
    places: Vec<PlaceLine<'a>>,
}

/// One line for each wording, shift, phrase, round and sign.
pub(super) fn lines(found: &Shifts, wish: &Wish<'_>) -> anyhow::Result<String> {
    let reading = wish.reading;
    let mut out = String::new();
    let mut push = |line: serde_json::Result<String>| -> anyhow::Result<()> {
        out.push_str(&line?);
        out.push('\n');
        Ok(())
    };
    for thread in &found.threads {
        for (number, one) in thread.wordings.iter().enumerate() {
            push(serde_json::to_string(&wording(number + 1, one, reading)))?;
        }
        for one in &thread.shifts {
            push(serde_json::to_string(&shift(thread, one, reading)))?;
        }
    }
    for one in &found.phrases {
        push(serde_json::to_string(&phrase(one, reading)))?;
    }
    for one in &found.rounds {
        push(serde_json::to_string(&round(one, reading)))?;
    }
    for one in &found.signs {
        push(serde_json::to_string(&sign(one, reading)))?;
    }
    Ok(out)
}

fn place<'a>(evidence: &'a Evidence, reading: &'a Reading) -> PlaceLine<'a> {
    match evidence {
        Evidence::Passage(passage) => {
            let path = passage.report.as_str();
            let at = reading.reports.binary_search_by(|report| report.path.as_str().cmp(path));
            let report = at.ok().and_then(|at| reading.reports.get(at));
            PlaceLine {
                source: Some(path),
                span: Some([passage.span.start, passage.span.end]),
                text: report.and_then(|report| passage.span.text(&report.text)),
                line: None,
                pages: Vec::new(),
            }
        }
        Evidence::Entry { line, sources } => PlaceLine {
            source: None,
            span: None,
            text: None,
            line: Some(*line),
            pages: sources.iter().map(model::SourceId::as_str).collect(),
        },
        // Shifts are asked of what was said, never of what somebody supposes.
        Evidence::Assumed(words) => {
            PlaceLine { source: None, span: None, text: Some(words), line: None, pages: Vec::new() }
        }
    }
}

fn places<'a>(all: &'a [Evidence], reading: &'a Reading) -> Vec<PlaceLine<'a>> {
    all.iter().map(|evidence| place(evidence, reading)).collect()
}

fn said<'a>(said: &'a Said, reading: &'a Reading) -> SaidLine<'a> {
    SaidLine {
        date: said.when.map(|when| when.to_string()),
        how: said.how.name(),
        place: place(&said.evidence, reading),
    }
}

fn wording<'a>(number: usize, one: &'a Wording, reading: &'a Reading) -> WordingLine<'a> {
    WordingLine {
        r#type: "wording",
        party: one.party.as_str(),
        issue: one.issue.as_str(),
        number,
        heading: one.heading.name(),
        basis: one.basis.name(),
        choice: one.choice.as_ref().map(model::ChoiceId::as_str),
        stance: one.stance.name(),
        speaker: one.speaker.as_deref(),
        via: &one.via,
        words: &one.words,
        condition: one.condition.as_deref(),
        rank: one.rank.map(model::Flag::name),
        coded: &one.coded,
        said: one.said.iter().map(|one| said(one, reading)).collect(),
        copies: one.copies,
    }
}

fn shift<'a>(thread: &'a Thread, shift: &'a Shift, reading: &'a Reading) -> ShiftLine<'a> {
    let end = |at: usize, day: model::When| {
        let row = thread.wordings.get(at);
        let on = row.and_then(|row| super::text::on(row, day));
        EndLine {
            number: at + 1,
            date: day.to_string(),
            speaker: row.and_then(|row| row.speaker.as_deref()),
            words: row.map_or("", |row| row.words.as_str()),
            place: on.map(|said| place(&said.evidence, reading)),
        }
    };
    ShiftLine {
        r#type: "shift",
        party: thread.party.as_str(),
        issue: thread.issue.as_str(),
        kind: shift.kind.name(),
        direction: shift.direction.name(),
        text: &shift.text,
        same_speaker: shift.same_speaker,
        before: end(shift.before, shift.from),
        after: end(shift.after, shift.to),
    }
}

fn phrase<'a>(one: &'a PhraseUsed, reading: &'a Reading) -> PhraseLine<'a> {
    let used = one.used.iter().map(|(speaker, place)| UsedLine {
        speaker: speaker.as_deref(),
        said: said(place, reading),
    });
    PhraseLine {
        r#type: "phrase",
        party: one.party.as_str(),
        phrase: &one.phrase,
        readings: one.readings.iter().map(|(by, means)| ReadingLine { by, means }).collect(),
        used: used.collect(),
    }
}

fn round<'a>(one: &'a RoundFacts, reading: &'a Reading) -> RoundLine<'a> {
    let sessions = one.sittings.iter().map(|sitting| SessionLine {
        format: &sitting.format,
        minutes: sitting.minutes.map(|(low, _)| low),
        to: sitting.minutes.and_then(|(_, high)| high),
        state: sitting.state.name(),
        places: places(&sitting.evidence, reading),
    });
    let heads = one.heads.iter().map(|head| HeadLine {
        party: head.party.as_str(),
        name: head.name.as_deref(),
        office: head.office.as_deref(),
        places: places(&head.evidence, reading),
    });
    let eve = one.eve.iter().map(|incident| EveLine {
        what: &incident.what,
        date: incident.date.to_string(),
        days_before: incident.days,
        readings: incident
            .readings
            .iter()
            .map(|account| AccountLine {
                by: &account.by,
                words: &account.words,
                place: place(&account.evidence, reading),
            })
            .collect(),
        places: places(&incident.evidence, reading),
    });
    RoundLine {
        r#type: "round",
        id: one.id.as_ref().map(model::RoundId::as_str),
        name: &one.name,
        start: one.start.map(|when| when.to_string()),
        sessions: sessions.collect(),
        delay_minutes: one.delay,
        days_since_last: one.since_last.as_ref().map(|(days, _)| *days),
        last: one.since_last.as_ref().map(|(_, name)| name.as_str()),
        heads: heads.collect(),
        eve: eve.collect(),
        places: places(&one.evidence, reading),
    }
}

fn sign<'a>(one: &'a Sign, reading: &'a Reading) -> SignLine<'a> {
    let observed = one.observed.iter().map(|seen| ObservedLine {
        date: seen.when.map(|when| when.to_string()),
        text: &seen.text,
        places: places(&seen.evidence, reading),
    });
    SignLine {
        r#type: "sign",
        party: ActorId::as_str(&one.party),
        sign: &one.id,
        name: &one.name,
        seeks_agreement: &one.seeks,
        plays_for_time: &one.time,
        limits: &one.limits,
        observed: observed.collect(),
    }
}
