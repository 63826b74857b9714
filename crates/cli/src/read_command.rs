//! `pourparler read`: who said what in these reports.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use model::Severity;
use read::{Raw, Reader, Reading};

use crate::dossier::{Dossier, read_files, shown};
use crate::{decide_command, how, output, read_json};

/// Who said what in these reports, with positions, events and figures.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
One folder alone is read as a dossier, with its talks.toml and its decisions.toml.
Spans are bytes of the file as it is on disk; for HTML, of the text that --text prints.
The JSON lines are described in docs/src/reference/read-json.md.")]
pub(crate) struct Arguments {
    /// Reports: .txt, .md or .html files, or folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Print the clean text in which spans count, of one file
    #[arg(long, conflicts_with = "json")]
    text: bool,
    #[command(flatten)]
    how: how::Options,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let how = arguments.how.open()?;
    if let [folder] = arguments.files.as_slice()
        && folder.is_dir()
        && !arguments.text
    {
        let dossier = Dossier::open(folder)?;
        let (_, reading) = dossier.read(&how);
        let decisions = dossier.decisions_file.as_ref().map_or("", |(name, _)| name);
        return show(&reading, arguments.json, decisions);
    }
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut findings = Vec::new();
    for path in &arguments.files {
        if path.is_dir() {
            let dossier = Dossier::open(path)?;
            files.extend(dossier.files);
            findings.extend(dossier.findings);
        } else {
            let bytes = std::fs::read(path).with_context(|| {
                format!("cannot read {}; name reports or folders of them", path.display())
            })?;
            files.push((shown(path), bytes));
        }
    }
    let reader = how.reader(None);
    if arguments.text {
        return text(&reader, &files);
    }
    let mut reading = read_files(&reader, &files, how.threads);
    reading.findings.extend(findings);
    reading.findings.sort();
    show(&reading, arguments.json, "")
}

fn show(reading: &Reading, json: bool, decisions: &str) -> anyhow::Result<ExitCode> {
    let text = if json { read_json::lines(reading, decisions)? } else { plain(reading) };
    output::print(&text)?;
    Ok(answer(&reading.findings))
}

fn text(reader: &Reader, files: &[(String, Vec<u8>)]) -> anyhow::Result<ExitCode> {
    let [(path, bytes)] = files else {
        anyhow::bail!("--text prints one file; {} were named", files.len());
    };
    let page = reader.text(Raw { path, bytes });
    for finding in &page.findings {
        output::complain(&finding.to_string());
    }
    output::print(&page.text)?;
    Ok(answer(&page.findings))
}

/// No, if something could not be read at all.
fn answer(findings: &[model::Finding]) -> ExitCode {
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    ExitCode::from(u8::from(failed))
}

/// The reading for people: report by report, statement by statement.
fn plain(reading: &Reading) -> String {
    let mut out = String::new();
    for report in &reading.reports {
        let date = report.published.map_or_else(|| "date not known".to_owned(), |d| d.to_string());
        let who = report.publisher.as_deref().unwrap_or("publisher not known");
        put_line!(out, "{}  ({who}, {date}, {})", report.path, report.genre);
        let lines = model::LineMap::new(&report.text);
        for statement in reading.statements.iter().filter(|s| s.report == report.path) {
            let speaker = statement.speaker.as_ref().map_or("nobody named", |s| s.name.as_str());
            let start = statement.content.first().map_or(0, |span| span.start);
            put!(out, "  {:>4}  {speaker} [{}", lines.line(start), statement.kind);
            if statement.stance != model::Stance::Report {
                put!(out, ", {}", statement.stance);
            }
            if let Some(issue) = &statement.issue {
                put!(out, ": {issue}");
            }
            put!(out, "]");
            if !statement.via.is_empty() {
                put!(out, " through {}", statement.via.join(", "));
            }
            if !statement.flags.is_empty() {
                let flags: Vec<&str> = statement.flags.iter().map(|flag| flag.name()).collect();
                put!(out, " ({})", flags.join(", "));
            }
            if let Some(decided) = &statement.decided {
                put!(out, ", {}", decide_command::mark(decided));
            }
            out.push('\n');
            for span in &statement.content {
                let words = span.text(&report.text).unwrap_or_default();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                for line in textwrap::wrap(&words, output::width().saturating_sub(8)) {
                    put_line!(out, "        {line}");
                }
            }
        }
        out.push('\n');
    }
    for finding in &reading.findings {
        put_line!(out, "{finding}");
    }
    out
}
