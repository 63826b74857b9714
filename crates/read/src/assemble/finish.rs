//! One file with the knowledge of all: its statements, positions, events and figures.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{
    ActorId, Event, Figure, Flag, Furniture, Grain, Passage, Position, Span, Stance, Statement,
    When,
};

use super::Tools;
use super::prepare::Prepared;
use crate::attribution::Attribution;
use crate::dates::resolve;
use crate::events::{EventInput, events};
use crate::figures::figures;
use crate::positions::{self, Reading};
use crate::roles::{Part, parts};
use crate::speakers::{self, People, Resolved};
use crate::topics::Topics;

/// A speaker phrase longer than this is shown without its appositions.
const LONG_SPEAKER: usize = 150;

/// What one file gives to the whole.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) statements: Vec<Statement>,
    pub(super) positions: Vec<Position>,
    pub(super) events: Vec<Event>,
    pub(super) figures: Vec<Figure>,
    pub(super) furniture: Vec<Furniture>,
    pub(super) parts: Vec<Part>,
    /// The first place where each side is named.
    pub(super) mentions: Vec<(ActorId, Passage)>,
}

/// Reads a prepared file to the end.
pub(super) fn finish(file: &Prepared, tools: Tools, people: &People, sides: &[ActorId]) -> Found {
    with_context(file, tools, people, sides, |context| {
        let statements = statements(file, context, context.speakers);
        let figures = counted(file, &statements);
        Found {
            positions: context.positions(tools.tagger.and_then(|tagger| tagger.coder.as_ref())),
            events: happened(file, tools, &statements),
            figures,
            furniture: file.furniture.clone(),
            parts: parts(&file.doc, &file.actors, tools.lexicon),
            mentions: mentions(file, tools, sides),
            statements,
        }
    })
}

/// Works out what positions are read from.
pub(super) fn with_context<T>(
    file: &Prepared,
    tools: Tools,
    people: &People,
    sides: &[ActorId],
    with: impl FnOnce(&positions::Context) -> T,
) -> T {
    let named = speakers::named(&file.actors, tools.lexicon);
    let context = speakers::Context {
        doc: &file.doc,
        cues: tools.cues,
        hits: &file.actors,
        named: &named,
        lexicon: tools.lexicon,
        people,
        sides,
    };
    let resolved = speakers::resolve(context, &file.items);
    let said: Vec<Option<When>> = file.items.iter().map(|item| said_on(file, item)).collect();
    let topics = Topics::new(&file.doc, &file.issues, &file.actors, tools.lexicon);
    with(&positions::Context {
        report: &file.report.path,
        doc: &file.doc,
        items: &file.items,
        speakers: &resolved,
        issues: &file.issues,
        topics: &topics,
        actors: &file.actors,
        lexicon: tools.lexicon,
        stances: tools.stances,
        sides,
        genre: file.report.genre,
        published: file.report.published,
        said: &said,
    })
}

/// The day on which something was said, if its sentence tells: "said on Sunday".
fn said_on(file: &Prepared, item: &Attribution) -> Option<When> {
    let cue = item.cue.as_ref()?;
    let segment = file.doc.segment_of.get(cue.start)?;
    let near = |range: &Range<usize>| {
        range.start >= segment.start
            && range.end <= segment.end
            && !item.holds(range.start)
            && range.start.abs_diff(cue.end) <= 8
    };
    let from = file.dates.partition_point(|mention| mention.tokens.start < segment.start);
    let mut inside =
        file.dates[from..].iter().take_while(|mention| mention.tokens.start < segment.end);
    let mention = inside.find(|mention| near(&mention.tokens))?;
    let found = resolve(&mention.expr, file.report.published, false)?;
    let day = found.when.to_day();
    // "will meet on Monday, she said" is no day of saying; a day after the report is none either.
    let after =
        file.report.published.is_some_and(|published| day.first_day() > published.last_day());
    (day.grain() == Grain::Day && !after).then_some(day)
}

fn statements(
    file: &Prepared,
    context: &positions::Context,
    resolved: &[Option<Resolved>],
) -> Vec<Statement> {
    let mut out = Vec::new();
    for (at, item) in file.items.iter().enumerate() {
        if item.told {
            continue;
        }
        let readings = context.readings(at);
        let main = main_reading(&readings, file);
        let stance = main.map_or(item.stance, |reading| reading.stance);
        let stance = if item.stance == Stance::Report { stance } else { item.stance };
        let mut speaker = resolved.get(at).cloned().flatten().map(|found| found.speaker);
        let mut flags = item.flags.clone();
        if let Some(speaker) = &mut speaker {
            if speaker.span.len() > LONG_SPEAKER
                && let Some(source) = &item.source
            {
                speaker.span = file.doc.span(&source.core);
            }
            if !speaker.certain {
                flags.insert(Flag::UncertainSpeaker);
            }
        }
        let mut via: Vec<String> = Vec::new();
        if item.nested {
            via.extend(context.tellers(at));
        }
        via.extend(item.via.iter().map(|range| file.doc.words(range).to_owned()));
        let certain = speaker.as_ref().is_none_or(|speaker| speaker.certain);
        out.push(Statement {
            report: file.report.path.clone(),
            speaker,
            cue: item.cue.as_ref().map(|cue| file.doc.span(cue)),
            content: item.content.iter().map(|piece| file.doc.span(piece)).collect(),
            kind: item.kind,
            via,
            issue: main.map(|reading| file.issues[reading.hit].issue.clone()),
            choice: main.and_then(|reading| file.issues[reading.hit].choice.clone()),
            stance,
            flags,
            nested: item.nested,
            confidence: if certain {
                item.confidence
            } else {
                item.confidence - item.confidence / 4
            },
            key: String::new(),
            decided: None,
        });
    }
    out
}

/// The reading that stands for the whole statement: the first with a stance, else the first strong.
fn main_reading<'a>(readings: &'a [Reading], file: &Prepared) -> Option<&'a Reading> {
    readings
        .iter()
        .find(|reading| reading.stance != Stance::Report && !file.issues[reading.hit].weak)
        .or_else(|| readings.iter().find(|reading| reading.stance != Stance::Report))
        .or_else(|| readings.iter().find(|reading| !file.issues[reading.hit].weak))
}

/// Events, each with whoever says that it happened.
fn happened(file: &Prepared, tools: Tools, statements: &[Statement]) -> Vec<Event> {
    let mut actors: Vec<(Range<usize>, String)> = Vec::new();
    for hit in file.actors.iter().filter(|hit| !hit.weak) {
        if let Some(entry) = tools.lexicon.actor(&hit.actor) {
            actors.push((hit.tokens.clone(), entry.name.clone()));
        }
    }
    let mut sentences = file.doc.sentences.clone();
    sentences.retain(|sentence| !sentence.is_empty());
    let mut found = events(
        tools.events,
        &EventInput {
            report: &file.report.path,
            text: &file.report.text,
            tokens: &file.doc.tokens,
            sentences: &sentences,
            dates: &file.dates,
            actors: &actors,
            anchor: file.report.published,
        },
    );
    for event in &mut found {
        let around = narrowest(statements, event.span);
        // "He said on Monday": the saying itself is the report's own.
        let inside = around.filter(|s| s.content.iter().any(|piece| piece.contains(event.span)));
        event.attributed_to = inside.and_then(|s| Some(s.speaker.as_ref()?.name.clone()));
    }
    found
}

/// Figures, each with whoever gives it: the narrowest statement around it.
fn counted(file: &Prepared, statements: &[Statement]) -> Vec<Figure> {
    let found = figures(&file.report.text, &file.doc.tokens, &file.doc.sentences, &file.dates);
    found
        .into_iter()
        .map(|figure| {
            let around = narrowest(statements, figure.span);
            let mut flags = BTreeSet::new();
            if around.is_some_and(|statement| statement.flags.contains(&Flag::Hearsay)) {
                flags.insert(Flag::Hearsay);
            }
            let attributed_to = around.and_then(|statement| {
                statement.speaker.as_ref().map(|speaker| speaker.name.clone())
            });
            Figure {
                report: file.report.path.clone(),
                value: figure.value,
                to: figure.to,
                unit: figure.unit,
                of: figure.of,
                state: figure.state,
                each: figure.each,
                attributed_to,
                span: figure.span,
                flags,
            }
        })
        .collect()
}

fn narrowest(statements: &[Statement], span: Span) -> Option<&Statement> {
    let inside = |statement: &&Statement| {
        // A party's act inside an expert's words is still the expert's figure.
        !statement.nested && statement.content.iter().any(|piece| piece.overlap(span) > 0)
    };
    // Statements are sorted by where they begin; those that begin far behind cannot hold the span.
    let end =
        statements.partition_point(|s| s.content.first().is_some_and(|p| p.start <= span.start));
    statements[..end]
        .iter()
        .rev()
        .take(80)
        .filter(inside)
        .min_by_key(|statement| statement.content.iter().map(|piece| piece.len()).sum::<usize>())
}

fn mentions(file: &Prepared, tools: Tools, sides: &[ActorId]) -> Vec<(ActorId, Passage)> {
    let mut out: Vec<(ActorId, Passage)> = Vec::new();
    for hit in file.actors.iter().filter(|hit| !hit.weak) {
        let party = tools.lexicon.party_of(&hit.actor);
        if sides.contains(&party) && !out.iter().any(|(known, _)| *known == party) {
            let span = file.doc.span(&hit.tokens);
            out.push((party, Passage { report: file.report.path.clone(), span }));
        }
        if out.len() == sides.len() {
            break;
        }
    }
    out
}
