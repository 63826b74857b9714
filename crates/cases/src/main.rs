//! Reference cases with known results. `cargo xtask cases weigh DIR` runs every case of a folder and
//! prints what differs, `conflict DIR` likewise. The formats stand in `docs/src/reference/weigh-cases.md`
//! and `conflict-cases.md`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what differs")]

mod beside;
mod case;
mod compare;
mod conflict;
mod foreign;
mod named;
mod reading;
mod uncertain;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use compare::Differences;

const HELP: &str = "\
cargo xtask cases weigh DIR       what can be agreed
cargo xtask cases conflict DIR    what would hold

Runs every case (NAME.json) of DIR, prints what differs, and how many passed and failed.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--help" | "-h"] => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        ["weigh", folder] => outcome(cases(Path::new(folder), run)),
        ["conflict", folder] => outcome(cases(Path::new(folder), run_conflict)),
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

fn outcome(failed: Result<usize, String>) -> ExitCode {
    match failed {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("cases: {why}");
            ExitCode::from(2)
        }
    }
}

/// What differs in a case, and what of it was not compared.
type Ran = (Differences, Vec<String>);

/// Runs all cases of a folder; how many failed.
fn cases(folder: &Path, run: fn(&Path) -> Ran) -> Result<usize, String> {
    let entries =
        std::fs::read_dir(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "json") && path.is_file())
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: no case (NAME.json) is there", folder.display()));
    }
    let (mut passed, mut failed) = (0, 0);
    for file in &files {
        let (differences, left_out) = run(file);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if differences.is_empty() {
            passed += 1;
            println!("{name}: exact{}", note(&left_out));
        } else {
            failed += 1;
            println!("{name}: differs{}", note(&left_out));
            for line in differences.lines() {
                println!("  {line}");
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed)
}

fn note(left_out: &[String]) -> String {
    if left_out.is_empty() {
        return String::new();
    }
    format!(" (not compared: {})", left_out.join(", "))
}

/// The text of a case, unless it cannot be read.
fn text(file: &Path, differences: &mut Differences) -> Option<String> {
    match std::fs::read_to_string(file) {
        Ok(text) => Some(text),
        Err(why) => {
            differences.say("", &format!("cannot be read: {why}"));
            None
        }
    }
}

/// One case, and the folders beside it with the same space in other formats.
fn run(file: &Path) -> Ran {
    let mut differences = Differences::default();
    if let Some(text) = text(file, &mut differences) {
        match case::Case::read(&text) {
            Ok(case) => {
                case.check(&mut differences);
                beside::check(file, &case, &mut differences);
            }
            Err(why) => differences.say("", &why),
        }
    }
    (differences, Vec::new())
}

/// One conflict.
fn run_conflict(file: &Path) -> Ran {
    let mut differences = Differences::default();
    let text = text(file, &mut differences);
    let left_out = text.map(|text| conflict::check(&text, &mut differences));
    (differences, left_out.unwrap_or_default())
}
