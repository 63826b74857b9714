//! `pourparler conflict`: who can do what, which states hold, why, and what would have to change.

mod board;
mod brief;
mod codes;
mod compare;
mod facts;
mod firm;
mod inverse;
mod json;
mod rules;
mod svg;
mod text;
mod why;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use weigh::conflict::Scene;

use crate::dossier::Dossier;
use crate::output;

pub(crate) use board::{Board, check};
pub(crate) use brief::section;
pub(crate) use codes::ALL as CODES;
pub(crate) use facts::Facts;

/// Who can do what, which states of affairs hold and why, and what would have to change.
#[derive(Debug, clap::Args)]
#[group(id = "conflict")]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "\
All models of a dossier:           pourparler conflict my-talks
One of them:                       pourparler conflict my-talks june-2025
Why one state holds, or does not:  pourparler conflict my-talks june-2025 --why YNNY
What would have to change:         pourparler conflict inverse my-talks june-2025 --want YNNY
Two dates or two analysts:         pourparler conflict compare my-talks june-2025 july-2025
How firm it is when preferences are not certain:
                                   pourparler conflict my-talks june-2025 --draws 1000 --seed 1
A picture, or for a program:       pourparler conflict my-talks june-2025 -o graph.svg
                                   pourparler conflict my-talks --json

A model stands in talks.toml (docs/src/reference/dossier.md). The smallest one:

  [conflict.river]
  status_quo = \"NN\"
  option = [{ id = \"open\", name = \"Open the bridge\" }, { id = \"toll\", name = \"Take a toll\" }]
  maker = [
    { name = \"North\", options = [\"open\"], wants = [{ that = \"open and not toll\", assumed = true }] },
    { name = \"South\", options = [\"toll\"], wants = [{ that = \"if open then toll\", assumed = true }] },
  ]

A state says for each option Y (on) or N (off). It holds for somebody who has no better move of its
own (Nash), or whose better moves others can answer (GMR, SMR), or would answer because that is good
for themselves (SEQ, SSEQ). A state that holds for all is an equilibrium. Formulas stand in
docs/src/methods/conflict.md, a walk through an example in docs/src/guide/would-it-hold.md, the
JSON lines in docs/src/reference/conflict-json.md. The program says what follows from the model, not
what will happen: each wish is cited by its line, or marked as assumed.
Exit code: 0 an equilibrium was found; 1 there is none; 2 could not.")]
pub(crate) struct Arguments {
    /// The dossier's folder
    #[arg(value_name = "FOLDER", required = true)]
    folder: Option<PathBuf>,
    /// The model: NAME of [conflict.NAME]; all of them when absent
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Tell of this state: its number, or its signs such as YNNY; - for either
    #[arg(long, value_name = "STATE", requires = "name", allow_hyphen_values = true)]
    why: Option<String>,
    /// List all states and tell of every equilibrium
    #[arg(long)]
    all: bool,
    /// Draw so many preferences near those of the model, and tell in what share each state holds
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    draws: Option<u64>,
    /// Where the draws begin; the same seed gives the same shares
    #[arg(long, value_name = "S", default_value_t = 1, requires = "draws")]
    seed: u64,
    /// How much the draws differ: the chance that two neighbours in an order change places
    #[arg(long, value_name = "CHANCE", default_value = "0.1", requires = "draws")]
    swap: String,
    /// Nothing is known of what this decision maker likes better (its name or party; may be repeated)
    #[arg(long, value_name = "WHO", requires = "draws")]
    unknown: Vec<String>,
    /// Draw the states and moves as SVG
    #[arg(short, long, value_name = "FILE", requires = "name")]
    output: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// How many threads to use; the result is the same with any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1024))]
    threads: Option<u64>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// What would have to change so that a wanted state holds
    Inverse(inverse::Arguments),
    /// Equilibria that appeared or vanished between two models, and because of which statement
    Compare(compare::Arguments),
}

/// What is shown of a model.
struct Shown {
    why: Option<Scene>,
    all: bool,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Some(Command::Inverse(arguments)) => return inverse::run(arguments),
        Some(Command::Compare(arguments)) => return compare::run(arguments),
        None => {}
    }
    let folder = arguments.folder.as_deref().context("name a folder")?;
    let dossier = Dossier::open(folder)?;
    let threads = arguments.threads.map(|threads| usize::try_from(threads).unwrap_or(1));
    let names: Vec<String> = match &arguments.name {
        Some(name) => vec![name.clone()],
        None => names(&dossier, folder)?,
    };
    let (mut out, mut found) = (String::new(), false);
    for name in &names {
        let board = open(&dossier, folder, Some(name))?;
        let why = arguments.why.as_deref().map(|text| board.find(text)).transpose()?;
        let shown = Shown { why, all: arguments.all };
        let facts = Facts::of(&board, threads)?;
        found |= weigh::conflict::Concept::ALL.iter().any(|by| !facts.equilibria(*by).is_empty());
        if let Some(path) = &arguments.output {
            output::write(path, svg::graph(&board, &facts)?)?;
        }
        if arguments.json {
            json::model(&mut out, &board, &facts, &shown)?;
        } else {
            out += &text::page(&board, &facts, &shown)?;
        }
        if let Some(draws) = arguments.draws {
            let asked = firm::Asked {
                draws,
                seed: arguments.seed,
                swap: &arguments.swap,
                unknown: &arguments.unknown,
            };
            out += &firm::told(&board, &facts, &shown, &asked, arguments.json)?;
        }
    }
    output::print(&out)?;
    Ok(ExitCode::from(u8::from(!found)))
}

/// The names of all models.
fn names(dossier: &Dossier, folder: &Path) -> anyhow::Result<Vec<String>> {
    let models = dossier.talks.iter().flat_map(|talks| &talks.conflicts);
    let names: Vec<String> = models.map(|model| model.name.clone()).collect();
    if names.is_empty() {
        complain(dossier);
        anyhow::bail!(
            "{}: talks.toml has no [conflict.NAME]; `pourparler conflict --help` shows the smallest one",
            folder.display()
        );
    }
    Ok(names)
}

/// A model by its name, or the only one, checked.
fn open<'a>(dossier: &'a Dossier, folder: &Path, name: Option<&str>) -> anyhow::Result<Board<'a>> {
    let names = names(dossier, folder)?;
    let name = match (name, names.as_slice()) {
        (Some(name), _) => name,
        (None, [only]) => only,
        (None, _) => anyhow::bail!("name one of the models: {}", names.join(", ")),
    };
    let (Some(talks), Some((file, text))) = (&dossier.talks, &dossier.talks_file) else {
        anyhow::bail!("{} has no talks.toml", folder.display());
    };
    let Some(entry) = talks.conflict(name) else {
        anyhow::bail!("there is no [conflict.{name}]; there are: {}", names.join(", "));
    };
    if !entry.whole {
        complain(dossier);
        anyhow::bail!("[conflict.{name}] has errors; mend them first");
    }
    Board::of(entry, talks, (file, text)).map_err(|findings| {
        for finding in &findings {
            output::complain(&finding.to_string());
        }
        anyhow::anyhow!("[conflict.{name}] does not hold together; mend it first")
    })
}

/// Says what is wrong with `talks.toml`.
fn complain(dossier: &Dossier) {
    const MOST: usize = 20;
    let errors = |one: &&model::Finding| one.severity == model::Severity::Error;
    for finding in dossier.findings.iter().filter(errors).take(MOST) {
        output::complain(&finding.to_string());
    }
}
