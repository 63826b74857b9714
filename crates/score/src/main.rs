//! How well the reader reads. `cargo xtask score` runs it and prints Markdown, every figure with what
//! it means; `docs/src/methods/scores.md` keeps the dated results.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints figures, and its progress"
)]

mod agreement;
mod attributions;
mod dates;
mod figures;
mod material;
mod measure;
mod polnear;
mod positions;
mod report;
mod speakers;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use read::crf::Settings;
use read::cues::Cues;
use read::tagger::learn::{SETTINGS, learn};
use read::tagger::{Tagger, WordLists, built_in};

use attributions::{Marking, lessons, measure};
use material::{Document, corpus, polnear};

const HELP: &str = "\
cargo xtask score [PART ...]

Prints how well the reader reads, as Markdown. Without a PART, all of them:
  agreement    how far two annotators of our corpus agree
  attribution  shipped weights on the held-out part of our corpus, and on PolNeAR dev
  peer         the same code trained on PolNeAR train, measured on its dev part (a minute or two)
  speakers     whether the right person or body is named as speaker
  positions    who stands where, by stance and by issue
  dates        expressions of time and their dates
  figures      counts and amounts
These four look at the held-out part of the corpus; for work on the reader:
  --train      the other part, which may be looked at
  --show N     with --train, the first N misses too
  --weights FILE   these weights instead of the built-in ones
PolNeAR is looked for in ../shared/polnear and left out if it is not there.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("score: {why}");
            ExitCode::from(2)
        }
    }
}

const PARTS: &[&str] =
    &["agreement", "attribution", "peer", "speakers", "positions", "dates", "figures"];

/// What was asked for.
struct Asked {
    parts: Vec<String>,
    train: bool,
    show: usize,
    weights: Option<PathBuf>,
}

fn asked(args: &[String]) -> Result<Asked, String> {
    let mut out = Asked { parts: Vec::new(), train: false, show: 0, weights: None };
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--train" => out.train = true,
            "--weights" => {
                out.weights = Some(rest.next().ok_or("--weights needs a file")?.into());
            }
            "--show" => {
                let number = rest.next().and_then(|number| number.parse().ok());
                out.show = number.ok_or("--show needs a number")?;
            }
            part if PARTS.contains(&part) => out.parts.push(part.to_owned()),
            other => return Err(format!("\"{other}\" is no part; parts are {}", PARTS.join(", "))),
        }
    }
    if out.show > 0 && !out.train {
        return Err("misses of the held-out part are not shown; add --train".to_owned());
    }
    Ok(out)
}

fn run(args: &[String]) -> Result<(), String> {
    let asked = asked(args)?;
    let wants = |part: &str| asked.parts.is_empty() || asked.parts.iter().any(|arg| arg == part);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("corpus");
    let documents = corpus(&folder)?;
    let cues = Cues::built_in();
    let tagger = match &asked.weights {
        Some(file) => {
            let bytes = std::fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?;
            Arc::new(Tagger::from_bytes(&bytes).map_err(|why| why.to_string())?)
        }
        None => built_in().ok_or("the built-in weights are damaged")?,
    };
    let shared = root.join("../shared/polnear");
    report::corpus(&documents);
    if wants("agreement") {
        report::agreement(&agreement::agreement(&documents, &folder, &cues)?);
    }
    let held_out: Vec<&Document> = documents.iter().filter(|d| d.is_held_out()).collect();
    let held: Vec<Marking> = held_out.iter().map(|document| document.marking()).collect();
    if wants("attribution") {
        report::attribution(
            "shipped weights, held-out part of our corpus",
            &measure(&tagger, &held, &cues),
        );
        match polnear(&shared.join("dev.jsonl"))? {
            Some(dev) => {
                let found = measure(&tagger, &dev, &cues);
                report::attribution("shipped weights, PolNeAR dev", &found);
            }
            None => println!("PolNeAR is not there; its part is left out.\n"),
        }
    }
    if wants("peer") {
        peer(&shared, &held, &cues)?;
    }
    let part: Vec<&Document> =
        documents.iter().filter(|document| document.is_held_out() != asked.train).collect();
    if wants("speakers") {
        report::speakers(&speakers::speakers(&part, &folder, Some(&tagger)), &asked);
    }
    if wants("positions") {
        let which = if asked.train { positions::Which::Train } else { positions::Which::HeldOut };
        let found =
            positions::positions(&folder, which, Some(&tagger)).map_err(|why| why.to_string())?;
        println!("## Positions\n\n{}", positions::print(&found, asked.show));
    }
    for name in ["dates", "figures"].into_iter().filter(|name| wants(name)) {
        values(name, &part, asked.show);
    }
    Ok(())
}

/// The same code trained on the peer's corpus. The weights are thrown away.
fn peer(shared: &std::path::Path, held: &[Marking], cues: &Cues) -> Result<(), String> {
    let (Some(train), Some(dev)) =
        (polnear(&shared.join("train.jsonl"))?, polnear(&shared.join("dev.jsonl"))?)
    else {
        println!("PolNeAR is not there; training on it is left out.\n");
        return Ok(());
    };
    let lists = WordLists::new(cues);
    let progress = |done: usize, all: usize| eprintln!("training on PolNeAR: step {done} of {all}");
    // Fifteen times as much text: smaller steps, and what is seen twice is no longer much.
    let settings = Settings { rate: 0.1, least_seen: 3, ..SETTINGS };
    let learned = learn(&lessons(&train, cues), cues, &lists, settings, &progress);
    let tagger: Arc<Tagger> = Arc::new(learned.tagger);
    report::attribution("trained on PolNeAR train, PolNeAR dev", &measure(&tagger, &dev, cues));
    report::attribution(
        "trained on PolNeAR train, held-out part of our corpus",
        &measure(&tagger, held, cues),
    );
    Ok(())
}

/// Dates or figures.
fn values(name: &str, part: &[&Document], show: usize) {
    let (mut dates, mut figures) = (dates::DateScore::default(), figures::FigureScore::default());
    for document in part {
        let path = document.path.to_string_lossy();
        if name == "dates" {
            dates.add(&path, &document.found);
        } else {
            figures.add(&path, &document.found);
        }
    }
    let (title, table, misses) = if name == "dates" {
        ("Dates", dates.table(), dates.misses)
    } else {
        ("Figures", figures.table(), figures.misses)
    };
    println!("## {title}\n");
    for line in misses.iter().take(show) {
        println!("{line}");
    }
    println!("{table}");
}
