//! `pourparler weigh frontier`: every result that no other beats for everybody.

use std::path::PathBuf;
use std::process::ExitCode;

use weigh::Disagreement;

use super::asked::Asked;
use super::best::{Best, count};
use super::matter::{short, short_list};
use super::{export, plot};
use crate::wrap::wrap;

/// Options of the frontier.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A result is what a deal is worth to each side; deals of the same worth are one result, and counted.
Undominated: no deal gives a side more without giving another less. All are found, exactly; nothing
is cut: how many there can be is said before the work starts.

As a drawing:     pourparler weigh frontier my-talks -o frontier.svg
For R or Stata:   pourparler weigh frontier my-talks -o frontier.csv
                  d <- read.csv(\"frontier.csv\"); plot(d$utility_ru, d$utility_ua)
For a program:    pourparler weigh frontier my-talks --json
Columns and lines: docs/src/reference/weigh-json.md. Method: docs/src/methods/frontier.md.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// How many results to print; all are counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    deals: usize,
    /// Write to a file: frontier.svg, frontier.csv, frontier.json or frontier.txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Which two parties a drawing shows, with a comma: ru,ua. As usual the first two
    #[arg(long, value_name = "A,B")]
    axes: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Runs the question.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    export::can_deliver(arguments.output.as_deref())?;
    let matter = arguments.asked.matter()?;
    let best = Best::of(&matter, &Disagreement::default())?;
    let output = arguments.output.as_deref();
    let text = match export::ending(output).as_deref() {
        _ if arguments.json => export::frontier_lines(&best)?,
        Some("json" | "jsonl") => export::frontier_lines(&best)?,
        Some("csv") => export::frontier_csv(&best)?,
        Some("svg") => plot::svg(&best, arguments.axes.as_deref())?,
        Some("txt") | None => page(&best, arguments.deals),
        Some(other) => {
            anyhow::bail!("cannot write a .{other} file; end its name in .svg, .csv, .json or .txt")
        }
    };
    export::deliver(&text, output)?;
    Ok(ExitCode::from(u8::from(best.solutions.found.is_none())))
}

/// What was weighed, above every page.
pub(super) fn head(best: &Best<'_>) -> String {
    let matter = best.matter;
    let mut out = format!(
        "{}: {} issues, {} parties ({}), {} possible deals, {} admissible\n\
         Undominated: {} different results, {}\n\
         Without a deal each has: {}\n",
        matter.title,
        matter.labels.len(),
        matter.parties.len(),
        matter.parties.join(", "),
        matter.space.outcomes(),
        matter.space.admissible_outcomes(),
        best.frontier.len(),
        count(&best.frontier.all_deals_count()),
        short_list(&best.solutions.disagreement),
    );
    let left = best.indifferent();
    if !left.is_empty() {
        put_line!(
            out,
            "Cannot gain anything, and left out of rules that compare gains: {}",
            left.join(", ")
        );
    }
    if best.solutions.found.is_none() {
        out.push_str("No deal gives every party at least what it has without one.\n");
    }
    out
}

/// For a person.
fn page(best: &Best<'_>, most: usize) -> String {
    let matter = best.matter;
    let mut out = head(best);
    put_line!(
        out,
        "\nWorth to {}; deals; solutions. The best for {} first",
        matter.parties.join(", "),
        matter.parties.first().map_or("", String::as_str)
    );
    let shown = most.min(best.frontier.len());
    for at in 0..shown {
        let rules = best.rules_of(at);
        let mark = if rules.is_empty() { String::new() } else { format!("  {}", rules.join(", ")) };
        let worth: Vec<String> = best.utility(at).iter().map(short).collect();
        let deals = count(&best.frontier.deals_count(at));
        put_line!(out, "{:>4}  {}  ({deals}){mark}", at + 1, worth.join("  "));
        if let Some(deal) = best.first_deal(at) {
            wrap(&mut out, "      ", &matter.deal(&deal));
        }
    }
    if shown < best.frontier.len() {
        put_line!(
            out,
            "  and {} more; --deals N shows more, -o frontier.csv and --json all",
            best.frontier.len() - shown
        );
    }
    out
}
