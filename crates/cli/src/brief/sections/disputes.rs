//! What the reports dispute: a first, simple detection, each with both sides' places.

use std::collections::BTreeMap;

use model::{Attitude, CountState, Figure, Position};
use weigh::IssueState;

use super::agreed::{agreement_line, commitment_line};
use super::figures::{Number, label, who};
use super::matrix::basis;
use crate::brief::material::Material;
use crate::brief::tree::{Block, Line, List, Section};
use crate::brief::words::{date, folded, plural};

/// Different values of one thing that are listed.
const VALUES: usize = 6;

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>, states: &[IssueState]) -> Section {
    Section {
        id: "disputed",
        heading: "What the reports dispute".to_owned(),
        notes: vec![
            "A first, simple detection: disputes entered in the dossier, things with more than one \
             reading, different figures for the same unit and subject, and a party's stance known \
             differently on different words. It misses much, and two figures may be about two \
             things."
                .to_owned(),
        ],
        blocks: vec![Block::List(list(material, states))],
    }
}

/// Everything found, the dossier's own first.
pub(in crate::brief) fn list(material: &Material<'_>, states: &[IssueState]) -> List {
    let mut lines = Vec::new();
    if let Some(talks) = material.talks {
        for dispute in &talks.disputes {
            if material.was_known(dispute.date, &dispute.evidence) {
                lines.push(
                    Line::on(material.cites(&dispute.evidence))
                        .when(dispute.date)
                        .label("Known dispute")
                        .text(folded(&dispute.about))
                        .under(material.accounts(&dispute.readings)),
                );
            }
        }
        for incident in &talks.incidents {
            let readings = material.accounts(&incident.readings);
            if readings.len() > 1 && material.was_known(incident.date, &incident.evidence) {
                lines.push(
                    Line::on(material.cites(&incident.evidence))
                        .when(incident.date)
                        .label("Two readings")
                        .text(folded(&incident.what))
                        .under(readings),
                );
            }
        }
    }
    let agreements = material.agreements.iter().map(|a| agreement_line(material, a));
    let commitments = material
        .commitments
        .iter()
        .zip(material.commitments.iter().map(|commitment| commitment.readings.len()));
    lines.extend(agreements.filter(|line| line.under.len() > 1).map(two_readings));
    for (commitment, readings) in commitments {
        if readings > 1 {
            let mut line = commitment_line(material, commitment);
            line.under.truncate(readings);
            let text = format!("{}: {}", line.label, line.text);
            lines.push(two_readings(line.text(text)));
        }
    }
    lines.extend(figures(material));
    lines.extend(stances(material, states));
    let list = material.list("", "Nothing of this sort was found; that is not a proof.", lines);
    List { side_by_side: true, ..list }
}

fn two_readings(line: Line) -> Line {
    let line = line.label("Two readings");
    Line { marks: Vec::new(), ..line }
}

/// The lowest and highest number that a figure can mean.
fn range(figure: &Figure) -> Option<(i128, i128)> {
    let Number::Exact(value) = Number::of(&figure.value) else { return None };
    let to = match figure.to.as_deref().map(Number::of) {
        Some(Number::Exact(to)) => to,
        _ => value,
    };
    Some(match figure.state {
        CountState::Exact | CountState::Derived | CountState::Disputed => (value, to),
        CountState::AtLeast => (value, i128::MAX),
        CountState::AtMost => (0, to),
        CountState::About => (value - value / 10, to.saturating_add(to / 10)),
        CountState::Embargoed | CountState::NotKnown => return None,
    })
}

/// Figures with the same unit and subject that cannot both be right.
fn figures(material: &Material<'_>) -> Vec<Line> {
    let mut groups: BTreeMap<(String, String, Option<bool>), Vec<&Figure>> = BTreeMap::new();
    for figure in &material.figures {
        let subject = folded(&figure.of).to_lowercase();
        if !subject.is_empty() && range(figure).is_some() {
            let key = (figure.unit.to_lowercase(), subject, figure.each);
            groups.entry(key).or_default().push(figure);
        }
    }
    groups.into_values().filter_map(|figures| differing(material, &figures)).collect()
}

fn differing(material: &Material<'_>, figures: &[&Figure]) -> Option<Line> {
    // They cannot all be right when the highest "from" lies above the lowest "to".
    let ranges = || figures.iter().filter_map(|figure| range(figure));
    let from = ranges().map(|(from, _)| from).max()?;
    let to = ranges().map(|(_, to)| to).min()?;
    if from <= to {
        return None;
    }
    let mut values: BTreeMap<(Number, String), Vec<&Figure>> = BTreeMap::new();
    for figure in figures {
        values.entry((Number::of(&figure.value), label(figure))).or_default().push(figure);
    }
    let first = figures.first()?;
    let more = values.len().saturating_sub(VALUES);
    let each: Vec<Line> = values
        .into_iter()
        .take(VALUES)
        .filter_map(|((_, label), same)| {
            let places = same.iter().filter_map(|f| material.passage(&f.report, f.span));
            let marks = same.iter().map(|figure| who(figure));
            Some(Line::on(material.witnesses(places)).label(label).marks(marks))
                .filter(|line| !line.cites.is_empty())
        })
        .collect();
    let numbers: Vec<&str> = each.iter().map(|line| line.label.as_str()).collect();
    let text = format!("{}: {}", folded(&first.of), numbers.join(" or "));
    let cites = each.iter().flat_map(|line| line.cites.iter().take(1).cloned()).collect();
    Some(
        Line::on(cites)
            .label("Figures differ")
            .text(text)
            .mark(if more > 0 {
                format!("and {} more", plural(more, "value"))
            } else {
                String::new()
            })
            .under(each),
    )
}

/// A party's yes or no that others tell the other way round, or that its own words contradict.
fn stances(material: &Material<'_>, states: &[IssueState]) -> Vec<Line> {
    let yes = |attitude: Attitude| matches!(attitude, Attitude::Wants | Attitude::Accepts);
    let mut lines = Vec::new();
    for state in states {
        let issue = material.naming.issue(&state.issue);
        for cell in &state.cells {
            let own: Vec<&Position> =
                cell.positions.iter().filter_map(|at| material.positions.get(*at)).collect();
            let who = material.naming.actor(&cell.party);
            let what =
                cell.choice.as_ref().map(|choice| material.naming.choice(&state.issue, choice));
            let subject = match what {
                Some(what) => format!("{who} on {issue}, {what}"),
                None => format!("{who} on {issue}"),
            };
            if cell.contradicts_itself {
                let under: Vec<Line> = own.iter().map(|p| stance(material, p)).collect();
                let cites = own.iter().filter_map(|p| material.cite(&p.evidence));
                lines.push(
                    Line::on(material.witnesses(cites))
                        .label("Yes and no")
                        .text(format!("{subject}: its latest own words say both"))
                        .under(under),
                );
            }
            let against: Vec<&Position> = state
                .said_of
                .iter()
                .filter_map(|at| material.positions.get(*at))
                .filter(|p| p.party == cell.party && p.choice == cell.choice)
                .filter(|p| p.basis != model::Basis::Own)
                .filter(|p| {
                    cell.attitude != Attitude::NotKnown
                        && p.attitude.is_some_and(|attitude| yes(attitude) != yes(cell.attitude))
                })
                .collect();
            let (Some(first), Some(own)) = (against.first(), own.first()) else { continue };
            let text = format!(
                "{subject}: by its own words it {}; {}, it {}",
                cell.attitude.words(),
                basis(first),
                first.attitude.map_or("", Attitude::words)
            );
            let cites =
                [own, *first].into_iter().filter_map(|p| material.cite(&p.evidence)).collect();
            let under = [own, *first].into_iter().map(|p| stance(material, p)).collect();
            lines.push(Line::on(cites).label("Stance told differently").text(text).under(under));
        }
    }
    lines
}

fn stance(material: &Material<'_>, position: &Position) -> Line {
    let said = position.from.map(|from| format!("said {}", date(from)));
    let basis = basis(position);
    Line::on(material.cites(&position.evidence))
        .label(if basis.is_empty() { "in its own words".to_owned() } else { basis })
        .text(position.attitude.map_or("", Attitude::words))
        .quote(crate::brief::words::short(&position.words, 18))
        .marks(said)
}
