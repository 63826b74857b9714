//! `pourparler decide`: what a person says about something that was read.

mod entry;
mod list;

use std::path::PathBuf;
use std::process::ExitCode;

use model::file::KEY_DIGITS;
use model::{Position, Severity, Statement, Subject, Verdict};
use read::Reading;

use crate::dossier::{DECISIONS, Dossier};
use crate::how::{self, How};
use crate::output;
pub(crate) use list::mark;

/// Digits of a key that are enough to ask for it.
const LEAST: usize = 4;

/// Overrule the reading: confirm, reject or correct a statement or a position.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Find a key:       pourparler decide my-talks --find \"full ceasefire\"
Confirm:          pourparler decide my-talks 3f9a02c1 confirm --by \"A. Analyst\" --on 2025-06-05
Reject:           pourparler decide my-talks 3f9a02c1 reject --why \"a caption, not her words\"
Correct:          pourparler decide my-talks 3f9a02c1 correct --stance refuse --issue ceasefire
Take it back:     pourparler decide my-talks 3f9a02c1 withdraw
See what counts:  pourparler decide my-talks --list

Each decision is added to decisions.toml beside talks.toml; what stands there is kept, and the last
decision with a key counts. A key is made of the report's bytes and the words: it stays the same
when the file is renamed, and a decision about a report that was changed is told as a finding.
The file is described in docs/src/reference/decisions.md.
Exit code: 0 done; 1 --find found nothing, or --list has decisions that match nothing; 2 could not.")]
pub(crate) struct Arguments {
    /// The dossier's folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The key of a statement or position, or its beginning
    #[arg(value_name = "KEY", required_unless_present_any = ["find", "list"])]
    key: Option<String>,
    /// confirm, reject, correct or withdraw
    #[arg(value_name = "VERDICT", requires = "key", required_unless_present_any = ["find", "list"], value_parser = verdict)]
    verdict: Option<Verdict>,
    /// Show what was read with these words, in the content, the names or the place, and the keys
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["key", "list"])]
    find: Option<String>,
    /// What was decided, and what no longer matches
    #[arg(long, conflicts_with = "key")]
    list: bool,
    /// Who decides
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the decision; the program reads no clock
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    #[command(flatten)]
    how: how::Options,
    #[command(flatten)]
    right: entry::Right,
}

fn verdict(text: &str) -> Result<Verdict, String> {
    let all: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.name()).collect();
    Verdict::parse(text).ok_or_else(|| format!("one of: {}", all.join(", ")))
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let how = arguments.how.open()?;
    let dossier = Dossier::open(&arguments.folder)?;
    if let Some(words) = &arguments.find {
        let (_, reading) = dossier.read(&how);
        let found = list::find(&reading, words);
        if found.is_empty() {
            output::complain("nothing that was read has these words");
            return Ok(ExitCode::from(1));
        }
        output::print(&found)?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.list {
        let (_, reading) = dossier.read(&how);
        let name = dossier.decisions_file.as_ref().map_or(DECISIONS, |(name, _)| name);
        let (text, lost) = list::list(&reading, name);
        output::print(&text)?;
        return Ok(ExitCode::from(u8::from(lost)));
    }
    let (Some(key), Some(verdict)) = (&arguments.key, arguments.verdict) else {
        anyhow::bail!("name a key and a verdict");
    };
    decide(arguments, &dossier, &how, key, verdict)
}

/// A statement or position as it was read.
enum Thing<'a> {
    Statement(&'a Statement),
    Position(&'a Position),
}

fn thing<'a>(reading: &'a Reading, of: Subject, key: &str) -> Option<Thing<'a>> {
    match of {
        Subject::Statement => {
            reading.statements.iter().find(|one| one.key == key).map(Thing::Statement)
        }
        Subject::Position => {
            reading.positions.iter().find(|one| one.key == key).map(Thing::Position)
        }
        Subject::Dispute => None,
    }
}

/// The key of a decision that matches nothing any more, so that it can be taken back.
fn dead(dossier: &Dossier, reading: &Reading, key: &str) -> Option<(Subject, String)> {
    let start = key.trim().to_ascii_lowercase();
    let short = start.len() < LEAST || !read::decisions::find(reading, &start).is_empty();
    let begins = |one: &&model::Decision| !short && one.key.starts_with(&start);
    dossier.decisions.iter().rev().find(begins).map(|one| (one.of, one.key.clone()))
}

/// The one thing whose key begins so.
fn resolve(reading: &Reading, key: &str) -> anyhow::Result<(Subject, String)> {
    let start = key.trim().to_ascii_lowercase();
    let digits = start.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !digits || !(LEAST..=KEY_DIGITS).contains(&start.len()) {
        anyhow::bail!(
            "\"{key}\" is not a key; a key has {KEY_DIGITS} digits 0-9 a-f, of which the first \
             {LEAST} may do. `pourparler decide FOLDER --find WORDS` tells the keys"
        );
    }
    let mut found = read::decisions::find(reading, &start);
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => anyhow::bail!(
            "nothing that was read has the key {start}; `pourparler decide FOLDER --find WORDS` \
             tells the keys"
        ),
        count => {
            let keys: Vec<String> =
                found.iter().take(5).map(|(of, key)| format!("{of} {key}")).collect();
            anyhow::bail!("{count} keys begin with {start}: {}; type more of it", keys.join(", "))
        }
    }
}

fn decide(
    arguments: &Arguments,
    dossier: &Dossier,
    how: &How,
    key: &str,
    verdict: Verdict,
) -> anyhow::Result<ExitCode> {
    let broken = |finding: &&model::Finding| ["D001", "D002", "F005"].contains(&finding.code);
    let name = arguments.folder.join(DECISIONS);
    let shown = crate::dossier::shown(&name);
    let of_file = dossier.findings.iter().filter(|finding| finding.file == shown);
    if let Some(finding) = of_file.clone().find(broken) {
        anyhow::bail!("{DECISIONS} must be mended before anything is added to it:\n{finding}");
    }
    let (reader, mut reading) = dossier.read_undecided(how);
    let (of, key) = match dead(dossier, &reading, key).filter(|_| verdict == Verdict::Withdraw) {
        Some(dead) => dead,
        None => resolve(&reading, key)?,
    };
    let thing = thing(&reading, of, &key);
    let known = |one: &&model::Decision| one.of == of && key.starts_with(&one.key);
    if verdict == Verdict::Withdraw && !dossier.decisions.iter().any(|one| known(&one)) {
        anyhow::bail!("nothing was decided about this {of}, so there is nothing to withdraw");
    }
    let words = thing.as_ref().map(|thing| words(&reading, thing)).unwrap_or_default();
    let read = thing.as_ref().and_then(as_read);
    let about = entry::About { of, key: &key, words, read };
    let old = dossier.decisions_file.as_ref().map_or("", |(_, text)| text);
    let new = entry::added(old, &entry::text(arguments, verdict, &about));
    // What is written is what will be read: the whole new text is checked before it is there.
    let (decisions, findings) = dossier.read_decisions(&shown, &new);
    let before = of_file.filter(|finding| finding.severity == Severity::Error).count();
    let errors: Vec<&model::Finding> =
        findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    if errors.len() > before || decisions.len() <= dossier.decisions.len() {
        let last = errors.last().map(|one| format!("{}\n    hint: {}", one.message, one.hint));
        anyhow::bail!("nothing was written: {}", last.unwrap_or_default());
    }
    output::write(&name, &new)?;
    output::complain(&format!("added to {shown}"));
    let line = decisions.last().map_or(0, |decision| decision.spot.line);
    read::decisions::apply(&mut reading, &decisions, &shown, reader.lexicon());
    output::print(&list::one(&reading, &shown, line))?;
    Ok(ExitCode::SUCCESS)
}

/// The words of the report.
fn words(reading: &Reading, thing: &Thing<'_>) -> String {
    match thing {
        Thing::Statement(one) => list::content(reading, one),
        Thing::Position(one) => list::folded(&one.words),
    }
}

/// A position's key holds how it was read; a statement's does not.
fn as_read(thing: &Thing<'_>) -> Option<String> {
    match thing {
        Thing::Statement(one) => Some(model::AsRead::from(*one).in_words()),
        Thing::Position(_) => None,
    }
}
