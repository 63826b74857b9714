//! What every question about deals is asked of: a dossier on a day, with what somebody supposes, or a
//! scenario of another program.

use std::path::PathBuf;

use model::{Position, Severity, When};
use read::Reading;
use weigh::packages::Reading as Attitudes;

use super::matter::{self, Matter};
use super::suppose;
use crate::brief::board::Board;
use crate::brief::{self, Options};
use crate::brief_command::{Lexical, date};
use crate::dossier::Dossier;
use crate::how;
use crate::output;

/// Folder, day, suppositions, readings.
#[derive(Debug, clap::Args)]
pub(crate) struct Asked {
    /// The dossier's folder, or a folder of reports; with --scenario a folder of scenario files
    #[arg(value_name = "FOLDER")]
    pub(super) folder: PathBuf,
    /// Only what was known on that day
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "scenario")]
    pub(super) as_of: Option<When>,
    /// Suppose that a party takes another stance: `ua:territory=freeze_line:accepts`. The stance is
    /// wants, accepts, refuses or not-known. Several: the option several times
    #[arg(long = "if", value_name = "PARTY:ISSUE=CHOICE:STANCE", conflicts_with = "scenario")]
    pub(super) suppose: Vec<String>,
    /// Read an attitude as another number than usual: accepts=0.5, not-known=-1..0, refuses=-2 or
    /// refuses=red-line. Leaving an issue open is 0. Several: the option several times
    #[arg(long, value_name = "ATTITUDE=NUMBER", conflicts_with = "scenario")]
    pub(super) attitude: Vec<String>,
    /// Which number to take where only a range is known
    #[arg(
        long,
        value_name = "END",
        value_enum,
        default_value = "cautious",
        conflicts_with = "scenario"
    )]
    pub(super) of_a_range: End,
    /// The folder holds a scenario of GENIUS, GeniusWeb or NegMAS
    #[arg(long)]
    pub(super) scenario: bool,
    /// Read GENIUS files as NegMAS does: evaluations as they stand, no reserve
    #[arg(long, requires = "scenario")]
    pub(super) raw: bool,
    #[command(flatten)]
    pub(super) how: how::Options,
}

/// A number out of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum End {
    /// The middle of what was said or entered, the lower end of what was not said: silence never counts
    /// as consent
    Cautious,
    /// The lower end
    Low,
    /// The middle
    Middle,
    /// The upper end
    High,
}

/// A dossier that was read, with what was asked of it.
pub(super) struct Opened {
    pub(super) dossier: Dossier,
    pub(super) reader: read::Reader,
    pub(super) reading: Reading,
    pub(super) assumed: Vec<Position>,
    pub(super) attitudes: Attitudes,
    as_of: Option<When>,
}

impl Asked {
    /// Reads the dossier as it was known on the day.
    pub(super) fn open(&self) -> anyhow::Result<Opened> {
        let attitudes = suppose::attitudes(&self.attitude)?;
        let how = self.how.open()?;
        let mut dossier = Dossier::open_inside(&self.folder)?;
        let (mut reader, mut reading) = dossier.read(&how);
        if let Some(day) = self.as_of
            && dossier.forget_after(day, &reading)
        {
            (reader, reading) = dossier.read(&how);
        }
        let wrong = dossier.findings.iter().filter(|one| one.severity != Severity::Note).count();
        if wrong > 0 {
            output::complain(&format!(
                "{} about the dossier; `pourparler check {}` tells",
                brief::plural(wrong, "finding"),
                self.folder.display()
            ));
        }
        let assumed = suppose::positions(&self.suppose, &dossier, &reader, &reading)?;
        Ok(Opened { dossier, reader, reading, assumed, attitudes, as_of: self.as_of })
    }

    /// What is weighed, in numbers.
    pub(super) fn matter(&self) -> anyhow::Result<Matter> {
        let matter = if self.scenario {
            matter::of_scenario(&self.folder, self.raw)?
        } else {
            let opened = self.open()?;
            let names = Lexical(opened.reader.lexicon());
            let talks = opened.dossier.talks.as_ref();
            let options = opened.options();
            let ask = |board: Board<'_>| matter::of_board(board, self.of_a_range);
            brief::with_board(&opened.reading, talks, &names, &options, ask)?
        };
        for note in &matter.notes {
            output::complain(note);
        }
        Ok(matter)
    }
}

impl Opened {
    /// How the brief is to be composed.
    pub(super) fn options(&self) -> Options<'_> {
        Options {
            as_of: self.as_of,
            assumed: &self.assumed,
            attitudes: Some(&self.attitudes),
            ..Options::default()
        }
    }

    /// The same without what is supposed.
    pub(super) fn plain_options(&self) -> Options<'_> {
        Options { assumed: &[], ..self.options() }
    }
}
