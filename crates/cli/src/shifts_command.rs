//! `pourparler shifts`: how a party's words on an issue move from date to date.

mod json;
mod rounds;
mod text;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use model::When;
use read::lexicon::Lexicon;
use read::shifts::{self, Scope, Shift, Shifts, Thread};
use read::{Reader, Reading};

use crate::brief_command::date;
use crate::dossier::Dossier;
use crate::how;
use crate::output;

/// How each side's words on an issue move from date to date, with the signs read both ways.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What moved, for all sides: pourparler shifts my-talks
One issue, every wording:  pourparler shifts my-talks --issue ceasefire
One person or one side:    pourparler shifts my-talks --speaker Medinsky
                           pourparler shifts my-talks --speaker Ukraine
Since the last round:      pourparler shifts my-talks --since 2025-06-02
As it was known that day:  pourparler shifts my-talks --as-of 2025-06-30
For a program:             pourparler shifts my-talks --json

How to read it, from the example of the repository:

  Russia: Ceasefire
    (5) 2025-06-02  proposes it, short pauses; Vladimir Medinsky
        \"pause of two to three days on sections of the front ...\"  talks.toml:1962
    (6) 2025-07-23  proposes it, short pauses; Vladimir Medinsky
        \"pauses of 24 to 48 hours on the line ...\"  talks.toml:1989
    5 to 6  number: \"two to three days\" to \"24 to 48 hours\" (less)

Each wording has its day, who spoke, the words and the place. Below stands what moved between two
of them: softened or hardened by the order of firmness in docs/src/methods/shifts.md, or another
choice, number, scope, condition, rank or coded phrase. Words known only from an opponent, an expert
or the press stand apart and are compared with nothing. Then come coded phrases with what they
usually stand for, the rounds (lengths, delay, heads, the eve), and signs with two readings each:
if the side seeks agreement, and if it plays for time. Which is true the program does not say.
The JSON lines are described in docs/src/reference/shifts-json.md.
Exit code: 0 something was found; 1 nothing; 2 could not.")]
pub(crate) struct Arguments {
    /// The dossier's folder, or a folder of reports
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Only this speaker or side: words of its name or its id
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only this issue: its id or words of its name; shows wordings that did not move, too
    #[arg(long, value_name = "ISSUE")]
    issue: Option<String>,
    /// Only what moved on that day or later: 2025, 2025-06 or 2025-06-02
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<When>,
    /// Only what was known on that day
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<When>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: how::Options,
}

/// What is asked for.
struct Wish<'a> {
    speaker: Option<String>,
    issue: Option<String>,
    since: Option<When>,
    lexicon: &'a Lexicon,
    reading: &'a Reading,
    talks: Option<&'a model::Talks>,
}

/// The shifts of a dossier.
pub(crate) fn find(
    dossier: &Dossier,
    reader: &Reader,
    reading: &Reading,
    as_of: Option<When>,
) -> Shifts {
    let talks = dossier.talks.as_ref();
    shifts::find(&Scope { reading, talks, lexicon: reader.lexicon(), as_of })
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let how = arguments.how.open()?;
    let mut dossier = Dossier::open(&arguments.folder)?;
    let (mut reader, mut reading) = dossier.read(&how);
    if let Some(day) = arguments.as_of
        && dossier.forget_after(day, &reading)
    {
        (reader, reading) = dossier.read(&how);
    }
    let mut found = find(&dossier, &reader, &reading, arguments.as_of);
    let wish = Wish {
        speaker: arguments.speaker.as_deref().map(str::to_lowercase),
        issue: arguments.issue.as_deref().map(str::to_lowercase),
        since: arguments.since,
        lexicon: reader.lexicon(),
        reading: &reading,
        talks: dossier.talks.as_ref(),
    };
    wish.known(&found)?;
    wish.cut(&mut found);
    let nothing = found.threads.is_empty() && found.signs.is_empty() && found.rounds.is_empty();
    let text = if arguments.json { json::lines(&found, &wish)? } else { text::page(&found, &wish) };
    output::print(&text)?;
    Ok(ExitCode::from(u8::from(nothing)))
}

impl Wish<'_> {
    /// A name that nobody has, or an issue that no lexicon knows, is a slip and no answer.
    fn known(&self, found: &Shifts) -> anyhow::Result<()> {
        if let Some(name) = self.speaker.as_deref() {
            let mut there = BTreeSet::new();
            for thread in &found.threads {
                there.insert(self.actor(&thread.party));
                there.extend(thread.wordings.iter().filter_map(|one| one.speaker.clone()));
            }
            let asked = |known: &String| known.to_lowercase().contains(name);
            let id = found.threads.iter().any(|thread| thread.party.as_str() == name);
            if !id && !there.iter().any(asked) {
                let there = Vec::from_iter(there).join(", ");
                anyhow::bail!("--speaker {name}: no side or speaker here; there are: {there}");
            }
        }
        if let Some(issue) = self.issue.as_deref() {
            let is = |id: &str, name: &str| id == issue || name.to_lowercase().contains(issue);
            let entries = self.lexicon.issues().iter();
            let in_lexicon = entries.clone().any(|one| is(one.id.as_str(), &one.name));
            if !in_lexicon && !found.threads.iter().any(|thread| self.is_issue(thread, issue)) {
                let there: BTreeSet<&str> =
                    found.threads.iter().map(|thread| thread.issue.as_str()).collect();
                let there = Vec::from_iter(there).join(", ");
                anyhow::bail!("--issue {issue}: no such issue; with wordings here: {there}");
            }
        }
        Ok(())
    }

    /// Leaves only what is asked for.
    fn cut(&self, found: &mut Shifts) {
        let narrowed = self.speaker.is_some() || self.issue.is_some();
        let sides = found.parties.clone();
        let name = self.speaker.as_deref();
        let side =
            name.is_some_and(|name| found.threads.iter().any(|t| self.names(&t.party, name)));
        for thread in &mut found.threads {
            self.cut_thread(thread, side);
        }
        found.threads.retain(|thread| {
            let asked = if narrowed { true } else { sides.contains(&thread.party) };
            let moved = !thread.shifts.is_empty() || self.since.is_none();
            asked && moved && !thread.wordings.is_empty()
        });
        found.phrases.retain(|one| self.is_side(&one.party));
        found.signs.retain(|one| self.is_side(&one.party));
        if self.issue.is_some() {
            found.phrases.clear();
            found.signs.clear();
        }
        if narrowed {
            found.rounds.clear();
        }
        let Some(since) = self.since else { return };
        let late = |when: Option<When>| when.is_some_and(|w| w.first_day() >= since.first_day());
        found.rounds.retain(|round| late(round.start));
        for phrase in &mut found.phrases {
            phrase.used.retain(|(_, said)| late(said.when));
        }
        found.phrases.retain(|phrase| !phrase.used.is_empty());
        for sign in &mut found.signs {
            sign.observed.retain(|observed| late(observed.when));
        }
        found.signs.retain(|sign| !sign.observed.is_empty());
    }

    /// `side`: the name asked for is that of a side, and not of a person.
    fn cut_thread(&self, thread: &mut Thread, side: bool) {
        if self.issue.as_deref().is_some_and(|issue| !self.is_issue(thread, issue)) {
            thread.wordings.clear();
            thread.shifts.clear();
            return;
        }
        if let Some(since) = self.since {
            thread.shifts.retain(|shift| shift.to.first_day() >= since.first_day());
        }
        let Some(name) = self.speaker.as_deref() else { return };
        if self.names(&thread.party, name) {
            return;
        }
        if side {
            thread.wordings.clear();
            thread.shifts.clear();
            return;
        }
        // A person: the shifts in which this one speaks, and the words on both ends of them.
        let speaks = |at: usize| {
            let speaker = thread.wordings.get(at).and_then(|one| one.speaker.as_deref());
            speaker.is_some_and(|speaker| speaker.to_lowercase().contains(name))
        };
        let both = |shift: &Shift| speaks(shift.before) || speaks(shift.after);
        let kept: Vec<Shift> = thread.shifts.iter().filter(|shift| both(shift)).cloned().collect();
        let any = (0..thread.wordings.len()).any(speaks);
        thread.shifts = kept;
        if !any {
            thread.wordings.clear();
        }
    }

    fn is_issue(&self, thread: &Thread, issue: &str) -> bool {
        let id = thread.issue.as_str();
        id == issue || self.lexicon.issue_name(&thread.issue).to_lowercase().contains(issue)
    }

    /// Whether a party is asked for, or nobody in particular.
    fn is_side(&self, party: &model::ActorId) -> bool {
        let Some(name) = self.speaker.as_deref() else { return true };
        self.names(party, name)
    }

    fn names(&self, party: &model::ActorId, name: &str) -> bool {
        party.as_str() == name || self.actor(party).to_lowercase().contains(name)
    }

    /// The name of an actor.
    fn actor(&self, id: &model::ActorId) -> String {
        let entered = self.talks.and_then(|talks| talks.actor(id)).map(|actor| actor.name.clone());
        let read = || self.reading.actors.iter().find(|actor| actor.id == *id);
        entered
            .or_else(|| read().map(|actor| actor.name.clone()))
            .or_else(|| self.lexicon.actor(id).map(|actor| actor.name.clone()))
            .unwrap_or_else(|| id.as_str().to_owned())
    }
}
