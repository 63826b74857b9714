//! `pourparler brief`: the state of the talks as a note in which every line is cited.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use model::{ActorId, ChoiceId, IssueId, When};
use read::Reading;
use read::lexicon::Lexicon;

use crate::brief::{self, Look, Names, Options};
use crate::conflict_command;
use crate::disputes_command;
use crate::dossier::Dossier;
use crate::how;
use crate::shifts_command;

/// The state of the talks as a note in which every line is cited.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The ending of -o chooses the form: .md, .html, .json or .txt.
The state is that of --as-of, or of the newest report or entry; never of today.
A folder without talks.toml works: the parties are those that the reports set against each other.")]
pub(crate) struct Arguments {
    /// A dossier, or any folder of articles
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Write to a file: brief.md, brief.html, brief.json or brief.txt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The state on that day: 2025, 2025-06 or 2025-06-02
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<When>,
    /// What moved from that day on
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<When>,
    /// One page
    #[arg(long)]
    short: bool,
    /// The brief as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: how::Options,
}

/// A date of the command line.
pub(crate) fn date(text: &str) -> Result<When, String> {
    When::parse(text).ok_or_else(|| {
        "not a date that the calendar has; write 2025, 2025-06 or 2025-06-02".to_owned()
    })
}

/// Names of the lexicon, for what neither dossier nor reports name.
pub(crate) struct Lexical<'a>(pub(crate) &'a Lexicon);

impl Names for Lexical<'_> {
    fn issue(&self, id: &IssueId) -> Option<String> {
        self.0.issue(id).map(|entry| entry.name.clone())
    }

    fn choice(&self, issue: &IssueId, id: &ChoiceId) -> Option<String> {
        let entry = self.0.issue(issue)?;
        entry.choices.iter().find(|choice| choice.id == *id).map(|choice| choice.name.clone())
    }

    fn actor(&self, id: &ActorId) -> Option<String> {
        self.0.actor(id).map(|entry| entry.name.clone())
    }

    fn parts(&self) -> weigh::Parts {
        parts(self.0)
    }
}

/// Which choices are parts of larger ones, by the lexicon and the dossier.
pub(crate) fn parts(lexicon: &Lexicon) -> weigh::Parts {
    let mut out = weigh::Parts::default();
    for issue in lexicon.issues() {
        for choice in &issue.choices {
            for whole in &choice.part_of {
                out.add(&issue.id, &choice.id, whole);
            }
        }
    }
    out
}

/// Sections behind which conflict models stand.
const BEFORE_CONFLICT: [&str; 2] = ["agreeable", "weighing"];

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let how = arguments.how.open()?;
    let mut dossier = Dossier::open_inside(&arguments.folder)?;
    let (mut reader, mut reading) = dossier.read(&how);
    let mut whole = true;
    if let Some(day) = arguments.as_of {
        // What is known about people, copies and dates must not come from reports of later days,
        // so the reading is done again without them.
        if dossier.forget_after(day, &reading) {
            (reader, reading) = dossier.read(&how);
            whole = false;
        }
    }
    let cards = disputes_command::cards(&dossier, &reader, &reading, &how);
    // A card of a later day is not lost.
    if whole {
        reading.findings.extend(cards.findings(dossier.decisions_name()));
        reading.findings.sort();
    }
    let shifts = shifts_command::find(&dossier, &reader, &reading, arguments.as_of);
    let options = Options {
        as_of: arguments.as_of,
        since: arguments.since,
        short: arguments.short,
        cards: Some(&cards),
        shifts: Some(&shifts),
        ..Options::default()
    };
    let names = Lexical(reader.lexicon());
    let mut note = brief::compose(&reading, dossier.talks.as_ref(), &names, &options);
    if !arguments.short
        && let Some(section) = conflict_command::section(&dossier, arguments.as_of)
    {
        let after = note.sections.iter().rposition(|one| BEFORE_CONFLICT.contains(&one.id));
        note.sections.insert(after.map_or(0, |at| at + 1), section);
    }
    if let Some(section) = note.sections.iter_mut().find(|section| section.id == "method") {
        section.notes.extend(how.note());
    }
    print(&note, &reading, arguments.output.as_deref(), arguments.json)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a note on the terminal, or writes it in the form that the file's ending asks for.
pub(crate) fn print(
    note: &brief::tree::Brief,
    reading: &Reading,
    output: Option<&Path>,
    json: bool,
) -> anyhow::Result<()> {
    let form = output.and_then(Path::extension);
    let form = form.map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let mut text = match form.as_deref() {
        _ if json => brief::json(note)?,
        Some("json") => brief::json(note)?,
        Some("md" | "markdown") => brief::markdown(note),
        Some("html" | "htm") => brief::html(note, reading)?,
        Some("txt") => brief::terminal(note, Look { width: 100, colour: false }),
        Some(other) => {
            anyhow::bail!("cannot write a .{other} file; end its name in .md, .html, .json or .txt")
        }
        None => {
            let look = Look { width: crate::output::width(), colour: crate::output::colour() };
            brief::terminal(note, look)
        }
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    match output {
        Some(path) => {
            crate::output::write(path, &text)?;
            crate::output::complain(&format!("wrote {}", path.display()));
            Ok(())
        }
        None => crate::output::print(&text),
    }
}
