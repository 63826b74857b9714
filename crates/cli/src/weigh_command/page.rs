//! The answer of a dossier in cited lines: the whole page, or one question of it.

use std::path::PathBuf;
use std::process::ExitCode;

use super::asked::{Asked, Opened};
use crate::brief::tree::{Block, Brief};
use crate::brief::{self, Targets};
use crate::brief_command::{self, Lexical};

/// Options of the page.
#[derive(Debug, clap::Args)]
#[group(id = "page", args = ["folder"])]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// Write to a file: weigh.md, weigh.html, weigh.json or weigh.txt
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Options of what blocks.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
For each issue that no choice settles: the smallest sets of steps that would (minimal correction sets).
For a deal of your own, in full or in part:
  pourparler weigh blockers my-talks --deal \"territory=freeze_line; ceasefire=full_unconditional\"
Then follow the conflicting cores: words that cannot all stand if such a deal is to be.
Method: docs/src/methods/blockers.md.")]
pub(crate) struct Blockers {
    #[command(flatten)]
    page: Arguments,
    /// What stands against these choices: ISSUE=CHOICE, with ; between them
    #[arg(long, value_name = "DEAL")]
    deal: Option<String>,
}

/// Sections of the brief that weigh.
const SECTIONS: [&str; 3] = ["supposed", "agreeable", "weighing"];

/// The whole page.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let opened = arguments.asked.open()?;
    let mut note = compose(&opened);
    note.sections.retain(|section| SECTIONS.contains(&section.id));
    finish(&note, &opened, arguments)
}

/// Without the openings.
pub(super) fn agreeable(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    no_scenario(&arguments.asked)?;
    let opened = arguments.asked.open()?;
    let mut note = compose(&opened);
    note.sections.retain(|section| SECTIONS.contains(&section.id));
    for section in &mut note.sections {
        section.blocks.retain(|block| heading(block) != Some(brief::OPENINGS));
        section.notes.retain(|note| !note.starts_with(brief::OPENING_NOTE));
    }
    finish(&note, &opened, arguments)
}

/// Only the openings, and what conflicts.
pub(super) fn blockers(arguments: &Blockers) -> anyhow::Result<ExitCode> {
    let page = &arguments.page;
    no_scenario(&page.asked)?;
    let opened = page.asked.open()?;
    let mut note = compose(&opened);
    let names = Lexical(opened.reader.lexicon());
    let talks = opened.dossier.talks.as_ref();
    let targets = arguments.deal.as_deref().map(targets).transpose()?;
    let options = opened.options();
    let section = brief::with_board(&opened.reading, talks, &names, &options, |board| {
        brief::what_blocks(board, targets.as_deref())
    })?;
    note.sections = vec![section];
    brief_command::print(&note, &opened.reading, page.output.as_deref(), page.json)?;
    let open = note
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .all(|block| matches!(block, Block::List(list) if list.lines.is_empty()));
    Ok(ExitCode::from(u8::from(!open)))
}

/// "ISSUE=CHOICE; ISSUE=CHOICE" as it stands; who knows the issues looks them up.
fn targets(text: &str) -> anyhow::Result<Targets> {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (issue, choice) = part.split_once('=').ok_or_else(|| {
                anyhow::anyhow!("cannot read \"{part}\" in --deal; write ISSUE=CHOICE")
            })?;
            Ok((issue.trim().to_owned(), choice.trim().to_owned()))
        })
        .collect()
}

fn no_scenario(asked: &Asked) -> anyhow::Result<()> {
    if asked.scenario {
        anyhow::bail!(
            "this question is about what sides said, and a scenario of another program has only \
             numbers; ask `pourparler weigh solutions --scenario {}`",
            asked.folder.display()
        );
    }
    Ok(())
}

fn compose(opened: &Opened) -> Brief {
    let names = Lexical(opened.reader.lexicon());
    let talks = opened.dossier.talks.as_ref();
    let mut note = brief::compose(&opened.reading, talks, &names, &opened.options());
    note.first.clear();
    if !opened.assumed.is_empty() {
        let plain = opened.plain_options();
        let changed = brief::supposed(&opened.reading, talks, &names, &plain, &opened.options());
        note.sections.insert(0, changed);
    }
    note
}

fn heading(block: &Block) -> Option<&str> {
    match block {
        Block::List(list) => list.heading.as_deref(),
        Block::Matrix(_) | Block::Timeline(_) => None,
    }
}

/// Prints it; the answer is no when nothing can be settled.
fn finish(note: &Brief, opened: &Opened, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let found = note.sections.iter().flat_map(|section| &section.blocks).any(|block| {
        matches!(block, Block::List(list)
            if list.heading.as_deref() == Some(brief::TOGETHER) && !list.lines.is_empty())
    });
    brief_command::print(note, &opened.reading, arguments.output.as_deref(), arguments.json)?;
    Ok(ExitCode::from(u8::from(!found)))
}
