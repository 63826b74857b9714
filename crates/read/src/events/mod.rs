//! What happened or is planned: event words of the lexicon, joined with the dates beside them.

mod carry;
mod sentence;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use model::{Event, Flag, Grain, Span, When};

use crate::dates::{DateMention, Resolved};
use crate::token::{Token, TokenKind};
pub use words::EventWords;

/// A report, as far as finding events needs.
#[derive(Debug, Clone, Copy)]
pub struct EventInput<'a> {
    /// The report's path.
    pub report: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its sentences as token ranges, in order; leave page furniture out.
    pub sentences: &'a [Range<usize>],
    /// Its date expressions, in order.
    pub dates: &'a [DateMention],
    /// Where actors are named (token ranges, in order), and the name to show.
    pub actors: &'a [(Range<usize>, String)],
    /// The date of the report.
    pub anchor: Option<When>,
}

/// A possible event: one phrase, with the date that belongs to it.
#[derive(Debug, Clone)]
struct Candidate {
    what: String,
    family: Family,
    /// Worth listing without a date.
    clear: bool,
    /// Number of the sentence.
    sentence: usize,
    /// The phrase.
    hit: Range<usize>,
    /// The clause, with the date.
    clause: Range<usize>,
    /// Which date expression belongs to it.
    date: Option<usize>,
    resolved: Option<Resolved>,
    /// Planned, hearsay, negated.
    flags: BTreeSet<Flag>,
    /// Dated only by "the eve of" something.
    eve: bool,
    /// The words that "the eve of" leads to: they are named, not told.
    named_only: bool,
}

/// Which events can be one and the same, and pass their dates on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Rounds, meetings, summits.
    Talks,
    /// Strikes and fighting.
    Force,
    /// Agreements, exchanges, releases, returns, signings.
    Outcome,
    /// Speeches and statements.
    Words,
    /// Anything else.
    Other,
}

impl Candidate {
    fn is(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

impl Family {
    fn of(what: &str) -> Self {
        match what {
            "talks" | "meeting" | "summit" => Self::Talks,
            "strike" => Self::Force,
            "agreement"
            | "exchange"
            | "release"
            | "return of remains"
            | "signing"
            | "handover of a document" => Self::Outcome,
            "statement" | "call" => Self::Words,
            _ => Self::Other,
        }
    }
}

/// The events of a report, in the order of the text. An event needs a date, its own or one that
/// the sentences before lend it; without any, only the first clear round, meeting or strike of
/// its kind is listed, and only if an actor takes part and no other event of the kind has a date.
pub fn events(words: &EventWords, input: &EventInput<'_>) -> Vec<Event> {
    let mut found = Vec::new();
    for (number, sentence) in input.sentences.iter().enumerate() {
        let sentence = sentence.start..sentence.end.min(input.tokens.len());
        found.extend(sentence::candidates(words, input, number, &sentence));
    }
    carry::lend_dates(input, &mut found);
    let dated: BTreeSet<String> =
        found.iter().filter(|c| c.resolved.is_some()).map(|c| c.what.clone()).collect();
    let mut undated = BTreeSet::new();
    let mut out = Vec::new();
    for candidate in found {
        let names = participants(input, &candidate);
        let listed = candidate.resolved.is_some()
            || (candidate.clear
                && !candidate.named_only
                && !candidate.is(Flag::Planned)
                && !names.is_empty()
                && !dated.contains(&candidate.what)
                && undated.insert(candidate.what.clone()));
        if listed && let Some(event) = finish(input, candidate, names) {
            out.push(event);
        }
    }
    out
}

/// Actors named in the clause, or close to the phrase.
fn participants(input: &EventInput<'_>, candidate: &Candidate) -> Vec<String> {
    let Range { start, end } = candidate.clause;
    let from = input.actors.partition_point(|(range, _)| range.end <= start);
    let mut out: Vec<String> = Vec::new();
    for (range, name) in input.actors.get(from..).unwrap_or_default() {
        if range.start >= end {
            break;
        }
        if !out.contains(name) {
            out.push(name.clone());
        }
    }
    out
}

fn finish(
    input: &EventInput<'_>,
    candidate: Candidate,
    participants: Vec<String>,
) -> Option<Event> {
    let Candidate { what, clause, resolved, mut flags, .. } = candidate;
    let told = input.tokens.get(clause)?;
    let first = told.iter().find(|token| opens(token))?;
    let last = told.iter().rfind(|token| closes(token))?;
    if resolved.as_ref().is_some_and(|found| found.approximate) {
        flags.insert(Flag::Approximate);
    }
    let (date, how) = match resolved {
        Some(found) => (Some(one_date(&found, input.anchor)), found.how),
        None => (None, "no date in the text".to_owned()),
    };
    let report = input.report.to_owned();
    let span = Span::new(first.span.start, last.span.end);
    Some(Event { report, date, how, what, participants, attributed_to: None, span, flags })
}

/// Marks left over from the clause before do not open an event, nor those of the next close it.
fn opens(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Open)
}

fn closes(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Close) || token.is(")")
}

/// The one date to show. Of an estimated stretch that is over ("the weekend") the last day is
/// nearest to the report that tells of it.
fn one_date(found: &Resolved, anchor: Option<When>) -> When {
    let last = found.until.filter(|last| found.approximate && anchor.is_some_and(|a| *last <= a));
    last.unwrap_or(found.when)
}

/// Whether a date is known to the day.
fn is_day(when: When) -> bool {
    when.grain() >= Grain::Day
}

#[cfg(test)]
mod tests;
