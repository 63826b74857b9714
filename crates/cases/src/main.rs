//! Reference cases with known results. `cargo xtask cases weigh DIR` runs every case of a folder and
//! prints what differs. The format stands in `docs/src/reference/weigh-cases.md`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what differs")]

mod beside;
mod case;
mod compare;
mod foreign;
mod named;
mod reading;
mod uncertain;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use compare::Differences;

const HELP: &str = "\
cargo xtask cases weigh DIR

Runs every case (NAME.json) of DIR, prints what differs, and how many passed and failed.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--help" | "-h"] => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        ["weigh", folder] => match weigh_cases(Path::new(folder)) {
            Ok(0) => ExitCode::SUCCESS,
            Ok(_) => ExitCode::FAILURE,
            Err(why) => {
                eprintln!("cases: {why}");
                ExitCode::from(2)
            }
        },
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// Runs all cases of a folder; how many failed.
fn weigh_cases(folder: &Path) -> Result<usize, String> {
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
        let differences = run(file);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if differences.is_empty() {
            passed += 1;
            println!("{name}: exact");
        } else {
            failed += 1;
            println!("{name}: differs");
            for line in differences.lines() {
                println!("  {line}");
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed)
}

/// One case, and the folders beside it with the same space in other formats.
fn run(file: &Path) -> Differences {
    let mut differences = Differences::default();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(why) => {
            differences.say("", &format!("cannot be read: {why}"));
            return differences;
        }
    };
    match case::Case::read(&text) {
        Ok(case) => {
            case.check(&mut differences);
            beside::check(file, &case, &mut differences);
        }
        Err(why) => differences.say("", &why),
    }
    differences
}
