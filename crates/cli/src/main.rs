//! The `pourparler` command line: a workbench for peace talks, offline, on one laptop.
//!
//! A file per subcommand. Data go to stdout, all else to stderr. Exit 0: fine; 1: looked, and the
//! answer is no; 2: could not. A reader that closes the pipe early is no failure.

#[macro_use]
mod put;

mod brief;
mod brief_command;
mod check_command;
mod codes;
mod conflict_command;
mod decide_command;
mod disputes_command;
mod dossier;
mod how;
mod output;
mod read_command;
mod read_json;
mod shifts_command;
mod train_command;
mod weigh_command;
mod wrap;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A workbench for peace talks. Reads a folder of reports about a negotiation, offline, and tells
/// who says what about which issue, according to whom, and where the talks stand.
#[derive(Debug, Parser)]
#[command(name = "pourparler", version, about, max_term_width = 100)]
#[command(after_help = "\
Examples:
  pourparler brief examples/istanbul-2025            the state of the talks, on the terminal
  pourparler brief my-articles -o brief.html         the same as one HTML file
  pourparler brief my-talks --since 2025-06-02       what moved since then
  pourparler read article.txt                        who said what in one article
  pourparler disputes my-talks                       accounts that differ, side by side
  pourparler shifts my-talks                         how each side's words move from date to date
  pourparler weigh my-talks                          what could be agreed together, and what blocks the rest
  pourparler conflict my-talks                       which states of affairs would hold, and why
  pourparler decide my-talks --find ceasefire         the keys by which to overrule what was read
  pourparler check my-talks                          what is wrong with the dossier, and how to mend it
  pourparler train my-corpus -o my.crf               weights learned from articles that you annotated

Nothing leaves this machine: no network call is made.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The state of the talks as a note in which every line is cited
    Brief(brief_command::Arguments),
    /// Who said what in these reports, with positions, events and figures
    Read(read_command::Arguments),
    /// What the reports dispute: accounts that differ, side by side, without a verdict
    Disputes(disputes_command::Arguments),
    /// How each side's words on an issue move from date to date, with the signs read both ways
    Shifts(shifts_command::Arguments),
    /// What could be agreed together, who holds out, and what would open the rest; or the best deals of a scenario
    Weigh(Box<weigh_command::Arguments>),
    /// Would it hold? Who can do what, which states of affairs hold and why, and what would have to change
    Conflict(Box<conflict_command::Arguments>),
    /// Overrule the reading: confirm, reject or correct what was read
    Decide(Box<decide_command::Arguments>),
    /// Every finding about a dossier, with file, line, column, and how to mend it
    Check(check_command::Arguments),
    /// Teach the reader: learn weights from articles that you annotated
    Train(train_command::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Brief(arguments) => brief_command::run(arguments),
        Command::Read(arguments) => read_command::run(arguments),
        Command::Disputes(arguments) => disputes_command::run(arguments),
        Command::Shifts(arguments) => shifts_command::run(arguments),
        Command::Weigh(arguments) => weigh_command::run(arguments),
        Command::Conflict(arguments) => conflict_command::run(arguments),
        Command::Decide(arguments) => decide_command::run(arguments),
        Command::Check(arguments) => check_command::run(arguments),
        Command::Train(arguments) => train_command::run(arguments),
    };
    match done {
        Ok(code) => code,
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}
