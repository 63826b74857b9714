//! One report cut for comparison: sentences with the phrases, actors, dates and voices in them.

use std::ops::Range;

use jiff::civil::Date;
use model::{ActorId, Event, Figure, Furniture, Report, Span, Statement, When};

use super::words::{Mark, Of, Words};
use crate::dates::{DateMention, date_mentions};
use crate::doc::{Doc, Part};
use crate::lexicon::{ActorHit, IssueHit, Lexicon};

/// A line shorter than this may be a headline that stands right above a paragraph.
const SHORT: usize = 50;
/// Statements before a place that are looked at for its speaker.
const BACK: usize = 80;
/// Paragraphs at the head that may begin with a dateline.
const HEAD: usize = 8;

/// The days since the first of January of year 1, for differences.
pub(super) fn day_number(date: Date) -> i32 {
    Date::constant(1, 1, 1).until(date).map_or(0, |span| span.get_days())
}

/// Who says something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Voice {
    pub(super) speaker: Option<String>,
    pub(super) party: Option<ActorId>,
    pub(super) via: Vec<String>,
}

/// A sentence.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    pub(super) paragraph: usize,
    pub(super) marks: Vec<Mark>,
}

/// What was read of one report.
pub(super) struct Parts<'a> {
    pub(super) report: &'a Report,
    pub(super) statements: &'a [Statement],
    pub(super) figures: &'a [Figure],
    pub(super) events: &'a [Event],
    pub(super) furniture: &'a [Furniture],
}

/// The report ready for comparison.
pub(super) struct Page<'a> {
    pub(super) parts: &'a Parts<'a>,
    pub(super) doc: Doc<'a>,
    pub(super) units: Vec<Unit>,
    pub(super) actors: Vec<ActorHit>,
    pub(super) issues: Vec<IssueHit>,
    pub(super) dates: Vec<DateMention>,
    /// The day of the report.
    pub(super) day: Option<i32>,
}

impl<'a> Page<'a> {
    pub(super) fn new(parts: &'a Parts<'a>, lexicon: &Lexicon, words: &Words) -> Self {
        let doc = Doc::new(&parts.report.text, &blocks(parts));
        let units = units(&doc, words);
        let (actors, issues) = (lexicon.actor_hits(&doc.tokens), lexicon.issue_hits(&doc.tokens));
        let dates = date_mentions(&doc.tokens);
        let day = parts.report.published.map(|when| day_number(when.first_day()));
        Self { parts, doc, units, actors, issues, dates, day }
    }

    pub(super) fn published(&self) -> Option<When> {
        self.parts.report.published
    }

    /// Actors named in a range of tokens.
    pub(super) fn actors_in(&self, range: &Range<usize>) -> &[ActorHit] {
        let from = self.actors.partition_point(|hit| hit.tokens.start < range.start);
        let to = self.actors.partition_point(|hit| hit.tokens.start < range.end);
        self.actors.get(from..to).unwrap_or_default()
    }

    /// Issues named in a range of tokens.
    pub(super) fn issues_in(&self, range: &Range<usize>) -> &[IssueHit] {
        let from = self.issues.partition_point(|hit| hit.tokens.start < range.start);
        let to = self.issues.partition_point(|hit| hit.tokens.start < range.end);
        self.issues.get(from..to).unwrap_or_default()
    }

    /// Dates in a range of tokens.
    pub(super) fn dates_in(&self, range: &Range<usize>) -> &[DateMention] {
        let from = self.dates.partition_point(|date| date.tokens.start < range.start);
        let to = self.dates.partition_point(|date| date.tokens.start < range.end);
        self.dates.get(from..to).unwrap_or_default()
    }

    /// The sentence with a place, the innermost of a quotation first.
    pub(super) fn unit_at(&self, byte: usize) -> Option<usize> {
        let after = self.units.partition_point(|unit| unit.span.start <= byte);
        (0..after).rev().take(4).find(|at| self.units[*at].span.end > byte)
    }

    /// The sentence before, in the same paragraph.
    pub(super) fn before(&self, at: usize) -> Option<&Unit> {
        let unit = self.units.get(at)?;
        let before = self.units.get(at.checked_sub(1)?)?;
        (before.paragraph == unit.paragraph).then_some(before)
    }

    /// Events whose words begin in a span.
    pub(super) fn events_in(&self, span: Span) -> impl Iterator<Item = &'a Event> + use<'_, 'a> {
        let events = self.parts.events;
        let from = events.partition_point(|event| event.span.start < span.start);
        events.iter().skip(from).take_while(move |event| event.span.start < span.end)
    }

    /// Who says what stands here: the innermost statement that holds all of it, or the report.
    pub(super) fn voice(&self, focus: Span) -> Voice {
        let holds =
            |statement: &&Statement| statement.content.iter().any(|piece| piece.contains(focus));
        let size = |statement: &&Statement| -> usize {
            statement.content.iter().map(|piece| piece.len()).sum()
        };
        let begin = |s: &Statement| s.content.first().map_or(0, |piece| piece.start);
        let after = self.parts.statements.partition_point(|s| begin(s) <= focus.start);
        // Those that hold the place begin shortly before it; a bound keeps long files quick.
        let near = self.parts.statements.get(after.saturating_sub(BACK)..after).unwrap_or_default();
        let told = near.iter().filter(|s| s.speaker.is_some());
        let Some(statement) = told.filter(holds).min_by_key(size) else { return Voice::default() };
        let Some(speaker) = &statement.speaker else { return Voice::default() };
        Voice {
            speaker: Some(speaker.name.clone()),
            party: speaker.party.clone(),
            via: statement.via.clone(),
        }
    }

    /// The day of which a sentence speaks: its event's, else the report's.
    pub(super) fn day_of(&self, span: Span) -> (Option<i32>, Option<When>) {
        let told = self.events_in(span).filter_map(|event| event.date).find(|when| {
            let near = |day: i32| (day_number(when.first_day()) - day).abs() <= 120;
            when.grain() >= model::Grain::Day && self.day.is_none_or(near)
        });
        match told {
            Some(when) => (Some(day_number(when.first_day())), Some(when.to_day())),
            None => (self.day, self.published().map(When::to_day)),
        }
    }

    /// The bytes of a range of tokens.
    pub(super) fn span(&self, tokens: &Range<usize>) -> Span {
        self.doc.span(tokens)
    }
}

impl Unit {
    /// The places of a set in the sentence.
    pub(super) fn of(&self, of: Of) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.of == of)
    }

    /// Whether the sentence has a word of a set.
    pub(super) fn has(&self, of: Of) -> bool {
        self.of(of).next().is_some()
    }
}

/// The paragraphs that are article: between furniture and blank lines.
fn blocks(parts: &Parts<'_>) -> Vec<(Span, Part)> {
    let text = &parts.report.text;
    let title = parts.report.title;
    let mut out: Vec<(Span, Part)> = Vec::new();
    let mut open: Option<Span> = None;
    let (mut at, mut furniture) = (0, parts.furniture.iter().peekable());
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end().len());
        at += line.len();
        while furniture.next_if(|f| f.span.end <= start).is_some() {}
        let aside = furniture.peek().is_some_and(|f| f.span.start < end.max(start + 1));
        let heading = title.is_some_and(|title| title.start < end && title.end > start);
        if end == start || aside || heading {
            out.extend(open.take().map(|span| (span, Part::Text)));
            // Beside furniture in one line the rest of the line still counts.
            if let Some(f) = furniture.peek().filter(|_| aside && end > start) {
                let (head, tail) = (Span::new(start, f.span.start.max(start)), (f.span.end, end));
                out.extend((head.len() > 1).then_some((head, Part::Text)));
                out.extend((tail.0 < tail.1).then(|| (Span::new(tail.0, tail.1), Part::Text)));
            } else if heading && !aside {
                out.push((Span::new(start, end), Part::Title));
            }
            continue;
        }
        let joined = open.take().map_or(start, |span| span.start);
        let ends = line.trim_end().ends_with(['.', '!', '?', '”', '"', '|', ':', ';', ')']);
        if ends || end - start < SHORT {
            out.push((Span::new(joined, end), Part::Text));
        } else {
            open = Some(Span::new(joined, end));
        }
    }
    out.extend(open.map(|span| (span, Part::Text)));
    for (span, part) in out.iter_mut().take(HEAD) {
        if *part == Part::Text {
            *span = behind_dateline(text, *span);
        }
    }
    out.retain(|(span, _)| span.text(text).is_some_and(|words| !words.trim().is_empty()));
    out
}

/// Without "KYIV, 4 June (Agency) - ", which tells where the report was written.
fn behind_dateline(text: &str, span: Span) -> Span {
    let Some(words) = span.text(text) else { return span };
    let head = words.get(..words.floor_char_boundary(90)).unwrap_or_default();
    let town: String = head.chars().take_while(|c| c.is_alphabetic()).collect();
    let upper = town.chars().count() > 2 && town.chars().all(char::is_uppercase);
    let dash =
        [" - ", " – ", " — "].iter().filter_map(|d| head.find(d).map(|at| at + d.len())).min();
    match dash.filter(|_| upper) {
        Some(at) => Span::new(span.start + at, span.end),
        None => span,
    }
}

/// The sentences; those inside a long quotation one by one.
fn units(doc: &Doc<'_>, words: &Words) -> Vec<Unit> {
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for at in sentence.clone() {
            let segment = doc.segment_of.get(at).cloned().unwrap_or_else(|| sentence.clone());
            match pieces.last_mut() {
                Some(last) if *last == segment => {}
                _ if segment == *sentence => {}
                _ => pieces.push(segment),
            }
        }
        pieces.dedup();
        let inside =
            |piece: &&Range<usize>| piece.start >= sentence.start && piece.end <= sentence.end;
        if pieces.len() < 2 {
            out.push(sentence.clone());
            continue;
        }
        let last = pieces.iter().map(|piece| piece.end).max().unwrap_or(sentence.start);
        out.extend(pieces.iter().filter(inside).cloned());
        let rest = last.min(sentence.end)..sentence.end;
        let head = sentence.start..pieces.first().map_or(sentence.start, |piece| piece.start);
        out.extend([head, rest].into_iter().filter(|range| range.len() > 2));
    }
    out.sort_by_key(|range| (range.start, range.end));
    let unit = |tokens: Range<usize>| {
        let mut marks = words.marks(doc.tokens.get(tokens.clone()).unwrap_or_default());
        for mark in &mut marks {
            mark.tokens = mark.tokens.start + tokens.start..mark.tokens.end + tokens.start;
        }
        let (span, paragraph) = (doc.span(&tokens), doc.paragraph_of(tokens.start));
        Unit { tokens, span, paragraph, marks }
    };
    out.into_iter().map(unit).collect()
}
