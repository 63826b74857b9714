//! `pourparler disputes`: accounts of one thing that differ, side by side, without a verdict.

mod json;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use read::disputes::{self, CardsDecided, Dispute, DisputeKind};
use read::{Reader, Reading};

use crate::dossier::Dossier;
use crate::how::{self, How};
use crate::output;

/// What the reports dispute: accounts that differ, side by side, without a verdict.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Everything:                pourparler disputes my-talks
Only numbers:              pourparler disputes my-talks --kind figure
About the children's list: pourparler disputes my-talks --about children
The five weightiest:       pourparler disputes my-talks --limit 5
For a program:             pourparler disputes my-talks --json
It is one, or it is none:  pourparler decide my-talks KEY confirm
                           pourparler decide my-talks KEY dismiss --why \"two different trains\"
                           pourparler decide my-talks KEY merge --into OTHER-KEY

A card says what is at issue, and for each side the claim, who says it and through whom, the words,
and how many independent origins stand behind it: four copies of one agency story are one. Who is
right it does not say. The first card is the one that matters most for the talks.
The JSON lines are described in docs/src/reference/disputes-json.md, the method in
docs/src/methods/disputes.md. Exit code: 0 some were found; 1 none; 2 could not.")]
pub(crate) struct Arguments {
    /// The dossier's folder, or a folder of reports
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Only this kind: contradiction, figure, scope, `date_or_place`, office, record, forecast,
    /// assessment, account or `same_speaker`; may be given several times
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Vec<DisputeKind>,
    /// Only cards with these words, in what they are about, their claims, names or passages
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// At most so many cards
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: how::Options,
}

fn kind(text: &str) -> Result<DisputeKind, String> {
    let all: Vec<&str> = DisputeKind::ALL.iter().map(|kind| kind.name()).collect();
    DisputeKind::parse(text).ok_or_else(|| format!("one of: {}", all.join(", ")))
}

/// The cards of a dossier with what a person decided about them.
pub(crate) fn cards(
    dossier: &Dossier,
    reader: &Reader,
    reading: &Reading,
    how: &How,
) -> CardsDecided {
    let threads = how.threads.unwrap_or_else(crate::dossier::cores);
    let found = disputes::find(reading, dossier.talks.as_ref(), reader.lexicon(), threads);
    disputes::decide(&found, &dossier.decisions)
}

/// Adds the findings about decisions that match no card. Without such decisions no card is looked for.
pub(crate) fn check(dossier: &Dossier, reader: &Reader, reading: &mut Reading, how: &How) {
    if dossier.decisions.iter().any(|decision| decision.of == model::Subject::Dispute) {
        let decided = cards(dossier, reader, reading, how);
        reading.findings.extend(decided.findings(dossier.decisions_name()));
        reading.findings.sort();
    }
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let how = arguments.how.open()?;
    let dossier = Dossier::open(&arguments.folder)?;
    let (reader, reading) = dossier.read(&how);
    let decided = cards(&dossier, &reader, &reading, &how);
    for finding in decided.findings(dossier.decisions_name()) {
        output::complain(&finding.to_string());
    }
    let wanted = |card: &&Dispute| {
        (arguments.kind.is_empty() || arguments.kind.contains(&card.kind))
            && arguments.about.as_deref().is_none_or(|words| mentions(card, words))
    };
    let all: Vec<&Dispute> = decided.cards.iter().filter(wanted).collect();
    let limit = arguments.limit.unwrap_or(usize::MAX);
    let shown = all.get(..all.len().min(limit)).unwrap_or_default();
    let text = if arguments.json {
        json::lines(shown)?
    } else {
        text::cards(shown, all.len(), decided.dismissed.len(), &reading)
    };
    output::print(&text)?;
    Ok(ExitCode::from(u8::from(all.is_empty())))
}

/// Whether every word stands somewhere on the card.
fn mentions(card: &Dispute, words: &str) -> bool {
    let mut all =
        format!("{} {} {}", card.about, card.at_issue, card.issue.as_deref().unwrap_or(""));
    for side in &card.sides {
        for part in [&side.claim].into_iter().chain(&side.who) {
            all.push(' ');
            all.push_str(part);
        }
        for told in &side.passages {
            all.push(' ');
            all.push_str(&told.text);
        }
    }
    let all = all.to_lowercase();
    words.split_whitespace().all(|word| all.contains(&word.to_lowercase()))
}
