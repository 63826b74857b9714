//! Method and limits: what was not read and why, and what the words of the brief mean.

use std::collections::BTreeMap;

use model::Severity;

use super::doubts::finding;
use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, Section};
use crate::brief::words::{joined, plural};

/// The section.
pub(in crate::brief) fn section(material: &Material<'_>) -> Section {
    let mut notes = vec![
        "Every line stands on words in a report or on an entry of talks.toml; the citation leads to \
         the place. What nobody says is not here."
            .to_owned(),
        "Statements, speakers, issues and stances were found by rules, not by a person. Rules miss \
         things and err; read the place before you rely on a line."
            .to_owned(),
        "A stance counts as the party's own when its people or bodies are reported to have said it. \
         Demands, proposals and preconditions show “wants”; acceptance, agreement, undertakings and \
         readiness show “accepts”; refusals show “refuses”. Support, threats and accusations show none."
            .to_owned(),
        "Copies count once: reports of which half follows one text, also in swapped words, are one \
         witness, and a line cites one of them. The same holds for single passages."
            .to_owned(),
    ];
    notes.extend(super::decided::count(material));
    if let Some(day) = material.as_of.filter(|_| material.as_of_given) {
        notes.push(format!(
            "Reports published after {} and facts dated after it were left out.",
            crate::brief::words::date(day)
        ));
        let undated = material.reports.iter().filter(|report| report.published.is_none()).count();
        if undated > 0 {
            notes.push(format!(
                "{} without a date counted: it may be later than that day.",
                plural(undated, "report")
            ));
        }
    }
    let blocks = vec![
        Block::List(material.list(
            "Not the article: kept, marked, never cited",
            "No page furniture was found.",
            furniture(material),
        )),
        Block::List(material.list(
            "Reports in other languages",
            "None: every report whose language could be told is in English.",
            languages(material),
        )),
        Block::List(material.list(
            "Worth knowing about single files",
            "Nothing.",
            remarks(material),
        )),
    ];
    if material.left_out() > 0 {
        notes.push(format!(
            "{} left out because the place could not be shown.",
            plural(material.left_out(), "line")
        ));
    }
    Section { id: "method", heading: "Method and limits".to_owned(), notes, blocks }
}

fn furniture(material: &Material<'_>) -> Vec<Line> {
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for piece in &material.reading.furniture {
        *counts.entry(&piece.report).or_default().entry(piece.label).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(path, _)| material.report(path).is_some())
        .map(|(path, labels)| {
            let pieces: usize = labels.values().sum();
            let each: Vec<String> = labels
                .into_iter()
                .map(|(label, count)| format!("{} {count}", label.replace('_', " ")))
                .collect();
            Line::on(vec![Cite::File { path: path.to_owned(), line: None }])
                .label(plural(pieces, "piece"))
                .text(joined(&each))
        })
        .collect()
}

fn languages(material: &Material<'_>) -> Vec<Line> {
    material
        .reports
        .iter()
        .filter_map(|report| {
            let language = report.language.as_deref().filter(|language| *language != "en")?;
            Some(
                Line::on(vec![Cite::File { path: report.path.clone(), line: None }])
                    .text(format!("language “{language}”: the rules know English")),
            )
        })
        .collect()
}

fn remarks(material: &Material<'_>) -> Vec<Line> {
    let notes = material.findings.iter().filter(|f| f.severity == Severity::Note);
    notes.map(|note| finding(note)).collect()
}
