//! `pourparler weigh simulate`: talks played through with documented strategies, for teaching and what-if.

mod end;
mod offers;
mod restrict;
mod seats;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::asked::Asked;
use super::export;
use super::matter::{Matter, short};
use crate::output;
use crate::wrap::wrap;

/// Options of the play.
#[derive(Debug, clap::Args)]
#[group(id = "simulate")]
#[command(after_help = "\
Says how rules fare against rules, never what people will do. For teaching, and for what-if.

Alternating offers (with more than two sides the stacked protocol, Aydogan et al. 2017). Who takes what
lies on the table: whoever would not offer better itself. Nobody goes below what it has without a deal.
  boulware      holds out, gives way late: time to the power of 4    Faratin, Sierra, Jennings 1998
  linear        gives way evenly                                     the same
  conceder      gives way early: the fourth root of time             the same
  power:3/2     gives way with time to this power                    the same
  tit-for-tat   gives way in the ratio in which the other did; tit-for-tat:absolute by as much as
                the other's last step was worth to it                the same
  micro         one new deal for each new deal of the other          de Jonge 2022

  pourparler weigh simulate my-talks --strategy ru=boulware --strategy ua=conceder --rounds 60
  pourparler weigh simulate my-talks --issues prisoners,remains,ceasefire
  pourparler weigh simulate --scenario my-scenario --strategy micro -o trace.csv
                  d <- read.csv(\"trace.csv\"); plot(d$round, d$utility_ru)

A single text: a mediator proposes one change after another, what all take becomes part of the text
(Raiffa 1982; Klein, Faratin, Sayama, Bar-Yam 2003). It works at any size.
  climber       takes a change that makes the text no worse for it
  annealer:20   also bears a loss now and then; at the start up to some 20 % of its range

  pourparler weigh simulate my-talks --single-text --steps 500 --voter ru=annealer:20

The same seed gives the same trace on any machine. Vary seed, order and rounds before drawing a lesson.
Method, sources and limits: docs/src/methods/simulation.md.
Exit code: 0 a deal; 1 no deal; 2 could not.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// How a party bargains: boulware, linear, conceder, power:N/M, tit-for-tat or micro; without a
    /// party all that are not named. Several: the option several times. As usual boulware
    #[arg(long, value_name = "PARTY=STRATEGY", conflicts_with = "single_text")]
    strategy: Vec<String>,
    /// What a deal is multiplied by for each round that passed before it: above 0, at most 1
    #[arg(long, value_name = "PARTY=FACTOR", conflicts_with = "single_text")]
    discount: Vec<String>,
    /// After so many rounds there is no deal
    #[arg(long, value_name = "N", default_value_t = 100, conflicts_with = "single_text")]
    rounds: u32,
    /// Where chance begins
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// A mediator with one text instead of offers
    #[arg(long)]
    single_text: bool,
    /// How many changes the mediator proposes
    #[arg(long, value_name = "N", default_value_t = 1_000, requires = "single_text")]
    steps: u32,
    /// How a party votes: climber, or annealer:PERCENT; without a party all that are not named. As usual
    /// climber
    #[arg(long, value_name = "PARTY=VOTER", requires = "single_text")]
    voter: Vec<String>,
    /// The first text: ISSUE=CHOICE, with ; between them. As usual how it stands today, or drawn
    #[arg(long, value_name = "DEAL", requires = "single_text")]
    start: Option<String>,
    /// Only these issues, with commas; the others stay as they are today
    #[arg(long, value_name = "ISSUE,ISSUE", conflicts_with = "scenario")]
    issues: Option<String>,
    /// How many lines of the trace to print; --json and -o trace.csv have all
    #[arg(long, value_name = "N", default_value_t = 30)]
    lines: usize,
    /// Write to a file: trace.csv, trace.json or trace.txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Runs the question.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    // A name of a file that cannot be written is told before the work.
    let form = form(arguments.output.as_deref(), arguments.json)?;
    let mut matter = arguments.asked.matter()?;
    if let Some(issues) = &arguments.issues {
        matter = restrict::to(&matter, issues)?;
    }
    if matter.parties.len() < 2 {
        anyhow::bail!("talks need at least two parties; there is {}", matter.parties.len());
    }
    let found = if arguments.single_text {
        text::play(&matter, arguments)?
    } else {
        offers::play(&matter, arguments)?
    };
    let text = match form {
        Form::Lines => found.lines(&matter)?,
        Form::Table => found.table(&matter)?,
        Form::Page => found.page(&matter, arguments.lines),
    };
    export::deliver(&text, arguments.output.as_deref())?;
    Ok(ExitCode::from(u8::from(!found.is_deal())))
}

/// How the trace is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    Page,
    Lines,
    Table,
}

fn form(output: Option<&Path>, json: bool) -> anyhow::Result<Form> {
    Ok(match export::ending(output).as_deref() {
        _ if json => Form::Lines,
        Some("json" | "jsonl") => Form::Lines,
        Some("csv") => Form::Table,
        Some("txt") | None => Form::Page,
        Some(other) => {
            anyhow::bail!("cannot write a .{other} file; end its name in .csv, .json or .txt")
        }
    })
}

/// One play that can be told in three ways.
trait Play {
    fn is_deal(&self) -> bool;
    fn page(&self, matter: &Matter, most: usize) -> String;
    fn lines(&self, matter: &Matter) -> anyhow::Result<String>;
    fn table(&self, matter: &Matter) -> anyhow::Result<String>;
}

/// Says what it rests on, before the work.
fn announce(matter: &Matter) {
    let open = matter.space.issues().iter().filter(|issue| issue.options.len() > 1).count();
    output::complain(&format!(
        "{} admissible deals on {open} issues",
        matter.space.admissible_outcomes()
    ));
}

/// What each side has without a deal, and so what nobody goes below.
fn without(matter: &Matter) -> String {
    let each: Vec<String> = matter
        .space
        .parties()
        .iter()
        .zip(&matter.parties)
        .map(|(party, name)| match &party.reserve {
            Some(reserve) => format!("{name} {}", short(reserve)),
            None => format!("{name} takes any deal"),
        })
        .collect();
    format!("Without a deal: {}", each.join(", "))
}

/// First lines and last lines of a long list, and how many were left out between them.
fn ends(all: &[String], most: usize) -> (&[String], usize, &[String]) {
    if all.len() <= most {
        return (all, 0, &[]);
    }
    let first = most.div_ceil(2);
    let last = all.len() - (most - first);
    (all.get(..first).unwrap_or(all), last - first, all.get(last..).unwrap_or_default())
}

/// The trace, shortened in the middle.
fn tell(out: &mut String, trace: &[String], most: usize) {
    let (first, between, last) = ends(trace, most);
    for line in first {
        wrap(out, "  ", line);
    }
    if between > 0 {
        put_line!(
            out,
            "  ... {between} lines between; --lines N prints more, -o trace.csv and --json all"
        );
    }
    for line in last {
        wrap(out, "  ", line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_keeps_both_ends() {
        let all: Vec<String> = (0..10).map(|at| at.to_string()).collect();
        let (first, between, last) = ends(&all, 5);
        assert_eq!((first, between, last), (&all[..3], 5, &all[8..]));
        assert_eq!(ends(&all, 10), (&all[..], 0, &[][..]));
        assert_eq!(ends(&all, 0).1, 10);
    }
}
