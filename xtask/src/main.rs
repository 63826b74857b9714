//! Chores of the house: `cargo xtask test`, `layers`, `tidy`, `book`, `bench`, `score`, `cases`. No dependencies.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore talks to the person who runs it"
)]

mod book;
mod cases;
mod json;
mod layers;
mod lock;
mod markdown;
mod outcome;
mod peers;
mod score;
mod steps;
mod tidy;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use outcome::Outcome;

const HELP: &str = "\
cargo xtask test     everything that must hold: format, layers, tidy, book, lints, tests, docs
cargo xtask layers   which crate may depend on which, and that no network code comes in
cargo xtask tidy     file sizes, headers, leftovers
cargo xtask book     every page is in the table of contents, every relative link leads somewhere
cargo xtask bench    speed; `cargo xtask bench --help` names the parts
cargo xtask score    how well the reader reads; `cargo xtask score --help` names the parts
cargo xtask cases    reference cases with known results: cargo xtask cases weigh DIR, conflict DIR";

fn main() -> ExitCode {
    let Some(root) = find_root() else {
        eprintln!("xtask: run this inside the repository");
        return ExitCode::from(2);
    };
    let chore = std::env::args().nth(1);
    let outcome = match chore.as_deref() {
        Some("test") => return steps::test(&root),
        Some("layers") => layers::check(&root),
        Some("tidy") => tidy::check(&root),
        Some("book") => book::check(&root),
        Some("bench") => steps::bench(&root),
        Some("score") => score::score(&root),
        Some("cases") => cases::cases(&root),
        Some("help" | "--help" | "-h") => Outcome::Fine(HELP.to_owned()),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Outcome::Fine(note) => {
            // What a chore's program printed needs no blank line behind it.
            if !note.is_empty() {
                println!("{note}");
            }
            ExitCode::SUCCESS
        }
        Outcome::Wrong(problems) => {
            outcome::print(&problems);
            ExitCode::FAILURE
        }
    }
}

/// The workspace folder: the parent of this crate's when Cargo runs us, else looked for upwards.
fn find_root() -> Option<PathBuf> {
    let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::current_dir().ok()?,
    };
    let is_root = |folder: &&Path| folder.join("xtask").is_dir() && folder.join("crates").is_dir();
    start.ancestors().find(is_root).map(Path::to_path_buf)
}
