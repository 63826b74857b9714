//! The brief as JSON, version 1: a structure of its own, documented in the reference.

use serde::Serialize;

use super::tree::{self, Block, Brief, Numbers};

/// Prints the brief as one line.
pub(crate) fn json(brief: &Brief) -> serde_json::Result<String> {
    let numbers = brief.numbers();
    let whole = Whole {
        r#type: "brief",
        version: 1,
        title: &brief.title,
        as_of: brief.as_of.map(|day| day.to_string()),
        as_of_given: brief.as_of_given,
        since: brief.since.map(|day| day.to_string()),
        short: brief.short,
        first: brief
            .first
            .iter()
            .map(|glance| Answer {
                key: glance.key,
                see: glance.see,
                list: list(&glance.list, &numbers),
            })
            .collect(),
        sections: brief
            .sections
            .iter()
            .map(|section| Section {
                id: section.id,
                heading: &section.heading,
                notes: &section.notes,
                blocks: section.blocks.iter().map(|b| block(b, &numbers)).collect(),
            })
            .collect(),
        places: numbers.cites.iter().zip(1..).map(|(cite, n)| place(n, cite)).collect(),
    };
    serde_json::to_string(&whole)
}

#[derive(Serialize)]
struct Whole<'a> {
    r#type: &'static str,
    version: u32,
    title: &'a str,
    as_of: Option<String>,
    as_of_given: bool,
    since: Option<String>,
    short: bool,
    first: Vec<Answer<'a>>,
    sections: Vec<Section<'a>>,
    places: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    key: &'static str,
    see: &'static str,
    #[serde(flatten)]
    list: List<'a>,
}

#[derive(Serialize)]
struct Section<'a> {
    id: &'static str,
    heading: &'a str,
    notes: &'a [String],
    blocks: Vec<Piece<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Piece<'a> {
    List(List<'a>),
    Matrix { parties: Vec<Party<'a>>, rows: Vec<Row<'a>>, more: usize },
    Timeline { points: Vec<Point<'a>> },
}

#[derive(Serialize)]
struct List<'a> {
    heading: Option<&'a str>,
    lines: Vec<Line<'a>>,
    more: usize,
    none: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    when: Option<String>,
    label: &'a str,
    text: &'a str,
    quote: Option<&'a str>,
    marks: &'a [String],
    cites: Vec<usize>,
    under: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Party<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    issue: &'a str,
    name: &'a str,
    verdict: &'a str,
    cells: Vec<Cell<'a>>,
    others: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    party: &'a str,
    stances: Vec<Stance<'a>>,
}

#[derive(Serialize)]
struct Stance<'a> {
    attitude: &'static str,
    own: bool,
    since: Option<String>,
    last: Option<String>,
    choice: &'a str,
    quote: Option<&'a str>,
    marks: &'a [String],
    cites: Vec<usize>,
}

#[derive(Serialize)]
struct Point<'a> {
    lane: &'static str,
    planned: bool,
    #[serde(flatten)]
    line: Line<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Place<'a> {
    Passage { n: usize, path: &'a str, span: [usize; 2], line: usize, quote: &'a str },
    Entry { n: usize, path: &'static str, line: usize, sources: Vec<Source<'a>> },
    File { n: usize, path: &'a str, line: Option<usize> },
    Assumed { n: usize, words: &'a str },
}

#[derive(Serialize)]
struct Source<'a> {
    publisher: &'a str,
    address: Option<&'a str>,
    date: Option<String>,
}

fn cites(line: &tree::Line, numbers: &Numbers<'_>) -> Vec<usize> {
    line.cites.iter().map(|cite| numbers.of(cite)).collect()
}

fn line<'a>(line: &'a tree::Line, numbers: &Numbers<'_>) -> Line<'a> {
    Line {
        when: line.when.map(|when| when.to_string()),
        label: &line.label,
        text: &line.text,
        quote: line.quote.as_deref(),
        marks: &line.marks,
        cites: cites(line, numbers),
        under: lines(&line.under, numbers),
    }
}

fn lines<'a>(all: &'a [tree::Line], numbers: &Numbers<'_>) -> Vec<Line<'a>> {
    all.iter().map(|one| line(one, numbers)).collect()
}

fn list<'a>(list: &'a tree::List, numbers: &Numbers<'_>) -> List<'a> {
    List {
        heading: list.heading.as_deref(),
        lines: lines(&list.lines, numbers),
        more: list.more,
        none: &list.none,
    }
}

fn block<'a>(block: &'a Block, numbers: &Numbers<'_>) -> Piece<'a> {
    match block {
        Block::List(all) => Piece::List(list(all, numbers)),
        Block::Matrix(matrix) => Piece::Matrix {
            parties: matrix.parties.iter().map(|p| Party { id: &p.id, name: &p.name }).collect(),
            rows: matrix.rows.iter().map(|one| row(matrix, one, numbers)).collect(),
            more: matrix.more,
        },
        Block::Timeline(points) => Piece::Timeline {
            points: points
                .iter()
                .map(|point| Point {
                    lane: point.lane.word(),
                    planned: point.planned,
                    line: line(&point.line, numbers),
                })
                .collect(),
        },
    }
}

fn row<'a>(matrix: &'a tree::Matrix, row: &'a tree::Row, numbers: &Numbers<'_>) -> Row<'a> {
    let stance = |entry: &'a tree::Entry| Stance {
        attitude: entry.attitude.name(),
        own: entry.own,
        since: entry.since.map(|when| when.to_string()),
        last: entry.last.map(|when| when.to_string()),
        choice: &entry.line.text,
        quote: entry.line.quote.as_deref(),
        marks: &entry.line.marks,
        cites: cites(&entry.line, numbers),
    };
    let cells = matrix
        .parties
        .iter()
        .zip(&row.cells)
        .map(|(party, cell)| Cell { party: &party.id, stances: cell.iter().map(stance).collect() });
    Row {
        issue: &row.issue,
        name: &row.name,
        verdict: &row.verdict,
        cells: cells.collect(),
        others: lines(&row.third, numbers),
    }
}

fn place(n: usize, cite: &tree::Cite) -> Place<'_> {
    match cite {
        tree::Cite::Passage { report, span, line, quote } => {
            Place::Passage { n, path: report, span: [span.start, span.end], line: *line, quote }
        }
        tree::Cite::Entry { line, sources } => Place::Entry {
            n,
            path: "talks.toml",
            line: *line,
            sources: sources
                .iter()
                .map(|source| Source {
                    publisher: &source.publisher,
                    address: source.address.as_deref(),
                    date: source.date.map(|day| day.to_string()),
                })
                .collect(),
        },
        tree::Cite::File { path, line } => Place::File { n, path, line: *line },
        tree::Cite::Assumed(words) => Place::Assumed { n, words },
    }
}
