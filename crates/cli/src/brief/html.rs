//! The brief as one HTML file: no network, every citation a link into the texts at its end.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use model::{Attitude, Report, Span};
use read::Reading;
use similar::{ChangeTag, TextDiff};

use super::timeline_svg::timeline_svg;
use super::tree::{self, Block, Brief, Cite, Numbers};
use super::words::{date, held, sign};

/// Prints the brief; `reading` is the one that it was composed from.
pub(crate) fn html(brief: &Brief, reading: &Reading) -> Result<String, askama::Error> {
    let numbers = brief.numbers();
    let mut view = View { numbers: &numbers, brief, shown: BTreeSet::new() };
    let first = brief.first.iter().map(|glance| view.glance(glance)).collect();
    let sections =
        brief.sections.iter().map(|section| view.section(section)).collect::<Result<_, _>>()?;
    let page = Page {
        title: &brief.title,
        state: state(brief),
        first,
        sections,
        texts: texts(brief, reading, &numbers),
        entries: entries(&numbers),
        files: files(brief, &numbers),
    };
    page.render()
}

/// Wordings with less in common than this are not compared word by word.
const ALIKE: f32 = 0.3;

/// The quote of a line, in pieces that the wording beside it has or does not have.
fn wording(line: &tree::Line) -> Vec<(bool, String)> {
    let Some(quote) = &line.quote else { return Vec::new() };
    let Some(beside) = &line.beside else { return vec![(false, quote.clone())] };
    let diff = TextDiff::from_words(beside.as_str(), quote);
    // Where the two have hardly a word in common, marks would only say that.
    if diff.ratio() < ALIKE {
        return vec![(false, quote.clone())];
    }
    let mut out: Vec<(bool, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let own = match change.tag() {
            ChangeTag::Delete => continue,
            ChangeTag::Insert => !change.value().trim().is_empty(),
            ChangeTag::Equal => false,
        };
        match out.last_mut().filter(|(known, _)| *known == own) {
            Some((_, words)) => words.push_str(change.value()),
            None => out.push((own, change.value().to_owned())),
        }
    }
    out
}

fn state(brief: &Brief) -> String {
    let since = brief.since.map(|since| format!(" What moved since {}.", date(since)));
    let day = match brief.as_of {
        Some(day) if brief.as_of_given => format!("State on {}.", date(day)),
        Some(day) => format!("State on {}, the latest day in the material.", date(day)),
        None => "Nothing in the material has a date.".to_owned(),
    };
    format!("{day}{}", since.unwrap_or_default())
}

#[derive(Template)]
#[template(path = "brief/page.html")]
struct Page<'a> {
    title: &'a str,
    state: String,
    first: Vec<ListView<'a>>,
    sections: Vec<SectionView<'a>>,
    texts: Vec<TextView<'a>>,
    entries: Vec<EntryView<'a>>,
    files: Vec<(usize, String)>,
}

#[derive(Template)]
#[template(path = "brief/list.html")]
struct ListView<'a> {
    key: &'a str,
    level: u8,
    heading: Option<&'a str>,
    lines: Vec<LineView<'a>>,
    more: usize,
    see: Option<&'a str>,
    none: &'a str,
    side_by_side: bool,
}

#[derive(Template)]
#[template(path = "brief/line.html")]
struct LineView<'a> {
    when: Option<(String, String)>,
    line: &'a tree::Line,
    links: Vec<Link>,
    under: Vec<LineView<'a>>,
    side_by_side: bool,
    /// The matrix shows the choice before the day, and not again.
    text_is_shown: bool,
    /// The quote in pieces; those that the wording beside it does not have are marked.
    quote: Vec<(bool, String)>,
}

/// A citation; the first of its number carries the anchor for the way back.
struct Link {
    n: usize,
    first: bool,
    title: String,
}

struct SectionView<'a> {
    id: &'a str,
    heading: &'a str,
    /// Each note in pieces: commands, and words.
    notes: Vec<Vec<(bool, &'a str)>>,
    blocks: Vec<String>,
}

#[derive(Template)]
#[template(path = "brief/matrix.html")]
struct MatrixView<'a> {
    parties: &'a [tree::Party],
    rows: Vec<RowView<'a>>,
    more: usize,
}

struct RowView<'a> {
    name: &'a str,
    verdict: &'a str,
    cells: Vec<(&'a str, Vec<EntryLine<'a>>)>,
    third: Vec<LineView<'a>>,
}

struct EntryLine<'a> {
    word: &'static str,
    attitude: &'static str,
    sign: &'static str,
    own: bool,
    since: Option<String>,
    line: LineView<'a>,
}

#[derive(Template)]
#[template(path = "brief/timeline.html")]
struct TimelineView<'a> {
    svg: String,
    points: Vec<(usize, &'static str, bool, LineView<'a>)>,
}

struct TextView<'a> {
    n: usize,
    path: &'a str,
    about: &'a str,
    language: &'a str,
    anchors: Vec<usize>,
    pieces: Vec<Piece>,
}

/// A stretch of a text in which nothing begins or ends.
struct Piece {
    opens: Vec<usize>,
    closes: Vec<usize>,
    cites: String,
    furniture: bool,
    text: String,
}

struct EntryView<'a> {
    n: usize,
    line: usize,
    sources: Vec<SourceView<'a>>,
}

struct SourceView<'a> {
    publisher: &'a str,
    date: String,
    link: Option<&'a str>,
    address: Option<&'a str>,
}

struct View<'a, 'n> {
    numbers: &'n Numbers<'a>,
    brief: &'a Brief,
    shown: BTreeSet<usize>,
}

impl<'a> View<'a, '_> {
    fn glance(&mut self, glance: &'a tree::Glance) -> ListView<'a> {
        let see = (!self.brief.short).then_some(glance.see);
        ListView { key: glance.key, level: 2, see, ..self.list(&glance.list) }
    }

    fn list(&mut self, list: &'a tree::List) -> ListView<'a> {
        let side_by_side = list.side_by_side;
        ListView {
            key: "",
            level: 3,
            heading: list.heading.as_deref(),
            lines: list
                .lines
                .iter()
                .map(|line| LineView { side_by_side, ..self.line(line) })
                .collect(),
            more: list.more,
            see: None,
            none: &list.none,
            side_by_side,
        }
    }

    fn line(&mut self, line: &'a tree::Line) -> LineView<'a> {
        LineView {
            when: line.when.map(|when| (when.to_day().to_string(), date(when))),
            line,
            links: line.cites.iter().map(|cite| self.link(cite)).collect(),
            under: line.under.iter().map(|under| self.line(under)).collect(),
            side_by_side: false,
            text_is_shown: false,
            quote: wording(line),
        }
    }

    fn link(&mut self, cite: &Cite) -> Link {
        let n = self.numbers.of(cite);
        let title = match cite {
            Cite::Passage { report, line, .. } => format!("{report}, line {line}"),
            Cite::File { path, line: Some(line) } => format!("{path}, line {line}"),
            Cite::File { path, line: None } => path.clone(),
            Cite::Assumed(words) => format!("supposed: {words}"),
            Cite::Entry { line, sources } => {
                let names: Vec<&str> = sources.iter().map(|s| s.publisher.as_str()).collect();
                format!("talks.toml, line {line}: {}", names.join("; "))
            }
        };
        Link { n, first: self.shown.insert(n), title }
    }

    fn section(&mut self, section: &'a tree::Section) -> Result<SectionView<'a>, askama::Error> {
        let blocks = section
            .blocks
            .iter()
            .map(|block| match block {
                Block::List(list) => self.list(list).render(),
                Block::Matrix(matrix) => self.matrix(matrix).render(),
                Block::Timeline(points) => self.timeline(points)?.render(),
            })
            .collect::<Result<_, _>>()?;
        // What stands between backticks is for the terminal.
        let pieces = |note: &'a String| {
            note.split('`').enumerate().map(|(at, words)| (at % 2 == 1, words)).collect()
        };
        let notes = section.notes.iter().map(pieces).collect();
        Ok(SectionView { id: section.id, heading: &section.heading, notes, blocks })
    }

    fn matrix(&mut self, matrix: &'a tree::Matrix) -> MatrixView<'a> {
        let rows = matrix.rows.iter().map(|row| RowView {
            name: &row.name,
            verdict: &row.verdict,
            cells: matrix
                .parties
                .iter()
                .zip(&row.cells)
                .map(|(party, cell)| {
                    (party.name.as_str(), cell.iter().map(|entry| self.entry(entry)).collect())
                })
                .collect(),
            third: row.third.iter().map(|line| self.line(line)).collect(),
        });
        MatrixView { parties: &matrix.parties, rows: rows.collect(), more: matrix.more }
    }

    fn entry(&mut self, entry: &'a tree::Entry) -> EntryLine<'a> {
        EntryLine {
            word: entry.attitude.name(),
            attitude: entry.attitude.words(),
            sign: sign(entry.attitude),
            own: entry.own,
            since: entry.since.map(|day| held(day, entry.last)),
            line: LineView { text_is_shown: true, ..self.line(&entry.line) },
        }
    }

    fn timeline(&mut self, points: &'a [tree::Point]) -> Result<TimelineView<'a>, askama::Error> {
        let lines = points
            .iter()
            .zip(1..)
            .map(|(point, n)| (n, point.lane.name(), point.planned, self.line(&point.line)));
        Ok(TimelineView { svg: timeline_svg(points)?, points: lines.collect() })
    }
}

/// The cited reports, whole, with every cited passage marked.
fn texts<'a>(brief: &'a Brief, reading: &'a Reading, numbers: &Numbers<'_>) -> Vec<TextView<'a>> {
    let mut passages: BTreeMap<&str, Vec<(Span, usize)>> = BTreeMap::new();
    let mut whole: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (cite, n) in numbers.cites.iter().zip(1..) {
        match cite {
            Cite::Passage { report, span, .. } => {
                passages.entry(report).or_default().push((*span, n));
            }
            Cite::File { path, .. } => whole.entry(path).or_default().push(n),
            Cite::Entry { .. } | Cite::Assumed(_) => {}
        }
    }
    let mut furniture: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for piece in &reading.furniture {
        furniture.entry(&piece.report).or_default().push(piece.span);
    }
    let mut texts = Vec::new();
    for (report, n) in brief.reports.iter().zip(1..) {
        let path = report.path.as_str();
        let cited = passages.contains_key(path) || whole.contains_key(path);
        let at = reading.reports.binary_search_by(|known| known.path.as_str().cmp(path));
        let Some(found) = at.ok().and_then(|at| reading.reports.get(at)) else { continue };
        if !cited {
            continue;
        }
        let spans = passages.get(path).map(Vec::as_slice).unwrap_or_default();
        let dull = furniture.get(path).map(Vec::as_slice).unwrap_or_default();
        texts.push(TextView {
            n,
            path,
            about: &report.about,
            language: found.language.as_deref().unwrap_or("und"),
            anchors: whole.get(path).cloned().unwrap_or_default(),
            pieces: pieces(found, spans, dull),
        });
    }
    texts
}

/// Cuts a text at every place where a passage or a piece of furniture begins or ends.
fn pieces(report: &Report, passages: &[(Span, usize)], furniture: &[Span]) -> Vec<Piece> {
    let text = report.text.as_str();
    let mut cuts: BTreeSet<usize> = [0, text.len()].into();
    let mut begins: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut ends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (span, n) in passages {
        cuts.extend([span.start, span.end]);
        begins.entry(span.start).or_default().push(*n);
        ends.entry(span.end).or_default().push(*n);
    }
    let mut depth: BTreeMap<usize, i64> = BTreeMap::new();
    for span in furniture.iter().filter(|span| span.text(text).is_some()) {
        cuts.extend([span.start, span.end]);
        *depth.entry(span.start).or_default() += 1;
        *depth.entry(span.end).or_default() -= 1;
    }
    let mut active: BTreeSet<usize> = BTreeSet::new();
    let mut dull = 0;
    let mut out = Vec::new();
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        for n in ends.get(start).into_iter().flatten() {
            active.remove(n);
        }
        let opens = begins.remove(start).unwrap_or_default();
        active.extend(&opens);
        dull += depth.get(start).copied().unwrap_or(0);
        let closes = ends.get(end).cloned().unwrap_or_default();
        let cites: Vec<String> = active.iter().map(usize::to_string).collect();
        let text = visible(text.get(*start..*end).unwrap_or_default());
        out.push(Piece { opens, closes, cites: cites.join(" "), furniture: dull > 0, text });
    }
    out
}

/// Without control characters, which HTML does not allow.
fn visible(text: &str) -> String {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    text.chars().map(|c| if odd(c) { '\u{fffd}' } else { c }).collect()
}

fn entries<'a>(numbers: &Numbers<'a>) -> Vec<EntryView<'a>> {
    let web = |address: &&str| address.starts_with("https://") || address.starts_with("http://");
    let mut out: Vec<EntryView<'_>> = numbers
        .cites
        .iter()
        .zip(1..)
        .filter_map(|(cite, n)| match cite {
            Cite::Entry { line, sources } => Some(EntryView {
                n,
                line: *line,
                sources: sources
                    .iter()
                    .map(|source| SourceView {
                        publisher: &source.publisher,
                        date: source.date.map(|day| format!(", {}", date(day))).unwrap_or_default(),
                        link: source.address.as_deref().filter(web),
                        address: source.address.as_deref(),
                    })
                    .collect(),
            }),
            _ => None,
        })
        .collect();
    out.sort_by_key(|entry| (entry.line, entry.n));
    out
}

/// Files that are cited but are none of the reports.
fn files(brief: &Brief, numbers: &Numbers<'_>) -> Vec<(usize, String)> {
    numbers
        .cites
        .iter()
        .zip(1..)
        .filter_map(|(cite, n)| match cite {
            Cite::File { path, line } if brief.report_number(path).is_none() => {
                let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
                Some((n, format!("{path}{line}")))
            }
            Cite::Assumed(words) => Some((n, format!("supposed, not said: {words}"))),
            _ => None,
        })
        .collect()
}

impl EntryLine<'_> {
    /// The class by which the style sheet tells attitudes apart, beside the sign.
    fn class(&self) -> &'static str {
        match (self.own, self.word == Attitude::NotKnown.name()) {
            (_, true) => "unknown",
            (true, false) => "own",
            (false, false) => "said",
        }
    }
}
