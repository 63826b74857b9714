//! `pourparler check`: every finding about a dossier or a scenario.

mod scenario;

use std::path::PathBuf;
use std::process::ExitCode;

use model::{Finding, Severity};
use serde::Serialize;

use crate::dossier::Dossier;
use crate::{codes, conflict_command, disputes_command, how, output};

/// Every finding about a dossier, with file, line, column, and how to mend it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A folder with a scenario of GENIUS, GeniusWeb or NegMAS, and without talks.toml, is checked as a scenario.
Exit code: 0 no errors, 1 errors were found, 2 the folder cannot be opened.")]
pub(crate) struct Arguments {
    /// The dossier's folder, or a folder of scenario files
    #[arg(value_name = "FOLDER", required_unless_present = "codes")]
    folder: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// List every code with its meaning, and stop
    #[arg(long)]
    codes: bool,
    #[command(flatten)]
    how: how::Options,
}

#[derive(Serialize)]
struct FindingLine<'a> {
    r#type: &'static str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    span: Option<[usize; 2]>,
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    hint: &'a str,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.codes {
        output::print(&codes::list())?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(folder) = &arguments.folder else { anyhow::bail!("name a folder") };
    if let Some(checked) = scenario::check(folder)? {
        return tell(&checked.findings, &checked.summary, arguments.json);
    }
    let how = arguments.how.open()?;
    let dossier = Dossier::open(folder)?;
    let (reader, mut reading) = dossier.read(&how);
    disputes_command::check(&dossier, &reader, &mut reading, &how);
    reading.findings.extend(conflict_command::check(&dossier));
    reading.findings.sort();
    let read =
        format!("{} reports read, {} statements", reading.reports.len(), reading.statements.len());
    tell(&reading.findings, &read, arguments.json)
}

/// Prints the findings, and on stderr what was read. Errors make the answer no.
fn tell(findings: &[Finding], read: &str, json: bool) -> anyhow::Result<ExitCode> {
    let mut out = String::new();
    for finding in findings {
        if json {
            out.push_str(&serde_json::to_string(&line(finding))?);
            out.push('\n');
        } else {
            put_line!(out, "{finding}");
        }
    }
    output::print(&out)?;
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let errors = count(Severity::Error);
    if !json {
        output::complain(&format!(
            "{read}; {errors} errors, {} warnings, {} notes",
            count(Severity::Warning),
            count(Severity::Note),
        ));
    }
    Ok(if errors > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn line(finding: &Finding) -> FindingLine<'_> {
    FindingLine {
        r#type: "finding",
        file: &finding.file,
        line: finding.spot.map(|spot| spot.line),
        column: finding.spot.map(|spot| spot.column),
        span: finding.spot.map(|spot| [spot.span.start, spot.span.end]),
        code: finding.code,
        severity: finding.severity.name(),
        message: &finding.message,
        hint: &finding.hint,
    }
}
