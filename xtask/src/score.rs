//! How well the reader reads: our own measures first, then the labelled reports, if they are there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::outcome::Outcome;
use crate::steps::cargo;

/// Runs the score program with the arguments behind `score`, and, unless parts were named, the scorer
/// that comes with the labelled reports.
pub(crate) fn score(root: &Path) -> Outcome {
    let args: Vec<OsString> = std::env::args_os().skip(2).collect();
    let run = Command::new(cargo())
        .args(["run", "--release", "--quiet", "--locked", "--package", "pourparler-score", "--"])
        .args(&args)
        .current_dir(root)
        .status();
    match run {
        Ok(status) if status.success() => {}
        Ok(_) => return Outcome::Wrong(vec!["the score program did not finish".to_owned()]),
        Err(why) => return Outcome::could_not("start Cargo", why.to_string()),
    }
    if !args.is_empty() {
        return Outcome::Fine(String::new());
    }
    let reports = root.join("../shared/reports");
    if !reports.join("score.py").is_file() {
        return Outcome::Fine(
            "the labelled reports are not there; their part is left out".to_owned(),
        );
    }
    match labelled(root, &reports) {
        Ok(printed) => Outcome::Fine(format!(
            "## The labelled reports\n\n```\n{}\n```\n\nShares of what one annotator marked in three texts.",
            printed.trim_end()
        )),
        Err(why) => Outcome::Wrong(vec![why]),
    }
}

/// Reads the articles with the program, and lets the scorer compare.
fn labelled(root: &Path, reports: &Path) -> Result<String, String> {
    let mut articles: Vec<PathBuf> = std::fs::read_dir(reports.join("articles"))
        .map_err(|why| format!("articles: {why}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    articles.sort();
    let read = Command::new(cargo())
        .args(["run", "--release", "--quiet", "--locked", "--package", "pourparler-cli", "--"])
        .args(["read", "--json"])
        .args(&articles)
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|why| why.to_string())?;
    let lines = root.join("target/score-read.jsonl");
    std::fs::write(&lines, &read.stdout).map_err(|why| format!("{}: {why}", lines.display()))?;
    let scored = Command::new("python3")
        .arg(reports.join("score.py"))
        .arg(&lines)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|why| format!("python3: {why}"))?;
    if !scored.status.success() {
        return Err("score.py did not finish".to_owned());
    }
    Ok(String::from_utf8_lossy(&scored.stdout).into_owned())
}
