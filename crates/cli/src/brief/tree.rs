//! The brief as a tree of cited lines, before anybody prints it.

use std::collections::BTreeMap;

use model::{Attitude, Span, When};

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cite {
    /// Words in a report.
    Passage {
        /// The report's path.
        report: String,
        /// The bytes of its text.
        span: Span,
        /// The line, from 1.
        line: usize,
        /// The words, cut after some hundred characters.
        quote: String,
    },
    /// An entry of `talks.toml` with the pages that it cites.
    Entry {
        /// The line, from 1.
        line: usize,
        /// Publishers, addresses and dates; may be empty.
        sources: Vec<SourceRef>,
    },
    /// A file as a whole, for lines about the file itself.
    File {
        /// Its path.
        path: String,
        /// The line that is meant, if one is.
        line: Option<usize>,
    },
    /// Nowhere: somebody asked what would follow if it were so.
    Assumed(String),
}

/// A publisher's page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SourceRef {
    /// Who published it, and whom it passes on.
    pub(crate) publisher: String,
    /// Its address.
    pub(crate) address: Option<String>,
    /// When it was published.
    pub(crate) date: Option<When>,
}

/// One line of the brief. It is never shown without a [`Cite`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line {
    /// The day it is about.
    pub(crate) when: Option<When>,
    /// What or whom it is about, in a word or two; may be empty.
    pub(crate) label: String,
    /// What is the case, in our words; may be empty when the quote says it.
    pub(crate) text: String,
    /// The words of the source.
    pub(crate) quote: Option<String>,
    /// The wording beside which the quote is laid: HTML marks the words that are not in it.
    pub(crate) beside: Option<String>,
    /// On whose word, with which doubt.
    pub(crate) marks: Vec<String>,
    /// Where it stands; never empty in a finished brief.
    pub(crate) cites: Vec<Cite>,
    /// Lines that belong under it: readings side by side, sittings of a round.
    pub(crate) under: Vec<Line>,
}

impl Line {
    /// A line that stands on these places.
    pub(crate) fn on(cites: Vec<Cite>) -> Self {
        Self { cites, ..Self::default() }
    }

    /// The same line with its day.
    pub(crate) fn when(self, when: Option<When>) -> Self {
        Self { when, ..self }
    }

    /// The same line with its label.
    pub(crate) fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// The same line with its text.
    pub(crate) fn text(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// The same line with the words of its source.
    pub(crate) fn quote(self, quote: impl Into<String>) -> Self {
        let quote = quote.into();
        Self { quote: (!quote.is_empty()).then_some(quote), ..self }
    }

    /// The same line with one mark more, unless it is empty.
    pub(crate) fn mark(mut self, mark: impl Into<String>) -> Self {
        let mark = mark.into();
        if !mark.is_empty() && !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
        self
    }

    /// The same line with several marks more.
    pub(crate) fn marks(self, marks: impl IntoIterator<Item = String>) -> Self {
        marks.into_iter().fold(self, Self::mark)
    }

    /// Whether anything follows the label.
    pub(crate) fn has_more(&self) -> bool {
        !self.text.is_empty() || self.quote.is_some()
    }

    /// The same line with lines under it.
    pub(crate) fn under(self, under: Vec<Line>) -> Self {
        Self { under, ..self }
    }
}

/// A list of lines under an optional heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    /// The heading, if it needs one.
    pub(crate) heading: Option<String>,
    /// The lines.
    pub(crate) lines: Vec<Line>,
    /// How many more there are that are not shown here.
    pub(crate) more: usize,
    /// What to say when there are no lines.
    pub(crate) none: String,
    /// Whether the lines under a line are accounts to be laid side by side.
    pub(crate) side_by_side: bool,
}

/// One party's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    /// The handle.
    pub(crate) id: String,
    /// The name.
    pub(crate) name: String,
}

/// One stance in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Wants, accepts, refuses; not known when the party's latest words contradict each other.
    pub(crate) attitude: Attitude,
    /// Whether it rests on the party's own words and may decide.
    pub(crate) own: bool,
    /// Since when it is known without a break.
    pub(crate) since: Option<When>,
    /// When it was last said.
    pub(crate) last: Option<When>,
    /// The choice as text, the words as quote, basis and doubts as marks.
    pub(crate) line: Line,
}

/// One issue of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The handle of the issue.
    pub(crate) issue: String,
    /// Its name.
    pub(crate) name: String,
    /// One cell for each party: its stances, or nothing when none is known.
    pub(crate) cells: Vec<Vec<Entry>>,
    /// What others than the parties want here.
    pub(crate) third: Vec<Line>,
    /// Agreeable, blocked, apart or open, in a few words.
    pub(crate) verdict: String,
}

/// Issue by party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Matrix {
    /// The columns.
    pub(crate) parties: Vec<Party>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// How many more issues there are that are not shown here.
    pub(crate) more: usize,
}

/// What sort of thing a point of the timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lane {
    /// A round of talks.
    Round,
    /// An agreement or a paper handed over.
    Agreed,
    /// Something seen of a commitment.
    Seen,
    /// An incident close to a round.
    Incident,
    /// An event told by reports.
    Told,
}

impl Lane {
    /// Every lane, from the top.
    pub(crate) const ALL: [Lane; 5] =
        [Lane::Round, Lane::Agreed, Lane::Seen, Lane::Incident, Lane::Told];

    /// The name for people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lane::Round => "Rounds",
            Lane::Agreed => "Agreed, handed over",
            Lane::Seen => "Seen since",
            Lane::Incident => "Incidents",
            Lane::Told => "Told by reports",
        }
    }

    /// The word for JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Lane::Round => "round",
            Lane::Agreed => "agreed",
            Lane::Seen => "seen",
            Lane::Incident => "incident",
            Lane::Told => "told",
        }
    }
}

/// One dated point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    /// Its lane.
    pub(crate) lane: Lane,
    /// Not done yet, as far as the words tell.
    pub(crate) planned: bool,
    /// What; `when` is always there.
    pub(crate) line: Line,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// Lines.
    List(List),
    /// The position matrix.
    Matrix(Matrix),
    /// The timeline, in order.
    Timeline(Vec<Point>),
}

/// A part of the brief with its own heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its anchor.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) heading: String,
    /// How to read it: about the method, never about the talks.
    pub(crate) notes: Vec<String>,
    /// Its content.
    pub(crate) blocks: Vec<Block>,
}

/// One of the four answers of the first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glance {
    /// `new`, `agreeable`, `blocked`, `disputed`.
    pub(crate) key: &'static str,
    /// At most five lines.
    pub(crate) list: List,
    /// The section that says more.
    pub(crate) see: &'static str,
}

/// A report that the brief rests on; its number is its place in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportRef {
    /// The path, as in citations.
    pub(crate) path: String,
    /// Who published it, when, under which headline: for legends.
    pub(crate) about: String,
}

/// The whole note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Brief {
    /// What the talks are called.
    pub(crate) title: String,
    /// The day of the state: as asked for, or the latest day in the material.
    pub(crate) as_of: Option<When>,
    /// Whether somebody asked for that day.
    pub(crate) as_of_given: bool,
    /// From when "what moved" counts.
    pub(crate) since: Option<When>,
    /// Whether this is the page in brief.
    pub(crate) short: bool,
    /// The reports, sorted by path.
    pub(crate) reports: Vec<ReportRef>,
    /// What a busy reader asks.
    pub(crate) first: Vec<Glance>,
    /// The rest.
    pub(crate) sections: Vec<Section>,
}

impl Brief {
    /// Every line, in the order of reading, those under a line after it.
    pub(crate) fn lines(&self) -> Vec<&Line> {
        let mut out = Vec::new();
        for glance in &self.first {
            glance.list.lines.iter().for_each(|line| walk(line, &mut out));
        }
        for block in self.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                Block::List(list) => list.lines.iter().for_each(|line| walk(line, &mut out)),
                Block::Matrix(matrix) => {
                    for row in &matrix.rows {
                        row.cells.iter().flatten().for_each(|entry| walk(&entry.line, &mut out));
                        row.third.iter().for_each(|line| walk(line, &mut out));
                    }
                }
                Block::Timeline(points) => {
                    for point in points {
                        walk(&point.line, &mut out);
                    }
                }
            }
        }
        out
    }

    /// Whether no line is without a place where it stands.
    pub(crate) fn every_line_is_cited(&self) -> bool {
        self.lines().iter().all(|line| !line.cites.is_empty())
    }

    /// The number of each citation, from 1, in the order of reading.
    pub(crate) fn numbers(&self) -> Numbers<'_> {
        let mut numbers = Numbers::default();
        for cite in self.lines().into_iter().flat_map(|line| &line.cites) {
            if !numbers.by_cite.contains_key(cite) {
                numbers.cites.push(cite);
                numbers.by_cite.insert(cite, numbers.cites.len());
            }
        }
        numbers
    }

    /// The number of a report, from 1.
    pub(crate) fn report_number(&self, path: &str) -> Option<usize> {
        let at = self.reports.binary_search_by(|report| report.path.as_str().cmp(path)).ok()?;
        Some(at + 1)
    }
}

/// Citations and their numbers.
#[derive(Debug, Default)]
pub(crate) struct Numbers<'a> {
    /// In order; number 1 is the first.
    pub(crate) cites: Vec<&'a Cite>,
    by_cite: BTreeMap<&'a Cite, usize>,
}

impl Numbers<'_> {
    /// The number of a citation; 0 for one that is not of this brief.
    pub(crate) fn of(&self, cite: &Cite) -> usize {
        self.by_cite.get(cite).copied().unwrap_or(0)
    }
}

fn walk<'a>(line: &'a Line, out: &mut Vec<&'a Line>) {
    out.push(line);
    line.under.iter().for_each(|under| walk(under, out));
}
