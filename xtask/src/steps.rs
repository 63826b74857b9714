//! The steps of `cargo xtask test`, one after the other, and what each took.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::outcome::{self, Outcome};
use crate::{book, layers, peers, tidy};

/// How a step is done.
enum Work {
    /// By Cargo, with these arguments.
    Cargo(&'static [&'static str]),
    /// Here.
    Check(fn(&Path) -> Outcome),
}

/// Everything that must hold. What takes a second comes before what takes minutes.
const STEPS: [(&str, Work); 7] = [
    ("format", Work::Cargo(&["fmt", "--all", "--check"])),
    ("layers", Work::Check(layers::check)),
    ("tidy", Work::Check(tidy::check)),
    ("book", Work::Check(book::check)),
    (
        "lints",
        Work::Cargo(&[
            "clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings",
        ]),
    ),
    ("tests", Work::Cargo(&["test", "--locked", "--workspace"])),
    ("docs", Work::Cargo(&["doc", "--locked", "--workspace", "--no-deps"])),
];

/// Runs every step; stops at the first that fails.
pub(crate) fn test(root: &Path) -> ExitCode {
    let mut times = Vec::new();
    for (name, work) in &STEPS {
        println!("== {name}: {}", describe(name, work));
        let started = Instant::now();
        let passed = run(root, work);
        let took = started.elapsed();
        if !passed {
            eprintln!("\n{name} failed after {}; the steps after it did not run", seconds(took));
            return ExitCode::FAILURE;
        }
        times.push((*name, took));
    }
    println!("\nall {} steps passed", times.len());
    for (name, took) in times {
        println!("  {name:<8}{:>8}", seconds(took));
    }
    ExitCode::SUCCESS
}

const BENCH_HELP: &str = "\
cargo xtask bench                 the reader's speed
cargo xtask bench peers           the weighing side by side with NegMAS 0.16.0, in about ten minutes;
                                  the tables go into docs/src/benchmarks-peers.md
cargo xtask bench peers --tiny    the same ways on small spaces, printed only
cargo xtask bench peers --tables  only writes the tables of the last whole run again

`peers` needs Python 3 and makes its own virtual environment under target/, for which it needs the
network once. POURPARLER_NEGMAS=FOLDER names an environment that is there already. The reference
cases o1 to o3 are looked for in ../shared and left out if they are not there.";

/// The reader's benchmark, or what the argument names.
pub(crate) fn bench(root: &Path) -> Outcome {
    let args: Vec<String> = std::env::args().skip(2).collect();
    match args.split_first() {
        None => reader(root),
        Some((part, rest)) if part == "peers" => peers::peers(root, rest),
        Some((part, [])) if part == "--help" || part == "-h" => {
            Outcome::Fine(BENCH_HELP.to_owned())
        }
        Some((part, _)) => Outcome::Wrong(vec![
            format!("\"{part}\" is no part of the benchmarks"),
            BENCH_HELP.to_owned(),
        ]),
    }
}

fn reader(root: &Path) -> Outcome {
    let work = Work::Cargo(&["bench", "--package", "pourparler-read"]);
    if run(root, &work) {
        Outcome::Fine("keep the result in docs/src/benchmarks.md, with date and machine".to_owned())
    } else {
        Outcome::Wrong(vec!["the benchmark did not run".to_owned()])
    }
}

/// The Cargo that runs us, else the one on the path.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn describe(name: &str, work: &Work) -> String {
    match work {
        Work::Cargo(arguments) => format!("cargo {}", arguments.join(" ")),
        Work::Check(_) => format!("cargo xtask {name}"),
    }
}

fn run(root: &Path, work: &Work) -> bool {
    match work {
        Work::Cargo(arguments) => {
            let status = Command::new(cargo())
                .args(*arguments)
                .env("RUSTDOCFLAGS", "-D warnings")
                .current_dir(root)
                .status();
            match status {
                Ok(status) => status.success(),
                Err(why) => {
                    eprintln!("could not start Cargo: {why}");
                    false
                }
            }
        }
        Work::Check(check) => match check(root) {
            Outcome::Fine(note) => {
                println!("{note}");
                true
            }
            Outcome::Wrong(problems) => {
                outcome::print(&problems);
                false
            }
        },
    }
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}
