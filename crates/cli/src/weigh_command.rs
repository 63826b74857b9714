//! `pourparler weigh`: what could be agreed, what blocks the rest, which deals are best and how sure that is.

mod asked;
mod best;
mod export;
mod frontier;
mod matter;
mod movement;
mod page;
mod plot;
mod robust;
mod simulate;
mod solutions;
mod suppose;

use std::process::ExitCode;

/// What could be agreed together, who holds out, what would open the rest, and which deals are best.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "\
The answer in one page:          pourparler weigh my-talks
As it was known that day:        pourparler weigh my-talks --as-of 2025-06-02
If a side moved:                 pourparler weigh my-talks --if \"ua:territory=freeze_line:accepts\"
As a page, or for a program:     pourparler weigh my-talks -o weigh.html, pourparler weigh my-talks --json
One question of it:              pourparler weigh blockers my-talks
The best deals:                  pourparler weigh solutions my-talks
All undominated deals, drawn:    pourparler weigh frontier my-talks -o frontier.svg
What if weights are not known:   pourparler weigh robust my-talks
What moved between two days:     pourparler weigh movement my-talks --from 2025-05-16 --to 2025-06-02
Talks played through:            pourparler weigh simulate my-talks --strategy ua=linear
A scenario of another program:   pourparler weigh frontier --scenario my-scenario
The same as NegMAS reads GENIUS: pourparler weigh frontier --scenario my-scenario --raw

A dossier is weighed by what each side says for itself: wants, accepts, refuses, not known. Worth,
red lines, links, the order of steps and what holds today can be entered in talks.toml
(docs/src/reference/dossier.md). How packages, deadlocks and openings are found stands in
docs/src/methods/agreeable-packages.md, order.md and blockers.md; how attitudes become numbers in
docs/src/methods/best-deals.md.

A scenario is a folder of GENIUS (XML), GeniusWeb (JSON) or NegMAS (YAML, JSON) files. All numbers
are exact; conventions stand in docs/src/methods/frontier.md. A folder that is called like a question
is named with its path: pourparler weigh ./frontier.
Exit code: 0 something was found; 1 nothing can be agreed; 2 could not.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    question: Option<Question>,
    #[command(flatten)]
    page: Option<page::Arguments>,
}

/// One question about deals.
#[derive(Debug, clap::Subcommand)]
enum Question {
    /// Issue by issue and together: what every side takes, who holds out, and what must come first
    Agreeable(page::Arguments),
    /// The smallest steps that would open what is shut, and which words conflict
    Blockers(page::Blockers),
    /// All deals that no other deal beats for everybody, as a table, a drawing or a file for R
    Frontier(frontier::Arguments),
    /// The named solutions (Nash, Kalai-Smorodinsky, egalitarian, utilitarian), why, and what is better
    /// than a deal of yours
    Solutions(solutions::Arguments),
    /// How sure the answer is when weights and values are not known
    Robust(robust::Arguments),
    /// What moved between two days or from round to round, each change with both words
    Movement(movement::Arguments),
    /// Talks played through with known strategies, for teaching and what-if; never a forecast
    Simulate(simulate::Arguments),
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match (&arguments.question, &arguments.page) {
        (Some(Question::Agreeable(asked)), _) => page::agreeable(asked),
        (Some(Question::Blockers(asked)), _) => page::blockers(asked),
        (Some(Question::Frontier(asked)), _) => frontier::run(asked),
        (Some(Question::Solutions(asked)), _) => solutions::run(asked),
        (Some(Question::Robust(asked)), _) => robust::run(asked),
        (Some(Question::Movement(asked)), _) => movement::run(asked),
        (Some(Question::Simulate(asked)), _) => simulate::run(asked),
        (None, Some(asked)) if asked.asked.scenario => solutions::of_scenario(asked),
        (None, Some(asked)) => page::run(asked),
        (None, None) => anyhow::bail!("name a folder: pourparler weigh my-talks"),
    }
}
