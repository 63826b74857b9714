//! The brief on a terminal: as wide as told, readable without colour.
//!
//! A citation is the number of the report and the line, `[R2:14]`, or the line of `talks.toml` with
//! its publishers, `[T45 Meridian Wire]`; the legend at the end tells the files.

use std::collections::{BTreeMap, BTreeSet};

use model::Attitude;
use textwrap::{Options, core::display_width};

use super::tree::{Block, Brief, Cite, Entry, Line, List, Matrix, Row, Section, SourceRef};
use super::words::{date, harmless, held, sign};

/// How wide, and whether bold and dim may be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Columns; less than 40 is taken as 40.
    pub(crate) width: usize,
    /// Whether ANSI bold and dim may be used.
    pub(crate) colour: bool,
}

/// Prints the brief.
pub(crate) fn terminal(brief: &Brief, look: Look) -> String {
    let mut page = Page { out: String::new(), look, brief, entries: BTreeSet::new() };
    page.head();
    for glance in &brief.first {
        page.list(&glance.list, 0);
        if glance.list.more > 0 && brief.short {
            page.more(glance.list.more, "in the whole brief");
        } else if glance.list.more > 0 {
            page.more(glance.list.more, "below");
        }
    }
    for section in &brief.sections {
        page.section(section);
    }
    page.legend();
    page.out
}

struct Page<'a> {
    out: String,
    look: Look,
    brief: &'a Brief,
    entries: BTreeSet<&'a Cite>,
}

impl<'a> Page<'a> {
    fn width(&self) -> usize {
        self.look.width.max(40)
    }

    fn bold(&self, text: &str) -> String {
        if self.look.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn dim(&self, text: &str) -> String {
        if self.look.colour { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn push(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// Wraps and pushes text that comes from outside.
    fn wrap(&mut self, first: &str, rest: &str, text: &str) {
        let options = Options::new(self.width()).initial_indent(first).subsequent_indent(rest);
        for line in textwrap::wrap(&harmless(text), options) {
            self.push(&line);
        }
    }

    /// A heading, in bold where that may be used.
    fn heading(&mut self, text: &str) {
        for line in textwrap::wrap(&harmless(text), self.width()) {
            self.push(&self.bold(&line));
        }
    }

    fn head(&mut self) {
        self.heading(&self.brief.title);
        let mut state = match self.brief.as_of {
            Some(day) if self.brief.as_of_given => format!("State on {}.", date(day)),
            Some(day) => format!("State on {}, the latest day in the material.", date(day)),
            None => "Nothing in the material has a date.".to_owned(),
        };
        if let Some(since) = self.brief.since {
            put!(state, " What moved since {}.", date(since));
        }
        state.push_str(" [R2:14] is report 2, line 14; [T45] is line 45 of talks.toml.");
        self.wrap("", "", &state);
    }

    fn section(&mut self, section: &'a Section) {
        let heading = harmless(&section.heading).to_uppercase();
        let rule = "─".repeat(display_width(&heading).min(self.width()));
        self.push("");
        self.heading(&heading);
        self.push(&self.dim(&rule));
        for note in &section.notes {
            self.wrap("", "", note);
        }
        for block in &section.blocks {
            match block {
                Block::List(list) => {
                    self.list(list, 0);
                    if list.more > 0 {
                        self.more(list.more, "not shown here");
                    }
                }
                Block::Matrix(matrix) if self.brief.short => self.table(matrix),
                Block::Matrix(matrix) => matrix.rows.iter().for_each(|row| self.row(matrix, row)),
                Block::Timeline(points) => {
                    self.push("");
                    for point in points {
                        self.line(&point.line, if point.planned { "○" } else { "•" }, 0);
                    }
                }
            }
        }
    }

    fn more(&mut self, count: usize, place: &str) {
        self.push(&self.dim(&format!("  … {count} more {place}")));
    }

    fn list(&mut self, list: &'a List, depth: usize) {
        if depth == 0 && (list.heading.is_some() || !self.brief.short) {
            self.push("");
        }
        if let Some(heading) = &list.heading {
            self.heading(heading);
        }
        if list.lines.is_empty() && !list.none.is_empty() {
            self.wrap("  ", "  ", &list.none);
        }
        for line in &list.lines {
            self.line(line, "•", depth);
        }
    }

    fn line(&mut self, line: &'a Line, bullet: &str, depth: usize) {
        let indent = "  ".repeat(depth);
        let text = format!("{} {}", prose(line), self.cites(line));
        self.wrap(&format!("{indent}{bullet} "), &format!("{indent}  "), &text);
        for under in &line.under {
            self.line(under, "-", depth + 1);
        }
    }

    fn cites(&mut self, line: &'a Line) -> String {
        let mut each = Vec::new();
        for cite in &line.cites {
            let place = self.place(cite);
            if !each.contains(&place) {
                each.push(place);
            }
            if matches!(cite, Cite::Entry { .. }) {
                self.entries.insert(cite);
            }
        }
        format!("[{}]", each.join("; "))
    }

    fn place(&self, cite: &Cite) -> String {
        let number = |path: &str| match self.brief.report_number(path) {
            Some(number) => format!("R{number}"),
            None => path.to_owned(),
        };
        match cite {
            Cite::Passage { report, line, .. } => format!("{}:{line}", number(report)),
            Cite::File { path, line: Some(line) } => format!("{}:{line}", number(path)),
            Cite::File { path, line: None } => number(path),
            Cite::Assumed(words) => format!("supposed: {words}"),
            Cite::Entry { line, sources } => match sources.first() {
                Some(source) if sources.len() > 1 => {
                    format!("T{line} {} +{}", source.publisher, sources.len() - 1)
                }
                Some(source) => format!("T{line} {}", source.publisher),
                None => format!("T{line}"),
            },
        }
    }

    /// One issue: its name and verdict, then a line for each stance of each party.
    fn row(&mut self, matrix: &'a Matrix, row: &'a Row) {
        self.push("");
        let name = harmless(&row.name);
        let verdict = harmless(&row.verdict);
        let taken = display_width(&name) + display_width(&verdict);
        if taken + 2 <= self.width() {
            let gap = " ".repeat(self.width() - taken);
            self.push(&format!("{}{gap}{verdict}", self.bold(&name)));
        } else {
            self.heading(&name);
            self.wrap("  ", "  ", &verdict);
        }
        let widest = matrix.parties.iter().map(|party| display_width(&party.name)).max();
        let column = widest.unwrap_or(0).min(20) + 2;
        for (party, cell) in matrix.parties.iter().zip(&row.cells) {
            let mut name = format!("  {}", party.name);
            if cell.is_empty() {
                let pad = pad(&name, column + 2);
                self.push(&harmless(&format!("{name}{pad}· not known")));
            }
            for entry in cell {
                let text = format!("{} {}", stance(entry), self.cites(&entry.line));
                let first = format!("{name}{}", pad(&name, column + 2));
                self.wrap(&harmless(&first), &" ".repeat(column + 4), &text);
                name = String::new();
            }
        }
        for line in &row.third {
            self.line(line, "others:", 1);
        }
    }

    /// The matrix on one page: a column for each party.
    fn table(&mut self, matrix: &'a Matrix) {
        let columns = matrix.parties.len().max(1);
        let issue = (self.width() / 4).min(26);
        let cell = (self.width().saturating_sub(issue)) / columns;
        if cell < 18 {
            matrix.rows.iter().for_each(|row| self.row(matrix, row));
            return;
        }
        let mut head = " ".repeat(issue);
        for party in &matrix.parties {
            head.push_str(&fit(&harmless(&party.name), cell));
        }
        self.push(&self.bold(&head));
        for row in &matrix.rows {
            let mut columns = vec![pieces(&row.name, issue)];
            for entries in &row.cells {
                let text = match entries.first() {
                    Some(entry) => {
                        let own = if entry.own { "" } else { " (others say)" };
                        let stance = format!("{} {}", sign(entry.attitude), entry.attitude.words());
                        let cites = self.cites(&entry.line);
                        match entry.line.text.as_str() {
                            "" => format!("{stance}{own} {cites}"),
                            choice => format!("{stance}{own} ({choice}) {cites}"),
                        }
                    }
                    None => format!("{} not known", sign(Attitude::NotKnown)),
                };
                columns.push(pieces(&text, cell));
            }
            let height = columns.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..height {
                let mut line = String::new();
                for (nth, column) in columns.iter().enumerate() {
                    let width = if nth == 0 { issue } else { cell };
                    line.push_str(&fit(column.get(at).map_or("", String::as_str), width));
                }
                self.push(&line);
            }
        }
        if matrix.more > 0 {
            self.more(matrix.more, "issues in the whole brief");
        }
    }

    fn legend(&mut self) {
        let cited: BTreeSet<&str> = self
            .brief
            .lines()
            .into_iter()
            .flat_map(|line| &line.cites)
            .filter_map(|cite| match cite {
                Cite::Passage { report: path, .. } | Cite::File { path, .. } => Some(path.as_str()),
                Cite::Entry { .. } | Cite::Assumed(_) => None,
            })
            .collect();
        self.push("");
        self.push(&self.bold("Places"));
        for (at, report) in self.brief.reports.iter().enumerate() {
            if cited.contains(report.path.as_str()) {
                let text = match report.about.as_str() {
                    _ if self.brief.short => report.path.clone(),
                    "" => report.path.clone(),
                    about => format!("{}  {about}", report.path),
                };
                self.wrap(&format!("R{}  ", at + 1), "      ", &text);
            }
        }
        let entries = std::mem::take(&mut self.entries);
        if !entries.is_empty() {
            self.push("T   talks.toml, with the line");
        }
        if self.brief.short {
            return;
        }
        // Entries with the same sources share a line: the sources are long, the numbers short.
        let mut groups: BTreeMap<&[SourceRef], BTreeSet<usize>> = BTreeMap::new();
        for cite in entries {
            if let Cite::Entry { line, sources } = cite {
                groups.entry(sources).or_default().insert(*line);
            }
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, lines)| lines.first().copied());
        for (sources, lines) in groups {
            let numbers: Vec<String> = lines.iter().map(|line| format!("T{line}")).collect();
            let each: Vec<String> = sources.iter().map(source).collect();
            let text = if each.is_empty() { "no source given".to_owned() } else { each.join("; ") };
            self.wrap("", "      ", &format!("{}: {text}", numbers.join(" ")));
        }
    }
}

/// Publisher, day and address.
fn source(source: &SourceRef) -> String {
    let day = source.date.map(|day| format!(", {}", date(day))).unwrap_or_default();
    let address = source.address.as_deref().map(|a| format!(", {a}")).unwrap_or_default();
    format!("{}{day}{address}", source.publisher)
}

/// A line in one run of text, without its citations.
fn prose(line: &Line) -> String {
    let mut out = String::new();
    if let Some(when) = line.when {
        put!(out, "{}  ", date(when));
    }
    if !line.label.is_empty() {
        out.push_str(&line.label);
        if line.has_more() {
            out.push_str(": ");
        }
    }
    out.push_str(&line.text);
    if let Some(quote) = &line.quote {
        let gap = if line.text.is_empty() { "" } else { " " };
        put!(out, "{gap}“{quote}”");
    }
    if !line.marks.is_empty() {
        put!(out, " ({})", line.marks.join("; "));
    }
    out.trim().to_owned()
}

/// "▲ wants full and unconditional, since 2 June 2025 “…” (marks)".
fn stance(entry: &Entry) -> String {
    let mut out = format!("{} {}", sign(entry.attitude), entry.attitude.words());
    if !entry.line.text.is_empty() {
        put!(out, " ({})", entry.line.text);
    }
    if let Some(since) = entry.since {
        put!(out, ", {}", held(since, entry.last));
    }
    let bare = Line { text: String::new(), when: None, ..entry.line.clone() };
    let rest = prose(&bare);
    if !rest.is_empty() {
        put!(out, " {rest}");
    }
    out
}

fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(display_width(text)))
}

/// Text in a column, with blanks to its right.
fn fit(text: &str, width: usize) -> String {
    format!("{text}{}", pad(text, width))
}

/// Text wrapped for a column: at most three lines.
fn pieces(text: &str, width: usize) -> Vec<String> {
    const LINES: usize = 3;
    let wrapped = textwrap::wrap(&harmless(text), width.saturating_sub(2).max(1))
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect::<Vec<_>>();
    if wrapped.len() <= LINES {
        return wrapped;
    }
    // The citation at the end must stay; the words before it give way.
    let cite = text.rfind('[').and_then(|at| text.get(at..)).unwrap_or("");
    let mut kept: Vec<String> = wrapped.into_iter().take(LINES - 1).collect();
    kept.push(format!("… {}", harmless(cite)));
    kept
}
