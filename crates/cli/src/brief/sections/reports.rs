//! The reports, and how many independent origins they go back to.

use std::collections::BTreeSet;

use model::Report;
use read::origins::{BorrowingKind, Direction};

use crate::brief::material::Material;
use crate::brief::tree::{Block, Cite, Line, Section};
use crate::brief::words::{date, folded, plural, short};

/// Words of a headline in legends.
const TITLE_WORDS: usize = 14;

/// Publisher, day and headline in one line.
pub(in crate::brief) fn about(material: &Material<'_>, report: &Report) -> String {
    let title = report.title.map(|span| material.words(&report.path, span));
    let parts = [
        report.publisher.as_deref().map(folded),
        report.published.map(date),
        title
            .filter(|title| !title.is_empty())
            .map(|title| format!("“{}”", short(&title, TITLE_WORDS))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The headline's place, or the file as a whole.
fn cite(material: &Material<'_>, report: &Report) -> Cite {
    report
        .title
        .and_then(|span| material.passage(&report.path, span))
        .unwrap_or_else(|| Cite::File { path: report.path.clone(), line: None })
}

fn line(material: &Material<'_>, report: &Report, share: Option<u8>) -> Line {
    let line = plain(material, report);
    let Some(share) = share else { return parts(material, report, line) };
    let tree = material.families.borrowings(&report.path).iter();
    let mut line = line.text("copy").mark(format!("{share} % of its words stand in the first"));
    if let Some(branch) = tree.into_iter().find(|one| one.kind == BorrowingKind::Copy) {
        if branch.is_reworded() {
            let borrowed = branch.share / 10;
            line = line.mark(format!("reworded: {borrowed} % of it follows the other text"));
        }
        line = line.mark(match branch.direction {
            Direction::NotKnown => "direction not known".to_owned(),
            direction => {
                format!("from {}, {}", outlet(material, &branch.from), known_by(direction))
            }
        });
        if let Some(agency) = &branch.wire {
            line = line.mark(format!("names {}", folded(agency)));
        }
    }
    parts(material, report, line)
}

/// Passages that stand in a report of another family.
fn parts(material: &Material<'_>, report: &Report, mut line: Line) -> Line {
    let others = material.families.borrowings(&report.path).iter();
    let others = others.filter(|one| one.kind != BorrowingKind::Copy);
    for part in others.filter(|one| material.report(&one.from).is_some()) {
        let from = outlet(material, &part.from);
        let share = part.share / 10;
        line = line.mark(match part.kind {
            BorrowingKind::Correction => format!("takes back or corrects {from}"),
            BorrowingKind::Restatement => format!("restates {from} in {share} % of its words"),
            _ if part.direction == Direction::NotKnown => {
                format!("shares {share} % of its words with {from}")
            }
            _ => format!("{share} % of its words come from {from}, {}", known_by(part.direction)),
        });
    }
    line
}

fn known_by(direction: Direction) -> &'static str {
    match direction {
        Direction::Declared => "as it declares",
        Direction::Credited => "which it credits",
        Direction::Dates => "by the dates",
        Direction::Words => "by its own words",
        Direction::NotKnown => "direction not known",
    }
}

/// Who published a report, and which of its reports.
fn outlet(material: &Material<'_>, path: &str) -> String {
    let publisher = material.report(path).and_then(|report| report.publisher.as_deref());
    match publisher {
        Some(publisher) => format!("{} ({path})", folded(publisher)),
        None => path.to_owned(),
    }
}

fn plain(material: &Material<'_>, report: &Report) -> Line {
    let title = report.title.map(|span| material.words(&report.path, span)).unwrap_or_default();
    let mut line = Line::on(vec![cite(material, report)])
        .when(report.published)
        .label(report.publisher.as_deref().map_or_else(|| report.path.clone(), folded))
        .quote(short(&title, TITLE_WORDS))
        .mark(if report.published.is_some() {
            dated(&report.published_how)
        } else {
            "date not known".to_owned()
        })
        .mark(report.genre.name().replace('_', " "));
    if let Some(language) = report.language.as_deref().filter(|language| *language != "en") {
        line = line.mark(format!("language {language}"));
    }
    if report.publisher.is_some() {
        line = line.mark(report.path.clone());
    }
    line
}

/// How the date is known.
fn dated(how: &str) -> String {
    match how {
        "" => "date as given".to_owned(),
        how if how.starts_with("inferred") => format!("date {how}"),
        how => format!("date from {how}"),
    }
}

/// One line for each origin, its copies under it.
pub(in crate::brief) fn section(material: &Material<'_>) -> Section {
    let report = |path: &str| material.report(path);
    let mut lines = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut origins = 0;
    for origin in &material.reading.origins {
        // When the day of the brief cuts off the first of a family, the next one stands for it.
        let copies = origin.copies.iter().filter_map(|(path, share)| Some((report(path)?, *share)));
        let mut copies: Vec<_> = copies.collect();
        let first =
            report(&origin.first).or_else(|| (!copies.is_empty()).then(|| copies.remove(0).0));
        let Some(first) = first else { continue };
        origins += 1;
        seen.insert(&first.path);
        seen.extend(copies.iter().map(|(copy, _)| copy.path.as_str()));
        let under = copies.iter().map(|(copy, share)| line(material, copy, Some(*share))).collect();
        lines.push(line(material, first, None).under(under));
    }
    for lone in &material.reports {
        if !seen.contains(lone.path.as_str()) {
            origins += 1;
            lines.push(line(material, lone, None));
        }
    }
    lines.sort_by(|a, b| a.when.cmp(&b.when).then_with(|| a.cites.cmp(&b.cites)));
    let heading = format!(
        "The reports: {}, {}",
        material.reports.len(),
        plural(origins, "independent origin")
    );
    Section {
        id: "reports",
        heading,
        notes: vec![
            "A report of which half follows another, also in swapped words, counts as one witness with \
             it. Passages that stand in another report are no second witness either."
                .to_owned(),
        ],
        blocks: vec![Block::List(material.list("", "No report could be read.", lines))],
    }
}
