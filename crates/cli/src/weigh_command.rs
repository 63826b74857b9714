//! `pourparler weigh`: what could be agreed together, what blocks the rest; best deals of a scenario.

mod scenario;

use std::path::PathBuf;
use std::process::ExitCode;

use model::When;

use crate::brief::tree::Block;
use crate::brief::{self, Options};
use crate::brief_command::{self, Lexical, date};
use crate::dossier::Dossier;
use crate::how;

/// What could be agreed together, who holds out, and what would open the rest; or the best deals of a
/// scenario.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What could be agreed now:        pourparler weigh my-talks
As it was known that day:        pourparler weigh my-talks --as-of 2025-06-02
As a page, or for a program:     pourparler weigh my-talks -o weigh.html, pourparler weigh my-talks --json
The best deals of a scenario:    pourparler weigh --scenario my-scenario
The same as NegMAS reads GENIUS: pourparler weigh --scenario my-scenario --raw

A dossier is weighed by what each side says for itself: wants, accepts, refuses, not known. Worth,
red lines, links, the order of steps and what holds today can be entered in talks.toml
(docs/src/reference/dossier.md). How packages, deadlocks and openings are found stands in
docs/src/methods/agreeable-packages.md, order.md and blockers.md.

A scenario is a folder of GENIUS (XML), GeniusWeb (JSON) or NegMAS (YAML, JSON) files. All numbers
are exact; conventions stand in docs/src/methods/frontier.md.
Exit code: 0 something was found; 1 nothing can be agreed; 2 could not.")]
pub(crate) struct Arguments {
    /// The dossier's folder, or a folder of reports; with --scenario a folder of scenario files
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Only what was known on that day
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "scenario")]
    as_of: Option<When>,
    /// Write to a file: weigh.md, weigh.html, weigh.json or weigh.txt
    #[arg(short, long, value_name = "FILE", conflicts_with = "scenario")]
    output: Option<PathBuf>,
    /// The folder holds a scenario of GENIUS, GeniusWeb or NegMAS
    #[arg(long)]
    scenario: bool,
    /// Read GENIUS files as NegMAS does: evaluations as they stand, no reserve
    #[arg(long, requires = "scenario")]
    raw: bool,
    /// How many deals of the frontier to print; all are counted
    #[arg(long, value_name = "N", default_value_t = 20, requires = "scenario")]
    deals: usize,
    /// One JSON object, or with --scenario one a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: how::Options,
}

/// The sections of the brief that weigh.
const SECTIONS: [&str; 2] = ["agreeable", "weighing"];

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.scenario {
        return scenario::run(arguments);
    }
    let how = arguments.how.open()?;
    let mut dossier = Dossier::open_inside(&arguments.folder)?;
    let (mut reader, mut reading) = dossier.read(&how);
    if let Some(day) = arguments.as_of
        && dossier.forget_after(day, &reading)
    {
        (reader, reading) = dossier.read(&how);
    }
    let options =
        Options { as_of: arguments.as_of, since: None, short: false, cards: None, shifts: None };
    let names = Lexical(reader.lexicon());
    let mut note = brief::compose(&reading, dossier.talks.as_ref(), &names, &options);
    note.first.clear();
    note.sections.retain(|section| SECTIONS.contains(&section.id));
    let found = note.sections.iter().flat_map(|section| &section.blocks).any(|block| {
        matches!(block, Block::List(list)
            if list.heading.as_deref() == Some(brief::TOGETHER) && !list.lines.is_empty())
    });
    brief_command::print(&note, &reading, arguments.output.as_deref(), arguments.json)?;
    Ok(ExitCode::from(u8::from(!found)))
}
