//! A reading as JSON lines. The types here are the format; the model's own carry no serde.

mod decided;
mod kinship;

use model::{AsRead, Event, Evidence, Figure, Flag, Position, Report, Span, Statement};
use read::Reading;
use read::decisions::Ruling;
use serde::Serialize;

use decided::{DecidedLine, PlaceLine, decided, place, state};
use kinship::{BorrowingLine, QuotedPlace, kinship};

#[derive(Serialize)]
struct Piece<'a> {
    span: [usize; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct SpeakerLine<'a> {
    actor: Option<&'a str>,
    party: Option<&'a str>,
    name: &'a str,
    text: &'a str,
    span: [usize; 2],
    kind: &'static str,
    expert: bool,
    certain: bool,
}

#[derive(Serialize)]
struct Party<'a> {
    actor: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Report {
        source: &'a str,
        publisher: Option<&'a str>,
        address: Option<&'a str>,
        date: Option<String>,
        date_how: &'a str,
        genre: &'static str,
        genre_how: &'a str,
        language: Option<&'a str>,
        sha256: &'a str,
        title: Option<Piece<'a>>,
        page_places: &'a [(usize, usize)],
    },
    Origin {
        source: &'a str,
        copies: Vec<(&'a str, u8)>,
    },
    Borrowing(BorrowingLine<'a>),
    Quotation {
        source: &'a str,
        span: [usize; 2],
        also: Vec<QuotedPlace<'a>>,
    },
    Credit {
        source: &'a str,
        agency: &'a str,
        span: Option<[usize; 2]>,
    },
    Statement {
        source: &'a str,
        speaker: Option<SpeakerLine<'a>>,
        cue: Option<Piece<'a>>,
        content: Vec<Piece<'a>>,
        kind: &'static str,
        via: &'a [String],
        issue: Option<&'a str>,
        choice: Option<&'a str>,
        stance: &'static str,
        plover: Option<&'static str>,
        flags: Vec<&'static str>,
        nested: bool,
        confidence: f64,
        key: Option<&'a str>,
        decided: Option<DecidedLine<'a>>,
    },
    Position {
        source: &'a str,
        party: Party<'a>,
        issue: &'a str,
        choice: Option<&'a str>,
        stance: &'static str,
        attitude: Option<&'static str>,
        plover: Option<&'static str>,
        basis: &'static str,
        speaker: Option<&'a str>,
        via: &'a [String],
        from: Option<String>,
        condition: Option<&'a str>,
        span: [usize; 2],
        text: &'a str,
        flags: Vec<&'static str>,
        confidence: f64,
        key: Option<&'a str>,
        decided: Option<DecidedLine<'a>>,
    },
    Event {
        source: &'a str,
        date: Option<String>,
        grain: Option<&'static str>,
        how: &'a str,
        what: &'a str,
        participants: &'a [String],
        attributed_to: Option<&'a str>,
        span: [usize; 2],
        text: &'a str,
        flags: Vec<&'static str>,
    },
    Figure {
        source: &'a str,
        value: &'a str,
        range: Option<[&'a str; 2]>,
        unit: &'a str,
        of: &'a str,
        state: &'static str,
        each: Option<bool>,
        attributed_to: Option<&'a str>,
        span: [usize; 2],
        text: &'a str,
        flags: Vec<&'static str>,
    },
    Furniture {
        source: &'a str,
        label: &'static str,
        span: [usize; 2],
    },
    Decision {
        source: &'a str,
        line: usize,
        of: &'static str,
        key: &'a str,
        verdict: &'static str,
        state: &'static str,
        by: Option<&'a str>,
        on: Option<String>,
        why: Option<&'a str>,
        words: Option<&'a str>,
        places: Vec<PlaceLine<'a>>,
    },
    Finding {
        source: &'a str,
        line: Option<usize>,
        column: Option<usize>,
        code: &'static str,
        severity: &'static str,
        message: &'a str,
        hint: &'a str,
    },
}

fn pair(span: Span) -> [usize; 2] {
    [span.start, span.end]
}

fn names<'a>(flags: impl IntoIterator<Item = &'a Flag>) -> Vec<&'static str> {
    flags.into_iter().map(|flag| flag.name()).collect()
}

fn share(percent: u8) -> f64 {
    f64::from(percent) / 100.0
}

/// All lines, sorted by report, then by sort of line, then by place.
/// `file` is the name of `decisions.toml`.
pub(crate) fn lines(reading: &Reading, file: &str) -> anyhow::Result<String> {
    let mut out = Lines(String::new());
    let mut cursor = Cursor::default();
    for report in &reading.reports {
        let source = report.path.as_str();
        out.push(&report_line(report))?;
        for statement in cursor.statements.run(&reading.statements, |s| s.report == source) {
            out.push(&statement_line(report, statement))?;
        }
        let of = |p: &Position| matches!(&p.evidence, Evidence::Passage(p) if p.report == source);
        for position in cursor.positions.run(&reading.positions, of) {
            let Evidence::Passage(passage) = &position.evidence else { continue };
            out.push(&position_line(source, position, passage.span))?;
        }
        for event in cursor.events.run(&reading.events, |e| e.report == source) {
            out.push(&event_line(report, event))?;
        }
        for figure in cursor.figures.run(&reading.figures, |f| f.report == source) {
            out.push(&figure_line(report, figure))?;
        }
        for furniture in cursor.furniture.run(&reading.furniture, |f| f.report == source) {
            let span = pair(furniture.span);
            out.push(&Line::Furniture { source, label: furniture.label, span })?;
        }
    }
    kinship(reading, &mut out)?;
    for ruling in &reading.rulings.all {
        out.push(&decision_line(file, ruling))?;
    }
    for finding in &reading.findings {
        out.push(&Line::Finding {
            source: &finding.file,
            line: finding.spot.map(|spot| spot.line),
            column: finding.spot.map(|spot| spot.column),
            code: finding.code,
            severity: finding.severity.name(),
            message: &finding.message,
            hint: &finding.hint,
        })?;
    }
    Ok(out.0)
}

struct Lines(String);

impl Lines {
    fn push(&mut self, line: &Line) -> anyhow::Result<()> {
        self.0.push_str(&serde_json::to_string(line)?);
        self.0.push('\n');
        Ok(())
    }
}

fn piece(report: &Report, span: Span) -> Piece<'_> {
    Piece { span: pair(span), text: span.text(&report.text).unwrap_or("") }
}

fn report_line(report: &Report) -> Line<'_> {
    Line::Report {
        source: &report.path,
        publisher: report.publisher.as_deref(),
        address: report.address.as_deref(),
        date: report.published.map(|date| date.to_string()),
        date_how: &report.published_how,
        genre: report.genre.name(),
        genre_how: &report.genre_how,
        language: report.language.as_deref(),
        sha256: &report.sha256,
        title: report.title.map(|span| piece(report, span)),
        page_places: &report.page_places,
    }
}

fn statement_line<'a>(report: &'a Report, statement: &'a Statement) -> Line<'a> {
    Line::Statement {
        source: &report.path,
        speaker: statement.speaker.as_ref().map(|speaker| SpeakerLine {
            actor: speaker.actor.as_ref().map(model::ActorId::as_str),
            party: speaker.party.as_ref().map(model::ActorId::as_str),
            name: &speaker.name,
            text: speaker.span.text(&report.text).unwrap_or(""),
            span: pair(speaker.span),
            kind: speaker.kind.name(),
            expert: speaker.expert,
            certain: speaker.certain,
        }),
        cue: statement.cue.map(|span| piece(report, span)),
        content: statement.content.iter().map(|span| piece(report, *span)).collect(),
        kind: statement.kind.name(),
        via: &statement.via,
        issue: statement.issue.as_ref().map(model::IssueId::as_str),
        choice: statement.choice.as_ref().map(model::ChoiceId::as_str),
        stance: statement.stance.name(),
        plover: statement.stance.plover(),
        flags: names(&statement.flags),
        nested: statement.nested,
        confidence: share(statement.confidence),
        key: key(&statement.key),
        decided: statement.decided.as_deref().map(|mark| decided(mark, &AsRead::from(statement))),
    }
}

fn position_line<'a>(source: &'a str, position: &'a Position, span: Span) -> Line<'a> {
    Line::Position {
        source,
        party: Party { actor: position.party.as_str(), name: &position.party_name },
        issue: position.issue.as_str(),
        choice: position.choice.as_ref().map(model::ChoiceId::as_str),
        stance: position.stance.name(),
        attitude: position.attitude.map(model::Attitude::name),
        plover: position.stance.plover(),
        basis: position.basis.name(),
        speaker: position.speaker.as_deref(),
        via: &position.via,
        from: position.from.map(|date| date.to_string()),
        condition: position.condition.as_deref(),
        span: pair(span),
        text: &position.words,
        flags: names(&position.flags),
        confidence: share(position.confidence),
        key: key(&position.key),
        decided: position.decided.as_deref().map(|mark| decided(mark, &AsRead::from(position))),
    }
}

/// Positions that only a correction makes have no key.
fn key(key: &str) -> Option<&str> {
    (!key.is_empty()).then_some(key)
}

fn decision_line<'a>(file: &'a str, ruling: &'a Ruling) -> Line<'a> {
    let decision = &ruling.decision;
    Line::Decision {
        source: file,
        line: decision.spot.line,
        of: decision.of.name(),
        key: &decision.key,
        verdict: decision.verdict.name(),
        state: state(ruling),
        by: decision.by.as_deref(),
        on: decision.on.map(|day| day.to_string()),
        why: decision.why.as_deref(),
        words: decision.words.as_deref(),
        places: ruling.hits.iter().map(place).collect(),
    }
}

fn event_line<'a>(report: &'a Report, event: &'a Event) -> Line<'a> {
    Line::Event {
        source: &report.path,
        date: event.date.map(|date| date.to_string()),
        grain: event.date.map(|date| date.grain().name()),
        how: &event.how,
        what: &event.what,
        participants: &event.participants,
        attributed_to: event.attributed_to.as_deref(),
        span: pair(event.span),
        text: event.span.text(&report.text).unwrap_or(""),
        flags: names(&event.flags),
    }
}

fn figure_line<'a>(report: &'a Report, figure: &'a Figure) -> Line<'a> {
    Line::Figure {
        source: &report.path,
        value: &figure.value,
        range: figure.to.as_deref().map(|to| [figure.value.as_str(), to]),
        unit: &figure.unit,
        of: &figure.of,
        state: figure.state.name(),
        each: figure.each,
        attributed_to: figure.attributed_to.as_deref(),
        span: pair(figure.span),
        text: figure.span.text(&report.text).unwrap_or(""),
        flags: names(&figure.flags),
    }
}

/// Where the lists stand: all of them are sorted by report, so each is walked once.
#[derive(Default)]
struct Cursor {
    statements: At,
    positions: At,
    events: At,
    figures: At,
    furniture: At,
}

#[derive(Default)]
struct At(usize);

impl At {
    fn run<'a, T>(&mut self, list: &'a [T], of: impl Fn(&T) -> bool) -> &'a [T] {
        let start = self.0;
        while list.get(self.0).is_some_and(&of) {
            self.0 += 1;
        }
        list.get(start..self.0).unwrap_or_default()
    }
}
