//! How the sides' words moved from date to date, and the signs with their two readings.

use model::When;
use read::shifts::{Glossary, Shift, ShiftKind, Shifts, Sign, Thread, Wording};

use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, Section};
use crate::brief::words::{date, folded, plural, short};

/// Shifts that are shown; `pourparler shifts` has all.
const SHIFTS: usize = 16;
/// Words of a wording that are shown.
const WORDS: usize = 36;
/// Observations of one sign that are cited; the latest.
const OBSERVED: usize = 3;

/// The section; nothing when no shifts were looked for.
pub(in crate::brief) fn section(
    material: &Material<'_>,
    found: Option<&Shifts>,
) -> Option<Section> {
    let found = found?;
    let mut all: Vec<(&Thread, &Shift)> = found
        .threads
        .iter()
        .filter(|thread| found.parties.contains(&thread.party))
        .flat_map(|thread| thread.shifts.iter().map(move |shift| (thread, shift)))
        .filter(|(_, shift)| material.since.is_none() || material.is_new(Some(shift.to)))
        .collect();
    // The latest first; the order within a day is that of the threads.
    all.sort_by_key(|(_, shift)| std::cmp::Reverse(shift.to));
    let more = all.len().saturating_sub(SHIFTS);
    let glossary = Glossary::built_in();
    let shown = all.iter().take(SHIFTS);
    let lines = shown.map(|(thread, one)| shift(material, thread, one, &glossary)).collect();
    let none = "No wording was found to move; that is not a proof that none did.";
    let mut moved = material.list("What moved, the latest first", none, lines);
    moved.more = more;
    moved.side_by_side = true;
    let mut blocks = vec![Block::List(moved)];
    for side in &found.parties {
        let name = material.naming.actor(side);
        let signs: Vec<Line> = found
            .signs
            .iter()
            .filter(|sign| sign.party == *side)
            .filter_map(|one| sign(material, one))
            .collect();
        if !signs.is_empty() {
            let heading = format!("{name}: signs, each read in two ways");
            blocks.push(Block::List(material.list(&heading, "", signs)));
        }
    }
    Some(Section {
        id: "shifts",
        heading: "How the words moved".to_owned(),
        notes: vec![
            "Consecutive own words of a side on one issue, side by side. Softer and harder follow a \
             fixed order of firmness; another speaker or a shorter report may account for a \
             difference. Each sign has the same evidence under both readings; which is true is not \
             said. `pourparler shifts FOLDER` shows every wording, coded phrases and the rounds."
                .to_owned(),
        ],
        blocks,
    })
}

fn shift(material: &Material<'_>, thread: &Thread, shift: &Shift, glossary: &Glossary) -> Line {
    let row = |at: usize| thread.wordings.get(at);
    let words = |at: usize| row(at).map(|row| short(&row.words, WORDS)).unwrap_or_default();
    let (before, after) = (words(shift.before), words(shift.after));
    let wording = |at: usize, day: When, quote: &str, beside: &str| {
        let found = row(at);
        let line = Line::on(found.and_then(|row| cite(material, row, day)).into_iter().collect());
        Line { beside: Some(beside.to_owned()), ..line }
            .when(Some(day))
            .label(found.and_then(|row| row.speaker.as_deref()).map_or_else(String::new, folded))
            .quote(quote.to_owned())
            .marks(found.into_iter().flat_map(|row| notes(row, glossary)))
    };
    let under = vec![
        wording(shift.before, shift.from, &before, &after),
        wording(shift.after, shift.to, &after, &before),
    ];
    let cites: Vec<Cite> = under.iter().flat_map(|line| line.cites.iter().cloned()).collect();
    let kind = match shift.kind {
        ShiftKind::Figure => "number",
        other => other.name(),
    };
    let party = material.naming.actor(&thread.party);
    let issue = material.naming.issue(&thread.issue);
    Line::on(cites)
        .when(Some(shift.to))
        .label(format!("{party}, {issue}"))
        .text(format!("{kind}, {}: {}", shift.direction.words(), folded(&shift.text)))
        .mark(if shift.same_speaker { "" } else { "another speaker" })
        .under(under)
}

/// What coded phrases in a wording usually stand for, and to whom: a note, never a fact.
fn notes(row: &Wording, glossary: &Glossary) -> Vec<String> {
    let note = |name: &String| {
        let readings = &glossary.named(name)?.readings;
        let told: Vec<String> =
            readings.iter().map(|(by, means)| format!("{by}: {means}")).collect();
        Some(format!("“{name}” usually stands for, to {}", told.join("; to ")))
    };
    row.coded.iter().filter_map(note).collect()
}

/// The place of a wording on that day.
fn cite(material: &Material<'_>, row: &Wording, day: When) -> Option<Cite> {
    let on = row.said.iter().filter(|said| said.when.map(When::to_day) == Some(day));
    on.chain(&row.said).find_map(|said| material.cite(&said.evidence))
}

fn sign(material: &Material<'_>, sign: &Sign) -> Option<Line> {
    let new = |when: Option<When>| material.since.is_none() || material.is_new(when);
    let seen: Vec<_> = sign.observed.iter().filter(|one| new(one.when)).collect();
    let latest = seen.last()?;
    let skip = seen.len().saturating_sub(OBSERVED);
    let shown = seen.iter().skip(skip);
    let cites = shown.flat_map(|one| one.evidence.iter().filter_map(|e| material.cite(e)));
    let day = latest.when.map(|when| format!("{}: ", date(when.to_day()))).unwrap_or_default();
    let text = format!(
        "{}, the latest: {day}{}. If it seeks agreement: {}. If it plays for time: {}",
        plural(seen.len(), "observation"),
        short(&latest.text, WORDS),
        sign.seeks,
        sign.time
    );
    Some(Line::on(material.witnesses(cites)).label(sign.name.clone()).text(text))
}
