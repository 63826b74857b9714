//! The brief as Markdown with footnotes.

use super::tree::{Block, Brief, Cite, Entry, Line, List, Matrix, Numbers, Section};
use super::words::{date, folded, harmless, held, short, sign};

/// Words of a passage in its footnote.
const QUOTE_WORDS: usize = 60;

/// Prints the brief.
pub(crate) fn markdown(brief: &Brief) -> String {
    let mut page = Page { out: String::new(), numbers: brief.numbers() };
    page.head(brief);
    for glance in &brief.first {
        page.list(&glance.list, 2);
        if glance.list.more > 0 {
            let more = format!("… {} more", glance.list.more);
            if brief.short {
                page.push(&format!("{more} in the whole brief"));
            } else {
                page.push(&format!("[{more} below](#{})", glance.see));
            }
            page.push("");
        }
    }
    for section in &brief.sections {
        page.section(section);
    }
    page.footnotes();
    page.out
}

struct Page<'a> {
    out: String,
    numbers: Numbers<'a>,
}

impl Page<'_> {
    fn push(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn head(&mut self, brief: &Brief) {
        self.push(&format!("# {}\n", escaped(&brief.title)));
        let mut state = match brief.as_of {
            Some(day) if brief.as_of_given => format!("State on {}.", date(day)),
            Some(day) => format!("State on {}, the latest day in the material.", date(day)),
            None => "Nothing in the material has a date.".to_owned(),
        };
        if let Some(since) = brief.since {
            put!(state, " What moved since {}.", date(since));
        }
        self.push(&format!("{state}\n"));
    }

    fn section(&mut self, section: &Section) {
        self.push(&format!("<a id=\"{}\"></a>\n\n## {}\n", section.id, escaped(&section.heading)));
        for note in &section.notes {
            self.push(&format!("*{}*\n", escaped(note)));
        }
        for block in &section.blocks {
            match block {
                Block::List(list) => {
                    self.list(list, 3);
                    if list.more > 0 {
                        self.push(&format!("… {} more not shown here\n", list.more));
                    }
                }
                Block::Matrix(matrix) => self.matrix(matrix),
                Block::Timeline(points) => {
                    for point in points {
                        let lane = point.lane.name();
                        let text = self.line(&point.line);
                        self.push(&format!("- *{lane}* {text}"));
                        self.under(&point.line, 1);
                    }
                    if points.is_empty() {
                        self.push("Nothing that was read has a date.");
                    }
                    self.push("");
                }
            }
        }
    }

    fn list(&mut self, list: &List, level: usize) {
        if let Some(heading) = &list.heading {
            self.push(&format!("{} {}\n", "#".repeat(level), escaped(heading)));
        }
        if list.lines.is_empty() && !list.none.is_empty() {
            self.push(&escaped(&list.none));
        }
        for line in &list.lines {
            let text = self.line(line);
            self.push(&format!("- {text}"));
            self.under(line, 1);
        }
        self.push("");
    }

    fn under(&mut self, line: &Line, depth: usize) {
        for under in &line.under {
            let text = self.line(under);
            self.push(&format!("{}- {text}", "  ".repeat(depth)));
            self.under(under, depth + 1);
        }
    }

    fn cites(&self, line: &Line) -> String {
        let mut out = String::new();
        for cite in &line.cites {
            put!(out, "[^{}]", self.numbers.of(cite));
        }
        out
    }

    fn line(&self, line: &Line) -> String {
        let mut out = String::new();
        if let Some(when) = line.when {
            put!(out, "{}: ", date(when));
        }
        if !line.label.is_empty() {
            let colon = if line.has_more() { ":" } else { "" };
            put!(out, "**{}{colon}** ", escaped(&line.label));
        }
        out.push_str(&self.words(line));
        out
    }

    /// Text, quote, marks and footnotes.
    fn words(&self, line: &Line) -> String {
        let mut out: Vec<String> = Vec::new();
        if !line.text.is_empty() {
            out.push(escaped(&line.text));
        }
        out.extend(line.quote.as_ref().map(|quote| format!("“{}”", escaped(quote))));
        if !line.marks.is_empty() {
            let marks: Vec<String> = line.marks.iter().map(|mark| escaped(mark)).collect();
            out.push(format!("*({})*", marks.join("; ")));
        }
        format!("{}{}", out.join(" "), self.cites(line))
    }

    fn matrix(&mut self, matrix: &Matrix) {
        let names: Vec<String> = matrix.parties.iter().map(|party| escaped(&party.name)).collect();
        self.push(&format!("| Issue | {} | Verdict |", names.join(" | ")));
        self.push(&format!("|---|{}---|", "---|".repeat(names.len())));
        for row in &matrix.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| self.cell(cell)).collect();
            self.push(&format!(
                "| **{}** | {} | {} |",
                escaped(&row.name),
                cells.join(" | "),
                escaped(&row.verdict)
            ));
        }
        self.push("");
        if matrix.more > 0 {
            self.push(&format!("… {} more issues in the whole brief\n", matrix.more));
        }
        let others: Vec<String> = matrix
            .rows
            .iter()
            .flat_map(|row| row.third.iter().map(|line| (row.name.as_str(), line)))
            .map(|(name, line)| format!("- {}: {}", escaped(name), self.line(line)))
            .collect();
        if !others.is_empty() {
            self.push("### What others want\n");
            for line in &others {
                self.push(line);
            }
            self.push("");
        }
    }

    fn cell(&self, cell: &[Entry]) -> String {
        if cell.is_empty() {
            return "· not known".to_owned();
        }
        let each: Vec<String> = cell
            .iter()
            .map(|entry| {
                let choice = match entry.line.text.as_str() {
                    "" => String::new(),
                    choice => format!(" ({})", escaped(choice)),
                };
                let since = entry.since.map(|day| format!(", {}", held(day, entry.last)));
                let rest = Line { text: String::new(), ..entry.line.clone() };
                format!(
                    "{} {}{choice}{} {}",
                    sign(entry.attitude),
                    entry.attitude.words(),
                    since.unwrap_or_default(),
                    self.words(&rest)
                )
            })
            .collect();
        each.join("<br>")
    }

    fn footnotes(&mut self) {
        let notes: Vec<String> = self
            .numbers
            .cites
            .iter()
            .enumerate()
            .map(|(at, cite)| format!("[^{}]: {}", at + 1, note(cite)))
            .collect();
        for note in &notes {
            self.push(note);
        }
    }
}

fn note(cite: &Cite) -> String {
    match cite {
        Cite::Passage { report, line, quote, span } => format!(
            "{}, line {line}, bytes {span}: “{}”",
            code(report),
            escaped(&short(quote, QUOTE_WORDS))
        ),
        Cite::File { path, line: Some(line) } => format!("{}, line {line}", code(path)),
        Cite::File { path, line: None } => code(path),
        Cite::Assumed(words) => format!("supposed, not said: {}", code(words)),
        Cite::Entry { line, sources } => {
            let each: Vec<String> = sources
                .iter()
                .map(|source| {
                    let day = source.date.map(|day| format!(", {}", date(day)));
                    let address = source.address.as_deref().map(|a| format!(", {}", code(a)));
                    let tail = [day, address].into_iter().flatten().collect::<String>();
                    format!("{}{tail}", escaped(&source.publisher))
                })
                .collect();
            let each = if each.is_empty() { "no source given".to_owned() } else { each.join("; ") };
            format!("`talks.toml`, line {line}: {each}")
        }
    }
}

/// A path or an address as code; never a link, so that nothing is fetched.
fn code(text: &str) -> String {
    format!("`{}`", harmless(&folded(text)).replace('`', "'"))
}

/// Text that Markdown and HTML inside it leave alone.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in harmless(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    // A line must not begin as a list, a rule or a number of one.
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        _ => out,
    }
}
