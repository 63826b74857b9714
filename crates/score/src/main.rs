//! How well the reader reads. `cargo xtask score` runs it and prints Markdown, every figure with what
//! it means; `docs/src/methods/scores.md` keeps the dated results.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints figures, and its progress"
)]

mod agreement;
mod attributions;
mod material;
mod measure;
mod polnear;
mod report;
mod speakers;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

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

fn run(args: &[String]) -> Result<(), String> {
    let wants = |part: &str| args.is_empty() || args.iter().any(|arg| arg == part);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("corpus");
    let documents = corpus(&folder)?;
    let (cues, tagger) = (Cues::built_in(), built_in().ok_or("the built-in weights are damaged")?);
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
    if wants("speakers") {
        report::speakers(&speakers::speakers(&held_out, Some(tagger)));
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
    let learned = learn(&lessons(&train, cues), cues, &lists, SETTINGS, &progress);
    let tagger: Arc<Tagger> = Arc::new(learned.tagger);
    report::attribution("trained on PolNeAR train, PolNeAR dev", &measure(&tagger, &dev, cues));
    report::attribution(
        "trained on PolNeAR train, held-out part of our corpus",
        &measure(&tagger, held, cues),
    );
    Ok(())
}
