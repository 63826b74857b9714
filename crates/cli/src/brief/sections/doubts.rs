//! Open doubts: findings, speakers and dates that are not certain.

use model::{Finding, Flag, Severity, SpeakerKind, Statement};
use weigh::IssueState;

use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, List, Section};
use crate::brief::words::{date, folded, short};

/// Lines of each sort of doubt; the rest is counted.
const EACH: usize = 20;

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>, states: &[IssueState]) -> Section {
    let findings = material.findings.iter().filter(|f| f.severity != Severity::Note);
    let blocks = [
        ("Findings about the material", findings.map(|f| finding(f)).collect()),
        ("Speakers not certain", speakers(material)),
        ("Dates estimated or not known", dates(material)),
        ("Parties of which nothing is known by their own words", silent(material, states)),
    ]
    .into_iter()
    .filter(|(_, lines): &(&str, Vec<Line>)| !lines.is_empty())
    .map(|(heading, lines)| Block::List(cut(material.list(heading, "", lines))))
    .collect::<Vec<_>>();
    let blocks = if blocks.is_empty() {
        vec![Block::List(material.list("", "The reading marked none.", Vec::new()))]
    } else {
        blocks
    };
    Section { id: "doubts", heading: "Open doubts".to_owned(), notes: Vec::new(), blocks }
}

fn cut(mut list: List) -> List {
    list.more = list.lines.len().saturating_sub(EACH);
    list.lines.truncate(EACH);
    list
}

/// A finding stands where its file says.
pub(super) fn finding(finding: &Finding) -> Line {
    let line = finding.spot.map(|spot| spot.line);
    Line::on(vec![Cite::File { path: finding.file.clone(), line }])
        .label(finding.code)
        .text(folded(&finding.message))
        .mark(folded(&finding.hint))
}

fn speakers(material: &Material<'_>) -> Vec<Line> {
    let doubtful = |statement: &&&Statement| {
        statement.flags.contains(&Flag::UncertainSpeaker)
            || statement.speaker.as_ref().is_some_and(|speaker| {
                !speaker.certain
                    || (speaker.kind == SpeakerKind::Pronoun && speaker.actor.is_none())
            })
    };
    material
        .statements
        .iter()
        .filter(doubtful)
        .filter_map(|statement| {
            let speaker = statement.speaker.as_ref();
            let span = statement.content.first()?;
            let mention = speaker.map(|s| material.words(&statement.report, s.span));
            let text = match (speaker, mention) {
                (Some(speaker), Some(mention)) if folded(&speaker.name) != mention => {
                    format!("“{mention}” read as {}", folded(&speaker.name))
                }
                (Some(speaker), _) => folded(&speaker.name),
                (None, _) => "nobody is named".to_owned(),
            };
            let cites = material.passage(&statement.report, *span).into_iter().collect();
            let quote = short(&material.words(&statement.report, *span), 14);
            Some(Line::on(cites).text(text).quote(quote))
        })
        .collect()
}

fn dates(material: &Material<'_>) -> Vec<Line> {
    let reports = material.reports.iter().filter_map(|report| {
        let line = Line::on(vec![Cite::File { path: report.path.clone(), line: None }]);
        match report.published {
            None => Some(line.text(if material.as_of_given {
                "the report has no date; it was kept although it may be later"
            } else {
                "the report has no date"
            })),
            Some(day) if report.published_how.contains("inferred") => Some(line.text(format!(
                "the report's date, {}, is {}",
                date(day),
                report.published_how
            ))),
            Some(_) => None,
        }
    });
    let events = material.events.iter().filter_map(|event| {
        let estimated = event.flags.contains(&Flag::Approximate);
        if !estimated && event.date.is_some() {
            return None;
        }
        let cites = material.passage(&event.report, event.span).into_iter().collect();
        let text = match event.date {
            Some(day) => format!("{}: {}, estimated", event.what, date(day)),
            None => format!("{}: no date could be told", event.what),
        };
        let quote = short(&material.words(&event.report, event.span), 14);
        Some(Line::on(cites).text(text).quote(quote).mark(folded(&event.how)))
    });
    reports.chain(events).collect()
}

/// Issues on which only others speak for a party.
fn silent(material: &Material<'_>, states: &[IssueState]) -> Vec<Line> {
    let mut lines = Vec::new();
    for state in states {
        for party in &material.parties {
            let own = state.cells.iter().any(|cell| cell.party == *party);
            let said: Vec<&model::Position> = state
                .said_of
                .iter()
                .filter_map(|at| material.positions.get(*at))
                .filter(|position| position.party == *party)
                .collect();
            if !own && !said.is_empty() {
                let cites = said.iter().filter_map(|p| material.cite(&p.evidence));
                lines.push(
                    Line::on(material.witnesses(cites)).label(material.naming.actor(party)).text(
                        format!(
                            "{}: known only by what others say of it",
                            material.naming.issue(&state.issue)
                        ),
                    ),
                );
            }
        }
    }
    lines
}
