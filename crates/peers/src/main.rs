//! Side by side with other programs. `cargo xtask bench peers` starts this for the inputs, for our
//! half of every measurement, and for the table; `docs/src/benchmarks-peers.md` keeps the results.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints figures")]

mod clock;
mod inputs;
mod jobs;
#[path = "../../weigh/benches/made/mod.rs"]
mod made;
mod measure;
mod record;
mod report;
mod table;

use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
pourparler-peers inputs DIR [--tiny] [--shared CASES]   writes the inputs, prints what to measure
pourparler-peers ours DIR NAME TASK                     measures our side of one job
pourparler-peers report RESULTS                         the table of what was measured, as Markdown

Started by `cargo xtask bench peers`.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["inputs", folder, rest @ ..] => inputs::write(Path::new(folder), rest),
        ["ours", folder, name, task] => measure::measure(Path::new(folder), name, task),
        ["report", results] => report::report(Path::new(results)),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("peers: {why}");
            ExitCode::FAILURE
        }
    }
}
