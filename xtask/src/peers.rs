//! Side by side with `NegMAS`: starts both sides on the same inputs and keeps the tables.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::outcome::Outcome;
use crate::steps::cargo;

/// The version that is measured against.
const NEGMAS: &str = "negmas==0.16.0";
/// Names a virtual environment that is there already.
const ENVIRONMENT: &str = "POURPARLER_NEGMAS";
/// What both sides printed in the last whole run.
const RESULTS: &str = "results.txt";
/// The page that keeps the tables.
const PAGE: &str = "docs/src/benchmarks-peers.md";
/// What stands around them there.
const MARKS: [&str; 2] = ["<!-- figures -->\n", "<!-- end of figures -->\n"];

/// What is where.
struct Places<'a> {
    root: &'a Path,
    python: PathBuf,
    script: PathBuf,
    inputs: PathBuf,
}

/// Measures both sides and writes the tables into the page. With `--tiny`, small spaces, and the
/// tables are only printed; with `--tables`, those of the last run.
pub(crate) fn peers(root: &Path, args: &[String]) -> Outcome {
    let folder = root.join("target").join("peers");
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let tables = match words.as_slice() {
        [] | ["--tiny"] => run(root, &folder, !words.is_empty()),
        ["--tables"] => tables(root, &folder.join(RESULTS)),
        _ => Err("cargo xtask bench peers [--tiny | --tables]".to_owned()),
    };
    match tables {
        Ok(tables) if words == ["--tiny"] => Outcome::Fine(tables),
        Ok(tables) => match keep(&root.join(PAGE), &tables) {
            Ok(()) => Outcome::Fine(format!("{tables}\nkept in {PAGE}")),
            Err(why) => Outcome::Wrong(vec![why]),
        },
        Err(why) => Outcome::Wrong(vec![why]),
    }
}

fn run(root: &Path, folder: &Path, tiny: bool) -> Result<String, String> {
    let inputs = folder.join(if tiny { "tiny" } else { "inputs" });
    std::fs::create_dir_all(&inputs).map_err(|why| format!("{}: {why}", inputs.display()))?;
    let python = environment(folder)?;
    let places = Places { root, python, script: root.join("xtask/peers/negmas_side.py"), inputs };
    let plan = places.plan(tiny)?;
    let file = folder.join(if tiny { "tiny.txt" } else { RESULTS });
    let mut results = places.facts()?;
    for (at, job) in plan.lines().enumerate() {
        let words: Vec<&str> = job.split_whitespace().collect();
        let [name, task, sides] = words.as_slice() else {
            return Err(format!("\"{job}\" is no job"));
        };
        eprintln!("{} of {}: {name}, {task}", at + 1, plan.lines().count());
        results.push_str(&places.ours(name, task)?);
        if *sides == "both" {
            results.push_str(&places.theirs(name, task)?);
        }
        // After each job, so that a run cut off leaves what it measured.
        std::fs::write(&file, &results).map_err(|why| format!("{}: {why}", file.display()))?;
    }
    tables(root, &file)
}

/// The tables of results that are there.
fn tables(root: &Path, results: &Path) -> Result<String, String> {
    ours(root, &["report".as_ref(), results.as_ref()])
}

/// Runs our program, which Cargo builds if need be.
fn ours(root: &Path, args: &[&OsStr]) -> Result<String, String> {
    let mut command = Command::new(cargo());
    command
        .args(["run", "--release", "--quiet", "--locked", "--package", "pourparler-peers", "--"])
        .args(args)
        .current_dir(root);
    told(command)
}

impl Places<'_> {
    /// Writes the inputs and gives the jobs, one in a line.
    fn plan(&self, tiny: bool) -> Result<String, String> {
        let cases = self.root.join("../shared/cases/weigh");
        let mut args: Vec<&OsStr> = vec!["inputs".as_ref(), self.inputs.as_ref()];
        if tiny {
            args.push("--tiny".as_ref());
        }
        if cases.is_dir() {
            args.extend(["--shared".as_ref(), cases.as_os_str()]);
        }
        ours(self.root, &args)
    }

    fn ours(&self, name: &str, task: &str) -> Result<String, String> {
        let folder = self.inputs.as_os_str();
        ours(self.root, &["ours".as_ref(), folder, name.as_ref(), task.as_ref()])
    }

    fn theirs(&self, name: &str, task: &str) -> Result<String, String> {
        let mut command = Command::new(&self.python);
        command.arg(&self.script).arg("measure").arg(&self.inputs).args([name, task]);
        told(command)
    }

    /// The machine and all versions, as one line.
    fn facts(&self) -> Result<String, String> {
        let mut command = Command::new(&self.python);
        command.arg(&self.script).arg("facts");
        let mut facts = told(command)?.trim_end().to_owned();
        let mut rustc = Command::new("rustc");
        rustc.arg("--version");
        let version = told(rustc)?;
        let version: Vec<&str> = version.split_whitespace().take(2).collect();
        let _ = writeln!(facts, " rust={}", version.join("_"));
        Ok(facts)
    }
}

/// The Python of the environment: the one that is named, else one of our own, made if need be.
fn environment(folder: &Path) -> Result<PathBuf, String> {
    let python = |environment: &Path| environment.join("bin").join("python");
    if let Some(named) = std::env::var_os(ENVIRONMENT) {
        let named = python(Path::new(&named));
        return if named.is_file() {
            Ok(named)
        } else {
            Err(format!("{ENVIRONMENT}: {} is not there", named.display()))
        };
    }
    let own = folder.join("venv");
    let ready = own.join("ready");
    if !ready.is_file() {
        eprintln!("making a virtual environment with {NEGMAS}");
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(&own);
        told(make)?;
        let mut install = Command::new(python(&own));
        install.args(["-m", "pip", "install", "--quiet", NEGMAS]);
        told(install)?;
        std::fs::write(&ready, NEGMAS).map_err(|why| format!("{}: {why}", ready.display()))?;
    }
    Ok(python(&own))
}

/// Runs a program to its end and gives what it printed; what it complains of goes to the terminal.
fn told(mut command: Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|why| format!("could not start {name}: {why}"))?;
    if !output.status.success() {
        return Err(format!("{name} failed ({})", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Puts the tables between the marks of the page.
fn keep(page: &Path, tables: &str) -> Result<(), String> {
    let wrong = |why: std::io::Error| format!("{}: {why}", page.display());
    let text = std::fs::read_to_string(page).map_err(wrong)?;
    let kept = between(&text, tables).ok_or_else(|| {
        format!(
            "{}: the line \"{}\" or the one at the end is missing",
            page.display(),
            MARKS[0].trim()
        )
    })?;
    std::fs::write(page, kept).map_err(wrong)
}

fn between(page: &str, tables: &str) -> Option<String> {
    let (before, rest) = page.split_once(MARKS[0])?;
    let (_, after) = rest.split_once(MARKS[1])?;
    Some(format!("{before}{}\n{}\n\n{}{after}", MARKS[0], tables.trim(), MARKS[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let page = format!("a\n{}old\n{}b\n", MARKS[0], MARKS[1]);
        let new = between(&page, "new\n").expect("marks");
        assert_eq!(new, format!("a\n{}\nnew\n\n{}b\n", MARKS[0], MARKS[1]));
        assert_eq!(between(&new, "new").as_deref(), Some(new.as_str()));
        assert_eq!(between("a\nb\n", "new"), None);
    }
}
