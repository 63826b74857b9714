//! `pourparler decide`: what a person says about something that was read.

mod entry;
mod list;

use std::path::PathBuf;
use std::process::ExitCode;

use model::file::KEY_DIGITS;
use model::{Position, Severity, Statement, Subject, Verdict};
use read::Reading;
use read::disputes::{self, Dispute};

use crate::disputes_command;
use crate::dossier::{DECISIONS, Dossier};
use crate::how::{self, How};
use crate::output;
pub(crate) use list::mark;

/// Digits of a key that are enough to ask for it.
const LEAST: usize = 4;

/// Overrule the reading: confirm, reject or correct a statement or a position; confirm, dismiss or
/// merge a dispute.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Find a key:       pourparler decide my-talks --find \"full ceasefire\"
Confirm:          pourparler decide my-talks 3f9a02c1 confirm --by \"A. Analyst\" --on 2025-06-05
Reject:           pourparler decide my-talks 3f9a02c1 reject --why \"a caption, not her words\"
Correct:          pourparler decide my-talks 3f9a02c1 correct --stance refuse --issue ceasefire
A dispute:        pourparler decide my-talks a2c5ab1e dismiss --why \"two different trains\"
Two in one:       pourparler decide my-talks a2c5ab1e merge --into 9df223af
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
    /// The key of a statement, a position or a dispute, or its beginning
    #[arg(value_name = "KEY", required_unless_present_any = ["find", "list"])]
    key: Option<String>,
    /// confirm, reject, correct or withdraw; of a dispute confirm, dismiss, merge or withdraw
    #[arg(value_name = "VERDICT", requires = "key", required_unless_present_any = ["find", "list"], value_parser = verdict)]
    verdict: Option<Verdict>,
    /// Show what was read with these words, in the content, the names or the place, and the keys
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["key", "list"])]
    find: Option<String>,
    /// What was decided, and what no longer matches
    #[arg(long, conflicts_with = "key")]
    list: bool,
    /// With merge: the key of the dispute that takes the sides of this one, or its beginning
    #[arg(long, value_name = "KEY")]
    into: Option<String>,
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
        let (reader, reading) = dossier.read(&how);
        let cards = disputes_command::cards(&dossier, &reader, &reading, &how);
        let found = list::find(&reading, &cards.cards, words);
        if found.is_empty() {
            output::complain("nothing that was read has these words");
            return Ok(ExitCode::from(1));
        }
        output::print(&found)?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.list {
        let (reader, reading) = dossier.read(&how);
        let cards = disputes_command::cards(&dossier, &reader, &reading, &how);
        let name = dossier.decisions_file.as_ref().map_or(DECISIONS, |(name, _)| name);
        let (text, lost) = list::list(&reading, &cards, name);
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
    Dispute(&'a Dispute),
}

fn thing<'a>(
    reading: &'a Reading,
    cards: &'a [Dispute],
    of: Subject,
    key: &str,
) -> Option<Thing<'a>> {
    match of {
        Subject::Statement => {
            reading.statements.iter().find(|one| one.key == key).map(Thing::Statement)
        }
        Subject::Position => {
            reading.positions.iter().find(|one| one.key == key).map(Thing::Position)
        }
        Subject::Dispute => cards.iter().find(|one| one.key == key).map(Thing::Dispute),
    }
}

/// The key of a decision that matches nothing any more, so that it can be taken back.
fn dead(
    dossier: &Dossier,
    reading: &Reading,
    cards: &[Dispute],
    key: &str,
) -> Option<(Subject, String)> {
    let start = key.trim().to_ascii_lowercase();
    let short = start.len() < LEAST || !keys(reading, cards, &start).is_empty();
    let begins = |one: &&model::Decision| !short && one.key.starts_with(&start);
    dossier.decisions.iter().rev().find(begins).map(|one| (one.of, one.key.clone()))
}

/// Everything whose key begins so.
fn keys(reading: &Reading, cards: &[Dispute], start: &str) -> Vec<(Subject, String)> {
    let mut found = read::decisions::find(reading, start);
    let cards = disputes::find_key(cards, start);
    found.extend(cards.into_iter().map(|key| (Subject::Dispute, key)));
    found
}

/// The one thing whose key begins so.
fn resolve(reading: &Reading, cards: &[Dispute], key: &str) -> anyhow::Result<(Subject, String)> {
    let start = key.trim().to_ascii_lowercase();
    let digits = start.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !digits || !(LEAST..=KEY_DIGITS).contains(&start.len()) {
        anyhow::bail!(
            "\"{key}\" is not a key; a key has {KEY_DIGITS} digits 0-9 a-f, of which the first \
             {LEAST} may do. `pourparler decide FOLDER --find WORDS` tells the keys"
        );
    }
    let mut found = keys(reading, cards, &start);
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
    // Disputes are found in the reading as a person has it.
    let cards = {
        let mut decided = reading.clone();
        dossier.decide(&reader, &mut decided);
        let threads = how.threads.unwrap_or_else(crate::dossier::cores);
        disputes::find(&decided, dossier.talks.as_ref(), reader.lexicon(), threads)
    };
    let (of, key) =
        match dead(dossier, &reading, &cards, key).filter(|_| verdict == Verdict::Withdraw) {
            Some(dead) => dead,
            None => resolve(&reading, &cards, key)?,
        };
    let thing = thing(&reading, &cards, of, &key);
    let known = |one: &&model::Decision| one.of == of && key.starts_with(&one.key);
    if verdict == Verdict::Withdraw && !dossier.decisions.iter().any(|one| known(&one)) {
        anyhow::bail!("nothing was decided about this {of}, so there is nothing to withdraw");
    }
    let into = arguments.into.as_deref().map(|start| into(&cards, start)).transpose()?;
    let words = thing.as_ref().map(|thing| words(&reading, thing)).unwrap_or_default();
    let read = thing.as_ref().and_then(as_read);
    let about = entry::About { of, key: &key, into, words, read };
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
    let ruled = disputes::decide(&cards, &decisions).rulings;
    let card = ruled.iter().find(|ruling| ruling.decision.spot.line == line);
    let told = match card {
        Some(ruling) => list::card_lines(&shown, ruling),
        None => list::one(&reading, &shown, line),
    };
    output::print(&told)?;
    Ok(ExitCode::SUCCESS)
}

/// The whole key of the card into which another is merged.
fn into(cards: &[Dispute], start: &str) -> anyhow::Result<String> {
    let start = start.trim().to_ascii_lowercase();
    match disputes::find_key(cards, &start).as_slice() {
        [one] if start.len() >= LEAST => Ok(one.clone()),
        found => anyhow::bail!(
            "--into {start} must begin the key of one dispute; {} do. `pourparler disputes FOLDER` \
             tells the keys",
            found.len()
        ),
    }
}

/// The words of the report.
fn words(reading: &Reading, thing: &Thing<'_>) -> String {
    match thing {
        Thing::Statement(one) => list::content(reading, one),
        Thing::Position(one) => list::folded(&one.words),
        Thing::Dispute(one) => list::folded(&format!("{}: {}", one.about, one.at_issue)),
    }
}

/// A position's key holds how it was read; a statement's does not.
fn as_read(thing: &Thing<'_>) -> Option<String> {
    match thing {
        Thing::Statement(one) => Some(model::AsRead::from(*one).in_words()),
        Thing::Position(_) | Thing::Dispute(_) => None,
    }
}
