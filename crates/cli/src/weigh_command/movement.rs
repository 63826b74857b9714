//! `pourparler weigh movement`: what moved between two days, or from round to round.

mod lookup;
mod steps;

use std::path::PathBuf;
use std::process::ExitCode;

use model::When;
use weigh::movement::Agenda;

use super::asked::{Asked, Opened};
use crate::brief::board::Board;
use crate::brief::{self, Between, Moved};
use crate::brief_command::{self, Lexical, date};

/// Options of movement.
#[derive(Debug, clap::Args)]
#[group(id = "movement")]
#[command(after_help = "\
Between two days:           pourparler weigh movement my-talks --from 2025-05-16 --to 2025-06-02
From round to round:        pourparler weigh movement my-talks
What the talks are about:   pourparler weigh movement my-talks --core territory --core ceasefire
Choices that lie in a row:  pourparler weigh movement my-talks --order \"ceasefire=30_days,unconditional\"
If a side moved:            --if \"ua:territory=frozen_line:accepts\" counts as said on the last day
As a page, or for a program: -o movement.html, --json

Own words of each side up to each day are compared, the latest on each choice. Told are concessions,
hardenings, new demands, withdrawn offers, what was reopened and newly settled, and the gap on each
issue, each with both words. Silence is never movement, and what is first heard may be old.

What one offer does beside another, in the classes of Hindriks, Jonker and Tykhonov (2007):
  pourparler weigh movement my-talks --step \"ceasefire=30_days\" --step \"ceasefire=unconditional\"
the first --step is the offer before, the second the offer after. It takes worths: a scenario of
another program, or [[preference]] in talks.toml. A class is told only if it holds for all weights
that are possible; else the classes among which they decide.

Method, sources and limits: docs/src/methods/movement.md.
Exit code: 0 something moved, or a step was classed; 1 nothing moved that can be told; 2 could not.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// The earlier day: 2025, 2025-06 or 2025-06-02. Without days: from round to round
    #[arg(long, value_name = "DATE", value_parser = date, requires = "to", conflicts_with = "scenario")]
    from: Option<When>,
    /// The later day
    #[arg(long, value_name = "DATE", value_parser = date, requires = "from", conflicts_with = "scenario")]
    to: Option<When>,
    /// An issue that the talks are about in the end, by handle or name: standing still on it while
    /// others move is told. Several: the option several times
    #[arg(long, value_name = "ISSUE", conflicts_with = "scenario")]
    core: Vec<String>,
    /// The choices of an issue from one end to the other, so that steps between them can be counted.
    /// Several issues: the option several times
    #[arg(long, value_name = "ISSUE=CHOICE,CHOICE", conflicts_with = "scenario")]
    order: Vec<String>,
    /// Twice: an offer and the next one, ISSUE=CHOICE with ; between them. In a dossier the issues that
    /// are not named stay as they are today
    #[arg(long, value_name = "OFFER")]
    step: Vec<String>,
    /// Write to a file: movement.md, movement.html, movement.json or movement.txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Runs the question.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let offers = match arguments.step.as_slice() {
        [] => None,
        [from, to] => Some([from.as_str(), to.as_str()]),
        _ => anyhow::bail!("write --step twice: the offer before and the offer after"),
    };
    let asked = &arguments.asked;
    if asked.scenario {
        let Some(offers) = offers else {
            anyhow::bail!(
                "a scenario of another program has no dates; name two offers: \
                 --step \"ISSUE=CHOICE; ...\" --step \"ISSUE=CHOICE; ...\""
            );
        };
        return steps::of_scenario(asked, offers, arguments.output.as_deref(), arguments.json);
    }
    let between = between(arguments)?;
    let opened = asked.open()?;
    let lexicon = opened.reader.lexicon();
    let agenda = Agenda {
        core: lookup::issues(&arguments.core, lexicon)?,
        ordered: lookup::orders(&arguments.order, lexicon)?,
    };
    let names = Lexical(lexicon);
    let talks = opened.dossier.talks.as_ref();
    let options = opened.options();
    let ask = |board: Board<'_>| brief::moved(&board, &between, &agenda);
    // Offers beside each other need no dates.
    let dates = offers.is_none() || arguments.from.is_some();
    let found: Option<Moved> = dates
        .then(|| brief::with_board(&opened.reading, talks, &names, &options, ask))
        .transpose()?;
    let mut note = brief::compose(&opened.reading, talks, &names, &options);
    note.first.clear();
    note.sections.clear();
    let mut told = false;
    if let Some(found) = found {
        told = found.told;
        note.sections.push(suppositions(found, &opened));
    }
    if let Some(offers) = offers {
        note.sections.push(steps::of_dossier(asked, offers)?);
        told = true;
    }
    brief_command::print(&note, &opened.reading, arguments.output.as_deref(), arguments.json)?;
    Ok(ExitCode::from(u8::from(!told)))
}

/// What is compared, if that makes sense.
fn between(arguments: &Arguments) -> anyhow::Result<Between> {
    let (Some(from), Some(to)) = (arguments.from, arguments.to) else { return Ok(Between::Rounds) };
    if from.last_day() >= to.last_day() {
        anyhow::bail!(
            "--from {from} does not lie before --to {to}; give the earlier day first: --from {to} --to {from}"
        );
    }
    if let Some(day) = arguments.asked.as_of
        && to.last_day() > day.last_day()
    {
        anyhow::bail!("--to {to} lies after --as-of {day}: what was said then was not known yet");
    }
    Ok(Between::Days(from, to))
}

/// Says first what is only supposed.
fn suppositions(found: Moved, opened: &Opened) -> brief::tree::Section {
    let mut section = found.section;
    let texts = opened.assumed.iter().filter_map(|one| match &one.evidence {
        model::Evidence::Assumed(text) => Some(text),
        model::Evidence::Passage(_) | model::Evidence::Entry { .. } => None,
    });
    let notes: Vec<String> = texts
        .map(|text| format!("Supposed as said on the last day, and not said: {text}."))
        .collect();
    section.notes.splice(0..0, notes);
    section
}
