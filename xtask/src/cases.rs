//! Reference cases with known results: does the program still give them?

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::outcome::Outcome;
use crate::steps::cargo;

/// Runs the program for cases with the arguments behind `cases`. A folder that is named relative to
/// where the chore was called is found from there.
pub(crate) fn cases(root: &Path) -> Outcome {
    let args: Vec<OsString> = std::env::args_os().skip(2).collect();
    let manifest = root.join("Cargo.toml");
    let run = Command::new(cargo())
        .args(["run", "--release", "--quiet", "--locked", "--package", "pourparler-cases"])
        .arg("--manifest-path")
        .arg(&manifest)
        .arg("--")
        .args(&args)
        .status();
    match run {
        Ok(status) if status.success() => Outcome::Fine(String::new()),
        Ok(_) => Outcome::Wrong(vec!["not every case came out as expected".to_owned()]),
        Err(why) => Outcome::could_not("start Cargo", why.to_string()),
    }
}
