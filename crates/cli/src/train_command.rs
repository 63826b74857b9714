//! `pourparler train`: weights for attribution, learned from articles that a person annotated.

mod brat;
mod corpus;
mod leave_out;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use read::corpus::Annotated;
use read::crf::Settings;
use read::tagger::learn::{SETTINGS, learn_from};

use crate::dossier::shown;
use crate::how;
use crate::output::{self, Bar};
use corpus::Corpus;
use leave_out::LeaveOut;

/// Fewer documents than this teach little.
const FEW: usize = 30;

/// Teach the reader: learn weights from articles that you annotated.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Look first:       pourparler train my-corpus --check
Learn:            pourparler train my-corpus -o my.crf
Use it:           pourparler read article.txt --weights my.crf
                  pourparler brief my-talks --weights my.crf
From brat:        pourparler train --brat my-brat --to my-corpus
Keep some back:   pourparler train my-corpus -o my.crf --leave-out every-4th
As shipped:       pourparler train corpus -o weights/attribution.crf --leave-out every-4th

An article is a .txt file with marks in it:
  +++
  kind = \"ceasefire\"
  manner = \"agency\"
  date = \"2041-06-02\"
  parties = []
  +++
  {S1|Irena Valk} {Q1|said} {C1|that nobody would leave}.
docs/src/reference/corpus.md describes the format, corpus/GUIDE.md says what to mark, and
docs/src/guide/train.md when it is worth it, and how much text it takes.

The same articles, options and version give the same bytes. Weights that were learned from texts
which you may not pass on should stay with you.
Exit code: 0 done; 1 there are faults, and nothing was learned (unless --skip-faulty), or with
--brat something could not be carried over; 2 could not.")]
pub(crate) struct Arguments {
    /// A folder of annotated articles, .txt; folders in it are read too, but not second-pass, which
    /// holds the same articles as a second person marked them
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Write the weights to this file
    #[arg(short, long, value_name = "WEIGHTS", required_unless_present_any = ["check", "brat"])]
    output: Option<PathBuf>,
    /// Only check the files, and count what is marked
    #[arg(long, conflicts_with_all = ["output", "brat", "skip_faulty"])]
    check: bool,
    /// Do without the files that have faults
    #[arg(long)]
    skip_faulty: bool,
    /// Leave out documents: a file or folder below FOLDER, or every-4th: those whose name begins
    /// with a number that four divides (04-, 08- ...); may be given several times
    #[arg(long, value_name = "WHICH", value_parser = leave_out::parse, conflicts_with = "brat")]
    leave_out: Vec<LeaveOut>,
    /// Where chance begins; another number gives other weights, no better ones
    #[arg(long, value_name = "N", conflicts_with_all = ["brat", "check"])]
    seed: Option<u64>,
    /// Convert instead: FOLDER holds pairs NAME.txt and NAME.ann in brat's format, with the types
    /// Source, Cue and Content
    #[arg(long, requires = "to", conflicts_with = "output")]
    brat: bool,
    /// The folder for the converted files; what is there already is not replaced
    #[arg(long, value_name = "OUT", requires = "brat")]
    to: Option<PathBuf>,
    /// With --brat: the date of the articles, which brat does not keep; the trainer needs none
    #[arg(long, value_name = "DATE", requires = "brat", value_parser = crate::brief_command::date)]
    date: Option<model::When>,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some(to) = &arguments.to {
        return brat::convert(&arguments.folder, to, arguments.date, arguments.skip_faulty);
    }
    if let Some(output) = &arguments.output {
        output::can_write(output)?;
    }
    let corpus = Corpus::open(&arguments.folder, &arguments.leave_out)?;
    for fault in &corpus.faults {
        output::complain(fault);
    }
    let Some(output) = &arguments.output else {
        output::print(&counts(&corpus))?;
        return Ok(ExitCode::from(u8::from(corpus.faulty > 0)));
    };
    if corpus.faulty > 0 && !arguments.skip_faulty {
        output::complain(&format!(
            "{} in {}; nothing was learned. Mend them, or do without these files: --skip-faulty",
            counted(corpus.faults.len(), "fault"),
            counted(corpus.faulty, "file"),
        ));
        return Ok(ExitCode::from(1));
    }
    if corpus.faulty > 0 {
        output::complain(&format!("left out {} with faults", counted(corpus.faulty, "file")));
    }
    learn(&corpus, output, arguments)?;
    Ok(ExitCode::SUCCESS)
}

fn learn(corpus: &Corpus, output: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let folder = arguments.folder.display();
    if output.canonicalize().is_ok_and(|output| corpus.paths.contains(&output)) {
        anyhow::bail!("{} is one of the articles; give the weights another name", output.display());
    }
    if corpus.articles.iter().all(|article| article.attributions.is_empty()) {
        anyhow::bail!(
            "there is nothing to learn from in {folder}: no article has an attribution marked; \
             corpus/GUIDE.md says how to mark"
        );
    }
    if corpus.articles.len() < FEW {
        output::complain(&format!(
            "only {}: weights from fewer than {FEW} may well read worse than the built-in ones",
            counted(corpus.articles.len(), "document"),
        ));
    }
    let bar = Bar::new("learning");
    let settings = Settings { seed: arguments.seed.unwrap_or(SETTINGS.seed), ..SETTINGS };
    let tagger = learn_from(&corpus.articles, settings, &|done, all| bar.set(done, all));
    drop(bar);
    let bytes = tagger.to_bytes();
    output::write(output, &bytes)?;
    output::complain(&format!("wrote {}", output.display()));
    let mut out = counts(corpus);
    row(&mut out, "features", tagger.first.rows.len() + tagger.second.rows.len());
    row(&mut out, "bytes", bytes.len());
    put_line!(out, "{:<14}{:>16}", "sum", how::mark(&bytes));
    output::print(&out)
}

/// What is marked in the articles, for people.
fn counts(corpus: &Corpus) -> String {
    let sum = |of: &dyn Fn(&Annotated) -> usize| corpus.articles.iter().map(of).sum();
    let mut out = String::new();
    row(&mut out, "documents", corpus.articles.len());
    if corpus.faulty > 0 {
        row(&mut out, "faulty", corpus.faulty);
    }
    if corpus.left_out > 0 {
        row(&mut out, "left out", corpus.left_out);
    }
    row(&mut out, "words", sum(&|article| article.text.split_whitespace().count()));
    row(&mut out, "attributions", sum(&|article| article.attributions.len()));
    row(&mut out, "positions", sum(&|article| article.positions.len()));
    row(&mut out, "dates", sum(&|article| article.dates.len()));
    row(&mut out, "figures", sum(&|article| article.figures.len()));
    out
}

fn row(out: &mut String, name: &str, count: usize) {
    put_line!(out, "{name:<14}{count:>16}");
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A fault as it is printed: `path:line: what; how to mend`. Line 0 is the file as a whole.
fn told(path: &Path, line: usize, what: &str, mend: &str) -> String {
    let line = if line == 0 { String::new() } else { format!(":{line}") };
    format!("{}{line}: {what}; {mend}", shown(path))
}
